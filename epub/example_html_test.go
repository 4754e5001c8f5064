package epub_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"log"
	"strings"
	"time"

	"github.com/foreword-go/foreword/epub"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

// Three hundred articles that are HTML already, such as those of a read-later service,
// become one book, a part for each year.
func ExampleFromPosts_html() {
	articles := func(yield func(*post.Post, error) bool) {
		for i := range 300 {
			p := &post.Post{Head: post.Head{
				Title:     fmt.Sprint("Article ", i+1),
				URL:       fmt.Sprintf("https://a.example/%d/", i+1),
				Published: time.Date(2022, 1, 1+3*i, 0, 0, 0, 0, time.UTC),
			}}
			p.SetBody(post.HTMLBody(fmt.Sprintf(`<p>Text. <a href="https://a.example/%d/">Next</a></p>`, i+2)))
			if !yield(p, nil) {
				return
			}
		}
	}
	book, err := epub.FromPosts(epub.Book{Title: "Saved", Lang: "en"}, articles, epub.Layout{GroupBy: epub.GroupYear})
	if err != nil {
		log.Fatal(err)
	}
	var out bytes.Buffer
	report, err := new(epub.Encoder).Encode(context.Background(), &out, book)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(report.Chapters, "articles")
	for _, g := range book.Groups {
		fmt.Println(g.Title, len(g.Chapters))
	}
	// Output:
	// 300 articles
	// 2022 122
	// 2023 122
	// 2024 56
}

// What could not be included is in the report, with the reason: it does not stop the book.
func ExampleReport() {
	book := &epub.Book{Title: "Piers", Lang: "en", Chapters: []*epub.Chapter{{
		Title: "The pier", Path: "pier.html",
		HTML: `<p>It is long.</p><img src="https://a.example/pier.jpg" alt="The pier at night">`,
	}}}
	var out bytes.Buffer
	report, err := new(epub.Encoder).Encode(context.Background(), &out, book)
	if err != nil {
		log.Fatal(err)
	}
	for _, missing := range report.Missing {
		fmt.Println(missing.Ref, missing.Err)
	}
	// Output: https://a.example/pier.jpg pictures on the web are not fetched
}

// Highlighted code, and links to a copy of the site.
func ExampleLayout_renderer() {
	p, err := new(markdown.Parser).Parse("tides.md", []byte("# Tides\n\n[Moon](/moon/)\n\n```go\nfunc\n```\n"))
	if err != nil {
		log.Fatal(err)
	}
	book, err := epub.FromPosts(epub.Book{}, post.List(p), epub.Layout{Renderer: &post.Renderer{
		Link:      func(ref string) string { return "https://archive.example" + ref },
		Highlight: func(lang, code string) (string, bool) { return "<b>" + strings.TrimSpace(code) + "</b>", lang == "go" },
	}})
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(book.Chapters[0].HTML)
	// Output:
	// <p><a href="https://archive.example/moon/">Moon</a></p>
	// <pre class="chroma"><code class="language-go"><b>func</b></code></pre>
}

// A page of one's own, such as a preface, is a chapter before the others.
func ExampleBook_preface() {
	p := &post.Post{Head: post.Head{Title: "Tides", Lang: "en", Tags: []string{"sea"}}}
	p.SetBody(post.HTMLBody("<p>Twice a day.</p>"))
	book, err := epub.FromPosts(epub.Book{
		Title: "Notes", Publisher: "Harbour Press", Subjects: []string{"diary"},
		Chapters: []*epub.Chapter{{Title: "Preface", HTML: "<p>Why these notes.</p>"}},
	}, post.List(p), epub.Layout{})
	if err != nil {
		log.Fatal(err)
	}
	for c := range book.All() {
		fmt.Println(c.Title)
	}
	// Output:
	// Preface
	// Tides
}

// Articles of a printed magazine, in which marks tell where its pages begin.
func ExampleBook_pages() {
	p := &post.Post{Head: post.Head{Title: "Tides", Lang: "en"}}
	p.SetBody(post.HTMLBody(`<p>Twice a <span role="doc-pagebreak" id="page12" aria-label="12"></span>day.</p>`))
	book, err := epub.FromPosts(epub.Book{Title: "Notes", PageSource: "The printed Notes, 2024"}, post.List(p), epub.Layout{})
	if err != nil {
		log.Fatal(err)
	}
	var out bytes.Buffer
	if _, err := new(epub.Encoder).Encode(context.Background(), &out, book); err != nil {
		log.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		log.Fatal(err)
	}
	nav, err := fs.ReadFile(r, "EPUB/nav.xhtml")
	if err != nil {
		log.Fatal(err)
	}
	for line := range strings.Lines(string(nav)) {
		if strings.Contains(line, "page12") {
			fmt.Print(line)
		}
	}
	// Output: <li><a href="xhtml/a0001.xhtml#x-page12">12</a></li>
}
