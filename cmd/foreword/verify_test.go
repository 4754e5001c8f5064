package main

import (
	"archive/zip"
	"os"
	"path/filepath"
	"testing"
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
		{wholeBook, `not a zip`, false},
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
		f, err := os.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		z := zip.NewWriter(f)
		for _, e := range tt.entries {
			w, err := z.Create(e[0])
			if err != nil {
				t.Fatal(err)
			}
			if _, err := w.Write([]byte(e[1])); err != nil {
				t.Fatal(err)
			}
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
		if err := verify(t, wholeBook, name); (err == nil) != tt.ok {
			t.Errorf("%s: error = %v, want ok = %v", tt.why, err, tt.ok)
		}
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
