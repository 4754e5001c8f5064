//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package atomicfile

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
)

// errTaken is a file that another process removed or is about to remove.
var errTaken = errors.New("taken by another process")

// lockFile does nothing: Windows keeps an open file from being removed, and a
// file that is open cannot be renamed there, so a lock would be in the way.
func lockFile(*os.Root, string) (io.Closer, error) { return nil, nil }

// lockName is a file in a stage that is open as long as the stage is in use.
const lockName = "lock"

// lockDir keeps a file open in a folder that was just made.
func lockDir(root *os.Root, name string) (io.Closer, error) {
	return root.Create(filepath.Join(name, lockName))
}

// removeLeft removes a temporary file or stage that no process has open. Where
// the system does not tell, it is left.
func removeLeft(root *os.Root, name string) {
	if runtime.GOOS != "windows" {
		return
	}
	if err := root.Remove(filepath.Join(name, lockName)); err == nil || !errors.Is(err, os.ErrPermission) {
		root.RemoveAll(name)
	}
}

// syncDir does nothing: folders cannot be synced here.
func syncDir(*os.Root, string) error { return nil }
