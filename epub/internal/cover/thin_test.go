package cover

import (
	"bytes"
	"encoding/binary"
	"io"
	"reflect"
	"slices"
	"testing"

	gofont "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/cff"
	"github.com/go-text/typesetting/font/opentype"
	"golang.org/x/text/language"
)

// indexOf writes objects as an INDEX of CFF, with offsets of four bytes.
func indexOf(objects ...[]byte) []byte {
	out := binary.BigEndian.AppendUint16(nil, uint16(len(objects)))
	if len(objects) == 0 {
		return out
	}
	out = append(out, 4)
	at := uint32(1)
	for _, o := range append([][]byte{nil}, objects...) {
		at += uint32(len(o))
		out = binary.BigEndian.AppendUint32(out, at)
	}
	return append(out, bytes.Join(objects, nil)...)
}

// entry writes an operator of a DICT with its operands, all in five bytes.
func entry(op []byte, operands ...int) (out []byte) {
	for _, n := range operands {
		out = binary.BigEndian.AppendUint32(append(out, 29), uint32(n))
	}
	return append(out, op...)
}

// The outlines of the fonts of these tests: numbers are written as 139 and more.
var codes = [][]byte{
	{14}, // none
	{149, 189, 21, 239, 6, 239, 7, 39, 6, 14}, // a square
	// With stems, a mask, curves, a flex, and subroutines of both kinds.
	{140, 150, 1, 160, 170, 18, 159, 149, 32, 10, 199, 189, 169, 249, 0, 140, 140, 8, 14},
	{149, 149, 21, 32, 29, 14},
	{149, 149, 21, 150, 160, 170, 150, 30, 144, 145, 146, 147, 148, 149, 150, 12, 34, 14},
	{10, 14}, // a call of nothing
	{32, 10, 14},
	{149, 149, 21, 33, 10, 14}, // a call of itself
	{149, 149, 21, 33, 29, 14}, // a call without a subroutine
	{149, 149, 21, 99},         // not complete
	{149, 149, 21, 12, 99, 14}, // no operator
}

func init() {
	// An outline of each operator, with as many numbers as it takes.
	for _, c := range []struct {
		numbers int
		op      []byte
	}{
		{1, []byte{4}}, {1, []byte{22}}, {4, []byte{5}}, {3, []byte{6}}, {3, []byte{7}}, {12, []byte{8}}, {8, []byte{24}}, {8, []byte{25}},
		{5, []byte{26}}, {5, []byte{27}}, {9, []byte{30}}, {8, []byte{31}}, {4, []byte{3}}, {4, []byte{23}}, {2, []byte{19, 7}}, {2, []byte{20, 7}},
		{7, []byte{12, 34}}, {13, []byte{12, 35}}, {9, []byte{12, 36}}, {11, []byte{12, 37}}, {0, []byte{2}},
	} {
		code := []byte{149, 149, 21}
		for i := range c.numbers {
			code = append(code, byte(150+i*i%40))
		}
		codes = append(codes, append(append(code, c.op...), 14))
	}
}

var (
	routines = [][]byte{{239, 189, 5, 11}, {33, 10, 11}} // the second calls itself
	shared   = [][]byte{{239, 6, 189, 7, 32, 10, 11}}
)

// cffOf writes a CFF table of outlines: select is the format of the table that gives each of them one of
// two Font DICTs, and -1 for a font without them. The outlines take more than largeTable bytes.
func cffOf(format int) []byte {
	glyphs := slices.Clone(codes)
	for i := range 40 {
		glyphs = append(glyphs, append([]byte{149, 149, 21, byte(140 + i), 6, 189, 7, 14}, make([]byte, largeTable/32)...))
	}
	private := func(at int) []byte { return entry([]byte{19}, at) } // the subroutines follow it
	size := len(private(0))
	local := append(private(size), indexOf(routines...)...)
	head := append([]byte{1, 0, 4, 4}, indexOf([]byte("Lamp"))...)
	after := append(indexOf([]byte("a text")), indexOf(shared...)...)
	var top, body []byte
	for range 2 { // the second time with the right places
		at := len(head) + len(indexOf(top)) + len(after)
		body = nil
		add := func(part []byte) int { body = append(body, part...); return at + len(body) - len(part) }
		// A number in two bytes and a real number come first.
		top = append([]byte{247, 1, 2, 30, 0x12, 0xaf, 12, 7}, entry([]byte{17}, add(indexOf(glyphs...)))...)
		if format < 0 {
			top = append(top, entry([]byte{18}, size, add(local))...)
			continue
		}
		choice := append([]byte{0}, bytes.Repeat([]byte{0, 1}, len(glyphs)/2)...)
		if format == 3 {
			choice = []byte{3, 0, 2, 0, 0, 0, 0, 3, 1, 0, byte(len(glyphs))}
		}
		first, second := entry([]byte{18}, size, add(local)), entry([]byte{18}, 0, 0)
		top = append(entry([]byte{12, 30}, 391, 391, 0), top...)
		top = append(top, entry([]byte{12, 37}, add(choice))...)
		top = append(top, entry([]byte{12, 36}, add(indexOf(first, second)))...)
	}
	return slices.Concat(head, indexOf(top), after, body)
}

