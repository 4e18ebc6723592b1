package evidence

import (
	"bytes"
	"encoding/binary"
	"io"
	"slices"
	"strings"

	"github.com/gabriel-vasile/mimetype"
)

// headSize is how much of a file is looked at to tell its format; mimetype looks no further.
const headSize = 4096

// format is one accepted format: its media type, the extensions that agree with it (the first is
// given to files without one) and the check of the whole file.
type format struct {
	media string
	kind  Kind
	ext   []string
	check func(file io.ReaderAt, size int64) error
}

// isoExtensions all name the same container (ISO/IEC 14496-12). Phones label recordings with any
// of them, whatever the brand inside says.
var isoExtensions = []string{"mp4", "m4v", "m4a", "mov", "3gp", "3g2"}

var formats = map[string]format{
	"image/jpeg":      {"image/jpeg", Image, []string{"jpg", "jpeg", "jpe", "jfif"}, checkJPEG},
	"image/png":       {"image/png", Image, []string{"png"}, checkPNG},
	"image/apng":      {"image/png", Image, []string{"png", "apng"}, checkPNG},
	"image/webp":      {"image/webp", Image, []string{"webp"}, checkWebP},
	"application/pdf": {"application/pdf", PDF, []string{"pdf"}, checkPDF},
	"audio/mpeg":      {"audio/mpeg", Audio, []string{"mp3"}, nil},
	"audio/wav":       {"audio/wav", Audio, []string{"wav"}, nil},
	"audio/amr":       {"audio/amr", Audio, []string{"amr"}, nil},
	"application/ogg": {"audio/ogg", Audio, []string{"ogg", "oga", "opus"}, nil},
	"audio/ogg":       {"audio/ogg", Audio, []string{"ogg", "oga", "opus"}, nil},
	"video/webm":      {"video/webm", Video, []string{"webm"}, nil},
	"video/quicktime": {"video/quicktime", Video, isoExtensions, nil},
	"video/mp4":       {"video/mp4", Video, isoExtensions, nil},
	"video/3gpp":      {"video/3gpp", Video, isoExtensions, nil},
	"video/3gpp2":     {"video/3gpp2", Video, isoExtensions, nil},
	"video/x-m4v":     {"video/mp4", Video, isoExtensions, nil},
	"audio/mp4":       {"audio/mp4", Audio, isoExtensions, nil},
	"audio/x-m4a":     {"audio/mp4", Audio, isoExtensions, nil},
}

const (
	docxType = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
	xlsxType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	docType  = "application/msword"
	xlsType  = "application/vnd.ms-excel"
)

// officeFormats are told apart by extension first, since their containers (ZIP and OLE) look
// alike at the head; their checks then look inside.
var officeFormats = map[string]format{
	"docx": {docxType, Office, []string{"docx"}, checkOOXML("wordprocessingml.document.main+xml")},
	"xlsx": {xlsxType, Office, []string{"xlsx"}, checkOOXML("spreadsheetml.sheet.main+xml")},
	"doc":  {docType, Office, []string{"doc"}, checkOLE("worddocument")},
	"xls":  {xlsType, Office, []string{"xls"}, checkOLE("workbook", "book")},
}

var (
	zipMagic = []byte("PK\x03\x04")
	oleMagic = []byte{0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1}
)

