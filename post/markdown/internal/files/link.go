package files

import (
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
)

// maxLinks is the largest number of symbolic links that are followed to one
// file.
const maxLinks = 40

// Resolve follows the symbolic links in name within fsys, and returns the
// name and info of the target. A link that is absolute or leads out of the
// root is an error that wraps [fs.ErrInvalid], because the file system may
// follow it.
func Resolve(fsys fs.FS, name string) (string, fs.FileInfo, error) {
	links, ok := fsys.(fs.ReadLinkFS)
	if !ok {
		info, err := fs.Stat(fsys, name)
		return name, info, err
	}
	at, info, followed := ".", fs.FileInfo(nil), 0
	parts := strings.Split(name, "/")
	for len(parts) > 0 {
		part := parts[0]
		parts = parts[1:]
		switch part {
		case "", ".":
			continue
		case "..":
			if at == "." {
				return "", nil, fmt.Errorf("%w: it leads out of the root", fs.ErrInvalid)
			}
			at = path.Dir(at)
			continue
		}
		next := path.Join(at, part)
		var err error
		if info, err = links.Lstat(next); err != nil {
			return "", nil, err
		}
		if info.Mode()&fs.ModeSymlink == 0 {
			at = next
			continue
		}
		target, err := links.ReadLink(next)
		if err != nil {
			return "", nil, err
		}
		target = strings.ReplaceAll(target, "\\", "/")
		if followed++; followed > maxLinks {
			return "", nil, fmt.Errorf("%w: links lead to links without end", fs.ErrInvalid)
		}
		if strings.HasPrefix(target, "/") || len(target) > 1 && target[1] == ':' {
			return "", nil, fmt.Errorf("%w: it leads out of the root", fs.ErrInvalid)
		}
		parts = append(strings.Split(target, "/"), parts...)
	}
	if info == nil {
		return "", nil, fs.ErrNotExist
	}
	return at, info, nil
}

// ReadUpTo returns at most the first most+1 bytes of a file, so that the
// caller can see whether it is longer than most.
func ReadUpTo(fsys fs.FS, name string, most int) ([]byte, error) {
	in, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	return io.ReadAll(io.LimitReader(in, int64(most)+1))
}
