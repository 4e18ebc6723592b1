package main

import (
	"slices"
	"strings"
	"time"

	"sunlit/config"
	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
)

// demoWalk carries one invented petition to its stage, each act at its own day.
type demoWalk struct {
	config.DemoPetition
	filed  clock.Day
	office string
	now    time.Time
	minute int
}

func (w demoWalk) filing() casework.Filing {
	f := casework.Filing{At: w.at("file"), Role: petition.Citizen, Actor: petition.Actor{Roles: []petition.Role{petition.Citizen}}}
	f.Filing = petition.Filing{Channel: petition.Online, Kind: petition.Kind(w.Kind), Title: w.Title, Narrative: w.Narrative, Place: w.Place, Unit: w.Unit, Publish: w.Publish,
		Mailbox: w.Mailbox, Call: w.Call}
	for i, text := range w.Requests {
		f.Filing.Requests = append(f.Filing.Requests, petition.Request{No: i + 1, Text: text})
	}
	for _, a := range w.About {
		if a.Unit != "" {
			f.About = append(f.About, a.Unit)
		}
		if a.Name != "" {
			f.AboutPeople = append(f.AboutPeople, a.Name)
		}
	}
	if p := w.Petitioner; p != nil {
		f.Person = identity.Person{Name: p.Name, Phone: p.Phone, Address: p.Address, Hide: p.Hide}
	}
	return silentFiling(f)
}

// at is the instant of a verb: its day at a working hour, never in the future.
func (w demoWalk) at(verb string) time.Time {
	t := w.filed.AddDays(w.Day(verb)).Start().Add(9*time.Hour + time.Duration(w.minute%50+w.order(verb))*time.Minute)
	if latest := w.now.Add(-time.Duration(60-w.order(verb)) * time.Second); t.After(latest) {
		return latest
	}
	return t
}

// order keeps acts of one day in their order.
func (w demoWalk) order(verb string) int {
	return slices.Index([]string{"file", "urgent", "register", "seal", "forward", "object", "accept", "refuse", "unit-route", "progress", "extend", "withdraw", "draft", "approve", "serve", "rate"}, verb)
}

// acts are what happened after filing, up to the petition's stage.
func (w demoWalk) acts(account func(string) petition.Actor) []casework.Dated {
	suffix := strings.TrimPrefix(w.Unit, "unit-") // unit-a: handler-a, head-a
	registrar, handler, head := account("registrar"), account("handler-"+suffix), account("head-"+suffix)
	citizen := petition.Actor{Roles: []petition.Role{petition.Citizen}}
	var list []casework.Dated
	do := func(a petition.Actor, verb string, v petition.Verb, f petition.Fields) {
		list = append(list, casework.Dated{Command: petition.Command{Verb: v, Fields: f}, Actor: a, At: w.at(verb)})
	}
	settle := func(verb string, v petition.Verb, f petition.Fields) {
		do(handler, verb, v, f)
		list = append(list, casework.Dated{Command: petition.Command{Verb: petition.Approve}, Actor: head, At: w.at(verb).Add(20 * time.Second)})
	}
	stage := petition.Stage(w.Stage)
	if w.Urgent != "" {
		do(citizen, "urgent", petition.Urgent, petition.Fields{Reasons: w.Urgent})
	}
	if stage == petition.Submitted {
		return list
	}
	do(registrar, "register", petition.Register, petition.Fields{Kind: petition.Kind(w.Kind), Route: petition.Route(w.Route), Category: w.Category, Place: w.Place, Simple: w.Simple})
	switch stage {
	case petition.Registered:
		return list
	case petition.Sealed:
		do(registrar, "seal", petition.Seal, petition.Fields{Unit: "discipline"})
		return list
	}
	do(registrar, "forward", petition.Forward, petition.Fields{Unit: w.Unit})
	switch stage {
	case petition.Forwarded:
		return list
	case petition.Objected:
		settle("object", petition.Object, petition.Fields{Reasons: w.Reasons, Unit: w.Propose})
		return list
	case petition.Dispute: // two units, one after the other, say "not ours" (Art. 24)
		settle("object", petition.Object, petition.Fields{Reasons: w.Reasons, Unit: w.Propose})
		list = append(list, w.disputed(account)...)
		return list
	case petition.NotAccepted:
		settle("refuse", petition.Refuse, petition.Fields{Ground: w.Ground, Reasons: w.Reasons, GoTo: w.GoTo})
		return list
	case petition.Routed:
		settle("unit-route", petition.UnitRoute, petition.Fields{Route: petition.Route(w.Route), Body: w.Body, Reasons: w.Reasons})
		return list
	case petition.Withdrawn:
		do(citizen, "withdraw", petition.Withdraw, petition.Fields{Reasons: w.Withdrawal})
		return list
	}
	w.handled(&list, do, settle, handler, citizen)
	return list
}

// disputed is the second return: the office upheld the first and named the
// proposed unit, which says the same, so the joint conference decides.
func (w demoWalk) disputed(account func(string) petition.Actor) []casework.Dated {
	other := strings.TrimPrefix(w.Propose, "unit-")
	list := []casework.Dated{
		{Actor: account("office"), Command: petition.Command{Verb: petition.ResolveObjection, Fields: petition.Fields{Decision: "uphold", Unit: w.Propose}}},
		{Actor: account("handler-" + other), Command: petition.Command{Verb: petition.Object, Fields: petition.Fields{Reasons: w.Reasons, Unit: w.Unit}}},
		{Actor: account("head-" + other), Command: petition.Command{Verb: petition.Approve}},
	}
	for i := range list {
		list[i].At = w.at("object").Add(time.Duration(i+1) * time.Hour)
	}
	return list
}

// handled are the acts from acceptance on.
func (w demoWalk) handled(list *[]casework.Dated, do func(petition.Actor, string, petition.Verb, petition.Fields), settle func(string, petition.Verb, petition.Fields), handler, citizen petition.Actor) {
	procedure := petition.Ordinary
	switch {
	case w.Simple:
		procedure = petition.Simple
	case w.Route == string(petition.RouteC5):
		procedure = petition.Duty
	}
	do(handler, "accept", petition.Accept, petition.Fields{Procedure: procedure})
	if w.Progress != "" {
		at := w.at("progress")
		do(handler, "progress", petition.Progress, petition.Fields{Text: w.Progress, NextOn: clock.DayOf(at).AddDays(15)})
	}
	if w.Extend != nil {
		settle("extend", petition.Extend, petition.Fields{Days: w.Extend.Days, Reasons: w.Extend.Reasons})
	}
	stage := petition.Stage(w.Stage)
	if stage == petition.Accepted {
		return
	}
	settle("draft", petition.Draft, petition.Fields{Items: w.answer()})
	if stage == petition.Replied {
		return
	}
	do(citizen, "serve", petition.Serve, petition.Fields{})
	if w.Rating.Office != "" || w.Rating.Unit != "" {
		do(citizen, "rate", petition.Rate, petition.Fields{Office: petition.Rating(w.Rating.Office), Unit: w.Rating.Unit})
	}
}

func (w demoWalk) answer() []petition.Item {
	var items []petition.Item
	for i, a := range w.Answer {
		it := petition.Item{Request: i + 1, Plain: a.Plain, Facts: a.Facts, Basis: a.Basis, Decision: petition.Decision(a.Decision), Measure: a.Measure}
		if a.Measure != "" { // one that was carried out before the answer has by_days 0
			it.By = clock.DayOf(w.at("draft")).AddDays(a.ByDays)
		}
		items = append(items, it)
	}
	return items
}
