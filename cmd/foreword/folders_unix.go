//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"sync"
	"time"

	"golang.org/x/sys/unix"
)

// openFolders holds the folders that were listed last, open, while the posts
// in them are read: a file in one of them is opened with a single call of the
// system, instead of several for each folder in its path. A folder was opened
// in its root, and a link in it is not followed, so nothing outside the root
// is opened. It is safe for concurrent use.
type openFolders struct {
	mu    sync.RWMutex // no folder is closed while a file in it is opened
	users int          // folders are held while there are any
	all   [64]openFolder
	next  int // of all, which is a ring: posts are opened while later folders are listed
}

type openFolder struct {
	name string
	dir  *os.File
	fd   int // of dir
}

// hold has folders held until the function that it returns is called.
func (o *openFolders) hold() (release func()) {
	o.mu.Lock()
	o.users++
	o.mu.Unlock()
	return func() {
		o.mu.Lock()
		defer o.mu.Unlock()
		if o.users--; o.users > 0 {
			return
		}
		for i := range o.all {
			o.all[i].close()
		}
	}
}

// put takes a folder that was opened in the root, and closes it when it is no
// longer held.
func (o *openFolders) put(name string, dir *os.File) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.users == 0 {
		dir.Close()
		return
	}
	for range o.all { // the files of a folder above come after those of this one
		if above := o.all[o.next]; above.dir == nil || above.name != "." && !strings.HasPrefix(name, above.name+"/") {
			break
		}
		o.next = (o.next + 1) % len(o.all)
	}
	f := &o.all[o.next]
	o.next = (o.next + 1) % len(o.all)
	f.close()
	*f = openFolder{name, dir, int(dir.Fd())}
}

func (f *openFolder) close() {
	if f.dir != nil {
		f.dir.Close()
	}
	*f = openFolder{}
}

// open opens a regular file in a folder that is held. It returns nil if the
// folder is not held, or if the file is missing, a link or anything else,
// which the root must open.
func (o *openFolders) open(folder, base string) fs.File {
	fd := o.openat(folder, base)
	if fd < 0 {
		return nil
	}
	f := &regularFile{name: base, fd: fd}
	if err := f.fstat(); err != nil || f.stat.Mode&unix.S_IFMT != unix.S_IFREG {
		f.Close()
		return nil
	}
	return f
}

// openat opens a file in a folder that is held. It returns -1 if it cannot.
func (o *openFolders) openat(folder, base string) int {
	o.mu.RLock()
	defer o.mu.RUnlock()
	for i := range o.all {
		f := &o.all[i]
		if f.dir == nil || f.name != folder {
			continue
		}
		for {
			fd, err := unix.Openat(f.fd, base, readOnly|unix.O_NOFOLLOW|unix.O_CLOEXEC, 0)
			switch {
			case err == nil:
				return fd
			case !errors.Is(err, unix.EINTR):
				return -1
			}
		}
	}
	return -1
}

// A regularFile is an open regular file, with its info at the time it was
// opened. It is not an [os.File], because the runtime tries to poll each of
// those for readiness. Regular files cannot be polled, and the attempt takes as
// long as reading a post.
type regularFile struct {
	name string
	fd   int // -1 if closed
	stat unix.Stat_t
}

// fstat reads the info of f.
func (f *regularFile) fstat() error {
	for {
		if err := unix.Fstat(f.fd, &f.stat); !errors.Is(err, unix.EINTR) {
			return err
		}
	}
}

func (f *regularFile) Stat() (fs.FileInfo, error) { return (*regularInfo)(f), nil }

func (f *regularFile) Read(b []byte) (int, error) {
	if len(b) == 0 {
		return 0, nil
	}
	for {
		n, err := unix.Read(f.fd, b)
		switch {
		case err == nil && n == 0:
			return 0, io.EOF
		case err == nil:
			return n, nil
		case !errors.Is(err, unix.EINTR):
			return 0, &fs.PathError{Op: "read", Path: f.name, Err: err}
		}
	}
}

func (f *regularFile) Close() error {
	if f.fd < 0 {
		return fs.ErrClosed
	}
	err := unix.Close(f.fd)
	f.fd = -1
	return err
}

// A regularInfo is the info of a regularFile.
type regularInfo regularFile

func (i *regularInfo) Name() string       { return i.name }
func (i *regularInfo) Size() int64        { return i.stat.Size }
func (i *regularInfo) Mode() fs.FileMode  { return fs.FileMode(i.stat.Mode) & fs.ModePerm }
func (i *regularInfo) ModTime() time.Time { return time.Unix(i.stat.Mtim.Unix()) }
func (i *regularInfo) IsDir() bool        { return false }
func (i *regularInfo) Sys() any           { return &i.stat }
