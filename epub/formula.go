package epub

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/foreword-go/foreword/epub/internal/formula"
	"github.com/foreword-go/foreword/internal/xhtml"
)

// markFormula returns the markup of a formula in a block of its own: code
// with the class "display". Formulas within a line keep their default markup.
// [Encoder] turns both into MathML.
func markFormula(tex string, display bool) (markup string, ok bool) {
	if !display {
		return "", false
	}
	return `<code class="math display">` + xhtml.Escape(tex) + `</code>`, true
}

// setFormula replaces a code element that holds a TeX formula by MathML, if
// the encoder wants MathML and all of the formula is supported.
func (e *Encoder) setFormula(n *html.Node) {
	classes := strings.Fields(attribute(n, "class"))
	if !slices.Contains(classes, "math") {
		return
	}
	display := slices.Contains(classes, "display")
	set(n, "class", "math")
	var nodes []*html.Node
	if tex := n.FirstChild; e.Formulas != FormulasTeX && tex != nil && tex == n.LastChild && tex.Type == html.TextNode {
		nodes, _ = formula.MathML(tex.Data, display)
	}
	if p := n.Parent; isElement(p, "p") && alone(n) {
		class := ""
		switch {
		case nodes == nil:
			class = " formula"
		case display && len(nodes) > 1:
			class = " formula pieces"
		case display:
			class = " equation"
		}
		set(p, "class", strings.TrimSpace(attribute(p, "class")+class))
	}
	if nodes == nil {
		return
	}
	replace(n, nodes...)
	for _, math := range nodes {
		if isElement(math, "math") {
			annotate(math)
		}
	}
	p := nodes[0].Parent
	for p != nil && !isElement(p, "p") {
		p = p.Parent
	}
	if p != nil && attribute(p, "class") == "" {
		// MathML cannot be broken, so the line before it is often short and
		// must not be stretched.
		set(p, "class", "formulas")
	}
}

// spellFormulas writes formulas as TeX again if a table header contains
// nothing else. A header must have text, and an accessible name is not enough
// (empty-table-header of axe).
func spellFormulas(head *html.Node) {
	if len(onlyFormulas(head)) == 0 {
		return
	}
	for _, n := range slices.Collect(head.Descendants()) {
		if isElement(n, "math") {
			replace(n, element("code", []string{"class", "math"}, textNode(attribute(n, "alttext"))))
		}
	}
}

// nameFormulas sets the accessible name of a heading or link that contains
// only formulas. Without it, a screen reader's list of headings or links has
// an empty entry.
func nameFormulas(n *html.Node) {
	if texts := onlyFormulas(n); len(texts) > 0 {
		set(n, "aria-label", strings.Join(texts, " "))
	}
}

// onlyFormulas returns the texts of the formulas in n, or nil if n contains
// anything else.
func onlyFormulas(n *html.Node) (texts []string) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case isElement(c, "math"):
			texts = append(texts, attribute(c, "alttext"))
		case isElement(c, "code") && slices.Contains(strings.Fields(attribute(c, "class")), "math"):
			texts = append(texts, textOf(c))
		case textOf(c) == "":
		default:
			inner := onlyFormulas(c)
			if inner == nil {
				return nil
			}
			texts = append(texts, inner...)
		}
	}
	return texts
}
