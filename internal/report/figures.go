package report

import (
	"slices"

	"sunlit/internal/clock"
)

// Figures are all that is told of a period. Shares stand beside their whole and
// are left out under Base.
type Figures struct {
	Period
	Days         Days          `json:"-"` // the contract names these at the top
	Filed        int           `json:"-"`
	Reports      int           `json:"reports"` // of the filed; one total for the region (Art. 30)
	ByMonth      []Month       `json:"-"`
	OfficeTold   Rate          `json:"officeTold"`
	UnitTold     Rate          `json:"unitTold"`
	InTime       Rate          `json:"inTime"`
	Unaltered    Rate          `json:"inTimeWithoutExtensions"`
	Office       Satisfaction  `json:"office"`
	Unit         Satisfaction  `json:"unit"`
	Once         Rate          `json:"solvedAtOnce"`
	SaidSolved   int           `json:"saidSolved"`
	SaidUnsolved int           `json:"saidUnsolved"`
	Reviews      Appeal        `json:"reviews"`
	Rechecks     Appeal        `json:"rechecks"`
	Supervision  Supervision   `json:"supervision"`
	Stock        Stock         `json:"stock"`
	Cohorts      []CohortRow   `json:"cohorts"`
	HandingOn    HandingOn     `json:"handingOn"`
	Promises     Promises      `json:"promises"`
	Units        []UnitFigures `json:"units"`
}

// Days are how long answers took from the day of filing: elapsed, not the legal clock.
type Days struct {
	Answered    int      `json:"answered"`
	Median      *int     `json:"median"`
	P90         *int     `json:"p90"`
	LaterThan15 *float64 `json:"laterThan15"`
	LaterThan60 *float64 `json:"laterThan60"`
	Late15      Rate     `json:"-"` // the same with what they are shares of
	Late60      Rate     `json:"-"`
}

// DaysOf reads a spread.
func DaysOf(s Spread) Days {
	d := Days{Answered: s.N()}
	half, ok := s.Rank(50)
	if !ok {
		return d
	}
	nine, _ := s.Rank(90)
	d.Late15, d.Late60 = Rate{s.Later(15), d.Answered}, Rate{s.Later(60), d.Answered}
	later15, later60 := float64(d.Late15.Part)/float64(d.Answered), float64(d.Late60.Part)/float64(d.Answered)
	d.Median, d.P90, d.LaterThan15, d.LaterThan60 = &half, &nine, &later15, &later60
	return d
}

// Month is one month's counts.
type Month struct {
	Month    string `json:"month"`
	Filed    int    `json:"filed"`
	Answered int    `json:"answered"`
}

// Satisfaction is how many rated, and how many of those were content. Unrated
// is never satisfied; the window for changing a rating is over.
type Satisfaction struct {
	Rated   Rate `json:"rated"`
	Content Rate `json:"content"`
}

// Appeal is one rung of appeals and how it ended.
type Appeal struct {
	Asked int            `json:"asked"`
	Ended map[string]int `json:"ended"`
}

// Supervision is how the office pressed units (Art. 40).
type Supervision struct {
	Letters  int            `json:"letters"`
	Asked    int            `json:"askedByPetitioners"`
	InTime   Rate           `json:"answeredInTime"`
	Advice   map[string]int `json:"advice"`
	Adopted  map[string]int `json:"adopted"`
	CalledUp int            `json:"calledToAccount"`
}

// Promises are what units said they would do by a day that is over.
type Promises struct {
	Due      int `json:"due"`
	Kept     int `json:"kept"`
	Reported int `json:"reported"` // the unit says so, the petitioner has not answered
	Broken   int `json:"broken"`   // the petitioner says it was not done
	Silent   int `json:"silent"`   // the day is over, and nobody said anything
}

