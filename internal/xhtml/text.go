package xhtml

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/foreword-go/foreword/internal/bidi"
	"github.com/foreword-go/foreword/internal/bytescan"
)

// Legal returns s without the characters that XML 1.0 (section 2.2) or HTML
// forbids in text, and with U+FFFD for each byte that is not UTF-8. HTML
// forbids noncharacters and the controls from U+007F to U+009F, which occur
// when Windows-1252 is decoded as Latin-1; validators report both. Most
// strings are returned unchanged.
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

// LegalBytes does the same as [Legal] for bytes. If all of them are legal, it
// returns b itself.
func LegalBytes(b []byte) []byte {
	if illegal(b) == len(b) {
		return b
	}
	return []byte(Legal(string(b)))
}

// IsLegalText reports whether [Legal] keeps all of s, which is then UTF-8. It takes half
// the time that [utf8.ValidString] does for Chinese and Japanese.
func IsLegalText(s string) bool { return illegal(s) == len(s) }

// illegal returns the index of the first byte that [Legal] does not keep, or
// len(s).
func illegal[T string | []byte](s T) int {
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			if i+8 <= len(s) && bytescan.Printable(s[i:i+8]) {
				i += 8
				continue
			}
			if !IsLegal(rune(s[i])) {
				return i
			}
			if s[i] < ' ' {
				i++
				continue
			}
			// One of the next 8 bytes is something else.
			for end := min(i+8, len(s)); i < end && ' ' <= s[i] && s[i] <= '~'; {
				i++
			}
			continue
		}
		n := bytescan.Wide(s[i:])
		if n == 0 {
			n = legalLen(s, i)
		}
		if n == 0 {
			return i
		}
		i += n
	}
	return len(s)
}

// legalLen returns the length of the character at s[i], which is not ASCII, or
// 0 if [Legal] does not keep it.
func legalLen[T string | []byte](s T, i int) int {
	if c := s[i]; c > 0xE0 && c < 0xF0 && c != 0xED && i+2 < len(s) && s[i+1]&0xC0 == 0x80 && s[i+2]&0xC0 == 0x80 {
		// From U+1000 on, which includes nearly all of Chinese and Japanese. The
		// noncharacters begin with EF B7 and EF BF.
		if c < 0xEF || s[i+1] != 0xB7 && s[i+1] != 0xBF {
			return 3
		}
	}
	r, n := utf8.DecodeRuneInString(string(s[i:min(i+utf8.UTFMax, len(s))]))
	if r == utf8.RuneError && n == 1 || !IsLegal(r) {
		return 0
	}
	return n
}

// IsLegal reports whether [Legal] keeps a character.
func IsLegal(r rune) bool {
	switch {
	case r < ' ':
		return r == '\n' || r == '\t' || r == '\r'
	case r < 0xFDD0:
		return r < 0x7F || r > 0x9F
	}
	return r > 0xFDEF && r&0xFFFE != 0xFFFE
}

// Escape returns s as the text of an element or as an attribute value in
// double quotes: only legal characters, and & < > " as entities. Line ends
// become LF, as an XML parser would read them.
func Escape(s string) string {
	if illegal(s) == len(s) && !strings.ContainsAny(s, "&<>\"\r") {
		return s
	}
	return string(escape(make([]byte, 0, len(s)+len(s)/8+8), s, &attrEntities))
}

// OneLine returns s as legal text on one line, without surrounding space and
// without byte order marks. Directional marks of the text end with it. Most
// strings are returned unchanged.
func OneLine(s string) string {
	s = bidi.Balance(s)
	if strings.TrimSpace(s) == s && !strings.Contains(s, "  ") && illegal(s) == len(s) && !strings.ContainsFunc(s, breaksLine) {
		return s
	}
	// Split at spaces before removing illegal characters, because the
	// vertical tab is both.
	words := strings.Join(strings.Fields(s), " ")
	return strings.Join(strings.Fields(strings.ReplaceAll(Legal(words), "\ufeff", "")), " ")
}

// breaksLine reports whether r is a space other than U+0020, or a byte order
// mark.
func breaksLine(r rune) bool {
	return r < ' ' || 0x7f <= r && r <= 0x3000 && unicode.IsSpace(r) || r == '\ufeff'
}

// Paragraphs returns plain text as markup. Blank lines separate paragraphs,
// and a line end within a paragraph becomes a line break.
func Paragraphs(text string) string {
	var b strings.Builder
	for para := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n\n") {
		if para = strings.TrimSpace(para); para != "" {
			b.WriteString("<p>" + strings.ReplaceAll(Escape(para), "\n", "<br />\n") + "</p>\n")
		}
	}
	return b.String()
}

// entities maps bytes to their replacements; "" means the byte itself, and
// "\n" for a CR applies only if no LF follows.
type entities [256]string

var (
	textEntities = entities{'&': "&amp;", '<': "&lt;", '>': "&gt;", '\r': "\n"}
	attrEntities = entities{'&': "&amp;", '<': "&lt;", '>': "&gt;", '\r': "\n", '"': "&quot;"}
	// lineEntities are for attributes, with white space normalised as in XML
	// (XML 1.0, section 3.3.3), so that HTML and XHTML readers see the same
	// value.
	lineEntities = entities{'&': "&amp;", '<': "&lt;", '>': "&gt;", '\r': " ", '"': "&quot;", '\n': " ", '\t': " "}
)

// escape appends the legal characters of s to b, replaced by the given
// entities.
func escape(b []byte, s string, with *entities) []byte {
	s = Legal(s)
	start := 0
	for i := 0; i < len(s); i++ {
		to := with[s[i]]
		if to == "" {
			continue
		}
		b = append(b, s[start:i]...)
		if s[i] != '\r' || i+1 == len(s) || s[i+1] != '\n' {
			b = append(b, to...)
		}
		start = i + 1
	}
	return append(b, s[start:]...)
}
