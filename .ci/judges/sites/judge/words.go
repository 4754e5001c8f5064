package main

import (
	"strings"
	"unicode"
)

// words splits a text into what is compared: runs of letters and digits, each in lower case, with
// every character of a script that writes no spaces one by one. Marks between words do not count:
// engines set them in their own ways (curly quotes, dashes).
func words(s string) []string {
	var ws []string
	var w strings.Builder
	end := func() {
		if w.Len() > 0 {
			ws = append(ws, w.String())
			w.Reset()
		}
	}
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai):
			end()
			ws = append(ws, string(r))
		case unicode.IsLetter(r), unicode.IsDigit(r), unicode.IsMark(r):
			w.WriteRune(unicode.ToLower(r))
		default:
			end()
		}
	}
	end()
	return ws
}

// common reports of each element of two lists whether it is in their longest common subsequence.
func common(a, b []string) [2][]bool {
	kept := [2][]bool{make([]bool, len(a)), make([]bool, len(b))}
	lo, ha, hb := 0, len(a), len(b)
	for lo < ha && lo < hb && a[lo] == b[lo] {
		kept[0][lo], kept[1][lo] = true, true
		lo++
	}
	for ha > lo && hb > lo && a[ha-1] == b[hb-1] {
		ha, hb = ha-1, hb-1
		kept[0][ha], kept[1][hb] = true, true
	}
	// long[i][j] is the length of that of a[lo+i:ha] and b[lo+j:hb].
	n, m := ha-lo, hb-lo
	long := make([][]int32, n+1)
	long[n] = make([]int32, m+1)
	for i := n - 1; i >= 0; i-- {
		long[i] = make([]int32, m+1)
		for j := m - 1; j >= 0; j-- {
			if a[lo+i] == b[lo+j] {
				long[i][j] = long[i+1][j+1] + 1
			} else {
				long[i][j] = max(long[i+1][j], long[i][j+1])
			}
		}
	}
	for i, j := 0, 0; i < n && j < m; {
		switch {
		case a[lo+i] == b[lo+j]:
			kept[0][lo+i], kept[1][lo+j] = true, true
			i, j = i+1, j+1
		case long[i+1][j] >= long[i][j+1]:
			i++
		default:
			j++
		}
	}
	return kept
}

// missing returns the words that are not kept, neighbours joined, for a reader.
func missing(ws []string, kept []bool) (runs []string, n int) {
	for i, w := range ws {
		if kept[i] {
			continue
		}
		n++
		if i > 0 && !kept[i-1] {
			runs[len(runs)-1] += " " + w
		} else {
			runs = append(runs, w)
		}
	}
	return runs, n
}
