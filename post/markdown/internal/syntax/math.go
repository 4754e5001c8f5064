package syntax

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// mathLines bounds how far below its beginning a formula ends.
const mathLines = 200

// A mathBlockParser reads formulas on lines of their own: $$ … $$, \[ … \] and,
// as scripts in the page find it behind CommonMark's escapes, \\[ … \\].
type mathBlockParser struct{}

func (mathBlockParser) Trigger() []byte { return []byte{'$', '\\'} }

func (mathBlockParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, offset := lineAt(reader, pc)
	closer := []byte("$$")
	if slashes := run(line[:min(len(line), 2)], '\\'); slashes > 0 && bytes.HasPrefix(line[slashes:], []byte("[")) {
		closer = append(line[:slashes:slashes], ']')
	} else if run(line, '$') != 2 {
		return nil, parser.NoChildren
	}
	s := stateOf(pc)
	body := bytes.TrimSpace(line[len(closer):])
	if i := bytes.Index(body, closer); i >= 0 {
		tex := bytes.TrimSpace(body[:i])
		if i+len(closer) != len(body) || len(tex) == 0 || closer[0] == '\\' && !isFormula(tex) {
			return nil, parser.NoChildren
		}
		skipLine(reader)
		n := &MathBlock{TeX: string(tex), done: true}
		return n, parser.NoChildren
	}
	if closer[0] == '\\' && len(body) > 0 && !isFormula(body) {
		return nil, parser.NoChildren
	}
	// Without an end it is text. The end is at the end of a line.
	at := offset + len(line)
	if s.noMath[closer[0]] > at {
		return nil, parser.NoChildren
	}
	for range mathLines {
		l, _, more := bytes.Cut(s.src[at:], []byte("\n"))
		if bytes.HasSuffix(bytes.TrimRight(l, " \t"), closer) {
			n := &MathBlock{closer: closer}
			if len(body) > 0 {
				n.tex.Write(body)
				n.tex.WriteByte('\n')
			}
			skipLine(reader)
			return n, parser.NoChildren
		}
		if at += len(l) + 1; !more {
			break
		}
	}
	s.noMath[closer[0]] = at
	return nil, parser.NoChildren
}

func (mathBlockParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	n := node.(*MathBlock)
	if n.done {
		return parser.Close
	}
	line, _ := reader.PeekLine()
	body := bytes.TrimRight(line, " \t\n")
	if bytes.HasSuffix(body, n.closer) {
		n.tex.Write(bytes.TrimRight(body[:len(body)-len(n.closer)], " \t"))
		n.done = true
		skipLine(reader)
		return parser.Close
	}
	n.tex.Write(body)
	n.tex.WriteByte('\n')
	skipLine(reader)
	return parser.Continue | parser.NoChildren
}

func (mathBlockParser) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	if n := node.(*MathBlock); n.tex.Len() > 0 {
		n.TeX = strings.TrimSpace(n.tex.String())
	}
}
func (mathBlockParser) CanInterruptParagraph() bool { return true }
func (mathBlockParser) CanAcceptIndentedLine() bool { return false }

// isFormula reports whether the text between \( and \), or \[ and \], is
// TeX and not text in escaped brackets, as converters write it.
func isFormula(b []byte) bool {
	for i := range len(b) - 1 {
		if b[i] == '\\' && isWord(b[i+1]) {
			return true
		}
	}
	return bytes.ContainsAny(b, `^_={}<>+`) || len(b) <= 2 && len(b) > 0 && !bytes.ContainsAny(b, "0123456789 .") && isWord(b[0])
}

// A mathParser reads formulas in a line: $…$, $$…$$, \(…\) and \[…\].
type mathParser struct{}

func (mathParser) Trigger() []byte { return []byte{'$', '\\'} }

func (mathParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	s := stateOf(pc)
	if line[0] == '\\' {
		return bracketMath(line, block)
	}
	n := run(line, '$')
	if n > 2 {
		block.Advance(n)
		return ast.NewTextSegment(seg.WithStop(seg.Start + n))
	}
	end := dollar(line[n:])
	if end < 0 {
		if n == 2 {
			block.Advance(2)
			return ast.NewTextSegment(seg.WithStop(seg.Start + 2))
		}
		return nil
	}
	tex := line[n : n+end]
	width := n + end + run(line[n+end:], '$')
	switch {
	case width != n+end+n, len(tex) == 0, bytes.IndexByte(tex, '`') >= 0:
		return nil
	case n == 1 && !isInlineFormula(s.src, line, seg.Start, tex, width):
		return nil
	}
	block.Advance(width)
	return &Math{TeX: string(bytes.TrimSpace(tex)), Display: n == 2}
}

// dollar returns the index of the next dollar sign in b that is not escaped,
// or -1.
func dollar(b []byte) int {
	for i := 0; i < len(b); i++ {
		switch b[i] {
		case '\\':
			i++
		case '$':
			return i
		}
	}
	return -1
}

// isInlineFormula tells $x$ from prices and variables: Pandoc's rule (no
// space inside the signs, no digit after), no letter right outside, and words
// after a number only with a sign of mathematics.
func isInlineFormula(src, line []byte, at int, tex []byte, width int) bool {
	first, last := tex[0], tex[len(tex)-1]
	if isSpace(first) || isSpace(last) {
		// Written $ x $, it is one only if nothing else could be meant.
		if !isSpace(first) || !isSpace(last) || !bytes.ContainsAny(tex, `\^_`) {
			return false
		}
	}
	if at > 0 && isWord(src[at-1]) || width < len(line) && isWord(line[width]) {
		return false
	}
	if '0' <= first && first <= '9' && bytes.ContainsAny(tex, " ,/") {
		return bytes.ContainsAny(tex, `\^_={}<>+*`)
	}
	return true
}

func isWord(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// bracketMath reads \(…\) and \[…\], each backslash perhaps escaped by another.
func bracketMath(line []byte, block text.Reader) ast.Node {
	slashes := run(line[:min(len(line), 2)], '\\') // a long run is counted from each of its bytes
	if len(line) == slashes || line[slashes] != '(' && line[slashes] != '[' {
		return nil
	}
	display := line[slashes] == '['
	closer := append(line[:slashes:slashes], ')')
	if display {
		closer[slashes] = ']'
	}
	open := slashes + 1
	// At most so far: the search is done again for each opening.
	end := bytes.Index(line[open:min(len(line), 1024)], closer)
	if end < 0 {
		return nil
	}
	tex := bytes.TrimSpace(line[open : open+end])
	if !isFormula(tex) || bytes.Contains(tex, []byte(`\(`)) || bytes.Contains(tex, []byte(`\[`)) {
		return nil
	}
	block.Advance(2*open + end)
	return &Math{TeX: string(tex), Display: display}
}
