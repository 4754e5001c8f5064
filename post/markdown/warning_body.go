package markdown

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post/markdown/internal/doc"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
)

// nearTop is how many blocks into a post, or a section, a paragraph or quote
// may still open a content warning. A container may stand anywhere.
const (
	nearTop     = 6
	nearHeading = 1
)

// findWarnings adds the content warnings of the body to those of the head, and
// takes those of the whole post out of the tree.
func (p *Parser) findWarnings(po *work, lines *lines) {
	for _, w := range po.warnings {
		if w.untitled && titleOfKey(w.Title) == "" && po.Lang != "" {
			w.Title = label.For(po.Lang).ContentWarning // the body shows the language
		}
	}
	s := warningSearch{p: p, po: po, lines: lines, heads: len(po.warnings)}
	s.blocks(po.doc)
	for _, f := range s.found {
		w := f.warning
		if s.isSample(f.blocks[0]) {
			continue
		}
		if w.Scope == post.ScopePost && !f.stays {
			for _, n := range f.blocks {
				po.count.Remove(countText(n))
				doc.Remove(n)
			}
			if h, ok := f.blocks[0].(*doc.Heading); ok {
				id := h.ID
				po.Headings = slices.DeleteFunc(po.Headings, func(h post.Heading) bool { return h.ID == id })
			}
			f.opening.cut()
		} else {
			w.block = f.blocks[0]
			if f.named {
				s.showTitle(f.blocks[0].(*doc.Container), w.Title)
			}
		}
		if w.nodes != nil {
			w.HTML = (&fragment{t: po.tree, lead: w.lead, nodes: w.nodes}).Render(new(post.Renderer))
		}
		po.warnings = mergeWarning(po.warnings, w, s.heads)
	}
	sortNotices(po.warnings)
	po.Warnings = warnings(po.warnings, po.tree)
}

// samples ends a paragraph that what follows is an example of.
var samples = pattern.Compile(`(?i)(?:for (?:instance|example)|such as|like (?:this|so)|looks? like|e\.g\.|例如|比如|譬如|例えば|예를 들(?:어|면)|zum beispiel|par exemple|por ejemplo)[^:：]{0,20}[:：]$`)

// isSample reports whether n, which reads as a warning, shows how one is written.
func (s *warningSearch) isSample(n doc.Node) bool {
	par, ok := n.PreviousSibling().(*doc.Paragraph)
	return ok && samples.MatchString(inlineText(par))
}

// A warningSearch walks the blocks of a body.
type warningSearch struct {
	p     *Parser
	po    *work
	lines *lines
	heads int // how many warnings the head has

	section bool // a heading other than the title has been passed
	since   int  // blocks since the start or the last heading
	found   []foundWarning
}

type foundWarning struct {
	warning *notice
	blocks  []doc.Node // where it stands
	stays   bool       // around what it warns of
	named   bool       // it is a container whose name is its title
	opening opening    // the phrase in its first paragraph, if there
}

// blocks looks at the children of parent, and into those that hold blocks.
func (s *warningSearch) blocks(parent doc.Node) {
	for n := parent.FirstChild(); n != nil; {
		next := n.NextSibling()
		top := parent == s.po.doc
		switch n := n.(type) {
		case *doc.Heading:
			before := s.since
			first := !s.section && before <= nearHeading
			if n.Level > 1 && !isTitle(n.PreviousSibling()) || s.since > 0 {
				s.section = true
			}
			s.since = 0
			if top && n.Level > 1 {
				next = s.heading(n, first, before == 0)
			}
		case *doc.Container:
			s.since++
			if !s.container(n) {
				s.blocks(n)
			}
		case *doc.Paragraph:
			s.since++
			if top {
				next = s.paragraph(n, next)
			}
		case *doc.Blockquote:
			s.since++
			if !top || !s.quote(n) {
				s.blocks(n)
			}
		case *doc.List:
			if top {
				s.since++
			}
			if !top || !s.near() || !s.list(n) {
				s.blocks(n)
			}
		case *doc.ListItem, *doc.Tabs, *doc.Tab:
			if top {
				s.since++
			}
			s.blocks(n)
		case *doc.HTMLBlock:
			if top && s.near() {
				s.html(n)
			}
		case *doc.ExcerptMark, *doc.ThematicBreak, *doc.LinkReferenceDefinition:
		default:
			s.since++
		}
		n = next
	}
}

