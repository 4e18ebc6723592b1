package evidence

import (
	"archive/zip"
	"errors"
	"io"
	"strings"
)

// Bounds of an office archive. Nothing is unpacked here but the list of content types; the bounds
// protect the official's word processor, and us from an endless directory.
const (
	maxEntries      = 10_000
	maxDirectory    = 2 << 20   // bytes read to list the archive
	maxUnpacked     = 512 << 20 // all entries together, as announced
	maxRatio        = 200       // announced against packed, above the threshold
	ratioThreshold  = 32 << 20
	maxContentTypes = 1 << 20
)

// checkOOXML checks a docx or xlsx whose content types must name the main part.
func checkOOXML(mainPart string) func(io.ReaderAt, int64) error {
	return func(file io.ReaderAt, size int64) error {
		// zip.NewReader lists until the directory ends, whatever count is announced: the bytes it
		// may read are bounded instead.
		bounded := &boundedReader{ReaderAt: file, left: maxDirectory}
		archive, err := zip.NewReader(bounded, size)
		if err != nil {
			return because(refusedBroken, "not a readable archive: %v", err)
		}
		bounded.left = 2 * maxContentTypes
		if err := checkEntries(archive.File, size); err != nil {
			return err
		}
		types, err := contentTypes(archive)
		if err != nil {
			return because(refusedBroken, "no readable content types: %v", err)
		}
		switch types = strings.ToLower(types); {
		case strings.Contains(types, "macroenabled"), strings.Contains(types, "vbaproject"):
			return because(refusedMacro, "content types name macros")
		case !strings.Contains(types, mainPart):
			return because(refusedMismatch, "content types lack %s", mainPart)
		}
		return nil
	}
}

// checkEntries looks at the archive's directory: macros, names that climb out, bombs.
func checkEntries(files []*zip.File, size int64) error {
	if len(files) > maxEntries {
		return because(refusedBroken, "archive of %d entries", len(files))
	}
	var packed, unpacked uint64
	for _, f := range files {
		name := strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/"))
		switch {
		case strings.HasPrefix(name, "/"), strings.Contains("/"+name+"/", "/../"), strings.ContainsRune(name, 0):
			return because(refusedBroken, "archive entry climbs out of its folder")
		case strings.Contains(name, "vbaproject"), strings.Contains(name, "macrosheets/"):
			return because(refusedMacro, "archive holds macros")
		case f.Flags&1 != 0:
			return because(refusedLocked, "archive entry is encrypted")
		case !f.Mode().IsRegular() && !f.Mode().IsDir():
			return because(refusedBroken, "archive entry is a link")
		}
		packed, unpacked = packed+f.CompressedSize64, unpacked+f.UncompressedSize64
		if packed > uint64(size) { // entries overlap: the same bytes unpack many times
			return because(refusedBroken, "archive entries overlap")
		}
		if unpacked > maxUnpacked || unpacked > ratioThreshold && unpacked > maxRatio*packed {
			return because(refusedBroken, "archive unpacks to %d bytes from %d", unpacked, packed)
		}
	}
	return nil
}

// contentTypes reads the archive's list of content types.
func contentTypes(archive *zip.Reader) (string, error) {
	for _, f := range archive.File {
		if f.Name != "[Content_Types].xml" {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return "", err
		}
		defer func() { _ = r.Close() }()
		text, err := io.ReadAll(io.LimitReader(r, maxContentTypes))
		return string(text), err
	}
	return "", errors.New("entry is missing")
}

// boundedReader stops after a number of bytes.
type boundedReader struct {
	io.ReaderAt
	left int
}

var errBounded = errors.New("directory is too long")

// ReadAt implements io.ReaderAt.
func (b *boundedReader) ReadAt(p []byte, at int64) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, errBounded
	}
	return b.ReaderAt.ReadAt(p, at)
}
