package web

import (
	"net/mail"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/go-playground/validator/v10"

	"sunlit/internal/casework"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
)

// filingInput is a filing as it arrives: the API's body, and what the filing
// pages collect before they submit.
type filingInput struct {
	Kind       string           `json:"kind" validate:"required,oneof=claim suggestion report unsure"`
	Title      string           `json:"title" validate:"min=6,max=40"`
	Narrative  string           `json:"narrative" validate:"min=10,max=5000"`
	Happened   string           `json:"happened" validate:"max=100"`
	Request    string           `json:"request"`
	Requests   []string         `json:"requests" validate:"min=1,max=20,dive,min=2,max=500"`
	Place      string           `json:"place" validate:"required"`
	Unit       string           `json:"unit"`
	About      []aboutInput     `json:"about" validate:"max=10,dive"`
	Petitioner *petitionerInput `json:"petitioner"`
	Agent      *agentInput      `json:"agent"`
	Joint      *jointInput      `json:"joint"`
	Publish    bool             `json:"publish"`
	Pledge     bool             `json:"pledge" validate:"required"`
	Evidence   []string         `json:"evidence" validate:"max=9"`
	Mailbox    string           `json:"mailbox" validate:"max=40"` // of a leader
	Call       string           `json:"call" validate:"max=40"`    // open call it answers
}

type aboutInput struct {
	Unit string `json:"unit" validate:"max=64"`
	Name string `json:"name" validate:"max=100"`
	Role string `json:"role" validate:"max=100"`
}

type petitionerInput struct {
	Name    string `json:"name" validate:"required,max=50"`
	Phone   string `json:"phone" validate:"omitempty,phone"`
	Address string `json:"address" validate:"max=200"`
	Email   string `json:"email" validate:"omitempty,mailbox"`
	Hide    bool   `json:"hide"`

	Organisation bool   `json:"organisation"` // name is the organisation's
	Contact      string `json:"contact" validate:"max=50"`
}

// agentInput is who acts for the petitioner; mandate is the upload of the written one.
type agentInput struct {
	Name     string `json:"name" validate:"required,max=50"`
	Phone    string `json:"phone" validate:"omitempty,phone"`
	Relation string `json:"relation" validate:"max=50"`
	Mandate  string `json:"mandate"`
	Notify   bool   `json:"notify"`
}

// jointInput is several people on one matter, the petitioner included; who
// names no representatives is the only one.
type jointInput struct {
	People          int                   `json:"people"`
	Representatives []representativeInput `json:"representatives" validate:"dive"`
}

type representativeInput struct {
	Name  string `json:"name" validate:"required,max=50"`
	Phone string `json:"phone" validate:"omitempty,phone"`
}

// shape is the one validator: shape only, names as in JSON. Rules of state live in petition.
var shape = sync.OnceValue(func() *validator.Validate {
	v := validator.New(validator.WithRequiredStructEnabled())
	v.RegisterTagNameFunc(jsonName)
	must(v.RegisterValidation("phone", func(f validator.FieldLevel) bool { return phone.MatchString(f.Field().String()) }))
	must(v.RegisterValidation("mailbox", func(f validator.FieldLevel) bool {
		a, err := mail.ParseAddress(f.Field().String())
		return err == nil && a.Address == f.Field().String() && strings.Contains(a.Address[strings.LastIndex(a.Address, "@"):], ".")
	}))
	return v
})

// phone takes mobiles, landlines with area code, 400 numbers, and numbers from abroad.
var phone = regexp.MustCompile(`^(1\d{10}|0\d{9,11}|400\d{7}|\+\d{8,15})$`)

