package casework_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"sunlit/internal/casework"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
)

var ownPhone = identity.Contact{Field: identity.FieldPhone, Value: "13800001234"} // of the usual filing

// codeSent takes the newest one-time code out of the outbox, "" when none was really sent.
func (p *portal) codeSent() string {
	p.t.Helper()
	code := ""
	list, err := p.ClaimNotices(p.ctx(), time.Minute, 1000)
	p.fine(err)
	for _, n := range list {
		if n.Kind == "one-time-code" && n.Channel != "in-site" {
			code = n.Args["code"]
		}
		p.fine(p.NoticeDone(p.ctx(), n, nil, false))
	}
	return code
}

// signedIn signs somebody in by a code.
func (p *portal) signedIn(to identity.Contact) identity.Citizen {
	p.t.Helper()
	ask := identity.NewToken()
	p.fine(p.AskSignIn(p.ctx(), ask, to, "zh-CN"))
	got, err := p.EnterCode(p.ctx(), ask, p.codeSent(), "zh-CN")
	p.fine(err)
	who, err := p.Citizens().Citizen(p.ctx(), got.Session)
	p.fine(err)
	return who
}

func (p *portal) mine(who identity.Citizen) []string {
	p.t.Helper()
	list, err := p.Mine(p.ctx(), who, "zh-CN")
	p.fine(err)
	var numbers []string
	for _, o := range list {
		numbers = append(numbers, o.Number)
	}
	return numbers
}

func TestMyPetitionsAreThoseThatAreProvablyMine(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.file()
		others := p.file(func(in *casework.Filing) { in.Person.Phone = "13900005678" })
		who := p.signedIn(ownPhone)
		if list := p.mine(who); len(list) != 0 {
			p.t.Errorf("a phone alone opened %v", list) // safeguard 20: it proves a phone, it opens no petition
		}
		p.refused(p.AddToAccount(p.ctx(), who, others.Number, others.Code), fault.NotFound) // another's phone
		p.refused(p.AddToAccount(p.ctx(), who, others.Number, ""), fault.NotFound)
		p.refused(p.AddToAccount(p.ctx(), who, petition.NewNumber(), ""), fault.NotFound)
		p.fine(p.AddToAccount(p.ctx(), who, filed.Number, "")) // the phone was proved in this session
		if list := p.mine(who); !slices.Equal(list, []string{filed.Number}) {
			p.t.Errorf("listed %v", list)
		}
		p.refused(p.Owns(p.ctx(), who, others.Number), fault.NotFound)
		p.fine(p.TakeFromAccount(p.ctx(), who, filed.Number))
		p.fine(p.AddToAccount(p.ctx(), who, filed.Number, filed.Code))

		stranger := p.signedIn(identity.Contact{Field: identity.FieldPhone, Value: "13700009999"})
		p.refused(p.AddToAccount(p.ctx(), stranger, filed.Number, filed.Code), fault.NotFound) // the code is known, the phone is not his
		if list := p.mine(stranger); len(list) != 0 {
			p.t.Errorf("a stranger lists %v", list)
		}
	})
}

func TestALaterSessionNeedsTheCode(t *testing.T) {
	p := newPortal(t, sqlite(t))
	filed := p.file()
	who := p.signedIn(ownPhone)
	who.Since = who.Since.Add(time.Hour) // as if the phone had been proved in a session before
	p.refused(p.AddToAccount(p.ctx(), who, filed.Number, ""), fault.NotFound)
	p.fine(p.AddToAccount(p.ctx(), who, filed.Number, filed.Code))
}

func TestFilingWhileSignedInListsItUnlessAnonymous(t *testing.T) {
	each(t, func(p *portal) {
		who := p.signedIn(ownPhone)
		for _, kind := range []petition.Kind{petition.Report, petition.Suggestion} {
			p.file(func(in *casework.Filing) {
				in.Kind, in.Person, in.CitizenID = kind, identity.Person{Lang: "zh-CN"}, who.ID
			})
		}
		if list := p.mine(who); len(list) != 0 {
			p.t.Errorf("what was filed without a name is listed: %v", list)
		}
		filed := p.file(func(in *casework.Filing) {
			in.Person.Phone, in.CitizenID = "", who.ID
			in.Person.Address = "丙路1号"
		})
		if list := p.mine(who); !slices.Equal(list, []string{filed.Number}) {
			p.t.Errorf("listed %v", list)
		}
	})
}

