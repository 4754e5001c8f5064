package feed

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

// groupSite has posts of two authors, two sections and two languages, one of
// which says in its text alone that somebody else wrote it.
func groupSite(t *testing.T) (heads []*post.Head, read ReadFunc) {
	t.Helper()
	fsys := fstest.MapFS{
		"content/essays/a.md": {Data: []byte("---\ntitle: A\ndate: 2024-05-01\nauthor: Ida\nlang: en\nseries: Lanterns\n---\n\nText.\n")},
		"content/essays/b.md": {Data: []byte("---\ntitle: B\ndate: 2024-05-02\nauthor: Ida\nlang: de\nseries: Lanterns\n---\n\nText.\n")},
		"content/notes/c.md":  {Data: []byte("---\ntitle: C\ndate: 2024-05-03\nlang: de\n---\n\nText.\n")},
		"content/notes/d.md":  {Data: []byte("---\ntitle: D\ndate: 2024-05-04\nauthor: Ida\n---\n\n> 原文作者：[Maren](https://maren.example/)\n> 原文链接：<https://maren.example/d>\n\nText.\n")},
		"content/e.md":        {Data: []byte("---\ntitle: E\ndate: 2024-05-05\noriginal_author: Maren\n---\n\nText.\n")},
	}
	p := new(markdown.Parser)
	heads, err := post.Collect(p.Heads(context.Background(), fsys))
	if err != nil {
		t.Fatal(err)
	}
	return heads, p.Posts
}

