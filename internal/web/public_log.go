package web

import (
	"encoding/json"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"sunlit/internal/fault"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// logView is the page about the transparency log.
type logView struct {
	Rows      []namedText
	Key       string
	Witnesses []namedText
	Address   string // of the log, for tools
	Keys      string // verifier keys, one a line, for the checker
	Say       string // the checker's texts
	Script    string // address of the checker, empty before the front end was built
}

// logPage says what the log is and how it stands, and holds the checker, which sends nothing anywhere.
func (s *Server) logPage(c echo.Context) error {
	state, err := s.Cases.LogState(c.Request().Context())
	if err != nil {
		return err
	}
	p := s.page(c, "", nil)
	p.Title, p.Description = p.say("log.h1"), p.say("log.lead")
	p.Back, p.BackText = "/", p.text("shell.back_home")
	v := logView{Key: state.Key, Address: s.Settings.BaseURL + "/log", Keys: s.Cases.LogKeys(), Say: p.checkerSays(), Script: s.pages.assets.paths.Checker}
	v.Rows = []namedText{{p.say("log.size"), p.say("log.size_n", "n", thousands(int(state.Size)))}}
	if !state.SignedAt.IsZero() {
		v.Rows = append(v.Rows, namedText{p.say("log.signed"), dateTime(p.Lang, state.SignedAt)})
	}
	v.Rows = append(v.Rows, namedText{p.say("log.name"), state.Origin})
	for _, w := range state.Witnesses {
		v.Witnesses = append(v.Witnesses, namedText{w.Name, p.say("log.witness_n", "n", thousands(int(w.Size)))})
	}
	p.V = v
	return s.show(c, http.StatusOK, "log", p)
}

// checkerWords are the texts of the checker, log.check.*.
var checkerWords = []string{"good", "good_line", "part", "part_line", "bad", "bad_line", "no_file", "old_browser", "reading", "number", "filed", "title", "place", "place_n",
	"name", "opens_nothing", "witnessed", "why_form", "why_entry", "why_tree", "why_log", "why_signature", "why_stranger"}

func (p *page) checkerSays() string {
	words := map[string]string{}
	for _, w := range checkerWords {
		words[w] = p.say("log.check." + w)
	}
	text, err := json.Marshal(words)
	if err != nil {
		return "{}"
	}
	return string(text)
}

// openly lets other sites' pages and tools read what anybody may read.
func openly(c echo.Context, cache string) {
	h := c.Response().Header()
	h.Set("Cache-Control", cache)
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
}

const (
	cacheMoment = "public, max-age=2"
	cacheEver   = "public, max-age=31536000, immutable"
)

// logCheckpoint sends the newest signed checkpoint (C2SP tlog-tiles).
func (s *Server) logCheckpoint(c echo.Context) error {
	text, err := s.Cases.LogCheckpoint(c.Request().Context())
	if err != nil {
		return err
	}
	openly(c, cacheMoment)
	return c.Blob(http.StatusOK, "text/plain; charset=utf-8", text)
}

// logKey sends the verifier keys: the log's, and below it those of its witnesses.
func (s *Server) logKey(c echo.Context) error {
	openly(c, "public, max-age=3600")
	return c.Blob(http.StatusOK, "text/plain; charset=utf-8", []byte(s.Cases.LogKeys()))
}

// logTile sends hashes or entries of the log. What a path names never changes.
func (s *Server) logTile(c echo.Context) error {
	data, _, err := s.Cases.LogTile(c.Request().Context(), "tile/"+c.Param("*"))
	if err != nil {
		return err
	}
	openly(c, cacheEver)
	return c.Blob(http.StatusOK, "application/octet-stream", data)
}

// How long a proof asked for right after the filing is waited for, and how often it is looked for: the log takes an
// event a moment after its commit.
const (
	proofPatience = 5 * time.Second
	proofLook     = 250 * time.Millisecond
)

// sendProof sends a proof file once the log holds the event.
func (s *Server) sendProof(c echo.Context, number, id string) error {
	ctx := c.Request().Context()
	for waited := time.Duration(0); ; waited += proofLook {
		file, err := s.Cases.OwnProof(ctx, number, id)
		if !fault.Is(err, fault.Unavailable) || waited >= proofPatience {
			if err != nil {
				return err
			}
			c.Response().Header().Set("Content-Disposition", disposition("attachment", file.Name))
			return c.Blob(http.StatusOK, file.Media, file.Bytes)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(proofLook):
		}
	}
}

// receiptProof sends the receipt's proof to the filing session.
func (s *Server) receiptProof(c echo.Context) error {
	number := petition.ParseNumber(c.Param("number"))
	d, err := s.filedHere(c, number)
	if err != nil {
		return err
	}
	if d == nil {
		return c.Redirect(http.StatusSeeOther, "/case/"+c.Param("number"))
	}
	return s.sendProof(c, number, "receipt")
}

// ownProof sends the proof of the receipt or of a paper to the petitioner.
func (s *Server) ownProof(c echo.Context, number, _ string) error {
	return s.sendProof(c, number, c.Param("id"))
}

// ownProofAPI is the same for programs, which give the code.
func (s *Server) ownProofAPI(c echo.Context) error {
	var in codeInput
	if _, err := body(c, &in); err != nil {
		return err
	}
	if err := s.opens(c, in.Code); err != nil {
		return err
	}
	return s.sendProof(c, c.Param("number"), c.Param("id"))
}

// proofsPage lists what the petitioner can prove by the log.
func (s *Server) proofsPage(c echo.Context, number, _ string) error {
	p := s.page(c, "", nil)
	papers, err := s.Cases.OwnProofs(c.Request().Context(), number, p.Lang)
	if err != nil {
		return err
	}
	p.NoIndex = true
	p.Title = p.say("log.proofs.h1")
	p.Back, p.BackText = "/case/"+number, p.text("shell.back_case")
	var rows []actRow
	for _, paper := range papers {
		row := actRow{Href: "/case/" + number + "/proofs/" + paper.ID, Text: paper.Title, Note: monthDay(p.Lang, paper.Date)}
		if paper.Number != "" {
			row.Note = paper.Number + map[bool]string{true: ", ", false: "，"}[p.Lang == locale.En] + row.Note
		}
		rows = append(rows, row)
	}
	p.V = rows
	return s.show(c, http.StatusOK, "proofs", p)
}