// isTitle reports whether n is the title of the post or a further line of it,
// so that a heading right behind it is one more.
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

// quote reads n as a warning if its first paragraph opens with a phrase.
func (s *warningSearch) quote(n *doc.Blockquote) bool {
	par, ok := n.FirstChild().(*doc.Paragraph)
	near := s.near()
	if !ok || !near && !startsBold(par) {
		return false
	}
	op, ok := s.openingOf(par, false)
	if !ok || !near && (!op.bold || op.weak || op.untitled) {
		return false
	}
	w := s.start(lineStart(s.po.source, offsetOf(par)))
	if !near {
		w.Scope = post.ScopeSection
	}
	s.fillOpened(w, op, blockChildren(n))
	if !near && !w.known() {
		return false
	}
	if !w.known() && (s.section || op.weak || !op.bold && !op.alone && !s.announces(op) || s.p.saysNothing(w.Text)) {
		return false
	}
	s.found = append(s.found, foundWarning{warning: w, blocks: []doc.Node{n}, opening: op})
	return true
}

// list reads the item of n that states a warning among others of the post, as
// stories list their rating and length: a phrase in bold over topics, or, as
// the first item, over what the words for harm are in; or an advisory behind a word.
func (s *warningSearch) list(n *doc.List) bool {
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		par := item.FirstChild()
		if par == nil || par.Kind() != doc.KindTextBlock && par.Kind() != doc.KindParagraph {
			continue
		}
		op, ok := s.openingOf(par, false)
		if !ok || !s.opensItem(op, item == n.FirstChild()) {
			continue
		}
		w := s.start(offsetOf(par))
		s.fillOpened(w, op, blockChildren(item))
		f := foundWarning{warning: w, blocks: []doc.Node{item}, opening: op}
		if doc.ChildCount(n) == 1 {
			f.blocks[0] = n
		}
		s.found = append(s.found, f)
		return true
	}
	return false
}

// opensItem reports whether op is the warning of an item in such a list.
func (s *warningSearch) opensItem(op opening, first bool) bool {
	switch {
	case op.weak, op.untitled, op.sep != ':' && op.sep != '：':
		return false
	case op.notice && first:
		return true
	}
	return op.bold && (s.p.namesTopics(op.rest) || first && harmful.MatchString(op.rest))
}

// paragraph reads n as a warning if it opens with a phrase; what
// belongs to a paragraph that is nothing else goes with it. It returns the block to go on
// with.
func (s *warningSearch) paragraph(n *doc.Paragraph, next doc.Node) doc.Node {
	near := s.near()
	if !near && !setApart(n) {
		return next
	}
	op, ok := s.openingOf(n, false)
	if !ok && near && !s.section {
		s.line(n)
	}
	if !ok || !near && (op.weak || op.untitled || op.sep != ':' && op.sep != '：' || !s.p.namesTopics(op.rest)) {
		return next
	}
	if op.rest == "" && next != nil && next.Kind() == doc.KindCodeBlock {
		return next // a sample of them
	}
	w := s.start(offsetOf(n))
	if !near {
		w.Scope = post.ScopeSection
	}
	body := []doc.Node{n}
	if op.rest == "" && s.belongs(next) {
		body = append(body, next)
	}
	s.fillOpened(w, op, body)
	if !w.known() && (s.section || op.weak || !op.bold && !op.alone && !s.announces(op) || s.p.saysNothing(w.Text)) {
		return next
	}
	if len(body) > 1 {
		next = next.NextSibling()
	}
	s.found = append(s.found, foundWarning{warning: w, blocks: body, opening: op})
	return next
}

// line reads a later line of n as a warning: a phrase over topics.
func (s *warningSearch) line(n *doc.Paragraph) {
	for i := 1; i < min(len(n.Lines), blockLines); i++ {
		line := n.Lines[i]
		text := strings.Trim(line.Text, "*_ \t\r\n")
		ph, ok := cutWarningPhrase(text)
		if !ok {
			ph, ok = cutPrefixedPhrase(text)
		}
		if !ok || ph.weak || ph.sep != ':' && ph.sep != '：' || !s.p.namesTopics(ph.rest) {
			continue
		}
		w := s.start(line.Start)
		s.p.fill(w, ph, nil)
		s.found = append(s.found, foundWarning{warning: w, blocks: []doc.Node{n}, stays: true})
		return
	}
}

