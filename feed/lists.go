package feed

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/foreword-go/foreword/internal/xhtml"
)

// OPML writes a list of feeds as OPML 2.0, the form in which readers take a
// number of subscriptions at once. A feed is listed once, in the format that
// most readers know. The title names the list. Archives are left out.
func OPML(w io.Writer, title string, feeds ...*Feed) error {
	b := bufio.NewWriter(w)
	b.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n<opml version=\"2.0\">\n  <head>\n    <title>")
	b.WriteString(escape(title))
	b.WriteString("</title>\n  </head>\n  <body>\n")
	for _, f := range feeds {
		if f.Archive {
			continue
		}
		// The type is "rss" whatever the format: see "subscription lists" in
		// https://opml.org/spec2.opml.
		b.WriteString(`    <outline type="rss" text="` + escape(f.Title) + `" title="` + escape(f.Title) +
			`" xmlUrl="` + escape(f.URL(f.best())) + `" htmlUrl="` + escape(f.HomeURL) + `"`)
		if f.Lang != "" {
			b.WriteString(` language="` + escape(f.Lang) + `"`)
		}
		b.WriteString(" />\n")
	}
	b.WriteString("  </body>\n</opml>\n")
	return b.Flush()
}

// Links returns <link rel="alternate"> elements for the head of a site's
// pages, by which browsers and readers find the feeds: one for each feed and
// format, each on its line. Archives are left out.
func Links(feeds ...*Feed) string {
	var b []byte
	for _, f := range feeds {
		if f.Archive {
			continue
		}
		for _, format := range f.formats() {
			b = fmt.Appendf(b, "<link rel=\"alternate\" type=\"%s\" title=\"%s\" href=\"%s\" />\n",
				format.MediaType(), escape(f.Title), escape(f.URL(format)))
		}
	}
	return string(b)
}

// best returns the format that most readers know, of those a feed has.
func (f *Feed) best() Format { return cmp.Or(slices.Min(f.formats()), FormatRSS) }

// escape sets plain text on one line as an attribute or element.
func escape(s string) string { return xhtml.Escape(xhtml.OneLine(s)) }
