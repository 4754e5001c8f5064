package cover

import (
	"bytes"
	"encoding/binary"
	"io"
	"slices"
)

// largeTable is the size in bytes from which outlines are read one by one. Fonts
// of Chinese, Japanese and Korean have 20 million and more, and a cover needs a
// hundred of their 65,000 outlines.
const largeTable = 1 << 20

// A thinned font is a font file without its outlines and without the tables that
// no cover needs.
type thinned struct {
	*io.SectionReader               // the font file
	head              *bytes.Reader // the table directory, which is read first
}

// Read implements [io.Reader]. It reads the directory only.
func (t *thinned) Read(p []byte) (int, error) { return t.head.Read(p) }

// Seek implements [io.Seeker] for Read.
func (t *thinned) Seek(offset int64, whence int) (int64, error) { return t.head.Seek(offset, whence) }

// thin divides the font with the given index in a file into what shaping needs and
// the outlines. It returns false if the font has no large CFF table, or one in an
// uncommon form.
func thin(r *io.SectionReader, index int) (*thinned, *outlines, bool) {
	const header, record = 12, 16 // bytes
	start, ok := directory(r, index)
	if !ok {
		return nil, nil, false
	}
	head := make([]byte, header)
	if _, err := r.ReadAt(head, start); err != nil || string(head[:4]) != "OTTO" {
		return nil, nil, false
	}
	head = append(head, make([]byte, record*int(binary.BigEndian.Uint16(head[4:])))...)
	if _, err := r.ReadAt(head[header:], start+header); err != nil {
		return nil, nil, false
	}
	var glyphs *outlines
	out := head[:header]
	for rec := range slices.Chunk(head[header:], record) {
		at, size := int64(binary.BigEndian.Uint32(rec[8:])), int64(binary.BigEndian.Uint32(rec[12:]))
		switch string(rec[:4]) {
		case "CFF ":
			if glyphs != nil || size < largeTable {
				return nil, nil, false
			}
			if glyphs, ok = readOutlines(io.NewSectionReader(r, at, size)); !ok {
				return nil, nil, false
			}
			continue
		case "vhea", "vmtx", "VORG", "BASE", "DSIG", "name":
			continue // of vertical text, and what no cover needs
		}
		out = append(out, rec...)
	}
	if glyphs == nil {
		return nil, nil, false
	}
	binary.BigEndian.PutUint16(out[4:], uint16((len(out)-header)/record))
	return &thinned{r, bytes.NewReader(out)}, glyphs, true
}

// directory returns the place of the table directory of a font in a file.
func directory(r io.ReaderAt, index int) (start int64, ok bool) {
	var tag [12]byte
	if _, err := r.ReadAt(tag[:], 0); err != nil {
		return 0, false
	}
	if string(tag[:4]) != "ttcf" {
		return 0, index == 0
	}
	if index >= int(binary.BigEndian.Uint32(tag[8:])) {
		return 0, false
	}
	var offset [4]byte
	_, err := r.ReadAt(offset[:], 12+4*int64(index))
	return int64(binary.BigEndian.Uint32(offset[:])), err == nil
}
