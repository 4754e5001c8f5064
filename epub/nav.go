package epub

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/foreword-go/foreword/internal/xhtml"
)

// The names of the files that only reader programs use, below the folder of
// the package.
const (
	navName = "nav.xhtml"
	ncxName = "toc.ncx"
	opfName = "package.opf"
	cssName = "css/foreword.css"
)

// fromRoot converts a reference between pages into one relative to the folder
// of the package.
func fromRoot(href string) string {
	if up, ok := strings.CutPrefix(href, "../"); ok {
		return up
	}
	return pageFolder + href
}

// manyArticles is the number of articles above which the contents do not show
// headings inside articles.
const manyArticles = 20

// tocDepth returns the number of heading levels inside articles that the
// contents show.
func (l *layout) tocDepth() int {
	switch {
	case l.e.TOCDepth != 0:
		return max(l.e.TOCDepth, 0)
	case len(l.articles) > manyArticles:
		return 0
	}
	return 2
}

// nav returns the body of the contents page (EPUB 3.3, section 7).
func (l *layout) nav() string {
	var m markup
	m.raw(`<nav epub:type="toc" role="doc-toc" aria-labelledby="title">` + "\n")
	m.el("h1", l.words.Contents, "id", "title")
	m.raw("\n")
	var list func(entries []*toc)
	list = func(entries []*toc) {
		m.raw("<ol>\n")
		for _, t := range entries {
			m.raw("<li>")
			m.open("a", append([]string{"href", fromRoot(t.href())}, langs(t.lang, l.b.Lang)...)...)
			m.raw(headline(t.title))
			words := l.b.labels(cmp.Or(t.lang, l.b.Lang))
			aside(&m, "caution", words.OpenParen, t.caution, words.CloseParen)
			aside(&m, "by", " / ", t.by, "")
			m.raw("</a>")
			if len(t.children) > 0 {
				m.raw("\n")
				list(t.children)
			}
			m.raw("</li>\n")
		}
		m.raw("</ol>\n")
	}
	list(l.contents)
	m.raw("</nav>\n", l.pageNav())

	m.open("nav", "epub:type", "landmarks", "aria-labelledby", "landmarks", "hidden", "hidden")
	m.raw("\n")
	m.el("h2", l.words.Landmarks, "id", "landmarks")
	m.raw("\n<ol>\n")
	landmark := func(kind, file, title string) {
		m.raw("<li>")
		m.el("a", title, "epub:type", kind, "href", fromRoot(file))
		m.raw("</li>\n")
	}
	for _, p := range l.pageList {
		switch p.file {
		case coverFile:
			landmark("cover", p.file, p.title)
		case titleFile:
			landmark("titlepage", p.file, p.title)
		case warningsFile:
			landmark("notice", p.file, p.title)
		}
	}
	landmark("toc", contentsFile, l.words.Contents)
	landmark("bodymatter", l.openingPage(), l.words.StartReading)
	landmark("colophon", colophonFile, l.words.Colophon)
	m.raw("</ol>\n</nav>")
	return m.String()
}

// aside writes text after a title in the contents. The stylesheet shows the
// text on a line of its own, without the marks before and after it; readers
// that use only the text of the page show both.
func aside(m *markup, class, before, text, after string) {
	if text == "" {
		return
	}
	m.open("span", "class", class)
	m.el("span", before, "class", "aside")
	m.raw(isolated(text))
	if after != "" {
		m.el("span", after, "class", "aside")
	}
	m.raw("</span>")
}

// openingPage returns the page of content warnings, or else the first page
// after the contents. Kindle and Apple Books open a new book at this page and
// skip everything before it.
func (l *layout) openingPage() string {
	if l.hasWarningsPage() {
		return warningsFile
	}
	return l.startPage()
}

// startPage returns the first page after the contents.
func (l *layout) startPage() string {
	for _, p := range l.pageList {
		if p.class == "part" || p.class == "article" {
			return p.file
		}
	}
	return titleFile
}

// ncx returns the contents for readers of EPUB 2 (Open Packaging Format
// 2.0.1, section 2.4.1, and ANSI/NISO Z39.86-2005, section 8).
func (l *layout) ncx() string {
	var m markup
	depth, order := 0, 0
	var points func(entries []*toc, level int)
	points = func(entries []*toc, level int) {
		depth = max(depth, level)
		for _, t := range entries {
			order++
			m.raw(fmt.Sprintf(`<navPoint id="n%d" playOrder="%d">`, order, order))
			m.raw("<navLabel><text>", xhtml.Escape(t.title))
			if t.caution != "" {
				m.raw(xhtml.Escape(l.b.labels(cmp.Or(t.lang, l.b.Lang)).Paren(t.caution)))
			}
			m.raw("</text></navLabel>")
			m.raw(`<content src="`, xhtml.Escape(fromRoot(t.href())), `" />`)
			if len(t.children) > 0 {
				m.raw("\n")
				points(t.children, level+1)
			}
			m.raw("</navPoint>\n")
		}
	}
	points(l.contents, 1)
	pages, total, largest := l.ncxPages()
	var doc markup
	doc.raw(xmlHeader, `<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="`, xhtml.Escape(l.b.Lang), `"`)
	if dir := direction(l.b.Lang); dir != "" {
		doc.raw(` dir="`, dir, `"`)
	}
	doc.raw(">\n<head>\n")
	for _, kv := range [][2]string{
		{"dtb:uid", l.b.ID}, {"dtb:depth", fmt.Sprint(depth)}, {"dtb:totalPageCount", fmt.Sprint(total)}, {"dtb:maxPageNumber", fmt.Sprint(largest)},
	} {
		doc.raw(`<meta name="`, kv[0], `" content="`, xhtml.Escape(kv[1]), `" />`+"\n")
	}
	doc.raw("</head>\n<docTitle><text>", xhtml.Escape(l.b.Title), "</text></docTitle>\n")
	for _, a := range l.b.Authors {
		if name := xhtml.OneLine(a.Name); roleOf(a) == roleAuthor && name != "" {
			doc.raw("<docAuthor><text>", xhtml.Escape(name), "</text></docAuthor>\n")
		}
	}
	doc.raw("<navMap>\n", m.String(), "</navMap>\n", pages, "</ncx>\n")
	return doc.String()
}
