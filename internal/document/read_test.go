package document

import (
	"bytes"
	"compress/zlib"
	"encoding/hex"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"
)

// readText is what somebody gets who copies a paper's text: page by page, one line for each base
// line. It reads only files of our own making.
func readText(t *testing.T, file []byte) string {
	t.Helper()
	objects := map[int][]byte{}
	for _, m := range regexp.MustCompile(`(?s)(\d+) 0 obj\n(.*?)\nendobj\n`).FindAllSubmatch(file, -1) {
		n, _ := strconv.Atoi(string(m[1]))
		objects[n] = m[2]
	}
	fonts := map[string]map[string]string{}
	var out strings.Builder
	for _, kid := range references(objects[number(t, `/Pages (\d+)`, objects[1])], `/Kids\[(.*?)\]`) {
		page := objects[kid]
		for _, f := range regexp.MustCompile(`/([FB]\d+) (\d+) 0 R`).FindAllSubmatch(page, -1) {
			n, _ := strconv.Atoi(string(f[2]))
			fonts[string(f[1])] = toUnicode(inflate(t, objects[number(t, `/ToUnicode (\d+)`, objects[n])]))
		}
		fmt.Fprintf(&out, "-- page --\n")
		content := inflate(t, objects[number(t, `/Contents[ \[]?(\d+)`, page)])
		lastY, open := "", false
		for _, m := range regexp.MustCompile(`BT /([FB]\d+) \S+ Tf (?:2 Tr \S+ w \S+ \S+ \S+ RG )?(\S+) (\S+) Td \[(.*?)\] TJ`).FindAllSubmatch(content, -1) {
			if y := string(m[3]); y != lastY {
				if open {
					out.WriteString("\n")
				}
				lastY, open = y, true
			}
			for _, code := range regexp.MustCompile(`[0-9A-F]{4}`).FindAll(bytes.Join(regexp.MustCompile(`<[0-9A-F]*>`).FindAll(m[4], -1), nil), -1) {
				out.WriteString(fonts[string(m[1])][string(code)])
			}
		}
		out.WriteString("\n")
	}
	return out.String()
}

func number(t *testing.T, pattern string, in []byte) int {
	t.Helper()
	m := regexp.MustCompile(pattern).FindSubmatch(in)
	if m == nil {
		t.Fatalf("no %s in %.200q", pattern, in)
	}
	n, _ := strconv.Atoi(string(m[1]))
	return n
}

func references(in []byte, pattern string) []int {
	var all []int
	if m := regexp.MustCompile(pattern).FindSubmatch(in); m != nil {
		for _, r := range regexp.MustCompile(`(\d+) 0 R`).FindAllSubmatch(m[1], -1) {
			n, _ := strconv.Atoi(string(r[1]))
			all = append(all, n)
		}
	}
	return all
}

func inflate(t *testing.T, object []byte) []byte {
	t.Helper()
	_, rest, _ := bytes.Cut(object, []byte("stream\n"))
	r, err := zlib.NewReader(bytes.NewReader(rest))
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func toUnicode(cmap []byte) map[string]string {
	m := map[string]string{}
	for _, e := range regexp.MustCompile(`<([0-9A-F]{4})> <([0-9A-F]+)>\n`).FindAllSubmatch(cmap, -1) {
		raw, _ := hex.DecodeString(string(e[2]))
		var units []uint16
		for i := 0; i+1 < len(raw); i += 2 {
			units = append(units, uint16(raw[i])<<8|uint16(raw[i+1]))
		}
		m[string(e[1])] = string(utf16.Decode(units))
	}
	return m
}
