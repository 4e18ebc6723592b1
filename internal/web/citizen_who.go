package web

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"sunlit/internal/evidence"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// Who files: one person, several, an organisation; himself or through an
// agent. What was not chosen is not asked, also without a script.
const (
	whoMe   = "me"
	whoMany = "many"
	whoOrg  = "organisation"
	toAgent = "agent" // notices go to who acts for the petitioner
)

// whoDraft is what the contact screen asks beyond name and contact.
type whoDraft struct {
	Who      string `json:"who,omitempty"`
	People   string `json:"people,omitempty"`
	Reps     string `json:"reps,omitempty"` // a line each: name and telephone
	Contact  string `json:"contact,omitempty"`
	Agent    bool   `json:"agent,omitempty"`
	Name     string `json:"name,omitempty"` // of the agent
	Phone    string `json:"phone,omitempty"`
	Relation string `json:"relation,omitempty"`
	Notify   string `json:"notify,omitempty"`
	Mandate  string `json:"mandate,omitempty"` // upload id
}

func readWho(d *draft, f url.Values) {
	w := &d.Filer
	w.Who, w.People, w.Reps = petition.Line(f.Get("who")), petition.Line(f.Get("people")), petition.Prose(f.Get("reps"))
	w.Contact, w.Agent = petition.Line(f.Get("contact")), f.Get("agent") != ""
	w.Name, w.Phone, w.Relation = petition.Line(f.Get("agent_name")), petition.Line(f.Get("agent_phone")), petition.Line(f.Get("relation"))
	w.Notify = petition.Line(f.Get("notify"))
}

// into writes the answers into what the API takes.
func (w whoDraft) into(in *filingInput) {
	switch w.Who {
	case whoMany:
		people, err := strconv.Atoi(petition.Digits(w.People))
		if err != nil {
			people = 0
		}
		in.Joint = &jointInput{People: people, Representatives: representatives(w.Reps)}
	case whoOrg:
		if in.Petitioner != nil {
			in.Petitioner.Organisation, in.Petitioner.Contact = true, w.Contact
		}
	}
	if w.Agent {
		in.Agent = &agentInput{Name: w.Name, Phone: w.Phone, Relation: w.Relation, Mandate: w.Mandate, Notify: w.Notify == toAgent}
	}
}

// alone tells whether one person files for himself, who may then leave his name out.
func (w whoDraft) alone() bool { return (w.Who == "" || w.Who == whoMe) && !w.Agent }

// representatives reads a line each; the digits at its end are the telephone.
func representatives(text string) []representativeInput {
	var list []representativeInput
	for _, line := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("\n、；;，,", r) }) {
		line = petition.Line(line)
		if line == "" {
			continue
		}
		name := strings.TrimRight(line, "0123456789+-() ")
		list = append(list, representativeInput{Name: strings.TrimSpace(name), Phone: petition.Digits(line[len(name):])})
	}
	return list
}

func (w whoDraft) values(v url.Values) {
	who := w.Who
	if who == "" {
		who = whoMe
	}
	for name, value := range map[string]string{"who": who, "people": w.People, "reps": w.Reps, "contact": w.Contact, "agent_name": w.Name,
		"agent_phone": w.Phone, "relation": w.Relation, "notify": w.Notify} {
		v.Set(name, value)
	}
	if w.Agent {
		v.Set("agent", "1")
	}
}

// whoFields are where the contact screen shows what is wrong with a field of the API.
var whoFields = map[string]string{"joint.people": "people", "joint.representatives": "reps", "petitioner.contact": "contact",
	"agent.name": "agent_name", "agent.phone": "agent_phone", "agent.relation": "relation"}

func viewContact(s *Server, c echo.Context, d *draft, p *page) error {
	v := contactView{MayHideName: d.mayBeAnonymous(), Optional: d.mayBeAnonymous()}
	v.Who = choice{ID: "who", Name: "who", Label: p.text("channel.who.label"), Value: p.Form.Get("who")}
	for _, one := range []string{whoMe, whoMany, whoOrg} {
		v.Who.Options = append(v.Who.Options, option{Value: one, Text: p.text("channel.who." + one), Note: p.text("channel.who." + one + "_line")})
	}
	v.Notify = choice{ID: "notify", Name: "notify", Label: p.text("channel.agent.notify"), Value: d.Filer.Notify}
	if v.Notify.Value == "" {
		v.Notify.Value = "petitioner"
	}
	for _, one := range []string{"petitioner", toAgent} {
		v.Notify.Options = append(v.Notify.Options, option{Value: one, Text: p.text("channel.agent.notify_" + one)})
	}
	if d.Filer.Mandate != "" {
		files, err := s.Cases.Uploads(c.Request().Context(), []string{d.Filer.Mandate}, d.owner())
		if err != nil {
			return err
		}
		for _, f := range files {
			v.Mandate = f.Name
		}
	}
	p.V = v
	return nil
}

// answersTo reads what a screen was answered; the contact screen may bring the
// written mandate as a file, which is evidence like any other.
func (s *Server) answersTo(c echo.Context, st fileStep, d *draft) (url.Values, error) {
	if st.name != "contact" || c.Request().Header.Get("X-Autosave") != "" {
		answers, err := c.FormParams()
		if err != nil {
			return nil, fault.Wrap(err, fault.Malformed, "error.malformed")
		}
		return answers, nil
	}
	got, err := s.receive(c, func(received) string { return d.owner() }, min(1, evidence.DefaultLimits.Count-len(d.In.Evidence)))
	if err != nil {
		return nil, err
	}
	d.refused = got.wrong
	for _, id := range got.ids {
		d.Filer.Mandate = id
		d.In.Evidence = append(d.In.Evidence, id)
	}
	return got.fields, nil
}
