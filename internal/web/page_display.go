package web

// The sizes of the text; the law of 2021 on web pages for the elderly asks for
// at least 18 pt, which is the 24 px root of large print.
const (
	sizeStandard = "standard"
	sizeLarge    = "large"
	sizeXLarge   = "xlarge"
)

// validSize answers a known size, standard for anything else.
func validSize(s string) string {
	if s == sizeLarge || s == sizeXLarge {
		return s
	}
	return sizeStandard
}
