package epub

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/foreword-go/foreword/internal/xhtml"
)

func isElement(n *html.Node, names ...string) bool {
	return n.Type == html.ElementNode && slices.Contains(names, n.Data)
}

// following returns the node after n below root in document order, nil if n is
// the last. A loop with it is several times faster than one over Descendants, but
// must not move n.
func following(n, root *html.Node) *html.Node {
	if n.FirstChild != nil {
		return n.FirstChild
	}
	for n != root && n.NextSibling == nil {
		n = n.Parent
	}
	if n == root {
		return nil
	}
	return n.NextSibling
}

// attribute returns the value of the attribute key of n, or "" if n does not
// have it.
func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// set sets the attribute key of n to val. It removes the attribute if val is
// "".
func set(n *html.Node, key, val string) {
	i := slices.IndexFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
	switch {
	case val == "" && i >= 0:
		n.Attr = slices.Delete(n.Attr, i, i+1)
	case val == "":
	case i >= 0:
		n.Attr[i].Val = val
	default:
		n.Attr = append(n.Attr, html.Attribute{Key: key, Val: val})
	}
}

func addClass(n *html.Node, class string) {
	if slices.Contains(strings.Fields(attribute(n, "class")), class) {
		return
	}
	set(n, "class", strings.TrimSpace(attribute(n, "class")+" "+class))
}

// keepID copies the id of the node of to n, which replaces it, and returns n.
func keepID(n, of *html.Node) *html.Node {
	set(n, "id", attribute(of, "id"))
	return n
}

func rename(n *html.Node, name string) {
	n.Data, n.DataAtom = name, atom.Lookup([]byte(name))
}

func textNode(s string) *html.Node { return &html.Node{Type: html.TextNode, Data: s} }

// element returns a new element with the given attributes and children.
// Attributes are names and values in turn.
func element(name string, attributes []string, children ...*html.Node) *html.Node {
	n := xhtml.Element(name, attributes...)
	for _, c := range children {
		n.AppendChild(c)
	}
	return n
}

// move moves the children of from to the end of to.
func move(to, from *html.Node) {
	for c := from.FirstChild; c != nil; c = from.FirstChild {
		from.RemoveChild(c)
		to.AppendChild(c)
	}
}

// replace removes n from its parent and inserts the given nodes in its place.
func replace(n *html.Node, with ...*html.Node) {
	for _, w := range with {
		n.Parent.InsertBefore(w, n)
	}
	n.Parent.RemoveChild(n)
}

// textOf returns the text of a node on one line, with the alternative text of
// pictures.
func textOf(n *html.Node) string {
	text, inside := ownText(n)
	if c := n.FirstChild; inside && c != nil && c == n.LastChild && c.Type == html.TextNode { // as nearly always
		text, inside = c.Data, false
	}
	if inside {
		text = string(appendText(make([]byte, 0, 256), n))
	}
	return xhtml.OneLine(text)
}

func appendText(b []byte, n *html.Node) []byte {
	text, inside := ownText(n)
	b = append(b, text...)
	for c := n.FirstChild; inside && c != nil; c = c.NextSibling {
		b = appendText(b, c)
	}
	return b
}

// ownText returns the text of a node without that of its children, and whether
// their text belongs to it.
func ownText(n *html.Node) (text string, inside bool) {
	switch {
	case n.Type == html.TextNode:
		return n.Data, false
	case isElement(n, "img"):
		return attribute(n, "alt"), false
	case isElement(n, "br"):
		return " ", false
	case isElement(n, "rt", "rp", "annotation"), isElement(n, "a") && attribute(n, "role") == "doc-noteref":
		return "", false
	}
	return "", true
}

// A heading is a heading in the body of an article.
type heading struct {
	level int // 2 to 6
	id    string
	text  string
}

