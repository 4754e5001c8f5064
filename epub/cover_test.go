package epub_test

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/foreword-go/foreword/epub"
	"github.com/foreword-go/foreword/epub/internal/cover"
	"github.com/foreword-go/foreword/post"
)

// A picture becomes a cover of the size that shops want, and always one with
// the mark of what the book warns of. One that is a cover already is kept.
func TestCover(t *testing.T) {
	pic := func(w, h int) []byte {
		var out bytes.Buffer
		if err := png.Encode(&out, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
			t.Fatal(err)
		}
		return out.Bytes()
	}
	svg := []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 16"><rect width="10" height="16"/></svg>`)
	for _, c := range []struct {
		name    string
		book    []byte // the cover of the book
		article []byte // that of its only article
		warned  bool
		title   bool // whether the title is drawn
		picture bool // whether a picture is drawn
		kept    bool // the picture as it is
		missing bool
	}{
		{name: "none", title: true},
		{name: "a wide one", book: pic(1200, 700), title: true, picture: true},
		{name: "a cover", book: pic(800, 1200), kept: true},
		{name: "a cover of a book that warns", book: pic(800, 1200), warned: true, picture: true},
		{name: "a small cover", book: pic(80, 120), picture: true},
		{name: "of an article", article: pic(800, 1200), title: true, picture: true},
		{name: "of an article that warns", article: pic(1200, 700), warned: true, title: true, picture: true},
		{name: "a broken one of an article", article: []byte("x"), title: true, missing: true},
		{name: "SVG", book: svg, kept: true},
		{name: "SVG of an article", article: svg, kept: true},
		{name: "SVG of a book that warns", book: svg, warned: true, title: true, missing: true},
		{name: "SVG of an article that warns", article: svg, warned: true, title: true, missing: true},
	} {
		t.Run(c.name, func(t *testing.T) {
			chapter := &epub.Chapter{Title: "Tide", HTML: "<p>a</p>"}
			if c.article != nil {
				chapter.Cover = "c"
				chapter.Open = func(ref string) (fs.File, error) { return fstest.MapFS{"c": {Data: c.article}}.Open(ref) }
			}
			if c.warned {
				chapter.Warnings = []*post.Warning{{Topics: []post.Topic{{Label: "storm"}}}}
			}
			var text cover.Text
			var picture image.Image
			e := epub.WithDraw(new(epub.Encoder), func(t cover.Text, o cover.Options) ([]byte, string, error) {
				text, picture = t, o.Picture
				return dot, "image/png", nil
			})
			var out bytes.Buffer
			report, err := e.Encode(t.Context(), &out, &epub.Book{Lang: "en", Cover: c.book, Chapters: []*epub.Chapter{chapter}})
			if err != nil {
				t.Fatal(err)
			}
			if (text.Title == "Tide") != c.title || (picture != nil) != c.picture || (text.Warning != "") != c.warned {
				t.Errorf("drawn %+v, with a picture: %v", text, picture != nil)
			}
			if kept := !strings.Contains(strings.Join(read(t, out.Bytes()).names, "\n"), "images/cover."); kept != c.kept {
				t.Errorf("the picture is kept: %v, want %v", kept, c.kept)
			}
			if (len(report.Missing) > 0) != c.missing {
				t.Errorf("missing: %v", report.Missing)
			}
			if c.missing && errors.Unwrap(report.Missing[0]) == nil {
				t.Error("no reason")
			}
		})
	}
}
