// Package atomicfile replaces files whole: whatever goes wrong, and whenever
// the process dies, the name holds either the old content or the new.
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
// The content goes to a temporary file in the folder of the target, which is
// synced, closed, read back by the caller's check, and renamed over the target;
// then the folder is synced, and if that fails the old file put back. A file
// whose content did not change is left as it is, its time included.
//
// A temporary file that a killed process left is removed by the next [Create]
// in the same folder. That of a process that still runs is not: it is locked,
// or, on Windows, open.
package atomicfile

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"
)

// The names of temporary files: hidden, and no one else's.
const (
	tempPrefix = ".foreword-"
	tempSuffix = ".tmp"
)

// A File is the new content of a file, on its way. One of Commit and Discard
// ends it. Discard may be called at any time from any goroutine; the other
// methods are for one goroutine at a time.
type File struct {
	name string // the target, links resolved
	temp string // "" if the target is written directly
	sys  system

	mu   sync.Mutex
	out  output
	lock io.Closer // keeps other processes from removing temp; nil if none does
	done bool
}

// output is what a File needs of an [os.File].
type output interface {
	io.Writer
	Sync() error
	Close() error
}

// A system is the part of the operating system that can fail us.
type system interface {
	create(name string, perm fs.FileMode) (output, error)
	link(from, to string) error
	rename(from, to string) error
	remove(name string) error
	syncDir(dir string) error
}

// Create starts a new content for the file name, in a folder that exists. A
// link is followed. What is not a regular file, such as a pipe or a terminal,
// is written directly, as it cannot be replaced; a pipe that nobody opens to read
// within two seconds is an error, and so is a folder.
func Create(name string) (*File, error) { return create(osSystem{}, name) }

func create(sys system, name string) (*File, error) {
	perm := fs.FileMode(0)
	name = followed(name)
	switch info, err := os.Stat(name); {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, &fs.PathError{Op: "write", Path: name, Err: errors.New("is a folder")}
	case !info.Mode().IsRegular():
		out, err := openPipe(name)
		if err != nil {
			return nil, err
		}
		return &File{name: name, sys: sys, out: out}, nil
	default:
		perm = info.Mode().Perm()
	}

	dir := filepath.Dir(name)
	clean(dir)
	// Between the creation of a file and its lock another process may take it
	// for a left one and remove it; then the next try has a new name.
	const tries = 10
	for range tries {
		temp := tempName(dir)
		out, err := sys.create(temp, perm)
		if err != nil {
			return nil, (&File{name: name}).named("create", err)
		}
		lock, err := lockFile(temp)
		if err == nil {
			return &File{name: name, temp: temp, sys: sys, out: out, lock: lock}, nil
		}
		out.Close()
		sys.remove(temp)
		if !errors.Is(err, errTaken) {
			return nil, err
		}
	}
	return nil, &fs.PathError{Op: "create", Path: name, Err: errors.New("its temporary file was removed again and again")}
}

// followed returns what a name leads to by links, the last of which may lead to
// what is not there yet. Links without end are left for the system to refuse, and
// those to a pipe without a name, as /dev/stdout may be, to follow.
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

// openPipe opens a pipe or device for writing. It waits a little for the reader
// of a pipe, not for ever.
func openPipe(name string) (*os.File, error) {
	const tries, pause = 20, 100 * time.Millisecond
	for i := 0; ; i++ {
		f, err := os.OpenFile(name, os.O_WRONLY|syscall.O_NONBLOCK, 0)
		if !errors.Is(err, syscall.ENXIO) || i == tries {
			return f, err
		}
		time.Sleep(pause)
	}
}

// Name returns the name of the target, links resolved.
func (f *File) Name() string { return f.name }

// Write implements [io.Writer].
func (f *File) Write(p []byte) (int, error) {
	f.mu.Lock()
	out := f.out
	f.mu.Unlock()
	if out == nil {
		return 0, f.named("write", fs.ErrClosed)
	}
	n, err := out.Write(p)
	return n, f.named("write", err)
}

