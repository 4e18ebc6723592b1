// Package identity keeps apart who a person is from what a petition says. It holds the keys that
// live outside the database, the sealed record of the petitioner, and the accounts, sessions and
// second factors of officials. A stolen database, disk or backup yields no name, phone or address:
// what could tell a person is sealed, and what must be found again is a keyed hash.
package identity

import (
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/prf"
	"github.com/tink-crypto/tink-go/v2/tink"
)

// ErrSealed says that sealed bytes cannot be opened: another key, another owner, or changed bytes.
// Which of them it was is not told, because nobody honest needs to know.
var ErrSealed = errors.New("identity: sealed bytes cannot be opened")

// Keys is the set of keys outside the database. Each use has keys of its own, so that a leak of
// one does not open another, and may hold several: the primary seals, all of them open. That is
// how a key is changed without touching what was sealed before.
type Keys struct {
	person tink.AEAD // the petitioner's record
	field  tink.AEAD // papers, recipients of messages, secrets of second factors
	blind  prf.Set   // blind index: equality without the value
	code   prf.Set   // query codes
	paper  prf.Set   // verification codes on papers
	log    []byte    // seed of the key by which the transparency log signs
}

// LogSeed is the secret from which the transparency log's signing key is made.
func (k *Keys) LogSeed() []byte { return k.log }

// String hides the keys from logs and error texts.
func (k *Keys) String() string { return "[keys]" }

// GoString hides the keys from debugging output.
func (k *Keys) GoString() string { return "[keys]" }

// newKeys builds the working set from the keysets of a key file.
func newKeys(sets map[string]*keyset.Handle) (*Keys, error) {
	var k Keys
	for name, target := range map[string]*tink.AEAD{usePerson: &k.person, useField: &k.field} {
		a, err := aead.New(sets[name])
		if err != nil {
			return nil, fmt.Errorf("identity: keys for %s: %w", name, err)
		}
		*target = a
	}
	for name, target := range map[string]*prf.Set{useBlind: &k.blind, useCode: &k.code, usePaper: &k.paper} {
		set, err := prf.NewPRFSet(sets[name])
		if err != nil {
			return nil, fmt.Errorf("identity: keys for %s: %w", name, err)
		}
		*target = *set
	}
	return &k, nil
}

// personBlock is the granularity to which a person's record is padded before sealing: without it
// the length would tell an anonymous petition from a signed one, and a short name from a long one.
const personBlock = 256

// SealPerson seals who stands behind a petition. The number is bound in: the record of one petition
// cannot be moved under another.
func (k *Keys) SealPerson(number string, p Person) ([]byte, error) {
	plain, err := json.Marshal(p)
	if err != nil {
		return nil, fmt.Errorf("identity: seal person: %w", err)
	}
	for len(plain)%personBlock != 0 {
		plain = append(plain, ' ') // white space after a JSON value is no content
	}
	return k.person.Encrypt(plain, bound("person", number))
}

// OpenPerson opens what SealPerson sealed. Every call outside the petitioner's own view must be
// recorded by the caller and shown to the petitioner (house rule: no silent reads).
func (k *Keys) OpenPerson(number string, sealed []byte) (Person, error) {
	plain, err := k.person.Decrypt(sealed, bound("person", number))
	if err != nil {
		return Person{}, ErrSealed
	}
	var p Person
	if err := json.Unmarshal(plain, &p); err != nil {
		return Person{}, fmt.Errorf("identity: open person: %w", err)
	}
	return p, nil
}

// Seal seals bytes for one purpose ("paper", "recipient", "totp") and the record of that id. They
// open only under the same two words.
func (k *Keys) Seal(purpose, id string, plain []byte) ([]byte, error) {
	return k.field.Encrypt(plain, bound(purpose, id))
}

// Open opens what Seal sealed; the error is ErrSealed.
func (k *Keys) Open(purpose, id string, sealed []byte) ([]byte, error) {
	plain, err := k.field.Decrypt(sealed, bound(purpose, id))
	if err != nil {
		return nil, ErrSealed
	}
	return plain, nil
}

// bound is the associated data purpose|id. The purpose goes in with its length, so that no pair of
// words can be read as another pair.
func bound(purpose, id string) []byte {
	return fmt.Appendf(nil, "%d:%s|%s", len(purpose), purpose, id)
}

// Blind returns the keyed blind index of a value in lower-case hex: equal values of a field, written
// in whatever way, give equal text; without the key nothing can be tried against it. It answers
// "the same?" and never "whose?", and an empty value has no index.
func (k *Keys) Blind(field, value string) string {
	value = normalise(field, value)
	if value == "" {
		return ""
	}
	return hex.EncodeToString(derive(k.blind, k.blind.PrimaryID, bound(field, value)))
}

