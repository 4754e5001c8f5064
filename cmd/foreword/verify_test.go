package main

import (
	"archive/zip"
	"os"
	"path/filepath"
	"testing"
)

func TestVerifier(t *testing.T) {
	for _, tt := range []struct {
		name, content string
		ok            bool
	}{
		{"rss.xml", `<?xml version="1.0" encoding="UTF-8"?><rss><channel>内容</channel></rss>` + "\n", true},
		{"rss.xml", ``, false},
		{"rss.xml", `<rss><channel></rss></channel>`, false},
		{"rss.xml", `<rss></rss><rss></rss>`, false},
		{"rss.xml", "<rss>\x1b</rss>", false},
		{"rss.xml", `<rss>&nbsp;</rss>`, false},
		{"rss.xml", `<rss>`, false},
		{"rss.xml", `<?xml version="1.0" encoding="GBK"?><rss></rss>`, false},
		{"all.opml", `<opml version="2.0"><body/></opml>`, true},
		{"feed.json", `{"items": []}`, true},
		{"feed.json", `{"items": [`, false},
		{"feed.json", ``, false},
		{"book.epub", `not a zip`, false},
	} {
		name := filepath.Join(t.TempDir(), tt.name)
		if err := os.WriteFile(name, []byte(tt.content), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := verify(t, name); (err == nil) != tt.ok {
			t.Errorf("%s %q: error = %v, want ok = %v", tt.name, tt.content, err, tt.ok)
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
		if err := verify(t, name); (err == nil) != tt.ok {
			t.Errorf("%s: error = %v, want ok = %v", tt.why, err, tt.ok)
		}
	}
}

func verify(t *testing.T, name string) error {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	return verifier(name)(f)
}
