package warning

import (
	"slices"
	"strings"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
)

// aside reads a bracket within the text of n as a warning of that place: "the case (content
// warning: suicide) was …". It stays.
func (s *warningSearch) aside(n *doc.Paragraph) {
	if !slices.ContainsFunc(n.Lines, func(l doc.Line) bool { _, ok := s.p.bracketed(l.Text); return ok }) {
		return
	}
	text, _ := doc.Flatten(n)
	ph, ok := s.p.bracketed(text)
	if of := script.TrimAnyPrefix(ph.rest, "for ", "about ", "sobre ", "pour "); ok && of != ph.rest {
		ph.rest, ph.sep, ph.weak = of, ':', false
	}
	if !ok || !ph.colon() || !s.p.announced(ph.rest) || isSubject(ph.title) && !s.p.namesTopics(ph.rest) {
		return
	}
	w := s.start(offsetOf(n))
	w.Scope = post.ScopeSection
	s.p.fill(w, ph, nil)
	s.judge(s.evidenceOf(formLater, ph, w, ""), foundWarning{warning: w, blocks: []doc.Node{n}, stays: true})
}

// bracketed returns the first phrase of text that stands at the start of a bracket.
func (p *Reader) bracketed(text string) (phrase, bool) {
	const most = 400 // bytes of a bracket
	if !hasBracket(text) {
		return phrase{}, false // as most texts
	}
	for {
		i, size := indexBracket(text)
		if i < 0 {
			return phrase{}, false
		}
		if p.words().Phrases.MayStart(strings.TrimLeft(text[i+size:], " ")) {
			inner, _ := script.CutBracket(text[i:min(len(text), i+most)])
			if ph, ok := p.cutWarningPhrase(strings.ToValidUTF8(inner, "")); ok {
				return ph, true
			}
		}
		text = text[i+size:]
	}
}

// hasBracket reports whether a bracket opens in text. It is faster than [indexBracket].
func hasBracket(text string) bool {
	return strings.Contains(text, "(") || strings.Contains(text, "[") || strings.Contains(text, "（") || strings.Contains(text, "【")
}

// indexBracket returns the offset and the length of the first bracket that opens in text.
// [strings.IndexAny] decodes every character if one of those looked for is not ASCII.
func indexBracket(text string) (i, size int) {
	for i := range len(text) {
		switch text[i] {
		case '(', '[':
			return i, 1
		case "（"[0], "【"[0]:
			if rest := text[i:]; strings.HasPrefix(rest, "（") || strings.HasPrefix(rest, "【") {
				return i, len("（")
			}
		}
	}
	return -1, 0
}

// indexRound returns the offset of the first round bracket that opens in text, -1 if none
// does.
func indexRound(text string) int {
	i := strings.IndexByte(text, '(')
	if j := strings.Index(text, "（"); i < 0 || j >= 0 && j < i {
		return j
	}
	return i
}
