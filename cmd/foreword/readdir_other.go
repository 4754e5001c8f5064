//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package main

import (
	"io/fs"
	"os"
)

// readDir returns the entries of an open folder of a root.
func readDir(f *os.File) ([]fs.DirEntry, error) { return f.ReadDir(-1) }
