package notify_test

import (
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"sunlit/internal/locale"
	"sunlit/internal/notify"
)

// loud words would tell whoever glances at a telephone what the matter is.
var loud = regexp.MustCompile(`(?i)信访|投诉|举报|检举|控告|申诉|上访|纪检|监察|petition|complain|grievance|whistle|discipline|accus`)

func sample(kind notify.Kind, channel notify.Channel, lang string) notify.Message {
	return notify.Message{
		ID: "0193-a", Kind: kind, Lang: lang, Channel: channel, To: "a@example.org", Number: "KX7D-22MP-9Q4T",
		Args: map[string]string{"due": "2026-12-09", "from": "2026-12-08", "on": "2026-12-10", "code": "482913", "minutes": "15", "soon": "3", "overdue": "1", "phone": "12345", "stop": "https://example.org/published/unfollow"},
	}
}

func TestEveryKindIsQuietInEveryLanguage(t *testing.T) {
	d, err := notify.Open("file:"+t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	d.BaseURL = "https://example.org"
	for _, kind := range notify.Kinds() {
		for _, lang := range locale.Langs() {
			for _, channel := range []notify.Channel{notify.Mail, notify.SMS, notify.InSite} {
				w, err := d.Words(sample(kind, channel, lang))
				if err != nil {
					t.Fatal(err)
				}
				where := string(kind) + " " + lang + " " + string(channel)
				if w.Subject == "" || w.Text == "" || strings.Contains(w.Subject+w.Text, "notice.") || strings.ContainsAny(w.Subject+w.Text, "{}") {
					t.Errorf("%s: a text or value is missing: %+v", where, w)
				}
				if found := loud.FindString(w.Subject + w.Text); found != "" {
					t.Errorf("%s: says %q", where, found)
				}
				if strings.Contains(w.Subject, "KX7D") {
					t.Errorf("%s: the subject shows the number", where)
				}
				if kind == notify.OneTimeCode && strings.Contains(w.Text, "KX7D") {
					t.Errorf("%s: code and number travel together", where)
				}
				if channel == notify.SMS && utf8.RuneCountInString(w.Text) > 134 && lang == locale.ZhCN {
					t.Errorf("%s: longer than two messages", where)
				}
			}
		}
	}
}

func TestLinks(t *testing.T) {
	cases := []struct {
		kind   notify.Kind
		number string
		want   string
	}{
		{notify.News, "KX7D", "https://example.org/case/KX7D"},
		{notify.News, "", "https://example.org/track"},
		{notify.News, "../x", "https://example.org/case/..%2Fx"},
		{notify.DueIn3, "KX7D", "https://example.org/desk/"},
		{notify.OneTimeCode, "KX7D", ""},
		{notify.AccountNotice, "", ""},
	}
	d, err := notify.Open("file:"+t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	for _, base := range []string{"", "https://example.org"} {
		d.BaseURL = base
		for _, c := range cases {
			m := sample(c.kind, notify.SMS, locale.ZhCN)
			m.Number = c.number
			w, err := d.Words(m)
			if err != nil {
				t.Fatal(err)
			}
			link := regexp.MustCompile(`https://\S+`).FindString(w.Text)
			if base == "" && link != "" || base != "" && link != c.want {
				t.Errorf("%s %q from %q: link %q", c.kind, c.number, base, link)
			}
		}
	}
}

func TestWordsFollowTheLanguage(t *testing.T) {
	d, err := notify.Open("file:"+t.TempDir(), "")
	if err != nil {
		t.Fatal(err)
	}
	for lang, want := range map[string]string{locale.ZhCN: "2026年12月9日（周三）", locale.En: "Wed 9 December 2026", "fr": "2026年12月9日（周三）"} {
		w, err := d.Words(sample(notify.DueIn3, notify.Mail, lang))
		if err != nil || !strings.Contains(w.Text, want) {
			t.Errorf("%s: %q, %v", lang, w.Text, err)
		}
	}
}

func TestReminders(t *testing.T) {
	want := map[int]notify.Kind{15: notify.DueIn15, 7: notify.DueIn7, 3: notify.DueIn3, 1: notify.DueIn1, 0: notify.DueToday, -3: notify.OverdueBy3}
	for left := -10; left <= 30; left++ {
		kind, ok := notify.ReminderFor(left)
		if kind != want[left] || ok != (want[left] != "") {
			t.Errorf("%d days left: %q, %v", left, kind, ok)
		}
	}
}
