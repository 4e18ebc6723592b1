// Package notify tells people that something happened, quietly: neutral words, the number and a
// link, never a name, a content, or what the matter is about, because a telephone lies on a table
// and a mailbox is read by others. It delivers one message at a time and at least once; the same ID
// is the same message wherever it arrives.
package notify

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
)

// Kind is what a message is about, in the most general words.
type Kind string

// What petitioners are told.
const (
	Received      Kind = "received"        // filed and registered under a number
	News          Kind = "news"            // anything that has no kind of its own
	Asked         Kind = "asked"           // something is to be completed by the petitioner
	Answered      Kind = "answered"        // an answer is there to be read
	Unread        Kind = "unread"          // an answer has been waiting for a week
	RightEnds     Kind = "right-ends"      // a right to appeal will run out
	WithdrawSoon  Kind = "withdraw-soon"   // a withdrawal will take effect and can still be undone
	PleaseRate    Kind = "please-rate"     // over; please rate
	ReallySolved  Kind = "really-solved"   // a while after: is it really solved?
	Lapsed        Kind = "lapsed"          // a limit of an official body has passed; the next right is open
	OneTimeCode   Kind = "one-time-code"   // args: code, minutes; carries no number
	ContactedSoon Kind = "contacted-soon"  // somebody will telephone
	CodeChanged   Kind = "code-changed"    // a new query code was given out; args: phone
	Followed      Kind = "followed"        // a published matter that somebody follows changed; args: stop
	VisitOff      Kind = "visit-cancelled" // a booked reception day is not held; args: on
)

// What officials are told.
const (
	Task          Kind = "task"           // something new lies in the unit's queue
	ToApprove     Kind = "to-approve"     // a proposal waits for the head
	Returned      Kind = "returned"       // a proposal came back
	Reminded      Kind = "reminded"       // the petitioner asks how far it is
	Supervised    Kind = "supervised"     // the office presses
	DueIn15       Kind = "due-15"         // 15 days left; args: due
	DueIn7        Kind = "due-7"          // 7 days left; args: due
	DueIn3        Kind = "due-3"          // 3 days left; args: due
	DueIn1        Kind = "due-1"          // 1 day left; args: due
	DueToday      Kind = "due-0"          // ends today; args: due
	OverdueBy3    Kind = "overdue-3"      // 3 days late; args: due
	LapsedUnit    Kind = "lapsed-unit"    // a limit has passed and the petitioner was told; args: due
	CalendarMoved Kind = "calendar-moved" // days off were announced and a last day moved with them; args: from, due
	UrgentMatter  Kind = "urgent"         // a person must read it within two working hours
	WeeklyDigest  Kind = "weekly-digest"  // what falls due in the week; args: soon, overdue
	AccountNotice Kind = "account-notice" // something about the official's own account
)

// reminders are the days left at which a unit is reminded; negative is late.
var reminders = map[int]Kind{15: DueIn15, 7: DueIn7, 3: DueIn3, 1: DueIn1, 0: DueToday, -3: OverdueBy3}

// ReminderFor returns the reminder that a unit gets when so many days are left, false for a day on
// which nobody is reminded.
func ReminderFor(daysLeft int) (Kind, bool) {
	kind, ok := reminders[daysLeft]
	return kind, ok
}

// audience says whose message a kind is: it decides where the link leads.
var audience = map[Kind]string{
	Received: citizens, News: citizens, Asked: citizens, Answered: citizens, Unread: citizens, RightEnds: citizens,
	WithdrawSoon: citizens, Lapsed: citizens, PleaseRate: citizens, ReallySolved: citizens, OneTimeCode: citizens, ContactedSoon: citizens, CodeChanged: citizens, Followed: citizens, VisitOff: citizens,
	Task: officials, ToApprove: officials, Returned: officials, Reminded: officials, Supervised: officials,
	DueIn15: officials, DueIn7: officials, DueIn3: officials, DueIn1: officials, DueToday: officials,
	OverdueBy3: officials, LapsedUnit: officials, CalendarMoved: officials, UrgentMatter: officials, WeeklyDigest: officials, AccountNotice: officials,
}

const (
	citizens  = "citizen"
	officials = "official"
)

// Kinds lists every kind of message.
func Kinds() []Kind {
	return []Kind{Received, News, Asked, Answered, Unread, RightEnds, WithdrawSoon, PleaseRate, ReallySolved, OneTimeCode,
		ContactedSoon, CodeChanged, Followed, VisitOff, Task, ToApprove, Returned, Reminded, Supervised, DueIn15, DueIn7, DueIn3, DueIn1, DueToday, OverdueBy3, Lapsed, LapsedUnit, CalendarMoved,
		UrgentMatter, WeeklyDigest, AccountNotice}
}

