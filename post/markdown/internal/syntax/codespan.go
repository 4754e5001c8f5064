package syntax

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// A codeSpanParser is goldmark's, which looks for the end of each run of
// backticks down to the end of the block. It is asked only where there is
// one: which runs a block has is found out once. In a table \| is a bar;
// goldmark's table looks for each of its bars in each code span.
type codeSpanParser struct{ parser.InlineParser }

func (p codeSpanParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	n := run(line, '`')
	if stateOf(pc).ticksOf(parent).last[n] > seg.Start {
		node := p.InlineParser.Parse(parent, block, pc)
		if node != nil && parent.Kind() == east.KindTableCell {
			dropBackslashes(node, block.Source())
		}
		return node
	}
	block.Advance(n)
	return ast.NewTextSegment(seg.WithStop(seg.Start + n))
}

// dropBackslashes leaves those before bars out of code.
func dropBackslashes(code ast.Node, src []byte) {
	for n := code.FirstChild(); n != nil; n = n.NextSibling() {
		t, ok := n.(*ast.Text)
		if !ok {
			continue
		}
		if i := bytes.Index(t.Segment.Value(src), []byte(`\|`)); i >= 0 {
			rest := ast.NewRawTextSegment(t.Segment.WithStart(t.Segment.Start + i + 1))
			t.Segment = t.Segment.WithStop(t.Segment.Start + i)
			code.InsertAfter(code, t, rest)
		}
	}
}

// ticks are the runs of backticks in a block, and the brackets outside of
// code.
type ticks struct {
	block ast.Node
	last  map[int]int // where the last run begins, by length
	pairs map[int]int // where a bracket is closed, by where it is; nil if not known
}

// ticksOf returns the ticks of a block whose text is being read.
func (s *state) ticksOf(block ast.Node) *ticks {
	if s.ticks.block == block {
		return &s.ticks
	}
	s.ticks = ticks{block: block, last: make(map[int]int)}
	lines := block.Lines()
	for i := range lines.Len() {
		seg := lines.At(i)
		for at := seg.Start; at < seg.Stop; {
			j := bytes.IndexByte(s.src[at:seg.Stop], '`')
			if j < 0 {
				break
			}
			at += j
			n := run(s.src[at:seg.Stop], '`')
			s.ticks.last[n] = at
			at += n
		}
	}
	return &s.ticks
}

// closing returns where the bracket at open is closed, or 0.
func (t *ticks) closing(block ast.Node, src []byte, open int) int {
	if t.pairs != nil {
		return t.pairs[open]
	}
	t.pairs = make(map[int]int)
	var opened []int
	code := 0 // the length of the runs around it
	lines := block.Lines()
	for i := range lines.Len() {
		seg := lines.At(i)
		for at := seg.Start; at < seg.Stop; at++ {
			switch c := src[at]; {
			case c == '`':
				n := run(src[at:seg.Stop], c)
				if n == code {
					code = 0
				} else if code == 0 && t.last[n] > at {
					code = n
				}
				at += n - 1
			case code > 0:
			case c == '\\':
				at++
			case c == '[':
				opened = append(opened, at)
			case c == ']' && len(opened) > 0:
				t.pairs[opened[len(opened)-1]] = at
				opened = opened[:len(opened)-1]
			}
		}
	}
	return t.pairs[open]
}
