package epub

import (
	"strings"

	"golang.org/x/net/html"
)

// upright sets the numbers of one or two digits below n upright, as columns of
// Chinese and Japanese have them: side by side in the square of a character.
// Longer ones, and those among Latin words, lie on their side like these.
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
		// With the spaces around it a number may stand in CJK text, a word not.
		if number := strings.TrimRight(text[i:end], " "); len(number) <= 2 && strings.Trim(number, "0123456789") == "" {
			n.Parent.InsertBefore(textNode(text[done:i]), n)
			n.Parent.InsertBefore(element("span", []string{"class", "upright"}, textNode(number)), n)
			done = i + len(number)
		}
		i = end
	}
	n.Data = text[done:]
}

// isLatin reports whether c is of a word or number in Latin letters, or between
// two parts of one.
func isLatin(c byte) bool { return c > ' ' && c < 0x7F }
