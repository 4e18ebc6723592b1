// Package evidence takes in the files that petitioners send, keeps each original byte for byte
// under a random key, and makes clean copies for looking at. It knows nothing of petitions:
// who may see a file is decided by casework, which also owns the rows about files.
//
// The order of an acknowledgement is: stream and hash into a temporary file, check the type by
// content, fsync, rename, fsync the folder; only then does Receive return and may a row be
// committed that names the file.
package evidence

import (
	"time"
)

// Kind is the sort of evidence as people speak of it; icons and size limits hang on it.
type Kind string

// The kinds of evidence that are taken.
const (
	Image  Kind = "image"
	PDF    Kind = "pdf"
	Office Kind = "office"
	Audio  Kind = "audio"
	Video  Kind = "video"
)

// File is what is known about a received file. Everything but the view copy's fields is fixed at
// intake and never changes.
type File struct {
	ID         string // upload id, a random UUID; not a permission to read
	Name       string // cleaned name: data for people, never part of a path
	Size       int64  // bytes of the original
	SHA256     string // of the original, lower-case hex
	Type       string // media type found by content, e.g. "image/jpeg"
	Kind       Kind
	Located    bool   // the original says where it was taken: the petitioner is told that copies do not
	BlobKey    string // where the original is kept
	ViewKey    string // where the clean copy is kept; empty until it was first made
	ViewSHA256 string // of the clean copy, lower-case hex; empty until it was first made
}

// Limits bounds what is taken in; sizes are in bytes.
type Limits struct {
	File      int64 // a photo, PDF or office file
	Recording int64 // a sound or video recording
	Count     int   // files of one petition
}

// DefaultLimits are the limits that the pages state: 20 MB, recordings 200 MB, nine files.
var DefaultLimits = Limits{File: 20 << 20, Recording: 200 << 20, Count: 9}

// Keep is how long an upload that was never attached to a petition is kept.
const Keep = 24 * time.Hour

// of is the size limit for a kind.
func (l Limits) of(kind Kind) int64 {
	if kind == Audio || kind == Video {
		return l.Recording
	}
	return l.File
}

// CheckCount refuses a set of more files than one petition may carry.
func (l Limits) CheckCount(files int) error {
	if files > l.Count {
		return refuse(refusedCount, "", "limit", l.Count)
	}
	return nil
}
