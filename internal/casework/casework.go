// Package casework holds the verbs: each is one transaction of state, event and
// outbox. Reads with scope and redaction live here too. It is the only way to
// the store for pages, API and jobs.
package casework

import (
	"log/slog"
	"sync/atomic"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/evidence"
	"sunlit/internal/identity"
	"sunlit/internal/ledger"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// Cases is the desk of the whole portal: everything a verb needs.
type Cases struct {
	Store   *store.Store
	Keys    *identity.Keys
	Blobs   evidence.Blobs
	Intake  *evidence.Intake
	Dir     *Directory
	Clock   clock.Clock
	BaseURL string // origin for links and QR codes, without a slash at the end
	Phone   string // the one number to call, printed on every paper
	Log     *slog.Logger

	LogKey    *ledger.Key      // signs the transparency log's checkpoints
	Witnesses []ledger.Witness // who cosign them

	Unlimited    bool // no limit of one-time codes sent: measurements and the demo only
	CodesPerHour int  // one-time codes that the whole site sends an hour, 0 for any number
	FullTextOTP  bool // the full text opens with the code and a one-time code (domain rulebook §9)

	law     atomic.Pointer[petition.Law]
	base    atomic.Pointer[clock.Calendar] // of the configuration; the law's holds what was entered too
	kept    kept                           // figures, until something new is counted
	data    keptData                       // open data, likewise
	matters keptData                       // published matters as open data
}

// SetLaw replaces rules and calendar; running requests finish with the old ones.
func (cs *Cases) SetLaw(l *petition.Law) { cs.law.Store(l) }

// Law answers the rules and the calendar in force.
func (cs *Cases) Law() *petition.Law { return cs.law.Load() }

// Today is the civil day in Shanghai.
func (cs *Cases) Today() clock.Day { return clock.DayOf(cs.Clock.Now()) }

func (cs *Cases) now() time.Time { return cs.Clock.Now() }
