package xhtml

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Read returns the tree of a fragment that was written by [Clean], or by a
// renderer that writes the same form. Markup in another form is an error.
// References and the nesting of elements are not checked. Because Read
// supports only one form, it is many times faster than [Parse]. The caller
// may change the tree; its strings are parts of the fragment.
func Read(fragment string) (*html.Node, error) { return new(Arena).Read(fragment) }

// An Arena holds the memory of trees, for reading many of them one after
// another. Its zero value is ready to use.
type Arena struct {
	blocks [][]html.Node
	used   int              // number of blocks in use
	nodes  []html.Node      // the unused nodes of the last block in use
	attrs  []html.Attribute // of all elements in a row
}

// Reset makes the memory of all trees that the arena has read available for
// further ones. Those trees must not be used any more.
func (a *Arena) Reset() {
	for _, b := range a.blocks[:a.used] {
		clear(b)
	}
	clear(a.attrs)
	a.used, a.nodes, a.attrs = 0, nil, a.attrs[:0]
}

// node returns an unused node of a tree of which left bytes are not read yet.
func (a *Arena) node(left int) *html.Node {
	if len(a.nodes) == 0 {
		if a.used == len(a.blocks) {
			// A short text needs a few nodes, a long article many.
			a.blocks = append(a.blocks, make([]html.Node, min(4+left/64, 128)))
		}
		a.nodes = a.blocks[a.used]
		a.used++
	}
	n := &a.nodes[0]
	a.nodes = a.nodes[1:]
	return n
}

// Read does the same as [Read], with the memory of the arena.
func (a *Arena) Read(fragment string) (*html.Node, error) {
	r := reader{scanner[string]{rest: fragment}, a}
	root := a.node(len(fragment))
	root.Type = html.DocumentNode
	at, depth := root, 0
	for {
		if err := r.next(); err != nil {
			return nil, err
		}
		switch r.kind {
		case scannedEnd:
			if at != root {
				return nil, fmt.Errorf("<%s> is not closed", at.Data)
			}
			return root, nil
		case scannedText:
			text, err := written(r.text)
			if err != nil || strings.IndexByte(r.text, '>') >= 0 || strings.IndexByte(r.text, '\r') >= 0 {
				return nil, errNotOurs
			}
			n := a.node(len(r.rest))
			n.Type, n.Data = html.TextNode, text
			at.AppendChild(n)
		case scannedCDATA:
			return nil, errNotOurs
		case scannedOpen, scannedClosed:
			n, err := r.element()
			if err != nil {
				return nil, err
			}
			at.AppendChild(n)
			if r.kind == scannedClosed {
				continue
			}
			if depth++; depth > maxDepth {
				return nil, fmt.Errorf("nested more than %d elements deep", maxDepth)
			}
			at = n
		case scannedClose:
			if at == root || at.Data != r.name {
				return nil, fmt.Errorf("</%s> without a start tag", r.name)
			}
			at = at.Parent
			depth--
		}
	}
}

// A reader makes nodes of what a scanner reads.
type reader struct {
	scanner[string]
	arena *Arena
}

// element returns the element for the start tag that was read.
func (r *reader) element() (*html.Node, error) {
	el := elements[r.name]
	if el == nil {
		return nil, fmt.Errorf("<%s> is not allowed", r.name)
	}
	if isVoid(el.atom) != (r.kind == scannedClosed) {
		return nil, fmt.Errorf("<%s> with the wrong end", r.name)
	}
	n := r.arena.node(len(r.rest))
	n.Type, n.Data, n.DataAtom = html.ElementNode, el.name, el.atom
	all := r.arena.attrs
	first := len(all)
	for _, a := range r.scanner.attrs {
		if !el.may(a.key) {
			return nil, fmt.Errorf("attribute %s of <%s> is not allowed", a.key, r.name)
		}
		val, err := written(a.value)
		if err != nil {
			return nil, err
		}
		all = append(all, html.Attribute{Key: a.key, Val: val})
	}
	if end := len(all); end > first {
		n.Attr = all[first:end:end] // appending to it must not overwrite the attributes of other elements
	}
	r.arena.attrs = all
	return n, nil
}

// written decodes text that [escape] wrote. Numeric character references are
// an error, because HTML reads some of them differently from XML and escape
// writes none.
func written(s string) (string, error) {
	if strings.IndexByte(s, '&') < 0 {
		return s, nil
	}
	if strings.Contains(s, "&#") {
		return "", errNotOurs
	}
	return unreference(s), nil
}

// Element returns a new element for a tree that [Render] writes. Attributes
// are names and values in turn.
func Element(name string, attributes ...string) *html.Node {
	n := &html.Node{Type: html.ElementNode, Data: name, DataAtom: atom.Lookup([]byte(name))}
	for i := 0; i+1 < len(attributes); i += 2 {
		n.Attr = append(n.Attr, html.Attribute{Key: attributes[i], Val: attributes[i+1]})
	}
	return n
}