// announces reports whether a phrase in plain text, one of the first things in
// a post, is over what no vocabulary of harm has: a spoiler, or what else the
// post is said to be about.
func (s *warningSearch) announces(op opening) bool {
	if s.since > openingBlocks || op.sep != ':' && op.sep != '：' {
		return false
	}
	return unsuited.MatchString(op.rest) || !op.untitled && (spoiler.MatchString(op.rest) || !isSubject(op.title) && (speaksOfPost(op.rest) || offends.MatchString(op.rest) || advisoryCare.MatchString(op.rest)))
}

var spoiler = pattern.Compile(`(?i)^(?:\w+ ){0,2}spoilers?\b|^(?:严重|大量|轻微)?剧透|^劇透|^ネタバレ|^스포일러`)

// startsBold reports whether n begins with a span in bold.
func startsBold(n doc.Node) bool {
	em, ok := n.FirstChild().(*doc.Emphasis)
	return ok && em.Level == 2
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

// belongs reports whether n, after a line that is nothing but a warning phrase,
// is what it warns of: a list, or a paragraph that lists topics.
func (s *warningSearch) belongs(n doc.Node) bool {
	switch n.(type) {
	case *doc.List:
		return true
	case *doc.Paragraph:
		return s.p.namesTopics(inlineText(n))
	}
	return false
}

func (s *warningSearch) start(offset int) *notice {
	w := &notice{Warning: post.Warning{Level: post.LevelWarning, Scope: post.ScopePost, Pos: s.lines.place(offset)}, body: true}
	if s.section {
		w.Scope = post.ScopeSection
	}
	return w
}

// fill gives w the title and topics of a phrase, and children as its body.
func (p *Parser) fill(w *notice, ph phrase, children []doc.Node) {
	w.Title = ph.title
	plain := true
	if ph.rest != "" && !unfolds.MatchString(ph.rest) {
		p.warningText(w, ph.rest)
		plain = w.Text == ""
		w.lead = w.Text
	}
	topics, plainBody := p.topicsOf(children, len(w.Topics) == 0)
	w.addTopics(topics...)
	if !plainBody {
		children = p.afterTopics(w, children)
	}
	text := blockText(children)
	switch {
	case plain && plainBody:
	case plainBody && text == "":
	default:
		w.Text = strings.TrimSpace(w.lead + "\n\n" + text)
		w.nodes = children
	}
}

// afterTopics returns children without the first, if it is a list of nothing but
// topics of w, which stand in its line.
func (p *Parser) afterTopics(w *notice, children []doc.Node) []doc.Node {
	if len(children) > 1 && children[0].Kind() == doc.KindList {
		if topics, plain := p.topicsOf(children[:1], true); plain && w.has(topics) {
			return children[1:]
		}
	}
	return children
}

// unfolds is what the title of what folds says of that alone.
var unfolds = pattern.Compile(`(?i)^(?:请|請)?(?:点击|點擊|单击)?(?:此处|此處|这里|這裡)?(?:展开|展開|查看|显示|顯示)$|^(?:点击|點擊|click|tap|expand)$|^(?:click|tap) (?:here|to \w+)(?: to \w+)?$|^クリックで(?:展開|表示)$`)

// fillOpened is fill for a body whose first paragraph holds the phrase.
func (s *warningSearch) fillOpened(w *notice, op opening, body []doc.Node) {
	par := body[0]
	w.Title, w.untitled = op.title, op.untitled
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
	w.Text = strings.TrimSpace(op.rest + "\n\n" + blockText(rest))
	w.HTML = xhtml.Paragraphs(w.Text)
	if w.Scope == post.ScopePost {
		w.nodes = rest
		if op.rest != "" {
			w.nodes = append([]doc.Node{par}, rest...)
		}
	}
}

// blockChildren are the blocks in n, without the title of a container.
func blockChildren(n doc.Node) []doc.Node {
	var all []doc.Node
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() != doc.KindTitle {
			all = append(all, c)
		}
	}
	return all
}
