package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
)

// maxDepth is the number of folder levels that are searched. Beam's file systems list by
// patterns, which cannot match any number of folders.
const maxDepth = 8

// sitesIn calls found for each site in a folder.
func sitesIn(ctx context.Context, in string, found func(name string, site Site)) error {
	in = strings.TrimSuffix(in, "/")
	files, err := filesystem.New(ctx, in)
	if err != nil {
		return err
	}
	defer files.Close()
	marks, err := files.List(ctx, in+"/*/"+configName)
	if err != nil {
		return err
	}
	for _, mark := range marks {
		dir := strings.TrimSuffix(mark, "/"+configName)
		site := Site{Dir: dir}
		folders := map[string]bool{} // which some file systems list, too
		for pattern, depth := dir+"/*", 0; depth < maxDepth; pattern, depth = pattern+"/*", depth+1 {
			names, err := files.List(ctx, pattern)
			if err != nil {
				return err
			}
			for _, name := range names {
				name = strings.TrimPrefix(name, dir+"/")
				if hidden(name) {
					continue
				}
				folders[path.Dir(name)] = true
				site.Files = append(site.Files, name)
			}
		}
		site.Files = slices.DeleteFunc(site.Files, func(name string) bool { return folders[name] })
		slices.Sort(site.Files)
		found(path.Base(dir), site)
	}
	return nil
}

// hidden reports whether a file belongs to version control or to an npm package.
func hidden(name string) bool {
	for part := range strings.SplitSeq(name, "/") {
		if part == ".git" || part == "node_modules" {
			return true
		}
	}
	return !fs.ValidPath(name)
}

// postsOf returns the names of files that may be posts.
func postsOf(files []string) (posts []string) {
	for _, name := range files {
		switch strings.ToLower(path.Ext(name)) {
		case ".md", ".markdown", ".mdx":
			posts = append(posts, name)
		}
	}
	return posts
}

// A tree is the files of a site as a file system of Go. Names come from its listing,
// and a file is read when it is opened.
type tree struct {
	ctx  context.Context
	site Site
	dirs map[string][]fs.DirEntry // in order; also tells what is a folder

	mu    sync.Mutex
	fault error // the first of Beam's file system
}

func newTree(ctx context.Context, site Site) *tree {
	t := &tree{ctx: ctx, site: site, dirs: map[string][]fs.DirEntry{".": nil}}
	for _, name := range site.Files {
		t.add(name, false)
	}
	for _, entries := range t.dirs {
		slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	}
	return t
}

func (t *tree) add(name string, dir bool) {
	parent := path.Dir(name)
	if _, ok := t.dirs[parent]; !ok {
		t.add(parent, true)
	}
	if dir {
		t.dirs[name] = nil
	}
	t.dirs[parent] = append(t.dirs[parent], fs.FileInfoToDirEntry(info{name: path.Base(name), dir: dir}))
}

// err returns the first error of Beam's file system. The parser would report it as the
// problem of a post.
func (t *tree) err() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.fault
}

// Open implements [fs.FS].
func (t *tree) Open(name string) (fs.File, error) {
	if entries, ok := t.dirs[name]; ok {
		return &file{info: info{name: path.Base(name), dir: true}, entries: entries}, nil
	}
	if _, ok := slices.BinarySearch(t.site.Files, name); !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	content, err := t.read(name)
	if err != nil {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.fault = errors.Join(t.fault, err)
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	return &file{info: info{path.Base(name), int64(len(content)), false}, Reader: bytes.NewReader(content)}, nil
}

// maxFile is the largest size of a file. Posts and pictures have smaller limits.
const maxFile = 16 << 20

func (t *tree) read(name string) ([]byte, error) {
	full := t.site.Dir + "/" + name
	files, err := filesystem.New(t.ctx, full)
	if err != nil {
		return nil, err
	}
	defer files.Close()
	r, err := files.OpenRead(t.ctx, full)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", full, err)
	}
	defer r.Close()
	return io.ReadAll(io.LimitReader(r, maxFile))
}

// ReadDir implements [fs.ReadDirFS].
func (t *tree) ReadDir(name string) ([]fs.DirEntry, error) {
	entries, ok := t.dirs[name]
	if !ok {
		return nil, &fs.PathError{Op: "readdir", Path: name, Err: fs.ErrNotExist}
	}
	return slices.Clone(entries), nil
}

// A file is an open file or folder.
type file struct {
	*bytes.Reader
	info    info
	entries []fs.DirEntry // not read yet
}

func (f *file) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *file) Close() error               { return nil }

func (f *file) Read(p []byte) (int, error) {
	if f.Reader == nil {
		return 0, &fs.PathError{Op: "read", Path: f.info.name, Err: errors.New("is a folder")}
	}
	return f.Reader.Read(p)
}

// ReadDir implements [fs.ReadDirFile].
func (f *file) ReadDir(n int) ([]fs.DirEntry, error) {
	if n <= 0 || n > len(f.entries) {
		if n > 0 && len(f.entries) == 0 {
			return nil, io.EOF
		}
		n = len(f.entries)
	}
	read := f.entries[:n]
	f.entries = f.entries[n:]
	return read, nil
}

// An info describes a file as far as the file systems of Beam do.
type info struct {
	name string
	size int64
	dir  bool
}

func (i info) Name() string       { return i.name }
func (i info) Size() int64        { return i.size }
func (i info) IsDir() bool        { return i.dir }
func (i info) ModTime() time.Time { return time.Time{} }
func (i info) Sys() any           { return nil }

func (i info) Mode() fs.FileMode {
	if i.dir {
		return fs.ModeDir | 0o555
	}
	return 0o444
}
