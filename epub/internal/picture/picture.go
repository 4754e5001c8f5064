// Package picture converts pictures to a form that every e-reader shows.
//
// [Convert] recognises the format by the content, never by a name or a stated
// type, and reads the size from the header before it decodes anything. PNG,
// JPEG and GIF files that are small enough keep their pixels, but a photograph
// in PNG becomes a JPEG and a drawing gets a palette. They are split
// into their parts, checked, decoded once to be sure, and put together again
// from the parts that are needed. Metadata (such as the place where a
// photograph was taken) and anything else in the file (such as a script after
// its end) are removed in this way. All other pictures are decoded and
// encoded again: as JPEG if possible, or as PNG for transparency and
// drawings.
//
//	format       becomes
//	JPEG         the same, or scaled down
//	PNG          the same, or scaled down, with a palette, or JPEG
//	GIF          the same with its animation; scaled down: PNG
//	WebP         JPEG or PNG; of an animation the first frame, on its canvas
//	BMP, TIFF    JPEG or PNG
//	SVG          SVG, rebuilt from a list of what is allowed
//	AVIF, HEIC, JPEG XL  JPEG or PNG, if the program has a decoder for them
//	ICO, PDF     refused by name, and so are those without a decoder
//
// The same bytes and options give the same result. [Options] limit the
// memory, and no input causes a panic.
package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
)

// The errors for a picture that cannot be converted. Errors of [Convert] wrap
// one of them.
var (
	ErrFormat      = errors.New("not a picture in a known format")
	ErrUnsupported = errors.New("e-readers cannot show this format (use JPEG, PNG, GIF, WebP or SVG)")
	ErrTooLarge    = errors.New("picture with too many pixels")
	ErrWork        = errors.New("picture with too many scans or parts")
	ErrBroken      = errors.New("broken picture")
)

// Options limit pictures and say how they are converted. The zero value is
// ready to use.
type Options struct {
	// MaxPx is the longest side in pixels; larger pictures are scaled down.
	// If zero, 1600; if negative, there is no limit. Animations are not
	// scaled.
	MaxPx int
	// MaxPixels is the largest width times height according to the header;
	// the frames of an animation may together have eight times as many. If
	// zero, 40 million. Pictures that are costly to decode, such as
	// progressive JPEG, interlaced PNG, 16 bits per channel and all TIFF,
	// have a lower limit: 5 bytes of working memory for each of MaxPixels. So
	// do pictures that are encoded again without being scaled down.
	MaxPixels int
	// Grayscale converts colours to shades of grey.
	Grayscale bool
	// KeepWebP keeps WebP pictures, with their animation, if they are small
	// enough and upright.
	KeepWebP bool
}

func (o Options) maxPx() int {
	switch {
	case o.MaxPx == 0:
		return 1600
	case o.MaxPx < 0:
		return 1 << 30
	}
	return o.MaxPx
}

func (o Options) maxPixels() int {
	if o.MaxPixels <= 0 {
		return 40_000_000
	}
	return o.MaxPixels
}

// A Picture is a converted picture.
type Picture struct {
	Data          []byte // may be the input itself
	MediaType     string // "image/jpeg", "image/png", "image/gif", "image/svg+xml", "image/webp"
	Ext           string // "jpg", "png", "gif", "svg", "webp"
	Width, Height int    // in pixels; 0 for an SVG without a size
	Animated      bool
	Look          Look
}

// Convert returns the picture in data in a form that e-readers show.
func Convert(data []byte, o Options) (*Picture, error) {
	format := Sniff(data)
	p, err := o.convert(format, data)
	if err != nil && format != "" {
		return nil, fmt.Errorf("%s: %w", format, err)
	}
	return p, err
}

func (o Options) convert(format Format, data []byte) (*Picture, error) {
	switch format {
	case "":
		return nil, ErrFormat
	case PNG:
		return o.png(data)
	case JPEG:
		return o.jpeg(data)
	case GIF:
		return o.gif(data)
	case WebP:
		return o.webp(data)
	case BMP:
		return o.decoded(data, bmp.DecodeConfig, bmp.Decode, 4)
	case TIFF:
		// Whatever it claims of its pixels, a strip may hold 8 bytes for each, in
		// a buffer that doubles as it fills.
		return o.decoded(data, tiff.DecodeConfig, tiff.Decode, 32)
	case SVG:
		return o.svg(data)
	case AVIF, HEIC, JPEGXL:
		return o.registered(data)
	}
	return nil, ErrUnsupported
}

// registered converts a picture that only a decoder of the program can read: one
// registered with [image.RegisterFormat]. AVIF has no decoder here. That of
// gen2brain/avif is libavif in WebAssembly, which adds 5 MB to a program and
// takes a second to start, and it prefers a libavif installed on the machine,
// of which each version may decode to other bytes. gen2brain/gav1d is in Go
// alone, and registers itself when it is imported.
func (o Options) registered(data []byte) (*Picture, error) {
	if _, err := registeredConfig(bytes.NewReader(data)); errors.Is(err, image.ErrFormat) {
		return nil, ErrUnsupported
	}
	return o.decoded(data, registeredConfig, registeredImage, 16) // 16 bits per channel, twice
}

