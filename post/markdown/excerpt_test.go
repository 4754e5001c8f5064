package markdown

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("船沿着河岸慢慢行驶。", 30)
	english := strings.Repeat("The ship goes slowly down the river. ", 20)
	for _, test := range []struct{ name, body, want string }{
		{"short", "One paragraph.", "One paragraph."},
		{"two", "第一段。\n\n第二段。", "第一段。第二段。"},
		{"two with a space", "One.\n\nTwo.", "One. Two."},
		{"skips", "## Heading\n\n```\ncode\n```\n\n![picture](a.png)\n\n| a |\n|---|\n\nText with `code`.", "Text with code."},
		{"chinese sentence", long, strings.Repeat("船沿着河岸慢慢行驶。", 17)},
		{"latin sentence", english, strings.TrimSpace(strings.Repeat("The ship goes slowly down the river. ", 4))},
		{"no sentence", strings.Repeat("船", 200), strings.Repeat("船", 140) + "…"},
		{"no sentence in words", strings.TrimSpace(strings.Repeat("ship ", 60)), strings.TrimSpace(strings.Repeat("ship ", 28)) + "…"},
		{"one word", strings.Repeat("x", 300), strings.Repeat("x", 140) + "…"},
		{"initials", "By J. Doe, who " + strings.Repeat("walked and ", 11) + "met R. Roe. Then more of it followed, and more, and more.",
			"By J. Doe, who " + strings.Repeat("walked and ", 11) + "met R. Roe."},
		{"attribution", "原文链接：<https://a.example/>\n\n作者：某人\n\n正文在这里。", "正文在这里。"},
		{"attribution in a quote", "> 这篇文章转载自[某处](https://a.example/)\n\n正文在这里。", "正文在这里。"},
		{"attribution alone", "转载自某处。", "转载自某处。"},
		{"a mark", "One.\n\nTwo.\n\n<!-- more -->\n\nThree.", "One. Two."},
		{"a mark that nothing stands before", "# t\n\n![p](a.png)\n\n<!-- truncate -->\n\nOne. Two.", "One. Two."},
		{"a second mark", "<!-- more -->\n\nOne.\n\n<!-- more -->\n\nTwo.", "One."},
		{"footnotes", "Text[^1].\n\n[^1]: Note.", "Text."},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, err := new(Parser).Parse("a.md", []byte("---\ntitle: t\n---\n"+test.body))
			if err != nil {
				t.Fatal(err)
			}
			if p.Summary != test.want {
				t.Errorf("excerpt of %q\n got %q\nwant %q", test.body, p.Summary, test.want)
			}
			if n := utf8.RuneCountInString(p.Summary); n > excerptLength+excerptSlack {
				t.Errorf("excerpt of %d characters", n)
			}
		})
	}
}

func TestExcerptKeepsFrontMatter(t *testing.T) {
	p, err := new(Parser).Parse("a.md", []byte("---\ndescription: Mine.\n---\nText."))
	if err != nil {
		t.Fatal(err)
	}
	if p.Summary != "Mine." {
		t.Errorf("Summary = %q, want that of the front matter", p.Summary)
	}
}

func TestExcerptSeparator(t *testing.T) {
	po, err := new(Parser).Parse("a.md", []byte("---\nexcerpt_separator: --8<--\n---\nThe lake froze. We walked.\n\n--8<--\n\nIn May it thawed.\n"))
	if err != nil {
		t.Fatal(err)
	}
	if want := "The lake froze. We walked."; po.Summary != want {
		t.Errorf("Summary = %q, want %q", po.Summary, want)
	}
}
