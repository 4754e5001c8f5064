package xhtml

import (
	"bufio"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// WellFormed returns nil if doc is a well-formed XML document in UTF-8, and
// otherwise an error that names the line. In addition to the checks of
// [encoding/xml], it checks that there is one root element and that no
// element has the same attribute twice.
func WellFormed[Doc string | []byte](doc Doc) error {
	if ours(&scanner[Doc]{rest: doc}, nil) {
		return nil
	}
	return decode(strings.NewReader(string(doc)))
}

// WellFormedFile does the same as [WellFormed] for a document that may not
// fit in memory. It reads f from its current position to its end.
func WellFormedFile(f io.ReadSeeker) error {
	start, err := f.Seek(0, io.SeekCurrent)
	if err != nil {
		return err
	}
	if oursIn(&pieces{from: f, size: pieceSize}) {
		return nil
	}
	if _, err := f.Seek(start, io.SeekStart); err != nil {
		return err
	}
	return decode(bufio.NewReader(f))
}

// pieces reads a document in pieces.
type pieces struct {
	from io.Reader // nil at the end
	size int       // of the first piece
	buf  []byte
}

const (
	// pieceSize is the size of the first piece. If a tag or text does not end
	// in a piece, larger pieces are read.
	pieceSize = 128 << 10
	// maxPiece is the largest size of a tag or text, which must fit in
	// memory.
	maxPiece = 16 << 20
)

// next returns the unread end of the last piece followed by the next piece, in
// the same memory.
func (p *pieces) next(unread []byte) ([]byte, error) {
	if len(unread) > maxPiece {
		return nil, errNotOurs
	}
	buf := p.buf
	if least := max(p.size, 2*len(unread)); len(buf) < least {
		buf = make([]byte, least)
	}
	n := copy(buf, unread)
	read, err := io.ReadFull(p.from, buf[n:])
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		p.from, err = nil, nil
	}
	p.buf = buf
	return buf[:n+read], err
}

// oursIn does the same as [ours] for a document in pieces.
func oursIn(p *pieces) bool {
	first, err := p.next(nil)
	return err == nil && ours(&scanner[[]byte]{rest: first}, p)
}

// ours reports whether the document that d is at the start of is well-formed
// XML in the form that the scanner supports. For all other documents,
// well-formed or not, it returns false. If more is nil, d has the whole
// document.
func ours[T string | []byte](d *scanner[T], more *pieces) bool {
	if cutPrefix(&d.rest, `<?xml version="1.0" encoding="UTF-8"?>`) {
		cutPrefix(&d.rest, "\n")
	}
	cutPrefix(&d.rest, "<!DOCTYPE html>\n")
	open := []byte("/") // the names of the open elements, a slash after each
	for roots := 0; ; {
		if !nextIn(d, more) {
			return false
		}
		switch d.kind {
		case scannedEnd:
			return roots == 1 && len(open) == 1
		case scannedText:
			if len(open) == 1 && strings.Trim(string(d.text), " \n") != "" {
				return false
			}
		case scannedCDATA:
			if len(open) == 1 {
				return false
			}
		case scannedOpen, scannedClosed:
			if len(open) == 1 {
				roots++
			}
			if d.kind == scannedOpen {
				open = append(append(open, d.name...), '/')
			}
		case scannedClose:
			before := len(open) - 1 - len(d.name)
			if before < 1 || open[before-1] != '/' || string(open[before:len(open)-1]) != string(d.name) {
				return false
			}
			open = open[:before]
		}
	}
}

// nextIn does the same as the method next of d, which it gives further pieces as
// needed. It returns false if there is an error.
func nextIn[T string | []byte](d *scanner[T], more *pieces) bool {
	for {
		before := d.rest
		err := d.next()
		// A text that ends with the piece, or a construct that does not end,
		// may continue in the next piece.
		if more == nil || more.from == nil || err == nil && len(d.rest) > 0 {
			return err == nil
		}
		rest, err := more.next([]byte(before))
		if err != nil {
			return false
		}
		d.rest = T(rest)
	}
}

// decode returns the error of encoding/xml for a document.
func decode(r io.Reader) error {
	d := xml.NewDecoder(r)
	d.CharsetReader = func(label string, _ io.Reader) (io.Reader, error) {
		return nil, fmt.Errorf("the encoding is %q, not UTF-8", label)
	}
	depth, roots := 0, 0
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.StartElement:
			if depth == 0 {
				roots++
			}
			depth++
			for i, a := range t.Attr {
				for _, b := range t.Attr[:i] {
					if a.Name == b.Name {
						line, _ := d.InputPos()
						return fmt.Errorf("line %d: attribute %s of <%s> twice", line, a.Name.Local, t.Name.Local)
					}
				}
			}
		case xml.EndElement:
			depth--
		case xml.CharData:
			if depth == 0 && len(bytes.TrimSpace(t)) > 0 {
				line, _ := d.InputPos()
				return fmt.Errorf("line %d: text outside of the root element", line)
			}
		}
	}
	if roots != 1 {
		return fmt.Errorf("%d root elements, want 1", roots)
	}
	return nil
}
