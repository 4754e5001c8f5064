package epub

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/foreword-go/foreword/internal/xhtml"
)

func isElement(n *html.Node, names ...string) bool {
	return n.Type == html.ElementNode && slices.Contains(names, n.Data)
}

// attribute returns the value of an attribute, "" if there is none.
func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// set gives n an attribute; "" takes it away.
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
	set(n, "class", strings.TrimSpace(attribute(n, "class")+" "+class))
}

// keepID gives n the id of what it stands for.
func keepID(n, of *html.Node) *html.Node {
	set(n, "id", attribute(of, "id"))
	return n
}

func rename(n *html.Node, name string) {
	n.Data, n.DataAtom = name, atom.Lookup([]byte(name))
}

func textNode(s string) *html.Node { return &html.Node{Type: html.TextNode, Data: s} }

// element returns a new element around its children.
func element(name string, attributes []string, children ...*html.Node) *html.Node {
	n := xhtml.Element(name, attributes...)
	for _, c := range children {
		n.AppendChild(c)
	}
	return n
}

// move moves the children of a node to the end of another.
func move(to, from *html.Node) {
	for c := from.FirstChild; c != nil; c = from.FirstChild {
		from.RemoveChild(c)
		to.AppendChild(c)
	}
}

// replace puts nodes in the place of n.
func replace(n *html.Node, with ...*html.Node) {
	for _, w := range with {
		n.Parent.InsertBefore(w, n)
	}
	n.Parent.RemoveChild(n)
}

// textOf returns the text of a node on one line, pictures as their text.
func textOf(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case isElement(n, "img"):
			b.WriteString(attribute(n, "alt"))
		case isElement(n, "br"):
			b.WriteByte(' ')
		case isElement(n, "rt", "rp", "annotation"):
			return
		case isElement(n, "a") && attribute(n, "role") == "doc-noteref":
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return xhtml.OneLine(b.String())
}

// A heading is one inside an article.
type heading struct {
	level int // 2 to 6
	id    string
	text  string
}

// prepare brings the trees of an article into the form that books want, and
// splits it. Only links are left, as they need all articles to be prepared.
func (a *article) prepare(l *layout) {
	a.ids, a.pageOf = make(map[string]string), make(map[string]int)
	// A warning of a section stands in the text as well, where links are meant to lead.
	a.nameIDs(a.root, "")
	for i, w := range a.warned {
		if l.e.WarningsAt == WarningsPage {
			dropIDs(w.body) // it stands on a page that others share
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

// first is the file of the first page.
func (a *article) first() string { return a.name + ".xhtml" }

// locate remembers on which part each id is.
func (a *article) locate(n *html.Node, part int) {
	if id := attribute(n, "id"); id != "" {
		a.pageOf[id] = part
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

// nameIDs gives every id of a tree its form in the book: ASCII, which every
// reader can follow, and with no prefix of the names that pages use.
func (a *article) nameIDs(root *html.Node, prefix string) {
	for n := range root.Descendants() {
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

func isHeading(n *html.Node) bool { return isElement(n, "h1", "h2", "h3", "h4", "h5", "h6") }

// headings makes the headings of the body an outline below the title: the
// first is an h2, and none is more than one level below the one before.
func (a *article) headings() {
	var open []int // levels as written, of the headings around
	for n := range a.root.Descendants() {
		if !isHeading(n) {
			continue
		}
		text := textOf(n)
		if text == "" || inNotes(n) {
			rename(n, "p") // a heading that says nothing misleads who listens
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

// inNotes reports whether n is in a footnote, which has no place in an outline.
func inNotes(n *html.Node) bool {
	for p := n.Parent; p != nil; p = p.Parent {
		if attribute(p, "role") == "doc-endnotes" {
			return true
		}
	}
	return false
}

// normalise changes what books write in another way than web pages.
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

func (a *article) normaliseElement(n *html.Node, l *layout) {
	if lang := attribute(n, "lang"); lang != "" {
		set(n, "xml:lang", lang)
	}
	if isHeading(n) || isElement(n, "a") {
		nameFormulas(n)
	}
	switch n.Data {
	case "img":
		a.picture(n, l)
	case "code":
		breakCode(n)
		l.e.setFormula(n)
	case "audio", "video":
		medium(n)
	case "details":
		// Readers fold it for ever, or never.
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
		// What is read aloud where formulas are not known.
		if attribute(n, "alttext") == "" {
			if set(n, "alttext", xhtml.OneLine(textOf(n))); attribute(n, "alttext") == "" {
				n.Parent.RemoveChild(n)
			}
		}
	case "p":
		captioned(n)
		if isVerse(n) {
			addClass(n, "verse")
		}
	case "figure":
		settleFigure(n)
	case "table":
		a.table(n, l)
	case "li":
		// The box is its mark.
		f := firstElement(n)
		if f != nil && f.Data == "p" {
			f = f.FirstChild
		}
		if f != nil && f.Type == html.TextNode && (strings.HasPrefix(f.Data, "☐ ") || strings.HasPrefix(f.Data, "☑ ")) {
			set(n, "class", strings.TrimSpace(attribute(n, "class")+" task"))
		}
	case "th":
		if textOf(n) == "" && attribute(n, "scope") == "" {
			rename(n, "td") // a header that says nothing heads nothing
		}
		spellFormulas(n)
	}
}

// medium makes a sound or film a link to it, with its fallback after it.
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
	// A link inside the fallback must not stand inside this one.
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
