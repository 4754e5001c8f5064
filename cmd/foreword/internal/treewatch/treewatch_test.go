package treewatch_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/foreword-go/foreword/cmd/foreword/internal/treewatch"
)

// watch watches dir and returns a channel that gets each change.
func watch(t *testing.T, dir string, skip func(string) bool) <-chan struct{} {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	ready, done := make(chan struct{}), make(chan error, 1)
	changes := make(chan struct{}, 100)
	go func() {
		done <- treewatch.Watch(ctx, dir, skip, func() { close(ready) }, func() { changes <- struct{}{} })
	}()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Error(err)
		}
	})
	<-ready
	return changes
}

func write(t *testing.T, name string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte("text"), 0o666); err != nil {
		t.Fatal(err)
	}
}

func wantChange(t *testing.T, changes <-chan struct{}, what string) {
	t.Helper()
	select {
	case <-changes:
	case <-time.After(10 * time.Second):
		t.Fatalf("no change was reported: %s", what)
	}
}

func wantNone(t *testing.T, changes <-chan struct{}, what string) {
	t.Helper()
	select {
	case <-changes:
		t.Errorf("a change was reported: %s", what)
	case <-time.After(400 * time.Millisecond):
	}
}

func TestWatch(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "posts", "a.md"))
	changes := watch(t, dir, func(path string) bool { return path == filepath.Join(dir, "public") })

	write(t, filepath.Join(dir, "posts", "a.md"))
	wantChange(t, changes, "a file below was written")
	for _, name := range []string{"b.md", "c.md", "d.md"} {
		write(t, filepath.Join(dir, "posts", name))
	}
	wantChange(t, changes, "several files were written")
	wantNone(t, changes, "several files are one change")

	write(t, filepath.Join(dir, "drafts", "new", "e.md"))
	wantChange(t, changes, "a folder appeared")
	write(t, filepath.Join(dir, "drafts", "new", "e.md"))
	wantChange(t, changes, "a file of a folder that appeared was written")

	if err := os.Remove(filepath.Join(dir, "posts", "a.md")); err != nil {
		t.Fatal(err)
	}
	wantChange(t, changes, "a file was removed")

	for _, name := range []string{"public/feed.json", ".git/index", "node_modules/x/readme.md", ".a.md.swp"} {
		write(t, filepath.Join(dir, filepath.FromSlash(name)))
	}
	wantNone(t, changes, "what is skipped was written")
}

func TestWatchNothing(t *testing.T) {
	err := treewatch.Watch(t.Context(), filepath.Join(t.TempDir(), "missing"), nil, nil, func() {})
	if !os.IsNotExist(err) {
		t.Errorf("Watch of a folder that is not there returns %v, want one that says so", err)
	}
}
