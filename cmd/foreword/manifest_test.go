package main

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// openManifest reads the list of a site in dir, as a new run does.
func openManifest(t *testing.T, dir, site string) (*manifest, *os.Root) {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	m, err := readManifest(root, site)
	if err != nil {
		t.Fatal(err)
	}
	return m, root
}

// A process can be killed after it has put a file in place and before the file
// is in the list of what is there. If the next build does not write that file, it
// removes it: the post may have been withdrawn.
func TestManifestKilled(t *testing.T) {
	const content = "a feed"
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "tags"), 0o755); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "tags", "sea.xml")
	if err := os.WriteFile(name, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
	killed, root := openManifest(t, dir, "site")
	if _, err := killed.announce(root, map[string]string{"tags/sea.xml": fmt.Sprintf("%x", sha256.Sum256([]byte(content)))}); err != nil {
		t.Fatal(err)
	}

	for range 2 { // the second run may be killed as well
		m, root := openManifest(t, dir, "site")
		if names, exist := m.gone(root, nil); !slices.Contains(names, "tags/sea.xml") || exist != 1 {
			t.Errorf("gone = %q, %d, want tags/sea.xml in it, 1", names, exist)
		}
		if _, err := m.announce(root, map[string]string{"all.xml": "of another file"}); err != nil {
			t.Fatal(err)
		}
	}
	// A run that cannot read some posts removes nothing and forgets nothing.
	m, root := openManifest(t, dir, "site")
	if err := m.settle(root, map[string]string{}, true); err != nil {
		t.Fatal(err)
	}
	m, root = openManifest(t, dir, "site")
	if names, _ := m.gone(root, nil); !slices.Contains(names, "tags/sea.xml") {
		t.Errorf("after a run that failed, gone = %q, want %q in it", names, "tags/sea.xml")
	}
	// A file that was changed is the user's.
	if err := os.WriteFile(name, []byte("by hand"), 0o644); err != nil {
		t.Fatal(err)
	}
	if names, _ := m.gone(root, nil); slices.Contains(names, "tags/sea.xml") {
		t.Errorf("gone = %q, with a file that was changed", names)
	}
}
