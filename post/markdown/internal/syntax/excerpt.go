package syntax

import (
	"bytes"

	"github.com/yuin/goldmark/ast"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// excerptComment is the mark as MDX has it, where there are no comments of HTML.
var excerptComment = lazyregexp.New(`^\{/\*\s*(?:more|truncate)\s*\*/\}$`)

// excerptMark is the comment that ends an excerpt: of Hugo, Hexo, Zola and
// WordPress, of Docusaurus, and their misspellings.
var excerptMark = lazyregexp.New(`(?i)^\s*<!--+\s*(?:more(?:\s[^>]*?)?|truncate|excerpt|excerpt-end|end-excerpt|readmore|read-more)\s*--+>\s*`)

// marks makes nodes of the lines that mark the end of the excerpt, and takes
// out those that ask for a table of contents.
func (s *state) marks(n ast.Node) {
	parent := n.Parent()
	switch n := n.(type) {
	case *ast.HTMLBlock:
		if n.HTMLBlockType != ast.HTMLBlockType2 || n.Lines().Len() == 0 {
			return
		}
		first := n.Lines().At(0)
		m := excerptMark.FindIndex(first.Value(s.src))
		if m == nil {
			return
		}
		mark := &ExcerptMark{}
		mark.SetPos(first.Start)
		parent.InsertBefore(parent, n, mark)
		if m[1] < first.Len() { // text on the same line
			n.Lines().Set(0, first.WithStart(first.Start+m[1]))
			return
		}
		parent.RemoveChild(parent, n)
	case *ast.RawHTML:
		if n.Segments.Len() == 0 {
			return
		}
		seg := n.Segments.At(0)
		if !excerptMark.Match(seg.Value(s.src)) {
			return
		}
		block := parent
		for block.Type() == ast.TypeInline {
			block = block.Parent()
		}
		mark := &ExcerptMark{}
		mark.SetPos(seg.Start)
		block.Parent().InsertAfter(block.Parent(), block, mark)
		if prev, ok := n.PreviousSibling().(*ast.Text); ok && n.NextSibling() == nil {
			prev.Segment = prev.Segment.TrimRightSpace(s.src)
		}
		parent.RemoveChild(parent, n)
	case *ast.Paragraph:
		if n.Lines().Len() != 1 {
			return
		}
		line := n.Lines().At(0)
		b := bytes.TrimSpace(line.Value(s.src))
		switch {
		case s.opts.ExcerptSeparator != "" && string(b) == s.opts.ExcerptSeparator:
			mark := &ExcerptMark{}
			mark.SetPos(line.Start)
			parent.ReplaceChild(parent, n, mark)
		case len(b) > 3 && len(b) < 16 && (b[0] == '[' && b[len(b)-1] == ']' && isTOC(string(b[1:len(b)-1])) ||
			bytes.EqualFold(b, []byte("${toc}")) || bytes.EqualFold(b, []byte("@[toc]"))):
			parent.RemoveChild(parent, n)
		}
	}
}
