package epub

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/klauspost/compress/flate"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

// A Layout says how posts become a book. The zero Layout puts them one after
// another, oldest first.
type Layout struct {
	// Filter selects posts; drafts and hidden posts are the caller's to leave
	// out.
	Filter post.Filter
	// Reposts and Warned select posts that are another's, and such with a content
	// warning. With both a post must be one and have the other. Most of that stands
	// in the text, which a Filter does not see.
	Reposts, Warned bool
	// GroupBy makes groups of the posts.
	GroupBy Grouping
	// Sort orders posts within the book or group.
	Sort Order
	// Compact holds the markup of chapters compressed, and [Chapter.HTML] empty,
	// until an [Encoder] writes them. With many volumes the memory is then that
	// of one, and of the others about what their files take.
	Compact bool
	// Curl sets [Chapter.Curl].
	Curl bool
	// Site are those who keep the site: the authors of posts that name none,
	// and who compiled reposts that do not say.
	Site []post.Author
}

// A Grouping says what the groups of a book are.
type Grouping string

// The groupings.
const (
	GroupNone     Grouping = "none" // "" means the same
	GroupCategory Grouping = "category"
	GroupTag      Grouping = "tag"
	GroupAuthor   Grouping = "author"
	GroupYear     Grouping = "year"
	// GroupOriginal is by the author of the original; what is no repost comes last.
	GroupOriginal Grouping = "original"
	// GroupWarning is by the first topic of the first warning.
	GroupWarning Grouping = "warning"
)

var groupings = []Grouping{GroupNone, GroupCategory, GroupTag, GroupAuthor, GroupYear, GroupOriginal, GroupWarning}

// UnmarshalText implements [encoding.TextUnmarshaler]. The error wraps
// [ErrValue].
func (g *Grouping) UnmarshalText(text []byte) error { return unmarshal(g, text, groupings) }

// An Order is one of posts.
type Order string

// The orders.
const (
	SortOldest Order = "oldest" // by date, then path; "" means the same
	SortNewest Order = "newest"
	SortTitle  Order = "title" // by code point
	SortPath   Order = "path"
	SortGiven  Order = "given" // as they come
)

var orders = []Order{SortOldest, SortNewest, SortTitle, SortPath, SortGiven}

// UnmarshalText implements [encoding.TextUnmarshaler]. The error wraps
// [ErrValue].
func (o *Order) UnmarshalText(text []byte) error { return unmarshal(o, text, orders) }

// FromPosts makes a book of posts: meta, with chapters and groups added. A post
// stands in the book once, also where it has several tags: in the group of its
// first one. Groups are in the order of their names, years in that of the
// posts, and posts without any come last.
//
// An error of the sequence does not end it; all of them are returned joined,
// together with the book of the posts that could be read. A layout of unknown
// words is an error that wraps [ErrValue] before a post is read.
func FromPosts(meta Book, posts iter.Seq2[*post.Post, error], o Layout) (*Book, error) {
	if err := allowed(o.GroupBy, groupings); err != nil {
		return nil, fmt.Errorf("epub: group: %w", err)
	}
	if err := allowed(o.Sort, orders); err != nil {
		return nil, fmt.Errorf("epub: sort: %w", err)
	}
	var errs []error
	var all []grouped
	for p, err := range posts {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if o.selects(p) {
			c := newChapter(p, o.Site)
			c.Curl = o.Curl
			if o.Compact {
				if err := c.compact(); err != nil {
					return nil, err
				}
			}
			all = append(all, grouped{c, o.GroupBy.of(p, c)})
		}
	}
	o.Sort.sort(all)
	b := meta
	b.Chapters, b.Groups = slices.Clone(meta.Chapters), slices.Clone(meta.Groups)
	if o.GroupBy == "" || o.GroupBy == GroupNone {
		for _, g := range all {
			b.Chapters = append(b.Chapters, g.Chapter)
		}
		return &b, errors.Join(errs...)
	}
	chapters := slices.Collect(b.All())
	for _, g := range all {
		chapters = append(chapters, g.Chapter)
	}
	words := label.For(cmp.Or(meta.Lang, mainLang(chapters)))
	b.Groups = append(b.Groups, groups(all, o.GroupBy != GroupYear, words)...)
	return &b, errors.Join(errs...)
}

