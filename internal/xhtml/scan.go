package xhtml

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/foreword-go/foreword/internal/bytescan"
)

// A scanner reads markup in the form that this module and encoding/xml write:
// in tags only a single space before each attribute and before the slash,
// values in double quotes, the entities of XML and numeric references, CDATA
// sections, no comments and no declarations. Such markup can be read by
// searching for the next bracket or quote, and its text need not be copied.
// For any other form the scanner returns an error, and the caller uses a
// parser for all of XML or HTML.
type scanner[T string | []byte] struct {
	rest T

	kind  scanned
	text  T              // text or CDATA section, as written
	name  T              // name of a tag
	attrs []attribute[T] // reused for the next tag
}

// An attribute is one of a tag, with its value as written.
type attribute[T string | []byte] struct{ key, value T }

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
func (s *scanner[T]) next() error {
	switch {
	case len(s.rest) == 0:
		s.kind = scannedEnd
		return nil
	case s.rest[0] != '<':
		n, ok := textLen(s.rest, false)
		if !ok {
			return errNotOurs
		}
		s.kind, s.text, s.rest = scannedText, s.rest[:n], s.rest[n:]
		return nil
	case hasPrefix(s.rest, "<![CDATA["):
		section := s.rest[len("<![CDATA["):]
		end := index(section, "]]>")
		if end < 0 || illegal(section[:end]) < end {
			return errNotOurs
		}
		s.kind, s.text, s.rest = scannedCDATA, section[:end], section[end+len("]]>"):]
		return nil
	case hasPrefix(s.rest, "</"):
		n := nameLen(s.rest[2:])
		if n == 0 || len(s.rest) <= 2+n || s.rest[2+n] != '>' {
			return errNotOurs
		}
		s.kind, s.name, s.rest = scannedClose, s.rest[2:2+n], s.rest[3+n:]
		return nil
	}
	return s.startTag()
}

// startTag reads the start tag at the start of s.rest.
func (s *scanner[T]) startTag() error {
	n := nameLen(s.rest[1:])
	if n == 0 {
		return errNotOurs
	}
	s.name, s.attrs = s.rest[1:1+n], s.attrs[:0]
	rest := s.rest[1+n:]
	for {
		switch {
		case hasPrefix(rest, ">"):
			s.kind, s.rest = scannedOpen, rest[1:]
			return nil
		case hasPrefix(rest, " />"):
			s.kind, s.rest = scannedClosed, rest[3:]
			return nil
		case !hasPrefix(rest, " "):
			return errNotOurs
		}
		n := nameLen(rest[1:])
		if n == 0 || !hasPrefix(rest[1+n:], `="`) {
			return errNotOurs
		}
		key, value := rest[1:1+n], rest[1+n+2:]
		end, ok := textLen(value, true)
		if !ok || end == len(value) || value[end] != '"' {
			return errNotOurs
		}
		value, rest = value[:end], value[end+1:]
		for _, a := range s.attrs {
			if string(a.key) == string(key) {
				return errNotOurs
			}
		}
		s.attrs = append(s.attrs, attribute[T]{key, value})
	}
}

func hasPrefix[T string | []byte](s T, prefix string) bool {
	return len(s) >= len(prefix) && string(s[:len(prefix)]) == prefix
}

// cutPrefix removes prefix from s, and reports whether s began with it.
func cutPrefix[T string | []byte](s *T, prefix string) bool {
	has := hasPrefix(*s, prefix)
	if has {
		*s = (*s)[len(prefix):]
	}
	return has
}

func index[T string | []byte](s T, sep string) int {
	if s, ok := any(s).(string); ok {
		return strings.Index(s, sep)
	}
	return bytes.Index([]byte(s), []byte(sep))
}

// nameLen returns the length of the name at the start of s: ASCII, with at
// most one colon inside.
func nameLen[T string | []byte](s T) int {
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

// special has the bytes in text that need a closer look: all but printable
// ASCII and line ends, and those that mean something in XML.
var special = func() (set [256]bool) {
	for c := range set {
		set[c] = c < ' ' && c != '\n' || c > '~'
	}
	for _, c := range []byte(`<&]"`) {
		set[c] = true
	}
	return set
}()

// textLen returns the length of the text at the start of s: up to the next
// "<", for an attribute value up to the next quote, or else all of s. It
// reports whether all characters in it are legal and each & begins a valid
// reference.
func textLen[T string | []byte](s T, value bool) (int, bool) {
	for i := 0; ; {
		for i < len(s) && !special[s[i]] {
			i++
		}
		if i == len(s) {
			return i, true
		}
		n := 1
		switch c := s[i]; {
		case c >= utf8.RuneSelf:
			if n = bytescan.Wide(s[i:]); n == 0 {
				n = legalLen(s, i)
			}
		case c == '<' || c == '"' && value:
			return i, true
		case c == '&':
			_, n = reference(s[i:])
		case c == ']' && !value && hasPrefix(s[i:], "]]>"), !IsLegal(rune(c)):
			return i, false
		}
		if n == 0 {
			return i, false
		}
		i += n
	}
}

// maxReference is longer than any reference in practice.
const maxReference = 12

// reference decodes the reference at the start of s. It returns the character
// and the length of the reference, or 0 if there is none.
func reference[T string | []byte](s T) (rune, int) {
	switch {
	case hasPrefix(s, "&lt;"):
		return '<', 4
	case hasPrefix(s, "&gt;"):
		return '>', 4
	case hasPrefix(s, "&amp;"):
		return '&', 5
	case hasPrefix(s, "&quot;"):
		return '"', 6
	case hasPrefix(s, "&apos;"):
		return '\'', 6
	case !hasPrefix(s, "&#"):
		return 0, 0
	}
	digits, _, ok := strings.Cut(string(s[2:min(len(s), maxReference)]), ";")
	if !ok {
		return 0, 0
	}
	end := 2 + len(digits) + 1
	base := 10
	if digits, ok = strings.CutPrefix(digits, "x"); ok {
		base = 16
	}
	n, err := strconv.ParseUint(digits, base, 31)
	if r := rune(n); err == nil && utf8.ValidRune(r) && IsLegal(r) {
		return r, end
	}
	return 0, 0
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
