package notify

import (
	"fmt"
	"net/url"

	"sunlit/internal/clock"
	"sunlit/internal/locale"
)

// Words is a message worded for one channel.
type Words struct {
	Subject string // of a mail or an in-site message
	Text    string
}

// Words words a message in its language; also for showing in-site messages.
func (d *Deliverer) Words(m Message) (Words, error) {
	whose, known := audience[m.Kind]
	if !known {
		return Words{}, permanent(fmt.Errorf("notify: unknown kind %q", m.Kind))
	}
	args := map[string]any{"number": m.Number}
	for name, value := range m.Args {
		args[name] = value
		if day, err := clock.ParseDay(value); err == nil {
			args[name] = day
		}
	}
	lang := locale.Valid(m.Lang)
	key := "notice." + string(m.Kind)
	w := Words{Subject: locale.Text(lang, key+".subject", args)}
	if m.Channel == SMS {
		w.Text = locale.Text(lang, key+".sms", args)
		if link := d.link(whose, m); link != "" {
			w.Text += " " + link
		}
		return w, nil
	}
	w.Text = locale.Text(lang, key+".text", args)
	if link := d.link(whose, m); link != "" {
		w.Text += "\n\n" + link
	}
	w.Text += "\n\n" + locale.Text(lang, "notice.footer", nil)
	return w, nil
}

// link leads to the page that shows more after asking for the code or the login. It never holds a
// code itself, and a one-time code never travels with the number it opens.
func (d *Deliverer) link(whose string, m Message) string {
	switch {
	case d.BaseURL == "" || m.Kind == OneTimeCode || m.Kind == AccountNotice:
		return ""
	case m.Kind == Followed:
		return d.BaseURL + "/published/" + url.PathEscape(m.Number)
	case whose == officials:
		return d.BaseURL + "/desk/"
	case m.Kind == VisitOff:
		return d.BaseURL + "/visits"
	case m.Number == "":
		return d.BaseURL + "/track"
	}
	return d.BaseURL + "/case/" + url.PathEscape(m.Number)
}
