// Package lexicon folds text so that it can be compared, and finds labels in it.
package lexicon

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post/internal/script"
	"golang.org/x/text/unicode/norm"
)

// A Folded is a text made comparable: compatibility forms such as full-width
// letters are plain, Latin letters have no accents, hyphens and underscores
// are spaces, runs of space are one, what no reader sees is left out. The slices run in parallel; where lower
// casing would change the number of runes the letter is kept.
type Folded struct {
	Src   string // the text, in normal form C
	exact []rune // so that an abbreviation can insist on its capitals
	Lower []rune
	// Start[i] is the offset in src of what became rune i; start has one
	// element more than the runes, the end of the last one.
	Start []int
}

func Fold(s string) Folded {
	f := Folded{Src: s}
	if !isComposed(s) {
		f.Src = norm.NFC.String(s)
	}
	n := utf8.RuneCountInString(f.Src)
	runes := make([]rune, 2*n)
	f.exact, f.Lower, f.Start = runes[:0:n], runes[n:n:2*n], make([]int, 0, n+1)
	end := 0 // of the last rune that is not space
	for i := 0; i < len(f.Src); {
		r, size := utf8.DecodeRuneInString(f.Src[i:])
		switch {
		case 0xFF01 <= r && r < 0xFF5F: // full-width ASCII
			f.add(r-0xFEE0, i)
		case compatible(r):
			for _, r := range norm.NFKC.String(f.Src[i : i+size]) {
				f.add(r, i)
			}
		default:
			f.add(r, i)
		}
		i += size
		if n := len(f.exact); n > 0 && f.exact[n-1] != ' ' {
			end = i
		}
	}
	if n := len(f.exact); n > 0 && f.exact[n-1] == ' ' {
		f.exact, f.Lower, f.Start = f.exact[:n-1], f.Lower[:n-1], f.Start[:n-1]
	}
	f.Start = append(f.Start, end)
	return f
}

// isComposed reports whether s is in normal form C for certain, as texts of
// letters without accents of their own, ideographs and their punctuation are.
func isComposed(s string) bool {
	for _, r := range s {
		switch {
		case r < 0x300, isKept(r), 0x2010 <= r && r < 0x2028, 0x3001 <= r && r < 0x3020, 0xFF01 <= r && r < 0xFF61:
		default:
			return false
		}
	}
	return true
}

func (f *Folded) add(r rune, at int) {
	switch {
	case r < utf8.RuneSelf:
	case isKept(r):
		f.exact, f.Lower, f.Start = append(f.exact, r), append(f.Lower, r), append(f.Start, at)
		return
	case firstLatin <= r && r < lastLatin:
		r = latinBase()[r-firstLatin]
	case unicode.Is(unicode.Inherited, r) && unicode.Is(unicode.Mn, r), script.IsInvisible(r):
		return // an accent left alone, or what no reader sees
	case unicode.Is(unicode.Pd, r):
		r = ' '
	case r == '’' || r == '‘':
		r = '\''
	case unicode.Is(unicode.Latin, r):
		r = withoutAccent(r)
	}
	if r == '-' || r == '_' || unicode.IsSpace(r) {
		r = ' '
		if n := len(f.exact); n == 0 || f.exact[n-1] == ' ' {
			return
		}
	}
	f.exact = append(f.exact, r)
	f.Lower = append(f.Lower, unicode.ToLower(r))
	f.Start = append(f.Start, at)
}

// withoutAccent returns the letter that r is one of with an accent, or r.
func withoutAccent(r rune) rune {
	r, _ = utf8.DecodeRuneInString(norm.NFD.String(string(r)))
	return r
}

// The letters from firstLatin to lastLatin, without it, are those with the accents of most
// languages of Europe. None has a compatibility decomposition.
const firstLatin, lastLatin = 0xC0, 0x132

// latinBase has what [withoutAccent] returns for these letters.
var latinBase = sync.OnceValue(func() *[lastLatin - firstLatin]rune {
	var table [lastLatin - firstLatin]rune
	for i := range table {
		table[i] = withoutAccent(firstLatin + rune(i))
	}
	return &table
})

// compatible reports whether r may have a compatibility decomposition: it
// spares the many ideographs and syllables the question.
func compatible(r rune) bool {
	return r >= utf8.RuneSelf && !(firstLatin <= r && r < lastLatin) && !(0x3001 <= r && r < 0x3020) && !(0x3040 <= r && r < 0x3100) && !(0x4E00 <= r && r < 0xA000) && !(0xAC00 <= r && r < 0xD7A4)
}

