package markdown

import (
	"slices"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
	"github.com/foreword-go/foreword/post/markdown/internal/render"
	"github.com/foreword-go/foreword/post/markdown/internal/warning"
)

// ErrPossible means that text may be a content warning, but neither its form
// nor its words decide. The post gets no warning from it.
var ErrPossible = warning.ErrPossible

// Topic returns the topic that text, as an author wrote it, names. It uses
// the longest label in the text, in any language; Slug is "" if the text
// contains none. Labels in p.Topics take precedence, even over longer ones.
// Topic is for warnings that are filled in by hand.
func (p *Parser) Topic(text string) post.Topic { return p.warnings().Topic(text) }

// warnings returns a reader of content warnings with the settings of p.
func (p *Parser) warnings() *warning.Reader {
	return &warning.Reader{Vocabulary: p.Vocabulary, Topics: p.Topics, Lang: p.lang()}
}

// findWarnings adds the content warnings in the body to those of the head,
// and removes warnings of the whole post from the tree. If the front matter
// has no title, the title in the body may also state a warning. Written is
// the body with its comments.
func (p *Parser) findWarnings(po *work, body doc.Body, titled bool, written []byte) {
	r := p.warnings()
	if !titled {
		var problem *post.Problem
		if po.warnings, problem = r.InTitle(po.warnings, po.Title, titlePlace(po.Post)); problem != nil {
			po.Problems = append(po.Problems, problem)
		}
	}
	b := &warning.Body{
		Body: body, Head: &po.Head, Problems: po.Problems,
		Mark: po.Mark,
		Removed: func(n doc.Node) {
			po.count.Remove(countText(n))
			if h, ok := n.(*doc.Heading); ok {
				po.Headings = slices.DeleteFunc(po.Headings, func(o post.Heading) bool { return o.ID == h.ID })
			}
		},
		Markup: func(text string, nodes []doc.Node) string {
			return (&render.Fragment{Tree: po.Tree, Lead: text, Nodes: nodes}).Render(new(post.Renderer))
		},
	}
	po.warnings = r.InBody(b, po.warnings)
	po.Problems = b.Problems
	if len(po.warnings) == 0 {
		po.Problems = append(po.Problems, r.Unseen(body, po.Title, written)...)
	}
	po.Warnings = asWarnings(po.warnings, po.Tree)
}

// titlePlace returns the position of the title of a post whose title is in
// its body.
func titlePlace(po *post.Post) post.Position {
	for _, h := range po.Headings {
		if h.Level == 1 {
			return h.Pos
		}
	}
	return post.Position{File: po.Path, Line: 1, Column: 1}
}

// asWarnings converts notices to warnings whose bodies are blocks of t.
func asWarnings(notices []*warning.Notice, t *render.Tree) []*post.Warning {
	var all []*post.Warning
	for _, n := range notices {
		w := n.Warning
		if len(n.Nodes) > 0 {
			w.Body = &render.Fragment{Tree: t, Lead: n.Lead, Nodes: n.Nodes}
		}
		all = append(all, &w)
	}
	return all
}
