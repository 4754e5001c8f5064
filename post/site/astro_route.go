package site

import (
	"bytes"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// astroSlug matches the last part of a route file that consists of one
// parameter.
var astroSlug = lazyregexp.New(`^\[(?:\.\.\.)?(\w+)\]$`)

// astroLang matches a part of a route that is left out for the default
// language: [...lang].
var astroLang = lazyregexp.New(`(?i)^\[\.\.\.(?:lang|language|locale)\]$`)

// astroCollectionName matches the name of a collection whose entries a file
// reads.
var astroCollectionName = lazyregexp.New(`getCollection(?:<[^>(]*>)?\(\s*["'](\w[\w-]*)["']`)

// astroOwnSlug matches the key of the front matter that a route file prefers
// to the id of an entry: post.data.abbrlink || post.id.
var astroOwnSlug = lazyregexp.New(`\.data\.(\w+)\s*(?:\|\||\?\?)\s*\w+\.(?:id|slug)\b`)

// astroEndpoint matches the names of files that make the feed of a site.
var astroEndpoint = lazyregexp.New(`^(?:rss|feed|atom|index)(?:\.xml)?\.[jt]s$`)

// An astroRoute is the address of the entries of a collection.
type astroRoute struct {
	dir string // "/blog/"
	// key is the key of the front matter that contains the slug, if the route
	// file names one.
	key string
	// translated is true if the language comes before dir in addresses, unless
	// it is the default.
	translated bool
}

// readPages reads the files in src/pages that publish collections: routes, and
// the feed of the site.
func (a *astro) readPages(s *Site, fsys fs.FS) {
	count := 0
	pages := s.abs(path.Join(a.src, "pages"))
	_ = fs.WalkDir(fsys, pages, func(name string, d fs.DirEntry, err error) error {
		if count++; err != nil || count > 2000 {
			return fs.SkipAll
		}
		switch {
		case d.IsDir():
		case astroEndpoint.MatchString(d.Name()):
			a.readFeed(s, fsys, name)
		case path.Ext(name) == ".astro" && strings.Contains(name, "["):
			a.readRoute(s, fsys, name, strings.TrimPrefix(name, pages))
		}
		return nil
	})
}

// readRoute reads a route file such as src/pages/blog/[...slug].astro.
func (a *astro) readRoute(s *Site, fsys fs.FS, name, rel string) {
	parts := strings.Split(strings.TrimSuffix(strings.TrimSuffix(rel, ".astro"), "/index"), "/")
	var r astroRoute
	last := len(parts) - 1
	if last > 1 && astroLang.MatchString(parts[1]) {
		r.translated = true
		parts = slices.Delete(parts, 1, 2)
		last--
	}
	m := astroSlug.FindStringSubmatch(parts[last])
	r.dir = strings.Join(parts[:last], "/") + "/"
	if m == nil || strings.Contains(r.dir, "[") || slices.Contains([]string{"page", "tag", "category"}, m[1]) {
		return
	}
	b, err := readFile(fsys, name)
	if err != nil {
		return
	}
	if m := astroOwnSlug.FindSubmatch(b); m != nil {
		r.key = string(m[1])
	}
	// A route file outside a folder may belong to anything that it imports.
	names, _ := a.collectionsOf(s, fsys, name, b)
	for _, collection := range names {
		if _, known := a.routes[collection]; !known {
			a.routes[collection] = r
			s.Permalinks = append(s.Permalinks, Permalink{collection, r.dir + ":slug/", name, 1})
		}
	}
}

// readFeed reads the file that makes the feed of the site: its collections,
// and the module that it takes the title of the site from.
func (a *astro) readFeed(s *Site, fsys fs.FS, name string) {
	b, err := readFile(fsys, name)
	if err != nil || !bytes.Contains(b, []byte("rss")) && !bytes.Contains(b, []byte("RSS")) && !bytes.Contains(b, []byte("feed")) {
		return
	}
	names, modules := a.collectionsOf(s, fsys, name, b)
	a.fed = append(a.fed, names...)
	for _, m := range modules {
		if len(a.constants) < maxModules && !slices.Contains(a.constants, m.name) {
			a.constants = append(a.constants, m.name)
		}
	}
}

// collectionsOf returns the collections that a file of src/pages gets its
// entries from, and the modules of the site that it imports. Where the file
// names no collection, it is the one that these modules name; none, if they
// name several.
func (a *astro) collectionsOf(s *Site, fsys fs.FS, name string, b []byte) (names []string, imported []*script) {
	names = collectionNames(b)
	if path.Ext(name) == ".astro" {
		_, b, _ = bytes.Cut(b, []byte("---"))
		b, _, _ = bytes.Cut(b, []byte("\n---"))
	}
	sc, err := readScript(fsys, name, b)
	if err != nil {
		return names, nil
	}
	sc.modules.src = s.abs(a.src)
	var from []string
	for _, c := range sc.consts {
		if c.from != "" && path.Ext(c.from) != ".astro" {
			from = append(from, c.from)
		}
	}
	slices.Sort(from)
	var theirs []string
	for _, from := range slices.Compact(from) {
		if m := sc.modules.resolve(path.Dir(name), from); m != nil {
			imported = append(imported, m)
			theirs = append(theirs, collectionNames(m.text)...)
		}
	}
	slices.Sort(theirs)
	if theirs = slices.Compact(theirs); len(names) == 0 && len(theirs) == 1 {
		names = theirs
	}
	return names, imported
}

// collectionNames returns the collections that a file names, at most eight.
func collectionNames(b []byte) (names []string) {
	for _, m := range astroCollectionName.FindAllSubmatch(b, 8) {
		if name := string(m[1]); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
