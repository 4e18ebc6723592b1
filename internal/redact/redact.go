// Package redact finds personal data in Chinese and English texts before they
// are published, and proposes what to put in its place. It decides nothing: a
// person looks at every find and confirms or changes it (Art. 4 of the
// Regulations keeps the petitioner's matters private; the Personal Information
// Protection Law asks for consent beyond that).
package redact

import (
	"sort"
	"strings"
)

// Kind is a sort of personal data.
type Kind string

// The kinds that are looked for.
const (
	Name     Kind = "name"
	Phone    Kind = "phone"
	Identity Kind = "identity" // resident identity number
	Address  Kind = "address"  // house, building, room
	Plate    Kind = "plate"
	Card     Kind = "card" // bank card or account
	Email    Kind = "email"
	Account  Kind = "account" // WeChat or QQ
	Passport Kind = "passport"
)

// Kinds lists them in the order in which screens show them.
var Kinds = []Kind{Name, Phone, Identity, Address, Plate, Card, Email, Account, Passport}

// Find is one place in a text: bytes Start to End, and what a person is offered
// to put there.
type Find struct {
	Start, End int
	Kind       Kind
	Text       string
	Proposal   string
}

// Finds answers what looks like personal data, in the order of the text and
// without overlaps. known are names that surely are personal here: the
// petitioner's own, the co-signers'.
func Finds(text string, known ...string) []Find {
	t := read(text)
	var all []Find
	all = append(all, t.knownNames(known)...)
	all = append(all, t.numbers()...)
	all = append(all, t.marks()...)
	all = append(all, t.addresses()...)
	all = append(all, t.names()...)
	return apart(text, all)
}

// Apply puts every find's proposal in its place.
func Apply(text string, finds []Find) string {
	var b strings.Builder
	at := 0
	for _, f := range finds {
		if f.Start < at {
			continue
		}
		b.WriteString(text[at:f.Start])
		b.WriteString(f.Proposal)
		at = f.End
	}
	b.WriteString(text[at:])
	return b.String()
}

// apart orders the finds and joins those that overlap: the one that begins
// earlier gives its kind, and nothing that either covers stays readable.
func apart(text string, all []Find) []Find {
	sort.SliceStable(all, func(i, j int) bool {
		if all[i].Start != all[j].Start {
			return all[i].Start < all[j].Start
		}
		return all[i].End > all[j].End
	})
	var list []Find
	for _, f := range all {
		last := len(list) - 1
		if last < 0 || f.Start >= list[last].End {
			list = append(list, f)
			continue
		}
		if f.End > list[last].End {
			list[last].End = f.End
			list[last].Text = text[list[last].Start:f.End]
			list[last].Proposal += hidden
		}
	}
	return list
}

const hidden = "****"

// text is what is read: norm has full-width letters and digits as plain ones and
// no invisible characters; from and to lead each of its bytes back.
type text struct {
	raw      string
	norm     string
	from, to []int
}

func read(raw string) *text {
	t := &text{raw: raw}
	var b strings.Builder
	for i, r := range raw {
		end := i + len(string(r))
		if r == '\uFFFD' { // a broken byte is one byte long
			end = i + 1
		}
		n := plain(r)
		if n == 0 {
			continue
		}
		before := b.Len()
		b.WriteRune(n)
		for range b.Len() - before {
			t.from = append(t.from, i)
			t.to = append(t.to, end)
		}
	}
	t.norm = b.String()
	return t
}

// plain answers the half-width form of a character, zero for an invisible one.
func plain(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '\u3000', r == '\u00a0':
		return ' '
	case r >= '\u200b' && r <= '\u200f', r == '\u2060', r == '\ufeff', r == '\u00ad':
		return 0
	case r == '•', r == '・', r == '．', r == '‧':
		return '·'
	case r == '–', r == '—', r == '‐', r == '−':
		return '-'
	}
	return r
}

// find builds a find from a span of norm.
func (t *text) find(start, end int, kind Kind, proposal string) Find {
	a, b := t.from[start], t.to[end-1]
	return Find{Start: a, End: b, Kind: kind, Text: t.raw[a:b], Proposal: proposal}
}
