package document

import (
	"strings"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// Meeting is when and where people come together.
type Meeting struct {
	On    clock.Day
	Time  string // such as 14:30; may be open
	Place string
}

func (m Meeting) check(need needs) {
	need.day("on", m.On)
	need.text("where", m.Place)
}

func (d *draft) meeting(m Meeting) {
	when := d.say("meeting.on", "on", m.On)
	if clean(m.Time) != "" {
		when = d.say("meeting.at", "on", m.On, "time", m.Time)
	}
	d.field("label.when", when)
	d.field("label.where", said(clean(m.Place)))
}

// Invitation asks the petitioner to talk, or both sides to a mediation (Art. 33). It says in bold
// that nobody has to come.
type Invitation struct {
	Meeting
	About        string
	Participants string
	Mediation    bool
}

func (Invitation) kind() petition.DocumentKind { return petition.PaperInvitation }

func (c Invitation) check(_ Paper, e *fault.Error) { c.Meeting.check(needs{e}) }

func (c Invitation) title() string {
	if c.Mediation {
		return "title.mediation"
	}
	return "title.invitation"
}

func (c Invitation) write(d *draft) {
	key := "invitation.text"
	if c.Mediation {
		key = "invitation.mediation"
	}
	d.text(d.say(key, "matter", d.matter(), "basis", d.basis()))
	d.meeting(c.Meeting)
	d.field("label.participants", said(clean(c.Participants)))
	d.field("label.about", d.sentence(c.About))
	d.text(d.strong(string(d.say("invitation.free"))))
	d.text(d.say("invitation.rest", "phone", d.paper.Contact.Phone))
}

// HearingNotice calls to a hearing: at least LeadDays ahead, with who takes part and whether it is
// open to the public (row 20).
type HearingNotice struct {
	Meeting
	Participants string
	Public       bool
	About        string
	LeadDays     int // how many days ahead the rules want it
}

func (HearingNotice) kind() petition.DocumentKind { return petition.PaperHearingNotice }

func (c HearingNotice) check(p Paper, e *fault.Error) {
	need := needs{e}
	c.Meeting.check(need)
	need.text("participants", c.Participants)
	need.positive("leadDays", c.LeadDays)
	if !c.On.IsZero() && c.On.Sub(p.IssuedOn) < c.LeadDays {
		e.Field("on", "paper.fault.soon", "days", c.LeadDays)
	}
}

func (c HearingNotice) write(d *draft) {
	d.text(d.say("hearing.text", "matter", d.matter(), "basis", d.basis()))
	d.meeting(c.Meeting)
	d.field("label.participants", said(clean(c.Participants)))
	public := "hearing.closed"
	if c.Public {
		public = "hearing.public"
	}
	d.field("label.public", d.say(public))
	d.field("label.about", d.sentence(c.About))
	d.text(d.say("hearing.rights"))
	d.text(d.say("hearing.rest", "phone", d.paper.Contact.Phone))
}

// HearingRecord says what was said at a hearing.
type HearingRecord struct {
	On           clock.Day
	Participants string
	Record       string
}

func (HearingRecord) kind() petition.DocumentKind { return petition.PaperHearingRecord }

func (c HearingRecord) check(_ Paper, e *fault.Error) {
	need := needs{e}
	need.day("on", c.On)
	need.text("record", c.Record)
}

func (c HearingRecord) write(d *draft) {
	d.lead(d.say("hearing_record.text", "matter", d.matter(), "basis", d.basis(), "on", d.date(c.On)))
	d.field("label.participants", said(clean(c.Participants)))
	d.text(d.sentence(c.Record))
	d.text(d.say("hearing_record.rest"))
	d.signatures("sign.petitioner", "sign.chair")
}

// MediationAgreement is what both sides agreed on of their own will (Art. 33).
type MediationAgreement struct {
	Participants string
	Terms        string
	By           clock.Day // until when it is carried out; may be open
}

func (MediationAgreement) kind() petition.DocumentKind { return petition.PaperMediationAgreement }

func (c MediationAgreement) check(_ Paper, e *fault.Error) { needs{e}.text("terms", c.Terms) }

func (c MediationAgreement) write(d *draft) {
	d.lead(d.say("mediation.text", "matter", d.matter(), "basis", d.basis()))
	d.field("label.participants", said(clean(c.Participants)))
	d.text(d.sentence(c.Terms))
	if !c.By.IsZero() {
		d.field("label.by", d.say("acceptance.due", "by", c.By))
	}
	d.text(d.say("mediation.rest"))
	d.signatures("sign.petitioner", "sign.other")
}

// signatures adds lines to sign on by hand, each with room for the date.
func (d *draft) signatures(keys ...string) {
	for i, key := range keys {
		st := style{size: d.set.size, lead: d.set.lead + 8, color: ink, indent: 2, keepNext: i+1 < len(keys)}
		if i == 0 {
			st.before = 8
		}
		d.para(d.say("sign.line", "who", d.say(key), "blank", strings.Repeat("_", 12), "date", strings.Repeat("_", 8)), st)
	}
}
