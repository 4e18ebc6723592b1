package web

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"sunlit/internal/clock"
	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

const counter = "/api/v1/desk/petitions"

// atCounter is what a clerk takes down of a visit, changed.
func atCounter(change ...func(map[string]any)) map[string]any {
	in := map[string]any{"channel": "visit", "kind": "claim", "title": "六组门前乡道塌陷，雨天积水进院", "narrative": "7月大雨后乡道塌了约20米，积水流进三户院子。",
		"requests": []string{"修复六组门前塌陷路段", "清通路边排水沟"}, "place": "990101", "category": "other",
		"petitioner": map[string]any{"name": "何某某", "phone": "13800000000"}}
	for _, c := range change {
		c(in)
	}
	return in
}

func TestCounterFilingGivesTheSameRights(t *testing.T) {
	p := newTestServer(t)
	clerk := p.as("registrar")
	filed := clerk.call("POST", counter, atCounter(), "Idempotency-Key", "counter-0001").want(201)
	again := clerk.call("POST", counter, atCounter(), "Idempotency-Key", "counter-0001").want(201)
	if string(filed.body) != string(again.body) {
		t.Errorf("the same request twice: %s and %s", filed.body, again.body)
	}
	got := filed.object()
	number, code := got["number"].(string), got["code"].(string)
	if got["forwardBy"] != "2026-12-09" {
		t.Errorf("the 15 days end on %v", got["forwardBy"])
	}
	visitor := p.anybody()
	own := visitor.call("POST", "/api/v1/petitions/"+number+"/open", map[string]any{"code": code}).want(200).object()
	if own["title"] != "六组门前乡道塌陷，雨天积水进院" || len(own["requests"].([]any)) != 2 {
		t.Errorf("the visitor sees %v", own)
	}
	slip := clerk.call("POST", counter+"/"+number+"/slip", map[string]any{"code": code}).want(200)
	if slip.header.Get("Content-Type") != "application/pdf" || len(slip.body) < 10_000 {
		t.Errorf("the slip is %s of %d bytes", slip.header.Get("Content-Type"), len(slip.body))
	}
	clerk.call("POST", counter+"/"+number+"/slip", map[string]any{"code": "0000-0000-0000-00000"}).problem(404)
	view := clerk.call("GET", counter+"/"+number, nil).want(200)
	if strings.Contains(string(view.body), code) {
		t.Error("the desk shows the code again")
	}
	p.as("handler-a").call("POST", counter, atCounter()).problem(404)
	p.anybody().call("POST", counter, atCounter()).problem(401)
}

func TestCounterFieldErrors(t *testing.T) {
	p := newTestServer(t)
	clerk := p.as("registrar")
	for field, change := range map[string]func(map[string]any){
		"channel":         func(m map[string]any) { m["channel"] = "online" },
		"category":        func(m map[string]any) { m["category"] = "nothing" },
		"receivedOn":      func(m map[string]any) { m["receivedOn"] = "2026-11-25" },
		"people":          func(m map[string]any) { m["people"] = 10000 },
		"sameAs":          func(m map[string]any) { m["sameAs"] = "0000-0000-0000" },
		"source.from":     func(m map[string]any) { m["source"] = map[string]any{"from": "moon"} },
		"petitioner.name": func(m map[string]any) { delete(m, "petitioner") },
	} {
		if got := clerk.call("POST", counter, atCounter(change)).problem(422).Fields; got[field] == "" {
			t.Errorf("%s: complaints %v", field, got)
		}
	}
	// A letter is registered as it is, even one that nobody signed (Art. 22).
	clerk.call("POST", counter, atCounter(func(m map[string]any) { m["channel"] = "letter"; delete(m, "petitioner") })).want(201)
}

// The office's 15 days count from the day a letter came in, not from the day somebody entered it.
func TestLetterCountsFromItsReceipt(t *testing.T) {
	p := newTestServer(t)
	clerk := p.as("registrar")
	late := clerk.call("POST", counter, atCounter(func(m map[string]any) { m["channel"], m["receivedOn"] = "letter", "2026-11-16" })).want(201).object()
	if late["forwardBy"] != "2026-12-01" {
		t.Errorf("forward by %v", late["forwardBy"])
	}
}

func TestSameMatterIsOfferedAndConfirmedByAPerson(t *testing.T) {
	p := newTestServer(t)
	clerk := p.as("registrar")
	first := clerk.call("POST", counter, atCounter()).want(201).object()["number"].(string)
	other := atCounter(func(m map[string]any) { m["title"] = "小区电梯三个月没有修好" })
	clerk.call("POST", counter, other).want(201)
	got := clerk.call("POST", "/api/v1/desk/candidates", map[string]any{"title": "六组门前的乡道塌陷了，雨天积水", "place": "990101"}).want(200).object()["candidates"].([]any)
	if len(got) != 1 || got[0].(map[string]any)["number"] != first {
		t.Fatalf("offered %v", got)
	}
	own := p.anybody().call("POST", counter, nil)
	own.problem(401)
	second := clerk.call("POST", counter, atCounter(func(m map[string]any) { m["sameAs"] = first })).want(201).object()["number"].(string)
	by := clerk.call("GET", counter+"/"+second, nil).want(200).object()["cameBy"].(map[string]any)
	if by["sameAs"] != first {
		t.Errorf("came by %v", by)
	}
	reads := clerk.call("GET", counter+"/"+first, nil).want(200).object()["reads"].([]any)
	if !strings.Contains(fmt.Sprint(reads), "candidate") {
		t.Errorf("being offered as a candidate is not among the looks: %v", reads)
	}
}

