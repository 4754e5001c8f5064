package epub

import (
	"context"
	"fmt"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/net/html"
	"golang.org/x/text/language"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

// A layout is a book on its way from articles to pages. Encode runs its
// stages in this order:
//
//	open    creates the articles and the index of references (link.go)
//	images  reads, converts and counts the pictures (picture_find.go, asset.go)
//	pages   makes the pages of each article: it parses the trees, brings them into
//	        the form of books (article.go, with picture.go, foreign.go, upright.go
//	        and note.go), records what is behind warnings (caution.go), splits them
//	        (divide.go, split.go) and writes them (pages.go); then it makes the
//	        cover (cover.go) and the other pages (front.go)
//	build   lays them out with go-epub (build.go) and writes the package document
//	        and the contents (opf.go, nav.go) and the container (pack.go)
type layout struct {
	e        *Encoder
	b        *Book // with all defaults filled
	words    *label.Labels
	articles []*article // in reading order
	links    *linkIndex
	refs     []imageRef // each picture once
	assets   map[string]asset
	why      map[string]error
	cover    *asset
	pageList []*page   // in reading order, without the contents page
	contents []*toc    // front matter, articles, colophon
	report   Report    // filled in by the stages
	access   accessing // facts for the accessibility metadata

	kept    []byte         // settings, if there is a cache
	titles  map[string]int // number of articles with each title
	written map[string]int // number of articles by their authors, as the contents name them
}

// accessing holds the facts about pictures, formulas and ruby text that the
// accessibility metadata is computed from.
type accessing struct {
	pictures, described, moving bool
	math, tex, ruby             bool
	pages                       bool // whether page marks exist
}

// An article is a chapter that is being turned into pages.
type article struct {
	c       *Chapter
	n       int // from 1
	name    string
	mark    string // before the title, such as "Repost"
	title   string
	lang    string
	words   *label.Labels
	root    *html.Node
	arena   *xhtml.Arena // of the trees
	warned  []warned
	access  accessing // only the facts about its pictures
	missed  []Missing
	asked   map[string]int // number of uses of each reference of a missing picture so far
	parts   []*part
	ids     map[string]string // maps an id as written to the id in the book
	pageOf  map[string]int    // maps an id in the book to the index of its part
	heads   []heading
	marks   []pageMark // in reading order
	guarded guarded
}

// A warned is a content warning together with the tree of its body.
type warned struct {
	*post.Warning
	html, clean string // the body; clean is the same markup if it is known to be clean, else ""
	body        *html.Node
}

// section reports whether the warning is about a section, and so stands in
// the body.
func (w warned) section() bool { return w.Scope == post.ScopeSection }

// warned returns the content warnings of the chapter.
func (c *Chapter) warned() []warned {
	all := make([]warned, len(c.Warnings))
	for i, w := range c.Warnings {
		all[i] = warned{Warning: w, html: w.HTML}
		if i < len(c.cleanWarnings) {
			all[i].clean = c.cleanWarnings[i]
		}
		if w.Body != nil {
			all[i].html = renderer.Warning(w)
		}
	}
	return all
}

// A part is the piece of an article on one page.
type part struct {
	file  string
	nodes []*html.Node // nil once the page is written
	notes []*html.Node
	// begins is the id of the heading that the part begins with; "" if it
	// begins with something else.
	begins string
	// math, tex and ruby report whether the part contains MathML, a formula
	// as TeX, or ruby text.
	math, tex, ruby bool
}

// A page is a document of the book.
type page struct {
	file  string // below the folder of pages
	title string
	lang  string
	class string // class of the body element
	body  string // of a page of the book itself, until there is an entry
	math  bool
	entry entry
}

// name returns the name of the page in the container.
func (p *page) name() string { return root + pageFolder + p.file }

// A toc is an entry of the contents.
type toc struct {
	title    string
	lang     string // if it differs from the language of the book
	file     string // of the page
	id       string // the target on the page, "" for its top
	caution  string // its content warnings, "" if it has none
	by       string // author or date; "" if neither helps to tell entries apart
	children []*toc
}

func (t *toc) href() string {
	if t.id == "" {
		return t.file
	}
	return t.file + "#" + t.id
}

// concurrently calls do for each number below n, a few at a time.
func concurrently(n int, do func(i int) error) error {
	var next atomic.Int64
	var mu sync.Mutex
	var first error
	failed := n
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if err := do(i); err != nil {
					mu.Lock()
					if i < failed {
						failed, first = i, err
					}
					mu.Unlock()
				}
			}
		})
	}
	wg.Wait()
	return first
}

