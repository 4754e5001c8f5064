package pattern

import (
	"math/bits"
	"strings"
	"sync"
	"unicode/utf8"
)

// textStart and textEnd stand for the ends of the text in the words that an
// expression needs: ^本文 needs 本文 at the start alone, and ^无$ needs it to be
// all.
const textStart, textEnd = '␂', '␃'

// A wordFilter reports which of several regular expressions, each a bit of a
// set, can match a text at all. It finds the words in the text that the
// expressions need.
type wordFilter struct {
	all    exprSet // every expression
	Always exprSet // those that no word is known of
	short  bool    // whether a word has one character
	// first holds, for a hash of the two characters that a word begins with, the number of
	// the first pair of that hash, plus one.
	first []uint16
	pairs []wordPair
}

// A wordPair is two characters that words begin with. The second is 0 for a word of one
// character.
type wordPair struct {
	first, second rune
	rest          wordRange // of those words
	next          uint16    // the number of the next pair of the same hash, plus one
}

// filterOf returns a function that returns the filter of a list.
func filterOf(list func() wordList) func() *wordFilter {
	return sync.OnceValue(func() *wordFilter { return newFilter(list()) })
}

// newFilter returns the filter of a list.
func newFilter(l wordList) *wordFilter {
	f := &wordFilter{all: l.always, Always: l.always, first: make([]uint16, tableSize(len(l.words))), pairs: make([]wordPair, 0, len(l.words)/2+1)}
	for _, w := range l.words {
		f.all = f.all.with(w.set)
	}
	for words := l.words; len(words) > 0; {
		words = f.add(words)
	}
	return f
}

// add adds the words that begin with the same two characters as the first of
// words, which are sorted, and returns the others.
func (f *wordFilter) add(words []filterWord) []filterWord {
	first, n := utf8.DecodeRuneInString(words[0].text)
	second, m := utf8.DecodeRuneInString(words[0].text[n:])
	count := 1
	if m == 0 {
		second, f.short = 0, true
	} else {
		for count < len(words) && strings.HasPrefix(words[count].text, words[0].text[:n+m]) {
			count++
		}
	}
	at := f.bucket(first, second)
	f.pairs = append(f.pairs, wordPair{first, second, rangeOf(words[:count], n+m), *at})
	*at = uint16(len(f.pairs))
	return words[count:]
}

// tableSize returns the size of the table of so many words, a power of two. Few words
// have a small table: there are a hundred filters, all of which a text goes through, and
// the tables would be more than the first cache of a processor.
func tableSize(words int) int {
	const least, most, each = 64, 4 << 10, 16
	return max(least, min(most, 1<<bits.Len(uint(max(words, 1)*each-1))))
}

// bucket is where to find the number of the first pair of the hash of two characters, of
// which the second may be 0.
func (f *wordFilter) bucket(first, second rune) *uint16 {
	return &f.first[uint(first*31+second)&uint(len(f.first)-1)]
}

// find returns the expressions that s may match.
func (f *wordFilter) find(s string) exprSet {
	found := f.Always
	before := textStart
	for i, n := 0, 0; i < len(s) && found != f.all; i += n {
		var r rune
		switch c := s[i]; {
		case c < utf8.RuneSelf:
			r, n = rune(folded[c]), 1
		case 0xE3 <= c && c <= 0xE9 && i+2 < len(s) && s[i+1]&0xC0 == 0x80 && s[i+2]&0xC0 == 0x80: // of Chinese and Japanese, which have no case
			r, n = rune(c&0x0F)<<12|rune(s[i+1]&0x3F)<<6|rune(s[i+2]&0x3F), 3
		default:
			r, n = utf8.DecodeRuneInString(s[i:])
			r = FoldRune(r)
		}
		if f.short {
			if bucket := *f.bucket(r, 0); bucket != 0 {
				found = f.begun(s[i+n:], bucket, r, 0, found)
			}
		}
		if bucket := *f.bucket(before, r); bucket != 0 {
			found = f.begun(s[i+n:], bucket, before, r, found)
		}
		before = r
	}
	if bucket := *f.bucket(before, textEnd); bucket != 0 {
		found = f.begun("", bucket, before, textEnd, found)
	}
	return found
}

