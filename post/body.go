package post

import "github.com/foreword-go/foreword/post/internal/markdown"

// parseBody parses the body of a post, UTF-8 with line feeds alone, and fills
// the fields of po that come from it. The first line of body is line number
// line of the file. A body that must not be parsed is a [Fatal] problem in
// po.Problems.
func (p *Parser) parseBody(po *Post, body []byte, line int) {
	po.source, po.line = body, line
	po.doc = markdown.Parse(body).Root
}
