package cover

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// notFirst and notLast are what no line begins or ends with (kinsoku shori;
// W3C Requirements for Japanese Text Layout, section 3.1.7, and for Chinese,
// section 3.1.3).
const (
	notFirst = "、。，．：；？！,.:;?!’”」』）〕】》〉)]}…—～·・ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々％%"
	notLast  = "‘“「『（〔【《〈([{"
)

// pieces cuts text into what no line break may divide: words with the space
// after them, and CJK characters with the marks that cling to them.
func pieces(text string) (all []string) {
	start := 0
	prev := rune(-1)
	for i, r := range text {
		if prev >= 0 && mayBreak(prev, r) {
			all = append(all, text[start:i])
			start = i
		}
		prev = r
	}
	if start < len(text) {
		all = append(all, text[start:])
	}
	return all
}

func mayBreak(prev, next rune) bool {
	switch {
	case next == ' ', strings.ContainsRune(notFirst, next), strings.ContainsRune(notLast, prev):
		return false
	case prev == ' ', prev == '-', prev == '—':
		return true
	}
	return isIdeograph(prev) || isIdeograph(next)
}

// isIdeograph reports whether lines break at either side of r. Korean breaks
// at its spaces.
func isIdeograph(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r <= 0x303f || r >= 0xff01 && r <= 0xff60
}

// wrap breaks text into lines of at most width pixels, about as long as each
// other: a title whose last line is one character looks like a mistake.
func (f *font) wrap(text string, step, width int) []string {
	lines := f.greedy(text, step, width)
	if len(lines) < 2 || len(lines) > 8 {
		return lines
	}
	// The narrowest width with as many lines, to a dot.
	low, high := width/2, width
	for high-low > step {
		if mid := (low + high) / 2; len(f.greedy(text, step, mid)) > len(lines) || f.breaksWord(text, step, mid) {
			low = mid
		} else {
			high = mid
		}
	}
	return f.greedy(text, step, high)
}

func (f *font) greedy(text string, step, width int) (lines []string) {
	line := ""
	flush := func() {
		if s := strings.TrimSpace(line); s != "" {
			lines = append(lines, s)
		}
		line = ""
	}
	for _, piece := range pieces(text) {
		if f.width(strings.TrimRight(line+piece, " "), step) > width {
			flush()
		}
		for f.width(strings.TrimRight(piece, " "), step) > width { // longer than a line
			n := 0
			for n < len(piece) {
				_, size := utf8.DecodeRuneInString(piece[n:])
				if n > 0 && f.width(piece[:n+size], step) > width {
					break
				}
				n += size
			}
			if n == len(piece) {
				break
			}
			lines = append(lines, piece[:n])
			piece = piece[n:]
		}
		line += piece
	}
	flush()
	return lines
}

// breaksWord reports whether a piece of text is longer than a line.
func (f *font) breaksWord(text string, step, width int) bool {
	for _, piece := range pieces(text) {
		if f.width(strings.TrimRight(piece, " "), step) > width {
			return true
		}
	}
	return false
}

// cut ends a line with an ellipsis.
func (f *font) cut(line string, step, width int) string {
	const ellipsis = "…"
	for line != "" && f.width(line+ellipsis, step) > width {
		_, size := utf8.DecodeLastRuneInString(line)
		line = strings.TrimRight(line[:len(line)-size], " ")
	}
	return line + ellipsis
}
