package xhtml

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestLegal(t *testing.T) {
	for in, want := range map[string]string{
		"a\tb\nc\r": "a\tb\nc\r", "\x00a\x1b": "a", "a\xffb": "a\uFFFDb", "\uFFFE好\uFFFF": "好", "\xed\xa0\x80": "\uFFFD\uFFFD\uFFFD",
	} {
		if got := Legal(in); got != want {
			t.Errorf("Legal(%q) = %q, want %q", in, got, want)
		}
		if got := LegalBytes([]byte(in)); string(got) != want {
			t.Errorf("LegalBytes(%q) = %q, want %q", in, got, want)
		}
	}
}

// Legal keeps what the production Char of XML 1.0, section 2.2, has, but for
// what HTML calls controls and noncharacters, and makes one U+FFFD of each byte
// that is not UTF-8.
func TestLegalIsChar(t *testing.T) {
	check := func(in string) {
		var want strings.Builder
		for rest := in; rest != ""; {
			r, n := utf8.DecodeRuneInString(rest)
			rest = rest[n:]
			switch {
			case 0x7F <= r && r <= 0x9F, 0xFDD0 <= r && r <= 0xFDEF, r&0xFFFF >= 0xFFFE:
			case r == '\t', r == '\n', r == '\r', ' ' <= r && r <= 0xD7FF, 0xE000 <= r && r <= 0xFFFD, 0x10000 <= r:
				want.WriteRune(r)
			}
		}
		if got := Legal(in); got != want.String() {
			t.Fatalf("Legal(%q) = %q, want %q", in, got, &want)
		}
	}
	for r := range rune(utf8.MaxRune + 1) {
		check(string(r))
	}
	edges := []byte{'a', 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF4, 0xFF}
	for _, a := range edges {
		for _, b := range edges {
			for _, c := range edges {
				check(string([]byte{a, b, c}))
				check(string([]byte{a, b, c, 'z'}))
			}
		}
	}
	for c := range 256 { // ASCII is read several bytes at a time
		for at := range 16 {
			text := []byte("Nets and ropes.\n~")
			text[at] = byte(c)
			check(string(text))
		}
	}
}

func TestPlainText(t *testing.T) {
	if got, want := OneLine(" a\v\x01b\r\n c\u3000\ufeff"), "a b c"; got != want {
		t.Errorf("OneLine = %q, want %q", got, want)
	}
	got, want := Paragraphs("a < b\r\nc\r\n\r\n \n\nd\x00\n"), "<p>a &lt; b<br />\nc</p>\n<p>d</p>\n"
	if got != want {
		t.Errorf("Paragraphs = %q, want %q", got, want)
	}
}
