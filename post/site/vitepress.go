package site

import (
	"bytes"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// vitepress implements the rules of VitePress 1 and 2. Sources:
// src/node/config.ts, plugins/dynamicRoutesPlugin.ts,
// plugins/rewritesPlugin.ts, markdown/plugins/link.ts.
type vitepress struct {
	src      string // srcDir below the site, "" for the root
	clean    bool   // cleanUrls
	rewrites []rewrite
	public   string
	lists    []string // patterns of the files that the site's own lists of posts are made of
}

// contentLoader matches the files that a list of posts is made of, a pattern or
// a list of patterns.
var contentLoader = lazyregexp.New(`\bcreateContentLoader\(\s*(?:\[([^\]]*)\]|(["'][^"'\n]*["']))`)

// quoted matches a string in JavaScript.
var quoted = lazyregexp.New(`["']([^"'\n]+)["']`)

// readLists finds the lists of posts in the code of the theme: calls of
// createContentLoader in files that mention dates.
func (v *vitepress) readLists(s *Site, fsys fs.FS) {
	count := 0
	_ = fs.WalkDir(fsys, s.abs(".vitepress"), func(name string, d fs.DirEntry, err error) error {
		if count++; err != nil || count > 1000 {
			return fs.SkipAll
		}
		if d.IsDir() {
			if n := d.Name(); n == "cache" || n == "dist" || n == "node_modules" {
				return fs.SkipDir
			}
			return nil
		}
		switch path.Ext(name) {
		case ".ts", ".js", ".mts", ".mjs":
		default:
			return nil
		}
		b, err := readFile(fsys, name)
		if err != nil || !bytes.Contains(b, []byte("date")) {
			return nil
		}
		for _, m := range contentLoader.FindAllSubmatch(b, 16) {
			for _, q := range quoted.FindAllSubmatch(slices.Concat(m[1], m[2]), 16) {
				if pattern := string(q[1]); !strings.HasPrefix(pattern, "!") && len(v.lists) < 64 {
					v.lists = append(v.lists, pattern)
				}
			}
		}
		return nil
	})
}

// listed reports whether a file is in one of the site's own lists of posts.
func (v *vitepress) listed(in string) bool {
	for _, pattern := range v.lists {
		if globMatch(pattern, in) {
			return true
		}
	}
	return false
}

// A rewrite is an entry of rewrites, in the syntax of path-to-regexp.
type rewrite struct {
	from  *regexp.Regexp
	names []string // names of the groups of the expression
	to    []part
}

// readVitePress reads .vitepress/config.
func readVitePress(s *Site, c *value) error {
	v := &vitepress{}
	s.rules = v
	s.Title, s.Description = s.take("title", c.get("title")), s.take("description", c.get("description"))
	s.Lang = s.take("lang", c.get("lang"))
	s.setURL(s.take("sitemap.hostname", c.get("sitemap", "hostname")))
	if base := c.get("base"); base != nil {
		s.setBase(s.take("base", base))
	}
	src := s.take("srcDir", c.get("srcDir"))
	v.src = strings.Trim(path.Clean("/"+src.Value), "/")
	v.clean, _ = c.get("cleanUrls").truth()
	s.unread("cleanUrls", c.get("cleanUrls"))
	s.Exclude = addList(s.Exclude, c.get("srcExclude"))
	s.unread("srcExclude", c.get("srcExclude"))
	s.Content = []Finding[string]{{s.abs(v.src), src.File, src.Line}}
	v.public = path.Join(v.src, found(c.get("vite", "publicDir"), "public").Value)
	s.Static = []Finding[string]{s.folder(nil, v.public)}
	s.SoftBreaks = foundBool(c.get("markdown", "breaks"), false)
	s.HeadingIDs = Finding[HeadingRule]{Value: HeadingVite}
	s.ExcerptSeparator = Finding[string]{Value: "---"}
	s.Future = Finding[bool]{Value: true}
	s.Permalink = Finding[string]{Value: "/:path.html"}
	if v.clean {
		s.Permalink = Finding[string]{"/:path", c.get("cleanUrls").file, c.get("cleanUrls").line}
	}
	v.readRewrites(s, c.get("rewrites"))
	v.readLocales(s, c.get("locales"))
	if len(s.Languages) == 1 {
		s.Languages = nil
	}
	if s.Lang.Value == "" && len(s.Languages) == 0 {
		s.Lang.Value = "en-US"
	}
	return nil
}

func (v *vitepress) readRewrites(s *Site, all *value) {
	if all == nil {
		return
	}
	if all.kind != kindTable {
		all.kind = kindComputed
		s.unread("rewrites", all)
		return
	}
	for _, e := range all.keys {
		to, ok := e.value.str()
		if !ok || len(v.rewrites) >= 500 {
			s.unread("rewrites", e.value)
			continue
		}
		if r, ok := newRewrite(e.key, to); ok {
			v.rewrites = append(v.rewrites, r)
			s.Permalinks = append(s.Permalinks, Permalink{e.key, to, e.value.file, e.value.line})
		}
	}
}

func (v *vitepress) readLocales(s *Site, all *value) {
	if all == nil || len(all.keys) < 1 {
		return
	}
	s.unread("locales", all)
	for _, e := range all.keys {
		if e.value.kind != kindTable {
			s.unread("locales."+e.key, e.value)
			continue
		}
		if link, _ := e.value.get("link").str(); strings.Contains(link, "://") {
			continue // this language is a separate site
		}
		l := Language{Key: e.key, Default: e.key == "root", File: e.value.file, Line: e.value.line}
		l.Title, _ = e.value.get("title").str()
		l.Tag, _ = e.value.get("lang").str()
		if !l.Default {
			l.Prefix = strings.Trim(e.key, "/")
			l.Folder = s.abs(path.Join(v.src, l.Prefix))
			if l.Tag == "" {
				l.Tag = languageTag(l.Prefix)
			}
		} else {
			if l.Tag != "" {
				s.Lang = found(e.value.get("lang"), "")
			} else if l.Tag = s.Lang.Value; l.Tag == "" {
				l.Tag = "en-US" // the default of lang
				s.Lang.Value = l.Tag
			}
			if title := e.value.get("title"); title != nil && s.Title.Value == "" {
				s.Title = found(title, "")
			}
			if d := e.value.get("description"); d != nil && s.Description.Value == "" {
				s.Description = found(d, "")
			}
			for _, r := range s.Permalinks { // rewrites: { "en/:rest*": ":rest*" }
				if dir, rest, ok := strings.Cut(r.Scope, "/"); ok && rest == r.Pattern && !strings.Contains(dir, ":") {
					l.Folder = s.abs(path.Join(v.src, dir))
				}
			}
		}
		s.Languages = append(s.Languages, l)
	}
}

// rewritePart matches a parameter or an unnamed group.
var rewritePart = lazyregexp.New(`:(\w+)(\((?:[^()\\]|\\.)*\))?([*+?])?|(\((?:[^()\\]|\\.)*\))([*+?])?`)

func newRewrite(from, to string) (rewrite, bool) {
	var r rewrite
	if len(from) > maxPattern || len(to) > maxPattern {
		return r, false
	}
	if strings.HasPrefix(from, "^") {
		re, err := regexp.Compile(from)
		if err != nil {
			return r, false
		}
		r.from, r.names = re, re.SubexpNames()[1:]
	} else if !r.compile(strings.TrimPrefix(from, "/")) {
		return r, false
	}
	last, unnamed := 0, 0
	to = strings.TrimPrefix(to, "/")
	for _, m := range rewritePart.FindAllStringSubmatchIndex(to, maxParts) {
		name := strconv.Itoa(unnamed)
		if m[2] >= 0 {
			name = to[m[2]:m[3]]
		} else {
			unnamed++
		}
		r.to = append(r.to, part{text: to[last:m[0]]}, part{name: name})
		last = m[1]
	}
	r.to = append(r.to, part{text: to[last:]})
	return r, true
}

// compile sets the regular expression for a path. A parameter matches one
// part of the path, or any number of parts if a star follows it.
func (r *rewrite) compile(from string) bool {
	expr, last, unnamed := "^", 0, 0 // unnamed groups are named by their number
	for _, m := range rewritePart.FindAllStringSubmatchIndex(from, maxParts) {
		literal := from[last:m[0]]
		last = m[1]
		inner, modifier := `[^/]+?`, ""
		name := strconv.Itoa(unnamed)
		group := func(i int) string {
			if m[i] < 0 {
				return ""
			}
			return from[m[i]:m[i+1]]
		}
		if m[2] >= 0 {
			name, modifier = group(2), group(6)
			if g := group(4); g != "" {
				inner = g[1 : len(g)-1]
			}
		} else {
			g := group(8)
			inner, modifier = g[1:len(g)-1], group(10)
			unnamed++
		}
		if strings.Contains(inner, "(") {
			return false
		}
		r.names = append(r.names, name)
		slash := ""
		if strings.HasSuffix(literal, "/") {
			slash, literal = "/", strings.TrimSuffix(literal, "/")
		}
		expr += regexp.QuoteMeta(literal)
		many := "(" + inner + "(?:/" + inner + ")*)"
		switch modifier {
		case "*":
			expr += "(?:" + slash + many + ")?"
		case "+":
			expr += slash + many
		case "?":
			expr += "(?:" + slash + "(" + inner + "))?"
		default:
			expr += slash + "(" + inner + ")"
		}
	}
	re, err := regexp.Compile(expr + regexp.QuoteMeta(from[last:]) + "$")
	r.from = re
	return err == nil
}

// apply returns the rewritten path, and false if the rule does not match.
func (r *rewrite) apply(in string) (string, bool) {
	m := r.from.FindStringSubmatch(in)
	if m == nil {
		return in, false
	}
	var b strings.Builder
	for _, part := range r.to {
		if part.name == "" {
			b.WriteString(part.text)
			continue
		}
		for i, name := range r.names {
			if name == part.name && i+1 < len(m) {
				b.WriteString(m[i+1])
			}
		}
	}
	return strings.Trim(squeeze(b.String()), "/"), true
}

// page returns the path of a page after rewriting.
func (v *vitepress) page(in string) string {
	for i := range v.rewrites {
		if out, ok := v.rewrites[i].apply(in); ok {
			return out
		}
	}
	return in
}

func (v *vitepress) address(_ *Site, _ *Page, rel string) (string, error) {
	in, ok := under(rel, v.src)
	if !ok {
		return "", ErrNoAddress
	}
	if strings.Contains(path.Base(in), "[") || strings.Contains(in, "/[") {
		return "", ErrComputed // a dynamic route
	}
	at := "/" + strings.TrimSuffix(v.page(in), ".md")
	if path.Base(at) == "index" {
		return strings.TrimSuffix(at, "index"), nil
	}
	if v.clean {
		return at, nil
	}
	return at + ".html", nil
}

func (v *vitepress) kind(s *Site, p *Page, rel string) Verdict {
	in, ok := under(rel, v.src)
	switch {
	case !ok:
		return verdict(KindExcluded, "outside of srcDir")
	case strings.HasPrefix(rel, ".vitepress/"), strings.Contains(in, "/.vitepress/"):
		return verdict(KindExcluded, "in .vitepress")
	case path.Ext(rel) != ".md":
		return verdict(KindExcluded, "not a .md file")
	case strings.Contains(in, "["):
		return verdict(KindExcluded, "a dynamic route")
	}
	if below, ok := under(rel, v.public); ok && v.public != "" {
		return verdict(KindExcluded, "the static file "+below)
	}
	if v := s.excludedBy(in); v.Kind != "" {
		return v
	}
	if v := draftByFront(p, "draft", "publish", "published"); v.Kind != "" {
		return v
	}
	if layout, ok := p.Front["layout"]; ok && p.front("layout") != "doc" && p.front("layout") != "post" {
		return verdict(KindPage, "layout: "+text(layout))
	}
	if isTrue(p.Front["home"]) {
		return verdict(KindPage, "home: true")
	}
	if out := v.page(in); path.Base(out) == "index.md" && (dirOf(out) == "" || s.language(dirOf(out)) != nil) {
		return verdict(KindPage, "the home page")
	}
	if stem(v.page(in)) == "index" {
		if !p.Date.IsZero() {
			return verdict(KindPost, "the index of a folder, with a date")
		}
		return verdict(KindSection, "the index of a folder")
	}
	if len(v.lists) > 0 && p.Date.IsZero() && !v.listed(in) {
		return verdict(KindPage, "not in the site's own lists of posts, and without a date")
	}
	return verdict(KindPost, "a page")
}
