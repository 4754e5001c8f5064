//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package main

import (
	"io/fs"
	"os"
	"syscall"
)

// readDir returns the entries of an open folder of a root. A file that was
// opened in an [os.Root] asks the system about each of its entries, which
// takes as long as opening all of them. A duplicate of its descriptor takes
// the types from the folder itself. The info of these entries must not be
// used, because it is looked up by path.
func readDir(f *os.File) ([]fs.DirEntry, error) {
	conn, err := f.SyscallConn()
	if err != nil {
		return nil, err
	}
	fd, dup := -1, error(nil)
	err = conn.Control(func(of uintptr) {
		syscall.ForkLock.RLock()
		defer syscall.ForkLock.RUnlock()
		if fd, dup = syscall.Dup(int(of)); dup == nil {
			syscall.CloseOnExec(fd)
		}
	})
	if err != nil || dup != nil {
		return f.ReadDir(-1)
	}
	dir := os.NewFile(uintptr(fd), f.Name())
	defer dir.Close()
	return dir.ReadDir(-1)
}
