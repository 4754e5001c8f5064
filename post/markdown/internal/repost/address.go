package repost

import (
	"net/url"
	"strings"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/person"
	"github.com/foreword-go/foreword/post/markdown/internal/wording"
)

var (
	redirectParams = wording.Names("redirectparam")
	redirector     = wording.List("redirector")
	ownPlatform    = wording.List("platform")
)

// maxRedirects is the largest number of redirectors that are followed, since the address of
// one may contain that of another.
const maxRedirects = 3

// originalAddress returns the address that a link of an attribution leads to:
// "https://links.jianshu.com/go?to=https%3A%2F%2Fa.example%2Fx" → "https://a.example/x".
func originalAddress(ref string) string {
	for range maxRedirects {
		next := redirectTarget(ref)
		if next == "" {
			break
		}
		ref = next
	}
	return ref
}

// redirectTarget returns the address in the parameters of a redirector; "" if ref is not
// one.
func redirectTarget(ref string) string {
	if !strings.Contains(ref, "?") {
		return ""
	}
	u, err := url.Parse(ref)
	if err != nil || u.Host == "" || !redirector.MatchString(u.Hostname()) && !redirector.MatchString(u.Path) {
		return ""
	}
	if q, err := url.PathUnescape(u.RawQuery); err == nil && person.IsWebURL(q) {
		return q // "https://href.example/?https://a.example/x"
	}
	for pair := range strings.SplitSeq(u.RawQuery, "&") {
		key, value, _ := strings.Cut(pair, "=")
		if v, err := url.QueryUnescape(value); err == nil && redirectParams()[strings.ToLower(key)] && person.IsWebURL(v) {
			return v
		}
	}
	return ""
}

// isOwnAddress reports whether ref is on a site where authors publish their own, and
// names one of these authors: "https://medium.com/@anaruiz/x" is Ana Ruiz's.
func isOwnAddress(ref string, authors []post.Author) bool {
	if !ownPlatform.MatchString(ref) {
		return false
	}
	u, err := url.Parse(ref)
	if err != nil {
		return false
	}
	user, _, _ := strings.Cut(strings.TrimPrefix(u.Path, "/"), "/")
	user, host := titleLetters(user), titleLetters(u.Hostname())
	for _, a := range authors {
		if name := titleLetters(a.Name); utf8.RuneCountInString(name) >= 3 && (strings.HasPrefix(user, name) || strings.HasPrefix(host, name)) {
			return true
		}
	}
	return false
}