// selects reports whether a post is to be in a book.
func (o *Layout) selects(p *post.Post) bool {
	return o.Filter.Match(&p.Head) && (!o.Reposts || p.Repost != nil) && (!o.Warned || len(p.Warnings) > 0)
}

// A grouped is a chapter and the path to its group.
type grouped struct {
	*Chapter
	path []string
}

// of returns the path to the group of a post, nil if it has none.
func (g Grouping) of(p *post.Post, c *Chapter) []string {
	switch g {
	case GroupCategory:
		if len(p.Categories) > 0 {
			return p.Categories[0]
		}
	case GroupTag:
		if len(p.Tags) > 0 {
			return p.Tags[:1]
		}
	case GroupWarning:
		for _, w := range p.Warnings {
			if len(w.Topics) > 0 {
				return []string{w.Topics[0].Label}
			}
		}
	case GroupOriginal:
		if p.Repost == nil {
			return nil
		}
		return GroupAuthor.of(p, c)
	case GroupAuthor:
		for _, a := range c.Authors {
			if roleOf(a) == roleAuthor {
				return []string{a.Name}
			}
		}
	case GroupYear:
		if !p.Published.IsZero() {
			return []string{strconv.Itoa(p.Published.Year())}
		}
	}
	return nil
}

// sort sorts stably.
func (o Order) sort(all []grouped) {
	var compare func(a, b grouped) int
	path := func(a, b grouped) int { return cmp.Compare(a.Path, b.Path) }
	switch o {
	case "", SortOldest:
		compare = func(a, b grouped) int { return cmp.Or(a.Published.Compare(b.Published), path(a, b)) }
	case SortNewest:
		compare = func(a, b grouped) int { return cmp.Or(b.Published.Compare(a.Published), path(a, b)) }
	case SortTitle:
		compare = func(a, b grouped) int { return cmp.Or(cmp.Compare(a.Title, b.Title), path(a, b)) }
	case SortPath:
		compare = path
	case SortGiven:
		return
	}
	slices.SortStableFunc(all, compare)
}

// groups makes the tree of groups; all is in order already.
func groups(all []grouped, byName bool, words *label.Labels) []*Group {
	root := new(Group)
	var rest []*Chapter
	for _, c := range all {
		at := root
		for _, name := range c.path {
			if name = xhtml.OneLine(name); name == "" {
				continue
			}
			i := slices.IndexFunc(at.Groups, func(g *Group) bool { return g.Title == name })
			if i < 0 {
				i = len(at.Groups)
				at.Groups = append(at.Groups, &Group{Title: name})
			}
			at = at.Groups[i]
		}
		if at == root {
			rest = append(rest, c.Chapter)
			continue
		}
		at.Chapters = append(at.Chapters, c.Chapter)
	}
	if byName {
		sortGroups(root.Groups)
	}
	if len(rest) > 0 {
		root.Groups = append(root.Groups, &Group{Title: words.Uncategorized, Chapters: rest})
	}
	return root.Groups
}

func sortGroups(all []*Group) {
	slices.SortStableFunc(all, func(a, b *Group) int { return cmp.Compare(a.Title, b.Title) })
	for _, g := range all {
		sortGroups(g.Groups)
	}
}

