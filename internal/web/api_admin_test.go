package web

import (
	"net/http"
	"strings"
	"testing"
)

// account is an account as the API answers it.
type account struct {
	ID, Login, Name, Unit string
	Roles                 []string
	Disabled              bool
}

func TestAdministrationIsForAdministratorsAlone(t *testing.T) {
	p := newTestServer(t)
	anybody, office := p.anybody(), p.as("office")
	for _, path := range []string{"users", "units", "roles", "calendar"} {
		anybody.call("GET", "/api/v1/admin/"+path, nil).problem(http.StatusUnauthorized)
		office.call("GET", "/api/v1/admin/"+path, nil).problem(http.StatusNotFound)
	}
	admin := p.as("admin")
	f := p.anybody().file()
	admin.call("GET", "/api/v1/desk/petitions/"+f.Number, nil).problem(http.StatusNotFound)
	if items := admin.call("GET", "/api/v1/desk/petitions", nil).want(http.StatusOK).object()["items"].([]any); len(items) != 0 {
		t.Errorf("an administrator sees %d petitions", len(items))
	}
}

func TestAccountsAreMadeChangedAndReset(t *testing.T) {
	p := newTestServer(t)
	admin := p.as("admin")
	bad := admin.call("POST", "/api/v1/admin/users", map[string]any{"login": "X", "name": "", "unit": "nowhere", "roles": []string{"CIT"}}).problem(http.StatusUnprocessableEntity)
	for _, field := range []string{"login", "name", "unit", "roles"} {
		if bad.Fields[field] == "" {
			t.Errorf("no complaint about %s: %v", field, bad.Fields)
		}
	}
	var made struct {
		User     account
		Password string
	}
	admin.call("POST", "/api/v1/admin/users", map[string]any{"login": "handler-d", "name": "丁经办", "unit": "unit-a", "roles": []string{"UNIT"}}).
		want(http.StatusCreated).into(&made)
	if made.User.ID == "" || len(made.Password) < 12 {
		t.Fatalf("made %+v", made)
	}
	admin.call("POST", "/api/v1/admin/users", map[string]any{"login": "handler-d", "name": "又一个", "unit": "unit-a", "roles": []string{"UNIT"}}).
		problem(http.StatusConflict)

	// The first password opens nothing but the change of it.
	fresh := p.anybody()
	fresh.call("POST", "/api/v1/session", map[string]string{"login": "handler-d", "password": made.Password}).want(http.StatusNoContent)
	if code := fresh.call("GET", "/api/v1/desk/petitions", nil).problem(http.StatusUnauthorized).Code; code != "second-factor" {
		t.Errorf("a limited session is told %s", code)
	}
	fresh.call("PUT", "/api/v1/desk/password", map[string]string{"current": made.Password, "next": "green river eleven"}).want(http.StatusNoContent)
	fresh.call("GET", "/api/v1/desk/petitions", nil).want(http.StatusOK)

	path := "/api/v1/admin/users/" + made.User.ID
	var changed account
	admin.call("PATCH", path, map[string]any{"name": "丁组长", "roles": []string{"HEAD"}}).want(http.StatusOK).into(&changed)
	if changed.Name != "丁组长" || strings.Join(changed.Roles, " ") != "HEAD" || changed.Unit != "unit-a" {
		t.Errorf("changed to %+v", changed)
	}
	fresh.call("GET", "/api/v1/desk/me", nil).problem(http.StatusUnauthorized) // new roles end the session
	admin.call("PATCH", path, map[string]any{"login": "other"}).problem(http.StatusBadRequest)
	admin.call("PATCH", "/api/v1/admin/users/nobody", map[string]any{"name": "某人"}).problem(http.StatusNotFound)

	admin.call("POST", path+"/reset", map[string]any{}).problem(http.StatusUnprocessableEntity)
	admin.call("POST", path+"/reset", map[string]any{"password": true}).want(http.StatusOK).into(&made)
	fresh.call("POST", "/api/v1/session", map[string]string{"login": "handler-d", "password": "green river eleven"}).problem(http.StatusUnauthorized)
	fresh.call("POST", "/api/v1/session", map[string]string{"login": "handler-d", "password": made.Password}).want(http.StatusNoContent)
	admin.call("POST", path+"/sign-out", nil).want(http.StatusNoContent)
	fresh.call("GET", "/api/v1/desk/me", nil).problem(http.StatusUnauthorized)
	admin.call("POST", "/api/v1/admin/users/nobody/sign-out", nil).problem(http.StatusNotFound)

	admin.call("PATCH", path, map[string]any{"disabled": true}).want(http.StatusOK)
	fresh.call("POST", "/api/v1/session", map[string]string{"login": "handler-d", "password": made.Password}).problem(http.StatusUnauthorized)
}

