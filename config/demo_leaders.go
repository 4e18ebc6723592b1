package config

// DemoMailbox is the mailbox of an invented leader, by position and duty.
type DemoMailbox struct {
	Code     string `yaml:"code"`
	Position Text   `yaml:"position"`
	Duty     Text   `yaml:"duty"`
	Unit     string `yaml:"unit"`
	Place    string `yaml:"place"`
}

// DemoReception is a reception day, so many days before or after the seeding.
type DemoReception struct {
	InDays   int64  `yaml:"in_days"`
	Kind     string `yaml:"kind"` // office, street, countryside
	Unit     string `yaml:"unit"`
	Place    string `yaml:"place"`
	Position Text   `yaml:"position"`
	Room     string `yaml:"room"`
	From     string `yaml:"from"`
	To       string `yaml:"to"`
	Slots    int    `yaml:"slots"`
	State    string `yaml:"state"` // kept or cancelled; planned when empty
	Reason   string `yaml:"reason"`
	Result   string `yaml:"result"`
	Booked   []int  `yaml:"booked"` // slots that invented people took
}

// DemoCall is an open call for suggestions, from and until so many days around the seeding.
type DemoCall struct {
	Code      string `yaml:"code"`
	Title     Text   `yaml:"title"`
	Body      Text   `yaml:"body"`
	Outcome   Text   `yaml:"outcome"`
	Unit      string `yaml:"unit"`
	FromDays  int64  `yaml:"from_days"`
	UntilDays int64  `yaml:"until_days"`
}
