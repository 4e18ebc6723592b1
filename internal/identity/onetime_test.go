package identity_test

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

// post is a portal's codes with a look into what was sent.
type post struct {
	identity.Codes
	t     *testing.T
	clock *clock.Manual
}

func newPost(t *testing.T, s *store.Store) post {
	t.Helper()
	keys, err := identity.LoadKeys(filepath.Join(t.TempDir(), "keys.json"), true)
	if err != nil {
		t.Fatal(err)
	}
	c := clock.NewManual(time.Date(2026, 11, 24, 10, 0, 0, 0, clock.Shanghai))
	return post{identity.Codes{Store: s, Keys: keys, Clock: c}, t, c}
}

var mobile = identity.Contact{Field: identity.FieldPhone, Value: "13800001234"}

// ask sends a code for signing in and answers it as the outbox holds it.
func (p post) ask(token string, change ...func(*identity.Asking)) string {
	p.t.Helper()
	a := identity.Asking{Purpose: identity.ToSignIn, To: mobile, Lang: "zh-CN"}
	for _, c := range change {
		c(&a)
	}
	if err := p.Ask(p.t.Context(), token, a); err != nil {
		p.t.Fatal(err)
	}
	return p.last()
}

// last takes the newest message out of the outbox.
func (p post) last() string {
	p.t.Helper()
	sent, err := p.Store.Claim(p.t.Context(), p.Clock.Now(), time.Hour, 100)
	if err != nil || len(sent) == 0 {
		p.t.Fatalf("nothing was sent: %v", err)
	}
	m := sent[len(sent)-1]
	if strings.Contains(string(m.Recipient)+m.Args, "1380000") {
		p.t.Error("the address lies open in the outbox")
	}
	opened, err := p.Keys.Open(identity.RecipientUse, m.ID, m.Recipient)
	if err != nil {
		p.t.Fatal(err)
	}
	address, code := identity.OneTimeRecipient(string(opened))
	if address != mobile.Value || len(code) != 6 || strings.Contains(m.Args, code) {
		p.t.Errorf("the outbox holds %q %q %s", address, code, m.Args)
	}
	return code
}

func (p post) enter(token, typed string) error {
	p.t.Helper()
	return p.Enter(p.t.Context(), token, typed, func(context.Context, *store.Store, identity.Proved) error { return nil })
}

// refused checks which sentence stands at the field.
func (p post) refused(err error, key string) {
	p.t.Helper()
	f, ok := fault.As(err)
	if !ok || f.Kind != fault.KindInvalid || f.Fields["code"].Key != "account.error."+key {
		p.t.Errorf("got %v, want %s", err, key)
	}
}

// other is a code that was not sent.
func other(codes ...string) string {
	for n := range 10 {
		if candidate := strings.Repeat(fmt.Sprint(n), 6); !strings.Contains(strings.Join(codes, " "), candidate) {
			return candidate
		}
	}
	return "123456"
}

func TestAOneTimeCodeIsEnteredAsPeopleType(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := newPost(t, s)
		wide := strings.NewReplacer("0", "０", "1", "１", "2", "２", "3", "３", "4", "４", "5", "５", "6", "６", "7", "７", "8", "８", "9", "９")
		for i, write := range []func(string) string{
			func(c string) string { return c },
			func(c string) string { return " " + c[:3] + " - " + c[3:] + "\n" },
			func(c string) string { return wide.Replace(c) },
		} {
			p.clock.Advance(time.Hour)
			token := identity.NewToken()
			code := p.ask(token)
			var proved identity.Proved
			err := p.Enter(t.Context(), token, write(code), func(_ context.Context, _ *store.Store, by identity.Proved) error { proved = by; return nil })
			if err != nil || proved.By != mobile || proved.Purpose != identity.ToSignIn {
				t.Errorf("%d: %v %+v", i, err, proved)
			}
			p.refused(p.enter(token, code), "used") // single use
		}
	})
}

