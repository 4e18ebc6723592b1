package web

import (
	"net/mail"
	"regexp"
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
	Joint      *jointInput      `json:"joint" validate:"isdefault"`
	Publish    bool             `json:"publish"`
	Pledge     bool             `json:"pledge" validate:"required"`
	Evidence   []string         `json:"evidence" validate:"max=9"`
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
}

type agentInput struct {
	Name     string `json:"name" validate:"required,max=50"`
	Phone    string `json:"phone" validate:"omitempty,phone"`
	Relation string `json:"relation" validate:"max=50"`
}

type jointInput struct {
	People          int          `json:"people"`
	Representatives []agentInput `json:"representatives"`
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
	"petitioner.email mailbox": "error.email_wrong", "petitioner.address max": "error.address_long", "agent.name required": "error.name_needed",
	"agent.name max": "error.name_long", "agent.phone phone": "error.phone_wrong", "joint isdefault": "error.joint_later", "pledge required": "error.pledge_needed",
	"evidence max": "error.evidence_count",
}

// normalise mends what people type without meaning it: full-width digits,
// spaces, invisible characters; the wording stays.
func (in *filingInput) normalise() {
	in.Kind, in.Place, in.Unit = petition.Line(in.Kind), petition.Line(in.Place), petition.Line(in.Unit)
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
	}
}

// check answers the fields to mend, or nil. Suggestions and reports may be
// anonymous; whoever gives a name gives one way to be reached.
func (in *filingInput) check() error {
	bad := fault.Invalid()
	if err := shape().Struct(in); err != nil {
		for _, e := range err.(validator.ValidationErrors) { //nolint:errorlint // validator documents this type
			in.complain(bad, e)
		}
	}
	anonymous := in.Kind == string(petition.Suggestion) || in.Kind == string(petition.Report)
	switch p := in.Petitioner; {
	case p == nil && !anonymous:
		bad.Field("petitioner.name", "error.name_needed").Field("petitioner.phone", "error.contact_needed")
	case p != nil && p.Phone == "" && p.Address == "" && p.Email == "":
		bad.Field("petitioner.phone", "error.contact_needed")
	}
	return bad.OrNil()
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
		Place: in.Place, Unit: in.Unit, Publish: in.Publish}
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
		f.Person = identity.Person{Name: p.Name, Phone: p.Phone, Address: p.Address, Email: p.Email, Hide: p.Hide}
	}
	if a := in.Agent; a != nil {
		f.Person.Agent = &identity.Agent{Name: a.Name, Phone: a.Phone, Relation: a.Relation}
	}
	return f
}

// dotted turns validator's "filingInput.requests[0]" into "requests.0".
func dotted(namespace string) string {
	_, name, _ := strings.Cut(namespace, ".")
	return strings.NewReplacer("[", ".", "]", "").Replace(name)
}

// listOf turns "requests.0" into "requests.", the key of an element's complaints.
func listOf(name string) string {
	head, last, ok := strings.Cut(name, ".")
	if _, err := strconv.Atoi(last); ok && err == nil {
		return head + "."
	}
	return name
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}
