package post

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A folded is a text made comparable: compatibility forms such as full-width
// letters are plain, Latin letters have no accents, hyphens and underscores
// are spaces, runs of space are one. The slices run in parallel; where lower
// casing would change the number of runes the letter is kept.
type folded struct {
	src   string // the text, in normal form C
	exact []rune // so that an abbreviation can insist on its capitals
	lower []rune
	// start[i] is the offset in src of what became rune i; start has one
	// element more than the runes, the end of the last one.
	start []int
}

func foldText(s string) folded {
	f := folded{src: norm.NFC.String(s)}
	n := utf8.RuneCountInString(f.src)
	runes := make([]rune, 2*n)
	f.exact, f.lower, f.start = runes[:0:n], runes[n:n:2*n], make([]int, 0, n+1)
	end := 0 // of the last rune that is not space
	for i := 0; i < len(f.src); {
		r, size := utf8.DecodeRuneInString(f.src[i:])
		if compatible(r) {
			for _, r := range norm.NFKC.String(f.src[i : i+size]) {
				f.add(r, i)
			}
		} else {
			f.add(r, i)
		}
		i += size
		if n := len(f.exact); n > 0 && f.exact[n-1] != ' ' {
			end = i
		}
	}
	if n := len(f.exact); n > 0 && f.exact[n-1] == ' ' {
		f.exact, f.lower, f.start = f.exact[:n-1], f.lower[:n-1], f.start[:n-1]
	}
	f.start = append(f.start, end)
	return f
}

func (f *folded) add(r rune, at int) {
	switch {
	case r < utf8.RuneSelf:
	case unicode.Is(unicode.Inherited, r) && unicode.Is(unicode.Mn, r):
		return // an accent left alone, or a variation selector
	case unicode.Is(unicode.Pd, r):
		r = ' '
	case r == '’' || r == '‘':
		r = '\''
	case unicode.Is(unicode.Latin, r):
		r, _ = utf8.DecodeRuneInString(norm.NFD.String(string(r)))
	}
	if r == '-' || r == '_' || unicode.IsSpace(r) {
		r = ' '
		if n := len(f.exact); n == 0 || f.exact[n-1] == ' ' {
			return
		}
	}
	f.exact = append(f.exact, r)
	f.lower = append(f.lower, unicode.ToLower(r))
	f.start = append(f.start, at)
}

// compatible reports whether r may have a compatibility decomposition: it
// spares the many ideographs and syllables the question.
func compatible(r rune) bool {
	return r >= utf8.RuneSelf && !(0x3040 <= r && r < 0x3100) && !(0x4E00 <= r && r < 0xA000) && !(0xAC00 <= r && r < 0xD7A4)
}

// A lexicon finds labels in text.
type lexicon struct {
	labels map[rune][]lexiconLabel // by first rune, longest first
}

type lexiconLabel struct {
	text  []rune
	slug  string
	exact bool // an abbreviation: "SH" is not "sh"
	latin bool // a whole word is wanted
}

func newLexicon() *lexicon { return &lexicon{labels: make(map[rune][]lexiconLabel)} }

func (x *lexicon) add(label, slug string) {
	f := foldText(label)
	if len(f.exact) == 0 {
		return
	}
	l := lexiconLabel{text: f.lower, slug: slug, exact: isAbbreviation(label), latin: isWordRune(f.lower[0])}
	if l.exact {
		l.text = f.exact
	}
	x.labels[l.text[0]] = append(x.labels[l.text[0]], l)
}

// sort makes the lexicon ready. Labels of one length stay in the order of
// their slugs' vocabulary only if added so; equal labels are ordered by slug,
// for a map has no order to keep.
func (x *lexicon) sort() {
	for _, ls := range x.labels {
		slices.SortStableFunc(ls, func(a, b lexiconLabel) int {
			return cmp.Or(
				cmp.Compare(len(b.text), len(a.text)),
				slices.Compare(a.text, b.text),
				strings.Compare(a.slug, b.slug),
			)
		})
	}
}

// longest returns the slug of the longest label in f, the first of several; ""
// if there is none. A label of one character must be all of f: 血 is a topic,
// but 血 in 混血 is not.
func (x *lexicon) longest(f folded) string {
	var slug string
	var most int
	for i := range f.lower {
		if l, ok := x.at(f, i); ok && len(l.text) > most && (len(l.text) > 1 || len(f.lower) == 1) {
			slug, most = l.slug, len(l.text)
		}
	}
	return slug
}

// starts reports whether a label may start where f does, or where what is
// before it folds to nothing.
func (x *lexicon) starts(f folded) bool {
	return len(f.lower) == 0 || x.labels[f.lower[0]] != nil || x.labels[f.exact[0]] != nil
}

// at returns the longest label that starts at rune i of f.
func (x *lexicon) at(f folded, i int) (lexiconLabel, bool) {
	for _, runes := range [...][]rune{f.lower, f.exact} {
		for _, l := range x.labels[runes[i]] {
			end := i + len(l.text)
			if end > len(runes) || !slices.Equal(l.text, runes[i:end]) {
				continue
			}
			if l.exact && !slices.Equal(l.text, f.exact[i:end]) {
				continue
			}
			if l.latin && !isWord(f.lower, i, end) {
				continue
			}
			return l, true
		}
		if f.lower[i] == f.exact[i] {
			break
		}
	}
	return lexiconLabel{}, false
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

func isAbbreviation(label string) bool {
	return !strings.ContainsFunc(label, func(r rune) bool { return r < 'A' || r > 'Z' })
}
