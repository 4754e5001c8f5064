//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package atomicfile

import (
	"errors"
	"io"
	"os"
	"syscall"
)

// errTaken means that another process removed the file or is about to.
var errTaken = errors.New("taken by another process")

// lockFile locks a file that was just created until the result is closed or the
// process ends, even if it is killed.
func lockFile(root *os.Root, name string) (io.Closer, error) {
	f, err := root.Open(name)
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
		// The file system has no locks, so removeLeft cannot lock this file either.
		f.Close()
		return nil, nil
	case err != nil:
		f.Close()
		return nil, err
	}
	if !stillNamed(f, root, name) {
		f.Close()
		return nil, errTaken
	}
	return f, nil
}

// lockDir locks a folder that was just made, in the way of lockFile.
func lockDir(root *os.Root, name string) (io.Closer, error) { return lockFile(root, name) }

// removeLeft removes a temporary file or stage unless a process holds its lock.
func removeLeft(root *os.Root, name string) {
	before, err := root.Lstat(name)
	if err != nil || !before.IsDir() && !before.Mode().IsRegular() {
		return
	}
	f, err := root.OpenFile(name, os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	if err != nil {
		if errors.Is(err, os.ErrPermission) && before.Mode().IsRegular() && before.Mode().Perm() == 0 {
			root.Remove(name) // finished, for a target that nobody may read
		}
		return
	}
	defer f.Close()
	if syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil && stillNamed(f, root, name) {
		root.RemoveAll(name)
	}
}

// stillNamed reports whether name is still the name of the open file f.
func stillNamed(f *os.File, root *os.Root, name string) bool {
	open, err1 := f.Stat()
	named, err2 := root.Lstat(name)
	return err1 == nil && err2 == nil && os.SameFile(open, named)
}

// syncDir syncs dir, so that renames in it survive a loss of power.
func syncDir(root *os.Root, dir string) error {
	d, err := root.Open(dir)
	if err != nil {
		return err
	}
	defer d.Close()
	// Some file systems cannot sync a folder and return EINVAL.
	if err := d.Sync(); err != nil && !errors.Is(err, syscall.EINVAL) && !errors.Is(err, syscall.ENOTSUP) {
		return err
	}
	return nil
}
