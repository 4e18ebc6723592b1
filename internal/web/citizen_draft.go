package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// The filing pages need of casework: SaveDraft, Draft and ForgetDraft under
// the secret of a cookie, Upload, Uploads and RemoveUpload under its hash, and File.

const (
	draftCookie   = "draft"
	receiptCookie = "receipt"
	codeShown     = 30 * time.Minute // how long the filing session sees the query code
	draftSeconds  = int(casework.DraftKept / time.Second)
)

// draft is an unfinished filing. In is what the API takes too, so that both
// are checked by the same rules; the rest is asked only on pages.
type draft struct {
	ID         string       `json:"id"` // names the filing: a second click is the same one
	In         filingInput  `json:"in"`
	Other      string       `json:"other,omitempty"` // another procedure under way
	Spot       string       `json:"spot,omitempty"`
	Basis      string       `json:"basis,omitempty"`
	Year       string       `json:"year,omitempty"`
	Month      string       `json:"month,omitempty"`
	Day        string       `json:"day,omitempty"`
	AboutNames string       `json:"aboutNames,omitempty"`
	Filer      whoDraft     `json:"filer,omitzero"`
	Publish    string       `json:"publish,omitempty"` // yes, no, or not said yet
	Asked      string       `json:"asked,omitempty"`   // the district whose streets were offered
	Left       string       `json:"left,omitempty"`    // the screen it was left at
	SavedAt    time.Time    `json:"savedAt"`
	Filed      *receiptKept `json:"filed,omitempty"`

	secret  string
	refused []string // what to tell about a file that was not taken, on this request only
}

// receiptKept is what the filing session may see again for 30 minutes.
type receiptKept struct {
	casework.Filed
	Kind  petition.Kind `json:"kind"`
	Joint bool          `json:"joint,omitempty"`
}

func newDraft() *draft {
	d := &draft{ID: identity.NewToken()[:32], secret: identity.NewToken()}
	d.In.Petitioner = &petitionerInput{}
	return d
}

// owner is under whose name uploads are received.
func (d *draft) owner() string { return identity.HashToken(d.secret) }

// another tells that a form belongs to a filing begun elsewhere in this
// browser: its answers must not end up in this one.
func (d *draft) another(id string) bool { return id != "" && id != d.ID && !d.SavedAt.IsZero() }

// draft answers the draft of the cookie, nil when there is none any more.
func (s *Server) draft(c echo.Context) (*draft, error) { return s.draftOf(c, draftCookie) }

func (s *Server) draftOf(c echo.Context, cookie string) (*draft, error) {
	return s.draftUnder(c.Request().Context(), cookieValue(c, cookie))
}

