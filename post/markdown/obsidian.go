package markdown

import (
	"strings"

	"github.com/foreword-go/foreword/internal/lazyregexp"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
	"github.com/foreword-go/foreword/post/markdown/internal/render"
)

// noteTag matches a tag in the text of a note: it follows a space or the
// beginning, and is not only a number (https://help.obsidian.md/tags).
var noteTag = lazyregexp.New(`(?:^|\s)#([\p{L}\p{M}\p{N}\p{So}_/-]*[\p{L}\p{So}_/-][\p{L}\p{M}\p{N}\p{So}_/-]*)`)

// noteTags returns the tags in the text of an Obsidian note, except those in
// code and links.
func noteTags(po *render.Tree) []string {
	var all []string
	var text strings.Builder
	end := -1 // end of the text that was added last
	doc.Walk(po.Root, func(n doc.Node, entering bool) doc.Status {
		switch n := n.(type) {
		case *doc.CodeSpan, *doc.Link, *doc.Image:
			text.WriteByte('\x00')
			return doc.SkipChildren
		case *doc.Text:
			if !entering {
				break
			}
			if end >= 0 && n.Offset() != end {
				text.WriteByte('\x00') // stands for the markup between two texts
			}
			text.WriteString(n.Value)
			if end = n.Offset() + len(n.Value); n.Soft || n.Hard {
				text.WriteByte('\n')
				end = -1
			}
		}
		if doc.IsBlock(n) && text.Len() > 0 {
			for _, m := range noteTag.FindAllStringSubmatch(text.String(), -1) {
				all = append(all, m[1])
			}
			text.Reset()
			end = -1
		}
		return doc.Continue
	})
	return all
}
