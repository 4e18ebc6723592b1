package config

import (
	"log/slog"
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"

	"sunlit/config/form"
)

// value is what a setting may be, whether a file or the environment says it.
type value struct {
	write  string // what to write instead
	ok     func(string) bool
	secret bool // holds a password: never repeated in a message
}

var onOff = value{write: "write on or off", ok: func(v string) bool { _, ok := switches[strings.ToLower(v)]; return ok }}

// switches are the words for on and off.
var switches = map[string]bool{"true": true, "on": true, "yes": true, "1": true, "false": false, "off": false, "no": false, "0": false}

// values are the settings that cannot be any text; what is empty falls back to the default.
var values = map[string]value{
	"listen":   {write: "write host:port, such as 127.0.0.1:8080", ok: func(v string) bool { _, _, err := net.SplitHostPort(v); return err == nil }},
	"base_url": {write: "write an address such as https://example.org", ok: isOrigin},
	"database": {write: "begin with sqlite: or mysql://", secret: true, ok: begins("sqlite:", "mysql://")},
	"blobs":    {write: "begin with file: or s3://", secret: true, ok: begins("file:", "s3://")},
	"mail":     {write: "begin with file:, smtp:// or smtps://", secret: true, ok: begins("file:", "smtp://", "smtps://")},
	"sms":      {write: "begin with file: or https://", secret: true, ok: begins("file:", "https://", "http://")},
	"demo":     onOff, "limits": onOff, "migrate": onOff,
	"codes_per_hour": {write: "write a whole number", ok: func(v string) bool { n, err := strconv.Atoi(v); return err == nil && n >= 0 }},
	"log_level":      {write: "write debug, info, warn or error", ok: func(v string) bool { return new(slog.Level).UnmarshalText([]byte(v)) == nil }},
	"trusted_proxies": {write: "write an address or CIDR, such as 10.0.0.0/8", ok: func(v string) bool {
		return !slices.ContainsFunc(split(v), func(part string) bool { _, err := parsePrefix(part); return err != nil })
	}},
	"log.origin": {write: "write a name such as petitions.example.gov.cn/log, without https://", ok: func(v string) bool { return !strings.ContainsAny(v, " \t+") && !strings.Contains(v, "://") }},
	"log.witnesses": {write: "write the witness's https address, a blank and its verifier key", ok: func(v string) bool {
		return !slices.ContainsFunc(split(v), func(one string) bool { return !isWitness(strings.Fields(one)) })
	}},
	"oidc.issuer":          {write: "write an address such as https://id.example.org", ok: func(v string) bool { return begins("https://", "http://")(v) && !strings.ContainsAny(v, "?#@ ") }},
	"oidc.client_secret":   {write: "write one word", secret: true, ok: func(v string) bool { return !strings.ContainsAny(v, " \t") }},
	"site.full_text_needs": {write: "write code or otp", ok: func(v string) bool { return v == FullTextCode || v == FullTextOTP }},
}

// isWitness tells whether the words are an address and a verifier key (name+hash+key), or the key alone. Plain http is for
// a witness on this machine.
func isWitness(words []string) bool {
	if len(words) == 0 || len(words) > 2 || strings.Count(words[len(words)-1], "+") < 2 {
		return false
	}
	if len(words) == 1 {
		return true
	}
	u, err := url.Parse(words[0])
	return err == nil && u.Host != "" && u.User == nil && (u.Scheme == "https" || u.Scheme == "http" && (Settings{Listen: u.Host}).Loopback())
}

func isOrigin(v string) bool {
	base, err := url.Parse(v)
	return err == nil && base.Host != "" && base.RawQuery == "" && base.Fragment == "" && base.User == nil && (base.Scheme == "http" || base.Scheme == "https")
}

func begins(schemes ...string) func(string) bool {
	return func(v string) bool {
		return slices.ContainsFunc(schemes, func(scheme string) bool { return strings.HasPrefix(v, scheme) && len(v) > len(scheme) })
	}
}

// split reads a list as the environment gives it, separated by commas.
func split(text string) []string {
	var list []string
	for part := range strings.SplitSeq(text, ",") {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}

func parsePrefix(text string) (netip.Prefix, error) {
	if prefix, err := netip.ParsePrefix(text); err == nil {
		return prefix.Masked(), nil
	}
	addr, err := netip.ParseAddr(text)
	if err != nil {
		return netip.Prefix{}, err
	}
	return addr.Prefix(addr.BitLen())
}

// form is a value as it stands in a file, where a list may be one too; empty is the default where the
// built-in value is.
func (v value) form(empty bool) form.Form {
	check := form.Scalar(v.write, v.ok)
	if v.secret {
		check = form.Secret(v.write, v.ok)
	}
	return func(s *form.Sheet, n *yaml.Node, at string) {
		switch {
		case n.Kind == yaml.SequenceNode:
			form.List(0, check)(s, n, at)
		case n.Value != "" || !empty:
			check(s, n, at)
		}
	}
}

// settingsForm allows the keys that the built-in file names, each of the same shape as there.
func settingsForm(builtin *yaml.Node) form.Form { return likeNode(builtin, "") }

func likeNode(like *yaml.Node, at string) form.Form {
	if like.Kind != yaml.MappingNode {
		if v, ok := values[at]; ok {
			return v.form(like.Value == "")
		}
		return form.Scalar("write a single value", func(string) bool { return true })
	}
	var keys []form.Key
	for i := 0; i+1 < len(like.Content); i += 2 {
		name := like.Content[i].Value
		keys = append(keys, form.May(name, likeNode(like.Content[i+1], form.Join(at, name))))
	}
	if slices.ContainsFunc(keys, func(k form.Key) bool { return k.Name == "zh" }) { // a text may stand in one language
		return form.Map(form.May("zh", form.Words(200)), form.May("en", form.Words(200)))
	}
	return form.Map(keys...)
}

var placeholder = regexp.MustCompile(`\{([A-Za-z_]*)\}`)
