package markdown

import (
	"slices"
	"strings"

	"github.com/foreword-go/foreword/post/markdown/internal/doc"

	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

// A notice is a content warning while the post is parsed.
type notice struct {
	post.Warning
	body     bool // it was found in the body, perhaps in the front matter too
	untitled bool // the title is our own
	// lead is text of the warning that no node holds, such as a sentence in the
	// title of a container. It comes before nodes.
	lead string
	// nodes are the blocks of the warning, in the source of the post. Those of a
	// ScopePost warning are no longer in its tree. nil if Text is all there is.
	nodes []doc.Node
	// block is where a ScopeSection warning is in the tree of the post.
	block doc.Node
}

// setText makes text, without markup, the body of w.
func (w *notice) setText(text string) {
	w.Text = strings.TrimSpace(text)
	w.HTML = xhtml.Paragraphs(w.Text)
}

// sortNotices sorts by place.
func sortNotices(all []*notice) {
	slices.SortStableFunc(all, func(a, b *notice) int { return a.Pos.Compare(b.Pos) })
}
