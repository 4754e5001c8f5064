package epub

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// A block that is larger than a page of the book, such as a list of thousands of
// items, was one page that readers are slow with or cannot open. What is here makes several
// blocks of it, between its children, so that pages may end there as well.

// divideLong divides the blocks of the body that have more than two limits of
// markup into blocks of a quarter of one: a page ends at the first of them after two.
func (a *article) divideLong(limit int) {
	if size(a.root)/2 <= limit {
		return
	}
	// What warns of a section is told by its beginning, and stays whole.
	warns := slices.ContainsFunc(a.warned, func(w warned) bool { return w.section() })
	for n := a.root.FirstChild; n != nil; {
		next := n.NextSibling
		if n.Type == html.ElementNode && size(n)/2 > limit && !(warns && isNotice(n)) {
			if pieces := divide(n, limit/4); pieces[0] != n {
				replace(n, pieces...)
			}
		}
		n = next
	}
}

// divide takes a block apart, if it is of a kind that has parts.
func divide(n *html.Node, limit int) []*html.Node {
	switch n.Data {
	case "ul", "ol", "dl", "div", "section", "blockquote", "tbody":
		return divideChildren(n, limit)
	case "table":
		return divideTable(n, limit)
	case "pre":
		return divideCode(n, limit)
	}
	return []*html.Node{n}
}

// shell returns an element like n with nothing in it. It is not the one that
// links lead to.
func shell(n *html.Node) *html.Node {
	s := &html.Node{Type: n.Type, Data: n.Data, DataAtom: n.DataAtom}
	for _, a := range n.Attr {
		if a.Key != "id" && a.Key != "aria-labelledby" {
			s.Attr = append(s.Attr, a)
		}
	}
	return s
}

// A divider fills one element after another like the first.
type divider struct {
	limit  int
	first  *html.Node
	pieces []*html.Node
	filled int // bytes in the last piece
}

// add adds a part; with cut it may be the first of a piece.
func (d *divider) add(part *html.Node, cut bool) (began bool) {
	n := size(part)
	if len(d.pieces) == 0 {
		s := shell(d.first)
		s.Attr = d.first.Attr
		d.pieces = append(d.pieces, s)
	} else if cut && d.filled > 0 && d.filled+n > d.limit {
		d.pieces = append(d.pieces, shell(d.first))
		d.filled, began = 0, true
	}
	d.pieces[len(d.pieces)-1].AppendChild(part)
	d.filled += n
	return began
}

func divideChildren(n *html.Node, limit int) []*html.Node {
	d := divider{limit: limit, first: n}
	number, step := listStart(n)
	if step < 0 {
		set(n, "start", strconv.Itoa(number)) // else that of the first piece is its own length
	}
	spanned := 0 // rows that a cell above reaches into
	for c := n.FirstChild; c != nil; c = n.FirstChild {
		n.RemoveChild(c)
		parts := []*html.Node{c}
		if isElement(c, "ul", "ol", "dl", "div", "section", "blockquote", "table", "pre") && size(c) > limit {
			parts = divide(c, limit)
		}
		for _, part := range parts {
			// A description stays with its term, and a row with the one it is a part of.
			began := d.add(part, part.Type == html.ElementNode && part.Data != "dd" && spanned == 0)
			if began && n.Data == "ol" {
				set(d.pieces[len(d.pieces)-1], "start", strconv.Itoa(number))
			}
		}
		switch {
		case isElement(c, "li"):
			if v, err := strconv.Atoi(attribute(c, "value")); err == nil {
				number = v
			}
			number += step
		case isElement(c, "tr"):
			spanned = max(spanned-1, rowsBelow(c))
		}
	}
	return d.pieces
}

// listStart returns the number of the first item of a list, and what is added for
// each further one.
func listStart(n *html.Node) (first, step int) {
	first, step = 1, 1
	if attribute(n, "reversed") != "" {
		first, step = 0, -1
		for c := range n.ChildNodes() {
			if isElement(c, "li") {
				first++
			}
		}
	}
	if v, err := strconv.Atoi(attribute(n, "start")); err == nil {
		first = v
	}
	return first, step
}

// rowsBelow returns into how many rows below it a cell of the row reaches.
func rowsBelow(row *html.Node) int {
	most := 0
	for c := range row.ChildNodes() {
		if n, err := strconv.Atoi(attribute(c, "rowspan")); err == nil {
			most = max(most, n-1)
		}
	}
	return most
}

// divideTable divides the rows of a table; each piece has its head.
func divideTable(n *html.Node, limit int) []*html.Node {
	d := divider{limit: limit, first: n}
	var heads []*html.Node
	for c := n.FirstChild; c != nil; c = n.FirstChild {
		n.RemoveChild(c)
		parts := []*html.Node{c}
		if isElement(c, "tbody") && size(c) > limit {
			parts = divide(c, limit)
		}
		for _, part := range parts {
			if !d.add(part, isElement(part, "tbody")) {
				continue
			}
			for _, h := range heads {
				part.Parent.InsertBefore(copyOf(h), part)
			}
		}
		if isElement(c, "colgroup", "thead") && size(c) < limit/8 {
			heads = append(heads, c)
		}
	}
	return d.pieces
}

// copyOf returns a copy of a tree that no link leads to.
func copyOf(n *html.Node) *html.Node {
	c := shell(n)
	if n.Type == html.TextNode {
		c.Data = n.Data
	}
	for child := range n.ChildNodes() {
		c.AppendChild(copyOf(child))
	}
	return c
}

// divideCode divides code between lines that nothing set apart goes over.
func divideCode(n *html.Node, limit int) []*html.Node {
	inner := n.FirstChild
	if inner == nil || inner != n.LastChild || !isElement(inner, "code") {
		return []*html.Node{n}
	}
	d := divider{limit: limit, first: inner}
	fresh := true
	for c := inner.FirstChild; c != nil; c = inner.FirstChild {
		inner.RemoveChild(c)
		if c.Type != html.TextNode {
			d.add(c, fresh)
			fresh = false
			continue
		}
		for line := range strings.Lines(c.Data) {
			d.add(textNode(line), fresh)
			fresh = strings.HasSuffix(line, "\n")
		}
	}
	for i, code := range d.pieces {
		pre := shell(n)
		if i == 0 {
			pre.Attr = n.Attr
		}
		pre.AppendChild(code)
		d.pieces[i] = pre
	}
	return d.pieces
}
