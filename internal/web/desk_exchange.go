package web

import (
	"bytes"
	"net/http"

	"github.com/labstack/echo/v4"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
)

const maxExchange = 32 << 20 // bytes of an exchange file handed in on the desk

// exportExchange sends what was done since a day, for the superior's system.
func (s *Server) exportExchange(c echo.Context) error {
	since, err := clock.ParseDay(c.QueryParam("since"))
	if err != nil {
		return fault.Invalid().Field("since", "error.day_wrong").OrNil()
	}
	var out bytes.Buffer // whole or not at all: half a file would be taken for all
	if _, err := s.Cases.ExportExchange(c.Request().Context(), me(c), since, &out); err != nil {
		return err
	}
	c.Response().Header().Set(echo.HeaderContentDisposition, `attachment; filename="sunlit-exchange-`+s.Cases.Today().String()+`.jsonl"`)
	return c.Blob(http.StatusOK, "application/jsonl; charset=utf-8", out.Bytes())
}

// importExchange takes in what a superior assigned and tells what became of each line.
func (s *Server) importExchange(c echo.Context) error {
	c.Request().Body = http.MaxBytesReader(c.Response(), c.Request().Body, maxExchange)
	parts, err := c.Request().MultipartReader()
	if err != nil {
		return fault.Wrap(err, fault.Unsupported, "error.unsupported")
	}
	for {
		part, err := parts.NextPart()
		if err != nil {
			return fault.Invalid().Field("file", "error.evidence_needed").OrNil()
		}
		if part.FormName() != "file" || part.FileName() == "" {
			continue
		}
		report, err := s.Cases.ImportExchange(c.Request().Context(), me(c), part, langOf(c))
		if err != nil {
			return err
		}
		return c.JSON(http.StatusOK, report)
	}
}
