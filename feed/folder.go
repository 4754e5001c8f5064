package feed

import (
	"errors"
	"io"
	"os"
	"path"
	"sync/atomic"
)

// CreateIn returns a function for [Encoder.WriteFiles] that writes files below root,
// and makes the folders that they need. A document goes to a hidden file beside its
// target, which it replaces once it is complete: the older file stays as it is until
// then, and if the document is discarded.
//
//	root, err := os.OpenRoot("public")
//	…
//	defer root.Close()
//	reports, err := new(feed.Encoder).WriteFiles(ctx, feed.CreateIn(root), feeds...)
func CreateIn(root *os.Root) CreateFunc {
	return func(name string) (io.WriteCloser, error) {
		dir, base := path.Split(name)
		if err := root.MkdirAll(path.Clean(dir), 0o777); err != nil {
			return nil, err
		}
		f := &folderFile{root: root, name: name, temp: dir + "." + base + ".tmp"}
		out, err := root.Create(f.temp)
		if err != nil {
			return nil, err
		}
		f.File = out
		return f, nil
	}
}

// A folderFile is a temporary file that replaces its target when it is
// closed.
type folderFile struct {
	*os.File
	root       *os.Root
	name, temp string
	ended      atomic.Bool
}

// Close moves the file to its target. If that fails, the older file stays.
func (f *folderFile) Close() error {
	if f.ended.Swap(true) {
		return os.ErrClosed
	}
	if err := f.File.Close(); err != nil {
		return errors.Join(err, f.root.Remove(f.temp))
	}
	if err := f.root.Rename(f.temp, f.name); err != nil {
		return errors.Join(err, f.root.Remove(f.temp))
	}
	return nil
}

// Discard deletes the temporary file. See [CreateFunc].
func (f *folderFile) Discard() {
	if f.ended.Swap(true) {
		return
	}
	f.File.Close()
	f.root.Remove(f.temp)
}
