package xhtml

import (
	"strings"
	"sync"

	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html/atom"
)

// A content is what an element may hold, after the content models of HTML
// (https://html.spec.whatwg.org/#content-models), simplified: every element
// here holds either blocks and text, or text, or children of one kind.
type content uint8

const (
	nothing     content = iota
	phrasing            // text and inline elements
	flow                // those and blocks
	items               // li
	terms               // dt, dd
	tableParts          // caption, colgroup, thead, tbody, tfoot
	columns             // col
	rows                // tr
	cells               // td, th
	mediaParts          // source, track, then phrasing as the fallback
	rubyParts           // phrasing, rt, rp
	mathParts           // elements of MathML
	mathChars           // text alone
	transparent         // for phantoms: what the parent holds
)

// A place is where an element may stand.
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

// An element is one that the markup may have.
type element struct {
	name  string
	atom  atom.Atom // 0 if the name has none
	place place
	holds content
	attrs string // its own attributes, beside the global ones, with spaces around each
}

// elements are all there are. Elements of sections other than section itself
// are left out, as their rules of nesting help no reader of a feed or book.
var elements = func() map[string]*element {
	m := make(map[string]*element)
	add := func(p place, holds content, attrs string, names ...string) {
		for _, n := range names {
			m[n] = &element{name: n, atom: atom.Lookup([]byte(n)), place: p, holds: holds, attrs: " " + attrs + " "}
		}
	}
	add(inline, phrasing, "", "em", "strong", "b", "i", "u", "s", "small", "sub", "sup", "code", "kbd", "samp", "var", "mark", "cite", "abbr", "dfn", "span", "bdi", "bdo")
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
	add(block, flow, "", "div", "section", "aside", "figure", "details")
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

// renamed are elements that are obsolete, or of no use outside a whole page,
// and what stands in for them.
var renamed = map[string]string{
	"strike": "s", "tt": "code", "acronym": "abbr", "listing": "pre", "xmp": "pre",
	"center": "div", "article": "div", "header": "div", "footer": "div", "main": "div", "nav": "div", "hgroup": "div",
	"address": "div", "fieldset": "div", "form": "div", "search": "div", "dialog": "div",
	"dir": "ul", "menu": "ul", "legend": "p",
}

// policy is the allow-list for the tags of strangers: the elements, those
// that stand for them, and those that [builder] makes something else of.
// References are judged later, on the tree.
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
	// What these hold is text that a reader may need, also where the end tag
	// is missing.
	p.AllowElementsContent("object", "frameset", "frame", "nostyle")
	p.AllowAttrs("data-src", "data-original", "data-srcset").OnElements("img")
	p.AllowAttrs("name").OnElements("a")
	p.AllowAttrs("src").OnElements("iframe", "embed")
	p.AllowAttrs("type", "checked").OnElements("input")
	p.AllowAttrs("id", "class", "title", "lang", "xml:lang", "dir", "role", "align").Globally()
	return p
})

// may reports whether the markup has an attribute of that name on e.
func (e *element) may(name string) bool {
	switch name {
	case "id", "class", "title", "lang", "dir", "role":
		return true
	}
	return name != "" && !strings.Contains(name, " ") && strings.Contains(e.attrs, " "+name+" ")
}

// formatting are the inline elements that a block inside them splits: they
// are closed before it, and opened again around its text.
func (e *element) formatting() bool { return e.place == inline && e.holds == phrasing }
