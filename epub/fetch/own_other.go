//go:build !unix

package fetch

import "io/fs"

// own reports that a file is of this user: nothing says otherwise here.
func own(fs.FileInfo) bool { return true }
