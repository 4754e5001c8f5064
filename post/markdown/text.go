package markdown

import (
	"iter"
	"strconv"
	"strings"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/syntax"
	emoji "github.com/yuin/goldmark-emoji/ast"
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"golang.org/x/net/html"
)

// Text implements [post.Body].
func (tr *tree) Text() string {
	if tr.doc == nil {
		return ""
	}
	t := texter{t: tr}
	t.blocks(tr.doc, "")
	return strings.TrimSpace(t.b.String())
}

// A texter writes blocks as plain text.
type texter struct {
	t *tree
	b strings.Builder
}

// paragraph writes a paragraph, its lines after the first indented.
func (t *texter) paragraph(s, indent string) {
	if s = strings.Trim(s, "\n"); strings.TrimSpace(s) == "" {
		return
	}
	if t.b.Len() > 0 {
		t.b.WriteString("\n\n")
	}
	t.b.WriteString(indent)
	t.b.WriteString(strings.ReplaceAll(s, "\n", "\n"+indent))
}

func (t *texter) blocks(parent ast.Node, indent string) {
	src := t.t.source
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.FencedCodeBlock, *ast.CodeBlock:
			t.paragraph(linesText(n, src), indent)
		case *ast.HTMLBlock:
			t.paragraph(rawText(linesText(n, src)), indent)
		case *syntax.MathBlock:
			t.paragraph(n.TeX, indent)
		case *ast.List:
			t.list(n, indent)
		case *extast.Table:
			t.table(n, indent)
		case *extast.FootnoteList:
			for f := n.FirstChild(); f != nil; f = f.NextSibling() {
				if f, ok := f.(*extast.Footnote); ok {
					t.item("["+strconv.Itoa(f.Index)+"] ", f, indent, true)
				}
			}
		case *syntax.Container:
			if _, ok := n.FirstChild().(*syntax.Title); !ok && !n.NoTitle {
				t.paragraph(containerLabel(n.Name, label.For(t.t.lang)), indent)
			}
			t.blocks(n, indent)
		case *syntax.Tab:
			t.paragraph(n.Label, indent)
			t.blocks(n, indent)
		default:
			if c := n.FirstChild(); c != nil && c.Type() == ast.TypeBlock {
				t.blocks(n, indent)
			} else if c != nil {
				t.paragraph(inlineLines(n, src), indent)
			}
		}
	}
}

func (t *texter) list(n *ast.List, indent string) {
	number := n.Start
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		mark := "- "
		if n.IsOrdered() {
			mark = strconv.Itoa(number) + ". "
			number++
		}
		t.item(mark, c, indent, c == n.FirstChild() || !n.IsTight)
	}
}

// item writes what n holds behind a mark.
func (t *texter) item(mark string, n ast.Node, indent string, apart bool) {
	inner := texter{t: t.t}
	if len(indent) > 64 {
		indent = ""
	}
	inner.blocks(n, indent+strings.Repeat(" ", len(mark)))
	s := strings.TrimLeft(inner.b.String(), " \n")
	if t.b.Len() > 0 {
		t.b.WriteString("\n")
		if apart {
			t.b.WriteString("\n")
		}
	}
	t.b.WriteString(indent + mark + s)
}

func (t *texter) table(n ast.Node, indent string) {
	var rows []string
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		var cells []string
		for c := r.FirstChild(); c != nil; c = c.NextSibling() {
			cells = append(cells, inlinePlain(c, t.t.source))
		}
		rows = append(rows, strings.Join(cells, " | "))
	}
	t.paragraph(strings.Join(rows, "\n"), indent)
}

// inlinePlain returns the text of the inline nodes in n on one line.
func inlinePlain(n ast.Node, source []byte) string { return script.OneLine(inlineLines(n, source)) }

// inlineLines returns the text of the inline nodes in n: alternative texts for
// images, the marks of footnotes, no tags.
func inlineLines(n ast.Node, source []byte) string {
	var b strings.Builder
	for c := range shownChildren(n, source) {
		if c.FirstChild() != nil && c.Kind() != ast.KindCodeSpan && c.Kind() != ast.KindImage {
			b.WriteString(inlineLines(c, source))
			continue
		}
		b.WriteString(nodeText(c, source))
	}
	return b.String()
}

// shownChildren yields the children of n that are not inside a script or style
// written in a line.
func shownChildren(n ast.Node, source []byte) iter.Seq[ast.Node] {
	return func(yield func(ast.Node) bool) {
		end := ""
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if raw, ok := c.(*ast.RawHTML); ok {
				tag := strings.ToLower(string(raw.Segments.Value(source)))
				switch {
				case end != "" && strings.HasPrefix(tag, end):
					end = ""
				case strings.HasPrefix(tag, "<script"):
					end = "</script"
				case strings.HasPrefix(tag, "<style"):
					end = "</style"
				}
			}
			if end == "" && !yield(c) {
				return
			}
		}
	}
}

// nodeText returns the text of one inline node that holds no others, or holds
// them as a part of itself.
func nodeText(n ast.Node, source []byte) string {
	switch n := n.(type) {
	case *ast.Text:
		s := n.Segment.Value(source)
		text := string(s)
		if !n.IsRaw() {
			text = unescapeMarkdown(s)
		}
		if n.HardLineBreak() {
			return text + "\n"
		} else if n.SoftLineBreak() && !joinsLines(n, source) {
			return text + " "
		}
		return text
	case *ast.String:
		return unescapeMarkdown(n.Value)
	case *ast.CodeSpan:
		return codeText(n, source)
	case *ast.AutoLink:
		return string(n.Label(source))
	case *ast.Image:
		return imageOf(n, source).Alt
	case *ast.RawHTML:
		if tag := strings.ToLower(string(n.Segments.Value(source))); strings.HasPrefix(tag, "<br") {
			return "\n"
		}
	case *extast.TaskCheckBox:
		if n.IsChecked {
			return "☑ "
		}
		return "☐ "
	case *extast.FootnoteLink:
		return "[" + strconv.Itoa(n.Index) + "]"
	case *emoji.Emoji:
		return emojiText(n)
	case *syntax.Math:
		return n.TeX
	case *syntax.Ruby:
		return n.Base + "(" + n.Reading + ")"
	case *syntax.Wikilink:
		if img, ok := wikilinkImage(n); ok {
			return img.Alt
		}
		return wikilinkText(n)
	}
	return ""
}

// rawText returns the text of raw HTML, without scripts and styles.
func rawText(s string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(s))
	raw := ""
	for {
		switch z.Next() {
		case html.ErrorToken:
			return strings.TrimSpace(b.String())
		case html.StartTagToken:
			name, _ := z.TagName()
			switch string(name) {
			case "script", "style", "iframe", "noscript", "noembed", "noframes", "title":
				raw = string(name)
			case "br", "p", "div", "li", "tr":
				b.WriteByte('\n')
			}
		case html.EndTagToken:
			raw = ""
		case html.TextToken:
			if raw == "" {
				b.Write(z.Text())
			}
		}
	}
}
