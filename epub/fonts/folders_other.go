//go:build !((linux && !android) || freebsd || openbsd)

package fonts

import (
	"io"
	"log"

	"github.com/go-text/typesetting/fontscan"
)

// folders returns the font folders of the machine.
func folders() []string {
	dirs, _ := fontscan.DefaultFontDirectories(log.New(io.Discard, "", 0))
	return dirs
}