// open creates the articles, but does not parse their markup yet. A tree
// takes many times the memory of its markup, so only the articles in progress
// have one.
func (l *layout) open() error {
	l.words, l.titles, l.written = l.b.labels(l.b.Lang), make(map[string]int), make(map[string]int)
	for c := range l.b.All() {
		a := &article{c: c, n: len(l.articles) + 1, lang: c.Lang}
		a.name = fmt.Sprintf("a%04d", a.n)
		if a.lang == "" {
			a.lang = l.b.unsaid
		}
		a.words = l.b.labels(a.lang)
		title, err := c.titled(a.words)
		if err != nil {
			return err
		}
		a.mark, a.title = titleMark(title)
		a.warned = c.warned()
		l.articles = append(l.articles, a)
		l.titles[a.title]++
		l.written[a.authors(l.words)]++
		if len(c.Warnings) > 0 {
			l.report.Warned++
		}
		if c.isRepost() {
			l.report.Reposts++
		}
	}
	l.links = newLinkIndex(l.b, l.articles)
	l.report.Chapters = len(l.articles)
	if l.e.Cache != nil {
		l.kept = l.settings()
	}
	return nil
}

// read parses the markup of the article and its warnings.
func (a *article) read() error {
	c, err := a.c.whole()
	if err != nil {
		return err
	}
	a.arena = arenas.Get().(*xhtml.Arena)
	for i, w := range a.warned {
		a.warned[i].body = tree(a.arena, w.html, w.clean)
	}
	a.root = tree(a.arena, c.HTML, c.clean)
	return nil
}

// arenas holds unused arenas. The trees of all articles of a large book would
// otherwise take most of the time that collecting garbage takes.
var arenas = sync.Pool{New: func() any { return new(xhtml.Arena) }}

// tree parses markup. It cleans the markup first unless it equals clean.
func tree(arena *xhtml.Arena, markup, clean string) *html.Node {
	if markup == clean {
		if root, err := arena.Read(markup); err == nil {
			return root
		}
	}
	return xhtml.Parse(markup, xhtml.Options{})
}

// drop releases the trees of the article, of which nothing may be used any more.
func (a *article) drop() {
	a.root = nil
	for i := range a.warned {
		a.warned[i].body = nil
	}
	a.arena.Reset()
	arenas.Put(a.arena)
	a.arena = nil
}

// detach copies what the book needs of an article after its pages are
// written, so that its markup does not stay in memory.
func (a *article) detach() {
	for _, v := range []any{&a.ids, &a.pageOf, &a.guarded.ids, &a.guarded.heads} {
		detach(reflect.ValueOf(v).Elem())
	}
	for i := range a.heads {
		h := &a.heads[i]
		h.id, h.text = strings.Clone(h.id), strings.Clone(h.text)
	}
	for i := range a.marks {
		m := &a.marks[i]
		m.id, m.label = strings.Clone(m.id), strings.Clone(m.label)
	}
	for i := range a.missed {
		m := &a.missed[i]
		m.Pos, m.Ref, m.Alt = strings.Clone(m.Pos), strings.Clone(m.Ref), strings.Clone(m.Alt)
	}
	for _, p := range a.parts {
		p.begins = ""
	}
	a.asked = nil
}

// trees returns the tree of the body and those of the warnings.
func (a *article) trees() []*html.Node {
	all := make([]*html.Node, 0, 1+len(a.warned))
	for _, w := range a.warned {
		all = append(all, w.body)
	}
	return append(all, a.root)
}

