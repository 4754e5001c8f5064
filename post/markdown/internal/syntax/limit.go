package syntax

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Bounds on what takes goldmark time that grows with the square of it, and on
// what a document becomes in memory, a kilobyte or more for a heading of two
// bytes. Each is many times what the largest of thousands of real posts has.
const (
	blocksMost     = 50_000      // of all kinds
	headingsMost   = 10_000      // each is in the contents of a book
	linesMost      = 3_000_000   // each as often as blocks are open on it; goldmark keeps 24 bytes for it
	marksMost      = 200_000     // what begins a node in a line, and lines, in a document
	delimitersMost = 5000        // runs of * _ ~ = in a paragraph that may be emphasis
	bracketsCost   = 400_000_000 // brackets times bytes of a paragraph
	targetsCost    = 32          // bytes looked at for where the targets of links in a paragraph end, for each of its own
	repeatedMost   = 4_000_000   // bytes of targets and titles that references repeat in a document
	columnsMost    = 128         // of a table
	cellsMost      = 200_000     // of all tables
	footnotesMost  = 20_000      // [^ and ^[ in a document
)

// A guard looks at each paragraph before goldmark looks for anything in it
// but link reference definitions.
type guard struct{}

func (guard) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	s := stateOf(pc)
	lines := node.Lines()
	ok, rows := s.checkTable(lines, reader)
	switch {
	case ok && rows > 0: // each line is parsed by itself, or nearly
		for i := range lines.Len() {
			line := text.NewSegments()
			line.Append(lines.At(i))
			ok = ok && s.checkInline(line, reader)
		}
	case ok:
		ok = s.checkInline(lines, reader)
	}
	if !ok {
		s.silence(node)
	}
}

// silence leaves nothing to read in a block, but a heading that it might be is
// in place.
func (s *state) silence(block ast.Node) {
	none := text.NewSegments()
	none.Append(text.NewSegment(len(s.src), len(s.src)))
	block.SetLines(none)
}

// mayMark holds the bytes that checkInline looks at.
var mayMark = func() (set [256]bool) {
	for _, c := range []byte("*_~=`[<]:$\\{@%w") {
		set[c] = true
	}
	return set
}()

// checkInline limits the inline marks in the text of one block. It reports
// whether it may be parsed.
func (s *state) checkInline(lines *text.Segments, reader text.Reader) bool {
	var brackets, size, targets, marks int
	for i := range lines.Len() {
		seg := lines.At(i)
		size += seg.Len() + seg.Padding
	}
	for i := range lines.Len() {
		seg := lines.At(i)
		line := seg.Value(s.src)
		for j := 0; j < len(line); {
			c := line[j]
			n := 1
			if !mayMark[c] {
				j++
				continue
			}
			switch c {
			case '*', '_', '~', '=', '`':
				n = run(line[j:], c)
				marks++
			case '[', '<':
				brackets++
				marks++
			case ']':
				if j+1 < len(line) && line[j+1] == '(' && targets <= targetsCost*size {
					targets += target(line[j+2:])
				}
			case ':', '$', '\\', '{', '@':
				marks++
			case '%':
				if n = run(line[j:], c); n > 1 {
					marks++
				}
			case 'w':
				if bytes.HasPrefix(line[j:], []byte("www.")) {
					marks++
				}
			}
			j += n
		}
	}
	s.inlines += marks + lines.Len()
	var what string
	var limit int
	switch {
	case s.inlines > marksMost:
		what, limit = "marks and lines in the text", marksMost
	case int64(brackets)*int64(size) > bracketsCost:
		what, limit = "brackets in a paragraph", bracketsCost/size
	case targets > targetsCost*size:
		what, limit = "bytes in the targets of links in a paragraph", targetsCost*size
	default:
		return true
	}
	s.fail(reader, what, lines.At(0).Start, limit)
	return false
}

