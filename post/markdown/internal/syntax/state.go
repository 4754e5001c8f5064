package syntax

import (
	"cmp"
	"slices"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

var stateKey = parser.NewContextKey()

// A state is shared by the parsers of one document.
type state struct {
	src          []byte
	opts         Options
	tags         map[int]*tag
	open         map[*tag]bool         // those that a node was made of
	codes        map[ast.Node]*codeTag // by the node between the tags
	notes        []Note
	limit        *LimitError
	cuts         map[int]bool // offsets of closing colons at the end of text
	blocks       int          // so far, as are
	headings     int
	lines        int
	inlines      int // marks and lines
	cells        int
	repeated     int          // bytes, by references
	noExpression int          // up to where no expression of MDX is closed
	noMath       map[byte]int // up to where no formula ends, by closer
	unended      int          // elements whose end tag was not found
	partElements int          // up to where elements end at blank lines
	ticks        ticks        // of the block whose text is read
	delimiters   delimiters
	hasFootnotes bool              // whether there may be any
	footnoted    []*inlineFootnote // the inline ones so far
	footnoteList ast.Node          // of those that are defined
	defined      map[string]*east.Footnote
	referred     int        // how many of them have an index
	orphan       *Container // ended by its parent: a closer below it may be its own
}

func stateOf(pc parser.Context) *state { return pc.Get(stateKey).(*state) }

// note records a [Note].
func (s *state) note(kind NoteKind, offset int, text string) {
	s.notes = append(s.notes, Note{kind, offset, text})
}

// sortNotes puts notes in source order.
func sortNotes(notes []Note) []Note {
	slices.SortStableFunc(notes, func(a, b Note) int { return cmp.Compare(a.Offset, b.Offset) })
	return notes
}

// fail ends the parse: the reader is moved to the end of the source.
func (s *state) fail(reader text.Reader, construct string, offset, limit int) {
	if s.limit == nil {
		s.limit = &LimitError{Construct: construct, Offset: offset, Limit: limit}
	}
	if reader != nil {
		s.stop(reader)
	}
}

// stop moves the reader to the end of the source.
func (s *state) stop(reader text.Reader) {
	line, _ := reader.Position()
	n := len(s.src)
	reader.SetPosition(line+1, text.NewSegment(n, n))
}

// lineAt returns where the text of the line begins that a block parser's Open
// is called for, or -1.
func lineAt(reader text.Reader, pc parser.Context) (line []byte, offset int) {
	line, seg := reader.PeekLine()
	pos := pc.BlockOffset()
	if pos < 0 || pos >= len(line) {
		return nil, -1
	}
	return line[pos:], seg.Start + pos - seg.Padding
}

// advanceTo moves reader to offset, which is on its line.
func advanceTo(reader text.Reader, offset int) {
	_, seg := reader.PeekLine()
	if n := offset - seg.Start + seg.Padding; n > 0 {
		reader.Advance(n)
	}
}

// skipLine moves reader to the end of its line, before the line feed: what
// goldmark looks at next is then blank.
func skipLine(reader text.Reader) {
	line, _ := reader.PeekLine()
	n := len(line)
	if n > 0 && line[n-1] == '\n' {
		n--
	}
	reader.Advance(n)
}

// inRaw reports whether the line about to be read belongs to code or the
// like, in which nothing ends the block around it.
func inRaw(pc parser.Context) bool {
	n := pc.LastOpenedBlock().Node
	if n == nil {
		return false
	}
	if stateOf(pc).codes[n] != nil {
		return true
	}
	switch n := n.(type) {
	case *ast.FencedCodeBlock, *MathBlock:
		return true
	case *ast.HTMLBlock:
		end := htmlEnds[n.HTMLBlockType]
		return end != nil && !(n.Lines().Len() == 1 && end.Match(n.Lines().Value(stateOf(pc).src)))
	}
	return false
}

// htmlEnds are where blocks of HTML end, but for those that end at a blank line
// (CommonMark 0.31.2, section 4.6). Goldmark closes one that ends on its first line
// when it looks at the next.
var htmlEnds = map[ast.HTMLBlockType]*lazyregexp.Regexp{
	ast.HTMLBlockType1: lazyregexp.New(`(?i)</(?:script|pre|style|textarea)>`),
	ast.HTMLBlockType2: lazyregexp.New(`-->`),
	ast.HTMLBlockType3: lazyregexp.New(`\?>`),
	ast.HTMLBlockType4: lazyregexp.New(`>`),
	ast.HTMLBlockType5: lazyregexp.New(`\]\]>`),
}
