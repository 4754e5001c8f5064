package syntax

import (
	"bytes"
	"strings"

	"github.com/foreword-go/foreword/post/markdown/internal/doc"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// attributeBytes bounds an attribute list.
const attributeBytes = 512

// attributes reads the list that b begins with, {#id .class key=value} or
// kramdown's {: …}. It returns its length, or 0 if there is no list.
func attributes(b []byte) ([]doc.Attribute, int) {
	b = b[:min(len(b), attributeBytes)]
	if len(b) < 3 || b[0] != '{' || b[1] == '{' || b[1] == '%' {
		return nil, 0
	}
	var attrs []doc.Attribute
	i := 1
	if b[1] == ':' {
		i++
	}
	for i < len(b) {
		switch c := b[i]; {
		case c == ' ' || c == '\t' || c == ',':
			i++
		case c == '}':
			return attrs, i + 1
		case c == '#' || c == '.':
			a, end := shortAttribute(b, i)
			if a.Value == "" {
				return nil, 0
			}
			attrs = append(attrs, a)
			i = end
		case isWord(c) || c == '_' || c == '@' || c == ':':
			a, end := keyedAttribute(b, i)
			attrs = append(attrs, a)
			i = end
		default:
			return nil, 0
		}
	}
	return nil, 0
}

// shortAttribute reads #id or .class at i, and returns where it ends. Its value is "" if
// there is only the mark.
func shortAttribute(b []byte, i int) (doc.Attribute, int) {
	c, j := b[i], i+1
	for j < len(b) && strings.IndexByte(" \t\n}{#=\"'<>", b[j]) < 0 && (c == '#' || b[j] != '.') {
		j++
	}
	key := "class"
	if c == '#' {
		key = "id"
	}
	return doc.Attribute{Key: key, Value: string(b[i+1 : j])}, j
}

// keyedAttribute reads key or key=value at i, and returns where it ends.
func keyedAttribute(b []byte, i int) (doc.Attribute, int) {
	j := i + 1
	for j < len(b) && (isWord(b[j]) || strings.IndexByte("_-:.@", b[j]) >= 0) {
		j++
	}
	a := doc.Attribute{Key: strings.ToLower(string(b[i:j]))}
	if j == len(b) || b[j] != '=' {
		return a, j
	}
	from, to, quoted := value(b, min(j+1, len(b)-1), len(b))
	if k := bytes.IndexByte(b[from:to], '}'); k >= 0 && !quoted {
		to = from + k
	}
	a.Value = string(b[from:to])
	if quoted {
		return a, to + 1
	}
	return a, to
}

// edgeAttributes finds an attribute list at the beginning or the end of b: the
// list, where it begins and how long it is, 0 if there is none.
func edgeAttributes(b []byte) (attrs []doc.Attribute, at, n int) {
	b = bytes.TrimRight(b, " \t\n")
	if len(b) == 0 {
		return nil, 0, 0
	}
	if attrs, n := attributes(b); n > 0 {
		return attrs, 0, n
	}
	if b[len(b)-1] != '}' {
		return nil, 0, 0
	}
	at = bytes.LastIndexByte(b, '{')
	if at < 0 || len(b)-at > attributeBytes {
		return nil, 0, 0
	}
	if attrs, n := attributes(b[at:]); n == len(b)-at {
		return attrs, at, n
	}
	return nil, 0, 0
}

// blockAttributes returns the length of a line that is nothing but kramdown's
// attribute list, {: .class}, or 0.
func blockAttributes(line []byte) int {
	line = bytes.TrimRight(line, " \t\n")
	if len(line) > 3 && bytes.HasPrefix(line, []byte("{:")) && bytes.IndexByte(line, '}') == len(line)-1 && len(line) < attributeBytes {
		return len(line)
	}
	return 0
}

// statedID returns the id in the attribute list that b begins with, or "".
func statedID(b []byte) string {
	attrs, _ := attributes(b)
	for _, a := range attrs {
		if a.Key == "id" {
			return a.Value
		}
	}
	return ""
}

// name gives the id of d to the block that kramdown gives it to: the one that ends
// on the line above, or else the one that begins on the line below.
func (s *state) name(d *dropped) {
	line := bytes.LastIndexByte(s.src[:min(d.at, len(s.src))], '\n') + 1
	before := bytes.LastIndexByte(s.src[:max(line-1, 0)], '\n') + 1
	to := d.PreviousSibling()
	if to == nil || blank(s.src[before:line]) {
		if next := lineEnd(s.src, d.at); blank(s.src[next:lineEnd(s.src, next)]) {
			return
		}
		to = d.NextSibling()
	}
	if to != nil && to.Kind() != ast.KindHeading {
		to.SetAttributeString("id", []byte(d.id))
	}
}

// A headingParser is goldmark's, of which it takes the attributes off the end
// of the text: # Title {#id}. goldmark's own take time that grows with the
// square of the line.
type headingParser struct{ parser.BlockParser }

func (p headingParser) Close(node ast.Node, reader text.Reader, pc parser.Context) {
	p.BlockParser.Close(node, reader, pc)
	lines := node.Lines()
	s := stateOf(pc)
	if lines.Len() == 0 || node.Parent() == nil {
		return
	}
	if !s.checkInline(lines, reader) {
		s.silence(node)
		return
	}
	last := lines.At(lines.Len() - 1)
	b := last.Value(s.src)
	attrs, at, n := edgeAttributes(b)
	if n == 0 || at == 0 || b[at-1] == '\\' || !isAttributes(attrs) {
		return
	}
	last.Stop = last.Start + at
	last = last.TrimRightSpace(s.src)
	if end := bytes.TrimRight(last.Value(s.src), "#"); len(end) < last.Len() && (len(end) == 0 || isSpace(end[len(end)-1])) {
		last.Stop = last.Start + len(end)
		last = last.TrimRightSpace(s.src)
	}
	lines.Set(lines.Len()-1, last)
	for _, a := range attrs {
		node.SetAttributeString(a.Key, []byte(a.Value))
	}
}

// isAttributes reports whether a list behind a heading is one: it has an id, a
// class or a value. {braces} alone are text.
func isAttributes(attrs []doc.Attribute) bool {
	for _, a := range attrs {
		if a.Value != "" {
			return true
		}
	}
	return false
}
