package syntax

import (
	"bytes"
	"strings"

	"github.com/foreword-go/foreword/internal/lazyregexp"
	"github.com/foreword-go/foreword/post/markdown/internal/containers"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// A fencedBoxParser reads boxes that are written as fenced code, with Markdown in them:
// ```{warning} Title of MyST, ```ad-warning of Obsidian's Admonition, and ```admonish
// warning title="Title" of mdBook.
type fencedBoxParser struct{}

func (fencedBoxParser) Trigger() []byte { return []byte{'`', '~'} }

func (fencedBoxParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, offset := lineAt(reader, pc)
	if len(line) < 4 {
		return nil, parser.NoChildren
	}
	n := run(line, line[0])
	info := bytes.TrimSpace(line[n:])
	if n < 3 || line[0] == '`' && bytes.IndexByte(info, '`') >= 0 {
		return nil, parser.NoChildren
	}
	s := stateOf(pc)
	kind, rest, options := s.boxKind(info)
	if kind == "" {
		return nil, parser.NoChildren
	}
	if s.tooDeep(parent, reader, offset) {
		return nil, parser.NoChildren
	}
	c := &Container{Dialect: doc.Fence, Name: kind, Offset: offset, fence: line[:n], options: options}
	c.Foldable = containers.Named(kind).Is(containers.Folds) || bytes.Contains(rest, []byte("collapsible=true"))
	title := trim(s.src, text.NewSegment(offset+n+bytes.Index(line[n:], info)+len(info)-len(rest), offset+n+bytes.Index(line[n:], info)+len(info)))
	if at := quotedTitle.FindSubmatchIndex(rest); at != nil {
		title = text.NewSegment(title.Start+at[2], title.Start+at[3])
	} else if options == nil { // of admonish: other arguments
		title.Stop = title.Start
	}
	s.setTitle(c, title)
	skipLine(reader)
	return c, parser.HasChildren
}

var (
	quotedTitle = lazyregexp.New(`title="([^"]*)"`)
	// directiveOption is an option of MyST, on a line of its own: ":class: dropdown".
	directiveOption = lazyregexp.New(`^:([\w-]+):\s*(.*?)\s*$`)
	// boxOption is one of Obsidian's Admonition: "title: A title".
	boxOption = lazyregexp.New(`^(title|collapse|icon|color):\s*(.*?)\s*$`)
)

// boxKind returns the name of the box that an info string opens, or "" for a block of
// code. Rest is the text after the name, and options matches the lines of options in the
// box; nil if options are only in the info string.
func (s *state) boxKind(info []byte) (kind string, rest []byte, options *lazyregexp.Regexp) {
	switch end := bytes.IndexByte(info, '}'); {
	case len(info) > 2 && info[0] == '{' && end > 0:
		kind, rest, options = string(info[1:end]), info[end+1:], directiveOption
	case bytes.HasPrefix(info, []byte("ad-")), bytes.HasPrefix(info, []byte("admonition ")):
		word, after, _ := bytes.Cut(info[bytes.IndexAny(info, "- ")+1:], []byte(" "))
		kind, rest, options = string(word), after, boxOption
	case bytes.HasPrefix(info, []byte("admonish")):
		rest = bytes.TrimLeft(info[len("admonish"):], " ")
		word, _, _ := bytes.Cut(rest, []byte(" "))
		kind = "note"
		if containers.Named(string(word)).Is(containers.Callout) {
			kind = string(word)
		}
	}
	kind = strings.ToLower(kind)
	meaning := containers.Named(kind)
	if meaning.Is(containers.Callout) || meaning.Is(containers.Folds) || kind == "admonition" || kind != "" && s.opts.Phrases.IsName(kind) {
		return kind, rest, options
	}
	return "", nil, nil
}

// option reads a line of options at the start of c, and reports whether it is one.
func (c *Container) option(line []byte, s *state, at int) bool {
	if c.options == nil {
		return false
	}
	m := c.options.FindSubmatchIndex(line)
	if m == nil {
		if !util.IsBlank(line) {
			c.options = nil
		}
		return false
	}
	key, value := string(line[m[2]:m[3]]), string(line[m[4]:m[5]])
	switch {
	case key == "title" && c.FirstChild() == nil:
		s.setTitle(c, text.NewSegment(at+m[4], at+m[5]))
	case key == "collapse":
		c.Foldable, c.Open = value != "none", value == "open"
	default:
		c.Attrs = append(c.Attrs, doc.Attribute{Key: key, Value: value})
		c.Foldable = c.Foldable || folds(c.Attrs)
	}
	return true
}

func (fencedBoxParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	c := node.(*Container)
	line, seg := reader.PeekLine()
	bare := bytes.TrimSpace(line)
	if n := len(c.fence); len(bare) >= n && run(bare, c.fence[0]) == len(bare) {
		c.Closed = true
		skipLine(reader)
		return parser.Close
	}
	if c.option(bytes.TrimRight(line, "\n"), stateOf(pc), seg.Start-seg.Padding) {
		skipLine(reader)
	}
	return parser.Continue | parser.HasChildren
}

func (fencedBoxParser) Close(ast.Node, text.Reader, parser.Context) {}
func (fencedBoxParser) CanInterruptParagraph() bool                 { return true }
func (fencedBoxParser) CanAcceptIndentedLine() bool                 { return false }
