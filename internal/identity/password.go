package identity

import (
	"context"
	_ "embed"
	"fmt"
	"strings"
	"sync"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/alexedwards/argon2id"
	"golang.org/x/text/unicode/norm"

	"sunlit/internal/fault"
)

const (
	shortestPassword = 8   // characters
	longestPassword  = 128 // characters; more is no password but work for the machine
)

// strictCost is 19 MiB and two passes, about 28 ms: the least that OWASP recommends.
var strictCost = argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

// passwordCost is what accounts pay for a hash; only this package's tests lower it.
var passwordCost = strictCost

// hasher hashes officials' passwords, a few at a time: a hash takes memory and a core, and strangers
// may ask for as many as they like.
type hasher struct {
	gate  chan struct{}
	wait  time.Duration // longest wait at the gate
	cost  argon2id.Params
	dummy func() string
}

func newHasher(atOnce int, cost argon2id.Params) *hasher {
	return &hasher{
		gate: make(chan struct{}, atOnce),
		wait: 5 * time.Second,
		cost: cost,
		// Hashed once, when the first unknown login is tried: a password that nobody has.
		dummy: sync.OnceValue(func() string {
			hash, err := argon2id.CreateHash(NewToken(), &cost)
			if err != nil {
				panic(fmt.Sprintf("identity: dummy hash: %v", err)) // only without a source of randomness
			}
			return hash
		}),
	}
}

// enter waits for a place at the gate and returns the function that leaves it.
func (h *hasher) enter(ctx context.Context) (leave func(), err error) {
	ctx, cancel := context.WithTimeout(ctx, h.wait)
	defer cancel()
	select {
	case h.gate <- struct{}{}:
		return func() { <-h.gate }, nil
	case <-ctx.Done():
		return nil, fault.Wrap(ctx.Err(), fault.Unavailable, "error.unavailable").Retry(2 * time.Second)
	}
}

func (h *hasher) hash(ctx context.Context, password string) (string, error) {
	leave, err := h.enter(ctx)
	if err != nil {
		return "", err
	}
	defer leave()
	return argon2id.CreateHash(norm.NFC.String(password), &h.cost)
}

// matches compares a password with a stored hash. Without one (unknown login, disabled account) it
// does the same work on a dummy and says no, so that the time tells nobody who has an account.
func (h *hasher) matches(ctx context.Context, password, stored string) (bool, error) {
	leave, err := h.enter(ctx)
	if err != nil {
		return false, err
	}
	defer leave()
	known := stored != ""
	if !known {
		stored = h.dummy()
	}
	if utf8.RuneCountInString(password) > longestPassword {
		password, known = "", false
	}
	same, err := argon2id.ComparePasswordAndHash(norm.NFC.String(password), stored)
	if err != nil {
		return false, fmt.Errorf("identity: stored password hash: %w", err)
	}
	return same && known, nil
}

//go:embed passwords.txt
var passwordList string

var commonPasswords = sync.OnceValue(func() map[string]bool {
	common := map[string]bool{}
	for line := range strings.Lines(passwordList) {
		if !strings.HasPrefix(line, "#") {
			common[strings.TrimSuffix(line, "\n")] = true
		}
	}
	return common
})

// houseWords are what a guesser tries first at this door.
var houseWords = []string{"sunlit", "xinfang", "xinfangju", "petition", "password", "阳光信访", "信访"}

// checkPassword refuses passwords that are guessed first. It asks for length and for nothing like
// "one capital, one digit": such rules make people write Password1!.
func checkPassword(password, login string) error {
	length := utf8.RuneCountInString(password)
	wrong := fault.Invalid()
	switch {
	case length < shortestPassword:
		wrong.Field("password", "error.password_short", "min", shortestPassword)
	case length > longestPassword:
		wrong.Field("password", "error.password_long", "max", longestPassword)
	case guessable(strings.ToLower(norm.NFKC.String(password)), strings.ToLower(login)):
		wrong.Field("password", "error.password_common")
	}
	return wrong.OrNil()
}

func guessable(password, login string) bool {
	core := strings.TrimFunc(password, func(r rune) bool { return !unicode.IsLetter(r) })
	if commonPasswords()[password] || commonPasswords()[core] || monotonous(password) {
		return true
	}
	rest := password
	for _, word := range append([]string{login}, houseWords...) {
		if utf8.RuneCountInString(word) >= 2 {
			rest = strings.ReplaceAll(rest, word, "")
		}
	}
	return rest != password && utf8.RuneCountInString(rest) < shortestPassword
}

// monotonous finds passwords of fewer than four different characters and runs along the alphabet
// or the digits, up or down.
func monotonous(password string) bool {
	different := map[rune]bool{}
	up, down := true, true
	var last rune
	for i, r := range password {
		if i > 0 {
			up, down = up && r == last+1, down && r == last-1
		}
		different[r], last = true, r
	}
	return len(different) < 4 || up || down
}