func TestAdministratorsDoNotChangeThemselves(t *testing.T) {
	p := newTestServer(t)
	admin := p.as("admin")
	var me account
	admin.call("GET", "/api/v1/desk/me", nil).want(http.StatusOK).into(&struct{ ID *string }{&me.ID})
	admin.call("PATCH", "/api/v1/admin/users/"+me.ID, map[string]any{"roles": []string{"REG"}}).problem(http.StatusConflict)
	admin.call("POST", "/api/v1/admin/users/"+me.ID+"/reset", map[string]any{"secondFactor": true}).problem(http.StatusConflict)
}

func TestAccountsComeInPages(t *testing.T) {
	p := newTestServer(t)
	admin := p.as("admin")
	var page struct {
		Items []account
		Next  string
	}
	admin.call("GET", "/api/v1/admin/users?unit=unit-a", nil).want(http.StatusOK).into(&page)
	if len(page.Items) != 4 || page.Items[0].Login != "handler-a" || page.Next != "" {
		t.Errorf("unit-a has %+v", page)
	}
	admin.call("GET", "/api/v1/admin/users?q=handler&cursor=handler-b", nil).want(http.StatusOK).into(&page)
	if len(page.Items) != 3 || page.Items[1].Login != "handler-c" {
		t.Errorf("after handler-b come %+v", page.Items)
	}
}

func TestUnitsAreAddedAndChanged(t *testing.T) {
	p := newTestServer(t)
	admin, registrar := p.as("admin"), p.as("registrar")
	f := p.anybody().file()
	registrar.act(f.Number, "register", map[string]any{"kind": "claim", "category": "other", "place": "990101"})
	registrar.try(f.Number, "forward", map[string]any{"unit": "unit-d"}).problem(http.StatusUnprocessableEntity)

	unit := map[string]any{"code": "unit-d", "name": "甲区教育局", "nameEn": "Jia District Education Bureau", "short": "甲教", "parent": "petition-office"}
	made := admin.call("POST", "/api/v1/admin/units", unit).want(http.StatusCreated).object()
	if made["kind"] != "unit" || made["active"] != true {
		t.Errorf("made %v", made)
	}
	admin.call("POST", "/api/v1/admin/units", unit).problem(http.StatusConflict)
	view := registrar.act(f.Number, "forward", map[string]any{"unit": "unit-d"}) // at once, without a restart
	if name := view["unit"].(map[string]any)["name"]; name != "甲区教育局" {
		t.Errorf("forwarded to %v", name)
	}

	bad := admin.call("POST", "/api/v1/admin/units", map[string]any{"code": "É", "name": "", "kind": "club", "parent": "nobody"}).problem(http.StatusUnprocessableEntity)
	for _, field := range []string{"code", "name", "kind", "parent"} {
		if bad.Fields[field] == "" {
			t.Errorf("no complaint about %s: %v", field, bad.Fields)
		}
	}
	changed := admin.call("PUT", "/api/v1/admin/units/unit-d", map[string]any{"name": "甲区教育和体育局", "active": false}).want(http.StatusOK).object()
	if changed["name"] != "甲区教育和体育局" || changed["short"] != "甲教" || changed["active"] != false {
		t.Errorf("changed to %v", changed)
	}
	admin.call("PUT", "/api/v1/admin/units/unit-d", map[string]any{"code": "unit-e", "name": "x"}).problem(http.StatusUnprocessableEntity)
	admin.call("PUT", "/api/v1/admin/units/unit-e", map[string]any{"name": "x"}).problem(http.StatusNotFound)
	last := admin.call("PUT", "/api/v1/admin/units/petition-office", map[string]any{"active": false}).problem(http.StatusUnprocessableEntity)
	if last.Fields["active"] == "" {
		t.Errorf("the last office closed: %v", last)
	}

	var list struct {
		Items []struct {
			Code  string
			Users int
		}
	}
	admin.call("GET", "/api/v1/admin/units", nil).want(http.StatusOK).into(&list)
	users := map[string]int{}
	for _, u := range list.Items {
		users[u.Code] = u.Users
	}
	if len(list.Items) != 7 || users["unit-a"] != 4 || users["unit-d"] != 0 {
		t.Errorf("units %v", users)
	}
}

