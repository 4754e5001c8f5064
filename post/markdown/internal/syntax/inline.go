package syntax

import (
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/foreword-go/foreword/post/markdown/internal/doc"
)

// Inline parses s as the text of paragraphs: links, emphasis and raw HTML, but
// no blocks, tags and footnotes. It is for text outside of a body, such as a
// value of the front matter. It returns nil if s would take too long to parse.
func Inline(s string) *doc.Document {
	shared := &state{src: []byte(s), noMath: make(map[byte]int)}
	pc := parser.NewContext()
	pc.Set(stateKey, shared)
	root := inlineOnly().Parse(text.NewReader(shared.src), parser.WithContext(pc))
	if shared.limit != nil {
		return nil
	}
	c := converter{src: shared.src, text: s}
	return c.document(root)
}
