package job_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync"
	"testing"
	"time"

	formats "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"

	"sunlit/config"
	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/identity"
	"sunlit/internal/job"
	"sunlit/internal/ledger"
	"sunlit/internal/petition"
	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

// witness is a C2SP witness: it cosigns what extends what it cosigned last.
type witness struct {
	mu     sync.Mutex
	log    *ledger.Verifiers
	signer *formats.Signer
	last   ledger.Checkpoint
	asked  []int64 // old sizes it was told
	away   bool
	server *httptest.Server
	key    string
}

func newWitness(t *testing.T, name, logKey string) *witness {
	t.Helper()
	skey, vkey, err := note.GenerateKey(nil, name)
	fine(t, err)
	w := &witness{}
	w.signer, err = formats.NewSignerForCosignatureV1(skey)
	fine(t, err)
	w.key, err = formats.VKeyToCosignatureV1(vkey)
	fine(t, err)
	w.log, err = ledger.NewVerifiers(logKey)
	fine(t, err)
	w.server = httptest.NewServer(w)
	t.Cleanup(w.server.Close)
	return w
}

func (w *witness) ServeHTTP(rw http.ResponseWriter, r *http.Request) {
	w.mu.Lock()
	defer w.mu.Unlock()
	body, err := io.ReadAll(r.Body)
	s, parse := ledger.ParseSubmission(body)
	switch c, open := w.log.Open(s.Checkpoint); {
	case w.away:
		rw.WriteHeader(http.StatusBadGateway)
	case r.Method != http.MethodPost || r.URL.Path != "/add-checkpoint" || errors.Join(err, parse) != nil:
		rw.WriteHeader(http.StatusBadRequest)
	case open != nil:
		rw.WriteHeader(http.StatusForbidden)
	case s.Old != w.last.Size:
		w.asked = append(w.asked, s.Old)
		rw.Header().Set("Content-Type", "text/x.tlog.size")
		rw.WriteHeader(http.StatusConflict)
		fmt.Fprintf(rw, "%d\n", w.last.Size)
	case s.Extends(w.last, c.Checkpoint) != nil:
		rw.WriteHeader(http.StatusUnprocessableEntity)
	default:
		w.asked = append(w.asked, s.Old)
		w.last = c.Checkpoint
		n, _ := note.Sign(&note.Note{Text: c.Checkpoint.Text()}, w.signer)
		_, lines, _ := bytes.Cut(n, []byte("\n\n"))
		_, _ = rw.Write(lines)
	}
}

func fine(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// portal is a store with a log and nothing else.
type portal struct {
	*casework.Cases
	t        *testing.T
	petition int64
	seq      int
}

func newPortal(t *testing.T, s *store.Store) *portal {
	t.Helper()
	key, err := ledger.NewKey("petitions.example/log", bytes.Repeat([]byte{5}, 32))
	fine(t, err)
	keys, err := identity.LoadKeys(filepath.Join(t.TempDir(), "keys.json"), true)
	fine(t, err)
	return &portal{t: t, Cases: &casework.Cases{Store: s, Keys: keys, Clock: clock.System{}, LogKey: key, Log: slog.New(slog.DiscardHandler)}}
}

// happen writes events; the first files a petition.
func (p *portal) happen(n int) {
	p.t.Helper()
	now := clock.System{}.Now()
	for range n {
		p.seq++
		e := &petition.Event{ID: store.NewID(), PetitionID: p.petition, Seq: p.seq, Verb: petition.File, At: now, RecordedAt: now, Role: petition.Citizen, Salt: bytes.Repeat([]byte{1}, 32),
			Content: petition.Content{Version: 1, Seq: p.seq}}
		fine(p.t, e.Seal())
		fine(p.t, p.Store.Tx(p.t.Context(), func(tx *store.Store) error {
			if p.seq > 1 {
				return tx.AppendEvent(p.t.Context(), e)
			}
			row := &petition.Petition{Number: petition.NewNumber(), Version: 1, Stage: petition.Submitted, Open: true, Kind: petition.Claim, Channel: petition.Online, Title: "t",
				Category: "other", OfficeUnit: "o", Holder: "o", Round: 1, DueOn: clock.DayOf(now), FiledAt: now, StageAt: now, CodeHash: []byte("h"), ReceivedOn: clock.DayOf(now), People: 1}
			err := tx.InsertFiling(p.t.Context(), &store.Filing{Petition: row, Event: e})
			p.petition = row.ID
			return err
		}))
	}
}

func (p *portal) addWitness(w *witness) {
	p.t.Helper()
	one, err := ledger.NewWitness(w.server.URL+"/", w.key)
	fine(p.t, err)
	p.Witnesses = append(p.Witnesses, one)
}

// grow integrates what waits and shows it to the witnesses.
func (p *portal) grow(r *job.Runner) error {
	p.t.Helper()
	fine(p.t, r.Integrate(p.t.Context()))
	return r.AskWitnesses(p.t.Context())
}

func (p *portal) cosigned() ledger.Signed {
	p.t.Helper()
	text, err := p.LogCheckpoint(p.t.Context())
	fine(p.t, err)
	v, err := ledger.ParseVerifiers(p.LogKeys())
	fine(p.t, err)
	signed, err := v.Open(text)
	fine(p.t, err)
	return signed
}

func TestWitnessesCosignTheLog(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := newPortal(t, s)
		one, two := newWitness(t, "w1.example", p.LogKey.VerifierKey()), newWitness(t, "w2.example", p.LogKey.VerifierKey())
		p.addWitness(one)
		p.addWitness(two)
		r := job.New(p.Cases, nil, p.Log)
		fine(t, p.grow(r)) // nothing to show yet
		p.happen(3)
		fine(t, p.grow(r))
		if c := p.cosigned(); c.Size != 3 || len(c.Cosigned) != 2 || len(c.Unchecked) != 0 {
			t.Fatalf("%+v", c)
		}
		fine(t, p.grow(r)) // nothing new: nobody is asked
		two.away = true
		p.happen(4)
		if err := p.grow(r); err == nil {
			t.Error("a witness that is away is not told of")
		}
		if c := p.cosigned(); c.Size != 7 || len(c.Cosigned) != 1 {
			t.Fatalf("%+v", c)
		}
		two.away = false
		p.happen(2)
		fine(t, p.grow(r))
		if c := p.cosigned(); c.Size != 9 || len(c.Cosigned) != 2 {
			t.Fatalf("%+v", c)
		}
		if want := "[0 3 7] [0 3]"; fmt.Sprint(one.asked, two.asked) != want {
			t.Errorf("asked from %v %v, want %s", one.asked, two.asked, want)
		}
	})
}

