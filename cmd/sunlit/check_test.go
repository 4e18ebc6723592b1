package main

import (
	"bytes"
	"flag"
	"os"
	"regexp"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files of this package")

// Every seeded fault of six files is told at once, by file and line, with what to write instead.
func TestCheckExplainsEveryFaultByItsLine(t *testing.T) {
	const golden = "testdata/faults.txt"
	var out bytes.Buffer
	err := run(t.Context(), []string{"check"}, place(t, "SUNLIT_CONFIG=testdata/faults", "SUNLIT_LOG_LEVL=info", "SUNLIT_MAIL=mailto:x"), &out)
	if err == nil {
		t.Fatal("nothing was wrong")
	}
	got := err.Error() + "\n"
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("read the change, then go test ./cmd/sunlit -run Check -update\n%s", got)
	}
	lines := regexp.MustCompile(`(?m)^(\w+\.yaml):\d+: .+`).FindAllStringSubmatch(got, -1)
	files := map[string]int{}
	for _, m := range lines {
		files[m[1]]++
	}
	if len(lines) < 20 || len(files) != 6 {
		t.Errorf("%d faults in %v", len(lines), files)
	}
	if strings.Contains(got, "secret") {
		t.Error("a password is repeated")
	}
}
