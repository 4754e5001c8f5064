package lexicon

import (
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post/internal/script"
	"golang.org/x/text/unicode/norm"
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

// MayStart is true of every text that begins with a label.
func FuzzMayStart(f *testing.F) {
	x := New()
	for _, label := range []string{"内容预警", "血", "content warning", "CW", "c/w", "avertissement", "がぎ", "경고", "7+", "über"} {
		x.Add(label, "s")
		f.Add(label + ": x")
	}
	x.Sort()
	f.Add("ｃｏｎｔｅｎｔ warning")
	f.Add("“content warning: x”")
	f.Add("c\u0327ontent")
	f.Add("\u304b\u3099\u304d\u3099")
	f.Fuzz(func(t *testing.T, text string) {
		folded := Fold(text)
		if len(folded.Lower) == 0 || !utf8.ValidString(text) || folded.Start[0] > 0 {
			return // what is left out in front of a text is not what MayStart looks at
		}
		if _, ok := x.At(folded, 0); ok && !x.MayStart(text) {
			t.Errorf("MayStart(%q) is false", text)
		}
	})
}

// MayHold is true of every text that has a label.
func FuzzMayHold(f *testing.F) {
	x := New()
	for _, label := range []string{"内容预警", "content warning", "c/w: x", "avertissement", "がぎぐげ", "내용 경고", "über alles"} {
		x.Add(label, "s")
		f.Add("x " + label + ": x")
	}
	x.Sort()
	f.Add("the ｃｏｎｔｅｎｔ  warning")
	f.Add("a c\u0327ontent—warning")
	f.Add("\u304b\u3099\u304d\u3099くけ")
	f.Fuzz(func(t *testing.T, text string) {
		folded := Fold(text)
		for i := range folded.Lower {
			if _, ok := x.At(folded, i); ok && !x.MayHold(text) {
				t.Errorf("MayHold(%q) is false", text)
			}
		}
	})
}

// Wherever foldAlone returns a rune, Fold returns the same one, for the character by itself
// and behind another character.
func TestFoldAlone(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		want := foldAlone(r)
		if want == 0 {
			continue
		}
		got := Fold("e" + string(r) + "e").Lower
		if len(got) != 3 || got[1] != want {
			t.Errorf("Fold(%q) = %q, want %q", r, got, want)
		}
	}
}

// A character of which a text is composed for certain is itself in normal form C, and
// joins none before it.
func TestIsComposed(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		s := string(r)
		if isComposed(s) && (norm.NFC.String(s) != s || !norm.NFC.PropertiesString(s).BoundaryBefore()) {
			t.Errorf("%U is not composed", r)
		}
		if 0x3001 <= r && r < 0x3020 && norm.NFKC.String(s) != norm.NFC.String(s) {
			t.Errorf("%U has a compatibility decomposition", r)
		}
		if 0xFF01 <= r && r < 0xFF5F && norm.NFKC.String(s) != string(r-0xFEE0) {
			t.Errorf("%U is no full-width ASCII", r)
		}
	}
}
