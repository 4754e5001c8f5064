// Package atomicfile replaces whole files: after any error, and whenever the
// process is killed, the file has either its old content or its new content.
//
//	f, err := atomicfile.Create("public/rss.xml")
//	if err != nil {
//		return err
//	}
//	defer f.Discard()
//	if err := write(f); err != nil {
//		return err
//	}
//	changed, err := f.Commit(verify)
//
// The content is written to a temporary file in the folder of the target, which
// is synced, closed, checked by the caller's function, and renamed over the
// target. Then the folder is synced; if that fails, the old file is restored. A
// file whose content did not change is not touched, so it keeps its time.
//
// A [Stage] does the same for all files below one folder together.
//
// A temporary file that a killed process left is removed by the next [Create]
// or Stage in the same folder. The temporary file of a running process is kept,
// because it is locked, or, on Windows, open.
package atomicfile

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// The names of temporary files begin with a dot, and no other program uses them.
const (
	tempPrefix = ".foreword-"
	tempSuffix = ".tmp"
)

// The reasons why a file is not replaced.
var (
	// ErrLink means that the path of an output of a [Stage] contains a symbolic
	// link below the folder. Outputs do not follow links.
	ErrLink = errors.New("is a symbolic link, which outputs do not follow")
	// ErrOwner means that the new file cannot have the owner or group of the old one.
	ErrOwner = errors.New("its owner and group cannot be kept")

	errFolder     = errors.New("is a folder")
	errNotRegular = errors.New("is not a regular file")
)

// A File collects the new content of a file. Commit or Discard ends it; a File of
// a [Stage] ends with the Stage. Discard may be called at any time from any
// goroutine; the other methods must be called from one goroutine at a time.
type File struct {
	path  string      // of the target, as messages name it
	root  *os.Root    // the target and the temporary file are below it
	base  string      // the target below root
	temp  string      // below root; "" if the target is written directly
	old   fs.FileInfo // of the target when the work began; nil if there was none
	sys   system
	stage *Stage    // that holds root and temp; nil for a File of its own
	sum   hash.Hash // of what was written to a File of a Stage

	mu   sync.Mutex
	out  output
	lock io.Closer // keeps other processes from removing temp; nil if none does
	done bool
}

// output holds the methods of an [os.File] that a File uses.
type output interface {
	io.Writer
	Chmod(mode fs.FileMode) error
	Chown(uid, gid int) error
	Sync() error
	Close() error
}

// A system holds the operations of the operating system, which tests replace by
// failing ones. All names are below root.
type system interface {
	create(root *os.Root, name string, perm fs.FileMode) (output, error)
	link(root *os.Root, from, to string) error
	rename(root *os.Root, from, to string) error
	remove(root *os.Root, name string) error
	syncDir(root *os.Root, dir string) error
}

// Create starts new content for the file name, in an existing folder. A symbolic
// link is followed. A file that is not regular, such as a pipe or a terminal, is
// written directly, because it cannot be replaced. A pipe that nobody opens for
// reading within two seconds is an error, and so is a folder.
func Create(name string) (*File, error) { return create(osSystem{}, name) }

func create(sys system, name string) (*File, error) {
	name = followed(name)
	if info, err := os.Stat(name); err == nil && !info.IsDir() && !info.Mode().IsRegular() {
		out, err := openPipe(name)
		if err != nil {
			return nil, err
		}
		return &File{path: name, sys: sys, out: out}, nil
	}
	root, err := os.OpenRoot(filepath.Dir(name))
	if err != nil {
		return nil, err
	}
	f := &File{path: name, root: root, base: filepath.Base(name), sys: sys}
	if err := f.open(); err != nil {
		root.Close()
		return nil, err
	}
	return f, nil
}

// CreateIn starts new content for the file name in the folder root. If name is a
// symbolic link, the error is [ErrLink]. Root must stay open until the File ends.
func CreateIn(root *os.Root, name string) (*File, error) {
	own, err := root.OpenRoot(".")
	if err != nil {
		return nil, err
	}
	f := &File{path: filepath.Join(root.Name(), name), root: own, base: name, sys: osSystem{}}
	if err := f.open(); err != nil {
		own.Close()
		return nil, err
	}
	return f, nil
}

