package markdown

import (
	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// An inlineFootnote is ^[text] before it becomes a footnote like others.
type inlineFootnote struct {
	ast.BaseInline
	text *text.Segments
}

var kindInlineFootnote = ast.NewNodeKind("InlineFootnote")

func (*inlineFootnote) Kind() ast.NodeKind           { return kindInlineFootnote }
func (n *inlineFootnote) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// An inlineFootnoteParser reads footnotes that are written where they belong,
// as Pandoc's and markdown-it's.
type inlineFootnoteParser struct{}

func (inlineFootnoteParser) Trigger() []byte { return []byte{'^'} }

func (inlineFootnoteParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	if len(line) < 4 || line[1] != '[' {
		return nil
	}
	block.Advance(2)
	segs, ok := block.FindClosure('[', ']', text.FindClosureOptions{CodeSpan: true, Nesting: true, Newline: true, Advance: true})
	if !ok || segs.Len() == 0 {
		return nil
	}
	return &inlineFootnote{text: segs}
}

// footnotes makes footnotes of the inline ones, and numbers all in the order
// in which the text refers to them.
func (s *state) footnotes(root ast.Node, pc parser.Context) {
	var inline []*inlineFootnote
	var links []ast.Node // *east.FootnoteLink and *inlineFootnote
	var list *east.FootnoteList
	walk(root, func(n ast.Node) {
		switch n := n.(type) {
		case *inlineFootnote:
			inline = append(inline, n)
			links = append(links, n)
		case *east.FootnoteLink:
			links = append(links, n)
		case *east.FootnoteList:
			list = n
		}
	})
	if len(inline) == 0 {
		return
	}
	if list == nil {
		list = east.NewFootnoteList()
		root.AppendChild(root, list)
	}
	byIndex := make(map[int]*east.Footnote)
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		f := n.(*east.Footnote)
		byIndex[f.Index] = f
	}
	renumbered := make(map[int]int)
	next := 0
	for _, n := range links {
		switch n := n.(type) {
		case *east.FootnoteLink:
			if renumbered[n.Index] == 0 {
				next++
				renumbered[n.Index] = next
			}
			n.Index = renumbered[n.Index]
		case *inlineFootnote:
			next++
			link := east.NewFootnoteLink(next)
			link.RefCount = 1
			link.SetPos(n.Pos())
			n.Parent().ReplaceChild(n.Parent(), n, link)
			f := east.NewFootnote(nil)
			f.Index = next
			f.SetPos(n.Pos())
			doc := inlineOnly().Parse(text.NewBlockReader(s.src, n.text), parser.WithContext(pc))
			for c := doc.FirstChild(); c != nil; c = doc.FirstChild() {
				f.AppendChild(f, c)
			}
			back := east.NewFootnoteBacklink(next)
			back.RefCount = 1
			if p := f.LastChild(); p != nil {
				p.AppendChild(p, back)
			} else {
				f.AppendChild(f, back)
			}
			list.AppendChild(list, f)
		}
	}
	for old, f := range byIndex {
		f.Index = renumbered[old]
		walk(f, func(n ast.Node) {
			if b, ok := n.(*east.FootnoteBacklink); ok {
				b.Index = f.Index
			}
		})
	}
	list.Count = next
	list.SortChildren(func(a, b ast.Node) int { return a.(*east.Footnote).Index - b.(*east.Footnote).Index })
}
