package evidence

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"hash"
	"io"
	"os"
	"sync"

	"github.com/google/uuid"
)

// Intake is the door through which every file comes in, whether sent in one piece or resumed.
type Intake struct {
	blobs  Blobs
	views  Blobs
	temp   string
	limits Limits
	making chan struct{} // one picture is decoded at a time: each may take a few hundred megabytes
}

// Options says where an Intake keeps things.
type Options struct {
	Blobs  Blobs  // originals
	Views  Blobs  // view copies, usually Sealed over the same store; Blobs when nil
	Temp   string // folder for incoming files where Blobs is not a disk; the system's when empty
	Limits Limits // DefaultLimits when zero
}

// NewIntake makes an Intake. Where originals go to disk, incoming files are written beside them
// and renamed, so that each byte is written once.
func NewIntake(o Options) (*Intake, error) {
	in := &Intake{blobs: o.Blobs, views: o.Views, temp: o.Temp, limits: o.Limits, making: make(chan struct{}, 1)}
	if in.blobs == nil {
		return nil, errors.New("evidence: intake without a store")
	}
	if in.views == nil {
		in.views = in.blobs
	}
	if in.limits == (Limits{}) {
		in.limits = DefaultLimits
	}
	if d, onDisk := in.blobs.(*disk); onDisk {
		in.temp = d.temp
	} else if in.temp == "" {
		in.temp = os.TempDir()
	}
	return in, os.MkdirAll(in.temp, 0o700)
}

// Limits returns the limits in force, for forms to state.
func (in *Intake) Limits() Limits { return in.limits }

// adopter is a store on the same disk as the temporary files.
type adopter interface {
	adopt(ctx context.Context, key string, tmp *os.File) error
}

// buffers are the pieces in which bodies are read: large enough for few system calls, small
// against the number of uploads at once.
var buffers = sync.Pool{New: func() any { return new([256 << 10]byte) }}

// Receive takes a file in from r: it is hashed while it is written once, its type is found by
// content and must agree with the name, and when Receive returns the original is durable. A
// refusal is a fault whose text says what to do; nothing of a refused file stays.
func (in *Intake) Receive(ctx context.Context, name string, r io.Reader) (File, error) {
	name = CleanName(name)
	pooled := buffers.Get().(*[256 << 10]byte)
	defer buffers.Put(pooled)
	buf := pooled[:]

	// The first bytes tell the format, so that an unwanted file is refused before it touches the disk.
	n, _, err := fill(ctx, r, buf[:headSize])
	head := buf[:n]
	switch {
	case err != nil:
		return File{}, unreceived(err, name, in.limits.File)
	case n == 0:
		return File{}, refuse(refusedEmpty, name)
	}
	found, err := recognise(name, head)
	if err != nil {
		return File{}, named(err, name)
	}
	tmp, err := os.CreateTemp(in.temp, tempPattern)
	if err != nil {
		return File{}, unkept(err, name)
	}
	defer discard(tmp)
	sum := sha256.New()
	size, err := in.spool(ctx, name, tmp, sum, r, buf, n, in.limits.of(found.kind))
	if err != nil {
		return File{}, err
	}
	return in.keep(ctx, uuid.NewString(), name, found, tmp, size, sum)
}

// spool writes and hashes the head that is already in buf and then the rest of r.
func (in *Intake) spool(ctx context.Context, name string, tmp *os.File, sum hash.Hash, r io.Reader, buf []byte, head int, limit int64) (int64, error) {
	var size int64
	write := func(b []byte) error {
		sum.Write(b)
		if _, err := tmp.Write(b); err != nil {
			return unkept(err, name)
		}
		size += int64(len(b))
		if size > limit {
			return refuse(refusedSize, name, "limit", megabytes(limit))
		}
		return nil
	}
	// The head is kept in front while the buffer is filled, so that writes stay large.
	for filled := head; ; filled = 0 {
		n, ended, err := fill(ctx, r, buf[filled:])
		if err != nil {
			return 0, unreceived(err, name, limit)
		}
		if err := write(buf[:filled+n]); err != nil {
			return 0, err
		}
		if ended {
			return size, nil
		}
	}
}

// fill reads until b is full or r has ended. Unlike io.ReadFull it keeps the true end of r apart
// from a body cut off on the way, which readers of HTTP report as io.ErrUnexpectedEOF: half a
// photo must never pass for a whole one.
func fill(ctx context.Context, r io.Reader, b []byte) (n int, ended bool, err error) {
	for n < len(b) {
		if err := ctx.Err(); err != nil {
			return n, false, err
		}
		read, err := r.Read(b[n:])
		n += read
		if err == io.EOF {
			return n, true, nil
		}
		if err != nil {
			return n, false, err
		}
	}
	return n, false, nil
}

// ReceiveFile takes in a file that already lies complete on this machine (a finished tus upload)
// under the given upload id. It ends renamed into the store where that is a disk; path is gone
// then. After a refusal the caller removes it.
func (in *Intake) ReceiveFile(ctx context.Context, id, name, path string) (File, error) {
	name = CleanName(name)
	f, err := os.Open(path)
	if err != nil {
		return File{}, unkept(err, name)
	}
	defer func() { _ = f.Close() }()
	head := readBlock(f, 0, headSize)
	if len(head) == 0 {
		return File{}, refuse(refusedEmpty, name)
	}
	found, err := recognise(name, head)
	if err != nil {
		return File{}, named(err, name)
	}
	pooled := buffers.Get().(*[256 << 10]byte)
	defer buffers.Put(pooled)
	sum := sha256.New()
	size, err := io.CopyBuffer(writerOnly{sum}, readerOnly{withContext(ctx, f)}, pooled[:])
	if err != nil {
		return File{}, unkept(err, name)
	}
	if limit := in.limits.of(found.kind); size > limit {
		return File{}, refuse(refusedSize, name, "limit", megabytes(limit))
	}
	return in.keep(ctx, id, name, found, f, size, sum)
}

// readerOnly hides the other methods of a file so that CopyBuffer uses its buffer.
type readerOnly struct{ io.Reader }

// keep checks a written file and makes it an object.
func (in *Intake) keep(ctx context.Context, id, name string, found format, tmp *os.File, size int64, sum hash.Hash) (File, error) {
	if err := found.checkWhole(tmp, size); err != nil {
		return File{}, named(err, name)
	}
	if extension(name) == "" {
		name = CleanName(name + "." + found.ext[0])
	}
	file := File{
		ID: id, Name: name, Size: size, SHA256: hex.EncodeToString(sum.Sum(nil)),
		Type: found.media, Kind: found.kind, BlobKey: NewKey(),
		Located: located(tmp, size, found.media),
	}
	if store, onDisk := in.blobs.(adopter); onDisk {
		if err := store.adopt(ctx, file.BlobKey, tmp); err != nil {
			return File{}, unkept(err, name)
		}
		return file, nil
	}
	if err := in.blobs.Put(ctx, file.BlobKey, io.NewSectionReader(tmp, 0, size), size); err != nil {
		return File{}, unkept(err, name)
	}
	return file, nil
}