// open makes the temporary file beside the target.
func (f *File) open() error {
	if err := f.look(); err != nil {
		return err
	}
	dir := filepath.Dir(f.base)
	clean(f.root, dir)
	// Before a new file is locked, another process may think that a killed
	// process left it, and remove it. The next attempt uses a new name.
	const tries = 10
	for range tries {
		temp := tempName(dir)
		out, err := f.sys.create(f.root, temp, f.perm())
		if err != nil {
			return f.named("create", err)
		}
		lock, err := lockFile(f.root, temp)
		if err == nil {
			f.temp, f.out, f.lock = temp, out, lock
			return nil
		}
		out.Close()
		f.sys.remove(f.root, temp)
		if !errors.Is(err, errTaken) {
			return err
		}
	}
	return &fs.PathError{Op: "create", Path: f.path, Err: errors.New("its temporary file was removed again and again")}
}

// look examines the present target.
func (f *File) look() error {
	info, err := f.root.Lstat(f.base)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return f.named("write", err)
	case info.IsDir():
		return f.named("write", errFolder)
	case info.Mode()&fs.ModeSymlink != 0:
		return f.named("write", ErrLink)
	case !info.Mode().IsRegular():
		return f.named("write", errNotRegular)
	}
	f.old = info
	return nil
}

// perm returns the mode of the temporary file, which only its owner can read until
// it gets its final mode.
func (f *File) perm() fs.FileMode {
	if f.old != nil {
		return 0o600
	}
	return 0o666
}

// followed returns the target of name, which may not exist yet, after following
// symbolic links. It leaves a loop of links for the system to refuse, and a link to
// a pipe without a name, such as /dev/stdout, for the system to follow.
func followed(name string) string {
	if real, err := filepath.EvalSymlinks(name); err == nil {
		return real
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return name
	}
	at := name
	for range 40 {
		to, err := os.Readlink(at)
		if err != nil {
			return at
		}
		if !filepath.IsAbs(to) {
			to = filepath.Join(filepath.Dir(at), to)
		}
		at = to
	}
	return name
}

func tempName(dir string) string { return filepath.Join(dir, tempPrefix+rand.Text()+tempSuffix) }

// Name returns the name of the target after following symbolic links.
func (f *File) Name() string { return f.path }

// Write implements [io.Writer].
func (f *File) Write(p []byte) (int, error) {
	f.mu.Lock()
	out := f.out
	f.mu.Unlock()
	if out == nil {
		return 0, f.named("write", fs.ErrClosed)
	}
	n, err := out.Write(p)
	if f.sum != nil {
		f.sum.Write(p[:n])
	}
	return n, f.named("write", err)
}

// Commit puts the content in place and reports whether that changed the
// target. If verify is not nil, it first reads the content from the disk; if it
// returns an error, the old file is kept. After an error, nothing of the new
// content is left, with one exception: if the last sync fails on a file system
// without hard links, the whole new file is in place.
//
// The new file gets the mode, owner and group of the old one. If that is not
// possible, the error is [ErrOwner].
func (f *File) Commit(verify func(*os.File) error) (changed bool, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.done || f.stage != nil {
		return false, f.named("commit", fs.ErrClosed)
	}
	defer f.discard()
	if f.temp == "" {
		out := f.out
		f.out = nil
		return true, f.named("close", out.Close())
	}
	if changed, err = f.finish(verify); !changed || err != nil {
		return false, err
	}
	p := placing{sys: f.sys, root: f.root, aside: func() string { return tempName(filepath.Dir(f.base)) }}
	defer p.forget()
	if err := p.replace(f); err != nil {
		return false, err
	}
	if err := p.sync(); err != nil {
		p.undo()
		return false, f.named("sync", err)
	}
	return true, nil
}

// finish ends the writing of the temporary file and reports whether it differs
// from the target. If it does, the file gets its final mode and is synced to the
// disk.
func (f *File) finish(verify func(*os.File) error) (changed bool, err error) {
	changed = f.old == nil || !same(f.root, f.temp, f.base)
	if changed {
		if err := f.out.Sync(); err != nil {
			return false, f.named("sync", err)
		}
	}
	if verify != nil {
		if err := f.check(verify); err != nil {
			return false, err
		}
	}
	if changed && f.old != nil {
		if err := keep(f.out, f.old); err != nil {
			return false, f.named("write", err)
		}
	}
	out := f.out
	f.out = nil
	return changed, f.named("close", out.Close())
}