// complaints maps what validator says to what a person reads; dives share one.
var complaints = map[string]string{
	"kind required": "error.choose_kind", "kind oneof": "error.choose_kind", "title min": "error.title_short", "title max": "error.title_long",
	"narrative min": "error.narrative_short", "narrative max": "error.narrative_long", "requests min": "error.request_short", "requests max": "error.requests_many",
	"requests. min": "error.request_short", "requests. max": "error.request_long", "place required": "error.place_needed", "about max": "error.about_many",
	"petitioner.name required": "error.name_needed", "petitioner.name max": "error.name_long", "petitioner.phone phone": "error.phone_wrong",
	"joint.representatives.name required": "error.name_needed", "joint.representatives.name max": "error.name_long", "joint.representatives.phone phone": "error.phone_wrong",
	"petitioner.email mailbox": "error.email_wrong", "petitioner.address max": "error.address_long", "agent.name required": "error.name_needed",
	"agent.name max": "error.name_long", "agent.phone phone": "error.phone_wrong", "petitioner.contact max": "error.name_long",
	"agent.relation max": "error.length_max", "pledge required": "error.pledge_needed",
	"evidence max": "error.evidence_count",
}

// normalise mends what people type without meaning it: full-width digits,
// spaces, invisible characters; the wording stays.
func (in *filingInput) normalise() {
	in.Kind, in.Place, in.Unit = petition.Line(in.Kind), petition.Line(in.Place), petition.Line(in.Unit)
	in.Mailbox, in.Call = petition.Line(in.Mailbox), petition.Line(in.Call)
	in.Title, in.Narrative, in.Happened = petition.Line(in.Title), petition.Prose(in.Narrative), petition.Line(in.Happened)
	if in.Request != "" {
		in.Requests = append([]string{in.Request}, in.Requests...)
		in.Request = ""
	}
	for i := range in.Requests {
		in.Requests[i] = petition.Prose(in.Requests[i])
	}
	for i := range in.About {
		a := &in.About[i]
		a.Unit, a.Name, a.Role = petition.Line(a.Unit), petition.Line(a.Name), petition.Line(a.Role)
	}
	if p := in.Petitioner; p != nil {
		p.Name, p.Phone, p.Address, p.Email = petition.Line(p.Name), petition.Digits(p.Phone), petition.Line(p.Address), petition.Line(p.Email)
	}
	if a := in.Agent; a != nil {
		a.Name, a.Phone, a.Relation = petition.Line(a.Name), petition.Digits(a.Phone), petition.Line(a.Relation)
		a.Mandate = petition.Line(a.Mandate)
		if a.Mandate != "" && !slices.Contains(in.Evidence, a.Mandate) {
			in.Evidence = append(in.Evidence, a.Mandate)
		}
	}
	if j := in.Joint; j != nil {
		for i := range j.Representatives {
			r := &j.Representatives[i]
			r.Name, r.Phone = petition.Line(r.Name), petition.Digits(r.Phone)
		}
	}
}

// check answers the fields to mend, or nil.
func (in *filingInput) check(heads petition.Heads) error {
	bad := in.misshapen()
	in.checkPerson(bad)
	in.checkOthers(bad, heads)
	return bad.OrNil()
}

// misshapen are the fields whose shape is wrong, whoever files.
func (in *filingInput) misshapen() *fault.Error {
	bad := fault.Invalid()
	if err := shape().Struct(in); err != nil {
		for _, e := range err.(validator.ValidationErrors) { //nolint:errorlint // validator documents this type
			in.complain(bad, e)
		}
	}
	return bad
}

// checkPerson: suggestions and reports may be anonymous (Art. 29, 30); whoever
// gives a name gives one way to be reached.
func (in *filingInput) checkPerson(bad *fault.Error) {
	anonymous := in.Kind == string(petition.Suggestion) || in.Kind == string(petition.Report)
	switch p := in.Petitioner; {
	case p == nil && !anonymous:
		bad.Field("petitioner.name", "error.name_needed").Field("petitioner.phone", "error.contact_needed")
	case p != nil && p.Phone == "" && p.Address == "" && p.Email == "":
		bad.Field("petitioner.phone", "error.contact_needed")
	}
}

