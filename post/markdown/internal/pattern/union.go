package pattern

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// A Union reports whether any of several Patterns may match a text or its parts, in one pass
// through the text.
type Union struct {
	words func() *wordFilter
}

// The sets of a [Union]: its words, and words that must end a text, wherever they stand.
var anyWord, anyEnd = only(0), only(1)

// UnionOf returns the union of all.
func UnionOf(all ...*Patterns) *Union {
	return &Union{sync.OnceValue(func() *wordFilter {
		var words []filterWord
		var always exprSet
		for _, p := range all {
			l := p.list()
			if !l.always.IsEmpty() {
				always = anyWord
			}
			for _, w := range l.words {
				words = append(words, filterWord{w.text, anyWord.with(anyEnd)})
				if stem, ok := strings.CutSuffix(w.text, string(textEnd)); ok && stem != "" {
					words = append(words, filterWord{stem, anyEnd})
				}
			}
		}
		return newFilter(listOf(words, always))
	})}
}

// May reports whether one of the patterns may match s. If not, ends is whether one may match
// a part of s, by its end.
func (u *Union) May(s string) (may, ends bool) {
	found := u.words().find(s)
	return found.holds(anyWord), found.holds(anyEnd)
}

// MayPart reports whether one of the patterns may match a part of a text that [Union.May] is
// false for. A word that may stand anywhere in the part is not in it, then: it can only begin
// or, if ends is true, end with a word that must begin or end a text.
func (u *Union) MayPart(part string, ends bool) bool {
	return u.begins(part) || ends && u.words().find(part).holds(anyWord)
}

// begins reports whether s begins with a word that must begin a text.
func (u *Union) begins(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	if r = FoldRune(r); n == 0 {
		r = textEnd
	}
	words := u.words()
	return words.begun(s[n:], *words.bucket(textStart, r), textStart, r, exprSet{}).holds(anyWord)
}
