package main

import (
	"archive/zip"
	"bufio"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"runtime"
	"strings"
	"sync"

	"github.com/klauspost/compress/flate"

	"github.com/foreword-go/foreword/cmd/foreword/internal/kept"
	"github.com/foreword-go/foreword/feed"
	"github.com/foreword-go/foreword/internal/xhtml"
)

// Each file is read back from disk and checked before it is put in place. The
// checks do not use the encoders, so that a fault in an encoder is found.

// verifier returns the check for a feed in a format.
func verifier(f feed.Format) func(*os.File) error {
	if f == feed.FormatJSON {
		return validJSON
	}
	return wellFormed
}

func wellFormed(f *os.File) error { return notWellFormed(xhtml.WellFormedFile(f)) }

func notWellFormed(err error) error {
	if err != nil {
		return fmt.Errorf("not well-formed: %w", err)
	}
	return nil
}

func validJSON(f *os.File) error {
	if plainJSON(f) {
		return nil
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	// The decoder says where the fault is.
	d := json.NewDecoder(bufio.NewReader(f))
	depth, list := 0, false // list reports whether the list of items is at depth 2
	for n := 0; ; n++ {
		if depth == 2 && list && d.More() {
			// An item is read in one piece, without decoding its strings,
			// which are most of the file.
			if err := d.Decode(new(skipped)); err != nil {
				return fmt.Errorf("not JSON: %w", err)
			}
			continue
		}
		tok, err := d.Token()
		switch {
		case err == io.EOF && n > 0 && depth == 0:
			return nil
		case err != nil:
			return fmt.Errorf("not JSON: %w", err)
		case tok == json.Delim('{') || tok == json.Delim('['):
			if depth++; depth == 2 {
				list = tok == json.Delim('[')
			}
		case tok == json.Delim('}') || tok == json.Delim(']'):
			depth--
		}
	}
}

// A skipped is a JSON value that is checked and then dropped.
type skipped struct{}

func (*skipped) UnmarshalJSON([]byte) error { return nil }

// wholeBook reads every entry of an EPUB, which checks the checksums, and
// parses its documents as XML. An entry with the same bytes as one that an
// earlier run found whole is read from the disk too, but not decompressed.
func (r *results) wholeBook(f *os.File) error {
	info, err := f.Stat()
	if err != nil {
		return err
	}
	z, err := zip.NewReader(f, info.Size())
	if err != nil {
		return err
	}
	z.RegisterDecompressor(zip.Deflate, newInflater)
	if len(z.File) == 0 || z.File[0].Name != "mimetype" {
		return errors.New("not an EPUB: no mimetype first")
	}
	errs := make([]error, len(z.File))
	slots := make(chan struct{}, runtime.GOMAXPROCS(0))
	var checks sync.WaitGroup
	for i, entry := range z.File {
		slots <- struct{}{}
		checks.Go(func() {
			if err := r.wholeEntry(entry); err != nil {
				errs[i] = fmt.Errorf("%s: %w", entry.Name, err)
			}
			<-slots
		})
	}
	checks.Wait()
	return cmp.Or(errs...)
}

func (r *results) wholeEntry(entry *zip.File) error {
	key, ok := r.entryKey(entry)
	if ok && r.get(key) != nil {
		return nil
	}
	if err := checkEntry(entry); err != nil {
		return err
	}
	if ok {
		r.put(key, []byte{})
	}
	return nil
}

// entryKey returns a key of everything that checkEntry reads of an entry. It is
// false if the result is not kept: that of an entry that is not compressed
// takes no longer than its key.
func (r *results) entryKey(entry *zip.File) (key kept.Key, ok bool) {
	const hasDescriptor = 8 // after its data, which the key would lack
	if r == nil || entry.Method != zip.Deflate || entry.Flags&hasDescriptor != 0 {
		return key, false
	}
	raw, err := entry.OpenRaw()
	if err != nil {
		return key, false
	}
	sum := sha256.New()
	fmt.Fprintf(sum, "entry\n%q\n%q %d %d\n", r.version, documentExt(entry), entry.CRC32, entry.UncompressedSize64)
	n, err := copyAll(sum, raw)
	return kept.Key(sum.Sum(nil)), err == nil && uint64(n) == entry.CompressedSize64
}

// documentExt returns the extension of an entry that is an XML document; "" for
// other entries.
func documentExt(entry *zip.File) string {
	switch ext := strings.ToLower(path.Ext(entry.Name)); ext {
	case ".xhtml", ".opf", ".ncx", ".xml", ".svg":
		return ext
	}
	return ""
}

// checkEntry reads an entry, and parses it if it is a document.
func checkEntry(entry *zip.File) error {
	in, err := entry.Open()
	if err != nil {
		return err
	}
	defer in.Close()
	if documentExt(entry) == "" {
		_, err := copyAll(io.Discard, in)
		return err
	}
	const atOnce = 1 << 20 // whatever size the entry states
	doc := documents.Get().(*bytes.Buffer)
	defer documents.Put(doc)
	doc.Reset()
	doc.Grow(int(min(entry.UncompressedSize64, atOnce)) + bytes.MinRead)
	if _, err := doc.ReadFrom(in); err != nil {
		return err
	}
	return notWellFormed(xhtml.WellFormed(doc.Bytes()))
}

// copyAll does the same as [io.Copy], with a buffer that is used again.
func copyAll(to io.Writer, from io.Reader) (int64, error) {
	buf := copyBuffers.Get().(*[]byte)
	defer copyBuffers.Put(buf)
	// Without the wrappers, the buffer would not be used.
	return io.CopyBuffer(struct{ io.Writer }{to}, struct{ io.Reader }{from}, *buf)
}

var (
	copyBuffers = sync.Pool{New: func() any { b := make([]byte, 32<<10); return &b }}
	documents   = sync.Pool{New: func() any { return new(bytes.Buffer) }}
	inflaters   = sync.Pool{New: func() any {
		// Most entries are read at once.
		in := bufio.NewReaderSize(nil, 32<<10)
		return &inflater{in, flate.NewReader(in)}
	}}
)

// An inflater decompresses an entry. It uses klauspost/compress, which takes two
// thirds of the time of the standard library.
type inflater struct {
	in    *bufio.Reader
	flate io.ReadCloser
}

func newInflater(r io.Reader) io.ReadCloser {
	i := inflaters.Get().(*inflater)
	i.in.Reset(r)
	i.flate.(flate.Resetter).Reset(i.in, nil)
	return &inflating{i}
}

// An inflating is an inflater in use; its buffers are used again after it is closed.
type inflating struct{ *inflater }

func (i *inflating) Read(p []byte) (int, error) { return i.flate.Read(p) }

func (i *inflating) Close() error {
	if i.inflater == nil {
		return nil
	}
	err := i.flate.Close()
	i.in.Reset(nil)
	inflaters.Put(i.inflater)
	i.inflater = nil
	return err
}
