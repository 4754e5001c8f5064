// Package cover draws book covers, with a picture if there is one.
//
// The design is typographic: a field in a quiet colour with the title, and
// below it a light band with the author and the site. The colour and the
// ornament behind the title follow from a hash of the title, so that books on
// a shelf look different and one book always looks the same. Each colour is
// dark enough for light text on grey e-ink. The mark of a content warning is
// a light band across the top, large enough to be seen on thumbnails 160
// pixels wide.
//
// Text is set in a font of the caller, shaped by the rules of HarfBuzz. If
// there is no font, or it lacks a letter of a text, a bitmap font of 12 by 13
// dots with Latin and CJK characters is used. Each of its dots is a square of
// whole pixels, so that edges are crisp. The same text and fonts give the
// same bytes.
//
// A title is made smaller in whole steps until it fits. If it does not fit in
// the smallest size, it ends with an ellipsis.
package cover

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"io"
)

// Width and Height are the size of a cover in pixels. Shops and readers ask
// for this ratio, 1:1.6.
const (
	Width  = 1600
	Height = 2560
)

// A Text holds the texts on a cover. Fields that are "" are left out.
type Text struct {
	// Mark is a word above the title, such as "Repost" or the name of a series.
	Mark     string
	Title    string
	Subtitle string
	Author   string
	Source   string // where the text first appeared, or the name of the site
	Warning  string // the mark of a content warning, such as "Content warning"
	Lang     string // BCP 47 tag of the title: it chooses the forms of characters
}

// A Font is an OpenType or TrueType font, or a collection of them. Index is
// the number of the font in a collection, starting at 1; 0 selects the font
// for the language.
type Font struct {
	Data []byte
	// Source is the font file if it is read piece by piece; nil if it is in
	// Data.
	Source *io.SectionReader
	Index  int
}

// Options say how a cover is drawn. The zero value is ready to use.
type Options struct {
	// Title and Text are the fonts of the title and of all other text. The
	// bitmap font replaces a font without data, and also sets texts with a
	// letter that a font lacks.
	Title, Text Font
	// Picture is the picture on the cover; nil for none. If Title is "", it
	// fills the whole cover except the mark of a warning.
	Picture image.Image
}

const jpegQuality = 90 // compression artefacts are visible in letters first

// Draw returns a cover of Width by Height pixels and its media type. The same
// text and options give the same bytes. An error means that a font cannot be
// used.
func Draw(t Text, o Options) (data []byte, mediaType string, err error) {
	d, err := newDesign(t, o)
	if err != nil {
		return nil, "", err
	}
	var buf bytes.Buffer
	if o.Picture != nil {
		d.around(o.Picture)
		if err := jpeg.Encode(&buf, d.full(), &jpeg.Options{Quality: jpegQuality}); err != nil {
			return nil, "", err
		}
		return buf.Bytes(), "image/jpeg", nil
	}
	d.plain()
	// The best speed takes a quarter of the time of the default; the file is 5 KB
	// larger.
	if err := (&png.Encoder{CompressionLevel: png.BestSpeed}).Encode(&buf, d.compact()); err != nil {
		return nil, "", err
	}
	return buf.Bytes(), "image/png", nil
}
