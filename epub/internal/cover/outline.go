package cover

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"io"
	"math"
	"slices"
	"strings"
	"unicode"

	"github.com/go-text/typesetting/di"
	gofont "github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
	golang "github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/shaping"
	"golang.org/x/image/math/fixed"
	"golang.org/x/text/language"
)

// An outline is a font of curves, shaped with its kerning and ligatures.
type outline struct {
	face   *gofont.Face
	glyphs *outlines // nil if face has them
	upem   float64
	lang   golang.Language
	dir    di.Direction
	shaper shaping.HarfbuzzShaper
	split  shaping.Segmenter
	widths map[string]float64
}

// newOutline reads a font for a text. Of a collection whose index is not given it
// takes the one whose name ends as those for the language do.
func newOutline(tag language.Tag, file Font, weight float32, text string) (*outline, error) {
	source := file.Source
	if source == nil {
		source = io.NewSectionReader(bytes.NewReader(file.Data), 0, int64(len(file.Data)))
	}
	r := io.NewSectionReader(source, 0, source.Size()) // with a place in the file of its own
	loaders, err := opentype.NewLoaders(r)             // a single font is one too
	if err != nil {
		return nil, fmt.Errorf("font of the cover: %w", err)
	}
	at := file.Index - 1
	if at < 0 {
		at = slices.IndexFunc(loaders, func(l *opentype.Loader) bool {
			about, _ := gofont.Describe(l, nil)
			return region(tag) != "" && strings.HasSuffix(about.Family, " "+region(tag))
		})
		at = max(at, 0)
	}
	if at >= len(loaders) {
		return nil, fmt.Errorf("font of the cover: number %d of %d in the collection", at+1, len(loaders))
	}
	o := &outline{lang: golang.NewLanguage(tag.String()), widths: make(map[string]float64)}
	// Without marks in the font, shaping places an accent by the outlines.
	accents := strings.ContainsFunc(composed(text), unicode.IsMark)
	if accents || !o.loadThin(r, at, weight) {
		if err := o.load(loaders[at], weight); err != nil {
			return nil, err
		}
	}
	if script, _ := tag.Script(); slices.Contains([]string{"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm"}, script.String()) {
		o.dir = di.DirectionRTL
	}
	return o, nil
}

// load reads the font.
func (o *outline) load(l *opentype.Loader, weight float32) error {
	parsed, err := gofont.NewFont(l)
	if err != nil {
		return fmt.Errorf("font of the cover: %w", err)
	}
	o.face = gofont.NewFace(parsed)
	if l.HasTable(opentype.MustNewTag("fvar")) {
		o.face.SetVariations([]gofont.Variation{{Tag: opentype.MustNewTag("wght"), Value: weight}})
	}
	o.upem = float64(parsed.Upem())
	return nil
}

// loadThin reads a large font without its outlines, which are read when they are
// drawn. It returns false if that is not possible.
func (o *outline) loadThin(r *io.SectionReader, index int, weight float32) bool {
	file, glyphs, ok := thin(r, index)
	if !ok {
		return false
	}
	l, err := opentype.NewLoader(file)
	if err != nil || o.load(l, weight) != nil {
		return false
	}
	o.glyphs = glyphs
	return true
}

// glyph returns the outline of a character.
func (o *outline) glyph(gid gofont.GID) glyph {
	if o.glyphs != nil {
		return o.glyphs.glyph(gid)
	}
	data, ok := o.face.GlyphDataOutline(gid)
	return glyph{segments: data.Segments, ok: ok}
}

func (o *outline) has(r rune) bool {
	_, ok := o.face.NominalGlyph(r)
	return ok
}

// ResolveFace implements [shaping.Fontmap].
func (o *outline) ResolveFace(rune) *gofont.Face { return o.face }

