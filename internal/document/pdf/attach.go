package pdf

import (
	"bytes"
	"crypto/sha256"
	"fmt"
)

type attachment struct {
	name, media string
	data        []byte
}

// Attach puts a file into the document as it is; readers offer it in their list of attachments.
func (d *Doc) Attach(name, media string, data []byte) {
	d.attached = append(d.attached, attachment{name, media, data})
}

func (d *Doc) writeAttached(f *file) string {
	if len(d.attached) == 0 {
		return ""
	}
	var names, all bytes.Buffer
	for i, a := range d.attached {
		spec, body := f.reserve(), f.reserve()
		sum := sha256.Sum256(a.data)
		f.stream(body, fmt.Sprintf("/Type/EmbeddedFile/Subtype%s/Params<</Size %d/CheckSum<%x>>>", name(a.media), len(a.data), sum[:16]), a.data)
		f.object(spec, fmt.Sprintf("<</Type/Filespec/F(file-%d)/UF%s/EF<</F %d 0 R>>/AFRelationship/Supplement>>", i+1, text(a.name), body))
		fmt.Fprintf(&names, "(file-%03d) %d 0 R ", i+1, spec)
		fmt.Fprintf(&all, "%d 0 R ", spec)
	}
	return fmt.Sprintf("/Names<</EmbeddedFiles<</Names[%s]>>>>/AF[%s]", names.String(), all.String())
}

// name writes a name object; a slash in it is escaped.
func name(s string) string {
	return "/" + string(bytes.ReplaceAll([]byte(s), []byte("/"), []byte("#2F")))
}

type bookmark struct {
	title string
	page  int
}

// Bookmark adds a line to the table of contents that readers show beside the sheets.
func (d *Doc) Bookmark(title string, page int) {
	d.marks = append(d.marks, bookmark{title, page})
}

func (d *Doc) writeBookmarks(f *file, kids []int) string {
	if len(d.marks) == 0 {
		return ""
	}
	root := f.reserve()
	numbers := make([]int, len(d.marks))
	for i := range numbers {
		numbers[i] = f.reserve()
	}
	for i, m := range d.marks {
		around := ""
		if i > 0 {
			around += fmt.Sprintf("/Prev %d 0 R", numbers[i-1])
		}
		if i+1 < len(numbers) {
			around += fmt.Sprintf("/Next %d 0 R", numbers[i+1])
		}
		f.object(numbers[i], fmt.Sprintf("<</Title%s/Parent %d 0 R/Dest[%d 0 R/Fit]%s>>", text(m.title), root, kids[m.page], around))
	}
	f.object(root, fmt.Sprintf("<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>", numbers[0], numbers[len(numbers)-1], len(numbers)))
	return fmt.Sprintf("/Outlines %d 0 R/PageMode/UseOutlines", root)
}

// photo is the picture that fills a sheet.
type photo struct {
	jpeg          []byte
	width, height int
	gray          bool
}

// Photo lays a JPEG of a size in pixels on the sheet, as large as it fits into the margins.
func (p *Page) Photo(jpeg []byte, width, height int, gray bool, margin float64) {
	p.photo = &photo{jpeg, width, height, gray}
	w, h := p.doc.width-2*margin, p.doc.height-2*margin
	if scale := w / float64(width) * float64(height); scale < h {
		h = scale
	} else {
		w = h / float64(height) * float64(width)
	}
	fmt.Fprintf(&p.content, "q %s 0 0 %s %s %s cm /P Do Q\n", num(w), num(h), num((p.doc.width-w)/2), num((p.doc.height-h)/2))
}

func (p *Page) writePhoto(f *file) string {
	if p.photo == nil {
		return ""
	}
	space := "/DeviceRGB"
	if p.photo.gray {
		space = "/DeviceGray"
	}
	n := f.reserve()
	f.offsets[n-1] = f.Len()
	fmt.Fprintf(&f.Buffer, "%d 0 obj\n<</Type/XObject/Subtype/Image/Width %d/Height %d/ColorSpace%s/BitsPerComponent 8/Filter/DCTDecode/Length %d>>\nstream\n",
		n, p.photo.width, p.photo.height, space, len(p.photo.jpeg))
	f.Write(p.photo.jpeg)
	f.WriteString("\nendstream\nendobj\n")
	return fmt.Sprintf("/XObject<</P %d 0 R>>", n)
}
