package web

import (
	"html/template"
	"time"

	"sunlit/internal/clock"
)

// The view structs of the citizens' pages: worded, masked and in the order of
// the page, so that a template only lays out.

type homeView struct {
	Legs    []homeLeg
	Short   []template.HTML // the four sentences of large print
	Figures *figuresView
}

// figuresView is the sentence of honest figures; the bad number belongs to it.
type figuresView struct {
	Filed, Answered, Median, Nine int
	Share                         string // of the answered, later than 60 days
	From, To                      clock.Day
}

type startView struct {
	Resume         bool
	SavedAt        time.Time
	Kind, Other    string // known from the guide
	To, Mailbox    string // the leader it is written to, by position
	Call, CallCode string // the open call it answers
}

type choiceView struct{ Question choice }

type placeView struct {
	Levels []placeLevel
	ErrID  string
	Units  []option
}

// placeLevel is one select of the way from province to street.
type placeLevel struct {
	ID, Label, Error string
	Optional         bool
	Options          []option
}

type requestsView struct{ Requests []input }

type evidenceView struct {
	Files  []fileRow
	Limit  int
	TusURL string
}

type fileRow struct {
	ID, Name, Href string
	From           string // the unit that shows it as proof
	Size           int64
}

type contactView struct {
	MayHideName, Optional bool
	Who, Notify           choice
	Mandate               string // name of the file that is the written mandate
}

type aboutView struct{ Units []option }

type namedText struct{ Name, Text string }

type checkView struct {
	Groups  []checkGroup
	Publish choice
}

type checkGroup struct {
	Title string
	Rows  []checkRow
}

// checkRow is one answer; More holds a long text in full.
type checkRow struct{ Name, Text, More, MoreText, Href string }

type receiptView struct {
	Number, Code                       string
	FiledAt                            time.Time
	ForwardBy                          clock.Day
	NextKey                            string
	Joint                              bool
	AcceptDays, AnswerDays, ExtendDays int
	QR                                 template.HTML
}

// caseView is one petition for its petitioner, or its public line when Open is false.
type caseView struct {
	Number, Title, Flash  string
	About                 []namedText // written to whom, led by whom
	Open                  bool
	Status, Left, DueLine string
	DueWhy                string // address of the page that explains the due day
	Glosses               []string
	Heads                 string
	Over                  bool
	Primary               *actRow  // the one thing to do now
	Answers               []actRow // the answer and the opinions that were read
	Team                  []string
	Promises              []promiseRow
	Confirm               bool
	Meetings              []meetingRow
	Letters, Pressures    []letterRow
	Main                  *partRow
	Parts                 []partRow
	Ladder                []ladderRow
	Coach                 *coachView
	Acts, More            []actRow
	Pressure              bool
	NotYet                string
	Steps                 []stepRow
	Papers                []paperRow
	Prints                []actRow
	Files                 []fileRow
	Reads                 []readRow
	MoreReads             int
}

type actRow struct{ Href, Text, Note string }

type stepRow struct {
	At        time.Time
	Who, Text string
	Papers    []paperRow
}

type paperRow struct {
	Href, Name, Line string
	Rendered         string // the file beside a stamped scan
	Unread           bool
	Size             int64
}

type readRow struct {
	At        time.Time
	Who, What string
}

// actView is one act of the petitioner: a sentence, at most one choice, one text, files.
type actView struct {
	Title, Button, Do   string // keys, and the button's value
	Lead, Note, Refused string
	Choice              *choice
	Text                *input
	Files               *attachView
}

type withdrawView struct{ Number, Matter, Why string }

type rateView struct {
	Refused, UnitLater string
	Subjects           []rateSubject
	Reasons            []option
}

type rateSubject struct {
	Name, Title, Line, Value string
	Options                  []option
}

// answerView is the opinion as a page; unread, it only says what reading does.
type answerView struct {
	Number, Unit           string
	Read                   bool
	ReviewDays             int
	LastIfToday            clock.Day
	Summary                string
	PaperName, PaperNumber string
	Points                 []answerPoint
	On                     clock.Day
	PDF                    string
	Size                   int64
	ReadLine, Remedy       string
	Review                 bool
	Ladder                 []ladderRow
}

type answerPoint struct {
	No                           int
	Request, Plain, Facts, Basis string
	Decision, Badge, Measure     string
	By                           clock.Day
}

type problemView struct {
	Line, Detail, Retry, Reference string
	Ways                           []link
}

type link struct{ Href, Text, Note string }

// textView is a page of plain text: parts with a heading, lines and links.
type textView struct {
	Lead    string
	Parts   []textPart
	Display bool // with the controls for size and contrast
}

type textPart struct {
	ID, Title string
	List      bool
	Lines     []string
	Links     []link
}
