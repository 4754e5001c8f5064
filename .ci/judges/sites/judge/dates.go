package main

import (
	"encoding/xml"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// dated is an item of RSS, an entry of Atom or an address of a sitemap.
type dated struct {
	Links []struct {
		Rel  string `xml:"rel,attr"`
		Href string `xml:"href,attr"`
		Text string `xml:",chardata"`
	} `xml:"link"`
	Loc       string `xml:"loc"`
	PubDate   string `xml:"pubDate"`   // RSS
	Published string `xml:"published"` // Atom; its updated may be the time of the file
	LastMod   string `xml:"lastmod"`   // sitemap
}

func (d *dated) address() string {
	if d.Loc != "" { // its links are those of translations
		return strings.TrimSpace(d.Loc)
	}
	for _, l := range d.Links {
		if l.Rel == "" || l.Rel == "alternate" {
			return strings.TrimSpace(l.Href + l.Text)
		}
	}
	return ""
}

// dates adds to the entries the dates in the feeds and sitemaps that the engine wrote.
func (r *Record) dates(home *url.URL, built string) error {
	pages := map[string]*Entry{}
	for _, e := range r.Entries {
		pages[bare(e.Address)] = e
	}
	return filepath.WalkDir(built, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".xml" {
			return err
		}
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		var doc struct {
			Items   []dated `xml:"channel>item"`
			Entries []dated `xml:"entry"`
			URLs    []dated `xml:"url"`
		}
		if err := xml.Unmarshal(src, &doc); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		for _, d := range slices.Concat(doc.Items, doc.Entries, doc.URLs) {
			u, err := home.Parse(d.address())
			if err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			e := pages[bare(u.EscapedPath())]
			if e == nil {
				continue
			}
			for _, date := range []string{d.PubDate, d.Published} {
				if err := addDate(&e.Published, date); err != nil {
					return fmt.Errorf("%s: %w", name, err)
				}
			}
			if err := addDate(&e.Modified, d.LastMod); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
		return nil
	})
}

// bare returns the address of a page without what servers add to it: feeds of Astro link to /a/ where the
// page is /a.html.
func bare(address string) string {
	return strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(address, "/"), ".html"), "/index")
}

// pageDates adds the dates in the metadata of a page.
func (e *Entry) pageDates(doc *html.Node) error {
	for n := range doc.Descendants() {
		to, date := &e.Published, ""
		switch {
		case attr(n, "itemprop") == "datePublished":
			date = attr(n, "datetime") + attr(n, "content")
		case n.DataAtom == atom.Meta && attr(n, "property") == "article:published_time":
			date = attr(n, "content")
		case n.DataAtom == atom.Meta && attr(n, "property") == "article:modified_time":
			to, date = &e.Modified, attr(n, "content")
		}
		if err := addDate(to, date); err != nil {
			return err
		}
	}
	return nil
}

// addDate adds a date to a sorted list, in RFC 3339 with the offset that it is written with.
func addDate(to *[]string, date string) error {
	if date = strings.TrimSpace(date); date == "" {
		return nil
	}
	for _, layout := range []string{time.RFC3339Nano, time.RFC1123Z, time.RFC1123, "Mon, 2 Jan 2006 15:04:05 -0700", time.DateOnly} {
		t, err := time.Parse(layout, date)
		if err == nil && t.Year() == 1 { // Hugo, of a page without a date
			return nil
		}
		if err == nil {
			date = t.Format(time.RFC3339)
			if i, found := slices.BinarySearch(*to, date); !found {
				*to = slices.Insert(*to, i, date)
			}
			return nil
		}
	}
	return fmt.Errorf("%q is no date", date)
}

// date compares the dates of an item with all those that the engine wrote of the page. An engine
// that writes UTC states no offset: that of the feed is then its own.
func (c *comparison) date(e *Entry, item *Item) {
	published := e.Published
	if e.Date != "" {
		published = append([]string{e.Date}, published...)
	}
	modified := item.DateModified
	if modified == "" {
		modified = item.DatePublished
	}
	c.sameDate("date", e, item.DatePublished, published)
	c.sameDate("date of change", e, modified, e.Modified)
}

func (c *comparison) sameDate(what string, e *Entry, has string, dates []string) {
	got, err := time.Parse(time.RFC3339, has)
	_, gotOffset := got.Zone()
	for _, date := range dates {
		c.dates++
		want, err2 := time.Parse(time.RFC3339, date)
		switch _, offset := want.Zone(); {
		case err != nil || err2 != nil || !got.Equal(want):
			c.fault("%s: %s: %q, want %q", what, e.Source, has, date)
			return
		case offset != 0 && offset != gotOffset:
			c.fault("zone of %s: %s: %q, want %q", what, e.Source, has, date)
			return
		}
	}
}
