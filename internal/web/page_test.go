package web

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"sunlit/internal/clock"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

type sample struct {
	name, template string
	page           *page
}

func samples(lang locale.Lang) []sample {
	large := sampleCase(lang)
	large.Size = sizeLarge
	receipt := sampleReceipt(lang)
	evidence := sampleStep(lang, "evidence.h1", "/file/evidence", 7, evidenceView{Files: []fileRow{{ID: "1", Name: "考勤表.jpg", Size: 1258291}}, Limit: 9, TusURL: "/api/v1/evidence/tus/"})
	kind := sampleStep(lang, "kind.h1", "/file/kind", 1, choiceView{choice{ID: "kind", Name: "kind", Heading: true, Label: locale.Text(lang, "citizen.kind.h1", nil),
		Hint: locale.Text(lang, "citizen.kind.hint", nil), Options: []option{{"claim", "投诉求助", "自己的事要解决", false}, {"suggestion", "意见建议", "", false}}}})
	return []sample{
		{"home", "home", sampleHome(lang, sizeStandard)},
		{"home-large", "home", sampleHome(lang, sizeLarge)},
		{"start", "file-start", samplePage(lang, "start.h1", "/file", startView{})},
		{"kind", "file-choice", kind},
		{"title", "file-title", sampleStep(lang, "title.h1", "/file/title", 4, nil)},
		{"story", "file-story", sampleStory(lang, false)},
		{"story-error", "file-story", sampleStory(lang, true)},
		{"evidence", "file-evidence", evidence},
		{"contact", "file-contact", sampleStep(lang, "contact.h1", "/file/contact", 8, contactView{MayHideName: true, Optional: true})},
		{"check", "file-check", sampleCheck(lang)},
		{"receipt", "receipt", receipt},
		{"track", "track", samplePage(lang, "track.h1", "/track", nil)},
		{"case", "case", sampleCase(lang)},
		{"case-large", "case", large},
		{"answer", "answer", sampleAnswer(lang)},
		{"rate", "rate", sampleRate(lang)},
		{"ladders", "ladders", samplePage(lang, "case.limits", "/case/x", sampleLadders(lang))},
	}
}

func sampleLadders(lang locale.Lang) [][]ladderRow {
	leg := sampleLegs()[2]
	extended := leg
	extended.Original, extended.Due, extended.Reasons = leg.Due, d("2027-02-18"), "要等工资鉴定。"
	paused := ladderLeg{Name: petition.LegG, Start: d("2027-02-22"), Due: d("2027-04-06"), Span: clock.Days(30), Paused: true, What: "复核机关收到申请"}
	return [][]ladderRow{
		ladder(lang, []ladderLeg{leg}, d("2027-01-27"), ""), ladder(lang, []ladderLeg{extended}, d("2027-01-21"), ""),
		ladder(lang, []ladderLeg{leg}, d("2027-01-31"), ""), ladder(lang, []ladderLeg{paused}, d("2027-03-04"), ""),
	}
}

func testPages(t *testing.T) *pages {
	t.Helper()
	ps, err := loadPages(os.DirFS("../../frontend"))
	if err != nil {
		t.Fatal(err)
	}
	return ps
}

var bareKey = regexp.MustCompile(`\b(citizen|law|error)\.[a-z_]+\.[a-z_]+|ZgotmplZ|\{[a-z]+\}|%!`)

// Every page renders in both languages, without a bare key, an unfilled
// placeholder or anything the content security policy would refuse.
func TestEveryPageRenders(t *testing.T) {
	ps := testPages(t)
	preview := os.Getenv("SUNLIT_PREVIEW") // a folder: the pages are kept there to be looked at
	for _, lang := range locale.Langs() {
		for _, s := range samples(lang) {
			if s.template == "ladders" {
				continue
			}
			var b bytes.Buffer
			if err := ps.render(&b, s.template, s.page); err != nil {
				t.Fatal(err)
			}
			html := b.String()
			body := regexp.MustCompile(`data-say="[^"]*"`).ReplaceAllString(html, "")
			if bad := bareKey.FindString(body); bad != "" {
				t.Errorf("%s %s shows %s", lang, s.name, bad)
			}
			for _, banned := range []string{" style=", "<style", " onclick", "javascript:"} {
				if strings.Contains(html, banned) {
					t.Errorf("%s %s has %q", lang, s.name, banned)
				}
			}
			if strings.Count(html, "<h1") != 1 {
				t.Errorf("%s %s has %d h1", lang, s.name, strings.Count(html, "<h1"))
			}
			if size := compressed(t, b.Bytes(), ps); size > 35<<10 {
				t.Errorf("%s %s takes %d bytes compressed, more than 35 KB", lang, s.name, size)
			} else if preview != "" {
				t.Logf("%s %s: %d bytes", lang, s.name, size)
			}
			keep(t, preview, lang+"-"+s.name+".html", b.Bytes())
		}
	}
	for path, a := range ps.assets.files {
		keep(t, preview, path, a.body)
	}
}

// compressed is what a first visit to the page loads.
func compressed(t *testing.T, html []byte, ps *pages) int {
	t.Helper()
	var b bytes.Buffer
	for _, part := range [][]byte{html, ps.assets.files[ps.assets.paths.CSS].body, ps.assets.files[ps.assets.paths.JS].body} {
		z := gzip.NewWriter(&b)
		if _, err := z.Write(part); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
	}
	return b.Len()
}

func keep(t *testing.T, folder, name string, body []byte) {
	t.Helper()
	if folder == "" {
		return
	}
	path := filepath.Join(folder, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, body, 0o600); err != nil {
		t.Fatal(err)
	}
}
