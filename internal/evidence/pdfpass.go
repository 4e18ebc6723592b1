package evidence

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/md5"
	"crypto/rc4"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"regexp"
	"strconv"
)

// Banks and courts hand out PDFs that forbid printing but open without a password. They are
// encrypted under the empty user password, and refusing them as "locked" would be wrong. This file
// only answers the question "does the empty password open it?" (ISO 32000-2, 7.6.4, algorithms 4
// to 6 and 2.B). The old ciphers are the standard's; nothing of ours is protected by them.

// pdfPadding fills up passwords in revisions 2 to 4.
var pdfPadding = []byte("\x28\xBF\x4E\x5E\x4E\x75\x8A\x41\x64\x00\x4E\x56\xFF\xFA\x01\x08\x2E\x2E\x00\xB6\xD0\x68\x3E\x80\x2F\x0C\xA9\xFE\x64\x53\x69\x7A")

var (
	pdfStandard = regexp.MustCompile(`/Filter[\x00\s]*/Standard\b`)
	pdfNoMeta   = regexp.MustCompile(`/EncryptMetadata[\x00\s]+false`)
	pdfIDs      = regexp.MustCompile(`/ID[\x00\s]*\[[\x00\s]*`)
)

// pdfLock holds the entries of an encryption dictionary that decide about the user password.
type pdfLock struct {
	version, revision, length, permissions int
	owner, user, id                        []byte
	encryptMetadata                        bool
}

// opensWithoutPassword reports whether the encryption entry at an offset yields to the empty user
// password. Whatever cannot be understood counts as locked.
func opensWithoutPassword(file io.ReaderAt, size, at int64) bool {
	const window = 8 << 10
	trailer := readBlock(file, max(0, at-window), 2*window)
	entry := readBlock(file, at, window)
	m := pdfEncrypted.FindSubmatch(entry)
	if m == nil {
		return false
	}
	dict := entry
	if m[1] != nil {
		object := []byte(fmt.Sprintf("%s %s obj", m[1], m[2]))
		place := lastIndex(file, size, 0, append([]byte("\n"), object...))
		if place < 0 {
			place = lastIndex(file, size, 0, append([]byte("\r"), object...))
		}
		if place < 0 {
			return false
		}
		dict = readBlock(file, place, window)
		if end := bytes.Index(dict, []byte("endobj")); end >= 0 {
			dict = dict[:end]
		}
	}
	if !pdfStandard.Match(dict) {
		return false
	}
	lock := pdfLock{
		version: pdfInt(dict, "V", 0), revision: pdfInt(dict, "R", 0), length: pdfInt(dict, "Length", 40),
		permissions: pdfInt(dict, "P", 0), owner: pdfEntry(dict, "O"), user: pdfEntry(dict, "U"),
		encryptMetadata: !pdfNoMeta.Match(dict),
	}
	if ids := pdfIDs.FindAllIndex(trailer, -1); ids != nil {
		lock.id = pdfString(trailer[ids[len(ids)-1][1]:])
	}
	return lock.empty()
}

// empty tries the empty user password.
func (l pdfLock) empty() bool {
	switch {
	case l.revision >= 5 && len(l.user) >= 48:
		salt := l.user[32:40]
		hash := sha256.Sum256(salt)
		if l.revision == 5 {
			return bytes.Equal(hash[:], l.user[:32])
		}
		return bytes.Equal(pdfHash(nil, salt), l.user[:32])
	case l.revision < 2 || l.revision > 4 || len(l.owner) < 32 || len(l.user) < 32:
		return false
	}
	n := 5
	if l.version >= 4 {
		n = 16
	} else if l.revision >= 3 {
		n = min(max(l.length/8, 5), 16)
	}
	h := md5.New()
	h.Write(pdfPadding)
	h.Write(l.owner[:32])
	h.Write(binary.LittleEndian.AppendUint32(nil, uint32(int32(l.permissions))))
	h.Write(l.id)
	if l.revision >= 4 && !l.encryptMetadata {
		h.Write([]byte{0xFF, 0xFF, 0xFF, 0xFF})
	}
	key := h.Sum(nil)
	if l.revision == 2 {
		out := make([]byte, 32)
		rc4Into(out, pdfPadding, key[:n], 0)
		return bytes.Equal(out, l.user[:32])
	}
	for range 50 {
		sum := md5.Sum(key[:n])
		key = sum[:]
	}
	h = md5.New()
	h.Write(pdfPadding)
	h.Write(l.id)
	out := h.Sum(nil)
	for i := range 20 {
		rc4Into(out, out, key[:n], byte(i))
	}
	return bytes.Equal(out, l.user[:16])
}

