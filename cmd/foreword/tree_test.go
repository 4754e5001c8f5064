package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
)

// treeOf returns the tree of the files in dir.
func treeOf(t *testing.T, dir string) tree {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return newTree(root)
}

// The entries of a folder are those of the root, and their info never comes
// from outside it, also if the folder is replaced by a link after it was read.
func TestTreeReadDir(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	files := treeOf(t, dir)
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

// A file in a folder that was listed is opened as from the root: a link is
// followed within the root, and nothing outside is read.
func TestTreeOpensInFolder(t *testing.T) {
	dir, outside := t.TempDir(), t.TempDir()
	files := treeOf(t, dir)
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	posts := filepath.Join(dir, "posts")
	must(os.Mkdir(posts, 0o755))
	must(os.WriteFile(filepath.Join(posts, "a.md"), []byte("inside"), 0o640))
	must(os.WriteFile(filepath.Join(outside, "a.md"), []byte("outside"), 0o644))
	if err := os.Symlink("a.md", filepath.Join(posts, "in.md")); err != nil {
		t.Skip(err)
	}
	must(os.Symlink(filepath.Join(outside, "a.md"), filepath.Join(posts, "out.md")))
	must(os.Mkdir(filepath.Join(posts, "folder"), 0o755))

	release := files.folders.hold()
	if _, err := fs.ReadDir(files, "posts"); err != nil {
		t.Fatal(err)
	}
	for i := range 2 { // while the folder is held, and afterwards
		for name, want := range map[string]string{"posts/a.md": "inside", "posts/in.md": "inside", "posts/out.md": "", "posts/none.md": "", "posts/folder": "", "posts/../posts/a.md": ""} {
			if b, err := fs.ReadFile(files, name); string(b) != want || (err == nil) != (want != "") {
				t.Errorf("%s contains %q, %v, want %q", name, b, err, want)
			}
		}
		f, err := files.Open("posts/a.md")
		must(err)
		info, err := f.Stat()
		must(err)
		if of, _ := os.Stat(filepath.Join(posts, "a.md")); info.Name() != "a.md" || info.Size() != 6 || info.Mode() != of.Mode() || !info.ModTime().Equal(of.ModTime()) || info.IsDir() {
			t.Errorf("info is %v, want %v", info, of)
		}
		must(f.Close())
		if err := f.Close(); !errors.Is(err, fs.ErrClosed) {
			t.Errorf("second Close = %v, want %v", err, fs.ErrClosed)
		}
		if i == 0 {
			release()
		}
	}

	defer files.folders.hold()()
	if _, err := fs.ReadDir(files, "posts"); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(posts, filepath.Join(dir, "old")); err != nil {
		t.Skip(err)
	}
	must(os.Symlink(outside, posts))
	if b, _ := fs.ReadFile(files, "posts/a.md"); string(b) == "outside" {
		t.Error("a file outside the root was read")
	}
}
