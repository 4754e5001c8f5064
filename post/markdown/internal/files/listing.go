// Package files asks a file system what the reader of a tree must know: which names match
// a pattern, what a link leads to, what is certainly not there; and works on many files
// while it yields them in order.
package files

import (
	"errors"
	"io/fs"
	"path"
	"strings"
	"sync"
)

// A Listing holds what is in the folders of a tree that were asked about, each
// folder read once. References are looked for in many places, most of which are not
// there at all.
type Listing struct {
	fsys fs.FS
	mu   sync.Mutex
	dirs map[string]map[string]fs.FileMode // nil for a folder that cannot be read
}

func NewListing(fsys fs.FS) *Listing {
	return &Listing{fsys: fsys, dirs: make(map[string]map[string]fs.FileMode)}
}

// in returns the types of what is in a folder; false if that is not known.
func (l *Listing) in(dir string) (map[string]fs.FileMode, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if all, ok := l.dirs[dir]; ok {
		return all, all != nil
	}
	entries, err := fs.ReadDir(l.fsys, dir)
	var all map[string]fs.FileMode
	if err == nil || errors.Is(err, fs.ErrNotExist) {
		all = make(map[string]fs.FileMode, len(entries))
		for _, d := range entries {
			all[d.Name()] = d.Type()
		}
	}
	l.dirs[dir] = all
	return all, all != nil
}

// Lacks reports whether there is certainly nothing of that name. Of what lies
// behind a link it does not know.
func (l *Listing) Lacks(name string) bool {
	if l == nil || name == "." {
		return false
	}
	dir := "."
	for rest := name; rest != ""; {
		var part string
		part, rest, _ = strings.Cut(rest, "/")
		all, known := l.in(dir)
		if !known {
			return false
		}
		mode, there := all[part]
		switch {
		case !there:
			return true
		case mode&fs.ModeSymlink != 0:
			return false
		case !mode.IsDir():
			return rest != ""
		}
		dir = path.Join(dir, part)
	}
	return false
}
