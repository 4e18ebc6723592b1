package notify

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/netip"
	"time"
)

// gateway hands short messages to a provider. It posts {"id", "to", "text"} as JSON and repeats
// the id as Idempotency-Key, so that a message posted twice is sent once.
type gateway struct {
	address string
	token   string
	client  *http.Client
}

const gatewayPatience = 10 * time.Second

func openGateway(address string) (sender, error) {
	u, err := parseAddress("sms", address)
	if err != nil {
		return nil, err
	}
	if u.Scheme != "https" && !(u.Scheme == "http" && isLoopback(u.Hostname())) {
		return nil, errors.New("notify: sms: the gateway's address must be https")
	}
	query := u.Query()
	token := query.Get("token")
	query.Del("token")
	u.RawQuery = query.Encode()
	transport, ok := http.DefaultTransport.(*http.Transport)
	if !ok {
		return nil, errors.New("notify: sms: no transport")
	}
	transport = transport.Clone()
	transport.ResponseHeaderTimeout = gatewayPatience
	return &gateway{
		address: u.String(),
		token:   token,
		client: &http.Client{
			Timeout:   gatewayPatience,
			Transport: transport,
			// A redirect would carry a telephone number to an address nobody configured.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
	}, nil
}

func (g *gateway) send(ctx context.Context, m Message, words Words) error {
	body, err := json.Marshal(map[string]string{"id": m.ID, "to": m.To, "text": words.Text})
	if err != nil {
		return permanent(fmt.Errorf("notify: sms: %w", err))
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, g.address, bytes.NewReader(body))
	if err != nil {
		return permanent(errors.New("notify: sms: the gateway's address cannot be used"))
	}
	request.Header.Set("Content-Type", "application/json; charset=utf-8")
	request.Header.Set("Idempotency-Key", m.ID)
	if g.token != "" {
		request.Header.Set("Authorization", "Bearer "+g.token)
	}
	response, err := g.client.Do(request)
	if err != nil {
		return later(fmt.Errorf("notify: sms: %w", cause(err)))
	}
	defer func() { _ = response.Body.Close() }()
	_, _ = io.Copy(io.Discard, io.LimitReader(response.Body, 64<<10)) // so that the connection can be used again
	switch code := response.StatusCode; {
	case code >= 200 && code < 300:
		return nil
	case code == http.StatusBadRequest || code == http.StatusUnprocessableEntity || code == http.StatusGone:
		return permanent(fmt.Errorf("notify: sms: the gateway refused the message with %d", code))
	default: // also 401 and 404: a wrong setting will be mended, and the message should still arrive
		return later(fmt.Errorf("notify: sms: the gateway answered %d", code))
	}
}

// cause leaves out the address of the gateway, which the client puts before every error.
func cause(err error) error {
	if inner := errors.Unwrap(err); inner != nil {
		return inner
	}
	return err
}

func isLoopback(host string) bool {
	if host == "localhost" {
		return true
	}
	addr, err := netip.ParseAddr(host)
	if err != nil {
		return false
	}
	return addr.Unmap().IsLoopback()
}
