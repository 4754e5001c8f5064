package site

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// join returns a path below the site without a leading slash. ".." cannot
// lead out of the site.
func join(parts ...string) string {
	return strings.TrimPrefix(path.Clean("/"+path.Join(parts...)), "/")
}

// beside does the same as join, but the path may lead out of the folder of
// the site.
func beside(parts ...string) string {
	if at := path.Join(parts...); strings.HasPrefix(at, "../") {
		return at
	}
	return join(parts...)
}

// fromDir returns the path at, which is relative to the folder of the file
// from.
func fromDir(from, at string) string { return join(dirOf(from), at) }

// static returns the files in static folders that a path from the root may
// mean.
func (x *Index) static(at string) []string {
	var all []string
	for _, f := range x.site.Static {
		rel, ok := x.site.Rel(f.Value)
		if f.Value == x.site.Dir {
			rel, ok = "", true
		}
		if !ok {
			continue
		}
		all = append(all, join(rel, at))
		// A folder that is copied keeps its name, so /img/a.png is img/a.png.
		if below, found := under(strings.TrimPrefix(at, "/"), path.Base(rel)); found && rel != "" {
			all = append(all, join(rel, below))
		}
	}
	return all
}

// rels converts paths of the file system to paths relative to the site.
func (x *Index) rels(names []string) []string {
	var all []string
	for _, name := range names {
		if rel, ok := x.site.Rel(name); ok {
			all = append(all, rel)
		}
	}
	return all
}

func (generic) candidates(x *Index, from string, r reference) []string {
	if r.tag == "wiki" {
		return x.byName(from, r.path)
	}
	if r.rooted() {
		return x.variants(join(r.path))
	}
	return x.variants(fromDir(from, r.path))
}

// jekyllPostURL matches the argument of post_url (tags/post_url.rb).
var jekyllPostURL = lazyregexp.New(`^/?(.+/)*?(\d{2,4}-\d{1,2}-\d{1,2})-([^/]*)$`)

func (j *jekyll) candidates(x *Index, from string, r reference) []string {
	switch r.tag {
	case "link":
		return []string{join(r.path), join(j.collected, r.path)}
	case "post_url":
		return j.postURL(x, r.path)
	case "":
	default:
		return nil
	}
	if r.rooted() {
		return x.variants(join(r.path))
	}
	if isMarkdown(r.path) { // for the plugin jekyll-relative-links, or the argument of link
		return []string{fromDir(from, r.path), join(r.path), join(j.collected, r.path)}
	}
	return nil
}

func (j *jekyll) postURL(x *Index, name string) []string {
	m := jekyllPostURL.FindStringSubmatch(name)
	if m == nil {
		return nil
	}
	base := m[2] + "-" + m[3]
	var exact, loose []string
	for _, file := range x.rels(slices.Concat(x.names[strings.ToLower(base)], x.names[strings.ToLower(trimExt(base))])) {
		if stem(file) != base && path.Base(file) != base {
			continue
		}
		in, _ := under(file, j.collected)
		if below, ok := under(in, path.Join("_posts", m[1])); ok && !strings.Contains(below, "/") {
			exact = append(exact, file)
		} else if strings.HasPrefix(in, m[1]+"_posts/") {
			exact = append(exact, file)
		} else if strings.Contains("/"+in, "/_posts/") {
			loose = append(loose, file)
		}
	}
	return append(exact, loose...)
}

func (h *hexo) candidates(x *Index, from string, r reference) []string {
	switch r.tag {
	case "post_link":
		at := path.Join(h.source, "_posts", r.path)
		all := []string{at + ".md", at}
		for _, file := range x.rels(x.names[strings.ToLower(path.Base(r.path))]) {
			if below, _, ok := h.inPosts(file); ok {
				if slug, _ := h.info(below); slug == r.path || path.Base(slug) == r.path || stem(below) == r.path {
					all = append(all, file)
				}
			}
		}
		return append(all, x.site.hexoSlugs(x, h)[r.path]...)
	case "asset":
		return []string{join(trimExt(from), r.path)}
	case "":
	default:
		return nil
	}
	if r.rooted() {
		return append(x.static(r.path), x.variants(join(h.source, r.path))...)
	}
	if h.assets {
		all := []string{join(trimExt(from), r.path)}
		// The path may be relative to the folder of the post:
		// ![](post/pic.png).
		return append(all, fromDir(from, r.path))
	}
	return nil
}

