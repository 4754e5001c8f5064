package epub

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/foreword-go/foreword/epub/internal/formula"
	"github.com/foreword-go/foreword/internal/xhtml"
)

// markFormula writes a formula on a line of its own as code with a class more
// than those in a line, which [Encoder] makes MathML of.
func markFormula(tex string, display bool) (markup string, ok bool) {
	if !display {
		return "", false
	}
	return `<code class="math display">` + xhtml.Escape(tex) + `</code>`, true
}

// setFormula makes MathML of code that is a formula in TeX, if it is known and
// wanted.
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
		// No line breaks in a formula, and the one before is not to be stretched.
		set(p, "class", "formulas")
	}
}

// spellFormulas writes the formulas in TeX again, if the head of a row or column
// holds nothing else: it must have text, and a name is none (empty-table-header of
// axe).
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

// nameFormulas gives a heading or link that holds nothing but formulas their text
// for its name: in a list of them, what is in a formula is not heard.
func nameFormulas(n *html.Node) {
	if texts := onlyFormulas(n); len(texts) > 0 {
		set(n, "aria-label", strings.Join(texts, " "))
	}
}

// onlyFormulas returns the texts of the formulas in n, if it holds nothing else.
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
