package markdown

import (
	"regexp"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// noteTag matches a tag in the text of a note: nothing but space before it,
// and no number alone (https://help.obsidian.md/tags).
var noteTag = regexp.MustCompile(`(?:^|\s)#([\p{L}\p{M}\p{N}\p{So}_/-]*[\p{L}\p{So}_/-][\p{L}\p{M}\p{N}\p{So}_/-]*)`)

// noteTags returns the tags in the text of a note of Obsidian: not those in its
// code and links.
func noteTags(po *tree) []string {
	var all []string
	var text strings.Builder
	end := -1 // of the text that was added last
	_ = ast.Walk(po.doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n := n.(type) {
		case *ast.CodeSpan, *ast.Link, *ast.Image:
			text.WriteByte('\x00')
			return ast.WalkSkipChildren, nil
		case *ast.Text:
			if !entering {
				break
			}
			if end >= 0 && n.Segment.Start != end {
				text.WriteByte('\x00') // markup between them
			}
			text.Write(n.Segment.Value(po.source))
			if end = n.Segment.Stop; n.SoftLineBreak() || n.HardLineBreak() {
				text.WriteByte('\n')
				end = -1
			}
		}
		if n.Type() == ast.TypeBlock && text.Len() > 0 {
			for _, m := range noteTag.FindAllStringSubmatch(text.String(), -1) {
				all = append(all, m[1])
			}
			text.Reset()
			end = -1
		}
		return ast.WalkContinue, nil
	})
	return all
}
