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

// One cause has any number of missing pictures: they are one line, and with -v a
// line each.
func TestMissingPicturesAreTold(t *testing.T) {
	const pictures = 120
	dir := t.TempDir()
	var body strings.Builder
	for i := range pictures {
		fmt.Fprintf(&body, "![a](%d.png)\n\n![again](%d.png)\n\n", i, i)
	}
	name := filepath.Join(dir, "a.md")
	if err := os.WriteFile(name, []byte(body.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		flag  string
		named int
		want  string
	}{
		{"-v", pictures, " 120 problems\n"},
		{"-q", 0, ""},
		{"--verbose=false", 1, "warning: 120 pictures are not in the book: file does not exist (-v lists them). The first: "},
	} {
		var stderr bytes.Buffer
		if code := run(context.Background(), []string{"epub", name, "-o", filepath.Join(dir, "a.epub"), tt.flag}, nil, io.Discard, &stderr); code != 0 {
			t.Fatalf("exit %d: %s", code, &stderr)
		}
		if n := strings.Count(stderr.String(), ".png"); n != tt.named {
			t.Errorf("%s: %d pictures are named, want %d", tt.flag, n, tt.named)
		}
		if !strings.Contains(stderr.String(), tt.want) {
			t.Errorf("%s: no %q in\n%s", tt.flag, tt.want, stderr.String())
		}
	}
}
