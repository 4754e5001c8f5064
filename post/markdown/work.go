package markdown

import (
	"strings"

	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/lang"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
	"github.com/foreword-go/foreword/post/markdown/internal/repost"
	"github.com/foreword-go/foreword/post/markdown/internal/warning"
)

// A work is a post while it is parsed.
type work struct {
	*post.Post
	*tree
	count    lang.Count
	warnings []*warning.Notice
	hints    []repost.Fact // of the front matter, that do not make a repost alone
	// noteName is the title that Obsidian shows for a note without another.
	noteName string
}

// A tree is the parsed body of a post. It implements [post.Body].
type tree struct {
	path     string   // of the post
	source   string   // the body as written; "" of a frozen post
	size     int      // of source in bytes, where that is not kept
	line     int      // the line of the file that source begins at
	doc      doc.Node // the body; nil if there is none
	ids      *xhtml.IDs
	raw      bool                // whether there is HTML in the body
	marks    map[doc.Node]string // ids of blocks that are warnings
	lang     string              // of the post, for the words around its containers
	contents post.Contents
	// address returns where the site publishes what a reference leads to; nil
	// leaves references as written.
	address func(ref string) string
}

// addressOf returns what to write for a reference as written, "" for a tag of Hexo
// that the site cannot resolve.
func (t *tree) addressOf(ref string) string {
	if strings.HasPrefix(ref, "{% post_link ") {
		if t.address == nil {
			return ""
		}
		if to := t.address(ref); to != ref {
			return to
		}
		return ""
	}
	if t.address == nil || ref == "" || ref[0] == '#' {
		return ref
	}
	return t.address(ref)
}

// wiki returns the address of the note or file that a wikilink names, "" if the
// site has none.
func (t *tree) wiki(target string) string {
	if t.address == nil {
		return ""
	}
	ref := "[[" + target + "]]"
	if to := t.address(ref); to != ref {
		return to
	}
	return ""
}

// mark returns the id of a block that stays in the tree, which it is given if it has
// none.
func (t *tree) mark(n doc.Node) string {
	if h, ok := n.(*doc.Heading); ok {
		return h.ID
	}
	if id := t.marks[n]; id != "" {
		return id
	}
	if t.marks == nil {
		t.marks = make(map[doc.Node]string)
	}
	t.marks[n] = t.ids.Take("content-warning")
	return t.marks[n]
}

// Contents implements [post.Body].
func (t *tree) Contents() post.Contents { return t.contents }

// A fragment is a part of a tree. It implements [post.Body].
type fragment struct {
	t     *tree
	lead  string // plain text before the nodes
	nodes []doc.Node
}

// Contents implements [post.Body]. What a part holds is listed with the whole.
func (f *fragment) Contents() post.Contents { return post.Contents{} }

// Text implements [post.Body].
func (f *fragment) Text() string {
	return strings.TrimSpace(f.lead + "\n\n" + doc.BlockText(f.nodes))
}

// Render implements [post.Body].
func (f *fragment) Render(r *post.Renderer) string {
	return xhtml.Paragraphs(f.lead) + f.t.render(r, f.nodes...)
}

// place returns where the byte offset of the source is in the file. It costs a
// look at everything before it: for many offsets use [doc.Places].
func (t *tree) place(offset int) post.Position {
	before := t.source[:min(max(offset, 0), len(t.source))]
	return post.Position{
		File:   t.path,
		Line:   t.line + strings.Count(before, "\n"),
		Column: len(before) - strings.LastIndexByte(before, '\n'),
	}
}
