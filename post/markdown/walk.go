package markdown

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"iter"
	"path"
	"slices"
	"strings"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/files"
	"github.com/foreword-go/foreword/post/site"
)

// A file is a post in a tree, or the problem that keeps it from being read.
type file struct {
	path    string // path as found, below [Parser.Base], for positions
	name    string // name to open, which is the target if path is a symbolic link
	problem *post.Problem
	setting
}

// files yields the posts of fsys in path order.
func (p *Parser) files(ctx context.Context, fsys fs.FS, patterns []string) iter.Seq2[file, error] {
	return func(yield func(file, error) bool) {
		w := &walker{ctx: ctx, fsys: fsys, base: p.Base, limits: &p.Limits, yield: yield, site: p.Site, all: len(patterns) == 0}
		for _, pattern := range patterns {
			if _, err := path.Match(pattern, ""); err != nil {
				yield(file{}, fmt.Errorf("pattern %q: %w", pattern, err))
				return
			}
			w.addPattern(strings.TrimPrefix(path.Clean("/"+pattern), "/"))
		}
		w.dir(".", 0, setting{authors: &siteAuthors{p: p, fsys: fsys}, listing: files.NewListing(fsys)})
	}
}

type walker struct {
	ctx      context.Context
	fsys     fs.FS
	base     string     // put before the names of files in paths
	all      bool       // there are no patterns
	patterns [][]string // split at slashes
	// names and parents hold the files that patterns name without wildcards, and
	// the folders above them. A caller may name thousands of files.
	names, parents map[string]bool
	limits         *Limits
	site           *site.Site // nil if unknown
	yield          func(file, error) bool
	posts          int
}

// addPattern adds a pattern that is clean and has no leading slash.
func (w *walker) addPattern(pattern string) {
	name, ok := literalName(pattern)
	if !ok {
		w.patterns = append(w.patterns, strings.Split(pattern, "/"))
		return
	}
	if w.names == nil {
		w.names, w.parents = make(map[string]bool), make(map[string]bool)
	}
	w.names[name] = true
	for dir := path.Dir(name); dir != "." && !w.parents[dir]; dir = path.Dir(dir) {
		w.parents[dir] = true
	}
}

// literalName returns the only name that a pattern matches. It returns false
// for a pattern with wildcards, and for one with an escaped dot at the start
// of a name, which matches nothing.
func literalName(pattern string) (string, bool) {
	if !strings.ContainsAny(pattern, `\*?[`) {
		return pattern, true
	}
	var name strings.Builder
	for i := 0; i < len(pattern); i++ {
		switch pattern[i] {
		case '*', '?', '[':
			return "", false
		case '\\':
			start := i == 0 || pattern[i-1] == '/'
			if i++; i == len(pattern) || pattern[i] == '/' || start && pattern[i] == '.' {
				return "", false
			}
		}
		name.WriteByte(pattern[i])
	}
	return name.String(), true
}

// dir walks a folder. It returns false if the walk is over.
func (w *walker) dir(dir string, depth int, set setting) bool {
	if w.ctx.Err() != nil {
		return false
	}
	if most := w.limits.depth(); depth > most {
		return w.yield(file{problem: overLimit(path.Join(w.base, dir), "folders are nested more than %d deep", most)}, nil)
	}
	entries, err := fs.ReadDir(w.fsys, dir)
	if err != nil && dir == "." {
		w.yield(file{}, err)
		return false
	}
	if err != nil && !w.yield(file{problem: unreadable(path.Join(w.base, dir), err)}, nil) {
		return false
	}
	set = set.of(w.fsys, dir, entries)
	// In the order of whole paths, a folder is sorted as its name followed by
	// a slash.
	key := func(d fs.DirEntry) string {
		if d.IsDir() {
			return d.Name() + "/"
		}
		return d.Name()
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(key(a), key(b)) })
	for _, d := range entries {
		name := d.Name()
		if dir != "." {
			name = dir + "/" + name
		}
		switch {
		case !fs.ValidPath(name):
			continue
		case d.IsDir():
			if d.Name() != "node_modules" && !isSkeleton(d, entries) && w.descends(name) && !w.dir(name, depth+1, set) {
				return false
			}
			continue
		case !w.selects(name), w.site != nil && w.site.IsTemplate(w.within(name)):
			continue
		}
		f, ok := w.file(name, d, set)
		if !ok {
			continue
		}
		if w.posts++; w.posts > w.limits.posts() {
			w.yield(file{}, post.Problems{overLimit(f.path, "more than %d posts", w.limits.posts())})
			return false
		}
		if !w.yield(f, nil) {
			return false
		}
	}
	return true
}

// within returns the path of a file with the base in front.
func (w *walker) within(name string) string {
	if w.base == "" {
		return name
	}
	return path.Join(w.base, name)
}

// file returns the file for an entry, following a symbolic link. It returns
// false if that is not a regular file.
func (w *walker) file(name string, d fs.DirEntry, set setting) (file, bool) {
	f := file{path: w.within(name), name: name, setting: set}
	if d.Type()&fs.ModeSymlink == 0 {
		return f, d.Type().IsRegular()
	}
	target, info, err := files.Resolve(w.fsys, name)
	if err == nil && !info.Mode().IsRegular() {
		return f, false
	}
	if f.name = target; err != nil {
		f.problem = unreadable(f.path, fmt.Errorf("link: %w", err))
	}
	return f, true
}

// skeletons maps the folders of templates for new posts to names that must be
// beside them. A folder of that name elsewhere holds posts.
var skeletons = map[string][]string{
	"scaffolds":  {"source"},             // Hexo
	"archetypes": {"content", "layouts"}, // Hugo and its themes
}

// isSkeleton reports whether d, one of the entries of a folder, holds
// templates for new posts.
func isSkeleton(d fs.DirEntry, entries []fs.DirEntry) bool {
	for _, beside := range skeletons[d.Name()] {
		if slices.ContainsFunc(entries, func(e fs.DirEntry) bool { return e.IsDir() && e.Name() == beside }) {
			return true
		}
	}
	return false
}

// selects reports whether the patterns select a file.
func (w *walker) selects(name string) bool {
	if w.all {
		switch strings.ToLower(path.Ext(name)) {
		case ".md", ".markdown", ".mdx":
			return !strings.HasPrefix(path.Base(name), ".")
		}
		return false
	}
	if w.names[name] || len(w.patterns) == 0 {
		return w.names[name]
	}
	parts := strings.Split(name, "/")
	return slices.ContainsFunc(w.patterns, func(pattern []string) bool { return files.Match(pattern, parts) })
}

// descends reports whether the patterns may select files below a folder.
func (w *walker) descends(dir string) bool {
	if w.all {
		return !strings.HasPrefix(path.Base(dir), ".")
	}
	if w.parents[dir] {
		return true
	}
	ns := strings.Split(dir, "/")
	return slices.ContainsFunc(w.patterns, func(ps []string) bool {
		for i, n := range ns {
			switch {
			case i == len(ps)-1 && ps[i] != "**":
				return false
			case ps[i] == "**":
				return !strings.HasPrefix(path.Base(dir), ".") || slices.Contains(ps, path.Base(dir))
			case !files.MatchPart(ps[i], n):
				return false
			}
		}
		return true
	})
}
