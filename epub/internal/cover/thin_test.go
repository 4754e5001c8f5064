package cover

import (
	"bytes"
	"encoding/binary"
	"io"
	"testing"

	gofont "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
)

// indexOf writes objects as an INDEX of CFF, with offsets of four bytes.
func indexOf(objects ...[]byte) []byte {
	out := binary.BigEndian.AppendUint16(nil, uint16(len(objects)))
	out = append(out, 4)
	at := uint32(1)
	for _, o := range append([][]byte{nil}, objects...) {
		at += uint32(len(o))
		out = binary.BigEndian.AppendUint32(out, at)
	}
	return append(out, bytes.Join(objects, nil)...)
}

const private = "the private part"

// cffOf writes a CFF table with outlines, as far as thinning looks at it: before
// the outlines a character set, after them the Font DICTs and a private part.
func cffOf(glyphs ...[]byte) []byte {
	head := append([]byte{1, 0, 4, 4}, indexOf([]byte("Lamp"))...)
	// A number in two bytes, a real number and an operator of two bytes come first.
	dict := []byte{247, 1, 2, 30, 0x12, 0xaf, 12, 7, 28, 0, 0, 15, 29, 0, 0, 0, 0, 17, 29, 0, 0, 0, 0, 12, 36}
	charset := len(head) + len(indexOf(dict))
	outlines := indexOf(glyphs...)
	at := charset + 5
	binary.BigEndian.PutUint16(dict[9:], uint16(charset))
	binary.BigEndian.PutUint32(dict[13:], uint32(at))
	binary.BigEndian.PutUint32(dict[19:], uint32(at+len(outlines)))
	font := []byte{139 + byte(len(private)), 29, 0, 0, 0, 0, 18}
	binary.BigEndian.PutUint32(font[2:], uint32(at+len(outlines)+len(indexOf(font))))
	return bytes.Join([][]byte{head, indexOf(dict), []byte("other"), outlines, indexOf(font), []byte(private)}, nil)
}

func largeGlyphs() (glyphs [][]byte) {
	for i := range 40 {
		glyphs = append(glyphs, bytes.Repeat([]byte{byte(i + 1)}, largeTable/32))
	}
	return glyphs
}

func TestThinCFF(t *testing.T) {
	keep := map[gofont.GID]bool{0: true, 3: true, 39: true, 99: true}
	for _, shift := range []int64{0, 6} {
		glyphs := largeGlyphs()
		table := cffOf(glyphs...)
		got := thinCFF(bytes.NewReader(append(make([]byte, shift), table...)), shift, len(table), keep)
		for i := range glyphs {
			if !keep[gofont.GID(i)] {
				glyphs[i] = nil
			}
		}
		if want := cffOf(glyphs...); !bytes.Equal(got, want) {
			t.Errorf("%d bytes, want the table of the glyphs that are kept, %d bytes", len(got), len(want))
		}
	}
	small := cffOf([]byte("a"), []byte("b"))
	if got := thinCFF(bytes.NewReader(small), 0, len(small), keep); got != nil {
		t.Error("a small table is thinned")
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
	keep := map[gofont.GID]bool{3: true}
	cff := cffOf(largeGlyphs()...)
	tables := map[string][]byte{"CFF ": cff, "head": []byte("the head"), "vmtx": []byte("heights"), "zzzz": []byte("last")}
	for index, font := range [][]byte{fontOf(false, tables, "CFF ", "head", "vmtx", "zzzz"), fontOf(true, tables, "CFF ", "head", "vmtx", "zzzz")} {
		file := io.NewSectionReader(bytes.NewReader(font), 0, int64(len(font)))
		thinned := thin(file, index, keep)
		if thinned == nil {
			t.Fatalf("font %d is not thinned", index)
		}
		l, err := opentype.NewLoader(thinned)
		if err != nil {
			t.Fatal(err)
		}
		tables["CFF "] = thinCFF(bytes.NewReader(cff), 0, len(cff), keep)
		for _, tag := range []string{"CFF ", "head", "zzzz"} {
			if got, err := l.RawTable(opentype.MustNewTag(tag)); err != nil || !bytes.Equal(got, tables[tag]) {
				t.Errorf("font %d: table %q: %d bytes, %v", index, tag, len(got), err)
			}
		}
		if l.HasTable(opentype.MustNewTag("vmtx")) {
			t.Errorf("font %d: has a table of vertical text", index)
		}
		if thin(file, index+2, keep) != nil {
			t.Errorf("font %d of a file is thinned, which it does not have", index+2)
		}
	}
	other := fontOf(false, tables, "head", "zzzz")
	if thin(io.NewSectionReader(bytes.NewReader(other), 0, int64(len(other))), 0, keep) != nil {
		t.Error("a font without a CFF table is thinned")
	}
}

// A table with any byte changed is thinned or left alone, and never becomes larger.
func TestThinBroken(t *testing.T) {
	table := cffOf(largeGlyphs()...)
	keep := map[gofont.GID]bool{0: true, 1: true, 39: true}
	tail := len(table) - 60
	for i := range 180 {
		if i >= 120 {
			i += tail - 120 // the Font DICTs
		}
		before := table[i]
		for _, b := range []byte{0, 29, 255} {
			table[i] = b
			if got := thinCFF(bytes.NewReader(table), 0, len(table), keep); len(got) > len(table) {
				t.Fatalf("byte %d as %d: %d bytes", i, b, len(got))
			}
		}
		table[i] = before
	}
}
