package fetch

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"github.com/foreword-go/foreword/internal/atomicfile"
)

// A cache keeps answers in a folder, each in a file of its own that is named by
// the hash of the URL. The file begins with the hash of the rest, so that one
// that was torn or changed is no answer. A nil cache keeps nothing.
//
// The folder may be anyone's to write to: an entry that is a link, no regular
// file, larger than an answer may be, or another user's counts as none.
type cache struct {
	dir   string
	limit int64 // bytes; negative for none
	max   int64 // bytes of an answer; if zero, 10 MiB

	open sync.Mutex
	root *os.Root // of dir, once it is there

	mu   sync.Mutex
	size int64 // of the folder, once it is known
	read bool
}

const cacheExt = ".fetched"

func (c *cache) name(url string) string {
	sum := sha256.Sum256([]byte(url))
	return hex.EncodeToString(sum[:]) + cacheExt
}

// folder opens the folder of the cache, and makes it if that is wanted.
func (c *cache) folder(make bool) (*os.Root, error) {
	c.open.Lock()
	defer c.open.Unlock()
	if c.root != nil {
		return c.root, nil
	}
	if make {
		if err := os.MkdirAll(c.dir, 0o700); err != nil {
			return nil, err
		}
	}
	root, err := os.OpenRoot(c.dir)
	if err == nil {
		c.root = root // to the end of the process
	}
	return root, err
}

// get returns what is kept for a URL.
func (c *cache) get(url string) ([]byte, bool) {
	if c == nil {
		return nil, false
	}
	root, err := c.folder(false)
	if err != nil {
		return nil, false
	}
	name := c.name(url)
	f, err := atomicfile.Open(root, name)
	if err != nil {
		return nil, false
	}
	defer f.Close()
	info, err := f.Stat()
	if limit := or(c.max, 10<<20) + sha256.Size; err != nil || !own(info) || info.Size() > limit {
		return nil, false
	}
	file, err := io.ReadAll(io.LimitReader(f, info.Size()))
	if err != nil || len(file) < sha256.Size {
		return nil, false
	}
	data := file[sha256.Size:]
	if sum := sha256.Sum256(data); !bytes.Equal(sum[:], file[:sha256.Size]) {
		return nil, false
	}
	now := time.Now() // of use, for trim; nothing that is written to a book
	_ = root.Chtimes(name, now, now)
	return data, true
}

// put keeps data for a URL.
func (c *cache) put(url string, data []byte) error {
	if c == nil {
		return nil
	}
	root, err := c.folder(true)
	if err != nil {
		return err
	}
	f, err := atomicfile.CreateIn(root, c.name(url))
	if err != nil {
		return err
	}
	defer f.Discard()
	sum := sha256.Sum256(data)
	if _, err := f.Write(sum[:]); err != nil {
		return err
	}
	if _, err := f.Write(data); err != nil {
		return err
	}
	if _, err := f.Commit(nil); err != nil {
		return err
	}
	return c.trim(root, int64(len(data))+sha256.Size)
}

// trim removes the files that were not used for longest if added bytes made
// the folder too large.
func (c *cache) trim(root *os.Root, added int64) error {
	if c.limit < 0 {
		return nil
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.size += added
	if c.read && c.size <= c.limit {
		return nil
	}
	entries, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return err
	}
	var files []fs.FileInfo
	c.size, c.read = 0, true
	for _, e := range entries {
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() && own(info) && filepath.Ext(e.Name()) == cacheExt {
			files = append(files, info)
			c.size += info.Size()
		}
	}
	slices.SortFunc(files, func(a, b fs.FileInfo) int { return a.ModTime().Compare(b.ModTime()) })
	for _, info := range files {
		if c.size <= c.limit {
			break
		}
		if err := root.Remove(info.Name()); err != nil {
			return err
		}
		c.size -= info.Size()
	}
	return nil
}
