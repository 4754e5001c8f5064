package feed

import (
	"bufio"
	"cmp"
	"io"
	"slices"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

// pageStyle is the style sheet of [Page]. It sets no font and no colour, so
// that the page follows the light or dark mode of the browser.
const pageStyle = `:root { color-scheme: light dark }
body { max-width: 40rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.6 system-ui, sans-serif }
li { margin: .5rem 0 }
code { display: block; overflow-wrap: anywhere; user-select: all }
`

// Page writes an HTML page for people: it says what a feed is and lists the
// feeds given, with the address of each in its formats, those of a [Group]
// under its label. It is in the language of the first feed. The page itself
// announces the feeds, so its head holds what [Links] returns. Archives are
// left out. Feeds need no style sheet beside it: browsers are dropping XSLT.
func Page(w io.Writer, feeds ...*Feed) error {
	feeds = slices.DeleteFunc(slices.Clone(feeds), func(f *Feed) bool { return f.Archive })
	lang, home, title := "", "", ""
	var vocabulary *post.Vocabulary
	if len(feeds) > 0 {
		vocabulary = feeds[0].Vocabulary
		lang, home, title = knownLang(feeds[0].Lang), feeds[0].HomeURL, feeds[0].Title
	}
	words := label.Of(vocabulary).For(lang)
	b := bufio.NewWriter(w)
	b.WriteString("<!DOCTYPE html>\n<html")
	if lang = cmp.Or(lang, words.Lang); lang != "" {
		b.WriteString(` lang="` + escape(lang) + `"`)
	}
	b.WriteString(">\n<head>\n<meta charset=\"utf-8\" />\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\" />\n<meta name=\"generator\" content=\"Foreword\" />\n<title>" +
		escape(words.AllFeeds+" · "+title) + "</title>\n" + Links(feeds...) + "<style>\n" + pageStyle + "</style>\n</head>\n<body>\n<main>\n")
	b.WriteString("<h1>" + escape(words.AllFeeds) + "</h1>\n")
	if home, err := absolute(home); err == nil {
		b.WriteString(`<p><a href="` + escape(home.String()) + `"><bdi>` + escape(title) + "</bdi></a></p>\n")
	}
	b.WriteString("<p>" + escape(words.FeedsIntro) + " " + escape(words.FeedFormats) + "</p>\n")
	for from := 0; from < len(feeds); {
		group := feeds[from].group
		to := from
		for to < len(feeds) && feeds[to].group == group {
			to++
		}
		if group != "" {
			b.WriteString("<h2><bdi>" + escape(group) + "</bdi></h2>\n")
		}
		b.WriteString("<ul>\n")
		for _, f := range feeds[from:to] {
			writePageFeed(b, f)
		}
		b.WriteString("</ul>\n")
		from = to
	}
	b.WriteString("</main>\n</body>\n</html>\n")
	return b.Flush()
}

// writePageFeed writes the list item of a feed.
func writePageFeed(b *bufio.Writer, f *Feed) {
	b.WriteString("<li><bdi>" + escape(cmp.Or(f.member, f.Title)) + "</bdi>")
	if s := xhtml.OneLine(f.Description); s != "" && f.group == "" {
		b.WriteString("<br /><bdi>" + escape(s) + "</bdi>")
	}
	for i, format := range f.formats() {
		sep := " · "
		if i == 0 {
			sep = "<br />"
		}
		b.WriteString(sep + `<a href="` + escape(f.URL(format)) + `" type="` + format.MediaType() + `">` + format.title() + "</a>")
	}
	b.WriteString("<code>" + escape(f.URL(f.best())) + "</code></li>\n")
}
