package web

import (
	"encoding/csv"
	"errors"
	"io"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	yamlform "sunlit/config/form"
	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// calendar answers the days off and shifted working days by year.
func (s *Server) calendar(c echo.Context) error {
	return c.JSON(http.StatusOK, s.Cases.Calendar(langOf(c)))
}

// setCalendarYear replaces a year's days.
func (s *Server) setCalendarYear(c echo.Context) error {
	year, err := strconv.Atoi(c.Param("year"))
	if err != nil {
		return fault.New(fault.NotFound, "error.not_found")
	}
	in := casework.CalendarYear{Year: year}
	if _, err := body(c, &in); err != nil {
		return err
	}
	if in.Year != year {
		return fault.Invalid().Field("year", "error.calendar_year_other", "year", c.Param("year")).OrNil()
	}
	return s.putCalendar(c, []casework.CalendarYear{in})
}

// importCalendar takes whole years from a file, as YAML or CSV.
func (s *Server) importCalendar(c echo.Context) error {
	read, ok := calendarFiles[mediaType(c)]
	if !ok {
		return fault.New(fault.Unsupported, "error.unsupported")
	}
	text, err := io.ReadAll(http.MaxBytesReader(c.Response(), c.Request().Body, maxJSON))
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return fault.New(fault.TooLarge, "error.too_large")
	}
	if err != nil {
		return fault.Wrap(err, fault.Malformed, "error.malformed")
	}
	years, err := read(text)
	if err != nil {
		return err
	}
	return s.putCalendar(c, years)
}

// putCalendar answers the new calendar or, with ?preview=true, what it would be.
func (s *Server) putCalendar(c echo.Context, years []casework.CalendarYear) error {
	v, err := s.Cases.SetCalendar(c.Request().Context(), me(c), years, c.QueryParam("preview") == "true", langOf(c))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, v)
}

func mediaType(c echo.Context) string {
	kind, _, err := mime.ParseMediaType(c.Request().Header.Get("Content-Type"))
	if err != nil {
		return ""
	}
	return kind
}

// calendarFiles are the readers of the forms a calendar may come in.
var calendarFiles = map[string]func([]byte) ([]casework.CalendarYear, error){
	"application/yaml": yamlYears, "application/x-yaml": yamlYears, "text/yaml": yamlYears, "text/csv": csvYears,
}

// yamlYears reads the form of config/calendar.yaml.
func yamlYears(text []byte) ([]casework.CalendarYear, error) {
	c, err := clock.ParseCalendar(text)
	if err != nil {
		return nil, wrongLine(err)
	}
	var years []casework.CalendarYear
	for _, year := range c.Years() {
		y := casework.CalendarYear{Year: year}
		for _, d := range c.Days(year) {
			y.Days = append(y.Days, casework.CalendarDay{On: d.On, Kind: casework.DayKind(d), Name: d.Name})
		}
		years = append(years, y)
	}
	return years, nil
}

// wrongLine tells the first line on which a file is wrong.
func wrongLine(err error) error {
	var csvLine *csv.ParseError
	if faults, ok := yamlform.Of(err); ok && faults[0].Line > 0 {
		return badLine(faults[0].Line)
	}
	if errors.As(err, &csvLine) {
		return badLine(csvLine.Line)
	}
	return fault.Invalid().Field("file", "error.calendar_file").OrNil()
}

func badLine(line int) error {
	return fault.Invalid().Field("file", "error.calendar_line", "line", strconv.Itoa(line)).OrNil()
}

// csvYears reads lines of date, kind (holiday or workday) and name; the name
// may be missing, and a first line that names the columns is passed over.
func csvYears(text []byte) ([]casework.CalendarYear, error) {
	r := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\ufeff")))
	r.FieldsPerRecord, r.TrimLeadingSpace = -1, true
	var years []casework.CalendarYear
	for first := true; ; first = false {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return years, nil
		}
		if err != nil {
			return nil, wrongLine(err)
		}
		if first && strings.EqualFold(strings.TrimSpace(record[0]), "date") {
			continue
		}
		d, ok := csvDay(record)
		if !ok {
			line, _ := r.FieldPos(0)
			return nil, badLine(line)
		}
		at := slices.IndexFunc(years, func(y casework.CalendarYear) bool { return y.Year == d.On.Year() })
		if at < 0 {
			at, years = len(years), append(years, casework.CalendarYear{Year: d.On.Year()})
		}
		years[at].Days = append(years[at].Days, d)
	}
}

func csvDay(record []string) (casework.CalendarDay, bool) {
	if len(record) < 2 || len(record) > 3 {
		return casework.CalendarDay{}, false
	}
	on, err := clock.ParseDay(petition.Line(record[0]))
	kind := petition.Line(record[1])
	d := casework.CalendarDay{On: on, Kind: kind}
	if len(record) == 3 {
		d.Name = petition.Line(record[2])
	}
	return d, err == nil && (kind == "holiday" || kind == "workday")
}
