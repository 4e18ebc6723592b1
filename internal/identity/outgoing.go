package identity

import (
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"
)

const (
	patience   = 10 * time.Second
	mostAnswer = 1 << 20 // bytes of an answer
)

// guardedClient speaks to the provider of a configured issuer and to nobody else's machine: https
// only, no redirects, no proxy from the environment, answers of at most 1 MB, and never to this
// machine itself or to link-local addresses, where clouds keep their secrets. Private networks are
// allowed: a government's provider often stands in one. Only an issuer that is itself on loopback,
// as in tests, opens loopback and http.
func guardedClient(issuer string) (*http.Client, error) {
	u, err := url.Parse(issuer)
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" {
		return nil, errors.New("the issuer must be an address such as https://id.example.org")
	}
	local := onLoopback(u.Hostname())
	if u.Scheme != "https" && !(local && u.Scheme == "http") {
		return nil, errors.New("the issuer's address must be https")
	}
	dialer := &net.Dialer{Timeout: patience, Control: func(_, address string, _ syscall.RawConn) error { return mayDial(address, local) }}
	transport := &http.Transport{DialContext: dialer.DialContext, TLSHandshakeTimeout: patience, ResponseHeaderTimeout: patience,
		MaxIdleConns: 4, IdleConnTimeout: time.Minute, ForceAttemptHTTP2: true}
	return &http.Client{Timeout: patience, Transport: guard{transport, local},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}, nil
}

func onLoopback(host string) bool {
	addr, err := netip.ParseAddr(host)
	return host == "localhost" || err == nil && addr.Unmap().IsLoopback()
}

// mayDial judges the address that a name led to, after it was looked up.
func mayDial(address string, local bool) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return errors.New("identity: no address")
	}
	ip := at.Addr().Unmap()
	if ip.IsLoopback() && local {
		return nil
	}
	if ip.IsLoopback() || ip.IsLinkLocalUnicast() || ip.IsMulticast() || ip.IsUnspecified() {
		return errors.New("identity: the provider's name leads to an address that must not be called")
	}
	return nil
}

// guard refuses addresses without encryption and cuts long answers.
type guard struct {
	http.RoundTripper
	local bool
}

// RoundTrip sends one request.
func (g guard) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.URL.Scheme != "https" && !(g.local && onLoopback(r.URL.Hostname())) {
		return nil, errors.New("identity: the provider names an address without https")
	}
	answer, err := g.RoundTripper.RoundTrip(r)
	if err == nil {
		answer.Body = cut{io.LimitReader(answer.Body, mostAnswer), answer.Body}
	}
	return answer, err
}

type cut struct {
	io.Reader
	io.Closer
}