func section(b []byte) *io.SectionReader {
	return io.NewSectionReader(bytes.NewReader(b), 0, int64(len(b)))
}

// Outlines that are read one by one are those of the library, which reads all.
func TestOutlines(t *testing.T) {
	for _, format := range []int{-1, 0, 3} {
		table := cffOf(format)
		want, err := cff.Parse(table)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := readOutlines(section(table))
		if !ok || len(table) < largeTable {
			t.Fatalf("format %d: the outlines of %d bytes are not found", format, len(table))
		}
		drawn := 0
		for i := range len(want.Charstrings) + 2 {
			segments, bounds, err := want.LoadGlyph(uint16(i))
			g := got.glyph(gofont.GID(i))
			if g.ok != (err == nil) || g.ok && (!reflect.DeepEqual(g.segments, segments) || g.bearing != bounds.ToExtents().XBearing) {
				t.Errorf("format %d: outline %d: %v, want %v, %v", format, i, g, segments, err)
			}
			if g.ok && len(segments) > 0 {
				drawn++
			}
		}
		if drawn < 40 {
			t.Errorf("format %d: %d outlines are not empty", format, drawn)
		}
	}
}

// fontOf writes a font file with tables, alone or as the second of a collection.
func fontOf(collection bool, tables map[string][]byte, tags ...string) []byte {
	var out []byte
	if collection {
		out = append(out, "ttcf\x00\x01\x00\x00\x00\x00\x00\x02\x00\x00\x00\x00\x00\x00\x00\x14"...)
	}
	out = append(out, "OTTO\x00"...)
	out = append(out, byte(len(tags)), 0, 0, 0, 0, 0, 0)
	at := len(out) + 16*len(tags)
	var body []byte
	for _, tag := range tags {
		out = append(out, tag...)
		for _, n := range []int{0, at + len(body), len(tables[tag])} {
			out = binary.BigEndian.AppendUint32(out, uint32(n))
		}
		body = append(body, tables[tag]...)
	}
	return append(out, body...)
}

func TestThin(t *testing.T) {
	tables := map[string][]byte{"CFF ": cffOf(3), "head": []byte("the head"), "vmtx": []byte("heights"), "zzzz": []byte("last")}
	for index, font := range [][]byte{fontOf(false, tables, "CFF ", "head", "vmtx", "zzzz"), fontOf(true, tables, "CFF ", "head", "vmtx", "zzzz")} {
		file := section(font)
		thinned, glyphs, ok := thin(file, index)
		if !ok || !glyphs.glyph(1).ok {
			t.Fatalf("font %d is not thinned", index)
		}
		l, err := opentype.NewLoader(thinned)
		if err != nil {
			t.Fatal(err)
		}
		for _, tag := range []string{"head", "zzzz"} {
			if got, err := l.RawTable(opentype.MustNewTag(tag)); err != nil || !bytes.Equal(got, tables[tag]) {
				t.Errorf("font %d: table %q: %d bytes, %v", index, tag, len(got), err)
			}
		}
		if l.HasTable(opentype.MustNewTag("vmtx")) || l.HasTable(opentype.MustNewTag("CFF ")) {
			t.Errorf("font %d: has a table of vertical text, or all outlines", index)
		}
		if _, _, ok := thin(file, index+2); ok {
			t.Errorf("font %d of a file is thinned, which it does not have", index+2)
		}
	}
	tables["CFF "] = tables["CFF "][:largeTable-1]
	for _, tags := range [][]string{{"head", "zzzz"}, {"CFF ", "head"}} {
		if _, _, ok := thin(section(fontOf(false, tables, tags...)), 0); ok {
			t.Errorf("a font with the tables %q is thinned", tags)
		}
	}
}

