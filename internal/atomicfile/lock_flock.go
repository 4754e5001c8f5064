//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package atomicfile

import (
	"errors"
	"io"
	"os"
	"syscall"
)

// errTaken is a file that another process removed or is about to remove.
var errTaken = errors.New("taken by another process")

// lockFile locks a file that was just created, until the result is closed or
// the process ends in whatever way.
func lockFile(name string) (io.Closer, error) {
	f, err := os.Open(name)
	if errors.Is(err, os.ErrNotExist) {
		return nil, errTaken
	}
	if err != nil {
		return nil, err
	}
	switch err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); {
	case errors.Is(err, syscall.EWOULDBLOCK):
		f.Close()
		return nil, errTaken
	case errors.Is(err, syscall.ENOTSUP), errors.Is(err, syscall.ENOLCK), errors.Is(err, syscall.EINVAL):
		// No locks on this file system: then removeLeft finds none free either.
		f.Close()
		return nil, nil
	case err != nil:
		f.Close()
		return nil, err
	}
	if !stillNamed(f, name) {
		f.Close()
		return nil, errTaken
	}
	return f, nil
}

// removeLeft removes a temporary file unless a process holds its lock.
func removeLeft(name string) {
	f, err := os.OpenFile(name, os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	if err != nil {
		return
	}
	defer f.Close()
	if syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil && stillNamed(f, name) {
		os.Remove(name)
	}
}

// stillNamed reports whether name is the open file f, and not renamed or
// removed since.
func stillNamed(f *os.File, name string) bool {
	open, err1 := f.Stat()
	named, err2 := os.Lstat(name)
	return err1 == nil && err2 == nil && os.SameFile(open, named)
}

// syncDir makes a rename in dir last through a loss of power.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	// Some file systems cannot sync a folder and say EINVAL; they have done
	// what they can.
	if err := d.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, syscall.ENOTSUP) {
		return err
	}
	return nil
}
