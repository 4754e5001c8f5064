package markdown

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// A linkParser is goldmark's, but that it finds the text of a label without
// looking through all lines of the block for where it is.
type linkParser struct{ parser.InlineParser }

func (p linkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	return p.InlineParser.Parse(parent, labelReader{block}, pc)
}

// CloseBlock makes text of the brackets that are left.
func (p linkParser) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	p.InlineParser.(parser.CloseBlocker).CloseBlock(parent, block, pc)
}

type labelReader struct{ text.Reader }

func (r labelReader) Value(seg text.Segment) []byte {
	if label := r.Source()[seg.Start:seg.Stop:seg.Stop]; seg.Padding == 0 && bytes.IndexByte(label, '\n') < 0 {
		return label
	}
	return r.Reader.Value(seg)
}
