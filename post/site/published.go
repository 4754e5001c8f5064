package site

import (
	"path"
	"strings"
)

// Published returns the address at which the site publishes a file that is not a
// page, such as a picture: a path from the root of the host with the base path,
// percent-encoded. It returns "" if the engine does not publish the file as it is.
//
// What lies in a static folder is published at its path below that folder. What
// lies beside a post is published beside its page by the engines that have bundles
// or asset folders (Hugo, Zola, Hexo), and else at its path below the content, or
// below the site with the engines that rename it as they build (Astro, Docusaurus).
func (x *Index) Published(name string) string {
	x.mu.RLock()
	defer x.mu.RUnlock()
	if at := x.addresses[name]; at != "" {
		return at
	}
	switch x.site.Engine {
	case Hugo, Zola, Hexo:
		if at := x.beside(name); at != "" {
			return at
		}
	}
	for _, f := range x.site.Static {
		if below, ok := x.below(name, f.Value); ok {
			return x.rooted(below)
		}
	}
	if x.site.Engine == Astro || x.site.Engine == Docusaurus {
		if rel, ok := x.site.Rel(name); ok { // under a name with a hash, which nobody can tell
			return x.rooted(rel)
		}
	}
	for _, f := range x.site.Content {
		if below, ok := x.below(name, f.Value); ok {
			return x.rooted(below)
		}
	}
	if rel, ok := x.site.Rel(name); ok {
		return x.rooted(rel)
	}
	return ""
}

// below returns the path of a file below a folder.
func (x *Index) below(name, folder string) (string, bool) {
	if folder == "." || folder == "" {
		return name, true
	}
	return strings.CutPrefix(name, folder+"/")
}

// rooted makes an address of a path below the root of the site.
func (x *Index) rooted(rel string) string { return escapePath(x.site.Base.Value + "/" + rel) }

// beside returns the address of a file that is published beside the page whose
// folder it lies in: the bundle or the asset folder of a post.
func (x *Index) beside(name string) string {
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		rest := strings.TrimPrefix(name, dir+"/")
		for _, index := range []string{"index.md", "_index.md", "index.markdown", "index.html"} {
			if at := x.addresses[path.Join(dir, index)]; at != "" {
				return x.besidePage(at, rest)
			}
		}
		for _, ext := range []string{".md", ".markdown", ".mdx"} {
			if at := x.addresses[dir+ext]; at != "" {
				return x.besidePage(at, rest)
			}
		}
	}
	return ""
}

// besidePage returns the address of a file beside a page: that of /a/b.html is below
// /a/b/, and with Hexo (models/post_asset.ts) that of /a/b as well.
func (x *Index) besidePage(page, rest string) string {
	if stem, ok := strings.CutSuffix(page, ".html"); ok && !strings.HasSuffix(stem, "/index") {
		page = stem + "/"
	} else if !ok && x.site.Engine == Hexo && !strings.HasSuffix(page, "/") {
		page += "/"
	}
	return page[:strings.LastIndexByte(page, '/')+1] + escapePath(rest)
}