// Channel is the way a message takes.
type Channel string

// The channels. An in-site message is read on the site itself: nothing is sent.
const (
	Mail   Channel = "mail"
	SMS    Channel = "sms"
	InSite Channel = "in-site"
)

// Message is one thing to tell to one address.
type Message struct {
	ID      string // stable over every attempt: letters, digits, - and _, at most 64
	Kind    Kind
	Lang    string
	Channel Channel
	To      string // a mail address or a telephone number; of no use in-site
	Number  string // the petition's number, empty for a message about none

	// Args are further values for the text, nothing personal. A date as "2026-12-09" is written
	// the language's way.
	Args map[string]string
}

// sender carries a worded message over one channel.
type sender interface {
	send(ctx context.Context, m Message, words Words) error
}

// Deliverer sends messages. It may be used from several goroutines.
type Deliverer struct {
	BaseURL string      // of the links, without a slash at the end; links are left out while empty
	Clock   clock.Clock // of the date in a mail
	mail    sender
	sms     sender // nil when no gateway is configured
}

// Open prepares the senders and checks their addresses; it does not connect.
//
// mailURL is file:FOLDER, smtp://user:password@host:port or smtps://…, with ?from=address for the
// sender and ?tls=off for a server that cannot encrypt. smsURL is file:FOLDER, the https address of
// a gateway with ?token=…, or empty.
func Open(mailURL, smsURL string) (*Deliverer, error) {
	d := &Deliverer{Clock: clock.System{}}
	var err error
	if d.mail, err = openMail(mailURL, d); err != nil {
		return nil, err
	}
	if d.sms, err = openSMS(smsURL, d); err != nil {
		return nil, err
	}
	return d, nil
}

func openMail(address string, d *Deliverer) (sender, error) {
	if folder, ok := strings.CutPrefix(address, "file:"); ok {
		return openFolder("mail", folder, d)
	}
	return openSMTP(address, d)
}

func openSMS(address string, d *Deliverer) (sender, error) {
	if address == "" {
		return nil, nil // no gateway is a lawful configuration
	}
	if folder, ok := strings.CutPrefix(address, "file:"); ok {
		return openFolder("sms", folder, d)
	}
	return openGateway(address)
}

// Reaches reports whether a channel is configured: without a gateway there is no point in queueing
// short messages.
func (d *Deliverer) Reaches(channel Channel) bool {
	switch channel {
	case Mail, InSite:
		return true
	case SMS:
		return d.sms != nil
	}
	return false
}

// Deliver sends a message and returns nil once the next station has taken it. An error that
// Permanent knows will be the same at every attempt; after any other, try again later. No error
// holds the address.
func (d *Deliverer) Deliver(ctx context.Context, m Message) error {
	if !idShape.MatchString(m.ID) {
		return permanent(errors.New("notify: the message has no usable id"))
	}
	words, err := d.Words(m)
	if err != nil {
		return err
	}
	if m.Channel == InSite {
		return nil
	}
	if m.To == "" {
		return permanent(fmt.Errorf("notify: %s by %s: no address", m.Kind, m.Channel))
	}
	var by sender
	switch m.Channel {
	case Mail:
		by = d.mail
	case SMS:
		by = d.sms
	case InSite:
	}
	if by == nil {
		return permanent(fmt.Errorf("notify: nothing is configured for %q", m.Channel))
	}
	return hideAddress(by.send(ctx, m, words), m.To)
}

var idShape = regexp.MustCompile(`^[A-Za-z0-9_-]{1,64}$`)

// permanent marks an error that another attempt will not mend.
func permanent(err error) error {
	return fault.Wrap(err, fault.Unsupported, "error.unsupported")
}

// later marks an error that another attempt may mend.
func later(err error) error {
	return fault.Wrap(err, fault.Unavailable, "error.unavailable")
}

// Permanent reports whether another attempt is useless.
func Permanent(err error) bool { return fault.Is(err, fault.Unsupported) }

// hideAddress takes the address out of an error: servers like to quote it, and failures are stored
// and logged.
func hideAddress(err error, to string) error {
	if err == nil {
		return nil
	}
	text := strings.ReplaceAll(err.Error(), to, "(address)")
	if local, _, ok := strings.Cut(to, "@"); ok && len(local) > 2 {
		text = strings.ReplaceAll(text, local, "(address)")
	}
	cause := errors.New(text)
	if Permanent(err) {
		return permanent(cause)
	}
	return later(cause)
}

// parseAddress reads a configured address without ever repeating it: it may hold a password.
func parseAddress(setting, address string) (*url.URL, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return nil, fmt.Errorf("notify: %s: the address cannot be read", setting)
	}
	return u, nil
}
