package casework_test

import (
	"slices"
	"testing"
	"time"

	"sunlit/internal/casework"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

var lapseKinds = casework.LapseKinds{Petitioner: "lapsed", Unit: "lapsed-unit"}

// lapses answers the messages about lapses that wait to be sent, by channel.
func (p *portal) lapses() []string {
	p.t.Helper()
	messages, err := p.ClaimNotices(p.ctx(), time.Minute, 100)
	p.fine(err)
	var list []string
	for _, m := range messages {
		if m.Kind == lapseKinds.Petitioner || m.Kind == lapseKinds.Unit {
			list = append(list, m.Kind+" "+m.Channel+" "+m.To)
		}
		p.fine(p.NoticeDone(p.ctx(), m, nil, false))
	}
	slices.Sort(list)
	return list
}

func TestALapsedLegTellsBothOnce(t *testing.T) {
	each(t, func(p *portal) {
		p.forwarded()
		n, err := p.TellLapses(p.ctx(), lapseKinds)
		p.fine(err)
		if n != 0 {
			t.Fatalf("%d messages while the limit runs", n)
		}
		p.lapses()
		p.pass(18) // the 15 days end on a Wednesday
		for range 2 {
			_, err := p.TellLapses(p.ctx(), lapseKinds)
			p.fine(err)
		}
		want := []string{"lapsed sms 13800001234", "lapsed-unit in-site petition-office", "lapsed-unit in-site unit-a"}
		if got := p.lapses(); !slices.Equal(got, want) {
			t.Errorf("got %q, want %q", got, want)
		}
	})
}

func TestAFormSentTwiceIsOneAct(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.file()
		say := func(word string) *casework.CitizenView {
			v, err := p.OwnActOnce(p.ctx(), filed.Number, casework.Sender{}, word, petition.Command{Verb: petition.Send, Fields: petition.Fields{Text: "什么时候办？"}}, "zh-CN")
			p.fine(err)
			return v
		}
		first := say("a")
		if again := say("a"); again.Version != first.Version {
			t.Errorf("the same form moved the version from %d to %d", first.Version, again.Version)
		}
		if other := say("b"); other.Version != first.Version+1 {
			t.Errorf("another form did not count: version %d", other.Version)
		}
		remind := petition.Command{Verb: petition.Remind}
		for range 2 { // the second alone would be refused for a week
			_, err := p.OwnActOnce(p.ctx(), filed.Number, casework.Sender{}, "c", remind, "zh-CN")
			p.fine(err)
		}
		if _, err := p.OwnActOnce(p.ctx(), filed.Number, casework.Sender{}, "d", remind, "zh-CN"); !fault.Is(err, fault.NotNow) {
			t.Errorf("another reminder: %v", err)
		}
	})
}
