package repost

import (
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
)

// A labelMatch holds the offsets of a label of an attribution in a line.
type labelMatch struct {
	from       int // the sign in front of it, or the start of the line
	start, end int // the label
	value      int // the text after the sign that follows it
}

// labelSigns are the characters that may precede a label, besides white space.
const labelSigns = "\u3000|｜，,；;、/／（(【】[。·•"

// labelCloses are the characters that may follow a label: a colon, an equals sign, a stroke
// as in newspapers ("文｜林间"), or a bracket.
const labelCloses = ":：=＝|｜丨/／】]"

// labelsByStart maps the first two characters of labels, 0 for one that there is not, to
// the labels, folded, longer ones first: of two labels
// that match, the longer one counts.
var labelsByStart = sync.OnceValue(func() map[[2]rune][]string {
	var words []string
	for w := range repostLabels() {
		words = append(words, w)
	}
	slices.SortFunc(words, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a)
		}
		return strings.Compare(a, b)
	})
	m := make(map[[2]rune][]string)
	for _, w := range words {
		w = pattern.FoldString(w)
		first, n := utf8.DecodeRuneInString(w)
		start := [2]rune{first}
		if n < len(w) {
			start[1], _ = utf8.DecodeRuneInString(w[n:])
		}
		m[start] = append(m[start], w)
	}
	return m
})

// labelsIn returns at most so many labels of s: at its start or after a sign, and followed
// by a sign. A regular expression of all labels took a tenth of the time of reading a
// head.
func labelsIn(s string, most int) []labelMatch {
	if !mayHaveLabel(s) {
		return nil
	}
	var all []labelMatch
	for i := 0; i < len(s) && len(all) < most; {
		r, n := utf8.DecodeRuneInString(s[i:])
		m, ok := labelMatch{}, false
		if i == 0 {
			m, ok = firstLabel(s)
		} else if isLabelSign(r) {
			m, ok = labelAtStart(s, i+n)
		}
		if !ok {
			i += n
			continue
		}
		m.from = i
		all = append(all, m)
		i = m.value
	}
	return all
}

// firstLabel returns the label that s begins with, or that follows a sign at its start.
func firstLabel(s string) (labelMatch, bool) {
	if m, ok := labelAtStart(s, 0); ok {
		return m, true
	}
	if r, n := utf8.DecodeRuneInString(s); isLabelSign(r) {
		return labelAtStart(s, n)
	}
	return labelMatch{}, false
}

// isLabelSign reports whether r may precede a label.
func isLabelSign(r rune) bool { return isSpace(r) || strings.ContainsRune(labelSigns, r) }

// labelAtStart returns the label that begins at offset i of s.
func labelAtStart(s string, i int) (labelMatch, bool) {
	first, n := utf8.DecodeRuneInString(s[i:])
	second, _ := utf8.DecodeRuneInString(s[i+n:])
	if first = pattern.FoldRune(first); isSpace(second) {
		second = ' '
	}
	// Labels of one character are the shortest, so they come last.
	for _, start := range [...][2]rune{{first, pattern.FoldRune(second)}, {first}} {
		for _, w := range labelsByStart()[start] {
			end := cutLabel(s, i, w)
			if end < 0 {
				continue
			}
			sign := end + spaces(s[end:])
			sign += remark(s[sign:])
			if r, n := utf8.DecodeRuneInString(s[sign:]); n > 0 && strings.ContainsRune(labelCloses, r) {
				return labelMatch{start: i, end: end, value: sign + n + spaces(s[sign+n:])}, true
			}
		}
	}
	return labelMatch{}, false
}

// remark returns the length of a short remark in brackets at the start of s, with the white
// space after it, as between a label and its sign ("原文链接（英文）："); 0 if there is none.
func remark(s string) int {
	const most = 12 // characters
	if !strings.HasPrefix(s, "(") && !strings.HasPrefix(s, "（") {
		return 0
	}
	n := -1 // characters, but for the bracket
	for i, r := range s {
		switch {
		case n > 0 && (r == ')' || r == '）'):
			i += utf8.RuneLen(r)
			return i + spaces(s[i:])
		case n == most, n >= 0 && strings.ContainsRune("()（）\n", r):
			return 0
		}
		n++
	}
	return 0
}

// cutLabel returns the end of the label w if it begins at offset i of s, ignoring case and
// the amount of white space between words; otherwise -1.
func cutLabel(s string, i int, w string) int {
	for _, want := range w {
		if want == ' ' {
			n := spaces(s[i:])
			if n == 0 {
				return -1
			}
			i += n
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if n == 0 || pattern.FoldRune(r) != want {
			return -1
		}
		i += n
	}
	return i
}

// spaces returns the length of the white space that s begins with.
func spaces(s string) int {
	for i := range len(s) {
		if !isSpace(rune(s[i])) {
			return i
		}
	}
	return len(s)
}

// isSpace reports whether r is white space to a regular expression.
func isSpace(r rune) bool { return r == ' ' || '\t' <= r && r <= '\r' && r != '\v' }