func TestWhatIsWrongWithACodeIsSaid(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p, token := newPost(t, s), identity.NewToken()
		code := p.ask(token)
		p.refused(p.enter(token, "12345"), "six")
		p.refused(p.enter(token, ""), "six")
		p.refused(p.enter(token, other(code)), "wrong")
		p.refused(p.enter(identity.NewToken(), code), "ask_gone") // bound to the browser that asked
		p.clock.Advance(identity.CodeLives)
		p.refused(p.enter(token, code), "expired")
		again := p.ask(token)
		p.refused(p.enter(token, code), "wrong") // the dead one stays dead
		if err := p.enter(token, again); err != nil {
			t.Error(err)
		}
	})
}

func TestAnEarlierCodeStaysValid(t *testing.T) {
	p, token := newPost(t, storetest.SQLite(t)), identity.NewToken()
	first := p.ask(token)
	p.clock.Advance(5 * time.Minute)
	if err := p.Again(t.Context(), token, "zh-CN"); err != nil {
		t.Fatal(err)
	}
	second := p.last()
	if asked, err := p.Asked(t.Context(), token); err != nil || !asked.Again || asked.Field != identity.FieldPhone {
		t.Errorf("asked %+v %v", asked, err)
	}
	if err := p.enter(token, first); err != nil {
		t.Errorf("the earlier code: %v", err)
	}
	p.refused(p.enter(token, second), "used") // and takes its sister along
	if _, err := p.Asked(t.Context(), token); !fault.Is(err, fault.NotFound) {
		t.Errorf("still asked: %v", err)
	}
}

func TestFiveTriesAreAllACodeBears(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p, token := newPost(t, s), identity.NewToken()
		code := p.ask(token)
		for range identity.CodeTries - 1 {
			p.refused(p.enter(token, other(code)), "wrong")
		}
		p.refused(p.enter(token, other(code)), "tries")
		p.refused(p.enter(token, code), "tries")
		for range 20 {
			p.refused(p.enter(token, code), "tries")
		}
	})
}

func TestFiveTriesWhenTheyComeAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p, token := newPost(t, s), identity.NewToken()
		code := p.ask(token)
		wrong := other(code)
		var counted atomic.Int32
		atOnce(40, func() {
			f, _ := fault.As(p.enter(token, wrong))
			if f != nil && f.Fields["code"].Key == "account.error.wrong" {
				counted.Add(1)
			}
		})
		if counted.Load() >= identity.CodeTries {
			t.Errorf("%d tries were looked at", counted.Load())
		}
		p.refused(p.enter(token, code), "tries")
	})
}

// Safeguard A13: of fifty entries of one right code exactly one gets in.
func TestOfFiftyRightEntriesOneGetsIn(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p, token := newPost(t, s), identity.NewToken()
		code := p.ask(token)
		var in atomic.Int32
		atOnce(50, func() {
			if p.enter(token, code) == nil {
				in.Add(1)
			}
		})
		if in.Load() != 1 {
			t.Errorf("%d got in", in.Load())
		}
	})
}

func atOnce(n int, do func()) {
	var wg sync.WaitGroup
	start := make(chan struct{})
	for range n {
		wg.Go(func() { <-start; do() })
	}
	close(start)
	wg.Wait()
}

func TestAnAddressGetsThreeCodesAnHourAndTenADay(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := newPost(t, s)
		a := identity.Asking{Purpose: identity.ToSignIn, To: mobile}
		try := func() error { return p.Ask(t.Context(), identity.NewToken(), a) }
		sent := 0
		for range 5 {
			for range 3 {
				if err := try(); err == nil {
					sent++
				} else if !fault.Is(err, fault.TooMany) {
					t.Fatal(err)
				}
			}
			if f, ok := fault.As(try()); !ok || f.Kind != fault.TooMany || f.RetryAfter <= 0 {
				t.Errorf("a fourth in an hour: %v", f)
			}
			p.clock.Advance(time.Hour)
		}
		if sent != 10 {
			t.Errorf("%d were sent in a day", sent)
		}
		// The same number written another way is the same number, and nobody else is kept waiting.
		spaced, _ := identity.MobileContact("+86 138 0000-1234")
		if err := p.Ask(t.Context(), identity.NewToken(), identity.Asking{Purpose: identity.ToSignIn, To: spaced}); !fault.Is(err, fault.TooMany) {
			t.Errorf("another spelling: %v", err)
		}
		if err := p.Ask(t.Context(), identity.NewToken(), identity.Asking{Purpose: identity.ToSignIn, To: identity.Contact{Field: identity.FieldPhone, Value: "13900001234"}}); err != nil {
			t.Error(err)
		}
	})
}

