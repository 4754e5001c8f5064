package warning

import (
	"slices"
	"strings"

	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
)

// A Notice is a content warning while the post is parsed.
type Notice struct {
	post.Warning
	body     bool // it was found in the body, perhaps in the front matter too
	untitled bool // the title is our own
	// Lead is text of the warning that no node holds, such as a sentence in the
	// title of a container. It comes before nodes.
	Lead string
	// Nodes are the blocks of the warning, in the source of the post. Those of a
	// ScopePost warning are no longer in its tree. nil if Text is all there is.
	Nodes []doc.Node
	// Block is where a ScopeSection warning is in the tree of the post.
	Block doc.Node
}

// setText makes text, without markup, the body of w.
func (w *Notice) setText(text string) {
	w.Text = strings.TrimSpace(text)
	w.HTML = xhtml.Paragraphs(w.Text)
}

// sortNotices sorts by place.
func sortNotices(all []*Notice) {
	slices.SortStableFunc(all, func(a, b *Notice) int { return a.Pos.Compare(b.Pos) })
}
