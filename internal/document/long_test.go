package document

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"sunlit/internal/petition"
)

// longOpinion is an opinion over several pages.
func longOpinion(paragraphs int) Paper {
	p := samples()["opinion"]
	o := p.Content.(Opinion)
	var facts []string
	for i := range paragraphs {
		facts = append(facts, fmt.Sprintf("（%d）经现场核查并询问物业公司、供水公司和居民代表，调取了2026年3月至8月的运行记录、维修单和收费明细，"+
			"情况与信访人反映的一致：3号水泵自3月12日起停机，控制柜进水，备用泵没有按规定每月试运行，值班记录缺少4月至6月共91天。", i+1))
	}
	o.Items = append([]petition.Item(nil), o.Items...)
	o.Items[0].Facts = strings.Join(facts, "\n")
	p.Content = o
	return p
}

// TestManyPages: a long paper keeps its text, its signature has company and each sheet its number.
func TestManyPages(t *testing.T) {
	for _, paragraphs := range []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30} {
		p := longOpinion(paragraphs)
		got := readText(t, render(t, p))
		pages := strings.Split(got, "-- page --\n")[1:]
		if paragraphs == 30 && len(pages) < 6 {
			t.Errorf("%d paragraphs: only %d pages", paragraphs, len(pages))
		}
		for i, page := range pages {
			if !strings.Contains(page, fmt.Sprintf("— %d —", i+1)) {
				t.Errorf("%d paragraphs: page %d lacks its number", paragraphs, i+1)
			}
			lines := strings.Split(strings.TrimSpace(page), "\n")
			if len(lines) < 4 {
				t.Errorf("%d paragraphs: page %d is all but empty: %q", paragraphs, i+1, lines)
			}
		}
		last := pages[len(pages)-1]
		before, _, signed := strings.Cut(last, "（盖章处）")
		if !signed || strings.Count(before, "\n") < 3 {
			t.Errorf("%d paragraphs: the signature stands alone:\n%s", paragraphs, last)
		}
		flat := strings.ReplaceAll(got, "\n", "")
		for i := range paragraphs {
			if !strings.Contains(flat, fmt.Sprintf("（%d）", i+1)) {
				t.Errorf("%d paragraphs: part %d is lost", paragraphs, i+1)
			}
		}
	}
}

// rareExtension names somebody whose characters lie beyond the common faces.
func rareExtension() Paper {
	p := samples()["extension"]
	p.Addressee, p.Summary, p.Contact.Name = "𠮷䶮㐂", "𠮷安里的路灯😀不亮，𫠠、𬱖两街也是", "买买提·艾力"
	p.Body = "龘𠮷县住房和城乡建设局"
	return p
}

// TestRareNames: every name can be printed and copied; what no face has is seen and said.
func TestRareNames(t *testing.T) {
	p := samples()["extension"]
	p.Addressee = "𠮷䶮龘㐂𬱖𫠠"
	got := readText(t, render(t, p))
	if !strings.Contains(got, p.Addressee+"：") {
		t.Errorf("the name is lost:\n%s", got)
	}
	if strings.Contains(got, "□") {
		t.Errorf("something is missing:\n%s", got)
	}
	p.Addressee = "𠮷😀👨‍👩‍👧\U000E0041"
	got = readText(t, render(t, p))
	if !strings.Contains(got, "𠮷□□□□：") || !strings.Contains(got, "U+1F600、U+1F468、U+1F469、U+1F467") {
		t.Errorf("missing characters are not noted:\n%s", got)
	}
	p.Body = "𠮷县龘局" // bold: not in the bold face, swollen
	if got = readText(t, render(t, p)); !strings.Contains(got, p.Body) {
		t.Errorf("the bold name is lost:\n%s", got)
	}
}

// TestGB18030 looks whether every Chinese character of the standard's planes has a face.
func TestGB18030(t *testing.T) {
	for _, block := range [][2]rune{{0x3400, 0x4DB5}, {0x4E00, 0x9FA5}, {0x20000, 0x2A6D6}, {0x2A700, 0x2B734}, {0x2B740, 0x2B81D},
		{0x2B820, 0x2CEA1}, {0x2CEB0, 0x2EBE0}} {
		lost := 0
		for r := block[0]; r <= block[1]; r++ {
			if _, _, ok := cut(r, plain); !ok {
				lost++
			}
		}
		if lost > 0 {
			t.Errorf("%U to %U: %d without a face", block[0], block[1], lost)
		}
	}
}

// TestNoTricks: control characters of others neither turn text round nor make it bold.
func TestNoTricks(t *testing.T) {
	if got := clean("甲\u202e乙\x0e丙\x0f\ufe0f\u200d丁\t戊\r\n己\u3000庚\xff"); got != "甲乙丙丁 戊\n己 庚\ufffd" {
		t.Errorf("got %q", got)
	}
}

// FuzzRender: whatever people write, a paper comes out whole or is refused.
func FuzzRender(f *testing.F) {
	f.Add("槐荫里小区断水", "经查，属实。\n已处理", "李秋禾")
	f.Add("((((((((((", "“““““““““““《《《《《《", "😀\u202e\x00\x0e")
	f.Add(strings.Repeat("W", 300), strings.Repeat("。", 200), "{name}{'@'}")
	f.Add("https://example.org/a/very/long/path/that/does/not/end?x=1&y=2", "a b  c\n\n\n", "%s\\)(")
	f.Fuzz(func(t *testing.T, summary, facts, name string) {
		if len(summary)+len(facts)+len(name) > 20_000 {
			t.Skip("casework takes no more")
		}
		p := samples()["opinion"]
		o := p.Content.(Opinion)
		o.Items = append([]petition.Item(nil), o.Items...)
		o.Items[0].Facts, o.Items[0].Plain, p.Summary, p.Addressee, p.Body = facts, name, summary, name, name
		p.Content = o
		data, err := Render(p)
		if err != nil {
			return
		}
		if !bytes.HasPrefix(data, []byte("%PDF-1.7\n")) || !bytes.HasSuffix(data, []byte("%%EOF\n")) {
			t.Fatal("no whole file")
		}
		if !utf8.ValidString(readText(t, data)) {
			t.Fatal("text can't be copied")
		}
	})
}

func BenchmarkOpinion(b *testing.B) {
	p := samples()["opinion"]
	if _, err := Render(p); err != nil { // unpack the faces first
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Render(p); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSixPages(b *testing.B) {
	p := longOpinion(30)
	for b.Loop() {
		if _, err := Render(p); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkUnpackFace(b *testing.B) {
	for b.Loop() {
		if _, err := unpackRare(); err != nil {
			b.Fatal(err)
		}
	}
}

// TestWorstTexts: no text of the greatest length that casework takes holds a paper up.
func TestWorstTexts(t *testing.T) {
	for _, unit := range []string{"a-", "/", "W", "。", "（", "“", "好", "a ", "\U0001F600", "𠮷", "\n", "1年", "…", "ｱ"} {
		p := samples()["opinion"]
		o := p.Content.(Opinion)
		o.Items = append([]petition.Item(nil), o.Items...)
		o.Items[0].Facts = "查" + strings.Repeat(unit, 64<<10/len(unit))
		p.Content = o
		start := time.Now()
		data := render(t, p)
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("%q: %d bytes took %v", unit, len(data), took)
		}
	}
}
