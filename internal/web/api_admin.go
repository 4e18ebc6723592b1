package web

import (
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
)

// adminRoutes are the administrators' addresses: accounts, units, roles and
// calendar, and no petition.
func (s *Server) adminRoutes(g *echo.Group) {
	g.GET("/users", s.users)
	g.POST("/users", s.createUser)
	g.PATCH("/users/:id", s.updateUser)
	g.POST("/users/:id/sign-out", s.forceSignOut)
	g.POST("/users/:id/reset", s.resetUser)
	g.GET("/units", s.units)
	g.POST("/units", s.createUnit)
	g.PUT("/units/:code", s.updateUnit)
	g.GET("/roles", s.roles)
	g.GET("/mailboxes", s.allMailboxes)
	g.POST("/mailboxes", s.addMailbox)
	g.PUT("/mailboxes/:code", s.changeMailbox)
	g.GET("/calendar", s.calendar)
	g.PUT("/calendar/:year", s.setCalendarYear)
	g.POST("/calendar/import", s.importCalendar)
}

// userView is an account as administrators see it.
type userView struct {
	ID           string          `json:"id"`
	Login        string          `json:"login"`
	Name         string          `json:"name"`
	Position     string          `json:"position"`
	PositionEN   string          `json:"positionEn"`
	Unit         string          `json:"unit"`
	Roles        []petition.Role `json:"roles"`
	Disabled     bool            `json:"disabled"`
	SecondFactor bool            `json:"secondFactor"`
	MustChange   bool            `json:"mustChangePassword"`
	LastLoginAt  *time.Time      `json:"lastLoginAt"`
}

func viewUser(a identity.Account) userView {
	roles := a.Roles
	if roles == nil {
		roles = []petition.Role{}
	}
	return userView{ID: a.ID, Login: a.Login, Name: a.Name, Position: a.Position, PositionEN: a.PositionEN, Unit: a.Unit, Roles: roles, Disabled: a.Disabled,
		SecondFactor: a.SecondFactor, MustChange: a.MustChange, LastLoginAt: a.LastLoginAt}
}

// userWithPassword is an account with its first password, which is shown once.
type userWithPassword struct {
	User     userView `json:"user"`
	Password string   `json:"password,omitempty"`
}

// usersPage is how many accounts one answer holds.
const usersPage = 200

// users answers a page of accounts; its cursor is the last login of the page.
func (s *Server) users(c echo.Context) error {
	accounts, err := s.Accounts.List(c.Request().Context(), me(c), petition.Line(c.QueryParam("unit")), petition.Line(c.QueryParam("q")))
	if err != nil {
		return err
	}
	items, next := []userView{}, ""
	for _, a := range accounts {
		if strings.Compare(a.Login, c.QueryParam("cursor")) <= 0 {
			continue
		}
		if len(items) == usersPage {
			next = items[usersPage-1].Login
			break
		}
		items = append(items, viewUser(a))
	}
	page := map[string]any{"items": items}
	if next != "" {
		page["next"] = next
	}
	return c.JSON(http.StatusOK, page)
}

// createUser makes an account and answers its first password once.
func (s *Server) createUser(c echo.Context) error {
	var in struct {
		Login      string          `json:"login"`
		Name       string          `json:"name"`
		Position   string          `json:"position"`
		PositionEN string          `json:"positionEn"`
		Unit       string          `json:"unit"`
		Roles      []petition.Role `json:"roles"`
	}
	if _, err := body(c, &in); err != nil {
		return err
	}
	a, password, err := s.Accounts.Create(c.Request().Context(), me(c),
		identity.NewAccount{Login: petition.Line(in.Login), Name: petition.Line(in.Name), Position: petition.Line(in.Position),
			PositionEN: petition.Line(in.PositionEN), Unit: petition.Line(in.Unit), Roles: in.Roles})
	if err != nil {
		return err
	}
	return c.JSON(http.StatusCreated, userWithPassword{viewUser(a), password})
}

// updateUser changes what is given; a change of unit, roles or use ends the account's sessions.
func (s *Server) updateUser(c echo.Context) error {
	var in struct {
		Name       *string          `json:"name"`
		Position   *string          `json:"position"`
		PositionEN *string          `json:"positionEn"`
		Unit       *string          `json:"unit"`
		Roles      *[]petition.Role `json:"roles"`
		Disabled   *bool            `json:"disabled"`
	}
	if _, err := body(c, &in); err != nil {
		return err
	}
	for _, line := range []*string{in.Name, in.Position, in.PositionEN, in.Unit} {
		if line != nil {
			*line = petition.Line(*line)
		}
	}
	a, err := s.Accounts.Change(c.Request().Context(), me(c), c.Param("id"),
		identity.Change{Name: in.Name, Position: in.Position, PositionEN: in.PositionEN, Unit: in.Unit, Roles: in.Roles, Disabled: in.Disabled})
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, viewUser(a))
}

// forceSignOut ends every session of an account.
func (s *Server) forceSignOut(c echo.Context) error {
	if err := s.Accounts.ForceSignOut(c.Request().Context(), me(c), c.Param("id")); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

// resetUser gives an account a new first password, takes its second factor, or both.
func (s *Server) resetUser(c echo.Context) error {
	var in struct {
		Password     bool `json:"password"`
		SecondFactor bool `json:"secondFactor"`
	}
	if _, err := body(c, &in); err != nil {
		return err
	}
	if !in.Password && !in.SecondFactor {
		return fault.Invalid().Field("password", "error.choose").OrNil()
	}
	a, password, err := s.Accounts.Reset(c.Request().Context(), me(c), c.Param("id"), in.Password, in.SecondFactor)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, userWithPassword{viewUser(a), password})
}

// roles answers which role may do what, straight from the steps table.
func (s *Server) roles(c echo.Context) error {
	type row struct {
		Verb     petition.Verb         `json:"verb"`
		From     []petition.Stage      `json:"from"` // none: every open stage
		To       petition.Stage        `json:"to,omitempty"`
		Roles    []petition.Role       `json:"roles"`
		Proposal bool                  `json:"proposal,omitempty"`
		Paper    petition.DocumentKind `json:"paper,omitempty"`
		Later    bool                  `json:"later,omitempty"`
	}
	held := map[petition.Role]bool{}
	rows := make([]row, 0, len(petition.Steps))
	for _, step := range petition.Steps {
		from := step.From
		if from == nil {
			from = []petition.Stage{}
		}
		for _, r := range step.Who {
			held[r] = true
		}
		rows = append(rows, row{step.Verb, from, step.To, step.Who, step.Proposal, step.Paper, step.Later})
	}
	order := []petition.Role{petition.Citizen, petition.Registrar, petition.Office, petition.Handler, petition.Head, petition.CoHandler, petition.Lead,
		petition.Joint, petition.Reviewer, petition.Rechecker, petition.Discipline, petition.System}
	columns := make([]petition.Role, 0, len(order))
	for _, r := range order {
		if held[r] {
			columns = append(columns, r)
		}
	}
	return c.JSON(http.StatusOK, map[string]any{"roles": columns, "steps": rows})
}
