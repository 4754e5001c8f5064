package fileserver_test

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/foreword-go/foreword/cmd/foreword/internal/fileserver"
)

// folder has feeds, a book, what must not be served, and a way out.
func folder(t *testing.T) *os.Root {
	t.Helper()
	outside := t.TempDir()
	dir := t.TempDir()
	for name, text := range map[string]string{
		filepath.Join(outside, "secret.txt"):          "secret",
		filepath.Join(dir, "rss.xml"):                 "<rss>" + strings.Repeat("text ", 1000) + "</rss>",
		filepath.Join(dir, "tags", "转载", "feed.json"): "{}",
		filepath.Join(dir, "opds.xml"):                "<feed/>",
		filepath.Join(dir, "book.epub"):               "PK\x03\x04 and so on",
		filepath.Join(dir, ".git", "config"):          "secret",
		filepath.Join(dir, ".env"):                    "secret",
	} {
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(outside, "secret.txt"), filepath.Join(dir, "link.txt")); err != nil {
		t.Log(err) // not everyone may on Windows
	}
	if err := os.Symlink(outside, filepath.Join(dir, "out")); err != nil {
		t.Log(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return root
}

func ask(h http.Handler, method, target string, header ...string) *http.Response {
	r := httptest.NewRequest(method, "http://localhost:8765/", nil)
	r.URL.Path = target
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	if host := r.Header.Get("Host"); host != "" {
		r.Host = host
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, resp *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestServed(t *testing.T) {
	h := fileserver.New(folder(t), "Lantern", true)
	for _, tt := range []struct {
		method, target string
		want           int
		kind           string
	}{
		{"GET", "/rss.xml", 200, "application/rss+xml; charset=utf-8"},
		{"HEAD", "/book.epub", 200, "application/epub+zip"},
		{"GET", "/opds.xml", 200, "application/atom+xml;profile=opds-catalog;kind=acquisition;charset=utf-8"},
		{"GET", "/tags/转载/feed.json", 200, "application/feed+json"},
		{"GET", "/", 200, "text/html; charset=utf-8"},
		{"GET", "/tags/", 404, ""},
		{"GET", "/tags", 404, ""},
		{"GET", "/none.xml", 404, ""},
		{"GET", "/.env", 404, ""},
		{"GET", "/.git/config", 404, ""},
		{"GET", "/link.txt", 404, ""},
		{"GET", "/out/secret.txt", 404, ""},
		{"GET", "/../secret.txt", 404, ""},
		{"GET", "/tags/../../secret.txt", 404, ""},
		{"GET", "//etc/passwd", 404, ""},
		{"GET", `/..\secret.txt`, 404, ""},
		{"GET", "/C:/secret.txt", 404, ""},
		{"GET", "/rss.xml\x00", 404, ""},
		{"POST", "/rss.xml", 405, ""},
		{"PUT", "/rss.xml", 405, ""},
	} {
		resp := ask(h, tt.method, tt.target)
		if resp.StatusCode != tt.want || tt.kind != "" && resp.Header.Get("Content-Type") != tt.kind {
			t.Errorf("%s %q is answered with %d and %q, want %d and %q", tt.method, tt.target, resp.StatusCode, resp.Header.Get("Content-Type"), tt.want, tt.kind)
		}
		if strings.Contains(body(t, resp), "secret") {
			t.Errorf("%s %q gives the secret away", tt.method, tt.target)
		}
	}
	list := body(t, ask(h, "GET", "/"))
	for _, want := range []string{"Lantern", `href="rss.xml"`, `href="book.epub"`, `href="opds.xml"`, "feed.json"} {
		if !strings.Contains(list, want) {
			t.Errorf("the list lacks %q", want)
		}
	}
}

func TestConditionsRangesAndGzip(t *testing.T) {
	h := fileserver.New(folder(t), "Lantern", false)
	plain := ask(h, "GET", "/rss.xml")
	text, etag := body(t, plain), plain.Header.Get("ETag")
	if resp := ask(h, "GET", "/rss.xml", "If-None-Match", etag); resp.StatusCode != http.StatusNotModified {
		t.Errorf("what is known is answered with %d", resp.StatusCode)
	}
	packed := ask(h, "GET", "/rss.xml", "Accept-Encoding", "gzip, br")
	if packed.Header.Get("Content-Encoding") != "gzip" || packed.Header.Get("ETag") == etag {
		t.Errorf("gzip has the header %v", packed.Header)
	}
	z, err := gzip.NewReader(packed.Body)
	if err != nil {
		t.Fatal(err)
	}
	if unpacked, err := io.ReadAll(z); err != nil || string(unpacked) != text {
		t.Errorf("gzip is %q (%v)", unpacked, err)
	}
	if resp := ask(h, "GET", "/rss.xml", "Accept-Encoding", "gzip", "If-None-Match", packed.Header.Get("ETag")); resp.StatusCode != http.StatusNotModified {
		t.Errorf("what is known in gzip is answered with %d", resp.StatusCode)
	}
	if resp := ask(h, "GET", "/rss.xml", "Accept-Encoding", "gzip;q=0"); resp.Header.Get("Content-Encoding") != "" {
		t.Error("gzip is sent to a client that refuses it")
	}
	part := ask(h, "GET", "/book.epub", "Range", "bytes=0-3")
	if part.StatusCode != http.StatusPartialContent || body(t, part) != "PK\x03\x04" {
		t.Errorf("a range is answered with %d", part.StatusCode)
	}
}

// A folder on the loopback interface answers to no other name.
func TestLocal(t *testing.T) {
	root := folder(t)
	for host, want := range map[string]int{"localhost:1": 200, "127.0.0.1": 200, "[::1]:80": 200, "evil.example:1": 421, "192.168.1.2:1": 421} {
		if resp := ask(fileserver.New(root, "", true), "GET", "/rss.xml", "Host", host); resp.StatusCode != want {
			t.Errorf("%s is answered with %d, want %d", host, resp.StatusCode, want)
		}
		if resp := ask(fileserver.New(root, "", false), "GET", "/rss.xml", "Host", host); resp.StatusCode != 200 {
			t.Errorf("on the network %s is answered with %d", host, resp.StatusCode)
		}
	}
}
