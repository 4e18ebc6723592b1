package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"sunlit/internal/casework"
	"sunlit/internal/fault"
	"sunlit/internal/locale"
)

type importCommand struct {
	File string `arg:"" type:"existingfile" help:"JSON lines: no, user, title, filed_at, text, reply, replied_at."`
}

// maxLine is the longest line of an import file, in bytes.
const maxLine = 1 << 20

// importReport counts what an import did, and why it refused.
type importReport struct {
	imported, skipped, late, stripped, changed int
	refused                                    []string
}

// Run imports every record once; stopped and started again it goes on where it was.
func (i importCommand) Run(s *surroundings) error {
	p, err := openPortal(s)
	if err != nil {
		return err
	}
	defer p.close()
	file, err := os.Open(i.File)
	if err != nil {
		return err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	bar := progress(s.out, info.Size())
	var report importReport
	lines := bufio.NewScanner(file)
	lines.Buffer(make([]byte, 64<<10), maxLine)
	for n := 1; lines.Scan(); n++ {
		_ = bar.Add(len(lines.Bytes()) + 1)
		if err := report.take(s, p.cases, n, lines.Bytes()); err != nil {
			return err
		}
	}
	_ = bar.Finish()
	report.print(s.out)
	if err := lines.Err(); err != nil {
		return err
	}
	return p.cases.CountAll(s.ctx)
}

func progress(out io.Writer, size int64) *progressbar.ProgressBar {
	f, ok := out.(*os.File)
	if !ok || !term.IsTerminal(int(f.Fd())) {
		return progressbar.DefaultSilent(size)
	}
	return progressbar.NewOptions64(size, progressbar.OptionSetWriter(out), progressbar.OptionSetDescription("Importing"), progressbar.OptionThrottle(200*time.Millisecond),
		progressbar.OptionShowBytes(true), progressbar.OptionClearOnFinish())
}

// take imports one line; a refused record is reported, any other error ends the import.
func (r *importReport) take(s *surroundings, cases *casework.Cases, n int, line []byte) error {
	var rec casework.Record
	dec := json.NewDecoder(strings.NewReader(string(line)))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&rec); err != nil {
		r.refused = append(r.refused, fmt.Sprintf("line %d: %v", n, err))
		return nil
	}
	res, err := cases.Import(s.ctx, rec)
	var f *fault.Error
	switch {
	case errors.As(err, &f) && (f.Kind == fault.KindInvalid || f.Kind == fault.NotNow):
		r.refused = append(r.refused, fmt.Sprintf("line %d, no %s: %s", n, rec.No, worded(f)))
		return nil
	case err != nil:
		return fmt.Errorf("line %d, no %s: %w", n, rec.No, err)
	case res.Skipped:
		r.skipped++
		return nil
	}
	r.imported++
	r.stripped += res.Invisible
	if res.Invisible > 0 {
		r.changed++
	}
	if res.Late {
		r.late++
	}
	return nil
}

func worded(f *fault.Error) string {
	var parts []string
	for name, m := range f.Fields {
		parts = append(parts, name+": "+locale.Text(locale.En, m.Key, m.Args))
	}
	if len(parts) == 0 {
		return locale.Text(locale.En, f.Key, f.Args)
	}
	return strings.Join(parts, "; ")
}

func (r *importReport) print(out io.Writer) {
	fmt.Fprintf(out, "%d imported, %d of them answered late; %d imported before and skipped; %d refused.\n", r.imported, r.late, r.skipped, len(r.refused))
	fmt.Fprintf(out, "%d invisible characters were stripped from %d records.\n", r.stripped, r.changed)
	for _, why := range r.refused {
		fmt.Fprintln(out, "refused:", why)
	}
}
