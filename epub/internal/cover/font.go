package cover

import (
	"fmt"
	"image"
	"strings"
	"unicode"

	"github.com/hajimehoshi/bitmapfont/v4"
	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/language"
)

// A font sets text in steps: a step is 12 pixels of the height of a CJK
// character.
type font struct {
	dots   xfont.Face     // the bitmap font; nil if smooth
	smooth *opentype.Font // of the caller
	faces  map[int]xfont.Face
}

const (
	em       = 12 // dots
	lineDots = 16
	baseline = 12
)

func newFont(lang string, file []byte) (*font, error) {
	if file != nil {
		f, err := opentype.Parse(file)
		if err != nil {
			return nil, fmt.Errorf("font of the cover: %w", err)
		}
		return &font{smooth: f, faces: make(map[int]xfont.Face)}, nil
	}
	tag, _ := language.Parse(lang)
	base, _ := tag.Base()
	script, _ := tag.Script()
	switch {
	case base.String() == "zh" && script.String() == "Hant":
		return &font{dots: bitmapfont.FaceTCEA}, nil
	case base.String() == "zh":
		return &font{dots: bitmapfont.FaceSCEA}, nil
	case base.String() == "ja":
		return &font{dots: bitmapfont.FaceEA}, nil
	}
	// Latin text keeps the narrow forms of quotes and dashes.
	return &font{dots: bitmapfont.FaceSC}, nil
}

func (f *font) face(step int) xfont.Face {
	if f.dots != nil {
		return f.dots
	}
	face := f.faces[step]
	if face == nil {
		// The sizes are constants and the font was parsed: no error is left.
		face, _ = opentype.NewFace(f.smooth, &opentype.FaceOptions{Size: float64(step * em), DPI: 72, Hinting: xfont.HintingNone})
		f.faces[step] = face
	}
	return face
}

// has reports whether the font can draw r. The bitmap font draws a box for
// what it does not know, an emoji for one.
func (f *font) has(r rune) bool {
	if f.dots != nil {
		return r <= 0xffff && f.dotted(r)
	}
	_, ok := f.face(em).GlyphAdvance(r)
	return ok
}

func (f *font) dotted(r rune) bool {
	dr, mask, at, _, ok := f.dots.Glyph(fixed.P(0, baseline), r)
	if !ok {
		return false
	}
	for y := range dr.Dy() {
		for x := range dr.Dx() {
			if _, _, _, a := mask.At(at.X+x, at.Y+y).RGBA(); a != 0 {
				return true
			}
		}
	}
	return false
}

// width is that of text in pixels.
func (f *font) width(text string, step int) int {
	w := xfont.MeasureString(f.face(step), text).Ceil()
	if f.dots != nil {
		return w * step
	}
	return w
}

// maxText is how much of a text is looked at, in bytes: far more than fits.
const maxText = 2000

// clean returns text in one line, without what cannot be drawn.
func (f *font) clean(text string) string {
	text = strings.ToValidUTF8(text[:min(len(text), maxText)], "")
	text = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsGraphic(r), unicode.Is(unicode.Variation_Selector, r), !f.has(r):
			return -1
		}
		return r
	}, text)
	return strings.Join(strings.Fields(text), " ")
}

// A block is text in lines of one size.
type block struct {
	lines []string
	step  int
}

func (b block) height() int {
	if len(b.lines) == 0 {
		return 0
	}
	return ((len(b.lines)-1)*lineDots + em + 1) * b.step
}

// fit sets text at the first of steps at which it fits into width by height
// pixels and maxLines lines, 0 for any number. At the last step it is cut.
func (f *font) fit(text string, steps []int, width, height, maxLines int) block {
	text = f.clean(text)
	if text == "" {
		return block{}
	}
	for i, step := range steps {
		b := block{f.wrap(text, step, width), step}
		limit := max(1, (height/step-em-1)/lineDots+1)
		if maxLines > 0 {
			limit = min(limit, maxLines)
		}
		last := i == len(steps)-1
		// A word broken in the middle is worse than a smaller size.
		if len(b.lines) <= limit && (last || !f.breaksWord(text, step, width)) {
			return b
		}
		if last {
			b.lines = b.lines[:limit]
			b.lines[limit-1] = f.cut(b.lines[limit-1], step, width)
			return b
		}
	}
	return block{}
}

// draw draws a block with its left top at x, y, and returns the y below it.
func (f *font) draw(img *image.Paletted, b block, x, y int, index uint8) int {
	for i, line := range b.lines {
		top := y + i*lineDots*b.step
		if f.dots != nil {
			f.drawDots(img, line, x, top, b.step, index)
			continue
		}
		ascent := b.step * em * 22 / 25
		d := xfont.Drawer{Dst: img, Src: image.NewUniform(ink[index]), Face: f.face(b.step), Dot: fixed.P(x, top+ascent)}
		d.DrawString(line)
	}
	return y + b.height()
}

func (f *font) drawDots(img *image.Paletted, line string, x, y, step int, index uint8) {
	dot := fixed.P(0, baseline)
	for _, r := range line {
		dr, mask, at, advance, ok := f.dots.Glyph(dot, r)
		if !ok {
			continue
		}
		for gy := range dr.Dy() {
			for gx := range dr.Dx() {
				if _, _, _, a := mask.At(at.X+gx, at.Y+gy).RGBA(); a != 0 {
					px, py := x+(dr.Min.X+gx)*step, y+(dr.Min.Y+gy)*step
					fill(img, image.Rect(px, py, px+step, py+step), index)
				}
			}
		}
		dot.X += advance
	}
}
