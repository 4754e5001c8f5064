package syntax

import (
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	east "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
	"golang.org/x/text/width"
)

// An emphasisParser reads runs of one character as CommonMark reads * and _,
// amended for text without spaces between words: a run may open or close next
// to punctuation, too, if either neighbour is a Chinese, Japanese or Korean
// character. CommonMark (0.31.2, section 6.2) wants space or punctuation
// there, and leaves **“x”**的 as it is written.
//
// It answers for each run, so that no other parser sees one.
type emphasisParser struct {
	char byte
	node func(consumed int) ast.Node
	// exact is whether both ends have the same length, of at most two.
	exact bool
	least int
}

var emphasisParsers = []*emphasisParser{
	{char: '*', node: func(n int) ast.Node { return ast.NewEmphasis(n) }},
	{char: '_', node: func(n int) ast.Node { return ast.NewEmphasis(n) }},
	{char: '~', node: func(int) ast.Node { return east.NewStrikethrough() }, exact: true},
	{char: '=', node: func(int) ast.Node { return &Mark{} }, exact: true, least: 2},
}

func (p *emphasisParser) Trigger() []byte         { return []byte{p.char} }
func (p *emphasisParser) IsDelimiter(b byte) bool { return b == p.char }

func (p *emphasisParser) CanOpenCloser(opener, closer *parser.Delimiter) bool {
	return opener.Char == closer.Char && (!p.exact || opener.OriginalLength == closer.OriginalLength)
}

func (p *emphasisParser) OnMatch(consumed int) ast.Node { return p.node(consumed) }

func (p *emphasisParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	n := run(line, p.char)
	run := seg.WithStop(seg.Start + n)
	if p.exact && (n > 2 || n < p.least) {
		block.Advance(n)
		return ast.NewTextSegment(run)
	}
	after := ' '
	if n < len(line) {
		after, _ = utf8.DecodeRune(line[n:])
	}
	opens, closes := p.flanks(n, runeBefore(block, seg.Start), after)
	block.Advance(n)
	d := stateOf(pc).delimiter(parent, run.Start, p.char, opens, closes)
	if d == nil {
		ast.MergeOrAppendTextSegment(parent, run)
		return parent.LastChild()
	}
	*d = parser.Delimiter{CanOpen: opens, CanClose: closes, Length: n, OriginalLength: n, Char: p.char, Processor: p, Segment: run}
	pc.PushDelimiter(d)
	return d
}

// runeBefore returns the character before a run at offset start: behind a variation
// selector that of Chinese, Japanese or Korean which it belongs to.
func runeBefore(block text.Reader, start int) rune {
	before := block.PrecendingCharacter()
	if !isSelector(before) {
		return before
	}
	r, size := utf8.DecodeLastRune(block.Source()[:start])
	if base, _ := utf8.DecodeLastRune(block.Source()[:start-size]); isCJK(base) {
		return base
	}
	return r
}

// flanks reports whether a run of n characters may open emphasis, and whether it may
// close it, by the characters on both sides.
func (p *emphasisParser) flanks(n int, before, after rune) (opens, closes bool) {
	b, a := lookUp(before), lookUp(after)
	cjk := b.cjk || a.cjk
	left := !a.space && (!a.punct || b.space || b.punct || cjk)
	right := !b.space && (!b.punct || a.space || a.punct || cjk)
	if p.char == '_' || p.exact && n == 1 || p.char == '=' && !cjk {
		// Within words these are themselves: snake_case, 3~5, a==b.
		return left && (!right || b.punct), right && (!left || a.punct)
	}
	return left, right
}

// A neighbour holds what matters of a character beside a run.
type neighbour struct{ space, punct, cjk bool }

// lookUp returns the neighbour for r.
func lookUp(r rune) neighbour {
	if 0x4E00 <= r && r <= 0x9FFF || 0xAC00 <= r && r <= 0xD7A3 {
		return neighbour{cjk: true} // ideographs and Hangul, without the search in several tables
	}
	return neighbour{util.IsSpaceRune(r), util.IsPunctRune(r), isCJK(r)}
}

// delimiters holds the runs of a block that may be emphasis. They are gone
// from the tree when the block has been read, so that the next has the use of
// them.
type delimiters struct {
	block  ast.Node
	opened [128]bool // by character: whether one has opened
	used   int
	slab   []parser.Delimiter
}

// delimiter returns a delimiter for a run of c at offset in block, or nil if it
// can be no end of any emphasis: goldmark looks for what each closes among all
// before it.
func (s *state) delimiter(block ast.Node, offset int, c byte, opens, closes bool) *parser.Delimiter {
	ds := &s.delimiters
	if ds.block != block {
		*ds = delimiters{block: block, slab: ds.slab}
	}
	if !opens && !(closes && ds.opened[c]) {
		return nil
	}
	if ds.used++; ds.used > delimitersMost {
		s.fail(nil, "marks of emphasis in a paragraph", offset, delimitersMost)
		return nil
	}
	ds.opened[c] = ds.opened[c] || opens
	if len(ds.slab) == 0 {
		ds.slab = make([]parser.Delimiter, 32)
	}
	if ds.used > len(ds.slab) {
		return new(parser.Delimiter)
	}
	return &ds.slab[ds.used-1]
}

// isSelector reports whether r is a variation selector, which belongs to the
// character before it.
func isSelector(r rune) bool { return 0xFE00 <= r && r <= 0xFE0F || 0xE0100 <= r && r <= 0xE01EF }

// isCJK reports whether r is a character of Chinese, Japanese or Korean: wide
// (Unicode Standard Annex 11) or Hangul, and not an emoji.
func isCJK(r rune) bool {
	switch {
	case r < 0x1100:
		return false
	case r <= 0x11FF || 0xA960 <= r && r <= 0xA97F || 0xD7B0 <= r && r <= 0xD7FF:
		return true // Hangul, of which not all is wide
	case r < 0x2E80 || 0x1F000 <= r && r <= 0x1FAFF:
		return false // what is wide of these is emoji
	}
	k := width.LookupRune(r).Kind()
	return k == width.EastAsianWide || k == width.EastAsianFullwidth || unicode.Is(unicode.Hangul, r)
}
