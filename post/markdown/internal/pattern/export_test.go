package pattern

import "strings"

// ends shows the ends of the text in words as an expression does.
var ends = strings.NewReplacer(string(textStart), "^", string(textEnd), "$")

// WordsOf returns the words that a pattern looks for.
func WordsOf(p *Pattern) []string {
	var words []string
	var list func(before string, n *wordNode)
	list = func(before string, n *wordNode) {
		if !n.set.IsEmpty() {
			words = append(words, ends.Replace(before+n.text))
		}
		for _, e := range n.next {
			list(before+n.text+string(e.r), e.to)
		}
	}
	for _, bucket := range p.Words().buckets {
		for _, b := range bucket {
			before := string(b.first)
			if b.second != 0 {
				before += string(b.second)
			}
			list(before, b.rest)
		}
	}
	return words
}

// BeginningsOf returns what the matches of an expression begin with; nil if that is not
// known.
func BeginningsOf(expr string) []string { return beginningsOf(parse(expr)) }
