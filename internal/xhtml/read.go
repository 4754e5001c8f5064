package xhtml

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Read returns the tree of a fragment that [Clean] wrote, or a renderer that
// writes the same markup. It only reads: nothing is cleaned, and what Clean
// would not have written is an error. It is many times faster than [Parse].
// The tree is the caller's to change; its text is that of the fragment.
func Read(fragment string) (*html.Node, error) {
	var nodes []html.Node // made many at a time
	add := func(to *html.Node, n html.Node) *html.Node {
		if len(nodes) == 0 {
			nodes = make([]html.Node, 64)
		}
		own := &nodes[0]
		nodes = nodes[1:]
		*own = n
		to.AppendChild(own)
		return own
	}
	root := &html.Node{Type: html.DocumentNode}
	at, depth := root, 0
	s := &scanner{rest: fragment}
	for {
		if err := s.next(); err != nil {
			return nil, err
		}
		switch s.kind {
		case scannedEnd:
			if at != root {
				return nil, fmt.Errorf("<%s> is not closed", at.Data)
			}
			return root, nil
		case scannedText:
			add(at, html.Node{Type: html.TextNode, Data: unreference(s.text)})
		case scannedOpen, scannedClosed:
			el := elements[s.name]
			if el == nil {
				return nil, fmt.Errorf("<%s> is not allowed", s.name)
			}
			var attrs []html.Attribute
			for _, a := range s.attrs {
				if strings.HasPrefix(a.Key, "on") || a.Key == "style" {
					return nil, fmt.Errorf("attribute %s of <%s> is not allowed", a.Key, s.name)
				}
				attrs = append(attrs, html.Attribute{Key: a.Key, Val: unreference(a.Val)})
			}
			n := add(at, html.Node{Type: html.ElementNode, Data: el.name, DataAtom: atom.Lookup([]byte(el.name)), Attr: attrs})
			if isVoid(n.DataAtom) != (s.kind == scannedClosed) {
				return nil, fmt.Errorf("<%s> with the wrong end", s.name)
			}
			if s.kind == scannedClosed {
				continue
			}
			if depth++; depth > maxDepth {
				return nil, fmt.Errorf("more than %d elements inside one another", maxDepth)
			}
			at = n
		case scannedClose:
			if at == root || at.Data != s.name {
				return nil, fmt.Errorf("</%s> closes nothing", s.name)
			}
			at = at.Parent
			depth--
		}
	}
}

// Element returns a new element for a tree that [Render] writes; attributes
// are names and values in turn.
func Element(name string, attributes ...string) *html.Node {
	n := &html.Node{Type: html.ElementNode, Data: name, DataAtom: atom.Lookup([]byte(name))}
	for i := 0; i+1 < len(attributes); i += 2 {
		n.Attr = append(n.Attr, html.Attribute{Key: attributes[i], Val: attributes[i+1]})
	}
	return n
}
