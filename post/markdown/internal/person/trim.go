package person

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post/internal/script"
)

// nameMarks are the pairs of marks that stand around names and titles.
var nameMarks = map[rune]rune{'「': '」', '『': '』', '《': '》', '〈': '〉', '“': '”', '‘': '’', '"': '"', '\'': '\'', '[': ']', '【': '】'}

// Trim removes the characters around a name or title that do not belong to
// it. It also removes quotation marks and brackets if they enclose the whole
// text or lack their other half.
func Trim(s string) string {
	for {
		s = strings.TrimFunc(s, func(r rune) bool {
			return unicode.IsSpace(r) || strings.ContainsRune("：:，,。.；;、|｜*_~", r) || script.IsEmojiPart(r)
		})
		first, n := utf8.DecodeRuneInString(s)
		last, m := utf8.DecodeLastRuneInString(s)
		end, opens := nameMarks[first]
		at := -1
		if opens {
			at = strings.IndexRune(s[n:], end)
		}
		switch {
		case opens && at < 0:
			s = s[n:]
		case opens && n+at+m == len(s):
			s = s[n : len(s)-m]
		case closesAlone(s[:len(s)-m], last), isCloser(first):
			if isCloser(first) {
				s = s[n:]
			} else {
				s = s[:len(s)-m]
			}
		default:
			return strings.Join(strings.Fields(s), " ")
		}
	}
}

// closesAlone reports whether r, behind s, is the second half of a pair of
// marks, or the first, without the other.
func closesAlone(s string, r rune) bool {
	for open, end := range nameMarks {
		if r == end && !strings.ContainsRune(s, open) || r == open && open != end {
			return true
		}
	}
	return false
}

func isCloser(r rune) bool {
	for open, end := range nameMarks {
		if r == end && open != end {
			return true
		}
	}
	return false
}
