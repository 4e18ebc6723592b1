package store_test

import (
	"crypto/rand"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp/cmpopts"

	"sunlit/internal/clock"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// noon is when tests happen.
var noon = time.Date(2026, 11, 24, 4, 0, 0, 0, time.UTC)

// aPetition is a petition as registered by the office, changed by the given functions.
func aPetition(change ...func(*petition.Petition)) *petition.Petition {
	p := &petition.Petition{
		Number: petition.NewNumber(), Version: 1, Stage: petition.Submitted, Open: true, Kind: petition.Claim,
		Channel: petition.Online, Title: "小区路灯三个月不亮", Category: "other", Place: "990101", OfficeUnit: "petition-office",
		Holder: "petition-office", Round: 1, DueOn: clock.DayOf(noon).AddDays(15), FiledAt: noon, StageAt: noon, CodeHash: []byte("hash"),
		ReceivedOn: clock.DayOf(noon), People: 1,
	}
	for _, c := range change {
		c(p)
	}
	return p
}

// anEvent is event seq of a petition.
func anEvent(p *petition.Petition, seq int, verb petition.Verb) *petition.Event {
	salt := make([]byte, 32)
	_, _ = rand.Read(salt)
	e := &petition.Event{
		ID: store.NewID(), PetitionID: p.ID, Seq: seq, Verb: verb, Stage: p.Stage, At: noon, RecordedAt: noon, Role: petition.Citizen, Salt: salt,
		Content: petition.Content{Version: 1, Number: p.Number, Seq: seq, Verb: verb, Stage: p.Stage, At: noon, Role: petition.Citizen},
	}
	if err := e.Seal(); err != nil {
		panic(err)
	}
	return e
}

// aFiling is a petition with all that a filing brings along.
func aFiling(p *petition.Petition) *store.Filing {
	return &store.Filing{
		Petition: p, Event: anEvent(p, 1, petition.File),
		Identity:    &store.Identity{Sealed: []byte("sealed"), SHA256: "aa"},
		Lookups:     []store.Lookup{{Field: "phone", Blind: "b1"}, {Field: "email", Blind: "b2"}},
		Idempotency: &store.Idempotency{KeyHash: "key " + p.Number, BodyHash: "body", Number: p.Number, Answer: []byte("answer"), CreatedAt: noon},
		Papers:      []store.Paper{{ID: store.NewID(), Kind: petition.PaperReceipt, Unit: p.OfficeUnit, IssuedOn: clock.DayOf(noon), VerifyCode: p.Number, CreatedAt: noon}},
		Outbox:      []store.Message{{Kind: "filed", Channel: "mail", Lang: "zh-CN", Number: p.Number, Args: "{}", CreatedAt: noon}},
	}
}

// file inserts a petition with its filing event.
func file(t testing.TB, s *store.Store, change ...func(*petition.Petition)) *petition.Petition {
	t.Helper()
	p := aPetition(change...)
	must(t, s.Tx(t.Context(), func(tx *store.Store) error {
		return tx.InsertFiling(t.Context(), &store.Filing{Petition: p, Event: anEvent(p, 1, petition.File)})
	}))
	return p
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func got[T any](value T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		must(t, err)
		return value
	}
}

var office = store.OfficialScope("reg-1", "petition-office", petition.Registrar)

// days lets cmp compare days.
var days = cmpopts.EquateComparable(clock.Day{})

// clockStep is a millisecond apart, so that rows tie and nearly tie.
type clockStep int

func (c clockStep) duration() time.Duration { return time.Duration(c) * time.Millisecond }

// on is a day as written.
func on(text string) clock.Day {
	d, err := clock.ParseDay(text)
	if err != nil {
		panic(err)
	}
	return d
}

// Rows of these tests carry no marks: the key is not the store's.
func unmarked(store.Trail) string { return "" }

func unsigned(*store.Paper) string { return "" }
