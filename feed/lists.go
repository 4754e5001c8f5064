package feed

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"slices"

	"github.com/foreword-go/foreword/internal/xhtml"
)

// OPML writes a list of feeds as OPML 2.0, which reader programs import to
// subscribe to several feeds at once. Each feed is listed once, in the most
// widely supported of its formats. The title is that of the list. Archives are
// left out.
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

// Links returns <link rel="alternate"> elements for the <head> of a site's
// pages, which let browsers and readers discover the feeds: a line for each
// format of each feed. Archives are left out.
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

// best returns the most widely supported of the formats of the feed.
func (f *Feed) best() Format { return cmp.Or(slices.Min(f.formats()), FormatRSS) }

// escape escapes plain text, on one line, for an attribute or element.
func escape(s string) string { return xhtml.Escape(xhtml.OneLine(s)) }
