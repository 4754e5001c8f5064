package epub_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/foreword-go/foreword/epub"
	"github.com/foreword-go/foreword/post"
)

func day(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

// The title page says what the book is, who made it and how much is in it.
func TestTitlePage(t *testing.T) {
	data, _ := encode(t, new(epub.Encoder), &epub.Book{Title: "[译] 纸灯：一年的信", Lang: "zh", SiteURL: "https://lamp.example/blog/", Rights: "CC BY 4.0", Chapters: []*epub.Chapter{
		{Title: "A", HTML: "<p>a</p>", Published: day(2024, 3, 1), Authors: []post.Author{{Name: "林秋"}, {Name: "Ann Lee", Role: "translator"}}},
		{Title: "B", HTML: "<p>b</p>", Published: day(2023, 1, 9)},
		{Title: "C", HTML: "<p>c</p>"},
	}})
	page := read(t, data).entries["EPUB/xhtml/title.xhtml"]
	at := 0
	for _, want := range []string{`<p class="mark">译</p>`, `<h1 id="title">纸灯</h1>`, `role="doc-subtitle">一年的信</p>`, "<hr />", ">林秋</span> 著</p>", ">Ann Lee</span> 译</p>", ">lamp.example</p>",
		">2023年1月9日</span> – <span class=\"whole\">2024年3月1日</span> · <span class=\"whole\">共 3 篇文章</span></p>", ">CC BY 4.0</p>"} {
		i := strings.Index(page[at:], want)
		if i < 0 {
			t.Fatalf("no %s in its place:\n%s", want, page)
		}
		at += i
	}
}

// The contents leave out what a book opens with, show who wrote what, and name
// articles alone where there are many.
func TestContents(t *testing.T) {
	chapters := func(n int, author string) (all []*epub.Chapter) {
		for i := range n {
			all = append(all, &epub.Chapter{Title: fmt.Sprintf("Letter %d", i%9), HTML: "<h2>Inside</h2><p>a</p>", Published: day(2024, 1, i+1), Authors: []post.Author{{Name: author}}})
		}
		return all
	}
	contents := func(b *epub.Book) string {
		b.Lang = "en"
		data, _ := encode(t, new(epub.Encoder), b)
		nav, _, _ := strings.Cut(read(t, data).entries["EPUB/nav.xhtml"], "landmarks")
		return nav
	}
	few := contents(&epub.Book{Chapters: append(chapters(3, "Ann"), chapters(1, "Bo")...)})
	for _, page := range []string{"cover.xhtml", "title.xhtml", `"nav.xhtml"`} {
		if strings.Contains(few, page) {
			t.Errorf("%s in the contents", page)
		}
	}
	if !strings.Contains(few, "Inside") || !strings.Contains(few, "Letter 2<span class=\"by\"><span class=\"aside\"> / </span>Ann</span>") || !strings.Contains(few, "</span>Bo<") {
		t.Errorf("contents without headings or authors:\n%s", few)
	}
	many := contents(&epub.Book{Chapters: chapters(21, "Ann")})
	if strings.Contains(many, "Inside") || strings.Contains(many, "Ann") || !strings.Contains(many, "Letter 8<span class=\"by\"><span class=\"aside\"> / </span>9 January 2024</span>") {
		t.Errorf("contents of many articles with headings, or one title without dates:\n%s", many)
	}
	most := contents(&epub.Book{Chapters: append(chapters(8, "Ann"), chapters(1, "Bo")...)})
	if strings.Contains(most, ">Ann<") || !strings.Contains(most, ">Bo<") {
		t.Errorf("the author of most articles is after each of them, or the other after none:\n%s", most)
	}
}

// A compiler who is also an author is named once, and authors come first.
func TestTitlePageNamesOnce(t *testing.T) {
	by := func(title, name, role string) *epub.Chapter {
		return &epub.Chapter{Title: title, HTML: "<p>a</p>", Authors: []post.Author{{Name: "苗", Role: "compiler"}, {Name: name, Role: role}}}
	}
	data, _ := encode(t, new(epub.Encoder), &epub.Book{Title: "灯", Lang: "zh", Chapters: []*epub.Chapter{by("A", "Ann", "author"), by("B", "苗", "author")}})
	page := read(t, data).entries["EPUB/xhtml/title.xhtml"]
	if n := strings.Count(page, "苗"); n != 1 || !strings.Contains(page, `<p class="author">Ann、<span`) {
		t.Errorf("the compiler is on the title page %d times:\n%s", n, page)
	}
}

// An article without a title has the name of its first words or its file, and
// one that warns does not show what it begins with.
func TestUntitled(t *testing.T) {
	for _, c := range []struct {
		chapter epub.Chapter
		want    string
	}{
		{epub.Chapter{HTML: "<p>Rain again. Nobody came to the harbour.</p>"}, "Rain again"},
		{epub.Chapter{HTML: "<p>今天下雨，灯还是亮着的。</p>"}, "今天下雨，灯还是亮着的"},
		{epub.Chapter{HTML: "<p>今天又下雨。</p><p>明天再说。</p>"}, "今天又下雨"},
		{epub.Chapter{HTML: "<p>a rather long sentence that goes on and on</p>"}, "a rather long sentence…"},
		{epub.Chapter{Path: "notes/2024-05-01-a-walk.md", HTML: "<hr>"}, "a walk"},
		{epub.Chapter{Path: "notes/index.md"}, "Untitled"},
		{epub.Chapter{Path: "notes/storm.md", HTML: "<p>Blood.</p>", Warnings: []*post.Warning{{}}}, "storm"},
	} {
		c.chapter.Lang = "en"
		data, _ := encode(t, new(epub.Encoder), &epub.Book{Chapters: []*epub.Chapter{&c.chapter}})
		r := read(t, data)
		if page := r.page(1, 1); !strings.Contains(page, `<h1 id="title">`+c.want+`</h1>`) {
			t.Errorf("want %q:\n%s", c.want, page)
		}
		if got := r.meta["title"]; len(got) != 1 || got[0] != c.want {
			t.Errorf("the book is %q, want %q", got, c.want)
		}
	}
}

// What an article says of its origin in its first lines is not said above it.
func TestOriginSaidOnce(t *testing.T) {
	chapter := func(html string) *epub.Chapter {
		return &epub.Chapter{Title: "[译] Lamps", Lang: "en", HTML: html, Authors: []post.Author{{Name: "Ann Oak"}},
			Source: epub.Source{URL: "https://a.example/lamps/"}, License: "CC BY 4.0", Tags: []string{"译", "light"}, Updated: day(2024, 2, 3)}
	}
	opening := func(html string) (string, string) {
		data, _ := encode(t, new(epub.Encoder), &epub.Book{Chapters: []*epub.Chapter{chapter(html)}})
		page := read(t, data).page(1, 1)
		_, page, _ = strings.Cut(page, `<div class="opening">`)
		head, rest, _ := strings.Cut(page, "</div>")
		return head, rest
	}
	head, rest := opening("<p>Light.</p>")
	for _, want := range []string{`<p class="mark">译</p>`, ">Lamps</h1>", "Original author: Ann Oak", `href="https://a.example/lamps/"`} {
		if !strings.Contains(head, want) {
			t.Errorf("opening without %s:\n%s", want, head)
		}
	}
	text := strings.Index(rest, "Light.")
	for _, want := range []string{"Licence: CC BY 4.0", "Tags: light", "3 February 2024"} {
		if i := strings.Index(rest, want); i < text {
			t.Errorf("%s at %d of\n%s", want, i, rest)
		}
	}
	head, _ = opening(`<blockquote><ul><li>By: Ann Oak</li><li>From: <a href="https://a.example/lamps">Lamps</a></li></ul></blockquote><p>Light.</p>`)
	if strings.Contains(head, "Ann Oak") || strings.Contains(head, "href") {
		t.Errorf("said twice:\n%s", head)
	}
	head, _ = opening(`<p>From: <a href="https://a.example/lamps">Lamps</a></p><p>Light.</p>`)
	if !strings.Contains(head, "Ann Oak") || strings.Contains(head, "href") {
		t.Errorf("the author is lost, or the source said twice:\n%s", head)
	}
}
