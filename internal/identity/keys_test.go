package identity_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sunlit/internal/identity"
)

func demoKeys(t testing.TB) *identity.Keys {
	t.Helper()
	k, err := identity.LoadKeys(filepath.Join(t.TempDir(), "sunlit.keys"), true)
	if err != nil {
		t.Fatal(err)
	}
	return k
}

func TestKeyFileIsMadeOnlyWhenAsked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "data", "sunlit.keys")
	if _, err := identity.LoadKeys(path, false); !errors.Is(err, fs.ErrNotExist) {
		t.Fatalf("production started without keys: %v", err)
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Fatal("a key file was made without being asked for")
	}
	if _, err := identity.LoadKeys("", true); err == nil {
		t.Fatal("keys without a file")
	}
	made, err := identity.LoadKeys(path, true)
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("mode %v, %v", info.Mode(), err)
	}
	for _, create := range []bool{true, false} {
		again, err := identity.LoadKeys(path, create)
		if err != nil {
			t.Fatal(err)
		}
		if made.Fingerprint() != again.Fingerprint() {
			t.Error("loading gave other keys")
		}
	}
	if rest, _ := filepath.Glob(filepath.Join(filepath.Dir(path), ".keys-*")); len(rest) > 0 {
		t.Errorf("left behind: %v", rest)
	}
}

func TestKeyFileMustBePrivate(t *testing.T) {
	for _, mode := range []fs.FileMode{0o640, 0o604, 0o644, 0o660, 0o610} {
		path := filepath.Join(t.TempDir(), "sunlit.keys")
		if _, err := identity.LoadKeys(path, true); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
		if _, err := identity.LoadKeys(path, true); err == nil {
			t.Errorf("mode %04o was taken", mode)
		}
	}
	if _, err := identity.LoadKeys(t.TempDir(), true); err == nil {
		t.Error("a folder was taken")
	}
}

func TestDamagedKeyFileIsNeverReplaced(t *testing.T) {
	for _, text := range []string{"", "{", "{}", `{"keys":{"person":{}}}`} {
		path := filepath.Join(t.TempDir(), "sunlit.keys")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := identity.LoadKeys(path, true); err == nil {
			t.Errorf("%q was taken", text)
		}
		if kept, err := os.ReadFile(path); err != nil || string(kept) != text {
			t.Errorf("%q became %q, %v", text, kept, err)
		}
	}
}

func TestTwoProcessesMakeOneKeyFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sunlit.keys")
	prints := make([]string, 8)
	var all sync.WaitGroup
	for i := range prints {
		all.Go(func() {
			k, err := identity.LoadKeys(path, true)
			if err != nil {
				t.Error(err)
				return
			}
			prints[i] = k.Fingerprint()
		})
	}
	all.Wait()
	for _, p := range prints[1:] {
		if p != prints[0] {
			t.Fatal("two key sets were in use")
		}
	}
}

func TestRotatedKeysOpenWhatFormerOnesSealed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sunlit.keys")
	before, err := identity.LoadKeys(path, true)
	if err != nil {
		t.Fatal(err)
	}
	person := identity.Person{Name: "李某某", Phone: "13800002706"}
	sealed, err := before.SealPerson("N1", person)
	if err != nil {
		t.Fatal(err)
	}
	paper, _ := before.Seal("paper", "7", []byte("pdf"))
	hash := before.CodeHash("N1", "7K3M-2QX8-D5TN-WJ4HC")
	if err := identity.RotateKeys(path); err != nil {
		t.Fatal(err)
	}
	after, err := identity.LoadKeys(path, false)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := after.OpenPerson("N1", sealed); err != nil || got.Name != person.Name {
		t.Errorf("person: %v", err)
	}
	if got, err := after.Open("paper", "7", paper); err != nil || string(got) != "pdf" {
		t.Errorf("paper: %v", err)
	}
	if !after.CodeMatches("N1", "7K3M-2QX8-D5TN-WJ4HC", hash) {
		t.Error("the code no longer opens the petition")
	}
	if !after.VerifyCodeMatches("p1", before.VerifyCode("p1")) {
		t.Error("a printed code is no longer valid")
	}
	if after.VerifyCode("p1") == before.VerifyCode("p1") || bytes.Equal(after.CodeHash("N1", "X"), before.CodeHash("N1", "X")) {
		t.Error("the new keys are not in use")
	}
	if before.Fingerprint() != after.Fingerprint() || before.Blind("phone", "13800002706") != after.Blind("phone", "13800002706") {
		t.Error("the blind index was split")
	}
	newer, _ := after.SealPerson("N1", person)
	if _, err := before.OpenPerson("N1", newer); !errors.Is(err, identity.ErrSealed) {
		t.Error("the former keys open what the new ones sealed")
	}
}

