// Package treewatch reports that something changed in a folder or below it.
//
// Package fsnotify watches single folders. This package also watches the folders below
// them and those that appear later, and makes one report of the many events of an editor
// that saves a file or a program that writes a site.
package treewatch

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
)

// ErrTooMany means that a tree has more than maxFolders folders.
var ErrTooMany = errors.New("too many folders to watch")

// maxFolders is the largest number of folders that are watched. Linux allows a user
// 8,192 to a million, depending on the memory of the machine.
const maxFolders = 8000

// A change is reported after some time without events, or at the latest after the
// longer time while events continue.
const (
	quiet   = 120 * time.Millisecond
	longest = 2 * time.Second
)

// Watch calls changed after files in dir or below it were changed, added or
// removed, until ctx is done; then it returns nil. Changed is never called twice at
// the same time, and events during a call lead to another call. Folders
// whose names begin with a dot, folders named node_modules, and paths for which skip
// returns true are not watched. Links are not followed.
//
// Ready, if not nil, is called when all folders are watched.
func Watch(ctx context.Context, dir string, skip func(path string) bool, ready, changed func()) error {
	w, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("watching %s: %w", dir, err)
	}
	defer w.Close()
	t := &tree{watcher: w, skip: skip}
	if err := t.add(dir); err != nil {
		return err
	}
	if ready != nil {
		ready()
	}
	var settled <-chan time.Time // nil while nothing is to be reported
	var first time.Time
	for {
		select {
		case <-ctx.Done():
			return nil
		case err, ok := <-w.Errors:
			// Events were lost, so anything may have changed.
			if !ok {
				return nil
			}
			if !errors.Is(err, fsnotify.ErrEventOverflow) {
				return fmt.Errorf("watching %s: %w", dir, err)
			}
			settled = time.After(quiet)
		case e, ok := <-w.Events:
			if !ok {
				return nil
			}
			if e.Op == fsnotify.Chmod || t.skips(e.Name) {
				continue
			}
			if e.Has(fsnotify.Create) {
				if info, err := os.Lstat(e.Name); err == nil && info.IsDir() {
					if err := t.add(e.Name); err != nil {
						return err
					}
				}
			}
			if settled == nil {
				first = time.Now()
			}
			if settled == nil || time.Since(first) < longest {
				settled = time.After(quiet)
			}
		case <-settled:
			settled = nil
			changed()
		}
	}
}

// A tree holds the watched folders.
type tree struct {
	watcher *fsnotify.Watcher
	skip    func(string) bool
}

// add watches dir and the folders below it. Folders that are gone or unreadable are
// skipped.
func (t *tree) add(dir string) error {
	return filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && path == dir && len(t.watcher.WatchList()) == 0:
			return err
		case err != nil:
			return nil
		case !d.IsDir():
			return nil
		case path != dir && t.skips(path):
			return fs.SkipDir
		case len(t.watcher.WatchList()) >= maxFolders:
			return fmt.Errorf("%w: more than %d below %s", ErrTooMany, maxFolders, dir)
		}
		if err := t.watcher.Add(path); err != nil && !errors.Is(err, fs.ErrNotExist) && !errors.Is(err, fs.ErrPermission) {
			return fmt.Errorf("watching %s: %w", path, err)
		}
		return nil
	})
}

// skips reports whether changes of a path do not matter.
func (t *tree) skips(path string) bool {
	name := filepath.Base(path)
	return strings.HasPrefix(name, ".") && name != "." && name != ".." || name == "node_modules" || t.skip != nil && t.skip(path)
}
