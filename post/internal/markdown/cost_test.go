package markdown

import (
	"errors"
	"fmt"
	"math"
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
	{name: "link heads with escapes", part: `[a](\)`},
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
	{name: "fence pairs", part: "```a\n```\n"},
	{name: "backtick pairs", part: "``a` "},
	{name: "code spans", part: "`a` "},
	{name: "code across lines", part: "`a\nb` "},
	{name: "nested brackets", make: nested("[", "]", 1)},
	{name: "nested links", make: nested("[", "](a)", 1)},
	{name: "nested images", make: nested("![", "](a)", 1)},
	{name: "nested parentheses", make: func(size int) string {
		return "[a](" + strings.Repeat("(", size/2) + strings.Repeat(")", size/2) + ")"
	}},
	{name: "nested inline footnotes", make: nested("^[", "]", 40)},
	{name: "inline footnotes, closed", part: "^[aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa] bbbbbbbbbbbb "},
	{name: "links", part: "[a](b) "},
	{name: "link uses", part: "[a][b"},
	{name: "embeds", part: "![[a"},
	{name: "wikilinks, closed", part: "[[a|b]] "},
	{name: "contents", part: "[[toc]]\n\n"},
	{name: "known references", make: func(size int) string { return "[a]: /b\n\n" + strings.Repeat("[a] ", size/4) }},
	{name: "unknown references", make: func(size int) string { return "[a]: /b\n\n" + strings.Repeat("[b] ", size/4) }},
	{name: "link reference titles", part: "[a]: b \"c\n"},
	{name: "link reference blocks", part: "[a]: b\n\n"},
	{name: "character data", part: "<![CDATA["},
	{name: "character data lines", part: "<![CDATA[\n"},
	{name: "declaration lines", part: "<!A\n"},
	{name: "instruction lines", part: "<?\n"},
	{name: "comment lines", part: "<!--\n"},
	{name: "comment starts in text", part: "a <!-- b -"},
	{name: "comments, closed", part: "<!-- a --> b "},
	{name: "marks of the excerpt", part: "a <!-- more -->\n\n"},
	{name: "closing tags", part: "</a"},
	{name: "attributes of a tag", part: "<a b c=d "},
	{name: "one tag", make: func(size int) string { return "<a" + strings.Repeat(" b=c", size/4) }},
	{name: "preformatted lines", part: "<pre>\n\n"},
	{name: "scripts", part: "<script>"},
	{name: "autolinks, closed", part: "<http://a.b> "},
	{name: "mail", part: "a@b.cc "},
	{name: "names of hosts", part: "www.a.b "},
	{name: "parentheses behind links", make: func(size int) string { return "http://a.b/" + strings.Repeat(")", size) }},
	{name: "entities behind links", make: func(size int) string { return "http://a.b/" + strings.Repeat("&a;", size/3) }},
	{name: "characters by number", part: "&#1"},
	{name: "setext lines", part: "a\nb\n-\n"},
	{name: "one setext heading", make: func(size int) string { return strings.Repeat("a\n", size/2) + "===\n" }},
	{name: "rules", part: "* * *\n"},
	{name: "lazy lines", part: "> a\nb\n"},
	{name: "quoted bullets", part: "> - "},
	{name: "paragraphs of a list", part: "- a\n\n  b\n"},
	{name: "empty items", part: "-\n"},
	{name: "tabs in lists", part: "-\t"},
	{name: "definitions of a term", part: ": a\n"},
	{name: "admonition heads", part: "!!! a \"b\"\n"},
	{name: "exclamation marks", part: "!"},
	{name: "folds", part: "??? note\n"},
	{name: "rows of equals signs", part: "== a"},
	{name: "emoji, closed", part: ":tada: "},
	{name: "text before a table", make: func(size int) string { return strings.Repeat("a\n", size/2) + "|a|b|\n|-|-|\n" }},
	{name: "cells", make: func(size int) string {
		return "|a|b|c|\n|-|-|-|\n" + strings.Repeat("|a|b|c|\n", size/8)
	}},
	{name: "rows that might begin tables", part: "|-|\n"},
	{name: "chinese marks", part: "文*“"},
	{name: "chinese words", part: "**文**字"},
	{name: "attributes of images", part: "![a](b){#a"},
	{name: "attribute lines", part: "{: .a}\n"},
	{name: "readings", part: "{汉字|a} "},
	{name: "open readings", part: "{汉|"},
	{name: "outputs", part: "{{ a }} "},
	{name: "calls", part: "{{ note(a=\"b\") }}\n\n"},
	{name: "comments of templates", part: "{# a #} {/* b */} {{/* c */}} "},
	{name: "code tags", part: "{% codeblock %}a{% endcodeblock %}\n"},
	{name: "pictures of tags", part: "{{< figure src=\"a.png\" alt=\"b\" >}}\n\n"},
	{name: "components, closed", part: "<A b=\"c\">\n\nd\n\n</A>\n\n"},
	{name: "components in each other", make: nested("<A>\n\n", "</A>\n\n", 1)},
	{name: "formulas, closed", part: "$a$ "},
	{name: "exports", part: "export const a = {\n\n"},
	{name: "fewer and fewer colons", make: func(size int) string {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			b.WriteString(strings.Repeat(":", 90-i%87) + " a\n")
		}
		return b.String()
	}},
	{name: "hard breaks", part: "a  \nb\\\n"},
	{name: "words", part: "a "},
	{name: "per cent", part: "%a"},
	{name: "comments in the text", part: "%%a%% "},
	{name: "lines of comments", part: "%%\na\n\n"},
	{name: "ids of blocks", part: "a ^abc\n"},
	{name: "included files", part: "<<< @/a\n"},
}

// nested returns a function that puts pairs in each other.
func nested(opener, closer string, text int) func(int) string {
	return func(size int) string {
		n := size / (len(opener) + len(closer) + text)
		return strings.Repeat(opener+strings.Repeat("a", text), n) + strings.Repeat(closer, n)
	}
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
			// The least time of each has the least of other things in it.
			short, long := time.Duration(math.MaxInt64), time.Duration(math.MaxInt64)
			refused := false
			for b.Loop() {
				start := time.Now()
				Parse(one, Options{})
				middle := time.Now()
				_, err := Parse(two, Options{})
				short = min(short, middle.Sub(start))
				long = min(long, time.Since(middle))
				refused = err != nil
			}
			if !refused {
				b.ReportMetric(float64(long)/float64(short), "ratio")
			}
		})
	}
}
