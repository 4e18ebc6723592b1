package identity

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/insecurecleartextkeyset"
	"github.com/tink-crypto/tink-go/v2/keyset"
	"github.com/tink-crypto/tink-go/v2/prf"
	tinkpb "github.com/tink-crypto/tink-go/v2/proto/tink_go_proto"
)

// The uses of keys, as they are named in the key file.
const (
	usePerson = "person"
	useField  = "field"
	useBlind  = "blind"
	useCode   = "code"
	usePaper  = "paper"
)

// templates says which kind of key each use takes.
var templates = map[string]func() *tinkpb.KeyTemplate{
	usePerson: aead.AES256GCMKeyTemplate,
	useField:  aead.AES256GCMKeyTemplate,
	useBlind:  prf.HMACSHA256PRFKeyTemplate,
	useCode:   prf.HMACSHA256PRFKeyTemplate,
	usePaper:  prf.HMACSHA256PRFKeyTemplate,
}

// keyFile is the shape of the file: one Tink keyset in JSON for each use, and the seed of the key by which the
// transparency log signs.
type keyFile struct {
	Note string                     `json:"note"`
	Sets map[string]json.RawMessage `json:"keys"`
	Log  []byte                     `json:"log,omitempty"`
}

const keyNote = "Keys of Sunlit. Whoever has this file and the database can read every petitioner's name; " +
	"without it nobody can. Keep a copy apart from the backups of the database."

// LoadKeys reads the key file. With create, which only demo mode asks for, a missing file is made;
// otherwise its absence is an error, because new keys beside an old database would lock everybody's
// petitions away for good. An existing file is never replaced, whatever is wrong with it, and it
// must be readable by its owner alone. One thing is added: a file from before the transparency log
// gets the log's key, beside everything it held.
func LoadKeys(path string, create bool) (*Keys, error) {
	if path == "" {
		return nil, errors.New("identity: no key file named: set SUNLIT_KEYS")
	}
	file, sets, err := readKeyFile(path)
	if errors.Is(err, fs.ErrNotExist) && create {
		if err = makeKeyFile(path); err == nil {
			file, sets, err = readKeyFile(path)
		}
	}
	if err == nil && len(file.Log) == 0 {
		file, sets, err = addLogKey(path, file)
	}
	if err != nil {
		return nil, fmt.Errorf("identity: key file: %w", err)
	}
	k, err := newKeys(sets)
	if err != nil {
		return nil, err
	}
	k.log = file.Log
	return k, nil
}

// addLogKey gives a file from before the transparency log its key, and reads it again: another
// process may have done the same.
func addLogKey(path string, file keyFile) (keyFile, map[string]*keyset.Handle, error) {
	file.Log = newLogSeed()
	if err := writeKeyFile(path, file, os.Rename); err != nil {
		return file, nil, fmt.Errorf("%s has no key for the transparency log and cannot be given one: %w", path, err)
	}
	return readKeyFile(path)
}

func newLogSeed() []byte {
	seed := make([]byte, ed25519.SeedSize)
	_, _ = rand.Read(seed) // never fails
	return seed
}

// RotateKeys adds a new primary key to every use but the blind index and writes the file anew. What
// was sealed before stays readable. The blind index keeps its key: another one would split the
// index until every row was written again. The log keeps its own too: it is part of the log's name.
// All nodes must be given the new file before the first of them is started with it.
func RotateKeys(path string) error {
	file, sets, err := readKeyFile(path)
	if err != nil {
		return fmt.Errorf("identity: rotate keys: %w", err)
	}
	for use, template := range templates {
		if use == useBlind {
			continue
		}
		manager := keyset.NewManagerFromHandle(sets[use])
		id, err := manager.Add(template())
		if err != nil {
			return fmt.Errorf("identity: rotate keys for %s: %w", use, err)
		}
		if err := manager.SetPrimary(id); err != nil {
			return fmt.Errorf("identity: rotate keys for %s: %w", use, err)
		}
		set, err := manager.Handle()
		if err != nil {
			return fmt.Errorf("identity: rotate keys for %s: %w", use, err)
		}
		if file.Sets[use], err = keysetText(set); err != nil {
			return fmt.Errorf("identity: rotate keys for %s: %w", use, err)
		}
	}
	if err := writeKeyFile(path, file, os.Rename); err != nil {
		return fmt.Errorf("identity: rotate keys: %w", err)
	}
	return nil
}

func readKeyFile(path string) (keyFile, map[string]*keyset.Handle, error) {
	var file keyFile
	info, err := os.Stat(path)
	if err != nil {
		return file, nil, err
	}
	if !info.Mode().IsRegular() {
		return file, nil, fmt.Errorf("%s is no regular file", path)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return file, nil, fmt.Errorf("%s has mode %04o, must be readable by its owner alone: chmod 600", path, info.Mode().Perm())
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return file, nil, err
	}
	if err := json.Unmarshal(text, &file); err != nil {
		return file, nil, fmt.Errorf("%s cannot be read: %w", path, err)
	}
	sets := map[string]*keyset.Handle{}
	for use := range templates {
		raw, held := file.Sets[use]
		if !held {
			return file, nil, fmt.Errorf("%s has no keys for %q", path, use)
		}
		set, err := insecurecleartextkeyset.Read(keyset.NewJSONReader(bytes.NewReader(raw)))
		if err != nil {
			return file, nil, fmt.Errorf("%s: keys for %q: %w", path, use, err)
		}
		sets[use] = set
	}
	return file, sets, nil
}

func makeKeyFile(path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	file := keyFile{Note: keyNote, Sets: map[string]json.RawMessage{}, Log: newLogSeed()}
	for use, template := range templates {
		set, err := keyset.NewHandle(template())
		if err != nil {
			return fmt.Errorf("keys for %q: %w", use, err)
		}
		if file.Sets[use], err = keysetText(set); err != nil {
			return fmt.Errorf("keys for %q: %w", use, err)
		}
	}
	// A link, unlike a rename, fails when the file exists by now: of two processes starting at
	// once the second takes the first one's keys.
	err := writeKeyFile(path, file, os.Link)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	return err
}

// keysetText is a keyset as the file holds it.
func keysetText(set *keyset.Handle) (json.RawMessage, error) {
	var raw bytes.Buffer
	err := insecurecleartextkeyset.Write(set, keyset.NewJSONWriter(&raw))
	return raw.Bytes(), err
}

// writeKeyFile writes the keys to a file beside path, makes them durable, and only then gives the
// file its name with place: a crash leaves the old file or the new one, never half of one.
func writeKeyFile(path string, file keyFile, place func(from, to string) error) error {
	text, err := json.MarshalIndent(file, "", "  ")
	if err != nil {
		return err
	}
	dir := filepath.Dir(path)
	beside, err := os.CreateTemp(dir, ".keys-*") // made with mode 0600
	if err != nil {
		return err
	}
	defer func() { _ = os.Remove(beside.Name()) }() // gone already after a rename
	if _, err := beside.Write(append(text, '\n')); err != nil {
		return errors.Join(err, beside.Close())
	}
	if err := beside.Sync(); err != nil {
		return errors.Join(err, beside.Close())
	}
	if err := beside.Close(); err != nil {
		return err
	}
	if err := place(beside.Name(), path); err != nil {
		return err
	}
	return syncFolder(dir)
}

func syncFolder(dir string) error {
	folder, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}
