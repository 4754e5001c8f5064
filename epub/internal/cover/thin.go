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
	cmapAt            int64
	cmap              []byte // the start of the cmap table, without the encodings that are not used
}

// Read implements [io.Reader]. It reads the directory only.
func (t *thinned) Read(p []byte) (int, error) { return t.head.Read(p) }

// Seek implements [io.Seeker] for Read.
func (t *thinned) Seek(offset int64, whence int) (int64, error) { return t.head.Seek(offset, whence) }

// ReadAt implements [io.ReaderAt] for tables.
func (t *thinned) ReadAt(p []byte, off int64) (int, error) {
	n, err := t.SectionReader.ReadAt(p, off)
	if off == t.cmapAt {
		copy(p[:n], t.cmap)
	}
	return n, err
}

// LeanCmap removes the encodings of a cmap table that package font of go-text would read
// and not use, because the table has one of all characters. It changes the start of the
// table, which table may also be alone. Fonts of Chinese, Japanese and Korean have the
// same 17,000 ranges under two names, and those of 16 bits under two others.
func LeanCmap(table []byte) {
	const (
		header, record = 4, 8 // bytes
		all, symbols   = 3<<16 | 10, 3 << 16
		variants       = 5
	)
	if len(table) < header {
		return
	}
	n := min(int(binary.BigEndian.Uint16(table[2:])), (len(table)-header)/record)
	has := func(encoding uint32) bool {
		for rec := range slices.Chunk(table[header:][:n*record], record) {
			if binary.BigEndian.Uint32(rec) == encoding {
				return true
			}
		}
		return false
	}
	if !has(all) || has(symbols) {
		return
	}
	kept := 0
	for rec := range slices.Chunk(table[header:][:n*record], record) {
		if e := binary.BigEndian.Uint32(rec); e == all || e == variants {
			copy(table[header+kept*record:], rec)
			kept++
		}
	}
	binary.BigEndian.PutUint16(table[2:], uint16(kept))
}

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
	t := &thinned{SectionReader: r}
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
		case "cmap":
			const most = 4 << 10 // bytes of the list of encodings: there are ten at most
			t.cmapAt, t.cmap = at, make([]byte, min(size, most))
			if _, err := r.ReadAt(t.cmap, at); err != nil && err != io.EOF {
				return nil, nil, false
			}
			LeanCmap(t.cmap)
		case "vhea", "vmtx", "VORG", "BASE", "DSIG", "name":
			continue // of vertical text, and what no cover needs
		}
		out = append(out, rec...)
	}
	if glyphs == nil {
		return nil, nil, false
	}
	binary.BigEndian.PutUint16(out[4:], uint16((len(out)-header)/record))
	t.head = bytes.NewReader(out)
	return t, glyphs, true
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
