package markdown

import (
	"fmt"
	"slices"
	"strings"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
)

// diagrams are the languages of diagrams that sites draw with a script, in code fences,
// containers and classes of HTML. Feeds and books run no script.
var diagrams = strings.Fields("mermaid plantuml puml graphviz echarts markmap wavedrom nomnoml vega-lite")

// diagram reports that n is a diagram, if name is the language of one.
func (c *collector) diagram(n doc.Node, name string) {
	if !slices.Contains(diagrams, strings.ToLower(name)) {
		return
	}
	c.po.Problems = append(c.po.Problems, &post.Problem{
		Pos: c.place(n), Rule: RuleUndrawn, Severity: post.SeverityHint,
		Err: fmt.Errorf("diagram %q is not drawn: feeds and books show its source", name),
	})
}

// drawing reports a drawing in the HTML of a post.
func (c *collector) drawing(n doc.Node) {
	c.po.Problems = append(c.po.Problems, &post.Problem{
		Pos: c.place(n), Rule: RuleDroppedComponent, Severity: post.SeverityWarning,
		Err: fmt.Errorf("drawing %q is left out, and the text in it is kept: write it to a file of its own", "svg"),
	})
}
