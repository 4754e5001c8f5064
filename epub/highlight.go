package epub

import "github.com/foreword-go/foreword/epub/internal/code"

// maxHighlighted is the largest code block that is highlighted, in bytes.
// Longer ones are data rather than code.
const maxHighlighted = 64 << 10

// highlight returns code as spans with the short class names of Pygments,
// which the stylesheet colours. ok is false if the language is not supported.
func highlight(lang, listing string) (markup string, ok bool) {
	if len(listing) > maxHighlighted {
		return "", false
	}
	return code.Markup(lang, listing)
}
