package markdown

import (
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/lang"
	"github.com/foreword-go/foreword/post/markdown/internal/render"
	"github.com/foreword-go/foreword/post/markdown/internal/repost"
	"github.com/foreword-go/foreword/post/markdown/internal/warning"
)

// A work is a post while it is parsed.
type work struct {
	*post.Post
	*render.Tree
	count    lang.Count
	warnings []*warning.Notice
	hints    []repost.Fact // of the front matter, that do not make a repost alone
	// noteName is the title that Obsidian shows for a note without another.
	noteName string
}
