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

// A cache keeps answers in a folder. Each answer has its own file, named by
// the hash of the URL. The file begins with the hash of its content, so that
// a torn or changed file is recognised and ignored. A nil cache keeps
// nothing.
//
// Other users may be able to write to the folder. A link, a file that is not
// regular or is larger than an answer may be, and a file of another user are
// therefore ignored.
type cache struct {
	dir   string
	limit int64 // largest size of the folder in bytes; negative for no limit
	max   int64 // largest size of an answer in bytes; if zero, 10 MiB

	open sync.Mutex
	root *os.Root // of dir; nil until it is opened

	mu   sync.Mutex
	size int64 // size of the folder, once it has been computed
	read bool
}

const cacheExt = ".fetched"

func (c *cache) name(url string) string {
	sum := sha256.Sum256([]byte(url))
	return hex.EncodeToString(sum[:]) + cacheExt
}

// folder opens the folder of the cache, and creates it if make is true.
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
		c.root = root // stays open until the process ends
	}
	return root, err
}

// get returns the answer for a URL, if the cache has it.
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
	now := time.Now() // time of the last use, for trim; it does not influence books
	_ = root.Chtimes(name, now, now)
	return data, true
}

// put stores the answer for a URL.
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

// trim deletes the files that were not used for longest if the folder is too
// large after added bytes were written.
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
