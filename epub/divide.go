package epub

import (
	"slices"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// Without this file a block larger than a page of the book, such as a list of
// thousands of items, would be one page that readers open slowly or not at
// all. The functions here divide such a block into several blocks, between
// its children, so that pages can end there.

// divideLong divides each block of the body that has more than twice limit
// bytes of markup into blocks of about a quarter of limit.
func (a *article) divideLong(limit int) {
	if size(a.root)/2 <= limit {
		return
	}
	// A section warning is recognised by its beginning, so its block stays
	// whole.
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

// divide returns the pieces of a block, or only n itself if blocks of its
// kind cannot be divided.
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

// shell returns an empty element like n, without its id, because links lead
// to the first piece.
func shell(n *html.Node) *html.Node {
	s := &html.Node{Type: n.Type, Data: n.Data, DataAtom: n.DataAtom}
	for _, a := range n.Attr {
		if a.Key != "id" && a.Key != "aria-labelledby" {
			s.Attr = append(s.Attr, a)
		}
	}
	return s
}

// A divider distributes parts over elements like first.
type divider struct {
	limit  int
	first  *html.Node
	pieces []*html.Node
	filled int // bytes in the last piece
}

// add adds a part to the last piece, or to a new piece if cut is true and the
// last one is full. It reports whether it began a new piece.
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
		set(n, "start", strconv.Itoa(number)) // otherwise the first piece would count down from its own length
	}
	spanned := 0 // number of following rows that a cell above spans
	for c := n.FirstChild; c != nil; c = n.FirstChild {
		n.RemoveChild(c)
		parts := []*html.Node{c}
		if isElement(c, "ul", "ol", "dl", "div", "section", "blockquote", "table", "pre") && size(c) > limit {
			parts = divide(c, limit)
		}
		for _, part := range parts {
			// A description stays with its term, and a row with the row that
			// spans it.
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

// listStart returns the number of the first item of a list, and the
// difference between the numbers of two items.
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

// rowsBelow returns the largest number of rows below this one that one of its
// cells spans.
func rowsBelow(row *html.Node) int {
	most := 0
	for c := range row.ChildNodes() {
		if n, err := strconv.Atoi(attribute(c, "rowspan")); err == nil {
			most = max(most, n-1)
		}
	}
	return most
}

// divideTable divides a table between its rows. Each piece repeats the head
// of the table.
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

// copyOf returns a copy of a tree without ids, so that no link leads to it.
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

// divideCode divides a code block at line ends that are not inside an element
// such as a highlighted comment.
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