// pages makes all pages of the book. Pages of articles are compressed as soon as
// they are written, because uncompressed pages took most of the memory in a book
// of 1,000 articles.
func (l *layout) pages(ctx context.Context) error {
	bodies := make([][]*page, len(l.articles))
	write := func(i int) (err error) {
		a := l.articles[i]
		if bodies[i], err = a.pages(l); err != nil {
			return err
		}
		a.guarded.forget()
		a.detach()
		if l.e.WarningsAt != WarningsPage { // otherwise the page of warnings needs them later
			a.drop()
		}
		if l.e.Release {
			a.c.release()
		}
		return ctx.Err()
	}
	// The page of an id is unknown until its article is prepared. Articles
	// that link into other articles are therefore written after all others.
	err := concurrently(len(l.articles), func(i int) error {
		a := l.articles[i]
		if bodies[i] = a.restore(l); bodies[i] != nil {
			if l.e.Release {
				a.c.release()
			}
			return ctx.Err()
		}
		if err := a.read(); err != nil {
			return err
		}
		a.prepare(l)
		if a.asksOthers(l) {
			return ctx.Err()
		}
		if err := write(i); err != nil {
			return err
		}
		a.keep(l, bodies[i])
		return nil
	})
	if err != nil {
		return err
	}
	err = concurrently(len(l.articles), func(i int) error {
		if bodies[i] != nil {
			return nil
		}
		return write(i)
	})
	if err != nil {
		return err
	}
	// The cover takes about as much memory as the chapters, which are gone by now
	// if they are released.
	if err := l.makeCover(ctx); err != nil {
		return err
	}
	l.access = accessing{described: true}
	for _, a := range l.articles {
		l.report.Missing = append(l.report.Missing, a.missed...)
	}
	l.front()
	i := 0
	l.contents = append(l.contents, l.group(l.b.Chapters, l.b.Groups, bodies, &i)...)
	l.back()
	l.report.Pages = len(l.pageList) + 1
	l.describe()
	return nil
}

// group adds the pages of chapters and groups and returns their entries in
// the contents. i is the number of articles already added.
func (l *layout) group(chapters []*Chapter, groups []*Group, bodies [][]*page, i *int) []*toc {
	var entries []*toc
	for range chapters {
		a := l.articles[*i]
		l.pageList = append(l.pageList, bodies[*i]...)
		entries = append(entries, a.entry(l))
		*i++
	}
	for _, g := range groups {
		p := l.groupPage(g)
		entry := &toc{title: p.title, file: p.file}
		entry.children = l.group(g.Chapters, g.Groups, bodies, i)
		entries = append(entries, entry)
	}
	return entries
}

// describe computes the accessibility facts of the whole book.
func (l *layout) describe() {
	for _, a := range l.articles {
		if a.access.pictures {
			l.access.pictures = true
			l.access.described = l.access.described && a.access.described
		}
		l.access.pages = l.access.pages || len(a.marks) > 0
		for _, p := range a.parts {
			l.access.math = l.access.math || p.math
			l.access.tex = l.access.tex || p.tex
			l.access.ruby = l.access.ruby || p.ruby
		}
	}
	for _, f := range l.uniqueAssets() {
		l.access.moving = l.access.moving || f.Animated
	}
}

// wordsLang returns the language of the words that the package adds, such as
// headings of its pages, if it differs from the language of the book; else
// "". The words exist in some languages only.
func (l *layout) wordsLang() string {
	own, _ := language.Make(l.b.Lang).Base()
	if words, _ := language.Make(l.words.Lang).Base(); words != own {
		return l.words.Lang
	}
	return ""
}

// direction returns "rtl" for a language that is written from right to left,
// else "".
func direction(lang string) string {
	if post.Direction(lang) == "rtl" {
		return "rtl"
	}
	return ""
}

// vertical reports whether the book is set in columns.
func (l *layout) vertical() bool {
	if !l.e.Vertical {
		return false
	}
	base, _ := language.Make(l.b.Lang).Base()
	return slices.Contains([]string{"zh", "ja", "yue", "wuu", "lzh"}, base.String())
}
