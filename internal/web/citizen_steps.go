package web

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"sunlit/config"
	"sunlit/internal/casework"
	"sunlit/internal/petition"
)

// The views of the filing's screens, in the order of the flow.

func viewPlain(*Server, echo.Context, *draft, *page) error { return nil }

// ask builds a page's one question from the texts name.value and name.value_line.
func ask(p *page, name, value string, answers ...string) choice {
	q := choice{ID: name, Name: name, Label: p.text(name + ".h1"), Hint: p.text(name + ".hint"), Value: value, Error: p.Form.Err(name), Heading: true}
	for _, a := range answers {
		o := option{Value: a, Text: p.text(name + "." + a)}
		if note := name + "." + a + "_line"; p.has(note) {
			o.Note = p.text(note)
		}
		q.Options = append(q.Options, o)
	}
	return q
}

func viewKind(_ *Server, _ echo.Context, d *draft, p *page) error {
	p.V = choiceView{ask(p, "kind", d.In.Kind, config.FilingKinds...)}
	return nil
}

func viewOther(_ *Server, _ echo.Context, d *draft, p *page) error {
	p.V = choiceView{ask(p, "other", d.Other, config.FilingOthers...)}
	return nil
}

// readPlace takes the deepest place chosen; a new choice further up drops what was below the old one.
func readPlace(d *draft, f url.Values) {
	chosen := f["place"]
	d.Spot, d.In.Unit = petition.Line(f.Get("spot")), petition.Line(f.Get("unit"))
	d.In.Place = ""
	for i, code := range chosen {
		if code = petition.Line(code); code == "" {
			break
		}
		if i > 0 && !strings.HasPrefix(code, trimZeros(chosen[i-1])) {
			break
		}
		d.In.Place = code
	}
}

// trimZeros is the part of a place code that everything inside it shares.
func trimZeros(code string) string {
	for len(code) > 2 && strings.HasSuffix(code, "00") {
		code = code[:len(code)-2]
	}
	return code
}

// placeTree answers children by parent; a level with a single place, such as
// the office's own province and city, is not asked.
func (s *Server) placeTree() (children map[string][]casework.Node, top string) {
	children = map[string][]casework.Node{}
	for _, n := range s.Cases.Dir.Places() {
		children[n.Parent] = append(children[n.Parent], n)
	}
	for len(children[top]) == 1 {
		top = children[top][0].Code
	}
	return children, top
}

// pathTo lists the places from below top down to a code.
func (s *Server) pathTo(code, top string) []string {
	parent := map[string]string{}
	for _, n := range s.Cases.Dir.Places() {
		parent[n.Code] = n.Parent
	}
	var path []string
	for at := code; at != "" && at != top; at = parent[at] {
		path = append([]string{at}, path...)
	}
	return path
}

// deeper tells that a district was chosen whose streets were not offered yet,
// which without a script takes one more turn of the page.
func (s *Server) deeper(d *draft) bool {
	children, top := s.placeTree()
	path := s.pathTo(d.In.Place, top)
	asked := d.Asked
	d.Asked = d.In.Place
	return len(path) == 1 && len(children[d.In.Place]) > 0 && asked != d.In.Place
}

func viewPlace(s *Server, _ echo.Context, d *draft, p *page) error {
	children, top := s.placeTree()
	path := s.pathTo(d.In.Place, top)
	v := placeView{ErrID: "place-err"}
	parent := top
	for i := 0; ; i++ {
		level := placeLevel{ID: "place", Label: p.text("place.region"), Error: p.Form.Err("place")}
		if i > 0 {
			level = placeLevel{ID: "place" + strconv.Itoa(i), Label: p.text("place.below"), Optional: true}
		}
		next := ""
		if i < len(path) {
			next = path[i]
		}
		for _, n := range children[parent] {
			level.Options = append(level.Options, option{Value: n.Code, Text: n.Name(p.Lang), Selected: n.Code == next})
		}
		if len(level.Options) == 0 {
			break
		}
		v.Levels = append(v.Levels, level)
		if next == "" {
			break
		}
		parent = next
	}
	v.Units = s.unitOptions(p.Lang, func(code string) bool { return code == d.In.Unit }, casework.KindUnit)
	p.V = v
	return nil
}

// unitOptions lists the active units of some kinds.
func (s *Server) unitOptions(lang string, chosen func(string) bool, kinds ...string) []option {
	var list []option
	for _, u := range s.Cases.Dir.Units() {
		for _, kind := range kinds {
			if u.Active && u.Kind == kind {
				list = append(list, option{Value: u.Code, Text: s.Cases.Dir.UnitName(u.Code, lang), Selected: chosen(u.Code)})
			}
		}
	}
	return list
}

const requestsShown = 3 // boxes that stand ready; more by a button

func viewRequests(_ *Server, _ echo.Context, d *draft, p *page) error {
	var v requestsView
	boxes := max(requestsShown, len(d.In.Requests))
	for i := range boxes {
		id := "request-" + strconv.Itoa(i)
		in := input{ID: id, Name: "request", Label: p.text("requests.label", "n", ordinal(p.Lang, i+1)), Type: "area", Short: true, Max: 500,
			Error: p.Form.Err(id), Optional: i > 0}
		if i == 0 {
			in.Hint = p.text("requests.hint")
		}
		if i < len(d.In.Requests) {
			in.Value = d.In.Requests[i]
		}
		v.Requests = append(v.Requests, in)
	}
	p.V = v
	return nil
}

func viewAbout(s *Server, _ echo.Context, d *draft, p *page) error {
	chosen := map[string]bool{}
	for _, a := range d.In.About {
		chosen[a.Unit] = true
	}
	p.V = aboutView{Units: s.unitOptions(p.Lang, func(code string) bool { return chosen[code] }, casework.KindUnit, casework.KindOffice, casework.KindReview)}
	return nil
}
