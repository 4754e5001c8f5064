package syntax

import (
	"bytes"
	"strings"

	"github.com/foreword-go/foreword/post/markdown/internal/containers"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// A tagParser reads the tags of [scanTags] at the start of a line: those that
// open a container, those that hold code, and those that are dropped.
type tagParser struct{}

func (tagParser) Trigger() []byte { return []byte{'{', '<', '['} }

func (tagParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	s := stateOf(pc)
	line, offset := lineAt(reader, pc)
	if n := blockAttributes(line); n > 0 { // kramdown's {: .class}
		skipLine(reader)
		return &dropped{at: offset, toc: bytes.Contains(line[:n], []byte("toc")), id: statedID(line)}, parser.NoChildren
	}
	t := s.tags[offset]
	if t == nil || t.literal || t.kind == outputTag && inVPre(parent) {
		return nil, parser.NoChildren
	}
	_, seg := reader.PeekLine()
	if t.kind == commentTag && t.end <= seg.Stop && excerptComment.Match(s.src[t.start:t.end]) {
		skipLine(reader)
		return &ExcerptMark{}, parser.NoChildren
	}
	if c := s.container(t); c != nil {
		if s.tooDeep(parent, reader, offset) {
			return nil, parser.NoChildren
		}
		s.opened(t)
		return s.enter(c, reader, seg)
	}
	if node := s.code(t); node != nil {
		s.opened(t)
		return s.enterCode(node, t, reader, seg, pc)
	}
	if t.kind == detailsTag {
		if t.closing && s.isOpened(t.mate) {
			return s.drop(t, t.end, reader, seg)
		}
		return nil, parser.NoChildren
	}
	return s.openAlone(t, parent, reader, pc)
}

// openAlone makes a block of a tag that does not open a container, if nothing follows it
// on its line; otherwise the tag is part of a paragraph. The block has the output that the
// tag has in a line of text. If there is none, only the content of a component is kept.
func (s *state) openAlone(t *tag, parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	_, seg := reader.PeekLine()
	end := t.end
	if t.kind == liquidTag && t.name == "comment" && t.mate != nil && !t.closing {
		end = t.mate.end
	}
	if rest, _, _ := bytes.Cut(s.src[end:], []byte("\n")); !blank(rest) {
		return nil, parser.NoChildren
	}
	if shown := s.inline(t); shown != nil {
		if end <= seg.Stop && !captioned(shown) && (t.kind != componentTag || ast.IsParagraph(pc.LastOpenedBlock().Node)) {
			return nil, parser.NoChildren
		}
		// A paragraph would be cut where a line of the tag looks like a block,
		// and a component alone on a line is one of HTML to CommonMark.
		d, state := s.drop(t, end, reader, seg)
		d.(*dropped).shown = shown
		return d, state
	}
	s.dropNote(t)
	if t.kind != componentTag || t.mate == nil || t.closing {
		return s.drop(t, end, reader, seg)
	}
	if s.tooDeep(parent, reader, t.start) {
		return nil, parser.NoChildren
	}
	s.opened(t)
	d := &dropped{tag: t, skip: end, strip: contentIndent(s.src, end)}
	if end > seg.Stop {
		skipLine(reader)
		return d, parser.NoChildren
	}
	advanceTo(reader, end)
	return d, parser.HasChildren
}

// captioned reports whether n is a picture with a caption, which is a block: the
// caption would be lost among other pictures.
func captioned(n ast.Node) bool { return n.Kind() == ast.KindImage && attribute(n, "caption") != "" }

// inVPre reports whether n is inside ::: v-pre, in which Vue does not interpret anything.
func inVPre(n ast.Node) bool {
	for ; n != nil; n = n.Parent() {
		if c, ok := n.(*Container); ok && c.Name == "v-pre" {
			return true
		}
	}
	return false
}

// drop skips the text before end.
func (s *state) drop(t *tag, end int, reader text.Reader, seg text.Segment) (ast.Node, parser.State) {
	d := &dropped{at: t.start, skip: end, toc: strings.EqualFold(t.name, "toc")}
	if end > seg.Stop {
		skipLine(reader)
	} else {
		advanceTo(reader, end)
		skipLine(reader)
	}
	return d, parser.NoChildren
}

// dropNote notes that t is left out, unless nothing is lost by it.
func (s *state) dropNote(t *tag) {
	switch {
	case t.closing, t.kind == commentTag, t.name == fragmentName, t.name == "raw", t.name == "comment", strings.EqualFold(t.name, "toc"):
	case t.kind == componentTag:
		s.note(DroppedComponent, t.start, t.name)
	case t.name == "":
		s.note(DroppedShortcode, t.start, strings.TrimSpace(string(s.src[t.args:t.argsEnd])))
	default:
		s.note(DroppedShortcode, t.start, t.name)
	}
}

// opened records that a node was made of t, so that its end is one too.
func (s *state) opened(t *tag) {
	if s.open == nil {
		s.open = make(map[*tag]bool)
	}
	s.open[t] = true
}

func (s *state) isOpened(t *tag) bool { return t != nil && s.open[t] }

// container returns the container that t opens, or nil.
func (s *state) container(t *tag) *Container {
	if t.closing || t.kind == commentTag {
		return nil
	}
	t.include(s.src)
	use := s.useOf(t)
	if use.alone {
		if rest, _, _ := bytes.Cut(s.src[t.end:], []byte("\n")); !blank(rest) {
			return nil // in a line of text
		}
	}
	if !s.mayContain(t, use) || verbatim[t.name] {
		return nil
	}
	h := t.heading(s.src)
	if !s.isBox(t, use, h) {
		return nil
	}
	c := &Container{Dialect: tagDialects[t.kind], Name: use.name, Attrs: h.attrs, Open: h.open, Offset: t.start, Closed: t.mate != nil, tag: t, skip: t.end}
	if use.alone || t.kind == outputTag ||
		t.kind == liquidTag && t.mate == nil && h.title.Len() > 0 && s.isLast(t) { // {% note info, text %} of Volantis and Stellar
		c.Closed, c.ended = true, true
	}
	switch {
	case h.level == "", containers.Named(use.name).Is(containers.Tab): // <TabItem default>
	case use.warning:
		c.Attrs = append(c.Attrs, doc.Attribute{Key: "class", Value: h.level})
	default:
		c.Name = h.level
	}
	c.html = t.kind == detailsTag
	c.Foldable = c.html || containers.Named(use.name).Is(containers.Folds) || h.folds || folds(h.attrs)
	if list := itemText(h.title.Value(s.src)); list != string(h.title.Value(s.src)) {
		c.TitleText = list
	} else {
		s.setTitle(c, h.title)
	}
	if h.text.Len() > 0 {
		p := ast.NewParagraph()
		p.Lines().Append(h.text)
		if s.checkInline(p.Lines(), nil) {
			c.AppendChild(c, p)
		}
	}
	switch t.kind {
	case detailsTag:
		s.summary(c)
	case componentTag:
		c.strip = contentIndent(s.src, t.end)
	}
	return c
}

// tagDialects are the notations of the containers that tags open.
var tagDialects = map[tagKind]doc.Dialect{
	detailsTag: doc.Details, shortcodeTag: doc.Shortcode, liquidTag: doc.Tag, outputTag: doc.Tag, componentTag: doc.Component,
	bracketTag: doc.Bracket,
}

// A tagUse describes the container that a tag may open, by the name of the tag and an
// argument that states a warning.
type tagUse struct {
	name    string // of the tag, in lower case
	warning bool   // the name states a content warning
	alone   bool   // it is a whole container, without an end
	known   bool   // a theme has a container of this name, or it is a warning
}

func (s *state) useOf(t *tag) tagUse {
	use := tagUse{name: strings.ToLower(t.name), warning: t.isWarning()}
	named := containers.Named(use.name).Is(containers.Tag)
	if t.mate == nil {
		use.alone = use.warning || t.kind != detailsTag && (t.kind != liquidTag || !named) && t.states(s.src)
	}
	use.known = named || use.warning || use.alone
	return use
}

// mayContain reports whether t has the form of a container in its notation: an end
// where one is needed, or the parentheses of a call.
func (s *state) mayContain(t *tag, use tagUse) bool {
	switch t.kind {
	case shortcodeTag, componentTag:
		return t.mate != nil || use.alone
	case liquidTag:
		return t.mate != nil || use.known && use.name != "quote" && use.name != "references" && s.src[t.args] != '('
	case outputTag:
		return use.known && t.args < len(s.src) && s.src[t.args] == '('
	}
	return true
}

// isBox reports whether the arguments of t are those of a container. A tag of a name
// that is not known needs a title.
func (s *state) isBox(t *tag, use tagUse, h heading) bool {
	untitled := h.title.Len() == 0
	switch {
	case use.alone && len(use.name) == 2 && untitled:
		return false // {{< tw >}} may be anything
	case !use.known && (untitled || t.kind == liquidTag && isControl(use.name)):
		return false
	case !use.known && t.kind != componentTag && !hasKey(t.parseArgs(s.src), "title"):
		return false
	}
	return t.kind != outputTag || h.text.Len() > 0 || use.warning && !untitled
}

// isLast reports whether nothing could be in t that has no end: below it is a
// blank line or another tag.
func (s *state) isLast(t *tag) bool {
	rest, below, _ := bytes.Cut(s.src[t.end:], []byte("\n"))
	line, _, _ := bytes.Cut(below, []byte("\n"))
	return blank(rest) && (blank(line) || bytes.HasPrefix(bytes.TrimLeft(line, " \t"), []byte("{%")))
}

func hasKey(args []arg, key string) bool {
	for _, a := range args {
		if a.key == key {
			return true
		}
	}
	return false
}

// isControl reports whether a Liquid tag controls the template.
func isControl(name string) bool {
	switch name {
	case "if", "for", "unless", "case", "capture", "block", "set", "assign", "macro", "filter", "else", "elif", "elsif", "raw", "include", "extends":
		return true
	}
	return false
}

// summary makes the <summary> of details their title.
func (s *state) summary(c *Container) {
	src := s.src
	at := c.skip
	for at < len(src) && (isSpace(src[at]) || src[at] == '>') {
		at++
	}
	rest := src[at:min(len(src), at+tagBytes)]
	if len(rest) < 9 || !strings.EqualFold(string(rest[:8]), "<summary") {
		return
	}
	open := bytes.IndexByte(rest, '>')
	end := bytes.Index(rest, []byte("</summary>"))
	if open < 0 || end < open || c.tag.mate != nil && at+end > c.tag.mate.start || bytes.Contains(rest[:end], []byte("\n\n")) {
		return
	}
	s.setTitle(c, text.NewSegment(at+open+1, at+end))
	c.skip = at + end + len("</summary>")
}

// contentIndent returns how many columns the first line with text after at is
// indented by: the content of JSX is often indented with its tag.
func contentIndent(src []byte, at int) int {
	_, rest, _ := bytes.Cut(src[at:min(len(src), at+tagBytes)], []byte("\n"))
	for range 8 {
		line, after, ok := bytes.Cut(rest, []byte("\n"))
		if len(bytes.TrimSpace(line)) > 0 {
			w, _ := util.IndentWidth(line, 0)
			return w
		}
		if !ok {
			break
		}
		rest = after
	}
	return 0
}

// enter opens c after its tag.
func (s *state) enter(c *Container, reader text.Reader, seg text.Segment) (ast.Node, parser.State) {
	if c.skip > seg.Stop || c.ended && c.skip == seg.Stop {
		skipLine(reader)
		return c, parser.NoChildren
	}
	advanceTo(reader, c.skip)
	if c.ended {
		skipLine(reader)
		return c, parser.NoChildren
	}
	if m := c.tag.mate; m != nil && m.start < seg.Stop {
		c.ended = true
		if blank(s.src[c.skip:m.start]) { // nothing in it
			advanceTo(reader, m.end)
			return c, parser.NoChildren
		}
	}
	return c, parser.HasChildren
}

func blank(b []byte) bool { return len(bytes.TrimSpace(b)) == 0 }

func (tagParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	switch n := node.(type) {
	case *Container:
		if c := n; c.ended && c.tag.mate == nil {
			if _, seg := reader.PeekLine(); seg.Start < c.skip {
				return skipTo(reader, seg, c.skip)
			}
			return parser.Close
		}
		return continueTag(n.tag, n.skip, n.strip, &n.html, n.Dialect == doc.Details, reader, pc)
	case *dropped:
		if n.tag == nil {
			if _, seg := reader.PeekLine(); seg.Start < n.skip {
				return skipTo(reader, seg, n.skip)
			}
			return parser.Close
		}
		return continueTag(n.tag, n.skip, n.strip, nil, false, reader, pc)
	case *ast.FencedCodeBlock, *ast.HTMLBlock:
		return stateOf(pc).continueCode(n, reader)
	}
	return parser.Close
}

// skipTo moves reader towards end, which is below.
func skipTo(reader text.Reader, seg text.Segment, end int) parser.State {
	if end < seg.Stop {
		advanceTo(reader, end)
	}
	skipLine(reader)
	return parser.Continue | parser.NoChildren
}

// continueTag continues the block that t opened, up to the mate of t.
func continueTag(t *tag, skip, strip int, html *bool, isDetails bool, reader text.Reader, pc parser.Context) parser.State {
	line, seg := reader.PeekLine()
	if seg.Start < skip {
		if skip >= seg.Stop {
			skipLine(reader)
			return parser.Continue | parser.NoChildren
		}
		advanceTo(reader, skip)
		line, seg = reader.PeekLine()
	}
	if m := t.mate; m != nil {
		if m.start < seg.Start {
			return parser.Close
		}
		if m.start < seg.Stop && blank(stateOf(pc).src[seg.Start:m.start]) {
			advanceTo(reader, m.end)
			if blank(rest(reader)) {
				skipLine(reader)
			}
			return parser.Close
		}
	}
	if isDetails && *html && !inRaw(pc) {
		if *html = !util.IsBlank(line); *html {
			strip = 400
		}
	}
	stripIndent(reader, strip)
	return parser.Continue | parser.HasChildren
}

func rest(reader text.Reader) []byte {
	line, _ := reader.PeekLine()
	return line
}

func (tagParser) Close(node ast.Node, reader text.Reader, pc parser.Context) {}
func (tagParser) CanInterruptParagraph() bool                                { return true }
func (tagParser) CanAcceptIndentedLine() bool                                { return false }

// A tagInlineParser reads the tags of [scanTags] within text.
type tagInlineParser struct{}

func (tagInlineParser) Trigger() []byte { return []byte{'{', '<', '['} }

func (tagInlineParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	s := stateOf(pc)
	line, seg := block.PeekLine()
	t := s.tags[seg.Start]
	if t == nil {
		if line[0] == '{' {
			if n := s.braces(parent, line, seg, block); n != nil || !s.opts.MDX {
				return n
			}
			return s.expression(seg.Start, block)
		}
		return nil
	}
	if t.literal || t.kind == outputTag && inVPre(parent) {
		block.Advance(1)
		return ast.NewTextSegment(seg.WithStop(seg.Start + 1))
	}
	if t.kind == detailsTag && !(t.closing && s.isOpened(t.mate)) {
		return nil
	}
	end := t.end
	if t.name == "comment" && t.mate != nil && !t.closing {
		end = t.mate.end
	}
	for {
		line, seg = block.PeekLine()
		if line == nil {
			return nil // a tag across blocks
		}
		if end <= seg.Stop {
			block.Advance(end - seg.Start)
			break
		}
		block.AdvanceLine()
	}
	if n := s.stated(t, parent); n != nil {
		return n
	}
	if n := s.inline(t); n != nil {
		return n
	}
	s.dropNote(t)
	return &droppedInline{}
}
