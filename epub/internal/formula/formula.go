// Package formula converts TeX formulas to MathML. If a part of a formula is
// not supported, the whole formula is refused, because half a formula is
// worse than none; the caller then shows the TeX.
//
// It supports the mathematics of LaTeX and amsmath that blogs use: letters,
// numbers and about 400 symbols, scripts and limits, fractions, roots,
// accents, braces, alphabets, text, delimiters that grow, matrices, cases and
// aligned lines. It does not support macros, colours and rules in tables. A
// formula that is not closed, or has a command where it is not allowed, is
// refused too.
//
// It reads each byte a fixed number of times and keeps no state between
// formulas. The only Go library for this, treeblood, supports more, but
// converts some formulas wrongly (x^12, a+b \over c), writes to the standard
// output and error of the program, and takes a second for 1,500 nested
// scripts.
//
// # Lines
//
// No browser breaks a formula into lines, and a part that does not fit on a
// page is cut off. A long formula is therefore returned in pieces, which end
// where TeX would break a line: after a relation, an operator or a comma.
// Aligned lines become separate lines. A formula with a piece that is wider
// than the page of a phone is refused.
//
// # Specifications
//
//   - MathML Core (https://www.w3.org/TR/mathml-core/), with three attributes
//     of MathML 3 for readers that support them: columnalign, columnspacing,
//     and mathvariant with values other than normal, which the stylesheet
//     replaces in other readers.
package formula

import (
	"golang.org/x/net/html"

	"github.com/foreword-go/foreword/internal/xhtml"
)

const (
	// maxTeX is the longest formula in bytes. The longest of 1,761 in real
	// posts has 2,522.
	maxTeX = 16 << 10
	// maxDepth is the largest depth of nested groups. Each may become three
	// nested elements, of the 400 that xhtml.Clean allows.
	maxDepth = 40
	// maxWidth is the width of a page of a phone in em, which is 22, less the
	// error of the estimate.
	maxWidth = 20
	// pieceWidth is the smallest width of a piece of a long formula, in em.
	pieceWidth = 4
)

// MathML returns a formula as one math element, or a long one as several:
// with a wbr between two pieces, and a br between lines of the formula
// itself. display is true for a formula on a line of its own. It returns
// false if the formula is not supported.
func MathML(tex string, display bool) ([]*html.Node, bool) {
	if len(tex) > maxTeX {
		return nil, false
	}
	p := &parser{tex: tex, display: display}
	row := p.formula()
	switch {
	case p.failed || len(row) == 0:
		return nil, false
	case display && width(row...) <= maxWidth:
		return []*html.Node{math(row, xhtml.OneLine(tex), true, false)}, true
	}
	lines := []line{{{0, row}}}
	if display && len(row) == 1 && row[0].node == p.table {
		lines = p.lines
		for _, l := range lines {
			l.detach()
		}
	}
	var nodes []*html.Node
	for i, l := range lines {
		if i > 0 {
			nodes = append(nodes, xhtml.Element("br"))
		}
		for j, c := range l {
			if j > 0 && len(l[j-1].row) > 0 && len(c.row) > 0 {
				nodes = append(nodes, xhtml.Element("wbr"))
			}
			set, ok := c.pieces(tex, display)
			if !ok {
				return nil, false
			}
			nodes = append(nodes, set...)
		}
	}
	return nodes, true
}

// A line is the cells of one.
type line []cell

// A cell is a row that begins somewhere in a formula.
type cell struct {
	from int
	row  []atom
}

// detach takes what is in the cells of the line out of their table.
func (l line) detach() {
	for _, c := range l {
		for _, a := range c.row {
			if a.node.Parent != nil {
				a.node.Parent.RemoveChild(a.node)
			}
		}
	}
}

// pieces returns the cell in pieces, false if one is wider than a page.
func (c cell) pieces(tex string, display bool) (nodes []*html.Node, ok bool) {
	if len(c.row) == 0 {
		return nil, true
	}
	cuts := pieces(c.row)
	from, at := 0, c.from
	for _, cut := range cuts {
		piece := c.row[from:cut]
		if width(piece...) > maxWidth {
			return nil, false
		}
		if from > 0 {
			nodes = append(nodes, xhtml.Element("wbr"))
		}
		end := piece[len(piece)-1].end
		nodes = append(nodes, math(piece, xhtml.OneLine(tex[at:end]), display, display || len(cuts) > 1))
		from, at = cut, end
	}
	return nodes, true
}

// math is the element for a formula, or for a piece of it.
func math(row []atom, alt string, display, piece bool) *html.Node {
	n := xhtml.Element("math", "xmlns", "http://www.w3.org/1998/Math/MathML")
	if display && !piece {
		setAttr(n, "display", "block")
	}
	setAttr(n, "alttext", alt)
	inner := mrow(nodesOf(row)...)
	if last := row[len(row)-1]; piece && last.breaks() && last.node.Data == "mo" {
		setAttr(last.node, "form", "infix") // else that of its place, with other space around
	}
	if display && piece {
		inner = element("mstyle", []string{"displaystyle", "true"}, inner)
	}
	n.AppendChild(inner)
	return n
}

// pieces returns where the pieces of a row end.
func pieces(row []atom) []int {
	left := width(row...)
	if left <= 2*pieceWidth {
		return []int{len(row)}
	}
	var cuts []int
	wide := 0.0
	for i, a := range row {
		w := width(a)
		wide, left = wide+w, left-w
		if a.breaks() && wide >= pieceWidth && left >= pieceWidth {
			cuts = append(cuts, i+1)
			wide = 0
		}
	}
	return append(cuts, len(row))
}

func nodesOf(row []atom) []*html.Node {
	nodes := make([]*html.Node, len(row))
	for i, a := range row {
		nodes[i] = a.node
	}
	return nodes
}

// element returns an element around children.
func element(name string, attributes []string, children ...*html.Node) *html.Node {
	n := xhtml.Element(name, attributes...)
	for _, c := range children {
		n.AppendChild(c)
	}
	return n
}

// token returns an element of text.
func token(name, text string, attributes ...string) *html.Node {
	return element(name, attributes, &html.Node{Type: html.TextNode, Data: text})
}

// mrow returns the only node, or a row of them.
func mrow(nodes ...*html.Node) *html.Node {
	if len(nodes) == 1 {
		return nodes[0]
	}
	return element("mrow", nil, nodes...)
}

func mspace(width string) *html.Node { return xhtml.Element("mspace", "width", width) }

func setAttr(n *html.Node, key, val string) {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			n.Attr[i].Val = val
			return
		}
	}
	n.Attr = append(n.Attr, html.Attribute{Key: key, Val: val})
}
