package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// mariaDB is a server of the tests' own: its own folder, socket and port, on loopback only. It never touches a server
// that the machine runs for others.
type mariaDB struct {
	folder string
	port   int
	cmd    *exec.Cmd
	ended  chan struct{} // closed when the process is gone
	exit   error         // why; to be read after ended
}

// URL is the address under which tests may create databases, in the form of SUNLIT_DATABASE without a name.
func (db *mariaDB) URL() string { return fmt.Sprintf("mysql://root@127.0.0.1:%d/", db.port) }

// startMariaDB makes an empty server in a temporary folder and waits until it answers.
func startMariaDB(ctx context.Context) (*mariaDB, error) {
	server, install, err := mariaDBPrograms()
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "sunlit-mariadb-")
	if err != nil {
		return nil, err
	}
	db := &mariaDB{folder: folder, ended: make(chan struct{})}
	if err := db.start(ctx, server, install); err != nil {
		return nil, errors.Join(err, db.Stop())
	}
	return db, nil
}

func (db *mariaDB) start(ctx context.Context, server, install string) error {
	data := filepath.Join(db.folder, "data")
	// Every step runs as whoever runs the tests: mariadbd refuses root unless told.
	made, err := exec.CommandContext(ctx, install, "--no-defaults", "--datadir="+data, "--skip-test-db",
		"--auth-root-authentication-method=normal", "--user="+userName()).CombinedOutput()
	if err != nil {
		return fmt.Errorf("mariadb-install-db: %w\n%s", err, made)
	}
	if db.port, err = freePort(ctx); err != nil {
		return err
	}
	logFile, err := os.Create(filepath.Join(db.folder, "log"))
	if err != nil {
		return err
	}
	defer func() { _ = logFile.Close() }()
	// Stop ends it in order; a cancelled context must not tear it from tests that are being wound up.
	db.cmd = exec.CommandContext(context.WithoutCancel(ctx), server, db.arguments(data)...)
	db.cmd.Stdout, db.cmd.Stderr = logFile, logFile
	// Its own group: an interrupt from the keyboard reaches us, and we stop it in order.
	db.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := db.cmd.Start(); err != nil {
		return err
	}
	go func() {
		db.exit = db.cmd.Wait()
		close(db.ended)
	}()
	return db.await(ctx)
}

// arguments are what production must have too, where a test could notice the difference, and small buffers.
func (db *mariaDB) arguments(data string) []string {
	return []string{
		"--no-defaults", "--user=" + userName(), "--datadir=" + data,
		"--socket=" + filepath.Join(db.folder, "sock"), "--pid-file=" + filepath.Join(db.folder, "pid"),
		"--port=" + strconv.Itoa(db.port), "--bind-address=127.0.0.1", "--skip-name-resolve",
		"--innodb-flush-log-at-trx-commit=1", "--innodb-snapshot-isolation=ON",
		"--character-set-server=utf8mb4", "--collation-server=utf8mb4_unicode_ci",
		"--innodb-buffer-pool-size=256M", "--max-connections=300", "--skip-log-bin", "--performance-schema=OFF",
	}
}

// await returns when the server greets, or with its own words when it gave up. An open port is not enough: it is open
// before the server hears the signal that ends it.
func (db *mariaDB) await(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	for !db.greets(ctx) {
		select {
		case <-db.ended:
			db.cmd = nil
			return fmt.Errorf("mariadbd ended at once (%w):\n%s", firstOf(db.exit, errors.New("exit 0")), db.lastWords())
		case <-ctx.Done():
			return fmt.Errorf("mariadbd does not answer: %w\n%s", ctx.Err(), db.lastWords())
		case <-time.After(100 * time.Millisecond):
		}
	}
	return nil
}

// greets tells whether the server sends the first packet of a connection.
func (db *mariaDB) greets(ctx context.Context) bool {
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(db.port)))
	if err != nil {
		return false
	}
	defer func() { _ = conn.Close() }()
	if err := conn.SetReadDeadline(time.Now().Add(5 * time.Second)); err != nil {
		return false
	}
	n, err := conn.Read(make([]byte, 1))
	return err == nil && n == 1
}

// Stop ends the server by its process id and removes its folder, also after a failed start.
func (db *mariaDB) Stop() error {
	return errors.Join(db.end(), os.RemoveAll(db.folder))
}

func (db *mariaDB) end() error {
	if db.cmd == nil || db.cmd.Process == nil {
		return nil
	}
	for range 12 {
		if err := db.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
			return err
		}
		select {
		case <-db.ended:
			return nil
		case <-time.After(5 * time.Second):
		}
	}
	return errors.Join(errors.New("mariadbd did not stop in a minute"), db.cmd.Process.Kill())
}

func (db *mariaDB) lastWords() []byte {
	words, _ := os.ReadFile(filepath.Join(db.folder, "log"))
	if i := bytes.LastIndex(words, []byte("[ERROR]")); i >= 0 {
		return words[max(0, i-200):]
	}
	return words[max(0, len(words)-1000):]
}

// mariaDBPrograms finds the server, which Debian keeps outside an ordinary user's path, and its installer.
func mariaDBPrograms() (server, install string, err error) {
	for _, folder := range []string{"", "/usr/sbin/", "/usr/libexec/", "/usr/local/sbin/"} {
		if server, err = exec.LookPath(folder + "mariadbd"); err == nil {
			break
		}
	}
	if err != nil {
		return "", "", errors.New("mariadbd is not installed (Debian: mariadb-server)")
	}
	install, err = exec.LookPath("mariadb-install-db")
	return server, install, err
}

func userName() string {
	if os.Getuid() == 0 {
		return "root"
	}
	return os.Getenv("USER")
}

// freePort asks the system for a port that nobody uses.
func freePort(ctx context.Context) (int, error) {
	var config net.ListenConfig
	listener, err := config.Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	port := listener.Addr().(*net.TCPAddr).Port
	return port, listener.Close()
}
