// Package cover draws the front of a book that has no picture for it.
//
// The design is typographic and gray, as e-ink is: a dark field with the title,
// a rule, the author and the source below, and, where the book has one, the
// mark of its content warning in a light band at the top, large enough to be
// read on a shelf of thumbnails 160 pixels wide.
//
// Text is set in a bitmap font of 12 by 13 dots that has Latin and CJK
// characters, each dot a square of whole pixels, so that edges are crisp and
// no font of the machine has a part in it; or in a font of the caller's.
// A title shrinks by whole steps until it fits, and ends in an ellipsis if it
// never does.
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
	// Font is an OpenType or TrueType font, or a collection of them, of which
	// the one for the language is taken. Text that it lacks a letter of is set
	// in the bitmap font. If nil, all is: it has Latin and CJK characters.
	Font []byte
}

// The layout in pixels.
const (
	margin    = 160
	inner     = Width - 2*margin
	bandTop   = 150
	titleTop  = 560
	titleEnd  = 1740
	ruleTop   = 1850
	footTop   = 1940
	footEnd   = Height - 150
	noBandTop = 400 // of the title without a warning
)

// ink is gray in steps, the edges of smooth text included.
var ink = func() (p color.Palette) {
	for i := range 64 {
		p = append(p, color.Gray{Y: uint8(i * 255 / 63)})
	}
	return p
}()

// Indexes into ink.
const (
	dark   = 8
	frame  = 20
	muted  = 46
	bright = 62
)

// Draw returns a cover, Width by Height pixels, and its media type. The same
// text gives the same bytes. The error is about Options.Font alone.
func Draw(t Text, o Options) (data []byte, mediaType string, err error) {
	f, err := newFont(t.Lang, o.Font)
	if err != nil {
		return nil, "", err
	}
	var buf bytes.Buffer
	if err := png.Encode(&buf, paint(t, f)); err != nil {
		return nil, "", err
	}
	return buf.Bytes(), "image/png", nil
}

func paint(t Text, f *font) *image.Paletted {
	img := image.NewPaletted(image.Rect(0, 0, Width, Height), ink)
	fill(img, img.Rect, dark)
	// A thin frame inside the edge.
	for _, r := range []image.Rectangle{
		image.Rect(60, 60, Width-60, 66), image.Rect(60, Height-66, Width-60, Height-60),
		image.Rect(60, 60, 66, Height-60), image.Rect(Width-66, 60, Width-60, Height-60),
	} {
		fill(img, r, frame)
	}

	top := noBandTop
	if t.Warning != "" {
		top = max(titleTop, band(img, f, t.Warning)+110)
	}
	y := f.fit(t.Title, []int{44, 36, 30, 26, 23, 20, 18, 16, 14, 12, 10, 9, 8, 7, 6}, inner, titleEnd-top, 0).draw(img, margin, top, bright)
	if t.Subtitle != "" && titleEnd-y > 200 {
		f.fit(t.Subtitle, []int{7, 6, 5}, inner, titleEnd-y-60, 3).draw(img, margin, y+60, muted)
	}

	fill(img, image.Rect(margin, ruleTop, margin+240, ruleTop+12), muted)
	y = footTop
	if t.Author != "" {
		y = f.fit(t.Author, []int{8, 7, 6}, inner, 260, 2).draw(img, margin, y, bright) + 40
	}
	if t.Source != "" {
		f.fit(t.Source, []int{6, 5}, inner, footEnd-y, 3).draw(img, margin, y, muted)
	}

	return img
}

// band draws the mark of a content warning: a sign, and the words beside it,
// dark on light. It returns the y below.
func band(img *image.Paletted, f *font, words string) int {
	const sign = 190 // the side of the triangle
	block := f.fit(words, []int{13, 12, 11, 10, 9, 8, 7}, inner-sign-130, 2*14*10, 2)
	h := max(block.height(), sign) + 90
	r := image.Rect(margin-40, bandTop, Width-margin+40, bandTop+h)
	fill(img, r, bright)
	triangle(img, image.Rect(margin+10, bandTop+(h-sign)/2, margin+10+sign, bandTop+(h+sign)/2))
	block.draw(img, margin+sign+70, bandTop+(h-block.height())/2, dark)
	return r.Max.Y
}

// triangle draws a warning sign into r.
func triangle(img *image.Paletted, r image.Rectangle) {
	w, h := r.Dx(), r.Dy()
	for y := range h {
		half := w * (y + 1) / h / 2
		fill(img, image.Rect(r.Min.X+w/2-half, r.Min.Y+y, r.Min.X+w/2+half, r.Min.Y+y+1), dark)
	}
	bar := w / 11
	fill(img, image.Rect(r.Min.X+w/2-bar/2, r.Min.Y+h*36/100, r.Min.X+w/2+bar/2+1, r.Min.Y+h*68/100), bright)
	fill(img, image.Rect(r.Min.X+w/2-bar/2, r.Min.Y+h*76/100, r.Min.X+w/2+bar/2+1, r.Min.Y+h*87/100), bright)
}

func fill(img *image.Paletted, r image.Rectangle, index uint8) {
	r = r.Intersect(img.Rect)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := img.Pix[img.PixOffset(r.Min.X, y):][:r.Dx()]
		for x := range row {
			row[x] = index
		}
	}
}
