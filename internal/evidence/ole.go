package evidence

import (
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"unicode/utf16"
)

// Names within an OLE file that decide about it.
const (
	encryptedPackage = "encryptedpackage" // an OOXML file under a password
	encryptionInfo   = "encryptioninfo"
)

// oleStream is one directory entry of an OLE compound file ([MS-CFB] 2.6).
type oleStream struct {
	name  string // lower case
	start uint32 // first sector
	size  uint64
}

// oleFile reads just enough of a compound file to list it.
type oleFile struct {
	io.ReaderAt
	sector int64    // bytes of a sector
	fat    []uint32 // sectors that hold the allocation table, in order
}

var errOLE = errors.New("not a sound OLE file")

// maxOLESteps bounds every chain: a directory of a real document takes a handful of sectors.
const maxOLESteps = 4096

// checkOLE checks a legacy doc or xls that must hold one of the named streams.
func checkOLE(mainStreams ...string) func(io.ReaderAt, int64) error {
	return func(file io.ReaderAt, size int64) error {
		ole, streams, err := openOLE(file)
		if err != nil {
			return because(refusedBroken, "%v", err)
		}
		byName := map[string]oleStream{}
		for _, s := range streams {
			byName[s.name] = s
		}
		for _, macros := range []string{"macros", "_vba_project_cur", "vba", "_vba_project"} {
			if _, has := byName[macros]; has {
				return because(refusedMacro, "OLE file holds macros")
			}
		}
		if _, locked := byName[encryptedPackage]; locked {
			return because(refusedLocked, "OOXML under a password")
		}
		for _, name := range mainStreams {
			main, has := byName[name]
			if !has {
				continue
			}
			if ole.locked(main) {
				return because(refusedLocked, "%s stream is encrypted", name)
			}
			return nil
		}
		return because(refusedMismatch, "OLE file lacks %s", strings.Join(mainStreams, " or "))
	}
}

// checkLockedOOXML tells a docx or xlsx under a password from another OLE file under that name.
func checkLockedOOXML(file io.ReaderAt, _ int64) error {
	_, streams, err := openOLE(file)
	if err != nil {
		return because(refusedBroken, "%v", err)
	}
	for _, s := range streams {
		if s.name == encryptedPackage || s.name == encryptionInfo {
			return because(refusedLocked, "OOXML under a password")
		}
	}
	return because(refusedMismatch, "an OLE file under an OOXML name")
}

// openOLE reads the header, the places of the allocation table and the directory.
func openOLE(file io.ReaderAt) (*oleFile, []oleStream, error) {
	var h [512]byte
	if _, err := file.ReadAt(h[:], 0); err != nil {
		return nil, nil, errOLE
	}
	shift := binary.LittleEndian.Uint16(h[30:])
	if shift != 9 && shift != 12 {
		return nil, nil, errOLE
	}
	ole := &oleFile{ReaderAt: file, sector: 1 << shift}
	for i := 76; i < 512; i += 4 {
		ole.fat = append(ole.fat, binary.LittleEndian.Uint32(h[i:]))
	}
	buf := make([]byte, ole.sector)
	next := binary.LittleEndian.Uint32(h[68:])
	for range maxOLESteps {
		if next >= 0xFFFFFFFA {
			break
		}
		if err := ole.read(buf, next); err != nil {
			return nil, nil, err
		}
		for i := 0; i+4 < len(buf); i += 4 {
			ole.fat = append(ole.fat, binary.LittleEndian.Uint32(buf[i:]))
		}
		next = binary.LittleEndian.Uint32(buf[len(buf)-4:])
	}
	streams, err := ole.directory(binary.LittleEndian.Uint32(h[48:]))
	return ole, streams, err
}

// directory lists the entries along the directory's chain of sectors.
func (o *oleFile) directory(sector uint32) ([]oleStream, error) {
	var streams []oleStream
	buf := make([]byte, o.sector)
	for range maxOLESteps {
		if sector == 0xFFFFFFFE {
			return streams, nil
		}
		if err := o.read(buf, sector); err != nil {
			return nil, err
		}
		for e := buf; len(e) >= 128; e = e[128:] {
			if e[66] == 0 { // unused
				continue
			}
			n := min(int(binary.LittleEndian.Uint16(e[64:])), 64)/2 - 1
			var units []uint16
			for i := range max(n, 0) {
				units = append(units, binary.LittleEndian.Uint16(e[2*i:]))
			}
			streams = append(streams, oleStream{
				name:  strings.ToLower(string(utf16.Decode(units))),
				start: binary.LittleEndian.Uint32(e[116:]),
				size:  binary.LittleEndian.Uint64(e[120:]),
			})
		}
		var err error
		if sector, err = o.after(sector); err != nil {
			return nil, err
		}
	}
	return nil, errOLE
}

// after looks up the next sector of a chain in the allocation table.
func (o *oleFile) after(sector uint32) (uint32, error) {
	perSector := uint32(o.sector / 4)
	if int(sector/perSector) >= len(o.fat) {
		return 0, errOLE
	}
	var next [4]byte
	at := o.offset(o.fat[sector/perSector]) + int64(sector%perSector)*4
	if _, err := o.ReadAt(next[:], at); err != nil {
		return 0, errOLE
	}
	return binary.LittleEndian.Uint32(next[:]), nil
}

func (o *oleFile) offset(sector uint32) int64 { return (int64(sector) + 1) * o.sector }

// read fills buf with a sector; a last sector cut short by sloppy writers counts as zeros.
func (o *oleFile) read(buf []byte, sector uint32) error {
	n, err := o.ReadAt(buf, o.offset(sector))
	if n == 0 || err != nil && !errors.Is(err, io.EOF) {
		return errOLE
	}
	clear(buf[n:])
	return nil
}

// locked reports a password on a Word stream ([MS-DOC] 2.5.2, fEncrypted) or an Excel stream
// ([MS-XLS] 2.4.117, FilePass).
func (o *oleFile) locked(main oleStream) bool {
	head := make([]byte, o.sector)
	if main.size < 4096 || o.read(head, main.start) != nil { // small streams lie elsewhere
		return false
	}
	if main.name == "worddocument" {
		return binary.LittleEndian.Uint16(head[10:])&0x0100 != 0
	}
	for b := head; len(b) >= 4; {
		id, length := binary.LittleEndian.Uint16(b), int(binary.LittleEndian.Uint16(b[2:]))
		if id == 0x002F {
			return true
		}
		if id == 0 || len(b) < 4+length {
			return false
		}
		b = b[4+length:]
	}
	return false
}
