package store

import (
	"context"
)

// Unit is an office or a unit with power to decide.
type Unit struct {
	Code    string `gorm:"column:code;primaryKey"`
	NameZH  string `gorm:"column:name_zh"`
	NameEN  string `gorm:"column:name_en"`
	Short   string `gorm:"column:short"` // for the numbers of its papers
	Kind    string `gorm:"column:kind"`  // office, unit, review, discipline
	Parent  string `gorm:"column:parent"`
	Phone   string `gorm:"column:phone"`
	Address string `gorm:"column:address"`
	Active  bool   `gorm:"column:active"`
}

// TableName names the table.
func (Unit) TableName() string { return "units" }

// Units lists every unit by code, inactive ones too: old petitions name them.
func (s *Store) Units(ctx context.Context) ([]Unit, error) {
	rows, err := rowsOf[Unit](s.db).Order("code").Find(ctx)
	return rows, s.fail("units", err)
}

// Unit answers one unit.
func (s *Store) Unit(ctx context.Context, code string) (*Unit, error) {
	if !ascii(code) {
		return nil, notFound()
	}
	row, err := rowsOf[Unit](s.db).Where("code = ?", code).Take(ctx)
	if err != nil {
		return nil, s.fail("unit", err)
	}
	return &row, nil
}

// PutUnit adds a unit or changes it; units are never removed.
func (s *Store) PutUnit(ctx context.Context, u *Unit) error {
	return s.fail("put unit", s.within(ctx, func(tx *Store) error {
		return put(ctx, tx, u, []string{"code"}, "name_zh", "name_en", "short", "kind", "parent", "phone", "address", "active")
	}))
}
