package epub

import (
	"strconv"
	"strings"

	"golang.org/x/net/html"

	"github.com/foreword-go/foreword/internal/lazyregexp"
	"github.com/foreword-go/foreword/internal/xhtml"
)

// A pageMark is a place in an article where a page of another edition, such
// as a printed one, begins.
type pageMark struct {
	id    string // in the book
	label string // such as "12" or "xiv"
}

// isPageMark reports whether n is a page mark, in the form that xhtml.Clean
// writes.
func isPageMark(n *html.Node) bool { return attribute(n, "role") == "doc-pagebreak" }

// settlePageMark completes a page mark. A mark between two blocks is moved
// into the second one, so that the stylesheet sees no block between a heading
// and its text.
func (a *article) settlePageMark(n *html.Node) {
	if n.Data == "div" {
		next := n.NextSibling
		for next != nil && isBlank(next) {
			next = next.NextSibling
		}
		if next != nil && (isElement(next, "p") || isHeading(next)) {
			rename(n, "span")
			n.Parent.RemoveChild(n)
			next.InsertBefore(n, next.FirstChild) // normalise comes to it again there
			return
		}
	}
	set(n, "epub:type", "pagebreak")
	if attribute(n, "id") == "" {
		id := "page"
		for i := 1; a.taken(id); i++ {
			id = "page-" + strconv.Itoa(i)
		}
		a.pageOf[id] = 0
		set(n, "id", id)
	}
}

// dropPageMarks turns the page marks below root into plain elements. The body
// of a warning may be in the book twice, and a page begins once.
func dropPageMarks(root *html.Node) {
	for n := range root.Descendants() {
		if isPageMark(n) {
			set(n, "role", "")
			set(n, "aria-label", "")
		}
	}
}

// rePage matches the words around the number of a page.
var rePage = lazyregexp.New(`(?i)^(?:page|pg\.?|pp?\.|seite|s\.|página|pág\.|第)\s*([^\s]+?)\s*(?:页|頁|ページ|쪽)?\.?$`)

// pageNumber returns the number in the label of a page mark, such as "12" in
// "Page 12.", or else the whole label. Readers compare it with the number
// that a person enters.
func pageNumber(label string) string {
	label = xhtml.OneLine(label)
	if m := rePage.FindStringSubmatch(label); m != nil {
		return m[1]
	}
	return label
}

// A pageEntry is an entry of the list of pages.
type pageEntry struct{ label, href string }

// pageEntries returns the list of pages in reading order. As in the contents,
// an entry for text behind a content warning names the warning.
func (l *layout) pageEntries() []pageEntry {
	var all []pageEntry
	for _, a := range l.articles {
		for _, m := range a.marks {
			e := pageEntry{m.label, a.place(m.id, "")}
			if a.guarded.ids[m.id] != "" || a.entrance(m.id) == "" {
				e.label += l.words.Paren(l.words.ContentWarning)
			}
			all = append(all, e)
		}
	}
	return all
}

// pageNav returns the list of pages for the navigation document (EPUB 3.3,
// section 7.4.3), "" if the book has no page marks. It is hidden, because
// readers offer it as a field for a page number.
func (l *layout) pageNav() string {
	pages := l.pageEntries()
	if len(pages) == 0 {
		return ""
	}
	var m markup
	m.open("nav", "epub:type", "page-list", "role", "doc-pagelist", "aria-labelledby", "pages", "hidden", "hidden")
	m.raw("\n")
	m.el("h2", l.words.Pages, "id", "pages")
	m.raw("\n<ol>\n")
	for _, p := range pages {
		m.raw("<li>")
		m.said("a", p.label, "href", fromRoot(p.href))
		m.raw("</li>\n")
	}
	m.raw("</ol>\n</nav>\n")
	return m.String()
}

// ncxPages returns the list of pages for the NCX, "" if the book has no page
// marks, with the number of its entries and the largest page number.
func (l *layout) ncxPages() (list string, total, largest int) {
	pages := l.pageEntries()
	if len(pages) == 0 {
		return "", 0, 0
	}
	var m markup
	m.raw("<pageList>\n<navLabel><text>", xhtml.Escape(l.words.Pages), "</text></navLabel>\n")
	for _, p := range pages {
		kind := "special"
		if n, err := strconv.Atoi(p.label); err == nil && n > 0 {
			kind, largest = "normal", max(largest, n)
		} else if p.label != "" && strings.Trim(strings.ToLower(p.label), "ivxlc") == "" {
			kind = "front"
		}
		m.open("pageTarget", "type", kind)
		m.raw("<navLabel><text>", xhtml.Escape(p.label), "</text></navLabel>")
		m.raw(`<content src="`, xhtml.Escape(fromRoot(p.href)), `" /></pageTarget>`+"\n")
	}
	m.raw("</pageList>\n")
	return m.String(), len(pages), largest
}