// Each makes a book of every post on its own, in the order of the sequence,
// with the errors of it: the title, language, authors and dates are those of
// the post, all else of meta. Of the layout only what selects posts and names
// the site counts.
func Each(meta Book, posts iter.Seq2[*post.Post, error], o Layout) iter.Seq2[*Book, error] {
	return func(yield func(*Book, error) bool) {
		for p, err := range posts {
			if err != nil {
				if !yield(nil, err) {
					return
				}
				continue
			}
			if !o.selects(p) {
				continue
			}
			b := meta
			b.Title, b.Subtitle, b.Lang, b.ID, b.Authors, b.Groups = "", "", "", "", nil, nil
			b.Chapters = []*Chapter{newChapter(p, o.Site)}
			b.Chapters[0].Curl = o.Curl
			if !yield(&b, nil) {
				return
			}
		}
	}
}

// renderer writes the markup of chapters.
var renderer = post.Renderer{Asides: true, Highlight: highlight, Math: markFormula}

func newChapter(p *post.Post, site []post.Author) *Chapter {
	c := &Chapter{
		Title: p.Title, Lang: p.Lang, ID: p.ID, Path: p.Path, URL: p.URL,
		HTML: renderer.Body(p), Published: p.Published, Updated: p.Updated,
		License: p.License, Tags: p.Tags, Cover: p.Cover,
	}
	for _, w := range p.Warnings {
		c.addWarning(w)
	}
	for _, img := range p.Images {
		if src, ok := xhtml.SafeImageURL(img.Src); ok {
			if c.places == nil {
				c.places = make(map[string][]string)
			}
			c.places[src] = append(c.places[src], img.Pos.String())
		}
	}
	c.clean = c.HTML
	h := p.Head // not p, nor its warnings: a book must not hold the trees of its posts
	h.Warnings = nil
	c.Open = h.Open
	if h.Files != nil {
		c.Resolve = h.Resolve
	}
	c.attribute(p, site)
	return c
}

// compact puts the markup of the chapter where it takes less memory.
func (c *Chapter) compact() (err error) {
	c.compressed, _, err = compress(c.HTML)
	c.HTML, c.clean = "", ""
	return err
}

// whole returns the chapter with its markup, wherever that is.
func (c *Chapter) whole() (*Chapter, error) {
	if c.compressed == nil || c.HTML != "" {
		return c, nil
	}
	var b strings.Builder
	if _, err := io.Copy(&b, flate.NewReader(bytes.NewReader(c.compressed))); err != nil {
		return nil, err
	}
	full := *c
	full.HTML = b.String()
	full.clean = full.HTML
	return &full, nil
}

// addWarning gives the chapter a warning of its post, with the body that a book has of
// it: a book must not hold the trees of its posts.
func (c *Chapter) addWarning(w *post.Warning) {
	own := *w
	own.HTML, own.Body = renderer.Warning(w), nil
	c.Warnings = append(c.Warnings, &own)
	c.cleanWarnings = append(c.cleanWarnings, own.HTML)
}

// attribute says who wrote what the post holds. Of a repost the authors of the
// original are the authors, and who posted it compiled it.
func (c *Chapter) attribute(p *post.Post, site []post.Author) {
	mine := ""
	if r := p.Repost; r != nil {
		mine = "compiler"
		c.Reposted = true
		c.Source = Source{Title: r.Title, URL: r.URL, Publication: r.Publication}
		for _, a := range r.Authors {
			c.Authors = append(c.Authors, newAuthor(a, ""))
		}
		for _, a := range r.Translators {
			c.Authors = append(c.Authors, newAuthor(a, "translator"))
		}
		if r.License != "" {
			c.License = r.License
		}
	}
	posted := p.Authors
	if len(posted) == 0 {
		posted = site
	}
	for _, a := range posted {
		c.Authors = append(c.Authors, newAuthor(a, mine))
	}
}

// newAuthor returns a person of a post, with role as what they did where the post says
// nothing of it that a book can name.
func newAuthor(a post.Author, role string) post.Author {
	if code := relators[a.Role]; code == "" || code == roleAuthor {
		a.Role = role
	}
	return a
}
