package picture

import (
	"image"
	"image/color"
	"image/draw"
	"testing"
)

// A drawing in shades of gray may be shown in reverse on a dark page, one in
// colours needs paper, a light one dark ground, and a photograph nothing.
func TestLook(t *testing.T) {
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
	red, pale := color.NRGBA{200, 0, 0, 255}, color.NRGBA{255, 250, 200, 255}
	blank := image.NewGray(image.Rect(0, 0, 30, 30))
	draw.Draw(blank, blank.Rect, image.White, image.Point{}, draw.Src)
	framed := photo(160, 140)
	draw.Draw(framed, image.Rect(0, 0, 160, 20), image.White, image.Point{}, draw.Src)
	boxes := image.NewNRGBA(image.Rect(0, 0, 120, 100))
	draw.Draw(boxes, image.Rect(20, 20, 100, 80), image.NewUniform(red), image.Point{}, draw.Src)
	draw.Draw(boxes, image.Rect(24, 24, 96, 76), image.NewUniform(pale), image.Point{}, draw.Src)
	for name, c := range map[string]struct {
		data []byte
		look Look
	}{
		"black on nothing":     {lines(color.Black, clear), LookInk},
		"gray on white":        {lines(gray, color.White), LookInk},
		"white on black":       {lines(color.White, color.Black), ""},
		"red on white":         {lines(red, color.White), LookPaper},
		"red on nothing":       {lines(red, clear), LookPaper},
		"red on blue":          {lines(red, color.NRGBA{0, 0, 90, 255}), ""},
		"yellow on nothing":    {lines(pale, clear), LookChalk},
		"yellow on white":      {lines(pale, color.White), LookPaper},
		"yellow in red lines":  {asPNG(boxes), LookPaper},
		"photograph":           {asPNG(photo(160, 140)), ""},
		"photograph below sky": {asPNG(framed), ""},
		"JPEG on white":        {asJPEG(blank), LookPaper},
		"JPEG":                 {asJPEG(photo(160, 140)), ""},
		"SVG":                  {svg(`<path d="M0 0" stroke="black"/><path d="M0 0" style="stroke:#444;fill:#FFF"/>`), LookInk},
		"SVG with a colour":    {svg(`<path d="M0 0" stroke="black"/><path d="M0 0" style="stroke:#456"/>`), LookPaper},
		"SVG with a name":      {svg(`<path d="M0 0" fill="steelblue"/>`), LookPaper},
		"SVG without any":      {svg(`<path d="M0 0"/>`), LookInk},
	} {
		if p, err := Convert(c.data, Options{}); err != nil || p.Look != c.look {
			t.Errorf("%s: look %q, want %q (%v)", name, p.Look, c.look, err)
		}
	}
}
