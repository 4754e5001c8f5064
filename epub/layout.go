package epub

import (
	"context"
	"fmt"
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

// A layout is a book on its way from articles to pages. Its stages, in the order
// of Encode, and the files that have them:
//
//	open    the articles, and what references mean (link.go)
//	images  are read, converted and counted (asset.go)
//	pages   of each article: its trees are read, brought into the form of books
//	        (article.go, with picture.go, foreign.go, upright.go and note.go),
//	        guarded by its warnings (caution.go), split (divide.go, split.go) and written
//	        (pages.go); then the cover (cover.go) and the pages around (front.go)
//	build   has go-epub lay them out (build.go), writes the package and the
//	        contents (opf.go, nav.go) and the container (pack.go)
type layout struct {
	e        *Encoder
	b        *Book // completed
	words    *label.Labels
	articles []*article // in reading order
	links    *linkIndex
	refs     []imageRef // every picture once
	assets   map[string]asset
	why      map[string]error
	cover    *asset
	pageList []*page   // in reading order, the contents left out
	contents []*toc    // front matter, articles, colophon
	report   Report    // filled on the way
	access   accessing // what accessibility metadata may say

	titles         map[string]int // how many articles have each
	severalAuthors bool           // not all articles are by the same ones
}

// accessing is what is true of the pictures, formulas and readings of a book.
type accessing struct {
	pictures, described, moving bool
	math, tex, ruby             bool
}

// An article is a chapter on its way.
type article struct {
	c       *Chapter
	n       int // from 1
	name    string
	mark    string // before the title, such as "Repost"
	title   string
	lang    string
	words   *label.Labels
	root    *html.Node
	warned  []warned
	access  accessing // of its pictures
	missed  []Missing
	asked   map[string]int // how often the place of a missing picture was asked for
	parts   []*part
	ids     map[string]string // id as written to the one in the book
	pageOf  map[string]int    // id in the book to the index of its part
	heads   []heading
	guarded guarded
}

// A warned is a content warning with its body as a tree.
type warned struct {
	*post.Warning
	html, clean string // the body; clean is the markup that needs no cleaning
	body        *html.Node
}

// section reports whether the warning is about a section and stands there.
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

// A part is the piece of an article that is on one page.
type part struct {
	file  string
	nodes []*html.Node // nil once the page is written
	notes []*html.Node
	size  int // of the markup of nodes, about
	// begins is the id of the heading it begins with, "" if it does not.
	begins string
	// Whether there is MathML, a formula as it is written in TeX, or ruby.
	math, tex, ruby bool
}

// A page is a document of the book: markup, and then an entry.
type page struct {
	file  string // below the folder of pages
	title string
	lang  string
	class string // of the body
	body  string
	math  bool
	entry entry
}

// name is that of the page in the container.
func (p *page) name() string { return root + pageFolder + p.file }

// A toc is an entry of the contents.
type toc struct {
	title    string
	lang     string // where it is not that of the book
	file     string // of the page
	id       string // on the page, "" for its top
	caution  string // what it warns of, "" for nothing
	by       string // author or date, "" where it helps nobody
	children []*toc
}

func (t *toc) href() string {
	if t.id == "" {
		return t.file
	}
	return t.file + "#" + t.id
}

// concurrently calls do for the numbers below n, a few at a time.
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

// open begins the articles. Their markup is not read yet: a tree takes many
// times the memory of what it is read from, so that only those being worked
// on are there.
func (l *layout) open() error {
	l.words, l.titles = label.For(l.b.Lang), make(map[string]int)
	for c := range l.b.All() {
		c, err := c.whole()
		if err != nil {
			return err
		}
		a := &article{c: c, n: len(l.articles) + 1, lang: c.Lang}
		a.name = fmt.Sprintf("a%04d", a.n)
		if a.lang == "" {
			a.lang = l.b.unsaid
		}
		a.words = label.For(a.lang)
		a.mark, a.title = titleMark(c.heading(a.words))
		a.warned = c.warned()
		l.articles = append(l.articles, a)
		l.titles[a.title]++
		l.severalAuthors = l.severalAuthors || a.authors(l.words) != l.articles[0].authors(l.words)
		if len(c.Warnings) > 0 {
			l.report.Warned++
		}
		if c.isRepost() {
			l.report.Reposts++
		}
	}
	l.links = newLinkIndex(l.b, l.articles)
	l.report.Chapters = len(l.articles)
	return nil
}

// read parses the markup of the article.
func (a *article) read() {
	for i, w := range a.warned {
		a.warned[i].body = tree(w.html, w.clean)
	}
	a.root = tree(a.c.HTML, a.c.clean)
}

// tree reads markup, which needs no cleaning if it is the clean one.
func tree(markup, clean string) *html.Node {
	if markup == clean {
		if root, err := xhtml.Read(markup); err == nil {
			return root
		}
	}
	return xhtml.Parse(markup, xhtml.Options{})
}

// images gets every picture of the articles.
func (l *layout) images(ctx context.Context) error {
	if l.e.Images == "" || l.e.Images == ImagesEmbed {
		found := make([][]imageRef, len(l.articles))
		err := concurrently(len(l.articles), func(i int) error {
			found[i] = l.articles[i].pictures()
			return ctx.Err()
		})
		if err != nil {
			return err
		}
		seen := make(map[string]bool)
		for _, refs := range found {
			for _, ref := range refs {
				if !seen[ref.Key] {
					seen[ref.Key] = true
					l.refs = append(l.refs, ref)
				}
			}
		}
		g := l.e.gather(ctx, l.refs)
		l.assets, l.why = g.got, g.why
		l.report.ImagesRead, l.report.ImagesWritten = g.read, g.written
	}
	return ctx.Err()
}

// pictures returns the pictures that the article refers to, in reading order.
func (a *article) pictures() []imageRef {
	var refs []imageRef
	add := func(ref string) {
		if ref != "" {
			refs = append(refs, imageRef{Key: a.pictureKey(ref), Ref: ref, Open: a.c.Open})
		}
	}
	for _, w := range a.warned {
		eachPicture(w.html, w.clean, add)
	}
	eachPicture(a.c.HTML, a.c.clean, add)
	return refs
}

// eachPicture calls add with the src of every img in markup. No tree is built of
// markup that is clean, which is nearly all: building it is a third of the work of a
// book without it, and the tree is built again for the page.
func eachPicture(markup, clean string, add func(ref string)) {
	if !hasImg(markup) {
		return
	}
	if markup == clean {
		if refs, ok := cleanPictures(markup); ok {
			for _, ref := range refs {
				add(ref)
			}
			return
		}
	}
	for n := range tree(markup, clean).Descendants() {
		if isElement(n, "img") {
			add(attribute(n, "src"))
		}
	}
}

// cleanPictures returns the src of every img in markup that xhtml.Clean wrote, "" for
// an img without one. In that markup "<" begins a tag, a value is in double quotes,
// and neither stands in a value. It returns false for markup in another form.
func cleanPictures(markup string) (refs []string, ok bool) {
	for {
		_, rest, found := strings.Cut(markup, "<img ")
		if !found {
			return refs, true
		}
		ref := ""
		for !strings.HasPrefix(rest, "/>") {
			name, after, quoted := strings.Cut(rest, `="`)
			val, end, closed := strings.Cut(after, `"`)
			if !quoted || !closed || strings.ContainsAny(name, "<>\"'") {
				return nil, false
			}
			if name == "src" {
				ref = html.UnescapeString(val)
			}
			rest = strings.TrimPrefix(end, " ")
		}
		refs = append(refs, ref)
		markup = rest
	}
}

// hasImg reports whether there may be a picture in markup, as anyone may
// write it.
func hasImg(markup string) bool {
	for {
		_, rest, ok := strings.Cut(markup, "<")
		if !ok {
			return false
		}
		if len(rest) >= 3 && (strings.EqualFold(rest[:3], "img") || strings.EqualFold(rest[:3], "ima")) {
			return true // HTML reads <image> as one
		}
		markup = rest
	}
}

// drop lets go of the trees of the article.
func (a *article) drop() {
	a.root = nil
	for i := range a.warned {
		a.warned[i].body = nil
	}
}

// trees returns the body and the bodies of the warnings.
func (a *article) trees() []*html.Node {
	all := make([]*html.Node, 0, 1+len(a.warned))
	for _, w := range a.warned {
		all = append(all, w.body)
	}
	return append(all, a.root)
}

// pictureKey is the same for the same picture: a remote one by its URL, a
// local one by who refers to it.
func (a *article) pictureKey(ref string) string {
	if isRemote(ref) {
		return ref
	}
	return a.name + " " + ref
}

func isRemote(ref string) bool {
	scheme, _, ok := strings.Cut(ref, "//")
	return ok && (scheme == "" || strings.EqualFold(scheme, "http:") || strings.EqualFold(scheme, "https:"))
}

// pages lays the book out. Each page is compressed as soon as it is written: pages
// waiting to be compressed were most of the memory of a book of 1,000 articles.
func (l *layout) pages(ctx context.Context) error {
	if err := l.makeCover(ctx); err != nil {
		return err
	}
	bodies := make([][]*page, len(l.articles))
	write := func(i int) error {
		a := l.articles[i]
		bodies[i] = a.pages(l)
		a.guarded.forget()
		if l.e.WarningsAt != WarningsPage { // where they are written later
			a.drop()
		}
		for _, p := range bodies[i] {
			if err := l.seal(p); err != nil {
				return err
			}
		}
		return ctx.Err()
	}
	// Where in another article an id is cannot be known before that one is
	// prepared: articles that ask for it are written after all others.
	err := concurrently(len(l.articles), func(i int) error {
		a := l.articles[i]
		a.read()
		a.prepare(l)
		if a.asksOthers(l) {
			return ctx.Err()
		}
		return write(i)
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

// group lays out chapters and groups, and returns their entries in the
// contents. i is the number of articles before.
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

// describe finds what is true of the pictures of the whole book.
func (l *layout) describe() {
	for _, a := range l.articles {
		if a.access.pictures {
			l.access.pictures = true
			l.access.described = l.access.described && a.access.described
		}
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

// wordsLang is the language of the words of the book, where that is another
// one than its own: there are words in some languages only.
func (l *layout) wordsLang() string {
	own, _ := language.Make(l.b.Lang).Base()
	if words, _ := language.Make(l.words.Lang).Base(); words != own {
		return l.words.Lang
	}
	return ""
}

// direction is that of the script of a language: "rtl", or "" for the usual.
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
