package xhtml

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// A scanner reads markup in the form that this module and encoding/xml write:
// in tags only a single space before each attribute and before the slash,
// values in double quotes, the entities of XML and numeric references, CDATA
// sections, no comments and no declarations. Such markup can be read by
// searching for the next bracket or quote, and its text need not be copied.
// For any other form the scanner returns an error, and the caller uses a
// parser for all of XML or HTML.
type scanner struct {
	rest string

	kind  scanned
	text  string           // text or CDATA section, as written
	name  string           // name of a tag
	attrs []html.Attribute // values as written; reused for the next tag
}

type scanned int

const (
	scannedEnd scanned = iota
	scannedText
	scannedCDATA  // <![CDATA[a]]>
	scannedOpen   // <a>
	scannedClosed // <a />
	scannedClose  // </a>
)

var errNotOurs = errors.New("markup in another form than that of this package")

// next reads the next tag or text. It checks that characters, references and
// names are legal, but not that tags match.
func (s *scanner) next() error {
	if s.rest == "" {
		s.kind = scannedEnd
		return nil
	}
	if s.rest[0] != '<' {
		i := strings.IndexByte(s.rest, '<')
		if i < 0 {
			i = len(s.rest)
		}
		s.kind, s.text, s.rest = scannedText, s.rest[:i], s.rest[i:]
		if strings.Contains(s.text, "]]>") || !legalText(s.text) {
			return errNotOurs
		}
		return nil
	}
	if section, ok := strings.CutPrefix(s.rest, "<![CDATA["); ok {
		text, rest, ok := strings.Cut(section, "]]>")
		if !ok || illegal(text) < len(text) {
			return errNotOurs
		}
		s.kind, s.text, s.rest = scannedCDATA, text, rest
		return nil
	}
	if strings.HasPrefix(s.rest, "</") {
		n := nameLen(s.rest[2:])
		if n == 0 || len(s.rest) <= 2+n || s.rest[2+n] != '>' {
			return errNotOurs
		}
		s.kind, s.name, s.rest = scannedClose, s.rest[2:2+n], s.rest[3+n:]
		return nil
	}
	n := nameLen(s.rest[1:])
	if n == 0 {
		return errNotOurs
	}
	s.name, s.rest = s.rest[1:1+n], s.rest[1+n:]
	s.attrs = s.attrs[:0]
	for {
		switch {
		case strings.HasPrefix(s.rest, ">"):
			s.kind, s.rest = scannedOpen, s.rest[1:]
			return nil
		case strings.HasPrefix(s.rest, " />"):
			s.kind, s.rest = scannedClosed, s.rest[3:]
			return nil
		case !strings.HasPrefix(s.rest, " "):
			return errNotOurs
		}
		n := nameLen(s.rest[1:])
		if n == 0 || !strings.HasPrefix(s.rest[1+n:], `="`) {
			return errNotOurs
		}
		key, value := s.rest[1:1+n], s.rest[1+n+2:]
		end := strings.IndexByte(value, '"')
		if end < 0 {
			return errNotOurs
		}
		value, s.rest = value[:end], value[end+1:]
		if strings.IndexByte(value, '<') >= 0 || !legalText(value) {
			return errNotOurs
		}
		for _, a := range s.attrs {
			if a.Key == key {
				return errNotOurs
			}
		}
		s.attrs = append(s.attrs, html.Attribute{Key: key, Val: value})
	}
}

// nameLen returns the length of the name at the start of s: ASCII, with at
// most one colon inside.
func nameLen(s string) int {
	colon := -1
	for i := 0; ; i++ {
		if i < len(s) {
			switch c := s[i]; {
			case c >= 'a' && c <= 'z', c >= 'A' && c <= 'Z', c == '_':
				continue
			case i > 0 && i != colon+1 && (c >= '0' && c <= '9' || c == '-' || c == '.'):
				continue
			case c == ':' && i > 0 && colon < 0:
				colon = i
				continue
			}
		}
		if i == colon+1 {
			return 0
		}
		return i
	}
}

// legalText reports whether s has only legal characters, and each & begins a
// valid reference.
func legalText(s string) bool {
	if illegal(s) < len(s) {
		return false
	}
	for {
		i := strings.IndexByte(s, '&')
		if i < 0 {
			return true
		}
		_, n := reference(s[i:])
		if n == 0 {
			return false
		}
		s = s[i+n:]
	}
}

// maxReference is longer than any reference in practice.
const maxReference = 12

// reference decodes the reference at the start of s. It returns the character
// and the length of the reference, or 0 if there is none.
func reference(s string) (rune, int) {
	end := strings.IndexByte(s[:min(len(s), maxReference)], ';')
	if end < 0 {
		return 0, 0
	}
	switch name := s[1:end]; name {
	case "amp":
		return '&', end + 1
	case "lt":
		return '<', end + 1
	case "gt":
		return '>', end + 1
	case "quot":
		return '"', end + 1
	case "apos":
		return '\'', end + 1
	default:
		digits, ok := strings.CutPrefix(name, "#")
		if !ok {
			return 0, 0
		}
		base := 10
		if digits, ok = strings.CutPrefix(digits, "x"); ok {
			base = 16
		}
		n, err := strconv.ParseUint(digits, base, 31)
		if r := rune(n); err == nil && utf8.ValidRune(r) && illegal(string(r)) > 0 {
			return r, end + 1
		}
		return 0, 0
	}
}

// unreference decodes the references in text that the scanner read.
func unreference(s string) string {
	i := strings.IndexByte(s, '&')
	if i < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i >= 0 {
		b.WriteString(s[:i])
		r, n := reference(s[i:])
		b.WriteRune(r)
		s = s[i+n:]
		i = strings.IndexByte(s, '&')
	}
	b.WriteString(s)
	return b.String()
}
