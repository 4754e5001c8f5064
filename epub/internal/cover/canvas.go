package cover

import (
	"encoding/binary"
	"image"
	"image/color"
	"image/draw"
	"math"
	"slices"

	"golang.org/x/image/vector"

	"github.com/foreword-go/foreword/epub/internal/picture"
)

type rasterizer = vector.Rasterizer

// A canvas is a picture that shapes are painted on with smooth edges. It takes a
// byte for a pixel as long as it has no more than 256 colours, as a cover without a
// picture has; then four: the memory of a cover was most of the time it took.
type canvas struct{ *surface }

type surface struct {
	// The pixels by their index in palette; nil once there are too many colours.
	pix     []uint8
	palette []color.RGBA
	img     *image.RGBA // the pixels after that

	// Kept for the next shape.
	mask *image.Alpha
	z    *rasterizer
}

// bounds is the whole of a canvas.
var bounds = image.Rect(0, 0, Width, Height)

func newCanvas(c color.RGBA) canvas {
	// The one colour has the index 0, as all pixels do.
	return canvas{&surface{pix: make([]uint8, Width*Height), palette: []color.RGBA{c}}}
}

// RGBAAt returns the colour of a pixel.
func (s *surface) RGBAAt(x, y int) color.RGBA {
	if s.img != nil {
		return s.img.RGBAAt(x, y)
	}
	return s.palette[s.pix[y*Width+x]]
}

// index returns the index of a colour, added where it is new. It returns false,
// and has made the canvas one without a palette, if there is no room for it.
func (s *surface) index(c color.RGBA) (uint8, bool) {
	for i, known := range s.palette {
		if known == c {
			return uint8(i), true
		}
	}
	if len(s.palette) == 256 {
		s.full()
		return 0, false
	}
	s.palette = append(s.palette, c)
	return uint8(len(s.palette) - 1), true
}

// full makes the canvas one without a palette.
func (s *surface) full() *image.RGBA {
	if s.img == nil {
		s.img = image.NewRGBA(bounds)
		for i, at := range s.pix {
			c := s.palette[at]
			copy(s.img.Pix[4*i:], []uint8{c.R, c.G, c.B, c.A})
		}
		s.pix, s.palette = nil, nil
	}
	return s.img
}

func (c canvas) fill(r image.Rectangle, ink color.RGBA) {
	if r = r.Intersect(bounds); r.Empty() {
		return
	}
	if c.img == nil {
		if at, ok := c.index(ink); ok {
			first := c.pix[r.Min.Y*Width+r.Min.X:][:r.Dx()]
			for x := range first {
				first[x] = at
			}
			for y := r.Min.Y + 1; y < r.Max.Y; y++ {
				copy(c.pix[y*Width+r.Min.X:], first)
			}
			return
		}
	}
	draw.Draw(c.img, r, image.NewUniform(ink), image.Point{}, draw.Src)
}

// A brush paints pixels in one colour.
type brush struct {
	*surface
	ink color.RGBA
	// became are the colours that those of the palette became, from 1, by degree.
	became [256][edgeSteps + 1]uint16
	at     int // the index of ink in the palette, from 1; 0 if it was not needed yet
}

// span paints the pixels of a row from x0 to before x1, all of which are covered.
func (b *brush) span(x0, x1, y int) {
	if x0 >= x1 {
		return
	}
	if b.img == nil && b.at == 0 {
		at, _ := b.index(b.ink)
		b.at = int(at) + 1
	}
	if b.img != nil {
		draw.Draw(b.img, image.Rect(x0, y, x1, y+1), image.NewUniform(b.ink), image.Point{}, draw.Src)
		return
	}
	row := b.pix[y*Width+x0 : y*Width+x1]
	row[0] = uint8(b.at - 1)
	for n := 1; n < len(row); n *= 2 {
		copy(row[n:], row[:n])
	}
}

// paint paints a pixel in one of edgeSteps degrees.
func (b *brush) paint(x, y, degree int) {
	if b.img == nil {
		at := &b.pix[y*Width+x]
		known := &b.became[*at][degree]
		if *known == 0 {
			c := b.palette[*at]
			pix := [4]uint8{c.R, c.G, c.B, c.A}
			blend(pix[:], b.ink, degree)
			next, ok := b.index(color.RGBA{pix[0], pix[1], pix[2], pix[3]})
			if !ok {
				b.paint(x, y, degree)
				return
			}
			*known = uint16(next) + 1
		}
		*at = uint8(*known - 1)
		return
	}
	blend(b.img.Pix[b.img.PixOffset(x, y):][:4:4], b.ink, degree)
}

