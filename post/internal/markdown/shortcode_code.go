package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// code returns the code block that t opens, {% codeblock %}, {% highlight %}
// or {{< highlight >}}, or nil.
func (s *state) code(t *tag) *ast.FencedCodeBlock {
	if t.closing || t.mate == nil || !verbatim[t.name] || t.name == "comment" || t.kind != liquidTag && t.kind != shortcodeTag {
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

// enterCode opens node behind its tag.
func (s *state) enterCode(node *ast.FencedCodeBlock, t *tag, reader text.Reader, seg text.Segment, pc parser.Context) (ast.Node, parser.State) {
	if s.codes == nil {
		s.codes = make(map[*ast.FencedCodeBlock]*codeTag)
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

// A codeTag is the tag around a code block.
type codeTag struct {
	*tag
	strip int
	done  bool
}

// continueCode adds a line to the code.
func (s *state) continueCode(node *ast.FencedCodeBlock, reader text.Reader) parser.State {
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
