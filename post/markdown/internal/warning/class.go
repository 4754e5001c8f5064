package warning

import (
	"slices"
	"strings"

	"github.com/foreword-go/foreword/post/markdown/internal/doc"
	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
)

// boxWords are the words that names of boxes have besides a phrase: "cw-box".
var boxWords = pattern.Compile(`(?i)^(?:box|block|note|notice|banner|wrap|wrapper|container|post|page|entry|article|story|is|has|callout|admonition|alert|label|message|text|content|title|x|my|c|custom|component|inline|spoiler|warning|small|info|bold|red)$`)

// nameOf returns the one of the names and classes of an element that is a warning phrase,
// also with other words of boxes beside it. Mark is true if it is a mark such as cw, which
// is the prefix of a style sheet as well, so that all other names must be those of boxes.
func (p *Reader) nameOf(words []string) (name string, mark bool) {
	const most = 12 // classes
	words = words[:min(len(words), most)]
	for i, word := range words {
		ph, ok := p.namedPhrase(word)
		if ok && !ph.weak {
			return word, false
		}
		if i > 0 && (strings.EqualFold(word, "warning") || strings.EqualFold(word, "warnings")) { // class="content warning"
			if ph, ok := p.cutWarningPhrase(words[i-1] + " " + word); ok && ph.rest == "" && !ph.weak {
				return word, false
			}
		}
		if ok && isMark(ph.title) && !slices.ContainsFunc(words[1:], func(w string) bool { return w != word && !boxWords.MatchString(w) && !isMarkName(w) }) {
			name, mark = word, true
		}
	}
	if len(words) > 1 && (words[0] == "warning" || words[0] == "notice") && slices.Contains(words[1:], "content") { // <Warning type="content">
		return words[0], false
	}
	return name, mark
}

func isMarkName(name string) bool {
	return strings.EqualFold(name, "cw") || strings.EqualFold(name, "tw")
}

// namedPhrase returns the phrase in a name, among words of boxes.
func (p *Reader) namedPhrase(name string) (phrase, bool) {
	const most = 6 // words
	if ph, ok := p.cutWarningPhrase(spaced(name)); ok && ph.rest == "" {
		return ph, true
	}
	block, _, _ := strings.Cut(name, "--") // content-warning--strong
	parts := strings.FieldsFunc(block, func(r rune) bool { return r == '-' || r == '_' })
	if len(parts) < 1 || len(parts) > most {
		return phrase{}, false
	}
	for i := range parts {
		if i > 0 && !boxWords.MatchString(parts[i-1]) {
			break
		}
		for j := len(parts); j > i; j-- {
			ph, ok := p.cutWarningPhrase(strings.Join(parts[i:j], " "))
			if ok && ph.rest == "" && !slices.ContainsFunc(parts[j:], func(w string) bool { return !boxWords.MatchString(w) }) {
				return ph, true
			}
		}
	}
	return phrase{}, false
}

// warnsUnderMark reports whether text in an element whose class is a mark is what it warns
// of, and no other text in a box of that name.
func (p *Reader) warnsUnderMark(text string) bool {
	const longest = 200 // bytes
	return len(text) <= longest && (p.announced(text) || p.isAdvisory(text, true))
}

// textIn returns the text of the inline nodes between a start tag and its end.
func textIn(start *doc.RawHTML, tag string) string {
	const most = 50 // nodes
	var text strings.Builder
	n := start.NextSibling()
	for i := 0; n != nil && i < most; i, n = i+1, n.NextSibling() {
		if raw, ok := n.(*doc.RawHTML); ok {
			if strings.HasPrefix(strings.ToLower(raw.HTML), "</"+tag) {
				return strings.TrimSpace(text.String())
			}
			continue
		}
		text.WriteString(doc.InlineText(n))
	}
	return ""
}
