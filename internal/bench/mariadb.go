package bench

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// ErrNoMariaDB says that this machine has no MariaDB to measure on.
var ErrNoMariaDB = errors.New("mariadbd is not installed")

// MariaDB is a database server for one run, in a folder of its own, heard on loopback only.
type MariaDB struct {
	URL   string // with an account that may create databases
	cmd   *exec.Cmd
	ended chan error
}

// StartMariaDB makes an empty server below dir and waits until it answers. Its settings are the
// defaults, and every commit is flushed as production demands.
func StartMariaDB(ctx context.Context, dir string) (*MariaDB, error) {
	server, install, err := mariaDBPrograms()
	if err != nil {
		return nil, err
	}
	data := filepath.Join(dir, "mariadb")
	who, err := user.Current()
	if err != nil {
		return nil, err
	}
	made, err := exec.CommandContext(ctx, install, "--no-defaults", "--datadir="+data, "--skip-test-db", "--user="+who.Username).CombinedOutput()
	if err != nil {
		return nil, fmt.Errorf("mariadb-install-db: %w\n%s", err, made)
	}
	password := Random(32)
	first := filepath.Join(dir, "first.sql")
	grant := "CREATE USER bench@'127.0.0.1' IDENTIFIED BY '" + password + "';\nGRANT ALL ON *.* TO bench@'127.0.0.1';\n"
	if err := os.WriteFile(first, []byte(grant), 0o600); err != nil {
		return nil, err
	}
	port, err := freePort(ctx)
	if err != nil {
		return nil, err
	}
	db := &MariaDB{URL: fmt.Sprintf("mysql://bench:%s@127.0.0.1:%d/", password, port), ended: make(chan error, 1)}
	db.cmd = exec.CommandContext(context.WithoutCancel(ctx), server, "--no-defaults", "--user="+who.Username, "--datadir="+data,
		"--socket="+filepath.Join(dir, "sock"), "--pid-file="+filepath.Join(dir, "pid"), "--log-error="+filepath.Join(dir, "mariadb.log"),
		"--port="+strconv.Itoa(port), "--bind-address=127.0.0.1", "--skip-name-resolve", "--init-file="+first,
		"--character-set-server=utf8mb4", "--innodb-flush-log-at-trx-commit=1")
	db.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true} // an interrupt reaches us, and we stop it in order
	if err := db.cmd.Start(); err != nil {
		return nil, err
	}
	go func() { db.ended <- db.cmd.Wait() }()
	if err := db.await(ctx); err != nil {
		return nil, errors.Join(err, db.Stop())
	}
	return db, nil
}

func (db *MariaDB) await(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	pool, err := Open(db.URL)
	if err != nil {
		return err
	}
	defer pool.Close()
	for {
		err := pool.PingContext(ctx)
		if err == nil {
			return nil
		}
		select {
		case ended := <-db.ended:
			db.ended <- ended
			return fmt.Errorf("mariadbd ended at once: %w", errors.Join(ended, err))
		case <-ctx.Done():
			return fmt.Errorf("mariadbd does not answer: %w", err)
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// Stop ends the server by its process id.
func (db *MariaDB) Stop() error {
	if err := db.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	select {
	case err := <-db.ended:
		return err
	case <-time.After(patience):
		return errors.Join(errors.New("mariadbd did not stop"), db.cmd.Process.Kill())
	}
}

// mariaDBPrograms finds the server, which Debian keeps outside an ordinary user's path, and its installer.
func mariaDBPrograms() (server, install string, err error) {
	for _, folder := range []string{"", "/usr/sbin/", "/usr/libexec/", "/usr/local/sbin/"} {
		if server, err = exec.LookPath(folder + "mariadbd"); err == nil {
			break
		}
	}
	if err != nil {
		return "", "", ErrNoMariaDB
	}
	if install, err = exec.LookPath("mariadb-install-db"); err != nil {
		return "", "", ErrNoMariaDB
	}
	return server, install, nil
}

func freePort(ctx context.Context) (int, error) {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	_, port, err := net.SplitHostPort(listener.Addr().String())
	if err != nil {
		return 0, errors.Join(err, listener.Close())
	}
	number, err := strconv.Atoi(port)
	return number, errors.Join(err, listener.Close())
}

// Scratch is a pair of databases made for one run: one for the portal, one for the bare baselines.
// Whatever else the server holds is not touched.
type Scratch struct {
	Portal, Bare string // URLs
	Version      string // of the server
	pool         *sql.DB
	names        []string
}

// MakeScratch creates the databases on a MariaDB server of this machine.
func MakeScratch(ctx context.Context, server string) (*Scratch, error) {
	u, err := url.Parse(server)
	if err != nil || u.Scheme != "mysql" {
		return nil, errors.New("the database must be mysql://user:password@host:port/") // the value holds a password: not repeated
	}
	if ip := net.ParseIP(u.Hostname()); u.Hostname() != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return nil, errors.New("the database must be on this machine: a network would be measured with it")
	}
	u.Path = "/"
	s := &Scratch{}
	if s.pool, err = Open(u.String()); err != nil {
		return nil, err
	}
	if err := s.pool.QueryRowContext(ctx, "SELECT VERSION()").Scan(&s.Version); err != nil {
		return nil, errors.Join(fmt.Errorf("the database does not answer: %w", err), s.pool.Close())
	}
	run := "sunlit_bench_" + Random(8)
	for name, into := range map[string]*string{run: &s.Portal, run + "_bare": &s.Bare} {
		if _, err := s.pool.ExecContext(ctx, "CREATE DATABASE "+name+" CHARACTER SET utf8mb4"); err != nil {
			return nil, errors.Join(fmt.Errorf("create a database to measure in: %w", err), s.Drop())
		}
		s.names = append(s.names, name)
		u.Path = "/" + name
		*into = u.String()
	}
	return s, nil
}

// Drop removes the databases again.
func (s *Scratch) Drop() error {
	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	var errs []error
	for _, name := range s.names {
		_, err := s.pool.ExecContext(ctx, "DROP DATABASE "+name)
		errs = append(errs, err)
	}
	return errors.Join(append(errs, s.pool.Close())...)
}
