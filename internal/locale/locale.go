// Package locale words Sunlit's texts in the reader's language. The catalogue is one set of flat
// JSON files, shared with the browser code; {name} stands for a value and {'@'} for a character
// that would otherwise mean something to vue-i18n.
package locale

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/language"
)

// Lang is a language tag of the catalogue.
type Lang = string

// The languages of the catalogue. Chinese is the language of the law; English helps reading.
const (
	ZhCN Lang = "zh-CN"
	En   Lang = "en"

	Default = ZhCN
)

// Langs lists the languages, the default first.
func Langs() []Lang { return []Lang{ZhCN, En} }

// Key is a value for a placeholder that is itself a text of the catalogue, such as the name of a
// field or of a stage.
type Key string

// Text words a key in a language. An unknown language is read as the default one; a key that the
// language lacks is looked for in the default one and finally returned as it is, so that a gap is
// seen but breaks no page. Days and times among the args are written the language's way, a Key is
// worded.
func Text(lang, key string, args map[string]any) string {
	text, ok := lookup(lang, key)
	if !ok {
		return key
	}
	if !strings.Contains(text, "{") {
		return text
	}
	return fill(lang, text, args)
}

// Has reports whether the language itself has the key.
func Has(lang, key string) bool {
	_, ok := texts()[lang][key]
	return ok
}

// Keys returns every key of a language, sorted.
func Keys(lang string) []string {
	return slices.Sorted(maps.Keys(texts()[lang]))
}

func lookup(lang, key string) (string, bool) {
	if text, ok := texts()[lang][key]; ok {
		return text, true
	}
	text, ok := texts()[Default][key]
	return text, ok
}

// fill replaces placeholders. One without a value stays as it is written: on a page that is a
// visible mistake, an empty gap would be a silent one.
func fill(lang, text string, args map[string]any) string {
	var b strings.Builder
	rest := scan(text, func(before, quoted, name string) {
		b.WriteString(before)
		b.WriteString(quoted)
		if name == "" {
			return
		}
		if value, ok := args[name]; ok {
			b.WriteString(word(lang, value))
		} else {
			b.WriteString("{" + name + "}")
		}
	})
	b.WriteString(rest)
	return b.String()
}

// placeholders returns the names of a text's placeholders, sorted, each once.
func placeholders(text string) []string {
	names := map[string]bool{}
	scan(text, func(_, _, name string) {
		if name != "" {
			names[name] = true
		}
	})
	return slices.Sorted(maps.Keys(names))
}

// scan visits each {name} and each {'literal'} with the text before it and returns what follows
// the last one. Braces that are never closed, or hold nothing, are ordinary text.
func scan(text string, visit func(before, quoted, name string)) (rest string) {
	start := 0
	for at := 0; ; {
		open := strings.IndexByte(text[at:], '{')
		if open < 0 {
			return text[start:]
		}
		open += at
		inside, closing, quoted := open+1, "}", false
		if strings.HasPrefix(text[inside:], "'") {
			inside, closing, quoted = inside+1, "'}", true
		}
		length := strings.Index(text[inside:], closing)
		if length <= 0 {
			at = open + 1
			continue
		}
		content := text[inside : inside+length]
		if quoted {
			visit(text[start:open], content, "")
		} else {
			visit(text[start:open], "", content)
		}
		start = inside + length + len(closing)
		at = start
	}
}

var matcher = language.NewMatcher([]language.Tag{language.SimplifiedChinese, language.English})

// FromAcceptLanguage picks the language that suits a browser best, the default one when none does
// or the header is nonsense.
func FromAcceptLanguage(header string) Lang {
	const longest = 256 // no browser sends more; parsing is not free
	if len(header) > longest {
		return Default
	}
	tags, _, err := language.ParseAcceptLanguage(header)
	if err != nil || len(tags) == 0 {
		return Default
	}
	_, index, confidence := matcher.Match(tags...)
	if confidence == language.No {
		return Default
	}
	return Langs()[index]
}

// Valid returns lang when the catalogue has it, otherwise the default language.
func Valid(lang string) Lang {
	if slices.Contains(Langs(), lang) {
		return lang
	}
	return Default
}

func word(lang string, value any) string {
	switch v := value.(type) {
	case Key:
		return Text(lang, string(v), nil)
	case string:
		return v
	case fmt.Stringer:
		return Format(lang, v)
	}
	return fmt.Sprint(value)
}