// rc4Into encrypts under a key whose bytes are each changed by a round's number.
func rc4Into(dst, src, key []byte, round byte) {
	k := bytes.Clone(key)
	for i := range k {
		k[i] ^= round
	}
	if c, err := rc4.NewCipher(k); err == nil {
		c.XORKeyStream(dst, src)
	}
}

// pdfHash is algorithm 2.B for a user password.
func pdfHash(password, salt []byte) []byte {
	first := sha256.Sum256(append(bytes.Clone(password), salt...))
	k := first[:]
	for round := 0; ; round++ {
		e := bytes.Repeat(append(bytes.Clone(password), k...), 64)
		block, err := aes.NewCipher(k[:16])
		if err != nil {
			return nil
		}
		cipher.NewCBCEncrypter(block, k[16:32]).CryptBlocks(e, e)
		sum := 0
		for _, b := range e[:16] {
			sum += int(b)
		}
		switch sum % 3 {
		case 0:
			s := sha256.Sum256(e)
			k = s[:]
		case 1:
			s := sha512.Sum384(e)
			k = s[:]
		case 2:
			s := sha512.Sum512(e)
			k = s[:]
		}
		if round >= 63 && int(e[len(e)-1]) <= round-31 {
			return k[:32]
		}
	}
}

// pdfInt reads the last direct integer under a key: inner dictionaries (crypt filters) come first
// or carry lengths that only matter below version 4, where there are none.
func pdfInt(dict []byte, key string, absent int) int {
	m := regexp.MustCompile(`/`+key+`[\x00\s]+(-?\d{1,10})`).FindAllSubmatch(dict, -1)
	if m == nil {
		return absent
	}
	n, err := strconv.ParseInt(string(m[len(m)-1][1]), 10, 64)
	if err != nil {
		return absent
	}
	return int(int32(uint32(n)))
}

// pdfEntry reads the string under a key.
func pdfEntry(dict []byte, key string) []byte {
	m := regexp.MustCompile(`/` + key + `[\x00\s]*[(<]`).FindIndex(dict)
	if m == nil {
		return nil
	}
	return pdfString(dict[m[1]-1:])
}

// pdfString reads a string, hexadecimal or in brackets (ISO 32000-1, 7.3.4).
func pdfString(b []byte) []byte {
	if len(b) > 0 && b[0] == '<' {
		end := bytes.IndexByte(b, '>')
		if end < 0 {
			return nil
		}
		digits := bytes.Join(bytes.Fields(b[1:end]), nil)
		if len(digits)%2 == 1 {
			digits = append(digits, '0')
		}
		out := make([]byte, len(digits)/2)
		if _, err := hex.Decode(out, digits); err != nil {
			return nil
		}
		return out
	}
	if len(b) == 0 || b[0] != '(' {
		return nil
	}
	var out []byte
	for i, depth := 1, 1; i < len(b); i++ {
		c := b[i]
		switch c {
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return out
			}
		case '\\':
			var used int
			if c, used = pdfEscape(b[i+1:]); used == 0 {
				return nil
			}
			i += used
			if b[i] == '\n' || b[i] == '\r' {
				continue // a line folded by the writer
			}
		}
		out = append(out, c)
	}
	return nil
}

// pdfEscape reads what follows a backslash: the byte meant and how many bytes it took.
func pdfEscape(b []byte) (byte, int) {
	if len(b) == 0 {
		return 0, 0
	}
	if i := bytes.IndexByte([]byte("nrtbf"), b[0]); i >= 0 {
		return "\n\r\t\b\f"[i], 1
	}
	value, n := 0, 0
	for n < 3 && n < len(b) && b[n] >= '0' && b[n] <= '7' {
		value, n = value<<3|int(b[n]-'0'), n+1
	}
	if n > 0 {
		return byte(value), n
	}
	if b[0] == '\r' && len(b) > 1 && b[1] == '\n' {
		return 0, 2
	}
	return b[0], 1
}
