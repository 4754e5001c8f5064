package syntax

import (
	"errors"
	"fmt"
	"math"
	"runtime"
	"runtime/debug"
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
	{name: "closed divisions", part: "<div>\n\n<p markdown=1></p></div>\n\n"},
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
	{name: "nested emphasis", make: nested("*a ", "*", 0)},
	{name: "nested strong", make: nested("**a ", "**", 0)},
	{name: "strong and emphasis", part: "a**b"},
	{name: "emphasis of threes", part: "***a** b* "},
	{name: "emphasis that ends before it begins", part: "a** *b"},
	{name: "links in links", part: "[[a](b)"},
	{name: "images in links", part: "[![a](b)](c) "},
	{name: "labels alone on lines", part: "[a]\n"},
	{name: "heads of pictures", part: "![]("},
	{name: "lines of a title", make: func(size int) string { return "[a]: b \"" + strings.Repeat("c\n", size/2) + "\"" }},
	{name: "lines of the title of a link", make: func(size int) string { return "[a](b \"" + strings.Repeat("c\n", size/2) + "\")" }},
	{name: "links, closed", part: "[a](b \"c\") "},
	{name: "links with angles", part: "[a](<b c>) "},
	{name: "parentheses of targets", make: func(size int) string { return "[a](" + strings.Repeat("(", size) }},
	{name: "targets on lines of their own", part: "[a](\n"},
	{name: "titles over lines", part: "[a](b \"c\n"},
	{name: "reference links", part: "[a][b] "},
	{name: "reference links, defined", make: func(size int) string { return "[b]: c\n\n" + strings.Repeat("[a][b] [b] ", size/11) }},
	{name: "references one by one", part: "[a]: b\n\n"},
	{name: "references with titles", part: "[a]: b 'c\n"},
	{name: "references with open titles", make: func(size int) string { return strings.Repeat("[a]: b \"\n", size/9) }},
	{name: "references with angles", part: "[a]: <b\n"},
	{name: "long labels", make: func(size int) string {
		return strings.Repeat("["+strings.Repeat("a", 990)+"] ", size/993)
	}},
	{name: "labels over lines", part: "[a\n"},
	{name: "footnote definitions", make: func(size int) string {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			fmt.Fprintf(&b, "[^%d]: b\n\n", i)
		}
		return b.String()
	}},
	{name: "references to one footnote", make: func(size int) string { return "[^a]: b\n\n" + strings.Repeat("a[^a] ", size/6) }},
	{name: "references to many footnotes", make: func(size int) string {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			fmt.Fprintf(&b, "a[^%d] ", i%100)
		}
		for i := range 100 {
			fmt.Fprintf(&b, "\n\n[^%d]: b", i)
		}
		return b.String()
	}},
	{name: "one footnote defined again", part: "[^a]: b\n\n"},
	{name: "footnotes in footnotes", part: "[^a]: [^b]: "},
	{name: "footnotes that refer to each other", make: func(size int) string {
		var b strings.Builder
		b.WriteString("a[^0]\n\n")
		for i := 0; b.Len() < size; i++ {
			fmt.Fprintf(&b, "[^%d]: b[^%d]\n\n", i, i+1)
		}
		return b.String()
	}},
	{name: "paragraphs of a footnote", make: func(size int) string { return "a[^a]\n\n[^a]: b\n\n" + strings.Repeat("    c\n\n", size/7) }},
	{name: "preformatted", part: "<pre>\na\n\n"},
	{name: "comments on lines", part: "<!-- a -->\n\n"},
	{name: "open comments on lines", part: "<!-- a\n\n"},
	{name: "instructions on lines", part: "<?a\n\n"},
	{name: "character data in text", part: "a <![CDATA[ "},
	{name: "bold tags", part: "a <b>"},
	{name: "bold tags, closed late", make: nested("<b>", "</b>", 1)},
	{name: "end tags", part: "a </b>"},
	{name: "tags that overlap", part: "<b><i></b>"},
	{name: "links of HTML", part: "a <a href=b>"},
	{name: "tables of HTML", part: "<table><tr><td>"},
	{name: "lists of HTML", part: "<ul><li>a\n"},
	{name: "paragraphs of HTML", part: "<p>a</p>\n\n"},
	{name: "fonts of HTML", part: "<p><font>a\n"},
	{name: "selections", part: "<select><option>\n"},
	{name: "drawings", part: "<svg><g>\n"},
	{name: "formulas of HTML", part: "<math><mi>\n"},
	{name: "templates of HTML", part: "<template>\n"},
	{name: "pictures of HTML", part: "<img src=a.png srcset=\"a 1x, b 2x\">\n"},
	{name: "attributes of HTML", make: func(size int) string {
		var b strings.Builder
		b.WriteString("<p ")
		for i := 0; b.Len() < size; i++ {
			fmt.Fprintf(&b, "a%d=b ", i)
		}
		return b.String() + ">\n"
	}},
	{name: "an attribute of HTML", make: func(size int) string { return "<p style=\"" + strings.Repeat("color:red;", size/10) + "\">a</p>\n" }},
	{name: "sources of a picture", make: func(size int) string {
		return "<img srcset=\"" + strings.Repeat("a.png 1x, ", size/10) + "\">\n"
	}},
	{name: "entities, closed", part: "&nbsp;"},
	{name: "numeric entities", part: "&#x41;"},
	{name: "open numeric entities", part: "&#"},
	{name: "addresses with www", part: "www.a.b "},
	{name: "www", part: "www."},
	{name: "addresses of people", part: "a@b.c "},
	{name: "dots of addresses", part: "a."},
	{name: "names of addresses", part: "a_"},
	{name: "brackets of addresses", make: func(size int) string { return "http://a.b/" + strings.Repeat(")", size) }},
	{name: "open brackets of addresses", make: func(size int) string { return "http://a.b/" + strings.Repeat("(", size) }},
	{name: "entities of addresses", make: func(size int) string { return "http://a.b/" + strings.Repeat("&amp;", size/5) }},
	{name: "schemes", part: "http:"},
	{name: "lines above a rule", make: func(size int) string { return strings.Repeat("a\n", size/2) + "===\n" }},
	{name: "rules of stars", part: "* * *\n"},
	{name: "hashes", part: "#"},
	{name: "headings of one name", part: "# a\n"},
	{name: "headings of names that clash", part: "# a\n# a-1\n"},
	{name: "closed headings", part: "# a ####\n"},
	{name: "quotes with text in them", make: func(size int) string {
		return strings.Repeat(strings.Repeat(">", 90)+" a\n", size/93)
	}},
	{name: "lines of a deep list", make: func(size int) string {
		return strings.Repeat("- ", 45) + "a\n" + strings.Repeat(strings.Repeat(" ", 90)+"b\n", size/92)
	}},
	{name: "blank lines of a deep list", make: func(size int) string {
		return strings.Repeat("- ", 45) + "a\n" + strings.Repeat("\n", size) + strings.Repeat(" ", 90) + "b\n"
	}},
	{name: "blank lines of a list", make: func(size int) string { return "- a\n" + strings.Repeat("\n", size) + "- b\n" }},
	{name: "lists one by one", part: "- a\n+ b\n* c\n"},
	{name: "loose lists", part: "- a\n\n"},
	{name: "numbers with brackets", part: "1) a\n"},
	{name: "tasks", part: "- [ ] a\n"},
	{name: "quotes and lists", part: "> - a\n"},
	{name: "lists of quotes", part: "- > a\n"},
	{name: "lines of deep containers", make: func(size int) string {
		var b strings.Builder
		for i := range 90 {
			b.WriteString(strings.Repeat(":", 93-i) + " a\n")
		}
		return b.String() + strings.Repeat("b\n", size/2)
	}},
	{name: "open fences", part: "~~~\na\n"},
	{name: "fences of growing length", make: func(size int) string {
		var b strings.Builder
		for i := 3; b.Len() < size; i++ {
			b.WriteString(strings.Repeat("`", i) + "\n")
		}
		return b.String()
	}},
	{name: "fences in quotes", part: "> ```\n"},
	{name: "a long fence", make: func(size int) string { return "```\n" + strings.Repeat("a\n", size/2) + "```\n" }},
	{name: "a long fence of Go", make: func(size int) string { return "```go\n" + strings.Repeat("a := b[0] // c\n", size/15) + "```\n" }},
	{name: "a fence of open strings", make: func(size int) string { return "```js\n" + strings.Repeat("`${", size/3) + "\n```\n" }},
	{name: "words of a fence", make: func(size int) string { return "```" + strings.Repeat("a ", size/2) + "\n```\n" }},
	{name: "indented code", part: "    a\n"},
	{name: "blank lines of indented code", make: func(size int) string { return "    a\n" + strings.Repeat("\n", size) + "    b\n" }},
	{name: "double backticks", part: "``a` "},
	{name: "code spans over lines", part: "`a\n"},
	{name: "tables", part: "|a|\n|-|\n|b|\n\n"},
	{name: "text in cells", make: func(size int) string {
		return "|a|b|\n|-|-|\n" + strings.Repeat("|**a** [b](c)|`d`|\n", size/19)
	}},
	{name: "a long cell", make: func(size int) string { return "|a|b|\n|-|-|\n|" + strings.Repeat("a ", size/2) + "|b|\n" }},
	{name: "bars in code in a cell", make: func(size int) string { return "|a|b|\n|-|-|\n|`" + strings.Repeat("a\\|", size/3) + "`|b|\n" }},
	{name: "escaped bars in text", make: func(size int) string { return "|a|b|\n|-|-|\n" + strings.Repeat("|a\\|b|c|\n", size/9) }},
	{name: "terms", part: "a\nb\n: c\n\n"},
	{name: "excerpt marks", part: "a\n\n<!-- more -->\n\n"},
	{name: "tables of contents", part: "[[toc]]\n\n"},
	{name: "emoji of one sign", part: ":+1:"},
	{name: "formulas in parentheses", part: `\(a\) `},
	{name: "formula lines", part: "$$a$$\n"},
	{name: "subscripts", part: "$a_b$ *c* "},
	{name: "pictures", part: "![a](b.png)\n"},
	{name: "addresses of pictures", part: "![a](http://a.b/c.png)\n\n"},
	{name: "a long word", part: "a"},
	{name: "a long line of Chinese", part: "中。"},
	{name: "marks above letters", part: "à"},
	{name: "spaces", part: " "},
	{name: "wide spaces", part: "　"},
	{name: "sentences", part: "A b. "},
	{name: "words over lines", part: "a-\n"},
	{name: "tabs and quotes", part: ">\t-\ta\n"},
	{name: "control tags", part: "{% if a %}b{% endif %}\n"},
	{name: "open code tags", part: "{% codeblock %}\n"},
	{name: "arguments of a tag", make: func(size int) string {
		return strings.Repeat("{% note a b=\"c\" "+strings.Repeat("d ", 500)+" %}e{% endnote %}\n", size/1030)
	}},
	{name: "open shortcodes", part: "{{< a >}}\n"},
	{name: "shortcodes in each other", make: nested("{{< notice >}}\n\n", "{{< /notice >}}\n\n", 1)},
	{name: "summaries", part: "<details><summary>a</summary>\n\nb\n\n</details>\n\n"},
	{name: "open summaries", part: "<details><summary>a\n"},
	{name: "callouts in each other", make: func(size int) string {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			b.WriteString(strings.Repeat("> ", 1+i%90) + "[!a] b\n")
		}
		return b.String()
	}},
	{name: "folds of callouts", part: "> [!a]- b\n> c\n\n"},
	{name: "content warnings", part: "::: danger 内容预警\n自杀、暴力\n:::\n\n"},
	{name: "bold content warnings", part: "**CW:** suicide, violence\n\n"},
	{name: "topics", make: func(size int) string { return "**Content warning:** " + strings.Repeat("suicide, ", size/9) + "\n" }},
	{name: "topics of a list", make: func(size int) string {
		return "::: danger 内容预警\n" + strings.Repeat("- 自杀\n", size/9) + ":::\n"
	}},
	{name: "content warnings in details", part: "<details><summary>Content warning</summary>\n\na\n\n</details>\n\n"},
	{name: "titles of content warnings", part: "## Content warning: a\n\nb\n\n"},
	{name: "sources", part: "原文链接：http://a.b/c\n\n"},
	{name: "sources on lines", part: "原文作者：甲\n"},
	{name: "sources in quotes", part: "> 本文转载自 [a](http://b.c)\n\n"},
	{name: "sources in a list", part: "- 译者：甲\n"},
	{name: "via", part: "via: a\n"},
	{name: "tabs of MkDocs", part: "=== \"a\"\n    b\n"},
	{name: "tabs of MkDocs in each other", make: func(size int) string {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			b.WriteString(strings.Repeat("    ", i%90) + "=== \"a\"\n")
		}
		return b.String()
	}},
	{name: "tabs of Hexo", make: func(size int) string {
		return "{% tabs a %}\n" + strings.Repeat("<!-- tab b -->\nc\n<!-- endtab -->\n", size/33) + "{% endtabs %}\n"
	}},
	{name: "titles of code", part: "``` title=\"a\"\n```\n"},
	{name: "code tags with titles", part: "{% codeblock a http://b c %}\n{% endcodeblock %}\n"},
	{name: "marks in code", make: func(size int) string { return "```\n" + strings.Repeat("a // [!code hl]\n", size/16) + "```\n" }},
	{name: "titles of containers", part: "::: a [b](\n:::\n"},
	{name: "a long title", make: func(size int) string { return "::: a " + strings.Repeat("[b](c", size/5) + "\n:::" }},
	{name: "raw HTML of tags", part: "{% raw %}\n<b>\n{% endraw %}\n"},
	{name: "notes without an end", part: "{% note a b %}"},
	{name: "buttons", part: "{% btn /a, b %} "},
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
	size := 1 << 14
	if testing.Short() {
		size = 1 << 11
	}
	for _, c := range repeated {
		if _, err := parse(source(c.part, c.make, size), Options{WholeElements: strings.HasPrefix(c.part, "<")}); err != nil && !errors.Is(err, ErrCost) {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// TestRefused parses what is refused in the middle of a block.
func TestRefused(t *testing.T) {
	if testing.Short() {
		t.Skip("large sources")
	}
	lines := strings.Repeat("a\n", marksMost+1)
	for _, src := range []string{
		lines, lines + "===\n", lines + "---\n\nb\n", "# " + strings.Repeat("*a", marksMost), "> " + lines + "> ===\n", "- " + lines + "  ===\n- b\n",
		strings.Repeat("[a](", 4*targetsCost), strings.Repeat("[a](<b", 8*targetsCost),
		"[^a]: " + lines + "    ===\n", "::: b\n" + lines + "===\n:::\n", "a\n" + strings.Repeat("|", 2*columnsMost) + "-\n---\n",
	} {
		var limit *LimitError
		if _, err := parse([]byte(src), Options{}); !errors.As(err, &limit) {
			t.Errorf("%.20q… = %v, want a LimitError", src, err)
		}
	}
}

// TestGuarded puts what is refused in a paragraph wherever text is parsed: each
// place has to be looked at before goldmark is.
func TestGuarded(t *testing.T) {
	costly := map[string]string{
		"targets":  strings.Repeat("[a](b", 60_000),
		"brackets": strings.Repeat("[", 60_000) + strings.Repeat("a", 10_000),
		"marks":    strings.Repeat(":a: ", marksMost+1),
	}
	for _, place := range []string{
		"?", "# ?", "?\n===", "> ?", "- ?", "- ?\n\n- a", "- [ ] ?", "- a\n\n    ?", "?\n: a", "a\n: ?", "[^a]: ?\n\n[^a]", "^[?]", "==?==",
		"|a|b|\n|-|-|\n|?|c|", "|?|b|\n|-|-|\n|a|c|",
		"> [!note] ?\n> a", "> [!note]\n> ?", "::: tip ?\na\n:::", "::: tip[?]\na\n:::", "::: tip\n?\n:::",
		"!!! note ?\n    a", "!!! note \"?\"\n    a", "!!! note\n    ?", "??? note \"?\"\n    a", "=== \"a\"\n    ?",
		"<details>\n<summary>a</summary>\n\n?\n\n</details>", "<div>\n\n?\n\n</div>", "<Tip>\n\n?\n\n</Tip>",
		"{% note %}\n?\n{% endnote %}", "{{< note >}}\n?\n{{< /note >}}",
	} {
		for name, text := range costly {
			var limit *LimitError
			if _, err := parse([]byte(strings.Replace(place, "?", text, 1)), Options{}); !errors.As(err, &limit) {
				t.Errorf("%s in %q = %v, want a LimitError", name, place, err)
			}
		}
	}
}

// TestGuardedTags does it with the text in tags, which are short.
func TestGuardedTags(t *testing.T) {
	for _, place := range []string{
		"{% note info, ? %}", "{% note info ? %}\na\n{% endnote %}", "{{< notice title=\"?\" >}}\na\n{{< /notice >}}", "<details><summary>?</summary>\n\na\n\n</details>",
	} {
		var limit *LimitError
		if _, err := parse([]byte(strings.Replace(place, "?", strings.Repeat("[a](b", 1400), 1)), Options{}); !errors.As(err, &limit) {
			t.Errorf("%q = %v, want a LimitError", place, err)
		}
	}
}

// TestRepeated uses one long definition so often that what its uses become is
// refused, and as often as is not.
func TestRepeated(t *testing.T) {
	long := strings.Repeat("b", 10_000)
	for _, def := range []string{"[a]: /" + long, "[a]: /b '" + long + "'"} {
		for _, use := range []string{"[a] ", "[c][a] ", "![a][] "} {
			few, many := repeatedMost/len(long)-10, repeatedMost/len(long)+10
			if _, err := parse([]byte(def+"\n\n"+strings.Repeat(use, few)), Options{}); err != nil {
				t.Errorf("%.10q… used %d times as %q: %v", def, few, use, err)
			}
			var limit *LimitError
			if _, err := parse([]byte(def+"\n\n"+strings.Repeat(use, many)), Options{}); !errors.As(err, &limit) {
				t.Errorf("%.10q… used %d times as %q = %v, want a LimitError", def, many, use, err)
			}
		}
	}
}

// BenchmarkDoubling reports by what the time grows when a construct becomes
// twice as long, up to the longest of which that is parsed; 2 is linear. The
// garbage of what ran before is no part of it.
func BenchmarkDoubling(b *testing.B) {
	const most, least = 1 << 16, 1 << 9
	for _, c := range repeated {
		b.Run(strings.ReplaceAll(c.name, " ", "-"), func(b *testing.B) {
			long := source(c.part, c.make, most)
			size := most
			for _, err := parse(long, Options{}); err != nil && size > least; _, err = parse(long, Options{}) {
				size /= 2
				long = source(c.part, c.make, size)
			}
			half := source(c.part, c.make, size/2)
			b.SetBytes(int64(len(long)))
			b.ReportAllocs()
			defer debug.SetGCPercent(debug.SetGCPercent(-1))
			// The least time of each has the least of other things in it.
			whole, part := time.Duration(math.MaxInt64), time.Duration(math.MaxInt64)
			for b.Loop() {
				part = min(part, timeOf(half))
				whole = min(whole, timeOf(long))
			}
			b.ReportMetric(float64(whole)/float64(part), "ratio")
			b.ReportMetric(float64(size), "bytes")
		})
	}
}

func timeOf(src []byte) time.Duration {
	runtime.GC()
	start := time.Now()
	parse(src, Options{})
	return time.Since(start)
}
