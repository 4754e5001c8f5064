// Package files answers questions about the files of a tree: which names
// match a pattern, where a symbolic link leads, and which files certainly do
// not exist. It also works on many files in parallel and yields the results
// in order.
package files

import (
	"errors"
	"io/fs"
	"path"
	"strings"
	"sync"
)

// A Listing caches the contents of folders of a tree, each read once. It
// makes it cheap to look for references in many places, most of which do not
// exist.
type Listing struct {
	fsys fs.FS
	mu   sync.Mutex
	dirs map[string]map[string]fs.FileMode // nil for a folder that cannot be read
}

func NewListing(fsys fs.FS) *Listing {
	return &Listing{fsys: fsys, dirs: make(map[string]map[string]fs.FileMode)}
}

// in returns the entries of a folder with their types; false if they are
// unknown.
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

// Lacks reports whether there certainly is no file with this name. For names
// below a symbolic link it returns false.
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
