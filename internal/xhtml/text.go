package xhtml

import (
	"strings"
	"unicode/utf8"
)

// Legal returns s without the characters that XML 1.0 (section 2.2) forbids,
// and with U+FFFD for each byte that is not UTF-8. Most strings are returned
// as they are.
func Legal(s string) string {
	i := illegal(s)
	if i == len(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 8)
	for {
		b.WriteString(s[:i])
		if s = s[i:]; s == "" {
			return b.String()
		}
		r, n := utf8.DecodeRuneInString(s)
		if r == utf8.RuneError && n == 1 {
			b.WriteRune(utf8.RuneError)
		}
		s = s[n:]
		i = illegal(s)
	}
}

// illegal returns the index of the first byte that [Legal] does not keep.
func illegal(s string) int {
	for i := 0; i < len(s); {
		c := s[i]
		if c >= ' ' && c < utf8.RuneSelf || c == '\n' || c == '\t' || c == '\r' {
			i++
			continue
		}
		if c < utf8.RuneSelf {
			return i
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && n == 1 || r == 0xFFFE || r == 0xFFFF {
			return i
		}
		i += n
	}
	return len(s)
}

// Escape returns s as the text of an element or as an attribute value in
// double quotes: legal characters only, and & < > " as entities. Line ends
// become LF, as an XML parser would read them.
func Escape(s string) string {
	s = Legal(s)
	if !strings.ContainsAny(s, "&<>\"\r") {
		return s
	}
	return attrEscaper.Replace(s)
}

var (
	attrEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;", "\r\n", "\n", "\r", "\n")
	textEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r\n", "\n", "\r", "\n")
)

// escapeText is [Escape] for text alone, where quotes stand for themselves.
func escapeText(s string) string {
	s = Legal(s)
	if !strings.ContainsAny(s, "&<>\r") {
		return s
	}
	return textEscaper.Replace(s)
}
