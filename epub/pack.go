package epub

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"io"
	"strings"

	"github.com/foreword-go/foreword/internal/xhtml"
)

// A packer writes the container of a book (EPUB 3.3, section 4.2), the same
// bytes for the same entries.
type packer struct {
	buf bytes.Buffer
	zip *zip.Writer
}

func newPacker(entries int) *packer {
	p := new(packer)
	p.zip = zip.NewWriter(&p.buf)
	p.zip.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.DefaultCompression)
	})
	return p
}

// mimetype writes the first entry, stored and with no extra field
// (https://www.w3.org/TR/epub-33/#sec-zip-container-mime). Modified stays zero:
// a time would add an extra field and move the content from offset 38 to 47.
// CreateRaw, because CreateHeader would set a data descriptor.
func (p *packer) mimetype() error { return p.stored("mimetype", []byte("application/epub+zip")) }

// stored adds a file as it is: pictures are compressed already.
func (p *packer) stored(name string, data []byte) error {
	w, err := p.zip.CreateRaw(&zip.FileHeader{
		Name: name, Method: zip.Store, CRC32: crc32.ChecksumIEEE(data),
		CompressedSize64: uint64(len(data)), UncompressedSize64: uint64(len(data)),
	})
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}

// text adds a compressed file. XML must be well-formed.
func (p *packer) text(name string, data []byte) error {
	if !strings.HasSuffix(name, ".css") {
		if err := xhtml.WellFormed(data); err != nil {
			return fmt.Errorf("epub: %s: %w", name, err)
		}
	}
	w, err := p.zip.Create(name)
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}

func (p *packer) close() ([]byte, error) {
	if err := p.zip.Close(); err != nil {
		return nil, err
	}
	return p.buf.Bytes(), nil
}