// A font that is read without its outlines draws as the whole font does, which a
// text with accents needs.
func TestThinDraw(t *testing.T) {
	head, hhea := make([]byte, 54), make([]byte, 36)
	binary.BigEndian.PutUint32(head[12:], 0x5f0f3cf5)
	binary.BigEndian.PutUint16(head[18:], 200) // units of an em
	hhea[35] = 1                               // all have the width of the first
	glyphs := uint16(len(codes) + 40)
	var cmap []byte
	// Both encodings are the same ranges.
	for _, n := range []uint16{0, 2, 3, 1, 0, 20, 3, 10, 0, 20, 12, 0, 0, 28, 0, 0, 0, 1, 0, 'a', 0, 'z', 0, 1} {
		cmap = binary.BigEndian.AppendUint16(cmap, n)
	}
	font := fontOf(false, map[string][]byte{
		"CFF ": cffOf(3), "head": head, "hhea": hhea, "maxp": binary.BigEndian.AppendUint16([]byte{0, 0, 0x50, 0}, glyphs),
		"hmtx": append([]byte{0, 200, 0, 0}, make([]byte, 2*glyphs)...), "cmap": cmap,
	}, "CFF ", "cmap", "head", "hhea", "hmtx", "maxp")
	const line = "abcdwxyz"
	var drawn [2]canvas
	for i, text := range []string{line, line + "x\u0304"} {
		o, err := newOutline(language.English, Font{Data: font}, textWeight, text)
		if err != nil {
			t.Fatal(err)
		}
		if thinned := o.glyphs != nil; thinned != (i == 0) {
			t.Errorf("%q: thinned %t", text, thinned)
		}
		drawn[i] = newCanvas(paper)
		o.draw(drawn[i], line, 40-int(1000*o.bearing('z')), 400, 200, black)
	}
	if !samePicture(drawn[0].compact(), drawn[1].compact()) {
		t.Error("another picture without the outlines that it does not need")
	}
	if blank := newCanvas(paper); samePicture(drawn[0].compact(), blank.compact()) {
		t.Error("nothing is drawn")
	}
}

// A table with any byte changed is read as far as possible.
func TestOutlinesBroken(t *testing.T) {
	table := cffOf(3)
	tail := len(table) - 160
	for i := range 300 {
		if i >= 140 {
			i += tail - 140 // the Font DICTs
		}
		before := table[i]
		for _, b := range []byte{0, 29, 255} {
			table[i] = b
			if o, ok := readOutlines(section(table)); ok {
				for gid := range 12 {
					o.glyph(gofont.GID(gid))
				}
			}
		}
		table[i] = before
	}
	for n := range 200 {
		readOutlines(section(table[:n]))
	}
}

// Of the encodings of a font, those remain that its characters are looked up in.
func TestLeanCmap(t *testing.T) {
	type encoding [2]uint16
	for _, c := range []struct{ in, want []encoding }{
		{[]encoding{{0, 3}, {0, 4}, {0, 5}, {1, 2}, {3, 1}, {3, 10}}, []encoding{{0, 5}, {3, 10}}},
		{[]encoding{{3, 10}}, []encoding{{3, 10}}},
		{[]encoding{{0, 3}, {3, 1}}, []encoding{{0, 3}, {3, 1}}},
		{[]encoding{{3, 0}, {3, 10}}, []encoding{{3, 0}, {3, 10}}},
		{nil, nil},
	} {
		table := []byte{0, 0, 0, byte(len(c.in))}
		for i, e := range c.in {
			table = append(table, 0, byte(e[0]), 0, byte(e[1]), 0, 0, 0, byte(i))
		}
		LeanCmap(table)
		var got []encoding
		for rec := range slices.Chunk(table[4:][:8*int(table[3])], 8) {
			e := encoding{uint16(rec[1]), uint16(rec[3])}
			if c.in[rec[7]] != e {
				t.Errorf("%v: %v has the place of %v", c.in, e, c.in[rec[7]])
			}
			got = append(got, e)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%v: %v remain, want %v", c.in, got, c.want)
		}
	}
	for n := range 12 {
		LeanCmap([]byte{0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 0}[:n])
	}
}
