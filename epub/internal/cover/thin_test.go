package cover

import (
	"bytes"
	"encoding/binary"
	"io"
	"testing"

	gofont "github.com/go-text/typesetting/font"
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

// cffOf writes a CFF table of outlines, as far as finding them goes.
func cffOf(glyphs ...[]byte) []byte {
	head := append([]byte{1, 0, 4, 4}, indexOf([]byte("Lamp"))...)
	// A number in two bytes, a real number and an operator of two bytes come first.
	dict := []byte{247, 1, 2, 30, 0x12, 0xaf, 12, 7, 29, 0, 0, 0, 0, 17}
	at := len(head) + len(indexOf(dict)) + 5
	binary.BigEndian.PutUint32(dict[9:], uint32(at))
	head = append(append(head, indexOf(dict)...), "other"...)
	return append(append(head, indexOf(glyphs...)...), "the subroutines"...)
}

func TestThinned(t *testing.T) {
	var glyphs [][]byte
	for i := range 20 {
		glyphs = append(glyphs, bytes.Repeat([]byte{byte(i + 1)}, largeTable/16))
	}
	table := cffOf(glyphs...)
	font := append([]byte("before"), table...)
	r := &thinned{SectionReader: io.NewSectionReader(bytes.NewReader(font), 0, int64(len(font))), keep: map[gofont.GID]bool{3: true, 19: true, 99: true}}
	got := make([]byte, len(table))
	if n, err := r.ReadAt(got, 6); n != len(got) || err != nil || !r.thin {
		t.Fatalf("ReadAt() = %d, %v, thin: %t", n, err, r.thin)
	}
	for i, g := range glyphs {
		if !r.keep[gofont.GID(i)] {
			clear(g)
		}
	}
	if want := cffOf(glyphs...); !bytes.Equal(got, want) {
		t.Error("more or less was read than the outlines that are kept")
	}
	small := make([]byte, 100)
	if _, err := r.ReadAt(small, 6); err != nil || !bytes.Equal(small, table[:100]) {
		t.Errorf("a small piece is not read as it is: %v", err)
	}
}

// A table in another form, or with offsets that lead out of it, is read whole.
func TestThinnedBroken(t *testing.T) {
	if testing.Short() {
		t.Skip("draws on one goroutine, which the race detector is slow with")
	}
	table := cffOf(bytes.Repeat([]byte{7}, 600_000), bytes.Repeat([]byte{8}, 600_000))
	for i := range 120 {
		for _, b := range []byte{0, 1, 17, 29, 127, 255} {
			broken := bytes.Clone(table)
			broken[i] = b
			r := &thinned{SectionReader: io.NewSectionReader(bytes.NewReader(broken), 0, int64(len(broken)))}
			got := make([]byte, len(broken))
			if n, err := r.ReadAt(got, 0); n != len(got) || err != nil {
				t.Fatalf("byte %d as %d: ReadAt() = %d, %v", i, b, n, err)
			}
			if !r.thin && !bytes.Equal(got, broken) {
				t.Fatalf("byte %d as %d: not read whole", i, b)
			}
		}
	}
}
