package epub

import (
	"archive/zip"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"iter"
	"slices"
	"time"

	"github.com/foreword-go/foreword/internal/wire"
	"github.com/foreword-go/foreword/post"
)

// A Cache keeps chapters and finished pages between runs of a program, so that
// a book in which one post has changed is made without parsing, laying out
// and compressing all others again. It changes no byte of a book.
//
// A value is found by the SHA-256 of everything that it was made from. For a
// chapter, these are the [PostReader.Key] of its post and the [Layout]. For the pages of an article, these are the key of
// its chapter, its position, the options of the [Encoder], the paths and
// addresses of all articles, which decide where its links lead, and the names
// and sizes of its pictures. The layout by go-epub is found by what go-epub is given: the
// names and titles of all pages and files. Pages with links into the text of other articles
// are not kept, because they also depend on that text. Neither is anything of
// a chapter that was filled in by hand or rendered with hooks, nor a page of a
// book with a Vocabulary of its own.
//
// Get and Put may be called from several goroutines at once.
type Cache struct {
	// Version is the version of the program. It must change whenever the
	// program does, because another version may make another book.
	Version string
	// Get returns the bytes that Put stored under key, or nil. It must return
	// no others.
	Get func(key [sha256.Size]byte) []byte
	// Put stores a value under key. It may also do nothing.
	Put func(key [sha256.Size]byte, value []byte)
}

// sum starts a key for values of a kind.
func (c *Cache) sum(kind string) hash.Hash {
	h := sha256.New()
	fmt.Fprintf(h, "foreword %s 2\n%q\n", kind, c.Version)
	return h
}

func keyOf(h hash.Hash) [sha256.Size]byte { return [sha256.Size]byte(h.Sum(nil)) }

// putValue stores a value, followed by data.
func putValue[T any](c *Cache, key [sha256.Size]byte, value *T, data []byte) {
	if c.Put == nil {
		return
	}
	head := wire.Append(nil, value)
	b := binary.AppendUvarint(make([]byte, 0, len(head)+len(data)+binary.MaxVarintLen64), uint64(len(head)))
	c.Put(key, append(append(b, head...), data...))
}

// getValue reads a value that putValue stored, and returns the data after it.
func getValue[T any](c *Cache, key [sha256.Size]byte, value *T) (data []byte, ok bool) {
	if c.Get == nil {
		return nil, false
	}
	b := c.Get(key)
	n, at := binary.Uvarint(b)
	if at <= 0 || n > uint64(len(b)-at) {
		return nil, false
	}
	b = b[at:]
	if rest, err := wire.Read(string(b[:n]), value); err != nil || rest != "" {
		return nil, false
	}
	return b[n:], true
}

// A keptChapter holds a chapter that was made from a post, except its
// compressed markup, which follows it.
type keptChapter struct {
	Selected bool     // whether the layout selects the post; if not, the rest is empty
	Group    []string // the names of its group

	Title, Lang, ID, Path, URL string
	Warnings                   []*post.Warning
	Authors                    []post.Author
	Source                     Source
	Reposted                   bool
	Published, Updated         keptTime
	License                    string
	Tags                       []string
	Cover                      string
	Places                     map[string][]string
	Pictures                   []string
}

// A keptTime is a time with its zone, of which package wire would not keep the
// name.
type keptTime struct {
	Known      bool
	Unix, Nano int64
	Zone       string
	Offset     int
}

func keepTime(t time.Time) keptTime {
	zone, offset := t.Zone()
	return keptTime{!t.IsZero(), t.Unix(), int64(t.Nanosecond()), zone, offset}
}

func (t keptTime) time() time.Time {
	switch at := time.Unix(t.Unix, t.Nano); {
	case !t.Known:
		return time.Time{}
	case t.Offset == 0 && t.Zone == "UTC":
		return at.UTC()
	default:
		return at.In(time.FixedZone(t.Zone, t.Offset))
	}
}

// A PostReader reads posts, and knows without reading whether they have changed.
// [github.com/foreword-go/foreword/post/markdown.Parser] is one.
type PostReader interface {
	// Posts yields a post or an error for each head, in their order.
	Posts(ctx context.Context, heads []*post.Head) iter.Seq2[*post.Post, error]
	// Key returns a hash of everything that a post is made from, or false for
	// a post that is not to be kept. It may be called from several goroutines
	// at once.
	Key(h *post.Head) (key [sha256.Size]byte, ok bool)
}

