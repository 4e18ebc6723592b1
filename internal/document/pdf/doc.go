// Package pdf writes PDF files of embedded TrueType text, lines and boxes. It exists because
// official papers need what the libraries at hand lack together: characters beyond U+FFFF that can
// be copied (signintech/gopdf writes U+20BB7 as five digits, which is no UTF-16), faces cut down to
// the glyphs used (half the file, a tenth of the time), marked structure for screen readers, and
// the same bytes for the same content, since the hash of a paper is what gets signed.
package pdf

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"fmt"
	"sync"
	"time"
	"unicode/utf16"
)

// Info describes a document to its reader.
type Info struct {
	Title, Author, Lang string
	Created             time.Time // the paper's own time: never the clock's, or no two renderings agree
}

// Doc is a document in the making.
type Doc struct {
	info          Info
	width, height float64
	pages         []*Page
	fonts         []*docFont
	prefix        string // of the faces' names on a page
	elements      []element
	imports       []*foreign
	attached      []attachment
	marks         []bookmark
}

type docFont struct {
	*subset
	number int
}

// element is a piece of the document's structure: a paragraph, a heading. Its content may lie on
// several pages.
type element struct {
	tag    string
	alt    string
	pieces []piece
}

type piece struct{ page, mark int }

// New starts a document of sheets of a size in points.
func New(info Info, width, height float64) *Doc {
	return &Doc{info: info, width: width, height: height, prefix: "F"}
}

// Page adds a sheet.
func (d *Doc) Page() *Page {
	p := &Page{doc: d, index: len(d.pages)}
	d.pages = append(d.pages, p)
	return p
}

// Pages returns the sheets so far.
func (d *Doc) Pages() []*Page { return d.pages }

// Element adds a structure element with a standard tag (P, H1, H2, Figure); alt describes what is
// no text. Elements are read in the order in which they are added.
func (d *Doc) Element(tag, alt string) int {
	d.elements = append(d.elements, element{tag: tag, alt: alt})
	return len(d.elements) - 1
}

func (d *Doc) subset(f *Font) *docFont {
	for _, known := range d.fonts {
		if known.font == f {
			return known
		}
	}
	d.fonts = append(d.fonts, &docFont{newSubset(f), len(d.fonts) + 1})
	return d.fonts[len(d.fonts)-1]
}

// packers are kept because a new one takes a megabyte.
var packers = sync.Pool{New: func() any { return zlib.NewWriter(nil) }}

// file collects numbered objects; the order of calls alone decides the numbers.
type file struct {
	bytes.Buffer
	offsets []int
}

func (f *file) reserve() int {
	f.offsets = append(f.offsets, 0)
	return len(f.offsets)
}

func (f *file) object(n int, body string) {
	f.offsets[n-1] = f.Len()
	fmt.Fprintf(&f.Buffer, "%d 0 obj\n%s\nendobj\n", n, body)
}

func (f *file) stream(n int, extra string, data []byte) {
	var packed bytes.Buffer
	w, _ := packers.Get().(*zlib.Writer)
	w.Reset(&packed)
	_, _ = w.Write(data) // a bytes.Buffer takes everything
	_ = w.Close()
	packers.Put(w)
	f.offsets[n-1] = f.Len()
	fmt.Fprintf(&f.Buffer, "%d 0 obj\n<</Filter/FlateDecode/Length %d%s>>\nstream\n", n, packed.Len(), extra)
	f.Write(packed.Bytes())
	f.WriteString("\nendstream\nendobj\n")
}

