package casework

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"strings"
	"unicode"

	"sunlit/internal/clock"
	"sunlit/internal/document"
	"sunlit/internal/fault"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// Verdict is what the portal says about a paper that somebody holds.
type Verdict string

// Verdicts. Altered: the code is ours, what came with it is not what we issued. Unknown tells
// nothing about what exists.
const (
	Genuine Verdict = "true"
	Altered Verdict = "altered"
	Revoked Verdict = "revoked"
	Unknown Verdict = "unknown"
)

// Verified is what everybody may know about a paper whose code or file he has: never a name, and of
// the matter only the first characters.
type Verified struct {
	Verdict Verdict               `json:"verdict"`
	Kind    petition.DocumentKind `json:"kind,omitempty"`
	Name    string                `json:"name,omitempty"`
	Number  string                `json:"number,omitempty"`
	Unit    string                `json:"unit,omitempty"`
	Date    clock.Day             `json:"date,omitzero"`
	SHA256  string                `json:"sha256,omitempty"` // its first characters
	Title   string                `json:"title,omitempty"`  // masked
	Stamped bool                  `json:"stamped,omitempty"`
	Reason  string                `json:"reason,omitempty"` // revoked: why
	Since   *clock.Day            `json:"since,omitempty"`  // revoked: from when
	By      string                `json:"by,omitempty"`     // revoked: the paper that did it
}

// shortHash is how many hex characters of a hash are shown, for comparing by eye.
const shortHash = 16

// mostRead is how much of an uploaded file is kept to look for a code in it; our papers are far
// smaller. A larger file is known by its hash alone.
const mostRead = 4 << 20

// VerifyCode looks a paper up by the number and the code printed on it. One look-up by the code
// decides, so that a wrong number, a wrong code and both take the same.
func (cs *Cases) VerifyCode(ctx context.Context, number, code, lang string) (*Verified, error) {
	found, err := cs.byVerifyCode(ctx, ParseVerifyCode(code))
	if err != nil {
		return nil, err
	}
	if found == nil {
		return &Verified{Verdict: Unknown}, nil
	}
	if !samePaperNumber(number, found.number) {
		return &Verified{Verdict: Altered}, nil
	}
	return cs.verified(ctx, *found, lang)
}

// VerifyFile looks a paper up by its bytes, which are hashed as they come. A file that nobody issued
// but that carries one of our codes was altered.
func (cs *Cases) VerifyFile(ctx context.Context, r io.Reader, lang string) (*Verified, error) {
	sum, kept := sha256.New(), &head{most: mostRead}
	if _, err := io.Copy(io.MultiWriter(sum, kept), r); err != nil {
		return nil, err
	}
	found, err := cs.byHash(ctx, hex.EncodeToString(sum.Sum(nil)))
	if err != nil {
		return nil, err
	}
	if found != nil {
		return cs.verified(ctx, *found, lang)
	}
	if kept.over {
		return &Verified{Verdict: Unknown}, nil
	}
	for _, code := range document.Codes(kept.Bytes()) {
		found, err := cs.byVerifyCode(ctx, code)
		if err != nil {
			return nil, err
		}
		if found != nil {
			v, err := cs.verified(ctx, *found, lang)
			if err != nil {
				return nil, err
			}
			v.Verdict, v.SHA256, v.Reason, v.Since, v.By = Altered, "", "", nil, ""
			return v, nil
		}
	}
	return &Verified{Verdict: Unknown}, nil
}

// head keeps the first bytes of what is written to it.
type head struct {
	bytes.Buffer
	most int
	over bool
}

// Write takes everything and keeps what fits.
func (h *head) Write(p []byte) (int, error) {
	if h.over = h.over || h.Len()+len(p) > h.most; !h.over {
		return h.Buffer.Write(p)
	}
	return len(p), nil
}

// known is a paper, a scan or a print that was found.
type known struct {
	petition     int64
	paper        string // id, empty for a print
	kind         petition.DocumentKind
	number, unit string
	on           clock.Day
	sha256       string
	stamped      bool
}

func knownPaper(p *store.Paper) *known {
	return &known{petition: p.PetitionID, paper: p.ID, kind: p.Kind, number: p.Number, unit: p.Unit, on: p.IssuedOn, sha256: p.SHA256}
}

func knownPrint(p *store.Print) *known {
	return &known{petition: p.PetitionID, kind: p.Kind, number: p.Number, unit: p.Unit, on: p.IssuedOn, sha256: p.SHA256}
}

// byVerifyCode finds a paper or print by its code; nil for none.
func (cs *Cases) byVerifyCode(ctx context.Context, code string) (*known, error) {
	paper, err := cs.Store.PaperByVerifyCode(ctx, code)
	if err == nil {
		return knownPaper(paper), nil
	}
	if !fault.Is(err, fault.NotFound) {
		return nil, err
	}
	made, err := cs.Store.PrintByVerifyCode(ctx, code)
	if err == nil {
		return knownPrint(made), nil
	}
	return nil, ignoreNotFound(err)
}

