package syntax

import (
	"bytes"
	"strconv"
	"strings"

	"github.com/foreword-go/foreword/internal/lazyregexp"
	"github.com/foreword-go/foreword/post/markdown/internal/containers"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// A tabParser reads the @tab lines of VuePress, and drops its @slot lines.
type tabParser struct{}

func (tabParser) Trigger() []byte { return []byte{'@'} }

func (tabParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	c, ok := parent.(*Container)
	if !ok {
		return nil, parser.NoChildren
	}
	line, _ := lineAt(reader, pc)
	if word(line) == "@slot" {
		skipLine(reader)
		return &dropped{}, parser.NoChildren
	}
	if !containers.Named(c.Name).Is(containers.Tabs) || word(line) != "@tab" {
		return nil, parser.NoChildren
	}
	label := bytes.TrimSpace(bytes.TrimPrefix(line[len("@tab"):], []byte(":active")))
	if i := bytes.LastIndexByte(label, '#'); i > 0 && i+1 < len(label) && bytes.IndexByte(label[i:], ' ') < 0 { // @tab Apple#apple
		label = bytes.TrimSpace(label[:i])
	}
	skipLine(reader)
	return &Tab{Label: string(label)}, parser.HasChildren
}

// word returns the word that line begins with, up to a space or colon.
func word(line []byte) string {
	if i := bytes.IndexAny(line, " :\t\n"); i >= 0 {
		line = line[:i]
	}
	return string(line)
}

func (tabParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	if _, ok := node.(*Tab); !ok {
		return parser.Close
	}
	line, _ := reader.PeekLine()
	if w := word(bytes.TrimLeft(line, " ")); w == "@tab" && !inRaw(pc) {
		return parser.Close
	}
	return parser.Continue | parser.HasChildren
}

func (tabParser) Close(ast.Node, text.Reader, parser.Context) {}
func (tabParser) CanInterruptParagraph() bool                 { return true }
func (tabParser) CanAcceptIndentedLine() bool                 { return false }

// tabComment is the comment before an alternative in {% tabs %} of Hexo's
// themes, before a folder of Stellar's and a day of Butterfly's timeline, and
// tabEnd the one after it.
var (
	tabComment = lazyregexp.New(`^\s*<!--\s*(?:tab|folder|timeline)\b\s*(.*?)\s*-->\s*$`)
	tabEnd     = lazyregexp.New(`^\s*<!--\s*end(?:tab|folder|timeline)\s*-->\s*$`)
)

// labelled makes Tabs of the parts of c that stand behind comments with their
// labels. Those without one are numbered, as NexT does it.
func (s *state) labelled(c *Container) {
	name, _, _ := strings.Cut(c.TitleText, ",")
	var tab *Tab
	count := 0
	for n := c.FirstChild(); n != nil; {
		next := n.NextSibling()
		var line []byte
		if h, ok := n.(*ast.HTMLBlock); ok && h.HTMLBlockType == ast.HTMLBlockType2 && h.Lines().Len() == 1 {
			seg := h.Lines().At(0)
			line = seg.Value(s.src)
		}
		m := tabComment.FindSubmatch(line)
		switch {
		case m != nil:
			count++
			label, icon, _ := strings.Cut(string(m[1]), "@")
			if label = strings.TrimSpace(label); label == "" && icon == "" && name != "" && c.Name == "tabs" {
				label = name + " " + strconv.Itoa(count)
			}
			tab = &Tab{Label: label}
			tab.SetPos(Offset(n))
			c.ReplaceChild(c, n, tab)
		case tabEnd.Match(line):
			c.RemoveChild(c, n)
			tab = nil
		case tab != nil:
			tab.AppendChild(tab, n)
		}
		n = next
	}
}

// tabs makes Tabs of a container of alternatives. What is in it besides goes
// before them.
func (s *state) tabs(c *Container) {
	if c.Dialect == doc.Tag {
		s.labelled(c)
	}
	var tabs []*Tab
	for n := c.FirstChild(); n != nil; {
		next := n.NextSibling()
		if tab := s.tab(n); tab != nil {
			tabs = append(tabs, tab)
		}
		n = next
	}
	if len(tabs) == 0 {
		return
	}
	labelTabs(tabs, c.Attrs)
	node := &Tabs{}
	node.SetPos(c.Offset)
	parent := c.Parent()
	parent.InsertBefore(parent, c, node)
	for _, t := range tabs {
		node.AppendChild(node, t)
	}
	for n := c.FirstChild(); n != nil; n = c.FirstChild() {
		if cont, ok := n.(*Container); n.Kind() == KindTitle || ok && containers.Named(cont.Name).Is(containers.Tab) && !cont.HasChildren() {
			c.RemoveChild(c, n)
			continue
		}
		parent.InsertBefore(parent, node, n)
	}
	parent.RemoveChild(parent, c)
}

// tab returns the alternative that n is, with its content, or nil: a Tab, a container
// of one, or a block of code.
func (s *state) tab(n ast.Node) *Tab {
	switch n := n.(type) {
	case *Tab:
		return n
	case *Container:
		if containers.Named(n.Name).Is(containers.Tab) {
			return tabOf(n)
		}
	case *ast.FencedCodeBlock:
		tab := &Tab{Label: s.codeLabel(n)}
		tab.SetPos(Offset(n))
		tab.AppendChild(tab, n)
		return tab
	}
	return nil
}

// tabOf moves the content of c, without its title, to a Tab.
func tabOf(c *Container) *Tab {
	tab := &Tab{Label: c.TitleText}
	for _, a := range c.Attrs {
		if tab.Label == "" && (a.Key == "name" || a.Key == "value") {
			tab.Label = strings.Trim(a.Value, `{}"'`)
		}
	}
	tab.SetPos(c.Offset)
	for k := c.FirstChild(); k != nil; k = c.FirstChild() {
		if k.Kind() == KindTitle {
			c.RemoveChild(c, k)
			continue
		}
		tab.AppendChild(tab, k)
	}
	return tab
}

// labelTabs gives tabs without a label that of the attribute items, as Hextra has it.
func labelTabs(tabs []*Tab, attrs []doc.Attribute) {
	var labels []string
	for _, a := range attrs {
		if a.Key == "items" {
			labels = strings.Split(a.Value, ",")
		}
	}
	for i, t := range tabs {
		if t.Label == "" && i < len(labels) {
			t.Label = strings.TrimSpace(labels[i])
		}
	}
}

// wrapTab puts a single tab in Tabs, together with the tab before it.
func wrapTab(n *Tab) {
	parent := n.Parent()
	tabs, ok := n.PreviousSibling().(*Tabs)
	if !ok {
		tabs = &Tabs{}
		tabs.SetPos(n.Pos())
		parent.InsertBefore(parent, n, tabs)
	}
	tabs.AppendChild(tabs, n)
}

// codeLabel returns the label of a code block: that of ```js [label], or
// title="label", or its language.
func (s *state) codeLabel(n *ast.FencedCodeBlock) string {
	if n.Info == nil {
		return ""
	}
	info := string(n.Info.Segment.Value(s.src))
	if _, after, ok := strings.Cut(info, "["); ok {
		if label, _, ok := strings.Cut(after, "]"); ok {
			return strings.TrimSpace(label)
		}
	}
	if title := fenceTitle(info); title != "" {
		return title
	}
	return string(n.Language(s.src))
}
