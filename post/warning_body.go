package post

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post/internal/markdown"
	"github.com/yuin/goldmark/ast"
)

// nearTop is how many blocks into a post, or a section, a paragraph or quote
// may still open a content warning. A container may stand anywhere.
const (
	nearTop     = 6
	nearHeading = 1
)

// findWarnings adds the content warnings of the body to those of the head, and
// takes those of the whole post out of the tree.
func (p *Parser) findWarnings(po *Post, lines *lines) {
	for _, w := range po.Warnings {
		if w.untitled && titleOfKey(w.Title) == "" && po.Lang != "" {
			w.Title = label.For(po.Lang).ContentWarning // the body shows the language
		}
	}
	s := warningSearch{p: p, po: po, lines: lines, heads: len(po.Warnings)}
	s.blocks(po.doc)
	for _, f := range s.found {
		w := f.warning
		if w.Scope == ScopePost && !f.stays {
			for _, n := range f.blocks {
				po.count.remove(countText(n, po.source))
				n.Parent().RemoveChild(n.Parent(), n)
			}
			if h, ok := f.blocks[0].(*ast.Heading); ok {
				id := headingID(h)
				po.Headings = slices.DeleteFunc(po.Headings, func(h Heading) bool { return h.ID == id })
			}
			f.opening.cut()
		} else {
			w.block = f.blocks[0]
			if f.named {
				s.showTitle(f.blocks[0].(*markdown.Container), w.Title)
			}
		}
		if w.nodes != nil {
			w.HTML = new(Renderer).Warning(po, w)
		}
		po.Warnings = mergeWarning(po.Warnings, w, s.heads)
	}
	slices.SortStableFunc(po.Warnings, func(a, b *Warning) int { return a.Pos.compare(b.Pos) })
}

// A warningSearch walks the blocks of a body.
type warningSearch struct {
	p     *Parser
	po    *Post
	lines *lines
	heads int // how many warnings the head has

	section bool // a heading other than the title has been passed
	since   int  // blocks since the start or the last heading
	found   []foundWarning
}

type foundWarning struct {
	warning *Warning
	blocks  []ast.Node // where it stands
	stays   bool       // around what it warns of
	named   bool       // it is a container whose name is its title
	opening opening    // the phrase in its first paragraph, if there
}

// blocks looks at the children of parent, and into those that hold blocks.
func (s *warningSearch) blocks(parent ast.Node) {
	for n := parent.FirstChild(); n != nil; {
		next := n.NextSibling()
		top := parent == s.po.doc
		switch n := n.(type) {
		case *ast.Heading:
			before := s.since
			first := !s.section && before <= nearHeading
			if n.Level > 1 || s.since > 0 {
				s.section = true
			}
			s.since = 0
			if top && n.Level > 1 {
				next = s.heading(n, first, before == 0)
			}
		case *markdown.Container:
			s.since++
			if !s.container(n) {
				s.blocks(n)
			}
		case *ast.Paragraph:
			s.since++
			if top {
				next = s.paragraph(n, next)
			}
		case *ast.Blockquote:
			s.since++
			if !top || !s.quote(n) {
				s.blocks(n)
			}
		case *ast.List:
			if top {
				s.since++
			}
			if !top || !s.near() || !s.list(n) {
				s.blocks(n)
			}
		case *ast.ListItem, *markdown.Tabs, *markdown.Tab:
			if top {
				s.since++
			}
			s.blocks(n)
		case *ast.HTMLBlock:
			if top && s.near() {
				s.html(n)
			}
		case *markdown.ExcerptMark, *ast.ThematicBreak, *ast.LinkReferenceDefinition:
		default:
			s.since++
		}
		n = next
	}
}

// near reports whether a paragraph or quote here may open a warning.
func (s *warningSearch) near() bool {
	if s.section {
		return s.since <= nearHeading
	}
	return s.since <= nearTop
}

