package post

import (
	"sync"

	"github.com/yuin/goldmark/ast"

	"github.com/foreword-go/foreword/internal/xhtml"
)

// A Renderer writes the body of a post as markup that is HTML5 and well-formed
// XHTML at once: void elements are closed with a slash, attributes quoted, and
// only the five entities of XML are used. Nothing in it is active: raw HTML is
// reduced to an allow-list, and links to http, https, mailto and relative
// references. The zero Renderer is ready to use, and safe for concurrent use
// as long as its fields do not change.
//
// The references that its hooks get are valid URI references (RFC 3986),
// percent-encoded where the post has other characters; unsafe ones are never
// given to them. What they return is encoded and checked in the same way.
type Renderer struct {
	// IDPrefix is put before every id and every reference to one inside the
	// post, so that several posts fit on one page.
	IDPrefix string
	// Link returns what to write for the reference of a hyperlink, citation,
	// sound or film; "" keeps the text of the link without it. If nil,
	// references stay as written. References to ids of the post itself are
	// not given to it.
	Link func(ref string) string
	// Image returns the picture to write for img; false leaves its
	// alternative text. If nil, pictures stay as written. A poster of a film
	// is a picture too, and so is each of a srcset: of those Src alone is used.
	Image func(img Image) (Image, bool)
	// Asides writes containers and callouts as <aside class="container …">,
	// which a stylesheet can dress. If false they are <blockquote>, which
	// survives programs that strip classes. Both begin with the title in bold.
	Asides bool
	// Highlight returns the markup of a code block in the language named, of
	// inline elements only. False, or a nil func, leaves the code plain.
	Highlight func(lang, code string) (string, bool)
	// Math returns the markup of a formula in TeX, such as MathML. False, or a
	// nil func, shows the formula as code.
	Math func(tex string, display bool) (string, bool)
}

// Body renders the body of the post: without the heading that became its
// title, and without the content warnings of [ScopePost], which are the
// caller's to put first.
func (r *Renderer) Body(p *Post) string {
	if p.doc == nil {
		return ""
	}
	return r.render(p, p.doc)
}

// Warning renders the body of a content warning of p, without its title.
func (r *Renderer) Warning(p *Post, w *Warning) string {
	if len(w.nodes) == 0 {
		return xhtml.Clean(w.HTML, r.options())
	}
	return xhtml.Paragraphs(w.lead) + r.render(p, w.nodes...)
}

// render renders nodes of the tree of p. Without raw HTML the writer is safe by
// construction; with it, what comes out is cleaned as a whole, as a tag may be
// closed several blocks after it was opened.
func (r *Renderer) render(p *Post, nodes ...ast.Node) string {
	raw := false
	for _, n := range nodes {
		raw = raw || p.raw && hasRawHTML(n)
	}
	w := writer{p: p, r: r}
	if raw {
		w.r = &Renderer{Asides: r.Asides, Highlight: r.Highlight, Math: r.Math}
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
		return xhtml.Clean(markup, r.options())
	}
	return markup
}

// buffers are kept from one post to the next, those of usual posts.
var buffers sync.Pool

const maxKept = 1 << 20

// options are the hooks of r for markup that is cleaned.
func (r *Renderer) options() xhtml.Options {
	o := xhtml.Options{IDPrefix: r.IDPrefix, Link: r.Link}
	if r.Image != nil {
		o.Image = func(img xhtml.Image) (xhtml.Image, bool) {
			to, ok := r.Image(Image{Src: img.Src, Alt: img.Alt, Title: img.Title, Width: img.Width, Height: img.Height})
			return xhtml.Image{Src: to.Src, Alt: to.Alt, Title: to.Title, Width: to.Width, Height: to.Height}, ok
		}
	}
	return o
}

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
