package main

import (
	"cmp"
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

// record reads the facts of a site, the site, and what its engine built of it.
func record(facts []string, site, built string) (*Record, error) {
	r := new(Record)
	for _, name := range facts {
		if err := readJSON(name, &r.Facts); err != nil {
			return nil, err
		}
	}
	home, err := url.Parse(r.URL)
	if err != nil || !strings.HasSuffix(home.Path, "/") {
		return nil, fmt.Errorf("%s: url: %q is not an address that ends in /", facts[0], r.URL)
	}
	if err := r.built(home, built); err != nil {
		return nil, err
	}
	if err := r.dates(home, built); err != nil {
		return nil, err
	}
	if err := r.pictures(home, site, built); err != nil {
		return nil, err
	}
	if len(r.Entries) == 0 {
		return nil, fmt.Errorf("%s: no page is marked", built)
	}
	published := map[string]bool{}
	for _, e := range r.Entries {
		published[e.Source] = true
		if kind := r.Kinds[e.Source]; kind != "" {
			e.Kind = kind
		}
		if _, err := os.Stat(filepath.Join(site, filepath.FromSlash(e.Source))); err != nil {
			return nil, fmt.Errorf("%s: its source is not there: %w", e.Address, err)
		}
	}
	r.Kinds = nil
	slices.SortFunc(r.Entries, func(a, b *Entry) int {
		return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Address, b.Address))
	})
	r.Unpublished, err = unpublished(site, published)
	return r, err
}

// built adds the files below a folder, and an entry for each page among them.
func (r *Record) built(home *url.URL, dir string) error {
	return filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		switch path.Ext(rel) {
		case ".css", ".js", ".mjs", ".map", ".woff2", ".woff", ".ttf", ".lean.js":
			return nil
		}
		if !strings.HasSuffix(rel, "hashmap.json") && !hashed.MatchString("/"+rel) {
			r.Files = append(r.Files, home.Path+rel)
		}
		if path.Ext(rel) != ".html" {
			return nil
		}
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
		doc, err := html.Parse(f)
		if err != nil {
			return fmt.Errorf("%s: %w", rel, err)
		}
		e, err := pageOf(doc, home, rel)
		if e != nil {
			r.Entries = append(r.Entries, e)
		}
		return err
	})
}

// pageOf returns the entry of a page, or nil if no element in it has a data-source: that is
// the body of the page, and the attribute the file it was made of. The element has as well
// data-kind, data-title, data-date, data-lang, and data-address where neither the canonical link nor the file tells it.
func pageOf(doc *html.Node, home *url.URL, file string) (*Entry, error) {
	n, lang, canonical := marked(doc)
	if n == nil {
		return nil, nil
	}
	e := &Entry{
		Source: strings.TrimPrefix(attr(n, "data-source"), "./"),
		Kind:   cmp.Or(attr(n, "data-kind"), "post"),
		Title:  strings.Join(strings.Fields(attr(n, "data-title")), " "),
		Lang:   cmp.Or(attr(n, "data-lang"), lang),
	}
	if date := attr(n, "data-date"); date != "" {
		t, err := time.Parse(time.RFC3339Nano, date)
		if err != nil {
			return nil, fmt.Errorf("%s: data-date: %w", file, err)
		}
		e.Date = t.Format(time.RFC3339)
	}
	if err := e.pageDates(doc); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	address := cmp.Or(canonical, attr(n, "data-address"))
	if address == "" {
		address = home.Path + (&url.URL{Path: strings.TrimSuffix(file, "index.html")}).EscapedPath()
	}
	u, err := home.Parse(address)
	if err != nil {
		return nil, fmt.Errorf("%s: data-address: %w", file, err)
	}
	e.Address = u.EscapedPath()
	if !leadsTo(u.Path, home.Path+file) {
		return nil, fmt.Errorf("%s: its address %s does not lead to it", file, e.Address)
	}
	b := &body{base: u}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.read(c)
	}
	e.IDs, e.Anchors, e.Links, e.Images, e.Embeds, e.Breaks, e.Captions = b.ids, b.anchors, b.links, b.images, b.embeds, b.breaks, b.captions
	e.Text = b.lines()
	return e, nil
}

// leadsTo reports whether a server of static files answers a path with the file.
func leadsTo(address, file string) bool {
	for _, f := range served(address) {
		if f == file {
			return true
		}
	}
	return false
}

// served are the files that servers of static files look for, for a path.
func served(p string) []string {
	if strings.HasSuffix(p, "/") {
		return []string{p + "index.html", strings.TrimSuffix(p, "/") + ".html"}
	}
	return []string{p, p + ".html", p + "/index.html"}
}

// marked returns the element of a document that has a data-source, and the language and the
// canonical address of the document.
func marked(doc *html.Node) (n *html.Node, lang, canonical string) {
	for d := range doc.Descendants() {
		switch {
		case d.DataAtom == atom.Html:
			lang = attr(d, "lang")
		case d.DataAtom == atom.Link && attr(d, "rel") == "canonical":
			canonical = attr(d, "href")
		case d.Type == html.ElementNode && attr(d, "data-source") != "" && n == nil:
			n = d
		}
	}
	return n, lang, canonical
}

// unpublished returns the Markdown files of a site that are not published.
func unpublished(site string, published map[string]bool) ([]string, error) {
	names := []string{}
	err := filepath.WalkDir(site, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if d.Name() == "node_modules" {
				return fs.SkipDir
			}
			return nil
		}
		rel, err := filepath.Rel(site, name)
		if err != nil {
			return err
		}
		switch path.Ext(rel) {
		case ".md", ".markdown", ".mdx":
			if rel = filepath.ToSlash(rel); !published[rel] {
				names = append(names, rel)
			}
		}
		return nil
	})
	return names, err
}
