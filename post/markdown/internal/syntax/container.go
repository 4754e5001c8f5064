package syntax

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post/markdown/internal/containers"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// containerDepth is the largest number of blocks in each other. For every line, goldmark
// looks at each of the blocks around it.
const containerDepth = 100

// tooDeep ends the parse if parent is inside too many blocks, and reports whether it did.
func (s *state) tooDeep(parent ast.Node, reader text.Reader, offset int) bool {
	depth := 0
	for n := parent; n != nil; n = n.Parent() {
		if n.Kind() != ast.KindListItem {
			depth++
		}
	}
	if depth > containerDepth {
		s.fail(reader, "blocks in each other", offset, containerDepth)
		return true
	}
	return false
}

// setTitle makes seg the title of c, to be read as Markdown.
func (s *state) setTitle(c *Container, seg text.Segment) {
	src := s.src
	seg = trim(src, seg)
	if seg.Len() == 0 {
		return
	}
	title := &Title{}
	title.SetPos(seg.Start)
	for at := seg.Start; at < seg.Stop; { // of several lines, one segment each
		end := seg.Stop
		if i := bytes.IndexByte(src[at:seg.Stop], '\n'); i >= 0 {
			end = at + i + 1
		}
		line := text.NewSegment(at, end)
		line = line.TrimLeftSpace(src)
		if line.Len() > 0 {
			title.Lines().Append(line)
		}
		at = end
	}
	if s.checkInline(title.Lines(), nil) {
		c.InsertBefore(c, c.FirstChild(), title)
	}
}

// A colonParser reads ::: containers: markdown-it-container's, remark's
// directives and Pandoc's fenced divs.
type colonParser struct{}

func (colonParser) Trigger() []byte { return []byte{':'} }

func (colonParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, offset := lineAt(reader, pc)
	colons := run(line, ':')
	if colons < 3 {
		return nil, parser.NoChildren
	}
	s := stateOf(pc)
	rest := bytes.TrimSpace(line[colons:])
	if len(rest) == 0 {
		// An end less indented than the list its container is in, which goldmark
		// is about to close or has.
		if c := innermost(pc, colons); c != nil {
			c.Closed = true
		} else if c := s.orphan; c != nil && c.colons <= colons {
			c.Closed, s.orphan = true, nil
		} else {
			s.note(DroppedShortcode, offset, string(line[:colons]))
		}
		skipLine(reader)
		return &dropped{}, parser.NoChildren
	}
	c := &Container{Dialect: doc.Colons, Offset: offset, colons: colons}
	if !s.header(c, trim(s.src, text.NewSegment(offset+colons, offset+len(line)))) {
		return nil, parser.NoChildren
	}
	if s.tooDeep(parent, reader, offset) {
		return nil, parser.NoChildren
	}
	skipLine(reader)
	if c.ended {
		c.Closed = true
		return c, parser.NoChildren
	}
	return c, parser.HasChildren
}

// trim returns seg without the space around it.
func trim(src []byte, seg text.Segment) text.Segment {
	seg = seg.TrimLeftSpace(src)
	return seg.TrimRightSpace(src)
}

// header reads what follows the colons: a name, [title], {attributes} and
// title. It reports whether it is one.
func (s *state) header(c *Container, seg text.Segment) bool {
	src := s.src
	seg = seg.TrimLeftSpace(src)
	rest := seg.Value(src)
	n := containerName(rest)
	name := string(rest[:n])
	if name == "" && (len(rest) == 0 || rest[0] != '{') {
		return false
	}
	if n < len(rest) && rest[n] == ':' && !bytes.HasSuffix(rest, []byte(":::")) {
		return false // :::emoji:
	}
	seg.Start += n
	if i := strings.IndexByte(name, '#'); i > 0 {
		c.Attrs = append(c.Attrs, doc.Attribute{Key: "id", Value: name[i+1:]})
		name = name[:i]
	}
	seg = seg.TrimLeftSpace(src)
	if rest = seg.Value(src); len(rest) >= 3 && bytes.HasSuffix(rest, []byte(":::")) {
		c.ended = true
		seg.Stop -= run3(rest)
		seg = seg.TrimRightSpace(src)
	}
	title, seg := s.directiveLabel(seg)
	title = s.headerAttributes(c, title, seg)
	if c.Name = strings.ToLower(name); name == "" {
		c.Name = "div"
	}
	c.applyAttributes(name == "", title.Len() > 0)
	if n == 0 && c.Name == "div" && len(c.Attrs) > 0 && c.Attrs[0].Value == "" { // :::{warning} of MyST
		if kind, _, options := s.boxKind(append([]byte{'{'}, c.Attrs[0].Key+"}"...)); kind != "" {
			c.Name, c.options = kind, options
		}
	}
	c.Foldable = containers.Named(c.Name).Is(containers.Folds) || folds(c.Attrs)
	s.setTitle(c, title)
	return true
}

// containerName returns the length of the name that b begins with: a letter, and then
// also numbers, marks and some punctuation.
func containerName(b []byte) int {
	n := 0
	for n < len(b) {
		r, size := utf8.DecodeRune(b[n:])
		if !unicode.IsLetter(r) && (n == 0 || !unicode.IsNumber(r) && !unicode.IsMark(r) && !strings.ContainsRune("-_./#@+", r)) {
			break
		}
		n += size
	}
	return n
}

// directiveLabel returns the title in the text after a name, and the text that is still
// to be read: after [Title], what follows the bracket; otherwise all of it.
func (s *state) directiveLabel(seg text.Segment) (title, rest text.Segment) {
	b := seg.Value(s.src)
	if len(b) == 0 || b[0] != '[' {
		return seg, seg
	}
	end := closingBracket(b)
	if end == 0 {
		return seg, seg
	}
	title = text.NewSegment(seg.Start+1, seg.Start+end)
	rest = trim(s.src, text.NewSegment(seg.Start+end+1, seg.Stop))
	if b := rest.Value(s.src); len(b) > 0 && b[0] != '{' {
		title = text.NewSegment(seg.Start, rest.Stop) // no directive label after all
	}
	return title, rest
}

