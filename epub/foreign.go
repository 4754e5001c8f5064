package epub

import (
	"unicode"
	"unicode/utf8"

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
	lang := languageOf(n)
	if lang == "" {
		return
	}
	for p := n; p != nil; p = p.Parent {
		if attribute(p, "lang") != "" {
			return // the author states the language
		}
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

// languageOf returns the language that the letters of a text show beyond
// doubt, "" if they do not. A few kana prove nothing: Chinese text uses some
// for decoration, and quotes whole names in katakana.
func languageOf(n *html.Node) string {
	const few = 4
	var c letters
	if c.count(n); c.hangul <= few && c.hiragana <= few {
		return ""
	}
	switch all := countLetters(n); {
	case c.hangul > few && c.hangul*3 > all*2:
		return "ko"
	case c.hiragana > few && (c.hiragana+c.katakana)*3 > all:
		return "ja"
	}
	return ""
}

// letters counts the letters of Korean and Japanese scripts in a text.
type letters struct{ hangul, hiragana, katakana int }

func (c *letters) count(n *html.Node) {
	if n.Type == html.TextNode {
		for i := 0; i < len(n.Data); {
			switch b := n.Data[i]; {
			case b < 0xE1:
				i++ // up to U+0FFF
			case b >= 0xE4 && b <= 0xE9:
				i += 3 // from U+4000 to U+9FFF: nearly all Chinese characters
			default:
				r, size := utf8.DecodeRuneInString(n.Data[i:])
				i += size
				c.add(r)
			}
		}
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		c.count(child)
	}
}

func (c *letters) add(r rune) {
	switch {
	case r >= 0x3041 && r <= 0x3096:
		c.hiragana++
	case r >= 0x30A1 && r <= 0x30FA:
		c.katakana++
	case r >= 0x1200 && r < 0x302E || r >= 0xFF00 && r < 0xFFA0: // punctuation, mostly
	case unicode.Is(unicode.Hangul, r):
		c.hangul++
	}
}

func countLetters(n *html.Node) int {
	all := 0
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			for _, r := range d.Data {
				if unicode.IsLetter(r) || unicode.Is(unicode.Hangul, r) {
					all++
				}
			}
		}
	}
	return all
}
