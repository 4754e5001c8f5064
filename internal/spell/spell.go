// Package spell finds the known word that a misspelled one was meant to be.
package spell

import (
	"strings"

	"github.com/agnivade/levenshtein"
)

// Nearest returns the known word with the smallest edit distance to word, ignoring
// case; the first one if there are several. It returns "" if no word is close: about a
// third of the letters may differ, at most three.
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

// Edits returns the edit distance of a and b: the number of letters to change, insert
// or delete. Swapping two neighbouring letters, a common typing error, counts as one.
func Edits(a, b string) int {
	if swapped(a, b) {
		return 1
	}
	return levenshtein.ComputeDistance(a, b)
}

// swapped reports whether two words differ only by two swapped neighbouring letters.
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
