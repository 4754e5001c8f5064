// Package warning finds the content warnings of a post.
//
// A [Reader] reads the front matter (InHead), a title in the body (InTitle)
// and the blocks of the body (InBody). Each of these looks for a phrase of
// package phrases and records where it is. The table in decide.go decides
// whether it is a warning, may be one, or is about something else. Topics are
// those of the vocabulary, and also others if the form of the warning is
// explicit.
package warning

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
)

// Limits of how far from the top a phrase is taken for a content warning. Containers
// have no such limit.
const (
	// nearTop and nearHeading are the most blocks from the start of a post, or of a
	// section, to a paragraph or quote that states a warning.
	nearTop     = 6
	nearHeading = 1
	// atTop is the same for a phrase before an unknown topic.
	atTop = 2
	// paragraphLines is the most lines of a paragraph that are searched for a phrase.
	paragraphLines = 40
)

// A Body is a body that is searched for warnings, with functions of its post.
type Body struct {
	doc.Body
	Head *post.Head
	// Problems receives texts that may be warnings but are not treated as
	// such, and warnings whose container has no end.
	Problems post.Problems
	// Removed is called for each block that is removed from the tree.
	Removed func(n doc.Node)
	// Mark returns the id of a block that stays in the tree.
	Mark func(n doc.Node) string
	// Markup returns text, followed by nodes, as HTML.
	Markup func(text string, nodes []doc.Node) string
}

// InBody returns the content warnings of the head and of the body, and
// removes those of the whole post from the tree.
func (p *Reader) InBody(po *Body, all []*Notice) []*Notice {
	for _, w := range all {
		if w.untitled && p.titleOfKey(w.Title) == "" && po.Head.Lang != "" {
			w.Title = p.labels(po.Head.Lang).ContentWarning // the body shows the language
		}
	}
	s := warningSearch{p: p, po: po, heads: len(all)}
	s.blocks(po.Root)
	for _, f := range s.found {
		w := f.warning
		if w.Scope == post.ScopePost && !f.stays {
			for _, n := range f.blocks {
				po.Removed(n)
				doc.Remove(n)
			}
			f.opening.cut()
		} else {
			w.Block = f.blocks[0]
			w.ID = po.Mark(w.Block)
			switch n := f.blocks[0].(type) {
			case *doc.Container:
				if f.named {
					s.showTitle(n, w.Title)
				}
			case *doc.HTMLBlock:
				if f.named {
					s.showLine(n, w)
				}
			}
		}
		if w.Nodes != nil {
			w.HTML = po.Markup(w.Lead, w.Nodes)
		}
		all = mergeWarning(all, w, s.heads)
	}
	sortNotices(all)
	return all
}

// InTitle adds the warning that a title states to the warnings of a post. pos is the
// position of the title. If the title may state one and nothing else in all does, it
// returns a problem.
func (p *Reader) InTitle(all []*Notice, title string, pos post.Position) ([]*Notice, *post.Problem) {
	w, verdict := p.titleWarning(title)
	switch {
	case verdict == stated:
		w.Pos = pos
		all = mergeWarning(all, w, len(all))
		sortNotices(all)
	case verdict == possible && len(all) == 0:
		return all, possibleProblem(w.Title, pos)
	}
	return all, nil
}

// possibleProblem reports that title, at pos, may open a warning.
func possibleProblem(title string, pos post.Position) *post.Problem {
	return &post.Problem{
		Pos: pos, Rule: RulePossible, Severity: post.SeverityHint,
		Err: fmt.Errorf("%q %w: if it is one, add a colon and a list of topics", title, ErrPossible),
	}
}

// samples matches the end of a paragraph that is followed by an example.
var samples = pattern.Compile(`(?i)(?:for (?:instance|example)|such as|like (?:this|so)|looks? like|e\.g\.|例如|比如|譬如|例えば|예를 들(?:어|면)|zum beispiel|par exemple|por ejemplo)[^:：]{0,20}[:：]$`)

