package feed

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

// fuzzFeed makes a feed of one item out of strings of anyone.
func fuzzFeed(id, url, title, summary, markup, warning, topic, author string, unix int64) *Feed {
	it := &Item{
		ID: id, URL: url, Title: title, Summary: summary, HTML: markup, Tags: []string{topic, title},
		Authors: []post.Author{{Name: author, URL: url, Email: author}}, Enclosures: []Media{{URL: url, Alt: title}},
	}
	if unix != 0 {
		it.Published = time.Unix(unix, 0).UTC()
	}
	if warning != "" {
		it.Warnings = []*post.Warning{{Level: post.LevelDanger, Title: warning, Topics: []post.Topic{{Label: topic + "."}}, HTML: markup, Text: summary}}
		it.Repost = &post.Repost{Authors: it.Authors, URL: url, Title: title, Publication: author}
	}
	return &Feed{Title: "F " + title, HomeURL: "https://a.example/", Items: List(it, it)}
}

func seed(f *testing.F) {
	f.Add("", "/a/", "t", "s", "<p>x</p>", "CW", "blood", "A", int64(0))
	f.Add("i\x00d", "/雨/?a=1&b=<2>", "]]>", "\x1b[0m", "]]><script>alert(1)</script><a href='javascript:x'>", "内容预警", "\xff", "a@b", int64(1714521600))
	f.Add("urn:x:1", "//h/p", "<b>&amp;</b>", "&#0;\uffff", `<img src="a.png" srcset="b 2x" onerror=x><p id=a><a href="#a">`, "⚠️ TW:", "a, b", "<x>", int64(-1<<40))
	f.Add(strings.Repeat("長", 99), "https://例え.example", "\u202e", "\u2028", "<svg><style><a title='</style><img src=x onerror=y>'>", "x\ny", "", "", int64(253402300800))
	f.Add("%", "%zz", "&", "<", "<table><p>", "", "", "", int64(1<<62))
}

func FuzzRSS(f *testing.F)  { seed(f); f.Fuzz(fuzz(FormatRSS)) }
func FuzzAtom(f *testing.F) { seed(f); f.Fuzz(fuzz(FormatAtom)) }
func FuzzJSON(f *testing.F) { seed(f); f.Fuzz(fuzz(FormatJSON)) }

// fuzz checks what holds of any feed in a format: it is well-formed, the same
// each time, inactive, and reads back with its warning first.
func fuzz(format Format) func(t *testing.T, id, url, title, summary, markup, warning, topic, author string, unix int64) {
	return func(t *testing.T, id, url, title, summary, markup, warning, topic, author string, unix int64) {
		feed := fuzzFeed(id, url, title, summary, markup, warning, topic, author, unix)
		var first, again strings.Builder
		report, err := new(Encoder).Encode(context.Background(), feed, Output{format, &first})
		if err != nil {
			t.Fatalf("refused: %v", err)
		}
		for _, err := range report.Skipped {
			if !errors.Is(err, ErrNoID) {
				t.Fatalf("left out: %v", err)
			}
		}
		if _, err := new(Encoder).Encode(context.Background(), feed, Output{format, &again}); err != nil || again.String() != first.String() {
			t.Fatalf("written again it differs: %v\n%s\n%s", err, first.String(), again.String())
		}
		doc := first.String()
		if !utf8.ValidString(doc) {
			t.Fatalf("not UTF-8: %q", doc)
		}
		if format == FormatJSON {
			if !json.Valid([]byte(doc)) {
				t.Fatalf("not JSON:\n%s", doc)
			}
		} else if err := xhtml.WellFormed([]byte(doc)); err != nil {
			t.Fatalf("%v\n%s", err, doc)
		}
		got := read(t, doc)
		if want := xhtml.OneLine(feed.Title); got.Title != want {
			t.Errorf("title %q, want %q", got.Title, want)
		}
		if len(got.Items) != report.Items {
			t.Fatalf("%d items, want %d", len(got.Items), report.Items)
		}
		ids := make(map[string]bool)
		for _, it := range got.Items {
			if ids[it.GUID] {
				t.Errorf("two items are %q", it.GUID)
			}
			ids[it.GUID] = true
			inactive(t, it.Content)
			// Tokenizers of HTML have their own ideas of control characters.
			if w := xhtml.OneLine(warning); !strings.ContainsFunc(w, unicode.IsControl) && !strings.HasPrefix(strings.Join(strings.Fields(text(it.Content)), " "), w) {
				t.Errorf("the warning %q is not first in %q", w, it.Content)
			}
		}
	}
}