// HandingOn is how matters went from hand to hand.
type HandingOn struct {
	Hops    []HopRow  `json:"hops"`
	Upheld  int       `json:"returnsUpheld"`
	Refused int       `json:"returnsRefused"`
	Pairs   []Pair    `json:"pairs"`
	Held    []HeldRow `json:"held"`
}

// HopRow counts matters that were accepted after so many hands.
type HopRow struct {
	Hands   int `json:"hands"`
	Matters int `json:"matters"`
}

// Pair is two units between which matters went back and forth.
type Pair struct {
	A     string `json:"a"`
	B     string `json:"b"`
	There int    `json:"there"` // from A to B
	Back  int    `json:"back"`  // from B to A
}

// HeldRow is how long matters lay in a unit's hands before they left it.
type HeldRow struct {
	Unit    string `json:"unit"`
	Matters int    `json:"matters"`
	Median  *int   `json:"median"`
	P90     *int   `json:"p90"`
}

// CohortRow is what became of the petitions of one month.
type CohortRow struct {
	Month   string `json:"month"`
	Filed   int    `json:"filed"`
	In15    int    `json:"within15"`
	In30    int    `json:"within30"`
	In60    int    `json:"within60"`
	Later   int    `json:"later"`
	Ended   int    `json:"endedOtherwise"`
	Waiting int    `json:"waiting"`
}

// UnitFigures are how one unit did its duty. Nothing here counts who complained.
type UnitFigures struct {
	Unit      string       `json:"unit"`
	Days      Days         `json:"days"`
	Told      Rate         `json:"told"`
	InTime    Rate         `json:"inTime"`
	Unaltered Rate         `json:"inTimeWithoutExtensions"`
	Rating    Satisfaction `json:"rating"`
	Once      Rate         `json:"solvedAtOnce"`
	Upheld    int          `json:"returnsUpheld"`
	Refused   int          `json:"returnsRefused"`
	Promises  Promises     `json:"promises"`
}

// FiguresOf works out the figures from the counters: those of the days before
// the period, and those within it.
func FiguresOf(p Period, earlier, during Counts) Figures {
	f := Figures{Period: p, Filed: during.sum(Filed, FiledReport), Reports: during.sum(FiledReport), Days: DaysOf(during.spread(Answered, AnsweredReport)),
		ByMonth: monthsOf(during), OfficeTold: during.rate(OfficeInTime, OfficeDue), UnitTold: during.rate(ToldInTime, ToldDue),
		InTime: during.rate(AnswerInTime, AnswerDue), Unaltered: during.rate(AnswerUnaltered, AnswerDue),
		Office: during.satisfaction(OfficeRatable, OfficeRated), Unit: during.satisfaction(UnitRatable, UnitRated), Once: during.rate(OnceSolved, OnceDue),
		Reviews:  Appeal{during.sum(ReviewAsked), during.others(ReviewEnded)},
		Rechecks: Appeal{during.sum(RecheckAsked), during.others(RecheckEnded)},
		Supervision: Supervision{Letters: during.sum(Supervised), Asked: during.sum(SupervisionAsked), InTime: during.rate(SupervisionMet, SupervisionDue),
			Advice: during.others(Advised), Adopted: during.others(AdviceTaken), CalledUp: during.sum(CalledUp)},
		Stock:   stockOf(earlier, during, slices.Concat(earlier, during), p.From),
		Cohorts: cohortsOf(during), HandingOn: handingOf(during), Promises: during.promises(), Units: unitsOf(during)}
	said := during.others(SaidSolved)
	f.SaidSolved, f.SaidUnsolved = said["yes"], said["no"]
	return f
}

func monthsOf(cs Counts) []Month {
	rows := []Month{}
	groups := cs.only(Filed, FiledReport, Answered, AnsweredReport).by(monthOf)
	for _, month := range sorted(groups) {
		rows = append(rows, Month{month, groups[month].sum(Filed, FiledReport), groups[month].sum(Answered, AnsweredReport)})
	}
	return rows
}

