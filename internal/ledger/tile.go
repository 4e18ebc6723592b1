package ledger

import (
	"encoding/binary"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// tileHeight is the height of a tile in the C2SP layout; a full one has tileWidth hashes.
const (
	tileHeight = 8
	tileWidth  = 1 << tileHeight
)

// Tile is a piece of the log as it is served (C2SP tlog-tiles): up to 256 hashes of one level, or as many entries.
type Tile struct {
	tlog.Tile
}

var errTile = errors.New("ledger: no tile has this path")

// ParseTile reads a path such as "tile/0/x001/234" or "tile/entries/000.p/5". The two layouts differ from that of the Go
// checksum database in two words only, so its parser does the work.
func ParseTile(path string) (Tile, error) {
	rest, ok := strings.CutPrefix(path, "tile/")
	if !ok {
		return Tile{}, errTile
	}
	if strings.HasPrefix(rest, "data/") {
		return Tile{}, errTile
	}
	if entries, ok := strings.CutPrefix(rest, "entries/"); ok {
		rest = "data/" + entries
	}
	t, err := tlog.ParseTilePath(fmt.Sprintf("tile/%d/%s", tileHeight, rest))
	if err != nil || t.L > 63 {
		return Tile{}, errTile
	}
	return Tile{t}, nil
}

// Path is where the tile is served below the log's address.
func (t Tile) Path() string {
	path := strings.Replace(t.Tile.Path(), fmt.Sprintf("tile/%d/", tileHeight), "tile/", 1)
	return strings.Replace(path, "tile/data/", "tile/entries/", 1)
}

// Entries tells a bundle of entries from a tile of hashes.
func (t Tile) Entries() bool { return t.L < 0 }

// Full tells whether the tile will never grow.
func (t Tile) Full() bool { return t.W == tileWidth }

// Within tells whether a log of size entries has the tile.
func (t Tile) Within(size int64) bool {
	level := max(t.L, 0) * tileHeight
	if level >= 63 || t.N > size>>tileHeight {
		return false
	}
	return t.N*tileWidth+int64(t.W) <= size>>level
}

// Range is the positions of a bundle's entries: from the first up to, not including, the second.
func (t Tile) Range() (from, to int64) {
	return t.N * tileWidth, t.N*tileWidth + int64(t.W)
}

// Data reads the hashes of a tile, one after the other.
func (t Tile) Data(stored tlog.HashReader) ([]byte, error) {
	if t.Entries() {
		return nil, errTile
	}
	return tlog.ReadTileData(t.Tile, stored)
}

// Bundle writes entries as a bundle: each with its length in front, in two bytes.
func Bundle(entries []Entry) []byte {
	b := make([]byte, 0, len(entries)*(2+EntrySize))
	for _, e := range entries {
		b = binary.BigEndian.AppendUint16(b, EntrySize)
		b = append(b, e[:]...)
	}
	return b
}

// ParseBundle reads a bundle of entries.
func ParseBundle(b []byte) ([]Entry, error) {
	const width = 2 + EntrySize
	if len(b)%width != 0 || len(b) > width*tileWidth {
		return nil, errors.New("ledger: no bundle of entries")
	}
	var entries []Entry
	for ; len(b) > 0; b = b[width:] {
		if binary.BigEndian.Uint16(b) != EntrySize {
			return nil, errors.New("ledger: an entry has 32 bytes")
		}
		entries = append(entries, Entry(b[2:width]))
	}
	return entries, nil
}

// Fetch reads one tile of a log by its path, "tile/0/000": over HTTP, from a folder, from a database.
type Fetch func(path string) ([]byte, error)

// Reader reads hashes of a signed tree from its tiles and checks each tile against the root.
func (f Fetch) Reader(c Checkpoint) tlog.HashReader {
	return tlog.TileHashReader(tlog.Tree{N: c.Size, Hash: c.Root}, fetcher{f})
}

// fetcher is what tlog wants of a source of tiles.
type fetcher struct{ fetch Fetch }

// Height is the height of a tile, as tlog asks for it.
func (fetcher) Height() int { return tileHeight }

// ReadTiles fetches tiles in the order asked for.
func (f fetcher) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	all := make([][]byte, len(tiles))
	for i, t := range tiles {
		b, err := f.fetch(Tile{t}.Path())
		if err != nil {
			return nil, fmt.Errorf("ledger: %s: %w", Tile{t}.Path(), err)
		}
		all[i] = b
	}
	return all, nil
}

// SaveTiles keeps nothing: a reader that lives for one question has no use for it.
func (fetcher) SaveTiles([]tlog.Tile, [][]byte) {}
