package syntax

import (
	"bytes"
	"strings"

	"github.com/foreword-go/foreword/post/markdown/internal/containers"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// walk calls f for each node in order, before its children. F may change the
// node it is given, no other.
func walk(root ast.Node, f func(ast.Node)) {
	f(root)
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		walk(n, f)
	}
}

// finish turns what goldmark made into the tree that is handed out: what was
// dropped is gone, titles have their text, and the notes are complete.
func (s *state) finish(root ast.Node) {
	s.footnotes(root)
	f := s.find(root)
	s.leaveOut(f)
	for _, n := range f.inner {
		s.splice(n) // what is shown of it is its text
	}
	for _, n := range f.marks {
		if n.Parent() != nil {
			s.marks(n)
		}
	}
	s.finishBoxes(f.boxes)
	for _, n := range f.tabs {
		if n.Parent() != nil && n.Parent().Kind() != KindTabs {
			wrapTab(n)
		}
	}
	marked := bytes.Contains(s.src, []byte("[!code ")) || bytes.Contains(s.src, []byte("highlight-"))
	for _, n := range f.codes {
		if marked {
			s.unmark(n)
		}
		s.titleCode(n)
	}
}

// unfinished holds the nodes of a tree that change once it is complete, in order.
type unfinished struct {
	drops, marks []ast.Node
	boxes        []*Container
	tabs         []*Tab
	codes        []*ast.FencedCodeBlock
	texts        []*ast.Text // those of a source of which some is hidden
	inner        []ast.Node  // images in the text of others, the outer ones first
}

// find collects the nodes that are to be changed, and completes those that can be
// changed while the tree is walked.
func (s *state) find(root ast.Node) *unfinished {
	f := new(unfinished)
	hidden := hasFillers(s.src)
	walk(root, func(n ast.Node) {
		if n.Pos() > len(s.src) { // goldmark counts columns of a tab that a list item does not have
			n.SetPos(len(s.src))
		}
		switch n := n.(type) {
		case *dropped, *droppedInline:
			f.drops = append(f.drops, n)
		case *ast.HTMLBlock:
			f.marks = append(f.marks, n)
			s.tagsInHTML(n)
		case *ast.Link:
			s.checkRepeated(n, n.Reference, n.Destination, n.Title)
		case *ast.Image:
			s.checkRepeated(n, n.Reference, n.Destination, n.Title)
			if inImage(n) {
				f.inner = append(f.inner, n)
			}
		case *ast.RawHTML, *ast.Paragraph:
			f.marks = append(f.marks, n)
		case *Container:
			f.boxes = append(f.boxes, n)
		case *Tab:
			f.tabs = append(f.tabs, n)
		case *ast.FencedCodeBlock:
			f.codes = append(f.codes, n)
		case *ast.Text:
			if hidden {
				f.texts = append(f.texts, n)
			}
			s.finishText(n)
		}
	})
	return f
}

// finishText turns the literals of n into text, and takes the space off the end of a line.
func (s *state) finishText(n *ast.Text) {
	if n.Parent().Kind() != ast.KindCodeSpan {
		s.literals(n)
	}
	if n.SoftLineBreak() || n.HardLineBreak() {
		// Linkify stops at each space, and leaves some of them here.
		n.Segment = n.Segment.TrimRightSpace(s.src)
		if prev, ok := n.PreviousSibling().(*ast.Text); ok && n.Segment.Len() == 0 {
			prev.Segment = prev.Segment.TrimRightSpace(s.src)
		}
	}
}

// leaveOut removes hidden and dropped nodes, and paragraphs that are empty afterwards.
func (s *state) leaveOut(f *unfinished) {
	var emptied []ast.Node
	for _, n := range f.texts {
		if parent := n.Parent(); s.splitHidden(n) && parent.Type() == ast.TypeBlock {
			emptied = append(emptied, parent)
		}
	}
	for _, n := range f.drops {
		if parent := n.Parent(); n.Type() == ast.TypeInline && (len(emptied) == 0 || emptied[len(emptied)-1] != parent) {
			emptied = append(emptied, parent)
		}
		s.splice(n)
	}
	for _, n := range emptied {
		if isText(n) && n.Parent() != nil && s.isBlank(n) {
			n.Parent().RemoveChild(n.Parent(), n)
		}
	}
}

// finishBoxes sets the titles of containers, and replaces containers that are something
// else: tabs, a timeline, or text that a template engine must not change.
func (s *state) finishBoxes(boxes []*Container) {
	for _, c := range boxes {
		if title, ok := c.FirstChild().(*Title); ok {
			c.TitleText = strings.TrimSpace(s.plain(title))
		} else if c.TitleText != "" { // of an attribute
			title := &Title{}
			title.AppendChild(title, ast.NewString([]byte(c.TitleText)))
			c.InsertBefore(c, c.FirstChild(), title)
		}
		if !c.Closed {
			s.note(UnclosedContainer, c.Offset, c.Name)
		}
	}
	for i := len(boxes) - 1; i >= 0; i-- { // inner ones first
		switch c := boxes[i]; {
		case containers.Named(c.Name).Is(containers.Tabs):
			s.tabs(c)
		case c.Name == "timeline" && c.Dialect == doc.Tag:
			s.labelled(c)
		case c.Dialect == doc.Colons && (c.Name == "v-pre" || c.Name == "raw"):
			s.splice(c)
		}
	}
}

