// Package bidi keeps text of others from turning the text around it.
//
// Unicode has characters that set the direction of what follows them, up to
// another that ends it (UAX #9, section 2). A title with one and not the other
// sets the direction of whatever a reader shows behind it: a content warning was
// read backwards in a table of contents.
package bidi

import (
	"strings"

	"golang.org/x/text/unicode/bidi"
)

// The characters, by what ends them.
const (
	lre, rle, pdf, lro, rlo = '\u202a', '\u202b', '\u202c', '\u202d', '\u202e'
	lri, rli, fsi, pdi      = '\u2066', '\u2067', '\u2068', '\u2069'
)

// maxDepth is how many may be open at once; readers stop at 125 (UAX #9, BD2).
const maxDepth = 60

// IsControl reports whether r sets or ends a direction. Marks such as U+200F,
// which stand for a letter alone, do not.
func IsControl(r rune) bool { return lre <= r && r <= rlo || lri <= r && r <= pdi }

// Balance returns s with each line for itself: what opens a direction is ended
// where the line ends, what ends none is dropped, and so is what overrides the
// direction of letters, which no text needs. Most is returned as it is.
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

// RightToLeft reports whether a text has letters that are written from right to
// left, which set the order of the signs and numbers beside it.
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
