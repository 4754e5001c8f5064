package cover

import (
	"crypto/sha256"
	"image"
	"image/color"
)

// The colours that all covers share.
var (
	paper  = color.RGBA{0xf4, 0xef, 0xe4, 255}
	signal = color.RGBA{0xe9, 0xc4, 0x6a, 255} // behind the mark of a warning
	black  = color.RGBA{0x1d, 0x1c, 0x1a, 255}
)

// fields are the colours of the field. On gray e-ink each is about as dark, and
// paper on it has a contrast of more than 7:1 (WCAG 2.2, 1.4.6).
var fields = []color.RGBA{
	{0x2b, 0x3f, 0x57, 255}, // ink
	{0x4b, 0x33, 0x47, 255}, // plum
	{0x37, 0x49, 0x38, 255}, // moss
	{0x63, 0x3b, 0x2f, 255}, // brick
	{0x24, 0x4b, 0x50, 255}, // teal
	{0x50, 0x46, 0x2e, 255}, // umber
	{0x3a, 0x37, 0x5a, 255}, // violet
	{0x63, 0x2e, 0x3b, 255}, // wine
	{0x38, 0x3c, 0x42, 255}, // graphite
	{0x1f, 0x4a, 0x3d, 255}, // pine
}

// choices are numbers that follow from a text.
type choices [sha256.Size]byte

func choose(text string) choices { return sha256.Sum256([]byte(text)) }

// of returns the i-th number, below n.
func (c choices) of(i, n int) int { return int(c[i]) % n }

// fieldFor returns the field that goes with a picture: that of the hue closest
// to the average of its pixels. A picture without one takes the graphite.
func fieldFor(pic image.Image) color.RGBA {
	var r, g, b, n int
	at := pic.Bounds()
	step := max(1, at.Dx()/64, at.Dy()/64)
	for y := at.Min.Y; y < at.Max.Y; y += step {
		for x := at.Min.X; x < at.Max.X; x += step {
			pr, pg, pb, _ := pic.At(x, y).RGBA()
			r, g, b, n = r+int(pr>>8), g+int(pg>>8), b+int(pb>>8), n+1
		}
	}
	if n == 0 {
		return fields[8]
	}
	mean := color.RGBA{uint8(r / n), uint8(g / n), uint8(b / n), 255}
	best, nearest := 1<<30, fields[0]
	for _, f := range fields {
		if d := tintDistance(mean, f); d < best {
			best, nearest = d, f
		}
	}
	return nearest
}

// tintDistance compares colours by what they have apart from lightness.
func tintDistance(a, b color.RGBA) int {
	ar, ag, ab := tint(a)
	br, bg, bb := tint(b)
	return (ar-br)*(ar-br) + (ag-bg)*(ag-bg) + (ab-bb)*(ab-bb)
}

func tint(c color.RGBA) (r, g, b int) {
	mean := (int(c.R) + int(c.G) + int(c.B)) / 3
	return int(c.R) - mean, int(c.G) - mean, int(c.B) - mean
}
