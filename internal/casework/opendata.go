package casework

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"sync"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/report"
)

// Dataset is one set of open data in three formats that say the same.
type Dataset struct {
	Name  string     `json:"name"`
	Files []DataFile `json:"files"`
}

// DataFile is one file of open data, known by its hash.
type DataFile struct {
	Format string `json:"format"` // json, csv or xlsx
	Media  string `json:"mediaType"`
	Path   string `json:"path"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
	Bytes  []byte `json:"-"`
}

// Dictionary says what each column and figure means, in the reader's language.
type Dictionary struct {
	Columns []Meaning `json:"columns"` // of the monthly figures
	Figures []Meaning `json:"figures"`
	Matters []Meaning `json:"matters"` // columns of the published matters
}

// Meaning is a name and what it stands for.
type Meaning struct {
	Name string `json:"name"`
	Is   string `json:"is"`
}

// keptData holds the files of a set until something new is in it.
type keptData struct {
	mu       sync.Mutex
	revision string
	set      Dataset
}

// fresh answers the kept set, made anew where it is of another revision: one works it out, the others wait for it.
func (k *keptData) fresh(revision string, build func() (Dataset, error)) (Dataset, error) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.revision == revision {
		return k.set, nil
	}
	set, err := build()
	if err == nil {
		k.revision, k.set = revision, set
	}
	return set, err
}

// dataFrom is the first day of which figures are open.
var dataFrom = clock.Date(1990, 1, 1)

// OpenData answers the sets of open data, all files with their hashes.
func (cs *Cases) OpenData(ctx context.Context) ([]Dataset, error) {
	figures, err := cs.openFigures(ctx)
	if err != nil {
		return nil, err
	}
	published, err := cs.openPublished(ctx)
	return []Dataset{figures, published}, err
}

// openFigures are the monthly figures. Months that are not over are in them, as far as they have come.
func (cs *Cases) openFigures(ctx context.Context) (Dataset, error) {
	revision, _, err := cs.revision(ctx)
	if err != nil {
		return Dataset{}, err
	}
	return cs.data.fresh(revision, func() (Dataset, error) {
		counts, err := cs.book().Counts(ctx, report.Period{From: dataFrom, To: cs.Today()}, cs.Today())
		if err != nil {
			return Dataset{}, err
		}
		rows := report.MonthlyOf(counts)
		return files("figures", rows, report.MonthlySheet(rows))
	})
}

// OpenFile answers one file by the name of its set and format.
func (cs *Cases) OpenFile(ctx context.Context, set, format string) (DataFile, error) {
	sets, err := cs.OpenData(ctx)
	if err != nil {
		return DataFile{}, err
	}
	for _, s := range sets {
		for _, f := range s.Files {
			if s.Name == set && f.Format == format {
				return f, nil
			}
		}
	}
	return DataFile{}, fault.New(fault.NotFound, "error.not_found")
}

// files writes a set in every format.
func files(name string, rows any, sheet report.Sheet) (Dataset, error) {
	text, err := json.Marshal(rows)
	if err != nil {
		return Dataset{}, err
	}
	csv, err := sheet.CSV()
	if err != nil {
		return Dataset{}, err
	}
	xlsx, err := report.XLSX(sheet)
	if err != nil {
		return Dataset{}, err
	}
	d := Dataset{Name: name}
	for _, f := range []DataFile{{Format: "json", Media: "application/json", Bytes: append(text, '\n')}, {Format: "csv", Media: "text/csv; charset=utf-8", Bytes: csv},
		{Format: "xlsx", Media: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Bytes: xlsx}} {
		f.Path, f.Size, f.SHA256 = "/open-data/"+name+"."+f.Format, int64(len(f.Bytes)), fmt.Sprintf("%x", sha256.Sum256(f.Bytes))
		d.Files = append(d.Files, f)
	}
	return d, nil
}
