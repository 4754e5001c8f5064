package xhtml

import (
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html/atom"
)

// A content says what an element may contain. It follows the content models
// of HTML (https://html.spec.whatwg.org/#content-models), simplified: every
// element contains either blocks and text, or only text, or children of one
// kind.
type content uint8

const (
	nothing     content = iota
	phrasing            // text and inline elements
	flow                // blocks, text and inline elements
	items               // li
	terms               // dt, dd
	tableParts          // caption, colgroup, thead, tbody, tfoot
	columns             // col
	rows                // tr
	cells               // td, th
	mediaParts          // source, track, then phrasing as the fallback
	rubyParts           // phrasing, rt, rp
	mathParts           // elements of MathML
	mathChars           // only text
	transparent         // for phantoms: what the parent may contain
)

// A place says where an element is allowed.
type place uint8

const (
	inline place = iota + 1
	block
	item
	term
	summary
	figcaption
	caption
	colgroup
	column
	rowGroup
	row
	cell
	rubyText
	mediaSource
	mathNode
)

// An element describes an element that the markup may contain.
type element struct {
	name  string
	atom  atom.Atom // 0 if package atom does not have the name
	place place
	holds content
	attrs string // its attributes other than the global ones, each between spaces
}

// elements holds all elements that are allowed. Elements for sections other
// than section itself are not among them, because they have no use in a feed
// or book and have nesting rules of their own.
var elements = func() map[string]*element {
	m := make(map[string]*element)
	add := func(p place, holds content, attrs string, names ...string) {
		for _, n := range names {
			m[n] = &element{name: n, atom: atom.Lookup([]byte(n)), place: p, holds: holds, attrs: " " + attrs + " "}
		}
	}
	add(inline, phrasing, "", "em", "strong", "b", "i", "u", "s", "small", "sub", "sup", "code", "kbd", "samp", "var", "mark", "cite", "abbr", "dfn", "bdi", "bdo")
	add(inline, phrasing, "aria-label", "span") // of a page mark; see pagemark.go
	add(inline, phrasing, "cite", "q", "del", "ins")
	add(inline, phrasing, "href", "a")
	add(inline, nothing, "", "br", "wbr")
	add(inline, nothing, "src alt width height srcset sizes", "img")
	add(inline, rubyParts, "", "ruby")
	add(rubyText, phrasing, "", "rt", "rp")
	add(inline, mediaParts, "src controls poster width height", "video")
	add(inline, mediaParts, "src controls", "audio")
	add(mediaSource, nothing, "src type", "source")
	add(mediaSource, nothing, "src kind srclang label", "track")
	add(inline, mathParts, "display alttext xmlns", "math")
	add(mathNode, mathParts, "", "mrow", "msqrt", "mroot", "mphantom", "msub", "msup", "msubsup")
	add(mathNode, mathParts, "linethickness", "mfrac")
	add(mathNode, mathParts, "displaystyle scriptlevel", "mstyle")
	add(mathNode, mathParts, "width height depth lspace voffset", "mpadded")
	add(mathNode, mathParts, "accentunder", "munder")
	add(mathNode, mathParts, "accent", "mover")
	add(mathNode, mathParts, "accent accentunder", "munderover")
	add(mathNode, mathParts, "displaystyle columnalign columnspacing columnlines rowalign rowspacing rowlines frame width", "mtable")
	add(mathNode, mathParts, "columnalign rowalign", "mtr")
	add(mathNode, mathParts, "columnalign rowalign columnspan rowspan", "mtd")
	add(mathNode, mathChars, "mathvariant", "mi", "mn", "mtext", "ms")
	add(mathNode, mathChars, "mathvariant form fence separator lspace rspace stretchy symmetric largeop movablelimits accent minsize maxsize", "mo")
	add(mathNode, nothing, "width height depth", "mspace")

	add(block, phrasing, "", "p", "h1", "h2", "h3", "h4", "h5", "h6", "pre")
	add(block, flow, "", "section", "aside", "figure", "details")
	add(block, flow, "aria-label", "div")
	add(block, flow, "cite", "blockquote")
	add(block, nothing, "", "hr")
	add(block, items, "", "ul")
	add(block, items, "start type reversed", "ol")
	add(block, terms, "", "dl")
	add(block, tableParts, "", "table")
	add(item, flow, "value", "li")
	add(term, phrasing, "", "dt")
	add(term, flow, "", "dd")
	add(summary, phrasing, "", "summary")
	add(figcaption, flow, "", "figcaption")
	add(caption, phrasing, "", "caption")
	add(colgroup, columns, "", "colgroup")
	add(column, nothing, "span", "col")
	add(rowGroup, rows, "", "thead", "tbody", "tfoot")
	add(row, cells, "", "tr")
	add(cell, flow, "colspan rowspan", "td")
	add(cell, flow, "colspan rowspan scope", "th")
	m["details"].attrs = " open "
	return m
}()

// renamed maps elements that are obsolete, or useful only on a whole page, to
// the elements that replace them.
var renamed = map[string]string{
	"strike": "s", "tt": "code", "acronym": "abbr", "listing": "pre", "xmp": "pre",
	"center": "div", "article": "div", "header": "div", "footer": "div", "main": "div", "nav": "div", "hgroup": "div",
	"address": "div", "fieldset": "div", "form": "div", "search": "div", "dialog": "div",
	"dir": "ul", "menu": "ul", "legend": "p",
}

// policy is the allow-list for untrusted tags: the elements, those that are
// renamed, and those that [builder] converts. References are checked later,
// in the tree.
var policy = sync.OnceValue(func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	names := []string{"picture", "iframe", "embed", "input", "noscript", "noembed", "noframes", "annotation", "annotation-xml"}
	for name, e := range elements {
		names = append(names, name)
		p.AllowAttrs(strings.Fields(e.attrs)...).OnElements(name)
	}
	for name := range renamed {
		names = append(names, name)
	}
	p.AllowNoAttrs().OnElements(names...)
	// The content of these elements is text that a reader may need, also if
	// the end tag is missing.
	p.AllowElementsContent("object", "frameset", "frame", "nostyle")
	p.AllowAttrs("data-src", "data-original", "data-srcset").OnElements("img")
	p.AllowAttrs("name").OnElements("a")
	p.AllowAttrs("src").OnElements("iframe", "embed")
	p.AllowAttrs("type", "checked").OnElements("input")
	p.AllowAttrs("epub:type", "aria-label").OnElements("span", "div", "a", "p", "hr")
	p.AllowAttrs("id", "class", "title", "lang", "xml:lang", "dir", "role", "align").Globally()
	return p
})

// may reports whether e may have an attribute with this name.
func (e *element) may(name string) bool {
	switch name {
	case "id", "class", "title", "lang", "dir", "role":
		return true
	}
	return name != "" && !strings.Contains(name, " ") && strings.Contains(e.attrs, " "+name+" ")
}

// formatting reports whether e is an inline element that is split by a block
// inside it: it is closed before the block, and opened again around the
// block's text.
func (e *element) formatting() bool { return e.place == inline && e.holds == phrasing }
