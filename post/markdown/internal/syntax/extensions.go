package syntax

import (
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"

	"github.com/foreword-go/foreword/post/markdown/internal/doc"
)

// Extensions are extensions of goldmark that a caller adds to those of this
// package. Nodes that this package does not know are rendered by them, as raw HTML.
type Extensions struct {
	full   parser.Parser
	render renderer.Renderer
}

// NewExtensions returns extensions, ready for use by many documents at a time.
func NewExtensions(extenders ...goldmark.Extender) *Extensions {
	md := goldmark.New(goldmark.WithParser(newFull()), goldmark.WithExtensions(extenders...))
	return &Extensions{full: md.Parser(), render: md.Renderer()}
}

// parser returns the parser of documents; that without further extensions if e is
// nil.
func (e *Extensions) parser() parser.Parser {
	if e == nil {
		return full()
	}
	return e.full
}

// foreign returns what the extensions render for a node of theirs; nil if nothing
// knows the node.
func (c *converter) foreign(n ast.Node) doc.Node {
	if c.extensions == nil {
		return nil
	}
	var b strings.Builder
	if err := c.extensions.render.Render(&b, c.src, n); err != nil {
		c.err = err
		return nil
	}
	if n.Type() == ast.TypeBlock {
		return &doc.HTMLBlock{Lines: doc.Lines{{Start: max(Offset(n), 0), Text: b.String()}}}
	}
	return &doc.RawHTML{HTML: b.String()}
}
