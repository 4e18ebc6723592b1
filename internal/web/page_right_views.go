package web

// The view structs of the petitioner's rights and of what others do to the matter.

// rightView is one right as a page; a refused one says why and which ways stay open.
type rightView struct {
	Verb, Lead, Button, Refused string
	Does, Not                   []string
	Last                        string // with its last day
	Now                         string // what was chosen before
	Late                        bool   // the last day is over and a good reason is asked
	LateLead, LateMay           string
	Ways                        []link
	About                       []checkRow
	Lapsed                      []string
	Choices                     []choice
	Questions                   []questionView
	Text, LateText              *input
	Files                       *attachView
	Exit, Danger                string
}

// questionView is one thing to say yes or no to, with words beside it.
type questionView struct {
	Title  string
	Lines  []string
	Choice choice
	Text   *input
}

// attachView is the place for files in a form that keeps them until it is sent.
type attachView struct {
	Files  []fileRow
	Limit  int
	TusURL string
}

// sureView is the last look before something is done.
type sureView struct {
	What, Button string
	Not          []string
	Rows         []checkRow
	Keep         []kept
}

// kept is an answer that travels on in the form.
type kept struct{ Name, Value string }

type doneView struct {
	Number, Exit string
	Lines        []string
}

// expiredView asks for the code again and keeps what was written.
type expiredView struct {
	Number string
	Keep   []kept
}

// promiseRow is a unit's promise with where it stands.
type promiseRow struct {
	Name, Text, By, State, Proof string
	Over                         bool
}

// meetingRow is a hearing, a mediation or an invitation to talk.
type meetingRow struct {
	Title, When string
	Lines       []string
}

// letterRow is something said, and its answer.
type letterRow struct{ Title, Text, Answer string }

// partRow is another petition that belongs to this one.
type partRow struct{ Number, Text, Href, Link string }

// opinionView is the opinion of a review or a re-review as a page.
type opinionView struct {
	Number, Lead               string
	Read                       bool
	Days                       int
	LastIfToday, Last          string
	Result, Findings, Reasons  string
	PaperName, PaperNumber, On string
	Body, PDF                  string
	Act, ActText               string // the next right
	End                        string
}
