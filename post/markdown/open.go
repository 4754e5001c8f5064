package markdown

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"path"
	"reflect"
	"strings"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/files"
	"github.com/foreword-go/foreword/post/site"
)

// publicDirs holds the folders whose files engines publish, relative to the
// root of a site or of its docs.
var publicDirs = []string{
	"", "static", "public", "source", "assets", "src", "content", "docs",
	".vuepress/public", ".vitepress/public", "src/.vuepress/public", "docs/.vuepress/public", "docs/.vitepress/public",
	"docs/public", "src/public", "docs/static", "website/static",
}

// An origin is the place that a post was read from. It implements
// [post.Files].
type origin struct {
	fsys    fs.FS
	file    string // name of the file in fsys
	size    int64  // in bytes, when the head was read
	setting setting
	path    string // path of the post: file with the base in front
	site    *site.Site
	index   *site.Index // index of the post's site; nil if unknown
	weak    bool        // whether the file counts as a post only because of its folder
	brief   bool        // whether the head is one of [Parser.Index]
}

// originOf returns the origin of a post that a Parser read from a tree, nil
// for any other post.
func originOf(h *post.Head) *origin {
	o, _ := h.Files.(*origin)
	return o
}

// resolve returns the target of ref on the site of the post.
func (h *origin) resolve(ref string) site.Target {
	if h.index == nil {
		return site.Target{}
	}
	return h.index.Resolve(h.path, ref)
}

// Root returns the index of the site of the post, or else its file system; see
// [post.Files]. It returns nil if that cannot be compared.
func (h *origin) Root() any {
	if h.index != nil {
		return h.index
	}
	if h.fsys == nil || !reflect.ValueOf(h.fsys).Comparable() {
		return nil
	}
	return h.fsys
}

// Resolve implements [post.Files].
func (h *origin) Resolve(ref string) post.Target {
	t := h.resolve(ref)
	switch t.Status {
	case site.StatusFile:
		to := post.Target{Found: true, Path: t.File, Address: t.Address, Fragment: t.Fragment}
		if to.Address == "" {
			to.Address = h.index.Published(t.File)
		}
		return to
	case site.StatusMissing:
		return post.Target{Missing: true, Fragment: t.Fragment}
	}
	return post.Target{}
}

// maxAncestors is the largest number of folders above a post that may be the
// root of its site.
const maxAncestors = 8

// Open opens the file that ref, a reference as written in the post, names. A
// relative reference is looked up in the folder of the post and in the asset
// folder of Hexo. With a leading slash it is looked up in the root of the
// site, which is the root of the file system or a folder above the post, and
// in the folders there that engines publish. Percent escapes are decoded
// first, and a query or fragment is removed. Only regular files are opened.
// If there is no such file, or the post was parsed from bytes, the error
// wraps [fs.ErrNotExist]. If ref is not a path, or leads out of the root,
// also through a symbolic link, the error wraps [fs.ErrInvalid].
func (h *origin) Open(ref string) (fs.File, error) {
	fault := func(err error) error { return &fs.PathError{Op: "open", Path: ref, Err: err} }
	if t := h.resolve(ref); t.Status == site.StatusFile {
		return h.fsys.Open(t.File)
	}
	names, found := h.candidates(ref)
	if found == nil {
		found = fs.ErrNotExist
	}
	for _, name := range names {
		target, info, err := files.Resolve(h.fsys, name)
		switch {
		case err != nil:
			if errors.Is(err, fs.ErrInvalid) {
				found = err
			}
			continue
		case !info.Mode().IsRegular():
			continue
		}
		return h.fsys.Open(target)
	}
	return nil, fault(found)
}

// candidates returns the names of the files that ref may mean, most likely
// first, and the reason why other names are excluded.
func (h *origin) candidates(ref string) ([]string, error) {
	raw, err := sitePath(ref)
	if err != nil {
		return nil, err
	}
	plain := raw
	if i := strings.IndexAny(plain, "?#"); i >= 0 {
		plain = plain[:i]
	}
	if decoded, err := url.PathUnescape(plain); err == nil {
		plain = decoded
	}
	var c candidateNames
	for _, p := range distinct([]string{plain, raw}) {
		if p = strings.ReplaceAll(p, "\\", "/"); p != "" && !strings.ContainsRune(p, 0) {
			h.addCandidates(&c, p)
		}
	}
	if len(c.names) == 0 && c.left == nil {
		c.left = fmt.Errorf("%w: no path", fs.ErrInvalid)
	}
	return distinct(c.names), c.left
}

// sitePath returns ref without what stands for the root of a site in it: "@/a.png",
// "{{ site.baseurl }}/a.png". A reference to another site is an error.
func sitePath(ref string) (string, error) {
	raw := strings.TrimSpace(ref)
	if strings.HasPrefix(raw, "{{") { // Liquid
		if _, rest, ok := strings.Cut(raw, "}}"); ok {
			raw = "/" + strings.TrimLeft(strings.TrimSpace(rest), "/")
		}
	}
	for _, alias := range []string{"@site/", "@/", "~/", "@@/"} {
		if rest, ok := strings.CutPrefix(raw, alias); ok {
			raw = "/" + rest
		}
	}
	if i := strings.IndexAny(raw, ":/\\?#"); i > 0 && raw[i] == ':' || strings.HasPrefix(raw, "//") {
		return "", fmt.Errorf("%w: not a path", fs.ErrInvalid)
	}
	return raw, nil
}

// candidateNames collects the names that a reference may stand for.
type candidateNames struct {
	names []string
	left  error // why one is none
}

// add adds the name that p has below base.
func (c *candidateNames) add(base, p string) {
	name := path.Join(base, p)
	switch {
	case !fs.ValidPath(name):
		c.left = fmt.Errorf("%w: the path leaves the root", fs.ErrInvalid)
	case name != ".":
		c.names = append(c.names, name)
	}
}

// addCandidates adds the names that the path p may stand for: beside the post and in a
// folder of its name, unless p is rooted, and below the root of the site, unless p
// begins with a dot.
func (h *origin) addCandidates(c *candidateNames, p string) {
	dir := path.Dir(h.file)
	if !strings.HasPrefix(p, "/") {
		c.add(dir, p)
		stem := strings.TrimSuffix(path.Base(h.file), path.Ext(h.file))
		if !strings.HasPrefix(p, "../") {
			c.add(path.Join(dir, stem), p)
		}
		if strings.HasPrefix(p, "./") || strings.HasPrefix(p, "../") {
			return
		}
	}
	// The root of the site may be any of these folders; the outermost
	// comes first.
	p = path.Clean("/" + p)[1:]
	roots := []string{"."}
	for up := dir; up != "." && len(roots) <= maxAncestors; up = path.Dir(up) {
		roots = append(roots, up)
	}
	for _, root := range roots {
		for _, public := range publicDirs {
			if at := path.Join(root, public); !h.setting.listing.Lacks(at) {
				c.add(at, p)
			}
		}
	}
}

// lookUp returns nil if the post may open the file that ref names, or else
// the reason why not.
func (h *origin) lookUp(ref string) error {
	if t := h.resolve(ref); t.Status == site.StatusFile {
		return nil
	}
	names, found := h.candidates(ref)
	for _, name := range names {
		if h.setting.listing.Lacks(name) {
			continue
		}
		if _, info, err := files.Resolve(h.fsys, name); err == nil && info.Mode().IsRegular() {
			return nil
		} else if errors.Is(err, fs.ErrInvalid) {
			found = err
		}
	}
	return cmp.Or(found, fs.ErrNotExist)
}
