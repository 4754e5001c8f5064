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
	text  *text.Segments
	depth int // how many it stands in
}

var kindInlineFootnote = ast.NewNodeKind("InlineFootnote")

func (*inlineFootnote) Kind() ast.NodeKind           { return kindInlineFootnote }
func (n *inlineFootnote) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// An inlineFootnoteParser reads footnotes that are written where they belong,
// as Pandoc's and markdown-it's.
type inlineFootnoteParser struct{}

func (inlineFootnoteParser) Trigger() []byte { return []byte{'^'} }

func (inlineFootnoteParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	s := stateOf(pc)
	line, seg := block.PeekLine()
	if len(line) < 4 || line[1] != '[' {
		return nil
	}
	end := s.ticksOf(parent).closing(parent, s.src, seg.Start+1)
	if end <= seg.Start+2 {
		return nil
	}
	block.Advance(2)
	segs := text.NewSegments()
	for {
		_, seg = block.PeekLine()
		if end < seg.Stop {
			segs.Append(seg.WithStop(end))
			block.Advance(end + 1 - seg.Start)
			n := &inlineFootnote{text: segs}
			s.footnoted = append(s.footnoted, n)
			return n
		}
		segs.Append(seg)
		block.AdvanceLine()
	}
}

// footnoteDepth bounds how deep inline footnotes stand in each other: the text
// of each is read again for each that it stands in.
const footnoteDepth = 16

// An inlineFootnoteTransformer parses what stands in inline footnotes. It goes
// before goldmark's transformer of footnotes, while a reference in one is
// still found.
type inlineFootnoteTransformer struct{}

func (inlineFootnoteTransformer) Transform(doc *ast.Document, reader text.Reader, pc parser.Context) {
	s := stateOf(pc)
	for i := 0; i < len(s.footnoted); i++ { // each may add some
		n := s.footnoted[i]
		if n.depth > footnoteDepth {
			s.fail(nil, "footnotes in each other", n.Pos(), footnoteDepth)
			return
		}
		before := len(s.footnoted)
		parsed := inlineOnly().Parse(text.NewBlockReader(reader.Source(), n.text), parser.WithContext(pc))
		for _, inner := range s.footnoted[before:] {
			inner.depth = n.depth + 1
		}
		for c := parsed.FirstChild(); c != nil; c = parsed.FirstChild() {
			n.AppendChild(n, c)
		}
	}
}

// footnotes makes footnotes of the inline ones, and numbers all in the order
// in which the text refers to them. One in another comes after it. A picture's
// description can refer to none: what it leads to is kept, without a way back.
func (s *state) footnotes(root ast.Node) {
	if !s.hasFootnotes {
		return
	}
	var links []ast.Node // *east.FootnoteLink and *inlineFootnote
	inPicture := make(map[ast.Node]bool)
	pictures := 0 // around the node
	var list *east.FootnoteList
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.Image:
			if entering {
				pictures++
			} else {
				pictures--
			}
		case *east.FootnoteLink, *inlineFootnote:
			if entering {
				links = append(links, n)
				inPicture[n] = pictures > 0
			}
		case *east.FootnoteList:
			list = n
		}
		return ast.WalkContinue, nil
	})
	if len(links) == 0 && list == nil {
		return
	}
	if list == nil {
		list = east.NewFootnoteList()
		root.AppendChild(root, list)
	}
	var defined []*east.Footnote
	byIndex := make(map[int]*east.Footnote)
	for n := list.FirstChild(); n != nil; n = list.FirstChild() {
		list.RemoveChild(list, n)
		f := n.(*east.Footnote)
		defined = append(defined, f)
		byIndex[f.Index] = f
	}
	refs := make(map[*east.Footnote]int)
	add := func(f *east.Footnote) {
		if _, ok := refs[f]; !ok {
			refs[f] = 0
			list.AppendChild(list, f)
			f.Index = len(refs)
		}
	}
	for _, n := range links {
		var f *east.Footnote
		link, ok := n.(*east.FootnoteLink)
		if ok {
			f = byIndex[link.Index]
		} else {
			f = n.(*inlineFootnote).footnote()
			link = east.NewFootnoteLink(0)
			link.SetPos(n.Pos())
			n.Parent().ReplaceChild(n.Parent(), n, link)
		}
		add(f)
		if inPicture[n] {
			link.Parent().RemoveChild(link.Parent(), link)
			continue
		}
		link.Index, link.RefIndex = f.Index, refs[f]
		refs[f]++
	}
	for _, f := range defined {
		add(f)
	}
	list.Count = len(refs)
	for f, n := range refs {
		linkBack(f, n)
	}
}

// footnote makes a footnote of what is in n.
func (n *inlineFootnote) footnote() *east.Footnote {
	f := east.NewFootnote(nil)
	f.SetPos(n.Pos())
	for c := n.FirstChild(); c != nil; c = n.FirstChild() {
		f.AppendChild(f, c)
	}
	return f
}

// linkBack puts links to the places that refer to f at its end.
func linkBack(f *east.Footnote, refs int) {
	end := f.LastChild()
	if end == nil || end.Kind() != ast.KindParagraph {
		end = f
	}
	for n := end.LastChild(); n != nil && n.Kind() == east.KindFootnoteBacklink; n = end.LastChild() {
		end.RemoveChild(end, n)
	}
	for i := range refs {
		back := east.NewFootnoteBacklink(f.Index)
		back.RefCount, back.RefIndex = refs, i
		end.AppendChild(end, back)
	}
}
