package cover

import (
	"fmt"
	"image"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hajimehoshi/bitmapfont/v4"
	xfont "golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/language"
)

// A font sets text in steps: a step is 12 pixels of the height of a CJK
// character.
type font struct {
	dots   xfont.Face     // the bitmap font; nil if smooth
	smooth *opentype.Font // of the caller
	faces  map[int]xfont.Face
	buf    sfnt.Buffer
	spare  *font // the bitmap font, for text that smooth has no letters for
}

const (
	em       = 12 // dots
	lineDots = 16
	baseline = 12
)

// newFont returns the font of file, or the bitmap font if it is nil. Of a
// collection it is the one for the language.
func newFont(lang string, file []byte) (*font, error) {
	tag, _ := language.Parse(lang)
	dots := &font{dots: dotsFor(tag)}
	if file == nil {
		return dots, nil
	}
	all, err := opentype.ParseCollection(file) // a single font is one too
	if err != nil {
		return nil, fmt.Errorf("font of the cover: %w", err)
	}
	f := &font{faces: make(map[int]xfont.Face), spare: dots}
	for i := range all.NumFonts() {
		next, err := all.Font(i)
		if err != nil {
			return nil, fmt.Errorf("font of the cover: %w", err)
		}
		if f.smooth == nil {
			f.smooth = next
		}
		if name, _ := next.Name(&f.buf, sfnt.NameIDFull); strings.Contains(name+" ", " "+region(tag)+" ") {
			f.smooth = next
			break
		}
	}
	return f, nil
}

// region is how families of CJK fonts name the forms of characters.
func region(tag language.Tag) string {
	base, _ := tag.Base()
	script, _ := tag.Script()
	switch {
	case base.String() == "zh" && script.String() == "Hant":
		return "TC"
	case base.String() == "zh":
		return "SC"
	case base.String() == "ja":
		return "JP"
	case base.String() == "ko":
		return "KR"
	}
	return "Regular"
}

func dotsFor(tag language.Tag) xfont.Face {
	switch region(tag) {
	case "TC":
		return bitmapfont.FaceTCEA
	case "SC":
		return bitmapfont.FaceSCEA
	case "JP":
		return bitmapfont.FaceEA
	}
	// Latin text keeps the narrow forms of quotes and dashes.
	return bitmapfont.FaceSC
}

// forText returns the font that text is set in.
func (f *font) forText(text string) *font {
	if f.spare == nil {
		return f
	}
	for _, r := range text[:min(len(text), maxText)] {
		if unicode.IsLetter(r) && !f.has(r) {
			return f.spare
		}
	}
	return f
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
// what it does not know, an emoji for one; so do most others.
func (f *font) has(r rune) bool {
	if f.dots != nil {
		return r <= 0xffff && f.dotted(r)
	}
	i, err := f.smooth.GlyphIndex(&f.buf, r)
	return err == nil && i != 0
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
	font  *font
	lines []string
	step  int
}

func (b block) height() int {
	if len(b.lines) == 0 {
		return 0
	}
	return ((len(b.lines)-1)*lineDots + em + 1) * b.step
}

const (
	largestLines = 20 // the largest step for more than one line
	largestParts = 10 // the largest step for a word that no line holds
	stepPrice    = 6  // what a smaller step must save in line breaks
)

// fit sets text at the first of steps at which it fits into width by height
// pixels and maxLines lines, 0 for any number, or at a smaller one where the
// lines break better. A word broken in the middle is worse than any size. At
// the last step it is cut.
func (f *font) fit(text string, steps []int, width, height, maxLines int) block {
	f = f.forText(text)
	text = f.clean(text)
	if text == "" {
		return block{}
	}
	limit := func(step int) int {
		n := max(1, (height/step-em-1)/lineDots+1)
		switch {
		case step > largestLines:
			return 1
		case maxLines > 0:
			return min(n, maxLines)
		}
		return n
	}
	var b block
	best := math.Inf(1)
	tried := 0.0
	for _, step := range steps {
		if f.breaksWord(text, step, width) {
			continue
		}
		lines, price := f.wrap(text, step, width)
		if len(lines) > limit(step) {
			continue
		}
		if price += tried * stepPrice; price < best {
			best, b = price, block{f, lines, step}
		}
		if tried++; tried*stepPrice >= best {
			break
		}
	}
	if b.lines != nil {
		return b
	}
	for _, step := range steps {
		if step > largestParts {
			continue
		}
		lines, _ := f.wrap(text, step, width)
		if b = (block{f, lines, step}); len(lines) <= limit(step) {
			return b
		}
	}
	n := limit(b.step)
	b.lines = b.lines[:n]
	b.lines[n-1] = f.cut(b.lines[n-1], b.step, width)
	return b
}

// draw draws a block with its left top at x, y, and returns the y below it.
func (b block) draw(img *image.Paletted, x, y int, index uint8) int {
	for i, line := range b.lines {
		top := y + i*lineDots*b.step
		left := x - b.font.lead(line, b.step)
		if b.font.dots != nil {
			b.font.drawDots(img, line, left, top, b.step, index)
		} else {
			b.font.drawSmooth(img, line, left, top+b.step*em*22/25, b.step, index)
		}
	}
	return y + b.height()
}

// lead is the space before an opening mark that begins a line, which in CJK
// fonts is half a character: without it the edge of the text is straight.
func (f *font) lead(line string, step int) int {
	r, _ := utf8.DecodeRuneInString(line)
	if !strings.ContainsRune(notLast, r) {
		return 0
	}
	if f.dots == nil {
		bounds, _, _ := f.face(step).GlyphBounds(r)
		return max(0, bounds.Min.X.Floor())
	}
	dr, mask, at, _, _ := f.dots.Glyph(fixed.P(0, baseline), r)
	for x := range dr.Dx() {
		for y := range dr.Dy() {
			if _, _, _, a := mask.At(at.X+x, at.Y+y).RGBA(); a != 0 {
				return max(0, (dr.Min.X+x)*step)
			}
		}
	}
	return 0
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

// drawSmooth draws a line by mixing indexes: the palette is a ramp of gray.
func (f *font) drawSmooth(img *image.Paletted, line string, x, y, step int, index uint8) {
	face := f.face(step)
	dot, prev := fixed.P(x, y), rune(-1)
	for _, r := range line {
		if prev >= 0 {
			dot.X += face.Kern(prev, r)
		}
		prev = r
		dr, mask, at, advance, ok := face.Glyph(dot, r)
		if !ok {
			continue
		}
		at = at.Sub(dr.Min)
		dr = dr.Intersect(img.Rect)
		for py := dr.Min.Y; py < dr.Max.Y; py++ {
			for px := dr.Min.X; px < dr.Max.X; px++ {
				_, _, _, a := mask.At(at.X+px, at.Y+py).RGBA()
				if a != 0 {
					pix := &img.Pix[img.PixOffset(px, py)]
					*pix = uint8(int(*pix) + (int(index)-int(*pix))*int(a)/0xffff)
				}
			}
		}
		dot.X += advance
	}
}
