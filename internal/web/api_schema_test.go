package web

import (
	"bytes"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
	"github.com/getkin/kin-openapi/routers/legacy"
	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus"

	"sunlit/internal/petition"
)

type document struct {
	*openapi3.T
	router routers.Router
}

// theDocument is openapi.yaml, itself found valid.
var theDocument = sync.OnceValues(func() (document, error) {
	doc, err := openapi3.NewLoader().LoadFromData(openapi)
	if err != nil {
		return document{}, err
	}
	router, err := legacy.NewRouter(doc) // validates the document
	return document{doc, router}, err
})

// checkAnswer holds every answer of the API in every test against openapi.yaml: a status or a
// field that is not written there is a fault of one of the two.
func checkAnswer(t testing.TB, r *http.Request, status int, header http.Header, body []byte) {
	t.Helper()
	if !strings.HasPrefix(r.URL.Path, "/api/v1/") {
		return
	}
	doc, err := theDocument()
	if err != nil {
		t.Fatal(err)
	}
	route, params, err := doc.router.FindRoute(r)
	if err != nil { // an address or a method that does not exist: nothing but a problem can come
		if status != http.StatusNotFound && status != http.StatusMethodNotAllowed && !strings.Contains(r.URL.Path, "/tus/") {
			t.Errorf("%s %s is not in openapi.yaml, but answered %d", r.Method, r.URL.Path, status)
		}
		return
	}
	if status == http.StatusForbidden { // what another site sent is refused everywhere, before it is looked at
		return
	}
	files := !strings.Contains(header.Get("Content-Type"), "json") // a file's bytes are checked by its hash
	options := &openapi3filter.Options{IncludeResponseStatus: true, ExcludeResponseBody: files, MultiError: true}
	input := &openapi3filter.ResponseValidationInput{
		RequestValidationInput: &openapi3filter.RequestValidationInput{Request: r, PathParams: params, Route: route},
		Status:                 status, Header: header, Body: io.NopCloser(bytes.NewReader(body)), Options: options,
	}
	if err := openapi3filter.ValidateResponse(r.Context(), input); err != nil {
		t.Errorf("%s %s answered %d: %v", r.Method, r.URL.Path, status, err)
	}
}

// What the document promises and nobody serves yet.
var laterRoutes []string

// What is served and not of the API's promises.
var quietRoutes = []string{"POST /demo/clock"}

func TestRoutesAreThoseOfTheDocument(t *testing.T) {
	doc, err := theDocument()
	if err != nil {
		t.Fatal(err)
	}
	var promised []string
	for path, item := range doc.Paths.Map() {
		for method := range item.Operations() {
			promised = append(promised, method+" "+path)
		}
	}
	p := newTestServer(t, func(o *Options) { o.Metrics = prometheus.NewRegistry() })
	param := regexp.MustCompile(`:([a-z]+)`)
	var served []string
	for _, r := range p.echo.Routes() {
		path := strings.Replace(param.ReplaceAllString(r.Path, "{$1}"), "/log/tile/*", "/log/tile/{path}", 1)
		if path == TusPath+"*" {
			path = TusPath
			if r.Method != http.MethodPost { // the others speak to an upload that was begun
				continue
			}
		}
		api := strings.HasPrefix(path, "/api/") && path != "/api/*" || strings.HasPrefix(path, "/log/") || slices.Contains([]string{"/healthz", "/readyz", "/metrics", "/demo/clock"}, path)
		refusal := strings.Contains(r.Name, "methodNotAllowed") || r.Method == echo.RouteNotFound
		if api && !refusal {
			served = append(served, r.Method+" "+path)
		}
	}
	for _, route := range served {
		if !slices.Contains(promised, route) && !slices.Contains(quietRoutes, route) {
			t.Errorf("%s is served but not in openapi.yaml", route)
		}
		if slices.Contains(laterRoutes, route) {
			t.Errorf("%s is served now: take it off laterRoutes", route)
		}
	}
	for _, route := range promised {
		if !slices.Contains(served, route) && !slices.Contains(laterRoutes, route) {
			t.Errorf("%s is in openapi.yaml but not served", route)
		}
	}
}

func TestActionsAreThoseOfTheSteps(t *testing.T) {
	doc, err := theDocument()
	if err != nil {
		t.Fatal(err)
	}
	for schema, verbs := range map[string]map[petition.Verb]bool{"CitizenAction": citizenVerbs, "DeskAction": deskVerbs} {
		listed := map[petition.Verb]bool{}
		for _, v := range doc.Components.Schemas[schema].Value.Enum {
			listed[petition.Verb(v.(string))] = true
		}
		for v := range verbs {
			if !listed[v] {
				t.Errorf("%s has no %s", schema, v)
			}
		}
		for v := range listed {
			if !verbs[v] {
				t.Errorf("%s has %s, which nobody can do there", schema, v)
			}
		}
	}
	for v := range citizenVerbs {
		if step, ok := petition.StepOf(v); !ok || !slices.Contains(step.Who, petition.Citizen) {
			t.Errorf("%s is no act of a petitioner", v)
		}
	}
}

// x-actions names a schema for each action; its fields are those that the steps table takes.
func TestCommandsTakeTheFieldsOfTheSteps(t *testing.T) {
	doc, err := theDocument()
	if err != nil {
		t.Fatal(err)
	}
	for path, always := range map[string]string{"/api/v1/petitions/{number}/{action}": "code", "/api/v1/desk/petitions/{number}/{action}": "version"} {
		for verb, name := range doc.Paths.Value(path).Post.Extensions["x-actions"].(map[string]any) {
			step, ok := petition.StepOf(petition.Verb(verb))
			if !ok {
				t.Errorf("x-actions has %s", verb)
				continue
			}
			if step.Later {
				continue
			}
			schema := doc.Components.Schemas[name.(string)].Value
			for field := range schema.Properties {
				if field != always && !step.Takes(petition.Field(field)) {
					t.Errorf("%s: %s promises %s, which is refused", verb, name, field)
				}
			}
			for _, list := range [][]petition.Field{step.Needs, step.May} {
				for _, f := range list {
					if schema.Properties[string(f)] == nil {
						t.Errorf("%s: %s lacks %s", verb, name, f)
					}
				}
			}
			for _, f := range schema.Required {
				if f != always && !slices.Contains(step.Needs, petition.Field(f)) {
					t.Errorf("%s: %s requires %s, the step does not", verb, name, f)
				}
			}
		}
	}
}
