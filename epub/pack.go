package epub

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
	"sync"

	"github.com/klauspost/compress/flate"

	"github.com/foreword-go/foreword/internal/xhtml"
)

// An entry is a file in the form that the container stores (EPUB 3.3, section
// 4.2). Entries are written raw, because their sizes are known in advance, so
// none needs a data descriptor.
type entry struct {
	name   string // path in the container
	method uint16 // zip.Store or zip.Deflate
	size   int
	crc    uint32
	data   []byte // stored or deflated, according to method
}

// stored returns an uncompressed entry, for pictures, which are compressed
// already.
func stored(name string, data []byte) entry {
	return entry{name, zip.Store, len(data), crc32.ChecksumIEEE(data), data}
}

// A flater holds the buffers for compressing texts one after another.
type flater struct {
	in  []byte
	out bytes.Buffer
	w   *flate.Writer
}

// flaters keeps unused flaters, because each has tables of hundreds of
// kilobytes.
var flaters sync.Pool

// level is the compression level. For pages of Chinese text, level 5 of
// klauspost/compress takes a fifth of the time of the default of
// compress/flate, and the book is 2.5 % larger.
const level = 5

// deflate returns a compressed entry. It returns an error if an XML file is
// not well-formed.
func deflate[Text string | []byte](name string, data Text) (entry, error) {
	if !strings.HasSuffix(name, ".css") {
		if err := xhtml.WellFormed(data); err != nil {
			return entry{}, fmt.Errorf("epub: %s: %w", name, err)
		}
	}
	e := entry{name: name, method: zip.Deflate, size: len(data)}
	var err error
	e.data, e.crc, err = compress(data)
	return e, err
}

// compress returns the compressed text, and the checksum of the text itself.
func compress[Text string | []byte](text Text) (data []byte, crc uint32, err error) {
	f, ok := flaters.Get().(*flater)
	if !ok {
		f = new(flater)
		if f.w, err = flate.NewWriter(&f.out, level); err != nil {
			return nil, 0, err
		}
	}
	defer flaters.Put(f)
	f.in = append(f.in[:0], text...)
	f.out.Reset()
	f.w.Reset(&f.out)
	_, err = f.w.Write(f.in)
	if err = errors.Join(err, f.w.Close()); err != nil {
		return nil, 0, err
	}
	return bytes.Clone(f.out.Bytes()), crc32.ChecksumIEEE(f.in), nil
}

// pack writes the container; the same entries give the same bytes. The first
// entry is the mimetype, stored and without an extra field
// (https://www.w3.org/TR/epub-33/#sec-zip-container-mime): a time would add
// an extra field and move the content from offset 38 to 47.
func pack(w io.Writer, book []entry) error {
	z := zip.NewWriter(w)
	for _, e := range book {
		h := &zip.FileHeader{Name: e.name, Method: e.method}
		if e.method == zip.Deflate {
			const deflateNeeds = 20 // version of the format, times ten
			h.ReaderVersion, h.CreatorVersion = deflateNeeds, deflateNeeds
		}
		h.CRC32, h.CompressedSize64, h.UncompressedSize64 = e.crc, uint64(len(e.data)), uint64(e.size)
		out, err := z.CreateRaw(h)
		if err != nil {
			return err
		}
		if _, err := out.Write(e.data); err != nil {
			return err
		}
	}
	return z.Close()
}

// A counter counts the bytes written through it.
type counter struct {
	w io.Writer
	n int64
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += int64(n)
	return n, err
}