// byHash finds a paper, a scan of one or a print by its bytes; nil for none.
func (cs *Cases) byHash(ctx context.Context, sum string) (*known, error) {
	paper, err := cs.Store.PaperByHash(ctx, sum)
	if err == nil {
		return knownPaper(paper), nil
	}
	if !fault.Is(err, fault.NotFound) {
		return nil, err
	}
	scan, err := cs.Store.ScanByHash(ctx, sum)
	if err == nil {
		paper, err := cs.Store.Paper(ctx, scan.PetitionID, scan.PaperID)
		if err != nil {
			return nil, err
		}
		k := knownPaper(paper)
		k.sha256, k.stamped = sum, true
		return k, nil
	}
	if !fault.Is(err, fault.NotFound) {
		return nil, err
	}
	made, err := cs.Store.PrintByHash(ctx, sum)
	if err == nil {
		return knownPrint(made), nil
	}
	return nil, ignoreNotFound(err)
}

func ignoreNotFound(err error) error {
	if fault.Is(err, fault.NotFound) {
		return nil
	}
	return err
}

// verified tells about a paper that is ours: as it was issued, or revoked since.
func (cs *Cases) verified(ctx context.Context, k known, lang string) (*Verified, error) {
	events, err := cs.Store.Events(ctx, k.petition)
	if err != nil {
		return nil, err
	}
	c, err := cs.Law().Replay(events)
	if err != nil {
		return nil, err
	}
	v := &Verified{Verdict: Genuine, Kind: k.kind, Name: paperName(lang, k.kind), Number: k.number, Unit: cs.Dir.UnitName(k.unit, lang), Date: k.on,
		Stamped: k.stamped}
	if len(k.sha256) >= shortHash {
		v.SHA256 = k.sha256[:shortHash]
	}
	if !c.Sealed && c.Kind != petition.Report { // not even the first characters of a report (Art. 30)
		v.Title = maskedTitle(c.Title)
	}
	if r, ok := revocations(events)[k.paper]; ok && k.paper != "" {
		v.Verdict, v.Reason, v.Since, v.By = Revoked, locale.Text(lang, "verify.because_"+r.why, nil), dayOrNil(r.on), r.by
	}
	return v, nil
}

// paperName is a paper's name; prints, which the law does not name, have that of their title.
func paperName(lang string, kind petition.DocumentKind) string {
	if key := "law.document." + string(kind); locale.Has(lang, key) {
		return locale.Text(lang, key, nil)
	}
	return locale.Text(lang, "paper.title."+string(kind), nil)
}

// titleShown is how many characters of a title anybody sees: enough to tell which of one's own
// papers it is, too few to learn somebody else's matter.
const titleShown = 4

func maskedTitle(title string) string {
	runes := []rune(title)
	return string(runes[:min(titleShown, len(runes)/2)]) + "＊＊＊"
}

// ParseVerifyCode reads a code as people type it: groups, small and full-width letters, and the
// letters that its alphabet reads as digits. Anything that can't be one is empty.
func ParseVerifyCode(typed string) string {
	code := strings.Map(func(r rune) rune {
		switch r = halfWidth(unicode.ToUpper(r)); {
		case r == 'I', r == 'L':
			return '1'
		case r == 'O':
			return '0'
		case r >= '0' && r <= '9', r >= 'A' && r <= 'Z':
			return r
		}
		return -1
	}, typed)
	if len(code) != 8 {
		return ""
	}
	return code
}

func halfWidth(r rune) rune {
	if r >= '！' && r <= '～' {
		return r - '！' + '!'
	}
	return r
}

// samePaperNumber compares a number as typed with a paper's own. Brackets, blanks and 号 don't
// matter, because keyboards lack them; year and place in the series alone will do: 2026-12.
func samePaperNumber(typed, number string) bool {
	a, b := plainNumber(typed), plainNumber(number)
	if a == "" {
		return false
	}
	if a == b || petition.ParseNumber(typed) != "" && petition.ParseNumber(typed) == petition.ParseNumber(number) {
		return true
	}
	short := strings.FieldsFunc(strings.Map(halfWidth, typed), func(r rune) bool { return !unicode.IsDigit(r) })
	long := strings.FieldsFunc(number, func(r rune) bool { return !unicode.IsDigit(r) })
	letters := strings.ContainsFunc(a, unicode.IsLetter)
	return !letters && len(short) == 2 && len(long) >= 2 && short[0] == long[len(long)-2] && short[1] == long[len(long)-1]
}

func plainNumber(s string) string {
	return strings.Map(func(r rune) rune {
		r = halfWidth(unicode.ToUpper(r))
		if r == '号' || r == '第' || r == '年' || !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return r
	}, s)
}
