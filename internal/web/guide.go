package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"sunlit/config"
	"sunlit/internal/fault"
	"sunlit/internal/locale"
)

// The guide finds the way that fits. Its questions and topics are data; the answers given so far are
// the address (?q=no&q=court), so that back, bookmarks and paper work, and nothing is stored.

const (
	guidePath     = "/guide"
	topicPetition = "petition" // filing here, where nobody is told to go elsewhere first
)

type guideView struct {
	Question  choice
	No, Most  int
	Answers   []string // given so far
	Given     []givenAnswer
	Ways      []link // every topic, on the first question only
	StraightT string // key of the sentence that offers to file at once
}

// givenAnswer is a question with what was answered and the address to change it.
type givenAnswer struct{ Ask, Answer, Href string }

type topicView struct {
	ID, Lead, After string
	Rows            []wayRow
	Link            *link
	Aid             bool
	Also            []link
	Given           []givenAnswer
	Still, StillT   string // where filing begins, and the key of its words
	Line            string // key
}

// wayRow is one line of a topic: its name and what it says, a number to call as a link.
type wayRow struct {
	Name  string
	Lines []string
	Tel   string
}

// guideWalk is how far a list of answers leads.
type guideWalk struct {
	question config.Question // the next one to ask
	topic    string          // or where it led
	answers  []string        // those that fitted
	given    []givenAnswer
	filing   config.Filing
}

// walk follows the answers from the first question; one that fits no answer ends it there.
func (s *Server) walk(lang string, answers []string) guideWalk {
	w := guideWalk{question: s.guide.Questions[0]}
	for _, id := range answers {
		i := slices.IndexFunc(w.question.Answers, func(a config.GuideAnswer) bool { return a.ID == id })
		if i < 0 {
			break
		}
		a := w.question.Answers[i]
		w.given = append(w.given, givenAnswer{Ask: w.question.Ask.In(lang), Answer: a.Text.In(lang), Href: guideAddress(guidePath, w.answers)})
		w.answers = append(w.answers, id)
		if a.Kind != "" {
			w.filing.Kind = a.Kind
		}
		if a.Other != "" {
			w.filing.Other = a.Other
		}
		next, more := s.guide.Question(a.To)
		if !more {
			w.topic = a.To
			break
		}
		w.question = next
	}
	return w
}

func guideAddress(path string, answers []string) string {
	return here(path, map[bool]url.Values{true: {"q": answers}}[len(answers) > 0])
}

// guidePage asks the next question, or leads to the topic that the answers lead to.
func (s *Server) guidePage(c echo.Context) error {
	lang := langOf(c)
	w := s.walk(lang, c.QueryParams()["q"])
	if w.topic != "" {
		return c.Redirect(http.StatusSeeOther, guideAddress(guidePath+"/"+w.topic, w.answers))
	}
	var f form
	if asked, err := strconv.Atoi(c.QueryParam("step")); err == nil && len(w.answers) < asked {
		f.wrong("q", localeText(lang, "guide.choose"))
	} else if err == nil { // the step only tells that an answer was missing
		return c.Redirect(http.StatusSeeOther, guideAddress(guidePath, w.answers))
	}
	q := w.question
	p := s.page(c, "", nil)
	p.Title, p.Form = q.Ask.In(lang), f
	p.Description = localeText(lang, "guide.lead")
	p.Back, p.BackText = "/", p.text("shell.back_home")
	if n := len(w.given); n > 0 {
		p.Back, p.BackText = w.given[n-1].Href, p.text("shell.back")
	}
	v := guideView{No: len(w.answers) + 1, Most: len(s.guide.Questions), Answers: w.answers, Given: w.given,
		Question: choice{ID: "q", Name: "q", Label: p.Title, Hint: q.Why.In(lang), Heading: true, Error: f.Err("q")}}
	for _, a := range q.Answers {
		v.Question.Options = append(v.Question.Options, option{Value: a.ID, Text: a.Text.In(lang), Note: a.Note.In(lang)})
	}
	if v.No == 1 {
		v.Ways = s.ways(lang, nil)
	}
	p.V = v
	status := http.StatusOK
	if len(f.Errors) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return s.show(c, status, "guide", p)
}

// ways are links to topics: those named, or all; one that the office took out is passed over.
func (s *Server) ways(lang string, ids []string) []link {
	if ids == nil {
		for _, t := range s.guide.Topics {
			ids = append(ids, t.ID)
		}
	}
	var list []link
	for _, id := range ids {
		if t, ok := s.guide.Topic(id); ok {
			list = append(list, link{Href: guidePath + "/" + id, Text: t.Title.In(lang), Note: s.filled(t.Lead.In(lang), lang)})
		}
	}
	return list
}

