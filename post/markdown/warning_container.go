package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post/markdown/internal/doc"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/phrases"
)

// container reads n as a warning: its title opens with a phrase, its name is
// one, or it has no title of its own and its first paragraph opens with one.
func (s *warningSearch) container(n *doc.Container) bool {
	w := s.start(n.Offset())
	w.Level = containerLevel(n)
	children := blockChildren(n)
	ph, ok := cutWarningPhrase(n.TitleText)
	var op opening
	name := false
	if !ok {
		if byName, isName := cutWarningPhrase(spaced(n.Name)); isName && byName.rest == "" {
			ph = phrase{title: defaultWarningTitle(s.p, &s.po.Head, n.Name), rest: n.TitleText, weak: byName.weak}
			ok, name = true, true
		}
	}
	if !ok {
		ph, ok = s.notice(n, children)
	}
	found := foundWarning{warning: w, blocks: []doc.Node{n}}
	switch {
	case ok && (holdsText(children) || s.folds(n, ph, children)):
		s.p.fill(w, ph, nil)
		found.stays = true
	case ok:
		s.p.fill(w, ph, children)
	case len(children) > 0 && isPlainTitle(n):
		if children[0].Kind() != doc.KindParagraph {
			return false
		}
		if op, ok = s.openingOf(children[0], w.Level > post.LevelNote && n.Name != "details"); !ok {
			return false
		}
		ph = op.phrase
		ph.weak = ph.weak || !op.bold
		s.fillOpened(w, op, children)
	default:
		return false
	}
	if ph.weak && !w.known() && !name {
		return false
	}
	found.named = name
	found.opening = op
	s.found = append(s.found, found)
	return true
}

// Bounds of a warning that is a container: what is longer, or has a heading, is
// the text that the container warns of.
const containerRunes = 1500

func holdsText(children []doc.Node) bool {
	for _, n := range children {
		if n.Kind() == doc.KindHeading {
			return true
		}
	}
	return utf8.RuneCountInString(blockText(children)) > containerRunes
}

// foldedRunes is how much may stand folded under a title with topics and still
// say more of them.
const foldedRunes = 300

// folds reports whether n, a warning by its title, folds away what it warns of:
// there is no text besides, or there are topics in its title over a text that
// is too long to be about them.
func (s *warningSearch) folds(n *doc.Container, ph phrase, children []doc.Node) bool {
	if !n.Foldable || len(children) == 0 {
		return false
	}
	if s.p.namesTopics(ph.rest) && utf8.RuneCountInString(blockText(children)) > foldedRunes {
		return true
	}
	if n.Parent() != s.po.doc {
		return false
	}
	for c := s.po.doc.FirstChild(); c != nil; c = c.NextSibling() {
		switch c.Kind() {
		case doc.KindHeading, doc.KindThematicBreak, doc.KindLinkReferenceDefinition:
		default:
			if c != n {
				return false
			}
		}
	}
	return true
}

// showTitle writes the title of a warning into a container that has none but
// its name, for where the container stays in the body.
func (s *warningSearch) showTitle(n *doc.Container, title string) {
	t, ok := n.FirstChild().(*doc.Title)
	if ok && t.FirstChild() != nil {
		doc.InsertBefore(t, t.FirstChild(), &doc.Text{Value: title + label.For(s.po.Lang).Colon})
		return
	}
	t = &doc.Title{}
	doc.Append(t, &doc.Text{Value: title})
	doc.InsertBefore(n, n.FirstChild(), t)
}

// notice reads the title of n as a word that opens any warning, over one of
// content.
func (s *warningSearch) notice(n *doc.Container, children []doc.Node) (phrase, bool) {
	ph, ok := cutPhrase(phrases.Read().Notices, n.TitleText)
	switch {
	case !ok || ph.sep == ' ':
		return phrase{}, false
	case ph.rest != "":
		return s.p.cutNotice(n.TitleText)
	case len(children) == 0:
		return phrase{}, false
	}
	_, ok = s.p.cutNotice(ph.title + ": " + blockText(children[:1]))
	ph.weak = false
	return ph, ok
}

// isPlainTitle reports whether the title of n says no more than its name.
func isPlainTitle(n *doc.Container) bool {
	t := strings.TrimFunc(n.TitleText, func(r rune) bool { return script.IsOrnament(r) || unicode.IsPunct(r) })
	return t == "" || strings.EqualFold(t, n.Name) || levelNamed(t) != 0
}

// containerLevel is that of the name, or of a class in the opener.
func containerLevel(n *doc.Container) post.Level {
	if l := levelNamed(n.Name); l != 0 && n.Name != "note" && n.Name != "notice" {
		return l
	}
	for _, a := range n.Attrs {
		for _, word := range strings.Fields(a.Key + " " + a.Value) {
			if l := levelNamed(strings.TrimPrefix(word, ".")); l != 0 {
				return l
			}
		}
	}
	return cmpLevel(levelNamed(n.Name), post.LevelWarning)
}