func TestACaseOpensFromTheListAsByCode(t *testing.T) {
	p := newPortal(t, sqlite(t))
	filed := p.replied()
	who := p.signedIn(ownPhone)
	_, err := p.OpenMine(p.ctx(), who, filed.Number)
	p.refused(err, fault.NotFound)
	p.fine(p.AddToAccount(p.ctx(), who, filed.Number, ""))
	token, err := p.OpenMine(p.ctx(), who, filed.Number)
	p.fine(err)
	p.fine(p.UseSession(p.ctx(), token, filed.Number))
	list, err := p.Mine(p.ctx(), who, "zh-CN")
	p.fine(err)
	if o := list[0]; !o.Unread || !o.Open || o.Unit == nil || o.Unit.Code != "unit-a" || o.Stage != petition.Replied || o.Title == "" {
		t.Errorf("listed %+v", o)
	}
	p.fine(p.CloseAccount(p.ctx(), who))
	if len(p.mine(who)) != 0 {
		t.Error("a closed account lists petitions")
	}
	_, err = p.OpenCase(p.ctx(), filed.Number, filed.Code, "zh-CN")
	p.fine(err) // the petition is as it was
}

func TestANewQueryCodeReplacesTheOldOne(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.file(func(in *casework.Filing) { in.Person.Email = "zhang@example.org" })
		old, err := p.OpenSession(p.ctx(), filed.Number, filed.Code)
		p.fine(err)
		ask := identity.NewToken()
		p.fine(p.AskNewCode(p.ctx(), ask, filed.Number, ownPhone, "zh-CN"))
		got, err := p.EnterCode(p.ctx(), ask, p.codeSent(), "zh-CN")
		p.fine(err)
		if got.Number != filed.Number || petition.ParseCode(got.Code) == "" || got.Code == filed.Code {
			p.t.Fatalf("got %+v", got)
		}
		_, err = p.OpenCase(p.ctx(), filed.Number, filed.Code, "zh-CN")
		p.refused(err, fault.NotFound)
		p.refused(p.UseSession(p.ctx(), old, filed.Number), fault.NotFound)
		v, err := p.OpenCase(p.ctx(), filed.Number, got.Code, "zh-CN")
		p.fine(err)
		if v.Events[0].Verb != "new-code" || !strings.Contains(v.Events[0].Sentence, "查询码") || v.Version != 1 {
			p.t.Errorf("the petitioner sees %+v", v.Events[0])
		}
		told := map[string]bool{}
		list, err := p.ClaimNotices(p.ctx(), time.Minute, 100)
		p.fine(err)
		for _, n := range list {
			if n.Kind == "code-changed" {
				told[n.Channel] = true
			}
			if strings.Contains(n.Args["phone"]+n.To, got.Code) {
				p.t.Error("a message carries the code")
			}
		}
		if !told["sms"] || !told["mail"] {
			p.t.Errorf("told by %v", told)
		}
		p.agrees(filed.Number)
	})
}

