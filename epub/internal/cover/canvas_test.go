package cover

import (
	"image"
	"image/color"
	"math/rand/v2"
	"reflect"
	"testing"
)

// A canvas with a palette and one without are painted alike, also where the colours
// become too many half-way.
func TestCanvasPalette(t *testing.T) {
	if testing.Short() {
		t.Skip("draws on one goroutine, which the race detector is slow with")
	}
	for _, colours := range []int{3, 12, 400} {
		random := rand.New(rand.NewPCG(1, uint64(colours)))
		small, large := newCanvas(fields[0]), newCanvas(fields[0])
		large.full()
		for range 40 {
			n := random.IntN(colours)
			ink := color.RGBA{uint8(n), uint8(n / 2), uint8(n >> 8), 255}
			x, y, size := random.IntN(Width), random.IntN(Height), 20+random.IntN(200)
			at := image.Rect(x-size, y-size, x+size, y+size)
			shape := random.IntN(3)
			for _, c := range []canvas{small, large} {
				switch shape {
				case 0:
					c.fill(at, ink)
				case 1:
					c.circle(at, ink, x, y, size)
				case 2:
					c.path(at, ink, func(z *rasterizer) {
						z.MoveTo(0, 0)
						z.LineTo(float32(size), float32(2*size))
						z.LineTo(float32(2*size), float32(size)/2)
						z.ClosePath()
					})
				}
			}
		}
		if (small.img == nil) != (colours < 100) {
			t.Errorf("%d colours: with a palette: %t", colours, small.img == nil)
		}
		if !samePicture(small.compact(), large.compact()) {
			t.Errorf("%d colours: another picture with a palette than without", colours)
		}
	}
}

// samePicture reports whether two pictures have the same colours everywhere. The
// colours of their palettes may be in another order.
func samePicture(got, want image.Image) bool {
	a, isPaletted := got.(*image.Paletted)
	b, wantPaletted := want.(*image.Paletted)
	if !isPaletted || !wantPaletted {
		return reflect.DeepEqual(got, want)
	}
	for i, at := range a.Pix {
		if a.Palette[at] != b.Palette[b.Pix[i]] {
			return false
		}
	}
	return a.Rect == b.Rect
}
