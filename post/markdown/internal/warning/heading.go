package warning

import (
	"slices"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
	"github.com/foreword-go/foreword/post/markdown/internal/phrases"
)

// headingBlocks and headingRunes are the largest size of a warning under a heading such as
// "内容预警", in blocks and characters, before the next heading or rule.
const (
	headingBlocks = 4
	headingRunes  = 600
)

// heading reads the section that n begins as a warning: of the whole post if
// it is the first. Without a topic that the vocabulary knows, it must be what
// the post begins with. It returns the block to go on with.
func (s *warningSearch) heading(n *doc.Heading, first, begins bool) doc.Node {
	next := n.NextSibling()
	text := doc.InlineText(n)
	ph, ok := s.p.cutWarningPhrase(text)
	if !ok {
		ph, ok = s.noticeHeading(n, text)
	}
	if !ok {
		// "## The accident (CW: blood)" is of that section alone.
		pos := s.po.Places.At(lineStart(s.po.Source, max(n.Offset(), 0)))
		switch w, verdict := s.p.titleWarning(text); verdict {
		case stated:
			w.Scope, w.Pos, w.body = post.ScopeSection, pos, true
			s.found = append(s.found, foundWarning{warning: w, blocks: []doc.Node{n}})
		case possible:
			s.po.Problems = append(s.po.Problems, possibleProblem(w.Title, pos))
		}
		return next
	}
	body, ended := s.shortSection(n)
	if slices.ContainsFunc(body, hasCode) {
		return next // about the front matter of warnings, say
	}
	if ph.rest != "" && !ended {
		body = nil // the heading has its topics, and what follows is the text
	}
	w := s.start(lineStart(s.po.Source, max(n.Offset(), 0)))
	if first {
		w.Scope = post.ScopePost
	}
	s.p.fill(w, ph, body)
	e := s.evidenceOf(formHeading, ph, w, doc.BlockText(body))
	e.first, e.near = first, begins && ended
	e.list = e.list || len(body) > 0 && s.isList(body)
	if !s.judge(e, foundWarning{warning: w, blocks: append([]doc.Node{n}, body...)}) {
		return next
	}
	if first {
		s.section = false
	}
	if len(body) > 0 {
		next = body[len(body)-1].NextSibling()
	}
	return next
}

// noticeHeading returns the word of a heading that opens warnings of any kind, if the
// section under it is nothing but topics of the vocabulary.
func (s *warningSearch) noticeHeading(n *doc.Heading, text string) (phrase, bool) {
	ph, ok := cutPhrase(phrases.Read().Notices, text)
	if !ok || ph.rest != "" {
		return phrase{}, false
	}
	body, _ := s.shortSection(n)
	under := doc.BlockText(body)
	ph.weak = false
	return ph, s.p.isTopicList(under) && !phrases.Read().IsTechnical(under)
}

// isList reports whether blocks are nothing but topics.
func (s *warningSearch) isList(blocks []doc.Node) bool {
	_, plain := s.p.topicsOf(blocks, true)
	return plain
}

// shortSection returns the blocks under a heading. Ended is whether a heading
// or rule ends them. If none does, or only after more than a warning has, body is the first
// block, and a list after it.
func (s *warningSearch) shortSection(h *doc.Heading) (body []doc.Node, ended bool) {
	runes := 0
	for n := h.NextSibling(); n != nil; n = n.NextSibling() {
		switch n.(type) {
		case *doc.Heading, *doc.ThematicBreak, *doc.ExcerptMark:
			return body, true
		case *doc.Paragraph, *doc.List, *doc.Blockquote:
			runes += utf8.RuneCountInString(doc.BlockText([]doc.Node{n}))
			if len(body) < headingBlocks && runes <= headingRunes {
				body = append(body, n)
				continue
			}
		}
		break
	}
	switch {
	case len(body) > 1 && body[0].Kind() == doc.KindParagraph && body[1].Kind() == doc.KindList:
		return body[:2], false
	case len(body) > 1:
		return body[:1], false
	}
	return body, false
}

// hasCode reports whether there is code in n.
func hasCode(n doc.Node) bool {
	found := false
	doc.Walk(n, func(n doc.Node, entering bool) doc.Status {
		switch n.Kind() {
		case doc.KindCodeSpan, doc.KindCodeBlock:
			found = true
			return doc.Stop
		}
		return doc.Continue
	})
	return found
}
