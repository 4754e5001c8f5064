package epub

import (
	"github.com/foreword-go/foreword/internal/bidi"
	"github.com/foreword-go/foreword/internal/xhtml"
)

// isolated returns text as markup, apart from the text around it where it has
// letters from right to left: they would set the order of signs and numbers
// behind it.
func isolated(text string) string {
	if bidi.RightToLeft(text) {
		return "<bdi>" + xhtml.Escape(text) + "</bdi>"
	}
	return xhtml.Escape(text)
}

// isolatedText is the same for a part of a text that takes no markup, such as the
// value of an attribute.
func isolatedText(part string) string {
	const isolate, end = "\u2068", "\u2069" // FSI and PDI: the direction is that of the first letter
	if bidi.RightToLeft(part) {
		return isolate + part + end
	}
	return part
}
