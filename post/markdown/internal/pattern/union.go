package pattern

import (
	"strings"
	"unicode/utf8"
)

// A Union reports whether any of several Patterns may match a text or its parts, in one pass
// through the text.
type Union struct {
	words *wordFilter
}

// The sets of a [Union]: its words, and words that must end a text, wherever they stand.
var anyWord, anyEnd = only(0), only(1)

// UnionOf returns the union of all.
func UnionOf(all ...*Patterns) *Union {
	var words []filterWord
	var always exprSet
	for _, p := range all {
		if !p.words.Always.IsEmpty() {
			always = anyWord
		}
		for _, w := range p.needed {
			words = append(words, filterWord{w.text, anyWord.with(anyEnd)})
			if stem, ok := strings.CutSuffix(w.text, string(textEnd)); ok && stem != "" {
				words = append(words, filterWord{stem, anyEnd})
			}
		}
	}
	return &Union{newFilter(words, always)}
}

// May reports whether one of the patterns may match s. If not, ends is whether one may match
// a part of s, by its end.
func (u *Union) May(s string) (may, ends bool) {
	found := u.words.find(s)
	return found.holds(anyWord), found.holds(anyEnd)
}

// MayPart reports whether one of the patterns may match a part of a text that [Union.May] is
// false for. A word that may stand anywhere in the part is not in it, then: it can only begin
// or, if ends is true, end with a word that must begin or end a text.
func (u *Union) MayPart(part string, ends bool) bool {
	return u.begins(part) || ends && u.words.find(part).holds(anyWord)
}

// begins reports whether s begins with a word that must begin a text.
func (u *Union) begins(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	if r = FoldRune(r); n == 0 {
		r = textEnd
	}
	bucket := *u.words.bucket(textStart, r)
	return bucket != 0 && u.words.begun(s[n:], bucket, textStart, r, exprSet{}).holds(anyWord)
}
