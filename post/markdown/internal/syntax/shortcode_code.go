package syntax

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// code returns the block of code that t opens, {% codeblock %}, {% highlight %}
// or {{< highlight >}}, or the HTML in {% raw %} or {{< rawhtml >}}, or nil.
func (s *state) code(t *tag) ast.Node {
	if t.closing || t.mate == nil {
		return nil
	}
	if t.kind == liquidTag && t.name == "raw" || t.kind == shortcodeTag && strings.EqualFold(strings.ReplaceAll(t.name, "-", ""), "rawhtml") {
		return s.rawHTML(t)
	}
	if !verbatim[t.name] || t.name == "comment" || t.kind != liquidTag && t.kind != shortcodeTag {
		return nil
	}
	if first := bytes.TrimLeft(s.src[t.end:t.mate.start], " \t\n"); bytes.HasPrefix(first, []byte("```")) || bytes.HasPrefix(first, []byte("~~~")) {
		return nil // it dresses up a fence
	}
	var info *ast.Text
	args := t.parseArgs(s.src)
	for i, a := range args {
		if a.key == "lang" || a.key == "language" || i == 0 && a.key == "" && t.name != "codeblock" && t.name != "code" {
			info = ast.NewTextSegment(text.NewSegment(a.start, a.end))
			break
		}
	}
	if t.name == "mermaid" || t.name == "math" || t.name == "katex" || t.name == "mathjax" {
		at := t.start + bytes.Index(s.src[t.start:t.end], []byte(t.name))
		info = ast.NewTextSegment(text.NewSegment(at, at+len(t.name)))
	}
	return ast.NewFencedCodeBlock(info)
}

// rawHTML returns a block for {% raw %} around HTML, or nil. Hexo sets such
// text aside before Markdown is read, and Jekyll's kramdown reads HTML to the
// end of its elements: blank lines and indentation in it mean nothing. Other
// text is Markdown to Jekyll.
func (s *state) rawHTML(t *tag) ast.Node {
	inner := bytes.TrimSpace(s.src[t.end:t.mate.start])
	after, _, _ := bytes.Cut(s.src[t.mate.end:], []byte("\n"))
	if !rawElement.Match(inner) || inner[len(inner)-1] != '>' || !blank(after) {
		return nil
	}
	return ast.NewHTMLBlock(ast.HTMLBlockType6)
}

// rawElement is the first tag of a piece of HTML, or a comment.
var rawElement = lazyregexp.New(`^<(?:/?[A-Za-z][A-Za-z0-9-]*[\s/>]|!--)`)

// enterCode opens node after its tag.
func (s *state) enterCode(node ast.Node, t *tag, reader text.Reader, seg text.Segment, pc parser.Context) (ast.Node, parser.State) {
	if s.codes == nil {
		s.codes = make(map[ast.Node]*codeTag)
	}
	c := &codeTag{tag: t, strip: max(pc.BlockIndent(), 0)}
	s.codes[node] = c
	if t.end < seg.Stop {
		stop := min(seg.Stop, t.mate.start)
		if line := text.NewSegment(t.end, stop); !blank(line.Value(s.src)) {
			node.Lines().Append(line)
		}
		c.done = t.mate.start < seg.Stop
	}
	skipLine(reader)
	return node, parser.NoChildren
}

// A codeTag is the tag around a block of code or HTML.
type codeTag struct {
	*tag
	strip int
	done  bool
}

// continueCode adds a line to the code.
func (s *state) continueCode(node ast.Node, reader text.Reader) parser.State {
	c := s.codes[node]
	_, seg := reader.PeekLine()
	if c.done || c.mate.end <= seg.Start {
		return parser.Close
	}
	switch {
	case seg.Start < c.end: // the tag has several lines
	case c.mate.start < seg.Stop:
		if !blank(s.src[seg.Start:c.mate.start]) {
			node.Lines().Append(seg.WithStop(c.mate.start))
		}
		c.done = true
		if c.mate.end < seg.Stop {
			advanceTo(reader, c.mate.end)
			if !blank(rest(reader)) {
				return parser.Close
			}
		}
		skipLine(reader)
		return parser.Close
	default:
		stripIndent(reader, c.strip)
		_, seg = reader.PeekLine()
		node.Lines().Append(seg)
	}
	skipLine(reader)
	return parser.Continue | parser.NoChildren
}

