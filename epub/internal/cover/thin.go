package cover

import (
	"bytes"
	"encoding/binary"
	"io"
	"maps"
	"slices"

	gofont "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
)

// largeTable is the size in bytes from which a table of outlines is cut down.
// Fonts of Chinese, Japanese and Korean have 20 million and more, and a cover
// needs a hundred glyphs of it.
const largeTable = 1 << 20

// A thinned font is a font with a large CFF table (Adobe Technical Note 5176),
// from which the outlines that no cover needs are removed. All other tables are
// read from the font file.
type thinned struct {
	*io.SectionReader               // the font file
	head              *bytes.Reader // the table directory, which is read first
	cff               []byte        // the smaller table
	at                int64         // its place in the directory, after the end of the file
}

// Read implements [io.Reader]. It reads the directory only.
func (t *thinned) Read(p []byte) (int, error) { return t.head.Read(p) }

// Seek implements [io.Seeker] for Read.
func (t *thinned) Seek(offset int64, whence int) (int64, error) { return t.head.Seek(offset, whence) }

// ReadAt implements [io.ReaderAt] for tables.
func (t *thinned) ReadAt(p []byte, off int64) (int, error) {
	if off >= t.at {
		return bytes.NewReader(t.cff).ReadAt(p, off-t.at)
	}
	return t.SectionReader.ReadAt(p, off)
}