// hexoSlugs maps slugs to posts, for posts whose file name has more parts
// than the slug.
func (s *Site) hexoSlugs(x *Index, h *hexo) map[string][]string {
	if len(h.newParts) == 1 && h.newParts[0] == "title" {
		return nil
	}
	all := make(map[string][]string)
	for name := range x.addresses {
		rel, _ := s.Rel(name)
		if below, _, ok := h.inPosts(rel); ok {
			slug, _ := h.info(below)
			all[slug] = append(all[slug], rel)
		}
	}
	for _, names := range all {
		slices.Sort(names)
	}
	return all
}

func (h *hugo) candidates(x *Index, from string, r reference) []string {
	pl := h.place(from)
	pl.lang = cmp.Or(r.lang, pl.lang)
	roots := h.roots(pl.lang)
	var all []string
	pages := func(at string) {
		for _, name := range x.variants(at) {
			if pl.lang != "" && isMarkdown(name) { // a post in the same language, such as post.fr.md, comes first
				all = append(all, trimExt(name)+"."+pl.lang+path.Ext(name))
			}
			all = append(all, name)
		}
	}
	at := strings.TrimSuffix(r.path, "/")
	switch {
	case r.tag == "wiki" || r.tag == "@":
		return nil
	case r.rooted():
		if r.tag == "" {
			all = append(all, x.static(r.path)...)
		}
		for _, root := range roots {
			pages(join(root, at))
		}
	case r.tag == "" && !isMarkdown(at): // a resource, or an address
		all = append(all, fromDir(from, at))
		if h.linkHook && path.Ext(at) == "" { // a page by its path below content, from which ../ cannot lead out
			for _, root := range roots {
				pages(join(root, join(pl.dir, at)))
			}
		}
	default:
		pages(fromDir(from, at))
		if pl.leaf && r.tag == "ref" { // beside the bundle
			pages(join(dirOf(dirOf(from)), at))
		}
		if r.tag == "ref" {
			for _, root := range roots {
				pages(join(root, at))
			}
			if !strings.Contains(at, "/") {
				all = append(all, h.unique(x, at, pl.lang)...)
			}
		}
	}
	return all
}

// roots returns the content folders of a language, and then all others.
func (h *hugo) roots(lang string) []string {
	var own, others []string
	for _, m := range h.mounts {
		if m.target != "" {
			continue
		}
		if m.lang == lang {
			own = append(own, m.source)
		} else {
			others = append(others, m.source)
		}
	}
	return slices.Concat(own, []string{h.content}, others)
}

// unique returns the pages with a name anywhere in the content, as ref finds
// them.
func (h *hugo) unique(x *Index, name, lang string) []string {
	var all []string
	for _, file := range x.rels(x.names[strings.ToLower(name)]) {
		if h.place(file).lang == lang {
			all = append(all, file)
		}
	}
	if len(all) == 0 { // a bundle
		for file := range x.addresses {
			rel, _ := x.site.Rel(file)
			if pl := h.place(rel); pl.leaf && pl.base == name && pl.lang == lang {
				all = append(all, rel)
			}
		}
		slices.Sort(all)
	}
	return all
}

func (z *zola) candidates(x *Index, from string, r reference) []string {
	switch {
	case r.tag == "@":
		return []string{join("content", r.path)}
	case r.tag != "":
		return nil
	case r.rooted():
		return append(x.static(r.path), join("content", r.path))
	}
	if strings.HasPrefix(stem(from), "index") || strings.HasPrefix(stem(from), "_index") { // files beside an index are published with it
		return []string{fromDir(from, r.path)}
	}
	return nil
}

func (d *docusaurus) candidates(x *Index, from string, r reference) []string {
	switch {
	case r.tag == "@":
		return x.variants(join(r.path))
	case r.tag != "":
		return nil
	}
	p, in, _, version := d.place(from)
	if r.rooted() {
		all := x.static(r.path)
		if isMarkdown(r.path) && p != nil {
			all = append(all, join(p.path, r.path), join(r.path))
		}
		return all
	}
	if isMarkdown(r.path) || path.Ext(r.path) != "" && path.Ext(r.path) != ".html" {
		all := []string{beside(dirOf(from), r.path)}
		if p != nil {
			all = append(all, beside(p.path, r.path))
			if version == "" { // a translation may link to a page that is not translated
				all = append(all, beside(p.path, dirOf(in), r.path))
			}
		}
		return slices.DeleteFunc(all, func(name string) bool { // each plugin finds only its own pages
			other, _, _, _ := d.place(name)
			return isMarkdown(name) && other != p
		})
	}
	return nil
}