// shape returns the runs of a line from left to right, in font units.
func (o *outline) shape(line string) []shaping.Output {
	text := []rune(line)
	in := shaping.Input{Text: text, RunEnd: len(text), Direction: o.dir, Face: o.face, Size: fixed.I(int(o.upem)), Language: o.lang}
	var runs []shaping.Output
	for _, run := range o.split.Split(in, o) {
		runs = append(runs, o.shaper.Shape(run))
	}
	if o.dir == di.DirectionRTL {
		slices.Reverse(runs)
	}
	return runs
}

// width returns the width of a line in ems.
func (o *outline) width(line string) float64 {
	w, known := o.widths[line]
	if !known {
		for _, run := range o.shape(line) {
			w += float64(run.Advance) / 64
		}
		w /= o.upem
		o.widths[line] = w
	}
	return w
}

// bearing returns the empty space before the ink of a character, in ems, but no
// more than half of one.
func (o *outline) bearing(r rune) float64 {
	gid, ok := o.face.NominalGlyph(r)
	if !ok {
		return 0
	}
	var bearing float32
	if o.glyphs != nil {
		bearing = o.glyphs.glyph(gid).bearing
	} else if extents, ok := o.face.GlyphExtents(gid); ok {
		bearing = extents.XBearing
	}
	return min(max(0, float64(bearing)/o.upem), 0.5)
}

// draw draws a line with its baseline from x, y.
func (o *outline) draw(c canvas, line string, x, y, size int, ink color.RGBA) {
	scale := float32(float64(size) / o.upem)
	var all []placed
	var dot float32
	for _, run := range o.shape(line) {
		for _, g := range run.Glyphs {
			if data := o.glyph(g.GlyphID); data.ok {
				all = append(all, placed{data.segments, dot + float32(g.XOffset)/64*scale, -float32(g.YOffset) / 64 * scale})
			}
			dot += float32(g.Advance) / 64 * scale
		}
	}
	// Only the part of the cover with ink is rasterized.
	at := image.Pt(x, y)
	within := inkOf(all, scale).Add(at).Intersect(image.Rect(0, y-size*3/2, Width, y+size)).Intersect(bounds)
	c.path(within, ink, func(z *rasterizer) {
		from := at.Sub(within.Min)
		for _, g := range all {
			traceGlyph(z, g.segments, float32(from.X)+g.x, float32(from.Y)+g.y, scale)
		}
	})
}

// placed is the outline of a glyph with its origin relative to the start of the
// baseline, in pixels.
type placed struct {
	segments []opentype.Segment
	x, y     float32
}

// inkOf returns a rectangle that contains all glyphs, relative to the start of
// the baseline.
func inkOf(all []placed, scale float32) (r image.Rectangle) {
	for _, g := range all {
		for _, s := range g.segments {
			for _, p := range s.ArgsSlice() {
				x, y := int(math.Floor(float64(g.x+p.X*scale))), int(math.Floor(float64(g.y-p.Y*scale)))
				r = r.Union(image.Rect(x, y, x+2, y+2))
			}
		}
	}
	return r
}

// traceGlyph traces a glyph with its origin at x, y. The y of fonts goes up.
func traceGlyph(z *rasterizer, segments []opentype.Segment, x, y, scale float32) {
	for _, s := range segments {
		a := s.Args
		for i := range a {
			a[i].X, a[i].Y = x+a[i].X*scale, y-a[i].Y*scale
		}
		switch s.Op {
		case opentype.SegmentOpMoveTo:
			z.ClosePath()
			z.MoveTo(a[0].X, a[0].Y)
		case opentype.SegmentOpLineTo:
			z.LineTo(a[0].X, a[0].Y)
		case opentype.SegmentOpQuadTo:
			z.QuadTo(a[0].X, a[0].Y, a[1].X, a[1].Y)
		case opentype.SegmentOpCubeTo:
			z.CubeTo(a[0].X, a[0].Y, a[1].X, a[1].Y, a[2].X, a[2].Y)
		}
	}
	z.ClosePath()
}