// Bytes writes the document.
func (d *Doc) Bytes() []byte {
	f := &file{}
	f.WriteString("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")
	catalog, pages, info := f.reserve(), f.reserve(), f.reserve()
	fonts := d.writeFonts(f)
	kids := make([]int, len(d.pages))
	for i := range kids {
		kids[i] = f.reserve()
	}
	tree := d.placeImports(f, pages, kids)
	var list bytes.Buffer
	for i, p := range d.pages {
		p.End()
		content := f.reserve()
		f.stream(content, "", p.content.Bytes())
		if p.from != nil {
			f.object(kids[i], p.from.page(p, content, fonts))
		} else {
			f.object(kids[i], fmt.Sprintf("<</Type/Page/Parent %d 0 R/MediaBox[0 0 %s %s]/Resources<</Font<<%s>>%s>>"+
				"/Contents %d 0 R/StructParents %d/Tabs/S>>", pages, num(d.width), num(d.height), fonts, p.writePhoto(f), content, i))
		}
		fmt.Fprintf(&list, "%d 0 R ", kids[i])
	}
	f.object(pages, fmt.Sprintf("<</Type/Pages/Count %d/Kids[%s]>>", len(kids), list.String()))
	d.writeStructure(f, tree, kids)
	extras := d.writeAttached(f) + d.writeBookmarks(f, kids)
	f.object(catalog, fmt.Sprintf("<</Type/Catalog/Pages %d 0 R/Lang%s/MarkInfo<</Marked true>>"+
		"/ViewerPreferences<</DisplayDocTitle true>>/StructTreeRoot %d 0 R%s>>", pages, text(d.info.Lang), tree, extras))
	f.object(info, fmt.Sprintf("<</Title%s/Author%s/Producer(Sunlit)/CreationDate(D:%sZ)>>", text(d.info.Title),
		text(d.info.Author), d.info.Created.UTC().Format("20060102150405")))
	f.finish(catalog, info)
	return f.Bytes()
}

// finish writes the table of offsets. The identity is the content's own hash.
func (f *file) finish(catalog, info int) {
	id := sha256.Sum256(f.Bytes())
	at := f.Len()
	fmt.Fprintf(&f.Buffer, "xref\n0 %d\n0000000000 65535 f \n", len(f.offsets)+1)
	for _, offset := range f.offsets {
		fmt.Fprintf(&f.Buffer, "%010d 00000 n \n", offset)
	}
	fmt.Fprintf(&f.Buffer, "trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%x><%x>]>>\nstartxref\n%d\n%%%%EOF\n",
		len(f.offsets)+1, catalog, info, id[:16], id[:16], at)
}

// writeStructure writes the tree that tells which marked piece is which paragraph; what was
// imported brings a branch of its own.
func (d *Doc) writeStructure(f *file, root int, pages []int) {
	document := f.reserve()
	numbers := make([]int, len(d.elements))
	var kids, parents bytes.Buffer
	for i, e := range d.elements {
		numbers[i] = f.reserve()
		var pieces bytes.Buffer
		for _, p := range e.pieces {
			fmt.Fprintf(&pieces, "<</Type/MCR/Pg %d 0 R/MCID %d>>", pages[p.page], p.mark)
		}
		alt := ""
		if e.alt != "" {
			alt = "/Alt" + text(e.alt)
		}
		f.object(numbers[i], fmt.Sprintf("<</Type/StructElem/S/%s/P %d 0 R%s/K[%s]>>", e.tag, document, alt, pieces.String()))
		fmt.Fprintf(&kids, "%d 0 R ", numbers[i])
	}
	branches := fmt.Sprintf("%d 0 R", document)
	for _, in := range d.imports {
		branches += fmt.Sprintf(" %d 0 R", in.number[in.document])
	}
	for i, p := range d.pages {
		if p.from != nil {
			fmt.Fprintf(&parents, "%d[%s]", i, p.from.parents(p.sheet))
			continue
		}
		fmt.Fprintf(&parents, "%d[", i)
		for _, e := range p.parts {
			fmt.Fprintf(&parents, "%d 0 R ", numbers[e])
		}
		parents.WriteString("]")
	}
	f.object(document, fmt.Sprintf("<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>", root, kids.String()))
	if len(d.imports) > 0 {
		branches = "[" + branches + "]"
	}
	f.object(root, fmt.Sprintf("<</Type/StructTreeRoot/K %s/ParentTree<</Nums[%s]>>/ParentTreeNextKey %d>>",
		branches, parents.String(), len(d.pages)))
}

// text writes a string for the reader's eyes.
func text(s string) string {
	out := "<FEFF"
	for _, unit := range utf16.Encode([]rune(s)) {
		out += fmt.Sprintf("%04X", unit)
	}
	return out + ">"
}
