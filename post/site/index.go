package site

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
)

// An Index finds the files that references lead to. It is safe for concurrent
// use. Fill it with the names of all files and the addresses of all pages
// first.
type Index struct {
	site  *Site
	mu    sync.RWMutex // guards the fields below
	files map[string]bool
	// names maps the lower-case base names of files to their paths. Notes are
	// also listed without extension.
	names map[string][]string
	// pages maps the routes of addresses to the files of pages, and addresses
	// maps files to addresses.
	pages     map[string]string
	addresses map[string]string
	aliases   map[string]string  // maps lower-case aliases to the files of notes
	sum       *[sha256.Size]byte // of all of the above; nil if it is not known
}

// A Status says what [Index.Resolve] found for a reference.
type Status string

// The results of resolving a reference.
const (
	StatusFile      Status = "file"      // a file of the site, which may be the source of a page
	StatusSame      Status = "same"      // a place in the page itself
	StatusElsewhere Status = "elsewhere" // another site, or no page: mailto:
	StatusRoute     Status = "route"     // an address of the site without a known file: a list of tags, an archive, or nothing
	StatusMissing   Status = "missing"   // no target is known
	StatusComputed  Status = "computed"  // a template whose result is not known
)

// A Target is the target of a reference.
type Target struct {
	Status Status
	File   string // as named in the file system; for StatusFile
	// Address is the address of the page that File is the source of, as given
	// to [Index.Page]; "" if File is not a page.
	Address  string
	Fragment string // without "#", as written in the reference
	// Guess reports whether the engine itself would not find the file, for
	// example because it is beside the source of the page but is not
	// published there.
	Guess bool
}

// NewIndex returns an empty index.
func (s *Site) NewIndex() *Index {
	return &Index{
		site: s, files: make(map[string]bool), names: make(map[string][]string), pages: make(map[string]string), addresses: make(map[string]string),
		aliases: make(map[string]string),
	}
}

// Walk returns an index of the files of the site in fsys, without folders
// that no engine reads. If there are more than 200,000 files, the error wraps
// [ErrConfig].
func (s *Site) Walk(fsys fs.FS) (*Index, error) {
	x := s.NewIndex()
	err := fs.WalkDir(fsys, s.Dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			if name == s.Dir {
				return err
			}
			return nil // an unreadable folder counts as empty
		case d.IsDir() && leftOutFolders[d.Name()] != "" && d.Name() != "vendor":
			return fs.SkipDir
		case d.IsDir():
			return nil
		case len(x.files) >= maxFiles:
			return fmt.Errorf("%w: more than %d files in %s", ErrConfig, maxFiles, s.Dir)
		}
		x.Add(name)
		return nil
	})
	return x, err
}

// Add adds a file by its name in the file system.
func (x *Index) Add(name string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.sum = nil
	x.add(name)
}

func (x *Index) add(name string) {
	if x.files[name] {
		return
	}
	x.files[name] = true
	base := strings.ToLower(path.Base(name))
	x.names[base] = append(x.names[base], name)
	if isMarkdown(base) {
		bare := trimExt(base)
		x.names[bare] = append(x.names[bare], name)
	}
}

// Page adds a page with the address that [Site.Address] returned for it.
func (x *Index) Page(name, address string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.sum = nil
	x.add(name)
	x.addresses[name] = address
	x.pages[x.route(address)] = name
}

// Alias adds other names of a note. A link [[name]] leads to the note with
// this alias if no file has that name. If two notes have the same alias, the
// first in path order is used.
func (x *Index) Alias(name string, aliases ...string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.sum = nil
	for _, alias := range aliases {
		key := strings.ToLower(strings.TrimSpace(alias))
		if old, ok := x.aliases[key]; key != "" && (!ok || name < old) {
			x.aliases[key] = name
		}
	}
}

// Sum returns a hash of everything in the index. While it stays the same,
// [Index.Resolve] returns the same results.
func (x *Index) Sum() [sha256.Size]byte {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.sum == nil {
		sum := sha256.New()
		for _, name := range slices.Sorted(maps.Keys(x.files)) {
			fmt.Fprintf(sum, "%q\n", name)
		}
		for _, m := range []map[string]string{x.pages, x.addresses, x.aliases} {
			for _, key := range slices.Sorted(maps.Keys(m)) {
				fmt.Fprintf(sum, "%q %q\n", key, m[key])
			}
			fmt.Fprintln(sum)
		}
		x.sum = new([sha256.Size]byte(sum.Sum(nil)))
	}
	return *x.sum
}

