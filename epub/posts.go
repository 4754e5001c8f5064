package epub

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"slices"

	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

// A Layout says which posts become chapters of a book, and how they are
// grouped and sorted. The zero Layout takes all posts, oldest first, without
// groups.
type Layout struct {
	// Filter selects posts. It does not leave out drafts and hidden posts:
	// the caller does.
	Filter post.Filter
	// Reposts selects only reposts, and Warned only posts with a content
	// warning; with both, a post must be both. They are separate from Filter
	// because most reposts and warnings are recognised in the text, which a
	// Filter does not see.
	Reposts, Warned bool
	// GroupBy says how posts are divided into groups.
	GroupBy Grouping
	// Sort is the order of posts within the book or within a group.
	Sort Order
	// Compact keeps the markup of chapters compressed, with [Chapter.HTML]
	// empty, until an [Encoder] writes them. If a book has many volumes, only
	// the one being written then takes its full memory, and each of the
	// others about the size of its file.
	Compact bool
	// Curl is the value of [Chapter.Curl] for all chapters.
	Curl bool
	// Renderer, if not nil, holds the hooks with which the bodies of posts are
	// rendered; its other fields are ignored. A result of its Link or Image
	// hook is a reference like any in [Chapter.HTML]. Code and formulas that
	// its Highlight and Math hooks do not take are written as without them.
	Renderer *post.Renderer `json:"-"`
	// Site holds the authors of the site. They are the authors of posts that
	// name none, and the compilers of reposts that do not say who posted
	// them.
	Site []post.Author
}

// FromPosts returns a copy of meta with posts added as chapters or groups. A
// post with several tags is in the group of its first tag only. Groups are
// sorted by name, groups of years in the order of their posts; posts without
// a group come last.
//
// An error in the sequence does not end it: the errors are returned joined,
// together with the book of all posts that could be read. If GroupBy or Sort
// has an unknown value, no post is read, the book is nil, and the error wraps
// [ErrValue].
func FromPosts(meta Book, posts iter.Seq2[*post.Post, error], o Layout) (*Book, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	var errs []error
	var all []grouped
	for p, err := range posts {
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if g := o.chapter(p); g.Chapter != nil {
			all = append(all, g)
		}
	}
	return o.book(meta, all), errors.Join(errs...)
}

// check returns an error if a value of the layout is unknown.
func (o *Layout) check() error {
	if err := allowed(o.GroupBy, groupings); err != nil {
		return fmt.Errorf("epub: group: %w", err)
	}
	if err := allowed(o.Sort, orders); err != nil {
		return fmt.Errorf("epub: sort: %w", err)
	}
	return nil
}

// chapter returns the chapter of a post with the names of its group. The
// chapter is nil if the layout does not select the post.
func (o *Layout) chapter(p *post.Post) grouped {
	if !o.selects(p) {
		return grouped{}
	}
	c := newChapter(p, o)
	c.Curl = o.Curl
	if o.Compact {
		c.compact()
	}
	return grouped{c, o.GroupBy.of(p, c)}
}

// book returns a copy of meta with the chapters added, which it sorts and
// groups.
func (o *Layout) book(meta Book, all []grouped) *Book {
	o.Sort.sort(all)
	b := meta
	b.Chapters, b.Groups = slices.Clone(meta.Chapters), slices.Clone(meta.Groups)
	if o.GroupBy == "" || o.GroupBy == GroupNone {
		for _, g := range all {
			b.Chapters = append(b.Chapters, g.Chapter)
		}
		return &b
	}
	chapters := slices.Collect(b.All())
	for _, g := range all {
		chapters = append(chapters, g.Chapter)
	}
	words := meta.labels(cmp.Or(meta.Lang, mainLang(chapters)))
	b.Groups = append(b.Groups, groups(all, o.GroupBy != GroupYear, words)...)
	return &b
}

// selects reports whether the layout selects a post.
func (o *Layout) selects(p *post.Post) bool {
	return o.Filter.Match(&p.Head) && (!o.Reposts || p.Repost != nil) && (!o.Warned || len(p.Warnings) > 0)
}

// Each returns an iterator that makes a book of each selected post, in the
// order of posts, and yields the errors of posts. The title, language,
// authors and dates are those of the post; all other metadata is that of
// meta. Of the layout, only Filter, Reposts, Warned, Curl, Renderer and Site are
// used.
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
			b.Chapters = []*Chapter{newChapter(p, &o)}
			b.Chapters[0].Curl = o.Curl
			if !yield(&b, nil) {
				return
			}
		}
	}
}

// renderer writes the markup of chapters.
var renderer = post.Renderer{Asides: true, Highlight: highlight, Math: markFormula}

// renderer returns what writes the bodies of posts: the hooks of the caller before those
// of this package.
func (o *Layout) renderer() *post.Renderer {
	if o.Renderer == nil {
		return &renderer
	}
	own, r := o.Renderer, renderer
	r.Link, r.Image = own.Link, own.Image
	if own.Highlight != nil {
		r.Highlight = func(lang, code string) (string, bool) {
			if markup, ok := own.Highlight(lang, code); ok {
				return markup, true
			}
			return highlight(lang, code)
		}
	}
	if own.Math != nil {
		r.Math = func(tex string, display bool) (string, bool) {
			if markup, ok := own.Math(tex, display); ok {
				return markup, true
			}
			return markFormula(tex, display)
		}
	}
	return &r
}

func newChapter(p *post.Post, o *Layout) *Chapter {
	r := o.renderer()
	c := &Chapter{
		Title: p.Title, Lang: p.Lang, ID: p.ID, Path: p.Path, URL: p.URL,
		HTML: r.Body(p), Published: p.Published, Updated: p.Updated,
		License: p.License, Tags: p.Tags, Cover: p.Cover,
	}
	for _, w := range p.Warnings {
		c.addWarning(w)
	}
	for _, img := range p.Images {
		if r.Image != nil {
			img, _ = r.Image(img)
		}
		if src, ok := xhtml.SafeImageURL(img.Src); ok {
			if c.places == nil {
				c.places = make(map[string][]string)
			}
			c.places[src] = append(c.places[src], img.Pos.String())
		}
	}
	if o.Renderer == nil || o.Renderer.Highlight == nil && o.Renderer.Math == nil {
		c.clean = c.HTML
	}
	h := post.Head{Files: p.Files} // p holds the source and the trees of the post, which would stay in memory
	c.Open, c.root = h.Open, rootOf(p.Files)
	if h.Files != nil {
		c.Resolve = h.Resolve
	}
	c.attribute(p, o.Site)
	return c
}

// rootOf returns the folder that a post was read from, nil if it is unknown;
// see [post.Files].
func rootOf(files post.Files) any {
	if f, ok := files.(interface{ Root() any }); ok {
		return f.Root()
	}
	return nil
}

// addWarning adds a warning of the post. Its body is rendered to HTML, so
// that the chapter does not hold the trees of the post.
func (c *Chapter) addWarning(w *post.Warning) {
	own := *w
	own.HTML, own.Body = renderer.Warning(w), nil
	c.Warnings = append(c.Warnings, &own)
	c.cleanWarnings = append(c.cleanWarnings, own.HTML)
}

// attribute sets the authors and the source of the chapter. For a repost, the
// authors of the original are the authors, and the people who posted it are
// compilers.
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

// newAuthor returns a with the given role, unless it has another role that a
// book can express.
func newAuthor(a post.Author, role string) post.Author {
	if code := relators[a.Role]; code == "" || code == roleAuthor {
		a.Role = role
	}
	return a
}
