package xhtml

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// settle corrects faults that are visible only when an element is closed:
// missing children, and an order that XHTML does not allow.
func settle(n *html.Node) {
	switch n.Data {
	case "span", "div":
		settlePageMark(n)
	case "details":
		if first := firstElement(n); first == nil || first.Data != "summary" || hasText(n) && isBefore(n, first) {
			rename(n, "div")
			n.Attr = without(n.Attr, "open")
		}
	case "dl":
		settleTerms(n)
	case "figure":
		settleFigure(n)
	case "table":
		// XHTML allows one tfoot, which must come last.
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Data == "tfoot" && c.Type == html.ElementNode && nextElement(c) != nil {
				rename(c, "tbody")
			}
		}
	case "ruby":
		settleRuby(n)
	case "video", "audio":
		if attr(n, "src") != "" {
			for c := n.FirstChild; c != nil; {
				next := c.NextSibling
				if c.Data == "source" && c.Type == html.ElementNode {
					n.RemoveChild(c)
				}
				c = next
			}
		}
	case "mfrac", "mroot", "msub", "msup", "munder", "mover":
		settleArity(n, 2)
	case "msubsup", "munderover":
		settleArity(n, 3)
	case "mtable":
		settleMathTable(n)
	case "mtr":
		if n.Parent.Data != "mtable" {
			unrow(n)
		}
	case "mtd":
		if n.Parent.Data != "mtr" {
			rename(n, "mrow")
		}
	}
}

// settleTerms completes the groups of a description list: terms first, then
// descriptions.
func settleTerms(n *html.Node) {
	last := "dd"
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		if c.Data == "dd" && firstElement(n) == c {
			n.InsertBefore(newElement("dt"), c)
		}
		last = c.Data
	}
	if last == "dt" {
		n.AppendChild(newElement("dd"))
	}
}

// settleFigure keeps one caption of a figure and makes it the first or last
// child.
func settleFigure(n *html.Node) {
	seen := false
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode || c.Data != "figcaption" {
			continue
		}
		first := firstElement(n) == c && !isBefore(n, c)
		last := nextElement(c) == nil && !textAfter(c)
		if seen || !first && !last {
			rename(c, "div")
			continue
		}
		seen = true
	}
}

// settleRuby replaces a ruby by plain spans unless it consists of bases, each
// with an annotation, in parentheses or not.
func settleRuby(n *html.Node) {
	base, state := false, "" // state is the rp or rt before, "" after a base
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		ok := true
		switch {
		case c.Type == html.TextNode && isSpace(c.Data):
			continue
		case c.Type == html.ElementNode && c.Data == "rp" && state == "(rt":
			state = "rt"
		case c.Type == html.ElementNode && c.Data == "rp":
			ok, state = base && (state == "" || state == "rt"), "("
		case c.Type == html.ElementNode && c.Data == "rt":
			ok = base && state != "(rt"
			if state == "(" {
				state = "(rt"
			} else {
				state = "rt"
			}
		default:
			ok = state == "" || state == "rt"
			base, state = true, ""
		}
		if !ok {
			unwrapRuby(n)
			return
		}
	}
	if state != "rt" {
		unwrapRuby(n)
	}
}

func unwrapRuby(n *html.Node) {
	rename(n, "span")
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Data == "rt" || c.Data == "rp" {
			rename(c, "span")
		}
	}
}

// settleArity replaces a MathML element with the wrong number of children by
// a row.
func settleArity(n *html.Node, want int) {
	count := 0
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		count++
	}
	if count != want {
		rename(n, "mrow")
	}
}

// settleMathTable replaces a MathML table by a row unless it consists only of
// rows of cells.
func settleMathTable(n *html.Node) {
	whole := true
	for r := n.FirstChild; r != nil; r = r.NextSibling {
		whole = whole && r.Data == "mtr"
		for c := r.FirstChild; c != nil; c = c.NextSibling {
			whole = whole && c.Data == "mtd"
		}
	}
	if whole {
		return
	}
	rename(n, "mrow")
	for r := n.FirstChild; r != nil; r = r.NextSibling {
		if r.Data == "mtr" {
			unrow(r)
		}
	}
}

// unrow replaces a row of a MathML table, and its cells, by plain rows.
func unrow(n *html.Node) {
	rename(n, "mrow")
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Data == "mtd" {
			rename(c, "mrow")
		}
	}
}

func newElement(name string) *html.Node {
	return &html.Node{Type: html.ElementNode, Data: name, DataAtom: atom.Lookup([]byte(name))}
}

func rename(n *html.Node, name string) {
	n.Data, n.DataAtom = name, atom.Lookup([]byte(name))
}

func firstElement(n *html.Node) *html.Node {
	c := n.FirstChild
	for c != nil && c.Type != html.ElementNode {
		c = c.NextSibling
	}
	return c
}

func nextElement(n *html.Node) *html.Node {
	c := n.NextSibling
	for c != nil && c.Type != html.ElementNode {
		c = c.NextSibling
	}
	return c
}

// hasText reports whether the children of n contain more than white space.
func hasText(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode && !isSpace(c.Data) {
			return true
		}
	}
	return false
}

// isBefore reports whether there is text before c among the children of n.
func isBefore(n, c *html.Node) bool {
	for t := n.FirstChild; t != c; t = t.NextSibling {
		if t.Type == html.TextNode && !isSpace(t.Data) {
			return true
		}
	}
	return false
}

func textAfter(c *html.Node) bool {
	for t := c.NextSibling; t != nil; t = t.NextSibling {
		if t.Type == html.TextNode && !isSpace(t.Data) {
			return true
		}
	}
	return false
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func without(attrs []html.Attribute, key string) []html.Attribute {
	kept := attrs[:0]
	for _, a := range attrs {
		if a.Key != key {
			kept = append(kept, a)
		}
	}
	return kept
}
