package config

import (
	"maps"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v3"

	"sunlit/config/form"
)

// demoForm is the shape of the structs, and below it that codes lead somewhere.
func demoForm(s *form.Sheet, n *yaml.Node, at string) {
	text := form.Words(5000)
	form.All(form.Struct(Demo{}, map[string]form.Form{
		"units": form.Once("code"), "units.code!": text, "units.name!": form.Both(80), "units.kind!": form.OneOf(KindOffice, KindUnit, KindReview, KindDiscipline),
		"places": form.Once("code"), "places.code!": form.Matching("write 6 or 12 digits in quotes", `^(\d{6}|\d{12})$`), "places.zh!": text, "places.en!": text,
		"logins": form.Once("login"), "logins.login!": text, "logins.name!": text, "logins.unit!": text, "logins.roles!": form.List(1, text),
		"mailboxes": form.Once("code"), "mailboxes.code!": text, "mailboxes.unit!": text, "mailboxes.place!": text, "calls": form.Once("code"), "calls.code!": text,
		"receptions.kind!": form.OneOf("office", "street", "countryside"), "receptions.slots!": form.Number(1, 60),
		"receptions.in_days!": form.Number(-400, 400), "calls.from_days": form.Number(-400, 400), "calls.until_days!": form.Number(-400, 400),
		"petitions.title!": text, "petitions.narrative!": text, "petitions.requests!": form.List(1, text), "petitions.stage!": text,
		"petitions.kind!": form.OneOf("claim", "suggestion", "report", "other"), "petitions.after": form.Table(slices.Sorted(maps.Keys(usualDays)), nil, anyDays),
	}), demoCodes)(s, n, at)
}

func anyDays(string) form.Form { return form.Number(0, 1000) }

// demoCodes follows codes of units and places to where they are defined, which is further up.
func demoCodes(s *form.Sheet, n *yaml.Node, _ string) {
	places, units := map[string]bool{"": true}, map[string]bool{"": true}
	known := func(item *yaml.Node, at, key, what string, set map[string]bool) {
		if child := form.Child(item, key); child != nil {
			form.Known(what, set)(s, child, form.Join(at, key))
		}
	}
	each := func(list string, visit func(item *yaml.Node, at string)) {
		for i, item := range form.Items(form.Child(n, list)) {
			visit(item, form.Join(list, i+1))
		}
	}
	each("places", func(item *yaml.Node, at string) {
		known(item, at, "parent", "place above it", places)
		places[form.Value(item, "code")] = true
	})
	each("units", func(item *yaml.Node, at string) {
		known(item, at, "parent", "unit above it", units)
		known(item, at, "place", "place", places)
		units[form.Value(item, "code")] = true
	})
	each("logins", func(item *yaml.Node, at string) { known(item, at, "unit", "unit", units) })
	doors := map[string]bool{"": true}
	for _, list := range []string{"mailboxes", "calls"} {
		each(list, func(item *yaml.Node, at string) {
			known(item, at, "unit", "unit", units)
			known(item, at, "place", "place", places)
			doors[form.Value(item, "code")] = true
		})
	}
	each("receptions", func(item *yaml.Node, at string) {
		known(item, at, "unit", "unit", units)
		known(item, at, "place", "place", places)
	})
	each("petitions", func(item *yaml.Node, at string) {
		known(item, at, "unit", "unit", units)
		known(item, at, "propose", "unit", units)
		known(item, at, "place", "place", places)
		known(item, at, "mailbox", "mailbox", doors)
		known(item, at, "call", "call", doors)
		for i, about := range form.Items(form.Child(item, "about")) {
			known(about, form.Join(at, "about", i+1), "unit", "unit", units)
		}
		asked, answered := len(form.Items(form.Child(item, "requests"))), len(form.Items(form.Child(item, "answer")))
		if answered > 0 && answered != asked {
			s.Wrong(form.Child(item, "answer"), form.Join(at, "answer"), "answers "+strconv.Itoa(answered)+" of "+strconv.Itoa(asked)+" requests", "write one item a request")
		}
	})
}
