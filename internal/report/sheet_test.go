package report_test

import (
	"bytes"
	"encoding/csv"
	"slices"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"sunlit/internal/report"
)

// What a spreadsheet would run is text, and numbers stay numbers.
func TestNoFormulaLeavesTheHouse(t *testing.T) {
	evil := []string{"=1+1", "+1", "-2+3", "@SUM(A1)", "\tx", "\r=1", "=HYPERLINK(\"http://x\")", "＝1", "|cmd", "%0a=1", "平常", "a=b", ""}
	s := report.Sheet{Name: "x", Header: []string{"text", "number"}}
	for _, text := range evil {
		s.Rows = append(s.Rows, []any{text, -3.5})
	}
	raw, err := s.CSV()
	must(t, err)
	lines, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	must(t, err)
	for i, line := range lines[1:] {
		want := evil[i]
		if i < 10 {
			want = "'" + want
		}
		if i != 5 && line[0] != want || line[1] != "-3.5" { // the reader of CSV eats the carriage return
			t.Errorf("%q became %q, %q", evil[i], line[0], line[1])
		}
	}
	book, err := report.XLSX(s, report.Sheet{Name: "y", Header: []string{"empty"}})
	must(t, err)
	time.Sleep(2100 * time.Millisecond) // a packed file counts time by two seconds
	again, err := report.XLSX(s, report.Sheet{Name: "y", Header: []string{"empty"}})
	must(t, err)
	if !bytes.Equal(book, again) {
		t.Error("the same sheet has two hashes")
	}
	f, err := excelize.OpenReader(bytes.NewReader(book))
	must(t, err)
	defer f.Close()
	if !slices.Equal(f.GetSheetList(), []string{"x", "y"}) {
		t.Errorf("sheets %v", f.GetSheetList())
	}
	for i := range evil {
		at, _ := excelize.CoordinatesToCellName(1, i+2)
		formula, err := f.GetCellFormula("x", at)
		must(t, err)
		value, err := f.GetCellValue("x", at)
		must(t, err)
		if formula != "" || value != evil[i] && i != 5 {
			t.Errorf("%s is %q, formula %q", at, value, formula)
		}
	}
}
