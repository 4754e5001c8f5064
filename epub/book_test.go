package epub_test

import (
	"bytes"
	"context"
	"encoding"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"weak"

	"github.com/foreword-go/foreword/epub"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

// Volumes hold every article once and in order, are numbered parts of a series,
// and each has an identifier of its own, the same each time.
func TestVolumes(t *testing.T) {
	b := &epub.Book{Title: "Tides", Lang: "en", Chapters: []*epub.Chapter{{Title: "0"}}}
	for g := range 3 {
		group := &epub.Group{Title: fmt.Sprint("G", g)}
		for i := range 3 {
			group.Chapters = append(group.Chapters, &epub.Chapter{Title: fmt.Sprint(1 + 3*g + i)})
		}
		b.Groups = append(b.Groups, group)
	}
	if alone := b.Volumes(10); len(alone) != 1 || alone[0] != b {
		t.Errorf("ten articles in %d volumes of ten", len(alone))
	}
	volumes := b.Volumes(4)
	if len(volumes) != 3 {
		t.Fatalf("%d volumes, want 3", len(volumes))
	}
	var titles []string
	ids := make(map[string]bool)
	for i, v := range volumes {
		for c := range v.All() {
			titles = append(titles, c.Title)
		}
		data, _ := encode(t, new(epub.Encoder), v)
		again, _ := encode(t, new(epub.Encoder), b.Volumes(4)[i])
		if string(data) != string(again) {
			t.Errorf("volume %d: other bytes the second time", i+1)
		}
		meta := read(t, data).meta
		ids[meta["identifier"][0]] = true
		if want := fmt.Sprintf("Tides (Volume %d)", i+1); meta["title"][0] != want {
			t.Errorf("title %q, want %q", meta["title"], want)
		}
		if got := [2]string{meta["belongs-to-collection"][0], meta["group-position"][0]}; got != [2]string{"Tides", fmt.Sprint(i + 1)} {
			t.Errorf("volume %d is in the series %q", i+1, got)
		}
	}
	if want := strings.Split("0 1 2 3 4 5 6 7 8 9", " "); !slices.Equal(titles, want) {
		t.Errorf("articles %q, want %q", titles, want)
	}
	if len(ids) != 3 {
		t.Errorf("identifiers %v", ids)
	}
}

// A book is known by what it is made of: a UUID of version 5, that no edit of
// the articles changes, and every change of which they are does.
func TestIdentifier(t *testing.T) {
	id := func(chapters ...*epub.Chapter) string {
		data, _ := encode(t, new(epub.Encoder), &epub.Book{Lang: "en", Chapters: chapters})
		return read(t, data).meta["identifier"][0]
	}
	one := id(&epub.Chapter{ID: "tag:a", Title: "A", HTML: "<p>a</p>"}, &epub.Chapter{Path: "b.md"})
	if _, uuid, ok := strings.Cut(one, "urn:uuid:"); !ok || len(uuid) != 36 || uuid[14] != '5' {
		t.Errorf("identifier %q", one)
	}
	if edited := id(&epub.Chapter{ID: "tag:a", Title: "Anew", HTML: "<p>b</p>"}, &epub.Chapter{Path: "b.md"}); edited != one {
		t.Errorf("after an edit %q, before %q", edited, one)
	}
	if more := id(&epub.Chapter{ID: "tag:a"}, &epub.Chapter{Path: "c.md"}); more == one {
		t.Errorf("other articles, the same %q", more)
	}
	if own, _ := encode(t, new(epub.Encoder), &epub.Book{ID: "urn:isbn:9780000000002", Chapters: []*epub.Chapter{{}}}); read(t, own).meta["identifier"][0] != "urn:isbn:9780000000002" {
		t.Error("the identifier given is not the one written")
	}
}

// Each post is a book of its own title, language, licence and identifier, in
// the series of them all; what cannot be read does not end it.
func TestEach(t *testing.T) {
	blog := fstest.MapFS{
		"a.md": {Data: []byte("---\ntitle: Tide\nlang: en\nlicense: CC BY 4.0\nauthor: Ada Winter\n---\nWords.\n")},
		"b.md": {Data: []byte("---\ntitle: never closed\n")},
		"c.md": {Data: []byte("---\ntitle: 茶\nlang: zh-Hans\nlicense: CC0\n---\n字。\n")},
	}
	var got []string
	failed := 0
	ids := make(map[string]bool)
	var posts iter.Seq2[*post.Post, error] = new(markdown.Parser).Dir(t.Context(), blog)
	for b, err := range epub.Each(epub.Book{Title: "All", Publisher: "Harbour", Series: epub.Series{Name: "Notes"}}, posts, epub.Layout{}) {
		if err != nil {
			failed++
			continue
		}
		data, report := encode(t, new(epub.Encoder), b)
		meta := read(t, data).meta
		got = append(got, fmt.Sprint(meta["title"], meta["language"], meta["rights"], meta["publisher"], meta["belongs-to-collection"]))
		ids[meta["identifier"][0]] = true
		if report.Chapters != 1 {
			t.Errorf("%d articles in a book of one", report.Chapters)
		}
	}
	want := []string{"[Tide] [en] [CC BY 4.0] [Harbour] [Notes]", "[茶] [zh-Hans] [CC0] [Harbour] [Notes]"}
	if !slices.Equal(got, want) || failed != 1 || len(ids) != 2 {
		t.Errorf("got %q, %d failed, identifiers %v; want %q", got, failed, ids, want)
	}
}

// The licence of an article stands with it and in the colophon, and is no right
// in the book as a whole where another article has another one.
func TestLicenseOfArticles(t *testing.T) {
	data, _ := encode(t, new(epub.Encoder), &epub.Book{Title: "B", Lang: "en", Chapters: []*epub.Chapter{
		{Title: "A", License: "CC BY 4.0"}, {Title: "B", License: "https://creativecommons.org/publicdomain/zero/1.0/"},
	}})
	r := read(t, data)
	colophon := r.entries["EPUB/xhtml/colophon.xhtml"]
	for i, want := range []string{"CC BY 4.0", `<a href="https://creativecommons.org/publicdomain/zero/1.0/">`} {
		if !strings.Contains(r.page(i+1, 1), want) || !strings.Contains(colophon, want) {
			t.Errorf("article %d: no %s\n%s\n%s", i+1, want, r.page(i+1, 1), colophon)
		}
	}
	if len(r.meta["rights"]) > 0 {
		t.Errorf("rights of the book: %q", r.meta["rights"])
	}
}

// The tree of a post takes many times the memory of its markup: a book of many
// posts must not hold any.
func TestBookHoldsNoTrees(t *testing.T) {
	var warning weak.Pointer[post.Warning] // holds nodes of the tree
	posts := func(yield func(*post.Post, error) bool) {
		p, err := new(markdown.Parser).Parse("a.md", []byte("# Fog\n\n## The night\n\n::: danger Content warning\n**drowning**\n:::\n\nA ship.\n"))
		if err == nil {
			warning = weak.Make(p.Warnings[0])
		}
		yield(p, err)
	}
	book, err := epub.FromPosts(epub.Book{}, posts, epub.Layout{})
	if err != nil {
		t.Fatal(err)
	}
	runtime.GC()
	if warning.Value() != nil {
		t.Error("the warning of the post is still there")
	}
	runtime.KeepAlive(book)
}

// A Word that a layout or an encoder does not know is refused as it is read,
// with what was meant, and leaves the value as it was.
func TestWords(t *testing.T) {
	var group epub.Grouping
	var order epub.Order
	var images epub.Images
	var place epub.WarningsAt
	for _, tt := range []struct {
		word encoding.TextUnmarshaler
		good string
		bad  string
	}{{&group, "year", "yeer"}, {&order, "newest", "newst"}, {&images, "link", "links"}, {&place, "page", "paeg"}} {
		if err := tt.word.UnmarshalText([]byte(tt.good)); err != nil {
			t.Errorf("%T: %v", tt.word, err)
		}
		err := tt.word.UnmarshalText([]byte(tt.bad))
		if !errors.Is(err, epub.ErrValue) || !strings.Contains(err.Error(), fmt.Sprintf("did you mean %q?", tt.good)) {
			t.Errorf("%T of %q: %v, want %v that means %q", tt.word, tt.bad, err, epub.ErrValue, tt.good)
		}
	}
	if group != epub.GroupYear || order != epub.SortNewest || images != epub.ImagesLink || place != epub.WarningsPage {
		t.Errorf("read as %q, %q, %q, %q", group, order, images, place)
	}
}

// A layout of unknown words costs no reading.
func TestUnknownLayout(t *testing.T) {
	posts := func(func(*post.Post, error) bool) { t.Error("posts are read") }
	for _, o := range []epub.Layout{{GroupBy: "colour"}, {Sort: "size"}} {
		if _, err := epub.FromPosts(epub.Book{}, posts, o); !errors.Is(err, epub.ErrValue) {
			t.Errorf("%+v: %v, want %v", o, err, epub.ErrValue)
		}
	}
}

// A compact book holds no markup that can be read, and becomes the same bytes.
func TestCompact(t *testing.T) {
	blog := fstest.MapFS{
		"a.md": {Data: []byte("---\ntitle: A\ncw: storms\n---\nA *quiet* bay. ![](data:,)\n")},
		"b.md": {Data: []byte("# B\n\n[A](a.md)\n")},
	}
	book := func(compact bool) *epub.Book {
		b, err := epub.FromPosts(epub.Book{Lang: "en"}, new(markdown.Parser).Dir(context.Background(), blog), epub.Layout{Compact: compact})
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	whole, _ := encode(t, new(epub.Encoder), book(false))
	b := book(true)
	for _, c := range b.Chapters {
		if c.HTML != "" {
			t.Errorf("%s holds %q", c.Title, c.HTML)
		}
	}
	for range 2 {
		if got, _ := encode(t, new(epub.Encoder), b); !bytes.Equal(got, whole) {
			t.Error("a compact book is another one")
		}
	}
	b.Chapters[1].HTML = "<p>mine</p>"
	data, _ := encode(t, new(epub.Encoder), b)
	if page := read(t, data).page(2, 1); !strings.Contains(page, "<p>mine</p>") {
		t.Errorf("markup of the caller's is not in\n%s", page)
	}
}

// A book whose chapters are released has the same bytes, and is an error when it is
// encoded again.
func TestRelease(t *testing.T) {
	posts := func() *epub.Book {
		fsys, _ := benchPosts(3)
		b, err := epub.FromPosts(epub.Book{Title: "河"}, new(markdown.Parser).Dir(t.Context(), fsys), epub.Layout{Compact: true})
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	encode := func(b *epub.Book, release bool) (string, error) {
		var out strings.Builder
		_, err := (&epub.Encoder{NoCover: true, Release: release}).Encode(t.Context(), &out, b)
		return out.String(), err
	}
	kept, released := posts(), posts()
	want, err := encode(kept, false)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := encode(kept, false); err != nil || again != want {
		t.Errorf("kept, encoded again: %d bytes, %v", len(again), err)
	}
	if got, err := encode(released, true); err != nil || got != want {
		t.Errorf("released: %d bytes, %v, want %d", len(got), err, len(want))
	}
	if _, err := encode(released, false); err == nil {
		t.Error("released, encoded again: no error")
	}
}