// registeredConfig and registeredImage call the decoder that is registered for a
// picture, and return its panics as errors.
func registeredConfig(r io.Reader) (c image.Config, err error) {
	defer recovered(&err)
	c, _, err = image.DecodeConfig(r)
	return c, err
}

func registeredImage(r io.Reader) (img image.Image, err error) {
	defer recovered(&err)
	img, _, err = image.Decode(r)
	return img, err
}

func recovered(err *error) {
	if fault := recover(); fault != nil {
		*err = fmt.Errorf("%w: its decoder panics: %v", ErrBroken, fault)
	}
}

// size checks the size in a header; cost is the bytes of working memory for
// a pixel while it is decoded.
func (o Options) size(w, h, cost int) error {
	if w <= 0 || h <= 0 {
		return fmt.Errorf("%w: size %d×%d", ErrBroken, w, h)
	}
	limit := int64(o.maxPixels())
	n := int64(w) * int64(h)
	if w > 1<<20 || h > 1<<20 || n > limit || n*int64(cost) > limit*5 {
		return fmt.Errorf("%w: %d×%d, at most %d million", ErrTooLarge, w, h, min(limit, limit*5/int64(cost))/1_000_000)
	}
	return nil
}

func (o Options) png(data []byte) (*Picture, error) {
	c, err := png.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, broken(err)
	}
	cost := 4
	if data[24] == 16 { // bit depth in IHDR, which DecodeConfig has checked
		cost = 8
	}
	if data[28] != 0 { // interlaced: the last pass is half of the picture once more
		cost += cost / 2
	}
	if err := o.size(c.Width, c.Height, cost); err != nil {
		return nil, err
	}
	clean, err := cleanPNG(data)
	if err != nil {
		return nil, err
	}
	img, err := png.Decode(bytes.NewReader(clean))
	if err != nil {
		return nil, broken(err)
	}
	if o.fits(img) && (!o.Grayscale || isGray(img)) {
		p := &Picture{Data: clean, MediaType: "image/png", Ext: "png", Width: c.Width, Height: c.Height}
		if int64(c.Width)*int64(c.Height) > o.maxEncoded() {
			return p, nil
		}
		m := scale(img, c.Width, c.Height)
		if small := smaller(m, len(clean)); small != nil {
			return small, nil
		}
		p.Look = lookOf(m)
		return p, nil
	}
	return o.encode(img, upright, false)
}

func (o Options) jpeg(data []byte) (*Picture, error) {
	if err := o.checkWork(data); err != nil {
		return nil, err
	}
	clean, head, err := o.cleanJPEG(data)
	if err != nil {
		return nil, err
	}
	img, err := jpeg.Decode(bytes.NewReader(clean))
	if err != nil {
		return nil, broken(err)
	}
	_, cmyk := img.(*image.CMYK)
	if o.fits(img) && head.orientation == upright && !cmyk && !head.odd && (!o.Grayscale || isGray(img)) {
		b := img.Bounds()
		p := &Picture{Data: optimizedJPEG(clean), MediaType: "image/jpeg", Ext: "jpg", Width: b.Dx(), Height: b.Dy()}
		if edged(img) {
			p.Look = LookPaper
		}
		return p, nil
	}
	return o.encode(img, head.orientation, true)
}

func (o Options) gif(data []byte) (*Picture, error) {
	c, err := gif.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, broken(err)
	}
	if err := o.size(c.Width, c.Height, 1); err != nil {
		return nil, err
	}
	clean, frames, err := cleanGIF(data, o)
	if err != nil {
		return nil, err
	}
	p := &Picture{Data: clean, MediaType: "image/gif", Ext: "gif", Width: c.Width, Height: c.Height, Animated: frames > 1}
	if p.Animated || max(c.Width, c.Height) <= o.maxPx() {
		return p, nil
	}
	img, err := gif.Decode(bytes.NewReader(clean))
	if err != nil {
		return nil, broken(err)
	}
	return o.encode(img, upright, false)
}

// decoded converts a picture whose format no reader shows.
func (o Options) decoded(data []byte, config configFunc, decode decodeFunc, cost int) (*Picture, error) {
	c, err := config(bytes.NewReader(data))
	if err != nil {
		return nil, broken(err)
	}
	if err := o.size(c.Width, c.Height, cost); err != nil {
		return nil, err
	}
	img, err := decode(bytes.NewReader(data))
	if err != nil {
		return nil, broken(err)
	}
	return o.encode(img, upright, false)
}

func (o Options) fits(img image.Image) bool {
	b := img.Bounds()
	return max(b.Dx(), b.Dy()) <= o.maxPx()
}

func broken(err error) error {
	if errors.Is(err, ErrBroken) {
		return err
	}
	return fmt.Errorf("%w: %w", ErrBroken, err)
}
