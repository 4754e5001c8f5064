package epub

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"github.com/foreword-go/foreword/post"
)

// No title or name turns the text around it, in any file of a book.
func TestDirectionsEnd(t *testing.T) {
	const turned = "A\u202eB\u2067C"
	b := &Book{Title: turned, Subtitle: turned, Lang: "en", Publisher: turned, Description: turned, Rights: turned,
		Chapters: []*Chapter{{Title: turned, HTML: "<h2>" + turned + "</h2><p>Text.</p>"}, {Title: "שלום (1)", HTML: "<p>Text.</p>"}}}
	var out bytes.Buffer
	if _, err := new(Encoder).Encode(t.Context(), &out, b); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			override := strings.Contains(line, "\u202e") && !strings.Contains(line, "<h2") // what an author wrote in an article is a block of its own
			if override || strings.Count(line, "\u2067") != strings.Count(line, "\u2069") && !strings.Contains(line, "<h2") {
				t.Errorf("%s: %+q", f.Name, line)
			}
		}
		if strings.HasSuffix(f.Name, "nav.xhtml") && !bytes.Contains(data, []byte("<bdi>שלום (1)</bdi>")) {
			t.Errorf("the contents do not isolate a title:\n%s", data)
		}
	}
}

// On every page that Foreword writes, what was written by others from right to left is
// apart from the words around it.
func TestRightToLeftIsApart(t *testing.T) {
	const rtl = "שלום (1)"
	b := &Book{Title: rtl, Subtitle: rtl, Lang: "en", Publisher: rtl, Rights: rtl, Series: Series{Name: rtl},
		Authors: []post.Author{{Name: rtl}, {Name: rtl, Role: "translator"}},
		Groups: []*Group{{Title: rtl, Chapters: []*Chapter{{
			Title: rtl, Tags: []string{rtl}, License: rtl, HTML: "<p>Text.</p>", Source: Source{Title: "x" + rtl, Publication: rtl, URL: "https://a.example/"},
			Authors:  []post.Author{{Name: rtl}, {Name: rtl, URL: "https://b.example/", Role: "translator"}},
			Warnings: []*post.Warning{{Title: rtl, Topics: []post.Topic{{Label: rtl}}}},
		}, {Title: "Second", HTML: "<p>Text.</p>"}}}}}
	var out bytes.Buffer
	if _, err := new(Encoder).Encode(t.Context(), &out, b); err != nil {
		t.Fatal(err)
	}
	for name, page := range pagesOf(t, out.Bytes()) {
		_, body, _ := strings.Cut(page, "<body")
		if n := strings.Count(body, "שלום"); n == 0 && !strings.HasSuffix(name, "a0002.xhtml") {
			t.Errorf("%s does not have the text", name)
		}
		for i := range body {
			if !strings.HasPrefix(body[i:], "שלום") {
				continue
			}
			before := body[:i]
			inElement := strings.LastIndex(before, "<bdi>") > strings.LastIndex(before, "</bdi>")
			inText := strings.LastIndex(before, "\u2068") > strings.LastIndex(before, "\u2069")
			if !inElement && !inText {
				t.Errorf("%s: not isolated: %q", name, before[max(0, i-60):]+"…")
			}
		}
	}
}

// pagesOf returns the documents of a book by name.
func pagesOf(t *testing.T, book []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	pages := make(map[string]string)
	for _, f := range z.File {
		if !strings.HasSuffix(f.Name, ".xhtml") {
			continue
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		pages[f.Name] = string(data)
	}
	return pages
}
