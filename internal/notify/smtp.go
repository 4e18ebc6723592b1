package notify

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/mail"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"sunlit/internal/clock"
)

// smtp hands mail to a server. One connection carries one message: a notice now and then does not
// need a pool, and a broken connection never holds up the next message.
type smtp struct {
	host  string
	opts  []gomail.Option
	from  string
	outer *Deliverer // for its clock, which may be set after Open
}

const (
	smtpPatience = 20 * time.Second
	defaultFrom  = "no-reply@localhost"
)

func openSMTP(address string, d *Deliverer) (sender, error) {
	u, err := parseAddress("mail", address)
	if err != nil {
		return nil, err
	}
	query := u.Query()
	for name := range query {
		if name != "from" && name != "tls" {
			return nil, fmt.Errorf("notify: mail: unknown option %q, expected from or tls", name)
		}
	}
	s := &smtp{host: u.Hostname(), from: query.Get("from"), outer: d}
	if s.from == "" {
		s.from = senderAt(s.host)
	}
	if _, err := mail.ParseAddress(s.from); err != nil {
		return nil, errors.New("notify: mail: from is not an address")
	}
	secure, port, err := transportOf(u)
	if err != nil {
		return nil, err
	}
	s.opts = append(secure, gomail.WithPort(port), gomail.WithTimeout(smtpPatience))
	if domain := domainOf(s.from); domain != "" {
		s.opts = append(s.opts, gomail.WithHELO(domain))
	}
	if u.User != nil {
		password, _ := u.User.Password()
		s.opts = append(s.opts, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover),
			gomail.WithUsername(u.User.Username()), gomail.WithPassword(password))
	}
	_, err = gomail.NewClient(s.host, s.opts...)
	if err != nil {
		return nil, fmt.Errorf("notify: mail: %w", err)
	}
	return s, nil
}

// transportOf decides how the connection is protected: always, except to this machine itself or
// where the office says tls=off.
func transportOf(u *url.URL) ([]gomail.Option, int, error) {
	port, err := strconv.Atoi(u.Port())
	if u.Port() != "" && err != nil {
		return nil, 0, errors.New("notify: mail: the port is no number")
	}
	choice := u.Query().Get("tls")
	switch {
	case choice != "" && choice != "off":
		return nil, 0, fmt.Errorf("notify: mail: tls=%s: only off can be chosen", choice)
	case u.Scheme == "smtps":
		if port == 0 {
			port = 465
		}
		return []gomail.Option{gomail.WithSSL()}, port, nil
	case u.Scheme != "smtp":
		return nil, 0, errors.New("notify: mail: the address must begin with file:, smtp:// or smtps://")
	}
	policy := gomail.TLSMandatory
	if choice == "off" {
		policy = gomail.NoTLS
	} else if isLoopback(u.Hostname()) {
		policy = gomail.TLSOpportunistic
	}
	if port == 0 {
		port = 25
	}
	return []gomail.Option{gomail.WithTLSPolicy(policy)}, port, nil
}

// senderAt makes up a sender for a server that was given without one.
func senderAt(host string) string {
	if _, err := netip.ParseAddr(host); err == nil || !strings.Contains(host, ".") {
		return defaultFrom
	}
	return "no-reply@" + host
}

func (s *smtp) send(ctx context.Context, m Message, words Words) error {
	letter, err := write(m, words, s.from, s.outer.Clock)
	if err != nil {
		return err
	}
	client, err := gomail.NewClient(s.host, s.opts...)
	if err != nil {
		return later(fmt.Errorf("notify: mail: %w", err))
	}
	ctx, cancel := context.WithTimeout(ctx, smtpPatience)
	defer cancel()
	err = client.DialAndSendWithContext(ctx, letter)
	if err == nil || letter.IsDelivered() { // a farewell that failed does not undo the delivery
		return nil
	}
	err = fmt.Errorf("notify: mail: %w", err)
	// Only what the server said about this one message is final. A 5xx to the login or a full
	// queue will be mended by somebody, and the message should still arrive.
	var refused *gomail.SendError
	if errors.As(err, &refused) && refused.ErrorCode() >= 500 && slices.Contains(aboutThisMessage, refused.Reason) {
		return permanent(err)
	}
	return later(err)
}

// aboutThisMessage are the failures at the recipient and at the content.
var aboutThisMessage = []gomail.SendErrReason{gomail.ErrSMTPRcptTo, gomail.ErrSMTPData, gomail.ErrSMTPDataClose}

// write makes the mail. Its Message-ID comes from the message's own ID, so that a mail sent twice
// can be known as one.
func write(m Message, words Words, from string, at clock.Clock) (*gomail.Msg, error) {
	to, err := mail.ParseAddress(m.To)
	if err != nil || to.Address != m.To {
		return nil, permanent(errors.New("notify: mail: the recipient is not a plain address"))
	}
	letter := gomail.NewMsg(gomail.WithNoDefaultUserAgent())
	if err := letter.From(from); err != nil {
		return nil, permanent(errors.New("notify: mail: from is not an address"))
	}
	letter.ToMailAddress(to)
	letter.Subject(words.Subject)
	letter.SetDateWithValue(at.Now().In(clock.Shanghai))
	letter.SetMessageIDWithValue(m.ID + "@" + domainOf(from))
	letter.SetGenHeader("Auto-Submitted", "auto-generated") // no answering machine should reply
	letter.SetBodyString(gomail.TypeTextPlain, words.Text+"\n")
	return letter, nil
}

// compose returns the mail as the bytes of a file.
func compose(m Message, words Words, from string, at clock.Clock) ([]byte, error) {
	letter, err := write(m, words, from, at)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if _, err := letter.WriteTo(&b); err != nil {
		return nil, permanent(fmt.Errorf("notify: mail: %w", err))
	}
	return b.Bytes(), nil
}

func domainOf(address string) string {
	parsed, err := mail.ParseAddress(address)
	if err != nil {
		return "localhost"
	}
	_, domain, _ := strings.Cut(parsed.Address, "@")
	return domain
}
