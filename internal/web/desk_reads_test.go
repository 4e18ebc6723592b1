package web

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// reading is an address of the desk that names a petition, and how a test asks it.
type reading struct {
	ask func(r *readDesk) answer
	why string // it leaves no look, and why
}

// readDesk is a petition before the desk: accepted by unit-a, with a picture, and one from the counter.
type readDesk struct {
	*testPortal
	filed, counter receipt
	handler, clerk *client
	picture, paper string
}

func (r *readDesk) path(f receipt, rest string) string {
	return "/api/v1/desk/petitions/" + f.Number + rest
}

// everyReading has a row for each address of the desk under a petition's number. Whoever adds an
// address adds a row: does it show what the petition says, then the petitioner sees that it was read.
var everyReading = map[string]reading{
	"GET /petitions/:number": {ask: func(r *readDesk) answer { return r.handler.call("GET", r.path(r.filed, ""), nil) }},
	"POST /petitions/:number/reveal": {ask: func(r *readDesk) answer {
		return r.handler.call("POST", r.path(r.filed, "/reveal"), map[string]string{"reason": "电话核实"})
	}},
	"GET /petitions/:number/clock/:leg":   {ask: func(r *readDesk) answer { return r.handler.call("GET", r.path(r.filed, "/clock/C"), nil) }},
	"GET /petitions/:number/publication":  {why: "records the look itself, once the matter is over: TestEveryReadingLeavesALook has none that is"},
	"POST /petitions/:number/publication": {why: "answers what personal data the text that was sent holds"},
	"GET /petitions/:number/working-copy": {ask: func(r *readDesk) answer { return r.handler.call("GET", r.path(r.filed, "/working-copy"), nil) }},
	"PUT /petitions/:number/working-copy": {why: "answers only that it was saved"},
	"GET /petitions/:number/preview.pdf": {ask: func(r *readDesk) answer {
		r.handler.call("PUT", r.path(r.filed, "/working-copy"), map[string]any{"revision": 0, "items": testItems()}).want(200)
		return r.handler.call("GET", r.path(r.filed, "/preview.pdf"), nil)
	}},
	"GET /petitions/:number/documents/:id": {ask: func(r *readDesk) answer { return r.handler.call("GET", r.path(r.filed, "/documents/receipt"), nil) }},
	"POST /petitions/:number/documents/:id/scan": {ask: func(r *readDesk) answer {
		version := r.row(r.filed).Version
		return r.handler.multipart(r.path(r.filed, fmt.Sprintf("/documents/%s/scan?version=%d", r.paper, version)), "file", "盖章.pdf", testPDF)
	}},
	"GET /petitions/:number/evidence/:id": {ask: func(r *readDesk) answer { return r.handler.call("GET", r.path(r.filed, "/evidence/"+r.picture), nil) }},
	"GET /petitions/:number/evidence/:id/view": {ask: func(r *readDesk) answer {
		return r.handler.call("GET", r.path(r.filed, "/evidence/"+r.picture+"/view"), nil)
	}},
	"POST /petitions/:number/slip": {ask: func(r *readDesk) answer {
		return r.clerk.call("POST", r.path(r.counter, "/slip"), map[string]any{"code": r.counter.Code})
	}},
	"POST /petitions/:number/signed": {ask: func(r *readDesk) answer {
		return r.clerk.call("POST", r.path(r.counter, "/signed"), map[string]any{"version": r.row(r.counter).Version, "action": "withdraw", "evidence": []string{r.clerk.upload("a.pdf", testPDF)}})
	}},
	"POST /petitions/:number/:action": {ask: func(r *readDesk) answer {
		return r.handler.call("POST", r.path(r.filed, "/note"), map[string]any{"version": r.row(r.filed).Version, "text": "已电话联系。"})
	}},
}

func (p *testPortal) row(f receipt) *petition.Petition {
	p.t.Helper()
	row, err := p.store.PetitionByNumber(p.t.Context(), store.SystemScope(), petition.ParseNumber(f.Number))
	p.fine(err)
	return row
}

// looks are the reads of both petitions, as the store has them.
func (r *readDesk) looks() []store.Read {
	r.t.Helper()
	var all []store.Read
	for _, f := range []receipt{r.filed, r.counter} {
		rows, err := r.store.Reads(r.t.Context(), r.row(f).ID, 1000)
		r.fine(err)
		all = append(all, rows...)
	}
	return all
}

func newReadDesk(t *testing.T) *readDesk {
	t.Helper()
	p := newTestServer(t)
	r := &readDesk{testPortal: p, handler: p.as("handler-a"), clerk: p.as("registrar")}
	var picture bytes.Buffer
	p.fine(png.Encode(&picture, image.NewGray(image.Rect(0, 0, 2, 2))))
	r.picture = p.anybody().upload("现场.png", picture.Bytes())
	r.filed = p.accepted(func(m map[string]any) { m["evidence"] = []string{r.picture} })
	r.clerk.call("POST", counter, atCounter()).want(201).into(&r.counter)
	papers, err := p.store.Papers(t.Context(), r.row(r.filed).ID)
	p.fine(err)
	for _, paper := range papers {
		if paper.Unit == "unit-a" {
			r.paper = paper.ID
		}
	}
	return r
}

// Every address of the desk that shows what a petition says leaves a look with unit, duty and
// instant; none moves the petition's version, and looking twice in half an hour counts once.
func TestEveryReadingLeavesALook(t *testing.T) {
	r := newReadDesk(t)
	for _, route := range r.echo.Routes() {
		rest, under := strings.CutPrefix(route.Path, "/api/v1/desk")
		refusal := strings.Contains(route.Name, "methodNotAllowed") || route.Method == echo.RouteNotFound
		if !under || refusal || !strings.Contains(rest, "/:number") {
			continue
		}
		row, known := everyReading[route.Method+" "+rest]
		if !known {
			t.Errorf("%s %s has no row: does it show what a petition says?", route.Method, route.Path)
			continue
		}
		if row.ask == nil {
			continue
		}
		r.clock.Advance(time.Hour)
		before := len(r.looks())
		row.ask(r).want(200)
		after := r.looks()
		if len(after) <= before {
			t.Errorf("%s %s leaves no look", route.Method, route.Path)
			continue
		}
		for _, look := range after {
			if look.Unit == "" || look.Role == "" || look.At.IsZero() || look.What == "" {
				t.Errorf("an incomplete look: %+v", look)
			}
		}
	}
}

func TestLookingMovesNoVersionAndCountsOnce(t *testing.T) {
	r := newReadDesk(t)
	r.clock.Advance(time.Hour)
	version, before := r.row(r.filed).Version, len(r.looks())
	for range 3 {
		r.handler.call("GET", r.path(r.filed, ""), nil).want(200)
		r.clock.Advance(9 * time.Minute)
	}
	if n := len(r.looks()) - before; n != 1 {
		t.Errorf("three looks in half an hour count %d times", n)
	}
	r.clock.Advance(4 * time.Minute)
	r.handler.call("GET", r.path(r.filed, ""), nil).want(200)
	if n := len(r.looks()) - before; n != 2 {
		t.Errorf("a look after half an hour counts %d times", n-1)
	}
	if now := r.row(r.filed).Version; now != version {
		t.Errorf("looking moved the version from %d to %d", version, now)
	}
	// What the petitioner is shown names units and duties, and no official.
	own := fmt.Sprint(r.anybody().open(r.filed)["reads"])
	for _, account := range []string{"handler-a", "何一鸣"} {
		if strings.Contains(own, account) {
			t.Errorf("the petitioner reads %q in %s", account, own)
		}
	}
}
