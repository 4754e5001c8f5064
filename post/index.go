package post

import (
	"net/url"
	"path"
	"strings"
)

// A Place is where a post is: the path of its file and its address, either "" if there is
// none.
type Place struct{ Path, URL string }

// Place returns where the post is.
func (h *Head) Place() Place { return Place{Path: h.Path, URL: h.URL} }

// An Index finds which of several posts a reference in one of them means, by their paths
// and addresses alone. It is what feeds, books and checks go by where the site of the
// posts is not known; where it is, [Head.Resolve] knows better. T is what stands for a
// post. The zero Index is empty; it may be read concurrently.
type Index[T any] struct {
	// Site is the absolute address of the site: addresses from the root, such as "/a/",
	// are below it. If nil, that is not known.
	Site *url.URL

	byPath, byURL map[string]T
	// byRoute and byName have the paths of addresses and the last parts of paths, in
	// lower case.
	byRoute, byName map[string]T
}

// Add adds the post at a place. Of two at the same, the first counts.
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

// Find returns the post that ref, a reference as written in a post, leads to, whatever its
// query and fragment. From the likeliest to the last, ref is taken for the path of a file
// beside the post, or from the root if it has the extension of one, for an address beside
// that of the post, and for a path from the root; then for what engines make of it, whose
// addresses may have more or fewer folders than the paths of the files: an address from
// the root, or one folder up, or the name of a file anywhere. A reference into the post
// itself leads to none.
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

// At returns the post that a reference leads to by what its site told of it.
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

// Below returns u, an address from the root of the site, as an absolute one, as far as
// that of the site is known. One from the root of a site at https://host/blog/ is below
// its /blog/, whether that is part of it or not.
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

// parseReference reads a reference; what is no address is taken for a path.
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

// pathKey is the same for the ways to write the path of a post: with and without its
// extension, or the folder it is the index of.
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

func urlKey(u *url.URL) string {
	return strings.ToLower(strings.TrimPrefix(u.Host, "www.")) + "/" + pathKey(u.Path)
}
