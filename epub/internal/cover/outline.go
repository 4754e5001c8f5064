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
	file   *io.SectionReader
	index  int // of the font in its file
	weight float32
	keep   map[gofont.GID]bool // the glyphs with outlines; nil for all
	face   *gofont.Face
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
	// Each reading has its own place in the file.
	o := &outline{file: io.NewSectionReader(source, 0, source.Size()), weight: weight,
		lang: golang.NewLanguage(tag.String()), widths: make(map[string]float64)}
	loaders, err := opentype.NewLoaders(o.file) // a single font is one too
	if err != nil {
		return nil, fmt.Errorf("font of the cover: %w", err)
	}
	o.index = file.Index - 1
	if o.index < 0 {
		o.index = slices.IndexFunc(loaders, func(l *opentype.Loader) bool {
			about, _ := gofont.Describe(l, nil)
			return region(tag) != "" && strings.HasSuffix(about.Family, " "+region(tag))
		})
		o.index = max(o.index, 0)
	}
	if o.index >= len(loaders) {
		return nil, fmt.Errorf("font of the cover: number %d of %d in the collection", o.index+1, len(loaders))
	}
	l := loaders[o.index]
	if o.keep = glyphsOf(l, text+"…"); !o.loadThin() {
		o.keep = nil
		if err := o.load(l); err != nil {
			return nil, err
		}
	}
	if script, _ := tag.Script(); slices.Contains([]string{"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm"}, script.String()) {
		o.dir = di.DirectionRTL
	}
	return o, nil
}

// load reads the font.
func (o *outline) load(l *opentype.Loader) error {
	parsed, err := gofont.NewFont(l)
	if err != nil {
		return fmt.Errorf("font of the cover: %w", err)
	}
	o.face = gofont.NewFace(parsed)
	if l.HasTable(opentype.MustNewTag("fvar")) {
		o.face.SetVariations([]gofont.Variation{{Tag: opentype.MustNewTag("wght"), Value: o.weight}})
	}
	o.upem = float64(parsed.Upem())
	return nil
}

// loadThin reads a large font with only the outlines in keep. It returns false,
// and reads nothing, if that is not possible.
func (o *outline) loadThin() bool {
	file := thin(o.file, o.index, o.keep)
	if file == nil {
		return false
	}
	l, err := opentype.NewLoader(file)
	return err == nil && o.load(l) == nil
}

// need reads the font again if it was read without the outline of one of the glyphs,
// which ligatures and the forms of a language bring in. A font that cannot be read
// again is left as it is.
func (o *outline) need(glyphs ...gofont.GID) {
	if o.keep == nil || !slices.ContainsFunc(glyphs, func(id gofont.GID) bool { return !o.keep[id] }) {
		return
	}
	for _, id := range glyphs {
		o.keep[id] = true
	}
	o.loadThin()
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
	o.need(gid)
	extents, ok := o.face.GlyphExtents(gid)
	if !ok {
		return 0
	}
	return min(max(0, float64(extents.XBearing)/o.upem), 0.5)
}

// draw draws a line with its baseline from x, y.
func (o *outline) draw(c canvas, line string, x, y, size int, ink color.RGBA) {
	scale := float32(float64(size) / o.upem)
	runs := o.shape(line)
	var glyphs []gofont.GID
	for _, run := range runs {
		for _, g := range run.Glyphs {
			glyphs = append(glyphs, g.GlyphID)
		}
	}
	o.need(glyphs...)
	var all []placed
	var dot float32
	for _, run := range runs {
		for _, g := range run.Glyphs {
			if data, ok := o.face.GlyphDataOutline(g.GlyphID); ok {
				all = append(all, placed{data.Segments, dot + float32(g.XOffset)/64*scale, -float32(g.YOffset) / 64 * scale})
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