func TestSendsThatComeAtOnceAreCounted(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := newPost(t, s)
		var sent atomic.Int32
		atOnce(12, func() {
			if p.Ask(t.Context(), identity.NewToken(), identity.Asking{Purpose: identity.ToSignIn, To: mobile}) == nil {
				sent.Add(1)
			}
		})
		if n := sent.Load(); n < 1 || n > 3 {
			t.Errorf("%d were sent", n)
		}
	})
}

// Nothing tells from outside whether a code was really sent (safeguard A14).
func TestAMuteCodeLooksLikeAnyOther(t *testing.T) {
	p, token := newPost(t, storetest.SQLite(t)), identity.NewToken()
	mute := func(a *identity.Asking) { a.Mute = true }
	code := p.ask(token, mute)
	asked, err := p.Asked(t.Context(), token)
	if err != nil || asked.Again || asked.Field != identity.FieldPhone {
		t.Errorf("asked %+v %v", asked, err)
	}
	for range identity.CodeTries - 1 {
		p.refused(p.enter(token, code), "wrong") // even what would have been sent is wrong
	}
	p.refused(p.enter(token, code), "tries")
	p.ask(token, mute)
	if err := p.Again(t.Context(), token, "zh-CN"); err != nil {
		t.Fatal(err)
	}
	p.refused(p.enter(token, p.last()), "wrong")
	if err := p.Ask(t.Context(), token, identity.Asking{Purpose: identity.ToSignIn, To: mobile}); !fault.Is(err, fault.TooMany) {
		t.Errorf("what was sent to nobody does not count: %v", err)
	}
}

func TestContactsAreReadAsPeopleWriteThem(t *testing.T) {
	for text, want := range map[string]string{"138 0000 1234": "13800001234", "+86-138-0000-1234": "13800001234", "１３８００００１２３４": "13800001234",
		"010-12345678": "", "1380000123": "", "": "", "12345": ""} {
		if c, ok := identity.MobileContact(text); ok != (want != "") || ok && c.Value != want {
			t.Errorf("%q: %v %s", text, ok, c.Value)
		}
	}
	for text, ok := range map[string]bool{"a@b.cn": true, " a@b.cn ": true, "a@b": false, "A <a@b.cn>": false, "a": false, "": false,
		"a@b.cn\r\nBcc: x@y.z": false, strings.Repeat("a", 300) + "@b.cn": false} {
		if _, got := identity.MailContact(text); got != ok {
			t.Errorf("%q: %v", text, got)
		}
	}
	if fmt.Sprintf("%v %+v %#v %s", mobile, mobile, mobile, mobile) != "[person] [person] [person] [person]" {
		t.Error("a contact prints itself")
	}
	if m := (identity.Contact{Field: identity.FieldEmail, Value: "wang@example.org"}).Masked() + mobile.Masked(); m != "w**@example.org138****1234" {
		t.Errorf("masked %s", m)
	}
}

func TestTheWholeSiteSendsSoManyCodesAnHour(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := newPost(t, s)
		p.Hourly = 2
		to := func(n int) func(*identity.Asking) {
			return func(a *identity.Asking) {
				a.To = identity.Contact{Field: identity.FieldEmail, Value: fmt.Sprintf("somebody%d@example.org", n)}
			}
		}
		ask := func(n int) error {
			a := identity.Asking{Purpose: identity.ToSignIn, Lang: "zh-CN"}
			to(n)(&a)
			return p.Ask(t.Context(), fmt.Sprintf("browser-%d", n), a)
		}
		for n := range 2 {
			if err := ask(n); err != nil {
				t.Fatal(err)
			}
			p.clock.Advance(10 * time.Minute)
		}
		f, ok := fault.As(ask(2))
		if !ok || f.Kind != fault.TooMany || f.Key != "account.error.site_sends" || f.RetryAfter != 40*time.Minute {
			t.Fatalf("the third is told %+v", f)
		}
		p.clock.Advance(41 * time.Minute)
		if err := ask(3); err != nil {
			t.Errorf("an hour after the first: %v", err)
		}
	})
}