// Whether number and phone belong together is told to nobody (safeguard A14).
func TestAskingForANewCodeTellsNothing(t *testing.T) {
	p := newPortal(t, sqlite(t))
	filed := p.file()
	p.codeSent()
	for number, to := range map[string]identity.Contact{filed.Number: {Field: identity.FieldPhone, Value: "13900005678"}, petition.NewNumber(): ownPhone} {
		ask := identity.NewToken()
		p.fine(p.AskNewCode(p.ctx(), ask, number, to, "zh-CN"))
		if asked, err := p.Asked(p.ctx(), ask); err != nil || asked.Purpose != identity.NewCode {
			t.Errorf("%+v %v", asked, err)
		}
		if code := p.codeSent(); code != "" {
			t.Error("somebody was sent a code")
		}
		_, err := p.EnterCode(p.ctx(), ask, "123456", "zh-CN")
		if f := p.refused(err, fault.KindInvalid); f.Fields["code"].Key != "account.error.wrong" {
			t.Errorf("told %s", complaints(err))
		}
	}
	// Three a day; a fourth looks as if it were sent.
	for range reissues {
		p.clock.Advance(time.Hour + time.Minute)
		ask := identity.NewToken()
		p.fine(p.AskNewCode(p.ctx(), ask, filed.Number, ownPhone, "zh-CN"))
		_, err := p.EnterCode(p.ctx(), ask, p.codeSent(), "zh-CN")
		p.fine(err)
	}
	p.clock.Advance(time.Hour + time.Minute)
	p.fine(p.AskNewCode(p.ctx(), identity.NewToken(), filed.Number, ownPhone, "zh-CN"))
	if p.codeSent() != "" {
		t.Error("a fourth new code in a day")
	}
}

const reissues = 3

// counted files as a clerk does at the counter.
func counted(in *casework.Filing) { in.Channel = petition.Visit }

func TestAtTheCounterActsThatGiveUpNeedAOneTimeCode(t *testing.T) {
	each(t, func(p *portal) {
		online, filed := p.file(), p.file(counted)
		p.own(online, petition.Withdraw, petition.Fields{})
		withdraw := petition.Command{Verb: petition.Withdraw}
		_, err := p.Own(p.ctx(), filed.Number, filed.Code, withdraw, "zh-CN")
		p.refused(err, fault.SecondFactor)
		p.own(filed, petition.Remind, petition.Fields{}) // nothing is given up

		token, err := p.OpenSession(p.ctx(), filed.Number, filed.Code)
		p.fine(err)
		owner := identity.HashToken(token)
		_, err = p.OwnAct(p.ctx(), filed.Number, owner, withdraw, "zh-CN")
		p.refused(err, fault.SecondFactor)
		field, err := p.AskProof(p.ctx(), filed.Number, owner, "zh-CN")
		p.fine(err)
		code := p.codeSent()
		if field != identity.FieldPhone || code == "" {
			p.t.Fatalf("sent by %s", field)
		}
		p.refused(p.EnterProof(p.ctx(), filed.Number, "somebody else's cookie", code), fault.KindInvalid)
		p.fine(p.EnterProof(p.ctx(), filed.Number, owner, code))
		p.refused(p.EnterProof(p.ctx(), filed.Number, owner, code), fault.KindInvalid)
		// It is bound to who proved it: the clerk's own look with the code stays without.
		_, err = p.Own(p.ctx(), filed.Number, filed.Code, withdraw, "zh-CN")
		p.refused(err, fault.SecondFactor)
		_, err = p.OwnAct(p.ctx(), filed.Number, owner, withdraw, "zh-CN")
		p.fine(err)

		second := p.file(counted)
		p.clock.Advance(time.Hour)
		_, err = p.AskProof(p.ctx(), second.Number, owner, "zh-CN")
		p.fine(err)
		p.fine(p.EnterProof(p.ctx(), second.Number, owner, p.codeSent()))
		p.clock.Advance(casework.ProofHolds + time.Second)
		_, err = p.OwnAct(p.ctx(), second.Number, owner, withdraw, "zh-CN")
		p.refused(err, fault.SecondFactor) // a quarter of an hour is over
	})
}

func TestANewCodeGivesCounterFilingsTheirOnlineRights(t *testing.T) {
	p := newPortal(t, sqlite(t))
	filed := p.file(counted)
	ask := identity.NewToken()
	p.fine(p.AskNewCode(p.ctx(), ask, filed.Number, ownPhone, "zh-CN"))
	got, err := p.EnterCode(p.ctx(), ask, p.codeSent(), "zh-CN")
	p.fine(err)
	_, err = p.Own(p.ctx(), filed.Number, got.Code, petition.Command{Verb: petition.Withdraw}, "zh-CN")
	p.fine(err) // no clerk has seen this code
}

