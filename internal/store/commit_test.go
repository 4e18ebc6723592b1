package store_test

import (
	"bytes"
	"errors"
	"io"
	"net"
	"net/url"
	"sync/atomic"
	"testing"
	"time"

	"sunlit/internal/fault"
	"sunlit/internal/petition"
	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

// cutter forwards to a MariaDB server and cuts the line at the next COMMIT, before or after the
// server sees it.
type cutter struct {
	listener net.Listener
	target   *url.URL
	cut      atomic.Int32 // 0 no, 1 before the server sees it, 2 after
}

func (c *cutter) run() {
	for {
		client, err := c.listener.Accept()
		if err != nil {
			return
		}
		network, address := "tcp", c.target.Host
		if socket := c.target.Query().Get("socket"); socket != "" {
			network, address = "unix", socket
		}
		server, err := net.Dial(network, address)
		if err != nil {
			client.Close()
			continue
		}
		go func() { _, _ = io.Copy(client, server); client.Close() }()
		go c.forward(client, server)
	}
}

func (c *cutter) forward(client, server net.Conn) {
	defer server.Close()
	defer client.Close()
	buffer := make([]byte, 64<<10)
	for {
		n, err := client.Read(buffer)
		if err != nil {
			return
		}
		commit := bytes.Contains(buffer[:n], []byte("COMMIT"))
		if commit && c.cut.CompareAndSwap(1, 0) {
			return
		}
		if commit && c.cut.CompareAndSwap(2, 0) {
			client.Close() // nobody hears the answer
			_, _ = server.Write(buffer[:n])
			time.Sleep(time.Second) // the server must not see the line cut before it has read
			return
		}
		if _, err := server.Write(buffer[:n]); err != nil {
			return
		}
	}
}

func TestCommitWithoutAnswerIsNotRepeated(t *testing.T) {
	address := storetest.MariaDBURL(t)
	direct := storetest.Open(t, address)
	target, err := url.Parse(address)
	must(t, err)
	c := &cutter{target: target}
	c.listener, err = net.Listen("tcp", "127.0.0.1:0")
	must(t, err)
	defer c.listener.Close()
	go c.run()
	through := *target
	through.Host, through.RawQuery = c.listener.Addr().String(), ""
	s := storetest.Open(t, through.String())
	ctx := t.Context()

	for _, when := range []int32{1, 2} {
		p := aPetition()
		runs := 0
		c.cut.Store(when)
		err := s.Tx(ctx, func(tx *store.Store) error {
			runs++
			return tx.InsertFiling(ctx, &store.Filing{Petition: p, Event: anEvent(p, 1, petition.File)})
		})
		if runs != 1 || !fault.Is(err, fault.Unavailable) || !errors.Is(err, store.ErrUnsure) {
			t.Errorf("cut %d: %d runs, %v", when, runs, err)
		}
		committed := false
		for wait := 0; wait < 200 && !committed; wait++ { // the server may still be at it
			_, err = direct.PetitionByNumber(ctx, office, p.Number)
			committed = err == nil
			if when == 1 && wait == 20 {
				break
			}
			time.Sleep(10 * time.Millisecond)
		}
		if committed != (when == 2) {
			t.Errorf("cut %d: committed %v", when, committed)
		}
	}
}