// inactive reports what could act in markup.
func inactive(t *testing.T, markup string) {
	t.Helper()
	z := html.NewTokenizer(strings.NewReader(markup))
	for z.Next() != html.ErrorToken {
		tok := z.Token()
		switch tok.Data {
		case "script", "style", "iframe", "object", "embed", "form", "meta", "base", "link", "svg":
			if tok.Type == html.StartTagToken || tok.Type == html.SelfClosingTagToken {
				t.Errorf("<%s> in %q", tok.Data, markup)
			}
		}
		for _, a := range tok.Attr {
			ref := strings.ToLower(strings.TrimSpace(a.Val))
			switch {
			case strings.HasPrefix(a.Key, "on"), a.Key == "srcdoc":
				t.Errorf("%s in %q", a.Key, markup)
			case a.Key == "href" || a.Key == "src" || a.Key == "poster" || a.Key == "cite":
				if !strings.HasPrefix(ref, "http://") && !strings.HasPrefix(ref, "https://") && !strings.HasPrefix(ref, "mailto:") &&
					!strings.HasPrefix(ref, "#") { // an item without an address
					t.Errorf("%s=%q in %q", a.Key, a.Val, markup)
				}
			}
		}
	}
}

// FuzzExtras: elements, podcasts, footers and catalogues of anyone's strings are
// well-formed, or refused before anything is written.
func FuzzExtras(f *testing.F) {
	f.Add("georss:point", "a", "b", "https://a.example/x.png", "Arts", "1.vtt")
	f.Add("x:y", "xmlns:z", "]]>\x00\ufffe<&'\"", "javascript:x", "", "\xff")
	f.Add("podcast:a.b-c", "_", "\u202e", "//h/ü.jpg?a=1&b", "TV & Film", "a b.srt")
	f.Fuzz(func(t *testing.T, name, attr, text, url, category, file string) {
		inner := Element{Name: name, Text: text, Attrs: []Attr{{attr, text}}}
		it := &Item{
			ID: name, URL: url, Link: url, Title: text, HTML: text, Elements: []Element{inner, {Name: name, Elements: []Element{inner}}},
			Enclosures: []Media{{URL: file, Type: "audio/mpeg"}}, Episode: &Episode{Image: url, Chapters: file, Transcripts: []Media{{URL: file}, {URL: url, Type: text}}},
		}
		prefix, _, _ := strings.Cut(name, ":")
		feed := &Feed{
			Title: "T", HomeURL: "https://a.example/", Lang: "en", Items: List(it), VerbatimIDs: true, Generator: Generator{Name: text, Version: attr},
			Footer: ReplyByMail(text, ""), Namespaces: map[string]string{prefix: text}, Elements: []Element{inner},
			Podcast: &Podcast{Image: url, Categories: []post.Category{{category}}, Author: text, Owner: post.Author{Name: text, Email: file}, Funding: text},
		}
		if feed.check() != nil { // write as much of it as can be written
			feed.Podcast, feed.Elements, feed.Namespaces = nil, nil, nil
		}
		for format, doc := range encode(t, Encoder{}, feed) {
			if format == FormatJSON {
				if !json.Valid([]byte(doc)) {
					t.Errorf("not JSON:\n%s", doc)
				}
			} else if err := xhtml.WellFormed([]byte(doc)); err != nil {
				t.Errorf("%v: %v\n%s", format, err, doc)
			}
			for _, it := range read(t, doc).Items {
				inactive(t, it.Content)
			}
		}
		sameAsReflected(t, feed)
		report, err := new(Encoder).RSS(t.Context(), new(bytes.Buffer), feed)
		if err != nil || report.Items+len(report.Skipped) != 1 { // an item that has no identity is skipped, and named
			t.Errorf("RSS = %+v, %v; want the item written or skipped", report, err)
		}
		c := &Catalog{Title: text, URL: "https://a.example/", Lang: attr, Icon: url, Books: []*Publication{{
			ID: "urn:x:1", Title: text, Subtitle: attr, Summary: text, Subjects: []string{text}, Series: text, Cover: Media{URL: file}, File: Media{URL: url},
			Authors: []post.Author{{Name: text, URL: url, Role: attr}}, Warnings: []*post.Warning{{Title: attr, Text: text, Topics: []post.Topic{{Label: text}}}},
		}}}
		var atom, doc strings.Builder
		if c.OPDS1(&atom) == nil && xhtml.WellFormed([]byte(atom.String())) != nil {
			t.Errorf("OPDS 1.2 is not well-formed:\n%s", &atom)
		}
		if c.OPDS2(&doc) == nil && !json.Valid([]byte(doc.String())) {
			t.Errorf("OPDS 2.0 is not JSON:\n%s", &doc)
		}
	})
}