func TestRolesComeFromTheSteps(t *testing.T) {
	p := newTestServer(t)
	var m struct {
		Roles []string
		Steps []struct {
			Verb     string
			From     []string
			Roles    []string
			Proposal bool
		}
	}
	p.as("admin").call("GET", "/api/v1/admin/roles", nil).want(http.StatusOK).into(&m)
	for _, s := range m.Steps {
		for _, r := range s.Roles {
			if !strings.Contains(" "+strings.Join(m.Roles, " ")+" ", " "+r+" ") {
				t.Errorf("%s is for %s, which has no column", s.Verb, r)
			}
		}
		if s.Verb == "draft" && (!s.Proposal || strings.Join(s.From, " ") != "ACCEPTED" || strings.Join(s.Roles, " ") != "UNIT") {
			t.Errorf("draft is %+v", s)
		}
	}
}

type testCalendar struct {
	Years []struct {
		Year      int
		Projected bool
		Days      []struct{ On, Kind, Name string }
	}
	Warnings []string
	Moved    *int
}

func (c testCalendar) year(year int) (days int, projected bool) {
	for _, y := range c.Years {
		if y.Year == year {
			return len(y.Days), y.Projected
		}
	}
	return -1, false
}

func TestCalendarYearsAreReplaced(t *testing.T) {
	p := newTestServer(t)
	admin := p.as("admin")
	f := p.accepted() // 60 days from 2026-11-24 end on 2027-01-25: the 23rd is a Saturday
	due := func() string {
		return p.as("handler-a").call("GET", "/api/v1/desk/petitions/"+f.Number, nil).want(http.StatusOK).object()["due"].(string)
	}
	listed := func() string {
		items := p.as("handler-a").call("GET", "/api/v1/desk/petitions?view=unit", nil).want(http.StatusOK).object()["items"].([]any)
		return items[0].(map[string]any)["due"].(string)
	}
	var c testCalendar
	admin.call("GET", "/api/v1/admin/calendar", nil).want(http.StatusOK).into(&c)
	if days, projected := c.year(2026); days < 20 || projected {
		t.Errorf("2026 has %d days, projected %v", days, projected)
	}
	if _, projected := c.year(2027); !projected || len(c.Warnings) != 1 || !strings.Contains(c.Warnings[0], "2027") {
		t.Errorf("2027 is not announced: %v", c.Warnings)
	}
	year := map[string]any{"year": 2027, "days": []map[string]any{{"on": "2027-01-01", "kind": "holiday", "name": "元旦"},
		{"on": "2027-01-25", "kind": "holiday"}, {"on": "2027-01-31", "kind": "workday"}}}
	admin.call("PUT", "/api/v1/admin/calendar/2027?preview=true", year).want(http.StatusOK).into(&c)
	if c.Moved == nil || *c.Moved != 1 || due() != "2027-01-25" || listed() != "2027-01-25" {
		t.Errorf("the preview moved %v, due is %s", c.Moved, due())
	}
	c = testCalendar{}
	admin.call("PUT", "/api/v1/admin/calendar/2027", year).want(http.StatusOK).into(&c)
	if days, projected := c.year(2027); days != 3 || projected || len(c.Warnings) != 0 || c.Moved == nil || *c.Moved != 1 {
		t.Errorf("after the change: %d days, %v, moved %v", days, c.Warnings, c.Moved)
	}
	if due() != "2027-01-26" || listed() != "2027-01-26" {
		t.Errorf("due is %s, listed %s", due(), listed())
	}
	admin.call("PUT", "/api/v1/admin/calendar/2027", map[string]any{"year": 2027, "days": []any{}}).want(http.StatusOK)
	if due() != "2027-01-25" || listed() != "2027-01-25" {
		t.Errorf("back to nothing announced, due is %s", due())
	}
}

