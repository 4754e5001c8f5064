package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"
)

// A skeleton is an XML document without its text and CDATA sections, which
// are checked on the way. It refuses what might hide markup from it: a document
// that it takes is well-formed if the skeleton is.
type skeleton struct {
	pieces *bufio.Scanner
	rest   []byte // of the piece being read
}

// errPiece is text or markup that a skeleton does not take.
var errPiece = errors.New("text or markup that is not plain")

// maxPiece bounds a tag or a run of text, which the skeleton holds at once.
const maxPiece = 64 << 20

func newSkeleton(r io.Reader) *skeleton {
	s := &skeleton{pieces: bufio.NewScanner(r)}
	s.pieces.Buffer(make([]byte, 64<<10), maxPiece)
	s.pieces.Split(splitPiece)
	return s
}

// Read implements [io.Reader].
func (s *skeleton) Read(p []byte) (int, error) {
	for len(s.rest) == 0 {
		if !s.pieces.Scan() {
			if err := s.pieces.Err(); err != nil {
				return 0, err
			}
			return 0, io.EOF
		}
		if err := s.take(s.pieces.Bytes()); err != nil {
			return 0, err
		}
	}
	n := copy(p, s.rest)
	s.rest = s.rest[n:]
	return n, nil
}

var (
	cdataStart = []byte("<![CDATA[")
	cdataEnd   = []byte("]]>")
)

// splitPiece is a [bufio.SplitFunc]: a piece is a CDATA section, any other
// markup to the next ">", or text to the next "<".
func splitPiece(data []byte, atEOF bool) (int, []byte, error) {
	end := 0
	switch {
	case len(data) == 0:
		return 0, nil, nil
	case data[0] != '<':
		if end = bytes.IndexByte(data, '<'); end < 0 && atEOF {
			end = len(data)
		}
	case bytes.HasPrefix(data, cdataStart):
		end = bytes.Index(data, cdataEnd) + len(cdataEnd)
		if end < len(cdataStart) {
			end = -1
		}
	case len(data) < len(cdataStart) && !atEOF && bytes.HasPrefix(cdataStart, data):
		return 0, nil, nil
	default:
		if end = bytes.IndexByte(data, '>') + 1; end == 0 {
			end = -1
		}
	}
	if end < 0 {
		if atEOF {
			return 0, nil, errPiece
		}
		return 0, nil, nil
	}
	return end, data[:end], nil
}

// take checks a piece and keeps what the skeleton has of it. Comments and the
// like, where "<" may stand for itself, it refuses; in a tag the decoder does,
// so that a tag cut at a ">" in quotes never passes for a whole one.
func (s *skeleton) take(piece []byte) error {
	switch {
	case bytes.HasPrefix(piece, cdataStart):
		if !legalBytes(piece) {
			return errPiece
		}
	case piece[0] != '<':
		if !legalBytes(piece) || bytes.Contains(piece, cdataEnd) || !plainReferences(piece) {
			return errPiece
		}
	case bytes.HasPrefix(piece, []byte("<!")) && string(piece) != "<!DOCTYPE html>",
		bytes.HasPrefix(piece, []byte("<?")) && !bytes.HasSuffix(piece, []byte("?>")):
		return errPiece
	default:
		s.rest = piece
	}
	return nil
}

// legalBytes reports whether b is UTF-8 of characters that XML allows.
func legalBytes(b []byte) bool {
	if !utf8.Valid(b) {
		return false
	}
	for i, c := range b {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' {
			return false
		}
		// U+FFFE and U+FFFF; the text is valid, so two more bytes follow.
		if c == 0xEF && b[i+1] == 0xBF && b[i+2] >= 0xBE {
			return false
		}
	}
	return true
}

// plainReferences reports whether each "&" of b begins a reference to one of
// the five characters that need one, or to a number.
func plainReferences(b []byte) bool {
	for {
		at := bytes.IndexByte(b, '&')
		if at < 0 {
			return true
		}
		b = b[at+1:]
		end := bytes.IndexByte(b[:min(len(b), len("#x10FFFF;"))], ';')
		if end < 0 || !plainReference(string(b[:end])) {
			return false
		}
		b = b[end+1:]
	}
}

func plainReference(name string) bool {
	switch name {
	case "amp", "lt", "gt", "quot", "apos":
		return true
	}
	if len(name) < 2 || name[0] != '#' {
		return false
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 21)
	return err == nil && utf8.ValidRune(rune(n)) && legalBytes(utf8.AppendRune(nil, rune(n)))
}
