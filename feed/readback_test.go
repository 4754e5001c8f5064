package feed

import (
	"bytes"
	"context"
	"html"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/mmcdole/gofeed"

	"github.com/foreword-go/foreword/post"
)

// encode returns a feed in all formats.
func encode(t testing.TB, e Encoder, f *Feed) map[Format]string {
	t.Helper()
	var outs []Output
	for _, format := range Formats() {
		outs = append(outs, Output{format, new(bytes.Buffer)})
	}
	if _, err := e.Encode(context.Background(), f, outs...); err != nil {
		t.Fatalf("Encode: %v", err)
	}
	docs := make(map[Format]string)
	for _, o := range outs {
		docs[o.Format] = o.W.(*bytes.Buffer).String()
	}
	return docs
}

// read reads a feed back with another library.
func read(t testing.TB, doc string) *gofeed.Feed {
	t.Helper()
	f, err := gofeed.NewParser().ParseString(doc)
	if err != nil {
		t.Fatalf("not read back: %v\n%s", err, doc)
	}
	return f
}

// A fact is what a reader knows of an item, whatever its format.
type fact struct {
	ID, Link, Title, Summary, Content string
	Published                         time.Time
	Authors, Categories               []string
}

func facts(format Format, f *gofeed.Feed) []fact {
	var all []fact
	for _, it := range f.Items {
		x := fact{ID: it.GUID, Link: it.Link, Title: it.Title, Summary: it.Description, Content: it.Content}
		if format == FormatRSS {
			x.Summary = html.UnescapeString(x.Summary)
		}
		if it.PublishedParsed != nil {
			x.Published = it.PublishedParsed.UTC()
		}
		for _, a := range it.Authors {
			x.Authors = append(x.Authors, a.Name)
		}
		x.Categories = slices.Clone(it.Categories)
		slices.Sort(x.Categories)
		all = append(all, x)
	}
	return all
}

// TestReadBack reads all formats with another library: they say the same, and
// what the model says.
func TestReadBack(t *testing.T) {
	f := kitchen()
	f.Items = List(warned(), plain())
	for format, doc := range encode(t, Encoder{}, f) {
		got := read(t, doc)
		if got.Title != "灯下 & co" || got.Description != "A small <site>" || got.Link != "https://blog.example/" || got.Language != "zh-CN" {
			t.Errorf("%v: feed reads back as %q, %q, %q, %q", format, got.Title, got.Description, got.Link, got.Language)
		}
		items := facts(format, got)
		if len(items) != 2 {
			t.Fatalf("%v: %d items, want 2", format, len(items))
		}
		want := fact{
			ID:        "tag:blog.example,2024-05-01:/posts/%E9%9B%A8%E5%A4%9C/",
			Link:      "https://blog.example/posts/%E9%9B%A8%E5%A4%9C/",
			Title:     "雨夜 & <灯>",
			Summary:   "内容预警：自残、雷雨。\n\n文中写到 自残。\n\n请量力而读。\n\n一个人在雨里走了很久。",
			Content:   items[0].Content,
			Published: day(2024, 5, 1),
			Authors:   []string{"林一", "周二"},
			Categories: []string{
				"内容预警：自残", "内容预警：雷雨", "文学/小说", "短篇", "转载",
			},
		}
		slices.Sort(want.Categories)
		if format == FormatRSS {
			want.Authors = []string{"林一、周二"}
		}
		if diff := cmp.Diff(want, items[0]); diff != "" {
			t.Errorf("%v: (-want +got):\n%s", format, diff)
		}
		for _, must := range []string{"<strong>内容预警：</strong>自残、雷雨", "转载自", "https://blog.example/posts/b/?q=1&amp;r=2"} {
			if !strings.Contains(items[0].Content, must) {
				t.Errorf("%v: content lacks %q", format, must)
			}
		}
	}
}

// TestSameContent: the content is the same in all formats, byte for byte.
func TestSameContent(t *testing.T) {
	docs := encode(t, Encoder{}, kitchen())
	want := read(t, docs[FormatJSON])
	for _, format := range []Format{FormatRSS, FormatAtom} {
		for i, it := range read(t, docs[format]).Items {
			if w := want.Items[i].Content; strings.Contains(w, "<") && strings.TrimSpace(it.Content) != strings.TrimSpace(w) {
				t.Errorf("%v: item %d: (-json +%v)\n%s", format, i, format, cmp.Diff(w, it.Content))
			}
		}
	}
}

// TestOmit: nothing of a warned article is left under the policy PolicyOmit, its
// summary and pictures included, and all of what must be known is.
func TestOmit(t *testing.T) {
	f := kitchen()
	f.Items = List(warned())
	for format, doc := range encode(t, Encoder{Warned: PolicyOmit}, f) {
		for _, gone := range []string{"路灯", "走了很久", "旧式的", "下一篇", "lamp", ".mp3"} {
			if strings.Contains(doc, gone) {
				t.Errorf("%v: %q of the article is left", format, gone)
			}
		}
		it := read(t, doc).Items[0]
		for _, must := range []string{"自残", "雷雨", "林一", "https://lin.example/%E7%81%AF", "https://blog.example/posts/%E9%9B%A8%E5%A4%9C/"} {
			if !strings.Contains(it.Content, must) {
				t.Errorf("%v: content lacks %q:\n%s", format, must, it.Content)
			}
		}
	}
}

// TestUnknownAuthor: a repost whose author is unknown is nobody's of this
// site, in any format.
func TestUnknownAuthor(t *testing.T) {
	f := kitchen()
	f.Items = List(&Item{URL: "/x/", Title: "X", Repost: &post.Repost{URL: "https://paper.example/1"}})
	for format, doc := range encode(t, Encoder{}, f) {
		for _, a := range read(t, doc).Items[0].Authors {
			if a.Name == "站长" {
				t.Errorf("%v: the blogger is made the author", format)
			}
		}
	}
}
