package syntax

import (
	"github.com/yuin/goldmark-emoji/definition"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// An emojiParser makes the characters of GitHub's shortcodes, such as :tada:,
// text. Those without a character of their own, such as :octocat:, stay.
type emojiParser struct{ emojis definition.Emojis }

func (emojiParser) Trigger() []byte { return []byte{':'} }

func (p emojiParser) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, _ := block.PeekLine()
	n := 1
	for n < len(line) && n < 64 && (isWord(line[n]) || line[n] == '_' || line[n] == '-' || line[n] == '+') {
		n++
	}
	if n < 2 || n >= len(line) || line[n] != ':' {
		return nil
	}
	e, ok := p.emojis.Get(string(line[1:n]))
	if !ok || !e.IsUnicode() {
		return nil
	}
	block.Advance(n + 1)
	return ast.NewString([]byte(string(e.Unicode)))
}
