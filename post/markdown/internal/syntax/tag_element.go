package syntax

import (
	"bytes"
	"strings"
)

// fragmentName is the name of <>, which has none of its own.
const fragmentName = "<>"

// element reads a component or details tag: one whose name HTML has not.
func (s *tagScanner) element(at int) *tag {
	if at < s.unclosed {
		return nil
	}
	t := &tag{kind: componentTag, start: at}
	i := at + 1
	if i < len(s.src) && s.src[i] == '/' {
		t.closing = true
		i++
	}
	j := i
	for j < len(s.src) && j-i < 64 && isElementName(s.src[j]) {
		j++
	}
	if j == i {
		if j < len(s.src) && s.src[j] == '>' { // <> … </> of JSX, text without the other
			t.name, t.args, t.argsEnd, t.end = fragmentName, j, j, j+1
			return t
		}
		return nil
	}
	t.name = string(s.src[i:j])
	switch {
	case strings.EqualFold(t.name, "details"):
		t.kind, t.name = detailsTag, "details"
	case !isComponent(t.name) && (t.closing || !s.hasExpression(j)):
		return nil
	}
	end := s.elementEnd(j)
	if end < 0 {
		return nil
	}
	t.end, t.argsEnd = end, end-1
	if s.src[t.argsEnd-1] == '/' {
		t.alone = true
		t.argsEnd--
	}
	t.args = s.skipSpace(j, t.argsEnd)
	for t.argsEnd > t.args && isSpace(s.src[t.argsEnd-1]) {
		t.argsEnd--
	}
	if t.closing && t.args < t.argsEnd {
		return nil
	}
	return t
}

// isElementName reports whether c may be in the name of an element.
func isElementName(c byte) bool {
	return c == '-' || c == '.' || c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

// isComponent reports whether name is one that HTML does not have: with a capital, or
// with a hyphen as custom elements have it.
func isComponent(name string) bool {
	switch c := name[0]; {
	case 'A' <= c && c <= 'Z':
		return !isHTMLInCapitals(name)
	case 'a' <= c && c <= 'z':
		return strings.Contains(name, "-") || name == "template" || name == "slot"
	}
	return false
}

// hasExpression reports whether the tag whose attributes begin at i has one of JSX:
// <span style={{ … }}>.
func (s *tagScanner) hasExpression(i int) bool {
	rest := s.src[i:min(len(s.src), i+512)]
	end := bytes.IndexByte(rest, '>')
	return end >= 0 && bytes.Contains(rest[:end], []byte("={"))
}

// isHTMLInCapitals reports whether name is one of HTML's, shouted: <BR>, <P>.
func isHTMLInCapitals(name string) bool {
	if strings.ToUpper(name) != name {
		return false
	}
	switch strings.ToLower(name) {
	case "a", "abbr", "b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em", "font", "form", "h1", "h2", "h3", "h4",
		"h5", "h6", "head", "hr", "html", "i", "iframe", "img", "input", "kbd", "li", "meta", "ol", "p", "pre", "s", "script", "small", "span",
		"strike", "strong", "style", "sub", "sup", "table", "tbody", "td", "th", "thead", "title", "tr", "tt", "u", "ul", "var", "video", "audio":
		return true
	}
	return false
}

// elementEnd returns where the element whose attributes begin at i ends, or
// -1. Attributes are HTML's, Vue's or JSX's: in quotes, or in nested braces.
func (s *tagScanner) elementEnd(i int) int {
	if i < len(s.src) && !isSpace(s.src[i]) && s.src[i] != '>' && s.src[i] != '/' {
		return -1
	}
	depth := 0
	limit := min(len(s.src), i+tagBytes)
	for ; i < limit; i++ {
		switch c := s.src[i]; c {
		case '"', '\'', '`':
			if depth == 0 && c == '`' || depth == 0 && s.src[i-1] != '=' {
				return -1
			}
			j := bytes.IndexByte(s.src[i+1:limit], c)
			if j < 0 {
				s.unclosed = limit
				return -1
			}
			i += 1 + j
		case '{':
			depth++
		case '}':
			depth--
		case '<':
			if depth <= 0 {
				return -1
			}
		case '>':
			if depth <= 0 {
				return i + 1
			}
		case '\n':
			if depth <= 0 && i+1 < limit && s.src[i+1] == '\n' {
				return -1
			}
		}
	}
	s.unclosed = limit
	return -1
}
