package main

import (
	"io"
	"os"

	"github.com/foreword-go/foreword/post"
)

// The colours of messages, as parameters of the terminal sequence "select
// graphic rendition".
const (
	red    = "31"
	yellow = "33"
	cyan   = "36"
	bold   = "1"
)

var severityColour = map[post.Severity]string{post.SeverityFatal: red, post.SeverityWarning: yellow, post.SeverityHint: cyan}

// paint returns text in a colour if w supports colours.
func (s *session) paint(w io.Writer, colour, text string) string {
	if !coloured(w, os.Getenv) {
		return text
	}
	return "\x1b[" + colour + "m" + text + "\x1b[0m"
}

// coloured reports whether colours are written to w: to a terminal unless the
// user turned them off, and to anything if the user turned them on
// (https://no-color.org/, https://bixense.com/clicolors/).
func coloured(w io.Writer, env func(string) string) bool {
	switch {
	case env("NO_COLOR") != "":
		return false
	case env("CLICOLOR_FORCE") != "" && env("CLICOLOR_FORCE") != "0":
		return true
	case env("CLICOLOR") == "0" || env("TERM") == "dumb":
		return false
	}
	return terminal(w) && takesColours(w)
}
