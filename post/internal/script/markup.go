package script

import (
	"bytes"
	"unicode"
	"unicode/utf8"

	"github.com/foreword-go/foreword/internal/xhtml"
)

// IsMarkup reports whether a line is one of markup to a reader, who does not see
// what is invisible: a fence of front matter or of a container, a callout, a tag.
func IsMarkup(line []byte) bool {
	line = bytes.TrimLeftFunc(line, func(r rune) bool { return r == '>' || unicode.IsSpace(r) || IsInvisible(r) })
	if len(line) == 0 {
		return false
	}
	switch line[0] {
	case '<':
		return true
	case ':', '{', '!', '?', '[', '-', '+':
	default:
		return false
	}
	var mark [3]byte // what the line begins with
	n := 0
	for i := 0; i < len(line) && n < len(mark); {
		r, size := utf8.DecodeRune(line[i:])
		if i += size; IsInvisible(r) {
			continue
		}
		mark[n] = byte(min(r, utf8.RuneSelf))
		n++
	}
	switch s := string(mark[:n]); s {
	case ":::", "!!!", "???", "---", "+++":
		return true
	default:
		return n > 1 && (s[:2] == "[!" || s[:2] == "{%" || s[:2] == "{{" || s[:2] == "{:")
	}
}

// mayBeMarkup reports whether [IsMarkup] may be true of a line, by its first byte: it is
// not of lines of prose.
func mayBeMarkup(line []byte) bool {
	if len(line) == 0 {
		return false
	}
	switch c := line[0]; {
	case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', 0xE4 <= c && c <= 0xEC:
		return false
	}
	return true
}

// VisibleMarkup returns src with [Visible] applied to the lines of markup, of a line
// that begins with an element to its first tag. It returns src itself where that
// changes nothing. The number of lines does not change.
func VisibleMarkup(src []byte) []byte {
	var out []byte
	done := 0
	for at := 0; at < len(src); {
		end := len(src)
		if i := bytes.IndexByte(src[at:], '\n'); i >= 0 {
			end = at + i
		}
		line := src[at:end]
		if mayBeMarkup(line) && hasInvisible(line) && IsMarkup(line) && !NeedsInvisible(line) {
			line = firstTag(line)
			if seen := Visible(string(line)); len(seen) < len(line) {
				out = append(append(out, src[done:at]...), seen...)
				done = at + len(line)
			}
		}
		at = end + 1
	}
	if done == 0 {
		return src
	}
	return append(out, src[done:]...)
}

// firstTag returns line up to the end of the element that it begins with; all of it if
// it begins with none.
func firstTag(line []byte) []byte {
	if i := bytes.IndexByte(line, '>'); i >= 0 && bytes.IndexByte(line[:i], '<') >= 0 {
		return line[:i]
	}
	return line
}

// MarkupHidden reports whether the offset at of a line is in its markup.
func MarkupHidden(line []byte, at int) bool { return IsMarkup(line) && at < len(firstTag(line)) }

// Traits hold what few texts have.
type Traits struct {
	Invalid   bool // bytes that are not UTF-8; the others then count up to there
	Illegal   bool // characters that [xhtml.Legal] removes
	Invisible bool // characters that [Hidden] may find
}

// TraitsOf returns the traits of a text, in one pass.
func TraitsOf(text []byte) Traits {
	var t Traits
	for i := 0; i < len(text); {
		c := text[i]
		switch {
		case c-' ' <= '~'-' ':
			i++
		case 0xE4 <= c && c <= 0xEC && i+2 < len(text) && text[i+1]&0xC0 == 0x80 && text[i+2]&0xC0 == 0x80:
			i += 3 // U+4000 to U+CFFF: ideographs and syllables, all of them legal and visible
		default:
			r, n := utf8.DecodeRune(text[i:])
			if r == utf8.RuneError && n == 1 {
				t.Invalid = true
				return t
			}
			t.Illegal = t.Illegal || !xhtml.IsLegal(r)
			t.Invisible = t.Invisible || IsInvisible(r)
			i += n
		}
	}
	return t
}

// hasInvisible reports whether line has an invisible character.
func hasInvisible(line []byte) bool {
	for i := 0; i < len(line); {
		switch c := line[i]; {
		case c < utf8.RuneSelf:
			i++
		case 0xE4 <= c && c <= 0xEC: // U+4000 to U+CFFF, as in TraitsOf
			i += 3
		default:
			r, size := utf8.DecodeRune(line[i:])
			if IsInvisible(r) {
				return true
			}
			i += size
		}
	}
	return false
}

// HasHidden reports whether [Hidden] may find a character in line: false for nearly
// all lines, in a small part of the time. The line is valid UTF-8, or the answer is true
// more often.
func HasHidden(line []byte) bool { return hasInvisible(line) }
