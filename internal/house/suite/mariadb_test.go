package main

import (
	"net"
	"os"
	"strconv"
	"testing"
	"time"
)

// A server that outlives its tests would fill a developer's machine.
func TestMariaDBStartsAndStops(t *testing.T) {
	if testing.Short() {
		t.Skip("starts a server")
	}
	if _, _, err := mariaDBPrograms(); err != nil {
		t.Skip(err)
	}
	db, err := startMariaDB(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	address := net.JoinHostPort("127.0.0.1", strconv.Itoa(db.port))
	if err := db.Stop(); err != nil {
		t.Error(err)
	}
	if conn, err := net.DialTimeout("tcp", address, time.Second); err == nil {
		_ = conn.Close()
		t.Error("the server still answers")
	}
	if _, err := os.Stat(db.folder); !os.IsNotExist(err) {
		t.Error("its folder is still there")
	}
}

func TestMariaDBThatCannotStart(t *testing.T) {
	db := &mariaDB{folder: t.TempDir(), ended: make(chan struct{})}
	if err := db.start(t.Context(), "/bin/false", "/bin/true"); err == nil {
		t.Error("a server that ends at once was taken for a running one")
	}
	if err := db.Stop(); err != nil {
		t.Error(err)
	}
}