// isSample reports whether n, which reads as a warning, shows how one is written.
func (s *warningSearch) isSample(n doc.Node) bool {
	par, ok := n.PreviousSibling().(*doc.Paragraph)
	return ok && samples.MatchString(doc.InlineText(par))
}

// isShown reports whether n is next to a block of code, or after a paragraph that ends
// with a colon: texts about warnings show examples in such places.
func isShown(n doc.Node) bool {
	for _, by := range []doc.Node{n.PreviousSibling(), n.NextSibling()} {
		if by != nil && by.Kind() == doc.KindCodeBlock {
			return true
		}
	}
	par, ok := n.PreviousSibling().(*doc.Paragraph)
	return ok && (strings.HasSuffix(doc.InlineText(par), ":") || strings.HasSuffix(doc.InlineText(par), "："))
}

// A warningSearch walks the blocks of a body.
type warningSearch struct {
	p     *Reader
	po    *Body
	heads int // how many warnings the head has

	section bool // a heading other than the title has been passed
	since   int  // blocks since the start or the last heading
	found   []foundWarning
}

type foundWarning struct {
	warning *Notice
	blocks  []doc.Node // where it stands
	stays   bool       // around what it warns of
	named   bool       // it is a container whose name is its title
	opening opening    // the phrase in its first paragraph, if there
}

// blocks looks at the children of parent, and into those that hold blocks.
func (s *warningSearch) blocks(parent doc.Node) {
	top := parent == s.po.Root
	for n := parent.FirstChild(); n != nil; {
		if isCounted(n, top) {
			s.since++
		}
		next := n.NextSibling()
		switch n := n.(type) {
		case *doc.Heading:
			next = s.passHeading(n, top)
		case *doc.Container:
			if !s.container(n) {
				s.blocks(n)
			}
			next = n.NextSibling() // what an unclosed one gave back
		case *doc.Paragraph:
			if top {
				next = s.paragraph(n, next)
			}
			s.tags(n)
		case *doc.TextBlock:
			s.tags(n)
		case *doc.Blockquote:
			if !top || !s.quote(n) && !s.quoted(n) {
				s.blocks(n)
			}
		case *doc.List:
			if !top || !s.list(n) {
				s.blocks(n)
			}
		case *doc.Table:
			if top {
				s.table(n)
			}
		case *doc.ListItem, *doc.Tabs, *doc.Tab:
			s.blocks(n)
		case *doc.HTMLBlock:
			if top {
				next = s.html(n, next)
			}
		case *doc.DefinitionList:
			s.definitions(n)
		case *doc.FootnoteList:
			s.footnotes(n)
		}
		n = next
	}
}

// isCounted reports whether n counts as one of the blocks since the last heading. Nested
// lists and tabs do not count themselves, only the blocks in them.
func isCounted(n doc.Node, top bool) bool {
	switch n.Kind() {
	case doc.KindList, doc.KindListItem, doc.KindTabs, doc.KindTab:
		return top
	case doc.KindHeading, doc.KindHTMLBlock, doc.KindFootnoteList, doc.KindExcerptMark, doc.KindThematicBreak, doc.KindLinkReferenceDefinition:
		return false
	}
	return true
}

// passHeading starts a new count of blocks at n, reads it if it is at the top level,
// and returns the block to go on with.
func (s *warningSearch) passHeading(n *doc.Heading, top bool) doc.Node {
	before := s.since
	first := !s.section && before <= nearHeading
	if n.Level > 1 && !isTitle(n.PreviousSibling()) || before > 0 {
		s.section = true
	}
	s.since = 0
	if top && (n.Level > 1 || doc.InlineText(n) != s.po.Head.Title) {
		return s.heading(n, first, before == 0)
	}
	return n.NextSibling()
}

// isTitle reports whether n is the title of the post or a further line of it,
// so that a heading right after it is one more.
func isTitle(n doc.Node) bool {
	for ; n != nil; n = n.PreviousSibling() {
		h, ok := n.(*doc.Heading)
		if !ok || h.Level == 1 {
			return ok
		}
	}
	return false
}

