package document

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"sunlit/internal/clock"
	"sunlit/internal/document/pdf"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// draft is a paper while its text is put together.
type draft struct {
	paper   Paper
	set     set
	blocks  []block
	missing []rune // characters that no face draws, in the order met
}

// say words a text of the catalogue. Arguments are pairs of name and value; what people wrote is
// cleaned, except for texts marked by strong or made by say itself, which are of type said.
func (d *draft) say(key string, args ...any) said {
	values := make(map[string]any, len(args)/2)
	for i := 0; i+1 < len(args); i += 2 {
		name, _ := args[i].(string)
		switch v := args[i+1].(type) {
		case said:
			values[name] = string(v)
		case string:
			values[name] = clean(v)
		case int:
			values[name] = strconv.Itoa(v)
		default:
			values[name] = v
		}
	}
	return said(locale.Text(d.paper.Lang, "paper."+key, values))
}

// said is a text that may hold marks of weight.
type said string

// strong makes a text bold.
func (d *draft) strong(s string) said { return said(strong(s)) }

// date writes a day that has passed, without its weekday; days that matter for somebody's calendar
// are handed to say as they are and get it.
func (d *draft) date(day clock.Day) said { return said(locale.Date(d.paper.Lang, day)) }

// list joins texts the language's way.
func (d *draft) list(items []string) said {
	var kept []string
	for _, item := range items {
		if item = clean(item); item != "" {
			kept = append(kept, item)
		}
	}
	return said(strings.Join(kept, string(d.mark("list.comma"))))
}

// mark is what stands between the parts of an enumeration. English has spaces there, which the
// catalogue can't hold at the ends of a text.
func (d *draft) mark(key string) said {
	m := d.say(key)
	switch {
	case d.justified():
		return m
	case key == "list.or":
		return " " + m + " "
	}
	return m + " "
}

// sentence ends a text with a full stop if it has no end.
func (d *draft) sentence(s string) said {
	s = clean(s)
	if s == "" || strings.ContainsRune("。！？.!?…：:；;）)”", []rune(s)[len([]rune(s))-1]) {
		return said(s)
	}
	return said(s) + d.say("list.stop")
}

// phrase takes the end off a text that goes on inside a sentence.
func phrase(s string) string { return strings.TrimRight(clean(s), "。．.；;，, ") }

func (d *draft) miss(r rune) {
	if len(d.missing) <= mostNamed && !slices.Contains(d.missing, r) {
		d.missing = append(d.missing, r)
	}
}

// number writes the tracking number in its groups.
func (d *draft) number() string {
	return grouped(d.paper.Tracking)
}

// grouped writes a tracking number in its groups, whether it comes so or not.
func grouped(number string) string {
	number = strings.ReplaceAll(clean(number), "-", "")
	for _, r := range number {
		if r > 'z' {
			return number // no number at all: leave characters whole
		}
	}
	return petition.GroupNumber(number)
}

// matter is how every notice begins: when, what, which number.
func (d *draft) matter() said {
	channel := said("")
	if d.paper.Channel != "" && d.paper.Channel != petition.Imported {
		channel = d.say("channel." + string(d.paper.Channel))
	}
	s := d.say("matter", "received", d.date(d.paper.ReceivedOn), "channel", channel,
		"summary", phrase(d.paper.Summary), "number", d.number())
	return said(strings.ReplaceAll(string(s), "  ", " ")) // English, where the channel is not known
}

// subject is how a paper between bodies names the petition.
func (d *draft) subject() said {
	return d.say("subject", "summary", phrase(d.paper.Summary), "number", d.number())
}

func (d *draft) basis() said { return d.list(d.paper.Basis) }

// justified tells whether lines are stretched: Chinese ones are, English ones have ragged ends.
func (d *draft) justified() bool { return d.paper.Lang != locale.En }

// style is how a paragraph looks.
type style struct {
	size, lead float64
	weight     weight
	color      pdf.Color
	indent     float64 // of the first line, in characters
	x, width   float64 // 0: the whole measure
	centred    bool
	before     float64
	tag        string
	keepNext   bool
	track      float64 // extra room behind every letter, in characters
}

