package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"github.com/foreword-go/foreword/cmd/foreword/internal/kept"
)

func TestVerifier(t *testing.T) {
	for _, tt := range []struct {
		check   func(*os.File) error
		content string
		ok      bool
	}{
		{wellFormed, `<?xml version="1.0" encoding="UTF-8"?><rss><channel>内容</channel></rss>` + "\n", true},
		{wellFormed, ``, false},
		{wellFormed, `<rss><channel></rss></channel>`, false},
		{wellFormed, `<rss></rss><rss></rss>`, false},
		{wellFormed, "<rss>\x1b</rss>", false},
		{wellFormed, `<rss>&nbsp;</rss>`, false},
		{wellFormed, `<rss>`, false},
		{wellFormed, `<?xml version="1.0" encoding="GBK"?><rss></rss>`, false},
		{wellFormed, `<opml version="2.0"><body/></opml>`, true},
		{validJSON, `{"items": []}`, true},
		{validJSON, `{"items": [`, false},
		{validJSON, `{"a": {"b": [1, {"c": []}], "d": {}}, "items": [{"x": "\u00e9 "}, null, [1], "s"], "z": [[{}]]}`, true},
		{validJSON, `{"items": [{"x": "\u00g9"}]}`, false},
		{validJSON, `{"items": [{"x": "a"} {}]}`, false},
		{validJSON, `{"items": [{"x": "a"}, ]}`, false},
		{validJSON, `{"items": [{"x": "a"}]`, false},
		{validJSON, `{"items": [{"x": "a"}]} x`, false},
		{validJSON, ``, false},
		{(*results)(nil).wholeBook, `not a zip`, false},
	} {
		name := filepath.Join(t.TempDir(), "file")
		if err := os.WriteFile(name, []byte(tt.content), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := verify(t, tt.check, name); (err == nil) != tt.ok {
			t.Errorf("%q: error = %v, want ok = %v", tt.content, err, tt.ok)
		}
	}
}

func TestVerifyBook(t *testing.T) {
	for _, tt := range []struct {
		why     string
		entries [][2]string
		ok      bool
	}{
		{"whole", [][2]string{{"mimetype", "application/epub+zip"}, {"a.xhtml", "<html/>"}, {"a.png", "x"}}, true},
		{"no mimetype", [][2]string{{"a.xhtml", "<html/>"}}, false},
		{"torn page", [][2]string{{"mimetype", "application/epub+zip"}, {"a.xhtml", "<html><p></html>"}}, false},
		{"empty", nil, false},
	} {
		name := filepath.Join(t.TempDir(), "book.epub")
		if err := os.WriteFile(name, zipped(t, tt.entries), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := verify(t, (*results)(nil).wholeBook, name); (err == nil) != tt.ok {
			t.Errorf("%s: error = %v, want ok = %v", tt.why, err, tt.ok)
		}
	}
}

// zipped returns a ZIP file with compressed entries, each a name and content.
func zipped(t *testing.T, entries [][2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range entries {
		var data bytes.Buffer
		c, err := flate.NewWriter(&data, flate.BestCompression)
		if err != nil {
			t.Fatal(err)
		}
		c.Write([]byte(e[1]))
		c.Close()
		w, err := z.CreateRaw(&zip.FileHeader{
			Name: e[0], Method: zip.Deflate, CRC32: crc32.ChecksumIEEE([]byte(e[1])),
			CompressedSize64: uint64(data.Len()), UncompressedSize64: uint64(len(e[1])),
		})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(data.Bytes()); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// Whatever byte of a book is wrong, a check that knows the entries of the whole book
// finds the same fault as one that knows none.
func TestVerifyKnownBook(t *testing.T) {
	whole := zipped(t, [][2]string{{"mimetype", "application/epub+zip"}, {"a.xhtml", "<html><p>a</p></html>"}})
	var mu sync.Mutex
	values := map[kept.Key][]byte{}
	known := &results{
		version: "1",
		get:     func(key kept.Key) []byte { mu.Lock(); defer mu.Unlock(); return values[key] },
		put:     func(key kept.Key, value []byte) { mu.Lock(); defer mu.Unlock(); values[key] = value },
	}
	name := filepath.Join(t.TempDir(), "book.epub")
	check := func(src []byte) {
		t.Helper()
		if err := os.WriteFile(name, src, 0o644); err != nil {
			t.Fatal(err)
		}
		got, want := verify(t, known.wholeBook, name), verify(t, (*results)(nil).wholeBook, name)
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("error = %v, without known entries %v", got, want)
		}
	}
	check(whole)
	if len(values) != 2 {
		t.Errorf("%d entries are known, want 2", len(values))
	}
	for i := 0; i < len(whole); i += 2 {
		torn := bytes.Clone(whole)
		torn[i] ^= 1
		check(torn)
	}
	for i := 0; i < len(whole); i += 10 {
		check(whole[:i])
	}
}

func verify(t *testing.T, check func(*os.File) error, name string) error {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	return check(f)
}
