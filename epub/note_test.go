package epub_test

import (
	"strings"
	"testing"

	"github.com/foreword-go/foreword/epub"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

// The note of a mark in the warning of a section leads back to the mark in the
// Text, where the warning stands.
func TestNoteOfASectionWarning(t *testing.T) {
	var parser markdown.Parser
	p, err := parser.Parse("a.md", []byte("---\ntitle: A\nlang: en\ncontent_warning: war\n---\n\nText.\n\n## Part\n\n"+
		"::: danger Content warning\nAs others tell it.[^a]\n:::\n\nText.\n\n[^a]: By others.\n"))
	if err != nil {
		t.Fatal(err)
	}
	book, err := epub.FromPosts(epub.Book{Title: "A"}, func(yield func(*post.Post, error) bool) { yield(p, nil) }, epub.Layout{})
	if err != nil {
		t.Fatal(err)
	}
	data, _ := encode(t, new(epub.Encoder), book)
	page := read(t, data).page(1, 1)
	for _, want := range []string{`id="x-fnref-1"`, `href="#x-fnref-1"`} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
}
