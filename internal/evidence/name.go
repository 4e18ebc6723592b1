package evidence

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// maxName is the longest cleaned name in bytes, extension included; most file systems that an
// official saves the file to stop at 255.
const maxName = 200

// maxExtension is the longest ending that still counts as an extension, dot included.
const maxExtension = 16

// devices are the names that Windows, on most officials' desks, takes for devices.
var devices = map[string]bool{
	"con": true, "prn": true, "aux": true, "nul": true,
	"com1": true, "com2": true, "com3": true, "com4": true, "com5": true, "com6": true, "com7": true, "com8": true, "com9": true,
	"lpt1": true, "lpt2": true, "lpt3": true, "lpt4": true, "lpt5": true, "lpt6": true, "lpt7": true, "lpt8": true, "lpt9": true,
}

// CleanName makes a file's name harmless to show and to save: the last path element only, NFC,
// without control, bidirectional and other invisible characters, at most 200 bytes with its
// extension kept. Cleaning a clean name changes nothing. It never returns an empty name.
func CleanName(name string) string {
	if i := strings.LastIndexAny(name, `/\`); i >= 0 {
		name = name[i+1:]
	}
	// A very long name is cut before the slower steps; the tail stays because it says the type.
	const most = 8 * maxName
	if len(name) > most {
		name = strings.ToValidUTF8(name[:most/2], "") + strings.ToValidUTF8(name[len(name)-most/2:], "")
	}
	name = norm.NFC.String(strings.Map(visible, strings.ToValidUTF8(name, "")))
	name = strings.Join(strings.Fields(name), " ")
	// Trailing dots and spaces vanish on Windows: "a.exe." would be saved as "a.exe".
	name = strings.TrimRight(strings.TrimLeft(name, " "), " .")
	stem, ext := splitName(name)
	stem = strings.TrimRight(stem, " .")
	if stem == "" {
		stem = "file"
	}
	if first, _, _ := strings.Cut(stem, "."); devices[strings.ToLower(strings.TrimSpace(first))] {
		stem = "_" + stem
	}
	if most := maxName - len(ext); len(stem) > most {
		stem = strings.TrimRight(strings.ToValidUTF8(stem[:most], ""), " .")
	}
	return stem + ext
}

// visible drops what cannot be seen and replaces what a file system would take for syntax.
func visible(r rune) rune {
	switch {
	case r == '\t' || r == '\n' || r == '\r':
		return ' '
	case unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Cs, unicode.Zl, unicode.Zp),
		unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r), unicode.Is(unicode.Variation_Selector, r):
		return -1
	case r == utf8.RuneError, strings.ContainsRune(`<>:"|?*`, r):
		return '_'
	}
	return r
}

// splitName cuts a name before its last dot; a dot far from the end, or none, means no extension.
func splitName(name string) (stem, ext string) {
	i := strings.LastIndexByte(name, '.')
	if i < 0 || len(name)-i > maxExtension || strings.ContainsRune(name[i:], ' ') {
		return name, ""
	}
	return name[:i], name[i:]
}

// extension is a cleaned name's extension in lower case without the dot, empty if it has none.
func extension(name string) string {
	_, ext := splitName(name)
	return strings.ToLower(strings.TrimPrefix(ext, "."))
}
