package xhtml

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Render returns the children of root as polyglot markup.
func Render(root *html.Node) string {
	var b []byte
	for c := root.FirstChild; c != nil; c = c.NextSibling {
		b = Append(b, c)
	}
	return string(b)
}

// Append appends n to b as polyglot markup, and returns the extended slice.
func Append(b []byte, n *html.Node) []byte {
	switch n.Type {
	case html.TextNode:
		return escape(b, n.Data, &textEntities)
	case html.ElementNode:
	default:
		return b
	}
	b = append(b, '<')
	b = append(b, n.Data...)
	for _, a := range n.Attr {
		b = append(b, ' ')
		b = append(b, a.Key...)
		b = append(b, `="`...)
		b = escape(b, a.Val, &lineEntities)
		b = append(b, '"')
	}
	if isVoid(n.DataAtom) {
		return append(b, " />"...)
	}
	b = append(b, '>')
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b = Append(b, c)
	}
	b = append(b, "</"...)
	b = append(b, n.Data...)
	return append(b, '>')
}

func isVoid(a atom.Atom) bool {
	switch a {
	case atom.Br, atom.Hr, atom.Img, atom.Wbr, atom.Col, atom.Source, atom.Track:
		return true
	}
	return false
}
