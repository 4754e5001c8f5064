package markdown

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// code returns the block of code that t opens, {% codeblock %}, {% highlight %}
// or {{< highlight >}}, or the HTML in {% raw %}, or nil.
func (s *state) code(t *tag) ast.Node {
	if t.closing || t.mate == nil {
		return nil
	}
	if t.kind == liquidTag && t.name == "raw" {
		return s.rawHTML(t)
	}
	if !verbatim[t.name] || t.name == "comment" || t.kind != liquidTag && t.kind != shortcodeTag {
		return nil
	}
	if first := bytes.TrimLeft(s.src[t.end:t.mate.start], " \t\n"); bytes.HasPrefix(first, []byte("```")) || bytes.HasPrefix(first, []byte("~~~")) {
		return nil // it dresses up a fence
	}
	var info *ast.Text
	args := t.parseArgs(s.src)
	for i, a := range args {
		if a.key == "lang" || a.key == "language" || i == 0 && a.key == "" && t.name != "codeblock" && t.name != "code" {
			info = ast.NewTextSegment(text.NewSegment(a.start, a.end))
			break
		}
	}
	if t.name == "mermaid" || t.name == "math" || t.name == "katex" || t.name == "mathjax" {
		at := t.start + bytes.Index(s.src[t.start:t.end], []byte(t.name))
		info = ast.NewTextSegment(text.NewSegment(at, at+len(t.name)))
	}
	return ast.NewFencedCodeBlock(info)
}

// rawHTML returns a block for {% raw %} around HTML, or nil. Hexo sets such
// text aside before Markdown is read, and Jekyll's kramdown reads HTML to the
// end of its elements: blank lines and indentation in it mean nothing. Other
// text is Markdown to Jekyll.
func (s *state) rawHTML(t *tag) ast.Node {
	inner := bytes.TrimSpace(s.src[t.end:t.mate.start])
	after, _, _ := bytes.Cut(s.src[t.mate.end:], []byte("\n"))
	if !rawElement.Match(inner) || inner[len(inner)-1] != '>' || !blank(after) {
		return nil
	}
	return ast.NewHTMLBlock(ast.HTMLBlockType6)
}

// rawElement is the first tag of a piece of HTML, or a comment.
var rawElement = regexp.MustCompile(`^<(?:/?[A-Za-z][A-Za-z0-9-]*[\s/>]|!--)`)

// enterCode opens node behind its tag.
func (s *state) enterCode(node ast.Node, t *tag, reader text.Reader, seg text.Segment, pc parser.Context) (ast.Node, parser.State) {
	if s.codes == nil {
		s.codes = make(map[ast.Node]*codeTag)
	}
	c := &codeTag{tag: t, strip: max(pc.BlockIndent(), 0)}
	s.codes[node] = c
	if t.end < seg.Stop {
		stop := min(seg.Stop, t.mate.start)
		if line := text.NewSegment(t.end, stop); !blank(line.Value(s.src)) {
			node.Lines().Append(line)
		}
		c.done = t.mate.start < seg.Stop
	}
	skipLine(reader)
	return node, parser.NoChildren
}

// A codeTag is the tag around a block of code or HTML.
type codeTag struct {
	*tag
	strip int
	done  bool
}

// continueCode adds a line to the code.
func (s *state) continueCode(node ast.Node, reader text.Reader) parser.State {
	c := s.codes[node]
	_, seg := reader.PeekLine()
	if c.done || c.mate.end <= seg.Start {
		return parser.Close
	}
	switch {
	case seg.Start < c.end: // the tag has several lines
	case c.mate.start < seg.Stop:
		if !blank(s.src[seg.Start:c.mate.start]) {
			node.Lines().Append(seg.WithStop(c.mate.start))
		}
		c.done = true
		if c.mate.end < seg.Stop {
			advanceTo(reader, c.mate.end)
			if !blank(rest(reader)) {
				return parser.Close
			}
		}
		skipLine(reader)
		return parser.Close
	default:
		stripIndent(reader, c.strip)
		_, seg = reader.PeekLine()
		node.Lines().Append(seg)
	}
	skipLine(reader)
	return parser.Continue | parser.NoChildren
}
