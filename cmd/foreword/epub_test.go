package main

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
)

// Pictures of private hosts are fetched only when that is allowed, and once
// they are in the cache the host is not asked again.
func TestEpubFetchesPictures(t *testing.T) {
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		http.ServeFile(w, r, "../../examples/blog/posts/img/lantern.png")
	}))
	defer server.Close()
	dir := t.TempDir()
	post := filepath.Join(dir, "a.md")
	if err := os.WriteFile(post, []byte("# A\n\n![A harbour]("+server.URL+"/lantern.png)\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	book := filepath.Join(dir, "a.epub")
	cache := filepath.Join(dir, "cache")

	for _, tt := range []struct {
		flags  []string
		asked  int32 // in all
		inside bool
	}{
		{nil, 0, false},
		{[]string{"--offline", "--cache", cache}, 0, false},
		{[]string{"--images", "link", "--allow-private-hosts"}, 0, false},
		{[]string{"--allow-private-hosts", "--cache", cache}, 1, true},
		{[]string{"--offline", "--cache", cache}, 1, true},
	} {
		var stderr bytes.Buffer
		args := append([]string{"epub", post, "-o", book}, tt.flags...)
		if code := run(t.Context(), args, nil, nil, &stderr); code != exitDone {
			t.Fatalf("%q: exit code %d: %s", args, code, &stderr)
		}
		if got := asked.Load(); got != tt.asked {
			t.Errorf("%q: the host was asked %d times, want %d", tt.flags, got, tt.asked)
		}
		if got := hasPicture(t, book); got != tt.inside {
			t.Errorf("%q: picture in the book = %v, want %v\n%s", tt.flags, got, tt.inside, &stderr)
		}
	}
}

// hasPicture reports whether a book has a picture besides its cover.
func hasPicture(t *testing.T, name string) bool {
	t.Helper()
	z, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	n := 0
	for _, entry := range z.File {
		switch strings.ToLower(filepath.Ext(entry.Name)) {
		case ".png", ".jpg", ".jpeg":
			if !strings.Contains(entry.Name, "cover") {
				n++
			}
		}
	}
	return n > 0
}

// One cause has any number of missing pictures; all are counted, and not all
// are named.
func TestMissingPicturesAreNotAllNamed(t *testing.T) {
	dir := t.TempDir()
	var body strings.Builder
	for i := range maxMissing + 20 {
		fmt.Fprintf(&body, "![a](%d.png)\n\n", i)
	}
	name := filepath.Join(dir, "a.md")
	if err := os.WriteFile(name, []byte(body.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	var stderr bytes.Buffer
	if code := run(context.Background(), []string{"epub", name, "-o", filepath.Join(dir, "a.epub")}, nil, io.Discard, &stderr); code != 0 {
		t.Fatalf("exit %d: %s", code, &stderr)
	}
	if n := strings.Count(stderr.String(), ".png"); n != maxMissing {
		t.Errorf("%d pictures are named, want %d", n, maxMissing)
	}
	for _, want := range []string{"and 20 more\n", fmt.Sprintf(" %d problems", maxMissing+20)} {
		if !strings.Contains(stderr.String(), want) {
			t.Errorf("no %q in\n%s", want, stderr.String())
		}
	}
}
