package picture

import (
	"image"
	"strings"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// A Look states the background that a picture needs. On a dark page, a light ground is
// a glaring box, and black lines on a clear ground are invisible.
type Look string

// The looks. Photographs and drawings that reach the edges have the look "".
const (
	LookInk   Look = "ink"   // shades of gray on white or clear ground: may be inverted
	LookPaper Look = "paper" // colours on white or clear ground: needs white ground
	LookChalk Look = "chalk" // light on clear ground: needs dark ground on every page
)

// lookOf returns the look of a picture that was decoded.
func lookOf(m *image.RGBA) Look {
	switch {
	case isInk(m):
		return LookInk
	case isChalk(m):
		return LookChalk
	case edged(m):
		return LookPaper
	}
	return ""
}

// edged reports whether nine tenths of the outermost pixels of a picture are white
// or clear.
func edged(m image.Image) bool {
	const light = 224 // as in isInk
	bright, all := 0, 0
	look := func(x, y int) {
		r, g, b, a := m.At(x, y).RGBA()
		if all++; min(r, g, b)>>8+255-a>>8 >= light { // premultiplied
			bright++
		}
	}
	r := m.Bounds()
	for x := r.Min.X; x < r.Max.X; x++ {
		look(x, r.Min.Y)
		look(x, r.Max.Y-1)
	}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		look(r.Min.X, y)
		look(r.Max.X-1, y)
	}
	return bright*10 >= all*9
}

// isChalk reports whether at least a tenth of m is clear and at most a fiftieth of the
// rest is not light, such as a logo for a dark page. The dark lines around the light
// boxes of a diagram are more than that.
func isChalk(m *image.RGBA) bool {
	const pale = 200 // of 255
	all, seen, light := len(m.Pix)/4, 0, 0
	for i := 0; i+3 < len(m.Pix); i += 4 {
		a := int(m.Pix[i+3])
		if a < 128 {
			continue
		}
		if seen++; int(luma(m.Pix[i], m.Pix[i+1], m.Pix[i+2]))*255 >= pale*a { // premultiplied
			light++
		}
	}
	return seen*10 <= all*9 && (seen-light)*50 < seen
}

// isInk reports whether m is a drawing in shades of gray on white or clear ground,
// such as a formula, a diagram or a scanned page.
func isInk(m *image.RGBA) bool {
	const (
		tint  = 12  // the largest difference between the channels of a gray
		light = 224 // on white paper
		share = 60  // percent of the pixels that are light
	)
	bright := 0
	for i := 0; i+3 < len(m.Pix); i += 4 {
		r, g, b, a := m.Pix[i], m.Pix[i+1], m.Pix[i+2], m.Pix[i+3]
		if max(r, g, b)-min(r, g, b) > tint {
			return false
		}
		if int(g)+255-int(a) >= light { // premultiplied
			bright++
		}
	}
	return bright*100 >= share*(len(m.Pix)/4) && flatness(m) >= share
}

var (
	reSVGColour = lazyregexp.New(`\s(?:fill|stroke|color|stop-color)="([^"]*)"`)
	reSVGGray   = lazyregexp.New(`^(?:none|inherit|transparent|currentcolor|black|white|silver|url\(.*|` +
		`(?:dim|dark|light)?gr[ae]y|gainsboro|whitesmoke)$`)
	reSVGHex = lazyregexp.New(`^#(?:([0-9a-f])([0-9a-f])([0-9a-f])|([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2}))$`)
)

// lookOfSVG returns the look of a rebuilt SVG, in which all colours are attributes. It
// assumes a clear ground.
func lookOfSVG(data []byte) Look {
	for _, m := range reSVGColour.FindAllSubmatch(data, -1) {
		colour := strings.ToLower(strings.TrimSpace(string(m[1])))
		if reSVGGray.MatchString(colour) {
			continue
		}
		h := reSVGHex.FindStringSubmatch(colour)
		if h == nil || h[1]+h[4] != h[2]+h[5] || h[2]+h[5] != h[3]+h[6] {
			return LookPaper
		}
	}
	return LookInk
}
