package casework

import (
	"context"

	"sunlit/internal/locale"
	"sunlit/internal/report"
	"sunlit/internal/store"
)

// OpenMatters is how many published matters the files hold, the newest; all are in the interface.
const OpenMatters = 20_000

// OpenMatter is a published matter as open data: codes beside their names, and the four openings.
type OpenMatter struct {
	Number       string `json:"number"`
	URL          string `json:"url"`
	Edition      int    `json:"edition"`
	Kind         string `json:"kind"`
	Place        string `json:"place"`
	PlaceName    string `json:"placeName"`
	Category     string `json:"category"`
	CategoryName string `json:"categoryName"`
	Unit         string `json:"unit"`
	UnitName     string `json:"unitName"`
	Result       string `json:"result"`
	ResultName   string `json:"resultName"`
	Ground       string `json:"ground"`
	FiledOn      string `json:"filedOn"`
	PublishedOn  string `json:"publishedOn"`
	Title        string `json:"title"`
	Facts        string `json:"facts"`
	Request      string `json:"request"`
	Course       string `json:"course"`
	Outcome      string `json:"outcome"`
}

// MatterColumns are the columns of the published matters, in the order of the files.
var MatterColumns = []string{"number", "url", "edition", "kind", "place", "placeName", "category", "categoryName", "unit", "unitName", "result", "resultName",
	"ground", "filedOn", "publishedOn", "title", "facts", "request", "course", "outcome"}

func (m *OpenMatter) cells() []any {
	return []any{m.Number, m.URL, m.Edition, m.Kind, m.Place, m.PlaceName, m.Category, m.CategoryName, m.Unit, m.UnitName, m.Result, m.ResultName,
		m.Ground, m.FiledOn, m.PublishedOn, m.Title, m.Facts, m.Request, m.Course, m.Outcome}
}

// openPublished are the matters that are public now: what was taken down is in no file any more.
func (cs *Cases) openPublished(ctx context.Context) (Dataset, error) {
	mark, err := cs.PublishedMark(ctx)
	if err != nil {
		return Dataset{}, err
	}
	return cs.matters.fresh(mark, func() (Dataset, error) {
		list := []OpenMatter{}
		sheet := report.Sheet{Name: "published", Header: MatterColumns}
		for q := (store.PublishedQuery{Limit: store.MaxPage}); len(list) < OpenMatters; {
			page, err := cs.Store.Published(ctx, q)
			if err != nil {
				return Dataset{}, err
			}
			for i := range page.Items {
				m := cs.openMatter(&page.Items[i])
				list = append(list, m)
				sheet.Rows = append(sheet.Rows, m.cells())
			}
			if q.Cursor = page.Next; q.Cursor == "" {
				break
			}
		}
		return files("published", list, sheet)
	})
}

func (cs *Cases) openMatter(p *store.Published) OpenMatter {
	name := func(n *Named) string {
		if n == nil {
			return ""
		}
		return n.Name
	}
	return OpenMatter{Number: p.Number, URL: cs.BaseURL + "/published/" + p.Number, Edition: p.Edition, Kind: string(p.Kind),
		Place: p.Place, PlaceName: name(cs.Dir.Place(p.Place, publicLang)), Category: p.Category, CategoryName: name(cs.Dir.Category(p.Category, publicLang)),
		Unit: p.Unit, UnitName: name(cs.Dir.NamedUnit(p.Unit, publicLang)), Result: p.Result, ResultName: locale.Text(publicLang, "published.result."+p.Result, nil),
		Ground: p.Ground, FiledOn: p.FiledOn.String(), PublishedOn: p.PublishedOn.String(),
		Title: p.Title, Facts: p.Facts, Request: p.Request, Course: p.Course, Outcome: p.Outcome}
}
