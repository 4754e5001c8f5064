package epub

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"path"
	"strings"
	"time"

	"github.com/foreword-go/foreword/internal/lazyregexp"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

// A Chapter holds one article of a book: its text and its metadata.
type Chapter struct {
	// Title is plain text. If "", it is the first words of the article, or,
	// if the article has a content warning, the name of its file. A mark at
	// its start, such as "[译]" or "Repost:", is shown separately.
	Title string
	// Lang is a BCP 47 tag. If "", the language of the book is used; see
	// [Book.Lang].
	Lang string
	// ID identifies the article among all others and should never change. If
	// "", the first of URL, Path and Title that is set is used.
	ID string
	// Path is the name of the source file. It is used in messages, and for
	// relative links from other chapters such as "../b.md". It may be "".
	Path string
	// URL is the address of the article on its site, absolute or relative to
	// the root of the site. Links to this address from other chapters lead to
	// the chapter.
	URL string
	// HTML is the body as a fragment of HTML or XHTML, without title, warnings
	// and attribution. It is cleaned: see the package comment. A formula in TeX
	// is <code class="math">, on a line of its own <code class="math display">.
	HTML string
	// Curl reports whether typewriter quotes, dashes and dots in English text
	// are replaced by typographic ones, as the engine of the site would do.
	Curl bool
	// Warnings are the content warnings. They are written before everything
	// else, and none is ever left out. A warning of [post.ScopeSection]
	// stands at its section in HTML, where it is found by its ID, or else by
	// its title; before the contents it is only listed. If a warning has a
	// Body, it is rendered in place of the warning's HTML.
	Warnings []*post.Warning
	// Authors are the authors of the article and people with another part in
	// it; see [Book.Authors] for the roles. If empty, no author is shown.
	Authors []post.Author
	// Source is the original of a reposted article. It is zero if the article
	// is not a repost or its source is unknown.
	Source Source
	// Reposted reports whether someone else wrote the article. A chapter with
	// a Source counts as a repost in any case.
	Reposted bool
	// Published and Updated are shown as dates in their own time zones.
	Published, Updated time.Time
	// License is a name, a text or an absolute URL; "" if unknown.
	License string
	// Tags are shown below the title.
	Tags []string
	// Cover is a reference to the article's own picture, which becomes the
	// cover of a book that contains only this article. "" if there is none.
	Cover string
	// Open opens a local picture by its reference in HTML. It must not open
	// files outside the folder that may be published. If nil, local pictures
	// are missing.
	Open func(ref string) (fs.File, error)
	// Resolve returns the file or page that a reference in HTML means on the
	// site of the article. A link to the file or address of another chapter
	// leads to that chapter, and any other link to the address in the result.
	// If Resolve is nil or does not find the target, the reference is read as
	// a path or an address.
	Resolve func(ref string) post.Target

	// clean is HTML as xhtml.Clean wrote it. If it still equals HTML, the
	// markup need not be cleaned again.
	clean string
	// cleanWarnings holds the same for the HTML of each of Warnings.
	cleanWarnings []string
	// compressed holds HTML in compressed form if [Layout.Compact] is set.
	// HTML is then "". If compressedClean, it is clean.
	compressed      []byte
	compressedClean bool
	// root is the folder that the post of the chapter was read from; nil if
	// unknown. See post.Files.
	root     any
	released bool // whether an Encoder has dropped the markup
	// key is the key of a chapter that a [Cache] keeps; zero for any other.
	key [sha256.Size]byte
	// pictures holds the references of all pictures, in reading order; nil if
	// they are not known.
	pictures []string
	// places maps the reference of a picture to the places in the source that
	// have it, in reading order.
	places map[string][]string
}

// A Source describes the original of a reposted article. Empty fields are
// unknown.
type Source struct {
	Title       string // if it differs from the title of the article
	URL         string // absolute
	Publication string // the journal, site or account that published the original
}

// name returns the name of the n-th chapter for messages.
func (c *Chapter) name(n int) string {
	if c.Path != "" {
		return c.Path
	}
	return fmt.Sprintf("chapter %d", n)
}

// titled returns the result of heading for a chapter whose markup may be
// compressed.
func (c *Chapter) titled(words *label.Labels) (string, error) {
	if xhtml.OneLine(xhtml.Legal(c.Title)) != "" || len(c.Warnings) > 0 {
		return c.heading(words), nil
	}
	full, err := c.whole()
	if err != nil {
		return "", err
	}
	return full.heading(words), nil
}

// heading returns the title of the chapter, or else its first words, or else
// the name of its file. The first words are not used if the chapter has a
// warning.
func (c *Chapter) heading(words *label.Labels) string {
	if t := xhtml.OneLine(xhtml.Legal(c.Title)); t != "" {
		return t
	}
	if len(c.Warnings) == 0 {
		if t := firstWords(c.HTML); t != "" {
			return t
		}
	}
	name := path.Base(c.Path)
	name = strings.TrimSuffix(name, path.Ext(name))
	switch name = xhtml.OneLine(strings.Map(func(r rune) rune {
		if r == '-' || r == '_' {
			return ' '
		}
		return r
	}, reDay.ReplaceAllString(name, ""))); strings.ToLower(name) {
	case "", ".", "/", "index", "readme":
		return words.Untitled
	}
	return name
}

// reDay matches the date at the start of a Jekyll file name.
var reDay = lazyregexp.New(`^\d{4}-\d{2}-\d{2}-`)

// firstWords returns the first sentence of the first block of text in markup,
// or about its first 24 characters. It returns "" if the beginning of markup
// has no text.
func firstWords(markup string) string {
	const (
		most   = 4 << 10 // bytes of markup that are read
		length = 24      // characters
	)
	cut := len(markup) > most
	if cut {
		markup = markup[:most]
	}
	body := xhtml.Parse(markup, xhtml.Options{})
	text := textOf(body)
	for n := range body.Descendants() {
		if first := textOf(n); first != "" && isElement(n, "p", "li", "pre", "td", "h1", "h2", "h3", "h4", "h5", "h6") {
			text = first
			break
		}
	}
	runes := []rune(text)
	if len(runes) <= length {
		return strings.TrimRight(text, "。.；;：:")
	}
	end := length
	for i, r := range runes[:length] {
		if i > 0 && strings.ContainsRune("。！？；.!?;", r) {
			return string(runes[:i]) // a sentence
		}
		if r == ' ' && i > length/2 {
			end = i
		}
	}
	return strings.TrimRight(string(runes[:end]), " ,，、:：") + "…"
}

func (c *Chapter) isRepost() bool { return c.Reposted || c.Source != (Source{}) }

func (c *Chapter) identity() string {
	for _, s := range []string{c.ID, c.URL, c.Path, c.Title} {
		if s != "" {
			return s
		}
	}
	return ""
}
