package epub

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/foreword-go/foreword/internal/xhtml"
)

// isVerse reports whether a paragraph consists of at least three short lines
// that the author broke.
func isVerse(p *html.Node) bool {
	const (
		fewest  = 3
		longest = 22 // ems
	)
	lines, width := 1, 0.0
	for n := range p.Descendants() {
		switch {
		case isElement(n, "img", "code", "math"):
			return false
		case isElement(n, "br"):
			lines, width = lines+1, 0
		case n.Type == html.TextNode:
			for _, r := range strings.TrimSpace(n.Data) {
				if width += latinWidth; wide(r) {
					width += 1 - latinWidth
				}
			}
			if width > longest {
				return false
			}
		}
	}
	return lines >= fewest
}

// breakCode allows line breaks in long words of inline code, after
// punctuation and between the words of camelCase. The paragraph around is not
// justified, because that would stretch the gaps in such a line.
func breakCode(code *html.Node) {
	const longest = 16 // characters of a word that need no break
	var around *html.Node
	for p := code.Parent; p != nil; p = p.Parent {
		if isElement(p, "pre") {
			return
		}
		if around == nil && isElement(p, "p") {
			around = p
		}
	}
	if strings.Contains(attribute(code, "class"), "math") {
		return
	}
	for n := code.FirstChild; n != nil; n = n.NextSibling {
		long := func(word string) bool { return utf8.RuneCountInString(word) > longest }
		if n.Type != html.TextNode || !slices.ContainsFunc(strings.Fields(n.Data), long) {
			continue
		}
		parts := codeParts(n.Data)
		for _, part := range parts[:len(parts)-1] {
			code.InsertBefore(textNode(part), n)
			code.InsertBefore(xhtml.Element("wbr"), n)
		}
		n.Data = parts[len(parts)-1]
		if around != nil && !slices.Contains(strings.Fields(attribute(around, "class")), "ragged") {
			addClass(around, "ragged")
		}
	}
}

// codeParts splits code after punctuation and before the capitals of
// camelCase. Parts have at least three characters, so "i++" stays whole.
func codeParts(code string) (parts []string) {
	const shortest = 3
	runes := []rune(code)
	start := 0
	for i := 1; i < len(runes); i++ {
		prev, next := runes[i-1], runes[i]
		mark := strings.ContainsRune("/\\._-:=&?#,;|+@", prev) && (unicode.IsLetter(next) || unicode.IsDigit(next))
		hump := unicode.IsLower(prev) && unicode.IsUpper(next)
		if (mark || hump) && i-start >= shortest && len(runes)-i >= shortest {
			parts = append(parts, string(runes[start:i]))
			start = i
		}
	}
	return append(parts, string(runes[start:]))
}

// annotate adds the TeX of a formula to its MathML. Programs that convert
// books to other formats read it, and browsers do not show it (MathML Core,
// section 2.4.2).
func annotate(math *html.Node) {
	tex := attribute(math, "alttext")
	if first := firstElement(math); tex == "" || first == nil || isElement(first, "semantics") {
		return
	}
	row := xhtml.Element("mrow")
	move(row, math)
	math.AppendChild(element("semantics", nil, row, element("annotation", []string{"encoding", "application/x-tex"}, textNode(tex))))
}
