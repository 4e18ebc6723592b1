package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
)

// unitView is a unit as administrators see it.
type unitView struct {
	Code    string `json:"code"`
	Name    string `json:"name"`
	NameEn  string `json:"nameEn,omitempty"`
	Short   string `json:"short,omitempty"`
	Parent  string `json:"parent,omitempty"`
	Address string `json:"address,omitempty"`
	Phone   string `json:"phone,omitempty"`
	Kind    string `json:"kind"`
	Active  bool   `json:"active"`
	Users   int    `json:"users"`
}

// unitInput is a unit to add or to change; of a known unit, what is not given stays.
type unitInput struct {
	Code    *string `json:"code"`
	Name    *string `json:"name"`
	NameEn  *string `json:"nameEn"`
	Short   *string `json:"short"`
	Parent  *string `json:"parent"`
	Address *string `json:"address"`
	Phone   *string `json:"phone"`
	Kind    *string `json:"kind"`
	Active  *bool   `json:"active"`
	Users   *int    `json:"users"` // counted here; a form may send back what it was shown
}

// over lays what was given over a unit.
func (in unitInput) over(u identity.Unit) identity.Unit {
	for into, given := range map[*string]*string{&u.Code: in.Code, &u.NameZH: in.Name, &u.NameEN: in.NameEn, &u.Short: in.Short, &u.Parent: in.Parent,
		&u.Address: in.Address, &u.Phone: in.Phone, &u.Kind: in.Kind} {
		if given != nil {
			*into = petition.Line(*given)
		}
	}
	if in.Active != nil {
		u.Active = *in.Active
	}
	return u
}

func viewUnit(u identity.Unit, users int) unitView {
	return unitView{Code: u.Code, Name: u.NameZH, NameEn: u.NameEN, Short: u.Short, Parent: u.Parent, Address: u.Address, Phone: u.Phone,
		Kind: u.Kind, Active: u.Active, Users: users}
}

// units answers every unit with how many accounts in use it has.
func (s *Server) units(c echo.Context) error {
	ctx := c.Request().Context()
	units, err := s.Accounts.Units(ctx)
	if err != nil {
		return err
	}
	accounts, err := s.Accounts.List(ctx, me(c), "", "")
	if err != nil {
		return err
	}
	users := map[string]int{}
	for _, a := range accounts {
		if !a.Disabled {
			users[a.Unit]++
		}
	}
	items := make([]unitView, 0, len(units))
	for _, u := range units {
		items = append(items, viewUnit(u, users[u.Code]))
	}
	return c.JSON(http.StatusOK, map[string]any{"items": items})
}

// createUnit adds a unit that decides matters, unless another kind is asked for.
func (s *Server) createUnit(c echo.Context) error {
	var in unitInput
	if _, err := body(c, &in); err != nil {
		return err
	}
	ctx := c.Request().Context()
	u := in.over(identity.Unit{Kind: "unit", Active: true})
	if err := s.Accounts.CreateUnit(ctx, me(c), u); err != nil {
		return err
	}
	if err := s.Cases.ReloadUnits(ctx); err != nil {
		return err
	}
	return c.JSON(http.StatusCreated, viewUnit(u, 0))
}

// updateUnit changes a unit; its code stays, because old petitions name it.
func (s *Server) updateUnit(c echo.Context) error {
	var in unitInput
	if _, err := body(c, &in); err != nil {
		return err
	}
	ctx, code := c.Request().Context(), c.Param("code")
	if in.Code != nil && *in.Code != code {
		return fault.Invalid().Field("code", "error.unit_code_stays").OrNil()
	}
	units, err := s.Accounts.Units(ctx)
	if err != nil {
		return err
	}
	for _, known := range units {
		if known.Code != code {
			continue
		}
		u := in.over(known)
		if err := s.Accounts.ChangeUnit(ctx, me(c), u); err != nil {
			return err
		}
		if err := s.Cases.ReloadUnits(ctx); err != nil {
			return err
		}
		accounts, err := s.Accounts.List(ctx, me(c), code, "")
		if err != nil {
			return err
		}
		return c.JSON(http.StatusOK, viewUnit(u, len(accounts)))
	}
	return fault.New(fault.NotFound, "error.not_found")
}
