package render

import (
	"strconv"
	"strings"

	"github.com/foreword-go/foreword/post/markdown/internal/containers"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
)

// Text implements [post.Body].
func (tr *Tree) Text() string {
	if tr.Root == nil {
		return ""
	}
	t := texter{t: tr}
	t.blocks(tr.Root, "")
	return strings.TrimSpace(t.b.String())
}

// TextOf returns the blocks in n as plain text.
func (tr *Tree) TextOf(n doc.Node) string {
	t := texter{t: tr}
	t.blocks(n, "")
	return t.b.String()
}

// A texter writes blocks as plain text.
type texter struct {
	t *Tree
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

func (t *texter) blocks(parent doc.Node, indent string) {
	for n := parent.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *doc.CodeBlock:
			t.paragraph(doc.LinesOf(n).String(), indent)
		case *doc.HTMLBlock:
			t.paragraph(doc.HTMLText(doc.LinesOf(n).String()), indent)
		case *doc.MathBlock:
			t.paragraph(n.TeX, indent)
		case *doc.List:
			t.list(n, indent)
		case *doc.Table:
			t.table(n, indent)
		case *doc.FootnoteList:
			for f := n.FirstChild(); f != nil; f = f.NextSibling() {
				if f, ok := f.(*doc.Footnote); ok {
					t.item("["+strconv.Itoa(f.Index)+"] ", f, indent, true)
				}
			}
		case *doc.Container:
			if _, ok := n.FirstChild().(*doc.Title); !ok && !n.NoTitle {
				t.paragraph(containers.Named(n.Name).Title(t.t.labels()), indent)
			}
			t.blocks(n, indent)
		case *doc.Tab:
			t.paragraph(n.Label, indent)
			t.blocks(n, indent)
		default:
			if c := n.FirstChild(); c != nil && doc.IsBlock(c) {
				t.blocks(n, indent)
			} else if c != nil {
				t.paragraph(doc.PlainLines(n), indent)
			}
		}
	}
}

func (t *texter) list(n *doc.List, indent string) {
	number := n.Start
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		mark := "- "
		if n.Ordered {
			mark = strconv.Itoa(number) + ". "
			number++
		}
		t.item(mark, c, indent, c == n.FirstChild() || !n.Tight)
	}
}

// item writes what n holds behind a mark.
func (t *texter) item(mark string, n doc.Node, indent string, apart bool) {
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

func (t *texter) table(n doc.Node, indent string) {
	var rows []string
	for r := n.FirstChild(); r != nil; r = r.NextSibling() {
		var cells []string
		for c := r.FirstChild(); c != nil; c = c.NextSibling() {
			cells = append(cells, doc.Plain(c))
		}
		rows = append(rows, strings.Join(cells, " | "))
	}
	t.paragraph(strings.Join(rows, "\n"), indent)
}