// near reports whether a paragraph or quote here may open a warning.
func (s *warningSearch) near() bool {
	if s.section {
		return s.since <= nearHeading
	}
	return s.since <= nearTop
}

// paragraph reads n as a warning if it opens with a phrase; what
// belongs to a paragraph that is nothing else goes with it. It returns the block to go on
// with.
func (s *warningSearch) paragraph(n *doc.Paragraph, next doc.Node) doc.Node {
	near := s.near()
	if !near && !s.mayOpen(n) {
		s.aside(n)
		return next
	}
	op, ok := s.openingOf(n, false)
	if !ok && near && !s.line(n) {
		s.aside(n)
	}
	if !ok || op.rest == "" && next != nil && next.Kind() == doc.KindCodeBlock {
		return next // a sample of them
	}
	w := s.start(offsetOf(n))
	if first, rest, _ := strings.Cut(op.rest, "\n"); first != "" && headerField.MatchString(rest) {
		op.rest = strings.TrimSpace(first)
		s.p.fill(w, op.phrase, nil)
		s.judge(s.openedEvidence(formLine, op, w, nil), foundWarning{warning: w, blocks: []doc.Node{n}, stays: true})
		return next
	}
	body := []doc.Node{n}
	if op.rest == "" && s.belongs(next) {
		body = append(body, next)
	}
	s.fillOpened(w, op, body)
	e := s.openedEvidence(formLine, op, w, body[1:])
	e.apart, e.shown = setApart(n), isShown(n)
	s.classed(&e, n, w)
	if !s.judge(e, foundWarning{warning: w, blocks: body, opening: op}) {
		return next
	}
	if len(body) > 1 {
		next = next.NextSibling()
	}
	return next
}

// headerField is a line of a header that goes on, such as that of a story: "Words: 90".
var headerField = pattern.Compile(`^\s*[\pL][\pL -]{1,20}[:：]\s*\S`)

// classed makes a block with a class of kramdown that warns a box.
func (s *warningSearch) classed(e *signs, n doc.Node, w *Notice) {
	if level := s.outerLevel(n); level != 0 && !e.ours {
		e.form, w.Level = formBoxText, level
	}
}

// openedEvidence is evidenceOf a paragraph that opens with a phrase.
func (s *warningSearch) openedEvidence(f form, op opening, w *Notice, below []doc.Node) signs {
	e := s.evidenceOf(f, op.phrase, w, doc.BlockText(below))
	e.bold, e.alone, e.ours, e.faint = op.bold, op.alone, op.untitled, op.faint
	e.list = e.list || len(below) > 0 && below[0].Kind() == doc.KindList
	return e
}

// judge adds f to the warnings found if the signs make it a warning, and adds a problem if
// it may be one. It reports whether f is a warning.
func (s *warningSearch) judge(e signs, f foundWarning) bool {
	w := f.warning
	if s.isSample(f.blocks[0]) {
		return false
	}
	switch decide(e) {
	case stated:
		if !e.near && (e.form == formLine || e.form == formQuote || e.form == formItem || e.form == formRow) {
			w.Scope = post.ScopeSection
		}
		if e.form != formBox && e.form != formBoxText {
			w.Level = cmpLevel(s.outerLevel(f.blocks[0]), w.Level)
		}
		w.Sentence = s.p.sentenceOf(w)
		s.found = append(s.found, f)
		return true
	case possible:
		s.po.Problems = append(s.po.Problems, possibleProblem(w.Title, w.Pos))
	}
	return false
}

// setApart reports whether all of a paragraph may be in emphasis or in a bracket.
func setApart(n *doc.Paragraph) bool {
	if em, ok := n.FirstChild().(*doc.Emphasis); ok {
		return em.NextSibling() == nil
	}
	if len(n.Lines) == 0 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(n.Lines[0].Text)
	return r == '[' || r == '【'
}

