package markdown

import (
	"github.com/foreword-go/foreword/post/internal/lang"
	"github.com/foreword-go/foreword/post/markdown/internal/syntax"
	"github.com/yuin/goldmark/ast"
)

// countText counts the text of a block, without its code and formulas.
func countText(block ast.Node, source []byte) lang.Count {
	c := lang.Count{Forms: lang.HanForms()}
	_ = ast.Walk(block, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Type() == ast.TypeBlock {
			c.InWord = false
		}
		if !entering {
			return ast.WalkContinue, nil
		}
		switch n := n.(type) {
		case *ast.CodeSpan, *ast.FencedCodeBlock, *ast.CodeBlock, *ast.AutoLink, *ast.Image:
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			c.Add(n.Segment.Value(source))
			if n.SoftLineBreak() || n.HardLineBreak() {
				c.InWord = false
			}
		case *ast.String:
			c.Add(n.Value)
		case *ast.HTMLBlock:
			c.Add([]byte(rawText(linesText(n, source))))
		case *syntax.Ruby:
			c.Add([]byte(n.Base))
		case *syntax.Wikilink:
			c.Add([]byte(wikilinkText(n)))
		}
		return ast.WalkContinue, nil
	})
	return c
}
