package epub

import (
	"strings"

	"golang.org/x/net/html"
)

// upright sets numbers of one or two digits below n upright and side by side
// in the space of one character, as is usual in columns of Chinese and
// Japanese. Longer numbers, and numbers among Latin words, stay rotated like
// the Latin text.
func upright(n *html.Node) {
	switch n.Data {
	case "code", "kbd", "math", "pre", "rt", "samp", "sup", "table":
		if n.Type == html.ElementNode {
			return
		}
	}
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		if c.Type == html.TextNode {
			uprightText(c)
		} else {
			upright(c)
		}
		c = next
	}
}

func uprightText(n *html.Node) {
	text, done := n.Data, 0
	for i := 0; i < len(text); {
		if !isLatin(text[i]) {
			i++
			continue
		}
		end := i + 1
		for end < len(text) && (isLatin(text[end]) || text[end] == ' ') {
			end++
		}
		// A number may have spaces around it in CJK text. A number next to a
		// Latin word stays with that word.
		if number := strings.TrimRight(text[i:end], " "); len(number) <= 2 && strings.Trim(number, "0123456789") == "" {
			n.Parent.InsertBefore(textNode(text[done:i]), n)
			n.Parent.InsertBefore(element("span", []string{"class", "upright"}, textNode(number)), n)
			done = i + len(number)
		}
		i = end
	}
	n.Data = text[done:]
}

// isLatin reports whether c is a visible ASCII character.
func isLatin(c byte) bool { return c > ' ' && c < 0x7F }