// thin returns the font with the given index in a file, with the outlines of the
// glyphs in keep only. It returns nil if the font has no large CFF table, or one
// in an uncommon form.
func thin(r *io.SectionReader, index int, keep map[gofont.GID]bool) *thinned {
	const header, record = 12, 16 // bytes
	start, ok := directory(r, index)
	if !ok {
		return nil
	}
	head := make([]byte, header)
	if _, err := r.ReadAt(head, start); err != nil || string(head[:4]) != "OTTO" {
		return nil
	}
	head = append(head, make([]byte, record*int(binary.BigEndian.Uint16(head[4:])))...)
	if _, err := r.ReadAt(head[header:], start+header); err != nil {
		return nil
	}
	t := &thinned{SectionReader: r, at: r.Size()}
	out := head[:header]
	for rec := range slices.Chunk(head[header:], record) {
		switch string(rec[:4]) {
		case "CFF ":
			if t.cff != nil {
				return nil
			}
			t.cff = thinCFF(r, int64(binary.BigEndian.Uint32(rec[8:])), int(binary.BigEndian.Uint32(rec[12:])), keep)
			binary.BigEndian.PutUint32(rec[8:], uint32(t.at))
			binary.BigEndian.PutUint32(rec[12:], uint32(len(t.cff)))
		case "vhea", "vmtx", "VORG", "BASE", "DSIG", "name":
			continue // of vertical text, and what no cover needs
		}
		out = append(out, rec...)
	}
	if t.cff == nil {
		return nil
	}
	binary.BigEndian.PutUint16(out[4:], uint16((len(out)-header)/record))
	t.head = bytes.NewReader(out)
	return t
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

// The operators of a DICT whose last operand is a place in the table.
const (
	opCharset     = 15
	opEncoding    = 16
	opCharStrings = 17
	opPrivate     = 18
	opFDArray     = 12<<8 | 36
	opFDSelect    = 12<<8 | 37
)

// thinCFF reads the CFF table of length bytes at off without the outlines of
// glyphs that are not in keep, which become empty. It returns nil for a table
// that is not large or has an uncommon form.
func thinCFF(r io.ReaderAt, off int64, length int, keep map[gofont.GID]bool) []byte {
	if length < largeTable {
		return nil
	}
	at, ok := findOutlines(r, off, length)
	if !ok {
		return nil
	}
	outlines, ok := at.read(r, off, keep)
	if !ok || at.index+length-at.end > length/2 {
		return nil
	}
	table := make([]byte, at.index+len(outlines)+length-at.end)
	if _, err := r.ReadAt(table[:at.index], off); err != nil {
		return nil
	}
	rest := table[at.index+copy(table[at.index:], outlines):]
	if n, _ := r.ReadAt(rest, off+int64(at.end)); n < len(rest) {
		return nil
	}

	// The outlines are shorter now, so the offsets of the tables behind them change.
	by := at.end - at.index - len(outlines)
	_, afterNames, ok := readIndex(table[4:])
	if !ok {
		return nil
	}
	dicts, _, ok := readIndex(afterNames)
	if !ok || len(dicts) == 0 {
		return nil
	}
	fonts := 0
	if !moveOffsets(dicts[0], at, by, func(place int) { fonts = place }) {
		return nil
	}
	if fonts == 0 {
		return table
	}
	if fonts < 0 || fonts > len(table) {
		return nil
	}
	dicts, _, ok = readIndex(table[fonts:])
	for _, dict := range dicts {
		ok = ok && moveOffsets(dict, at, by, func(int) {})
	}
	if !ok {
		return nil
	}
	return table
}

// moveOffsets corrects the offsets in a DICT to places after the outlines, which
// have moved forward by some bytes. It calls array with the new place of the
// Font DICTs, if the DICT has one. It returns false if an offset cannot be
// corrected.
func moveOffsets(dict []byte, at *outlines, by int, array func(place int)) bool {
	moved := true
	ok := eachOperator(dict, func(op int, last []byte, value int) {
		switch op {
		case opCharset, opEncoding, opFDSelect, opFDArray, opPrivate:
		default:
			return
		}
		switch {
		case value >= at.end && len(last) == 5: // always, because five bytes are needed above 32767
			value -= by
			binary.BigEndian.PutUint32(last[1:], uint32(value))
		case value > at.index || op == opPrivate && value > 0:
			// Subroutines, which a Private DICT gives relative to itself, may
			// be on the other side of the outlines.
			moved = false
		}
		if op == opFDArray {
			array(value)
		}
	})
	return ok && moved
}

// outlines is where the outlines of a CFF table are, in bytes from its start.
type outlines struct {
	index      int    // the INDEX of the outlines
	start, end int    // the outlines in it
	offsets    []byte // of the outline of each glyph from start, and of the end, from 1
	size       int    // of an offset
}

// of returns the place of the outline of a glyph.
func (o *outlines) of(id gofont.GID) (start, end int, ok bool) {
	i := int(id)
	if i < 0 || (i+2)*o.size > len(o.offsets) {
		return 0, 0, false
	}
	start, end = o.start-1+number(o.offsets[i*o.size:][:o.size]), o.start-1+number(o.offsets[(i+1)*o.size:][:o.size])
	return start, end, o.start <= start && start <= end && end <= o.end
}

// read returns an INDEX of as many outlines, in which those of the glyphs in keep
// are read and all others are empty.
func (o *outlines) read(r io.ReaderAt, off int64, keep map[gofont.GID]bool) ([]byte, bool) {
	const size = 4 // bytes of an offset
	n := len(o.offsets)/o.size - 1
	index := make([]byte, 3+(n+1)*size, 3+(n+1)*size+64<<10)
	binary.BigEndian.PutUint16(index, uint16(n))
	index[2] = size
	next, end := 0, uint32(1)
	write := func(upTo int) {
		for ; next <= upTo; next++ {
			binary.BigEndian.PutUint32(index[3+next*size:], end)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(keep)) {
		start, stop, ok := o.of(id)
		if !ok {
			continue
		}
		write(int(id))
		at := len(index)
		index = append(index, make([]byte, stop-start)...)
		if k, _ := r.ReadAt(index[at:], off+int64(start)); k < stop-start || len(index) > o.end/2 {
			return nil, false
		}
		end += uint32(stop - start)
	}
	write(n)
	return index, true
}

// findOutlines finds the CharStrings INDEX of a CFF table of length bytes at off
// (sections 5 and 9). It returns false for any other table.
func findOutlines(r io.ReaderAt, off int64, length int) (*outlines, bool) {
	head := make([]byte, 4<<10) // the names of a font and its dictionary take less
	if _, err := r.ReadAt(head, off); err != nil || head[0] != 1 || head[1] != 0 || head[2] != 4 {
		return nil, false
	}
	_, rest, ok := readIndex(head[4:])
	if !ok {
		return nil, false
	}
	dicts, _, ok := readIndex(rest)
	if !ok || len(dicts) == 0 {
		return nil, false
	}
	index := -1
	if !eachOperator(dicts[0], func(op int, _ []byte, value int) {
		if op == opCharStrings {
			index = value
		}
	}) || index < 0 || index > length-3 {
		return nil, false
	}
	var header [3]byte
	if _, err := r.ReadAt(header[:], off+int64(index)); err != nil {
		return nil, false
	}
	at := &outlines{index: index, size: int(header[2])}
	n := int(binary.BigEndian.Uint16(header[:])) + 1
	at.start = index + 3 + n*at.size
	if at.size < 1 || at.size > 4 || at.start > length {
		return nil, false
	}
	at.offsets = make([]byte, n*at.size)
	if _, err := r.ReadAt(at.offsets, off+int64(index)+3); err != nil {
		return nil, false
	}
	at.end = at.start - 1 + number(at.offsets[(n-1)*at.size:])
	return at, at.start <= at.end && at.end <= length
}

// readIndex returns the objects of the INDEX at the start of b, and what follows
// the INDEX.
func readIndex(b []byte) (objects [][]byte, rest []byte, ok bool) {
	if len(b) < 3 {
		return nil, nil, false
	}
	n, size := int(binary.BigEndian.Uint16(b)), int(b[2])
	data := 3 + (n+1)*size - 1
	if n == 0 || size < 1 || size > 4 || data > len(b) {
		return nil, nil, false
	}
	start := data + 1
	for i := range n + 1 {
		end := data + number(b[3+i*size:][:size])
		if end < start || end > len(b) {
			return nil, nil, false
		}
		if i > 0 {
			objects = append(objects, b[start:end])
		}
		start = end
	}
	return objects, b[start:], true
}

// eachOperator calls f with each operator of a DICT and the last operand before
// it, as bytes of the DICT and as a number; 0 if it is not a whole number.
func eachOperator(dict []byte, f func(op int, last []byte, value int)) bool {
	var last []byte
	value := 0
	for len(dict) > 0 {
		b := dict[0]
		n := 1
		switch {
		case b == 12, b >= 247 && b <= 254: // an operator or a number of two bytes
			n = 2
		case b == 28:
			n = 3
		case b == 29:
			n = 5
		case b == 30: // a real number, to the half of a byte that is 15
			for n < len(dict) && dict[n]&15 != 15 && dict[n]>>4 != 15 {
				n++
			}
			n++
		}
		if n > len(dict) {
			return false
		}
		switch {
		case b == 12:
			f(12<<8|int(dict[1]), last, value)
			last, value = nil, 0
		case b <= 21:
			f(int(b), last, value)
			last, value = nil, 0
		default:
			last, value = dict[:n:n], integer(dict)
		}
		dict = dict[n:]
	}
	return true
}

// integer returns the number at the start of a DICT; 0 if it is a real number.
func integer(b []byte) int {
	switch first := int(b[0]); {
	case first == 28:
		return int(int16(binary.BigEndian.Uint16(b[1:])))
	case first == 29:
		return int(int32(binary.BigEndian.Uint32(b[1:])))
	case first >= 32 && first <= 246:
		return first - 139
	case first >= 247 && first <= 250:
		return (first-247)*256 + int(b[1]) + 108
	case first >= 251 && first <= 254:
		return -(first-251)*256 - int(b[1]) - 108
	}
	return 0
}

// number reads an unsigned number of at most four bytes.
func number(b []byte) int {
	n := 0
	for _, c := range b[:min(len(b), 4)] {
		n = n<<8 | int(c)
	}
	return n
}

// glyphsOf returns the glyphs that a font has for the characters of a text, one for
// one: those that ligatures and the forms of a language put in their place are not
// among them.
func glyphsOf(l *opentype.Loader, text string) map[gofont.GID]bool {
	all := map[gofont.GID]bool{0: true}
	raw, err := l.RawTable(opentype.MustNewTag("cmap"))
	if err != nil {
		return all
	}
	table, _, err := tables.ParseCmap(raw)
	if err != nil {
		return all
	}
	cmap, _, err := gofont.ProcessCmap(table, tables.FPNone)
	if err != nil {
		return all
	}
	for _, r := range composed(text) {
		if id, ok := cmap.Lookup(r); ok {
			all[id] = true
		}
	}
	return all
}
