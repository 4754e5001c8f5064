package main

import (
	"encoding/json"
	"io"

	"github.com/foreword-go/foreword/internal/bytescan"
)

// plainJSON reports whether r holds one JSON value, nested no deeper than feeds are, and
// nothing else. It may return false for other input that is JSON. It scans each byte once
// in a buffer of fixed size; [json.Decoder] scans each twice, and holds an item at a time.
func plainJSON(r io.Reader) bool {
	s := jsonScanner{r: r, buf: make([]byte, 0, 64<<10)}
	return s.value(0) && s.peek() == 0 && s.at == len(s.buf) && s.err == io.EOF
}

type jsonScanner struct {
	r   io.Reader
	buf []byte // the last bytes read
	at  int    // index in buf of the next byte
	err error  // of r
}

const (
	jsonDepth = 32 // nested values in plain JSON
	jsonWord  = 32 // bytes of a number or a name such as null
)

// fill reads the next part of the document once the last one is used up. It reports
// whether there is a next byte.
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

// symbol returns the same byte as peek, and skips it.
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

// list reads items separated by commas, up to the closing bracket.
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

// text reads a string after its first quotation mark.
func (s *jsonScanner) text() bool {
	for s.fill() {
		rest := s.buf[s.at:]
		i := bytescan.Run(rest, '"', '"', '\\')
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

// escape reads an escape sequence after its backslash.
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
