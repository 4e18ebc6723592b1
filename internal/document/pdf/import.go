package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
)

// foreign is a file of this package's own making whose sheets were taken over as they are.
type foreign struct {
	objects  map[int][]byte // body of each object by its number in that file
	kids     []int          // its pages
	once     []int          // catalog and info: the new document has its own
	pages    int            // the tops of the page tree and the structure, which the new document shares
	root     int
	document int            // top of its structure
	marks    map[int]string // structure elements of each page, by the page's key in its tree
	number   map[int]int    // number of each object in the new document
}

var errForeign = errors.New("pdf: not a file of our own making")

var (
	reference = regexp.MustCompile(`\b(\d+) 0 R\b`)
	pageFonts = regexp.MustCompile(`/Font<<([^>]*)>>`)
	pageText  = regexp.MustCompile(`/Contents (\d+) 0 R`)
	pageKey   = regexp.MustCompile(`/StructParents (\d+)`)
)

// Bind makes a document that takes sheets of others in: its own faces get names that no sheet uses.
func (d *Doc) Bind() { d.prefix = "B" }

// Import adds the sheets of a file that this package wrote and answers them, to be written upon. It
// takes no other file: whoever needs one inside attaches it.
func (d *Doc) Import(data []byte) ([]*Page, error) {
	in, err := parse(data)
	if err != nil {
		return nil, err
	}
	d.imports = append(d.imports, in)
	var added []*Page
	for i := range in.kids {
		p := d.Page()
		p.from, p.sheet = in, i
		added = append(added, p)
	}
	return added, nil
}

// Sheets counts the sheets of a file that this package wrote.
func Sheets(data []byte) (int, error) {
	in, err := parse(data)
	if err != nil {
		return 0, err
	}
	return len(in.kids), nil
}

// parse follows the table at a file's end to every object.
func parse(data []byte) (*foreign, error) {
	at := bytes.LastIndex(data, []byte("\nxref\n0 "))
	if at < 0 || !bytes.HasPrefix(data, []byte("%PDF-1.7\n")) {
		return nil, errForeign
	}
	lines := bytes.Split(data[at+1:], []byte("\n"))
	count, err := strconv.Atoi(string(lines[1][2:]))
	if err != nil || count < 4 || count > len(lines) {
		return nil, errForeign
	}
	in := &foreign{objects: map[int][]byte{}, marks: map[int]string{}, number: map[int]int{}}
	for n := 1; n < count; n++ {
		line := lines[2+n]
		if len(line) < 10 {
			return nil, errForeign
		}
		offset, err := strconv.Atoi(string(line[:10]))
		if err != nil || offset <= 0 || offset >= at {
			return nil, errForeign
		}
		body, ok := bytes.CutPrefix(data[offset:at+1], fmt.Appendf(nil, "%d 0 obj\n", n))
		if !ok {
			return nil, errForeign
		}
		in.objects[n] = objectBody(body)
	}
	return in, in.find(data[at:])
}

// objectBody cuts an object at its end; a stream is as long as it says, whatever its bytes are.
func objectBody(rest []byte) []byte {
	end := bytes.Index(rest, []byte("\nendobj\n"))
	if head := bytes.Index(rest, []byte("\nstream\n")); head >= 0 && head < end {
		if m := streamLength.FindSubmatch(rest[:head]); m != nil {
			n, _ := strconv.Atoi(string(m[1]))
			if to := head + len("\nstream\n") + n + len("\nendstream"); to <= len(rest) {
				return rest[:to]
			}
		}
	}
	if end < 0 {
		return nil
	}
	return rest[:end]
}

var streamLength = regexp.MustCompile(`/Length (\d+)`)

// find learns the file's pages and the top of its structure.
func (in *foreign) find(trailer []byte) error {
	catalog := in.ref(trailer, `/Root (\d+) 0 R`)
	in.once = []int{catalog, in.ref(trailer, `/Info (\d+) 0 R`)}
	in.pages = in.ref(in.objects[catalog], `/Pages (\d+) 0 R`)
	in.root = in.ref(in.objects[catalog], `/StructTreeRoot (\d+) 0 R`)
	in.document = in.ref(in.objects[in.root], `/K (\d+) 0 R`)
	_, kids, ok := bytes.Cut(in.objects[in.pages], []byte("/Kids["))
	if !ok || in.document == 0 {
		return errForeign
	}
	for _, m := range reference.FindAllSubmatch(kids, -1) {
		n, _ := strconv.Atoi(string(m[1]))
		if in.objects[n] == nil {
			return errForeign
		}
		in.kids = append(in.kids, n)
	}
	for _, m := range regexp.MustCompile(`(\d+)\[([^\]]*)\]`).FindAllSubmatch(in.objects[in.root], -1) {
		key, _ := strconv.Atoi(string(m[1]))
		in.marks[key] = string(m[2])
	}
	return nil
}

func (in *foreign) ref(body []byte, pattern string) int {
	m := regexp.MustCompile(pattern).FindSubmatch(body)
	if m == nil {
		return 0
	}
	n, _ := strconv.Atoi(string(m[1]))
	return n
}

// placeImports writes the objects of all imported files under new numbers, except for pages and
// what a document has once, and answers the number of the structure's root.
func (d *Doc) placeImports(f *file, pages int, kids []int) int {
	root := f.reserve()
	for _, in := range d.imports {
		in.number[in.pages], in.number[in.root] = pages, root
		for i, p := range d.pages {
			if p.from == in {
				in.number[in.kids[p.sheet]] = kids[i]
			}
		}
		for n := 1; n <= len(in.objects); n++ {
			if in.number[n] == 0 && !slices.Contains(in.once, n) {
				in.number[n] = f.reserve()
			}
		}
		for n := 1; n <= len(in.objects); n++ {
			if n != in.pages && n != in.root && !slices.Contains(in.kids, n) && !slices.Contains(in.once, n) {
				f.object(in.number[n], in.renumbered(in.objects[n]))
			}
		}
	}
	return root
}

// renumbered is an object's body with its references moved; the bytes of a stream stay.
func (in *foreign) renumbered(body []byte) string {
	head, data, isStream := bytes.Cut(body, []byte("\nstream\n"))
	out := in.moved(string(head))
	if isStream {
		return out + "\nstream\n" + string(data)
	}
	return out
}

func (in *foreign) moved(text string) string {
	return reference.ReplaceAllStringFunc(text, func(ref string) string {
		n, _ := strconv.Atoi(ref[:len(ref)-len(" 0 R")])
		return fmt.Sprintf("%d 0 R", in.number[n])
	})
}

// page is an imported page's new body: what was written upon it lies over its own text.
func (in *foreign) page(p *Page, content int, fonts string) string {
	body := in.moved(string(in.objects[in.kids[p.sheet]]))
	body = pageFonts.ReplaceAllString(body, "/Font<<${1}"+fonts+">>")
	body = pageText.ReplaceAllString(body, fmt.Sprintf("/Contents[${1} 0 R %d 0 R]", content))
	return pageKey.ReplaceAllString(body, fmt.Sprintf("/StructParents %d", p.index))
}

// parents are the structure elements of a page's marked pieces.
func (in *foreign) parents(sheet int) string {
	m := pageKey.FindSubmatch(in.objects[in.kids[sheet]])
	if m == nil {
		return ""
	}
	key, _ := strconv.Atoi(string(m[1]))
	return in.moved(in.marks[key])
}
