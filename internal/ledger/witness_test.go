package ledger_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sunlit/internal/ledger"
)

func TestSubmissionConvincesAWitness(t *testing.T) {
	l := grown(t, 400)
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(1, 400).Draw(t, "size")
		old := rapid.IntRange(0, size).Draw(t, "old")
		c, signed := l.checkpoint(t, size)
		s, err := ledger.Submit(int64(old), c, signed, l.stored)
		must(t, err)
		back, err := ledger.ParseSubmission(s.Text())
		must(t, err)
		if !bytes.Equal(back.Text(), s.Text()) {
			t.Fatal("a submission is written otherwise than it was read")
		}
		last, _ := l.checkpoint(t, old)
		if err := back.Extends(last, c); err != nil {
			t.Fatal(err)
		}
		if len(back.Proof) > 0 {
			back.Proof[rapid.IntRange(0, len(back.Proof)-1).Draw(t, "line")][0] ^= 1
			if back.Extends(last, c) == nil {
				t.Fatal("a changed consistency proof was believed")
			}
		}
	})
}

func TestSubmissionOfALogThatWasSetBack(t *testing.T) {
	l := grown(t, 10)
	c, signed := l.checkpoint(t, 10)
	if _, err := ledger.Submit(11, c, signed, l.stored); !errors.Is(err, ledger.ErrShortened) {
		t.Errorf("%v", err)
	}
	other := grown(t, 4)
	for i := range 6 {
		other.add(t, entryOf(500+i))
	}
	last, _ := other.checkpoint(t, 8)
	s, err := ledger.Submit(8, c, signed, l.stored)
	must(t, err)
	if err := s.Extends(last, c); !errors.Is(err, ledger.ErrForked) {
		t.Errorf("%v", err)
	}
}

func TestParseSubmissionRefuses(t *testing.T) {
	for _, body := range []string{"", "old 1\n", "old 01\n\nx", "old -1\n\nx", "new 1\n\nx", "old 1\nAAAA\n\nx", "old 1\n\n",
		"old 1\n" + strings.Repeat("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n", 64) + "\nx"} {
		if _, err := ledger.ParseSubmission([]byte(body)); err == nil {
			t.Errorf("%.20q: taken", body)
		}
	}
}

func TestCosignaturesAreThoseOfTheWitness(t *testing.T) {
	l := grown(t, 3)
	_, signed := l.checkpoint(t, 3)
	w, other := newWitness(t, "witness.example/w1"), newWitness(t, "witness.example/w2")
	verifier, err := ledger.WitnessVerifier(w.key)
	must(t, err)
	lines, err := ledger.Cosignatures(signed, append(other.cosign(t, signed), w.cosign(t, signed)...), verifier)
	if err != nil || len(lines) != 1 || !strings.HasPrefix(lines[0], "— witness.example/w1 ") {
		t.Fatalf("%q, %v", lines, err)
	}
	s, err := l.verifiers(t, w.key).Open(ledger.WithCosignatures(signed, lines))
	if err != nil || len(s.Cosigned) != 1 || len(s.Unchecked) != 0 {
		t.Errorf("%+v, %v", s, err)
	}
	_, earlier := l.checkpoint(t, 2)
	for name, answer := range map[string][]byte{"another's": other.cosign(t, signed), "over another checkpoint": w.cosign(t, earlier), "none": nil, "noise": []byte("<html>")} {
		if lines, err := ledger.Cosignatures(signed, answer, verifier); err == nil {
			t.Errorf("%s: took %q", name, lines)
		}
	}
}

func TestParseSize(t *testing.T) {
	if n, err := ledger.ParseSize([]byte("20852014\n")); err != nil || n != 20852014 {
		t.Errorf("%d, %v", n, err)
	}
	for _, bad := range []string{"", "1", "01\n", "-1\n", "1\n\n", "<html>\n"} {
		if _, err := ledger.ParseSize([]byte(bad)); err == nil {
			t.Errorf("%q: taken", bad)
		}
	}
}

func TestKeyKeepsItsSecret(t *testing.T) {
	key := newKey(t, origin, 7)
	if key.String() != "[log key of petitions.example/log]" || key.GoString() != key.String() {
		t.Error(key.String())
	}
	for _, name := range []string{"", "two words", "a+b", "https://petitions.example/log"} {
		if _, err := ledger.NewKey(name, bytes.Repeat([]byte{1}, 32)); err == nil {
			t.Errorf("%q: taken as an origin", name)
		}
	}
	if _, err := ledger.NewKey(origin, []byte("short")); err == nil {
		t.Error("a short key was taken")
	}
}

func TestCheckpointOfAnotherOriginIsNotSigned(t *testing.T) {
	if _, err := (ledger.Checkpoint{Origin: "other.example", Size: 1}).Sign(newKey(t, origin, 7)); err == nil {
		t.Error("signed")
	}
}
