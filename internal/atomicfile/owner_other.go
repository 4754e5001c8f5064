//go:build !unix

package atomicfile

import "io/fs"

// keep gives a new file the mode of the old one.
func keep(out output, old fs.FileInfo) error { return out.Chmod(old.Mode().Perm()) }

// ownFile reports whether a second name of a file could be removed.
func ownFile(fs.FileInfo) bool { return true }