func TestCalendarRefusesDaysThatCannotBeMeant(t *testing.T) {
	p := newTestServer(t)
	admin := p.as("admin")
	bad := admin.call("PUT", "/api/v1/admin/calendar/2027", map[string]any{"year": 2027, "days": []map[string]any{
		{"on": "2026-12-31", "kind": "holiday"}, {"on": "2027-01-01", "kind": "holiday"}, {"on": "2027-01-01", "kind": "holiday"},
		{"on": "2027-01-04", "kind": "workday"}, {"on": "2027-01-05", "kind": "feast"}}}).problem(http.StatusUnprocessableEntity)
	for _, field := range []string{"days.0.on", "days.2.on", "days.3.on", "days.4.kind"} {
		if bad.Fields[field] == "" {
			t.Errorf("no complaint about %s: %v", field, bad.Fields)
		}
	}
	if len(bad.Fields) != 4 {
		t.Errorf("complaints: %v", bad.Fields)
	}
	admin.call("PUT", "/api/v1/admin/calendar/2027", map[string]any{"year": 2028, "days": []any{}}).problem(http.StatusUnprocessableEntity)
	admin.call("PUT", "/api/v1/admin/calendar/1899", map[string]any{"year": 1899, "days": []any{}}).problem(http.StatusUnprocessableEntity)
	admin.call("PUT", "/api/v1/admin/calendar/next", map[string]any{"year": 2027, "days": []any{}}).problem(http.StatusNotFound)
	admin.call("PUT", "/api/v1/admin/calendar/2027", map[string]any{"year": 2027, "dayz": []any{}}).problem(http.StatusBadRequest)
}

func TestCalendarIsImported(t *testing.T) {
	p := newTestServer(t)
	admin := p.as("admin")
	const path = "/api/v1/admin/calendar/import"
	var c testCalendar
	admin.call("POST", path, "years:\n  2027:\n    holiday: [2027-01-01..2027-01-03]\n    workday: [2027-01-09]\n", "Content-Type", "application/yaml").
		want(http.StatusOK).into(&c)
	if days, projected := c.year(2027); days != 4 || projected {
		t.Errorf("from YAML: %d days", days)
	}
	admin.call("POST", path, "\ufeffdate,kind,name\n2027-01-01,holiday,元旦\n2027-01-10,workday\n2028-01-01,holiday,元旦\n", "Content-Type", "text/csv; charset=utf-8").
		want(http.StatusOK).into(&c)
	if days, _ := c.year(2027); days != 2 {
		t.Errorf("from CSV: %d days", days)
	}
	if days, _ := c.year(2028); days != 1 {
		t.Errorf("2028 from CSV: %d days", days)
	}
	for kind, text := range map[string]string{
		"application/yaml": "years:\n  2027:\n    holiday: [2027-02-30]\n", "text/csv": "2027-01-01,holiday\n2027-01-02,feast\n", "text/yaml": "years: [",
	} {
		if bad := admin.call("POST", path, text, "Content-Type", kind).problem(http.StatusUnprocessableEntity); bad.Fields["file"] == "" {
			t.Errorf("%s: %v", kind, bad)
		}
	}
	admin.call("POST", path, "", "Content-Type", "text/csv").problem(http.StatusUnprocessableEntity)
	admin.call("POST", path, "\"", "Content-Type", "text/csv").problem(http.StatusUnprocessableEntity)
	admin.call("POST", path, "x", "Content-Type", "application/json").problem(http.StatusUnsupportedMediaType)
	admin.call("POST", path, strings.Repeat("2027-01-01,holiday\n", 20000), "Content-Type", "text/csv").problem(http.StatusRequestEntityTooLarge)
}
