package feed

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/foreword-go/foreword/internal/bytescan"
	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

// A resolver makes references absolute.
type resolver struct {
	home *url.URL // of the site, with a path
	item *url.URL // base of relative references
}

// at returns a resolver for references in the document at ref.
func (r resolver) at(ref string) resolver {
	if u, ok := r.parse(ref); ok {
		r.item = u
	}
	return r
}

// resolve returns a safe reference as an absolute URL, "" if that is not
// possible.
func (r resolver) resolve(ref string) string {
	if isPlainPage(ref) {
		return ref
	}
	u, ok := r.parse(ref)
	if !ok {
		return ""
	}
	return u.String()
}

// picture resolves the address of a picture. A picture embedded as a data: URL
// has no other address and is kept.
func (r resolver) picture(ref string) string {
	if safe, ok := xhtml.SafeImageURL(ref); ok && strings.HasPrefix(safe, "data:") {
		return safe
	}
	return r.resolve(ref)
}

// isPlainPage reports whether ref is an absolute address that parsing and
// writing again would not change, as most are: it has a path and no fragment,
// which package url drops if it is empty.
func isPlainPage(ref string) bool {
	_, rest, _ := strings.Cut(ref, "://")
	i := strings.IndexAny(rest, "/?#")
	return i > 0 && rest[i] == '/' && strings.IndexByte(rest, '#') < 0 && xhtml.IsPlainWeb(ref)
}

// parse resolves ref. A reference from the root is resolved against the site,
// whose home may be below the root of its host, and any other against the
// item.
func (r resolver) parse(ref string) (*url.URL, bool) {
	safe, ok := xhtml.SafeURL(ref)
	if !ok {
		return nil, false
	}
	u, err := url.Parse(safe)
	if err != nil {
		return nil, false
	}
	switch {
	case u.IsAbs():
		if u.Host != "" && u.Path == "" {
			u.Path = "/"
		}
		return u, true
	case u.Host == "" && strings.HasPrefix(u.Path, "/"):
		return r.fromRoot(u), true
	}
	return r.item.ResolveReference(u), true
}

// fromRoot puts a path from the root of the site below the site's home,
// unless it is there already.
func (r resolver) fromRoot(u *url.URL) *url.URL {
	home := r.home.EscapedPath()
	home = home[:strings.LastIndexByte(home, '/')+1]
	p := u.EscapedPath()
	if !strings.HasPrefix(p+"/", home) {
		p = home + p[1:]
	}
	abs := *r.home
	abs.RawQuery, abs.Fragment, abs.RawFragment = "", "", ""
	return abs.ResolveReference(&url.URL{
		Path: unescaped(p), RawPath: p,
		RawQuery: u.RawQuery, Fragment: u.Fragment, RawFragment: u.RawFragment,
	})
}

func unescaped(p string) string {
	if s, err := url.PathUnescape(p); err == nil {
		return s
	}
	return p
}

// localFragments makes references within a fragment of HTML absolute, because
// validators accept no relative reference in a feed, and readers that support
// footnotes find them by the fragment of the address. It works on the output
// of package xhtml, in which ">" inside a tag is always its end. Ids that are
// keys of anchors, and references to them, become the values.
func localFragments(markup, itemURL string, anchors map[string]string) string {
	const local = ` href="#`
	if itemURL == "" || len(anchors) == 0 && !bytescan.Contains(markup, local, len(local)-1) {
		return markup
	}
	rename := anchorNames(anchors)
	itemURL, _, _ = strings.Cut(itemURL, "#")
	var b strings.Builder
	b.Grow(len(markup) + len(markup)/8)
	for {
		i := strings.IndexByte(markup, '<')
		if i < 0 {
			break
		}
		b.WriteString(markup[:i])
		markup = markup[i:]
		end := strings.IndexByte(markup, '>')
		if end < 0 {
			break
		}
		tag := markup[:end+1]
		markup = markup[end+1:]
		if len(anchors) > 0 {
			tag = rename.Replace(tag)
		}
		if at := strings.Index(tag, local); at >= 0 {
			b.WriteString(tag[:at])
			b.WriteString(` href="`)
			b.WriteString(xhtml.Escape(itemURL))
			tag = tag[at+len(local)-1:]
		}
		b.WriteString(tag)
	}
	b.WriteString(markup)
	return b.String()
}

// anchorsOf returns the ids of headings that differ on the page of the site,
// by those in the markup.
func anchorsOf(headings []post.Heading, prefix string) map[string]string {
	var anchors map[string]string
	for _, h := range headings {
		if h.Anchor != "" && h.ID != "" && prefix == "" {
			if anchors == nil {
				anchors = make(map[string]string)
			}
			anchors[h.ID] = h.Anchor
		}
	}
	return anchors
}

// anchorNames returns what renames ids, and references to them, in a tag.
func anchorNames(anchors map[string]string) *strings.Replacer {
	var pairs []string
	for _, id := range slices.Sorted(maps.Keys(anchors)) {
		to := anchors[id]
		pairs = append(pairs, ` id="`+id+`"`, ` id="`+xhtml.Escape(to)+`"`,
			` href="#`+xhtml.EscapeURL(id)+`"`, ` href="#`+xhtml.EscapeURL(to)+`"`)
	}
	return strings.NewReplacer(pairs...)
}
