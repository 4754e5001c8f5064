//go:build !(darwin || dragonfly || freebsd || linux || netbsd || openbsd)

package main

import (
	"io/fs"
	"os"
)

// openFolders holds no folders on this system.
type openFolders struct{}

func (*openFolders) hold() (release func())     { return func() {} }
func (*openFolders) put(_ string, dir *os.File) { dir.Close() }
func (*openFolders) open(_, _ string) fs.File   { return nil }
