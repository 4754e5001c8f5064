package xhtml

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Parse returns the tree of a fragment as [Clean] would write it. The nodes
// are children of the node returned, which is not an element itself. The
// caller may change the tree.
func Parse(fragment string, o Options) *html.Node {
	root := &html.Node{Type: html.DocumentNode}
	b := &builder{
		stack:    []frame{{n: root, el: &element{holds: flow}}},
		overflow: make(map[string]int),
		ids:      NewIDs(),
	}
	z := html.NewTokenizer(strings.NewReader(policy().Sanitize(dropHidden(Legal(fragment)))))
	for {
		switch z.Next() {
		case html.ErrorToken: // the end: a strings.Reader has no other error
			b.closeTo(1)
			finish(root, b.ids, o)
			return root
		case html.TextToken:
			b.text(string(z.Text()))
		case html.StartTagToken:
			t := z.Token()
			b.start(t.Data, t.Attr, false)
		case html.SelfClosingTagToken:
			t := z.Token()
			b.start(t.Data, t.Attr, true)
		case html.EndTagToken:
			name, _ := z.TagName()
			b.end(string(name))
		}
	}
}

const (
	// maxDepth is the largest depth of nested elements. It is below the limit
	// of 512 in the parser of x/net/html, so that the output can be parsed
	// again, and above the depth of Markdown within its own limits.
	maxDepth = 400
	// maxPending is the largest number of inline elements that a block inside
	// them splits.
	maxPending = 8
	// maxReopened is the number of times in a document that split elements
	// are opened again. Without it, the output could be as large as their
	// number times the number of blocks.
	maxReopened = 2000
	// maxReopenedBytes is the largest size of attributes that are repeated.
	maxReopenedBytes = 512
)

// A builder makes a tree out of tags in any order. It never looks back
// further than the stack of open elements, so its time is linear.
//
// It replaces the tree construction of HTML, whose treatment of misnested
// markup (foster parents, adoption) takes quadratic time, gives another
// result when its output is parsed again, and allows nestings that XHTML does
// not.
type builder struct {
	stack    []frame
	pending  []suspended
	reopened int
	overflow map[string]int // open tags beyond maxDepth, counted by name
	ids      *IDs
}

// A frame is an open element, or a phantom: a tag whose element is not
// allowed here. A phantom is recorded so that its end tag does not close
// anything else.
type frame struct {
	tag     string // name of the end tag
	n       *html.Node
	el      *element // nil for a phantom
	implied bool     // opened for a child that requires it
	mute    bool     // text inside is dropped
	resumed bool     // opened again inside a block, and to be opened again after it
	depth   int      // length of the stack when the element was first opened
}

// A suspended is an inline element that was closed for a block inside it.
type suspended struct {
	tag   string
	attr  []html.Attribute
	depth int // length of the stack below its outermost element
}

// top returns the innermost open element that is not a phantom.
func (b *builder) top() *frame {
	for i := len(b.stack) - 1; ; i-- {
		if b.stack[i].el != nil {
			return &b.stack[i]
		}
	}
}

func (b *builder) text(s string) {
	if s == "" {
		return
	}
	if b.muted() {
		return
	}
	if isSpace(s) {
		b.space(s)
		return
	}
	if !b.makeRoom(phrasing) {
		return
	}
	t := b.top()
	if t.el.name == "pre" && t.n.FirstChild == nil {
		// HTML parsers drop a line end after this tag, XHTML parsers do not.
		s = strings.TrimLeft(s, "\r\n")
	}
	appendText(t.n, s)
}

// space adds white space between elements.
func (b *builder) space(s string) {
	t := b.top()
	switch t.el.holds {
	case flow, phrasing, rubyParts, mathChars:
	case mathParts, mediaParts:
		return
	default:
		// A little white space between items and rows keeps the markup
		// readable. More of it is not needed.
		if last := t.n.LastChild; last != nil && last.Type == html.TextNode || len(s) > 256 {
			return
		}
	}
	if t.el.name != "pre" || t.n.FirstChild != nil {
		appendText(t.n, s)
	} else {
		appendText(t.n, strings.TrimLeft(s, "\r\n"))
	}
}

func isSpace(s string) bool { return strings.Trim(s, " \t\n\r\f") == "" }

// muted reports whether text at this place is dropped because its element is
// not kept.
func (b *builder) muted() bool {
	for i := len(b.stack) - 1; i > 0 && b.stack[i].el == nil; i-- {
		if b.stack[i].mute {
			return true
		}
	}
	return false
}

// appendText appends a text. Adjacent texts are joined in [finish], where it
// costs nothing.
func appendText(n *html.Node, s string) {
	if s != "" {
		n.AppendChild(&html.Node{Type: html.TextNode, Data: s})
	}
}

