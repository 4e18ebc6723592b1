package identity

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
)

// ProviderSettings name a government's identity provider (OpenID Connect).
type ProviderSettings struct {
	Issuer, ClientID, ClientSecret string
	RedirectURL                    string // from the configured base address, never from a request
}

// Provider signs citizens in through an identity provider: code flow with PKCE, state and nonce. It
// takes the subject and verified phone and mail, and keeps nothing else of what it is told.
type Provider struct {
	settings ProviderSettings
	client   *http.Client
	clock    clock.Clock

	mu    sync.Mutex
	found *oidc.Provider // once its document was read
}

// NewProvider checks the settings; it does not connect yet.
func NewProvider(s ProviderSettings, c clock.Clock) (*Provider, error) {
	client, err := guardedClient(s.Issuer)
	if err != nil {
		return nil, fmt.Errorf("identity: oidc: %w", err)
	}
	if s.ClientID == "" || s.RedirectURL == "" {
		return nil, errors.New("identity: oidc: needs a client id")
	}
	return &Provider{settings: s, client: client, clock: c}, nil
}

// Every value of one sign-in comes from the one secret that the browser's cookie holds: nothing is
// stored, and what another browser brings back fits nothing.
func derived(token, use string) string {
	sum := sha256.Sum256([]byte("sunlit oidc " + use + "\n" + token))
	return base64.RawURLEncoding.EncodeToString(sum[:])
}

// Begin answers the provider's address to send a browser to; token is that browser's secret.
// Unavailable when the provider can't be reached.
func (p *Provider) Begin(ctx context.Context, token string) (string, error) {
	config, _, err := p.config(ctx)
	if err != nil {
		return "", err
	}
	return config.AuthCodeURL(derived(token, "state"), oidc.Nonce(derived(token, "nonce")), oauth2.S256ChallengeOption(derived(token, "verifier"))), nil
}

// Finish checks what the browser brought back and answers the contacts that the provider vouches
// for, its own name for the person first. Every doubt is the one fault Unauthenticated; the cause
// is for the log.
func (p *Provider) Finish(ctx context.Context, token string, back url.Values) ([]Contact, error) {
	config, found, err := p.config(ctx)
	if err != nil {
		return nil, err
	}
	switch {
	case token == "" || back.Get("state") != derived(token, "state"):
		return nil, doubt(errors.New("state does not fit this browser"))
	case back.Get("error") != "":
		return nil, doubt(errors.New("the provider refused"))
	}
	ctx = oidc.ClientContext(ctx, p.client)
	answer, err := config.Exchange(ctx, back.Get("code"), oauth2.VerifierOption(derived(token, "verifier")))
	if err != nil {
		return nil, doubt(err)
	}
	raw, _ := answer.Extra("id_token").(string)
	verifier := found.VerifierContext(ctx, &oidc.Config{ClientID: p.settings.ClientID, Now: p.clock.Now})
	id, err := verifier.Verify(ctx, raw)
	if err != nil {
		return nil, doubt(err)
	}
	if id.Nonce != derived(token, "nonce") {
		return nil, doubt(errors.New("nonce does not fit this browser"))
	}
	var told claims
	if err := id.Claims(&told); err != nil {
		return nil, doubt(err)
	}
	if told.Phone == "" && told.Email == "" && found.UserInfoEndpoint() != "" {
		info, err := found.UserInfo(ctx, oauth2.StaticTokenSource(answer))
		if err != nil || info.Subject != id.Subject {
			return nil, doubt(errors.Join(err, errors.New("userinfo is of another person")))
		}
		if err := info.Claims(&told); err != nil {
			return nil, doubt(err)
		}
	}
	return told.contacts(id.Issuer, id.Subject), nil
}

// claims are all that is read of what a provider tells.
type claims struct {
	Phone         string `json:"phone_number"`
	PhoneVerified bool   `json:"phone_number_verified"`
	Email         string `json:"email"`
	EmailVerified bool   `json:"email_verified"`
}

// contacts are the verified ones: what a person merely typed elsewhere proves nothing here.
func (c claims) contacts(issuer, subject string) []Contact {
	list := []Contact{subjectContact(issuer, subject)}
	if phone, ok := MobileContact(c.Phone); ok && c.PhoneVerified {
		list = append(list, phone)
	}
	if mailbox, ok := MailContact(c.Email); ok && c.EmailVerified {
		list = append(list, mailbox)
	}
	return list
}

// config reads the provider's document once and tries again when that failed.
func (p *Provider) config(ctx context.Context) (oauth2.Config, *oidc.Provider, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.found == nil {
		// The key set outlives this request, and so must its context.
		found, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), p.client), p.settings.Issuer)
		if err != nil {
			return oauth2.Config{}, nil, fault.Wrap(err, fault.Unavailable, "account.error.provider_away")
		}
		p.found = found
	}
	return oauth2.Config{ClientID: p.settings.ClientID, ClientSecret: p.settings.ClientSecret, Endpoint: p.found.Endpoint(),
		RedirectURL: p.settings.RedirectURL, Scopes: []string{oidc.ScopeOpenID, "phone", "email"}}, p.found, nil
}

func doubt(err error) error {
	return fault.Wrap(err, fault.Unauthenticated, "account.error.provider_doubt")
}
