package syntax

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// A referenceParser takes the link reference definitions that a paragraph
// begins with out of it (CommonMark 4.7). goldmark's moves the lines behind
// them once for each.
type referenceParser struct{}

func (referenceParser) Transform(node *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines := node.Lines()
	first := lines.At(0)
	if !bytes.HasPrefix(bytes.TrimLeft(first.Value(reader.Source()), " \t"), []byte("[")) {
		return
	}
	rest := lines.Value(reader.Source())
	blanks := node.HasBlankPreviousLines() // makes a list around it loose
	for {
		d, after, ok := cutDefinition(bytes.TrimLeft(rest, " \t"))
		if !ok || !stateOf(pc).checkBlocks(reader, first.Start) {
			break
		}
		pc.AddReference(parser.NewReference(d.label, d.target, d.title))
		n := ast.NewLinkReferenceDefinition(d.label, d.target, d.title)
		n.SetBlankPreviousLines(blanks)
		node.Parent().InsertBefore(node.Parent(), node, n)
		blanks = false
		rest = after
	}
	left := bytes.Count(rest, []byte("\n"))
	if len(rest) > 0 && rest[len(rest)-1] != '\n' {
		left++
	}
	lines.SetSliced(lines.Len()-left, lines.Len())
	if left == 0 {
		node.Parent().RemoveChild(node.Parent(), node)
	}
}

// A linkDefinition is the target of a link reference, its escapes not
// resolved.
type linkDefinition struct{ label, target, title []byte }

// cutDefinition reads the definition at the head of b, lines none of which is
// blank. It returns the lines behind it.
func cutDefinition(b []byte) (d linkDefinition, rest []byte, ok bool) {
	if len(b) == 0 || b[0] != '[' {
		return d, nil, false
	}
	d.label, b, ok = cutClosed(b[1:], '[', ']')
	if !ok || blank(d.label) || len(b) == 0 || b[0] != ':' {
		return d, nil, false
	}
	if d.target, b, ok = cutTarget(bytes.TrimLeft(b[1:], whitespace)); !ok {
		return d, nil, false
	}
	rest, ok = cutLineEnd(b)
	title := bytes.TrimLeft(b, whitespace)
	if len(title) == 0 || len(title) == len(b) {
		return d, rest, ok
	}
	closer := title[0]
	switch closer {
	case '"', '\'':
	case '(':
		closer = ')'
	default:
		return d, rest, ok
	}
	if t, behind, closed := cutClosed(title[1:], title[0], closer); closed {
		if behind, ended := cutLineEnd(behind); ended {
			d.title = t
			return d, behind, true
		}
	}
	return d, rest, ok // the line behind may look like a title and be text
}

const whitespace = " \t\n"

// cutClosed returns the text of b before and after the first closer that is not
// escaped. No opener may stand before it, unless it is the closer too.
func cutClosed(b []byte, opener, closer byte) (inside, behind []byte, ok bool) {
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case closer:
			return b[:i], b[i+1:], true
		case opener:
			return nil, nil, false
		}
	}
	return nil, nil, false
}

// cutTarget reads the target of a link at the head of b.
func cutTarget(b []byte) (target, behind []byte, ok bool) {
	if len(b) > 0 && b[0] == '<' {
		target, behind, ok = cutClosed(b[1:], '<', '>')
		return target, behind, ok && bytes.IndexByte(target, '\n') < 0
	}
	open := 0 // parentheses
	n := 0
	for ; n < len(b) && !isSpace(b[n]); n++ {
		switch b[n] {
		case '\\':
			if n+1 < len(b) && !isSpace(b[n+1]) {
				n++
			}
		case '(':
			open++
		case ')':
			if open--; open < 0 {
				return nil, nil, false
			}
		}
	}
	return b[:n], b[n:], n > 0 && open == 0
}

// cutLineEnd returns the text of b after its first line, if that line is blank.
func cutLineEnd(b []byte) (behind []byte, ok bool) {
	line, behind, _ := bytes.Cut(b, []byte("\n"))
	return behind, blank(line)
}
