package markdown

import (
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/lang"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
	"github.com/foreword-go/foreword/post/markdown/internal/render"
	"github.com/foreword-go/foreword/post/markdown/internal/repost"
	"github.com/foreword-go/foreword/post/markdown/internal/warning"
)

// A work is a post that is being parsed.
type work struct {
	*post.Post
	*render.Tree
	kinds    doc.KindSet // of the nodes of the parsed body
	count    lang.Count
	warnings []*warning.Notice
	hints    []repost.Fact // facts in the front matter that alone do not make the post a repost
	// noteName is the title that Obsidian shows for a note that has no other
	// title.
	noteName string
}
