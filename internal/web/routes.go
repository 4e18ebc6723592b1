package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// routes is every address of the portal with who may use it, one a line.
func (s *Server) routes() {
	e := s.echo
	api := e.Group("/api/v1")

	// Anybody; a petition opens only with its code.
	api.POST("/petitions", s.filePetition, s.limit(filing))
	api.POST("/evidence", s.uploadEvidence, s.limit(uploads))
	api.Any("/evidence/tus/*", s.tus)
	api.GET("/petitions/:number", s.publicLine, s.limit(lookup))
	api.POST("/petitions/:number/open", s.openCase, s.limit(opening))
	api.POST("/petitions/:number/documents/:id", s.ownDocument, s.limit(opening))
	api.POST("/petitions/:number/proofs/:id", s.ownProofAPI, s.limit(opening))
	api.POST("/petitions/:number/evidence/:id", s.ownEvidence, s.limit(opening))
	api.POST("/petitions/:number/:action", s.citizenAct, s.limit(opening))
	api.GET("/meta", s.meta, s.limit(anything))
	api.POST("/verify", s.verifyPaper, s.limit(lookup))
	api.GET("/statistics", s.statistics, s.limit(anything))
	api.GET("/open-data", s.openData, s.limit(anything))
	public := s.fromCache(s.Cases.PublishedMark)
	api.GET("/published", s.published, s.limit(anything), public)
	api.GET("/published/:number", s.publishedOne, s.limit(anything), public)
	e.GET("/api/openapi.yaml", s.openAPI)

	s.citizenRoutes(api)
	// Officials: the session says who, the scope inside every query says what.
	s.deskRoutes(api)

	// Administrators: accounts, units, roles, calendar; no petition.
	admin := api.Group("/admin", s.signedIn(false), s.holding(petition.Admin))
	s.adminRoutes(admin)

	// Operation.
	e.GET("/healthz", s.healthz)
	e.GET("/readyz", s.readyz)
	if s.Metrics != nil {
		e.GET("/metrics", echo.WrapHandler(promhttp.HandlerFor(s.Metrics, promhttp.HandlerOpts{})))
	}
	e.POST("/demo/clock", s.moveClock)

	// Pages.
	e.GET("/desk", s.serveDesk)
	e.GET("/desk/*", s.serveDesk)
	s.pageRoutes(e)
	s.refuseOtherMethods()
}

// deskRoutes are the officials' addresses.
func (s *Server) deskRoutes(api *echo.Group) {
	api.POST("/session", s.signIn, s.limit(signing))
	api.DELETE("/session", s.signOut)
	own := api.Group("/desk", s.signedIn(true))
	own.GET("/me", s.whoami)
	own.PUT("/preferences", s.setPreferences)
	own.PUT("/password", s.changePassword)
	own.POST("/totp", s.beginTotp)
	own.POST("/totp/confirm", s.confirmTotp)
	desk := api.Group("/desk", s.signedIn(false))
	desk.GET("/counts", s.counts)
	desk.GET("/officials", s.officials)
	desk.GET("/notices", s.deskNotices)
	desk.GET("/supervision", s.supervision, s.holding(petition.Office, petition.Joint))
	desk.GET("/petitions", s.queue)
	desk.GET("/petitions/:number", s.deskCase)
	desk.POST("/petitions/:number/reveal", s.reveal)
	desk.GET("/petitions/:number/clock/:leg", s.deskClock)
	desk.GET("/publications", s.toPublish)
	desk.GET("/petitions/:number/publication", s.publication)
	desk.POST("/petitions/:number/publication", s.checkPublication)
	desk.GET("/petitions/:number/working-copy", s.workingCopy)
	desk.PUT("/petitions/:number/working-copy", s.saveWorkingCopy)
	desk.GET("/petitions/:number/preview.pdf", s.preview)
	desk.GET("/petitions/:number/documents/:id", s.deskDocument)
	desk.POST("/petitions/:number/documents/:id/scan", s.deskScan, s.limit(uploads))
	desk.GET("/petitions/:number/evidence/:id", s.deskEvidence)
	desk.GET("/petitions/:number/evidence/:id/view", s.deskEvidenceView)
	s.deskInfoRoutes(desk)
	s.counterRoutes(api, desk)
	desk.POST("/petitions/:number/:action", s.deskAct)
	s.leaderRoutes(api, desk)
	s.findingRoutes(desk)
}

// citizenRoutes are one-time codes, and the accounts of citizens, which nobody needs.
func (s *Server) citizenRoutes(api *echo.Group) {
	api.POST("/petitions/:number/one-time-code", s.askProof, s.limit(sending))
	api.POST("/petitions/:number/new-code", s.askNewCodeAPI, s.limit(sending))
	api.POST("/petitions/:number/new-code/confirm", s.takeNewCode, s.limit(entering))
	api.POST("/me/code", s.askCode, s.limit(sending))
	api.POST("/me/session", s.beginMine, s.limit(entering))
	api.DELETE("/me/session", s.endMine)
	api.GET("/me", s.mine, s.limit(anything))
	api.DELETE("/me", s.closeMine)
	api.PUT("/me/notices", s.setNotices)
	api.POST("/me/contacts", s.addContactAPI, s.limit(sending))
	api.POST("/me/contacts/confirm", s.confirmContact, s.limit(entering))
	api.POST("/me/petitions", s.addMineAPI, s.limit(opening))
	api.DELETE("/me/petitions/:number", s.removeMineAPI)
}

// refuseOtherMethods answers 405 where an address of the API exists, but not
// for this method. The router would say so itself, but a group with middleware
// catches everything below it as not found.
func (s *Server) refuseOtherMethods() {
	allowed := map[string][]string{}
	for _, r := range s.echo.Routes() {
		if strings.HasPrefix(r.Path, "/api/") && !strings.HasSuffix(r.Path, "*") && r.Method != echo.RouteNotFound {
			allowed[r.Path] = append(allowed[r.Path], r.Method)
		}
	}
	for path, methods := range allowed {
		allow := strings.Join(slices.Sorted(slices.Values(methods)), ", ")
		for _, method := range []string{http.MethodGet, http.MethodPost, http.MethodPut, http.MethodPatch, http.MethodDelete} {
			if !slices.Contains(methods, method) {
				s.echo.Add(method, path, methodNotAllowed(allow))
			}
		}
	}
}

func methodNotAllowed(allow string) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Response().Header().Set(echo.HeaderAllow, allow)
		return echo.ErrMethodNotAllowed
	}
}

// tus hands resumable uploads to their handler, which knows the protocol.
func (s *Server) tus(c echo.Context) error {
	if s.Tus == nil {
		return fault.New(fault.NotFound, "error.not_found")
	}
	s.Tus.ServeHTTP(c.Response(), c.Request())
	return nil
}
