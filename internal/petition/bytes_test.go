package petition_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/petition"
)

func day(text string) clock.Day {
	d, err := clock.ParseDay(text)
	if err != nil {
		panic(err)
	}
	return d
}

// fields answers what a step needs and may take, each with a value of its own.
func fields(s petition.Step) petition.Fields {
	given := map[string]any{}
	for _, f := range append(append([]petition.Field(nil), s.Needs...), s.May...) {
		switch f {
		case "simple", "publish", "report", "public", "done", "confirmed", "agree":
			given[string(f)] = true
		case "request":
			given[string(f)] = 2
		case "requests":
			given[string(f)] = []int{2, 3}
		case "days":
			given[string(f)] = 10
		case "nextOn", "servedOn", "on", "by":
			given[string(f)] = "2026-03-09"
		case "evidence":
			given[string(f)] = []string{"u1", "u2"}
		case "opening":
			given[string(f)] = opening
		case "items":
			given[string(f)] = items(petition.Support).Items
		default:
			given[string(f)] = "<" + string(f) + "> & 字"
		}
	}
	raw, err := json.Marshal(given)
	if err != nil {
		panic(err)
	}
	var out petition.Fields
	if err := json.Unmarshal(raw, &out); err != nil {
		panic(err)
	}
	return out
}

// eventOf answers an event of a verb that says all that such an event can say.
func eventOf(s petition.Step) petition.Event {
	k := petition.Content{Version: 1, Number: "7KQ4M2XD9R3H", Seq: 3, Verb: s.Verb, Stage: s.To, At: time.Date(2026, 3, 4, 1, 2, 3, 4e6, time.UTC),
		Role: s.Who[len(s.Who)-1], Unit: "unit-a", ActorID: "u-17", Fields: fields(s)}
	for _, leg := range s.Stops {
		k.Ended = append(k.Ended, petition.Ended{Leg: leg, Due: day("2026-03-17")})
	}
	if s.Paper != "" {
		k.Paper = &petition.Paper{ID: "p1", Kind: s.Paper, Number: "甲信〔2026〕1号", Unit: "unit-a", On: day("2026-03-04"), SHA256: "ab"}
	}
	if s.Verb == petition.File {
		k.Filing = &petition.Filing{Channel: petition.Online, Kind: petition.Claim, Title: "题", Narrative: "文\n第二行", Happened: "三月",
			Requests: []petition.Request{{No: 1, Text: "支付"}}, Place: "990101", Unit: "unit-a", OfficeUnit: "petition-office", About: []string{"unit-b"},
			Anonymous: true, Hide: true, Publish: true, Category: "0101", ReceivedOn: day("2026-03-02"), People: 12,
			Joint: &petition.Group{Representatives: 5, Signers: 12}, Organisation: true, Agent: true,
			Source: &petition.Source{From: petition.FromProvince, Reference: "省转〔2026〕7号", DueOn: day("2026-04-02")}, SameAs: "7KQ4M2XD9R3H",
			Parent: "7KQ4M2XD9R3H", Mailbox: "mayor", Call: "call-1"}
		k.Identity, k.Files = "cd", []petition.Attachment{{ID: "u1", Name: "照片.jpg", Size: 7, SHA256: "ef"}}
		k.Code, k.Reach = "12", []string{"unit-b"}
	}
	if s.Verb == petition.Approve {
		k.Settles, k.Late = petition.Draft, true
	}
	return petition.Event{ID: "e1", Content: k, Salt: bytes.Repeat([]byte{7}, 32)}
}

// A public log commits to these bytes: their fields, order and spelling never
// change; a field is only ever added at the end.
func TestCanonicalBytesGolden(t *testing.T) {
	var b strings.Builder
	for _, s := range petition.Steps {
		e := eventOf(s)
		if err := e.Seal(); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s\n", e.Body)
	}
	golden(t, "testdata/events.golden", b.String())
}

func TestSealAndUnsealGoRound(t *testing.T) {
	for _, s := range petition.Steps {
		e := eventOf(s)
		if err := e.Seal(); err != nil {
			t.Fatal(err)
		}
		back := petition.Event{ID: e.ID, Body: e.Body, Salt: e.Salt}
		if err := back.Unseal(); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(back.Content, e.Content) {
			t.Errorf("%s came back as %+v", s.Verb, back.Content)
		}
		again := back
		if err := again.Seal(); err != nil || !bytes.Equal(again.Body, e.Body) {
			t.Errorf("%s sealed again: %s", s.Verb, again.Body)
		}
	}
	broken := petition.Event{ID: "e1", Body: []byte(`{"v":1`)}
	if err := broken.Unseal(); err == nil || !strings.Contains(err.Error(), "e1") {
		t.Errorf("a broken body is read: %v", err)
	}
}

// The same instant told in another zone makes the same bytes.
func TestAnInstantHasOneSpelling(t *testing.T) {
	s := registered(t, claim)
	cmd := petition.Command{Verb: petition.Note, Fields: petition.Fields{Text: "字"}}
	var bodies [2][]byte
	for i, zone := range []*time.Location{time.UTC, clock.Shanghai} {
		when := at("2026-03-04").In(zone)
		e, err := s.law.Decide(s.c, cmd, registrar, when)
		if err != nil {
			t.Fatal(err)
		}
		first := s.law.File("7KQ4M2XD9R3H", petition.Filing{}, nil, "", citizen, petition.Citizen, when)
		if err := errors.Join(e.Seal(), first.Seal()); err != nil {
			t.Fatal(err)
		}
		bodies[i] = append(first.Body, e.Body...)
	}
	if !bytes.Equal(bodies[0], bodies[1]) {
		t.Errorf("%s\n%s", bodies[0], bodies[1])
	}
}

// Each field of an event is spelt in the golden file, so that none is renamed unseen.
func TestEveryFieldIsInTheGoldenBytes(t *testing.T) {
	var all strings.Builder
	for _, s := range petition.Steps {
		e := eventOf(s)
		if err := e.Seal(); err != nil {
			t.Fatal(err)
		}
		all.Write(e.Body)
	}
	for _, of := range []any{petition.Content{}, petition.Fields{}, petition.Filing{}, petition.Paper{}, petition.Attachment{}, petition.Item{}, petition.Ended{}} {
		for i := range reflect.TypeOf(of).NumField() {
			name, _, _ := strings.Cut(reflect.TypeOf(of).Field(i).Tag.Get("json"), ",")
			if name == "-" { // told apart while replaying, never stored
				continue
			}
			if !strings.Contains(all.String(), `"`+name+`":`) {
				t.Errorf("%T.%s is in no golden event", of, reflect.TypeOf(of).Field(i).Name)
			}
		}
	}
}

func TestACommitmentChangesWithAnyByte(t *testing.T) {
	step, _ := petition.StepOf(petition.Draft)
	e := eventOf(step)
	if err := e.Seal(); err != nil {
		t.Fatal(err)
	}
	seen := map[[32]byte]string{e.Commitment(): "the event itself"}
	for name, text := range map[string][]byte{"body": e.Body, "salt": e.Salt} {
		for i := range text {
			for bit := range 8 {
				text[i] ^= 1 << bit
				what := fmt.Sprintf("%s with bit %d of byte %d turned", name, bit, i)
				if other, taken := seen[e.Commitment()]; taken {
					t.Fatalf("%s commits like %s", what, other)
				}
				seen[e.Commitment()] = what
				text[i] ^= 1 << bit
			}
		}
	}
}
