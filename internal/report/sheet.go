package report

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Sheet is rows of data under a header. A cell is a string, a number, or nil for nothing to tell.
type Sheet struct {
	Name   string
	Header []string
	Rows   [][]any
}

// CSV writes the sheet as RFC 4180, UTF-8 without a mark. A text that a
// spreadsheet would run as a formula gets an apostrophe in front.
func (s Sheet) CSV() ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	if err := w.Write(s.Header); err != nil {
		return nil, err
	}
	for _, row := range s.Rows {
		fields := make([]string, len(row))
		for i, cell := range row {
			fields[i] = harmless(cell)
		}
		if err := w.Write(fields); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return b.Bytes(), w.Error()
}

// harmless writes a cell; numbers stay numbers, so -3.5 keeps its sign.
func harmless(cell any) string {
	switch x := cell.(type) {
	case nil:
		return ""
	case int:
		return strconv.Itoa(x)
	case float64:
		return strconv.FormatFloat(x, 'f', -1, 64)
	case string:
		if strings.ContainsAny(x[:min(1, len(x))], "=+-@\t\r\n|%") || strings.HasPrefix(x, "＝") || strings.HasPrefix(x, "＋") || strings.HasPrefix(x, "－") || strings.HasPrefix(x, "＠") {
			return "'" + x
		}
		return x
	}
	return fmt.Sprint(cell)
}

// XLSX writes sheets into one workbook. Texts are cells of type text: none is a formula.
func XLSX(sheets ...Sheet) ([]byte, error) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }() // in memory only: nothing can be lost
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return nil, err
	}
	for i, s := range sheets {
		if i == 0 {
			err = f.SetSheetName("Sheet1", s.Name)
		} else {
			_, err = f.NewSheet(s.Name)
		}
		if err == nil {
			err = fill(f, s, bold)
		}
		if err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		return nil, err
	}
	return timeless(b.Bytes())
}

// timeless packs a workbook again without the time of day and in one order, so
// that the same figures have the same hash on every node.
func timeless(packed []byte) ([]byte, error) {
	in, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		return nil, err
	}
	slices.SortFunc(in.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	for _, f := range in.File {
		from, err := f.Open()
		if err != nil {
			return nil, err
		}
		to, err := out.CreateHeader(&zip.FileHeader{Name: f.Name, Method: zip.Deflate})
		if err == nil {
			_, err = io.Copy(to, from)
		}
		if err = errors.Join(err, from.Close()); err != nil {
			return nil, err
		}
	}
	if err := out.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// fill writes one sheet, its header standing still while the rows scroll.
func fill(f *excelize.File, s Sheet, bold int) error {
	w, err := f.NewStreamWriter(s.Name)
	if err != nil {
		return err
	}
	if err := w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	if err := w.SetColWidth(1, len(s.Header), 18); err != nil {
		return err
	}
	header := make([]any, len(s.Header))
	for i, name := range s.Header {
		header[i] = excelize.Cell{StyleID: bold, Value: name}
	}
	if err := w.SetRow("A1", header); err != nil {
		return err
	}
	for i, row := range s.Rows {
		at, err := excelize.CoordinatesToCellName(1, i+2)
		if err == nil {
			err = w.SetRow(at, row)
		}
		if err != nil {
			return err
		}
	}
	return w.Flush()
}

// TableSheet lists tables as data, one row a cell: table, row, column, value, and n of a share.
func TableSheet(tables []Table) Sheet {
	s := Sheet{Name: "figures", Header: []string{"table", "row", "column", "value", "n"}}
	for _, t := range tables {
		for _, r := range t.Body {
			for i, c := range r.Cells {
				if c.Kind == Number && !c.Known { // a cell that says nothing in this row
					continue
				}
				row := []any{t.Key, r.Key, t.Columns[i], nil, nil}
				if c.Known {
					row[3] = c.Value
				}
				if c.Kind == Share {
					row[4] = c.N
				}
				s.Rows = append(s.Rows, row)
			}
		}
	}
	return s
}
