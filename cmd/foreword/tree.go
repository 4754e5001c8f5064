package main

import (
	"io/fs"
	"os"
	slashpath "path"
	"slices"
	"strings"
	"syscall"
)

// A tree is the files below a root. It opens a pipe that replaced a file
// without waiting for a writer, so that the caller can see that it is a pipe.
type tree struct {
	fs.ReadLinkFS
	root    *os.Root
	folders *openFolders
}

func newTree(root *os.Root) tree {
	return tree{root.FS().(fs.ReadLinkFS), root, new(openFolders)}
}

func (t tree) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	folder, base := ".", name
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		folder, base = name[:i], name[i+1:]
	}
	if f := t.folders.open(folder, base); f != nil {
		return f, nil
	}
	f, err := t.root.OpenFile(name, readOnly, 0)
	if err != nil {
		return nil, err
	}
	return f, nil
}

// ReadDir returns the entries of a folder, sorted by name, like that of the
// root, but asks the system about an entry only when its info is wanted.
func (t tree) ReadDir(name string) ([]fs.DirEntry, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrInvalid}
	}
	f, err := t.root.OpenFile(name, readOnly, 0)
	if err != nil {
		return nil, err
	}
	defer t.folders.put(name, f)
	entries, err := readDir(f)
	all := make([]treeEntry, len(entries))
	for i, d := range entries {
		all[i] = treeEntry{d, t, name}
		entries[i] = &all[i]
	}
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	return entries, err
}

// A treeEntry is an entry of a folder in a tree. Its info is looked up in the
// tree, so that it is never that of a file outside.
type treeEntry struct {
	fs.DirEntry
	tree tree
	dir  string
}

func (e *treeEntry) Info() (fs.FileInfo, error) {
	return e.tree.Lstat(slashpath.Join(e.dir, e.Name()))
}

const readOnly = os.O_RDONLY | syscall.O_NONBLOCK