// Has reports whether a file is in the index.
func (x *Index) Has(name string) bool {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.files[name]
}

// route returns the key that stands for all addresses of a page, which may be
// written /a/b, /a/b/, /a/b.html or /a/b/index.html. It does not contain the
// base path.
func (x *Index) route(address string) string {
	at := address
	if plain, err := url.PathUnescape(at); err == nil {
		at = plain
	}
	at = x.site.withoutBase(at)
	at = strings.TrimSuffix(at, "/")
	for _, ext := range []string{".html", ".htm", ".md"} {
		at = strings.TrimSuffix(at, ext)
	}
	at = strings.TrimSuffix(at, "/index")
	if at == "" {
		return "/"
	}
	return at
}

// withoutBase returns a path from the root of the host without the base path.
func (s *Site) withoutBase(at string) string {
	base := s.Base.Value
	if base == "" {
		return at
	}
	if rest, ok := strings.CutPrefix(at, base); ok && (rest == "" || rest[0] == '/') {
		return "/" + strings.TrimPrefix(rest, "/")
	}
	return at
}

// Resolve returns the target of ref, a reference in the file from. ref is
// written as in the source: a path, an address, a tag of Liquid, Nunjucks or
// a shortcode, or a wiki link in its brackets. Pages given to [Index.Page]
// are also found by their addresses.
func (x *Index) Resolve(from, ref string) Target {
	x.mu.RLock()
	defer x.mu.RUnlock()
	r, status := x.site.parse(ref)
	if status != "" {
		return Target{Status: status, Fragment: r.fragment}
	}
	if x.site.isQuartz() { // links name the text of headings
		r.fragment = HeadingGitHub.ID(decoded(r.fragment))
	}
	found := func(name string, guess bool) Target {
		return Target{Status: StatusFile, File: name, Address: x.addresses[name], Fragment: r.fragment, Guess: guess}
	}
	rel, inside := x.site.Rel(from)
	if inside {
		for _, name := range x.site.rules.candidates(x, rel, r) {
			if name = x.site.abs(name); x.files[name] {
				return found(name, false)
			}
		}
	}
	if name := x.aliases[strings.ToLower(r.path)]; r.tag == "wiki" && name != "" {
		return found(name, false)
	}
	if name, ok := x.byAddress(from, r); ok {
		return found(name, false)
	}
	route := r.tag == "" && r.rooted() && path.Ext(strings.TrimSuffix(r.path, ".html")) == ""
	if !route || x.site.Engine != Docusaurus { // which does not build a site with a broken link
		for _, name := range x.nearby(from, r) {
			if x.files[name] {
				return found(name, true)
			}
		}
	}
	switch {
	case r.own:
		return Target{Status: StatusElsewhere, Fragment: r.fragment}
	case route:
		return Target{Status: StatusRoute, Fragment: r.fragment}
	}
	return Target{Status: StatusMissing, Fragment: r.fragment}
}

// decoded returns s with its percent escapes decoded, if they are valid.
func decoded(s string) string {
	if plain, err := url.PathUnescape(s); err == nil {
		return plain
	}
	return s
}

// byAddress returns the page or file at an address, resolved as a browser
// does. The file may also be one that is published beside a page because it
// is beside its source.
func (x *Index) byAddress(from string, r reference) (string, bool) {
	if r.tag != "" {
		return "", false
	}
	at := r.path
	if !r.rooted() {
		base := x.addresses[from]
		if base == "" {
			return "", false
		}
		if plain, err := url.PathUnescape(base); err == nil {
			base = plain
		}
		at = path.Join(path.Dir(base+"x"), at) + strings.Repeat("/", slashes(r.path))
	}
	route := x.route(at)
	if name := x.pages[route]; name != "" {
		return name, true
	}
	if name := x.pages[x.site.untranslated(route)]; name != "" {
		return name, true
	}
	// This finds a file beside the index of a bundle, whatever the address of
	// the bundle is.
	for dir, rest := path.Dir(at), path.Base(at); ; dir, rest = path.Dir(dir), path.Join(path.Base(dir), rest) {
		if owner := x.pages[x.route(dir)]; owner != "" && !isMarkdown(rest) {
			for _, folder := range x.resources(owner) {
				if name := path.Join(folder, rest); x.files[name] {
					return name, true
				}
			}
		}
		if dir == "/" || dir == "." {
			return "", false
		}
	}
}