// A Lexicon finds labels in text.
type Lexicon struct {
	Labels map[rune][]Label // by first rune, longest first
	// pairs has the two runes that a label begins with, in lower case; 0 after the rune of
	// one that has no other. fours has the first four of each label that has as many, and
	// short is whether one has fewer.
	pairs, fours runeSet
	short        bool
	abbreviates  bool // one is an abbreviation, which Labels has by its capital
}

type Label struct {
	Text  []rune
	Slug  string
	exact bool // an abbreviation: "SH" is not "sh"
	Latin bool // a whole word is wanted
}

func New() *Lexicon {
	return &Lexicon{Labels: make(map[rune][]Label)}
}

func (x *Lexicon) Add(label, slug string) {
	f := Fold(label)
	if len(f.exact) == 0 {
		return
	}
	l := Label{Text: f.Lower, Slug: slug, exact: IsAbbreviation(label), Latin: isWordRune(f.Lower[0])}
	if l.exact {
		l.Text = f.exact
	}
	x.Labels[l.Text[0]] = append(x.Labels[l.Text[0]], l)
	var first [4]rune
	n := copy(first[:], f.Lower)
	x.pairs.add(0, 0, first[0], first[1])
	x.fours.add(first[0], first[1], first[2], first[3])
	x.short = x.short || n < len(first)
	x.abbreviates = x.abbreviates || l.exact
}

// A runeSet holds sequences of runes by their hash, so that it may seem to have one more.
// A map would take most of the time in which a text is searched for labels.
type runeSet [1 << 7]uint64

func (s *runeSet) add(a, b, c, d rune) {
	word, bit := hashOf(a, b, c, d)
	s[word] |= 1 << bit
}

func (s *runeSet) mayHave(a, b, c, d rune) bool {
	word, bit := hashOf(a, b, c, d)
	return s[word]>>bit&1 != 0
}

// hashOf returns a place in a [runeSet]: the upper bits of a product, which all runes change.
func hashOf(a, b, c, d rune) (word, bit uint64) {
	const golden = 0x9E3779B97F4A7C15 // 2^64 divided by the golden ratio, as in Fibonacci hashing
	h := (uint64(a)<<32 | uint64(uint32(b))) * golden
	h = (h ^ uint64(c)<<32 ^ uint64(uint32(d))) * golden
	return h >> 57, h >> 51 & 63
}

// mayBegin reports whether a label may begin with these runes, in lower case.
func (x *Lexicon) mayBegin(first, second rune) bool {
	return x.pairs.mayHave(0, 0, first, second) || x.pairs.mayHave(0, 0, first, 0)
}

// Sort makes the lexicon ready. Labels of one length stay in the order of
// their slugs' vocabulary only if added so; equal labels are ordered by slug,
// for a map has no order to keep.
func (x *Lexicon) Sort() {
	for _, ls := range x.Labels {
		slices.SortStableFunc(ls, func(a, b Label) int {
			if n := cmp.Compare(len(b.Text), len(a.Text)); n != 0 {
				return n
			}
			if n := slices.Compare(a.Text, b.Text); n != 0 {
				return n
			}
			return strings.Compare(a.Slug, b.Slug)
		})
	}
}

// Longest returns the slug of the longest label in f, the first of several; ""
// if there is none. A label of one character must be all of f: 血 is a topic,
// but 血 in 混血 is not.
func (x *Lexicon) Longest(f Folded) string {
	var slug string
	var most int
	for i := range f.Lower {
		if l, ok := x.At(f, i); ok && len(l.Text) > most && (len(l.Text) > 1 || len(f.Lower) == 1) {
			slug, most = l.Slug, len(l.Text)
		}
	}
	return slug
}

// Starts reports whether a label may start where f does, or where what is
// before it folds to nothing.
func (x *Lexicon) Starts(f Folded) bool {
	return len(f.Lower) == 0 || x.Labels[f.Lower[0]] != nil || x.Labels[f.exact[0]] != nil
}

// MayStart reports whether text, or what is left of it without ornaments and markup, may
// begin with a label: it is false for most texts, by their first two characters, without
// folding them.
func (x *Lexicon) MayStart(text string) bool {
	first, n := utf8.DecodeRuneInString(text)
	second, m := utf8.DecodeRuneInString(text[n:])
	if m == 0 || !isSelf(first) || !isSelf(second) && second != ' ' || mayCombine(text[n+m:]) {
		return true
	}
	return x.mayBegin(unicode.ToLower(first), unicode.ToLower(second))
}

// MayHold reports whether a label may be in text: it is false for most texts, by the four
// runes that each label begins with, without folding the text.
func (x *Lexicon) MayHold(text string) bool {
	if x.short {
		return true
	}
	var last [5]rune // the runes up to this one, folded
	var at [4]int    // where the last four of them are in text
	for i, r := range text {
		if r = foldAlone(r); r == 0 {
			return true
		}
		if r == ' ' && last[4] == ' ' {
			continue
		}
		last = [...]rune{last[1], last[2], last[3], last[4], r}
		at = [...]int{at[1], at[2], at[3], i}
		if x.fours.mayHave(last[1], last[2], last[3], r) && !(isWordRune(last[0]) && isWordRune(last[1])) && x.mayStand(last[1], text[at[0]:]) {
			return true
		}
	}
	return false
}