// mayOpen reports whether the first line of a block may begin with a phrase. It is called
// for every block of a post, so it looks only at the start of the line.
func (s *warningSearch) mayOpen(n doc.Node) bool {
	lines := doc.LinesOf(n)
	if len(lines) == 0 {
		return false
	}
	const most = 200 // bytes
	const marks = " \t[="
	text := lines[0].Text
	if !s.p.words().Phrases.MayStart(strings.TrimLeft(text, marks+"*_~")) {
		return false
	}
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "")
	}
	text = strings.TrimLeft(strings.Map(unmark, doc.Unescape(text)), marks)
	for range 4 { // <font color="red">, :warning:
		end := -1
		if strings.HasPrefix(text, "<") {
			end = strings.IndexByte(text, '>')
		} else if strings.HasPrefix(text, ":") {
			end = 1 + strings.IndexByte(text[1:], ':')
		}
		if end < 1 || end+1 >= len(text) {
			break
		}
		text = strings.TrimLeft(text[end+1:], " \t[")
	}
	_, ok := s.p.cutWarningPhrase(text)
	return ok
}

// unmark leaves out the marks of emphasis.
func unmark(r rune) rune {
	if r == '*' || r == '_' || r == '~' {
		return -1
	}
	return r
}

// line reads a later line of n as a warning: a phrase over topics. It reports whether it is
// one.
func (s *warningSearch) line(n *doc.Paragraph) bool {
	lines := n.Lines[min(1, len(n.Lines)):]
	if len(n.Lines) > 0 && strings.IndexByte(n.Lines[0].Text, '<') >= 0 && strings.Contains(strings.ToLower(n.Lines[0].Text), "<br") {
		text, _ := doc.Flatten(n)
		lines = nil
		for _, line := range strings.Split(text, "\n")[1:] {
			lines = append(lines, doc.Line{Start: n.Lines[0].Start, Text: line})
		}
	}
	for _, line := range lines[:min(len(lines), paragraphLines-1)] {
		text := strings.TrimSpace(doc.Unescape(strings.Map(unmark, line.Text)))
		ph, ok := s.p.cutWarningPhrase(text)
		if !ok {
			ph, ok = s.p.cutPrefixedPhrase(text)
		}
		if !ok {
			continue
		}
		w := s.start(line.Start)
		s.p.fill(w, ph, nil)
		if s.judge(s.evidenceOf(formLater, ph, w, ""), foundWarning{warning: w, blocks: []doc.Node{n}, stays: true}) {
			return true
		}
	}
	return false
}

// announces reports whether a phrase, one of the first things in a post or a section,
// is over what no vocabulary of harm has: a spoiler, or what else the post is said to
// be about.
func (s *warningSearch) announces(ph phrase) bool {
	if ph.colon() && !ph.weak && spoiler.MatchString(ph.rest) {
		return true
	}
	if s.since > atTop || !ph.colon() {
		return false
	}
	return unsuited.MatchString(ph.rest) || spoiler.MatchString(ph.rest) || !isSubject(ph.title) && (speaksOfPost(ph.rest) || offends.MatchString(ph.rest) || advisoryCare.MatchString(ph.rest))
}

var spoiler = pattern.Compile(`(?i)^(?:\w+ ){0,2}spoilers?\b|^(?:严重|大量|轻微)?剧透|^劇透|^ネタバレ|^스포일러`)

// belongs reports whether n, after a line that is nothing but a warning phrase,
// is what it warns of: a list, or a paragraph that lists topics.
func (s *warningSearch) belongs(n doc.Node) bool {
	switch n.(type) {
	case *doc.List:
		return true
	case *doc.Paragraph:
		text := doc.InlineText(n)
		short := utf8.RuneCountInString(text) <= topicRunes && !strings.ContainsAny(text, ".。!！?？")
		return s.p.namesTopics(text) || short && s.p.announced(text)
	}
	return false
}

func (s *warningSearch) start(offset int) *Notice {
	w := &Notice{Warning: post.Warning{Level: post.LevelWarning, Scope: post.ScopePost, Pos: s.po.Places.At(offset)}, body: true}
	if s.section {
		w.Scope = post.ScopeSection
	}
	return w
}