// inImage reports whether n is part of the alternative text of an image.
func inImage(n ast.Node) bool {
	for n = n.Parent(); n != nil && n.Type() == ast.TypeInline; n = n.Parent() {
		if n.Kind() == ast.KindImage {
			return true
		}
	}
	return false
}

// tagsInHTML takes the tags of engines out of a block of HTML, which they fill
// in before it is HTML. Code is left as it is: it may be about them.
func (s *state) tagsInHTML(n *ast.HTMLBlock) {
	if len(s.tags) == 0 || n.HTMLBlockType != ast.HTMLBlockType6 && n.HTMLBlockType != ast.HTMLBlockType7 || inVPre(n) {
		return
	}
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		if v := line.Value(s.src); bytes.Contains(v, []byte("<pre")) || bytes.Contains(v, []byte("<code")) || bytes.Contains(v, []byte("v-pre")) {
			return
		}
	}
	kept := text.NewSegments()
	end := 0 // of the last tag, which may be some lines further down
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		from := max(line.Start, end)
		for at := from; at < line.Stop; at++ {
			t := s.tags[at]
			if t == nil || t.kind != liquidTag && t.kind != shortcodeTag && t.kind != outputTag {
				continue
			}
			if s.settingOf(t) != nil {
				continue // filled in later
			}
			if at > from {
				kept.Append(text.NewSegment(from, at))
			}
			s.dropNote(t)
			from, end = t.end, t.end
			at = t.end - 1
		}
		if from < line.Stop {
			kept.Append(text.NewSegment(from, line.Stop))
		}
	}
	n.SetLines(kept)
}

// isText reports whether n is a paragraph, perhaps one of a list.
func isText(n ast.Node) bool { return n.Kind() == ast.KindParagraph || n.Kind() == ast.KindTextBlock }

// splice puts the children of n in its place.
func (s *state) splice(n ast.Node) {
	parent := n.Parent()
	d, ok := n.(*dropped)
	if ok && d.shown != nil {
		p := ast.NewParagraph()
		p.SetPos(d.at)
		p.AppendChild(p, d.shown)
		parent.InsertBefore(parent, n, p)
	}
	if ok && d.id != "" {
		s.name(d)
	}
	if ok && d.toc {
		// kramdown replaces the list before {:toc}.
		if list, ok := n.PreviousSibling().(*ast.List); ok && list.ChildCount() == 1 {
			parent.RemoveChild(parent, list)
		}
	}
	for c := n.FirstChild(); c != nil; c = n.FirstChild() {
		parent.InsertBefore(parent, n, c)
	}
	parent.RemoveChild(parent, n)
}

// isBlank reports whether a block has no more than space in it.
func (s *state) isBlank(n ast.Node) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		t, ok := c.(*ast.Text)
		if !ok || !util.IsBlank(t.Segment.Value(s.src)) {
			return false
		}
	}
	return true
}

// plain returns the text of n without markup.
func (s *state) plain(n ast.Node) string {
	var b strings.Builder
	walk(n, func(n ast.Node) {
		switch n := n.(type) {
		case *ast.Text:
			v := n.Segment.Value(s.src)
			if n.Parent().Kind() != ast.KindCodeSpan && !n.IsRaw() {
				v = util.ResolveEntityNames(util.ResolveNumericReferences(util.UnescapePunctuations(v)))
			}
			b.Write(v)
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte(' ')
			}
		case *ast.String:
			b.Write(n.Value)
		case *ast.AutoLink:
			b.Write(n.Label(s.src))
		case *Math:
			b.WriteString(n.TeX)
		case *Ruby:
			b.WriteString(n.Base)
		case *Wikilink:
			if n.Label != "" {
				b.WriteString(n.Label)
			} else {
				b.WriteString(n.Target)
			}
		}
	})
	return b.String()
}

// literals notes the ** that are left in text.
func (s *state) literals(t *ast.Text) {
	v := t.Segment.Value(s.src)
	for i := 0; ; {
		j := bytes.Index(v[i:], []byte("**"))
		if j < 0 {
			return
		}
		i += j
		n := run(v[i:], '*')
		at := t.Segment.Start + i
		i += n
		// 2 ** 3 and a row of asterisks are what they are.
		if n > 3 || at > 0 && s.src[at-1] == '\\' || (at == 0 || isSpace(s.src[at-1])) && (at+n >= len(s.src) || isSpace(s.src[at+n])) {
			continue
		}
		s.note(LiteralEmphasis, at, "**")
	}
}
