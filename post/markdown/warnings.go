package markdown

import (
	"slices"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
	"github.com/foreword-go/foreword/post/markdown/internal/render"
	"github.com/foreword-go/foreword/post/markdown/internal/warning"
)

// ErrPossible is what may be a content warning: its form or its words do not
// decide. The post has no warning of it.
var ErrPossible = warning.ErrPossible

// Topic returns the topic that text, as an author wrote it, names: the slug is
// of the longest label in it, in any of the languages, "" if there is none. The
// labels of p.Topics count before the vocabulary's, also where they are shorter:
// a caller adds them to decide. It is for warnings that are filled by hand.
func (p *Parser) Topic(text string) post.Topic { return p.warnings().Topic(text) }

// warnings returns the reader of content warnings.
func (p *Parser) warnings() *warning.Reader {
	return &warning.Reader{Vocabulary: p.Vocabulary, Topics: p.Topics, Lang: p.lang()}
}

// findWarnings adds the content warnings of the body to those of the head, and
// takes those of the whole post out of the tree. If the front matter has no title, that of
// the body may state one.
func (p *Parser) findWarnings(po *work, body doc.Body, titled bool) {
	r := p.warnings()
	if !titled {
		po.warnings = r.InTitle(po.warnings, po.Title, titlePlace(po.Post))
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
	po.Warnings = asWarnings(po.warnings, po.Tree)
}

// titlePlace returns where the title of a post that has it in its body is.
func titlePlace(po *post.Post) post.Position {
	for _, h := range po.Headings {
		if h.Level == 1 {
			return h.Pos
		}
	}
	return post.Position{File: po.Path, Line: 1, Column: 1}
}

// asWarnings returns the notices as warnings, whose blocks are those of t.
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