func TestPersonSurvivesSealing(t *testing.T) {
	k := demoKeys(t)
	rapid.Check(t, func(t *rapid.T) {
		number := rapid.StringMatching(`[0-9A-Z-]{1,20}`).Draw(t, "number")
		secret := rapid.StringMatching(`[a-z]{8,40}`)
		want := identity.Person{
			Name: secret.Draw(t, "name"), Phone: secret.Draw(t, "phone"), Address: secret.Draw(t, "address"),
			Email: secret.Draw(t, "email"), Hide: rapid.Bool().Draw(t, "hide"), Lang: "zh-CN",
			About: rapid.SliceOfN(secret, 1, 4).Draw(t, "about"),
			Agent: &identity.Agent{Name: secret.Draw(t, "agent"), Phone: "1", Relation: "r", Mandate: "m"},
		}
		sealed, err := k.SealPerson(number, want)
		if err != nil {
			t.Fatal(err)
		}
		for _, plain := range append([]string{want.Name, want.Phone, want.Address, want.Email, want.Agent.Name}, want.About...) {
			if bytes.Contains(sealed, []byte(plain)) {
				t.Fatalf("%q shines through", plain)
			}
		}
		got, err := k.OpenPerson(number, sealed)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatal(diff)
		}
		if _, err := k.OpenPerson(number+"0", sealed); !errors.Is(err, identity.ErrSealed) {
			t.Fatal("opened under another number")
		}
		bit := rapid.IntRange(0, len(sealed)*8-1).Draw(t, "bit")
		sealed[bit/8] ^= 1 << (bit % 8)
		if _, err := k.OpenPerson(number, sealed); !errors.Is(err, identity.ErrSealed) {
			t.Fatalf("opened with bit %d turned", bit)
		}
	})
}

func TestLengthDoesNotTellWhoSigned(t *testing.T) {
	k := demoKeys(t)
	anonymous, _ := k.SealPerson("N1", identity.Person{})
	signed, _ := k.SealPerson("N1", identity.Person{Name: "李某某", Phone: "13800002706", Address: "某路 1 号"})
	if len(anonymous) != len(signed) {
		t.Errorf("%d and %d bytes", len(anonymous), len(signed))
	}
}

func TestSealedBytesOpenOnlyInTheirPlace(t *testing.T) {
	k, other := demoKeys(t), demoKeys(t)
	rapid.Check(t, func(t *rapid.T) {
		plain := rapid.SliceOf(rapid.Byte()).Draw(t, "plain")
		sealed, err := k.Seal("paper", "12", plain)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := k.Open("paper", "12", sealed); err != nil || !bytes.Equal(got, plain) {
			t.Fatalf("%v", err)
		}
		for _, place := range [][2]string{{"paper", "1"}, {"paper", "2"}, {"totp", "12"}, {"paper|1", "2"}, {"paper|", "12"}, {"", "paper|12"}} {
			if _, err := k.Open(place[0], place[1], sealed); !errors.Is(err, identity.ErrSealed) {
				t.Fatalf("opened as %v", place)
			}
		}
		if _, err := other.Open("paper", "12", sealed); !errors.Is(err, identity.ErrSealed) {
			t.Fatal("opened with another key set")
		}
		if _, err := k.OpenPerson("12", sealed); !errors.Is(err, identity.ErrSealed) {
			t.Fatal("opened as a person")
		}
		cut := rapid.IntRange(0, len(sealed)-1).Draw(t, "cut")
		if _, err := k.Open("paper", "12", sealed[:cut]); !errors.Is(err, identity.ErrSealed) {
			t.Fatal("opened cut off")
		}
	})
}

func TestCodeMatches(t *testing.T) {
	k := demoKeys(t)
	const code = "7K3M-2QX8-D5TN-WJ401"
	hash := k.CodeHash("N1", code)
	damaged := bytes.Clone(hash)
	damaged[len(damaged)-1] ^= 1
	foreign := bytes.Clone(hash)
	foreign[0] ^= 0xff
	cases := []struct {
		name, number, code string
		hash               []byte
		want               bool
	}{
		{"right", "N1", code, hash, true},
		{"as typed", "N1", " 7k3m2qx8 d5tn wj4oL ", hash, true},
		{"full width", "N1", "７K3M-2QX8-D5TN-WJ４０１", hash, true},
		{"wrong", "N1", "7K3M-2QX8-D5TN-WJ402", hash, false},
		{"empty", "N1", "", hash, false},
		{"other petition", "N2", code, hash, false},
		{"unknown number", "N1", code, nil, false},
		{"short hash", "N1", code, hash[:20], false},
		{"long hash", "N1", code, append(bytes.Clone(hash), 0), false},
		{"zero hash", "N1", code, make([]byte, len(hash)), false},
		{"damaged hash", "N1", code, damaged, false},
		{"key not held", "N1", code, foreign, false},
		{"other keys", "N1", code, demoKeys(t).CodeHash("N1", code), false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := k.CodeMatches(c.number, c.code, c.hash); got != c.want {
				t.Errorf("got %v", got)
			}
		})
	}
}

