package epub

import (
	"github.com/foreword-go/foreword/internal/bidi"
	"github.com/foreword-go/foreword/internal/xhtml"
)

// isolated returns text as markup. Text with right-to-left letters is
// isolated from its surroundings, because those letters would otherwise
// change the order of the punctuation and numbers after them.
func isolated(text string) string {
	if bidi.RightToLeft(text) {
		return "<bdi>" + xhtml.Escape(text) + "</bdi>"
	}
	return xhtml.Escape(text)
}

// isolatedText does the same as isolated for text that cannot contain markup,
// such as a part of an attribute value.
func isolatedText(part string) string {
	const isolate, end = "\u2068", "\u2069" // FSI and PDI: the direction is that of the first letter
	if bidi.RightToLeft(part) {
		return isolate + part + end
	}
	return part
}