// prepare brings the trees of an article into the form that books need, and
// splits the article into parts. Links are converted later, because their
// targets are known only when all articles are prepared.
func (a *article) prepare(l *layout) {
	a.ids, a.pageOf = make(map[string]string), make(map[string]int)
	// A section warning is also in the body, and links must lead to it there.
	a.nameIDs(a.root, "")
	for i, w := range a.warned {
		dropPageMarks(w.body)
		if l.e.WarningsAt == WarningsPage {
			dropIDs(w.body) // its page has the bodies of other warnings too
		}
		a.nameIDs(w.body, "w"+strconv.Itoa(i+1)+"-")
		a.normalise(w.body, l)
		for n := range w.body.Descendants() {
			if isHeading(n) {
				rename(n, "p")
				set(n, "class", "heading")
			}
		}
	}
	a.headings()
	a.normalise(a.root, l)
	gatherMissing(a.root)
	if a.c.Curl {
		for _, root := range a.trees() {
			a.curl(root)
		}
		for i := range a.heads {
			a.heads[i].text = curled(a.heads[i].text, ' ')
		}
	}
	if l.vertical() {
		for _, root := range a.trees() {
			upright(root)
		}
	}
	notes := a.footnotes()
	a.divideLong(l.e.splitBytes())
	if !l.vertical() {
		for _, root := range a.trees() {
			hangCode(root)
		}
	}
	a.guard()
	a.split(l.e.splitBytes())
	a.placeNotes(notes)
	for i, p := range a.parts {
		p.file = a.first()
		if i > 0 {
			p.file = a.name + "-" + strconv.Itoa(i+1) + ".xhtml"
		}
		for _, list := range [][]*html.Node{p.nodes, p.notes} {
			for _, n := range list {
				a.locate(n, i)
			}
		}
	}
	for _, w := range a.warned {
		a.locate(w.body, 0)
	}
}

// first returns the file name of the first page of the article.
func (a *article) first() string { return a.name + ".xhtml" }

// locate records that the ids in n are on the part with this index.
func (a *article) locate(n *html.Node, part int) {
	if id := attribute(n, "id"); id != "" {
		a.pageOf[id] = part
		if isPageMark(n) {
			a.marks = append(a.marks, pageMark{id, pageNumber(attribute(n, "aria-label"))})
		}
	}
	if n.Type == html.ElementNode {
		p := a.parts[part]
		p.math = p.math || n.Data == "math"
		p.ruby = p.ruby || n.Data == "rt"
		p.tex = p.tex || n.Data == "code" && attribute(n, "class") == "math"
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		a.locate(c, part)
	}
}

// nameIDs replaces every id below root by its form in the book: ASCII only,
// because not every reader can follow other characters, and different from
// the ids that the pages add themselves.
func (a *article) nameIDs(root *html.Node, prefix string) {
	for n := root.FirstChild; n != nil; n = following(n, root) {
		for i := range n.Attr {
			if n.Attr[i].Key != "id" {
				continue
			}
			written := n.Attr[i].Val
			id := "x-" + prefix + written
			if !isPlainID(written) {
				id = "x-" + prefix + "n" + strconv.Itoa(len(a.ids)+1)
			}
			for a.taken(id) {
				id += "_"
			}
			n.Attr[i].Val = id
			if _, ok := a.ids[written]; !ok {
				a.ids[written] = id
			}
			a.pageOf[id] = 0
		}
	}
}

func dropIDs(root *html.Node) {
	for n := range root.Descendants() {
		set(n, "id", "")
	}
}

func (a *article) taken(id string) bool { _, ok := a.pageOf[id]; return ok }

func isPlainID(s string) bool {
	for _, c := range s {
		if c != '-' && c != '_' && c != '.' && (c < '0' || c > '9') && (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') {
			return false
		}
	}
	return len(s) <= 64
}

func isHeading(n *html.Node) bool {
	return n.Type == html.ElementNode && len(n.Data) == 2 && n.Data[0] == 'h' && '1' <= n.Data[1] && n.Data[1] <= '6'
}

// headings turns the headings of the body into a proper outline below the
// title: the first is an h2, and no heading is more than one level below the
// heading before it.
func (a *article) headings() {
	var open []int // original levels of the headings above this one
	for n := a.root.FirstChild; n != nil; n = following(n, a.root) {
		if !isHeading(n) {
			continue
		}
		dropPermalinks(n)
		text := textOf(n)
		if text == "" || inNotes(n) {
			rename(n, "p") // an empty heading misleads people who listen to the book
			continue
		}
		level := int(n.Data[1] - '0')
		for len(open) > 0 && open[len(open)-1] >= level {
			open = open[:len(open)-1]
		}
		open = append(open, level)
		level = min(len(open)+1, 6)
		rename(n, "h"+strconv.Itoa(level))
		id := attribute(n, "id")
		if id == "" {
			for i := len(a.heads) + 1; id == "" || a.taken(id); i++ {
				id = "h-" + strconv.Itoa(i)
			}
			a.pageOf[id] = 0
			set(n, "id", id)
		}
		a.heads = append(a.heads, heading{level, id, text})
	}
}

