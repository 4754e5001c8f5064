package epub

import "github.com/foreword-go/foreword/epub/internal/code"

// maxHighlighted is the longest code that is highlighted, in bytes: a listing
// of that size is data.
const maxHighlighted = 64 << 10

// highlight writes code as spans with the short class names of Pygments, which
// the stylesheet dresses. It reports false for a language nobody knows.
func highlight(lang, listing string) (markup string, ok bool) {
	if len(listing) > maxHighlighted {
		return "", false
	}
	return code.Markup(lang, listing)
}
