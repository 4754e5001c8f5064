// Package bidi keeps untrusted text from changing the direction of the text around it.
//
// Some Unicode characters set the direction of the text after them, until another
// character ends it (UAX #9, section 2). A title with an opening character and no
// closing one changes the direction of everything that a reader shows after it: a
// content warning in a table of contents was displayed backwards.
package bidi

import (
	"strings"

	"golang.org/x/text/unicode/bidi"
)

// The characters, grouped by the character that ends them.
const (
	lre, rle, pdf, lro, rlo = '\u202a', '\u202b', '\u202c', '\u202d', '\u202e'
	lri, rli, fsi, pdi      = '\u2066', '\u2067', '\u2068', '\u2069'
)

// maxDepth bounds the open characters; readers stop at 125 (UAX #9, BD2).
const maxDepth = 60

// IsControl reports whether r sets or ends a direction. Marks such as U+200F, which act
// like a single letter, do not.
func IsControl(r rune) bool { return lre <= r && r <= rlo || lri <= r && r <= pdi }

// Balance returns s with balanced directions in each line: open directions are ended at
// the end of the line. Characters that end nothing are removed, and so are overrides of
// the direction of letters, which no text needs. Most strings are returned unchanged.
func Balance(s string) string {
	if !strings.Contains(s, "\u202a"[:2]) && !strings.Contains(s, "\u2066"[:2]) || !strings.ContainsFunc(s, IsControl) {
		return s
	}
	var b strings.Builder
	var open []rune // what ends each that is open; 0 for an override that was dropped
	closeTo := func(n int) {
		for len(open) > n {
			if end := open[len(open)-1]; end != 0 {
				b.WriteRune(end)
			}
			open = open[:len(open)-1]
		}
	}
	for _, r := range s {
		end := rune(-1)
		switch r {
		case lre, rle:
			end = pdf
		case lro, rlo:
			end = 0
		case lri, rli, fsi:
			end = pdi
		case pdf:
			if n := len(open); n > 0 && open[n-1] != pdi {
				closeTo(n - 1)
			}
			continue
		case pdi:
			for n := len(open) - 1; n >= 0; n-- {
				if open[n] == pdi {
					closeTo(n)
					break
				}
			}
			continue
		case '\n', '\r', '\u0085', '\u2029':
			closeTo(0)
		}
		if end < 0 {
			b.WriteRune(r)
			continue
		}
		if len(open) >= maxDepth {
			continue
		}
		if open = append(open, end); end != 0 {
			b.WriteRune(r)
		}
	}
	closeTo(0)
	return b.String()
}

// RightToLeft reports whether a text has letters that are written from right to left.
// They change the order of punctuation and numbers beside the text.
func RightToLeft(s string) bool {
	for i := 0; i < len(s); {
		if s[i] < 0xd6 { // no first byte of such a letter
			i++
			continue
		}
		p, n := bidi.LookupString(s[i:])
		switch p.Class() {
		case bidi.R, bidi.AL, bidi.AN:
			return true
		}
		i += max(n, 1)
	}
	return false
}