func TestActsOnSignedPaper(t *testing.T) {
	p := newTestServer(t)
	clerk := p.as("registrar")
	filed := clerk.call("POST", counter, atCounter()).want(201).object()
	number := filed["number"].(string)
	path := counter + "/" + number + "/signed"
	version := func() float64 {
		return clerk.call("GET", counter+"/"+number, nil).want(200).object()["version"].(float64)
	}
	if got := clerk.call("POST", path, map[string]any{"version": version(), "action": "withdraw"}).problem(422).Fields; got["evidence"] == "" {
		t.Errorf("without the scan: %v", got)
	}
	clerk.call("POST", path, map[string]any{"version": version(), "action": "remind", "evidence": []string{"x"}}).problem(422)
	scan := clerk.upload("撤回申请（签字）.pdf", testPDF)
	view := clerk.call("POST", path, map[string]any{"version": version(), "action": "withdraw", "reasons": "已经修好", "evidence": []string{scan}}).want(200).object()
	if view["withdrawal"] == nil {
		t.Fatalf("not withdrawn: %v", view["stage"])
	}
	own := p.anybody().call("POST", "/api/v1/petitions/"+number+"/open", map[string]any{"code": filed["code"]}).want(200)
	if !strings.Contains(string(own.body), "凭签字原件") {
		t.Error("the petitioner does not see that it was entered for him")
	}
	online := p.anybody().file()
	clerk.call("POST", counter+"/"+online.Number+"/signed", map[string]any{"version": 1, "action": "withdraw", "evidence": []string{clerk.upload("a.pdf", testPDF)}}).problem(409)
}

// intakeRow is one entry of the half-year: a channel and how many people came.
type intakeRow struct {
	channel string
	people  int
}

// halfYear makes letters, batches of so many people in all, and small visits of the rest.
func halfYear(letters, batches, batchPeople, others int) []intakeRow {
	var rows []intakeRow
	for range letters {
		rows = append(rows, intakeRow{"letter", 0})
	}
	for i := range batches {
		n := batchPeople / batches
		if i < batchPeople%batches {
			n++
		}
		rows = append(rows, intakeRow{"visit", n})
	}
	for i := 0; others > 0; i++ {
		n := min(others, 1+i%4)
		rows = append(rows, intakeRow{"visit", n})
		others -= n
	}
	return rows
}

// enter registers rows at the reception desk, spread over the first half of a year.
func (c *client) enter(year int, rows []intakeRow) {
	c.p.t.Helper()
	first := clock.Date(year, 1, 1)
	for i, row := range rows {
		c.call("POST", counter, atCounter(func(m map[string]any) {
			m["channel"], m["receivedOn"] = row.channel, first.AddDays(i*180/len(rows)).String()
			if row.people > 0 {
				m["people"] = row.people
			}
		})).want(201)
	}
}

// The real half-year table: 1,830 = 58 letters + 1,772 person-visits, 120 batches with 1,391 people,
// +105 % and, over the assumed bases 893, 38 and 638, +215 % and +118 %; share 76 %.
func TestHalfYearTable(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := newTestServerOn(t, s)
		clerk := p.as("registrar")
		clerk.enter(2026, halfYear(58, 120, 1391, 1772-1391))
		clerk.enter(2025, halfYear(30, 38, 638, 893-30-638))
		got := p.anybody().call("GET", "/api/v1/statistics/intake?from=2026-01-01&to=2026-06-30", nil).want(200)
		var v struct {
			Channels []struct {
				Channel      string
				Items        int
				PersonVisits int
			}
			Combined   int
			Collective struct{ Batches, PersonVisits int }
			Share      float64
			Before     struct {
				Combined   int
				Collective struct{ Batches, PersonVisits int }
			}
			Change struct{ Combined, Batches, PersonVisits float64 }
		}
		got.into(&v)
		if len(v.Channels) != 2 || v.Channels[0].Items != 58 || v.Channels[1].PersonVisits != 1772 {
			t.Errorf("channels %+v", v.Channels)
		}
		if v.Combined != 1830 || v.Collective.Batches != 120 || v.Collective.PersonVisits != 1391 {
			t.Errorf("combined %d, collective %+v", v.Combined, v.Collective)
		}
		if v.Before.Combined != 893 || v.Before.Collective.Batches != 38 || v.Before.Collective.PersonVisits != 638 {
			t.Errorf("the year before %+v", v.Before)
		}
		for name, pair := range map[string][2]float64{"share": {v.Share, 76.0}, "combined": {v.Change.Combined, 104.9}, "batches": {v.Change.Batches, 215.8}, "person-visits": {v.Change.PersonVisits, 118.0}} {
			if math.Round(pair[0]*1000)/10 != pair[1] {
				t.Errorf("%s is %.1f %%, want %.1f", name, pair[0]*100, pair[1])
			}
		}
		// The page's table says the same with one decimal, beside the year before.
		page := p.anybody().page("/stats?from=2026-01&to=2026-06")
		p.says(page, "来信（件）5830+93.3%", "来访（人次）1,772863+105.3%", "其中集体来访（批）12038+215.8%", "其中集体来访（人次）1,391638+118.0%",
			"件次（件加人次）1,830893+104.9%")
	})
}

func TestIntakeOfNothing(t *testing.T) {
	p := newTestServer(t)
	got := p.anybody().call("GET", "/api/v1/statistics/intake?from=2024-02-29&to=2024-02-29", nil).want(200).object()
	if got["share"] != nil || got["change"].(map[string]any)["batches"] != nil || got["before"].(map[string]any)["from"] != "2023-02-28" {
		t.Errorf("of nothing: %v", got)
	}
	p.anybody().call("GET", "/api/v1/statistics/intake?from=x", nil).problem(422)
}