// untranslated returns the route of the page that Starlight and Docusaurus
// show in place of a page that is not translated; "" if there is none.
func (s *Site) untranslated(route string) string {
	if s.Engine != Astro && s.Engine != Docusaurus {
		return ""
	}
	for _, l := range s.Languages {
		if l.Prefix == "" || l.Default {
			continue
		}
		if rest, ok := strings.CutPrefix(route, "/"+l.Prefix); ok && strings.HasPrefix(rest, "/") {
			return rest
		}
	}
	return ""
}

// resources returns the folders whose files are published beside a page.
func (x *Index) resources(owner string) []string {
	all := []string{trimExt(owner)} // Hexo's asset folder
	if isIndex(owner) || strings.HasPrefix(path.Base(owner), "index.") {
		all = append(all, path.Dir(owner))
	}
	return all
}

// nearby returns the files that the author may have meant by a reference
// although the engine does not publish them at that place.
func (x *Index) nearby(from string, r reference) []string {
	var all []string
	if r.tag == "" && !r.rooted() {
		all = append(all, x.variants(path.Join(path.Dir(from), r.path))...)
		all = append(all, path.Join(trimExt(from), r.path))
	}
	clean := strings.TrimPrefix(path.Clean("/"+r.path), "/")
	if clean == "" || strings.HasPrefix(r.path, ".") {
		return all
	}
	for _, f := range slices.Concat(x.site.Static, x.site.Content) {
		all = append(all, x.variants(path.Join(f.Value, clean))...)
	}
	return append(all, x.variants(x.site.abs(clean))...)
}

// variants returns the files that a path without an extension may mean.
func (x *Index) variants(at string) []string {
	at = strings.TrimSuffix(at, "/")
	all := []string{at}
	bare := strings.TrimSuffix(strings.TrimSuffix(at, ".html"), ".htm")
	if path.Ext(bare) != "" && isMarkdown(bare) {
		if strings.HasSuffix(bare, ".md") {
			all = append(all, bare+"x")
		}
		return all
	}
	for _, end := range []string{".md", ".mdx", ".markdown", "/index.md", "/_index.md", "/README.md", "/readme.md", "/index.mdx"} {
		all = append(all, bare+end)
	}
	if strings.HasSuffix(bare, "/index") {
		all = append(all, strings.TrimSuffix(bare, "index")+"README.md")
	}
	return all
}

// Language returns the language of a page by its folder, by the suffix of its
// name, or by the defaults of the configuration. It returns nil if the site
// has no languages.
func (s *Site) Language(p *Page) *Language {
	if h, ok := s.rules.(*hugo); ok {
		rel, _ := s.Rel(p.Path)
		return s.language(h.place(rel).lang)
	}
	if j, ok := s.rules.(*jekyll); ok {
		if l := j.language(s, p); l != nil {
			return l
		}
	}
	if e, ok := s.rules.(*eleventy); ok {
		if l := e.language(p, s); l != nil {
			return l
		}
	}
	var fallback *Language
	best := -1
	var found *Language
	for i := range s.Languages {
		l := &s.Languages[i]
		if l.Default {
			fallback = l
		}
		if l.Folder != "" && len(l.Folder) > best {
			if _, ok := under(p.Path, l.Folder); ok {
				found, best = l, len(l.Folder)
			}
		}
		if l.Suffix != "" && strings.HasSuffix(trimExt(p.Path), "."+l.Suffix) {
			return l
		}
	}
	if found != nil {
		return found
	}
	if s.Engine == Hexo || s.Engine == Astro {
		for i := range s.Languages { // a folder named like the language
			l := &s.Languages[i]
			for _, part := range strings.Split(path.Dir(p.Path), "/") {
				if part == l.Key {
					return l
				}
			}
		}
	}
	return fallback
}
