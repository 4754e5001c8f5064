package markdown

import (
	"testing"
	"unicode"

	"github.com/foreword-go/foreword/post/internal/lang"
	"github.com/foreword-go/foreword/post/internal/script"
)

// What ends a word without a look into the tables is in none of them.
func TestStopsAreNoLetters(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if lang.IsStop(r) && (script.IsHan(r) || unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r)) {
			t.Errorf("%U %q is part of a word", r, r)
		}
	}
}
