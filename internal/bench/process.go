package bench

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"sunlit/internal/clock"
)

// Process is the portal as a process of its own, as an office runs it.
type Process struct {
	Base  string        // its origin
	Start time.Duration // from the call to the first healthy answer
	cmd   *exec.Cmd
	ended chan error
}

// greeting is what comes before the address in the line that tells where the portal listens.
const greeting = "Sunlit is at "

// patience is how long a process may take to start or to stop before it counts as stuck.
const patience = 30 * time.Second

// StartProcess runs `PROGRAM serve` in an environment and waits until /healthz answers. Its log
// goes to log.
func StartProcess(ctx context.Context, program string, environ []string, log io.Writer) (*Process, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	p := &Process{cmd: exec.CommandContext(context.WithoutCancel(ctx), program, "serve"), ended: make(chan error, 1)}
	p.cmd.Env, p.cmd.Stderr = environ, log
	said, told, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	p.cmd.Stdout = told
	begin := clock.System{}.Now()
	err = p.cmd.Start()
	_ = told.Close()
	if err != nil {
		return nil, errors.Join(err, said.Close())
	}
	go func() { p.ended <- p.cmd.Wait() }()
	base := make(chan string, 1)
	go listen(said, base)
	select {
	case p.Base = <-base:
	case err := <-p.ended:
		return nil, fmt.Errorf("the portal ended at once: %w", errors.Join(err, errors.New("see its log")))
	case <-ctx.Done():
		return nil, errors.Join(ctx.Err(), p.Stop())
	}
	if err := p.healthy(ctx); err != nil {
		return nil, errors.Join(err, p.Stop())
	}
	p.Start = clock.System{}.Now().Sub(begin)
	return p, nil
}

// listen reads what the process says until it ends, and passes its address on.
func listen(said io.ReadCloser, base chan<- string) {
	defer said.Close()
	for lines := bufio.NewScanner(said); lines.Scan(); {
		if address, ok := strings.CutPrefix(lines.Text(), greeting); ok {
			base <- address
		}
	}
}

func (p *Process) healthy(ctx context.Context) error {
	client := NewClient(p.Base, 1)
	defer client.Close()
	for {
		_, err := client.Send(ctx, Request{Method: http.MethodGet, Path: "/healthz", Want: http.StatusOK})
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(5 * time.Millisecond):
		}
	}
}

// Memory is what the process holds now and held at most, in megabytes (10⁶ bytes), as the kernel
// counts it, shared pages of the program file included.
func (p *Process) Memory() (now, most float64, err error) {
	status := fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid)
	for name, into := range map[string]*float64{"VmRSS": &now, "VmHWM": &most} {
		var kilobytes float64
		if _, err := fmt.Sscan(field(status, name), &kilobytes); err != nil {
			return 0, 0, fmt.Errorf("%s tells no %s: %w", status, name, err)
		}
		*into = kilobytes * 1024 / 1e6
	}
	return now, most, nil
}

// Stop lets the process end in order.
func (p *Process) Stop() error {
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	select {
	case err := <-p.ended:
		return err
	case <-time.After(patience):
		return errors.Join(errors.New("the portal did not stop"), p.cmd.Process.Kill())
	}
}

// Processor is how long this process has kept processors busy so far: what others do meanwhile does not count.
func Processor() time.Duration {
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		return 0
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
