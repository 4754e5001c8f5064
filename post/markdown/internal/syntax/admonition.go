package syntax

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post/markdown/internal/containers"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// An admonitionParser reads the admonitions of Python-Markdown, with what
// Material for MkDocs and hexo-admonition add: !!! type "Title" and ??? type,
// and a body indented by four columns.
type admonitionParser struct{}

func (admonitionParser) Trigger() []byte { return []byte{'!', '?'} }

func (admonitionParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, offset := lineAt(reader, pc)
	if len(line) < 5 || run(line, line[0]) != 3 {
		return nil, parser.NoChildren
	}
	c := &Container{Dialect: doc.Admonition, Offset: offset, Closed: true, Foldable: line[0] == '?'}
	i := 3
	if c.Foldable && line[i] == '+' {
		c.Open = true
		i++
	}
	rest := bytes.TrimLeft(line[i:], " \t")
	if len(rest) == len(line[i:]) {
		return nil, parser.NoChildren
	}
	at := offset + len(line) - len(rest)
	n := 0
	for n < len(rest) {
		r, size := utf8.DecodeRune(rest[n:])
		if !unicode.IsLetter(r) && (n == 0 || !unicode.IsNumber(r) && r != '-' && r != '_') {
			break
		}
		n += size
	}
	if n == 0 {
		return nil, parser.NoChildren
	}
	c.Name = strings.ToLower(string(rest[:n]))
	tail := bytes.TrimSpace(rest[n:])
	s := stateOf(pc)
	quoted := len(tail) > 1 && tail[len(tail)-1] == '"' && bytes.IndexByte(tail, '"') < len(tail)-1
	_, seg := reader.PeekLine()
	if !quoted && !containers.Named(c.Name).Is(containers.Argument) && !indented(s.src[seg.Stop:]) {
		return nil, parser.NoChildren // !!! as people shout
	}
	if s.tooDeep(parent, reader, offset) {
		return nil, parser.NoChildren
	}
	from := at + n
	stop := at + len(bytes.TrimRight(rest, " \t\n"))
	if quoted {
		q := bytes.IndexByte(s.src[from:stop], '"')
		for _, class := range strings.Fields(string(s.src[from : from+q])) {
			c.Attrs = append(c.Attrs, doc.Attribute{Key: "class", Value: class})
		}
		from, stop = from+q+1, stop-1
		c.NoTitle = from == stop
	}
	s.setTitle(c, text.NewSegment(from, stop))
	skipLine(reader)
	return c, parser.HasChildren
}

// indented reports whether the first line of rest with text is indented as
// the body of an admonition is.
func indented(rest []byte) bool {
	for range 2 {
		line, after, _ := bytes.Cut(rest, []byte("\n"))
		if len(bytes.TrimSpace(line)) > 0 {
			return bytes.HasPrefix(line, []byte("    ")) || bytes.HasPrefix(line, []byte("\t"))
		}
		rest = after
	}
	return false
}

func (admonitionParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	line, _ := reader.PeekLine()
	if util.IsBlank(line) {
		return parser.Continue | parser.HasChildren
	}
	if width, _ := util.IndentWidth(line, reader.LineOffset()); width < 4 {
		return parser.Close
	}
	stripIndent(reader, 4)
	return parser.Continue | parser.HasChildren
}

func (admonitionParser) Close(ast.Node, text.Reader, parser.Context) {}
func (admonitionParser) CanInterruptParagraph() bool                 { return true }
func (admonitionParser) CanAcceptIndentedLine() bool                 { return false }

// A contentTabParser reads the tabs of Material for MkDocs, === "Label" over a
// body indented as that of an admonition.
type contentTabParser struct{ admonitionParser }

func (contentTabParser) Trigger() []byte { return []byte{'='} }

func (contentTabParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, offset := lineAt(reader, pc)
	if run(line, '=') != 3 {
		return nil, parser.NoChildren
	}
	label := bytes.TrimSpace(bytes.TrimLeft(line[3:], "!+"))
	s := stateOf(pc)
	_, seg := reader.PeekLine()
	if n := len(label); n < 3 || label[0] != '"' || label[n-1] != '"' || !indented(s.src[seg.Stop:]) || s.tooDeep(parent, reader, offset) {
		return nil, parser.NoChildren
	}
	skipLine(reader)
	return &Tab{Label: string(label[1 : len(label)-1])}, parser.HasChildren
}