// FromHeads does the same as [FromPosts] for the posts that heads describe.
// Chapters that the cache has are taken from there, and posts reads only the
// others. The chapters are as with [Layout.Compact].
func (c *Cache) FromHeads(ctx context.Context, meta Book, heads []*post.Head, posts PostReader, o Layout) (*Book, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	o.Compact = true
	all, err := c.chapters(ctx, heads, posts, &o)
	if err != nil {
		return nil, err
	}
	var missing []*post.Head
	for i, h := range heads {
		if !all[i].kept {
			missing = append(missing, h)
		}
	}
	next, stop := iter.Pull2(posts.Posts(ctx, missing))
	defer stop()
	var errs []error
	var chosen []grouped
	for _, g := range all {
		if !g.kept {
			p, err, ok := next()
			if !ok {
				break
			}
			if err != nil {
				errs = append(errs, err)
				continue
			}
			g.grouped = o.chapter(p)
			if g.key != ([sha256.Size]byte{}) {
				c.keep(g.key, g.grouped)
			}
		}
		if g.Chapter != nil {
			chosen = append(chosen, g.grouped)
		}
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return o.book(meta, chosen), errors.Join(errs...)
}

// A keyed is a chapter, which may be of the cache.
type keyed struct {
	grouped
	key  [sha256.Size]byte // zero if the chapter is not to be kept
	kept bool              // whether the cache has it
}

// chapters looks up the chapter of each of heads.
func (c *Cache) chapters(ctx context.Context, heads []*post.Head, posts PostReader, o *Layout) ([]keyed, error) {
	all := make([]keyed, len(heads))
	layout, err := json.Marshal(o)
	if err != nil {
		return nil, err
	}
	return all, concurrently(len(heads), func(i int) error {
		of, ok := posts.Key(heads[i])
		if !ok || o.Renderer != nil { // what hooks write is not part of a key
			return ctx.Err()
		}
		sum := c.sum("chapter")
		sum.Write(layout)
		sum.Write(of[:])
		g := &all[i]
		g.key = keyOf(sum)
		g.grouped, g.kept = c.chapter(g.key, heads[i])
		if g.Chapter != nil {
			g.Chapter.Curl = o.Curl
		}
		return ctx.Err()
	})
}

// keep stores a chapter and marks it with its key. A post that the layout does
// not select has no chapter.
func (c *Cache) keep(key [sha256.Size]byte, g grouped) {
	if g.Chapter == nil {
		putValue(c, key, &keptChapter{}, nil)
		return
	}
	own := g.Chapter
	own.key = key
	putValue(c, key, &keptChapter{
		Selected: true, Group: g.path,
		Title: own.Title, Lang: own.Lang, ID: own.ID, Path: own.Path, URL: own.URL, Warnings: own.Warnings, Authors: own.Authors,
		Source: own.Source, Reposted: own.Reposted, Published: keepTime(own.Published), Updated: keepTime(own.Updated),
		License: own.License, Tags: own.Tags, Cover: own.Cover, Places: own.places, Pictures: own.pictures,
	}, own.compressed)
}

// chapter returns the chapter that is stored under key.
func (c *Cache) chapter(key [sha256.Size]byte, h *post.Head) (grouped, bool) {
	var k keptChapter
	data, ok := getValue(c, key, &k)
	if !ok || !k.Selected {
		return grouped{}, ok
	}
	own := &Chapter{
		Title: k.Title, Lang: k.Lang, ID: k.ID, Path: k.Path, URL: k.URL, Warnings: k.Warnings, Authors: k.Authors,
		Source: k.Source, Reposted: k.Reposted, Published: k.Published.time(), Updated: k.Updated.time(),
		License: k.License, Tags: k.Tags, Cover: k.Cover, places: k.Places, pictures: k.Pictures,
		compressed: data, compressedClean: true, key: key, Open: h.Open, root: rootOf(h.Files),
	}
	if own.pictures == nil {
		own.pictures = []string{}
	}
	if h.Files != nil {
		own.Resolve = h.Resolve
	}
	for _, w := range own.Warnings {
		own.cleanWarnings = append(own.cleanWarnings, w.HTML)
	}
	return grouped{Chapter: own, path: k.Group}, true
}

// A keptArticle holds what the book needs of a finished article besides its
// chapter. The compressed pages follow it.
type keptArticle struct {
	Parts     []keptPart
	Pages     []keptPage
	IDs       map[string]string
	PageOf    map[string]int
	Heads     []keptHeading
	Marks     []keptMark
	Behind    map[string]string // ids behind the warnings of sections
	Warned    map[string]bool   // headings whose section has a warning
	Lost      int               // number of warnings of sections that are not in the body
	Pictures  bool              // whether it has pictures, and whether
	Described bool              // all of them have an alternative text
	Missing   []keptMissing
}

type keptPart struct {
	File            string
	Math, TeX, Ruby bool
}

type keptPage struct {
	File, Title, Lang, Class string
	Math                     bool
	Size, Length             int
	CRC                      uint32
}

type keptMark struct{ ID, Label string }

type keptHeading struct {
	Level    int
	ID, Text string
}

type keptMissing struct{ Pos, Ref, Alt string }

// A keptContainer holds the container document of a book that go-epub laid out.
type keptContainer struct{ Text string }

// settings returns the start of the keys of all articles of the book.
func (l *layout) settings() []byte {
	sum := l.e.Cache.sum("article")
	fmt.Fprintf(sum, "%q %q %q %d %t %q %q %q %q\n", l.e.Images, l.e.WarningsAt, l.e.Formulas, l.e.splitBytes(), l.vertical(), l.b.Lang, l.b.unsaid, l.b.SiteURL, l.b.Absent)
	roots := make(map[any]int)
	for _, a := range l.articles {
		if roots[a.c.root] == 0 {
			roots[a.c.root] = len(roots) + 1
		}
		fmt.Fprintf(sum, "%q %q %d\n", a.c.Path, a.c.URL, roots[a.c.root])
	}
	return sum.Sum(nil)
}

// key returns the key of the pages of an article; false if they are not kept.
func (a *article) key(l *layout) (key [sha256.Size]byte, ok bool) {
	if l.e.Cache == nil || l.b.Vocabulary != nil || a.c.key == key || l.e.WarningsAt == WarningsPage {
		return key, false
	}
	sum := sha256.New()
	fmt.Fprintf(sum, "%x %d\n", l.kept, a.n)
	sum.Write(a.c.key[:])
	for _, ref := range a.c.pictures {
		f, ok := l.assets[a.pictureKey(ref)]
		fmt.Fprintf(sum, "%q %t %q %d %d %q\n", ref, ok, f.Name, f.Width, f.Height, f.Look)
	}
	return keyOf(sum), true
}

// restore returns the pages of an article if the cache has them, and sets
// what the book needs of the article. Otherwise it returns nil.
func (a *article) restore(l *layout) []*page {
	key, ok := a.key(l)
	if !ok {
		return nil
	}
	var k keptArticle
	data, ok := getValue(l.e.Cache, key, &k)
	if !ok {
		return nil
	}
	var pages []*page
	for _, p := range k.Pages {
		if p.Length < 0 || p.Length > len(data) {
			return nil
		}
		pg := &page{file: p.File, title: p.Title, lang: p.Lang, class: p.Class, math: p.Math}
		pg.entry = entry{name: pg.name(), method: zip.Deflate, size: p.Size, crc: p.CRC, data: data[:p.Length:p.Length]}
		pages, data = append(pages, pg), data[p.Length:]
	}
	for _, p := range k.Parts {
		a.parts = append(a.parts, &part{file: p.File, math: p.Math, tex: p.TeX, ruby: p.Ruby})
	}
	for _, h := range k.Heads {
		a.heads = append(a.heads, heading{h.Level, h.ID, h.Text})
	}
	for _, m := range k.Marks {
		a.marks = append(a.marks, pageMark{m.ID, m.Label})
	}
	a.ids, a.pageOf = k.IDs, k.PageOf
	a.guarded = guarded{ids: k.Behind, heads: k.Warned, lost: make([]warned, k.Lost)}
	a.access = accessing{pictures: k.Pictures, described: k.Described}
	for _, m := range k.Missing {
		a.missed = append(a.missed, Missing{Pos: m.Pos, Ref: m.Ref, Alt: m.Alt, Err: l.whyMissing(a, m.Ref)})
	}
	return pages
}

// keep stores the finished pages of an article.
func (a *article) keep(l *layout, pages []*page) {
	key, ok := a.key(l)
	if !ok {
		return
	}
	k := keptArticle{
		IDs: a.ids, PageOf: a.pageOf, Behind: a.guarded.ids, Warned: a.guarded.heads, Lost: len(a.guarded.lost),
		Pictures: a.access.pictures, Described: a.access.described,
	}
	var data [][]byte
	for _, p := range pages {
		k.Pages = append(k.Pages, keptPage{p.file, p.title, p.lang, p.class, p.math, p.entry.size, len(p.entry.data), p.entry.crc})
		data = append(data, p.entry.data)
	}
	for _, p := range a.parts {
		k.Parts = append(k.Parts, keptPart{p.file, p.math, p.tex, p.ruby})
	}
	for _, h := range a.heads {
		k.Heads = append(k.Heads, keptHeading{h.level, h.id, h.text})
	}
	for _, m := range a.marks {
		k.Marks = append(k.Marks, keptMark{m.id, m.label})
	}
	for _, m := range a.missed {
		k.Missing = append(k.Missing, keptMissing{m.Pos, m.Ref, m.Alt})
	}
	putValue(l.e.Cache, key, &k, slices.Concat(data...))
}
