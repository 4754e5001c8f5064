package feed

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/foreword-go/foreword/internal/bytescan"
)

// An xmlWriter writes elements in the same form as encoding/xml with an
// indent of two spaces. Items are written with it because the reflection of
// encoding/xml took a quarter of the time of a feed. The head of a document,
// which is short, is written with encoding/xml. A test compares the two.
type xmlWriter struct {
	b     []byte
	depth int
}

// line begins a new line, indented to the depth of the next element.
func (w *xmlWriter) line() {
	w.b = append(w.b, '\n')
	for range w.depth {
		w.b = append(w.b, "  "...)
	}
}

// start writes a start tag without its end, so that attributes may follow.
func (w *xmlWriter) start(name string) {
	w.line()
	w.b = append(append(w.b, '<'), name...)
}

func (w *xmlWriter) attr(name, value string) {
	w.b = append(append(append(w.b, ' '), name...), `="`...)
	w.b = append(appendEscaped(w.b, value), '"')
}

// attrIf writes an attribute, unless the value is empty.
func (w *xmlWriter) attrIf(name, value string) {
	if value != "" {
		w.attr(name, value)
	}
}

func (w *xmlWriter) number(name string, n int64) {
	if n != 0 {
		w.attr(name, strconv.FormatInt(n, 10))
	}
}

// end writes text and the end tag of the element that start began.
func (w *xmlWriter) end(name, text string) {
	w.b = appendEscaped(append(w.b, '>'), text)
	w.closeTag(name)
}

func (w *xmlWriter) closeTag(name string) {
	w.b = append(append(append(w.b, "</"...), name...), '>')
}

// open ends a start tag after which child elements follow; close writes the
// end tag.
func (w *xmlWriter) open() {
	w.b = append(w.b, '>')
	w.depth++
}

func (w *xmlWriter) close(name string) {
	w.depth--
	w.line()
	w.closeTag(name)
}

// element writes an element that contains text.
func (w *xmlWriter) element(name, text string) {
	w.start(name)
	w.end(name, text)
}

// elementIf writes an element that contains text, unless the text is empty.
func (w *xmlWriter) elementIf(name, text string) {
	if text != "" {
		w.element(name, text)
	}
}

// cdata writes an element whose text is in a CDATA section.
func (w *xmlWriter) cdata(name, text string) {
	w.start(name)
	w.b = append(w.b, "><![CDATA["...)
	for {
		before, after, more := strings.Cut(text, "]]>")
		w.b = append(w.b, before...)
		if !more {
			break
		}
		w.b = append(w.b, "]]]]><![CDATA[>"...)
		text = after
	}
	w.b = append(w.b, "]]>"...)
	w.closeTag(name)
}

// raw writes an element whose text is escaped already.
func (w *xmlWriter) raw(name, text string) {
	w.start(name)
	w.b = append(append(w.b, '>'), text...)
	w.closeTag(name)
}

// references holds the references that encoding/xml writes for ASCII
// characters.
var references = func() [utf8.RuneSelf]string {
	all := [utf8.RuneSelf]string{
		'"': "&#34;", '\'': "&#39;", '&': "&amp;", '<': "&lt;", '>': "&gt;", '\t': "&#x9;", '\n': "&#xA;", '\r': "&#xD;",
	}
	for c := range ' ' {
		if all[c] == "" {
			all[c] = "\uFFFD" // XML does not allow it
		}
	}
	return all
}()

// appendEscaped appends text, escaped for an element or attribute.
func appendEscaped(b []byte, s string) []byte {
	from := 0
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			if ref := references[c]; ref != "" {
				b = append(append(b, s[from:i]...), ref...)
				from = i + 1
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 || r == 0xFFFE || r == 0xFFFF {
			b = append(append(b, s[from:i]...), "\uFFFD"...)
			from = i + size
		}
		i += size
	}
	return append(b, s[from:]...)
}

// appendMarkup appends legal markup, escaped for an element. Line ends and
// quotes are not escaped.
func appendMarkup(b []byte, s string) []byte {
	for {
		n := bytescan.Run(s, '&', '<', '>')
		if b = append(b, s[:n]...); n == len(s) {
			return b
		}
		switch c := s[n]; c {
		case '&':
			b = append(b, "&amp;"...)
		case '<':
			b = append(b, "&lt;"...)
		case '>':
			b = append(b, "&gt;"...)
		default:
			b = append(b, c)
		}
		s = s[n+1:]
	}
}
