// Package spell finds the word that was meant.
package spell

import (
	"strings"

	"github.com/agnivade/levenshtein"
)

// Nearest returns the word of known that word is most likely a misspelling
// of: the nearest by edits, case aside, the first of several, or "" if none is
// near. About a third of the letters may differ, three at most.
func Nearest(word string, known []string) string {
	const longest = 64 // of a word that can be near any key; bounds the cost
	if len(word) > longest {
		return ""
	}
	word = strings.ToLower(word)
	best, least := "", min((len([]rune(word))+1)/3, 3)+1
	for _, k := range known {
		if d := levenshtein.ComputeDistance(word, strings.ToLower(k)); d < least {
			best, least = k, d
		}
	}
	return best
}
