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
	routes      map[string]string // collection to route without the slug: "/blog/"
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
	a := &astro{locales: make(map[string]string), routes: make(map[string]string)}
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
	a.readRoutes(s, fsys)
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
		known := slices.ContainsFunc(a.collections, func(c astroCollection) bool { return c.dir == dir || c.name == d.Name() })
		if d.IsDir() && !known && !strings.HasPrefix(d.Name(), "_") && len(a.collections) < 100 {
			a.collections = append(a.collections, astroCollection{name: d.Name(), dir: dir})
		}
	}
	for _, c := range a.collections {
		s.Content = append(s.Content, s.folder(nil, c.dir))
	}
	s.Content = append(s.Content, s.folder(nil, path.Join(a.src, "pages")))
}

// astroCollectionName matches the collection that a route file gets its pages
// from.
var astroCollectionName = lazyregexp.New(`getCollection\(\s*["'](\w[\w-]*)["']`)

// astroSlug matches the last part of a route file that consists of one
// parameter.
var astroSlug = lazyregexp.New(`^\[(?:\.\.\.)?(\w+)\]$`)

// readRoutes reads the route files that publish collections.
func (a *astro) readRoutes(s *Site, fsys fs.FS) {
	count := 0
	pages := s.abs(path.Join(a.src, "pages"))
	_ = fs.WalkDir(fsys, pages, func(name string, d fs.DirEntry, err error) error {
		if count++; err != nil || count > 2000 {
			return fs.SkipAll
		}
		if d.IsDir() || path.Ext(name) != ".astro" || !strings.Contains(name, "[") {
			return nil
		}
		route := strings.TrimSuffix(strings.TrimPrefix(strings.TrimSuffix(name, ".astro"), pages), "/index")
		m := astroSlug.FindStringSubmatch(path.Base(route))
		if m == nil || strings.Contains(dirOf(route), "[") || m[1] == "page" || m[1] == "tag" || m[1] == "category" {
			return nil
		}
		b, err := readFile(fsys, name)
		if err != nil {
			return nil
		}
		for _, m := range astroCollectionName.FindAllStringSubmatch(string(b), 4) {
			if a.routes[m[1]] == "" {
				a.routes[m[1]] = dirOf(route) + "/"
				s.Permalinks = append(s.Permalinks, Permalink{m[1], dirOf(route) + "/:slug/", name, 1})
			}
		}
		return nil
	})
}

// readConstants takes the title and description from the files in which
// templates of Astro usually keep them.
func (a *astro) readConstants(s *Site, fsys fs.FS) {
	if s.Title.Value != "" {
		return
	}
	for _, name := range []string{"consts.ts", "consts.js", "config.ts", "site.config.ts", "constants.ts", "site-config.ts", "data/site.ts"} {
		b, err := readFile(fsys, s.abs(path.Join(a.src, name)))
		if err != nil {
			continue
		}
		sc, err := readScript(fsys, s.abs(path.Join(a.src, name)), b)
		if err != nil {
			continue
		}
		s.Files = append(s.Files, sc.name)
		s.Title = found(sc.lookUp("SITE_TITLE", 0), "")
		s.Description = found(sc.lookUp("SITE_DESCRIPTION", 0), "")
		for _, table := range []string{"SITE", "siteConfig", "SITE_CONFIG", "site"} {
			v := sc.lookUp(table, 0)
			if v == nil {
				continue
			}
			if s.Title.Value == "" {
				s.Title = found(first(v.get("title"), v.get("name")), "")
			}
			if s.Description.Value == "" {
				s.Description = found(first(v.get("description"), v.get("desc")), "")
			}
			s.Author = found(first(v.get("author", "name"), v.get("author")), s.Author.Value)
			if s.Lang.Value == "" {
				s.Lang = found(first(v.get("lang"), v.get("locale")), "")
				s.Lang.Value = languageTag(s.Lang.Value)
			}
			if s.URL.Value == "" {
				s.setURL(found(first(v.get("website"), v.get("url"), v.get("site")), ""))
			}
		}
		if s.Title.Value != "" {
			return
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

func (a *astro) address(_ *Site, p *Page, rel string) (string, error) {
	at := ""
	if c, in := a.place(rel); c != nil {
		switch route, known := a.routes[c.name]; {
		case a.starlight && c.name == "docs":
			at = "/" + a.slug(p, in)
		case known:
			at = route + a.slug(p, in)
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
