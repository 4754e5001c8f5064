package site

import (
	"errors"
	"fmt"
	"path"
	"strings"
	"time"
)

// A Page holds what engines look at to tell what a file of the site is and
// where it is published.
type Page struct {
	// Path names the file in the file system that was given to [Find].
	Path  string
	Title string // of the front matter
	// Date is that of the front matter, in the zone it is written in; one
	// without an offset in [Site.Location]. Zero if there is none: what the
	// path says is read here.
	Date time.Time
	// Zoned reports whether the front matter writes the date with an offset.
	Zoned bool
	// Categories are those of the front matter, each from the topmost down.
	Categories [][]string
	Tags       []string
	// Lang is the language of the front matter, "" if it states none.
	Lang string
	// Bare reports whether the file has no front matter at all.
	Bare bool
	// Front holds the values of the front matter by key, as encoding/json
	// would decode them. Of the tables, those that engines know: params, build,
	// extra, taxonomies. [Site.Keys] lists what is looked up.
	Front map[string]any
}

// front returns a scalar of the front matter as text.
func (p *Page) front(key string) string { return strings.TrimSpace(text(p.Front[key])) }

// A Kind is what a file is to its engine.
type Kind string

// The kinds of files.
const (
	KindPost     Kind = "post"     // an article
	KindPage     Kind = "page"     // published, and no article: about, search, 404
	KindSection  Kind = "section"  // a page that lists others
	KindDraft    Kind = "draft"    // not published yet
	KindExcluded Kind = "excluded" // not published, by the configuration or by its place
)

// A Verdict is a kind with the reason for it, in words to be shown.
type Verdict struct {
	Kind   Kind   `json:"kind"`
	Reason string `json:"reason,omitempty"`
	// Weak reports whether nothing but its place says that it is a post: it
	// has no date. See [Settle].
	Weak bool `json:"weak,omitempty"`
}

// Settle makes pages of the weak posts of a site where at least half of the
// posts have a date: an undated page among dated posts is one about the author
// or a project, while the pages of a documentation have no dates at all.
func Settle(all []Verdict) {
	posts, weak := 0, 0
	for _, v := range all {
		if v.Kind == KindPost {
			posts++
			if v.Weak {
				weak++
			}
		}
	}
	if weak*2 > posts {
		return
	}
	for i, v := range all {
		if v.Kind == KindPost && v.Weak {
			all[i] = Verdict{Kind: KindPage, Reason: "without a date among posts that have one"}
		}
	}
}

func verdict(kind Kind, reason string) Verdict { return Verdict{Kind: kind, Reason: reason} }

// Errors of addresses.
var (
	// ErrUnknownPart is wrapped by a [PartError].
	ErrUnknownPart = errors.New("unknown part of a permalink pattern")
	// ErrNoAddress is returned for a file that the engine does not publish.
	ErrNoAddress = errors.New("the site publishes no page for it")
	// ErrComputed is returned where the address is a template or the outcome
	// of a function.
	ErrComputed = errors.New("the address is computed by the site")
)

// A PartError names a part of a permalink pattern that the engine does not
// know, or that a page has no value for.
type PartError struct {
	Pattern string
	Part    string   // with its colon: ":titel"
	Known   []string // the parts that are known, sorted
	Missing bool     // a key of the front matter that the page lacks
}

func (e *PartError) Error() string {
	if e.Missing {
		return fmt.Sprintf("permalink %q: the post has no value for %s", e.Pattern, e.Part)
	}
	return fmt.Sprintf("permalink %q: %s is not known, want one of %s", e.Pattern, e.Part, strings.Join(e.Known, " "))
}

func (e *PartError) Unwrap() error { return ErrUnknownPart }

// maxAddress is the longest address that is made, in bytes: what servers read
// of the first line of a request.
const maxAddress = 8 << 10

