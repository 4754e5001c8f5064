package lexicon

import (
	"testing"
	"unicode"

	"github.com/foreword-go/foreword/post/internal/script"
)

// Characters that Fold takes without a look at the tables are nothing that it would
// change or leave out.
func TestFoldKeepsLetters(t *testing.T) {
	for _, of := range [][2]rune{{0x4E00, 0xA000}, {0x3041, 0x3097}, {0x30A1, 0x30FB}, {0xAC00, 0xD7A4}} {
		for r := of[0]; r < of[1]; r++ {
			if unicode.In(r, unicode.Inherited, unicode.Pd, unicode.Latin, unicode.White_Space) || script.IsInvisible(r) || unicode.ToLower(r) != r {
				t.Errorf("%U is not kept as it is", r)
			}
			if got := Fold(string(r)); len(got.Lower) != 1 || got.Lower[0] != r {
				t.Errorf("Fold(%q) = %q", r, got.Lower)
			}
		}
	}
}
