package atomicfile

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"sync"
)

// A Stage collects the new contents of any number of files below one folder, and
// puts all of them in place together at the end:
//
//	s := atomicfile.NewStage(root, "public")
//	defer s.Discard()
//	f, err := s.Create("tags/sea/rss.xml")
//	… write to f …
//	err = f.Finish(verify)
//	… more files …
//	err = s.Commit()
//
// Until Commit, only one hidden folder is added to the folder. If a file cannot be
// put in place then, those that were are restored. Outputs do not follow symbolic
// links, neither at their name nor in the path below the folder.
//
// The methods may be called from several goroutines, but Commit only after all
// others have returned.
type Stage struct {
	// Sums makes the SHA-256 of each File that is created, for [File.Sum].
	Sums bool

	path string // of the folder, as messages name it
	root *os.Root
	sys  system

	mu    sync.Mutex
	dir   string    // of the contents, below root; "" if none was made
	lock  io.Closer // keeps other processes from removing dir
	n     int       // of the names given in dir
	files []*File
	gone  []string // to be removed
	done  bool
}

// NewStage returns a Stage for the folder root, which messages call name. The
// Stage closes root when it ends.
func NewStage(root *os.Root, name string) *Stage {
	return &Stage{path: name, root: root, sys: osSystem{}}
}

// Create starts new content for the file at a slash-separated name below the
// folder. Commit makes missing folders.
func (s *Stage) Create(name string) (*File, error) {
	base := filepath.FromSlash(name)
	f := &File{path: filepath.Join(s.path, base), root: s.root, base: base, sys: s.sys, stage: s}
	if s.Sums {
		f.sum = sha256.New()
	}
	if !filepath.IsLocal(base) {
		return nil, f.named("write", errors.New("is not below the folder"))
	}
	if err := foldersAbove(s.root, base); err != nil {
		return nil, err
	}
	if err := f.look(); err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.done {
		return nil, f.named("write", fs.ErrClosed)
	}
	if err := s.open(); err != nil {
		return nil, f.named("create", err)
	}
	f.temp = s.name()
	out, err := s.sys.create(s.root, f.temp, f.perm())
	if err != nil {
		return nil, f.named("create", err)
	}
	f.out = out
	s.files = append(s.files, f)
	return f, nil
}

// open makes the hidden folder once. The caller holds s.mu.
func (s *Stage) open() error {
	if s.dir != "" {
		return nil
	}
	clean(s.root, ".")
	const tries = 10
	for range tries {
		dir := tempName(".")
		if err := s.root.Mkdir(dir, 0o700); err != nil {
			return err
		}
		lock, err := lockDir(s.root, dir)
		if err == nil {
			s.dir, s.lock = dir, lock
			return nil
		}
		s.root.RemoveAll(dir)
		if !errors.Is(err, errTaken) {
			return err
		}
	}
	return errors.New("its temporary folder was removed again and again")
}

// name returns an unused name in the hidden folder. The caller holds s.mu.
func (s *Stage) name() string {
	s.n++
	return filepath.Join(s.dir, strconv.Itoa(s.n))
}

// Finish ends the writing of a File of a [Stage] and reports whether it differs
// from its target. The verify function is that of [File.Commit].
func (f *File) Finish(verify func(*os.File) error) (changed bool, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.done || f.out == nil || f.stage == nil {
		return false, f.named("write", fs.ErrClosed)
	}
	changed, err = f.finish(verify)
	if !changed || err != nil {
		f.discard()
	}
	return changed, err
}

// Sum returns the SHA-256 of what was written to a File of a [Stage] with Sums, in
// hexadecimal; "" for any other File.
func (f *File) Sum() string {
	if f.sum == nil {
		return ""
	}
	return hex.EncodeToString(f.sum.Sum(nil))
}

// Remove makes Commit remove the file at a slash-separated name, if there is one, and
// the folders above it that are then empty. The caller decides whether it may be
// removed. A process that was killed may have removed the file and left its folder.
func (s *Stage) Remove(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.gone = append(s.gone, filepath.FromSlash(name))
}

// Commit puts the finished files in place, in the order in which they were
// created, and removes those given to Remove. If it returns an error, the folder is
// as before; only on a file system without hard links a whole new file may be in
// place. Files that were not finished are discarded.
func (s *Stage) Commit() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.done {
		return named(s.path, "commit", fs.ErrClosed)
	}
	defer s.discard()
	p := placing{sys: s.sys, root: s.root, aside: s.name}
	if err := s.place(&p); err != nil {
		p.undo()
		return err
	}
	for _, base := range s.gone {
		removeEmptyFolders(s.root, base)
	}
	return nil
}

func (s *Stage) place(p *placing) error {
	for _, f := range s.files {
		if f.done || f.out != nil {
			continue
		}
		if err := p.makeDir(filepath.Dir(f.base)); err != nil {
			return f.named("write", err)
		}
		if err := p.replace(f); err != nil {
			return err
		}
	}
	for _, base := range s.gone {
		err := s.open()
		if err == nil {
			err = p.remove(base)
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return named(filepath.Join(s.path, base), "remove", err)
		}
	}
	return named(s.path, "sync", p.sync())
}

// Discard removes the contents that are not in place. After Commit it does nothing.
func (s *Stage) Discard() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.discard()
}

// discard removes the hidden folder. The caller holds s.mu.
func (s *Stage) discard() {
	if s.done {
		return
	}
	s.done = true
	for _, f := range s.files {
		f.mu.Lock()
		f.discard()
		f.mu.Unlock()
	}
	if s.dir != "" {
		s.root.RemoveAll(s.dir)
	}
	if s.lock != nil {
		s.lock.Close()
	}
	s.root.Close()
}

// Open opens a regular file at a slash-separated name below root. It does not follow
// symbolic links, and does not wait for the other end of a pipe.
func Open(root *os.Root, name string) (*os.File, error) {
	base := filepath.FromSlash(name)
	if err := foldersAbove(root, base); err != nil {
		return nil, err
	}
	return openRegular(root, base)
}
