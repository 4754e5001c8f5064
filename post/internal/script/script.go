// Package script knows the writing systems: which characters are Han, where a
// sentence ends, what is an ornament or a bracket.
package script

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/foreword-go/foreword/internal/xhtml"
)

func IsHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || r >= 0x3400 && r <= 0x4DBF || unicode.Is(unicode.Han, r)
}

// OneLine is [xhtml.OneLine] of what may be a part of a file, which it does not
// keep.
func OneLine(s string) string { return strings.Clone(xhtml.OneLine(s)) }

// IsJoined reports whether no space stands between a and b where a line ends
// between them. Quotation marks, which Chinese shares with Latin, go with the
// character on their other side.
func IsJoined(a, b rune) bool {
	const quotes = "“”‘’…—"
	return IsUnspaced(a) && (IsUnspaced(b) || strings.ContainsRune(quotes, b)) ||
		IsUnspaced(b) && strings.ContainsRune(quotes, a)
}

func IsUnspaced(r rune) bool {
	return r >= 0x2E80 && (unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) ||
		0x3000 < r && r <= 0x303F || 0xFF01 <= r && r <= 0xFF65)
}

// Lang returns the language that the script of a short text shows, "" if
// it shows none.
func Lang(s string) string {
	lang := ""
	for _, r := range s {
		switch {
		case unicode.In(r, unicode.Hiragana, unicode.Katakana):
			return "ja"
		case unicode.Is(unicode.Hangul, r):
			return "ko"
		case unicode.Is(unicode.Han, r):
			lang = "zh"
		}
	}
	return lang
}

// IsInvisible reports whether a reader does not see r, so that text is compared
// without it: default-ignorable characters, variation selectors, and those that set
// the direction of text.
func IsInvisible(r rune) bool {
	switch {
	case r < 0xAD, 0x2010 <= r && r < 0x202A, 0x2070 <= r && r < 0x3164, 0x3165 <= r && r < 0xFE00, 0xFF00 <= r && r < 0xFFA0:
		return false // most of what is written: the tables take as long as all else that is done with a character
	}
	return unicode.Is(unicode.Cf, r) && !unicode.Is(unicode.Prepended_Concatenation_Mark, r) ||
		unicode.Is(unicode.Other_Default_Ignorable_Code_Point, r) || unicode.Is(unicode.Variation_Selector, r)
}

// IsReordering reports whether r makes the characters behind it stand in another
// order than they are in: an embedding, override or isolate.
func IsReordering(r rune) bool { return 0x202A <= r && r <= 0x202E || 0x2066 <= r && r <= 0x2069 }

// Visible returns s without what [IsInvisible], but for what joins or colours
// emoji, and joins letters of the scripts that need it.
func Visible(s string) string {
	if strings.IndexFunc(s, IsInvisible) < 0 {
		return s
	}
	var b strings.Builder
	last := ' '
	for _, r := range s {
		if IsInvisible(r) && !joins(last, r) {
			continue
		}
		b.WriteRune(r)
		last = r
	}
	return b.String()
}

// NeedsInvisible reports whether text has letters of a script that is written with
// invisible characters: from right to left, with joined letters, or without spaces
// between words.
func NeedsInvisible(text []byte) bool {
	for i := 0; i < len(text); {
		if text[i] < 0xD6 { // none of them is below Hebrew
			i++
			continue
		}
		r, size := utf8.DecodeRune(text[i:])
		i += size
		if 0x0590 <= r && r < 0x1100 || 0x1700 <= r && r < 0x1D00 || 0xA840 <= r && r < 0xAC00 || 0xFB1D <= r && r < 0xFE00 || 0xFE70 <= r && r < 0xFEFF {
			return true
		}
	}
	return false
}

// joins reports whether r, behind last, joins or colours emoji, or joins letters of a
// script that needs it.
func joins(last, r rune) bool {
	if r != '\u200C' && r != '\u200D' && (r < 0xFE00 || 0xFE0F < r) {
		return false
	}
	return IsEmojiPart(last) || unicode.IsLetter(last) && !IsUnspaced(last) && !unicode.In(last, unicode.Latin, unicode.Greek, unicode.Cyrillic, unicode.Hangul)
}

// Hidden returns the first character that [Visible] leaves out of s, one that
// [IsReordering] before others, and its offset; -1 if there is none.
func Hidden(s string) (hidden rune, at int) {
	at = -1
	last := ' '
	for i, r := range s {
		switch {
		case !IsInvisible(r) || joins(last, r):
			last = r
		case IsReordering(r):
			return r, i
		case at < 0:
			hidden, at = r, i
		}
	}
	return hidden, at
}

// IsOrnament reports whether r may stand before a warning phrase: space, an
// emoji, a bracket or bullet.
func IsOrnament(r rune) bool {
	return unicode.IsSpace(r) || IsEmojiPart(r) || strings.ContainsRune("!！>*＊#※▲△★☆●■◆·•|｜-–—【[（(「『《<〈〔:：", r)
}

// IsEmojiPart reports whether r is a pictograph, or joins or colours one.
func IsEmojiPart(r rune) bool {
	return unicode.Is(unicode.So, r) || r == '\u200d' || r == '‼' || r == '⁉' || 0xFE00 <= r && r <= 0xFE0F || 0x1F3FB <= r && r <= 0x1F3FF
}

// Brackets close each other, by their opening half.
var Brackets = map[rune]string{'(': ")）", '（': "）)", '[': "]］", '［': "］]", '【': "】", '「': "」", '『': "』", '《': "》", '〔': "〕", '<': ">"}

// CutBracket splits s, which begins with an opening bracket, into what is in
// the bracket and what follows it. A bracket that is not closed holds all.
func CutBracket(s string) (inner, outer string) {
	r, size := utf8.DecodeRuneInString(s)
	s = s[size:]
	i := strings.IndexAny(s, Brackets[r])
	if i < 0 {
		return s, ""
	}
	_, size = utf8.DecodeRuneInString(s[i:])
	return s[:i], s[i+size:]
}

// CutSentence splits text after its first sentence, without its full stop.
func CutSentence(text string) (first, rest string) {
	for i, r := range text {
		switch r {
		case '。', '！', '？', '!', '?', '\n':
		case '.':
			if next := text[i+1:]; next != "" && next[0] != ' ' && next[0] != '\n' {
				continue
			}
		default:
			continue
		}
		return strings.TrimSpace(text[:i]), strings.TrimSpace(text[i+utf8.RuneLen(r):])
	}
	return text, ""
}

// TrimAnyPrefix removes the first of the prefixes that s begins with, in any case. No prefix
// may be empty.
func TrimAnyPrefix(s string, prefixes ...string) string {
	for _, p := range prefixes {
		// No letter of three bytes from U+3000 on is one of ASCII in another case.
		if len(s) >= len(p) && (s[0] < "\u3000"[0] || p[0] >= utf8.RuneSelf) && strings.EqualFold(s[:len(p)], p) {
			return s[len(p):]
		}
	}
	return s
}
