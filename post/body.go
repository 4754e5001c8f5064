package post

import (
	"errors"
	"fmt"

	"github.com/foreword-go/foreword/post/internal/markdown"
)

// parseBody parses the body of a post, UTF-8 with line feeds alone, and fills
// the fields of po that come from it. The first line of body is line number
// line of the file. A body that must not be parsed is a [Fatal] problem in
// po.Problems.
func (p *Parser) parseBody(po *Post, body []byte, line int) {
	po.source, po.line = body, line
	doc, err := markdown.Parse(body, markdown.Options{})
	if err != nil {
		var limit *markdown.LimitError
		pos := Position{File: po.Path, Line: line, Column: 1}
		if errors.As(err, &limit) {
			pos = po.place(limit.Offset)
		}
		po.Problems = append(po.Problems, &Problem{Pos: pos, Rule: "over-limit", Severity: Fatal, Err: fmt.Errorf("%w: %w", ErrLimit, err)})
		return
	}
	po.doc, po.source = doc.Root, doc.Source
	lines := po.lines()
	for _, n := range doc.Notes {
		rule, sev, what := noteRule(n)
		po.Problems = append(po.Problems, &Problem{Pos: lines.place(n.Offset), Rule: rule, Severity: sev, Err: what})
	}
}

// noteRule says what a note about the Markdown is to the author.
func noteRule(n markdown.Note) (Rule, Severity, error) {
	switch n.Kind {
	case markdown.UnclosedContainer:
		return "unclosed-container", Warn, fmt.Errorf("container %q has no end", n.Text)
	case markdown.DroppedShortcode:
		return "dropped-shortcode", Warn, fmt.Errorf("shortcode %q is left out, the text in it is kept", n.Text)
	case markdown.DroppedComponent:
		return "dropped-component", Warn, fmt.Errorf("component %q is left out, the text in it is kept", n.Text)
	default:
		return "literal-emphasis", Hint, fmt.Errorf("%s is left in the text, want it next to the word it sets off", n.Text)
	}
}