// codeMark is a comment at the end of a line of code that asks VitePress, or
// another user of Shiki, to bring out the line. Those of what was added and
// removed say something of the code, and stay.
var codeMark = lazyregexp.New(`[ \t]*(?://|#|--|;|%|<!--|/\*)[ \t]*\[!code (?:focus|highlight|hl|word|warning|error|info)[^\]\n]{0,100}\][ \t]*(?:-->|\*/)?[ \t]*$`)

// lineMark is a line of code that asks Docusaurus to bring out others.
var lineMark = lazyregexp.New(`^[ \t]*(?://|#|--|;|%|<!--|\{?/\*)[ \t]*highlight-(?:next-line|start|end)[ \t]*(?:-->|\*/\}?)?[ \t]*$`)

// unmark takes the marks of lines out of a block of code, and lines that are
// nothing else.
func (s *state) unmark(n *ast.FencedCodeBlock) {
	kept := text.NewSegments()
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		b := bytes.TrimRight(line.Value(s.src), "\n")
		from := max(0, len(b)-200)
		if lineMark.Match(b[from:]) && len(b) < 200 {
			continue
		}
		var m []int
		if bytes.Contains(b[from:], []byte("[!code ")) {
			m = codeMark.FindIndex(b[from:])
		}
		if m == nil {
			kept.Append(line)
			continue
		}
		if from+m[0] > 0 {
			stop := line.Stop - (line.Len() - from - m[0])
			end := line.Start - line.Padding + len(b)
			kept.Append(line.WithStop(stop))
			kept.Append(text.NewSegment(end, line.Stop))
		}
	}
	n.SetLines(kept)
}

// codeOption is an argument of Hexo's {% codeblock %} that shows nothing.
var codeOption = lazyregexp.New(`^(?:lang|language|line_number|line_threshold|highlight|first_line|mark|wrap):`)

// fenceTitleValue is the title of a fence: of Docusaurus, Starlight, VuePress
// and MkDocs, and filename of Nextra and Hextra.
var fenceTitleValue = lazyregexp.New(`[\s{,](?:title|filename)=(?:"([^"]+)"|'([^']+)')`)

// fenceTitle returns the title in the info string of a fence.
func fenceTitle(info string) string {
	if !strings.Contains(info, "=") {
		return ""
	}
	m := fenceTitleValue.FindStringSubmatch(" " + info)
	if m == nil {
		return ""
	}
	return m[1] + m[2]
}

// titleCode puts a block of code that has a title in a tab of its own, behind
// the link of Hexo's {% codeblock title url link text %}.
func (s *state) titleCode(n *ast.FencedCodeBlock) {
	var title, url, label string
	if c := s.codes[n]; c != nil {
		if c.name != "codeblock" && c.name != "code" {
			return
		}
		title, url, label = codeblockTitle(string(s.src[c.args:c.argsEnd]))
	} else if n.Info != nil {
		info := string(n.Info.Segment.Value(s.src))
		title = fenceTitle(info)
		if _, caption, ok := strings.Cut(info, " "); ok && title == "" && s.opts.FenceCaptions && !strings.ContainsAny(caption, "{=") {
			title, url, label = codeblockTitle(caption)
		}
		if tab, ok := n.Parent().(*Tab); ok && tab.Label == title {
			return
		}
	}
	if title == "" && url == "" {
		return
	}
	tabs, tab := &Tabs{}, &Tab{Label: title}
	tabs.SetPos(n.Pos())
	tab.SetPos(n.Pos())
	n.Parent().ReplaceChild(n.Parent(), n, tabs)
	tabs.AppendChild(tabs, tab)
	if url != "" {
		link := ast.NewLink()
		link.Destination = []byte(url)
		link.AppendChild(link, ast.NewString([]byte(label)))
		p := ast.NewParagraph()
		p.AppendChild(p, link)
		tab.AppendChild(tab, p)
	}
	tab.AppendChild(tab, n)
}

// codeblockTitle reads the arguments of Hexo's {% codeblock %}.
func codeblockTitle(args string) (title, url, label string) {
	var before, after []string
	for _, word := range strings.Fields(args) {
		switch {
		case codeOption.MatchString(word):
		case url != "":
			after = append(after, word)
		case strings.HasPrefix(word, "https://") || strings.HasPrefix(word, "http://"):
			url = word
		default:
			before = append(before, word)
		}
	}
	title = strings.Trim(strings.Join(before, " "), `"'`)
	label = strings.Trim(strings.Join(after, " "), `"'`)
	if label == "" {
		label = "link" // as Hexo does
	}
	return title, url, label
}
