package epub_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/foreword-go/foreword/epub"
)

// A picture with a title has it as its caption, and what the caption says is not
// said again by its text.
func TestCaptions(t *testing.T) {
	for in, want := range map[string]string{
		`<p id="p"><img src="a.png" alt="Lamp" title="A lamp, lit"></p>`:                                                `<figure id="x-p"><img alt="Lamp"><figcaption>A lamp, lit</figcaption></figure>`,
		`<p><a href="https://a.example/"><img src="a.png" title="Lit"></a></p>`:                                         `<figure><a href="https://a.example/" aria-label="https://a.example/"><img alt=""></a><figcaption>Lit</figcaption></figure>`,
		`<p><img src="a.png" alt="Lamp" title="Lamp"></p>`:                                                              `<p class="figure"><img alt="Lamp"></p>`,
		`<p>x <img src="a.png" alt="Lamp" title="Lit"></p>`:                                                             `<p>x <img alt="Lamp"></p>`,
		"<p><img src=\"a.png\" alt=\"Lamp\">\nLamp</p>":                                                                 "<figure><img alt=\"\"><figcaption>\nLamp</figcaption></figure>",
		`<p><img src="a.png" alt="Lamp"><br><em>Lamp</em></p>`:                                                          `<figure><img alt=""><figcaption><em>Lamp</em></figcaption></figure>`,
		`<p><img src="a.png" alt="Lamp"> and more</p>`:                                                                  `<p><img alt="Lamp"> and more</p>`,
		`<figure><img src="a.png" alt="Lamp"><figcaption>Lamp</figcaption></figure>`:                                    `<figure><img alt=""><figcaption>Lamp</figcaption></figure>`,
		`<figure><img src="a.png" alt="Lamp"><figcaption>A <a href="https://a.example/">lamp</a></figcaption></figure>`: `<figure><img alt="Lamp"><figcaption>A <a href="https://a.example/">lamp</a></figcaption></figure>`,
	} {
		book := article(in)
		book.Chapters[0].Open = func(string) (fs.File, error) { return fstest.MapFS{"a": {Data: dot}}.Open("a") }
		data, _ := encode(t, new(epub.Encoder), book)
		got := strings.TrimSpace(text(read(t, data)))
		for got != "" {
			before, rest, ok := strings.Cut(got, ` src="../images/`)
			if !ok {
				break
			}
			_, rest, _ = strings.Cut(rest, `"`)
			got = before + rest
		}
		got = strings.NewReplacer(` width="1"`, "", " />", ">").Replace(got)
		got = strings.ReplaceAll(got, "<br>", "")
		if got != want {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
	}
}

// Links to pages outside of the book keep the path that the site is below.
func TestSiteBelowPath(t *testing.T) {
	for _, site := range []string{"https://a.example/blog", "https://a.example/blog/"} {
		for from, want := range map[string]string{
			"":                                    "https://a.example/blog/c/",
			"/2024/a/":                            "https://a.example/blog/2024/a/c/",
			"/blog/2024/a/":                       "https://a.example/blog/2024/a/c/",
			"https://a.example/blog/2024/a/":      "https://a.example/blog/2024/a/c/",
			"https://b.example/2024/a/index.html": "https://b.example/2024/a/c/",
		} {
			data, _ := encode(t, new(epub.Encoder), &epub.Book{Lang: "en", SiteURL: site, Chapters: []*epub.Chapter{
				{Title: "A", URL: from, HTML: `<p><a href="c/">c</a> <a href="https://a.example/blog/2024/b/">b</a> <a href="/blog/2024/b">b</a></p>`},
				{Title: "B", URL: "/2024/b/", HTML: `<p>b</p>`},
			}})
			page := read(t, data).page(1, 1)
			if !strings.Contains(page, `<a href="`+want+`">c</a>`) {
				t.Errorf("from %q on %s: want %s in\n%s", from, site, want, page)
			}
			if n := strings.Count(page, `<a href="a0002.xhtml">b</a>`); n < 1 || n < 2 && !strings.HasPrefix(from, "https://b") {
				t.Errorf("from %q on %s: %d links into the book of 2", from, site, n)
			}
		}
	}
}