// container reads n as a warning: its title opens with a phrase, its name is
// one, or it has no title of its own and its first paragraph opens with one.
func (s *warningSearch) container(n *markdown.Container) bool {
	w := s.start(n.Offset)
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
	found := foundWarning{warning: w, blocks: []ast.Node{n}}
	switch {
	case ok && (holdsText(children, s.po.source) || s.folds(n, ph, children)):
		s.p.fill(w, ph, nil, s.po.source)
		found.stays = true
	case ok:
		s.p.fill(w, ph, children, s.po.source)
	case len(children) > 0 && isPlainTitle(n):
		if children[0].Kind() != ast.KindParagraph {
			return false
		}
		if op, ok = s.openingOf(children[0], w.Level > LevelNote && n.Name != "details"); !ok {
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

func holdsText(children []ast.Node, src []byte) bool {
	for _, n := range children {
		if n.Kind() == ast.KindHeading {
			return true
		}
	}
	return utf8.RuneCountInString(blockText(children, src)) > containerRunes
}

// foldedRunes is how much may stand folded under a title with topics and still
// say more of them.
const foldedRunes = 300

// folds reports whether n, a warning by its title, folds away what it warns of:
// there is no text besides, or there are topics in its title over a text that
// is too long to be about them.
func (s *warningSearch) folds(n *markdown.Container, ph phrase, children []ast.Node) bool {
	if !n.Foldable || len(children) == 0 {
		return false
	}
	if s.p.namesTopics(ph.rest) && utf8.RuneCountInString(blockText(children, s.po.source)) > foldedRunes {
		return true
	}
	if n.Parent() != s.po.doc {
		return false
	}
	for c := s.po.doc.FirstChild(); c != nil; c = c.NextSibling() {
		switch c.Kind() {
		case ast.KindHeading, ast.KindThematicBreak, ast.KindLinkReferenceDefinition:
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
func (s *warningSearch) showTitle(n *markdown.Container, title string) {
	t, ok := n.FirstChild().(*markdown.Title)
	if ok && t.FirstChild() != nil {
		t.InsertBefore(t, t.FirstChild(), ast.NewString([]byte(title+label.For(s.po.Lang).Colon)))
		return
	}
	t = &markdown.Title{}
	t.AppendChild(t, ast.NewString([]byte(title)))
	n.InsertBefore(n, n.FirstChild(), t)
}

// notice reads the title of n as a word that opens any warning, over one of
// content.
func (s *warningSearch) notice(n *markdown.Container, children []ast.Node) (phrase, bool) {
	ph, ok := cutPhrase(noticeLexicon(), n.TitleText)
	switch {
	case !ok || ph.sep == ' ':
		return phrase{}, false
	case ph.rest != "":
		return s.p.cutNotice(n.TitleText)
	case len(children) == 0:
		return phrase{}, false
	}
	_, ok = s.p.cutNotice(ph.title + ": " + blockText(children[:1], s.po.source))
	ph.weak = false
	return ph, ok
}

// quote reads n as a warning if its first paragraph opens with a phrase.
func (s *warningSearch) quote(n *ast.Blockquote) bool {
	par, ok := n.FirstChild().(*ast.Paragraph)
	if !ok || !s.near() {
		return false
	}
	op, ok := s.openingOf(par, false)
	if !ok {
		return false
	}
	w := s.start(lineStart(s.po.source, offsetOf(par)))
	s.fillOpened(w, op, blockChildren(n))
	if !w.known() && (s.section || op.weak || !op.bold && !op.alone && !s.announces(op) || s.p.saysNothing(w.Text)) {
		return false
	}
	s.found = append(s.found, foundWarning{warning: w, blocks: []ast.Node{n}, opening: op})
	return true
}

// list reads the item of n that states a warning among others of the post, as
// stories list their rating and length: a phrase in bold over topics, or, as
// the first item, over what the words for harm are in.
func (s *warningSearch) list(n *ast.List) bool {
	for item := n.FirstChild(); item != nil; item = item.NextSibling() {
		par := item.FirstChild()
		if par == nil || par.Kind() != ast.KindTextBlock && par.Kind() != ast.KindParagraph {
			continue
		}
		op, ok := s.openingOf(par, false)
		if !ok || !op.bold || op.weak || op.untitled || op.sep != ':' && op.sep != '：' ||
			!s.p.namesTopics(op.rest) && (item != n.FirstChild() || !harmful.MatchString(op.rest)) {
			continue
		}
		w := s.start(offsetOf(par))
		s.fillOpened(w, op, blockChildren(item))
		f := foundWarning{warning: w, blocks: []ast.Node{item}, opening: op}
		if n.ChildCount() == 1 {
			f.blocks[0] = n
		}
		s.found = append(s.found, f)
		return true
	}
	return false
}

// paragraph reads n as a warning if it opens with a phrase; what
// belongs to a paragraph that is nothing else goes with it. It returns the block to go on
// with.
func (s *warningSearch) paragraph(n *ast.Paragraph, next ast.Node) ast.Node {
	near := s.near()
	if !near && !setApart(n, s.po.source) {
		return next
	}
	op, ok := s.openingOf(n, false)
	if !ok && near && !s.section {
		s.line(n)
	}
	if !ok || !near && (op.weak || op.untitled || op.sep != ':' && op.sep != '：' || !s.p.namesTopics(op.rest)) {
		return next
	}
	if op.rest == "" && next != nil && (next.Kind() == ast.KindFencedCodeBlock || next.Kind() == ast.KindCodeBlock) {
		return next // a sample of them
	}
	w := s.start(offsetOf(n))
	if !near {
		w.Scope = ScopeSection
	}
	body := []ast.Node{n}
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

// line reads a later line of n as a warning: a phrase over nothing but topics.
func (s *warningSearch) line(n *ast.Paragraph) {
	for i := 1; i < min(n.Lines().Len(), blockLines); i++ {
		seg := n.Lines().At(i)
		ph, ok := cutWarningPhrase(string(seg.Value(s.po.source)))
		if !ok || ph.weak || ph.sep != ':' && ph.sep != '：' || !s.p.isTopicList(ph.rest) {
			continue
		}
		w := s.start(seg.Start)
		s.p.fill(w, ph, nil, s.po.source)
		s.found = append(s.found, foundWarning{warning: w, blocks: []ast.Node{n}, stays: true})
		return
	}
}

// announces reports whether a phrase in plain text, one of the first things in
// a post, is over what no vocabulary of harm has: a spoiler, or what else the
// post is said to be about.
func (s *warningSearch) announces(op opening) bool {
	return s.since <= openingBlocks && (op.sep == ':' || op.sep == '：') && !op.untitled && (spoiler.MatchString(op.rest) || !isSubject(op.title) && speaksOfPost(op.rest))
}

var spoiler = compile(`(?i)^(?:\w+ ){0,2}spoilers?\b|^(?:严重|大量|轻微)?剧透|^劇透|^ネタバレ|^스포일러`)

// setApart reports whether all of a paragraph may be in bold or in a bracket.
func setApart(n *ast.Paragraph, src []byte) bool {
	if em, ok := n.FirstChild().(*ast.Emphasis); ok {
		return em.Level == 2 && em.NextSibling() == nil
	}
	r, _ := utf8.DecodeRune(src[offsetOf(n):])
	return r == '[' || r == '【'
}

// belongs reports whether n, after a line that is nothing but a warning phrase,
// is what it warns of: a list, or a paragraph that lists topics.
func (s *warningSearch) belongs(n ast.Node) bool {
	switch n.(type) {
	case *ast.List:
		return true
	case *ast.Paragraph:
		return s.p.namesTopics(inlineText(n, s.po.source))
	}
	return false
}

func (s *warningSearch) start(offset int) *Warning {
	w := &Warning{Level: LevelWarning, Scope: ScopePost, Pos: s.lines.place(offset), body: true}
	if s.section {
		w.Scope = ScopeSection
	}
	return w
}

// fill gives w the title and topics of a phrase, and children as its body.
func (p *Parser) fill(w *Warning, ph phrase, children []ast.Node, src []byte) {
	w.Title = ph.title
	plain := true
	if ph.rest != "" && !unfolds.MatchString(ph.rest) {
		p.warningText(w, ph.rest)
		plain = w.Text == ""
		w.lead = w.Text
	}
	topics, plainBody := p.topicsOf(children, src, len(w.Topics) == 0)
	w.addTopics(topics...)
	text := blockText(children, src)
	switch {
	case plain && plainBody:
	case plainBody && text == "":
	default:
		w.Text = strings.TrimSpace(w.lead + "\n\n" + text)
		w.nodes = children
	}
}

// unfolds is what the title of what folds says of that alone.
var unfolds = compile(`(?i)^(?:请|請)?(?:点击|點擊|单击)?(?:此处|此處|这里|這裡)?(?:展开|展開|查看|显示|顯示)$|^(?:点击|點擊|click|tap|expand)$|^(?:click|tap) (?:here|to \w+)(?: to \w+)?$|^クリックで(?:展開|表示)$`)

// fillOpened is fill for a body whose first paragraph holds the phrase.
func (s *warningSearch) fillOpened(w *Warning, op opening, body []ast.Node) {
	src, par := s.po.source, body[0]
	w.Title, w.untitled = op.title, op.untitled
	plain := true
	if op.rest != "" {
		list, isPlain := s.p.topicList(op.rest)
		bold := slices.DeleteFunc(boldSpans(par, src), func(t string) bool { return strings.Contains(t, op.title) })
		for _, t := range bold {
			w.addTopics(s.p.boldTopics(t)...)
		}
		switch {
		case isPlain:
			w.Topics = nil
			w.addTopics(list...)
		case w.known():
		case (&Warning{Topics: list}).known():
			w.addTopics(list...)
		default:
			if in := s.p.topicsIn(op.rest); len(in) > 0 {
				list = in
			}
			w.addTopics(list...)
		}
		plain = isPlain
	}
	more, plainRest := s.p.topicsOf(body[1:], src, len(w.Topics) == 0)
	w.addTopics(more...)
	if plain && plainRest && !hasLink(par) {
		return
	}
	w.Text = strings.TrimSpace(op.rest + "\n\n" + blockText(body[1:], src))
	w.HTML = xhtml.Paragraphs(w.Text)
	if w.Scope == ScopePost {
		w.nodes = body
		if op.rest == "" {
			w.nodes = body[1:]
		}
	}
}

// isPlainTitle reports whether the title of n says no more than its name.
func isPlainTitle(n *markdown.Container) bool {
	t := strings.TrimFunc(n.TitleText, func(r rune) bool { return isOrnament(r) || unicode.IsPunct(r) })
	return t == "" || strings.EqualFold(t, n.Name) || levelNamed(t) != 0
}

// containerLevel is that of the name, or of a class in the opener.
func containerLevel(n *markdown.Container) Level {
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
	return cmpLevel(levelNamed(n.Name), LevelWarning)
}

// blockChildren are the blocks in n, without the title of a container.
func blockChildren(n ast.Node) []ast.Node {
	var all []ast.Node
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() != markdown.KindTitle {
			all = append(all, c)
		}
	}
	return all
}
