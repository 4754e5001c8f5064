package atomicfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// A placing renames finished files over their targets, and can undo that: the older
// files keep a second name until everything is on the disk.
type placing struct {
	sys   system
	root  *os.Root
	aside func() string // returns a new name for an older file

	moves   []move
	folders []string // that were made
}

// A move is a file that was renamed over its target.
type move struct {
	base string // of the target
	old  string // the second name of the older file; "" if there is none
	was  bool   // there was an older file
}

// replace renames the content of f over its target.
func (p *placing) replace(f *File) error {
	m := move{base: f.base, was: true}
	// A second name for the file of somebody else could not be removed from a
	// sticky folder.
	if f.old == nil || ownFile(f.old) {
		old := p.aside()
		switch err := p.sys.link(p.root, f.base, old); {
		case err == nil:
			m.old = old
		case errors.Is(err, fs.ErrNotExist):
			m.was = false
		}
	}
	if err := p.sys.rename(p.root, f.temp, f.base); err != nil {
		if m.old != "" {
			p.sys.remove(p.root, m.old)
		}
		return f.named("rename", err)
	}
	p.moves = append(p.moves, m)
	return nil
}

// remove removes a file.
func (p *placing) remove(base string) error {
	m := move{base: base, old: p.aside(), was: true}
	if err := p.sys.rename(p.root, base, m.old); err != nil {
		return err
	}
	p.moves = append(p.moves, m)
	return nil
}

// makeDir makes a folder below root with its parents. It does not follow links.
func (p *placing) makeDir(dir string) error {
	if dir == "." {
		return nil
	}
	if err := p.makeDir(filepath.Dir(dir)); err != nil {
		return err
	}
	err := p.root.Mkdir(dir, 0o777)
	if err == nil {
		p.folders = append(p.folders, dir)
		return nil
	}
	if errors.Is(err, fs.ErrExist) {
		return folder(p.root, dir)
	}
	return err
}

// folder returns an error if dir exists and is not a folder below root.
func folder(root *os.Root, dir string) error {
	switch info, err := root.Lstat(dir); {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.Mode()&fs.ModeSymlink != 0:
		return named(filepath.Join(root.Name(), dir), "write", ErrLink)
	case !info.IsDir():
		return named(filepath.Join(root.Name(), dir), "write", errors.New("is not a folder"))
	}
	return nil
}

// foldersAbove returns an error if a folder above a file is a link or no folder.
func foldersAbove(root *os.Root, base string) error {
	for dir := filepath.Dir(base); dir != "."; dir = filepath.Dir(dir) {
		if err := folder(root, dir); err != nil {
			return err
		}
	}
	return nil
}

// removeEmptyFolders removes the folders above a file up to the first one that is not
// empty.
func removeEmptyFolders(root *os.Root, base string) {
	if foldersAbove(root, base) != nil {
		return
	}
	for dir := filepath.Dir(base); dir != "."; dir = filepath.Dir(dir) {
		if err := root.Remove(dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return
		}
	}
}

// sync writes the renames to the disk, so that they survive a loss of power.
func (p *placing) sync() error {
	var dirs []string
	for _, m := range p.moves {
		dirs = append(dirs, filepath.Dir(m.base))
	}
	for _, dir := range p.folders {
		dirs = append(dirs, filepath.Dir(dir))
	}
	slices.Sort(dirs)
	for _, dir := range slices.Compact(dirs) {
		if err := p.sys.syncDir(p.root, dir); err != nil {
			return err
		}
	}
	return nil
}

// undo restores the older files that have a second name.
func (p *placing) undo() {
	for _, m := range slices.Backward(p.moves) {
		switch {
		case m.old != "":
			p.sys.rename(p.root, m.old, m.base)
		case !m.was:
			p.sys.remove(p.root, m.base)
		}
	}
	for _, dir := range slices.Backward(p.folders) {
		p.sys.remove(p.root, dir)
	}
	p.moves, p.folders = nil, nil
}

// forget removes the second names.
func (p *placing) forget() {
	for _, m := range p.moves {
		if m.old != "" {
			p.sys.remove(p.root, m.old)
		}
	}
}
