package markdown

import (
	"github.com/foreword-go/foreword/post/internal/lang"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
)

// countText counts the text of a block, without code and formulas.
func countText(block doc.Node) lang.Count {
	c := lang.Count{Forms: lang.HanForms()}
	doc.Walk(block, func(n doc.Node, entering bool) doc.Status {
		if t, ok := n.(*doc.Text); ok {
			c.Add(t.Value)
			if t.Soft || t.Hard {
				c.InWord = false
			}
			return doc.SkipChildren // it has none
		}
		if doc.IsBlock(n) {
			c.InWord = false
		}
		if !entering {
			return doc.Continue
		}
		switch n := n.(type) {
		case *doc.CodeSpan, *doc.CodeBlock, *doc.AutoLink, *doc.Image:
			return doc.SkipChildren
		case *doc.HTMLBlock:
			c.Add(doc.HTMLText(doc.LinesOf(n).String()))
		case *doc.Ruby:
			c.Add(n.Base)
		case *doc.Wikilink:
			c.Add(n.Shown())
		}
		return doc.Continue
	})
	return c
}