func TestWithoutPhoneOrMailOnlyPaperIsLeft(t *testing.T) {
	p := newPortal(t, sqlite(t))
	filed := p.file(counted, func(in *casework.Filing) { in.Person.Phone, in.Person.Address = "", "丙路1号" })
	_, err := p.AskProof(p.ctx(), filed.Number, "owner", "zh-CN")
	p.refused(err, fault.NotNow)
	mail := p.file(counted, func(in *casework.Filing) { in.Person.Phone, in.Person.Email = "010-12345678", "a@b.cn" })
	field, err := p.AskProof(p.ctx(), mail.Number, "owner", "zh-CN")
	p.fine(err)
	if field != identity.FieldEmail || p.codeSent() == "" {
		t.Errorf("a landline takes no message; sent by %s", field)
	}
}

func TestNoticesFollowTheCitizensWishes(t *testing.T) {
	p := newPortal(t, sqlite(t))
	who := p.signedIn(ownPhone)
	p.fine(p.Citizens().SetNotices(p.ctx(), who, identity.FieldPhone, false, "zh-CN"))
	sent := func() (list []casework.Notice) {
		list, err := p.ClaimNotices(p.ctx(), time.Minute, 100)
		p.fine(err)
		for _, n := range list {
			p.fine(p.NoticeDone(p.ctx(), n, nil, false))
		}
		return list
	}
	p.file(func(in *casework.Filing) { in.Person.Email = "zhang@example.org" })
	if list := sent(); len(list) != 1 || list[0].Channel != "mail" {
		t.Errorf("sent %+v", list)
	}
	p.fine(p.Citizens().SetNotices(p.ctx(), who, identity.FieldPhone, true, "en"))
	p.file()
	if list := sent(); len(list) != 1 || list[0].Channel != "sms" || list[0].Lang != "en" {
		t.Errorf("sent %+v", list)
	}
	// A code that died on the way is not sent any more.
	p.fine(p.AskSignIn(p.ctx(), identity.NewToken(), ownPhone, "zh-CN"))
	p.clock.Advance(identity.CodeLives)
	if list := sent(); len(list) != 0 {
		t.Errorf("a dead code was sent: %+v", list)
	}
}

func TestTidyForgetsAccountsLeftovers(t *testing.T) {
	p := newPortal(t, sqlite(t))
	ask := identity.NewToken()
	p.fine(p.AskSignIn(p.ctx(), ask, ownPhone, "zh-CN"))
	p.clock.Advance(25 * time.Hour)
	p.fine(p.Tidy(p.ctx()))
	_, err := p.Asked(p.ctx(), ask)
	p.refused(err, fault.NotFound)
}

// Domain rulebook §10: no screen and no job lists a person's petitions. The look-ups that could are
// called from the citizen's own list and nowhere else.
func TestNobodyElseListsAPersonsPetitions(t *testing.T) {
	looks := regexp.MustCompile(`\.(CitizenPetitions|UnderAccount|SamePetitioner|Mine|Owns|OpenMine)\(`)
	mayCall := map[string]bool{"internal/casework/account.go": true, "internal/store/citizen.go": true,
		"internal/web/account_me.go": true, "internal/web/api_account.go": true}
	for _, folder := range []string{"../casework", "../store", "../web", "../job", "../identity", "../report", "../assist", "../../cmd/sunlit"} {
		files, err := filepath.Glob(folder + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			name := strings.TrimPrefix(filepath.Join("internal/casework", f), "")
			if strings.HasSuffix(f, "_test.go") || mayCall[name] {
				continue
			}
			text, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			if found := looks.FindString(string(text)); found != "" {
				t.Errorf("%s calls %s: only the citizen's own session may", name, found)
			}
		}
	}
	// And an official's session is none: without a citizen's account there is no list.
	p := newPortal(t, sqlite(t))
	p.file()
	if list := p.mine(identity.Citizen{ID: p.as("office").ID, Since: opening}); len(list) != 0 {
		t.Errorf("an official lists %v", list)
	}
}