// Address returns the address at which the engine publishes a page: a path from
// the root of the host with the base path of the site, percent-encoded. It
// returns an error wrapping [ErrUnknownPart], [ErrNoAddress] or [ErrComputed] if
// there is none.
func (s *Site) Address(p *Page) (string, error) {
	rel, ok := s.Rel(p.Path)
	if !ok {
		rel = p.Path
	}
	var at string
	var err error
	if s.pattern != nil {
		at, err = s.byPattern(p, rel)
	} else {
		at, err = s.rules.address(s, p, rel)
	}
	if err != nil {
		return "", err
	}
	if strings.HasPrefix(at, "http://") || strings.HasPrefix(at, "https://") {
		return at, nil
	}
	if !strings.HasPrefix(at, "/") {
		at = "/" + at
	}
	at = s.Base.Value + squeeze(at)
	if len(at) > maxAddress {
		return "", fmt.Errorf("%w: it would have more than %d bytes", ErrNoAddress, maxAddress)
	}
	return escapePath(at), nil
}

// Kind tells what a page is to its engine. Drafts and excluded files have other
// kinds whatever they would be otherwise.
func (s *Site) Kind(p *Page) Verdict {
	rel, ok := s.Rel(p.Path)
	if !ok {
		return verdict(KindExcluded, "outside of the site")
	}
	if v := leftOut(rel); v.Kind != "" {
		return v
	}
	v := s.rules.kind(s, p, rel)
	if v.Kind != KindPost {
		return v
	}
	if other := s.commonKind(p, rel); other.Kind != "" {
		return other
	}
	if v.dateless(s, p, rel) {
		v.Weak = true
	}
	return v
}

// IsTemplate reports whether a file, as named in the file system, lies in the folder
// of templates that an Obsidian vault names: what notes begin as, which is no note
// and states no date yet.
func (s *Site) IsTemplate(name string) bool {
	o, ok := s.rules.(*obsidian)
	if !ok || o.templates == "" {
		return false
	}
	rel, ok := s.Rel(name)
	if !ok {
		return false
	}
	in, ok := under(rel, o.root)
	if !ok {
		return false
	}
	_, ok = under(in, o.templates)
	return ok
}

// dateless reports whether a post has no date, for engines whose posts need none.
func (v Verdict) dateless(s *Site, p *Page, rel string) bool {
	switch s.Engine {
	case Hugo, Zola, VitePress, VuePress, Astro:
	default:
		return false
	}
	if d, ok := s.rules.(interface {
		date(s *Site, p *Page, rel string) time.Time
	}); ok {
		return d.date(s, p, rel).IsZero()
	}
	return p.Date.IsZero()
}

// squeeze makes one slash of several.
func squeeze(s string) string {
	for strings.Contains(s, "//") {
		s = strings.ReplaceAll(s, "//", "/")
	}
	return s
}

// cleanPath resolves dots in a path and keeps the slash at its end.
func cleanPath(s string) string {
	clean := path.Clean("/" + s)
	if strings.HasSuffix(s, "/") && clean != "/" {
		clean += "/"
	}
	return clean
}

// escapePath percent-encodes what may not be in the path of an address, and
// keeps the escapes in it.
func escapePath(s string) string {
	const hex = "0123456789ABCDEF"
	plain := func(i int) bool {
		c := s[i]
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
			return true
		case c == '%':
			return i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2])
		}
		return strings.IndexByte("-._~!$&'()*+,;=:@/", c) >= 0
	}
	i := 0
	for i < len(s) && plain(i) {
		i++
	}
	if i == len(s) {
		return s
	}
	var b strings.Builder
	b.WriteString(s[:i])
	for ; i < len(s); i++ {
		if plain(i) {
			b.WriteByte(s[i])
			continue
		}
		b.WriteByte('%')
		b.WriteByte(hex[s[i]>>4])
		b.WriteByte(hex[s[i]&15])
	}
	return b.String()
}

func isHex(c byte) bool {
	return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
}

// stem returns the last part of a path without its extension.
func stem(name string) string {
	base := path.Base(name)
	return strings.TrimSuffix(base, path.Ext(base))
}

// trimExt returns a path without its extension.
func trimExt(name string) string { return strings.TrimSuffix(name, path.Ext(name)) }

// dirOf returns the folder of a path, "" for none.
func dirOf(name string) string {
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		return name[:i]
	}
	return ""
}

// under returns the path of name below dir; dir may be "" or ".".
func under(name, dir string) (string, bool) {
	if dir == "" || dir == "." {
		return name, true
	}
	return strings.CutPrefix(name, dir+"/")
}

// isMarkdown reports whether a file is one that posts are written in.
func isMarkdown(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".mdx", ".markdown", ".mkd", ".mkdn", ".mkdown", ".qmd":
		return true
	}
	return false
}
