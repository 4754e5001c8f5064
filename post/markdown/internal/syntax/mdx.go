package syntax

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// An esmParser drops the imports and exports of MDX.
type esmParser struct{}

var (
	importLine = lazyregexp.New(`^(?:import\s+(?:[\w$]+(?:\s*,\s*\{[^}]*\})?\s+from\s+|\{[^}]*\}\s+from\s+|\*\s+as\s+[\w$]+\s+from\s+)?(?:"[^"]+"|'[^']+')(?:;\s*|\s*$))+$`)
	importOpen = lazyregexp.New(`^import\s+(?:[\w$]+\s*,\s*)?\{[^}]*$`)
	exportLine = lazyregexp.New(`^export\s+(?:const|let|var|default|function|async\s+function|class)\s+.*[={(;]|^export\s+(?:\{|\*\s+from)`)
)

func (esmParser) Trigger() []byte { return []byte{'i', 'e'} }

func (esmParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, offset := lineAt(reader, pc)
	if pc.BlockIndent() != 0 || parent.Kind() != ast.KindDocument || len(line) > tagBytes {
		return nil, parser.NoChildren
	}
	switch {
	case importLine.Match(line), importOpen.Match(line) && bytes.Contains(stateOf(pc).src[offset:min(len(stateOf(pc).src), offset+tagBytes)], []byte("} from")):
	case exportLine.Match(line):
	default:
		return nil, parser.NoChildren
	}
	if line[0] == 'e' { // an import shows nothing, and so nothing is lost
		stateOf(pc).note(DroppedComponent, offset, "export")
	}
	skipLine(reader)
	return &dropped{}, parser.NoChildren
}

func (esmParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Close
	}
	skipLine(reader)
	return parser.Continue | parser.NoChildren
}

func (esmParser) Close(ast.Node, text.Reader, parser.Context) {}
func (esmParser) CanInterruptParagraph() bool                 { return false }
func (esmParser) CanAcceptIndentedLine() bool                 { return false }