// edgeSteps is how many shades the edge of a shape has. They are few, so that a
// cover has less than 256 colours and its file takes a byte for a pixel.
const edgeSteps = sub * sub

// path paints the shape that trace draws, within a rectangle.
func (c canvas) path(within image.Rectangle, ink color.RGBA, trace func(*rasterizer)) {
	within = within.Intersect(bounds)
	if within.Empty() {
		return
	}
	mask := c.ready(within.Size())
	trace(c.z)
	c.z.Draw(mask, mask.Rect, image.Opaque, image.Point{})
	const (
		least = 256 / edgeSteps / 2   // below it is nothing
		full  = 255 - 255/edgeSteps/2 // from it on, all of the pixel is covered
	)
	b := &brush{surface: c.surface, ink: ink}
	for y := range within.Dy() {
		row := mask.Pix[y*mask.Stride:][:within.Dx()]
		for x := 0; x < len(row); x++ {
			for len(row)-x > 8 && binary.NativeEndian.Uint64(row[x:]) == 0 {
				x += 8 // most of a line of text is free
			}
			switch a := row[x]; {
			case a >= full:
				start := x
				for x+1 < len(row) && row[x+1] >= full {
					x++
				}
				b.span(within.Min.X+start, within.Min.X+x+1, within.Min.Y+y)
			case a >= least:
				b.paint(within.Min.X+x, within.Min.Y+y, (int(a)*edgeSteps+127)/255)
			}
		}
	}
}

// ready returns the mask for a shape, and makes the rasterizer ready for it. Both
// are used again.
func (s *surface) ready(size image.Point) *image.Alpha {
	if s.z == nil {
		s.z, s.mask = vector.NewRasterizer(0, 0), new(image.Alpha)
	}
	s.z.Reset(size.X, size.Y)
	s.z.DrawOp = draw.Src
	n := size.X * size.Y
	pix := slices.Grow(s.mask.Pix[:0], n)[:n] // the rasterizer sets every pixel
	*s.mask = image.Alpha{Pix: pix, Stride: size.X, Rect: image.Rectangle{Max: size}}
	return s.mask
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
	within = within.Intersect(bounds)
	b := &brush{surface: c.surface, ink: ink}
	for y := within.Min.Y; y < within.Max.Y; y++ {
		// Pixels from left to right are part of the spans; those from inner0 to
		// inner1 are covered by all of them.
		left, right, inner0, inner1 := within.Max.X, within.Min.X, within.Min.X, within.Max.X
		var spans [sub][2]int
		for part := range sub {
			x0, x1 := span(y*sub + part)
			x0, x1 = max(x0, within.Min.X*sub), min(x1, within.Max.X*sub)
			if x0 >= x1 {
				inner1 = inner0
				continue
			}
			spans[part] = [2]int{x0, x1}
			left, right = min(left, x0/sub), max(right, (x1-1)/sub+1)
			inner0, inner1 = max(inner0, (x0+sub-1)/sub), min(inner1, x1/sub)
		}
		if inner0 >= inner1 {
			inner0, inner1 = right, right
		}
		for _, edge := range [2][2]int{{left, inner0}, {inner1, right}} {
			b.edge(edge[0], edge[1], y, &spans)
		}
		b.span(inner0, inner1, y)
	}
}

// edge paints the pixels of a row from x0 to before x1 as far as spans of it
// cover them.
func (b *brush) edge(x0, x1, y int, spans *[sub][2]int) {
	for x := x0; x < x1; x++ {
		n := 0
		for _, s := range spans {
			n += max(0, min(s[1], (x+1)*sub)-max(s[0], x*sub))
		}
		if n > 0 {
			b.paint(x, y, n)
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
	if c.img != nil {
		return compactRGBA(c.img)
	}
	palette := make(color.Palette, len(c.palette))
	for i, p := range c.palette {
		palette[i] = p
	}
	return &image.Paletted{Pix: c.pix, Stride: Width, Rect: bounds, Palette: palette}
}

func compactRGBA(img *image.RGBA) image.Image {
	index := make(map[[4]uint8]uint8)
	var palette color.Palette
	out := image.NewPaletted(img.Rect, nil)
	last, lastIndex := [4]uint8{}, uint8(0) // opaque pixels never equal it
	for i := 0; i < len(img.Pix); i += 4 {
		pix := [4]uint8(img.Pix[i:])
		if pix != last {
			at, known := index[pix]
			if !known {
				if len(palette) == 256 {
					return img
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
	draw.Draw(c.full(), at, picture.Scale(pic, at.Dx(), at.Dy()), image.Point{}, draw.Over)
}