// The work for an unknown number and for a wrong code is the same by construction; allocations, the
// part of it that can be counted exactly, prove that no branch leaves early.
func TestCodeMatchesWorksAlikeWithoutAHash(t *testing.T) {
	k := demoKeys(t)
	hash := k.CodeHash("N1", "7K3M2QX8D5TNWJ4H")
	work := func(hash []byte, code string) float64 {
		return testing.AllocsPerRun(200, func() { k.CodeMatches("N1", code, hash) })
	}
	right, wrong, none := work(hash, "7K3M2QX8D5TNWJ4H"), work(hash, "8K3M2QX8D5TNWJ4H"), work(nil, "7K3M2QX8D5TNWJ4H")
	if right != wrong || wrong != none {
		t.Errorf("right %v, wrong %v, unknown %v", right, wrong, none)
	}
}

func TestBlindIndexSeesThroughSpelling(t *testing.T) {
	k := demoKeys(t)
	alike := [][]string{
		{"phone", "13800002706", "138 0000 2706", "138-0000-2706", "+86 138 0000 2706", "0086-13800002706", "8613800002706", "１３８００００２７０６"},
		{"phone", "010-12345678", "(010) 1234 5678", "+86 10 1234 5678"},
		{"email", "Li@Example.org", " li@example.ORG ", "ｌｉ@example.org"},
		{"name", "李  某", "李 某"},
	}
	seen := map[string]string{}
	for _, group := range alike {
		field, first := group[0], k.Blind(group[0], group[1])
		if len(first) != 64 || strings.ToLower(first) != first {
			t.Errorf("%q is no hex", first)
		}
		for _, spelling := range group[2:] {
			if k.Blind(field, spelling) != first {
				t.Errorf("%q is another %s than %q", spelling, field, group[1])
			}
		}
		if other, taken := seen[first]; taken {
			t.Errorf("%q and %q collide", group[1], other)
		}
		seen[first] = group[1]
	}
	if k.Blind("phone", "13800002706") == k.Blind("name", "13800002706") {
		t.Error("two fields share an index")
	}
	if k.Blind("phone", "13800002706") == demoKeys(t).Blind("phone", "13800002706") {
		t.Error("the index does not depend on the keys")
	}
	if k.Blind("phone", " - ") != "" || k.Blinds("phone", "") != nil {
		t.Error("nothing has an index")
	}
	if all := k.Blinds("phone", "13800002706"); len(all) != 1 || all[0] != k.Blind("phone", "13800002706") {
		t.Errorf("got %v", all)
	}
}

func TestVerifyCode(t *testing.T) {
	k := demoKeys(t)
	code := k.VerifyCode("paper-1")
	if len(code) != 8 || strings.Trim(code, "0123456789ABCDEFGHJKMNPQRSTVWXYZ") != "" {
		t.Fatalf("got %q", code)
	}
	if code != k.VerifyCode("paper-1") || code == k.VerifyCode("paper-2") || code == demoKeys(t).VerifyCode("paper-1") {
		t.Error("the code depends on more or less than the paper and the keys")
	}
	if !k.VerifyCodeMatches("paper-1", strings.ToLower(code[:4]+"-"+code[4:])) {
		t.Error("the typed code is refused")
	}
	if k.VerifyCodeMatches("paper-2", code) || k.VerifyCodeMatches("paper-1", "") {
		t.Error("a wrong code is taken")
	}
}

func TestPersonAndKeysDoNotPrint(t *testing.T) {
	p := identity.Person{Name: "canary-name", Phone: "canary-phone", Agent: &identity.Agent{Name: "canary-agent"}}
	var sink bytes.Buffer
	log := slog.New(slog.NewJSONHandler(&sink, nil))
	log.Info("x", "person", p, "agent", *p.Agent, "keys", demoKeys(t))
	for _, verb := range []string{"%v", "%+v", "%#v", "%s"} {
		_, _ = fmt.Fprintf(&sink, verb, p)
		_, _ = fmt.Fprintf(&sink, verb, p.Agent)
		_, _ = fmt.Fprintf(&sink, verb, struct{ P identity.Person }{p})
		_, _ = fmt.Fprintf(&sink, verb, demoKeys(t))
	}
	if strings.Contains(sink.String(), "canary") {
		t.Errorf("printed: %s", sink.String())
	}
}
