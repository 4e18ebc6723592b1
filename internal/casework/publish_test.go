package casework_test

import (
	"slices"
	"strings"
	"testing"

	"sunlit/internal/casework"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
	"sunlit/internal/redact"
	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

// solved is a matter that ended with the petitioner's consent; its story names people and numbers.
func (p *portal) solved() casework.Filed {
	p.t.Helper()
	filed := p.replied(func(in *casework.Filing) {
		in.Person.Name = "石榴花"
		in.Filing.Publish = true
		in.Filing.Narrative = "我叫石榴花，电话13800001234，身份证号110101199003074557。包工头王建国在人民路工地，家住阳光花园3栋2单元501室，车牌湘A12345。石榴花多次去找。"
	})
	p.act("handler-a", filed.Number, petition.Serve, petition.Fields{How: "当面", ServedOn: p.Today()})
	p.own(filed, petition.Solved, petition.Fields{})
	return filed
}

// public lets a solved matter out.
func (p *portal) public() casework.Filed {
	p.t.Helper()
	filed := p.solved()
	v, err := p.Publication(p.ctx(), p.as("office"), filed.Number)
	p.fine(err)
	p.act("office", filed.Number, petition.Publish, petition.Fields{Opening: &v.Proposal, Confirmed: true})
	p.act("office-2", filed.Number, petition.Approve, petition.Fields{})
	return filed
}

func TestNothingPersonalIsProposedForThePublic(t *testing.T) {
	p := newPortal(t, sqlite(t))
	filed := p.solved()
	v, err := p.Publication(p.ctx(), p.as("office"), filed.Number)
	p.fine(err)
	all := v.Proposal.Title + v.Proposal.Facts + v.Proposal.Request + v.Proposal.Course + v.Proposal.Result
	for _, secret := range []string{"石榴花", "王建国", "13800001234", "110101199003074557", "501", "A12345"} {
		if strings.Contains(all, secret) {
			t.Errorf("%s would be public: %s", secret, all)
		}
		if !strings.Contains(v.Original.Facts, secret) {
			t.Errorf("%s is not in the original", secret)
		}
	}
	for _, kind := range []redact.Kind{redact.Name, redact.Phone, redact.Identity, redact.Address, redact.Plate} {
		if !slices.ContainsFunc(v.Finds, func(f casework.FindView) bool { return f.Kind == kind }) {
			t.Errorf("no %s among %+v", kind, v.Finds)
		}
	}
	for _, text := range []string{v.Proposal.Request, v.Proposal.Course, v.Proposal.Result} {
		if text == "" {
			t.Errorf("an opening is empty: %+v", v.Proposal)
		}
	}
	slip := v.Proposal
	slip.Facts += "石 榴 花 110101199003074557"
	_, err = p.try("office", filed.Number, petition.Publish, petition.Fields{Opening: &slip, Confirmed: true})
	if f := p.refused(err, fault.KindInvalid); f.Fields["opening.facts"].Key != "error.opening_personal" {
		t.Errorf("complaints: %s", complaints(err))
	}
	_, err = p.try("office", filed.Number, petition.Publish, petition.Fields{Opening: &v.Proposal})
	if f := p.refused(err, fault.KindInvalid); f.Fields["confirmed"].Key == "" {
		t.Errorf("published unread: %s", complaints(err))
	}
	_, err = p.Publication(p.ctx(), p.as("handler-a"), filed.Number)
	p.refused(err, fault.NotNow)
	_, err = p.Publication(p.ctx(), p.as("handler-b"), filed.Number)
	p.refused(err, fault.NotFound)
}

func TestAMatterIsPublicOnceTwoPeopleSaidSo(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.solved()
		_, _, err := p.PublishedMatter(p.ctx(), filed.Number, "zh-CN")
		p.refused(err, fault.NotFound)
		waits, err := p.ToPublish(p.ctx(), p.as("office"), "zh-CN")
		p.fine(err)
		if len(waits) != 1 || waits[0].Number != filed.Number || waits[0].Waiting {
			p.t.Fatalf("waiting: %+v", waits)
		}
		before, err := p.PublishedMark(p.ctx())
		p.fine(err)
		v, err := p.Publication(p.ctx(), p.as("office"), filed.Number)
		p.fine(err)
		p.act("office", filed.Number, petition.Publish, petition.Fields{Opening: &v.Proposal, Confirmed: true})
		_, _, err = p.PublishedMatter(p.ctx(), filed.Number, "zh-CN")
		p.refused(err, fault.NotFound)
		_, err = p.try("office", filed.Number, petition.Approve, petition.Fields{})
		p.refused(err, fault.NotNow)
		waits, err = p.ToPublish(p.ctx(), p.as("office-2"), "zh-CN")
		p.fine(err)
		if len(waits) != 1 || !waits[0].Waiting || waits[0].Mine {
			p.t.Fatalf("waiting: %+v", waits)
		}
		p.act("office-2", filed.Number, petition.Approve, petition.Fields{})
		m, gone, err := p.PublishedMatter(p.ctx(), filed.Number, "zh-CN")
		p.fine(err)
		if gone != nil || m.Facts != v.Proposal.Facts || m.Unit.Code != "unit-a" || m.Edition != 1 {
			p.t.Fatalf("public: %+v, %+v", m, gone)
		}
		after, err := p.PublishedMark(p.ctx())
		p.fine(err)
		if after == before {
			p.t.Error("the mark stayed")
		}
		page, err := p.Published(p.ctx(), casework.PublishedAsk{Text: "拖欠 工人", Category: "other"}, "zh-CN")
		p.fine(err)
		if len(page.Items) != 1 {
			p.t.Errorf("found %+v", page.Items)
		}
		alike, err := p.Similar(p.ctx(), "工地拖欠我们十个工人的工资", "zh-CN")
		p.fine(err)
		if len(alike) != 1 {
			p.t.Errorf("alike: %+v", alike)
		}
		if strange, err := p.Similar(p.ctx(), "路灯坏了没人修", "zh-CN"); err != nil || len(strange) != 0 {
			p.t.Errorf("alike: %+v, %v", strange, err)
		}
		p.agrees(filed.Number)
	})
}

