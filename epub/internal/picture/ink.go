package picture

import (
	"image"
	"strings"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// isInk reports whether m is a drawing in shades of gray on white or on
// nothing, which can be shown in reverse on a dark page: a formula, a
// diagram, a page that was scanned.
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

// isInkSVG does the same for an SVG that was rebuilt: its colours are all in
// attributes.
func isInkSVG(data []byte) bool {
	for _, m := range reSVGColour.FindAllSubmatch(data, -1) {
		colour := strings.ToLower(strings.TrimSpace(string(m[1])))
		if reSVGGray.MatchString(colour) {
			continue
		}
		h := reSVGHex.FindStringSubmatch(colour)
		if h == nil || h[1]+h[4] != h[2]+h[5] || h[2]+h[5] != h[3]+h[6] {
			return false
		}
	}
	return true
}
