package picture

import (
	"bytes"
	"errors"
	"strings"
	"testing"
)

// scanBomb is a progressive JPEG file whose scans hold next to nothing: each is
// one run of blocks without coefficients after another.
func scanBomb(w, h, scans int) []byte {
	be := func(n int) string { return string([]byte{byte(n >> 8), byte(n)}) }
	var b bytes.Buffer
	b.WriteString("\xff\xd8")
	b.Write(seg(0xdb, "\x00"+strings.Repeat("\x01", 64)))
	b.Write(seg(0xc2, "\x08"+be(h)+be(w)+"\x01\x01\x11\x00"))
	b.Write(seg(0xc4, "\x10\x01"+strings.Repeat("\x00", 15)+"\xe0")) // the code 0: 2¹⁴ blocks and as many as 14 bits say
	bits := ""
	for n := (w + 7) / 8 * ((h + 7) / 8); n > 0; n -= 1<<15 - 1 {
		bits += "0" + strings.Repeat("1", 14)
	}
	bits += strings.Repeat("1", -len(bits)&7)
	data := string(seg(0xda, "\x01\x01\x00\x01\x3f\x00"))
	for ; bits != ""; bits = bits[8:] {
		c := byte(0)
		for _, bit := range bits[:8] {
			c = c<<1 | byte(bit-'0')
		}
		if data += string([]byte{c}); c == 0xff {
			data += "\x00"
		}
	}
	b.WriteString(strings.Repeat(data, scans))
	b.WriteString("\xff\xd9")
	return b.Bytes()
}

// Before the scans were counted, each of these took from 17 to 65 seconds.
func TestScanBomb(t *testing.T) {
	for _, b := range []struct{ w, h, scans int }{{5000, 5000, 500}, {640, 480, 100_000}, {6000, 4000, 2500}, {8, 8, 800_000}} {
		data := scanBomb(b.w, b.h, b.scans)
		_, err := Convert(data, Options{})
		if !errors.Is(err, ErrWork) {
			t.Errorf("%d scans of %d×%d in %d bytes: Convert = %v, want %v", b.scans, b.w, b.h, len(data), err, ErrWork)
		}
	}
}

// Work of pictures in use is close to their pixels.
func TestWork(t *testing.T) {
	for name, data := range map[string][]byte{
		"JPEG": asJPEG(photo(800, 600)), "progressive JPEG": scanBomb(800, 600, 8), "GIF": asGIF(800, 600, 1), "PNG": asPNG(drawing(800, 600)),
	} {
		if w := Work(data); w < 800*600 || w > 3*800*600 {
			t.Errorf("%s: Work = %d, want about %d", name, w, 800*600)
		}
	}
	if one, ten := Work(asGIF(300, 300, 1)), Work(asGIF(300, 300, 10)); ten < 9*one {
		t.Errorf("Work of 10 frames = %d, of 1 frame %d", ten, one)
	}
	if w := Work([]byte("no picture")); w != 0 {
		t.Errorf("Work of no picture = %d", w)
	}
}

// The frames of a GIF are counted before one is decoded: of a file that is refused for
// them not even a broken first one is looked at.
func TestGIFFramesAreCountedFirst(t *testing.T) {
	data := asGIF(60, 40, 9)
	head := bytes.IndexByte(data, 0x2c)
	table := 0
	if flags := data[head+9]; flags&0x80 != 0 {
		table = 3 << (flags&7 + 1)
	}
	data[head+10+table] = 99 // the size of its codes
	if _, err := Convert(data, Options{}); !errors.Is(err, ErrBroken) {
		t.Errorf("error = %v, want %v", err, ErrBroken)
	}
	if _, err := Convert(data, Options{MaxPixels: 2500}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("error = %v, want %v", err, ErrTooLarge)
	}
}
