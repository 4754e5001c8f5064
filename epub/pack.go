package epub

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"hash/crc32"
	"strings"
	"sync"

	"github.com/foreword-go/foreword/internal/xhtml"
)

// A packer writes the container of a book (EPUB 3.3, section 4.2), the same
// bytes for the same entries.
type packer struct {
	buf     bytes.Buffer
	zip     *zip.Writer
	flaters sync.Pool // of *flate.Writer, which are large
}

func newPacker() *packer {
	p := new(packer)
	p.zip = zip.NewWriter(&p.buf)
	return p
}

// An entry is a file as it stands in the container. All are written raw: their
// sizes are known beforehand, so that none needs a data descriptor.
type entry struct {
	name string
	size int
	crc  uint32
	data []byte // deflated or stored
}

// mimetype writes the first entry, stored and with no extra field
// (https://www.w3.org/TR/epub-33/#sec-zip-container-mime). A time would add
// one and move the content from offset 38 to 47.
func (p *packer) mimetype() error { return p.stored("mimetype", []byte("application/epub+zip")) }

// stored adds a file as it is: pictures are compressed already.
func (p *packer) stored(name string, data []byte) error {
	return p.add(&zip.FileHeader{Name: name, Method: zip.Store}, entry{name, len(data), crc32.ChecksumIEEE(data), data})
}

// text adds a compressed file. XML must be well-formed.
func (p *packer) text(name string, data []byte) error {
	e, err := p.deflate(name, data)
	if err != nil {
		return err
	}
	return p.deflated(e)
}

// deflated adds what deflate returned.
func (p *packer) deflated(e entry) error {
	const deflateNeeds = 20 // version of the format, times ten
	return p.add(&zip.FileHeader{Name: e.name, Method: zip.Deflate, ReaderVersion: deflateNeeds, CreatorVersion: deflateNeeds}, e)
}

func (p *packer) add(h *zip.FileHeader, e entry) error {
	h.CRC32, h.CompressedSize64, h.UncompressedSize64 = e.crc, uint64(len(e.data)), uint64(e.size)
	w, err := p.zip.CreateRaw(h)
	if err != nil {
		return err
	}
	_, err = w.Write(e.data)
	return err
}

// deflate compresses a file. XML must be well-formed. It may be called from
// several goroutines.
func (p *packer) deflate(name string, data []byte) (entry, error) {
	if !strings.HasSuffix(name, ".css") {
		if err := xhtml.WellFormed(data); err != nil {
			return entry{}, fmt.Errorf("epub: %s: %w", name, err)
		}
	}
	var out bytes.Buffer
	w, ok := p.flaters.Get().(*flate.Writer)
	if ok {
		w.Reset(&out)
	} else {
		var err error
		if w, err = flate.NewWriter(&out, flate.DefaultCompression); err != nil {
			return entry{}, err
		}
	}
	_, err := w.Write(data)
	if err = errors.Join(err, w.Close()); err != nil {
		return entry{}, err
	}
	p.flaters.Put(w)
	return entry{name, len(data), crc32.ChecksumIEEE(data), bytes.Clone(out.Bytes())}, nil
}

func (p *packer) close() ([]byte, error) {
	if err := p.zip.Close(); err != nil {
		return nil, err
	}
	return p.buf.Bytes(), nil
}
