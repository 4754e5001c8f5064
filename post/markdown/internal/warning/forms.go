package warning

import (
	"strings"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
)

// quote reads n as a warning if its first paragraph opens with a phrase.
func (s *warningSearch) quote(n *doc.Blockquote) bool {
	par, ok := n.FirstChild().(*doc.Paragraph)
	if !ok || !s.near() && !s.mayOpen(par) {
		return false
	}
	op, ok := s.openingOf(par, false)
	if !ok {
		return false
	}
	w := s.start(lineStart(s.po.Source, offsetOf(par)))
	s.fillOpened(w, op, doc.Blocks(n))
	e := s.openedEvidence(formQuote, op, w, nil)
	e.apart = op.bold
	s.classed(&e, n, w)
	return s.judge(e, foundWarning{warning: w, blocks: []doc.Node{n}, opening: op})
}

// list reads the item of n that states a warning among others of the post, as
// stories list their rating and length.
func (s *warningSearch) list(n *doc.List) bool {
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		par := item.FirstChild()
		if par == nil || par.Kind() != doc.KindTextBlock && par.Kind() != doc.KindParagraph || !s.near() && !s.mayOpen(par) {
			continue
		}
		op, ok := s.openingOf(par, false)
		if !ok || op.untitled || op.notice && !op.bold && item != n.FirstChild() {
			continue
		}
		w := s.start(offsetOf(par))
		s.fillOpened(w, op, doc.Blocks(item))
		f := foundWarning{warning: w, blocks: []doc.Node{item}, opening: op}
		if doc.ChildCount(n) == 1 {
			f.blocks[0] = n
		}
		e := s.openedEvidence(formItem, op, w, nil)
		e.first = item == n.FirstChild()
		e.speaks = e.speaks || op.notice || harmful.MatchString(op.rest) && op.bold
		if s.judge(e, f) {
			return true
		}
	}
	return false
}

// table reads the row of n that states a warning: a phrase in its first cell over
// what the others hold.
func (s *warningSearch) table(n *doc.Table) {
	const rows = 40 // a longer table is of data
	count := 0
	for row := n.FirstChild(); row != nil && count < rows; row = row.NextSibling() {
		count++
		cell := row.FirstChild()
		if cell == nil || !s.mayOpen(cell) {
			continue
		}
		ph, ok := s.p.cutWarningPhrase(doc.InlineText(cell))
		if !ok {
			continue
		}
		var rest []string
		for c := cell.NextSibling(); c != nil; c = c.NextSibling() {
			if t := doc.InlineText(c); t != "" {
				rest = append(rest, t)
			}
		}
		if below := row.NextSibling(); ph.rest == "" && cell.NextSibling() == nil && below != nil && below.FirstChild() != nil {
			rest = append(rest, doc.InlineText(below.FirstChild())) // a table of one column
		}
		if ph.rest == "" && len(rest) > 0 {
			ph.rest, ph.sep = strings.Join(rest, ", "), ':'
		}
		s.row(n, max(offsetOf(cell), 0), ph)
	}
}

// quoted reads a quote that holds a list or a quote alone as that.
func (s *warningSearch) quoted(n *doc.Blockquote) bool {
	before := len(s.found)
	ok := false
	switch c := n.FirstChild().(type) {
	case *doc.List:
		ok = s.list(c)
	case *doc.Blockquote:
		ok = s.quote(c)
	}
	if ok && doc.ChildCount(n) == 1 && len(s.found) > before {
		if f := &s.found[before]; f.blocks[0].Kind() != doc.KindListItem && !f.stays {
			f.blocks[0] = n
		}
	}
	return ok
}

// definitions reads a term of a list of definitions, with what defines it, as a row of
// a table.
func (s *warningSearch) definitions(n *doc.DefinitionList) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		term, ok := c.(*doc.DefinitionTerm)
		if !ok {
			continue
		}
		ph, ok := s.p.cutWarningPhrase(doc.InlineText(term))
		if !ok {
			continue
		}
		if d, ok := c.NextSibling().(*doc.DefinitionDescription); ok && ph.rest == "" {
			ph.rest, ph.sep = doc.BlockText(doc.Blocks(d)), ':'
		}
		s.row(n, max(offsetOf(term), 0), ph)
	}
}

// footnotes reads a footnote that opens with a phrase over topics.
func (s *warningSearch) footnotes(n *doc.FootnoteList) {
	for note := n.FirstChild(); note != nil; note = note.NextSibling() {
		par := note.FirstChild()
		if par == nil || !s.mayOpen(par) {
			continue
		}
		if ph, ok := s.p.cutWarningPhrase(doc.InlineText(par)); ok && ph.rest != "" {
			w := s.start(max(offsetOf(par), 0))
			w.Scope = post.ScopeSection
			s.p.fill(w, ph, nil)
			e := s.evidenceOf(formRow, ph, w, "")
			e.near = true
			s.judge(e, foundWarning{warning: w, blocks: []doc.Node{note}, stays: true})
		}
	}
}

// row judges a phrase in a table or the like, whose rest is the text beside it.
func (s *warningSearch) row(n doc.Node, at int, ph phrase) {
	w := s.start(at)
	s.p.fill(w, ph, nil)
	s.judge(s.evidenceOf(formRow, ph, w, ""), foundWarning{warning: w, blocks: []doc.Node{n}, stays: true})
}
