package main

import (
	"io"
	"os"

	"golang.org/x/sys/windows"
)

// takesColours turns on colours in the console w and reports whether it
// supports them. Consoles since Windows 10 do.
func takesColours(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	console := windows.Handle(f.Fd())
	var mode uint32
	if err := windows.GetConsoleMode(console, &mode); err != nil {
		return false
	}
	return windows.SetConsoleMode(console, mode|windows.ENABLE_VIRTUAL_TERMINAL_PROCESSING) == nil
}
