package epub_test

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/foreword-go/foreword/epub"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

// A link leads to the article that its site says it means, and else to the address
// of what it means.
func TestLinksAreResolved(t *testing.T) {
	targets := map[string]post.Target{
		"other":         {Found: true, Path: "deep/to.md", Address: "/2024/to/"},
		"other#in":      {Found: true, Path: "deep/to.md", Address: "/2024/to/", Fragment: "in"},
		"/old/to.html":  {Found: true, Address: "/2024/to/"},
		"left-out.md":   {Found: true, Path: "left-out.md", Address: "/2024/left/"},
		"left-out.md#x": {Found: true, Path: "left-out.md", Address: "/2024/left/", Fragment: "x"},
		"gone.md":       {Missing: true},
	}
	var refs []string
	resolve := func(ref string) post.Target { refs = append(refs, ref); return targets[ref] }
	for ref, want := range map[string]string{
		"other":                       "a0002.xhtml",
		"other#in":                    "a0002.xhtml#x-in",
		"/old/to.html":                "a0002.xhtml",
		"left-out.md":                 "https://a.example/log/2024/left/",
		"left-out.md#x":               "https://a.example/log/2024/left/#x",
		"gone.md":                     "https://a.example/log/from/gone.md",
		"deep/to.md":                  "a0002.xhtml",
		"mailto:a@a.example":          "mailto:a@a.example",
		"other?x=1":                   "https://a.example/log/from/other?x=1",
		"https://b.example/elsewhere": "https://b.example/elsewhere",
	} {
		data, _ := encode(t, new(epub.Encoder), &epub.Book{Title: "B", Lang: "en", SiteURL: "https://a.example/log/", Chapters: []*epub.Chapter{
			{Title: "From", Path: "from.md", URL: "/from/", HTML: `<p><a href="` + ref + `">go</a></p>`, Resolve: resolve},
			{Title: "To", Path: "deep/to.md", URL: "/2024/to/", HTML: `<p id="in">a</p>`},
		}})
		if page := read(t, data).page(1, 1); !strings.Contains(page, `<a href="`+want+`">go</a>`) {
			t.Errorf("%s: want %s in\n%s", ref, want, page)
		}
	}
	if len(refs) == 0 {
		t.Error("no reference was resolved")
	}
}

// A link to a post that the site has no page of is its text alone.
func TestLinksToAbsentPosts(t *testing.T) {
	resolve := func(ref string) post.Target {
		if ref == "a-draft" {
			return post.Target{Found: true, Path: "draft.md"}
		}
		return post.Target{}
	}
	for ref, kept := range map[string]bool{
		"draft.md": false, "/draft/": false, "https://a.example/draft/#x": false, "a-draft": false, "left-out.md": true, "/left/": true, "https://b.example/draft/": true,
	} {
		data, _ := encode(t, new(epub.Encoder), &epub.Book{Title: "B", Lang: "en", SiteURL: "https://a.example/", Absent: []post.Place{{Path: "draft.md", URL: "/draft/"}}, Chapters: []*epub.Chapter{
			{Title: "From", Path: "from.md", URL: "/from/", HTML: `<p><a href="` + ref + `">go</a></p>`, Resolve: resolve},
		}})
		page := read(t, data).page(1, 1)
		if linked := strings.Contains(page, ">go</a>"); linked != kept || !strings.Contains(page, "go") {
			t.Errorf("%s is linked to: %t, want %t:\n%s", ref, linked, kept, page)
		}
	}
}

// Of two folders in one book, each has files of its own: a link leads to the
// file beside the post, and only without one to that of the other folder.
func TestLinksOfSeveralFolders(t *testing.T) {
	folder := func(extra string) *fstest.MapFS {
		return &fstest.MapFS{
			"a.md": {Data: []byte("---\ntitle: A\n---\n\n[b](b.md) [c](c.md)\n")},
			"b.md": {Data: []byte("---\ntitle: B\n---\n\nText.\n")},
			extra:  {Data: []byte("---\ntitle: C\n---\n\nText.\n")},
		}
	}
	posts := func(yield func(*post.Post, error) bool) {
		for _, fsys := range []fs.FS{folder("d.md"), folder("c.md")} {
			for p, err := range new(markdown.Parser).Dir(t.Context(), fsys) {
				if !yield(p, err) {
					return
				}
			}
		}
	}
	book, err := epub.FromPosts(epub.Book{Title: "T", Lang: "en"}, posts, epub.Layout{Sort: epub.SortGiven})
	if err != nil {
		t.Fatal(err)
	}
	data, _ := encode(t, new(epub.Encoder), book)
	r := read(t, data)
	for i, want := range map[int]string{
		1: `<a href="a0002.xhtml">b</a> <a href="a0006.xhtml">c</a>`,
		4: `<a href="a0005.xhtml">b</a> <a href="a0006.xhtml">c</a>`,
	} {
		if page := r.page(i, 1); !strings.Contains(page, want) {
			t.Errorf("article %d lacks %s:\n%s", i, want, page)
		}
	}
}
