package picture

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"io"
)

type (
	configFunc = func(io.Reader) (image.Config, error)
	decodeFunc = func(io.Reader) (image.Image, error)
)

const jpegQuality = 85

// encode encodes img: scaled down, turned upright, and in gray if o.Grayscale is set. A
// photograph becomes a JPEG unless it has transparent parts. Photo is true if img is
// known to be a photograph.
func (o Options) encode(img image.Image, turn orientation, photo bool) (*Picture, error) {
	b := img.Bounds()
	w, h := fitSize(b.Dx(), b.Dy(), o.maxPx())
	if limit := o.maxEncoded(); int64(w)*int64(h) > limit {
		return nil, fmt.Errorf("%w to be encoded anew: %d×%d, at most %d million", ErrTooLarge, w, h, limit/1_000_000)
	}
	small := scale(img, w, h)
	if o.Grayscale {
		grayRGBA(small)
	}
	small = turn.apply(small)
	opaque := small.Opaque()
	if opaque && (photo || isPhoto(small)) {
		return encodeJPEG(small)
	}
	look := lookOf(small)
	if p := paletted(small); p != nil {
		return encodePNG(p, look)
	}
	asPNG, err := encodePNG(small, look)
	if err != nil || !opaque {
		return asPNG, err
	}
	// A drawing with many colours stays sharp in PNG and is about as small there.
	asJPEG, err := encodeJPEG(small)
	if err != nil || len(asPNG.Data) > len(asJPEG.Data)*3/2 {
		return asJPEG, err
	}
	return asPNG, nil
}

// maxEncoded returns the largest number of pixels of a picture that is encoded.
func (o Options) maxEncoded() int64 {
	const cost = 8 // bytes for a pixel: a copy, and one that is turned
	return int64(o.maxPixels()) * 5 / cost
}

// smaller encodes m so that it looks the same and takes clearly fewer than
// size bytes: a photograph as JPEG, a drawing as PNG with a palette. It returns
// nil if neither is small enough.
func smaller(m *image.RGBA, size int) *Picture {
	const worth = 4 << 10 // bytes; smaller files have little to save
	if size < worth {
		return nil
	}
	var p *Picture
	var err error
	if m.Opaque() && isPhoto(m) {
		p, err = encodeJPEG(m)
	} else if pal := paletted(m); pal != nil {
		p, err = encodePNG(pal, lookOf(m))
	}
	if p == nil || err != nil || len(p.Data) > size*2/3 {
		return nil
	}
	return p
}

func encodeJPEG(m *image.RGBA) (*Picture, error) {
	var src image.Image = m
	if grayPix(m.Pix) {
		src = toGray(m)
	}
	var buf bytes.Buffer
	if err := jpeg.Encode(&buf, src, &jpeg.Options{Quality: jpegQuality}); err != nil {
		return nil, err
	}
	p := &Picture{Data: optimizedJPEG(buf.Bytes()), MediaType: "image/jpeg", Ext: "jpg", Width: m.Rect.Dx(), Height: m.Rect.Dy()}
	if edged(m) {
		p.Look = LookPaper
	}
	return p, nil
}

func encodePNG(m image.Image, look Look) (*Picture, error) {
	level := png.DefaultCompression // the best takes five times as long for 1 %
	if _, ok := m.(*image.Paletted); ok {
		level = png.BestCompression
	}
	var buf bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: level}).Encode(&buf, m); err != nil {
		return nil, err
	}
	b := m.Bounds()
	return &Picture{Data: buf.Bytes(), MediaType: "image/png", Ext: "png", Width: b.Dx(), Height: b.Dy(), Look: look}, nil
}

// fitSize returns w and h scaled down so that neither is above limit.
func fitSize(w, h, limit int) (int, int) {
	long := max(w, h)
	if long <= limit {
		return w, h
	}
	by := func(n int) int { return max(1, int((int64(n)*int64(limit)+int64(long)/2)/int64(long))) }
	return by(w), by(h)
}

// scale returns img scaled down to w by h pixels, each the mean of the area that it
// covers. The kernels of x/image/draw take 32 bytes for each pixel of w by the height of
// img, which is more than the whole picture; scale takes two rows.
func scale(img image.Image, w, h int) *image.RGBA {
	b := img.Bounds()
	sw, sh := b.Dx(), b.Dy()
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	if sw == w && sh == h {
		draw.Draw(dst, dst.Rect, img, b.Min, draw.Src)
		return dst
	}
	row := image.NewRGBA(image.Rect(0, 0, sw, 1))
	sums := make([]uint64, w*4) // of the pixels, weighted by their area in units of 1/(w·h)
	wide := make([]uint64, w*4) // of one source row
	flush := func(y int) {
		area := uint64(sw) * uint64(sh)
		out := dst.Pix[y*dst.Stride:]
		for i, v := range sums {
			out[i] = uint8((v + area/2) / area)
			sums[i] = 0
		}
	}
	y, left := 0, sh // the row of dst, and how much of it is open, in 1/h of a source row
	for sy := range sh {
		draw.Draw(row, row.Rect, img, image.Pt(b.Min.X, b.Min.Y+sy), draw.Src)
		narrow(wide, row.Pix, sw, w)
		for part := h; part > 0; {
			n := min(part, left)
			for i, v := range wide {
				sums[i] += v * uint64(n)
			}
			part, left = part-n, left-n
			if left == 0 {
				flush(y)
				y, left = y+1, sh
			}
		}
	}
	return dst
}