// Blinds returns the index of a value under every key of the set, the primary's first: what to look
// for while rows written under a former key exist.
func (k *Keys) Blinds(field, value string) []string {
	value = normalise(field, value)
	if value == "" {
		return nil
	}
	all := []string{hex.EncodeToString(derive(k.blind, k.blind.PrimaryID, bound(field, value)))}
	for id := range k.blind.PRFs {
		if id != k.blind.PrimaryID {
			all = append(all, hex.EncodeToString(derive(k.blind, id, bound(field, value))))
		}
	}
	return all
}

// keyID is the length of the key's id in front of a code hash.
const keyID = 4

// CodeHash returns the keyed hash of a petition's query code. The code has 80 random bits, so a fast
// hash is enough as long as the key is not in the same place; that leaves nobody a slow hash to
// exhaust the machine with.
func (k *Keys) CodeHash(number, code string) []byte {
	return k.codeHash(k.code.PrimaryID, number, code)
}

// CodeMatches reports whether code is the one that hash was made from. The work is the same for a
// wrong code, a damaged hash and none (nil: the number is unknown): one hash, one comparison.
func (k *Keys) CodeMatches(number, code string, hash []byte) bool {
	want := make([]byte, keyID+32)
	known := subtle.ConstantTimeEq(int32(len(hash)), int32(len(want)))
	copy(want, hash)
	id := binary.BigEndian.Uint32(want)
	if _, held := k.code.PRFs[id]; !held {
		id, known = k.code.PrimaryID, 0
	}
	got := k.codeHash(id, number, code)
	return subtle.ConstantTimeCompare(got, want)&known == 1
}

// CodeHashes returns the hash of a code under every key of the set, the primary's first: where the
// hash itself is what is looked up.
func (k *Keys) CodeHashes(number, code string) [][]byte {
	all := [][]byte{k.CodeHash(number, code)}
	for id := range k.code.PRFs {
		if id != k.code.PrimaryID {
			all = append(all, k.codeHash(id, number, code))
		}
	}
	return all
}

func (k *Keys) codeHash(id uint32, number, code string) []byte {
	hash := binary.BigEndian.AppendUint32(nil, id)
	return append(hash, derive(k.code, id, bound(number, plainCode(code)))...)
}

// crockford has no I, L, O and U: nothing that can be misread aloud or on paper.
var crockford = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// VerifyCode returns the eight Crockford characters printed on a paper. They are derived from the
// paper's id, so that a code cannot be invented, and are entered on the page /verify.
func (k *Keys) VerifyCode(paperID string) string {
	return k.verifyCode(k.paper.PrimaryID, paperID)
}

// VerifyCodeMatches reports whether code, as a person typed it, belongs to the paper. Papers printed
// before a change of keys keep their codes.
func (k *Keys) VerifyCodeMatches(paperID, code string) bool {
	typed, matches := []byte(plainCode(code)), 0
	for id := range k.paper.PRFs {
		matches |= subtle.ConstantTimeCompare([]byte(k.verifyCode(id, paperID)), typed)
	}
	return matches == 1
}

func (k *Keys) verifyCode(id uint32, paperID string) string {
	return crockford.EncodeToString(derive(k.paper, id, []byte(paperID))[:5])
}

// Fingerprint names the key set without revealing it. The database keeps it, so that a start with
// another key file is refused before anything is sealed that the right file could not open. It
// comes from the blind index's key, the one that RotateKeys leaves alone.
func (k *Keys) Fingerprint() string {
	return hex.EncodeToString(derive(k.blind, k.blind.PrimaryID, []byte("fingerprint"))[:16])
}

// derive computes 32 bytes with one key of the set. The only errors of the underlying function are
// an output longer than the hash and a missing key; both are excluded by the callers.
func derive(set prf.Set, id uint32, input []byte) []byte {
	out, err := set.PRFs[id].ComputePRF(input, 32)
	if err != nil {
		panic(fmt.Sprintf("identity: derive: %v", err))
	}
	return out
}

// plainCode undoes how people write codes: groups, small letters, and the letters that Crockford's
// alphabet reads as digits.
func plainCode(code string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9', r >= 'A' && r <= 'Z':
		case r >= 'a' && r <= 'z':
			r -= 'a' - 'A'
		case r >= '０' && r <= '９': // full-width digits of a Chinese keyboard
			r -= '０' - '0'
		default:
			return -1
		}
		switch r {
		case 'I', 'L':
			return '1'
		case 'O':
			return '0'
		}
		return r
	}, code)
}
