package web

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// counterRoutes are the reception desk's, the exchange files of the office, and
// the figures of what came in.
func (s *Server) counterRoutes(api, desk *echo.Group) {
	api.GET("/statistics/intake", s.intake, s.limit(anything))
	desk.POST("/petitions", s.fileAtCounter, s.holding(petition.Registrar))
	desk.POST("/candidates", s.candidates, s.holding(petition.Registrar))
	desk.POST("/petitions/:number/slip", s.slip, s.holding(petition.Registrar))
	desk.POST("/petitions/:number/signed", s.onSignedPaper, s.holding(petition.Registrar))
	desk.GET("/exchange", s.exportExchange, s.holding(petition.Registrar, petition.Office))
	desk.POST("/exchange", s.importExchange, s.holding(petition.Registrar, petition.Office))
}

// counterInput is a filing as a clerk takes it down: the petitioner's own
// fields, and what only the counter knows.
type counterInput struct {
	filingInput
	Channel    string       `json:"channel"`
	Category   string       `json:"category"`
	People     int          `json:"people"`
	ReceivedOn clock.Day    `json:"receivedOn"`
	SameAs     string       `json:"sameAs"`
	Source     *sourceInput `json:"source"`
}

// sourceInput is who assigned the matter to this office.
type sourceInput struct {
	From      petition.SourceKind `json:"from"`
	Reference string              `json:"reference"`
	DueOn     clock.Day           `json:"dueOn"`
}

const mostHeads = 9999 // people of one visit; more is a slip of the finger

// counterChannels are those a clerk enters.
var counterChannels = []petition.Channel{petition.Visit, petition.Letter, petition.Call, petition.Fax}

func (in *counterInput) check(heads petition.Heads) error {
	in.Pledge = true // read out to the visitor, or signed under the letter
	kind := in.Kind
	if kind == string(petition.Other) { // a clerk knows what an enquiry is
		in.Kind = string(petition.Unsure)
	}
	bad := in.misshapen()
	in.Kind = kind
	channel := petition.Channel(in.Channel)
	if !slices.Contains(counterChannels, channel) {
		bad.Field("channel", "error.choose")
	}
	if channel == petition.Visit || channel == petition.Call { // a letter is registered as it is, named or not (Art. 22)
		in.checkPerson(bad)
	}
	in.checkOthers(bad, heads)
	if in.People < 0 || in.People > mostHeads {
		bad.Field("people", "channel.error.people_range", "limit", mostHeads)
	}
	if s := in.Source; s != nil {
		if !slices.Contains(petition.Sources, s.From) {
			bad.Field("source.from", "error.choose")
		}
		if petition.Runes(s.Reference) > 100 {
			bad.Field("source.reference", "error.length_max", "max", 100)
		}
	}
	return bad.OrNil()
}

// filing turns a checked input into what casework files.
func (in *counterInput) filing() casework.Filing {
	f := in.filingInput.filing()
	f.Filing.Kind, f.Filing.Channel, f.Category, f.ReceivedOn, f.SameAs = petition.Kind(in.Kind), petition.Channel(in.Channel), in.Category, in.ReceivedOn, in.SameAs
	if in.People > 1 {
		f.People = in.People
	}
	if j := in.Joint; j != nil && f.Filing.Channel == petition.Visit { // who came is counted, who signed is not asked
		f.People = max(f.People, j.People)
	}
	if s := in.Source; s != nil {
		f.Source = &petition.Source{From: s.From, Reference: s.Reference, DueOn: s.DueOn}
	}
	return f
}

func (in *counterInput) normalise() {
	in.filingInput.normalise()
	in.Channel, in.Category, in.SameAs = petition.Line(in.Channel), petition.Line(in.Category), petition.Line(in.SameAs)
	if in.Source != nil {
		in.Source.Reference = petition.Line(in.Source.Reference)
	}
}

// fileAtCounter registers a letter, visit, call or fax; the same request twice
// is one petition.
func (s *Server) fileAtCounter(c echo.Context) error {
	var in counterInput
	raw, err := body(c, &in)
	if err != nil {
		return err
	}
	in.normalise()
	if err := in.check(s.heads()); err != nil {
		return err
	}
	f := in.filing()
	if err := named(c, raw, &f); err != nil {
		return err
	}
	filed, err := s.Cases.FileAtCounter(c.Request().Context(), me(c), f)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusCreated, counterFiled{Filed: filed, Slip: "/api/v1/desk/petitions/" + filed.Number + "/slip"})
}

// counterFiled is the receipt of a counter filing and where its slip is made.
type counterFiled struct {
	casework.Filed
	Slip string `json:"slip"`
}

// slip sends the receipt with the code on its strip to the clerk who has it.
func (s *Server) slip(c echo.Context) error {
	var in codeInput
	if _, err := body(c, &in); err != nil {
		return err
	}
	p, err := s.Cases.Slip(c.Request().Context(), me(c), c.Param("number"), in.Code, langOf(c))
	if err != nil {
		return err
	}
	return sendPaper(c, p)
}

// signedCommand is a petitioner's act as his signed paper says it.
type signedCommand struct {
	Version int           `json:"version"`
	Action  petition.Verb `json:"action"`
	petition.Fields
}

// onSignedPaper enters a petitioner's act on his signed paper, with its scan.
func (s *Server) onSignedPaper(c echo.Context) error {
	var in signedCommand
	raw, err := body(c, &in)
	if err != nil {
		return err
	}
	if !casework.Signable(in.Action) {
		return fault.Invalid().Field("action", "error.choose").OrNil()
	}
	if err := onlyFields(raw, in.Action, "version", "action", "evidence"); err != nil {
		return err
	}
	if in.Version < 1 {
		return fault.Invalid().Field("version", "error.needed_version").OrNil()
	}
	tidy(&in.Fields)
	v, err := s.Cases.OnSignedPaper(c.Request().Context(), me(c), c.Param("number"), petition.Command{Verb: in.Action, Version: in.Version, Fields: in.Fields}, langOf(c))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, v)
}

// candidates offers at most three matters that may be the same one.
func (s *Server) candidates(c echo.Context) error {
	var in struct {
		Title string `json:"title"`
		Place string `json:"place"`
	}
	if _, err := body(c, &in); err != nil {
		return err
	}
	list, err := s.Cases.Candidates(c.Request().Context(), me(c), petition.Line(in.Title), petition.Line(in.Place))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"candidates": list})
}
