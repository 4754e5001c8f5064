package xhtml

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Render returns the children of root as polyglot markup.
func Render(root *html.Node) string {
	var b strings.Builder
	for c := range root.ChildNodes() {
		Write(&b, c)
	}
	return b.String()
}

// Write writes n as polyglot markup.
func Write(b *strings.Builder, n *html.Node) {
	switch n.Type {
	case html.TextNode:
		escape(b, n.Data, &textEntities)
		return
	case html.ElementNode:
	default:
		return
	}
	b.WriteByte('<')
	b.WriteString(n.Data)
	for _, a := range n.Attr {
		b.WriteByte(' ')
		b.WriteString(a.Key)
		b.WriteString(`="`)
		escape(b, a.Val, &lineEntities)
		b.WriteByte('"')
	}
	if isVoid(n.DataAtom) {
		b.WriteString(" />")
		return
	}
	b.WriteByte('>')
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		Write(b, c)
	}
	b.WriteString("</")
	b.WriteString(n.Data)
	b.WriteByte('>')
}

func isVoid(a atom.Atom) bool {
	switch a {
	case atom.Br, atom.Hr, atom.Img, atom.Wbr, atom.Col, atom.Source, atom.Track:
		return true
	}
	return false
}
