package warning

import (
	"slices"
	"strings"

	"github.com/foreword-go/foreword/post"
)

// mergeWarning adds w to ws, or to the one of ws that says the same: the
// front matter and the body of a post, and the mark in its title, mostly state
// one warning in several places. The first heads of ws are of the head; two
// warnings of the body are two. Others are the same if both are about the whole
// post and they share a topic, or one of them names no topic at all.
func mergeWarning(ws []*Notice, w *Notice, heads int) []*Notice {
	same := -1
	for i, have := range ws[:min(heads, len(ws))] {
		if have.Scope != post.ScopePost || w.Scope != post.ScopePost || have.body && w.body {
			continue
		}
		if have.Text != "" && w.Text != "" && !sameText(have.Text, w.Text) {
			continue // two texts: nothing is to be lost
		}
		if have.shares(w) {
			same = i
			break
		}
		if same < 0 && (len(have.Topics) == 0 || len(w.Topics) == 0) {
			same = i
		}
	}
	if same < 0 {
		return append(ws, w)
	}
	have := ws[same]
	merged := *have
	// The body's warning has the text; else the one that says more has the
	// title: a mark such as NSFW is no match for a list of topics.
	if w.body || !have.body && (w.Text != "" && have.Text == "" || len(w.Topics) > len(have.Topics)) {
		merged = *w
		merged.addTopics(have.Topics...)
		if merged.Text == "" {
			merged.Text, merged.HTML = have.Text, have.HTML
		}
	} else {
		merged.Topics = slices.Clone(have.Topics)
		merged.addTopics(w.Topics...)
		if merged.Text == "" {
			merged.Text, merged.HTML = w.Text, w.HTML
		}
	}
	merged.Level = max(have.Level, w.Level)
	merged.Pos = have.Pos
	if w.Pos.Compare(have.Pos) < 0 {
		merged.Pos = w.Pos
	}
	ws = slices.Clone(ws)
	ws[same] = &merged
	return ws
}

// shares reports whether both name a topic.
func (w *Notice) shares(o *Notice) bool {
	for _, a := range w.Topics {
		for _, b := range o.Topics {
			if a.Slug != "" && a.Slug == b.Slug || strings.EqualFold(a.Label, b.Label) {
				return true
			}
		}
	}
	return false
}

// sameText reports whether one text holds the other, but for space.
func sameText(a, b string) bool {
	a, b = strings.Join(strings.Fields(a), ""), strings.Join(strings.Fields(b), "")
	return strings.Contains(a, b) || strings.Contains(b, a)
}
