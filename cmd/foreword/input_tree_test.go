package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// The entries of a folder are those of the root, and their info never comes
// from outside it, also if the folder is replaced by a link after it was read.
func TestTreeReadDir(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	write := func(name string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte("Text.\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(dir, "posts", "b.md"))
	write(filepath.Join(dir, "posts", "a", "c.md"))
	write(filepath.Join(outside, "b.md"))
	if err := os.Symlink(outside, filepath.Join(dir, "posts", "link")); err != nil {
		t.Skip(err)
	}
	files := tree{root.FS().(fs.ReadLinkFS), root}
	entries, err := fs.ReadDir(files, "posts")
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]fs.FileMode{"a": fs.ModeDir, "b.md": 0, "link": fs.ModeSymlink}
	for i, d := range entries {
		if mode, ok := want[d.Name()]; !ok || d.Type() != mode || i > 0 && entries[i-1].Name() > d.Name() {
			t.Errorf("entry %d is %v", i, d)
		}
		if info, err := d.Info(); err != nil || info.Mode().Type() != d.Type() {
			t.Errorf("info of %s: %v, %v", d.Name(), info, err)
		}
	}
	if len(entries) != len(want) {
		t.Errorf("%d entries, want %d", len(entries), len(want))
	}
	if err := os.Rename(filepath.Join(dir, "posts"), filepath.Join(dir, "old")); err != nil {
		t.Skip(err)
	}
	if err := os.Symlink(outside, filepath.Join(dir, "posts")); err != nil {
		t.Fatal(err)
	}
	for _, d := range entries {
		if info, err := d.Info(); err == nil {
			t.Errorf("info of %s from outside the root: %v", d.Name(), info)
		}
	}
	if _, err := fs.ReadDir(files, "posts"); err == nil {
		t.Error("a folder outside the root was read")
	}
	if _, err := fs.ReadDir(files, ".."); !errors.Is(err, fs.ErrInvalid) {
		t.Errorf("ReadDir(..) error = %v, want %v", err, fs.ErrInvalid)
	}
}
