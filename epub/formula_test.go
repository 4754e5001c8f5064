package epub_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/foreword-go/foreword/epub"
	"github.com/foreword-go/foreword/post/markdown"
)

// TestFormulas wants what is said of the formulas of a book to be true of it.
func TestFormulas(t *testing.T) {
	const known, unknown = "Known: $x^2$.\n\n$$\n\\frac{a}{b}\n$$\n", "Unknown: $\\what$.\n"
	for _, c := range []struct {
		name, body string
		form       epub.Formulas
		math, code int
	}{
		{"known", known, "", 2, 0},
		{"known, and wanted in TeX", known, epub.FormulasTeX, 0, 2},
		{"unknown", unknown, "", 0, 1},
		{"both", known + "\n" + unknown, epub.FormulasMathML, 2, 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			blog := fstest.MapFS{"a.md": {Data: []byte("# Sums\n\n" + c.body)}}
			book, err := epub.FromPosts(epub.Book{Lang: "en"}, new(markdown.Parser).Dir(context.Background(), blog), epub.Layout{})
			if err != nil {
				t.Fatal(err)
			}
			data, _ := encode(t, &epub.Encoder{Formulas: c.form}, book)
			r := read(t, data)
			page := r.page(1, 1)
			if got := strings.Count(page, "<math "); got != c.math {
				t.Errorf("%d formulas are set, want %d:\n%s", got, c.math, page)
			}
			if got := strings.Count(page, `<code class="math">`); got != c.code {
				t.Errorf("%d formulas are code, want %d:\n%s", got, c.code, page)
			}
			if c.math > 0 && !strings.Contains(page, `<p class="equation"><math xmlns="http://www.w3.org/1998/Math/MathML" display="block" alttext="\frac{a}{b}">`) {
				t.Errorf("no formula is on a line of its own:\n%s", page)
			}
			features := r.meta["schema:accessibilityFeature"]
			if got := slices.Contains(features, "MathML"); got != (c.math > 0) {
				t.Errorf("MathML is a feature: %v", got)
			}
			if got := slices.Contains(features, "latex"); got != (c.code > 0) {
				t.Errorf("LaTeX is a feature: %v", got)
			}
			if got := strings.Contains(r.entries["EPUB/package.opf"], `properties="mathml"`); got != (c.math > 0) {
				t.Errorf("the page has the property mathml: %v", got)
			}
		})
	}
	if _, err := (&epub.Encoder{Formulas: "svg"}).Encode(context.Background(), new(strings.Builder), article("")); !errors.Is(err, epub.ErrValue) {
		t.Errorf("formulas in SVG: %v, want ErrValue", err)
	}
}
