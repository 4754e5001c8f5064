package syntax

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// include is a line that a page replaces with another file or a player: VitePress's
// <<< @/file, VuePress's @include(file) and @[code](file).
var include = lazyregexp.New(`^(?:(<<<)[ \t]*[@./~\w]|(@include)\([^)\n]*\)\s*$|(@\[(?:code|youtube|bilibili|video|audio|audioReader|artPlayer|acfun|pdf|codepen|replit|codesandbox|jsfiddle|caniuse|asciinema|repl)\b)[^\]\n]*\]\([^)\n]*\)\s*$)`)

// An includeParser drops such lines; of a player, a link is left.
type includeParser struct{ tagParser }

func (includeParser) Trigger() []byte { return []byte{'<', '@'} }

func (includeParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, offset := lineAt(reader, pc)
	if !bytes.HasPrefix(line, []byte("<<<")) && !bytes.HasPrefix(line, []byte("@")) || len(line) > tagBytes {
		return nil, parser.NoChildren
	}
	m := include.FindSubmatch(line)
	if m == nil {
		return nil, parser.NoChildren
	}
	name := string(bytes.Join(m[1:], nil))
	if name[1] == '[' {
		name += "]"
	}
	shown := player(line, offset)
	if shown == nil {
		stateOf(pc).note(DroppedShortcode, offset, name)
	}
	skipLine(reader)
	return &dropped{at: offset, shown: shown}, parser.NoChildren
}
