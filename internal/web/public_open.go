package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"sunlit/internal/casework"
	"sunlit/internal/fault"
	"sunlit/internal/locale"
	"sunlit/internal/report"
)

// licence of open data, printed with the files and on their page.
const licence = "CC BY 4.0"

// openDataPages are open data: a page that explains them, the files, and a list for programs.
func (s *Server) openDataPages(e *echo.Echo, g *echo.Group) {
	g.GET("/open-data", s.openDataPage)
	for _, set := range []string{"figures", "published"} {
		for _, format := range []string{"json", "csv", "xlsx"} {
			e.GET("/open-data/"+set+"."+format, s.openFile(set, format), s.limit(anything))
		}
	}
}

type openDataView struct {
	Sets       []casework.Dataset
	Dictionary casework.Dictionary
	Licence    string
	Base       int
	Matters    int // in the files, at most
}

func (s *Server) openDataPage(c echo.Context) error {
	sets, err := s.Cases.OpenData(c.Request().Context())
	if err != nil {
		return err
	}
	p := s.page(c, "figures.data.h1", nil)
	p.Description, p.Back, p.BackText = p.text("figures.data.lead"), "/stats", p.text("figures.h1")
	p.V = openDataView{Sets: sets, Dictionary: dictionary(p.Lang), Licence: licence, Base: report.Base, Matters: casework.OpenMatters}
	return s.showKept(c, "open-data", p)
}

// dictionary words every column and figure of the monthly figures, and every column of the published matters.
func dictionary(lang locale.Lang) casework.Dictionary {
	var d casework.Dictionary
	for _, name := range []string{"month", "unit", "figure", "value", "n"} {
		d.Columns = append(d.Columns, casework.Meaning{Name: name, Is: locale.Text(lang, "figures.data.column."+name, nil)})
	}
	for _, name := range report.FigureNames() {
		d.Figures = append(d.Figures, casework.Meaning{Name: name, Is: locale.Text(lang, "figures.data.name."+name, nil)})
	}
	for _, name := range casework.MatterColumns {
		d.Matters = append(d.Matters, casework.Meaning{Name: name, Is: locale.Text(lang, "published.data."+name, nil)})
	}
	return d
}

func (s *Server) openFile(set, format string) echo.HandlerFunc {
	return func(c echo.Context) error {
		f, err := s.Cases.OpenFile(c.Request().Context(), set, format)
		if err != nil {
			return err
		}
		c.Response().Header().Set("Link", `<https://creativecommons.org/licenses/by/4.0/>; rel="license", </open-data>; rel="describedby"`)
		name := "sunlit-" + set + "." + format
		if format == "json" {
			name = ""
		}
		return s.sendKept(c, f.Media, name, f.Bytes)
	}
}

// openData lists the files for programs: hashes, licence, dictionary and the log's signed state.
func (s *Server) openData(c echo.Context) error {
	sets, err := s.Cases.OpenData(c.Request().Context())
	if err != nil {
		return err
	}
	note, err := s.Cases.LogCheckpoint(c.Request().Context())
	if err != nil && !fault.Is(err, fault.NotFound) { // nothing is signed before the first event is in the log
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"licence": licence, "asOf": s.Cases.Today(), "sets": sets, "dictionary": dictionary(langOf(c)),
		"checkpoint": "/log/checkpoint", "checkpointNote": string(note)})
}
