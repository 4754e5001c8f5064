package pattern

import "strings"

// ends shows the ends of the text in words as an expression does.
var ends = strings.NewReplacer(string(textStart), "^", string(textEnd), "$")

// WordsOf returns the words that a pattern looks for.
func WordsOf(p *Pattern) []string {
	var words []string
	for _, pair := range p.Words().pairs {
		for _, w := range pair.rest.words {
			words = append(words, ends.Replace(w.text))
		}
	}
	return words
}

// BeginningsOf returns what the matches of an expression begin with; nil if that is not
// known.
func BeginningsOf(expr string) []string { return beginningsOf(parse(expr)) }