func (cs Counts) satisfaction(ratable, rated Measure) Satisfaction {
	given := cs.others(rated)
	return Satisfaction{Rated: cs.rate(rated, ratable), Content: Rate{given["satisfied"] + given["basic"], cs.sum(rated)}}
}

func (cs Counts) promises() Promises {
	p := Promises{Due: cs.sum(PromiseDue), Kept: cs.sum(PromiseKept), Reported: cs.sum(PromiseReported), Broken: cs.sum(PromiseBroken)}
	p.Silent = p.Due - p.Kept - p.Reported - p.Broken
	return p
}

func cohortsOf(cs Counts) []CohortRow {
	rows := []CohortRow{}
	groups := cs.only(Cohort).by(monthOf)
	for _, month := range sorted(groups) {
		row := CohortRow{Month: month}
		for days, n := range groups[month].spread(Cohort) {
			row.Filed += n
			switch {
			case days == CohortOpen:
				row.Waiting += n
			case days == CohortEnded:
				row.Ended += n
			case days <= 15:
				row.In15 += n
			case days <= 30:
				row.In30 += n
			case days <= 60:
				row.In60 += n
			default:
				row.Later += n
			}
		}
		rows = append(rows, row)
	}
	return rows
}

func handingOf(cs Counts) HandingOn {
	h := HandingOn{Hops: []HopRow{}, Pairs: []Pair{}, Held: []HeldRow{}, Upheld: cs.sum(ReturnUpheld), Refused: cs.sum(ReturnRefused)}
	hops := cs.spread(Hops)
	for hands := range hops {
		h.Hops = append(h.Hops, HopRow{hands, hops[hands]})
	}
	slices.SortFunc(h.Hops, func(a, b HopRow) int { return a.Hands - b.Hands })
	sent := map[[2]string]int{}
	for _, c := range cs.only(HandedOn) {
		sent[[2]string{c.Unit, c.Other}] += c.N
	}
	for way, n := range sent {
		if back := sent[[2]string{way[1], way[0]}]; way[0] < way[1] && back > 0 {
			h.Pairs = append(h.Pairs, Pair{way[0], way[1], n, back})
		}
	}
	slices.SortFunc(h.Pairs, func(a, b Pair) int { return b.There + b.Back - a.There - a.Back })
	held := cs.only(Held).by(unitOf)
	for _, unit := range sorted(held) {
		d := DaysOf(held[unit].spread(Held))
		h.Held = append(h.Held, HeldRow{unit, d.Answered, d.Median, d.P90})
	}
	return h
}

// unitsOf lists the units by code: an order that says nothing about them.
func unitsOf(cs Counts) []UnitFigures {
	rows := []UnitFigures{}
	groups := cs.only(Answered, ToldDue, ToldInTime, AnswerDue, AnswerInTime, AnswerUnaltered, UnitRatable, UnitRated, OnceDue, OnceSolved,
		ReturnUpheld, ReturnRefused, PromiseDue, PromiseKept, PromiseBroken, PromiseReported).by(unitOf)
	delete(groups, "")
	for _, unit := range sorted(groups) {
		g := groups[unit]
		rows = append(rows, UnitFigures{Unit: unit, Days: DaysOf(g.spread(Answered)), Told: g.rate(ToldInTime, ToldDue), InTime: g.rate(AnswerInTime, AnswerDue),
			Unaltered: g.rate(AnswerUnaltered, AnswerDue), Rating: g.satisfaction(UnitRatable, UnitRated), Once: g.rate(OnceSolved, OnceDue),
			Upheld: g.sum(ReturnUpheld), Refused: g.sum(ReturnRefused), Promises: g.promises()})
	}
	return rows
}

// Clip ends a period on a day: nothing is told of days to come.
func (p Period) Clip(today clock.Day) Period {
	if p.To.After(today) {
		p.To = today
	}
	return p
}
