//go:build unix

package atomicfile

import (
	"io/fs"
	"syscall"
)

// ids returns the owner and group of a file.
func ids(info fs.FileInfo) (uid, gid int) {
	stat := info.Sys().(*syscall.Stat_t)
	return int(stat.Uid), int(stat.Gid)
}
