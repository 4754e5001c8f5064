package person

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post/internal/script"
)

// nameMarks are the pairs of marks that stand around names and titles.
var nameMarks = [...]struct{ open, end rune }{
	{'「', '」'}, {'『', '』'}, {'《', '》'}, {'〈', '〉'}, {'“', '”'}, {'‘', '’'}, {'"', '"'}, {'\'', '\''}, {'[', ']'}, {'【', '】'},
}

// endOf returns the mark that closes open, and false if open is no mark.
func endOf(open rune) (end rune, ok bool) {
	for _, m := range nameMarks {
		if m.open == open {
			return m.end, true
		}
	}
	return 0, false
}

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
		end, opens := endOf(first)
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
			if strings.IndexFunc(s, unicode.IsSpace) < 0 {
				return s
			}
			return strings.Join(strings.Fields(s), " ")
		}
	}
}

// closesAlone reports whether r, behind s, is the second half of a pair of
// marks, or the first, without the other.
func closesAlone(s string, r rune) bool {
	for _, m := range nameMarks {
		if r == m.end && !strings.ContainsRune(s, m.open) || r == m.open && m.open != m.end {
			return true
		}
	}
	return false
}

func isCloser(r rune) bool {
	for _, m := range nameMarks {
		if r == m.end && m.open != m.end {
			return true
		}
	}
	return false
}
