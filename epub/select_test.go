package epub_test

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/foreword-go/foreword/epub"
	"github.com/foreword-go/foreword/post/markdown"
)

func TestReposts(t *testing.T) {
	blog := fstest.MapFS{
		"a.md": {Data: []byte("---\ntitle: A\nlang: en\ndate: 2024-01-01\n---\nmine\n")},
		"b.md": {Data: []byte("---\ntitle: B\nlang: en\ndate: 2024-01-02\noriginal_author: Ann Oak\noriginal_url: https://a.example/b\n---\nhers\n")},
		"c.md": {Data: []byte("---\ntitle: C\nlang: en\ndate: 2024-01-03\ncontent_warning: [storm, flood]\n---\nwet\n")},
		"d.md": {Data: []byte("---\ntitle: D\nlang: en\ndate: 2024-01-04\ncontent_warning: [flood]\noriginal_author: Ann Oak\noriginal_url: https://a.example/d\n---\nwet\n")},
	}
	for _, c := range []struct {
		layout epub.Layout
		want   string
	}{
		{epub.Layout{}, "A B C D"},
		{epub.Layout{Reposts: true}, "B D"},
		{epub.Layout{Warned: true}, "C D"},
		{epub.Layout{Reposts: true, Warned: true}, "D"},
		{epub.Layout{GroupBy: epub.GroupOriginal}, "[Ann Oak: B D] [Uncategorised: A C]"},
		{epub.Layout{GroupBy: epub.GroupWarning}, "[flood: D] [storm: C] [Uncategorised: A B]"},
	} {
		book, err := epub.FromPosts(epub.Book{}, new(markdown.Parser).Dir(context.Background(), blog), c.layout)
		if err != nil {
			t.Fatal(err)
		}
		names := func(all []*epub.Chapter) string {
			var list []string
			for _, ch := range all {
				list = append(list, ch.Title)
			}
			return strings.Join(list, " ")
		}
		got := names(book.Chapters)
		for _, g := range book.Groups {
			got += " [" + g.Title + ": " + names(g.Chapters) + "]"
		}
		if got = strings.TrimSpace(got); got != c.want {
			t.Errorf("%+v: %s, want %s", c.layout, got, c.want)
		}
	}
}
