package site

import (
	"path"
	"strings"
)

// Published returns the address of a published file that is not a page, such
// as a picture: a percent-encoded path from the root of the host, including
// the base path. It returns "" if the engine does not publish the file
// unchanged.
//
// A file in a static folder is published at its path below that folder. A
// file beside a post is published beside its page by engines with bundles or
// asset folders (Hugo, Zola, Hexo). Other engines publish it at its path
// below the content folder, or below the folder of the site if they rename
// the file when they build (Astro, Docusaurus).
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
			if x.site.isQuartz() {
				below = quartzPath(below)
			}
			return x.rooted(below)
		}
	}
	if x.site.Engine == Astro || x.site.Engine == Docusaurus {
		if rel, ok := x.site.Rel(name); ok { // the file name gets a hash, which cannot be predicted
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

// below returns the path of a file relative to a folder, and whether it is
// below it.
func (x *Index) below(name, folder string) (string, bool) {
	if folder == "." || folder == "" {
		return name, true
	}
	return strings.CutPrefix(name, folder+"/")
}

// rooted returns the address of a path below the root of the site.
func (x *Index) rooted(rel string) string { return escapePath(x.site.Base.Value + "/" + rel) }

// beside returns the address of a file that is published beside the page in
// whose bundle or asset folder it is, "" if there is no such page.
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

// besidePage returns the address of a file beside a page. For the page
// /a/b.html it is below /a/b/; in Hexo also for the page /a/b
// (models/post_asset.ts).
func (x *Index) besidePage(page, rest string) string {
	if stem, ok := strings.CutSuffix(page, ".html"); ok && !strings.HasSuffix(stem, "/index") {
		page = stem + "/"
	} else if !ok && x.site.Engine == Hexo && !strings.HasSuffix(page, "/") {
		page += "/"
	}
	return page[:strings.LastIndexByte(page, '/')+1] + escapePath(rest)
}
