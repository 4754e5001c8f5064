package syntax

import (
	"bytes"
	"strings"
	"unicode"

	"github.com/foreword-go/foreword/post/markdown/internal/containers"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// A quoteParser reads block quotes, and as callouts those that begin with
// [!name]: GitHub's alerts, with the titles and folds of Obsidian and
// VitePress.
type quoteParser struct{ parser.BlockParser }

func (q quoteParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	_, offset := lineAt(reader, pc)
	node, state := q.BlockParser.Open(parent, reader, pc)
	if node == nil {
		return nil, state
	}
	s := stateOf(pc)
	if s.tooDeep(parent, reader, offset) {
		return nil, parser.NoChildren
	}
	line, seg := reader.PeekLine()
	c := &Container{Dialect: doc.Callout, Offset: offset, Closed: true}
	if !s.callout(c, line, seg) {
		return node, state
	}
	skipLine(reader)
	return c, parser.HasChildren
}

// callout reads [!name|more]- Title.
func (s *state) callout(c *Container, line []byte, seg text.Segment) bool {
	mark := bytes.TrimLeft(line, " \t")
	at := seg.Start - seg.Padding + len(line) - len(mark)
	if !bytes.HasPrefix(mark, []byte("[!")) {
		return false
	}
	end := bytes.IndexByte(mark, ']')
	if end < 3 || end > 64 {
		return false
	}
	name, more, _ := strings.Cut(string(mark[2:end]), "|")
	name = strings.TrimSpace(name)
	for i, r := range name {
		if !unicode.IsLetter(r) && (i == 0 || !unicode.IsNumber(r) && r != '-' && r != '_' && r != ' ') {
			return false
		}
	}
	if name == "" {
		return false
	}
	rest := mark[end+1:]
	if len(rest) > 0 && (rest[0] == '(' || rest[0] == '[' || rest[0] == ':') {
		return false // a link, or its definition
	}
	if more = strings.TrimSpace(more); more != "" {
		c.Attrs = append(c.Attrs, doc.Attribute{Key: "class", Value: more})
	}
	c.Name = strings.ToLower(name)
	c.Foldable = containers.Named(c.Name).Is(containers.Folds)
	from := at + end + 1
	if len(rest) > 0 && (rest[0] == '-' || rest[0] == '+') {
		c.Foldable, c.Open = true, rest[0] == '+'
		from++
	}
	s.setTitle(c, text.NewSegment(from, at+len(mark)))
	return true
}