func TestWitnessThatRemembersMore(t *testing.T) {
	p := newPortal(t, storetest.SQLite(t))
	w := newWitness(t, "w1.example", p.LogKey.VerifierKey())
	p.addWitness(w)
	r := job.New(p.Cases, nil, p.Log)
	p.happen(3)
	fine(t, r.Integrate(t.Context()))
	seen := p.cosigned().Checkpoint
	w.last = seen // its answer was lost on the way
	p.happen(2)
	fine(t, p.grow(r))
	if c := p.cosigned(); len(c.Cosigned) != 1 || fmt.Sprint(w.asked) != "[0 3]" {
		t.Errorf("%+v, asked from %v", c, w.asked)
	}
	w.last.Size = 50 // the database is an old copy
	p.happen(1)
	if err := p.grow(r); !errors.Is(err, ledger.ErrShortened) {
		t.Errorf("a log that was set back: %v", err)
	}
	w.last = ledger.Checkpoint{Origin: seen.Origin, Size: 4} // another tree
	p.happen(1)
	if err := p.grow(r); err == nil {
		t.Error("a log that was forked is cosigned")
	}
	if c := p.cosigned(); c.Size != 7 || len(c.Cosigned) != 0 {
		t.Errorf("the log stopped: %+v", c)
	}
}

func law(t *testing.T) *petition.Law {
	t.Helper()
	text, err := config.File("rules.yaml")
	fine(t, err)
	rules, err := petition.ParseRules(text)
	fine(t, err)
	text, err = config.File("calendar.yaml")
	fine(t, err)
	calendar, err := clock.ParseCalendar(text)
	fine(t, err)
	return &petition.Law{Rules: rules, Calendar: calendar}
}

func TestRunnerSignsWithinSeconds(t *testing.T) {
	s := storetest.SQLite(t)
	p := newPortal(t, s)
	p.SetLaw(law(t)) // the deadlines run beside the log
	ctx, stop := context.WithTimeout(t.Context(), 10*time.Second)
	defer stop()
	r := job.New(p.Cases, nil, p.Log)
	done := make(chan struct{})
	go func() { defer close(done); r.Run(ctx) }()
	for ctx.Err() == nil {
		if text, err := p.LogCheckpoint(ctx); err == nil && bytes.Contains(text, []byte("petitions.example/log\n0\n")) {
			break
		}
		time.Sleep(20 * time.Millisecond)
	}
	if ctx.Err() != nil {
		t.Error("no checkpoint")
	}
	stop()
	<-done
	if err := job.New(p.Cases, nil, p.Log).Integrate(t.Context()); err != nil {
		t.Error(err)
	}
	if _, ok, err := s.Lease(t.Context(), "job-witnesses", "another node", time.Second); !ok || err != nil {
		t.Errorf("a node that stopped keeps its lease: %v", err)
	}
}
