package bench

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"

	"sunlit/internal/clock"
)

// Goal is what a figure is held against; the zero Goal is none.
type Goal struct {
	Least, Most float64 // one of them, the other 0
}

func (g Goal) met(figure float64) string {
	switch {
	case g.Least > 0:
		return yes(figure >= g.Least)
	case g.Most > 0:
		return yes(figure <= g.Most)
	}
	return ""
}

func (g Goal) text(unit string) string {
	switch {
	case g.Least > 0:
		return fmt.Sprintf("≥ %.2f%s", g.Least, unit)
	case g.Most > 0:
		return fmt.Sprintf("≤ %.4g%s", g.Most, unit)
	}
	return "–"
}

func yes(met bool) string {
	if met {
		return "yes"
	}
	return "NO"
}

// Report prints figures as they are measured, one a line.
type Report struct {
	Out    io.Writer
	missed int
	lines  int
}

const layout = "%-42s %7s  %9s  %-13s %9s %4s  %11s %11s\n"

// Engine begins the lines of one database.
func (r *Report) Engine(name string) {
	fmt.Fprintf(r.Out, "\n%s\n", name)
	fmt.Fprintf(r.Out, layout, "what", "clients", "median", "rounds", "goal", "met", "ours", "bare")
}

// Ratio prints one comparison; each is how both sides did, for orientation.
func (r *Report) Ratio(what string, clients int, ratio Ratio, goal Goal, each ...string) {
	r.count(goal, ratio.Median)
	each = append(each, "", "")
	fmt.Fprintf(r.Out, layout, what, fmt.Sprint(clients), fmt.Sprintf("%.2f", ratio.Median), fmt.Sprintf("%.2f–%.2f", ratio.Lowest, ratio.Highest),
		goal.text(""), goal.met(ratio.Median), each[0], each[1])
}

// Figure prints one figure in a unit.
func (r *Report) Figure(what string, clients int, figure float64, unit string, goal Goal) {
	r.count(goal, figure)
	at := ""
	if clients > 0 {
		at = fmt.Sprint(clients)
	}
	fmt.Fprintf(r.Out, layout, what, at, fmt.Sprintf("%.4g%s", figure, unit), "", goal.text(unit), goal.met(figure), "", "")
}

func (r *Report) count(goal Goal, figure float64) {
	r.lines++
	if goal.met(figure) == "NO" {
		r.missed++
	}
}

// Close prints how many goals were missed.
func (r *Report) Close() {
	fmt.Fprintf(r.Out, "\n%d figures, %d goals missed. Rates are for orientation only: compare ratios, and only those of one run.\n", r.lines, r.missed)
}

// Rate words a rate for orientation.
func Rate(perSecond float64) string { return fmt.Sprintf("%.0f/s", perSecond) }

// Each words the time one operation takes, for orientation.
func Each(perSecond float64) string { return fmt.Sprintf("%.0f µs", 1e6/perSecond) }

// Machine is one line about where this was measured; what the system does not tell is left out.
func Machine() string {
	parts := []string{clock.System{}.Now().Format("2006-01-02 15:04Z"), runtime.GOOS + "/" + runtime.GOARCH, fmt.Sprintf("%d CPUs", runtime.NumCPU())}
	if model := field("/proc/cpuinfo", "model name"); model != "" {
		parts = append(parts, model)
	}
	var kilobytes int
	if _, err := fmt.Sscan(field("/proc/meminfo", "MemTotal"), &kilobytes); err == nil {
		parts = append(parts, fmt.Sprintf("%.1f GB", float64(kilobytes)/1e6))
	}
	if load, err := os.ReadFile("/proc/loadavg"); err == nil {
		parts = append(parts, "load "+strings.Fields(string(load))[0])
	}
	return strings.Join(append(parts, runtime.Version()), " · ")
}

// field reads "name : value" from one of the kernel's tables; "" when there is none.
func field(path, name string) string {
	text, err := os.ReadFile(path)
	if err != nil {
		return ""
	}
	for _, line := range strings.Split(string(text), "\n") {
		key, value, found := strings.Cut(line, ":")
		if found && strings.TrimSpace(key) == name {
			return strings.TrimSpace(value)
		}
	}
	return ""
}
