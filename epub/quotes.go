package epub

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/text/language"
)

// curl replaces typewriter quotes, dashes and dots in English text by
// typographic ones, as Hugo, Jekyll, Hexo and Astro do on the site. It does
// not change code, or dashes at the start of a word, such as in the option
// --help.
func (a *article) curl(root *html.Node) {
	prev := ' ' // the character before, also if it is in another inline element
	var walk func(n *html.Node, english bool)
	walk = func(n *html.Node, english bool) {
		switch {
		case n.Type == html.TextNode:
			if english {
				n.Data = curled(n.Data, prev)
			}
			if last, size := utf8.DecodeLastRuneInString(n.Data); size > 0 {
				prev = last
			}
			return
		case isElement(n, "code", "pre", "kbd", "samp", "var", "math", "tt"):
			prev = 'x' // stands for a word, so that a quote after the code closes
			return
		case n.Type == html.ElementNode:
			if lang := attribute(n, "lang"); lang != "" {
				english = isEnglish(lang)
			}
			if !isInline(n) {
				prev = ' '
			}
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, english)
		}
		if n.Type == html.ElementNode && !isInline(n) {
			prev = ' '
		}
	}
	walk(root, isEnglish(a.lang))
}

func isEnglish(lang string) bool {
	base, _ := language.Make(lang).Base()
	return base.String() == "en"
}

func isInline(n *html.Node) bool {
	return slices.Contains([]string{"a", "abbr", "b", "bdi", "bdo", "cite", "del", "dfn", "em", "i", "ins", "mark", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "wbr"}, n.Data)
}

// curled returns text with typographic marks. prev is the character before
// text.
func curled(text string, prev rune) string {
	if !strings.ContainsAny(text, "\"'-.") {
		return text
	}
	var b strings.Builder
	runes := []rune(text)
	at := func(i int) rune {
		if i < len(runes) {
			return runes[i]
		}
		return ' '
	}
	for i := 0; i < len(runes); i++ {
		r, next := runes[i], at(i+1)
		if i+1 == len(runes) {
			next = 'x' // stands for the beginning of the element after the text
		}
		out := r
		switch {
		case r == '"' && opens(prev, next):
			out = '“'
		case r == '"':
			out = '”'
		case r == '\'' && opens(prev, next) && !unicode.IsDigit(next): // the '90s
			out = '‘'
		case r == '\'':
			out = '’'
		case r == '.' && at(i+1) == '.' && at(i+2) == '.' && at(i+3) != '.' && prev != '.':
			out = '…'
			i += 2
		case r == '-' && at(i+1) == '-' && prev != '-':
			n := 2
			for at(i+n) == '-' {
				n++
			}
			if n <= 3 && (!unicode.IsSpace(prev) || !unicode.IsLetter(at(i+n))) {
				out = []rune{2: '–', 3: '—'}[n]
				i += n - 1
			}
		}
		b.WriteRune(out)
		prev = out
	}
	return b.String()
}

// opens reports whether a quote between prev and next is an opening quote.
func opens(prev, next rune) bool {
	return !unicode.IsSpace(next) && (unicode.IsSpace(prev) || strings.ContainsRune("([{“‘—–-/", prev))
}
