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
// otherwise an error that names the line. Beyond what [encoding/xml] checks,
// there is one root element, and no element has an attribute twice.
func WellFormed[Doc string | []byte](doc Doc) error {
	whole := string(doc)
	if ours(&document{scanner: scanner{rest: whole}}) {
		return nil
	}
	return decode(strings.NewReader(whole))
}

// WellFormedFile is [WellFormed] for a document that may be larger than the
// memory. It reads f from where it is to its end.
func WellFormedFile(f io.ReadSeeker) error {
	start, err := f.Seek(0, io.SeekCurrent)
	if err != nil {
		return err
	}
	if ours(&document{more: f}) {
		return nil
	}
	if _, err := f.Seek(start, io.SeekStart); err != nil {
		return err
	}
	return decode(bufio.NewReader(f))
}

// A document is scanned piece by piece.
type document struct {
	scanner
	more  io.Reader // what follows rest; nil if nothing does
	piece []byte
}

const (
	// pieceSize is how much of a document is read at first. A tag or text that
	// does not end in it is read on in larger ones.
	pieceSize = 64 << 10
	// maxPiece bounds a tag or a text, which is in memory at once.
	maxPiece = 16 << 20
)

// next is that of the scanner, with as much read as it needs.
func (d *document) next() error {
	for {
		before := d.rest
		err := d.scanner.next()
		// What ends where the piece does, or not at all, may go on in the next.
		if d.more == nil || err == nil && d.rest != "" {
			return err
		}
		if err := d.read(before); err != nil {
			return err
		}
	}
}

// read makes what follows in the document a part of rest, after before.
func (d *document) read(before string) error {
	if len(before) > maxPiece {
		return errNotOurs
	}
	switch {
	case d.piece == nil:
		d.piece = make([]byte, pieceSize)
	case len(d.piece) < len(before):
		d.piece = make([]byte, len(before))
	}
	n, err := io.ReadFull(d.more, d.piece)
	if err == io.EOF || err == io.ErrUnexpectedEOF {
		d.more, err = nil, nil
	}
	d.rest = before + string(d.piece[:n])
	return err
}

// ours reports whether doc is well-formed XML as the scanner reads it. Of other
// documents, well-formed or not, it says false.
func ours(d *document) bool {
	if d.more != nil && d.read("") != nil {
		return false
	}
	if rest, ok := strings.CutPrefix(d.rest, `<?xml version="1.0" encoding="UTF-8"?>`); ok {
		d.rest = strings.TrimPrefix(rest, "\n")
	}
	d.rest = strings.TrimPrefix(d.rest, "<!DOCTYPE html>\n")
	var open []string
	for roots := 0; ; {
		if d.next() != nil {
			return false
		}
		switch d.kind {
		case scannedEnd:
			return roots == 1 && len(open) == 0
		case scannedText:
			if len(open) == 0 && strings.Trim(d.text, " \n") != "" {
				return false
			}
		case scannedCDATA:
			if len(open) == 0 {
				return false
			}
		case scannedOpen, scannedClosed:
			if len(open) == 0 {
				roots++
			}
			if d.kind == scannedOpen {
				open = append(open, d.name)
			}
		case scannedClose:
			if len(open) == 0 || open[len(open)-1] != d.name {
				return false
			}
			open = open[:len(open)-1]
		}
	}
}

// decode says what encoding/xml has to say of a document.
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