// Scale returns img scaled to w by h pixels. It uses integer arithmetic, so
// that every machine gives the same result.
func Scale(img image.Image, w, h int) *image.RGBA {
	b := img.Bounds()
	if w <= b.Dx() && h <= b.Dy() {
		return scale(img, w, h)
	}
	src := scale(img, b.Dx(), b.Dy())
	sw, sh := b.Dx(), b.Dy()
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		y0, y1, fy := between(y, h, sh)
		for x := range w {
			x0, x1, fx := between(x, w, sw)
			for c := range 4 {
				at := func(x, y int) int { return int(src.Pix[y*src.Stride+x*4+c]) }
				top := at(x0, y0)*(256-fx) + at(x1, y0)*fx
				bottom := at(x0, y1)*(256-fx) + at(x1, y1)*fx
				dst.Pix[y*dst.Stride+x*4+c] = uint8((top*(256-fy) + bottom*fy + 1<<15) >> 16)
			}
		}
	}
	return dst
}

// between returns the indices of the two of n source pixels around the centre of target
// pixel i of many, and its distance from the first in 1/256.
func between(i, many, n int) (first, second, part int) {
	at := max(0, (2*i+1)*n*128/many-128) // in 1/256
	first, part = at>>8, at&255
	return first, min(first+1, n-1), part
}

// narrow adds up a row of sw pixels to one of w, each weighted by w parts.
func narrow(dst []uint64, src []byte, sw, w int) {
	clear(dst)
	x, left := 0, sw
	for sx := range sw {
		for part := w; part > 0; {
			n := min(part, left)
			for c := range 4 {
				dst[x*4+c] += uint64(src[sx*4+c]) * uint64(n)
			}
			part, left = part-n, left-n
			if left == 0 {
				x, left = x+1, sw
			}
		}
	}
}

// luma returns the brightness of a colour by the formula of JPEG (ITU-R BT.601).
func luma(r, g, b byte) byte {
	return byte((19595*uint32(r) + 38470*uint32(g) + 7471*uint32(b) + 1<<15) >> 16)
}

func grayRGBA(m *image.RGBA) {
	for i := 0; i+3 < len(m.Pix); i += 4 {
		y := luma(m.Pix[i], m.Pix[i+1], m.Pix[i+2])
		m.Pix[i], m.Pix[i+1], m.Pix[i+2] = y, y, y
	}
}

func toGray(m *image.RGBA) *image.Gray {
	g := image.NewGray(m.Rect)
	for i := range g.Pix {
		g.Pix[i] = m.Pix[i*4]
	}
	return g
}

// isGray reports whether a decoded PNG or JPEG has only shades of gray.
func isGray(img image.Image) bool {
	switch m := img.(type) {
	case *image.Gray, *image.Gray16:
		return true
	case *image.Paletted:
		for _, c := range m.Palette {
			if c := color.NRGBAModel.Convert(c).(color.NRGBA); c.R != c.G || c.G != c.B {
				return false
			}
		}
		return true
	case *image.NRGBA:
		return grayPix(m.Pix)
	case *image.RGBA:
		return grayPix(m.Pix)
	}
	return false
}

func grayPix(pix []byte) bool {
	for i := 0; i+3 < len(pix); i += 4 {
		if pix[i] != pix[i+1] || pix[i+1] != pix[i+2] {
			return false
		}
	}
	return true
}

// An orientation is the EXIF value that states how to turn a picture upright (Exif 2.3,
// section 4.6.4, tag 0x0112).
type orientation int

const upright orientation = 1

// apply returns m turned upright.
func (o orientation) apply(m *image.RGBA) *image.RGBA {
	if o <= upright || o > 8 {
		return m
	}
	w, h := m.Rect.Dx(), m.Rect.Dy()
	dw, dh := w, h
	if o >= 5 {
		dw, dh = h, w
	}
	out := image.NewRGBA(image.Rect(0, 0, dw, dh))
	for y := range dh {
		for x := range dw {
			sx, sy := x, y
			switch o {
			case 2:
				sx = w - 1 - x
			case 3:
				sx, sy = w-1-x, h-1-y
			case 4:
				sy = h - 1 - y
			case 5:
				sx, sy = y, x
			case 6:
				sx, sy = y, h-1-x
			case 7:
				sx, sy = w-1-y, h-1-x
			case 8:
				sx, sy = w-1-y, x
			}
			copy(out.Pix[y*out.Stride+x*4:][:4], m.Pix[sy*m.Stride+sx*4:])
		}
	}
	return out
}

// exifOrientation reads the orientation from a TIFF header and its first
// directory.
func exifOrientation(b []byte) orientation {
	if len(b) < 8 {
		return upright
	}
	var order binary.ByteOrder = binary.BigEndian
	if b[0] == 'I' {
		order = binary.LittleEndian
	}
	at := int64(order.Uint32(b[4:]))
	if at+2 > int64(len(b)) {
		return upright
	}
	entries := b[at+2:]
	for range order.Uint16(b[at:]) {
		if len(entries) < 12 {
			break
		}
		if order.Uint16(entries) == 0x0112 {
			if o := orientation(order.Uint16(entries[8:])); o >= 1 && o <= 8 {
				return o
			}
			break
		}
		entries = entries[12:]
	}
	return upright
}
