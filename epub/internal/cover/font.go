package cover

import (
	"image"
	"image/color"
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/hajimehoshi/bitmapfont/v4"
	xfont "golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// A font sets text in steps: a step is 12 pixels of the height of a CJK
// character.
type font struct {
	dots   xfont.Face // the bitmap font; nil if smooth
	smooth *outline   // of the caller
	spare  *font      // the bitmap font, for text that smooth has no letters for
}

const (
	em       = 12 // dots
	baseline = 12
)

// The weights of a variable font.
const (
	textWeight = 400
	boldWeight = 600
)

// newFont returns a font of the caller for a text, or the bitmap font if there is none.
func newFont(lang string, file Font, weight float32, text string) (*font, error) {
	tag, _ := language.Parse(lang)
	dots := &font{dots: dotsFor(tag)}
	if file.Data == nil && file.Source == nil {
		return dots, nil
	}
	smooth, err := newOutline(tag, file, weight, text)
	if err != nil {
		return nil, err
	}
	return &font{smooth: smooth, spare: dots}, nil
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
	return ""
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
	for _, r := range composed(text) {
		if unicode.IsLetter(r) && !f.has(r) {
			return f.spare
		}
	}
	return f
}

// has reports whether the font can draw r. The bitmap font draws a box for
// what it does not know, an emoji for one; so do most others.
func (f *font) has(r rune) bool {
	if f.dots != nil {
		return r <= 0xffff && f.dotted(r)
	}
	return f.smooth.has(r)
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
	if f.dots != nil {
		return xfont.MeasureString(f.dots, text).Ceil() * step
	}
	return int(math.Ceil(f.smooth.width(text) * float64(step*em)))
}

// maxText is how much of a text is looked at, in bytes: far more than fits.
const maxText = 2000

// composed returns the text that is looked at, with letters and their accents as
// one character.
func composed(text string) string {
	return norm.NFC.String(strings.ToValidUTF8(text[:min(len(text), maxText)], ""))
}

// clean returns text in one line, without what cannot be drawn.
func (f *font) clean(text string) string {
	text = strings.Map(func(r rune) rune {
		switch {
		case string(r) == noBreak:
			return r
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsGraphic(r), unicode.Is(unicode.Variation_Selector, r), !f.has(r):
			return -1
		}
		return r
	}, composed(text))
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return r == ' ' }), " ")
}

// A block is text in lines of one size.
type block struct {
	font    *font
	lines   []string
	step    int
	leading float64 // of a line, in ems
}

// leadingFor returns the height of a line: Chinese characters fill their square
// and want more air between lines than Latin letters do.
func (f *font) leadingFor(text string) float64 {
	if f.dots == nil && strings.IndexFunc(text, isIdeograph) < 0 {
		return 1.14
	}
	return 1.32
}

func (b block) height() int {
	if len(b.lines) == 0 {
		return 0
	}
	return int((float64(len(b.lines)-1)*b.leading*em + em + 1) * float64(b.step))
}

const (
	largestLines = 24  // the largest step for more than one line
	largestParts = 10  // the largest step for a word that no line holds
	stepPrice    = 2.5 // what a smaller step must save in line breaks
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
	leading := f.leadingFor(text)
	limit := func(step int) int {
		n := max(1, int((float64(height)/float64(step)-em-1)/(leading*em))+1)
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
			best, b = price, block{f, lines, step, leading}
		}
		if tried++; tried*stepPrice >= best {
			break
		}
	}
	if b.lines != nil {
		return b
	}
	for _, step := range steps {
		if step > largestParts && step != steps[len(steps)-1] {
			continue
		}
		lines, _ := f.wrap(text, step, width)
		if b = (block{f, lines, step, leading}); len(lines) <= limit(step) {
			return b
		}
	}
	n := limit(b.step)
	b.lines = b.lines[:n]
	b.lines[n-1] = f.cut(b.lines[n-1], b.step, width)
	return b
}

// draw draws a block with its left top at x, y, and returns the y below it.
func (b block) draw(c canvas, x, y int, ink color.RGBA) int {
	for i, line := range b.lines {
		top := y + int(float64(i)*b.leading*em*float64(b.step))
		left := x - b.font.lead(line, b.step)
		if b.font.dots != nil {
			b.font.drawDots(c, line, left, top, b.step, ink)
		} else {
			b.font.smooth.draw(c, line, left, top+b.step*em*22/25, b.step*em, ink)
		}
	}
	return y + b.height()
}

// lead is the space before an opening mark that begins a line, which in CJK
// fonts is half a character: without it the edge of the text is straight.
func (f *font) lead(line string, step int) int {
	r, _ := utf8.DecodeRuneInString(line)
	if f.dots == nil {
		return int(f.smooth.bearing(r) * float64(step*em))
	}
	if !strings.ContainsRune(notLast, r) {
		return 0
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

func (f *font) drawDots(c canvas, line string, x, y, step int, ink color.RGBA) {
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
					c.fill(image.Rect(px, py, px+step, py+step), ink)
				}
			}
		}
		dot.X += advance
	}
}
