// Package render holds the body of a post, a [Tree], and writes it as HTML5
// or XHTML with the hooks of a [post.Renderer], and as plain text. It reads
// the nodes of package doc and does not depend on how they were parsed.
package render

import (
	"net/url"
	"strings"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
	"github.com/foreword-go/foreword/post/site"
)

// A Tree is the parsed body of a post. It implements [post.Body].
type Tree struct {
	File      string       // of the post
	Source    string       // the body, with the files that it includes; "" of a frozen post
	Inserts   []doc.Insert // parts of Source that are from other files
	Written   string       // the body as written, if it includes files
	Size      int          // of Source in bytes, where that is not kept
	Line      int          // the line of the file that source begins at
	Root      doc.Node     // the body; nil if there is none
	IDs       *xhtml.IDs
	HasHTML   bool                // whether there is HTML in the body
	Marks     map[doc.Node]string // ids of blocks other than headings: as written, or as [Tree.Mark] gives them to warnings
	LabelLang string              // of the post, for the words around its containers
	Labels    *label.Set          // of the parser's vocabulary; not part of a frozen post
	Listed    post.Contents
	// Inline parses text as the text of paragraphs, for captions. If nil, they
	// are plain text.
	Inline func(text string) *doc.Document
	// Address returns the address at which the site publishes the target of a
	// reference. If nil, references are written unchanged.
	Address func(ref string) string
}

// labels returns the words around containers in the language of the post.
func (t *Tree) labels() *label.Labels { return t.Labels.For(t.LabelLang) }

// addressOf returns what to write for a reference as written, "" for a tag of Hexo
// that the site cannot resolve.
func (t *Tree) addressOf(ref string) string {
	if strings.HasPrefix(ref, "{% post_link ") {
		if t.Address == nil {
			return ""
		}
		if to := t.Address(ref); to != ref {
			return to
		}
		return ""
	}
	if strings.HasPrefix(ref, "%7B%7B%25%20ref%20") { // the same, from raw HTML
		ref, _ = url.PathUnescape(ref)
	}
	if rest, ok := strings.CutPrefix(ref, "{{% ref "); ok {
		return t.refTo(ref, rest)
	}
	if t.Address == nil || ref == "" || ref[0] == '#' {
		return ref
	}
	return t.Address(ref)
}

// refTo returns the address that the shortcode ref of Hugo writes, or the path in it
// if it leads nowhere.
func (t *Tree) refTo(ref, args string) string {
	if t.Address != nil {
		if to := t.Address(ref); to != ref {
			return to
		}
	}
	_, args, _ = strings.Cut(args, "`")
	to, after, _ := strings.Cut(args, "`")
	_, after, _ = strings.Cut(after, "}}")
	return to + after
}

// wiki returns the address of the note or file that a wikilink names, "" if the
// site has none.
func (t *Tree) wiki(target string) string {
	if t.Address == nil {
		return ""
	}
	ref := "[[" + target + "]]"
	if to := t.Address(ref); to != ref {
		return to
	}
	return ""
}

// Mark returns the id of a block that stays in the tree. It gives the block
// an id if it has none.
func (t *Tree) Mark(n doc.Node) string {
	if h, ok := n.(*doc.Heading); ok {
		return h.ID
	}
	if id := t.Marks[n]; id != "" {
		return id
	}
	if t.Marks == nil {
		t.Marks = make(map[doc.Node]string)
	}
	t.Marks[n] = t.IDs.Take("content-warning")
	return t.Marks[n]
}

// Contents implements [post.Body].
func (t *Tree) Contents() post.Contents { return t.Listed }

// A Fragment is a part of a tree. It implements [post.Body].
type Fragment struct {
	Tree  *Tree
	Lead  string // plain text before the nodes
	Nodes []doc.Node
}

// Contents implements [post.Body]. It returns nothing, because the contents
// of a part are listed with those of the whole body.
func (f *Fragment) Contents() post.Contents { return post.Contents{} }

// Text implements [post.Body].
func (f *Fragment) Text() string {
	return strings.TrimSpace(f.Lead + "\n\n" + doc.BlockText(f.Nodes))
}

// Render implements [post.Body].
func (f *Fragment) Render(r *post.Renderer) string {
	return xhtml.Paragraphs(f.Lead) + f.Tree.render(r, f.Nodes...)
}

// AsWritten returns the body without the files that it includes.
func (t *Tree) AsWritten() string {
	if len(t.Inserts) > 0 {
		return t.Written
	}
	return t.Source
}

// Places returns the positions of offsets in the source.
func (t *Tree) Places() *doc.Places {
	return doc.NewPlaces(t.File, t.Line, t.AsWritten(), t.Inserts...)
}

// Place returns the position in the file of an offset in the source. It reads
// everything before the offset: use [Tree.Places] for many offsets.
func (t *Tree) Place(offset int) post.Position {
	body := t.AsWritten()
	before := body[:min(max(doc.Written(offset, t.Inserts), 0), len(body))]
	return post.Position{
		File:   t.File,
		Line:   t.Line + strings.Count(before, "\n"),
		Column: len(before) - strings.LastIndexByte(before, '\n'),
	}
}

// HasID reports whether the body has the heading or element that the fragment of a
// reference names.
func (t *Tree) HasID(fragment string) bool {
	_, ok := t.findID(fragment)
	return ok
}

// findID returns the id that the fragment of a reference names: as written, or
// as an engine that makes ids in another way would have it.
func (po *Tree) findID(fragment string) (string, bool) {
	if po.IDs == nil {
		return "", false
	}
	if plain, err := url.PathUnescape(fragment); err == nil {
		fragment = plain
	}
	if id, ok := po.IDs.Find(fragment); ok {
		return id, true
	}
	if id, ok := po.IDs.Find(site.HeadingGitHub.ID(fragment)); ok {
		return id, true
	}
	if id, ok := po.IDs.Find(site.HeadingVite.ID(fragment)); ok {
		return id, true
	}
	return po.IDs.Find(strings.Join(strings.Fields(fragment), "_")) // as written, in an id
}

// ImageOf returns the picture that n refers to.
func ImageOf(n *doc.Image) post.Image {
	return post.Image{Src: n.Src, Alt: n.Alt, Title: n.Title, Width: n.Width, Height: n.Height}
}