// topicPage says of one way what it is for, where, until when, what it costs, what to bring and whom
// to call. It advises and never blocks: filing here is always the last thing on it.
func (s *Server) topicPage(c echo.Context) error {
	t, ok := s.guide.Topic(c.Param("topic"))
	if !ok {
		return fault.New(fault.NotFound, "error.not_found")
	}
	lang := langOf(c)
	w := s.walk(lang, c.QueryParams()["q"])
	if w.topic != t.ID { // somebody else's answers, or none
		w = guideWalk{}
	}
	p := s.page(c, "", nil)
	p.Title, p.Description = t.Title.In(lang), s.filled(t.Lead.In(lang), lang)
	p.Back, p.BackText = guidePath, localeText(lang, "guide.back")
	if n := len(w.given); n > 0 {
		p.Back, p.BackText = w.given[n-1].Href, p.text("shell.back")
	}
	v := topicView{ID: t.ID, Lead: p.Description, After: s.filled(t.After.In(lang), lang), Rows: s.wayRows(t, lang), Aid: t.Aid,
		Also: s.ways(lang, noNilIDs(t.Also)), Given: w.given, Still: startAddress(w.filing, t.File), StillT: "guide.still_button", Line: "guide.still_line"}
	if t.ID == topicPetition {
		v.StillT, v.Line = "guide.here_button", "guide.here_line"
	}
	if t.Link != nil {
		v.Link = &link{Href: t.Link.To, Text: t.Link.Text.In(lang)}
	}
	p.V = v
	return s.show(c, http.StatusOK, "guide-topic", p)
}

func noNilIDs(ids []string) []string {
	if ids == nil {
		return []string{}
	}
	return ids
}

// startAddress is where filing begins with what is known already; nothing of it is about a person.
func startAddress(known, otherwise config.Filing) string {
	if known.Kind == "" {
		known.Kind = otherwise.Kind
	}
	if known.Other == "" {
		known.Other = otherwise.Other
	}
	q := url.Values{}
	for name, value := range map[string]string{"kind": known.Kind, "other": known.Other} {
		if value != "" {
			q.Set(name, value)
		}
	}
	return here("/file", q)
}

// wayRows are the facts of a topic in the order people ask for them.
func (s *Server) wayRows(t config.Topic, lang string) []wayRow {
	lines := func(texts []config.Text) []string {
		var list []string
		for _, text := range texts {
			list = append(list, s.filled(text.In(lang), lang))
		}
		return list
	}
	name := func(key string) string { return localeText(lang, "guide."+key) }
	rows := []wayRow{
		{Name: name("what"), Lines: lines(t.What)},
		{Name: name("where"), Lines: lines([]config.Text{t.Where})},
		{Name: name("limit"), Lines: lines(t.Limit)},
		{Name: name("fee"), Lines: lines([]config.Text{t.Fee})},
		{Name: name("papers"), Lines: lines(t.Papers)},
		{Name: name("phone"), Tel: s.filled(t.Phone, lang)},
	}
	var basis []string
	for _, b := range t.Basis {
		line := localeText(lang, "guide.law", "name", b.Law.In(lang))
		if b.Article != "" {
			line = localeText(lang, "guide.law_article", "name", b.Law.In(lang), "article", articles(b.Article, lang))
		}
		basis = append(basis, line)
	}
	if len(basis) > 0 {
		rows = append(rows, wayRow{Name: name("basis"), Lines: basis})
	}
	return rows
}

// articles writes a list of article numbers the language's way.
func articles(list, lang string) string {
	if lang == locale.En {
		return strings.ReplaceAll(list, "、", ", ")
	}
	return list
}

// filled puts the days of the rules and the office's numbers into a text of the guide, so that
// neither is written down twice.
func (s *Server) filled(text, lang string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	days, site := s.periods(), s.Settings.Site
	values := map[string]any{"forward": days.Forward, "accept": days.Accept, "answer": days.Answer, "extend": days.Extend, "review": days.Review,
		"phone": site.Phone, "address": site.Address.In(lang), "hours": site.Hours.In(lang), "police": site.Emergency.Police,
		"discipline": site.Emergency.Discipline, "legal_aid": site.Emergency.LegalAid}
	var swaps []string
	for _, name := range config.GuideNames {
		swaps = append(swaps, "{"+name+"}", fmt.Sprint(values[name]))
	}
	return strings.NewReplacer(swaps...).Replace(text)
}
