package warning

import (
	"cmp"
	"strings"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
	"github.com/foreword-go/foreword/post/markdown/internal/phrases"
)

// quote reads n as a warning if its first paragraph opens with a phrase.
func (s *warningSearch) quote(n *doc.Blockquote) bool {
	par, ok := n.FirstChild().(*doc.Paragraph)
	if !ok || !s.near() && !mayOpen(par) {
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
		if par == nil || par.Kind() != doc.KindTextBlock && par.Kind() != doc.KindParagraph || !s.near() && !mayOpen(par) {
			continue
		}
		op, ok := s.openingOf(par, false)
		if !ok || op.untitled || op.notice && item != n.FirstChild() {
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
		if cell == nil || !mayOpen(cell) {
			continue
		}
		ph, ok := cutWarningPhrase(doc.InlineText(cell))
		if !ok {
			continue
		}
		var rest []string
		for c := cell.NextSibling(); c != nil; c = c.NextSibling() {
			if t := doc.InlineText(c); t != "" {
				rest = append(rest, t)
			}
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
		ph, ok := cutWarningPhrase(doc.InlineText(term))
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
		if par == nil || !mayOpen(par) {
			continue
		}
		if ph, ok := cutWarningPhrase(doc.InlineText(par)); ok && ph.rest != "" {
			w := s.start(max(offsetOf(par), 0))
			w.Scope = post.ScopeSection
			s.p.fill(w, ph, nil)
			e := s.evidenceOf(formRow, ph, w, "")
			e.near = true
			s.judge(e, foundWarning{warning: w, blocks: []doc.Node{note}, stays: true})
		}
	}
}

// row judges a phrase of a table or the like, over what stands beside it.
func (s *warningSearch) row(n doc.Node, at int, ph phrase) {
	w := s.start(at)
	s.p.fill(w, ph, nil)
	s.judge(s.evidenceOf(formRow, ph, w, ""), foundWarning{warning: w, blocks: []doc.Node{n}, stays: true})
}

// codeBox reads a block of code that a plugin makes a box of: ```ad-warning of Obsidian's
// Admonition, ```{warning} Title of MyST.
func (s *warningSearch) codeBox(n *doc.CodeBlock) {
	kind, isAd := boxKind(n)
	if kind == "" {
		return
	}
	box := readBox(n, isAd)
	folds := box.folds || kind == "dropdown"
	inner := box.text
	ph, form := phrase{}, formBox
	ok := false
	switch {
	case phrases.Read().IsName(kind):
		ph, ok = titled(phrase{title: defaultWarningTitle(s.p, s.po.Head, ""), rest: box.title, sep: ':'}), true
	case box.title != "":
		if ph, ok = cutWarningPhrase(box.title); ok {
			ph = titled(ph)
		}
	default:
		ph, ok = cutWarningPhrase(inner)
		form, inner = formBoxText, ""
	}
	if !ok {
		return
	}
	w := s.start(lineStart(s.po.Source, max(offsetOf(n)-1, 0))) // the fence
	w.Level = cmpLevel(levelNamed(kind), w.Level)
	w.Title = cmp.Or(ph.title, w.Title)
	switch {
	case folds || inner == "":
		s.p.fill(w, ph, nil)
	case ph.rest == "":
		ph.rest, ph.sep = inner, ':'
		s.p.warningText(w, inner)
	default:
		s.p.fill(w, ph, nil)
		w.setText(inner)
	}
	s.judge(s.evidenceOf(form, ph, w, ""), foundWarning{warning: w, blocks: []doc.Node{n}, stays: folds})
}

// boxKind returns the name of the box that a block of code is, or "" if it is none.
// IsAd is whether the box is one of Obsidian's Admonition.
func boxKind(n *doc.CodeBlock) (kind string, isAd bool) {
	name := strings.TrimSpace(n.Info)
	kind, isAd = strings.CutPrefix(name, "ad-")
	switch {
	case !n.Fenced, !isAd && !(strings.HasPrefix(name, "{") && strings.HasSuffix(name, "}")):
		return "", false
	case !isAd:
		kind = strings.Trim(name, "{}")
	}
	if levelNamed(kind) != 0 || kind == "admonition" || kind == "dropdown" || phrases.Read().IsName(kind) {
		return kind, isAd
	}
	return "", false
}

// A codeBoxText holds the options and the text of a box that is written as a block of code.
type codeBoxText struct {
	title, text string
	folds       bool // what is in it is folded
}

// readBox reads the lines of n: first the options, "title: x" of Obsidian's Admonition
// and ":class: x" of MyST, then the text.
func readBox(n *doc.CodeBlock, isAd bool) codeBoxText {
	box := codeBoxText{title: n.Rest}
	var text []string
	for _, line := range n.Lines {
		key, value, ok := strings.Cut(strings.TrimSpace(line.Text), ":")
		switch key = strings.ToLower(key); {
		case len(text) > 0 || !ok:
		case isAd && key == "title":
			box.title = strings.TrimSpace(value)
			continue
		case isAd && (key == "collapse" || key == "icon" || key == "color"):
			box.folds = box.folds || key == "collapse"
			continue
		case !isAd && key == "": // :class: dropdown
			box.folds = box.folds || strings.Contains(value, "dropdown")
			continue
		}
		text = append(text, line.Text)
	}
	box.text = strings.TrimSpace(doc.Unescape(strings.Map(unmark, strings.Join(text, ""))))
	return box
}
