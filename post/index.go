package post

import (
	"net/url"
	"path"
	"strings"
)

// A Place is where a post is: the path of its source file and its address on the site. A
// part that is unknown is "".
type Place struct{ Path, URL string }

// Place returns where the post is.
func (h *Head) Place() Place { return Place{Path: h.Path, URL: h.URL} }

// An Index finds the post that a reference in another post leads to, by the paths and
// addresses of the posts. Feeds, books and checks use it if the configuration of the site
// is unknown; if it is known, [Head.Resolve] is more exact. T is the type of the values
// that the caller stores for the posts. The zero Index is empty and ready to use. It may be
// read concurrently.
type Index[T any] struct {
	// Site is the absolute address of the site. Addresses from the root, such as "/a/",
	// are resolved below it. If nil, the address is unknown.
	Site *url.URL

	byPath, byURL map[string]T
	// byRoute and byName map the paths of addresses and the last parts of file paths, in
	// lower case.
	byRoute, byName map[string]T
}

// Add adds a post with its place. If another post was added with the same path or address,
// that one is kept.
func (x *Index[T]) Add(at Place, v T) {
	add := func(m *map[string]T, key string) {
		if *m == nil {
			*m = make(map[string]T)
		}
		if _, taken := (*m)[key]; !taken {
			(*m)[key] = v
		}
	}
	if key := pathKey(at.Path); key != "" {
		add(&x.byPath, key)
		add(&x.byName, strings.ToLower(path.Base(key)))
	}
	if u, err := url.Parse(at.URL); err == nil && at.URL != "" {
		add(&x.byURL, urlKey(u))
		add(&x.byURL, urlKey(x.Below(u)))
		add(&x.byRoute, strings.ToLower(pathKey(u.Path)))
	}
}

// Find returns the post that a reference leads to. Ref is a reference as written in the post
// at from; its query and fragment are ignored. It is looked up in this order: as the path of
// a file beside the post; as a path from the root, if it begins with a slash and has the
// extension of a source file; as an address beside that of the post; as any path from the
// root; as an address from the root or one folder up, because engines may publish a file in
// more or fewer folders than it is in; and as the name of a file in any folder. Find returns
// false for a reference within the post itself.
func (x *Index[T]) Find(from Place, ref string) (v T, found bool) {
	u := parseReference(ref)
	if u.Scheme != "" && u.Scheme != "http" && u.Scheme != "https" || u.Opaque != "" {
		return v, false
	}
	if u.Host != "" {
		v, found = x.byURL[urlKey(u)]
		return v, found
	}
	if u.Path == "" {
		return v, false
	}
	name, rooted := path.Join(path.Dir(from.Path), u.Path), strings.HasPrefix(u.Path, "/")
	if rooted {
		name = u.Path
	}
	if !rooted && from.Path != "" || rooted && isSource(name) {
		if v, found = x.byPath[pathKey(name)]; found {
			return v, true
		}
	}
	base, err := url.Parse(from.URL)
	if err != nil {
		base = new(url.URL)
	}
	for _, base := range []*url.URL{x.Below(base), base} {
		if v, found = x.byURL[urlKey(base.ResolveReference(u))]; found {
			return v, true
		}
	}
	if rooted {
		if v, found = x.byPath[pathKey(name)]; found {
			return v, true
		}
	}
	return x.guess(from, base.Path, u.Path)
}

// guess finds a post by what engines may make of the path of a reference.
func (x *Index[T]) guess(from Place, base, ref string) (v T, found bool) {
	if !strings.HasSuffix(base, "/") {
		base = path.Dir(base)
	}
	base = path.Clean(base)
	routes := []string{ref}
	if !strings.HasPrefix(ref, "/") {
		routes = append(routes, path.Join(base, ref), path.Join(path.Dir(base), ref), path.Join("/", path.Dir(from.Path), ref))
	}
	for _, route := range routes {
		key := pathKey(route)
		if key == pathKey(base) {
			continue // README.md is not the post itself
		}
		if v, found = x.byRoute[strings.ToLower(key)]; found {
			return v, true
		}
	}
	if !strings.Contains(ref, "/") && !isSource(ref) { // a file of that name is one beside the post
		v, found = x.byName[strings.ToLower(pathKey(ref))]
	}
	return v, found
}

// At returns the post with the path or address of t, a result of [Head.Resolve].
func (x *Index[T]) At(t Target) (v T, found bool) {
	if !t.Found {
		return v, false
	}
	if v, found = x.byPath[pathKey(t.Path)]; found {
		return v, true
	}
	if u, err := url.Parse(t.Address); err == nil && t.Address != "" {
		v, found = x.byURL[urlKey(x.Below(u))]
	}
	return v, found
}

// Below returns the absolute address for u, an address from the root of the site. On a site
// at https://host/blog/, both /a/ and /blog/a/ are https://host/blog/a/. If u is absolute
// already or Site is nil, Below returns u.
func (x *Index[T]) Below(u *url.URL) *url.URL {
	if x.Site == nil || u.IsAbs() {
		return u
	}
	root := *x.Site
	root.Path = strings.TrimSuffix(root.Path, "/") + "/"
	root.RawPath, root.RawQuery, root.Fragment = "", "", ""
	if below, ok := strings.CutPrefix(u.Path, "/"); ok && u.Host == "" && !strings.HasPrefix(u.Path, root.Path) {
		relative := *u
		relative.Path, relative.RawPath = "./"+below, ""
		u = &relative
	}
	return root.ResolveReference(u)
}

// parseReference parses a reference. One that is not a valid URL is read as a path.
func parseReference(ref string) *url.URL {
	u, err := url.Parse(ref)
	if err == nil {
		return u
	}
	if i := strings.IndexAny(ref, "?#"); i >= 0 {
		ref = ref[:i]
	}
	return &url.URL{Path: ref}
}

// isSource reports whether a path has the extension of a post.
func isSource(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".markdown", ".mdx":
		return true
	}
	return false
}

// pathKey returns the form of a path by which posts are found. It is the same with and
// without the extension of a page, and for a folder and its index: "a", "a.md" and
// "a/index.html".
func pathKey(p string) string {
	p = strings.Trim(path.Clean("/"+p), "/")
	switch ext := path.Ext(p); strings.ToLower(ext) {
	case ".md", ".markdown", ".mdx", ".html", ".htm":
		p = strings.TrimSuffix(p, ext)
	}
	switch base := path.Base(p); strings.ToLower(base) {
	case "index", "readme", "_index":
		p = strings.TrimSuffix(strings.TrimSuffix(p, base), "/")
	}
	return p
}

// urlKey returns the form of an address by which posts are found: without the scheme, the
// query and a leading "www.".
func urlKey(u *url.URL) string {
	return strings.ToLower(strings.TrimPrefix(u.Host, "www.")) + "/" + pathKey(u.Path)
}
