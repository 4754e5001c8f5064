package epub

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"

	"github.com/foreword-go/foreword/internal/bidi"
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
	for n := p.FirstChild; n != nil; n = following(n, p) {
		if isElement(n, "br") {
			lines++
		}
	}
	if lines < fewest { // nearly always
		return false
	}
	for n := p.FirstChild; n != nil; n = following(n, p) {
		switch {
		case isElement(n, "img", "code", "math"):
			return false
		case isElement(n, "br"):
			width = 0
		case n.Type == html.TextNode:
			if width += ems(strings.TrimSpace(n.Data)); width > longest {
				return false
			}
		}
	}
	return true
}

// ems estimates the width of text in ems of its type.
func ems(text string) float64 {
	width := 0.0
	for _, r := range text {
		if width += latinWidth; wide(r) {
			width += 1 - latinWidth
		}
	}
	return width
}

// whole returns text as markup in which no line ends, unless it is too long
// for that: a name, a date. A line may end before a space at its beginning.
func whole(text string) string {
	const longest = 14.0 // ems, on a page of 21
	trimmed := strings.TrimLeft(text, " ")
	if !strings.ContainsFunc(trimmed, func(r rune) bool { return r == ' ' || r == '-' || wide(r) }) || ems(trimmed) > longest {
		return isolated(text)
	}
	return text[:len(text)-len(trimmed)] + `<span class="whole">` + isolated(trimmed) + "</span>"
}

// headline returns a title as markup. No line ends in the short text between
// two brackets, with which many titles end.
func headline(title string) string {
	const longest = 11.0 // ems, of the 12 on a line of a title on a phone
	var out strings.Builder
	rest := title
	for !bidi.RightToLeft(title) {
		open := strings.IndexAny(rest, "(（「『《〈【［“")
		if open < 0 {
			break
		}
		size := strings.IndexAny(rest[open:], ")）」』》〉】］”")
		if size < 0 {
			break
		}
		_, last := utf8.DecodeRuneInString(rest[open+size:])
		group := rest[open : open+size+last]
		out.WriteString(xhtml.Escape(rest[:open]))
		if ems(group) <= longest {
			group = whole(group)
		} else {
			group = xhtml.Escape(group)
		}
		out.WriteString(group)
		rest = rest[open+size+last:]
	}
	return out.String() + isolated(rest)
}

// justifiable reports whether the lines of a paragraph in Chinese or Japanese
// can be stretched to one length. A long Latin word that goes to the next line
// leaves a gap that would tear the characters of its line apart.
func justifiable(p *html.Node) bool {
	const longest = 6 // letters
	run := 0
	for n := p.FirstChild; n != nil; n = following(n, p) {
		switch {
		case isElement(n, "wbr", "br", "img", "math"):
			run = 0
		case n.Type == html.TextNode:
			for i := 0; i < len(n.Data); {
				switch b := n.Data[i]; {
				case b >= 0xE0:
					run = 0
					i += 3 // a Chinese or Japanese character
				case b <= ' ' || b == '-' || b >= utf8.RuneSelf:
					run = 0
					i++
				default:
					if run++; run > longest {
						return false
					}
					i++
				}
			}
		}
	}
	return true
}

// breakAfter replaces a text by its parts, with a possible line break after each but the
// last.
func breakAfter(text *html.Node, parts []string) {
	last := len(parts) - 1
	for _, part := range parts[:last] {
		text.Parent.InsertBefore(textNode(part), text)
		text.Parent.InsertBefore(xhtml.Element("wbr"), text)
	}
	text.Data = parts[last]
}

// longWord is the largest number of characters of a word that needs no line break.
const longWord = 16

// breakAddress allows line breaks in an address that is the text of a link.
func breakAddress(link *html.Node) {
	for n := link.FirstChild; n != nil; n = n.NextSibling {
		if n.Type != html.TextNode || len(n.Data) <= longWord || strings.Contains(n.Data, " ") || !strings.ContainsAny(n.Data, "/@") {
			continue
		}
		breakAfter(n, codeParts(n.Data, false))
	}
}

// closeGaps removes the spaces between emphasis or a link in Chinese or
// Japanese and the characters around it. They are in the post because
// Markdown needs them to see the mark, and print has none there.
func closeGaps(n *html.Node) {
	prev, next := n.PrevSibling, n.NextSibling
	before := prev != nil && prev.Type == html.TextNode && strings.HasSuffix(prev.Data, " ")
	after := next != nil && next.Type == html.TextNode && strings.HasPrefix(next.Data, " ")
	if !before && !after {
		return
	}
	text := textOf(n)
	if first, _ := utf8.DecodeRuneInString(text); before && wide(first) {
		rest := prev.Data[:len(prev.Data)-1]
		if r, _ := utf8.DecodeLastRuneInString(rest); wide(r) {
			prev.Data = rest
		}
	}
	if last, _ := utf8.DecodeLastRuneInString(text); after && wide(last) {
		if r, _ := utf8.DecodeRuneInString(next.Data[1:]); wide(r) {
			next.Data = next.Data[1:]
		}
	}
}

// isLabel reports whether a paragraph is the bold name of the listing that
// follows it.
func isLabel(p *html.Node) bool {
	c := firstElement(p)
	if c == nil || !isElement(c, "strong", "b") || !alone(c) {
		return false
	}
	next := p.NextSibling
	for next != nil && isBlank(next) {
		next = next.NextSibling
	}
	return next != nil && isElement(next, "pre")
}

// breakCode allows line breaks in long words of inline code, after
// punctuation and between the words of camelCase. The paragraph around is not
// justified, because that would stretch the gaps in such a line.
func breakCode(code *html.Node) {
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
		long := func(word string) bool { return utf8.RuneCountInString(word) > longWord }
		if n.Type != html.TextNode || !slices.ContainsFunc(strings.Fields(n.Data), long) {
			continue
		}
		breakAfter(n, codeParts(n.Data, true))
		if around != nil {
			addClass(around, "ragged")
		}
	}
}

// codeParts splits code after punctuation and, if camel is true, before the
// capitals of camelCase. Parts have at least three characters, so "i++" stays
// whole.
func codeParts(code string, camel bool) (parts []string) {
	const shortest = 3
	runes := []rune(code)
	start := 0
	for i := 1; i < len(runes); i++ {
		prev, next := runes[i-1], runes[i]
		mark := strings.ContainsRune("/\\._-:=&?#,;|+@", prev) && (unicode.IsLetter(next) || unicode.IsDigit(next))
		hump := camel && unicode.IsLower(prev) && unicode.IsUpper(next)
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
