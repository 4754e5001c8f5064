//go:build unix

package atomicfile

import (
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// keep gives a new file the owner, group and mode of the old one.
func keep(out output, old fs.FileInfo) error {
	if want, ok := old.Sys().(*syscall.Stat_t); ok {
		uid, gid := -1, -1
		if f, ok := out.(interface{ Stat() (fs.FileInfo, error) }); ok {
			if info, err := f.Stat(); err == nil {
				if is, ok := info.Sys().(*syscall.Stat_t); ok {
					uid, gid = int(is.Uid), int(is.Gid)
				}
			}
		}
		if uid != int(want.Uid) || gid != int(want.Gid) {
			if err := out.Chown(int(want.Uid), int(want.Gid)); err != nil {
				return fmt.Errorf("%w (%d:%d)", ErrOwner, want.Uid, want.Gid)
			}
		}
	}
	return out.Chmod(old.Mode().Perm())
}

// ownFile reports whether this process may remove a name of a file from every
// folder that it may write to.
func ownFile(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	me := os.Geteuid()
	return !ok || me == 0 || int(stat.Uid) == me
}
