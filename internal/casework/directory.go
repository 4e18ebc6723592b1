package casework

import (
	"slices"
	"sync"

	"sunlit/internal/locale"
	"sunlit/internal/store"
)

// Kinds of units.
const (
	KindOffice     = "office"
	KindUnit       = "unit"
	KindReview     = "review"
	KindDiscipline = "discipline"
)

// Node is one entry of a tree of categories or places.
type Node struct {
	Code, NameZH, NameEN, Parent string
}

// Directory answers what codes mean. Units change while the server runs and
// are replaced as a whole; categories and places come from configuration.
type Directory struct {
	mu         sync.RWMutex
	units      []store.Unit
	byUnit     map[string]store.Unit
	categories tree
	places     tree
}

type tree struct {
	list   []Node
	byCode map[string]Node
}

func newTree(list []Node) tree {
	t := tree{list: list, byCode: make(map[string]Node, len(list))}
	for _, n := range list {
		t.byCode[n.Code] = n
	}
	return t
}

// NewDirectory makes a directory; every list keeps its order.
func NewDirectory(units []store.Unit, categories, places []Node) *Directory {
	d := &Directory{categories: newTree(categories), places: newTree(places)}
	d.SetUnits(units)
	return d
}

// SetUnits replaces the units.
func (d *Directory) SetUnits(units []store.Unit) {
	by := make(map[string]store.Unit, len(units))
	for _, u := range units {
		by[u.Code] = u
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.units, d.byUnit = slices.Clone(units), by
}

// Units lists the units in order.
func (d *Directory) Units() []store.Unit {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return slices.Clone(d.units)
}

// Unit answers a unit by code.
func (d *Directory) Unit(code string) (store.Unit, bool) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	u, ok := d.byUnit[code]
	return u, ok
}

// UnitName is the unit's full name in a language, the code when unknown.
func (d *Directory) UnitName(code, lang string) string {
	u, ok := d.Unit(code)
	if !ok {
		return code
	}
	return pickName(u.NameZH, u.NameEN, lang)
}

// First answers the first active unit of a kind, such as the discipline body.
func (d *Directory) First(kind string) (store.Unit, bool) {
	for _, u := range d.Units() {
		if u.Kind == kind && u.Active {
			return u, true
		}
	}
	return store.Unit{}, false
}

// Office is the code of the petition office that registers online filings.
func (d *Directory) Office() string {
	u, _ := d.First(KindOffice)
	return u.Code
}

// Handles tells whether a unit may be given petitions.
func (d *Directory) Handles(code string) bool {
	u, ok := d.Unit(code)
	return ok && u.Active && u.Kind == KindUnit
}

// Reach answers the codes and everything below them: who is complained of,
// with all subordinates, none of whom may handle the matter (Art. 28, 30).
func (d *Directory) Reach(codes []string) []string {
	reach := slices.Clone(codes)
	for i := 0; i < len(reach); i++ {
		for _, u := range d.Units() {
			if u.Parent == reach[i] && !slices.Contains(reach, u.Code) {
				reach = append(reach, u.Code)
			}
		}
	}
	return reach
}

// Categories lists the classification, parents before children.
func (d *Directory) Categories() []Node { return d.categories.list }

// Places lists the places, parents before children.
func (d *Directory) Places() []Node { return d.places.list }

// HasCategory tells whether a category code is known; any level may be used.
func (d *Directory) HasCategory(code string) bool { _, ok := d.categories.byCode[code]; return ok }

// HasPlace tells whether a place code is known.
func (d *Directory) HasPlace(code string) bool { _, ok := d.places.byCode[code]; return ok }

// Category answers code and name of a category, nil for an empty code.
func (d *Directory) Category(code, lang string) *Named { return d.categories.named(code, lang) }

// Place answers code and name of a place, nil for an empty code.
func (d *Directory) Place(code, lang string) *Named { return d.places.named(code, lang) }

// NamedUnit answers code and name of a unit, nil for an empty code.
func (d *Directory) NamedUnit(code, lang string) *Named {
	if code == "" {
		return nil
	}
	return &Named{Code: code, Name: d.UnitName(code, lang)}
}

func (t tree) named(code, lang string) *Named {
	if code == "" {
		return nil
	}
	n, ok := t.byCode[code]
	if !ok {
		return &Named{Code: code, Name: code}
	}
	return &Named{Code: code, Name: n.Name(lang)}
}

// Name is the node's name in a language.
func (n Node) Name(lang string) string { return pickName(n.NameZH, n.NameEN, lang) }

func pickName(zh, en, lang string) string {
	if lang == locale.En && en != "" {
		return en
	}
	return zh
}