// recognise finds the format from a file's first bytes and demands that the extension agrees.
// A name without an extension agrees with everything that can be told by content alone.
func recognise(name string, head []byte) (format, error) {
	ext := extension(name)
	switch {
	case bytes.HasPrefix(head, zipMagic):
		return container(ext, "docx", "xlsx")
	case bytes.HasPrefix(head, oleMagic):
		if ext == "docx" || ext == "xlsx" {
			// An OLE file under an OOXML name is what Office writes when a password is set.
			return format{docxType, Office, nil, checkLockedOOXML}, nil
		}
		return container(ext, "doc", "xls")
	}
	media, _, _ := strings.Cut(mimetype.Detect(head).String(), ";")
	found, known := formats[media]
	switch {
	case strings.HasPrefix(media, "image/hei"):
		return format{}, because(refusedHEIC, "%s", media)
	case !known && ext == "mp3" && mpegAudio(head):
		found = formats["audio/mpeg"]
	case media == "application/pdf" && !bytes.HasPrefix(bytes.TrimLeft(head, "\xEF\xBB\xBF\x00 \t\r\n"), []byte("%PDF-")):
		// Readers find the header anywhere in the first kilobyte; what stands before it may be a
		// page or a script.
		return format{}, because(refusedType, "PDF header after other content")
	case !known:
		return format{}, because(refusedType, "content is %s", media)
	}
	if ext != "" && !slices.Contains(found.ext, ext) {
		return format{}, mismatch(ext, media)
	}
	if ext == "m4a" {
		found.media, found.kind = "audio/mp4", Audio
	}
	return found, nil
}

// container picks the office format of a ZIP or OLE file by its extension.
func container(ext string, allowed ...string) (format, error) {
	if slices.Contains(allowed, ext) {
		return officeFormats[ext], nil
	}
	switch ext {
	case "docm", "xlsm", "dotm", "xltm", "xlsb", "xlam":
		return format{}, because(refusedMacro, "extension %s", ext)
	case "":
		return format{}, because(refusedType, "an archive or office file without an extension")
	}
	return format{}, mismatch(ext, "an archive or office file")
}

// mismatch refuses a file whose content is taken but whose name says otherwise. Under a name of a
// type that is not taken anyway, that is what the petitioner is told.
func mismatch(ext, media string) error {
	if takesExtension(ext) {
		return because(refusedMismatch, "extension %s, content %s", ext, media)
	}
	return because(refusedType, "extension %s, content %s", ext, media)
}

// takesExtension reports whether some accepted format bears the extension.
func takesExtension(ext string) bool {
	if _, office := officeFormats[ext]; office {
		return true
	}
	for _, f := range formats {
		if slices.Contains(f.ext, ext) {
			return true
		}
	}
	return false
}

// mpegAudio reports an ID3 tag or an MPEG audio layer III frame header: mimetype knows only the
// commonest of them.
func mpegAudio(head []byte) bool {
	if len(head) < 4 {
		return false
	}
	if string(head[:3]) == "ID3" {
		return true
	}
	h := binary.BigEndian.Uint32(head)
	sync, version, layer := h>>21, h>>19&3, h>>17&3
	bitrate, rate := h>>12&15, h>>10&3
	return sync == 0x7FF && version != 1 && layer == 1 && bitrate != 15 && rate != 3
}

// Recording reports whether a name, by its extension, announces a sound or video recording and
// so may be larger. The content is checked when it has arrived.
func Recording(name string) bool {
	ext := extension(CleanName(name))
	for _, f := range formats {
		if (f.kind == Audio || f.kind == Video) && slices.Contains(f.ext, ext) {
			return true
		}
	}
	return false
}

// checkWhole runs the format's own check and then refuses polyglots: a file of any other type
// that is a ZIP archive as well, when read from its end.
func (f format) checkWhole(file io.ReaderAt, size int64) error {
	if f.check != nil {
		if err := f.check(file, size); err != nil {
			return err
		}
	}
	if f.media != docxType && f.media != xlsxType && endsAsZip(file, size) {
		return because(refusedType, "also a ZIP archive")
	}
	return nil
}

// endsAsZip reports an end-of-central-directory record whose comment runs exactly to the end.
func endsAsZip(file io.ReaderAt, size int64) bool {
	const record, longestComment = 22, 1<<16 - 1
	tail := make([]byte, min(size, record+longestComment))
	if _, err := file.ReadAt(tail, size-int64(len(tail))); err != nil && err != io.EOF {
		return false
	}
	for end := len(tail); ; {
		i := bytes.LastIndex(tail[:end], []byte("PK\x05\x06"))
		if i < 0 {
			return false
		}
		if i+record <= len(tail) && i+record+int(binary.LittleEndian.Uint16(tail[i+20:])) == len(tail) {
			return true
		}
		end = i
	}
}
