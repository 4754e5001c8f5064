package feed

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/microcosm-cc/bluemonday"
	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"
)

// readers are programs, and ways to show an item that many have. What each
// shows begins with the content warning.
//
// The named ones do what their sources do, as of 2026: which elements and
// attributes they keep, and how much of the text their lists show. Feedly,
// Inoreader and Reeder have no public source; from outside they are seen to
// strip classes and styles, and to show the first words of the content.
var readers = []struct {
	name  string
	show  func(*gofeed.Item) string
	whole bool // shows all of the content
}{
	{"summary alone", func(it *gofeed.Item) string { return text(it.Description) }, false},
	{"sanitised", func(it *gofeed.Item) string { return text(bluemonday.UGCPolicy().Sanitize(it.Content)) }, true},
	{"without any attribute", func(it *gofeed.Item) string { return text(keeping("p strong a blockquote hr br").Sanitize(it.Content)) }, true},
	{"text alone", func(it *gofeed.Item) string { return text(bluemonday.StrictPolicy().Sanitize(it.Content)) }, true},
	{"a list of titles", func(it *gofeed.Item) string { return it.Title }, false},
	{"a notification: title and summary", func(it *gofeed.Item) string { return first(60, it.Title+" "+text(it.Description)) }, false},
	{"Feedly, Inoreader and Reeder: the first words", func(it *gofeed.Item) string { return first(100, text(it.Content)) }, false},
	{"Miniflux", func(it *gofeed.Item) string {
		p := keeping("aside b blockquote br cite code em figcaption figure h2 h3 h4 hr i li ol p pre q ruby rt rp s strong sub sup table td th tr u ul")
		p.AllowAttrs("href").OnElements("a")
		p.AllowAttrs("src", "srcset", "sizes", "alt", "width", "height").OnElements("img")
		return text(p.Sanitize(it.Content))
	}, true},
	{"Miniflux: the title of what has none", func(it *gofeed.Item) string { return first(100, text(it.Content)) }, false},
	{"FreshRSS: a list with summaries", func(it *gofeed.Item) string { return first(500, tagless(it.Content)) }, false},
	{"FreshRSS", func(it *gofeed.Item) string {
		p := keeping("a abbr aside b blockquote br code details div em figure h2 hr i img li ol p pre section span strong summary table td tr ul")
		p.AllowAttrs("src", "alt").OnElements("img") // neither class nor srcset
		return text(p.Sanitize(it.Content))
	}, true},
	{"Tiny Tiny RSS: a list with previews", func(it *gofeed.Item) string { return first(250, tagless(it.Content)) }, false},
	{"NetNewsWire: the timeline", func(it *gofeed.Item) string { return first(300, strings.Join(strings.Fields(text(it.Content)), " ")) }, false},
	{"Newsboat: a terminal", func(it *gofeed.Item) string { return lines(it.Content) }, true},
}

// keeping is a sanitiser that keeps elements without attributes.
func keeping(names string) *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements(strings.Fields(names)...)
	p.AllowNoAttrs().OnElements(strings.Fields(names)...)
	return p
}

// first returns the first n characters of s.
func first(n int, s string) string {
	r := []rune(s)
	return string(r[:min(len(r), n)])
}

// tagless takes out what is between angle brackets and decodes what is left,
// as strip_tags of PHP does, which knows no elements.
func tagless(markup string) string {
	return strings.TrimSpace(html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(markup, "")))
}

// lines sets markup as lines of text, with its links numbered.
func lines(markup string) string {
	var b strings.Builder
	links := 0
	z := html.NewTokenizer(strings.NewReader(markup))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return strings.TrimSpace(b.String())
		case html.TextToken:
			b.WriteString(strings.Join(strings.Fields(z.Token().Data), " "))
		case html.StartTagToken, html.SelfClosingTagToken:
			switch t := z.Token(); t.Data {
			case "p", "br", "li", "blockquote":
				b.WriteString("\n")
			case "hr":
				b.WriteString("\n--------\n")
			case "a", "img":
				links++
				fmt.Fprintf(&b, "[%d]", links)
			}
		}
	}
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
// warning comes before any word of the article, and who wrote it is named.
func TestReaders(t *testing.T) {
	for _, policy := range []Policy{PolicyFull, PolicySummary, PolicyOmit} {
		for _, content := range []Policy{PolicyFull, PolicySummary, PolicyOmit} {
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
						if r.name == "a list of titles" {
							return
						}
						if !strings.Contains(shown, "自残") {
							t.Errorf("the topics are not in %q", shown)
						}
						// All readers show the authors beside the text.
						byline := ""
						for _, a := range it.Authors {
							byline += a.Name
						}
						if !strings.Contains(byline, "林一") || strings.Contains(byline, "站长") {
							t.Errorf("%q is named as the author", byline)
						}
						if r.whole && !strings.Contains(shown, "林一") {
							t.Errorf("the author of the original is not in %q", shown)
						}
					})
				}
			}
		}
	}
}
