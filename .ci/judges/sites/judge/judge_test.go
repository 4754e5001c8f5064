package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A site of two posts and a page, as an engine might have built it.
var built = map[string]string{
	"site/a.md":       "a",
	"site/b.md":       "b",
	"site/about.md":   "about",
	"site/draft.md":   "draft",
	"site/p.png":      "picture",
	"facts.json":      `{"engine": "none", "title": "T", "url": "https://t.example/base/", "lang": "en"}`,
	"out/p.png":       "picture",
	"out/x/q.123.png": "picture",
	"out/feed.xml":    `<rss><channel><item><link>https://t.example/base/b/</link><pubDate>Wed, 03 Jan 2024 02:00:00 +0200</pubDate></item></channel></rss>`,
	"out/sitemap.xml": `<urlset><url><loc>https://t.example/base/a/</loc><lastmod>2024-01-05T00:00:00Z</lastmod></url></urlset>`,
	"out/assets/js/main.0123abcd.js.LICENSE.txt": "none",
	"out/a/index.html":                           `<html lang="en"><main data-source="a.md" data-title="A" data-date="2024-01-02T03:04:05Z"><h1>A</h1><p>One<br>two.</p><h2 id="s">S <a class="header-anchor" href="#s">#</a></h2><a href="../b/#t">b</a><img src="/base/x/q.123.png" title="Cap"></main></html>`,
	"out/b/index.html":                           `<html lang="en"><main data-source="b.md" data-title="B" data-date="2024-01-03T00:00:00Z"><h2 id="t">T</h2></main></html>`,
	"out/about.html":                             `<html lang="en"><main data-source="about.md" data-kind="page" data-title="About">Us</main></html>`,
}

const right = `{"title": "T", "home_page_url": "https://t.example/base/", "language": "en", "items": [
{"url": "https://t.example/base/a/", "title": "A", "date_published": "2024-01-02T04:04:05+01:00", "date_modified": "2024-01-05T00:00:00Z", "content_html": "<p>One<br/>two.</p><h2 id='s'>S</h2><a href='https://t.example/base/b/#t'>b</a><figure><img src='https://t.example/base/p.png'/><figcaption>Cap</figcaption></figure>"},
{"url": "https://t.example/base/b/", "title": "B", "date_published": "2024-01-03T02:00:00+02:00", "content_html": "<h2 id='t'>T</h2>"}]}`

func TestCompare(t *testing.T) {
	dir := t.TempDir()
	for name, text := range built {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	r, err := record([]string{filepath.Join(dir, "facts.json")}, filepath.Join(dir, "site"), filepath.Join(dir, "out"))
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"draft.md"}; !slices.Equal(r.Unpublished, want) {
		t.Errorf("unpublished = %q, want %q", r.Unpublished, want)
	}
	for _, name := range r.Files {
		if strings.Contains(name, "LICENSE") {
			t.Errorf("files = %q: the name with a hash is among them", r.Files)
		}
	}
	for _, tt := range []struct{ name, old, new, want string }{
		{"right", "", "", ""},
		{"address", "base/b/\", \"title", "base/b.html\", \"title", "address: b.md: "},
		{"another title", `"title": "B"`, `"title": "C"`, "title: b.md: "},
		{"missing", `"https://t.example/base/b/", "title": "B"`, `"https://t.example/base/c/", "title": "C"`, "extra post: "},
		{"date", "2024-01-03T", "2024-01-04T", "date: b.md: "},
		{"zone", "2024-01-03T02:00:00+02:00", "2024-01-03T01:00:00+01:00", "zone of date: b.md: "},
		{"date of change", "2024-01-05T", "2024-01-06T", "date of change: a.md: "},
		{"dead link", "base/b/#t", "base/c/#t", "link that leads nowhere: a.md: "},
		{"no heading", "base/b/#t", "base/b/#u", "link to no heading: a.md: "},
		{"dead picture", "base/p.png", "base/o.png", "picture that leads nowhere: a.md: "},
		{"renamed picture", "base/p.png", "p.png", "picture renamed when built: a.md: "},
		{"heading id", "id='s'", "id='s-1'", "heading ids: a.md: "},
		{"line break", "One<br/>two", "One two", "line breaks: a.md: "},
		{"lost word", "two.", ".", `words lost: a.md: "two"`},
		{"garbage", "two.", "two three.", `garbage words: a.md: "three"`},
		{"page", `"items": [`, `"items": [{"url": "https://t.example/base/about", "title": "About", "content_html": "Us"},`, "no post but a page: about.md: "},
		{"language", `"title": "B"`, `"title": "B", "language": "de"`, "language: b.md: "},
		{"title of the site", `"title": "T"`, `"title": "U"`, "site: title: "},
	} {
		t.Run(tt.name, func(t *testing.T) {
			feed := filepath.Join(t.TempDir(), "t.feed.json")
			if err := os.WriteFile(feed, []byte(strings.Replace(right, tt.old, tt.new, 1)), 0o644); err != nil {
				t.Fatal(err)
			}
			c, err := compareFeed(r, feed, "")
			if err != nil {
				t.Fatal(err)
			}
			if tt.want == "" && len(c.faults) > 0 || tt.want != "" && !slices.ContainsFunc(c.faults, func(f string) bool { return strings.HasPrefix(f, tt.want) }) {
				t.Errorf("faults = %q, want %q", c.faults, tt.want)
			}
		})
	}
}

func TestLike(t *testing.T) {
	for _, tt := range []struct {
		pattern, s string
		want       bool
	}{
		{"a*c", "abc", true}, {"a*c", "abcd", false}, {"*", "", true}, {"abc", "abc", true}, {"a*b*", "axbx", true}, {"", "a", false},
	} {
		if got := like(tt.pattern, tt.s); got != tt.want {
			t.Errorf("like(%q, %q) = %v, want %v", tt.pattern, tt.s, got, tt.want)
		}
	}
}
