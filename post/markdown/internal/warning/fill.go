package warning

import (
	"cmp"
	"slices"
	"strings"

	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
)

// fill gives w the title and topics of a phrase, and children as its body.
func (p *Reader) fill(w *Notice, ph phrase, children []doc.Node) {
	w.Title = ph.title
	ph, scope := cutScope(ph)
	w.Scope = cmp.Or(scope, w.Scope)
	plain := true
	if ph.rest != "" && !unfolds.MatchString(ph.rest) {
		p.warningText(w, ph.rest)
		plain = w.Text == ""
		w.Lead = w.Text
	}
	topics, plainBody := p.topicsOf(children, len(w.Topics) == 0)
	w.addTopics(topics...)
	if !plainBody {
		children = p.afterTopics(w, children)
	}
	text := doc.BlockText(children)
	switch {
	case plain && plainBody:
	case plainBody && text == "":
	default:
		w.Text = strings.TrimSpace(w.Lead + "\n\n" + text)
		w.Nodes = children
	}
}

// afterTopics returns children without the first, if it is a list of nothing but
// topics of w, which are in its line.
func (p *Reader) afterTopics(w *Notice, children []doc.Node) []doc.Node {
	if len(children) > 1 && children[0].Kind() == doc.KindList {
		if topics, plain := p.topicsOf(children[:1], true); plain && w.has(topics) {
			return children[1:]
		}
	}
	return children
}

// unfolds matches the text of a title that only says how to unfold.
var unfolds = pattern.Compile(`(?i)^(?:请|請)?(?:点击|點擊|单击)?(?:此处|此處|这里|這裡)?(?:展开|展開|查看|显示|顯示)$|^(?:点击|點擊|click|tap|expand)$|^(?:click|tap) (?:here|to \w+)(?: to \w+)?$|^クリックで(?:展開|表示)$`)

// fillOpened is fill for a body whose first paragraph holds the phrase.
func (s *warningSearch) fillOpened(w *Notice, op opening, body []doc.Node) {
	par := body[0]
	w.Title, w.untitled = op.title, op.untitled
	w.Scope = cmp.Or(op.scope, w.Scope)
	plain := true
	if op.rest != "" {
		list, isPlain := s.p.topicList(op.rest)
		bold := slices.DeleteFunc(boldSpans(par), func(t string) bool { return strings.Contains(t, op.title) })
		for _, t := range bold {
			w.addTopics(s.p.boldTopics(t)...)
		}
		switch {
		case isPlain:
			w.Topics = nil
			w.addTopics(list...)
		case w.known():
		case names(list):
			w.addTopics(list...)
		default:
			if in := s.p.topicsIn(op.rest); len(in) > 0 {
				list = in
			}
			w.addTopics(list...)
		}
		plain = isPlain
	}
	more, plainRest := s.p.topicsOf(body[1:], len(w.Topics) == 0)
	w.addTopics(more...)
	if plain && plainRest && !hasLink(par) {
		return
	}
	rest := s.p.afterTopics(w, body[1:])
	w.Text = strings.TrimSpace(op.rest + "\n\n" + doc.BlockText(rest))
	w.HTML = xhtml.Paragraphs(w.Text)
	if w.Scope == post.ScopePost {
		w.Nodes = rest
		if op.rest != "" {
			w.Nodes = append([]doc.Node{par}, rest...)
		}
	}
}
