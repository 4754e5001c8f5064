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

// EscapeURL returns an address, absolute or from the root of the site, as a
// valid URL. Existing percent escapes are kept, and ".." cannot lead out of
// the root. Text that is not a safe address is treated as a path.
func EscapeURL(ref string) string {
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
