package casework_test

import (
	"bytes"
	"context"
	"log/slog"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sunlit/config"
	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/evidence"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/ledger"
	"sunlit/internal/petition"
	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

// portal is the demo's world without HTTP: units, officials, categories and places, on a clock
// that stands at opening until it is moved.
type portal struct {
	*casework.Cases
	t         *testing.T
	clock     *clock.Manual
	officials map[string]identity.Official // by login
	rules     *petition.RuleBook
	base      *clock.Calendar // of config/calendar.yaml
}

// opening is a Tuesday in Shanghai.
var opening = time.Date(2026, 11, 24, 10, 0, 0, 0, clock.Shanghai)

// each runs a test in a new world on every engine.
func each(t *testing.T, test func(p *portal)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) { test(newPortal(t, s)) })
}

func newPortal(t *testing.T, s *store.Store) *portal {
	t.Helper()
	p := &portal{t: t, clock: clock.NewManual(opening), officials: map[string]identity.Official{}}
	keys, err := identity.LoadKeys(filepath.Join(t.TempDir(), "keys.json"), true)
	p.fine(err)
	blobs, err := evidence.OpenBlobs("file:" + t.TempDir())
	p.fine(err)
	intake, err := evidence.NewIntake(evidence.Options{Blobs: blobs})
	p.fine(err)
	p.Cases = &casework.Cases{Store: s, Keys: keys, Blobs: blobs, Intake: intake, Dir: p.world(s), Clock: p.clock,
		BaseURL: "http://127.0.0.1:8080", Phone: "12345", Log: slog.New(slog.DiscardHandler)}
	p.LogKey, err = ledger.NewKey("petitions.example/log", keys.LogSeed())
	p.fine(err)
	rules, err := config.Settings{}.File("rules.yaml")
	p.fine(err)
	p.rules, err = petition.ParseRules(rules)
	p.fine(err)
	days, err := config.Settings{}.File("calendar.yaml")
	p.fine(err)
	p.base, err = clock.ParseCalendar(days)
	p.fine(err)
	p.SetLaw(&petition.Law{Rules: p.rules, Calendar: p.base})
	return p
}

// world puts the demo's units and officials into the database. Nobody signs in here, so nobody
// has a password.
func (p *portal) world(s *store.Store) *casework.Directory {
	p.t.Helper()
	world, err := config.Settings{}.DemoWorld()
	p.fine(err)
	for _, u := range world.Units {
		p.fine(s.PutUnit(p.ctx(), &store.Unit{Code: u.Code, NameZH: u.Name.Zh, NameEN: u.Name.En, Short: u.Short, Kind: u.Kind, Parent: u.Parent,
			Phone: u.Phone, Address: u.Address.Zh, Active: true}))
	}
	for _, l := range world.Logins {
		a := store.Account{Login: l.Login, Name: l.Name, Unit: l.Unit, Lang: "zh-CN", Preferences: "{}", CreatedAt: opening}
		for _, r := range l.Roles {
			a.Roles = append(a.Roles, petition.Role(r))
		}
		p.fine(s.InsertAccount(p.ctx(), &a))
		p.officials[l.Login] = identity.Official{ID: a.ID, Login: a.Login, Name: a.Name, Unit: a.Unit, Roles: a.Roles, Lang: a.Lang}
	}
	categories, err := config.Settings{}.Categories()
	p.fine(err)
	var cats, places []casework.Node
	for _, c := range categories {
		cats = append(cats, casework.Node{Code: c.Code, NameZH: c.Zh, NameEN: c.En, Parent: c.Parent()})
	}
	for _, pl := range world.Places {
		places = append(places, casework.Node{Code: pl.Code, NameZH: pl.Zh, NameEN: pl.En, Parent: pl.Parent})
	}
	units, err := s.Units(p.ctx())
	p.fine(err)
	return casework.NewDirectory(units, cats, places)
}

func (p *portal) ctx() context.Context { return p.t.Context() }

