package epub

import (
	"bytes"
	"context"
	"crypto/sha256"
	"iter"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

// mapCache returns a Cache in memory.
func mapCache() *Cache {
	var kept sync.Map
	return &Cache{
		Version: "test",
		Get: func(key [sha256.Size]byte) []byte {
			v, ok := kept.Load(key)
			if !ok {
				return nil
			}
			return bytes.Clone(v.([]byte))
		},
		Put: func(key [sha256.Size]byte, value []byte) { kept.Store(key, bytes.Clone(value)) },
	}
}

// A book from a cache has the same bytes, and reads only what has changed.
func TestCache(t *testing.T) {
	files := fstest.MapFS{
		"a.md":  {Data: []byte("---\ntitle: A\ndate: 2024-01-02T03:04:05+08:00\ntags: [x, y]\n---\n\n# Part\n\n![lamp](a.png) and [b](b.md)[^1]<span role=\"doc-pagebreak\" id=\"p4\">4</span>\n\n[^1]: Note.\n")},
		"b.md":  {Data: []byte("---\ntitle: B\ncw: moths\noriginal_author: Maren Holt\n---\n\n## Place\n\n$x^2$ ![gone](gone.png)\n\n::: danger Content warning\nMoths.\n:::\n\nText.\n")},
		"c.md":  {Data: []byte("---\ntitle: C\n---\n\n[there](b.md#place) \"quoted\"\n")},
		"d.md":  {Data: []byte("No title, only <b>text</b>.\n")},
		"a.png": {Data: []byte("GIF89a")},
	}
	cache := mapCache()
	edited := []struct {
		name, text string
		layout     Layout
		enc        Encoder
		read       int // posts that must be read
	}{
		{"first", "", Layout{}, Encoder{}, 4},
		{"nothing", "", Layout{}, Encoder{}, 0},
		{"a post", "# C\n\n[there](b.md#place) other\n", Layout{}, Encoder{}, 1},
		{"options", "", Layout{}, Encoder{Formulas: FormulasTeX}, 0},
		{"layout", "", Layout{GroupBy: GroupTag, Curl: true}, Encoder{}, 4},
		{"warnings on a page", "", Layout{}, Encoder{WarningsAt: WarningsPage}, 0},
		{"only reposts", "", Layout{Reposts: true}, Encoder{}, 4},
		{"only reposts again", "", Layout{Reposts: true}, Encoder{}, 0},
	}
	for _, edit := range edited {
		if edit.text != "" {
			files["c.md"] = &fstest.MapFile{Data: []byte(edit.text)}
		}
		edit.enc.NoCover = true
		parser := &markdown.Parser{Cache: &markdown.Cache{Version: "test"}}
		var heads []*post.Head
		for h, err := range parser.Heads(t.Context(), files) {
			if err != nil {
				t.Fatal(err)
			}
			heads = append(heads, h)
		}
		read := 0
		want, wantErr := FromPosts(Book{Title: "T"}, parser.Posts(t.Context(), heads), edit.layout)
		got, gotErr := cache.FromHeads(t.Context(), Book{Title: "T"}, heads, countedReader{parser, &read}, edit.layout)
		if (wantErr == nil) != (gotErr == nil) || wantErr != nil && wantErr.Error() != gotErr.Error() {
			t.Errorf("%s: error %v, want %v", edit.name, gotErr, wantErr)
		}
		if read != edit.read {
			t.Errorf("%s: %d posts were read, want %d", edit.name, read, edit.read)
		}
		plain := edit.enc
		edit.enc.Cache = cache
		wantBook, wantReport := encoded(t, &plain, want)
		for range 2 {
			gotBook, gotReport := encoded(t, &edit.enc, got)
			if !bytes.Equal(wantBook, gotBook) {
				t.Errorf("%s: the book has other bytes with the cache", edit.name)
			}
			if len(wantReport.Missing) != len(gotReport.Missing) {
				t.Errorf("%s: missing %v, want %v", edit.name, gotReport.Missing, wantReport.Missing)
			}
		}
	}
}

// A countedReader counts the posts that it is asked for.
type countedReader struct {
	*markdown.Parser
	read *int
}

func (r countedReader) Posts(ctx context.Context, heads []*post.Head) iter.Seq2[*post.Post, error] {
	*r.read += len(heads)
	return r.Parser.Posts(ctx, heads)
}

func encoded(t *testing.T, e *Encoder, b *Book) ([]byte, *Report) {
	t.Helper()
	var out bytes.Buffer
	report, err := e.Encode(t.Context(), &out, b)
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), report
}

// go-epub lays a book out again only if a name or title that it is given has changed, or
// if what the cache has is not whole.
func TestCacheOfLayout(t *testing.T) {
	cache := mapCache()
	get, put := cache.Get, cache.Put
	laid, spoil := 0, false
	cache.Put = func(key [sha256.Size]byte, value []byte) { laid++; put(key, value) }
	cache.Get = func(key [sha256.Size]byte) []byte {
		value := get(key)
		if spoil && len(value) > 0 {
			value = value[:len(value)-1]
		}
		return value
	}
	files := []inside{{cssName, "text/css", stored(root+cssName, []byte("p {}"))}}
	want, err := (&layout{e: new(Encoder), b: &Book{Title: "T"}, pageList: []*page{{file: "a.xhtml"}}}).container(files)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		pages []*page
		again bool
		spoil bool
	}{
		{"first", []*page{{file: "a.xhtml", title: "A"}}, true, false},
		{"the same", []*page{{file: "a.xhtml", title: "A", body: "new"}}, false, false},
		{"another title", []*page{{file: "a.xhtml", title: "B"}}, true, false},
		{"another page", []*page{{file: "a.xhtml", title: "A"}, {file: "b.xhtml", title: "B"}}, true, false},
		{"another name", []*page{{file: "b.xhtml", title: "A"}}, true, false},
		{"a value that is cut", []*page{{file: "a.xhtml", title: "A"}}, true, true},
	} {
		laid, spoil = 0, c.spoil
		got, err := (&layout{e: &Encoder{Cache: cache}, b: &Book{Title: "T"}, pageList: c.pages}).container(files)
		if err != nil || !bytes.Equal(got, want) || (laid > 0) != c.again {
			t.Errorf("%s: %q, %v, laid out: %v, want %q, %v", c.name, got, err, laid > 0, want, c.again)
		}
	}
}
