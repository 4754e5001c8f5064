package epub

import (
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

// A Chapter is one article.
type Chapter struct {
	// Title is plain text. If "", the first words of the article, unless it
	// warns, else the name of its file. A mark before it, such as "[译]" or
	// "Repost:", is shown apart.
	Title string
	// Lang is a BCP 47 tag. If "", that of the book.
	Lang string
	// ID tells the article from all others and never changes. If "", URL,
	// else Path, else Title stands in.
	ID string
	// Path is the name of the source, for messages and for relative links
	// from other chapters ("../b.md"); "" if it has none.
	Path string
	// URL is the address of the article on its site, absolute or from the
	// root of the site. Links of other chapters to it lead into the book.
	URL string
	// HTML is the body as a fragment of HTML or XHTML, without title, warnings
	// and attribution. It is cleaned: see the package comment. A formula in TeX
	// is <code class="math">, on a line of its own <code class="math display">.
	HTML string
	// Curl is whether typewriter quotes, dashes and dots of English text become
	// typographic ones, as the engine of the site would do.
	Curl bool
	// Warnings stand before all else. None of them is ever left out.
	// One of [post.ScopeSection] is about a section and stands there, in HTML: it is
	// found by its ID, else by its title, and only listed before the contents.
	// Its Body, if there is one, is rendered in place of its HTML.
	Warnings []*post.Warning
	// Authors wrote the article, and others had a part in it: see [Book.Authors] for
	// their roles. Empty if unknown: nothing is invented.
	Authors []post.Author
	// Source is where the article was taken from; zero if it is original or
	// the source is unknown.
	Source Source
	// Reposted is whether the article is another's. With a Source it is, too.
	Reposted bool
	// Published and Updated are shown as days, in their own zone.
	Published, Updated time.Time
	// License is a name, a text or an absolute URL; "" if not stated.
	License string
	// Tags are shown below the title.
	Tags []string
	// Cover is the reference of the article's own picture: the front of a book
	// of this article alone. "" if it has none.
	Cover string
	// Open opens a local picture by its reference in HTML. It must not leave
	// the folder that may be published. If nil, there are none.
	Open func(ref string) (fs.File, error)
	// Resolve tells what a reference in HTML means on the site of the article. A
	// link to the file or address of another chapter leads to it, and any other to
	// the address of what it leads to. If nil, or of what it does not know, references
	// are read as paths and addresses.
	Resolve func(ref string) post.Target

	// clean is markup known to be what xhtml.Clean writes: HTML, unless it was
	// changed since.
	clean string
	// cleanWarnings is the same for the HTML of each of Warnings.
	cleanWarnings []string
	// compressed is HTML, where that is "" because of [Layout.Compact].
	compressed []byte
	// places are the places of pictures in the source by reference, in reading order.
	places map[string][]string
}

// A Source is the original of a reposted article. Empty fields are unknown.
type Source struct {
	Title       string // where it differs from that of the article
	URL         string // absolute
	Publication string // a journal, site or account
}

// name names the n-th chapter in messages.
func (c *Chapter) name(n int) string {
	if c.Path != "" {
		return c.Path
	}
	return fmt.Sprintf("chapter %d", n)
}

// heading returns the title of the chapter, else its first words, else the name of
// its file. The first words of an article that warns are not shown.
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

// reDay is the date that the names of files begin with in Jekyll.
var reDay = lazyregexp.New(`^\d{4}-\d{2}-\d{2}-`)

// firstWords returns the first sentence or so of the text of markup, "" if there
// is none soon.
func firstWords(markup string) string {
	const (
		most   = 4 << 10 // bytes of markup looked at
		length = 24      // characters
	)
	cut := len(markup) > most
	if cut {
		markup = markup[:most]
	}
	text := textOf(xhtml.Parse(markup, xhtml.Options{}))
	runes := []rune(text)
	if len(runes) <= length {
		return text
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
