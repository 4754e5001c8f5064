//go:build darwin || dragonfly || freebsd || linux || netbsd || openbsd

package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"sync"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// openFolders holds the folders that were listed last, open, while the posts
// in them are read: a file in one of them is opened with a single call of the
// system, instead of several for each folder in its path. A folder was opened
// in its root, and a link in it is not followed, so nothing outside the root
// is opened. It is safe for concurrent use.
type openFolders struct {
	mu    sync.Mutex
	users int           // folders are held while there are any
	all   [8]openFolder // a ring
	next  int
}

type openFolder struct {
	name string
	dir  *os.File
	conn syscall.RawConn
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
		for _, f := range o.all {
			f.close()
		}
		o.all = [8]openFolder{}
	}
}

// put takes a folder that was opened in the root, and closes it when it is no
// longer held.
func (o *openFolders) put(name string, dir *os.File) {
	f := openFolder{name: name, dir: dir}
	o.mu.Lock()
	if o.users > 0 {
		if conn, err := dir.SyscallConn(); err == nil {
			f.conn = conn
			f, o.all[o.next] = o.all[o.next], f
			o.next = (o.next + 1) % len(o.all)
		}
	}
	o.mu.Unlock()
	f.close()
}

func (f *openFolder) close() {
	if f.dir != nil {
		f.dir.Close()
	}
}

// open opens a regular file in a folder that is held. It returns nil if the
// folder is not held, or if the file is missing, a link or anything else,
// which the root must open.
func (o *openFolders) open(folder, base string) fs.File {
	conn := o.find(folder)
	if conn == nil {
		return nil
	}
	fd := -1
	err := conn.Control(func(dir uintptr) {
		fd, _ = retried(func() (int, error) {
			return unix.Openat(int(dir), base, readOnly|unix.O_NOFOLLOW|unix.O_CLOEXEC, 0)
		})
	})
	if err != nil || fd < 0 {
		return nil
	}
	f := &regularFile{name: base, fd: fd}
	if _, err := retried(func() (int, error) { return 0, unix.Fstat(fd, &f.stat) }); err != nil || f.stat.Mode&unix.S_IFMT != unix.S_IFREG {
		f.Close()
		return nil
	}
	return f
}

func (o *openFolders) find(folder string) syscall.RawConn {
	o.mu.Lock()
	defer o.mu.Unlock()
	for i := range o.all {
		if f := &o.all[i]; f.conn != nil && f.name == folder {
			return f.conn
		}
	}
	return nil
}

// retried calls f again as long as a signal interrupts it.
func retried(f func() (int, error)) (int, error) {
	for {
		if n, err := f(); !errors.Is(err, unix.EINTR) {
			return n, err
		}
	}
}

// A regularFile is an open regular file and its info when it was opened. An
// [os.File] would be registered with the poller first, which is of no use for
// such files and takes as long as reading a post.
type regularFile struct {
	name string
	fd   int // -1 if closed
	stat unix.Stat_t
}

func (f *regularFile) Stat() (fs.FileInfo, error) { return (*regularInfo)(f), nil }

func (f *regularFile) Read(b []byte) (int, error) {
	if len(b) == 0 {
		return 0, nil
	}
	n, err := retried(func() (int, error) { return unix.Read(f.fd, b) })
	switch {
	case err != nil:
		return 0, &fs.PathError{Op: "read", Path: f.name, Err: err}
	case n == 0:
		return 0, io.EOF
	}
	return n, nil
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
