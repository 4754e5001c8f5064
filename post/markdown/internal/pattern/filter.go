package pattern

import (
	"math/bits"
	"slices"
	"strings"
	"unicode/utf8"
)

// textStart and textEnd stand for the ends of the text in the words that an
// expression needs: ^本文 needs 本文 at the start alone, and ^无$ needs it to be
// all.
const textStart, textEnd = '\x02', '\x03'

// A wordFilter reports which of several regular expressions, each a bit of a
// set, can match a text at all. It finds the words in the text that the
// expressions need.
type wordFilter struct {
	all    exprSet // every expression
	Always exprSet // those that no word is known of
	short  bool    // whether a word has one character
	// first holds, for a hash of the two characters that a word begins with,
	// the number of its bucket, plus one.
	first   []uint16
	buckets [][]beginning
}

// A beginning is two characters that words begin with. The second is 0 for a
// word of one character.
type beginning struct {
	first, second rune
	rest          *wordNode // of those words
	third         uint64    // the bits of the characters that rest begins with; see [bitOf]
}

// A filterWord is a word, folded, and the expressions that need it.
type filterWord struct {
	text string
	set  exprSet
}

// wordsOf returns the filter of expressions.
func wordsOf(exprs ...string) *wordFilter { return newFilter(wordsIn(exprs)) }

// wordsIn returns the words that expressions need, and the expressions that no word is
// known of.
func wordsIn(exprs []string) (words []filterWord, always exprSet) {
	for i, expr := range exprs {
		bit := only(i)
		needed := neededBy(parse(expr)).best()
		if len(needed) == 0 {
			always = always.with(bit)
		}
		for _, w := range needed {
			words = append(words, filterWord{w, bit})
		}
	}
	return words, always
}

// newFilter returns the filter of words, which it sorts.
func newFilter(words []filterWord, always exprSet) *wordFilter {
	sortWords(words)
	f := &wordFilter{all: always, Always: always, first: make([]uint16, tableSize(len(words)))}
	for _, w := range words {
		f.all = f.all.with(w.set)
	}
	for len(words) > 0 {
		words = f.add(words)
	}
	return f
}

// add adds the words that begin with the same two characters as the first of
// words, which are sorted, and returns the others.
func (f *wordFilter) add(words []filterWord) []filterWord {
	first, n := utf8.DecodeRuneInString(words[0].text)
	second, m := utf8.DecodeRuneInString(words[0].text[n:])
	count := countPrefix(words, words[0].text[:n+m])
	if m == 0 {
		second, f.short = 0, true
		count = countPrefix(words, words[0].text)
		for words[count-1].text != words[0].text { // words of more characters
			count--
		}
	}
	at := f.bucket(first, second)
	if *at == 0 {
		f.buckets = append(f.buckets, nil)
		*at = uint16(len(f.buckets))
	}
	rest := newNode(words[:count], n+m)
	f.buckets[*at-1] = append(f.buckets[*at-1], beginning{first, second, rest, rest.begins()})
	return words[count:]
}

// countPrefix returns the number of words, which are sorted, that begin with
// prefix. The first one does.
func countPrefix(words []filterWord, prefix string) int {
	n := 1
	for n < len(words) && strings.HasPrefix(words[n].text, prefix) {
		n++
	}
	return n
}

// tableSize returns the size of the table of so many words, a power of two. Few words
// have a small table: there are a hundred filters, all of which a text goes through, and
// the tables would be more than the first cache of a processor.
func tableSize(words int) int {
	const least, most, each = 64, 4 << 10, 16
	return max(least, min(most, 1<<bits.Len(uint(max(words, 1)*each-1))))
}

// bucket is where to find the bucket of the words that begin with two
// characters, or are the first if the second is 0.
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

// begun adds to found the expressions of the words in a bucket whose first two
// characters are those given, and which s goes on with.
func (f *wordFilter) begun(s string, bucket uint16, first, second rune, found exprSet) exprSet {
	for _, b := range f.buckets[bucket-1] {
		if b.first != first || b.second != second {
			continue
		}
		if b.third&nextBits(s) == 0 {
			return found
		}
		return b.rest.find(s, found)
	}
	return found // another pair of the same hash
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

// A wordNode is a node in a tree of words by their prefixes.
type wordNode struct {
	text  string  // that its words go on with
	set   exprSet // of the word that ends after text
	below exprSet // of all its words
	next  []wordEdge
	// firsts has the bit of each character that next leads from: mostly, it shows that none
	// is the one looked for.
	firsts uint64
}

// A wordEdge leads to the words that go on with a character.
type wordEdge struct {
	r  rune
	to *wordNode
}

func sortWords(words []filterWord) {
	slices.SortFunc(words, func(a, b filterWord) int { return strings.Compare(a.text, b.text) })
}

// treeOf returns the tree of words, which it sorts; nil if there are none.
func treeOf(words []filterWord) *wordNode {
	if len(words) == 0 {
		return nil
	}
	sortWords(words)
	return newNode(words, 0)
}

// newNode returns the tree of words, which are sorted and have the same first
// n bytes, from there on.
func newNode(words []filterWord, n int) *wordNode {
	first, last := words[0].text, words[len(words)-1].text
	end := n
	for end < len(first) {
		r, size := utf8.DecodeRuneInString(first[end:])
		if other, _ := utf8.DecodeRuneInString(last[end:]); other != r || end >= len(last) {
			break
		}
		end += size
	}
	node := &wordNode{text: first[n:end]}
	for _, w := range words {
		node.below = node.below.with(w.set)
	}
	for len(words) > 0 && len(words[0].text) == end {
		node.set = node.set.with(words[0].set)
		words = words[1:]
	}
	for len(words) > 0 {
		r, size := utf8.DecodeRuneInString(words[0].text[end:])
		count := countPrefix(words, words[0].text[:end+size])
		node.next = append(node.next, wordEdge{r, newNode(words[:count], end+size)})
		node.firsts |= bitOf(r)
		words = words[count:]
	}
	return node
}

// begins returns the bits of the characters that the words of n begin with; all of them if
// a word ends here.
func (n *wordNode) begins() uint64 {
	switch r, size := utf8.DecodeRuneInString(n.text); {
	case size > 0:
		return bitOf(r)
	case !n.set.IsEmpty():
		return 1<<64 - 1
	}
	return n.firsts
}

// find adds to found the expressions of the words that s begins with.
func (n *wordNode) find(s string, found exprSet) exprSet {
	for !found.holds(n.below) {
		var ok bool
		if s, ok = cutFoldPrefix(s, n.text); !ok {
			return found
		}
		found = found.with(n.set)
		r, size := utf8.DecodeRuneInString(s)
		if r, s = FoldRune(r), s[size:]; size == 0 {
			r = textEnd
		}
		if n.firsts&bitOf(r) == 0 {
			return found
		}
		i := slices.IndexFunc(n.next, func(e wordEdge) bool { return e.r == r })
		if i < 0 {
			return found
		}
		n = n.next[i].to
	}
	return found
}

// cutFoldPrefix removes prefix, which is folded and may end with textEnd, from
// the start of s, in any case.
func cutFoldPrefix(s, prefix string) (rest string, ok bool) {
	if strings.HasPrefix(s, prefix) {
		return s[len(prefix):], true
	}
	for _, want := range prefix {
		r, n := utf8.DecodeRuneInString(s)
		if n == 0 && want == textEnd {
			return "", true
		}
		if n == 0 || FoldRune(r) != want {
			return s, false
		}
		s = s[n:]
	}
	return s, true
}