// fine ends the test on an error.
func (p *portal) fine(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

// as answers a demo official by login.
func (p *portal) as(login string) identity.Official {
	p.t.Helper()
	o, ok := p.officials[login]
	if !ok {
		p.t.Fatalf("the demo has no login %s", login)
	}
	return o
}

// pass moves the clock on by days.
func (p *portal) pass(days int) { p.clock.Advance(time.Duration(days) * 24 * time.Hour) }

// filing is a claim of two requests with a name and a mobile number.
func filing(change ...func(*casework.Filing)) casework.Filing {
	in := casework.Filing{Role: petition.Citizen, Actor: petition.Actor{Roles: []petition.Role{petition.Citizen}},
		Person: identity.Person{Name: "张某某", Phone: "13800001234", Lang: "zh-CN"},
		Filing: petition.Filing{Channel: petition.Online, Kind: petition.Claim, Title: "某工地拖欠12名工人3个月工资", Place: "990101",
			Narrative: "我们12个人今年6月到8月在丙路的工地干活，说好每天300元，8月底完工后一直没有拿到钱。",
			Requests:  []petition.Request{{No: 1, Text: "支付拖欠的工资280,800元"}, {No: 2, Text: "支付晚发工资的赔偿金"}}}}
	for _, c := range change {
		c(&in)
	}
	return in
}

// file files the usual claim, changed as asked.
func (p *portal) file(change ...func(*casework.Filing)) casework.Filed {
	p.t.Helper()
	filed, err := p.File(p.ctx(), filing(change...))
	p.fine(err)
	return filed
}

// upload receives a small picture-free file as the owner's and answers its id.
func (p *portal) upload(name, content, owner string) string {
	p.t.Helper()
	f, err := p.Upload(p.ctx(), name, strings.NewReader(content), owner)
	p.fine(err)
	return f.ID
}

// smallPDF is the least that the intake takes for a PDF.
var smallPDF = func() string {
	var b bytes.Buffer
	b.WriteString("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n")
	b.WriteString("3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\nxref\n0 4\ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n0\n%%EOF\n")
	return b.String()
}()

// row is the stored row of a petition.
func (p *portal) row(number string) *petition.Petition {
	p.t.Helper()
	row, err := p.Store.PetitionByNumber(p.ctx(), store.SystemScope(), number)
	p.fine(err)
	return row
}

// replayed is the case built from all events, which the row must agree with.
func (p *portal) replayed(number string) *petition.Case {
	p.t.Helper()
	events, err := p.Store.Events(p.ctx(), p.row(number).ID)
	p.fine(err)
	c, err := p.Law().Replay(events)
	p.fine(err)
	return c
}

// try does an official's verb on the petition as it is now.
func (p *portal) try(login, number string, verb petition.Verb, f petition.Fields) (*casework.DeskView, error) {
	p.t.Helper()
	return p.Act(p.ctx(), p.as(login), number, petition.Command{Verb: verb, Version: p.row(number).Version, Fields: f}, "zh-CN")
}

// act is try that must succeed.
func (p *portal) act(login, number string, verb petition.Verb, f petition.Fields) *casework.DeskView {
	p.t.Helper()
	v, err := p.try(login, number, verb, f)
	if err != nil {
		p.t.Fatalf("%s %s: %v %s", login, verb, err, complaints(err))
	}
	return v
}

// own does a petitioner's verb that must succeed.
func (p *portal) own(filed casework.Filed, verb petition.Verb, f petition.Fields) *casework.CitizenView {
	p.t.Helper()
	v, err := p.Own(p.ctx(), filed.Number, filed.Code, petition.Command{Verb: verb, Fields: f}, "zh-CN")
	if err != nil {
		p.t.Fatalf("petitioner %s: %v %s", verb, err, complaints(err))
	}
	return v
}

// refused checks that an error is a fault of this kind.
func (p *portal) refused(err error, kind fault.Kind) *fault.Error {
	p.t.Helper()
	f, ok := fault.As(err)
	if !ok || f.Kind != kind {
		p.t.Fatalf("got %v, want the fault %s", err, kind)
	}
	return f
}

// damage writes a wrong projection past every verb.
func (p *portal) damage(row petition.Petition) {
	p.t.Helper()
	row.DueOn, row.Holder, row.Unit = petition.NoDue, "unit-c", "unit-c"
	p.fine(p.Store.Tx(p.ctx(), func(tx *store.Store) error { return tx.UpdateProjection(p.ctx(), &row, row.Version) }))
}

// sqlite opens a store for a test in which the engine makes no difference.
func sqlite(t *testing.T) *store.Store {
	t.Helper()
	return storetest.SQLite(t)
}

// contains tells whether a text stands somewhere in bytes.
func contains(b []byte, text string) bool { return bytes.Contains(b, []byte(text)) }

// complaints lists the fields of an invalid command.
func complaints(err error) string {
	f, ok := fault.As(err)
	if !ok {
		return ""
	}
	var list []string
	for name, m := range f.Fields {
		list = append(list, name+": "+m.Key)
	}
	return strings.Join(list, ", ")
}

// The straight path, each step ending in the stage of its name.

func (p *portal) registered(change ...func(*casework.Filing)) casework.Filed {
	p.t.Helper()
	filed := p.file(change...)
	p.act("registrar", filed.Number, petition.Register, petition.Fields{Kind: petition.Claim, Category: "other", Place: "990101"})
	return filed
}

func (p *portal) forwarded(change ...func(*casework.Filing)) casework.Filed {
	p.t.Helper()
	filed := p.registered(change...)
	p.act("registrar", filed.Number, petition.Forward, petition.Fields{Unit: "unit-a"})
	return filed
}

func (p *portal) accepted(change ...func(*casework.Filing)) casework.Filed {
	p.t.Helper()
	filed := p.forwarded(change...)
	p.act("handler-a", filed.Number, petition.Accept, petition.Fields{Procedure: petition.Ordinary})
	return filed
}

func (p *portal) replied(change ...func(*casework.Filing)) casework.Filed {
	p.t.Helper()
	filed := p.accepted(change...)
	p.act("handler-a", filed.Number, petition.Draft, petition.Fields{Items: answer()})
	p.act("head-a", filed.Number, petition.Approve, petition.Fields{})
	return filed
}

// answer supports the first of the usual two requests and explains the second.
func answer() []petition.Item {
	return []petition.Item{
		{Request: 1, Plain: "公司欠12人280,800元，必须付清。", Facts: "考勤表、工资表都对得上。", Basis: "《劳动合同法》第30条", Decision: petition.Support,
			Measure: "280,800元打到12人的工资卡。", By: clock.Date(2027, 2, 3)},
		{Request: 2, Plain: "公司按时付清，就不用另付赔偿金。", Facts: "已责令限期支付。", Basis: "《劳动合同法》第85条", Decision: petition.Explain},
	}
}
