package warning

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// andWords are the conjunctions in Latin letters, which have space around them. Others may
// have.
var andWords = []string{"and", "or", "und", "oder", "et", "ou", "y", "o", "e"}

// splitConjunctions splits s at its conjunctions and the space around them. The expression
// topicAnd took a sixth of the time in which topics are read.
func splitConjunctions(s string) []string {
	const space = "\t\n\f\r "
	var parts []string
	for i := 0; i < len(s); {
		n := conjunction(s[i:], i > 0 && strings.IndexByte(space, s[i-1]) >= 0)
		if n == 0 {
			_, size := utf8.DecodeRuneInString(s[i:])
			i += size
			continue
		}
		parts = append(parts, strings.TrimRight(s[:i], space))
		s, i = strings.TrimLeft(s[i+n:], space), 0
	}
	return append(parts, s)
}

// conjunction returns the length of the conjunction that s begins with, 0 if there is none.
// Spaced is whether space precedes it.
func conjunction(s string, spaced bool) int {
	switch r, n := utf8.DecodeRuneInString(s); r {
	case '和', '与', '與', '或', 'と', 'や', '&', '＆', '+':
		return n
	case '及':
		return len(s) - len(strings.TrimPrefix(s[n:], "其"))
	case '以':
		if strings.HasPrefix(s, "以及") {
			return len("以及")
		}
	}
	if !spaced {
		return 0
	}
	n := strings.IndexAny(s, "\t\n\f\r ")
	if n > 0 && slices.ContainsFunc(andWords, func(w string) bool { return strings.EqualFold(s[:n], w) }) {
		return n
	}
	return 0
}