// begun adds to found the expressions of the words whose first two characters are those
// given, and which s goes on with. Pair is the first pair of the hash of the characters.
func (f *wordFilter) begun(s string, pair uint16, first, second rune, found exprSet) exprSet {
	for pair != 0 {
		p := &f.pairs[pair-1]
		if p.first == first && p.second == second {
			return found.with(p.rest.find(s))
		}
		pair = p.next
	}
	return found // other pairs of the same hash
}

// starts returns the expressions whose words s begins with.
func (f *wordFilter) starts(s string) exprSet {
	found := f.Always
	first, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return found
	}
	first = FoldRune(first)
	if f.short {
		found = f.begun(s[n:], *f.bucket(first, 0), first, 0, found)
	}
	second, m := utf8.DecodeRuneInString(s[n:])
	second = FoldRune(second)
	return f.begun(s[n+m:], *f.bucket(first, second), first, second, found)
}

// bitOf returns the bit of a folded character in a set of 64, in which others have the same.
func bitOf(r rune) uint64 { return 1 << (r & 63) }

// nextBits returns the bits that the first character of s may have: one for ASCII, and for
// Chinese and Japanese, of which the last byte has the six bits.
func nextBits(s string) uint64 {
	switch {
	case s == "":
		return bitOf(textEnd)
	case s[0] < utf8.RuneSelf:
		return bitOf(rune(folded[s[0]]))
	case 0xE3 <= s[0] && s[0] <= 0xE9 && len(s) > 2 && s[1]&0xC0 == 0x80 && s[2]&0xC0 == 0x80:
		return bitOf(rune(s[2]))
	}
	return 1<<64 - 1
}

// A wordRange is a range of words that have their first bytes in common.
type wordRange struct {
	words []filterWord // sorted
	at    int          // the number of the bytes
	// firsts has the bit of each character that follows these bytes; all bits if a word ends
	// there.
	firsts uint64
}

// rangeOf returns the range of words that have their first n bytes in common.
func rangeOf(words []filterWord, n int) wordRange {
	r := wordRange{words: words, at: n}
	for _, w := range words {
		c, size := utf8.DecodeRuneInString(w.text[n:])
		if size == 0 {
			r.firsts = 1<<64 - 1
			break
		}
		r.firsts |= bitOf(c)
	}
	return r
}

// find returns the expressions of the words that s, after the first bytes, goes on with.
func (r *wordRange) find(s string) (found exprSet) {
	if r.firsts&nextBits(s) == 0 {
		return found
	}
	words, at := r.words, r.at
	for len(words) > 0 {
		if len(words) == 1 { // as mostly
			if hasFoldPrefix(s, words[0].text[at:]) {
				found = found.with(words[0].set)
			}
			break
		}
		if len(words[0].text) == at {
			found = found.with(words[0].set)
			words = words[1:]
			continue
		}
		c, size := utf8.DecodeRuneInString(s)
		if c = FoldRune(c); size == 0 {
			c = textEnd
		}
		words = goingOn(words, at, c)
		s, at = s[size:], at+utf8.RuneLen(c)
	}
	return found
}

// hasFoldPrefix reports whether s begins with prefix, which is folded and may end with
// textEnd, in any case.
func hasFoldPrefix(s, prefix string) bool {
	if strings.HasPrefix(s, prefix) {
		return !strings.HasSuffix(prefix, string(textEnd))
	}
	for _, want := range prefix {
		c, size := utf8.DecodeRuneInString(s)
		if size == 0 {
			return want == textEnd
		}
		if FoldRune(c) != want {
			return false
		}
		s = s[size:]
	}
	return true
}

// goingOn returns those of words, which are sorted and have their first n bytes in common,
// that have the character c behind these.
func goingOn(words []filterWord, n int, c rune) []filterWord {
	words = words[firstFrom(words, n, c):]
	return words[:firstFrom(words, n, c+1)]
}

// firstFrom returns the index of the first of words whose character behind n bytes is c or
// greater.
func firstFrom(words []filterWord, n int, c rune) int {
	from, to := 0, len(words)
	for from < to {
		i := (from + to) / 2
		if next, _ := utf8.DecodeRuneInString(words[i].text[n:]); next < c {
			from = i + 1
		} else {
			to = i
		}
	}
	return from
}