// dropPermalinks removes the links of a heading to its own page that show only
// a sign, such as "#" or "¶": sites reveal them under the mouse.
func dropPermalinks(heading *html.Node) {
	for _, n := range slices.Collect(heading.Descendants()) {
		if !isElement(n, "a") || attribute(n, "role") != "" || !strings.HasPrefix(attribute(n, "href"), "#") || strings.ContainsFunc(textOf(n), isWordRune) {
			continue
		}
		if id := attribute(n, "id"); id != "" {
			n.Parent.InsertBefore(element("span", []string{"id", id}), n)
		}
		n.Parent.RemoveChild(n)
	}
}

func isWordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// inNotes reports whether n is in a footnote. Headings of footnotes are not
// part of the outline.
func inNotes(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if attribute(p, "role") == "doc-endnotes" {
			return true
		}
	}
	return false
}

// normalise converts elements that are written differently in books than on
// web pages.
func (a *article) normalise(root *html.Node, l *layout) {
	for n := root.FirstChild; n != nil; {
		next := n.NextSibling
		if n.Type == html.ElementNode {
			a.normalise(n, l)
			a.foreign(n)
			a.normaliseElement(n, l)
		}
		n = next
	}
}

// dense reports whether the article is in a language without spaces between
// words.
func (a *article) dense() bool {
	base, _, _ := strings.Cut(a.lang, "-")
	return base == "zh" || base == "ja"
}

func (a *article) normaliseElement(n *html.Node, l *layout) {
	if lang := attribute(n, "lang"); lang != "" {
		set(n, "xml:lang", lang)
	}
	if isHeading(n) || isElement(n, "a") {
		nameFormulas(n)
	}
	if a.dense() && isElement(n, "a", "b", "em", "i", "strong") {
		closeGaps(n)
	}
	switch n.Data {
	case "span", "div":
		if isPageMark(n) {
			a.settlePageMark(n)
		}
	case "a":
		breakAddress(n)
	case "img":
		a.picture(n, l)
	case "pre":
		trimListing(n)
	case "code":
		breakCode(n)
		l.e.setFormula(n)
	case "audio", "video":
		medium(n)
	case "details":
		// Some readers never unfold <details>, others always show it
		// unfolded.
		rename(n, "div")
		set(n, "open", "")
		set(n, "class", strings.TrimSpace("details "+attribute(n, "class")))
	case "rp":
		n.Parent.RemoveChild(n) // EPUB discourages it (HTM_055 of EPUBCheck)
	case "summary":
		rename(n, "p")
		set(n, "class", "summary")
	case "aside":
		if attribute(n, "role") == "" {
			rename(n, "div")
			set(n, "role", "note")
		}
	case "math":
		// Readers that do not support formulas read this text aloud.
		if attribute(n, "alttext") == "" {
			if set(n, "alttext", xhtml.OneLine(textOf(n))); attribute(n, "alttext") == "" {
				n.Parent.RemoveChild(n)
			}
		}
	case "p":
		captioned(n)
		switch {
		case isVerse(n):
			addClass(n, "verse")
		case isLabel(n):
			addClass(n, "label")
		case a.dense() && !justifiable(n):
			addClass(n, "ragged")
		}
	case "figure":
		settleFigure(n)
	case "table":
		a.table(n, l)
	case "li":
		// The box of a task is the mark of its list item.
		f := firstElement(n)
		if f != nil && f.Data == "p" {
			f = f.FirstChild
		}
		if f != nil && f.Type == html.TextNode && (strings.HasPrefix(f.Data, "☐ ") || strings.HasPrefix(f.Data, "☑ ")) {
			set(n, "class", strings.TrimSpace(attribute(n, "class")+" task"))
		}
	case "th":
		if textOf(n) == "" && attribute(n, "scope") == "" {
			rename(n, "td") // an empty header cell describes no cells
		}
		spellFormulas(n)
	}
}

// medium replaces audio or video by a link to it, and keeps the fallback
// content after the link.
func medium(n *html.Node) {
	src := attribute(n, "src")
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if isElement(c, "source", "track") {
			if src == "" && c.Data == "source" {
				src = attribute(c, "src")
			}
			n.RemoveChild(c)
		}
		c = next
	}
	title := attribute(n, "title")
	rename(n, "span")
	n.Attr = nil
	set(n, "class", "medium")
	if src == "" {
		return
	}
	// The fallback may contain a link, and links must not be nested.
	if title == "" {
		title = src
	}
	a := element("a", []string{"href", src}, textNode(title))
	if n.FirstChild != nil {
		n.InsertBefore(textNode(" "), n.FirstChild)
	}
	n.InsertBefore(a, n.FirstChild)
	for p := n.Parent; p != nil; p = p.Parent {
		if isElement(p, "a") {
			rename(a, "span")
			a.Attr = nil
		}
	}
}
