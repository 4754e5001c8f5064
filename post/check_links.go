package post

import (
	"fmt"
	"net/url"
	"path"
	"strings"
)

// A pendingLink is a reference that no file answers: it may be the address of
// a post yet to come.
type pendingLink struct {
	pos    Position
	ref    string
	routes []string // what it may be the address of
	name   string   // what it may be the name of, "" if none: see run.names
}

// references looks up the relative links and pictures of po.
func (run *checkRun) references(po *Post) {
	if po.fsys == nil {
		return
	}
	top := Position{File: po.Path, Line: 1, Column: 1}
	for _, img := range po.Images {
		name, ok := localReference(img.Src)
		if ok && !opens(&po.Head, name) {
			run.add(orTop(img.Pos, top), RuleBrokenImage, Warn, fmt.Errorf("picture %q %w", img.Src, ErrTarget))
		}
	}
	for _, l := range po.Links {
		name, ok := localReference(l.URL)
		if !ok || strings.HasPrefix(name, "/") && !isFileName(name) || opensRoute(&po.Head, name) {
			// Pages below the root that are no files are made by the
			// generator: lists of tags, archives, other collections.
			continue
		}
		base := path.Dir(po.URL)
		if strings.HasSuffix(po.URL, "/") {
			base = path.Clean(po.URL)
		}
		link := pendingLink{pos: orTop(l.Pos, top), ref: l.URL, routes: []string{
			route(name), route(path.Join(base, name)), route(path.Join(path.Dir(base), name)), route(path.Join("/", path.Dir(po.Path), name)),
		}}
		if !strings.Contains(name, "/") {
			link.name = route(name)
		}
		run.pending = append(run.pending, link)
	}
}

// finish reports the references that turned out to lead nowhere.
func (run *checkRun) finish() {
	for _, l := range run.pending {
		found := l.name != "" && run.names[l.name]
		for _, r := range l.routes {
			found = found || run.routes[r]
		}
		if !found {
			run.add(l.pos, RuleBrokenLink, Warn, fmt.Errorf("link %q %w", l.ref, ErrTarget))
		}
	}
}

func orTop(pos, top Position) Position {
	if pos.IsValid() {
		return pos
	}
	return top
}

// localReference returns the path that ref names in the tree of its post;
// false for what is elsewhere, in the post itself, or filled in by a
// generator.
func localReference(ref string) (string, bool) {
	if ref == "" || strings.HasPrefix(ref, "//") || strings.ContainsAny(ref[:1], "#?@~$") || strings.ContainsAny(ref, "{}<>\\") || strings.Contains(ref, "%}") {
		return "", false
	}
	u, err := url.Parse(ref)
	if err != nil || u.Scheme != "" || u.Host != "" || u.Path == "" {
		return "", false
	}
	return u.Path, true
}

// isFileName reports whether the last part of name has the extension of a
// file that must lie in the tree.
func isFileName(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".mdx", ".markdown", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".pdf", ".zip", ".mp3", ".mp4":
		return true
	}
	return false
}

func opens(h *Head, name string) bool {
	f, err := h.Open((&url.URL{Path: name}).EscapedPath())
	if err != nil {
		return false
	}
	_ = f.Close() // only its being there matters
	return true
}

// opensRoute reports whether a file answers name: itself, or as generators
// make addresses of files.
func opensRoute(h *Head, name string) bool {
	if opens(h, name) {
		return true
	}
	stem := strings.TrimSuffix(strings.TrimSuffix(name, "/"), ".html")
	if stem == "" || isFileName(name) {
		return false
	}
	stem = strings.TrimSuffix(stem, "/index")
	for _, end := range []string{".md", ".mdx", ".markdown", "/index.md", "/README.md", "/_index.md", "/index.mdx"} {
		if opens(h, stem+end) {
			return true
		}
	}
	return false
}

// route makes the addresses of one page equal: /a/b, /a/b/, /a/b.html,
// /a/b.md, /a/b/index.html.
func route(address string) string {
	if u, err := url.Parse(address); err == nil {
		address = u.Path
	}
	s := strings.Trim(path.Clean("/"+address), "/")
	switch ext := path.Ext(s); ext {
	case ".md", ".mdx", ".markdown", ".html", ".htm":
		s = strings.TrimSuffix(s, ext)
	}
	for _, end := range []string{"index", "README", "_index"} {
		if s == end {
			return ""
		}
		s = strings.TrimSuffix(s, "/"+end)
	}
	return strings.ToLower(s)
}
