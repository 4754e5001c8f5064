package syntax

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// A linkParser is goldmark's, but that it finds the text of a label or title
// without looking through all lines of the block for where it is.
type linkParser struct{ parser.InlineParser }

func (p linkParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	return p.InlineParser.Parse(parent, lineReader{block}, pc)
}

// CloseBlock makes text of the brackets that are left.
func (p linkParser) CloseBlock(parent ast.Node, block text.Reader, pc parser.Context) {
	p.InlineParser.(parser.CloseBlocker).CloseBlock(parent, block, pc)
}

type lineReader struct{ text.Reader }

func (r lineReader) Value(seg text.Segment) []byte {
	line := r.Source()[seg.Start:seg.Stop:seg.Stop]
	if i := bytes.IndexByte(line, '\n'); seg.Padding == 0 && (i < 0 || i == len(line)-1) {
		return line
	}
	return r.Reader.Value(seg)
}
