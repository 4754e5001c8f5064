package cover

import (
	"encoding/binary"
	"io"

	gofont "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/font/opentype/tables"
)

// largeTable is the size in bytes of a table of outlines that is read in part: that
// of a font of Chinese, Japanese and Korean has 20 million and more, and a cover
// takes a hundred glyphs of it.
const largeTable = 1 << 20

// A thinned font is one whose large CFF table is read without the outlines of
// glyphs that no cover needs. They stay zero: memory that nobody has written to
// costs nothing.
type thinned struct {
	*io.SectionReader
	keep map[gofont.GID]bool // the glyphs whose outlines are read
	thin bool                // whether some were left out
}

// ReadAt implements [io.ReaderAt], and leaves p as it is where outlines are left out.
func (t *thinned) ReadAt(p []byte, off int64) (int, error) {
	if len(p) >= largeTable {
		if at, ok := findOutlines(t.SectionReader, off, len(p)); ok {
			t.thin = true
			return t.readPart(p, off, at)
		}
	}
	return t.SectionReader.ReadAt(p, off)
}

// outlines is where the outlines of a CFF table are, in bytes from its start.
type outlines struct {
	start, end int
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

func (t *thinned) readPart(p []byte, off int64, at *outlines) (int, error) {
	if _, err := t.SectionReader.ReadAt(p[:at.start], off); err != nil {
		return 0, err
	}
	if _, err := t.SectionReader.ReadAt(p[at.end:], off+int64(at.end)); err != nil && err != io.EOF {
		return 0, err
	}
	for id := range t.keep {
		if start, end, ok := at.of(id); ok {
			if _, err := t.SectionReader.ReadAt(p[start:end], off+int64(start)); err != nil && err != io.EOF {
				return 0, err
			}
		}
	}
	return len(p), nil
}

// findOutlines finds the CharStrings INDEX of a CFF table of length bytes at off
// (Adobe Technical Note 5176, sections 5 and 9). It returns false for any other
// table.
func findOutlines(r io.ReaderAt, off int64, length int) (*outlines, bool) {
	head := make([]byte, 4<<10) // the names of a font and its dictionary take less
	if _, err := r.ReadAt(head, off); err != nil || head[0] != 1 || head[1] != 0 || head[2] != 4 {
		return nil, false
	}
	_, rest, ok := firstOfIndex(head[4:])
	if !ok {
		return nil, false
	}
	dict, _, ok := firstOfIndex(rest)
	if !ok {
		return nil, false
	}
	index, ok := charStrings(dict)
	if !ok || index < 0 || index > length-3 {
		return nil, false
	}
	var header [3]byte
	if _, err := r.ReadAt(header[:], off+int64(index)); err != nil {
		return nil, false
	}
	at := &outlines{size: int(header[2])}
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

// firstOfIndex returns the first object of an INDEX, and what follows the INDEX.
func firstOfIndex(b []byte) (first, rest []byte, ok bool) {
	if len(b) < 3 {
		return nil, nil, false
	}
	n, size := int(binary.BigEndian.Uint16(b)), int(b[2])
	data := 3 + (n+1)*size - 1
	if n == 0 || size < 1 || size > 4 || data > len(b) {
		return nil, nil, false
	}
	offset := func(i int) int { return data + number(b[3+i*size:][:size]) }
	start, second, end := offset(0), offset(1), offset(n)
	if start < data || start > second || second > end || end > len(b) {
		return nil, nil, false
	}
	return b[start:second], b[end:], true
}

// charStrings returns the operand of the operator CharStrings in a Top DICT.
func charStrings(dict []byte) (offset int, ok bool) {
	const operator = 17
	for last := 0; len(dict) > 0; {
		n := 1
		switch b := dict[0]; {
		case b == operator:
			return last, true
		case b == 12: // an operator of two bytes
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
		case b >= 247 && b <= 254:
			n = 2
		}
		if n > len(dict) {
			return 0, false
		}
		switch b := dict[0]; {
		case b == 28:
			last = int(int16(binary.BigEndian.Uint16(dict[1:])))
		case b == 29:
			last = int(int32(binary.BigEndian.Uint32(dict[1:])))
		case b >= 32 && b <= 246:
			last = int(b) - 139
		case b >= 247 && b <= 250:
			last = (int(b)-247)*256 + int(dict[1]) + 108
		case b >= 251 && b <= 254:
			last = -(int(b)-251)*256 - int(dict[1]) - 108
		}
		dict = dict[n:]
	}
	return 0, false
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
