package xhtml

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Parse returns the tree of a fragment as [Clean] would write it: the
// children of the node returned, which is of no element itself. The tree is
// the caller's to change.
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
	// maxDepth is how deep elements nest. It is below the 512 of the parser
	// of x/net/html, so that what is written can be read back, and above what
	// Markdown within its own bounds needs.
	maxDepth = 400
	// maxPending is how many inline elements a block inside them splits.
	maxPending = 8
	// maxReopened is how many times in a document they are opened again. It
	// bounds the output, which is else their number times that of the blocks.
	maxReopened = 2000
	// maxReopenedBytes is the size of attributes that are written again.
	maxReopenedBytes = 512
)

// A builder makes a tree out of tags in any order. It never looks back
// further than the stack of open elements, so its cost is linear.
//
// It stands in for the tree construction of HTML, whose answer to misnested
// markup (foster parents, adoption) costs quadratic time, is not stable when
// its result is parsed again, and allows nestings that XHTML does not.
type builder struct {
	stack    []frame
	pending  []suspended
	reopened int
	overflow map[string]int // open tags beyond maxDepth, by name
	ids      *IDs
}

// A frame is an open element, or a phantom: a tag whose element may not stand
// here, remembered so that its end tag ends nothing else.
type frame struct {
	tag     string // as its end tag is named
	n       *html.Node
	el      *element // nil for a phantom
	implied bool     // opened for a child that has to have it
	mute    bool     // text inside is dropped
	resumed bool     // opened again inside a block, and so again after it
	depth   int      // the stack below where it was opened first
}

// A suspended element is inline and was closed for a block inside it.
type suspended struct {
	tag   string
	attr  []html.Attribute
	depth int // the stack below its outermost element
}

// top returns the innermost open element that is no phantom.
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
		// HTML drops a line end after the tag, XHTML does not.
		s = strings.TrimLeft(s, "\r\n")
	}
	appendText(t.n, s)
}

// space adds white space between elements where it is.
func (b *builder) space(s string) {
	t := b.top()
	switch t.el.holds {
	case flow, phrasing, rubyParts, mathChars:
	case mathParts, mediaParts:
		return
	default:
		// Between items and rows a little shows the structure to who reads
		// the source; more is only more to look through.
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

// muted reports whether text here is of no element that is kept.
func (b *builder) muted() bool {
	for i := len(b.stack) - 1; i > 0 && b.stack[i].el == nil; i-- {
		if b.stack[i].mute {
			return true
		}
	}
	return false
}

// appendText leaves joining neighbours to [finish], where it costs nothing.
func appendText(n *html.Node, s string) {
	if s != "" {
		n.AppendChild(&html.Node{Type: html.TextNode, Data: s})
	}
}

// makeRoom brings the top of the stack to where content of a kind, phrasing
// or flow, may stand. It reports false if there is no such place.
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

// indexOf returns where in the stack t stands, phantoms inside it above.
func (b *builder) indexOf(t *frame) int {
	for i := len(b.stack) - 1; i > 0; i-- {
		if b.stack[i].n == t.n && b.stack[i].el != nil {
			return i
		}
	}
	return len(b.stack)
}

// suspend closes the inline element t for a block, to be resumed inside it.
// It reports false where the element it stands in takes no block either.
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
		outer-- // which the block closes too
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

// suspension returns how to open the element of f again, without its id,
// which is unique. It reports false if its attributes are too long to repeat.
func suspension(f *frame, depth int) (suspended, bool) {
	s := suspended{tag: f.tag, depth: depth}
	size := 0
	for _, a := range f.n.Attr {
		if a.Key != "id" {
			s.attr = append(s.attr, a)
			size += len(a.Val)
		}
	}
	return s, size <= maxReopenedBytes
}

func (b *builder) hold(s suspended) {
	if len(b.pending) < maxPending && b.reopened < maxReopened {
		b.pending = append(b.pending, s)
	}
}

// resume opens the suspended elements again, the outermost first.
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

// push opens an element at the top of the stack, wherever that is.
func (b *builder) push(name string, attr []html.Attribute, implied bool) *html.Node {
	el := elements[name]
	n := &html.Node{Type: html.ElementNode, Data: name, DataAtom: el.atom, Attr: attr}
	b.top().n.AppendChild(n)
	if el.holds != nothing {
		b.stack = append(b.stack, frame{tag: name, n: n, el: el, implied: implied})
	}
	return n
}

// closeTo closes the elements from index i of the stack on.
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
