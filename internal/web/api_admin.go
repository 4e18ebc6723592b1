package web

import "github.com/labstack/echo/v4"

// adminRoutes are the administrators' addresses.
func (s *Server) adminRoutes(*echo.Group) {}