func (v *vitepress) candidates(x *Index, from string, r reference) []string {
	switch {
	case r.tag == "@":
		return x.variants(join(v.src, r.path))
	case r.tag != "":
		return nil
	case r.rooted():
		return append([]string{join(v.public, r.path)}, v.kept(x.variants(join(v.src, r.path)))...)
	}
	return v.kept(x.variants(fromDir(from, r.path)))
}

// kept removes the pages that a rewrite moves, because links name their new
// place.
func (v *vitepress) kept(names []string) []string {
	if len(v.rewrites) == 0 {
		return names
	}
	return slices.DeleteFunc(names, func(name string) bool {
		in, ok := under(name, v.src)
		return ok && isMarkdown(name) && v.page(in) != in
	})
}

func (v *vuepress) candidates(x *Index, from string, r reference) []string {
	public := path.Join(v.docs, ".vuepress/public")
	switch {
	case r.tag == "@":
		return append(x.variants(join(v.docs, ".vuepress", r.path)), x.variants(join(v.docs, r.path))...)
	case r.tag != "":
		return nil
	case r.rooted():
		return append([]string{join(public, r.path)}, x.variants(join(v.docs, r.path))...)
	}
	return x.variants(fromDir(from, r.path))
}

func (a *astro) candidates(x *Index, from string, r reference) []string {
	switch {
	case r.tag == "@":
		return append(x.variants(join(a.src, r.path)), join(r.path))
	case r.tag != "":
		return nil
	case r.rooted():
		all := x.static(r.path)
		return append(all, join(r.path)) // /src/assets/a.png
	}
	if ext := path.Ext(r.path); ext != "" && ext != ".html" {
		return []string{fromDir(from, r.path)}
	}
	return nil
}

func (e *eleventy) candidates(x *Index, from string, r reference) []string {
	switch {
	case r.tag != "":
		return nil
	case r.rooted() && !isMarkdown(r.path):
		return append(x.static(r.path), join(e.input, r.path))
	case isMarkdown(r.path):
		if e.toURL {
			return []string{fromDir(from, r.path), join(e.input, r.path)}
		}
		return nil
	}
	if path.Ext(r.path) != "" && path.Ext(r.path) != ".html" { // the plugin Image
		return []string{fromDir(from, r.path)}
	}
	return nil
}

func (o *obsidian) candidates(x *Index, from string, r reference) []string {
	if r.tag != "" && r.tag != "wiki" {
		return nil
	}
	at := strings.TrimPrefix(r.path, "/")
	withNote := func(name string) []string { return []string{name, name + ".md"} }
	var all []string
	if r.tag == "" || strings.HasPrefix(at, "./") || strings.HasPrefix(at, "../") {
		all = append(all, withNote(fromDir(from, at))...)
	}
	all = append(all, withNote(join(o.root, at))...)
	if o.media != "" && !strings.Contains(at, "/") {
		all = append(all, join(strings.TrimPrefix(o.media, "./"), at), join(dirOf(from), o.media, at))
	}
	return append(all, x.byName(from, at)...)
}

// byName returns the files whose path ends with the path in at, ignoring
// case: first those nearest to the file from, then those with the shortest
// path.
func (x *Index) byName(from, at string) []string {
	at = strings.ToLower(join(at))
	var all []string
	for _, file := range x.rels(x.names[path.Base(at)]) {
		lower := "/" + strings.ToLower(file)
		if strings.HasSuffix(lower, "/"+at) || strings.HasSuffix(trimExt(lower), "/"+at) {
			all = append(all, file)
		}
	}
	dir := dirOf(from)
	slices.SortStableFunc(all, func(a, b string) int {
		if beside := dirOf(a) == dir; beside != (dirOf(b) == dir) {
			if beside {
				return -1
			}
			return 1
		}
		if n := strings.Count(a, "/") - strings.Count(b, "/"); n != 0 {
			return n
		}
		return strings.Compare(a, b)
	})
	return all
}
