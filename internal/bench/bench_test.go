package bench

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"testing"
	"time"
)

func TestRaceComparesRoundByRound(t *testing.T) {
	quick := Contender{Name: "quick", Once: func(context.Context) error { time.Sleep(time.Millisecond); return nil }}
	slow := Contender{Name: "slow", Once: func(context.Context) error { time.Sleep(8 * time.Millisecond); return nil }}
	race, err := Plan{Clients: 2, Rounds: 3, Slice: 60 * time.Millisecond}.Race(t.Context(), slow, quick)
	if err != nil {
		t.Fatal(err)
	}
	if r := race.Ratio(0, 1); r.Median >= 1 || r.Lowest > r.Median || r.Highest < r.Median {
		t.Errorf("%+v", r)
	}
	if c := race.Cost(0, 1); c.Median <= 1 {
		t.Errorf("%+v", c)
	}
	broken := Contender{Name: "broken", Once: func(context.Context) error { return errors.New("out of paper") }}
	if _, err := (Plan{Clients: 3, Rounds: 1, Slice: time.Second}).Race(t.Context(), quick, broken); err == nil || !strings.Contains(err.Error(), "broken: out of paper") {
		t.Error(err)
	}
}

func TestMedian(t *testing.T) {
	for _, c := range []struct {
		of   []float64
		want float64
	}{{[]float64{3}, 3}, {[]float64{9, 1, 2}, 2}, {[]float64{4, 1, 2, 3}, 2.5}} {
		if m := median(c.of); m != c.want {
			t.Errorf("median of %v: %v", c.of, m)
		}
	}
}

func TestReportSaysWhatIsMissed(t *testing.T) {
	var out bytes.Buffer
	r := Report{Out: &out}
	r.Engine("SQLite")
	r.Ratio("filing", 8, Ratio{0.49, 0.4, 0.6}, Goal{Least: 0.5}, Rate(49), Rate(100))
	r.Ratio("page", 1, Ratio{Median: 2.9}, Goal{Most: 3})
	r.Figure("memory", 0, 61.2, " MB", Goal{})
	r.Close()
	for _, want := range []string{"≥ 0.50   NO", "≤ 3  yes", "61.2 MB", "3 figures, 1 goals missed", "0.40–0.60", "49/s"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, &out)
		}
	}
}

func TestScratchIsMadeOnThisMachineOnly(t *testing.T) {
	for _, server := range []string{"sqlite:x", "mysql://root@192.0.2.1:3306/", "mysql://root:secret@example.org/", "://"} {
		_, err := MakeScratch(t.Context(), server)
		if err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", server, err)
		}
	}
}

func TestPhotoIsOfItsSize(t *testing.T) {
	body, contentType, err := Photo(100_000)
	if err != nil || len(body) < 100_000 || len(body) > 101_000 || !strings.HasPrefix(contentType, "multipart/form-data; boundary=") {
		t.Errorf("%d bytes of %s: %v", len(body), contentType, err)
	}
}
