package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"
)

// shades returns a drawing in four times as many colours as a palette holds:
// flat areas in rows of the same colour, which differ little from each other.
func shades(step int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, 256, 128))
	for y := range 128 {
		for x := range 256 {
			m.SetNRGBA(x, y, color.NRGBA{uint8(y * 2), uint8(x / 32 * step), 200, 255})
		}
	}
	return m
}

// A drawing gets a palette if the eye cannot tell, and a photograph in PNG
// becomes a JPEG; what came out of either is taken as it is.
func TestSmaller(t *testing.T) {
	clear := shades(1)
	for x := range 256 {
		clear.SetNRGBA(x, 5, color.NRGBA{10, 20, 30, uint8(x)})
	}
	for name, c := range map[string]struct {
		img       image.Image
		mediaType string
		paletted  bool
	}{
		"a drawing":               {shades(1), "image/png", true},
		"one with colours far":    {shades(36), "image/png", false},
		"one with a clear part":   {clear, "image/png", true},
		"a photograph":            {photo(160, 140), "image/jpeg", false},
		"an icon like photograph": {photo(60, 40), "image/png", false},
	} {
		t.Run(name, func(t *testing.T) {
			var in bytes.Buffer
			if err := (&png.Encoder{CompressionLevel: png.NoCompression}).Encode(&in, c.img); err != nil {
				t.Fatal(err)
			}
			p, err := Convert(in.Bytes(), Options{})
			if err != nil || p.MediaType != c.mediaType {
				t.Fatalf("Convert() = %s, %v; want %s", p.MediaType, err, c.mediaType)
			}
			again, err := Convert(p.Data, Options{})
			if err != nil || !bytes.Equal(again.Data, p.Data) {
				t.Errorf("what came out is not taken as it is (%v)", err)
			}
			if c.mediaType != "image/png" {
				return
			}
			out, err := png.Decode(bytes.NewReader(p.Data))
			if err != nil {
				t.Fatal(err)
			}
			if _, ok := out.(*image.Paletted); ok != c.paletted {
				t.Fatalf("%T, want a palette: %v", out, c.paletted)
			}
			if c.paletted && len(p.Data) > in.Len()/2 {
				t.Errorf("%d of %d bytes", len(p.Data), in.Len())
			}
			for y := range c.img.Bounds().Dy() {
				for x := range c.img.Bounds().Dx() {
					r0, g0, b0, a0 := c.img.At(x, y).RGBA()
					r1, g1, b1, a1 := out.At(x, y).RGBA()
					for i, d := range []int{int(r0) - int(r1), int(g0) - int(g1), int(b0) - int(b1), int(a0) - int(a1)} {
						if d > 32<<8 || d < -32<<8 {
							t.Fatalf("channel %d of %d,%d differs by %d", i, x, y, d>>8)
						}
					}
				}
			}
		})
	}
}