// Discard drops the content and leaves the target as it is. After Commit it
// does nothing.
func (f *File) Discard() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.discard()
}

// discard closes and removes the temporary file. The caller holds f.mu.
func (f *File) discard() {
	if f.done {
		return
	}
	f.done = true
	if f.out != nil {
		f.out.Close()
		f.out = nil
	}
	if f.temp != "" {
		f.sys.remove(f.root, f.temp) // not there any more if it was renamed
	}
	if f.lock != nil {
		f.lock.Close()
		f.lock = nil
	}
	if f.root != nil && f.stage == nil {
		f.root.Close()
	}
}

// named returns err with the name of the target in place of that of the temporary
// file, which means nothing to users; nil if err is nil.
func (f *File) named(op string, err error) error { return named(f.path, op, err) }

func named(name, op string, err error) error {
	if err == nil || errors.Is(err, io.ErrShortWrite) {
		return err
	}
	for {
		var path *fs.PathError
		var link *os.LinkError
		switch {
		case errors.As(err, &path):
			err = path.Err
		case errors.As(err, &link):
			err = link.Err
		default:
			return &fs.PathError{Op: op, Path: name, Err: err}
		}
	}
}

func (f *File) check(verify func(*os.File) error) error {
	in, err := f.root.Open(f.temp)
	if err != nil {
		return f.named("read back", err)
	}
	defer in.Close()
	if err := verify(in); err != nil {
		return fmt.Errorf("%s: %w", f.path, err)
	}
	return nil
}

// same reports whether two files can be read and hold the same bytes.
func same(root *os.Root, a, b string) bool {
	fa, err := openRegular(root, a)
	if err != nil {
		return false
	}
	defer fa.Close()
	fb, err := openRegular(root, b)
	if err != nil {
		return false
	}
	defer fb.Close()
	ia, errA := fa.Stat()
	ib, errB := fb.Stat()
	if errA != nil || errB != nil || ia.Size() != ib.Size() {
		return false
	}
	bufA, bufB := make([]byte, 64<<10), make([]byte, 64<<10)
	for {
		n, errA := io.ReadFull(fa, bufA)
		m, errB := io.ReadFull(fb, bufB)
		if !bytes.Equal(bufA[:n], bufB[:m]) {
			return false
		}
		if errA != nil || errB != nil {
			return ended(errA) && ended(errB)
		}
	}
}

// openRegular opens a regular file below root. It does not follow a symbolic link
// at that name, and does not wait for the other end of a pipe.
func openRegular(root *os.Root, name string) (*os.File, error) {
	before, err := root.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !before.Mode().IsRegular() {
		return nil, named(name, "open", errNotRegular)
	}
	f, err := root.OpenFile(name, os.O_RDONLY|nonBlock, 0)
	if err != nil {
		return nil, err
	}
	if info, err := f.Stat(); err != nil || !os.SameFile(before, info) {
		f.Close()
		return nil, named(name, "open", errNotRegular)
	}
	return f, nil
}

func ended(err error) bool { return err == io.EOF || err == io.ErrUnexpectedEOF }

// clean removes the temporary files and stages in dir that no process holds. Those
// that cannot be removed are ignored.
func clean(root *os.Root, dir string) {
	d, err := root.Open(dir)
	if err != nil {
		return
	}
	defer d.Close()
	for {
		names, err := d.Readdirnames(1024)
		for _, name := range names {
			if strings.HasPrefix(name, tempPrefix) && strings.HasSuffix(name, tempSuffix) {
				removeLeft(root, filepath.Join(dir, name))
			}
		}
		if err != nil {
			return
		}
	}
}

type osSystem struct{}

func (osSystem) create(root *os.Root, name string, perm fs.FileMode) (output, error) {
	f, err := root.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, perm)
	if err != nil {
		return nil, err
	}
	return f, nil
}

func (osSystem) link(root *os.Root, from, to string) error   { return root.Link(from, to) }
func (osSystem) rename(root *os.Root, from, to string) error { return root.Rename(from, to) }
func (osSystem) remove(root *os.Root, name string) error     { return root.Remove(name) }
func (osSystem) syncDir(root *os.Root, dir string) error     { return syncDir(root, dir) }
