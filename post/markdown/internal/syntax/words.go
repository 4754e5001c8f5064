package syntax

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// A wordParser is goldmark's parser of addresses in plain text, such as
// www.harbour.example, which goldmark calls at each space. It is called only
// where an address may begin. From there wordParser goes on to the last space
// before which there is no markup, so that goldmark does not stop at each word.
// The nodes are the same.
type wordParser struct {
	parser.InlineParser
	stops  *[256]bool // bytes that are not passed over
	begins *[256]bool // bytes after which an address may begin
}

// newWordParser returns a wordParser that stops at all bytes at which others
// are called.
func newWordParser(addresses parser.InlineParser, others []util.PrioritizedValue) wordParser {
	stops, begins := new([256]bool), new([256]bool)
	for _, c := range addresses.Trigger() {
		begins[c] = true
	}
	for _, c := range []byte("\\\n\r\t@") { // escapes, line ends and mail addresses
		stops[c] = true
	}
	others = append(others, util.Prioritized(addresses, 0))
	for _, v := range others {
		for _, c := range v.Value.(parser.InlineParser).Trigger() {
			stops[c] = c != ' '
		}
	}
	return wordParser{addresses, stops, begins}
}

func (p wordParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, seg := block.PeekLine()
	word := 0
	if p.begins[line[0]] {
		word = 1
	}
	if mayBeAddress(line[word:]) || util.FindEmailIndex(line[word:]) >= 0 {
		if n := p.InlineParser.Parse(parent, block, pc); n != nil {
			return n
		}
	}
	// Parsers of a caller's extensions may be called at any byte.
	if seg.Padding > 0 || seg.Start > 0 && block.Source()[seg.Start-1] == '\\' || stateOf(pc).opts.Extensions != nil {
		return nil
	}
	n := p.plainWords(line, word)
	if n == 0 {
		return nil
	}
	ast.MergeOrAppendTextSegment(parent, seg.WithStop(seg.Start+n))
	block.Advance(n)
	return parent.LastChild()
}

// plainWords returns the offset of the last space in line that follows only
// plain words, or 0. Words are plain from offset word on if they contain no
// stop. Spaces at the end of the line do not count, because they may be a line
// break.
func (p wordParser) plainWords(line []byte, word int) int {
	last := 0
	for i := word; i+1 < len(line); i++ {
		c := line[i]
		if c != ' ' {
			if p.stops[c] {
				break
			}
			if c >= 0xE0 && i+2 < len(line) && line[i+1]&line[i+2] >= 0x80 {
				i += 2 // the rest of an ideograph
			}
			continue
		}
		if util.IsSpace(line[i+1]) {
			continue
		}
		if last = i; mayBeAddress(line[i+1:]) {
			break
		}
	}
	return last
}

// mayBeAddress reports whether a web address may begin with word.
func mayBeAddress(word []byte) bool {
	if len(word) == 0 {
		return false
	}
	switch word[0] {
	case 'h':
		return bytes.HasPrefix(word, []byte("http"))
	case 'f':
		return bytes.HasPrefix(word, []byte("ftp:"))
	case 'w':
		return bytes.HasPrefix(word, []byte("www."))
	}
	return false
}
