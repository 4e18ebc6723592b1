package identity_test

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
)

// government is a local identity provider as the tests need it: it hands out what it is told to.
type government struct {
	*httptest.Server
	t         *testing.T
	key       *rsa.PrivateKey
	claims    map[string]any // of the next token
	userinfo  map[string]any
	challenge string
	asked     url.Values // of the address the browser was sent to
}

const clientID = "sunlit"

func newGovernment(t *testing.T) *government {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	g := &government{t: t, key: key}
	mux := http.NewServeMux()
	mux.HandleFunc("/.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		g.json(w, map[string]any{"issuer": g.URL, "authorization_endpoint": g.URL + "/authorize", "token_endpoint": g.URL + "/token", "jwks_uri": g.URL + "/keys",
			"userinfo_endpoint": g.URL + "/userinfo", "id_token_signing_alg_values_supported": []string{"RS256"}})
	})
	mux.HandleFunc("/keys", func(w http.ResponseWriter, _ *http.Request) {
		g.json(w, jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: key.Public(), KeyID: "k1", Algorithm: "RS256", Use: "sig"}}})
	})
	mux.HandleFunc("/userinfo", func(w http.ResponseWriter, _ *http.Request) { g.json(w, g.userinfo) })
	mux.HandleFunc("/token", func(w http.ResponseWriter, r *http.Request) {
		sum := sha256.Sum256([]byte(r.FormValue("code_verifier")))
		if base64.RawURLEncoding.EncodeToString(sum[:]) != g.challenge || r.FormValue("code") != "good" {
			http.Error(w, `{"error":"invalid_grant"}`, http.StatusBadRequest)
			return
		}
		g.json(w, map[string]any{"access_token": "a", "token_type": "Bearer", "expires_in": 60, "id_token": g.token()})
	})
	g.Server = httptest.NewServer(mux)
	t.Cleanup(g.Close)
	return g
}

func (g *government) json(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(v); err != nil {
		g.t.Error(err)
	}
}

// token signs the claims.
func (g *government) token() string {
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: jose.RS256, Key: jose.JSONWebKey{Key: g.key, KeyID: "k1"}}, nil)
	if err != nil {
		g.t.Fatal(err)
	}
	raw, err := json.Marshal(g.claims)
	if err != nil {
		g.t.Fatal(err)
	}
	signed, err := signer.Sign(raw)
	if err != nil {
		g.t.Fatal(err)
	}
	text, err := signed.CompactSerialize()
	if err != nil {
		g.t.Fatal(err)
	}
	return text
}

// meet sends a browser there and back and answers what it brings; change spoils the claims.
func (g *government) meet(p *identity.Provider, browser string, now time.Time, change func(claims map[string]any)) url.Values {
	g.t.Helper()
	to, err := p.Begin(g.t.Context(), browser)
	if err != nil {
		g.t.Fatal(err)
	}
	at, err := url.Parse(to)
	if err != nil || !strings.HasPrefix(to, g.URL+"/authorize?") {
		g.t.Fatalf("sent to %s: %v", to, err)
	}
	g.asked = at.Query()
	g.challenge = g.asked.Get("code_challenge")
	g.claims = map[string]any{"iss": g.URL, "aud": clientID, "sub": "Person-7", "nonce": g.asked.Get("nonce"), "iat": now.Unix(), "exp": now.Add(time.Minute).Unix(),
		"phone_number": "+86 138 0000 1234", "phone_number_verified": true, "name": "张某某", "id_number": "never read"}
	g.userinfo = map[string]any{"sub": "Person-7"}
	change(g.claims)
	return url.Values{"state": {g.asked.Get("state")}, "code": {"good"}}
}

