package config

import (
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/netip"
	"path/filepath"
	"strings"

	"sunlit/config/form"
)

// Text is a text in both languages.
type Text struct {
	Zh string `yaml:"zh" json:"zh"`
	En string `yaml:"en" json:"en"`
}

// In returns the text in a language ("zh-CN" or "en"), in Chinese where there is no English.
func (t Text) In(lang string) string {
	if lang == "en" && t.En != "" {
		return t.En
	}
	return t.Zh
}

// Settings are what sunlit.yaml and the environment say, with defaults filled in.
type Settings struct {
	Listen         string
	BaseURL        string // no slash at the end
	Data           string
	Database       string
	Keys           string
	Demo           bool
	Mail           string // for notify.Open
	SMS            string // for notify.Open; empty: no short messages
	Blobs          string
	TrustedProxies []netip.Prefix
	Limits         bool
	CodesPerHour   int // one-time codes of the whole site, 0 for any number
	Migrate        bool
	LogLevel       slog.Level
	Folder         string // what SUNLIT_CONFIG named, empty for the built-in files
	Site           Site
	OIDC           OIDC

	TransparencyLog TransparencyLog
}

// TransparencyLog names the log and the witnesses who sign it too.
type TransparencyLog struct {
	Origin    string // empty: from the base URL
	Witnesses []Witness
}

// Witness is somebody outside who signs the log's checkpoints. One without a URL is asked no more; its key still counts.
type Witness struct {
	URL, Key string
}

// witnessesOf reads "URL KEY", or a key alone.
func witnessesOf(texts []string) []Witness {
	var all []Witness
	for _, text := range texts {
		switch words := strings.Fields(text); len(words) {
		case 1:
			all = append(all, Witness{Key: words[0]})
		case 2:
			all = append(all, Witness{URL: words[0], Key: words[1]})
		}
	}
	return all
}

// OIDC names a government's identity provider through which citizens may sign in; an empty Issuer
// is none.
type OIDC struct {
	Issuer, ClientID, ClientSecret string
	Name                           Text // on the button
}

// Site is what pages and papers say about the office.
type Site struct {
	Name, Office, Organiser, Address, Hours Text
	Phone                                   string
	Emergency                               Emergency
	Records                                 Records
	FullTextNeeds                           string // FullTextCode or FullTextOTP
	Exit                                    string // where who must leave fast is led
}

// What opens the full text of a petition.
const (
	FullTextCode = "code"
	FullTextOTP  = "otp"
)

// Emergency is whom to call instead of filing, or before.
type Emergency struct {
	Police, Ambulance, Listening, Discipline, LegalAid string
}

// Records are the record numbers of a government site; empty ones are not shown.
type Records struct {
	ICP, Police, SiteID string
}

// complete fills in what depends on other settings.
func (s *Settings) complete() {
	if s.BaseURL == "" {
		s.BaseURL = "http://" + s.Listen
	}
	s.BaseURL = strings.TrimSuffix(s.BaseURL, "/")
	if s.Database == "" {
		s.Database = "sqlite:" + in(s.Data, "sunlit.db")
	}
	if s.Keys == "" {
		s.Keys = in(s.Data, "keys.json")
	}
	if s.Mail == "" {
		s.Mail = "file:" + in(s.Data, "outbox")
	}
	if s.SMS == "" && strings.HasPrefix(s.Mail, "file:") {
		s.SMS = s.Mail
	}
	if s.Blobs == "" {
		s.Blobs = "file:" + in(s.Data, "evidence")
	}
}

// in keeps a leading ./ so that the default reads as it is documented.
func in(folder, name string) string {
	joined := filepath.Join(folder, name)
	if strings.HasPrefix(folder, "./") {
		return "./" + joined
	}
	return joined
}

// contradictions finds settings that exclude each other, wherever they were said.
func (s *Settings) contradictions() form.Faults {
	if !s.Limits && !(s.Demo && s.Loopback()) {
		return form.Faults{{File: "limits", Wrong: "off is for demo mode on this machine only", Write: "leave it on"}}
	}
	if s.OIDC.Issuer != "" && s.OIDC.ClientID == "" {
		return form.Faults{{File: "oidc.client_id", Wrong: "is missing beside oidc.issuer", Write: "write the name that the provider gave this portal"}}
	}
	return nil
}

// Loopback reports whether only this machine can reach the site.
func (s Settings) Loopback() bool {
	host, _, err := net.SplitHostPort(s.Listen)
	if err != nil {
		return false
	}
	if host == "localhost" {
		return true
	}
	addr, err := netip.ParseAddr(host)
	return err == nil && addr.Unmap().IsLoopback()
}

// Secure reports whether citizens reach the site by https, so that cookies may be Secure.
func (s Settings) Secure() bool { return strings.HasPrefix(s.BaseURL, "https://") }

// MayServe says why the site must not be opened with these settings: demo logins are public, so
// the demo stays on this machine; and without https, codes and sessions would travel in the clear.
func (s Settings) MayServe() error {
	switch {
	case s.Demo && !s.Loopback():
		return fmt.Errorf("config: listen: demo mode listens on this machine only, not on %s", s.Listen)
	case !s.Demo && !s.Secure():
		return errors.New("config: base_url: must be https outside of demo mode; for a trial set SUNLIT_DEMO=true")
	}
	return nil
}
