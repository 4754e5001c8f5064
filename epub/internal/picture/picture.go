// Package picture makes any picture one that every e-reader shows.
//
// [Convert] tells the format by the content, never by a name or a claimed type,
// and reads the size from the header before it decodes anything. PNG, JPEG and
// GIF that are small enough keep their pixels as they are: their files are
// taken apart, checked, decoded once to be sure, and put together again from
// the parts that matter, so that metadata (where a photograph was taken) and
// whatever else rides along (a script after the end) stay behind. All others
// are decoded and written anew: as JPEG where that serves, as PNG where there
// is transparency or drawing.
//
//	format       becomes
//	PNG, JPEG    the same, or scaled down
//	GIF          the same with its animation; scaled down: PNG
//	WebP         JPEG or PNG; of an animation the first frame, on its canvas
//	BMP, TIFF    JPEG or PNG
//	SVG          SVG, rebuilt from a list of what is allowed
//	AVIF, HEIC, JPEG XL, ICO, PDF  refused by name
//
// The same bytes and options give the same result. Memory is bounded by
// [Options], and no input causes a panic.
package picture

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/gif"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/bmp"
	"golang.org/x/image/tiff"
)

// What can be wrong with a picture. Errors of [Convert] wrap one of them.
var (
	ErrFormat      = errors.New("not a picture in a known format")
	ErrUnsupported = errors.New("e-readers cannot show this format (use JPEG, PNG, GIF, WebP or SVG)")
	ErrTooLarge    = errors.New("picture with too many pixels")
	ErrWork        = errors.New("picture with too many scans or parts")
	ErrBroken      = errors.New("broken picture")
)

// Options say what a picture may be. The zero value serves.
type Options struct {
	// MaxPx is the longest side in pixels; larger pictures are scaled down.
	// If zero, 1600; negative for no bound. An animation is not scaled.
	MaxPx int
	// MaxPixels bounds width times height as the header has it, for
	// animations that of all frames together eightfold. If zero, 40 million.
	// Pictures that are costly to decode, such as progressive JPEG, interlaced
	// PNG, 16 bits a channel and all TIFF, have a lower bound, 5 bytes of
	// working memory for each of MaxPixels, and so have those that are encoded
	// anew without being scaled down.
	MaxPixels int
	// Grayscale takes the colours out.
	Grayscale bool
	// KeepWebP leaves a WebP that is small enough and upright in its format,
	// with its animation.
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

// A Picture is one that e-readers show.
type Picture struct {
	Data          []byte // may be the bytes that went in
	MediaType     string // "image/jpeg", "image/png", "image/gif", "image/svg+xml", "image/webp"
	Ext           string // "jpg", "png", "gif", "svg", "webp"
	Width, Height int    // pixels; of an SVG without a size 0
	Animated      bool
}

// Convert returns the picture in data as one that e-readers show.
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
	}
	return nil, ErrUnsupported
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
		return &Picture{Data: clean, MediaType: "image/png", Ext: "png", Width: c.Width, Height: c.Height}, nil
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
		return &Picture{Data: clean, MediaType: "image/jpeg", Ext: "jpg", Width: b.Dx(), Height: b.Dy()}, nil
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
