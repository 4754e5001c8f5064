package render

import (
	"strings"

	"github.com/foreword-go/foreword/post/markdown/internal/doc"
)

// caption writes the caption of a picture. It was an attribute, which the
// parser keeps as text. Hugo reads the caption of a figure as Markdown, and
// authors elsewhere write Markdown in titles too.
func (w *writer) caption(s string) {
	var root *doc.Document
	if w.p.Inline != nil && strings.ContainsAny(s, "*_`[<") {
		root = w.p.Inline(s)
	}
	if root == nil {
		w.plain(s)
		return
	}
	leaveText(root)
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		w.children(n)
	}
}

// leaveText removes raw HTML from a tree, which is not known to be safe, and
// replaces pictures by their alternative text.
func leaveText(root doc.Node) {
	var raw, pictures []doc.Node
	doc.Walk(root, func(n doc.Node, entering bool) doc.Status {
		if entering {
			switch n.Kind() {
			case doc.KindRawHTML:
				raw = append(raw, n)
			case doc.KindImage:
				pictures = append(pictures, n)
			}
		}
		return doc.Continue
	})
	for _, n := range pictures {
		doc.InsertBefore(n.Parent(), n, &doc.Text{Value: ImageOf(n.(*doc.Image)).Alt, Raw: true})
		raw = append(raw, n)
	}
	for _, n := range raw {
		doc.Remove(n)
	}
}
