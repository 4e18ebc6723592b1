package ledger_test

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"sunlit/internal/ledger"
)

// receiptIn puts a filed event into a log of 300 entries and answers its proof file with one witness's line.
func receiptIn(t *testing.T) (l *log, w witness, file []byte) {
	t.Helper()
	l, w = grown(t, 200), newWitness(t, "witness.example/w1")
	e := filed(t)
	l.add(t, e.Commitment())
	for i := range 99 {
		l.add(t, entryOf(1000+i))
	}
	_, signed := l.checkpoint(t, 300)
	path, err := ledger.Prove(300, 200, l.stored)
	must(t, err)
	file = ledger.Proof{Extra: ledger.Opening(e), Index: 200, Hashes: path, Checkpoint: append(signed, w.cosign(t, signed)...)}.Text()
	return l, w, file
}

func TestReceiptShowsWhatWasFiled(t *testing.T) {
	l, w, file := receiptIn(t)
	r, err := ledger.VerifyReceipt(file, l.verifiers(t, w.key))
	must(t, err)
	if r.Content == nil || r.Content.Number != "XF-TEST" || r.Content.Filing.Title != "路灯不亮" || r.Index != 200 || r.Signed.Size != 300 {
		t.Errorf("%+v", r)
	}
	if len(r.Signed.Cosigned) != 1 || r.Signed.Cosigned[0].Witness != "witness.example/w1" || r.Signed.Cosigned[0].At.IsZero() {
		t.Errorf("cosigned %+v", r.Signed.Cosigned)
	}
	_, newer := l.checkpoint(t, 300)
	r, err = ledger.VerifyReceiptAgainst(file, newer, l.verifiers(t, w.key), l.tile)
	if err != nil || !r.Joined || r.Newer.Size != 300 {
		t.Errorf("against a checkpoint: %+v, %v", r, err)
	}
	_, older := l.checkpoint(t, 250)
	if _, err = ledger.VerifyReceiptAgainst(file, older, l.verifiers(t, w.key), l.tile); !errors.Is(err, ledger.ErrShortened) {
		t.Errorf("a log that was set back: %v", err)
	}
}

func TestReceiptThatOpensNothing(t *testing.T) {
	l := grown(t, 5)
	e := filed(t)
	l.add(t, e.Commitment())
	r, err := ledger.VerifyReceipt(l.proof(t, 6, 5, ledger.Sealed(e)), l.verifiers(t))
	if err != nil || r.Content != nil || r.Entry != e.Commitment() {
		t.Errorf("%+v, %v", r, err)
	}
}

func TestReceiptIsRefused(t *testing.T) {
	l, w, file := receiptIn(t)
	stranger := newKey(t, origin, 8)
	elsewhere := newKey(t, "elsewhere.example/log", 7)
	for name, tc := range map[string]struct {
		file []byte
		log  string
		also []string
	}{
		"another key":           {file, stranger.VerifierKey(), []string{w.key}},
		"another log":           {file, elsewhere.VerifierKey(), []string{w.key}},
		"a witness not known":   {file, l.key.VerifierKey(), nil},
		"repeated signature":    {append(bytes.Clone(file), file[bytes.LastIndex(file, []byte("— ")):]...), l.key.VerifierKey(), []string{w.key}},
		"something behind":      {append(bytes.Clone(file), '\n'), l.key.VerifierKey(), []string{w.key}},
		"carriage returns":      {bytes.ReplaceAll(file, []byte("\n"), []byte("\r\n")), l.key.VerifierKey(), []string{w.key}},
		"no extra line":         {bytes.Replace(file, file[23:bytes.Index(file, []byte("index "))], nil, 1), l.key.VerifierKey(), []string{w.key}},
		"nothing":               {nil, l.key.VerifierKey(), []string{w.key}},
		"a checkpoint, no more": {file[bytes.Index(file, []byte("\n\n"))+2:], l.key.VerifierKey(), []string{w.key}},
	} {
		v, err := ledger.NewVerifiers(tc.log, tc.also...)
		must(t, err)
		if _, err := ledger.VerifyReceipt(tc.file, v); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestNoChangedReceiptIsAccepted(t *testing.T) {
	l, w, file := receiptIn(t)
	v := l.verifiers(t, w.key)
	for i := range file { // every byte, one bit each
		changed := bytes.Clone(file)
		changed[i] ^= 1 << rand.IntN(8)
		if _, err := ledger.VerifyReceipt(changed, v); err == nil {
			t.Fatalf("accepted with byte %d changed: %q", i, changed[max(0, i-10):i+1])
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		changed := bytes.Clone(file)
		at := rapid.IntRange(0, len(file)-1).Draw(t, "at")
		switch rapid.SampledFrom([]string{"put", "drop", "double", "cut", "move"}).Draw(t, "how") {
		case "put":
			changed[at] = rapid.Byte().Draw(t, "byte")
		case "drop":
			changed = append(changed[:at], changed[at+1:]...)
		case "double":
			changed = append(changed[:at+1], file[at:]...)
		case "cut":
			changed = changed[:at]
		case "move":
			to := rapid.IntRange(0, len(file)-1).Draw(t, "to")
			changed[at], changed[to] = changed[to], changed[at]
		}
		if bytes.Equal(changed, file) {
			return
		}
		if _, err := ledger.VerifyReceipt(changed, v); err == nil {
			t.Fatalf("accepted: %q", changed)
		}
	})
}

func FuzzProof(f *testing.F) {
	l := grown(f, 9)
	for i := range 9 {
		e := l.entries[i]
		f.Add(l.proof(f, 9, i, e[:]))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		p, err := ledger.ParseProof(text)
		if err == nil && !bytes.Equal(p.Text(), text) {
			t.Errorf("%q is written %q", text, p.Text())
		}
	})
}

func FuzzCheckpoint(f *testing.F) {
	l := grown(f, 3)
	v := l.verifiers(f)
	for size := range 4 {
		_, signed := l.checkpoint(f, size)
		f.Add(signed)
	}
	f.Fuzz(func(t *testing.T, signed []byte) {
		s, err := v.Open(signed)
		if err == nil && !bytes.HasPrefix(signed, []byte(s.Checkpoint.Text())) {
			t.Errorf("%q is read as %q", signed, s.Checkpoint.Text())
		}
	})
}

func FuzzTile(f *testing.F) {
	for _, path := range []string{"tile/0/000", "tile/entries/x001/000.p/7", "tile/63/x999/999"} {
		f.Add(path)
	}
	f.Fuzz(func(t *testing.T, path string) {
		if tile, err := ledger.ParseTile(path); err == nil && tile.Path() != path {
			t.Errorf("%q is written %q", path, tile.Path())
		}
	})
}
