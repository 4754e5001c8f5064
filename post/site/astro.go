package site

import (
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// astro implements the rules of Astro 3 to 5 and of Starlight. Sources:
// astro, packages/astro/src/content/utils.ts (getContentEntryIdAndSlug) and
// loaders/glob.ts; starlight, packages/starlight/utils/slugs.ts and
// utils/routing. The routes of collections are part of the site's code: a
// route file such as src/pages/blog/[...slug].astro that mentions a
// collection shows in which folder the collection is published.
type astro struct {
	src         string
	slash       string // trailingSlash
	file        bool   // build.format is "file": pages are files
	starlight   bool
	root        string            // key of Starlight's root locale
	locales     map[string]string // locales of Starlight: key to prefix
	collections []astroCollection
	routes      map[string]astroRoute // by collection
	fed         []string              // the collections in the feed of the site, if known
	constants   []string              // the modules that the feed of the site imports
}

// An astroCollection is a folder of entries.
type astroCollection struct {
	name, dir string
	// loader reports whether a loader in the configuration reads the folder.
	// Names that begin with "_" are then not left out.
	loader bool
}

// readAstro reads astro.config and the content configuration.
func readAstro(s *Site, c *script, fsys fs.FS) error {
	a := &astro{locales: make(map[string]string), routes: make(map[string]astroRoute)}
	s.rules = a
	root := c.root()
	s.setURL(s.take("site", root.get("site")))
	if base := root.get("base"); base != nil {
		s.setBase(s.take("base", base))
	}
	a.src = strings.Trim(path.Clean("/"+found(root.get("srcDir"), "src").Value), "/")
	a.slash = found(root.get("trailingSlash"), "ignore").Value
	a.file = found(root.get("build", "format"), "directory").Value == "file"
	s.Static = []Finding[string]{s.folder(root.get("publicDir"), "public")}
	s.HeadingIDs = Finding[HeadingRule]{Value: HeadingGitHub}
	s.Future = Finding[bool]{Value: true}
	s.Permalink = Finding[string]{Value: "/:collection/:slug/"}
	if v := root.get("integrations"); v != nil {
		for _, item := range v.list {
			if item.kind == kindComputed && item.text == "starlight" && len(item.list) > 0 {
				a.readStarlight(s, item.list[0])
			}
		}
	}
	if !a.starlight {
		a.readLocales(s, root.get("i18n"))
	}
	a.readCollections(s, fsys)
	a.readPages(s, fsys)
	a.readConstants(s, fsys)
	a.readLang(s, fsys)
	return nil
}

// htmlLang matches the language in the <html> tag of a layout.
var htmlLang = lazyregexp.New(`<html\b[^>{]*\blang=["']([A-Za-z][A-Za-z0-9-]*)["']`)

// readLang takes the language from a layout if the configuration has none.
func (a *astro) readLang(s *Site, fsys fs.FS) {
	if s.Lang.Value != "" {
		return
	}
	dir := s.abs(path.Join(a.src, "layouts"))
	entries, _ := fs.ReadDir(fsys, dir)
	for i, d := range entries {
		if d.IsDir() || path.Ext(d.Name()) != ".astro" || i > 20 {
			continue
		}
		b, err := readFile(fsys, path.Join(dir, d.Name()))
		if err != nil {
			continue
		}
		if m := htmlLang.FindSubmatchIndex(b); m != nil {
			s.Lang = Finding[string]{languageTag(string(b[m[2]:m[3]])), path.Join(dir, d.Name()), 1 + strings.Count(string(b[:m[2]]), "\n")}
			return
		}
	}
}

func (a *astro) readLocales(s *Site, c *value) {
	s.Lang = s.take("i18n.defaultLocale", c.get("defaultLocale"))
	prefix, _ := c.get("routing", "prefixDefaultLocale").truth()
	for _, f := range addList(nil, c.get("locales")) {
		l := Language{Tag: languageTag(f.Value), Key: f.Value, Default: f.Value == s.Lang.Value, File: f.File, Line: f.Line}
		if !l.Default || prefix {
			l.Prefix = f.Value
		}
		s.Languages = append(s.Languages, l)
	}
}

func (a *astro) readStarlight(s *Site, c *value) {
	a.starlight = true
	s.Title = s.take("title", c.get("title"))
	if t := c.get("title"); t != nil && t.kind == kindTable && len(t.keys) > 0 {
		s.Title = found(t.keys[0].value, "")
	}
	s.Description = s.take("description", c.get("description"))
	a.root = found(c.get("defaultLocale"), "").Value
	all := c.get("locales")
	s.unread("locales", all)
	if all != nil && all.kind == kindTable {
		if all.get("root") != nil {
			a.root = "root"
		}
		for _, e := range all.keys {
			l := Language{Key: e.key, Tag: languageTag(e.key), Default: e.key == a.root, File: e.value.file, Line: e.value.line}
			if tag, ok := e.value.get("lang").str(); ok {
				l.Tag = tag
			}
			if e.key != "root" {
				l.Prefix = strings.ToLower(e.key)
				l.Folder = s.abs(path.Join(a.src, "content/docs", e.key))
				a.locales[e.key] = l.Prefix
			}
			if l.Default {
				s.Lang = Finding[string]{l.Tag, l.File, l.Line}
			}
			s.Languages = append(s.Languages, l)
		}
	}
	if s.Lang.Value == "" {
		s.Lang.Value = "en"
	}
}

// readCollections finds the folders of collections: those below src/content,
// and those that loaders in the configuration name.
func (a *astro) readCollections(s *Site, fsys fs.FS) {
	for _, name := range []string{"content.config.ts", "content.config.js", "content.config.mjs", "content/config.ts", "content/config.js", "content/config.mjs"} {
		b, err := readFile(fsys, s.abs(path.Join(a.src, name)))
		if err != nil {
			continue
		}
		sc, err := readScript(fsys, s.abs(path.Join(a.src, name)), b)
		if err != nil {
			continue
		}
		s.Files = append(s.Files, sc.name)
		all := sc.lookUp("collections", 0)
		if all == nil {
			continue
		}
		for _, e := range all.keys {
			if len(e.value.list) == 0 {
				continue
			}
			loader := e.value.list[0].get("loader")
			dir, whole := path.Join(a.src, "content", e.key), false
			if loader != nil && loader.kind == kindComputed && len(loader.list) > 0 {
				if base, ok := loader.list[0].get("base").str(); ok {
					whole = true
					dir = strings.Trim(path.Clean("/"+base), "/")
				}
			}
			a.collections = append(a.collections, astroCollection{e.key, dir, whole})
		}
	}
	if a.starlight && !slices.ContainsFunc(a.collections, func(c astroCollection) bool { return c.name == "docs" }) {
		a.collections = append(a.collections, astroCollection{name: "docs", dir: path.Join(a.src, "content/docs")})
	}
	entries, _ := fs.ReadDir(fsys, s.abs(path.Join(a.src, "content")))
	for _, d := range entries {
		dir := path.Join(a.src, "content", d.Name())
		known := slices.ContainsFunc(a.collections, func(c astroCollection) bool {
			return c.dir == dir || c.name == d.Name() || c.loader && c.dir == path.Dir(dir)
		})
		if d.IsDir() && !known && !strings.HasPrefix(d.Name(), "_") && len(a.collections) < 100 {
			a.collections = append(a.collections, astroCollection{name: d.Name(), dir: dir})
		}
	}
	for _, c := range a.collections {
		s.Content = append(s.Content, s.folder(nil, c.dir))
	}
	s.Content = append(s.Content, s.folder(nil, path.Join(a.src, "pages")))
}

// readConstants takes the title and description from the modules in which
// templates of Astro usually keep them, or else from those that the feed of
// the site imports.
func (a *astro) readConstants(s *Site, fsys fs.FS) {
	names := make([]string, 0, 16)
	for _, name := range []string{"consts.ts", "consts.js", "config.ts", "site.config.ts", "constants.ts", "site-config.ts", "data/site.ts"} {
		names = append(names, s.abs(path.Join(a.src, name)))
	}
	for _, name := range append(names, a.constants...) {
		if s.Title.Value != "" {
			return
		}
		b, err := readFile(fsys, name)
		if err != nil {
			continue
		}
		sc, err := readScript(fsys, name, b)
		if err != nil {
			continue
		}
		s.Files = append(s.Files, sc.name)
		s.Title = found(sc.lookUp("SITE_TITLE", 0), "")
		s.Description = found(sc.lookUp("SITE_DESCRIPTION", 0), "")
		for _, table := range []string{"SITE", "siteConfig", "SITE_CONFIG", "site", "themeConfig"} {
			if v := sc.lookUp(table, 0); v != nil {
				s.constants(v)
			}
			if v := sc.lookUp(table, 0).get("site"); v != nil {
				s.constants(v)
			}
		}
	}
}

// constants takes from a table of constants what is not yet known.
func (s *Site) constants(v *value) {
	if s.Title.Value == "" {
		s.Title = found(first(v.get("title"), v.get("name")), "")
	}
	if s.Description.Value == "" {
		s.Description = found(first(v.get("description"), v.get("desc")), "")
	}
	if s.Author.Value == "" {
		s.Author = found(first(v.get("author", "name"), v.get("author")), "")
	}
	if s.Lang.Value == "" {
		s.Lang = found(first(v.get("lang"), v.get("locale")), "")
		s.Lang.Value = languageTag(s.Lang.Value)
	}
	if s.URL.Value == "" {
		s.setURL(found(first(v.get("website"), v.get("url"), v.get("site")), ""))
		if s.URL.Found() {
			s.Unread = slices.DeleteFunc(s.Unread, func(u Unread) bool { return u.Key == "site" })
		}
	}
}

// place returns the collection of a file and the path within it; nil if the
// file is in no collection.
func (a *astro) place(rel string) (c *astroCollection, in string) {
	best := -1
	for i := range a.collections {
		if below, ok := under(rel, a.collections[i].dir); ok && len(a.collections[i].dir) > best {
			c, in, best = &a.collections[i], below, len(a.collections[i].dir)
		}
	}
	return c, in
}

// slug returns the id of an entry: each part as github-slugger makes it,
// without index at the end.
func (a *astro) slug(p *Page, in string) string {
	if own := p.front("slug"); own != "" {
		return strings.Trim(own, "/")
	}
	parts := strings.Split(trimExt(in), "/")
	for i, part := range parts {
		parts[i] = githubSlug(part)
	}
	if last := len(parts) - 1; parts[last] == "index" {
		parts = parts[:last]
	}
	return strings.Join(parts, "/")
}

// routed returns the path of an entry whose route is known.
func (a *astro) routed(s *Site, p *Page, r astroRoute, in string) string {
	slug := p.front(r.key)
	if r.key == "" || slug == "" {
		slug = a.slug(p, in)
	}
	if lang := p.front("lang"); r.translated && lang != "" && !strings.EqualFold(languageTag(lang), s.Lang.Value) {
		return "/" + lang + r.dir + slug
	}
	return r.dir + slug
}

func (a *astro) address(s *Site, p *Page, rel string) (string, error) {
	at := ""
	if c, in := a.place(rel); c != nil {
		switch route, known := a.routes[c.name]; {
		case a.starlight && c.name == "docs":
			at = "/" + a.slug(p, in)
		case known:
			at = a.routed(s, p, route, in)
		default:
			at = "/" + c.name + "/" + a.slug(p, in)
		}
	} else if in, ok := under(rel, path.Join(a.src, "pages")); ok {
		if strings.Contains(in, "[") {
			return "", ErrComputed
		}
		at = "/" + trimExt(in)
		if path.Base(at) == "index" {
			at = dirOf(at)
		}
	} else {
		return "", ErrNoAddress
	}
	if own := p.front("permalink"); strings.HasPrefix(own, "/") && !a.starlight {
		at = own
	}
	at = strings.TrimRight(squeeze(at), "/")
	switch {
	case at == "":
		return "/", nil
	case a.file:
		return at + ".html", nil
	case a.slash == "never":
		return at, nil
	}
	return at + "/", nil
}

// astroData holds the names of collections that are usually not articles.
var astroData = []string{"pages", "page", "authors", "author", "tags", "categories", "config", "data", "i18n", "team", "testimonials", "sections", "homepage"}

func (a *astro) kind(s *Site, p *Page, rel string) Verdict {
	c, in := a.place(rel)
	for part := range strings.SplitSeq(rel, "/") {
		if strings.HasPrefix(part, "_") && (c == nil || !c.loader) {
			return verdict(KindExcluded, "in a folder or file that begins with _")
		}
	}
	if v := draftByFront(p, "draft", "isDraft", "published", "publish"); v.Kind != "" {
		return v
	}
	switch {
	case c == nil:
		in, ok := under(rel, path.Join(a.src, "pages"))
		if !ok {
			return verdict(KindExcluded, "in no collection")
		}
		if strings.Contains(in, "/") && !p.Date.IsZero() {
			return verdict(KindPost, "a dated page in src/pages")
		}
		return verdict(KindPage, "in src/pages")
	case slices.Contains(astroData, strings.ToLower(c.name)):
		return verdict(KindPage, "in collection "+c.name)
	case a.starlight && c.name == "docs" && a.isHome(in):
		return verdict(KindPage, "the home page")
	}
	if len(a.fed) > 0 && !slices.Contains(a.fed, c.name) {
		return verdict(KindPage, "in collection "+c.name+", which the site's own feed leaves out")
	}
	return verdict(KindPost, "in collection "+c.name)
}

// isHome reports whether an entry is the index of the documentation or of one
// of its languages.
func (a *astro) isHome(in string) bool {
	if stem(in) != "index" {
		return false
	}
	dir := dirOf(in)
	return dir == "" || a.locales[dir] != ""
}