func TestTakenDownItSaysWhenAndWhy(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.public()
		p.act("office", filed.Number, petition.Unpublish, petition.Fields{Reasons: "更正事实"})
		_, gone, err := p.PublishedMatter(p.ctx(), filed.Number, "zh-CN")
		p.fine(err)
		if gone == nil || gone.Reason != "更正事实" || gone.Withdrawn {
			p.t.Fatalf("left is %+v", gone)
		}
		page, err := p.Published(p.ctx(), casework.PublishedAsk{}, "zh-CN")
		p.fine(err)
		if len(page.Items) != 0 {
			p.t.Errorf("listed: %+v", page.Items)
		}
		again := p.public()
		no := false
		p.own(again, petition.PublishConsent, petition.Fields{Publish: &no})
		_, gone, err = p.PublishedMatter(p.ctx(), again.Number, "zh-CN")
		p.fine(err)
		if gone == nil || !gone.Withdrawn {
			p.t.Fatalf("left is %+v", gone)
		}
	})
}

// Whatever became of the tables, they are written anew as the events have them: texts, tombstones, order and index.
func TestPublishedMattersAreRebuiltFromTheirEvents(t *testing.T) {
	storetest.EachURL(t, func(t *testing.T, s *store.Store, databaseURL string) {
		p := newPortal(t, s)
		h := &hand{t: t, raw: storetest.Raw(t, databaseURL), sqlite: s.Engine() == "sqlite"}
		var public []casework.Filed
		for range 3 {
			public = append(public, p.public())
			p.pass(1)
		}
		p.solved() // never public
		p.act("office", public[1].Number, petition.Unpublish, petition.Fields{Reasons: "更正事实"})
		listed := func(text string) []string {
			page, err := p.Published(p.ctx(), casework.PublishedAsk{Text: text}, "zh-CN")
			p.fine(err)
			var all []string
			for _, it := range page.Items {
				all = append(all, it.Number+it.Title+it.Summary+it.Result.Name)
			}
			return all
		}
		before, counted := listed("工资"), h.texts("SELECT gram, n FROM search_grams WHERE n > 0 ORDER BY gram")
		if len(before) != 2 || len(counted) == 0 {
			t.Fatalf("public are %q", before)
		}
		h.must("DELETE FROM published WHERE number = '" + public[0].Number + "'")
		h.must("UPDATE published SET title = '改过的', published_on = '2020-01-01' WHERE number = '" + public[2].Number + "'")
		h.must("DELETE FROM search_grams")
		if found := p.rowsAudited(); len(found) != 2 || found[0].Place != "published" || found[0].Wrong != casework.Missing || found[1].Detail != "title, published_on" {
			t.Errorf("found %v", found)
		}
		n, err := p.RebuildPublished(p.ctx())
		p.fine(err)
		if after := listed("工资"); n != 3 || !slices.Equal(after, before) {
			t.Errorf("%d written anew: %q, want %q", n, after, before)
		}
		if after := h.texts("SELECT gram, n FROM search_grams WHERE n > 0 ORDER BY gram"); !slices.EqualFunc(after, counted, slices.Equal) {
			t.Errorf("%d pieces counted, want %d", len(after), len(counted))
		}
		_, gone, err := p.PublishedMatter(p.ctx(), public[1].Number, "zh-CN")
		p.fine(err)
		if gone == nil || gone.Reason != "更正事实" {
			t.Errorf("left is %+v", gone)
		}
		p.untouched("after the rebuild")
	})
}
