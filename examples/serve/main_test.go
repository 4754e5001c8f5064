package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
)

func TestHandler(t *testing.T) {
	h, err := newHandler(t.Context(), os.DirFS("../blog/posts"))
	if err != nil {
		t.Fatal(err)
	}
	get := func(path string, header ...string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(http.MethodGet, path, nil)
		for i := 0; i < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w
	}

	first := get("/rss.xml")
	if first.Code != http.StatusOK || !strings.Contains(first.Body.String(), "第一盏灯") {
		t.Fatalf("GET /rss.xml = %d %.100q, want the feed", first.Code, first.Body)
	}
	if got := first.Header().Get("Content-Type"); !strings.HasPrefix(got, "application/rss+xml") {
		t.Errorf("Content-Type = %q", got)
	}
	tag, date := first.Header().Get("ETag"), first.Header().Get("Last-Modified")
	if tag == "" || date == "" {
		t.Errorf("ETag = %q, Last-Modified = %q, want both", tag, date)
	}
	if again := get("/rss.xml", "If-None-Match", tag); again.Code != http.StatusNotModified {
		t.Errorf("with its ETag: %d, want %d", again.Code, http.StatusNotModified)
	}
	if again := get("/rss.xml", "If-Modified-Since", date); again.Code != http.StatusNotModified {
		t.Errorf("with its date: %d, want %d", again.Code, http.StatusNotModified)
	}
	if got := get("/tags/%E8%BD%AC%E8%BD%BD/atom.xml"); got.Code != http.StatusOK {
		t.Errorf("the feed of a tag: %d, want %d", got.Code, http.StatusOK)
	}
	if got := get("/no.xml"); got.Code != http.StatusNotFound {
		t.Errorf("GET /no.xml = %d, want %d", got.Code, http.StatusNotFound)
	}
}
