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
	return &dropped{skip: statementEnd(stateOf(pc).src, offset)}, parser.NoChildren
}

// statementEnd returns where the brackets of the statement at offset are closed, which
// may be below blank lines, or 0 if they are not within tagBytes.
func statementEnd(src []byte, offset int) int {
	for at := offset; at < min(len(src), offset+tagBytes); at++ {
		switch src[at] {
		case '\n':
			return at // nothing is open at the end of a line
		case '{', '(', '[':
			end := closedAt(src, at)
			if end == 0 || end > offset+tagBytes {
				return 0
			}
			at = end - 1
		}
	}
	return 0
}

// closedAt returns where the bracket at at is closed, past text in quotes, or 0 if that
// is not within tagBytes.
func closedAt(src []byte, at int) int {
	depth := 0
	for i := at; i < min(len(src), at+tagBytes); i++ {
		switch c := src[i]; c {
		case '{', '(', '[':
			depth++
		case '}', ')', ']':
			if depth--; depth == 0 {
				return i + 1
			}
		case '"', '\'', '`':
			if end := quotedEnd(src, i); end > 0 {
				i = end - 1
			}
		}
	}
	return 0
}

// quotedEnd returns where the text in quotes at at ends, or 0 if the quote stands for
// itself: an apostrophe in the text of an element.
func quotedEnd(src []byte, at int) int {
	for i := at + 1; i < min(len(src), at+tagBytes); i++ {
		switch src[i] {
		case '\\':
			i++
		case src[at]:
			return i + 1
		case '\n':
			if src[at] != '`' {
				return 0
			}
		}
	}
	return 0
}

// expressionText matches an expression of MDX that is a literal.
var expressionText = lazyregexp.New("^\\{\\s*(?:\"([^\"\\\\]*)\"|'([^'\\\\]*)'|`([^`\\\\$]*)`|(-?\\d+(?:\\.\\d+)?))\\s*\\}$")

// expression reads an expression of MDX in the text: a literal is what it shows, and
// anything else is left out with a note. It returns nil where the braces are not
// closed in the paragraph.
func (s *state) expression(at int, block text.Reader) ast.Node {
	if at < s.noExpression {
		return nil
	}
	end := closedAt(s.src, at)
	if end == 0 || bytes.Contains(s.src[at:end], []byte("\n\n")) {
		if s.noExpression = len(s.src); end == 0 {
			s.noExpression = at + tagBytes/2
		} else {
			s.noExpression = at + 1
		}
		return nil
	}
	line, position := block.Position()
	for {
		part, seg := block.PeekLine()
		if part == nil {
			block.SetPosition(line, position)
			return nil
		}
		if end <= seg.Stop {
			block.Advance(end - seg.Start)
			break
		}
		block.AdvanceLine()
	}
	if m := expressionText.FindSubmatch(s.src[at:end]); m != nil {
		return ast.NewString(bytes.Join(m[1:], nil))
	}
	s.note(DroppedComponent, at, string(s.src[at:min(end, at+64)]))
	return &droppedInline{}
}

func (esmParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	line, seg := reader.PeekLine()
	if util.IsBlank(line) && seg.Start >= node.(*dropped).skip {
		return parser.Close
	}
	skipLine(reader)
	return parser.Continue | parser.NoChildren
}

func (esmParser) Close(ast.Node, text.Reader, parser.Context) {}
func (esmParser) CanInterruptParagraph() bool                 { return false }
func (esmParser) CanAcceptIndentedLine() bool                 { return false }