// checkOthers: several people let at most five speak for them (Art. 20); an
// organisation names whom to speak to; notices need a telephone to go to.
func (in *filingInput) checkOthers(bad *fault.Error, heads petition.Heads) {
	if j := in.Joint; j != nil {
		switch n := len(j.Representatives); {
		case n > heads.Representatives:
			bad.Field("joint.representatives", "channel.error.representatives_many", "limit", heads.Representatives, "n", n)
		case n > j.People && j.People > 1:
			bad.Field("joint.people", "channel.error.people_fewer", "n", n)
		}
		if j.People < 2 || j.People > heads.Signers {
			bad.Field("joint.people", "channel.error.people_range", "limit", heads.Signers)
		}
		if in.Petitioner == nil {
			bad.Field("petitioner.name", "error.name_needed")
		}
	}
	if p := in.Petitioner; p != nil && p.Organisation && p.Contact == "" {
		bad.Field("petitioner.contact", "channel.error.organisation_contact")
	}
	if a := in.Agent; a != nil && a.Notify && a.Phone == "" {
		bad.Field("agent.phone", "channel.error.agent_phone")
	}
	if in.Agent != nil && in.Petitioner == nil {
		bad.Field("petitioner.name", "error.name_needed")
	}
}

func (in *filingInput) complain(bad *fault.Error, e validator.FieldError) {
	name := dotted(e.Namespace())
	key, ok := complaints[listOf(name)+" "+e.Tag()]
	if !ok {
		bad.Field(name, "error.length_max", "max", e.Param())
		return
	}
	over := 0
	if text, isText := e.Value().(string); isText && e.Tag() == "max" {
		limit, _ := strconv.Atoi(e.Param())
		over = petition.Runes(text) - limit
	}
	bad.Field(name, key, "over", over, "limit", e.Param())
}

// filing turns a checked input into what casework files.
func (in *filingInput) filing() casework.Filing {
	f := casework.Filing{Role: petition.Citizen, Actor: petition.Actor{Roles: []petition.Role{petition.Citizen}}, Evidence: in.Evidence}
	f.Filing = petition.Filing{Channel: petition.Online, Kind: petition.Kind(in.Kind), Title: in.Title, Narrative: in.Narrative, Happened: in.Happened,
		Place: in.Place, Unit: in.Unit, Publish: in.Publish, Mailbox: in.Mailbox, Call: in.Call}
	for i, text := range in.Requests {
		f.Filing.Requests = append(f.Filing.Requests, petition.Request{No: i + 1, Text: text})
	}
	for _, a := range in.About {
		if a.Unit != "" {
			f.About = append(f.About, a.Unit)
		}
		if who := strings.TrimSpace(a.Name + " " + a.Role); who != "" {
			f.AboutPeople = append(f.AboutPeople, who)
		}
	}
	if p := in.Petitioner; p != nil {
		f.Person = identity.Person{Name: p.Name, Phone: p.Phone, Address: p.Address, Email: p.Email, Hide: p.Hide, Contact: p.Contact}
		f.Organisation = p.Organisation
	}
	in.others(&f)
	return f
}

// others adds who acts for the petitioner and who stands behind him: names are
// sealed, the petition itself only counts heads.
func (in *filingInput) others(f *casework.Filing) {
	if a := in.Agent; a != nil {
		f.Person.Agent = &identity.Agent{Name: a.Name, Phone: a.Phone, Relation: a.Relation, Mandate: a.Mandate, Notify: a.Notify}
		f.Filing.Agent = true
	}
	if j := in.Joint; j != nil {
		for _, r := range j.Representatives {
			f.Person.Representatives = append(f.Person.Representatives, identity.Agent{Name: r.Name, Phone: r.Phone})
		}
		f.Filing.Joint = &petition.Group{Representatives: max(1, len(j.Representatives)), Signers: j.People}
	}
}

// dotted turns validator's "filingInput.requests[0]" into "requests.0".
func dotted(namespace string) string {
	_, name, _ := strings.Cut(namespace, ".")
	return strings.NewReplacer("[", ".", "]", "").Replace(name)
}

// listOf turns "requests.0" into "requests." and "about.0.name" into
// "about.name", the keys of an element's complaints.
func listOf(name string) string {
	return strings.TrimSuffix(position.ReplaceAllString(name+".", "."), ".") + map[bool]string{true: "."}[lastPosition.MatchString(name)]
}

var (
	position     = regexp.MustCompile(`\.\d+\.`)
	lastPosition = regexp.MustCompile(`\.\d+$`)
)

func must(err error) {
	if err != nil {
		panic(err)
	}
}