// headerAttributes gives c the attribute lists on both ends of seg, and returns the
// title without them.
func (s *state) headerAttributes(c *Container, title, seg text.Segment) text.Segment {
	for {
		attrs, at, n := edgeAttributes(seg.Value(s.src))
		if n == 0 {
			return title
		}
		c.Attrs = append(c.Attrs, attrs...)
		if title.Start == seg.Start || title.Stop == seg.Stop {
			title = text.NewSegment(title.Start, min(title.Stop, seg.Start+at))
			if at == 0 {
				title = text.NewSegment(seg.Start+n, seg.Stop)
			}
		}
		if at == 0 {
			seg.Start += n
		} else {
			seg.Stop = seg.Start + at
		}
	}
}

// applyAttributes sets the fields of c that its attributes state.
func (c *Container) applyAttributes(unnamed, titled bool) {
	for _, a := range c.Attrs {
		switch {
		case a.Key == "open":
			c.Open = true
		case a.Key == "no-title":
			c.NoTitle = true
		case a.Key == "class" && unnamed: // Pandoc and Quarto: ::: {.callout-note}
			if name := strings.TrimPrefix(strings.Fields(a.Value + " div")[0], "callout-"); name != "" {
				c.Name, unnamed = strings.ToLower(name), false
			}
		case a.Key == "title" && !titled && !unnamed:
			c.TitleText = a.Value
		}
	}
}

// run3 counts the colons at the end of b.
func run3(b []byte) int { return len(b) - len(bytes.TrimRight(b, ":")) }

// closingBracket returns where the bracket that b begins with is closed, or 0.
func closingBracket(b []byte) int {
	depth := 0
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case '[':
			depth++
		case ']':
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return 0
}

// Continue ends the container at a line of at least as many colons, unless
// one in it is ended by just as many as the line has. Text may stand before
// the colons.
func (colonParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	c, ok := node.(*Container)
	if !ok || c.ended {
		return parser.Close
	}
	line, seg := reader.PeekLine()
	if c.option(bytes.TrimRight(line, "\n"), stateOf(pc), seg.Start-seg.Padding) {
		skipLine(reader)
		return parser.Continue | parser.HasChildren
	}
	trimmed := bytes.TrimSpace(line)
	n := run3(trimmed)
	if n < 3 || inRaw(pc) || innermost(pc, n) != c {
		return parser.Continue | parser.HasChildren
	}
	switch {
	case n == len(trimmed):
		c.Closed = true
		skipLine(reader)
		return parser.Close
	case trimmed[0] != ':':
		c.Closed, c.ended = true, true
		s := stateOf(pc)
		at := seg.Start - seg.Padding + len(bytes.TrimRight(line, " \t\n")) - n
		if s.cuts == nil {
			s.cuts = make(map[int]bool)
		}
		s.cuts[at] = true
	}
	return parser.Continue | parser.HasChildren
}

// innermost returns the open container that n colons end.
func innermost(pc parser.Context, n int) *Container {
	var fits *Container
	blocks := pc.OpenedBlocks()
	for i := len(blocks) - 1; i >= 0; i-- {
		c, ok := blocks[i].Node.(*Container)
		if !ok || c.colons == 0 || c.ended {
			continue
		}
		if c.colons == n {
			return c
		}
		if c.colons < n && fits == nil {
			fits = c
		}
	}
	return fits
}

func (colonParser) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	if c, ok := node.(*Container); ok && !c.Closed {
		stateOf(pc).orphan = c
	}
}

func (colonParser) CanInterruptParagraph() bool { return true }
func (colonParser) CanAcceptIndentedLine() bool { return false }

// A cutParser drops the closing colons at the end of text.
type cutParser struct{}

func (cutParser) Trigger() []byte { return []byte{':'} }

func (cutParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	if !stateOf(pc).cuts[seg.Start] {
		return nil
	}
	block.Advance(run(line, ':'))
	return &droppedInline{}
}

// A dropped block is left out of the tree; its children take its place.
type dropped struct {
	ast.BaseBlock
	tag   *tag     // around its children
	at    int      // where it begins
	skip  int      // up to where its tag goes
	strip int      // columns that each line is indented by
	toc   bool     // it asks for a table of contents
	id    string   // of the block beside it, as kramdown's {: #id} gives it
	shown ast.Node // what takes its place, in a paragraph
}

var kindDropped = ast.NewNodeKind("Dropped")

func (*dropped) Kind() ast.NodeKind           { return kindDropped }
func (n *dropped) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }
func (*dropped) IsRaw() bool                  { return true }

// A droppedInline is the same in a line.
type droppedInline struct{ ast.BaseInline }

var kindDroppedInline = ast.NewNodeKind("DroppedInline")

func (*droppedInline) Kind() ast.NodeKind           { return kindDroppedInline }
func (n *droppedInline) Dump(src []byte, level int) { ast.DumpHelper(n, src, level, nil, nil) }

// stripIndent moves reader over up to columns of indentation.
func stripIndent(reader text.Reader, columns int) {
	line, _ := reader.PeekLine()
	width, _ := util.IndentWidth(line, reader.LineOffset())
	if n := min(width, columns); n > 0 {
		pos, padding := util.IndentPosition(line, reader.LineOffset(), n)
		if pos >= 0 {
			reader.AdvanceAndSetPadding(pos, padding)
		}
	}
}
