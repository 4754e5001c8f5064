package xhtml

import (
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
func WellFormed(doc []byte) error {
	if ours(string(doc)) {
		return nil
	}
	d := xml.NewDecoder(bytes.NewReader(doc))
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

// ours reports whether doc is well-formed XML in the form of this module. Of
// other documents, well-formed or not, it says false.
func ours(doc string) bool {
	s := &scanner{rest: strings.TrimPrefix(doc, `<?xml version="1.0" encoding="UTF-8"?>`+"\n")}
	s.rest = strings.TrimPrefix(s.rest, "<!DOCTYPE html>\n")
	var open []string
	for roots := 0; ; {
		if s.next() != nil {
			return false
		}
		switch s.kind {
		case scannedEnd:
			return roots == 1 && len(open) == 0
		case scannedText:
			if len(open) == 0 && strings.Trim(s.text, " \n") != "" {
				return false
			}
		case scannedOpen, scannedClosed:
			if len(open) == 0 {
				roots++
			}
			if s.kind == scannedOpen {
				open = append(open, s.name)
			}
		case scannedClose:
			if len(open) == 0 || open[len(open)-1] != s.name {
				return false
			}
			open = open[:len(open)-1]
		}
	}
}
