package warning

import (
	"strings"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
	"golang.org/x/net/html"
)

// html reads a block of HTML as a warning: its text opens with a phrase, or
// its element or class is named one. The block must be one whole element, so
// that nothing is left open behind it; or it is the first block of an element,
// which stays where it is, and opens with a phrase in bold or over topics.
func (s *warningSearch) html(n *doc.HTMLBlock) {
	raw := doc.LinesOf(n).String()
	root, whole := rootElement(raw)
	text := script.OneLine(doc.HTMLText(raw))
	if !whole {
		s.openHTML(n, root, text)
		return
	}
	w := s.start(doc.LinesOf(n)[0].Start)
	if l := levelOf(root.words); l != 0 {
		w.Level = l
	}
	ph, ok := cutWarningPhrase(text)
	advisory := false
	switch {
	case ok && ph.sep != ' ':
	case root.named != "":
		ph = phrase{title: label.For(s.po.Head.Lang).ContentWarning, rest: text}
		w.untitled = true
	default:
		advisory = true
		if ph, ok = s.p.cutNotice(text); ok {
			break
		}
		if ph.rest = strings.TrimFunc(text, script.IsOrnament); !s.p.isAdvisory(ph.rest, levelOf(root.words) > post.LevelNote || isMarked(text)) {
			return
		}
		ph.title, w.untitled = label.For(s.po.Head.Lang).ContentWarning, true
	}
	w.Title = ph.title
	if ph.rest != "" {
		s.p.warningText(w, ph.rest)
	}
	e := s.evidenceOf(formBoxText, ph, w, "")
	e.bold, e.ours = root.strong, advisory
	if root.named != "" {
		e.form = formBox
	}
	s.judge(e, foundWarning{warning: w, blocks: []doc.Node{n}})
}

// openHTML reads a block of HTML whose element goes on behind a blank line.
func (s *warningSearch) openHTML(n *doc.HTMLBlock, root element, text string) {
	ph, ok := cutWarningPhrase(text)
	if !ok || ph.weak || !root.open || len(text) > advisoryBytes || ph.sep != ':' && ph.sep != '：' && ph.rest != "" {
		return
	}
	if next, ok := n.NextSibling().(*doc.HTMLBlock); ok && ph.rest == "" && root.strong {
		ph.rest = script.OneLine(doc.HTMLText(doc.LinesOf(next).String()))
	}
	w := s.start(doc.LinesOf(n)[0].Start)
	if w.Title = ph.title; ph.rest != "" {
		s.p.warningText(w, ph.rest)
	}
	if w.known() {
		s.found = append(s.found, foundWarning{warning: w, blocks: []doc.Node{n}, stays: true})
	}
}

// An element is what the first tag of a block of HTML says.
type element struct {
	words  []string // its name and classes
	named  string   // the one of words that is a warning phrase
	strong bool     // its text begins in bold
	open   bool     // it is not whole, but only for want of ends
}

// rootElement reads the element that raw is; whole is whether raw is nothing
// else.
func rootElement(raw string) (root element, whole bool) {
	z := html.NewTokenizer(strings.NewReader(raw))
	var open []string
	text, ended := false, false
	for {
		switch z.Next() {
		case html.ErrorToken:
			root.open = !ended && len(open) > 0
			return root, ended
		case html.TextToken:
			if blank := strings.TrimSpace(string(z.Text())) == ""; !blank {
				if len(open) == 0 {
					return root, false
				}
				text = true
			}
		case html.StartTagToken:
			name, more := z.TagName()
			tag := string(name)
			if ended {
				return root, false
			}
			switch tag {
			case "img", "br", "hr", "input", "wbr":
				continue
			case "b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "summary":
				root.strong = root.strong || !text
			}
			if len(open) == 0 {
				root.words = []string{tag}
				for more {
					var key, value []byte
					if key, value, more = z.TagAttr(); string(key) == "class" || string(key) == "role" || string(key) == "type" {
						root.words = append(root.words, strings.Fields(string(value))...)
					}
				}
				for _, word := range root.words {
					if ph, ok := cutWarningPhrase(spaced(word)); ok && ph.rest == "" && !ph.weak {
						root.named = word
					}
				}
			}
			open = append(open, tag)
		case html.EndTagToken:
			name, _ := z.TagName()
			if len(open) == 0 || open[len(open)-1] != string(name) {
				return root, false
			}
			open = open[:len(open)-1]
			ended = len(open) == 0
		}
	}
}

// levelOf returns the level that one of words names, 0 if none does. "alert" is the
// family of many: it counts where no other word does.
func levelOf(words []string) post.Level {
	family := post.Level(0)
	for _, w := range words {
		for _, part := range strings.FieldsFunc(w, func(r rune) bool { return r == '-' || r == '_' }) {
			switch l := levelNamed(part); {
			case strings.EqualFold(part, "alert"), strings.EqualFold(part, "notice"), strings.EqualFold(part, "note"):
				family = cmpLevel(l, family)
			case l != 0:
				return l
			}
		}
	}
	return family
}

// spaced sets the words of a name apart that markup writes as one, so that
// "contentwarning" and "ContentWarning" are the phrase they stand for.
func spaced(name string) string {
	for _, first := range []string{"content", "trigger", "sensitive"} {
		if len(name) > len(first) && strings.EqualFold(name[:len(first)], first) {
			return first + " " + strings.TrimLeft(name[len(first):], "-_")
		}
	}
	return name
}
