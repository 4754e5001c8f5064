package site

import (
	"errors"
	"fmt"
	"path"
	"strings"
	"time"
)

// A Page holds the facts from which an engine decides what kind of page a
// file is and where it is published.
type Page struct {
	// Path is the name of the file in the file system that was given to
	// [Find].
	Path  string
	Title string // from the front matter
	// Date is the date in the front matter, in the zone it is written in, or
	// in [Site.Location] if it has no offset. It is zero if the front matter
	// has no date; a date in the path is read by this package.
	Date time.Time
	// Zoned reports whether the date in the front matter has an offset.
	Zoned bool
	// Categories are the categories in the front matter, each from the
	// topmost level down.
	Categories [][]string
	Tags       []string
	// Lang is the language in the front matter, "" if there is none.
	Lang string
	// Bare reports whether the file has no front matter.
	Bare bool
	// Front holds the values of the front matter by key, in the types of
	// encoding/json. Tables are needed only for the keys that engines read:
	// params, build, extra, taxonomies. [Site.Keys] returns all keys that are
	// read.
	Front map[string]any
}

// front returns the text of a scalar in the front matter.
func (p *Page) front(key string) string { return strings.TrimSpace(text(p.Front[key])) }

// A Kind says what an engine makes of a file.
type Kind string

// The kinds of files.
const (
	KindPost     Kind = "post"     // an article
	KindPage     Kind = "page"     // published but not an article: about, search, 404
	KindSection  Kind = "section"  // a page that lists others
	KindDraft    Kind = "draft"    // not published yet
	KindExcluded Kind = "excluded" // not published, by the configuration or by its place
)

// A Verdict is the kind of a file and the reason for it, as a text for users.
type Verdict struct {
	Kind   Kind   `json:"kind"`
	Reason string `json:"reason,omitempty"`
	// Weak reports whether the file counts as a post only because of its
	// folder: it has no date. See [Settle].
	Weak bool `json:"weak,omitempty"`
}

// Settle turns the weak posts of a site into pages if at least half of its
// posts have a date. An undated file among dated posts is usually a page
// about the author or a project, while documentation has no dates at all.
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
			all[i] = Verdict{Kind: KindPage, Reason: "no date, among posts that have one"}
		}
	}
}

func verdict(kind Kind, reason string) Verdict { return Verdict{Kind: kind, Reason: reason} }

// The errors of [Site.Address].
var (
	// ErrUnknownPart is the error that a [PartError] wraps.
	ErrUnknownPart = errors.New("unknown part of a permalink pattern")
	// ErrNoAddress means that the engine does not publish the file, or that
	// its address would be too long.
	ErrNoAddress = errors.New("the site publishes no page for it")
	// ErrComputed means that the address is the result of a template or
	// function, which this package does not run.
	ErrComputed = errors.New("the address is computed by the site")
)

// A PartError describes a part of a permalink pattern that the engine does
// not know, or for which a page has no value.
type PartError struct {
	Pattern string
	Part    string   // including the colon: ":titel"
	Known   []string // the known parts, sorted
	Missing bool     // the part is a front matter key that the page does not have
}

func (e *PartError) Error() string {
	if e.Missing {
		return fmt.Sprintf("permalink %q: the post has no value for %s", e.Pattern, e.Part)
	}
	return fmt.Sprintf("permalink %q: %s is not known, want one of %s", e.Pattern, e.Part, strings.Join(e.Known, " "))
}

func (e *PartError) Unwrap() error { return ErrUnknownPart }

// maxAddress is the longest address in bytes, which is the length that
// servers accept in the first line of a request.
const maxAddress = 8 << 10

// Address returns the address at which the engine publishes a page: an
// absolute URL if the front matter or a language states one, or else a
// percent-encoded path from the root of the host, including the base path of
// the site. If the page has no known address, the error wraps
// [ErrUnknownPart], [ErrNoAddress] or [ErrComputed].
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

// Kind returns the kind that the engine gives to a page. Drafts and excluded
// files have their own kinds, whatever they would otherwise be.
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

// IsTemplate reports whether a file, as named in the file system, is in the
// template folder of an Obsidian vault. New notes are copied from such a
// file; it is not a note itself.
func (s *Site) IsTemplate(name string) bool {
	o, ok := s.rules.(*obsidian)
	if !ok {
		return false
	}
	rel, ok := s.Rel(name)
	if !ok {
		return false
	}
	in, ok := under(rel, o.root)
	return ok && o.isTemplate(in)
}

// Date returns when a page was published. It is the date of the page, unless
// the engine has another: in Hugo, frontmatter.date may name the file or keys
// of the front matter, and in Docusaurus the path of a post may contain the
// date ("2024/05-06.md").
func (s *Site) Date(p *Page) time.Time {
	rel, inside := s.Rel(p.Path)
	if !inside {
		return p.Date
	}
	switch r := s.rules.(type) {
	case *hugo:
		if len(r.dateKeys) > 0 {
			return r.date(s, p, rel)
		}
	case *docusaurus:
		return r.date(s, p, rel)
	}
	return p.Date
}

// dateless reports whether a post has no date, for engines that do not
// require one.
func (v Verdict) dateless(s *Site, p *Page, rel string) bool {
	switch s.Engine {
	case Hugo, Zola, VitePress, VuePress, Astro:
	default:
		return false
	}
	if v, ok := s.rules.(*vuepress); ok && v.hope {
		return false
	}
	if d, ok := s.rules.(interface {
		date(s *Site, p *Page, rel string) time.Time
	}); ok {
		return d.date(s, p, rel).IsZero()
	}
	return p.Date.IsZero()
}

// squeeze replaces each run of slashes by one slash.
func squeeze(s string) string {
	for strings.Contains(s, "//") {
		s = strings.ReplaceAll(s, "//", "/")
	}
	return s
}

// cleanPath resolves "." and ".." in a path and keeps a slash at its end.
func cleanPath(s string) string {
	clean := path.Clean("/" + s)
	if strings.HasSuffix(s, "/") && clean != "/" {
		clean += "/"
	}
	return clean
}

// escapePath percent-encodes the characters that the path of an address must
// not contain, and keeps existing escapes.
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

// dirOf returns the folder of a path, "" if the path has none.
func dirOf(name string) string {
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		return name[:i]
	}
	return ""
}

// under returns the path of name relative to dir, and whether name is below
// dir; dir may be "" or ".".
func under(name, dir string) (string, bool) {
	if dir == "" || dir == "." {
		return name, true
	}
	return strings.CutPrefix(name, dir+"/")
}

// isMarkdown reports whether a file has an extension of Markdown.
func isMarkdown(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".mdx", ".markdown", ".mkd", ".mkdn", ".mkdown", ".qmd":
		return true
	}
	return false
}