func TestSigningInThroughAProvider(t *testing.T) {
	g, c := newGovernment(t), clock.NewManual(time.Date(2026, 11, 24, 10, 0, 0, 0, clock.Shanghai))
	p, err := identity.NewProvider(identity.ProviderSettings{Issuer: g.URL, ClientID: clientID, ClientSecret: "s", RedirectURL: "https://petitions.example.org/login/identity/back"}, c)
	if err != nil {
		t.Fatal(err)
	}
	fields := func(list []identity.Contact) (names string) {
		for _, c := range list {
			names += c.Field + " "
		}
		return names
	}
	for name, tc := range map[string]struct {
		change func(map[string]any)
		back   func(url.Values)
		other  bool // another browser comes back
		want   string
	}{
		"everything right":        {want: "subject phone "},
		"mail instead":            {change: func(m map[string]any) { delete(m, "phone_number"); m["email"], m["email_verified"] = "a@b.cn", true }, want: "subject email "},
		"unverified phone":        {change: func(m map[string]any) { m["phone_number_verified"] = false }, want: "subject "},
		"unverified mail":         {change: func(m map[string]any) { m["email"] = "a@b.cn" }, want: "subject phone "},
		"nothing but a name":      {change: func(m map[string]any) { delete(m, "phone_number") }, want: "subject "},
		"wrong state":             {back: func(q url.Values) { q.Set("state", "x") }},
		"no state":                {back: func(q url.Values) { q.Del("state") }},
		"another browser":         {other: true},
		"wrong nonce":             {change: func(m map[string]any) { m["nonce"] = "x" }},
		"no nonce":                {change: func(m map[string]any) { delete(m, "nonce") }},
		"wrong audience":          {change: func(m map[string]any) { m["aud"] = "another portal" }},
		"wrong issuer":            {change: func(m map[string]any) { m["iss"] = "https://elsewhere.example" }},
		"expired":                 {change: func(m map[string]any) { m["exp"] = c.Now().Add(-time.Minute).Unix() }},
		"a code of somebody":      {back: func(q url.Values) { q.Set("code", "stolen") }},
		"refused at the provider": {back: func(q url.Values) { q.Set("error", "access_denied") }},
	} {
		t.Run(name, func(t *testing.T) {
			browser := identity.NewToken()
			change := tc.change
			if change == nil {
				change = func(map[string]any) {}
			}
			back := g.meet(p, browser, c.Now(), change)
			if g.asked.Get("code_challenge_method") != "S256" || g.asked.Get("redirect_uri") != "https://petitions.example.org/login/identity/back" || g.asked.Get("response_type") != "code" {
				t.Errorf("asked %v", g.asked)
			}
			if tc.back != nil {
				tc.back(back)
			}
			if tc.other {
				browser = identity.NewToken()
			}
			got, err := p.Finish(t.Context(), browser, back)
			if tc.want == "" {
				if !fault.Is(err, fault.Unauthenticated) {
					t.Errorf("got %v %v", fields(got), err)
				}
				return
			}
			if err != nil || fields(got) != tc.want {
				t.Errorf("got %s %v, want %s", fields(got), err, tc.want)
			}
		})
	}
}

func TestWhatOnlyUserinfoTells(t *testing.T) {
	g, c := newGovernment(t), clock.NewManual(time.Date(2026, 11, 24, 10, 0, 0, 0, clock.Shanghai))
	p, err := identity.NewProvider(identity.ProviderSettings{Issuer: g.URL, ClientID: clientID, RedirectURL: "https://p.example.org/back"}, c)
	if err != nil {
		t.Fatal(err)
	}
	browser := identity.NewToken()
	back := g.meet(p, browser, c.Now(), func(m map[string]any) { delete(m, "phone_number") })
	g.userinfo = map[string]any{"sub": "Person-7", "phone_number": "13800001234", "phone_number_verified": true}
	if got, err := p.Finish(t.Context(), browser, back); err != nil || len(got) != 2 || got[1] != mobile {
		t.Errorf("got %d %v", len(got), err)
	}
	back = g.meet(p, browser, c.Now(), func(m map[string]any) { delete(m, "phone_number") })
	g.userinfo = map[string]any{"sub": "person-7", "phone_number": "13900005678", "phone_number_verified": true}
	if _, err := p.Finish(t.Context(), browser, back); !fault.Is(err, fault.Unauthenticated) {
		t.Errorf("userinfo of another person: %v", err)
	}
}

func TestAProviderThatIsAwayOrUnsafe(t *testing.T) {
	for _, issuer := range []string{"http://id.example.org", "ftp://id.example.org", "https://user@id.example.org", "id.example.org", ""} {
		if _, err := identity.NewProvider(identity.ProviderSettings{Issuer: issuer, ClientID: clientID, RedirectURL: "x"}, clock.System{}); err == nil {
			t.Errorf("%q was taken", issuer)
		}
	}
	g := newGovernment(t)
	p, err := identity.NewProvider(identity.ProviderSettings{Issuer: g.URL, ClientID: clientID, RedirectURL: "x"}, clock.System{})
	if err != nil {
		t.Fatal(err)
	}
	g.Close()
	if _, err := p.Begin(t.Context(), "t"); !fault.Is(err, fault.Unavailable) {
		t.Errorf("got %v", err)
	}
	// A public name that leads to this machine is not followed.
	p, err = identity.NewProvider(identity.ProviderSettings{Issuer: "https://127.0.0.1.nip.invalid", ClientID: clientID, RedirectURL: "x"}, clock.System{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Begin(t.Context(), "t"); !fault.Is(err, fault.Unavailable) {
		t.Errorf("got %v", err)
	}
}
