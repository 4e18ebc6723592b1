package ledger

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"strings"
	"unicode"

	formats "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"
)

// Key signs the log's checkpoints in the name of its origin.
type Key struct {
	name     string
	private  ed25519.PrivateKey
	verifier note.Verifier
	text     string
}

// NewKey makes the key of a log from its 32 secret bytes. The origin is a name without scheme, blanks and plus signs,
// such as "petitions.example.gov.cn/log"; it is part of the log's identity and never changes.
func NewKey(origin string, seed []byte) (*Key, error) {
	if len(seed) != ed25519.SeedSize {
		return nil, fmt.Errorf("ledger: a key has %d bytes, not %d", ed25519.SeedSize, len(seed))
	}
	if err := CheckOrigin(origin); err != nil {
		return nil, err
	}
	private := ed25519.NewKeyFromSeed(seed)
	text, err := note.NewEd25519VerifierKey(origin, private.Public().(ed25519.PublicKey))
	if err != nil {
		return nil, fmt.Errorf("ledger: verifier key: %w", err)
	}
	verifier, err := note.NewVerifier(text)
	if err != nil {
		return nil, fmt.Errorf("ledger: verifier key: %w", err)
	}
	return &Key{name: origin, private: private, verifier: verifier, text: text}, nil
}

// CheckOrigin tells whether a name can be that of a log.
func CheckOrigin(origin string) error {
	if origin == "" || strings.ContainsRune(origin, '+') || strings.ContainsFunc(origin, unicode.IsSpace) || strings.Contains(origin, "://") {
		return errors.New("ledger: an origin has no scheme, no blanks and no plus sign: petitions.example.gov.cn/log")
	}
	return nil
}

// Origin names the log.
func (k *Key) Origin() string { return k.name }

// VerifierKey is the public text by which others check the log's signatures.
func (k *Key) VerifierKey() string { return k.text }

// Name is the note.Signer's name, the origin.
func (k *Key) Name() string { return k.name }

// KeyHash is the number by which a signature line names the key.
func (k *Key) KeyHash() uint32 { return k.verifier.KeyHash() }

// Sign signs the text of a note.
func (k *Key) Sign(text []byte) ([]byte, error) { return ed25519.Sign(k.private, text), nil }

// String hides the key from logs.
func (k *Key) String() string { return "[log key of " + k.name + "]" }

// GoString hides the key from debugging output.
func (k *Key) GoString() string { return k.String() }

// Verifiers are the keys a reader trusts: the log's, and those of the witnesses he knows.
type Verifiers struct {
	log       note.Verifier
	witnesses []note.Verifier
}

// NewVerifiers reads the log's verifier key and those of witnesses, as /log/key lists them.
func NewVerifiers(log string, witnesses ...string) (*Verifiers, error) {
	verifier, err := note.NewVerifier(log)
	if err != nil {
		return nil, fmt.Errorf("ledger: verifier key of the log: %w", err)
	}
	v := &Verifiers{log: verifier}
	for _, text := range witnesses {
		w, err := WitnessVerifier(text)
		if err != nil {
			return nil, err
		}
		v.witnesses = append(v.witnesses, w)
	}
	return v, nil
}

// ParseVerifiers reads the keys from a text with one to a line, the log's first, as /log/key serves it.
func ParseVerifiers(text string) (*Verifiers, error) {
	keys := strings.Fields(text)
	if len(keys) == 0 {
		return nil, errors.New("ledger: no verifier key")
	}
	return NewVerifiers(keys[0], keys[1:]...)
}

// Origin is the name of the log the keys belong to.
func (v *Verifiers) Origin() string { return v.log.Name() }

// WitnessVerifier reads the verifier key of a witness, which signs cosignature/v1 lines.
func WitnessVerifier(text string) (note.Verifier, error) {
	verifier, err := formats.NewVerifierForCosignatureV1(text)
	if err != nil {
		return nil, fmt.Errorf("ledger: verifier key of a witness: %w", err)
	}
	return verifier, nil
}

// Witness is somebody outside who signs what the log has signed, once it was shown that nothing was taken out.
type Witness struct {
	URL      string // its submission prefix; empty for one that is asked no more, whose lines still count
	Key      string // its verifier key
	verifier note.Verifier
}

// NewWitness reads a witness as the settings name it: an address, or none, and a verifier key.
func NewWitness(url, key string) (Witness, error) {
	verifier, err := WitnessVerifier(key)
	return Witness{URL: strings.TrimSuffix(url, "/"), Key: key, verifier: verifier}, err
}

// Name is the name under which the witness signs.
func (w Witness) Name() string { return w.verifier.Name() }

// Cosignatures takes the witness's lines from its answer.
func (w Witness) Cosignatures(signed, answer []byte) ([]string, error) {
	return Cosignatures(signed, answer, w.verifier)
}