// Commit puts the content in place and reports whether that changed the
// target. The verify function, if not nil, reads the content first, as it came
// to lie on the disk; its error keeps the old file. After an error nothing of
// the new content is left, but for one of the last sync where the file system
// has no links: then the new file is in place, and whole.
func (f *File) Commit(verify func(*os.File) error) (changed bool, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.done {
		return false, f.named("commit", fs.ErrClosed)
	}
	defer f.discard()
	if f.temp == "" {
		out := f.out
		f.out = nil
		return true, f.named("close", out.Close())
	}
	if err := f.out.Sync(); err != nil {
		return false, f.named("sync", err)
	}
	out := f.out
	f.out = nil
	if err := out.Close(); err != nil {
		return false, f.named("close", err)
	}
	if verify != nil {
		if err := check(f.temp, verify); err != nil {
			return false, fmt.Errorf("%s: %w", f.name, err)
		}
	}
	if same(f.temp, f.name) {
		return false, nil
	}
	return f.replace()
}

// replace renames the content over the target. A second name of the old file
// is there until that is on the disk.
func (f *File) replace() (changed bool, err error) {
	dir := filepath.Dir(f.name)
	old := tempName(dir)
	kept := f.sys.link(f.name, old)
	defer func() {
		if kept == nil {
			f.sys.remove(old)
		}
	}()
	if err := f.sys.rename(f.temp, f.name); err != nil {
		return false, f.named("rename", err)
	}
	f.temp = ""
	if err := f.sys.syncDir(dir); err != nil {
		switch {
		case kept == nil:
			f.sys.rename(old, f.name)
		case errors.Is(kept, fs.ErrNotExist): // there was none
			f.sys.remove(f.name)
		}
		return false, f.named("sync", err)
	}
	return true, nil
}

// Discard drops the content and leaves the target as it is. After Commit it
// does nothing.
func (f *File) Discard() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.discard()
}

// discard releases what is held; f.mu is locked.
func (f *File) discard() {
	f.done = true
	if f.out != nil {
		f.out.Close()
	}
	if f.temp != "" {
		f.sys.remove(f.temp)
		f.temp = ""
	}
	if f.lock != nil {
		f.lock.Close()
		f.lock = nil
	}
}

// named returns err, if any, as an error about the target: the name of the
// temporary file says nothing to a person.
func (f *File) named(op string, err error) error {
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
			return &fs.PathError{Op: op, Path: f.name, Err: err}
		}
	}
}

func check(name string, verify func(*os.File) error) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	return verify(f)
}

// same reports whether two files can be read and hold the same bytes.
func same(a, b string) bool {
	fa, err := os.Open(a)
	if err != nil {
		return false
	}
	defer fa.Close()
	fb, err := os.Open(b)
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

func ended(err error) bool { return err == io.EOF || err == io.ErrUnexpectedEOF }

// clean removes the temporary files of dir that no process holds. What cannot
// be removed is left: it is in nobody's way.
func clean(dir string) {
	d, err := os.Open(dir)
	if err != nil {
		return
	}
	defer d.Close()
	for {
		names, err := d.Readdirnames(1024)
		for _, name := range names {
			if strings.HasPrefix(name, tempPrefix) && strings.HasSuffix(name, tempSuffix) {
				removeLeft(filepath.Join(dir, name))
			}
		}
		if err != nil {
			return
		}
	}
}

type osSystem struct{}

func (osSystem) create(name string, perm fs.FileMode) (output, error) {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return nil, err
	}
	if perm != 0 {
		if err := f.Chmod(perm); err != nil {
			f.Close()
			os.Remove(name)
			return nil, err
		}
	}
	return f, nil
}

func (osSystem) link(from, to string) error   { return os.Link(from, to) }
func (osSystem) rename(from, to string) error { return os.Rename(from, to) }
func (osSystem) remove(name string) error     { return os.Remove(name) }
func (osSystem) syncDir(dir string) error     { return syncDir(dir) }
