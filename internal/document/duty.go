package document

import (
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// Supervision presses a unit that breaks a rule: which duty, what to do, by when, how to answer.
type Supervision struct {
	Duty     string
	Action   string
	By       clock.Day
	AnswerTo string // how the unit answers
}

func (Supervision) kind() petition.DocumentKind { return petition.PaperSupervision }

func (c Supervision) check(_ Paper, e *fault.Error) {
	need := needs{e}
	need.text("duty", c.Duty)
	need.text("action", c.Action)
	need.day("by", c.By)
	need.text("answerTo", c.AnswerTo)
}

func (c Supervision) write(d *draft) {
	d.text(d.say("supervision.text", "received", d.date(d.paper.ReceivedOn), "summary", phrase(d.paper.Summary),
		"number", d.number(), "basis", d.basis()))
	d.field("label.duty", d.sentence(c.Duty))
	d.field("label.action", d.sentence(c.Action))
	d.field("label.by", d.say("supervision.by", "by", c.By))
	d.field("label.answer_to", d.sentence(c.AnswerTo))
	d.text(d.say("supervision.rest"))
}

// SupervisionAnswer is a unit's answer to a supervision letter (Art. 40).
type SupervisionAnswer struct {
	Letter Issued
	Text   string
	By     clock.Day // until when what is still open is done
}

func (SupervisionAnswer) kind() petition.DocumentKind { return petition.PaperSupervisionAnswer }

func (c SupervisionAnswer) check(_ Paper, e *fault.Error) {
	need := needs{e}
	need.text("letter.number", c.Letter.Number)
	need.text("text", c.Text)
}

func (c SupervisionAnswer) write(d *draft) {
	d.lead(d.say("supervision_answer.text", "number", c.Letter.Number, "subject", d.subject(), "basis", d.basis()))
	d.text(d.sentence(c.Text))
	if !c.By.IsZero() {
		d.field("label.by", d.say("acceptance.due", "by", c.By))
	}
	d.text(d.say("supervision_answer.rest"))
}

// Advice is one of the three kinds of advice the office gives a unit: improve work, improve policy,
// hold to account (Art. 40).
type Advice struct {
	Sort     string // work, policy or account
	Text     string
	AnswerBy clock.Day
}

func (Advice) kind() petition.DocumentKind { return petition.PaperAdvice }

var adviceSorts = []string{"work", "policy", "account"}

func (c Advice) check(_ Paper, e *fault.Error) {
	need := needs{e}
	need.oneOf("sort", c.Sort, adviceSorts)
	need.text("text", c.Text)
	need.day("answerBy", c.AnswerBy)
}

func (c Advice) write(d *draft) {
	d.lead(d.say("advice.text", "subject", d.subject(), "basis", d.basis(), "sort", d.strong(string(d.say("advice.sort_"+c.Sort)))))
	d.text(d.sentence(c.Text))
	d.field("label.answer_by", d.say("acceptance.due", "by", c.AnswerBy))
	d.text(d.say("advice.rest"))
}

// AdviceAnswer says whether a unit adopts an advice, and why not (Art. 40).
type AdviceAnswer struct {
	Advice   Issued
	Decision petition.Decision // adopt, adopt_part or not_adopt
	Text     string
}

func (AdviceAnswer) kind() petition.DocumentKind { return petition.PaperAdviceAnswer }

func (c AdviceAnswer) check(_ Paper, e *fault.Error) {
	need := needs{e}
	need.text("advice.number", c.Advice.Number)
	need.oneOf("decision", string(c.Decision), []string{string(petition.Adopt), string(petition.AdoptPart), string(petition.NotAdopt)})
	need.text("text", c.Text)
}

func (c AdviceAnswer) write(d *draft) {
	d.lead(d.say("advice_answer.text", "number", c.Advice.Number, "subject", d.subject(), "basis", d.basis(),
		"decision", d.strong(string(d.say("decision."+string(c.Decision))))))
	d.text(d.sentence(c.Text))
}

// CallToAccount is what the joint conference does about a unit that neglects its duty: a talk, a
// notice to all, or a place on the list of supervised matters (Art. 39).
type CallToAccount struct {
	Measure string // talk, notice or listed
	Text    string
	By      clock.Day // until when things are put right; may be open
}

func (CallToAccount) kind() petition.DocumentKind { return petition.PaperCallToAccount }

func (c CallToAccount) title() string { return "title.account_" + c.Measure }

func (c CallToAccount) check(_ Paper, e *fault.Error) {
	need := needs{e}
	need.oneOf("measure", c.Measure, []string{"talk", "notice", "listed"})
	need.text("text", c.Text)
}

func (c CallToAccount) write(d *draft) {
	d.lead(d.say("account.text", "subject", d.subject(), "basis", d.basis(), "measure", d.strong(string(d.say("account."+c.Measure)))))
	d.text(d.sentence(c.Text))
	if !c.By.IsZero() {
		d.field("label.put_right", d.say("acceptance.due", "by", c.By))
	}
	d.text(d.say("account.rest"))
}

// DisciplineFeedback tells who reported misconduct what came of it. Title and opening are neutral,
// like those of the SealNotice (Art. 30).
type DisciplineFeedback struct{ Text string }

func (DisciplineFeedback) kind() petition.DocumentKind { return petition.PaperDisciplineFeedback }

func (c DisciplineFeedback) check(_ Paper, e *fault.Error) { needs{e}.text("text", c.Text) }

func (c DisciplineFeedback) write(d *draft) {
	d.lead(d.say("feedback.text", "received", d.date(d.paper.ReceivedOn), "number", d.number(), "basis", d.basis()))
	d.text(d.sentence(c.Text))
	d.text(d.say("feedback.rest"))
}

// UrgentReport tells leaders and the competent body at once of danger to life or health (Art. 25).
type UrgentReport struct {
	Danger string
	Found  time.Time
	Place  string
	Unit   string // who handles the matter; may not be known yet
}

func (UrgentReport) kind() petition.DocumentKind { return petition.PaperUrgentReport }

func (c UrgentReport) check(_ Paper, e *fault.Error) {
	needs{e}.text("danger", c.Danger)
	if c.Found.IsZero() {
		e.Field("found", missing)
	}
}

func (c UrgentReport) write(d *draft) {
	d.text(d.say("urgent.text", "subject", d.subject(), "basis", d.basis()))
	d.field("label.danger", d.sentence(c.Danger))
	d.field("label.found", said(locale.Time(d.paper.Lang, c.Found)))
	d.field("label.place", said(clean(c.Place)))
	d.field("label.unit", said(clean(c.Unit)))
	d.text(d.strong(string(d.say("urgent.ask"))))
	d.text(d.say("urgent.rest"))
}
