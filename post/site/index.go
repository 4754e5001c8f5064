package site

import (
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"slices"
	"strings"
	"sync"
)

// An Index tells which file a reference means. It is built once from the names
// of the files of a site, then asked by many at the same time.
type Index struct {
	site  *Site
	mu    sync.RWMutex // guards what follows
	files map[string]bool
	// names holds files by the last part of their names in lower case, notes
	// also without extension.
	names map[string][]string
	// pages holds the files of pages by the routes of their addresses, and
	// addresses the other way round.
	pages     map[string]string
	addresses map[string]string
	aliases   map[string]string // files of notes by their aliases in lower case
}

// A Status says what became of a reference.
type Status string

// The outcomes of a reference.
const (
	StatusFile      Status = "file"      // a file of the tree, maybe the source of a page
	StatusSame      Status = "same"      // a place in the page itself
	StatusElsewhere Status = "elsewhere" // another site, or no page: mailto:
	StatusRoute     Status = "route"     // an address of the site that no file stands for: a list of tags, an archive, or nothing
	StatusMissing   Status = "missing"   // it leads nowhere that is known
	StatusComputed  Status = "computed"  // a template whose outcome is not known
)

// A Target is what a reference leads to.
type Target struct {
	Status Status
	File   string // as named in the file system; for StatusFile
	// Address is that of the page if File is one, as given to [Index.Page].
	Address  string
	Fragment string // without "#", as written
	// Guess reports whether the engine itself would not find the file: it lies
	// beside the source of the page, say, and is not published there.
	Guess bool
}

// NewIndex returns an index of no files.
func (s *Site) NewIndex() *Index {
	return &Index{
		site: s, files: make(map[string]bool), names: make(map[string][]string), pages: make(map[string]string), addresses: make(map[string]string),
		aliases: make(map[string]string),
	}
}

// Walk returns an index of the files of the site in fsys, without folders that
// no engine reads. It is an error if there are more than 200,000.
func (s *Site) Walk(fsys fs.FS) (*Index, error) {
	x := s.NewIndex()
	err := fs.WalkDir(fsys, s.Dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			if name == s.Dir {
				return err
			}
			return nil // a folder that cannot be read has no files
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

// Add adds a file, as it is named in the file system.
func (x *Index) Add(name string) {
	x.mu.Lock()
	defer x.mu.Unlock()
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

// Page notes the address of a page, as [Site.Address] returns it.
func (x *Index) Page(name, address string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	x.add(name)
	x.addresses[name] = address
	x.pages[x.route(address)] = name
}

// Alias notes other names of a note, which [[name]] leads to if no file has that
// name. Of two notes with the same alias the first in path order counts.
func (x *Index) Alias(name string, aliases ...string) {
	x.mu.Lock()
	defer x.mu.Unlock()
	for _, alias := range aliases {
		key := strings.ToLower(strings.TrimSpace(alias))
		if old, ok := x.aliases[key]; key != "" && (!ok || name < old) {
			x.aliases[key] = name
		}
	}
}

// Has reports whether a file is in the index.
func (x *Index) Has(name string) bool {
	x.mu.RLock()
	defer x.mu.RUnlock()
	return x.files[name]
}

// route makes one key of the addresses of a page: /a/b, /a/b/, /a/b.html and
// /a/b/index.html, without the base path.
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

// Resolve tells what a reference in a file leads to. ref is written as in the
// source: a path, an address, a tag of Liquid, Nunjucks or a shortcode, or a link
// of a wiki in its brackets. The pages of the site are found by their addresses
// too, as far as [Index.Page] was told them.
func (x *Index) Resolve(from, ref string) Target {
	x.mu.RLock()
	defer x.mu.RUnlock()
	r, status := x.site.parse(ref)
	if status != "" {
		return Target{Status: status, Fragment: r.fragment}
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
	for _, name := range x.nearby(from, r) {
		if x.files[name] {
			return found(name, true)
		}
	}
	switch {
	case r.own:
		return Target{Status: StatusElsewhere, Fragment: r.fragment}
	case r.tag == "" && r.rooted() && path.Ext(strings.TrimSuffix(r.path, ".html")) == "":
		return Target{Status: StatusRoute, Fragment: r.fragment}
	}
	return Target{Status: StatusMissing, Fragment: r.fragment}
}

// byAddress finds the page or file at an address, as a browser resolves it: a
// page, or what is published beside it because it lies beside its source.
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
	// A file beside the index of a bundle, whatever the address of the bundle is.
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

// untranslated returns the route of the page that Starlight and Docusaurus show
// for one that is not translated; "" if there is none.
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

// resources are the folders whose files are published beside a page.
func (x *Index) resources(owner string) []string {
	all := []string{trimExt(owner)} // the asset folder of Hexo
	if isIndex(owner) || strings.HasPrefix(path.Base(owner), "index.") {
		all = append(all, path.Dir(owner))
	}
	return all
}

// nearby are the files that a reference may mean to its author, though the
// engine does not publish them there.
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

// variants are the files that a path without its extension may stand for.
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

// Language returns the language of a page by the place of its file: a folder, a
// suffix, or the default of the site; nil if the site has no languages.
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
