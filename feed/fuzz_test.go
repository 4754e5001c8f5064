package feed

import (
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
