package pdf

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
)

// Bounds of reading files that strangers send: a small file may unpack to a huge one.
const (
	mostStream = 4 << 20
	mostTotal  = 24 << 20
	mostMaps   = 16
	mostText   = 4 << 20
)

// Text reads what stands in a PDF, as far as it can, to find a code in it: also in files that were
// changed, cut off or saved anew by another program. It follows no table and trusts no length, never
// fails, and takes bounded time and memory. Order and line ends are not those of the eye.
func Text(data []byte) string {
	var maps []map[string]string
	var contents [][]byte
	total := 0
	for rest := data; total < mostTotal; {
		_, after, found := bytes.Cut(rest, []byte("stream"))
		if !found {
			break
		}
		body, next, _ := bytes.Cut(after, []byte("endstream"))
		rest = next
		plain := unpack(bytes.TrimLeft(body, "\r\n"))
		total += len(plain)
		switch {
		case bytes.Contains(plain, []byte("beginbf")):
			if len(maps) < mostMaps {
				maps = append(maps, readMap(plain))
			}
		case bytes.Contains(plain, []byte("TJ")), bytes.Contains(plain, []byte("Tj")):
			contents = append(contents, plain)
		}
	}
	var out strings.Builder
	for _, m := range maps {
		for _, c := range contents {
			if out.Len() > mostText {
				return out.String()
			}
			shown(&out, c, m)
			out.WriteByte('\n')
		}
	}
	return out.String()
}

// unpack inflates a stream as far as it goes: a damaged one gives its beginning.
func unpack(body []byte) []byte {
	r, err := zlib.NewReader(bytes.NewReader(body))
	if err != nil {
		return body
	}
	plain, _ := io.ReadAll(io.LimitReader(r, mostStream)) // what was read before the damage counts
	return plain
}

// readMap reads which character each glyph number stands for.
func readMap(plain []byte) map[string]string {
	m := map[string]string{}
	for rest := plain; ; {
		_, after, found := bytes.Cut(rest, []byte("beginbf"))
		if !found {
			return m
		}
		section, next, _ := bytes.Cut(after, []byte("endbf"))
		rest = next
		isRange := bytes.HasPrefix(section, []byte("range"))
		codes := hexStrings(section)
		for i := 0; !isRange && i+1 < len(codes); i += 2 {
			m[string(codes[i])] = utf16Text(codes[i+1])
		}
		for i := 0; isRange && i+2 < len(codes); i += 3 {
			addRange(m, codes[i], codes[i+1], codes[i+2])
		}
	}
}

func addRange(m map[string]string, from, to, first []byte) {
	if len(from) != 2 || len(to) != 2 || len(first) < 2 {
		return
	}
	low, high := int(from[0])<<8|int(from[1]), int(to[0])<<8|int(to[1])
	for n := low; n <= high && n-low < 1<<16; n++ {
		at := append([]byte(nil), first...)
		last := int(at[len(at)-2])<<8 | int(at[len(at)-1])
		last += n - low
		at[len(at)-2], at[len(at)-1] = byte(last>>8), byte(last)
		m[string([]byte{byte(n >> 8), byte(n)})] = utf16Text(at)
	}
}

// hexStrings finds <…> in order; those that are no hex are left out.
func hexStrings(in []byte) [][]byte {
	var all [][]byte
	for {
		_, after, found := bytes.Cut(in, []byte("<"))
		if !found {
			return all
		}
		digits, next, closed := bytes.Cut(after, []byte(">"))
		if !closed {
			return all
		}
		in = next
		if raw, err := hex.DecodeString(string(bytes.Join(bytes.Fields(digits), nil))); err == nil && len(raw) > 0 {
			all = append(all, raw)
		}
	}
}

func utf16Text(raw []byte) string {
	var units []uint16
	for i := 0; i+1 < len(raw); i += 2 {
		units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
	}
	return string(utf16.Decode(units))
}

// shown writes the text of a page's drawing commands, read by one face's map.
func shown(out *strings.Builder, content []byte, m map[string]string) {
	for i := 0; i < len(content); i++ {
		switch {
		case content[i] == '<' && i+1 < len(content) && content[i+1] != '<':
			end := bytes.IndexByte(content[i:], '>')
			if end < 0 {
				return
			}
			for _, raw := range hexStrings(content[i : i+end+1]) {
				decode(out, raw, m)
			}
			i += end
		case content[i] == '(':
			raw, used := literal(content[i:])
			decode(out, raw, m)
			i += used
		}
	}
}

func decode(out *strings.Builder, raw []byte, m map[string]string) {
	for i := 0; i+1 < len(raw); i += 2 {
		out.WriteString(m[string(raw[i:i+2])])
	}
}

// literal reads a (…) string with its escapes and answers how far it reaches.
func literal(in []byte) ([]byte, int) {
	var raw []byte
	depth := 0
	for i := 0; i < len(in); i++ {
		switch b := in[i]; {
		case b == '\\' && i+1 < len(in):
			i++
			if n := octal(in[i:]); n > 0 {
				v, _ := strconv.ParseUint(string(in[i:i+n]), 8, 16)
				raw = append(raw, byte(v))
				i += n - 1
				continue
			}
			if c, ok := escapes[in[i]]; ok {
				raw = append(raw, c)
				continue
			}
			raw = append(raw, in[i])
		case b == '(':
			if depth++; depth > 1 {
				raw = append(raw, b)
			}
		case b == ')':
			if depth--; depth == 0 {
				return raw, i
			}
			raw = append(raw, b)
		default:
			raw = append(raw, b)
		}
	}
	return raw, len(in)
}

var escapes = map[byte]byte{'n': '\n', 'r': '\r', 't': '\t', 'b': '\b', 'f': '\f'}

func octal(in []byte) int {
	n := 0
	for n < 3 && n < len(in) && in[n] >= '0' && in[n] <= '7' {
		n++
	}
	return n
}
