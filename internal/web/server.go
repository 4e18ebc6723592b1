// Package web is the one place that speaks HTTP: pages for citizens, the desk
// and the API. A handler parses, calls one verb of casework and answers.
package web

import (
	"log/slog"
	"net"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/prometheus/client_golang/prometheus"

	"sunlit/config"
	"sunlit/frontend"
	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/identity"
)

// Options is everything the server is made of.
type Options struct {
	Settings config.Settings
	Cases    *casework.Cases
	Accounts *identity.Accounts
	Clock    clock.Clock
	Manual   *clock.Manual // demo mode only: POST /demo/clock moves it
	Log      *slog.Logger
	Tus      http.Handler // resumable uploads, nil: none
	Metrics  *prometheus.Registry
	Provider *identity.Provider // nil: no identity provider is configured
	Ready    func() error       // nil: always ready
}

// Server answers every request of the portal.
type Server struct {
	Options
	echo    *echo.Echo
	pages   *pages
	guide   config.Guide
	info    config.Info
	desk    http.Handler
	limits  *limits
	metrics *metrics
	answers answers
}

// New makes the server; it listens nowhere yet.
func New(o Options) (*Server, error) {
	ps, err := loadPages(frontend.Dist)
	if err != nil {
		return nil, err
	}
	guide, err := o.Settings.Guide()
	if err != nil {
		return nil, err
	}
	info, err := o.Settings.InfoPages()
	if err != nil {
		return nil, err
	}
	s := &Server{Options: o, guide: guide, info: info, echo: echo.New(), pages: ps, limits: newLimits(o.Clock, o.Settings.Limits)}
	s.desk = deskFiles(frontend.Dist)
	s.metrics = newMetrics(o.Metrics)
	e := s.echo
	e.HideBanner, e.HidePort = true, true
	e.HTTPErrorHandler = s.fail
	e.IPExtractor = ipExtractor(o.Settings)
	s.middleware()
	s.routes()
	return s, nil
}

// ServeHTTP answers one request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) { s.echo.ServeHTTP(w, r) }

// HTTPServer wraps the server with the timeouts that keep slow clients from
// holding it; uploads get their time from the body, not from here.
func (s *Server) HTTPServer() *http.Server {
	return &http.Server{
		Handler: s, ReadHeaderTimeout: 5 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10,
		ErrorLog: slog.NewLogLogger(s.Log.Handler(), slog.LevelDebug),
	}
}

// ipExtractor trusts forwarded addresses only from the configured proxies.
func ipExtractor(s config.Settings) echo.IPExtractor {
	if len(s.TrustedProxies) == 0 {
		return echo.ExtractIPDirect()
	}
	options := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, p := range s.TrustedProxies {
		options = append(options, echo.TrustIPRange(&net.IPNet{IP: p.Addr().AsSlice(), Mask: net.CIDRMask(p.Bits(), p.Addr().BitLen())}))
	}
	return echo.ExtractIPFromXFFHeader(options...)
}
