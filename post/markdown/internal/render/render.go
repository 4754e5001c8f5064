package render

import (
	"sync"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
)

// Render implements [post.Body].
func (t *Tree) Render(r *post.Renderer) string {
	if t.Root == nil {
		return ""
	}
	return t.render(r, t.Root)
}

// render renders nodes of the tree. Without raw HTML the writer is safe by
// construction; with it, the markup is cleaned as a whole, since a tag may be
// closed several blocks after it was opened.
func (p *Tree) render(r *post.Renderer, nodes ...doc.Node) string {
	raw := false
	for _, n := range nodes {
		raw = raw || p.HasHTML && hasRawHTML(n)
	}
	w := writer{p: p, r: r}
	if raw {
		w.r = &post.Renderer{Asides: r.Asides, Highlight: r.Highlight, Math: r.Math}
	}
	buf, ok := buffers.Get().(*[]byte)
	if !ok {
		size := max(len(p.Source), min(p.Size, maxKept))
		buf = new(make([]byte, 0, size+size/4))
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
		return post.HTMLBody(markup).Render(p.resolving(r))
	}
	return markup
}

// resolving returns r with hooks that see where the site publishes what the
// references of raw HTML lead to.
func (p *Tree) resolving(r *post.Renderer) *post.Renderer {
	if p.Address == nil {
		return r
	}
	own := *r
	own.Link = func(ref string) string {
		ref = p.addressOf(ref)
		if r.Link == nil {
			return ref
		}
		return r.Link(ref)
	}
	own.Image = func(img post.Image) (post.Image, bool) {
		img.Src = p.addressOf(img.Src)
		if r.Image == nil {
			return img, true
		}
		return r.Image(img)
	}
	return &own
}

// buffers are kept from one post to the next, those of usual posts.
var buffers sync.Pool

const maxKept = 1 << 20

// hasRawHTML reports whether there is HTML below n other than comments.
func hasRawHTML(n doc.Node) bool {
	found := false
	doc.Walk(n, func(n doc.Node, entering bool) doc.Status {
		if k := n.Kind(); entering && (k == doc.KindHTMLBlock || k == doc.KindRawHTML) {
			found = true
			return doc.Stop
		}
		return doc.Continue
	})
	return found
}
