// Package cover draws the front of a book, around a picture if it has one.
//
// The design is typographic: a field in a quiet colour with the title, and a
// band of paper below it with the author and the site. The colour and the
// ornament behind the title follow from a hash of the title, so that the books
// of a shelf differ and one book always looks the same; each colour is dark
// enough to be read on gray e-ink. The mark of a content warning is a light
// band over the whole width at the top, large enough to be read on a shelf of
// thumbnails 160 pixels wide.
//
// Text is set in a font of the caller's, shaped by HarfBuzz's rules. Where that
// lacks a letter, and where there is none, it is a bitmap font of 12 by 13 dots
// that has Latin and CJK characters, each dot a square of whole pixels, so that
// edges are crisp. The same text and fonts give the same bytes.
//
// A title shrinks by whole steps until it fits, and ends in an ellipsis if it
// never does.
package cover

import (
	"bytes"
	"image"
	"image/jpeg"
	"image/png"
	"io"
)

// Width and Height are the size of a cover in pixels: 1:1.6, which stores and
// readers ask for.
const (
	Width  = 1600
	Height = 2560
)

// A Text is what a cover says. Fields that are "" are left out.
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

// A Font is an OpenType or TrueType font, or a collection of them. Of several
// Index is the one to take, from 1; 0 takes that for the language.
type Font struct {
	Data []byte
	// Source is the same for a font that is read piece by piece; nil for one in Data.
	Source *io.SectionReader
	Index  int
}

// Options say how a cover is drawn. The zero value serves.
type Options struct {
	// Title and Text are the fonts of the title and of all else. One without
	// data is the bitmap font, which also sets a text that the font lacks a
	// letter of.
	Title, Text Font
	// Picture is what the text stands around; nil for none. Without a title it
	// has the whole cover, but for the mark of a warning.
	Picture image.Image
}

const jpegQuality = 90 // letters show its traces before pictures do

// Draw returns a cover, Width by Height pixels, and its media type. The same
// text gives the same bytes. The error is about the fonts alone.
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
	if err := png.Encode(&buf, d.compact()); err != nil {
		return nil, "", err
	}
	return buf.Bytes(), "image/png", nil
}
