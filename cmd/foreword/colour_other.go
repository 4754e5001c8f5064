//go:build !windows

package main

import "io"

// takesColours reports whether the terminal w understands colours: all do.
func takesColours(io.Writer) bool { return true }
