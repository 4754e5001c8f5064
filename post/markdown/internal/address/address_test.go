package address

import (
	"net/url"
	"path"
	"testing"
)

func TestEscapeURL(t *testing.T) {
	for ref, want := range map[string]string{
		"/": "/", "/a/b-c_d~1.html": "/a/b-c_d~1.html", "/a/": "/a/", "/Rain 5/": "/Rain%205/", "/雨/": "/%E9%9B%A8/",
		"/a//b": "/a/b", "/a/../b": "/b", "/../b": "/b", "/a/./b/": "/a/b/", "//a/b": "/a/b", "/.a": "/.a", "/a..b": "/a..b", "/a?b#c": "/a?b#c",
		"a/b": "/a/b", "": "/", "https://a.example/b": "https://a.example/b", "/%E9%9B%A8/": "/%E9%9B%A8/",
	} {
		if got := EscapeURL(ref); got != want {
			t.Errorf("EscapeURL(%q) = %q, want %q", ref, got, want)
		}
		if isPlainPath(ref) && (want != ref || path.Clean(ref) != path.Clean(want) || (&url.URL{Path: ref}).String() != ref) {
			t.Errorf("isPlainPath(%q), but it is not", ref)
		}
	}
}