func TestGroups(t *testing.T) {
	heads, read := groupSite(t)
	s := Set{
		Feed:     Feed{Title: "Site", HomeURL: "https://a.example/", Lang: "en", Authors: []post.Author{{Name: "Keeper"}}},
		Sections: true, Authors: true, Languages: true,
		Groups: []Group{{
			Folder: "series", Label: "Series",
			Of: func(h *post.Head) []string {
				series, _ := h.Params["series"].(string)
				return []string{series}
			},
			Edit: func(name string, f *Feed) { f.Description = "All of " + name },
		}},
	}
	feeds, err := s.Feeds(heads, read)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, f := range feeds[1:] {
		got = append(got, fmt.Sprintf("%s|%s|%s|%s|%s", f.Path, f.Title, f.Lang, f.Description, strings.Join(titles(t, f), " ")))
	}
	want := []string{
		"sections/essays|Site · Section: essays|en||B A",
		"sections/notes|Site · Section: notes|en||D C",
		"authors/Ida|Site · Author: Ida|en||B A", // D is a repost, as its text says
		"authors/Keeper|Site · Author: Keeper|en||C",
		"authors/Maren|Site · Author: Maren|en||E",
		"languages/de|Site · Deutsch|de||C B",
		"languages/en|Site · English|en||E D A",
		"series/Lanterns|Site · Series: Lanterns|en|All of Lanterns|B A",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// Posts without a known language are in no group of a language.
func TestByLanguage(t *testing.T) {
	for lang, want := range map[string][]string{"ja": {"ja"}, "": nil, "no tag": nil} {
		if got := ByLanguage(&post.Head{Lang: lang}); !slices.Equal(got, want) {
			t.Errorf("ByLanguage of %q = %q, want %q", lang, got, want)
		}
	}
}

func TestBySection(t *testing.T) {
	for _, tt := range []struct{ path, lang, want string }{
		{"content/zh/essays/rain.md", "zh", "essays"},
		{"content/zh/essays/rain.md", "zh-Hans", "essays"},
		{"source/_posts/rain.md", "", ""},
		{"_posts/2024/rain.md", "", "2024"},
		{"posts/rain.md", "en", "posts"},
		{"rain.md", "", ""},
	} {
		if got := strings.Join(BySection(&post.Head{Path: tt.path, Lang: tt.lang}), " "); got != tt.want {
			t.Errorf("BySection of %s in %q = %q, want %q", tt.path, tt.lang, got, tt.want)
		}
	}
}

// TestVerbatimIDs: identifiers of a feed that was made by another program stay
// as they were, in all formats, and no more than one item has each.
func TestVerbatimIDs(t *testing.T) {
	f := &Feed{Title: "T", HomeURL: "https://a.example/", VerbatimIDs: true, Items: List(
		&Item{ID: "1", URL: "/1/"}, &Item{ID: "post 2 at https://old.example", URL: "/2/"}, &Item{ID: "oid:3", URL: "/3/"},
		&Item{ID: "javascript:alert(1)", URL: "/4/"}, &Item{ID: "1", URL: "/5/"},
	)}
	want := []string{"1", "post 2 at https://old.example", "oid:3", "https://a.example/4/", "https://a.example/5/"}
	for format, doc := range encode(t, Encoder{}, f) {
		var got []string
		for _, it := range read(t, doc).Items {
			got = append(got, it.GUID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%v: identifiers %q, want %q", format, got, want)
		}
	}
}

func TestGenerator(t *testing.T) {
	f := &Feed{Title: "T", HomeURL: "https://a.example/", Generator: Generator{Name: "Press & Co", URL: "https://press.example", Version: "2.1"}}
	docs := encode(t, Encoder{}, f)
	for format, want := range map[Format]string{
		FormatRSS:  "<generator>Press &amp; Co 2.1</generator>",
		FormatAtom: `<generator uri="https://press.example/" version="2.1">Press &amp; Co</generator>`,
	} {
		if !strings.Contains(docs[format], want) {
			t.Errorf("%v has no %s:\n%s", format, want, docs[format])
		}
	}
	f.Generator.URL = "javascript:alert(1)"
	if _, err := new(Encoder).RSS(context.Background(), io.Discard, f); !errors.Is(err, ErrURL) {
		t.Errorf("error %v, want %v", err, ErrURL)
	}
}

// memory is a folder in memory.
type memory map[string]string

func (m memory) create(name string) (io.WriteCloser, error) {
	if strings.Contains(name, "refused") {
		return nil, errRefused
	}
	return &memoryFile{folder: m, name: name}, nil
}

var errRefused = errors.New("refused")

type memoryFile struct {
	bytes.Buffer
	folder memory
	name   string
}

func (f *memoryFile) Close() error { f.folder[f.name] = f.String(); return nil }
func (f *memoryFile) Discard()     { f.folder[f.name] = "discarded" }

func TestWriteFiles(t *testing.T) {
	heads, read, _ := site(t, 4)
	s := Set{Feed: Feed{Title: `Site <"&">`, HomeURL: "https://a.example/", Lang: "en", Formats: []Format{FormatJSON, FormatRSS}}, Tags: true}
	feeds, err := s.Feeds(heads, read)
	if err != nil {
		t.Fatal(err)
	}
	feeds[1].Items = Seq(func(yield func(*Item, error) bool) { yield(nil, errRefused) })
	folder := make(memory)
	reports, err := new(Encoder).WriteFiles(context.Background(), folder.create, feeds...)
	if err != nil || len(reports) != 4 || reports[0].Items != 4 || len(reports[1].Skipped) != 1 {
		t.Fatalf("%d reports, error %v", len(reports), err)
	}
	want := []string{"feed.json", "feeds.html", "feeds.opml", "rss.xml"}
	for i := range 3 {
		want = append(want, fmt.Sprintf("tags/t%d/feed.json", i), fmt.Sprintf("tags/t%d/rss.xml", i))
	}
	if got := slices.Sorted(maps.Keys(folder)); !slices.Equal(got, want) {
		t.Errorf("files %q, want %q", got, want)
	}
	for name, doc := range folder {
		if unread := strings.HasPrefix(name, "tags/t0/"); unread != (doc == "discarded") {
			t.Errorf("%s: %.40q, want it discarded: %v", name, doc, unread)
		}
	}
	feeds[2].Path = "refused"
	if reports, err := new(Encoder).WriteFiles(context.Background(), folder.create, feeds...); !errors.Is(err, errRefused) || len(reports) != 3 {
		t.Errorf("%d reports, error %v, want 3 and %v", len(reports), err, errRefused)
	}
	full := func(string) (io.WriteCloser, error) { return brokenFile{}, nil }
	if _, err := new(Encoder).WriteFiles(context.Background(), full, feeds[0]); !errors.Is(err, errRefused) {
		t.Errorf("a file that cannot be closed: error %v, want %v", err, errRefused)
	}

	page := folder["feeds.html"]
	if err := xhtml.WellFormed([]byte(strings.TrimPrefix(page, "<!DOCTYPE html>\n"))); err != nil {
		t.Errorf("%v\n%s", err, page)
	}
	for _, want := range []string{
		`<html lang="en">`, "All feeds · Site &lt;&quot;&amp;&quot;&gt;", "A feed tells you", "<h2><bdi>Tag</bdi></h2>", "<li><bdi>t1</bdi>",
		`<a href="https://a.example/feed.json" type="application/feed+json">JSON Feed</a>`,
		"<code>https://a.example/tags/t2/rss.xml</code>", Links(feeds[0]),
	} {
		if !strings.Contains(page, want) {
			t.Errorf("feeds.html has no %s:\n%s", want, page)
		}
	}
	if strings.Contains(page, "stylesheet") || strings.Contains(page, "<script") {
		t.Errorf("feeds.html needs other files:\n%s", page)
	}
}

type brokenFile struct{}

func (brokenFile) Write(p []byte) (int, error) { return len(p), nil }
func (brokenFile) Close() error                { return errRefused }
