package pattern

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// FoldRune returns the same character for all that an expression that ignores
// case takes for each other.
func FoldRune(r rune) rune {
	switch {
	case 0 <= r && int(r) < len(folded):
		return rune(folded[r])
	case 0x2000 <= r && r < 0x2070, 0x2E80 <= r && r < 0xA000, 0xAC00 <= r && r < 0xD800, 0xFF00 <= r && r < 0xFF21:
		return r // no case in Han, Kana, Hangul and their punctuation
	}
	return leastFold(r)
}

func FoldString(s string) string { return strings.Map(FoldRune, s) }

// folded is [FoldRune] for Latin letters, whose folds have at most two bytes.
var folded = func() (table [0x180]uint16) {
	for r := range table {
		table[r] = uint16(leastFold(rune(r)))
	}
	return table
}()

// leastFold returns the least of the characters that r folds to, in lower case.
func leastFold(r rune) rune {
	if r == textStart || r == textEnd {
		return 0 // in a text they are no ends
	}
	least := r
	for next := unicode.SimpleFold(r); next != r; next = unicode.SimpleFold(next) {
		least = min(least, next)
	}
	if least < utf8.RuneSelf {
		least = unicode.ToLower(least) // as 'K', the sign of kelvin
	}
	return least
}
