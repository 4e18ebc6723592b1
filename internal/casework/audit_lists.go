package casework

import (
	"fmt"
	"slices"

	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// marked checks the rows that no event tells: each by its mark, and all of a
// kind by the length of their trail.
func (k *checking) marked() {
	marks(k, "petition_reads", k.b.Reads[k.id], func(r *store.Read) (string, string, string) { return r.ID, r.Mark, k.cs.markRead(r) })
	marks(k, "paper_prints", k.b.Prints[k.id], func(p *store.Print) (string, string, string) { return p.SHA256, p.Mark, k.cs.markPrint(p) })
	marks(k, "code_reissues", k.b.Reissues[k.id], func(r *store.Reissue) (string, string, string) { return r.ID, r.Mark, k.cs.markReissue(r) })
	marks(k, "cosignatures", k.b.Cosignature[k.id], func(c *store.Cosignature) (string, string, string) {
		return fmt.Sprintf("no. %d", c.No), c.Mark, k.cs.markCosignature(c)
	})
	lengths := map[string]int{store.TrailReads: len(k.b.Reads[k.id]), store.TrailPrints: len(k.b.Prints[k.id]),
		store.TrailCodes: len(k.b.Reissues[k.id]), store.TrailSignatures: len(k.b.Cosignature[k.id])}
	tables := map[string]string{store.TrailReads: "petition_reads", store.TrailPrints: "paper_prints", store.TrailCodes: "code_reissues",
		store.TrailSignatures: "cosignatures"}
	for _, t := range k.b.Trails[k.id] {
		n, known := lengths[t.Kind]
		delete(lengths, t.Kind)
		switch {
		case t.Mark != k.cs.markTrail(t):
			k.wrong("trails", t.Kind, Differs, "length or mark")
		case !known:
			k.wrong("trails", t.Kind, Extra, "")
		case n < t.Length:
			k.wrong(tables[t.Kind], "", Missing, fmt.Sprintf("%d of %d rows", t.Length-n, t.Length))
		case n > t.Length:
			k.wrong(tables[t.Kind], "", Extra, fmt.Sprintf("%d rows instead of %d", n, t.Length))
		}
	}
	for kind, n := range lengths {
		if n > 0 {
			k.wrong("trails", kind, Missing, fmt.Sprintf("%d rows", n))
		}
	}
}

// marks names the rows whose mark is not that of what stands in them.
func marks[T any](k *checking, table string, rows []T, of func(*T) (key, have, want string)) {
	for i := range rows {
		if key, have, want := of(&rows[i]); have != want {
			k.wrong(table, key, Differs, "some column, or mark")
		}
	}
}

// checkLists compares the small tables that follow from the events.
func (k *checking) checkLists() {
	f := k.c.Filing
	var abouts []store.About
	reach := k.events[0].Content.Reach
	if len(reach) == 0 { // a filing from before the marks does not tell it
		reach = k.cs.Dir.Reach(f.About)
	}
	for _, unit := range reach {
		abouts = append(abouts, store.About{PetitionID: k.id, Unit: unit})
	}
	for _, who := range k.c.Recused {
		abouts = append(abouts, store.About{PetitionID: k.id, Unit: "@" + who})
	}
	rowsAre(k, "petition_abouts", abouts, k.b.Abouts[k.id], func(a store.About) string { return a.Unit })

	var helping []store.CoHandler
	for i := range k.events {
		if said := &k.events[i].Content; said.Verb == petition.CoHandle {
			helping = append(helping, store.CoHandler{PetitionID: k.id, Unit: said.Fields.Unit})
		}
	}
	rowsAre(k, "co_handlers", helping, k.b.CoHandlers[k.id], func(c store.CoHandler) string { return c.Unit })

	var owed []store.Task
	for _, t := range k.c.Tasks() {
		owed = append(owed, store.Task{PetitionID: k.id, Leg: t.Leg, Holder: t.Holder, DueOn: t.DueOn})
	}
	rowsAre(k, "petition_tasks", owed, k.b.Tasks[k.id], func(t store.Task) string { return string(t.Leg) })

	doors := doorsOf(&f)
	for i := range doors {
		doors[i].PetitionID = k.id
	}
	rowsAre(k, "petition_doors", doors, k.b.Doors[k.id], func(d store.Door) string { return d.Door })

	var lines []store.AnswerLine
	if k.line != nil {
		lines = append(lines, *k.line)
	}
	rowsAre(k, "answer_lines", lines, k.b.Lines[k.id], func(store.AnswerLine) string { return fmt.Sprint(k.id) })
	k.checkReference(f.Source)
	k.checkLinks()
	k.checkPublished()
}

// checkPublished: what the public reads is what two people let out. Its key only orders the list.
func (k *checking) checkPublished() {
	have := k.b.Published[k.id]
	var public []store.Published
	if k.public != nil {
		k.public.PetitionID = k.id
		k.public.Finish()
		if len(have) > 0 {
			k.public.ID = have[0].ID
		}
		public = append(public, *k.public)
	}
	rowsAre(k, "published", public, have, func(p store.Published) string { return fmt.Sprint(p.ID) })
}

// checkReference: the number that a superior gave stands in the filing.
func (k *checking) checkReference(s *petition.Source) {
	var expected []store.Reference
	if s != nil && s.Reference != "" {
		expected = append(expected, store.Reference{Source: s.From, Reference: s.Reference, PetitionID: k.id, DueOn: dayOrNil(s.DueOn), CreatedAt: k.events[0].RecordedAt})
	}
	rowsAre(k, "external_references", expected, k.b.References[k.id], func(r store.Reference) string { return string(r.Source) + " " + r.Reference })
}

// checkLinks: what was merged points to its main matter, what was split to
// where it came from.
func (k *checking) checkLinks() {
	var links []store.Link
	tie := func(kind, number string) {
		if number == "" {
			return
		}
		other, err := k.s.PetitionByNumber(k.ctx, store.SystemScope(), petition.ParseNumber(number))
		if err == nil {
			links = append(links, store.Link{PetitionID: k.id, Kind: kind, OtherID: other.ID})
		}
	}
	tie(store.LinkMerged, k.c.MergedInto)
	tie(store.LinkSplit, k.c.Filing.Parent)
	rowsAre(k, "petition_links", links, k.b.Links[k.id], func(l store.Link) string { return l.Kind })
}

// rowsAre compares two sets of rows by key: one that is missing, one too many,
// one with another value in some column.
func rowsAre[T any](k *checking, table string, want, have []T, key func(T) string) {
	left := slices.Clone(have)
	seen := map[string]bool{}
	for _, w := range want {
		if seen[key(w)] { // a unit that was named twice has one row
			continue
		}
		seen[key(w)] = true
		at := slices.IndexFunc(left, func(h T) bool { return key(h) == key(w) })
		if at < 0 {
			k.wrong(table, key(w), Missing, "")
			continue
		}
		if detail := differing(&w, &left[at]); detail != "" {
			k.wrong(table, key(w), Differs, detail)
		}
		left = slices.Delete(left, at, at+1)
	}
	for _, h := range left {
		k.wrong(table, key(h), Extra, "")
	}
}
