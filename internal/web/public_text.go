package web

import (
	"fmt"
	"net/http"

	"github.com/labstack/echo/v4"
)

// part names a heading and how many lines stand below it: texts name.part and name.part_1 …
type part struct {
	id    string
	links []link
	list  bool
}

// textOf builds the parts of a page of plain text from the catalogue.
func (p *page) textOf(name string, args []any, parts ...part) textView {
	v := textView{Lead: p.text(name+".lead", args...)}
	for _, pt := range parts {
		out := textPart{ID: pt.id, List: pt.list, Links: pt.links}
		if key := name + "." + pt.id; p.has(key) {
			out.Title = p.text(key)
		}
		for i := 1; p.has(fmt.Sprintf("%s.%s_%d", name, pt.id, i)); i++ {
			out.Lines = append(out.Lines, p.text(fmt.Sprintf("%s.%s_%d", name, pt.id, i), args...))
		}
		if key := name + "." + pt.id + "_line"; p.has(key) {
			out.Lines = append(out.Lines, p.text(key, args...))
		}
		v.Parts = append(v.Parts, out)
	}
	return v
}

// textPage shows one of the pages of plain text.
func (s *Server) textPage(name string) echo.HandlerFunc {
	return func(c echo.Context) error {
		p := s.page(c, name+".h1", nil)
		if name == "accessibility" {
			p.Title = p.text("access.h1")
		}
		p.Back, p.BackText = "/", p.text("shell.back_home")
		days := s.periods()
		args := []any{"phone", p.Office.Phone, "hours", p.Office.Hours, "address", p.Office.Address, "police", p.Office.Police, "discipline", p.Office.Discipline,
			"a", days.Forward, "b", days.Accept, "c", days.Answer, "e", days.Extend, "d", days.Review}
		v := textPages[name](p, args)
		p.Description, p.V = v.Lead, v
		return s.show(c, http.StatusOK, "text", p)
	}
}

var textPages = map[string]func(p *page, args []any) textView{
	"help": func(p *page, args []any) textView {
		return p.textOf("help", args, part{id: "code", list: true}, part{id: "limits", list: true}, part{id: "pressure", list: true},
			part{id: "terms", list: true}, part{id: "mistake", list: true})
	},
	"privacy": func(p *page, args []any) textView {
		return p.textOf("privacy", args, part{id: "what", list: true}, part{id: "who", list: true}, part{id: "cookies", list: true}, part{id: "law", list: true})
	},
	"accessibility": func(p *page, args []any) textView {
		v := p.textOf("access", args, part{id: "can", list: true}, part{id: "not", list: true}, part{id: "tell", list: true})
		v.Display = true
		return v
	},
}
