package main

import (
	"archive/zip"
	"bufio"
	"cmp"
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
// parses its documents as XML.
func wholeBook(f *os.File) error {
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
			if err := wholeEntry(entry); err != nil {
				errs[i] = fmt.Errorf("%s: %w", entry.Name, err)
			}
			<-slots
		})
	}
	checks.Wait()
	return cmp.Or(errs...)
}

func wholeEntry(entry *zip.File) error {
	r, err := entry.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	buf := copyBuffers.Get().(*[]byte)
	defer copyBuffers.Put(buf)
	// Without the wrapper, the buffer would not be used.
	in := struct{ io.Reader }{r}
	switch strings.ToLower(path.Ext(entry.Name)) {
	case ".xhtml", ".opf", ".ncx", ".xml", ".svg":
		const atOnce = 1 << 20 // whatever size the entry states
		var doc strings.Builder
		doc.Grow(int(min(entry.UncompressedSize64, atOnce)))
		if _, err := io.CopyBuffer(&doc, in, *buf); err != nil {
			return err
		}
		return notWellFormed(xhtml.WellFormed(doc.String()))
	}
	_, err = io.CopyBuffer(struct{ io.Writer }{io.Discard}, in, *buf)
	return err
}

var (
	copyBuffers = sync.Pool{New: func() any { b := make([]byte, 32<<10); return &b }}
	// inflaters are readers of klauspost/compress, which take two thirds of
	// the time of those of the standard library.
	inflaters = sync.Pool{New: func() any { return flate.NewReader(nil) }}
)

// An inflater is an [io.ReadCloser] that decompresses r.
type inflater struct{ io.ReadCloser }

func newInflater(r io.Reader) io.ReadCloser {
	in := inflaters.Get().(io.ReadCloser)
	in.(flate.Resetter).Reset(r, nil)
	return &inflater{in}
}

// Close keeps the buffers for the next inflater.
func (i *inflater) Close() error {
	if i.ReadCloser == nil {
		return nil
	}
	err := i.ReadCloser.Close()
	inflaters.Put(i.ReadCloser)
	i.ReadCloser = nil
	return err
}
