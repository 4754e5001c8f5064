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

// An inlineFootnoteTransformer parses what stands in inline footnotes. It goes
// before goldmark's transformer of footnotes, while a reference in one is
// still found.
type inlineFootnoteTransformer struct{}

func (inlineFootnoteTransformer) Transform(doc *ast.Document, reader text.Reader, pc parser.Context) {
	notes := inlineFootnotes(doc)
	for len(notes) > 0 {
		n := notes[0]
		parsed := inlineOnly().Parse(text.NewBlockReader(reader.Source(), n.text), parser.WithContext(pc))
		notes = append(notes[1:], inlineFootnotes(parsed)...)
		for c := parsed.FirstChild(); c != nil; c = parsed.FirstChild() {
			n.AppendChild(n, c)
		}
	}
}

func inlineFootnotes(root ast.Node) []*inlineFootnote {
	var notes []*inlineFootnote
	walk(root, func(n ast.Node) {
		if n, ok := n.(*inlineFootnote); ok {
			notes = append(notes, n)
		}
	})
	return notes
}

// footnotes makes footnotes of the inline ones, and numbers all in the order
// in which the text refers to them. One in another comes after it.
func (s *state) footnotes(root ast.Node) {
	var links []ast.Node // *east.FootnoteLink and *inlineFootnote
	var list *east.FootnoteList
	inline := false
	walk(root, func(n ast.Node) {
		switch n := n.(type) {
		case *inlineFootnote:
			inline = true
			links = append(links, n)
		case *east.FootnoteLink:
			links = append(links, n)
		case *east.FootnoteList:
			list = n
		}
	})
	if !inline {
		return
	}
	var notes []*east.Footnote
	byIndex := make(map[int]*east.Footnote)
	if list == nil {
		list = east.NewFootnoteList()
		root.AppendChild(root, list)
	}
	for n := list.FirstChild(); n != nil; n = list.FirstChild() {
		list.RemoveChild(list, n)
		f := n.(*east.Footnote)
		byIndex[f.Index] = f
	}
	number := func(f *east.Footnote) int {
		notes = append(notes, f)
		f.Index = len(notes)
		walk(f, func(n ast.Node) {
			if b, ok := n.(*east.FootnoteBacklink); ok {
				b.Index = f.Index
			}
		})
		return f.Index
	}
	renumbered := make(map[int]int)
	for _, n := range links {
		switch n := n.(type) {
		case *east.FootnoteLink:
			if renumbered[n.Index] == 0 {
				renumbered[n.Index] = number(byIndex[n.Index])
			}
			n.Index = renumbered[n.Index]
		case *inlineFootnote:
			number(n.footnote(len(notes) + 1))
		}
	}
	for _, f := range notes {
		list.AppendChild(list, f)
	}
	list.Count = len(notes)
}

// footnote puts a link in the place of n, and returns what it leads to.
func (n *inlineFootnote) footnote(index int) *east.Footnote {
	link := east.NewFootnoteLink(index)
	link.RefCount = 1
	link.SetPos(n.Pos())
	n.Parent().ReplaceChild(n.Parent(), n, link)
	f := east.NewFootnote(nil)
	f.SetPos(n.Pos())
	for c := n.FirstChild(); c != nil; c = n.FirstChild() {
		f.AppendChild(f, c)
	}
	back := east.NewFootnoteBacklink(index)
	back.RefCount = 1
	if p := f.LastChild(); p != nil {
		p.AppendChild(p, back)
	} else {
		f.AppendChild(f, back)
	}
	return f
}
