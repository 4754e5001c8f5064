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
	whole := string(doc)
	if ours(&document{scanner: scanner{rest: whole}}) {
		return nil
	}
	return decode(strings.NewReader(whole))
}

// WellFormedFile does the same as [WellFormed] for a document that may not
// fit in memory. It reads f from its current position to its end.
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

// A document is an XML document that is scanned in pieces.
type document struct {
	scanner
	more  io.Reader // the part after rest; nil if there is none
	piece []byte
}

const (
	// pieceSize is the size of the first piece. If a tag or text does not end
	// in a piece, larger pieces are read.
	pieceSize = 64 << 10
	// maxPiece is the largest size of a tag or text, which must fit in
	// memory.
	maxPiece = 16 << 20
)

// next does the same as the method of the scanner, and reads further pieces
// as needed.
func (d *document) next() error {
	for {
		before := d.rest
		err := d.scanner.next()
		// A text that ends with the piece, or a construct that does not end,
		// may continue in the next piece.
		if d.more == nil || err == nil && d.rest != "" {
			return err
		}
		if err := d.read(before); err != nil {
			return err
		}
	}
}

// read reads a further piece, and sets rest to before followed by the piece.
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
	var rest strings.Builder // one copy; the sum of two strings would be two
	rest.Grow(len(before) + n)
	rest.WriteString(before)
	rest.Write(d.piece[:n])
	d.rest = rest.String()
	return err
}

// ours reports whether doc is well-formed XML in the form that the scanner
// supports. For all other documents, well-formed or not, it returns false.
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
