//go:build !windows

package main

import "io"

// takesColours returns true: all terminals on these systems support colours.
func takesColours(io.Writer) bool { return true }