// para adds a text, one paragraph for each line of it.
func (d *draft) para(s said, st style) {
	for _, piece := range strings.Split(string(s), "\n") {
		if strings.TrimSpace(piece) == "" {
			continue
		}
		b := block{tag: st.tag, before: st.before, keepNext: st.keepNext, rows: d.rows(piece, st)}
		if b.tag == "" {
			b.tag = "P"
		}
		d.blocks = append(d.blocks, b)
		st.before = 0
	}
}

// rows sets one paragraph.
func (d *draft) rows(s string, st style) []row {
	if st.width == 0 {
		st.x, st.width = left, measure
	}
	var rows []row
	for _, l := range wrap(d.letters(s, st.weight), st.width/st.size/(1+st.track), st.indent, d.justified() && !st.centred) {
		l.open(st.track)
		rows = append(rows, row{height: st.lead, draw: func(p *pdf.Page, y float64) {
			x := st.x
			if st.centred {
				x += (st.width - l.width*st.size) / 2
			}
			l.set(p, x, baseline(y, st.size, st.lead), st.size, st.color)
		}})
	}
	return rows
}

// baseline centres a line of text in its lead: ink of Chinese type spans 0.88 above, 0.12 below.
func baseline(y, size, lead float64) float64 { return y + (lead-size)/2 + 0.88*size }

// text adds body paragraphs with an indent of two characters.
func (d *draft) text(s said) {
	indent := 2.0
	if !d.justified() {
		indent = 0
	}
	d.para(s, style{size: d.set.size, lead: d.set.lead, color: ink, indent: indent})
}

// lead adds a line that introduces what follows.
func (d *draft) lead(s said) {
	d.text(s)
	d.blocks[len(d.blocks)-1].keepNext = true
}

// numbered adds a list as filed: 1．…
func (d *draft) numbered(items []string) {
	for i, item := range items {
		d.hanging(d.say("list.number", "n", i+1), said(clean(item)), plain, 2*d.set.size, 3.4*d.set.size)
	}
}

// field adds a label and what is to say about it, set off in two columns.
func (d *draft) field(label string, value said) {
	if strings.TrimSpace(string(value)) == "" {
		return
	}
	d.hanging(d.say(label), value, bold, 2*d.set.size, 8*d.set.size)
}

// hanging sets a label at one place and its text in a column beside it.
func (d *draft) hanging(label, value said, w weight, at, column float64) {
	if !d.justified() {
		at = 0
	}
	st := style{size: d.set.size, lead: d.set.lead, color: ink, x: left + column, width: measure - column}
	var rows []row
	for _, piece := range strings.Split(string(value), "\n") {
		if strings.TrimSpace(piece) != "" {
			rows = append(rows, d.rows(piece, st)...)
		}
	}
	labelRow := d.rows(string(label), style{size: d.set.size, lead: d.set.lead, color: ink, weight: w, x: left + at, width: measure})[0]
	if len(rows) == 0 {
		rows = []row{{height: d.set.lead, draw: func(*pdf.Page, float64) {}}}
	}
	first := rows[0]
	rows[0] = row{height: first.height, draw: func(p *pdf.Page, y float64) {
		labelRow.draw(p, y)
		first.draw(p, y)
	}}
	d.blocks = append(d.blocks, block{tag: "P", rows: rows})
}

// mostNamed is how many missing characters are named; more help nobody.
const mostNamed = 20

// noteMissing says which characters stand as □, so that nobody takes the gap for an erasure.
func (d *draft) noteMissing() {
	if len(d.missing) == 0 {
		return
	}
	var codes []string
	for i, r := range d.missing {
		if i == mostNamed {
			codes = append(codes, "…")
			break
		}
		codes = append(codes, fmt.Sprintf("U+%04X", r))
	}
	d.para(d.say("note.missing", "codes", d.list(codes)), style{size: smallSize, lead: smallLead, color: muted, before: 10})
}

// ordinal writes 一 to 九十九 for the parts of a paper.
func ordinal(n int) string {
	digits := []rune("〇一二三四五六七八九")
	switch {
	case n < 1 || n > 99:
		return strconv.Itoa(n)
	case n < 10:
		return string(digits[n])
	}
	s := "十"
	if n >= 20 {
		s = string(digits[n/10]) + s
	}
	if n%10 > 0 {
		s += string(digits[n%10])
	}
	return s
}
