package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"sunlit/internal/casework"
	"sunlit/internal/fault"
	"sunlit/internal/locale"
)

// infoRow is one page in the desk's list.
type infoRow struct {
	Slug    string `json:"slug"`
	Path    string `json:"path"`
	Title   string `json:"title"`
	Version int    `json:"version"` // 0: the configuration's words stand
}

// infoList lists the information pages with what stands there now.
func (s *Server) infoList(c echo.Context) error {
	rows := []infoRow{}
	for _, page := range s.info.Pages {
		text, err := s.infoText(c, page.Slug, langOf(c))
		if err != nil {
			return err
		}
		rows = append(rows, infoRow{page.Slug, infoPath(page.Slug), text.Title, text.Version})
	}
	return c.JSON(http.StatusOK, map[string]any{"items": rows})
}

// infoSheet is a page in one language as the office edits it.
type infoSheet struct {
	Slug    string                 `json:"slug"`
	Lang    string                 `json:"lang"`
	Title   string                 `json:"title"`
	Body    string                 `json:"body"`
	Version int                    `json:"version"`
	History []casework.InfoVersion `json:"history"`
}

func (s *Server) infoEdit(c echo.Context) error {
	slug, lang := c.Param("slug"), c.Param("lang")
	if locale.Valid(lang) != lang {
		return fault.New(fault.NotFound, "error.not_found")
	}
	text, err := s.infoText(c, slug, lang)
	if err != nil {
		return err
	}
	history, err := s.Cases.InfoHistory(c.Request().Context(), slug, lang)
	return answerWith(c, http.StatusOK, infoSheet{slug, lang, text.Title, text.Body, text.Version, history}, err)
}

func (s *Server) infoSave(c echo.Context) error {
	var in casework.InfoDraft
	if _, err := body(c, &in); err != nil {
		return err
	}
	slug, lang := c.Param("slug"), c.Param("lang")
	if _, ok := s.info.Page(slug); !ok || locale.Valid(lang) != lang {
		return fault.New(fault.NotFound, "error.not_found")
	}
	if err := s.Cases.SaveInfo(c.Request().Context(), me(c), slug, lang, in); err != nil {
		return err
	}
	return s.infoEdit(c)
}

// infoPreview shows what a text will look like, by the same way as the page itself.
func (s *Server) infoPreview(c echo.Context) error {
	var in struct {
		Body string `json:"body"`
		Lang string `json:"lang"`
	}
	if _, err := body(c, &in); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"html": rendered(s.filled(in.Body, locale.Valid(in.Lang)))})
}

func (s *Server) mistakes(c echo.Context) error {
	list, err := s.Cases.Mistakes(c.Request().Context())
	return answerWith(c, http.StatusOK, map[string]any{"items": list}, err)
}

func (s *Server) answerMistake(c echo.Context) error {
	var in struct {
		Answer string `json:"answer"`
	}
	if _, err := body(c, &in); err != nil {
		return err
	}
	if err := s.Cases.AnswerMistake(c.Request().Context(), me(c), c.Param("id"), in.Answer); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}
