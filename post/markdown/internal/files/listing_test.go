package files

import (
	"io/fs"
	"testing"
	"testing/fstest"
)

func TestListingLacks(t *testing.T) {
	l := NewListing(fstest.MapFS{
		"a/b/c.png": {Data: []byte("x")},
		"a/link":    {Data: []byte("b"), Mode: fs.ModeSymlink},
	})
	for name, want := range map[string]bool{
		".": false, "a": false, "a/b/c.png": false, "a/b": false,
		"b": true, "a/c.png": true, "a/b/c.png/d": true, "x/y/z": true,
		"a/link/c.png": false, // what lies behind a link is not known
	} {
		if got := l.Lacks(name); got != want {
			t.Errorf("lacks(%q) = %v, want %v", name, got, want)
		}
	}
	if (*Listing)(nil).Lacks("x") {
		t.Error("no listing lacks something")
	}
}
