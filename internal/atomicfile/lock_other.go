//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package atomicfile

import (
	"errors"
	"io"
	"os"
	"runtime"
)

// errTaken is a file that another process removed or is about to remove.
var errTaken = errors.New("taken by another process")

// lockFile does nothing: Windows keeps an open file from being removed, and a
// file that is open cannot be renamed there, so a lock would be in the way.
func lockFile(string) (io.Closer, error) { return nil, nil }

// removeLeft removes a temporary file that no process has open. Where the
// system does not tell, it is left.
func removeLeft(name string) {
	if runtime.GOOS == "windows" {
		os.Remove(name)
	}
}

// syncDir does nothing: folders cannot be synced here.
func syncDir(string) error { return nil }
