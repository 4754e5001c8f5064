package picture

import (
	"image"
	"image/color"
	"testing"
)

// Drawings in shades of gray, which may be shown in reverse, are told from
// what has colours and from photographs.
func TestInk(t *testing.T) {
	lines := func(line, ground color.Color) []byte {
		m := image.NewNRGBA(image.Rect(0, 0, 120, 100))
		for y := range 100 {
			for x := range 120 {
				m.Set(x, y, ground)
				if y%10 == 3 {
					m.Set(x, y, line)
				}
			}
		}
		return asPNG(m)
	}
	svg := func(body string) []byte {
		return []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">` + body + `</svg>`)
	}
	gray, clear := color.NRGBA{60, 60, 66, 255}, color.NRGBA{}
	for name, c := range map[string]struct {
		data []byte
		ink  bool
	}{
		"black on nothing":  {lines(color.Black, clear), true},
		"gray on white":     {lines(gray, color.White), true},
		"white on black":    {lines(color.White, color.Black), false},
		"red on white":      {lines(color.NRGBA{200, 0, 0, 255}, color.White), false},
		"photograph":        {asPNG(photo(160, 140)), false},
		"SVG":               {svg(`<path d="M0 0" stroke="black"/><path d="M0 0" style="stroke:#444;fill:#FFF"/>`), true},
		"SVG with a colour": {svg(`<path d="M0 0" stroke="black"/><path d="M0 0" style="stroke:#456"/>`), false},
		"SVG with a name":   {svg(`<path d="M0 0" fill="steelblue"/>`), false},
		"SVG without any":   {svg(`<path d="M0 0"/>`), true},
	} {
		if p, err := Convert(c.data, Options{}); err != nil || p.Ink != c.ink {
			t.Errorf("%s: ink is %v, want %v (%v)", name, p.Ink, c.ink, err)
		}
	}
}