// draftUnder answers the draft of a secret, nil when there is none.
func (s *Server) draftUnder(ctx context.Context, secret string) (*draft, error) {
	if secret == "" {
		return nil, nil
	}
	raw, err := s.Cases.Draft(ctx, secret)
	if fault.Is(err, fault.NotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return readDraft(raw, secret)
}

func readDraft(raw []byte, secret string) (*draft, error) {
	d := &draft{}
	if err := json.Unmarshal(raw, d); err != nil {
		return nil, fmt.Errorf("draft: %w", err)
	}
	if d.In.Petitioner == nil {
		d.In.Petitioner = &petitionerInput{}
	}
	d.secret = secret
	return d, nil
}

// draftToFill is the draft of a step: a lost cookie or a draft that ran out
// begins a new one, so that what was just typed is kept all the same.
func (s *Server) draftToFill(c echo.Context) (*draft, error) {
	d, err := s.draft(c)
	if err != nil {
		return nil, err
	}
	if d == nil {
		d = newDraft()
		c.SetCookie(s.cookie(draftCookie, d.secret, "/", draftSeconds))
	}
	return d, nil
}

// changeDraft changes the draft as it stands now, which another window of the
// same browser may have changed since it was read, and answers it.
func (s *Server) changeDraft(ctx context.Context, d *draft, change func(*draft)) (*draft, error) {
	now := d
	err := s.Cases.ChangeDraft(ctx, d.secret, func(raw []byte) ([]byte, error) {
		if raw != nil {
			var err error
			if now, err = readDraft(raw, d.secret); err != nil {
				return nil, err
			}
		}
		change(now)
		now.SavedAt = s.Clock.Now()
		return json.Marshal(now)
	})
	return now, err
}

func (s *Server) saveDraft(ctx context.Context, d *draft) error {
	d.SavedAt = s.Clock.Now()
	raw, err := json.Marshal(d)
	if err != nil {
		return fmt.Errorf("draft: %w", err)
	}
	return s.Cases.SaveDraft(ctx, d.secret, raw)
}

// mayBeAnonymous: suggestions and reports may be filed without a name (Art. 30).
func (d *draft) mayBeAnonymous() bool {
	return d.In.Kind == string(petition.Suggestion) || d.In.Kind == string(petition.Report)
}

// input is the draft as the API would have been given it, before the parts
// that only pages ask for are written into the account.
func (d *draft) input() filingInput {
	in := d.In
	in.Requests = append([]string(nil), d.In.Requests...)
	who := *d.In.Petitioner
	in.Petitioner = &who
	if d.mayBeAnonymous() && d.Filer.alone() && who.Name == "" && who.Phone == "" && who.Address == "" && who.Email == "" {
		in.Petitioner = nil
	}
	for _, name := range strings.Split(d.AboutNames, "\n") {
		if name = petition.Line(name); name != "" {
			in.About = append(in.About, aboutInput{Name: name})
		}
	}
	in.Publish = d.Publish == "yes"
	d.Filer.into(&in)
	in.normalise()
	return in
}

// filing is the checked draft as casework files it. The same draft is the
// same request, however often the button is pressed.
func (d *draft) filing(lang locale.Lang) (casework.Filing, error) {
	in := d.input()
	f := in.filing()
	text := func(key string, args ...any) string { return locale.Text(locale.ZhCN, "citizen."+key, pairs(args)) }
	add := func(line string) { f.Narrative += "\n\n" + line }
	f.Happened = d.began(locale.ZhCN)
	if d.Spot != "" {
		add(text("field.spot") + "：" + d.Spot)
	}
	if d.Basis != "" {
		add(text("basis.lead_in", "text", d.Basis))
	}
	if d.Other != "" && d.Other != "none" {
		add(text("other.lead_in", "text", text("other."+d.Other)))
	}
	f.Owner = d.owner()
	f.Person.Lang = lang
	f.Key = d.ID
	body, err := json.Marshal([]any{in, d.Spot, d.Basis, d.Other, f.Happened})
	if err != nil {
		return f, fmt.Errorf("draft: %w", err)
	}
	sum := sha256.Sum256(body)
	f.BodyHash = hex.EncodeToString(sum[:])
	return f, nil
}

// began words when it began as far as it was given: 2026年6月.
func (d *draft) began(lang locale.Lang) string {
	if d.Year == "" {
		return ""
	}
	if lang == locale.En {
		return strings.Trim(d.Year+"-"+d.Month+"-"+d.Day, "-")
	}
	words := d.Year + "年"
	if d.Month != "" {
		words += d.Month + "月"
	}
	if d.Month != "" && d.Day != "" {
		words += d.Day + "日"
	}
	return words
}

// whenWrong checks the approximate date: "" when right, else the field and the text's key.
func (d *draft) whenWrong(today clock.Day) (field, key string, limit int) {
	y, m, day := number(d.Year), number(d.Month), number(d.Day)
	switch {
	case d.Year == "" && d.Month == "" && d.Day == "":
		return "", "", 0
	case y < 1900 || y > 9999:
		return "happened", "error.year", 0
	case d.Month != "" && (m < 1 || m > 12), d.Month == "" && d.Day != "":
		return "month", "error.month", 0
	}
	last := 31
	if m > 0 {
		last = clock.Date(y, time.Month(m)+1, 1).AddDays(-1).DayOfMonth()
	}
	if d.Day != "" && (day < 1 || day > last) {
		return "day", "error.day", last
	}
	if clock.Date(y, time.Month(max(m, 1)), max(day, 1)).After(today) {
		return "happened", "error.future", 0
	}
	return "", "", 0
}

// number reads digits, -1 for anything else.
func number(s string) int {
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' || n > 99999 {
			return -1
		}
		n = n*10 + int(r-'0')
	}
	return n
}

// formHeader names the form of a petitioner's act that a resumable upload is for.
const formHeader = "X-Form"

// UploadOwner names under whom a resumable upload is received: the form that it
// is for, else the draft of the browser's cookie, "" for plain API clients.
func UploadOwner(r *http.Request) string {
	if own := formOwner(r.Header.Get(formHeader)); own != "" {
		return own
	}
	kept, err := r.Cookie(draftCookie)
	if err != nil || kept.Value == "" {
		return ""
	}
	return identity.HashToken(kept.Value)
}
