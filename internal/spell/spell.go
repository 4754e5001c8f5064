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
		if d := Edits(word, strings.ToLower(k)); d < least {
			best, least = k, d
		}
	}
	return best
}

// Edits returns how many letters are to be changed, added or left out to make
// b of a. Two neighbours that changed places, as fingers do it, are one.
func Edits(a, b string) int {
	if swapped(a, b) {
		return 1
	}
	return levenshtein.ComputeDistance(a, b)
}

// swapped reports whether two words differ in two neighbours changing places.
func swapped(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) - 1 {
		if a[i] != b[i] {
			return a[i] == b[i+1] && a[i+1] == b[i] && a[i+2:] == b[i+2:]
		}
	}
	return false
}
