package feed

import (
	"fmt"
	"strings"
	"testing"

	"github.com/microcosm-cc/bluemonday"
	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"
)

// readers stand for programs that show a part of an item. What each shows
// begins with the content warning.
var readers = []struct {
	name string
	show func(*gofeed.Item) string
}{
	{"summary alone", func(it *gofeed.Item) string { return text(it.Description) }},
	{"first characters of the content", func(it *gofeed.Item) string {
		r := []rune(text(it.Content))
		return string(r[:min(len(r), 100)])
	}},
	{"sanitised", func(it *gofeed.Item) string { return text(bluemonday.UGCPolicy().Sanitize(it.Content)) }},
	{"without any attribute", func(it *gofeed.Item) string {
		p := bluemonday.NewPolicy()
		p.AllowElements("p", "strong", "a", "blockquote", "hr", "br")
		return text(p.Sanitize(it.Content))
	}},
	{"text alone", func(it *gofeed.Item) string { return text(bluemonday.StrictPolicy().Sanitize(it.Content)) }},
	{"a list of titles", func(it *gofeed.Item) string { return it.Title }},
	{"a notification: title and summary", func(it *gofeed.Item) string {
		r := []rune(it.Title + " " + text(it.Description))
		return string(r[:min(len(r), 60)])
	}},
}

// text returns what markup shows: the tags unwrapped, whatever they are.
func text(markup string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(markup))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return strings.TrimSpace(b.String())
		case html.TextToken:
			b.WriteString(z.Token().Data)
		}
	}
}

// TestReaders shows a warned item the way readers do, under every policy: the
// warning comes before any word of the article.
func TestReaders(t *testing.T) {
	for _, policy := range []Policy{Full, Summary, Omit} {
		for _, content := range []Policy{Full, Summary, Omit} {
			f := kitchen()
			f.Items = List(warned())
			for format, doc := range encode(t, Encoder{Warned: policy, Content: content, MarkTitles: true}, f) {
				it := read(t, doc).Items[0]
				for _, r := range readers {
					t.Run(fmt.Sprintf("%v/warned %v/content %v/%s", format, policy, content, r.name), func(t *testing.T) {
						shown := r.show(it)
						at := strings.Index(shown, "内容预警")
						if at < 0 || at > len("【") {
							t.Fatalf("the warning is not first in %q", shown)
						}
						if r.name != "a list of titles" && !strings.Contains(shown, "自残") {
							t.Errorf("the topics are not in %q", shown)
						}
					})
				}
			}
		}
	}
}
