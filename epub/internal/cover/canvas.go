package cover

import (
	"image"
	"image/color"
	"image/draw"
	"math"

	"golang.org/x/image/vector"

	"github.com/foreword-go/foreword/epub/internal/picture"
)

type rasterizer = vector.Rasterizer

// A canvas is a picture that shapes are painted on with smooth edges.
type canvas struct{ img *image.RGBA }

func newCanvas(c color.RGBA) canvas {
	img := image.NewRGBA(image.Rect(0, 0, Width, Height))
	draw.Draw(img, img.Rect, image.NewUniform(c), image.Point{}, draw.Src)
	return canvas{img}
}

func (c canvas) fill(r image.Rectangle, ink color.RGBA) {
	draw.Draw(c.img, r.Intersect(c.img.Rect), image.NewUniform(ink), image.Point{}, draw.Src)
}

// edgeSteps is how many shades the edge of a shape has. They are few, so that a
// cover has less than 256 colours and its file takes a byte for a pixel.
const edgeSteps = sub * sub

// path paints the shape that trace draws, within a rectangle.
func (c canvas) path(within image.Rectangle, ink color.RGBA, trace func(*rasterizer)) {
	within = within.Intersect(c.img.Rect)
	if within.Empty() {
		return
	}
	mask := image.NewAlpha(image.Rectangle{Max: within.Size()})
	z := vector.NewRasterizer(within.Dx(), within.Dy())
	z.DrawOp = draw.Src
	trace(z)
	z.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	for y := range within.Dy() {
		row := mask.Pix[y*mask.Stride:][:within.Dx()]
		for x, a := range row {
			if a >= 256/edgeSteps/2 {
				at := c.img.Pix[c.img.PixOffset(within.Min.X+x, within.Min.Y+y):][:4:4]
				blend(at, ink, (int(a)*edgeSteps+127)/255)
			}
		}
	}
}

// blend paints ink over a pixel in one of edgeSteps degrees.
func blend(pix []uint8, ink color.RGBA, degree int) {
	for i, v := range [3]uint8{ink.R, ink.G, ink.B} {
		pix[i] = uint8((int(pix[i])*(edgeSteps-degree) + int(v)*degree) / edgeSteps)
	}
}

// mix returns the colour at a part of the way from one to another.
func mix(from, to color.RGBA, part float64) color.RGBA {
	at := func(a, b uint8) uint8 { return uint8(float64(a) + (float64(b)-float64(a))*part + 0.5) }
	return color.RGBA{at(from.R, to.R), at(from.G, to.G), at(from.B, to.B), 255}
}

// sub is how many parts a pixel has in each direction where the edge of a shape
// is measured. It is done in whole numbers, so that every machine draws the same.
const sub = 4

// convex paints a shape whose part at each height is one span: from x0 to x1, in
// parts of a pixel as y is.
func (c canvas) convex(within image.Rectangle, ink color.RGBA, span func(y int) (x0, x1 int)) {
	within = within.Intersect(c.img.Rect)
	covered := make([]int, within.Dx())
	for y := within.Min.Y; y < within.Max.Y; y++ {
		clear(covered)
		for part := range sub {
			x0, x1 := span(y*sub + part)
			x0, x1 = max(x0, within.Min.X*sub), min(x1, within.Max.X*sub)
			for x := x0; x < x1; {
				i := x/sub - within.Min.X
				next := min((x/sub+1)*sub, x1)
				covered[i] += next - x
				x = next
			}
		}
		for i, n := range covered {
			if n > 0 {
				blend(c.img.Pix[c.img.PixOffset(within.Min.X+i, y):][:4:4], ink, n)
			}
		}
	}
}

// circle paints the part of a circle that is within a rectangle.
func (c canvas) circle(within image.Rectangle, ink color.RGBA, x, y, radius int) {
	x, y, r := x*sub, y*sub, radius*sub
	within = within.Intersect(image.Rect((x-r)/sub-1, (y-r)/sub-1, (x+r)/sub+2, (y+r)/sub+2))
	c.convex(within, ink, func(at int) (x0, x1 int) {
		rest := r*r - (at-y)*(at-y)
		if rest <= 0 {
			return 0, 0
		}
		half := int(math.Sqrt(float64(rest))) // exact for whole numbers of this size
		return x - half, x + half
	})
}

// compact returns the picture with a palette, if it has few enough colours.
func (c canvas) compact() image.Image {
	index := make(map[[4]uint8]uint8)
	var palette color.Palette
	out := image.NewPaletted(c.img.Rect, nil)
	last, lastIndex := [4]uint8{}, uint8(0) // opaque pixels never equal it
	for i := 0; i < len(c.img.Pix); i += 4 {
		pix := [4]uint8(c.img.Pix[i:])
		if pix != last {
			at, known := index[pix]
			if !known {
				if len(palette) == 256 {
					return c.img
				}
				at = uint8(len(palette))
				index[pix] = at
				palette = append(palette, color.RGBA{pix[0], pix[1], pix[2], pix[3]})
			}
			last, lastIndex = pix, at
		}
		out.Pix[i/4] = lastIndex
	}
	out.Palette = palette
	return out
}

// paste scales a picture into a rectangle.
func (c canvas) paste(pic image.Image, at image.Rectangle) {
	draw.Draw(c.img, at, picture.Scale(pic, at.Dx(), at.Dy()), image.Point{}, draw.Over)
}
