package evidence

import (
	"bytes"
	"io"
	"regexp"
)

// pdfEncrypted matches an encryption entry of a trailer or cross-reference stream: those
// dictionaries are always plain text (ISO 32000-1, 7.6.1).
var pdfEncrypted = regexp.MustCompile(`/Encrypt[\x00\s]*(?:<<|(\d{1,10})[\x00\s]+(\d{1,5})[\x00\s]+R)`)

// checkPDF refuses files without an end mark (cut off on the way) and those that ask for a
// password. Nothing inside is interpreted, so no PDF bomb can go off here.
func checkPDF(file io.ReaderAt, size int64) error {
	if lastIndex(file, size, 0, []byte("%%EOF")) < 0 {
		return because(refusedBroken, "PDF without end: truncated")
	}
	at, err := findEncrypt(file, size)
	if err != nil || at < 0 {
		return err
	}
	if opensWithoutPassword(file, size, at) {
		return nil
	}
	return because(refusedLocked, "PDF asks for a password")
}

// findEncrypt returns where the last encryption entry starts, or -1.
func findEncrypt(file io.ReaderAt, size int64) (int64, error) {
	const block, overlap = 64 << 10, 64
	buf := make([]byte, block+overlap)
	found := int64(-1)
	for at := int64(0); at < size; at += block {
		n, err := file.ReadAt(buf, at)
		if err != nil && err != io.EOF {
			return -1, err
		}
		for from := 0; ; {
			i := bytes.Index(buf[from:n], []byte("/Encrypt"))
			if i < 0 {
				break
			}
			from += i
			if m := pdfEncrypted.FindIndex(buf[from:min(n, from+overlap)]); m != nil && m[0] == 0 {
				found = at + int64(from)
			}
			from += len("/Encrypt")
		}
	}
	return found, nil
}
