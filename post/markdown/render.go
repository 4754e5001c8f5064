package markdown

import (
	"sync"

	"github.com/foreword-go/foreword/post"
	"github.com/yuin/goldmark/ast"
)

// Render implements [post.Body].
func (t *tree) Render(r *post.Renderer) string {
	if t.doc == nil {
		return ""
	}
	return t.render(r, t.doc)
}

// render renders nodes of the tree. Without raw HTML the writer is safe by
// construction; with it, the markup is cleaned as a whole, since a tag may be
// closed several blocks after it was opened.
func (p *tree) render(r *post.Renderer, nodes ...ast.Node) string {
	raw := false
	for _, n := range nodes {
		raw = raw || p.raw && hasRawHTML(n)
	}
	w := writer{p: p, r: r}
	if raw {
		w.r = &post.Renderer{Asides: r.Asides, Highlight: r.Highlight, Math: r.Math}
	}
	buf, ok := buffers.Get().(*[]byte)
	if !ok {
		buf = new(make([]byte, 0, len(p.source)+len(p.source)/4))
	}
	w.b = (*buf)[:0]
	for _, n := range nodes {
		w.node(n)
	}
	markup := string(w.b)
	if *buf = w.b; cap(w.b) <= maxKept {
		buffers.Put(buf)
	}
	if raw {
		return post.HTMLBody(markup).Render(r)
	}
	return markup
}

// buffers are kept from one post to the next, those of usual posts.
var buffers sync.Pool

const maxKept = 1 << 20

// hasRawHTML reports whether there is HTML below n other than comments.
func hasRawHTML(n ast.Node) bool {
	found := false
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if k := n.Kind(); entering && (k == ast.KindHTMLBlock || k == ast.KindRawHTML) {
			found = true
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	return found
}
