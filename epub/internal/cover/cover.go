// Package cover draws the front of a book, around a picture if it has one.
//
// The design is typographic and gray, as e-ink is: a dark field with the title,
// a rule, the author and the source below, and, where the book has one, the
// mark of its content warning in a light band at the top, large enough to be
// read on a shelf of thumbnails 160 pixels wide.
//
// Text is set in a bitmap font of 12 by 13 dots that has Latin and CJK
// characters, each dot a square of whole pixels, so that edges are crisp and
// no font of the machine has a part in it; or in a font of the caller's.
// A picture keeps its colours and its shape: it stands over the whole width
// where it can, between the band and the title.
//
// A title shrinks by whole steps until it fits, and ends in an ellipsis if it
// never does.
package cover

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"slices"

	"github.com/foreword-go/foreword/epub/internal/picture"
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
	// Picture is what the text stands around; nil for none. Without a title it
	// has the whole cover, but for the mark of a warning.
	Picture image.Image
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

// The layout around a picture, in pixels.
const (
	pictureEnd  = 1640 // of one with a title below
	pictureFoot = 2300 // top of the author
)

const jpegQuality = 90 // letters show its traces before pictures do

// Draw returns a cover, Width by Height pixels, and its media type. The same
// text gives the same bytes. The error is about Options.Font alone.
func Draw(t Text, o Options) (data []byte, mediaType string, err error) {
	f, err := newFont(t.Lang, o.Font)
	if err != nil {
		return nil, "", err
	}
	var buf bytes.Buffer
	if o.Picture != nil {
		if err := jpeg.Encode(&buf, around(o.Picture, t, f), &jpeg.Options{Quality: jpegQuality}); err != nil {
			return nil, "", err
		}
		return buf.Bytes(), "image/jpeg", nil
	}
	if err := png.Encode(&buf, paint(t, f)); err != nil {
		return nil, "", err
	}
	return buf.Bytes(), "image/png", nil
}

// titleSteps are the sizes of a title.
var titleSteps = []int{44, 36, 30, 26, 23, 20, 18, 16, 14, 12, 10, 9, 8, 7, 6}

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
		top = max(titleTop, band(img, f, t.Warning, margin-40, bandTop)+110)
	}
	y := f.fit(t.Title, titleSteps, inner, titleEnd-top, 0).draw(img, margin, top, bright)
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

// around paints a cover with a picture: the band of a warning over the whole
// width, the picture below it, then the title and the author.
func around(pic image.Image, t Text, f *font) *image.RGBA {
	img := image.NewPaletted(image.Rect(0, 0, Width, Height), ink)
	fill(img, img.Rect, dark)
	top, end := 0, Height
	if t.Warning != "" {
		top = band(img, f, t.Warning, 0, 0)
	}
	if t.Title != "" {
		end = pictureEnd
	}
	w, h := fitted(pic.Bounds().Size(), Width, end-top)
	const air = 110
	if t.Title != "" && w < Width { // not over the whole width: with air above, too
		top += air
		w, h = fitted(pic.Bounds().Size(), Width, end-top)
	}
	at := image.Pt((Width-w)/2, top)
	if t.Title == "" {
		at.Y += (end - top - h) / 2
	}
	if t.Title != "" {
		y := at.Y + h + 120
		foot := Height - 100
		if t.Author != "" {
			foot = pictureFoot - 60
			fill(img, image.Rect(margin, foot, margin+240, foot+12), muted)
			f.fit(t.Author, []int{9, 8, 7, 6}, inner, Height-90-pictureFoot, 1).draw(img, margin, pictureFoot, bright)
		}
		room := foot - 60 - y
		steps := slices.DeleteFunc(slices.Clone(titleSteps), func(step int) bool { return step*(em+1) > room })
		title := f.fit(t.Title, steps, inner, room, 0)
		// A short title under a low picture stands in the middle of its room.
		y += max(0, room-title.height()) / 2
		title.draw(img, margin, y, bright)
	}
	out := image.NewRGBA(img.Rect)
	draw.Draw(out, out.Rect, img, image.Point{}, draw.Src)
	small := picture.Scale(pic, w, h)
	draw.Draw(out, image.Rectangle{at, at.Add(image.Pt(w, h))}, small, image.Point{}, draw.Over)
	return out
}

// maxEnlarged is how many times its own size a picture may get: beyond, it is
// a blur.
const maxEnlarged = 3

// fitted returns the largest size of the shape of a picture that fits.
func fitted(size image.Point, width, height int) (w, h int) {
	w, h = width, max(1, size.Y*width/size.X)
	if h > height {
		w, h = max(1, size.X*height/size.Y), height
	}
	if w > size.X*maxEnlarged {
		w, h = size.X*maxEnlarged, size.Y*maxEnlarged
	}
	return min(w, width), min(h, height)
}

// band draws the mark of a content warning from x, y to the same distance from
// the other edge: a sign, and the words beside it, dark on light. It returns
// the y below.
func band(img *image.Paletted, f *font, words string, x, y int) int {
	const sign = 190 // the side of the triangle
	block := f.fit(words, []int{13, 12, 11, 10, 9, 8, 7}, inner-sign-130, 2*14*10, 2)
	h := max(block.height(), sign) + 90
	r := image.Rect(x, y, Width-x, y+h)
	fill(img, r, bright)
	triangle(img, image.Rect(margin+10, y+(h-sign)/2, margin+10+sign, y+(h+sign)/2))
	block.draw(img, margin+sign+70, y+(h-block.height())/2, dark)
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
