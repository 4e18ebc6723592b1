package web

import (
	"fmt"
	"html/template"
	"net/url"
	"slices"
	"strings"

	"sunlit/internal/locale"
)

// form carries what was typed and what is wrong with it; a page with errors is
// the same page again with every answer kept.
type form struct {
	Values url.Values
	Errors []fieldError
}

// fieldError is one thing to correct: the same words stand in the summary and at the field.
type fieldError struct {
	Name string // the group the message belongs to
	ID   string // the element to jump to
	Text string
	Href string // another screen, for what is not on this one
}

// Link is where the summary leads to.
func (e fieldError) Link() string {
	if e.Href != "" {
		return e.Href
	}
	return "#" + e.ID
}

// Get is the answer to a field.
func (f form) Get(name string) string { return f.Values.Get(name) }

// Err is the message at a field, "" when it is right.
func (f form) Err(name string) string {
	for _, e := range f.Errors {
		if e.Name == name {
			return e.Text
		}
	}
	return ""
}

// wrong notes an error whose element has the field's own name.
func (f *form) wrong(name, text string) { f.wrongAt(name, name, text) }

func (f *form) wrongAt(name, id, text string) {
	f.Errors = append(f.Errors, fieldError{Name: name, ID: id, Text: text})
}

// input is one field as the template draws it.
type input struct {
	ID, Name, Label, Hint, Value, Error string
	Type, Mode, Auto, Class             string
	Optional, Short                     bool
	Min, Max                            int
}

// Aria ties hint, counter and error to the field for a screen reader.
func (in input) Aria() template.HTMLAttr {
	var ids []string
	if in.Hint != "" {
		ids = append(ids, in.ID+"-hint")
	}
	if in.Error != "" {
		ids = append(ids, in.ID+"-err")
	}
	if in.Max > 0 {
		ids = append(ids, in.ID+"-count")
	}
	attr := ""
	if len(ids) > 0 {
		attr = fmt.Sprintf(` aria-describedby="%s"`, strings.Join(ids, " "))
	}
	if in.Error != "" {
		attr += ` aria-invalid="true"`
	}
	return template.HTMLAttr(attr) //nolint:gosec // ids come from templates and Go, never from a visitor
}

// inputOf builds a field from the page's form: {{in . "title" "max" 40}}.
// Label and hint are the texts field.<name> and field.<name>_hint of citizen.json, or those of "key",
// which may also be a whole key of another subject.
func inputOf(lang locale.Lang) func(p *page, name string, opts ...any) (input, error) {
	return func(p *page, name string, opts ...any) (input, error) {
		o := pairs(opts)
		word := func(k string) string { s, _ := o[k].(string); return s }
		key := word("key")
		if key == "" {
			key = name
		}
		if locale.Has(locale.Default, "citizen.field."+key) {
			key = "citizen.field." + key
		}
		in := input{
			ID: name, Name: name, Label: locale.Text(lang, key, nil), Value: p.Form.Get(name), Error: p.Form.Err(name),
			Type: word("type"), Mode: word("mode"), Auto: word("auto"), Class: word("class"), Short: word("short") != "",
		}
		if hint := key + "_hint"; locale.Has(lang, hint) {
			in.Hint = locale.Text(lang, hint, nil)
		}
		switch optional := o["optional"].(type) {
		case bool:
			in.Optional = optional
		case string:
			in.Optional = optional != ""
		}
		in.Min, _ = o["min"].(int)
		in.Max, _ = o["max"].(int)
		if in.Type == "" {
			in.Type = "text"
		}
		if !slices.Contains([]string{"text", "tel", "email", "area"}, in.Type) {
			return in, fmt.Errorf("field %s: no type %q", name, in.Type)
		}
		return in, nil
	}
}

// choice is one question with radio buttons; Heading makes the question the page's h1.
type choice struct {
	ID, Name, Label, Hint, Value, Error string
	Heading, Optional                   bool
	Options                             []option
}

// option is one answer to choose.
type option struct {
	Value, Text, Note string
	Selected          bool
}
