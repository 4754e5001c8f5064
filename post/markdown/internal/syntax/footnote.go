package syntax

import (
	"cmp"
	"slices"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// A footnoteBlockParser is goldmark's parser of footnotes, which collects them in a list.
// It keeps them by label, too: goldmark looks through the list for each
// reference, and sorts it by insertion.
type footnoteBlockParser struct{ parser.BlockParser }

func (p footnoteBlockParser) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	p.BlockParser.Close(node, reader, pc)
	s := stateOf(pc)
	f := node.(*east.Footnote)
	s.footnoteList = f.Parent()
	if s.defined == nil {
		s.defined = make(map[string]*east.Footnote)
	}
	if _, ok := s.defined[string(f.Ref)]; ok { // the first of several counts
		s.note(UnusedFootnote, Offset(f), string(f.Ref))
		return
	}
	s.defined[string(f.Ref)] = f
}

// A footnoteParser reads references to footnotes. Behind an exclamation mark
// they are no pictures.
type footnoteParser struct{}

func (footnoteParser) Trigger() []byte { return []byte{'[', '!'} }

func (footnoteParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	s := stateOf(pc)
	if s.defined == nil {
		return nil
	}
	line, seg := block.PeekLine()
	open := 1
	if line[0] == '!' {
		open = 2
	}
	if len(line) < open+2 || line[open-1] != '[' || line[open] != '^' {
		return nil
	}
	label := line[open+1 : min(len(line), open+1+linkLabelBytes)]
	n := labelEnd(label)
	if n < 0 {
		return nil
	}
	f := s.defined[string(label[:n])]
	if f == nil {
		return nil
	}
	if f.Index < 0 {
		s.referred++
		f.Index = s.referred
	}
	if open == 2 {
		parent.AppendChild(parent, ast.NewTextSegment(seg.WithStop(seg.Start+1)))
	}
	block.Advance(open + 1 + n + 1)
	return east.NewFootnoteLink(f.Index)
}

// labelEnd returns where the bracket is that closes a label, or -1 if there is
// none before another opens.
func labelEnd(b []byte) int {
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case c == '\\' && i+1 < len(b) && util.IsPunct(b[i+1]):
			i++
		case c == ']':
			return i
		case c == '[':
			return -1
		}
	}
	return -1
}

// linkLabelBytes bounds labels, as CommonMark does (0.31.2, section 6.3).
const linkLabelBytes = 999

// An inlineFootnote is ^[text] before it becomes a footnote like others.
type inlineFootnote struct {
	ast.BaseInline
	text  *text.Segments
	depth int // number of footnotes around it
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

// footnoteDepth is the largest number of inline footnotes in each other: the text of
// each is read again for every footnote around it.
const footnoteDepth = 16

// An inlineFootnoteTransformer parses the text of inline footnotes.
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
	defined, byIndex := s.takeDefined()
	list := east.NewFootnoteList()
	for _, f := range defined { // footnotes in footnotes come after those in the text
		list.AppendChild(list, f)
	}
	root.AppendChild(root, list)
	links := footnoteLinks(root)
	if len(links) == 0 && len(defined) == 0 {
		root.RemoveChild(root, list)
		return
	}
	refs := make(map[*east.Footnote]int)
	add := func(f *east.Footnote) {
		if _, ok := refs[f]; !ok {
			refs[f] = 0
			list.AppendChild(list, f)
			f.Index = len(refs)
		}
	}
	for _, l := range links {
		var f *east.Footnote
		link, ok := l.node.(*east.FootnoteLink)
		if ok {
			f = byIndex[link.Index]
		} else {
			f = l.node.(*inlineFootnote).footnote()
			link = east.NewFootnoteLink(0)
			link.SetPos(l.node.Pos())
			l.node.Parent().ReplaceChild(l.node.Parent(), l.node, link)
		}
		add(f)
		if l.inPicture {
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

// A footnoteLink is a place that refers to a footnote.
type footnoteLink struct {
	node      ast.Node // *east.FootnoteLink or *inlineFootnote
	inPicture bool     // it is in the description of a picture
}

// footnoteLinks returns the places under root that refer to footnotes, in order.
func footnoteLinks(root ast.Node) []footnoteLink {
	var links []footnoteLink
	pictures := 0 // around the node
	_ = ast.Walk(root, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n.(type) {
		case *ast.Image:
			if entering {
				pictures++
			} else {
				pictures--
			}
		case *east.FootnoteLink, *inlineFootnote:
			if entering {
				links = append(links, footnoteLink{n, pictures > 0})
			}
		}
		return ast.WalkContinue, nil
	})
	return links
}

// takeDefined takes the footnotes that were defined out of the tree. It
// returns those that something refers to, in the order of their index.
func (s *state) takeDefined() (all []*east.Footnote, byIndex map[int]*east.Footnote) {
	if s.footnoteList == nil {
		return nil, nil
	}
	byIndex = make(map[int]*east.Footnote)
	for _, f := range s.defined {
		if f.Index < 0 {
			s.note(UnusedFootnote, Offset(f), string(f.Ref))
			continue
		}
		all = append(all, f)
		byIndex[f.Index] = f
	}
	slices.SortFunc(all, func(a, b *east.Footnote) int { return cmp.Compare(a.Index, b.Index) })
	s.footnoteList.Parent().RemoveChild(s.footnoteList.Parent(), s.footnoteList)
	return all, byIndex
}

// footnote makes a footnote of the children of n.
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
	for i := range refs {
		back := east.NewFootnoteBacklink(f.Index)
		back.RefCount, back.RefIndex = refs, i
		end.AppendChild(end, back)
	}
}
