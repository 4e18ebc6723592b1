package document

import (
	"flag"
	"os"
	"path/filepath"
	"testing"
)

var keep = flag.String("keep", "", "write the sample papers as PDF into this folder, to look at them")

func TestKeepSamples(t *testing.T) {
	if *keep == "" {
		t.Skip("only with -keep")
	}
	for name, p := range samples() {
		data, err := Render(p)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := os.WriteFile(filepath.Join(*keep, name+".pdf"), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}
