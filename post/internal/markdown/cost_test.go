package markdown

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
)

// repeated are constructs whose cost might grow faster than their length.
// Each is a part that is repeated, or a function of the length wanted.
var repeated = []struct {
	name string
	part string
	make func(size int) string
}{
	{name: "stars", part: "*"},
	{name: "stars and letters", part: "*a "},
	{name: "openers", part: "*a **b "},
	{name: "closers", part: "a* b** "},
	{name: "mixed emphasis", part: "*a _b **c __d "},
	{name: "chinese emphasis", part: "**“中”**文*字"},
	{name: "underscores", part: "_a"},
	{name: "tildes", part: "~~a "},
	{name: "marks", part: "==a "},
	{name: "open brackets", part: "["},
	{name: "close brackets", part: "]"},
	{name: "bracket pairs", part: "[]"},
	{name: "link heads", part: "[a]("},
	{name: "link heads with angles", part: "[a](<b"},
	{name: "link titles", part: `[a](b "`},
	{name: "image heads", part: "![a"},
	{name: "wikilinks", part: "[[a"},
	{name: "inline footnotes", part: "^[a"},
	{name: "footnote references", part: "[^a]"},
	{name: "footnotes", make: func(size int) string {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			fmt.Fprintf(&b, "a[^%d]\n\n[^%d]: b\n\n", i, i)
		}
		return b.String()
	}},
	{name: "link references", make: func(size int) string {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			fmt.Fprintf(&b, "[%d]: /u\n", i)
		}
		return b.String()
	}},
	{name: "link reference heads", part: "[a]:\n"},
	{name: "backticks", make: func(size int) string {
		var b strings.Builder
		for i := 1; b.Len() < size; i++ {
			b.WriteString(strings.Repeat("`", i) + "a")
		}
		return b.String()
	}},
	{name: "angles", part: "<"},
	{name: "tags", part: "<a "},
	{name: "tags with quotes", part: `<a b="`},
	{name: "comments", part: "<!--"},
	{name: "instructions", part: "<?"},
	{name: "declarations", part: "<!A"},
	{name: "autolinks", part: "<a:b"},
	{name: "addresses", part: "a@b."},
	{name: "links in text", part: "http://a.b "},
	{name: "links in brackets", part: "(http://a.b"},
	{name: "components", part: "<A b={"},
	{name: "components with quotes", part: `<A b="c`},
	{name: "open components", part: "<A b>\n\n"},
	{name: "divisions", part: "<div>"},
	{name: "division lines", part: "<div>\n\n"},
	{name: "details", part: "<details>\n"},
	{name: "details, closed", make: func(size int) string {
		n := size / 20
		return strings.Repeat("<details>\n\n", n) + strings.Repeat("</details>\n\n", n)
	}},
	{name: "quotes", part: ">"},
	{name: "quote lines", part: "> > > > a\n"},
	{name: "bullets", part: "- "},
	{name: "list", part: "- a\n"},
	{name: "stairs", make: func(size int) string {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			b.WriteString(strings.Repeat(" ", 2*(i%90)) + "- a\n")
		}
		return b.String()
	}},
	{name: "numbers", part: "1. "},
	{name: "definitions", part: "a\n: b\n\n"},
	{name: "headings", part: "# a {#b}\n"},
	{name: "attributes", part: "# a {b={"},
	{name: "attribute lists", part: "![a](b){c=d "},
	{name: "setext", part: "a\n=\n"},
	{name: "table rows", part: "|a|b|\n|-|-|\n"},
	{name: "wide table", make: func(size int) string {
		n := size / 8
		return strings.Repeat("|a", n) + "\n" + strings.Repeat("|-", n) + "\n" + strings.Repeat("|b", n) + "\n"
	}},
	{name: "long table", make: func(size int) string {
		return "|a|b|c|\n|-|-|-|\n" + strings.Repeat("|\n", size/2)
	}},
	{name: "escaped bars", make: func(size int) string {
		return "|a|b|\n|-|-|\n" + strings.Repeat("|`a\\|b`|c|\n", size/11)
	}},
	{name: "bars", part: "|"},
	{name: "colons", part: ":"},
	{name: "containers", part: "::: a\n"},
	{name: "container pairs", part: "::: a\nb\n:::\n"},
	{name: "closing colons", part: ":::\n"},
	{name: "tabs", part: "::: tabs\n@tab a\n"},
	{name: "callouts", part: "> [!a]\n"},
	{name: "admonitions", part: "!!! note\n    a\n"},
	{name: "emoji", part: ":tada"},
	{name: "braces", part: "{{"},
	{name: "liquid", part: "{%"},
	{name: "liquid tags", part: "{% a %}\n"},
	{name: "liquid pairs", part: "{% note %}\n\n{% endnote %}\n\n"},
	{name: "open notes", part: "{% note %}\n\n"},
	{name: "verbatim", part: "{% raw %}"},
	{name: "shortcodes", part: "{{< a "},
	{name: "shortcode pairs", part: "{{< notice a >}}b{{< /notice >}}\n"},
	{name: "links of tags", part: "[a]({{ b }}"},
	{name: "dollars", part: "$"},
	{name: "formulas", part: "$a"},
	{name: "formula blocks", part: "$$\na\n"},
	{name: "escaped brackets", part: `\[`},
	{name: "escaped parentheses", part: `\(a`},
	{name: "backslashes", part: `\`},
	{name: "entities", part: "&"},
	{name: "entity names", part: "&amp"},
	{name: "imports", part: "import {\n\n"},
	{name: "tab characters", part: "\t"},
	{name: "lines", part: "a\n"},
	{name: "blank lines", part: "\n"},
	{name: "chinese", part: "中文"},
	{name: "fences", part: "```\n"},
	{name: "tilde fences", part: "~~~a\n\n"},
}

// source returns a construct repeated up to size bytes.
func source(part string, make func(int) string, size int) []byte {
	if make != nil {
		return []byte(make(size))
	}
	return []byte(strings.Repeat(part, size/len(part)))
}

// TestSizes parses each construct at a size at which what grows with its
// square, or recurses, is seen.
func TestSizes(t *testing.T) {
	for _, c := range repeated {
		if _, err := Parse(source(c.part, c.make, 1<<16), Options{}); err != nil && !errors.Is(err, ErrCost) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// BenchmarkDoubling reports by what the time grows when a construct becomes
// twice as long; 2 is linear. A construct that is refused has no ratio.
func BenchmarkDoubling(b *testing.B) {
	const size = 1 << 15
	for _, c := range repeated {
		b.Run(strings.ReplaceAll(c.name, " ", "-"), func(b *testing.B) {
			one, two := source(c.part, c.make, size), source(c.part, c.make, 2*size)
			b.SetBytes(int64(len(two)))
			b.ReportAllocs()
			var short, long time.Duration
			refused := false
			for b.Loop() {
				start := time.Now()
				Parse(one, Options{})
				middle := time.Now()
				_, err := Parse(two, Options{})
				short += middle.Sub(start)
				long += time.Since(middle)
				refused = err != nil
			}
			if !refused {
				b.ReportMetric(float64(long)/float64(short), "ratio")
			}
		})
	}
}
