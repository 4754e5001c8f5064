package epub

import (
	"unicode"

	"golang.org/x/net/html"
	"golang.org/x/text/language"
)

// foreign sets the language of a block of text whose script shows beyond
// doubt that it is not in the language of the article: Korean has its own
// script, and Japanese grammar is written in hiragana. Text in Latin letters
// is not marked, because a wrong language is read aloud worse than none.
func (a *article) foreign(n *html.Node) {
	switch n.Data {
	case "p", "h1", "h2", "h3", "h4", "h5", "h6", "th", "td", "dt", "dd", "figcaption", "caption", "summary":
	case "li":
		if first := firstElement(n); first != nil && isElement(first, "p", "ul", "ol", "blockquote", "div") {
			return // the blocks in it are marked instead
		}
	default:
		return
	}
	for p := n; p != nil; p = p.Parent {
		if attribute(p, "lang") != "" {
			return // the author states the language
		}
	}
	var c letters
	c.count(n)
	lang := c.language()
	if lang == "" {
		return
	}
	if base, _ := language.Make(a.lang).Base(); base.String() != lang {
		set(n, "lang", lang)
		set(n, "xml:lang", lang)
	}
}

func firstElement(n *html.Node) *html.Node {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if !isBlank(c) {
			return c
		}
	}
	return nil
}

// letters counts the letters of a text by script.
type letters struct{ hangul, hiragana, katakana, all int }

func (c *letters) count(n *html.Node) {
	if n.Type == html.TextNode {
		for _, r := range n.Data {
			switch {
			case r >= 0x4E00 && r < 0xA000: // a Chinese character, as most are
				c.all++
			case r < 0x1100:
				if unicode.IsLetter(r) {
					c.all++
				}
			case r >= 0x3041 && r <= 0x3096:
				c.hiragana++
				c.all++
			case r >= 0x30A1 && r <= 0x30FA:
				c.katakana++
				c.all++
			case unicode.Is(unicode.Hangul, r):
				c.hangul++
				c.all++
			case unicode.IsLetter(r):
				c.all++
			}
		}
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.count(child)
	}
}

// language returns the language that the letters show beyond doubt, "" if
// they do not. A few kana prove nothing: Chinese text uses some for
// decoration, and quotes whole names in katakana.
func (c *letters) language() string {
	const few = 4
	switch {
	case c.hangul > few && c.hangul*3 > c.all*2:
		return "ko"
	case c.hiragana > few && (c.hiragana+c.katakana)*3 > c.all:
		return "ja"
	}
	return ""
}