// target returns how far goldmark looks for the end of the target of a link.
func target(b []byte) int {
	angle := len(b) > 0 && b[0] == '<'
	opened := 0
	for i := 0; i < len(b); i++ {
		switch c := b[i]; {
		case c == '\\':
			i++
		case angle:
			if c == '>' {
				return i
			}
		case c == '(':
			opened++
		case c == ')':
			if opened--; opened < 0 {
				return i
			}
		case isSpace(c):
			return i
		}
	}
	return len(b)
}

// checkTable bounds the cells that a paragraph may become. It returns how many
// rows it has, 0 if it is no table.
func (s *state) checkTable(lines *text.Segments, reader text.Reader) (ok bool, rows int) {
	for i := 1; i < lines.Len(); i++ {
		seg := lines.At(i)
		line := seg.Value(s.src)
		if len(bytes.Trim(line, "|:- \t\n")) > 0 || bytes.IndexByte(line, '-') < 0 {
			continue
		}
		columns := bytes.Count(line, []byte("|")) + 1
		if columns > columnsMost+1 {
			s.fail(reader, "columns in a table", seg.Start, columnsMost)
			return false, 0
		}
		if s.cells += columns * (lines.Len() - i); s.cells > cellsMost {
			s.fail(reader, "cells in tables", seg.Start, cellsMost)
			return false, 0
		}
		if i > 1 || columns < 2 { // text stands before it, or it may be a rule
			return true, 0
		}
		return true, lines.Len() - i
	}
	return true, 0
}

// checkRepeated limits the size of the references of a document: each use of a
// definition has its target and its title.
func (s *state) checkRepeated(n ast.Node, ref *ast.ReferenceLink, target, title []byte) {
	if ref == nil {
		return
	}
	if s.repeated += len(target) + len(title); s.repeated > repeatedMost {
		s.fail(nil, "bytes repeated by link references", max(n.Pos(), 0), repeatedMost)
	}
}

// checkFootnotes bounds the footnotes and the references to them.
func (s *state) checkFootnotes() {
	n := 0
	for at := 0; at < len(s.src); at++ {
		i := bytes.IndexByte(s.src[at:], '^')
		if i < 0 {
			return
		}
		at += i
		if (at == 0 || s.src[at-1] != '[') && (at+1 == len(s.src) || s.src[at+1] != '[') {
			continue
		}
		s.hasFootnotes = true
		if n++; n > footnotesMost {
			s.fail(nil, "footnotes", max(at-1, 0), footnotesMost)
			return
		}
	}
}

// checkBlocks counts one more block, and reports whether there may be one.
func (s *state) checkBlocks(reader text.Reader, offset int) bool {
	if s.blocks++; s.blocks > blocksMost {
		s.fail(reader, "blocks", offset, blocksMost)
		return false
	}
	return true
}

// A blockGuard bounds the blocks and headings of a document, and the lines of
// blocks in each other.
type blockGuard struct{ parser.BlockParser }

func (g blockGuard) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	_, seg := reader.PeekLine()
	node, state := g.BlockParser.Open(parent, reader, pc)
	if node == nil {
		return nil, state
	}
	s := stateOf(pc)
	if s.limit != nil { // of its title
		s.stop(reader)
		return nil, parser.NoChildren
	}
	if !s.checkBlocks(reader, seg.Start) {
		return nil, parser.NoChildren
	}
	if node.Kind() == ast.KindHeading {
		if s.headings++; s.headings > headingsMost {
			s.fail(reader, "headings", seg.Start, headingsMost)
			return nil, parser.NoChildren
		}
	}
	return node, state
}

func (g blockGuard) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	s := stateOf(pc)
	if s.lines++; s.lines > linesMost {
		_, seg := reader.PeekLine()
		s.fail(reader, "lines in blocks", seg.Start, linesMost)
		return parser.Close
	}
	return g.BlockParser.Continue(node, reader, pc)
}

// A depthGuard limits how deep lists are nested.
type depthGuard struct{ parser.BlockParser }

func (g depthGuard) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	_, offset := lineAt(reader, pc)
	node, state := g.BlockParser.Open(parent, reader, pc)
	if node != nil && stateOf(pc).tooDeep(parent, reader, offset) {
		return nil, parser.NoChildren
	}
	return node, state
}
