package casework

import (
	"regexp"
	"slices"
	"strconv"
	"sync"

	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// checkFiles compares the evidence and the scans with the files that the events
// name: id, name, size and hash, and which event took them.
func (k *checking) checkFiles() {
	var files []store.Evidence
	var scans []store.Scan
	for i := range k.events {
		e := &k.events[i]
		for _, f := range e.Content.Files {
			if e.Verb == petition.Stamp {
				scans = append(scans, store.Scan{ID: f.ID, PaperID: e.Content.Fields.Paper, PetitionID: k.id, EventID: e.ID, Name: f.Name, Size: f.Size,
					SHA256: f.SHA256, Unit: e.Unit})
				continue
			}
			files = append(files, store.Evidence{ID: f.ID, PetitionID: &k.id, EventID: e.ID, Name: f.Name, Size: f.Size, SHA256: f.SHA256})
		}
	}
	filesAre(k, "evidence", files, k.b.Evidence[k.id], func(f *store.Evidence) string { return f.ID }, func(f *store.Evidence) bool { return f.Mark == k.cs.markEvidence(f) },
		"petition_id", "event_id", "name", "size", "sha256")
	filesAre(k, "paper_scans", scans, k.b.Scans[k.id], func(f *store.Scan) string { return f.ID }, func(f *store.Scan) bool { return f.Mark == k.cs.markScan(f) },
		"paper_id", "petition_id", "event_id", "name", "size", "sha256", "unit")
}

// checkPapers compares the papers with those that the events issued. A paper
// that waits for approval has a number, and no row yet.
func (k *checking) checkPapers() {
	var papers []store.Paper
	for i := range k.events {
		e := &k.events[i]
		step, _ := petition.StepOf(e.Verb)
		if p := e.Content.Paper; p != nil && !step.Proposal {
			papers = append(papers, store.Paper{ID: p.ID, PetitionID: k.id, EventID: e.ID, Kind: p.Kind, Number: p.Number, Unit: p.Unit, IssuedOn: p.On,
				SHA256: p.SHA256})
		}
	}
	rows := slices.Clone(k.b.Papers[k.id])
	filesAre(k, "papers", papers, rows, func(p *store.Paper) string { return p.ID }, func(p *store.Paper) bool { return p.Mark == k.cs.markPaper(p) },
		"petition_id", "event_id", "kind", "number", "unit", "issued_on")
	for i := range rows {
		p := &rows[i]
		if !k.cs.Keys.VerifyCodeMatches(p.ID, p.VerifyCode) {
			k.wrong("papers", p.ID, Differs, "verify_code")
		}
		for _, said := range papers { // only an approved paper's bytes are known to its event
			if said.ID == p.ID && said.SHA256 != "" && said.SHA256 != p.SHA256 {
				k.wrong("papers", p.ID, Differs, "sha256")
			}
		}
	}
}

// filesAre compares rows by their id in the columns that events tell, and by
// mark in the others.
func filesAre[T any](k *checking, table string, want, have []T, key func(*T) string, whole func(*T) bool, columns ...string) {
	left := slices.Clone(have)
	for i := range want {
		at := slices.IndexFunc(left, func(h T) bool { return key(&h) == key(&want[i]) })
		if at < 0 {
			k.wrong(table, key(&want[i]), Missing, "")
			continue
		}
		if detail := differing(&want[i], &left[at], columns...); detail != "" {
			k.wrong(table, key(&want[i]), Differs, detail)
		} else if !whole(&left[at]) {
			k.wrong(table, key(&want[i]), Differs, "some column, or mark")
		}
		left = slices.Delete(left, at, at+1)
	}
	for i := range left {
		k.wrong(table, key(&left[i]), Extra, "")
	}
}

// series names a series of papers: its numbers run from 1 each year.
type series struct {
	unit string
	kind petition.DocumentKind
	year int
}

func (s series) String() string { return s.unit + " " + string(s.kind) + " " + strconv.Itoa(s.year) }

// issuedNumbers are the numbers of papers seen in a round.
type issuedNumbers struct {
	noting sync.Mutex
	before map[series]int            // last numbers when the round began: all of these must be seen
	seen   map[series]map[int]string // number → id of the paper
	twice  []Finding
}

func newIssued(rows []store.Series) *issuedNumbers {
	in := &issuedNumbers{before: map[series]int{}, seen: map[series]map[int]string{}}
	for _, r := range rows {
		in.before[series{r.Unit, r.Kind, r.Year}] = r.Last
	}
	return in
}

// paperNo reads year and number of 甲人社信受告〔2026〕12号.
var paperNo = regexp.MustCompile(`〔(\d+)〕(\d+)号$`)

// note counts the numbers that a petition's events issued; a paper that was
// handed in again keeps its number.
func (in *issuedNumbers) note(events []petition.Event) {
	if in == nil {
		return
	}
	in.noting.Lock()
	defer in.noting.Unlock()
	for i := range events {
		p := events[i].Content.Paper
		if p == nil {
			continue
		}
		m := paperNo.FindStringSubmatch(p.Number)
		if m == nil {
			continue
		}
		year, _ := strconv.Atoi(m[1])
		n, _ := strconv.Atoi(m[2])
		s := series{p.Unit, p.Kind, year}
		if in.seen[s] == nil {
			in.seen[s] = map[int]string{}
		}
		if id, taken := in.seen[s][n]; taken && id != p.ID {
			in.twice = append(in.twice, Finding{Place: "papers", Row: p.Number, Number: events[i].Content.Number, Wrong: Extra, Detail: "the number is given twice"})
			continue
		}
		in.seen[s][n] = p.ID
	}
}

// findings compares the numbers seen with the series as they stand now: no
// gap, and nothing beyond the last.
func (in *issuedNumbers) findings(now []store.Series) []Finding {
	found := in.twice
	last := map[series]int{}
	for _, r := range now {
		last[series{r.Unit, r.Kind, r.Year}] = r.Last
	}
	for s, n := range in.before {
		for no := 1; no <= n; no++ {
			if _, ok := in.seen[s][no]; !ok {
				found = append(found, Finding{Place: "paper_series", Row: s.String(), Wrong: Differs, Detail: "no paper has no. " + strconv.Itoa(no)})
				break
			}
		}
	}
	for s, numbers := range in.seen {
		most := 0
		for n := range numbers {
			most = max(most, n)
		}
		if n, ok := last[s]; !ok {
			found = append(found, Finding{Place: "paper_series", Row: s.String(), Wrong: Missing})
		} else if n < most {
			found = append(found, Finding{Place: "paper_series", Row: s.String(), Wrong: Differs, Detail: "last is " + strconv.Itoa(n) + ", a paper has no. " + strconv.Itoa(most)})
		}
	}
	return found
}
