package site

import (
	"bytes"
	"cmp"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// hugo implements the rules of Hugo 0.123 and later. Sources:
// config/allconfig/allconfig.go, common/paths/pathparser.go and path.go,
// resources/page/permalinks.go and page_paths.go, hugolib/page__paths.go,
// hugolib/page__meta.go.
type hugo struct {
	content      string // contentDir
	mounts       []hugoMount
	langs        []hugoLang
	defaultLang  string
	inSubdir     bool // defaultContentLanguageInSubdir
	permalinks   []hugoPermalink
	ugly         bool
	uglyIn       map[string]bool
	keepCase     bool // disablePathToLower
	noAccents    bool // removePathAccents
	fileDate     bool // frontmatter.date contains :filename
	dateKeys     []string
	mainSections []string
	ignore       []*regexp.Regexp
	bundles      map[string]bool          // folders with an index.md, below the content folder
	branches     map[string]bool          // folders with an _index.md
	cascades     map[string][]hugoCascade // by the folder of their _index.md; "" for those of the configuration
	home         string                   // baseURL of the default language
	unmounted    bool                     // contentDir itself holds no pages, because languages or mounts replace it
	linkHook     bool                     // the embedded render hook resolves links in Markdown
}

// A hugoMount is a folder that is mounted below content.
type hugoMount struct {
	source, target, lang string
	include, exclude     []string // globs of files, relative to source
}

// has reports whether a mount has a file, by its path relative to source.
func (m *hugoMount) has(name string) bool {
	matches := func(glob string) bool { return hugoGlob(strings.ToLower(glob), strings.ToLower(name)) }
	return !slices.ContainsFunc(m.exclude, matches) && (len(m.include) == 0 || slices.ContainsFunc(m.include, matches))
}

type hugoLang struct {
	key, host, base string
	disabled        bool
}

// A hugoCascade holds values that a section passes to the pages below it.
type hugoCascade struct {
	path, lang string // of the target: a glob of logical paths, and a glob of keys; "" for any
	values     *value
}

type hugoPermalink struct {
	lang    string // "" for all languages
	kind    string // "page", "section"
	section string // "" for the root
	glob    string // of the newer format, used instead of section
	pattern *pattern
}

// readHugo reads the configuration: hugo.toml or a file of its older names,
// merged with the files in config/_default and config/production.
func readHugo(s *Site, c *value, fsys fs.FS) error {
	h := &hugo{uglyIn: make(map[string]bool), bundles: make(map[string]bool), branches: make(map[string]bool), cascades: make(map[string][]hugoCascade)}
	s.rules = h
	s.Title = s.take("title", c.fold("title"))
	s.Description = s.take("params.description", first(c.fold("params", "description"), c.fold("params", "subtitle"), c.fold("description")))
	author := first(c.fold("params", "author"), c.fold("author"))
	if author != nil && author.kind == kindTable {
		author = author.fold("name")
	}
	s.Author = s.take("params.author", author)
	s.setURL(s.take("baseURL", c.fold("baseURL")))
	s.setZone(c.fold("timeZone"))
	s.Drafts, s.Future = foundBool(c.fold("buildDrafts"), false), foundBool(c.fold("buildFuture"), false)
	s.SoftBreaks = foundBool(c.fold("markup", "goldmark", "renderer", "hardWraps"), false)
	s.HeadingIDs = Finding[HeadingRule]{Value: HeadingHugo}
	s.ExcerptSeparator = Finding[string]{Value: "<!--more-->"}
	content := found(c.fold("contentDir"), "content")
	h.content = strings.Trim(path.Clean("/"+content.Value), "/")
	s.Content = []Finding[string]{s.folder(c.fold("contentDir"), "content")}
	for i, f := range addList(nil, c.fold("staticDir")) {
		s.Static = append(s.Static, Finding[string]{s.abs(f.Value), f.File, f.Line})
		if i > 16 {
			break
		}
	}
	if len(s.Static) == 0 {
		s.Static = []Finding[string]{s.folder(nil, "static")}
	}
	s.Static = append(s.Static, s.folder(nil, "assets"))
	h.keepCase, _ = c.fold("disablePathToLower").truth()
	h.noAccents, _ = c.fold("removePathAccents").truth()
	h.readUgly(c.fold("uglyURLs"))
	h.mainSections = first(c.fold("mainSections"), c.fold("params", "mainSections")).strings()
	h.dateKeys = c.fold("frontmatter", "date").strings()
	h.fileDate = slices.Contains(h.dateKeys, ":filename")
	for _, expr := range c.fold("ignoreFiles").strings() {
		if re, err := regexp.Compile(expr); err == nil && len(expr) <= maxPattern && len(h.ignore) < 64 {
			h.ignore = append(h.ignore, re)
		}
	}
	s.Exclude = addList(s.Exclude, c.fold("ignoreFiles"))
	h.readLanguages(s, c)
	h.readHook(c.fold("markup", "goldmark", "renderHooks", "link"))
	h.unmounted = len(s.Languages) > 0 && !slices.ContainsFunc(s.Languages, func(l Language) bool { return l.Folder == "" })
	languages := len(h.mounts)
	h.readMounts(s, c.fold("module", "mounts"))
	h.unmounted = h.unmounted || len(h.mounts) > languages
	if err := h.readPermalinks(s, c); err != nil {
		return err
	}
	h.addCascades("", c.fold("cascade"))
	h.findBundles(s, fsys)
	return nil
}

func (h *hugo) readUgly(v *value) {
	if is, ok := v.truth(); ok {
		h.ugly = is
	} else if v != nil {
		for _, e := range v.keys {
			if is, _ := e.value.truth(); is {
				h.uglyIn[strings.ToLower(e.key)] = true
			}
		}
	}
}

// readHook sets linkHook. By default, the embedded render hook for links is
// in use on a site with several languages and one host
// (markup/goldmark/goldmark_config).
func (h *hugo) readHook(c *value) {
	used, enabled := found(c.fold("useEmbedded"), "auto").Value, false
	enabled, _ = c.fold("enableDefault").truth()
	hosts := slices.ContainsFunc(h.langs, func(l hugoLang) bool { return l.host != "" })
	h.linkHook = enabled || used == "always" || used == "fallback" || used == "auto" && len(h.langs) > 1 && !hosts
}

func (h *hugo) readLanguages(s *Site, c *value) {
	h.defaultLang = strings.ToLower(found(c.fold("defaultContentLanguage"), "en").Value)
	h.inSubdir, _ = c.fold("defaultContentLanguageInSubdir").truth()
	h.home = s.URL.Value
	code := first(c.fold("locale"), c.fold("languageCode"))
	if s.Lang = s.take("languageCode", code); s.Lang.Value == "" {
		if v := c.fold("defaultContentLanguage"); v != nil {
			s.Lang = found(v, "")
		}
	}
	s.Lang.Value = languageTag(s.Lang.Value)
	all := c.fold("languages")
	if all == nil || all.kind != kindTable {
		return
	}
	disabled := c.fold("disableLanguages").strings()
	for _, e := range all.keys {
		if e.value.kind != kindTable || len(s.Languages) >= 200 {
			continue
		}
		key := strings.ToLower(e.key)
		off, _ := e.value.fold("disabled").truth()
		l := hugoLang{key: key, disabled: off || slices.Contains(disabled, e.key)}
		if base, ok := e.value.fold("baseURL").str(); ok {
			var other Site
			other.setURL(Finding[string]{Value: base})
			l.host, l.base = other.URL.Value, other.Base.Value
		}
		h.langs = append(h.langs, l)
		if l.disabled {
			continue
		}
		found := Language{Key: e.key, Tag: languageTag(e.key), Default: key == h.defaultLang, File: e.value.file, Line: e.value.line}
		if code, ok := first(e.value.fold("locale"), e.value.fold("languageCode")).str(); ok && code != "" {
			found.Tag = languageTag(code)
		}
		found.Title, _ = e.value.fold("title").str()
		if key != h.defaultLang || h.inSubdir {
			found.Prefix = key
		}
		if dir, ok := e.value.fold("contentDir").str(); ok {
			dir = strings.Trim(path.Clean("/"+dir), "/")
			found.Folder = s.abs(dir)
			h.mounts = append(h.mounts, hugoMount{source: dir, lang: key})
			s.Content = append(s.Content, Finding[string]{found.Folder, e.value.file, e.value.fold("contentDir").line})
		} else {
			found.Suffix = e.key
		}
		s.Languages = append(s.Languages, found)
		if key == h.defaultLang {
			h.fromLanguage(s, e.value, found)
		}
	}
}

// fromLanguage reads the settings in the table of the default language.
func (h *hugo) fromLanguage(s *Site, v *value, l Language) {
	if title := v.fold("title"); title != nil {
		s.Title = found(title, "")
	}
	if d := first(v.fold("params", "description"), v.fold("description")); d != nil {
		s.Description = found(d, "")
	}
	if code := first(v.fold("locale"), v.fold("languageCode")); code != nil || s.Lang.Value == "" {
		s.Lang = Finding[string]{l.Tag, l.File, l.Line}
	}
	if base := v.fold("baseURL"); base != nil {
		s.setURL(found(base, ""))
		h.home = s.URL.Value
	}
}

// readMounts reads the mounts below content and static.
func (h *hugo) readMounts(s *Site, mounts *value) {
	if mounts == nil {
		return
	}
	for _, m := range mounts.list {
		source, _ := m.fold("source").str()
		target, _ := m.fold("target").str()
		lang, _ := m.fold("lang").str()
		if langs := globs(m.fold("sites", "matrix", "languages")); lang == "" && len(langs) == 1 { // since Hugo 0.153
			lang = langs[0]
		}
		source = strings.Trim(path.Clean("/"+source), "/")
		switch below, ok := under(strings.Trim(target, "/"), "content"); {
		case source == "" || len(h.mounts) >= 200:
		case ok || target == "content":
			if target == "content" {
				below = ""
			}
			made := hugoMount{source, below, strings.ToLower(lang), globs(m.fold("includeFiles")), globs(m.fold("excludeFiles"))}
			for _, glob := range globs(m.fold("files")) {
				if not, ok := strings.CutPrefix(glob, "!"); ok {
					made.exclude = append(made.exclude, strings.TrimSpace(not))
				} else {
					made.include = append(made.include, glob)
				}
			}
			h.mounts = append(h.mounts, made)
			s.Content = append(s.Content, Finding[string]{s.abs(source), m.file, m.line})
		case strings.HasPrefix(target, "static"):
			s.Static = append(s.Static, Finding[string]{s.abs(source), m.file, m.line})
		}
	}
}

// globs returns a glob or a list of globs, at most 32.
func globs(v *value) []string {
	if one, ok := v.str(); ok {
		return []string{one}
	}
	all := v.strings()
	return all[:min(len(all), 32)]
}

// readPermalinks reads permalinks in all three forms: by section, by kind and
// section, and as a list of targets. Those of a language come before those of
// the site.
func (h *hugo) readPermalinks(s *Site, c *value) error {
	s.Permalink = Finding[string]{Value: "/:sections/:slugorcontentbasename/"}
	if all := c.fold("languages"); all != nil {
		for _, e := range all.keys {
			if err := h.addPermalinks(s, strings.ToLower(e.key), e.value.fold("permalinks")); err != nil {
				return err
			}
		}
	}
	if err := h.addPermalinks(s, "", c.fold("permalinks")); err != nil {
		return err
	}
	slices.SortStableFunc(h.permalinks, func(a, b hugoPermalink) int {
		return cmp.Compare(strings.Count(b.section, "/"), strings.Count(a.section, "/"))
	})
	return nil
}

func (h *hugo) addPermalinks(s *Site, lang string, all *value) error {
	if all == nil {
		return nil
	}
	add := func(kind, section, glob string, v *value) error {
		source, ok := v.str()
		if !ok || len(h.permalinks) >= 200 {
			return nil
		}
		made, err := hugoDialect.compile(strings.ReplaceAll(source, `\:`, "\x00"))
		if err != nil {
			return err
		}
		h.permalinks = append(h.permalinks, hugoPermalink{lang, kind, strings.ToLower(strings.Trim(section, " /")), glob, made})
		scope := strings.Join(strings.Fields(lang+" "+kind+" "+section+glob), " ")
		s.Permalinks = append(s.Permalinks, Permalink{scope, source, v.file, v.line})
		return nil
	}
	for _, item := range all.list {
		kind := found(item.fold("target", "kind"), "page").Value
		glob := found(item.fold("target", "path"), "/**").Value
		if err := add(strings.ToLower(kind), "", strings.ToLower(glob), item.fold("pattern")); err != nil {
			return err
		}
	}
	for _, e := range all.keys {
		if e.value.kind != kindTable {
			if err := add("page", e.key, "", e.value); err != nil {
				return err
			}
			continue
		}
		for _, in := range e.value.keys {
			if err := add(strings.ToLower(e.key), in.key, "", in.value); err != nil {
				return err
			}
		}
	}
	return nil
}

// findBundles records the folders that are bundles or sections.
func (h *hugo) findBundles(s *Site, fsys fs.FS) {
	if fsys == nil {
		return
	}
	count := 0
	roots := []string{h.content}
	for _, m := range h.mounts {
		roots = append(roots, m.source)
	}
	for _, root := range roots {
		_ = fs.WalkDir(fsys, s.abs(root), func(name string, d fs.DirEntry, err error) error {
			if count++; err != nil || count > maxFiles {
				return fs.SkipAll
			}
			if d.IsDir() || !isMarkdown(name) && path.Ext(name) != ".html" {
				return nil
			}
			rel, _ := s.Rel(name)
			switch base, _, _ := strings.Cut(path.Base(name), "."); base {
			case "index":
				h.bundles[dirOf(rel)] = true
			case "_index":
				h.branches[dirOf(rel)] = true
				h.readCascade(fsys, name, dirOf(rel))
			}
			return nil
		})
	}
}

// readCascade records the values that the file _index.md of a section passes
// to its pages.
func (h *hugo) readCascade(fsys fs.FS, name, dir string) {
	b, err := readFile(fsys, name)
	if err != nil || !bytes.Contains(b, []byte("cascade")) {
		return
	}
	var v *value
	if head, ok := bytes.CutPrefix(b, []byte("+++\n")); ok {
		head, _, _ = bytes.Cut(head, []byte("\n+++"))
		v, err = loadTOML(name, head)
	} else if head, ok := bytes.CutPrefix(b, []byte("---\n")); ok {
		head, _, _ = bytes.Cut(head, []byte("\n---"))
		v, err = loadYAML(name, head)
	}
	if err != nil {
		return
	}
	h.addCascades(dir, v.fold("cascade"))
}

// addCascades adds a cascade, or a list of cascades with a target each.
func (h *hugo) addCascades(dir string, cascade *value) {
	if cascade == nil {
		return
	}
	for _, part := range append([]*value{cascade}, cascade.list...) {
		if part.kind != kindTable || len(h.cascades[dir]) >= 100 {
			continue
		}
		made := hugoCascade{values: part}
		known := 0
		target := first(part.fold("target"), part.fold("_target"))
		for _, key := range []struct {
			name string
			to   *string
		}{{"path", &made.path}, {"lang", &made.lang}} {
			if glob, ok := target.fold(key.name).str(); ok {
				*key.to = strings.ToLower(glob)
				known++
			}
		}
		if kind, ok := target.fold("kind").str(); ok && (kind == "page" || kind == "{page,section}") {
			known++
		}
		if target == nil || known == len(target.keys) { // others, such as environment, are not read
			h.cascades[dir] = append(h.cascades[dir], made)
		}
	}
}

// cascaded returns the value that the sections above a page or the
// configuration pass to it, or nil.
func (h *hugo) cascaded(pl hugoPlace, key string) any {
	if len(h.cascades) == 0 {
		return nil
	}
	at := "/" + strings.TrimPrefix(h.normal(pl.dir+"/"+pl.base), "/")
	for dir := pl.folder; ; dir = dirOf(dir) {
		for _, c := range h.cascades[dir] {
			if c.path != "" && !hugoGlob(c.path, at) || c.lang != "" && !hugoGlob(c.lang, pl.lang) {
				continue
			}
			if v := c.values.fold(key); v != nil {
				return v.plain()
			}
		}
		if dir == "" {
			return nil
		}
	}
}