// makeRoom brings the stack to a state in which content of a kind, phrasing
// or flow, is allowed. It returns false if there is no such state.
func (b *builder) makeRoom(kind content) bool {
	for range maxDepth {
		t := b.top()
		switch t.el.holds {
		case flow:
			if kind == phrasing {
				b.resume()
			}
			return true
		case phrasing, rubyParts, mediaParts, mathChars:
			if kind == phrasing {
				if t.el.holds == phrasing {
					b.resume()
				}
				return true
			}
			switch {
			case t.el.name == "p":
				b.closeTo(b.indexOf(t))
			case t.el.formatting() && b.suspend(t):
			default:
				return false
			}
		case mathParts:
			if kind != phrasing {
				return false
			}
			b.push("mtext", nil, true)
		case columns, nothing:
			b.closeTo(b.indexOf(t))
		case items, terms:
			if t.implied {
				b.closeTo(b.indexOf(t))
				continue
			}
			b.push(map[content]string{items: "li", terms: "dd"}[t.el.holds], nil, true)
		case tableParts:
			b.push("tbody", nil, true)
		case rows:
			b.push("tr", nil, true)
		case cells:
			b.push("td", nil, true)
		}
		if len(b.stack) > maxDepth {
			return false
		}
	}
	return false
}

// indexOf returns the index in the stack of the element of t. Phantoms inside it
// have higher indices.
func (b *builder) indexOf(t *frame) int {
	for i := len(b.stack) - 1; i > 0; i-- {
		if b.stack[i].n == t.n && b.stack[i].el != nil {
			return i
		}
	}
	return len(b.stack)
}

// suspend closes the inline element t for a block, inside which it is
// resumed. It returns false if the element around t does not allow a block
// either.
func (b *builder) suspend(t *frame) bool {
	i := b.indexOf(t)
	outer := i - 1
	for outer > 0 && (b.stack[outer].el == nil || b.stack[outer].el.formatting()) {
		outer--
	}
	if e := b.stack[outer].el; e.holds != flow && e.name != "p" {
		return false
	}
	if b.stack[outer].el.name == "p" {
		outer-- // the block closes this one too
	}
	s, ok := suspension(t, outer)
	n := t.n
	t.resumed = false
	b.closeTo(i)
	if n.FirstChild == nil && len(n.Attr) == len(s.attr) {
		n.Parent.RemoveChild(n)
	}
	if ok {
		b.hold(s)
	}
	return true
}

// suspension returns the record for opening the element of f again. It does
// not contain the id, which must be unique. It returns false if the
// attributes are too long to repeat.
func suspension(f *frame, depth int) (suspended, bool) {
	s := suspended{tag: f.tag, depth: depth}
	size := 0
	for _, a := range f.n.Attr {
		if a.Key != "id" {
			s.attr = append(s.attr, a)
			size += len(a.Val)
		}
	}
	return s, size <= maxReopenedBytes && attr(f.n, "role") != pageBreak // a page begins once
}

func (b *builder) hold(s suspended) {
	if len(b.pending) < maxPending && b.reopened < maxReopened {
		b.pending = append(b.pending, s)
	}
}

// resume opens the suspended elements again, outermost first.
func (b *builder) resume() {
	if len(b.pending) == 0 {
		return
	}
	pending := b.pending
	b.pending = nil
	for i := len(pending) - 1; i >= 0; i-- {
		if b.reopened++; b.reopened > maxReopened || len(b.stack) >= maxDepth {
			return
		}
		b.push(pending[i].tag, slices.Clone(pending[i].attr), false)
		b.stack[len(b.stack)-1].resumed = true
		b.stack[len(b.stack)-1].depth = pending[i].depth
	}
}

// push opens an element at the top of the stack without checking that it is
// allowed there.
func (b *builder) push(name string, attr []html.Attribute, implied bool) *html.Node {
	el := elements[name]
	n := &html.Node{Type: html.ElementNode, Data: name, DataAtom: el.atom, Attr: attr}
	b.top().n.AppendChild(n)
	if el.holds != nothing {
		b.stack = append(b.stack, frame{tag: name, n: n, el: el, implied: implied})
	}
	return n
}

// closeTo closes the elements at index i of the stack and above.
func (b *builder) closeTo(i int) {
	b.pending = slices.DeleteFunc(b.pending, func(s suspended) bool { return s.depth >= i })
	for len(b.stack) > i {
		f := b.stack[len(b.stack)-1]
		b.stack = b.stack[:len(b.stack)-1]
		if f.el == nil {
			continue
		}
		if f.resumed && f.depth < i {
			if s, ok := suspension(&f, f.depth); ok {
				b.hold(s)
			}
		}
		settle(f.n)
	}
}
