package main

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"
)

const articles = `[
  {"title": "The lock", "path": "/lock/", "published": "2024-05-01T08:00:00Z", "warning": ["drowning", "suicide"],
   "author": "Ana Ruiz", "original": "https://canal.example/lock",
   "html": "<p>Before the <a href=\"/weir/\">weir</a>.</p><script>alert(1)</script><p onclick=\"x()\">After it.</p>"},
  {"title": "The weir", "path": "/weir/", "published": "2024-05-02T08:00:00Z", "html": "<p>It hums.</p>"}
]`

func TestFeed(t *testing.T) {
	posts, err := read(strings.NewReader(articles))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := writeFeed(t.Context(), &out, posts); err != nil {
		t.Fatal(err)
	}
	got := out.String()
	for _, want := range []string{"Content warning:", "drowning", "Ana Ruiz", "https://canal.example/lock", "https://articles.example/weir/"} {
		if !strings.Contains(got, want) {
			t.Errorf("no %q in the feed", want)
		}
	}
	for _, never := range []string{"alert(1)", "onclick"} {
		if strings.Contains(got, never) {
			t.Errorf("%q is in the feed", never)
		}
	}
}

func TestBook(t *testing.T) {
	posts, err := read(strings.NewReader(articles))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := writeBook(t.Context(), &out, posts); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil {
			t.Fatal(err)
		}
	}
	for _, want := range []string{"drowning", "Ana Ruiz", "It hums."} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("no %q in the book", want)
		}
	}
	if strings.Contains(all.String(), "alert(1)") {
		t.Error("a script is in the book")
	}
}
