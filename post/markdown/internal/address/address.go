// Package address parses and escapes the addresses of posts.
package address

import (
	"net/url"
	"path"
	"strings"

	"github.com/foreword-go/foreword/internal/xhtml"
)

// LastSegment returns the last part of an address, without extension.
func LastSegment(ref string) string {
	if u, err := url.Parse(ref); err == nil {
		ref = u.Path
	}
	ref = strings.Trim(ref, "/")
	base := path.Base(ref)
	if ext := path.Ext(base); ext == ".html" || ext == ".htm" || ext == ".md" {
		base = strings.TrimSuffix(base, ext)
	}
	if base == "index" {
		base = path.Base(path.Dir(ref))
	}
	if base == "." || base == ".." || base == "/" {
		return ""
	}
	return base
}

// isPlainPath reports whether ref is a path from the root in which nothing is
// escaped and no part begins with a dot.
func isPlainPath(ref string) bool {
	if ref == "" || ref[0] != '/' {
		return false
	}
	for i := range len(ref) {
		switch c := ref[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '-', c == '_', c == '~':
		case (c == '/' || c == '.') && (i == 0 || ref[i-1] != '/'):
		default:
			return false
		}
	}
	return true
}

// EscapeURL returns an address, absolute or from the root of the site, as a
// valid URL. Existing percent escapes are kept, and ".." cannot lead out of
// the root. Text that is not a safe address is treated as a path.
func EscapeURL(ref string) string {
	if isPlainPath(ref) {
		return ref
	}
	u, err := url.Parse(ref)
	if err != nil {
		u = &url.URL{Path: ref}
	}
	_, safe := xhtml.SafeURL(ref)
	switch {
	case safe && (u.Scheme == "http" || u.Scheme == "https"):
		return u.String()
	case u.Scheme != "" || u.Opaque != "" || u.Host != "":
		u = &url.URL{Path: ref}
	}
	slash := strings.HasSuffix(u.Path, "/")
	clean := path.Clean("/" + u.Path)
	if slash && clean != "/" {
		clean += "/"
	}
	return (&url.URL{Path: clean, RawQuery: u.RawQuery, Fragment: u.Fragment}).String()
}
