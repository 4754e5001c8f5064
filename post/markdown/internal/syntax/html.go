package syntax

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// An htmlParser is goldmark's, but for elements that say there is Markdown in
// them, as kramdown and Python-Markdown have it: <div markdown="1">. Only their
// tag is HTML.
type htmlParser struct{ parser.BlockParser }

var markdownElement = lazyregexp.New(`^<[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?\smarkdown(?:\s*=\s*["']?(?:1|block|span|md|true)["']?)?(?:\s[^<>]*)?>`)

func (p htmlParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, seg := reader.PeekLine()
	tag := markdownElement.Find(line[max(pc.BlockOffset(), 0):])
	switch {
	case tag == nil:
		return p.BlockParser.Open(parent, reader, pc)
	case !blank(line[pc.BlockOffset()+len(tag):]):
		return nil, parser.NoChildren // in a line, Markdown goes on behind a tag anyway
	}
	n := ast.NewHTMLBlock(ast.HTMLBlockType7)
	n.SetPos(seg.Start)
	n.Lines().Append(seg)
	n.SetAttributeString("markdown", true)
	skipLine(reader)
	return n, parser.NoChildren
}

func (p htmlParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	if _, tag := node.AttributeString("markdown"); tag {
		return parser.Close
	}
	return p.BlockParser.Continue(node, reader, pc)
}