// mayStand reports whether a label that begins with first may stand at the start of text.
func (x *Lexicon) mayStand(first rune, text string) bool {
	return x.abbreviates || slices.ContainsFunc(x.Labels[first], func(l Label) bool {
		n, last := 0, ' '
		for _, r := range text {
			if r = foldAlone(r); r == ' ' && last == ' ' {
				continue
			}
			if n == len(l.Text) || r == 0 {
				return true
			}
			if r != l.Text[n] {
				return false
			}
			n, last = n+1, r
		}
		return n == len(l.Text)
	})
}

// foldAlone returns the rune that [Fold] replaces r by. It returns 0 if that depends on the
// runes beside r, and if Fold removes r or replaces it by several runes.
func foldAlone(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		switch {
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		case r == '-' || r == '_' || '\t' <= r && r <= '\r':
			return ' '
		}
		return r
	case isKept(r), r == '“', r == '”', 0x3001 <= r && r < 0x3020 && r != '〜':
		return r
	case r == '’' || r == '‘':
		return '\''
	case r == '—' || r == '–' || r == '\u3000':
		return ' '
	case 0xFF01 <= r && r < 0xFF5F: // full-width ASCII
		return foldAlone(r - 0xFEE0)
	case int(r) < len(latin()):
		return latin()[r]
	}
	return 0
}

// latin has what [foldAlone] returns for Latin letters with accents.
var latin = sync.OnceValue(func() *[0x180]rune {
	var table [0x180]rune
	for r := rune(0xC0); int(r) < len(table); r++ {
		if f := Fold(string(r)); len(f.Lower) == 1 {
			table[r] = f.Lower[0]
		}
	}
	return &table
})

// isSelf reports whether r, but for its case, is what [Fold] makes of it. Speech begins with
// a quotation mark.
func isSelf(r rune) bool {
	return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || isKept(r) || r == '“'
}

// isKept reports whether r is an ideograph, a kana or a syllable, which has no case and no
// accent and is no space.
func isKept(r rune) bool {
	return 0x4E00 <= r && r < 0xA000 || 0x3041 <= r && r < 0x3097 || 0x30A1 <= r && r < 0x30FB || 0xAC00 <= r && r < 0xD7A4
}

// mayCombine reports whether text may begin with a character that combines with the one
// before it, or would without its markup.
func mayCombine(text string) bool {
	if text == "" {
		return false
	}
	switch c := text[0]; {
	case c < utf8.RuneSelf:
		return strings.IndexByte("&\\<*_~`", c) >= 0 // markup, which a caller may take away
	case 0xE4 <= c && c <= 0xE9, c == 0xEF, c == 0xE3 && len(text) > 1 && text[1] == 0x80: // Han and its punctuation
		return false
	}
	return true
}

// At returns the longest label that starts at rune i of f.
func (x *Lexicon) At(f Folded, i int) (Label, bool) {
	second := rune(0)
	if i+1 < len(f.Lower) {
		second = f.Lower[i+1]
	}
	if !x.mayBegin(f.Lower[i], second) {
		return Label{}, false
	}
	for _, runes := range [...][]rune{f.Lower, f.exact} {
		for _, l := range x.Labels[runes[i]] {
			end := i + len(l.Text)
			if end > len(runes) || !slices.Equal(l.Text, runes[i:end]) {
				continue
			}
			if l.exact && !slices.Equal(l.Text, f.exact[i:end]) {
				continue
			}
			if l.Latin && !isWord(f.Lower, i, end) {
				continue
			}
			return l, true
		}
		if f.Lower[i] == f.exact[i] {
			break
		}
	}
	return Label{}, false
}

// isWord reports whether runes[i:end], perhaps with a plural s, is not part of
// a longer word.
func isWord(runes []rune, i, end int) bool {
	if i > 0 && isWordRune(runes[i-1]) {
		return false
	}
	if end < len(runes) && runes[end] == 's' {
		end++
	}
	return end == len(runes) || !isWordRune(runes[end])
}

// isWordRune reports whether r is of a script whose words are set apart by
// spaces, so that a label must not match inside one. Korean is, too, but its
// particles follow without a space.
func isWordRune(r rune) bool {
	return unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic) || unicode.IsDigit(r)
}

func IsAbbreviation(label string) bool {
	return !strings.ContainsFunc(label, func(r rune) bool { return r < 'A' || r > 'Z' })
}
