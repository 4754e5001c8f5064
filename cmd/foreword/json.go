package main

import (
	"encoding/json"
	"io"
)

// plainJSON reports whether r holds one JSON value, nested no deeper than feeds are,
// and nothing else. Of other input, JSON or not, it says false. It goes over each byte
// once and keeps none: [json.Decoder] goes over them twice, and an item at a time.
func plainJSON(r io.Reader) bool {
	s := jsonScanner{r: r, buf: make([]byte, 0, 64<<10)}
	return s.value(0) && s.peek() == 0 && s.at == len(s.buf) && s.err == io.EOF
}

type jsonScanner struct {
	r   io.Reader
	buf []byte // what is read, from at on not yet looked at
	at  int
	err error // of reading on
}

const (
	jsonDepth = 32 // of plain JSON
	jsonWord  = 32 // bytes of a number or a name such as null
)

// fill makes sure that there is a byte at s.at, and reports false at the end.
func (s *jsonScanner) fill() bool {
	for s.at == len(s.buf) && s.err == nil {
		var n int
		n, s.err = s.r.Read(s.buf[:cap(s.buf)])
		s.buf, s.at = s.buf[:n], 0
	}
	return s.at < len(s.buf)
}

// peek returns the next byte other than white space, 0 at the end.
func (s *jsonScanner) peek() byte {
	for s.fill() {
		switch c := s.buf[s.at]; c {
		case ' ', '\t', '\n', '\r':
			s.at++
		default:
			return c
		}
	}
	return 0
}

// symbol returns what peek does, and goes on behind it.
func (s *jsonScanner) symbol() byte {
	c := s.peek()
	if s.at < len(s.buf) {
		s.at++
	}
	return c
}

func (s *jsonScanner) value(depth int) bool {
	if depth > jsonDepth {
		return false
	}
	switch s.peek() {
	case '{':
		return s.list('}', func() bool {
			return s.symbol() == '"' && s.text() && s.symbol() == ':' && s.value(depth+1)
		})
	case '[':
		return s.list(']', func() bool { return s.value(depth + 1) })
	case '"':
		s.at++
		return s.text()
	}
	return s.word()
}

// list reads what stands between brackets and commas.
func (s *jsonScanner) list(end byte, item func() bool) bool {
	s.at++
	if s.peek() == end {
		s.at++
		return true
	}
	for item() {
		switch s.symbol() {
		case ',':
		case end:
			return true
		default:
			return false
		}
	}
	return false
}

// text reads a string from behind its first quotation mark on.
func (s *jsonScanner) text() bool {
	for s.fill() {
		rest := s.buf[s.at:]
		i := 0
		for i < len(rest) && rest[i] >= ' ' && rest[i] != '"' && rest[i] != '\\' {
			i++
		}
		s.at += i
		if i == len(rest) {
			continue
		}
		s.at++
		switch rest[i] {
		case '"':
			return true
		case '\\':
			if !s.escape() {
				return false
			}
		default:
			return false // a control character
		}
	}
	return false
}

// escape reads what follows a backslash.
func (s *jsonScanner) escape() bool {
	if !s.fill() {
		return false
	}
	c := s.buf[s.at]
	s.at++
	switch c {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return true
	case 'u':
		for range 4 {
			if !s.fill() {
				return false
			}
			c := s.buf[s.at] | 0x20
			if (c < '0' || c > '9') && (c < 'a' || c > 'f') || s.buf[s.at] < '0' {
				return false
			}
			s.at++
		}
		return true
	}
	return false
}

// word reads a number, true, false or null.
func (s *jsonScanner) word() bool {
	var word []byte
	for s.fill() {
		c := s.buf[s.at]
		if (c|0x20 < 'a' || c|0x20 > 'z') && (c < '0' || c > '9') && c != '-' && c != '+' && c != '.' {
			break
		}
		if word = append(word, c); len(word) > jsonWord {
			return false
		}
		s.at++
	}
	return json.Valid(word)
}
