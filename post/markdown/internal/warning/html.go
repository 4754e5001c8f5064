package warning

import (
	"slices"
	"strings"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
)

// html reads a block of HTML as a warning: its text opens with a phrase, or its
// element, a class or an attribute states one. The block must be one whole element, so
// that nothing is left open behind it; or it is the first block of an element. It returns
// the block to go on with.
func (s *warningSearch) html(n *doc.HTMLBlock, next doc.Node) doc.Node {
	const longest = 32 << 10 // bytes: a table of data
	raw := doc.LinesOf(n).String()
	if len(raw) > longest && !s.near() {
		return next
	}
	root, whole := s.p.rootElement(raw)
	if !whole && root.tag != "img" && root.tag != "meta" {
		return s.openHTML(n, next, root, raw)
	}
	w := s.start(doc.LinesOf(n)[0].Start)
	w.Level = cmpLevel(levelOf(root.words), w.Level)
	f := foundWarning{warning: w, blocks: []doc.Node{n}}
	text := script.OneLine(doc.HTMLText(raw))
	if root.mark && !s.p.warnsUnderMark(text) {
		root.named = ""
	}
	ph, form, ours := phrase{}, formBox, false
	switch {
	case root.states:
		ph, f.stays, f.named = s.untitled(w, root.topics), true, true
	case root.title != "":
		ph, f.stays = s.p.titledBy(root.title), root.folds
		f.named = f.stays
		switch {
		case f.stays:
		case ph.rest == "":
			ph.rest, ph.sep = text, ':'
		default:
			w.setText(text)
		}
	default:
		var ok bool
		if ph, form, ours, ok = s.htmlPhrase(w, root, raw, text); !ok {
			return next
		}
	}
	w.Title = ph.title
	if ph.rest != "" {
		s.p.warningText(w, ph.rest)
	}
	if !s.near() && form != formBox {
		if form = formLine; root.isBox() {
			form = formBoxText
		}
	}
	e := s.evidenceOf(form, ph, w, "")
	e.bold, e.ours = root.strong, ours
	s.judge(e, f)
	return next
}

// htmlPhrase returns the phrase that the text of an element opens with, or that its name
// or class is, or its title if the text is an advisory, which is ours then.
func (s *warningSearch) htmlPhrase(w *Notice, root element, raw, text string) (ph phrase, f form, ours, ok bool) {
	f = formBoxText
	if root.named != "" {
		f = formBox
	}
	if head, rest, block := s.p.headOf(raw); head != "" {
		ph, _ = s.p.cutWarningPhrase(head)
		if ph.rest = strings.TrimLeft(rest, " :：-–—"); ph.rest == "" {
			return ph, f, false, true
		}
		if block || len(ph.rest) < len(rest) || s.p.announced(ph.rest) || speaksOfPost(ph.rest) || root.named != "" {
			ph.sep = ':'
			return ph, f, false, true
		}
	}
	ph, ok = s.p.cutWarningPhrase(text)
	switch {
	case ok && ph.sep != ' ' && ph.sep != ',':
		return ph, f, false, true
	case root.named != "":
		return s.untitled(w, text), f, false, true
	}
	if !s.near() && !root.isBox() {
		return ph, f, false, false
	}
	if ph, ok = s.p.cutNotice(text); ok {
		return ph, f, true, true
	}
	if warns := levelOf(root.words) >= post.LevelWarning; warns && isGrave(text) {
		if ph, ok = s.p.cutNotice("Warning: " + text); ok { // <div class="warning">suicide</div>
			return s.untitled(w, ph.rest), f, true, true
		}
	}
	if rest := strings.TrimFunc(text, script.IsOrnament); s.p.isAdvisory(rest, levelOf(root.words) > post.LevelNote || isMarked(text)) {
		return s.untitled(w, rest), f, true, true
	}
	return ph, f, false, false
}

// untitled returns our own title over rest.
func (s *warningSearch) untitled(w *Notice, rest string) phrase {
	w.untitled = true
	return phrase{title: s.p.labels(s.po.Head.Lang).ContentWarning, rest: rest, sep: ':'}
}

// titledBy is the phrase of a title that an attribute holds.
func (p *Reader) titledBy(title string) phrase {
	ph, _ := p.cutWarningPhrase(title)
	return titled(ph)
}

// openHTML reads a block of HTML whose element continues after a blank line.
func (s *warningSearch) openHTML(n *doc.HTMLBlock, next doc.Node, root element, raw string) doc.Node {
	text := script.OneLine(doc.HTMLText(raw))
	w := s.start(doc.LinesOf(n)[0].Start)
	w.Level = cmpLevel(levelOf(root.words), w.Level)
	f := foundWarning{warning: w, blocks: []doc.Node{n}, stays: true}
	ph, ok := s.p.cutWarningPhrase(text)
	summary := strings.Contains(strings.ToLower(raw), "<summary")
	switch {
	case !root.open || len(text) > advisoryBytes:
		return next
	case root.states:
		ph, f.named = s.untitled(w, root.topics), true
	case root.title != "" && text == "":
		ph, f.named = s.p.titledBy(root.title), root.folds
		if !root.folds && ph.rest == "" {
			return s.around(n, next, root, ph, f)
		}
	case root.named != "" && text == "" && (!root.mark || s.warnsBelow(n)):
		return s.around(n, next, root, s.untitled(w, ""), f)
	case ok && summary:
		ph = titled(ph)
	case !ok || ph.weak || ph.sep != ':' && ph.sep != '：' && ph.rest != "":
		return next
	default:
		if next, ok := n.NextSibling().(*doc.HTMLBlock); ok && ph.rest == "" && root.strong {
			ph.rest = script.OneLine(doc.HTMLText(doc.LinesOf(next).String()))
		}
	}
	s.p.fill(w, ph, nil)
	e := s.evidenceOf(formOpen, ph, w, "")
	e.bold = root.strong || f.named
	if s.judge(e, f) && summary {
		unfold(n)
	}
	return next
}

// warnsBelow reports whether the block after n, which opens an element whose class is a mark,
// is what it warns of.
func (s *warningSearch) warnsBelow(n *doc.HTMLBlock) bool {
	next := n.NextSibling()
	return next != nil && s.p.warnsUnderMark(doc.BlockText([]doc.Node{next}))
}

// unfold replaces the details element that begins in n with one that does not fold:
// content under a warning is never folded away.
func unfold(n *doc.HTMLBlock) {
	const most = 200 // blocks
	for i, c := 0, doc.Node(n); c != nil && i < most; i, c = i+1, c.NextSibling() {
		h, ok := c.(*doc.HTMLBlock)
		if !ok {
			continue
		}
		ended := false
		for i := range h.Lines {
			ended = ended || detailsEnd.MatchString(h.Lines[i].Text)
			for _, r := range unfolded {
				h.Lines[i].Text = r.tag.Regexp().ReplaceAllString(h.Lines[i].Text, r.with)
			}
		}
		if ended {
			return
		}
	}
}

var (
	detailsEnd = pattern.Compile(`(?i)</details\s*>`)
	unfolded   = []struct {
		tag  *pattern.Pattern
		with string
	}{
		{pattern.Compile(`(?i)<details\b[^>]*>`), "<div>"}, {detailsEnd, "</div>"},
		{pattern.Compile(`(?i)<summary\b[^>]*>`), "<p><strong>"}, {pattern.Compile(`(?i)</summary\s*>`), "</strong></p>"},
	}
)

// around reads an element that is a warning by its class, or by an attribute: the blocks
// in it are the text of the warning, unless they are more than one has.
func (s *warningSearch) around(n *doc.HTMLBlock, next doc.Node, root element, ph phrase, f foundWarning) doc.Node {
	const most = 8 // blocks
	var children []doc.Node
	end := n.NextSibling()
	for ; end != nil && len(children) < most; end = end.NextSibling() {
		if h, ok := end.(*doc.HTMLBlock); ok && strings.HasPrefix(strings.ToLower(strings.TrimSpace(doc.LinesOf(h).String())), "</"+root.tag) {
			break
		}
		children = append(children, end)
	}
	if _, ok := end.(*doc.HTMLBlock); !ok || len(children) == most {
		children = children[:min(len(children), 1)]
		end = nil
	}
	if end == nil || root.folds && !s.isOwnText(children) || holdsText(children) {
		f.named = true
		s.p.fill(f.warning, ph, nil)
		s.judge(s.evidenceOf(formBox, ph, f.warning, ""), f)
		return next
	}
	s.p.fill(f.warning, ph, children)
	f.blocks, f.stays = append(append(f.blocks, children...), end), false
	if f.warning.Scope == post.ScopeSection {
		f.blocks, f.named = f.blocks[:1], true
	}
	if !s.judge(s.evidenceOf(formBox, ph, f.warning, ""), f) {
		return next
	}
	return end.NextSibling()
}

// mayHaveTag reports whether a line may have a tag of HTML, of an engine, or of BBCode.
func mayHaveTag(line string) bool {
	if strings.IndexByte(line, '<') >= 0 || strings.Contains(line, "{%") {
		return true
	}
	for _, after, ok := strings.Cut(line, "[/"); ok; _, after, ok = strings.Cut(after, "[/") {
		if after != "" && (after[0] == '_' || 'a' <= after[0]|0x20 && after[0]|0x20 <= 'z' || '0' <= after[0] && after[0] <= '9') {
			return true
		}
	}
	return false
}

// tags reads the tags in the text of a block that state a warning. Their content is the
// warned text, and stays.
func (s *warningSearch) tags(n doc.Node) {
	if !slices.ContainsFunc(doc.LinesOf(n), func(l doc.Line) bool { return mayHaveTag(l.Text) }) {
		return
	}
	var w *Notice
	doc.Walk(n, func(c doc.Node, entering bool) doc.Status {
		raw, ok := c.(*doc.RawHTML)
		if !ok || !entering || strings.IndexByte(raw.HTML, '=') < 0 && !strings.Contains(raw.HTML, "data-") && !s.p.words().IsName(strings.Trim(raw.HTML, "<>")) {
			return doc.Continue
		}
		e := s.p.tagElement(raw.HTML)
		ph := phrase{}
		switch {
		case e.states:
			ph = phrase{title: s.p.labels(s.po.Head.Lang).ContentWarning, rest: e.topics, sep: ':'}
		case e.title != "" && e.tag != "a" && e.tag != "abbr" && e.tag != "img":
			ph = s.p.titledBy(e.title)
		case e.named != "" && s.p.warnsUnderMark(textIn(raw, e.tag)):
			ph = phrase{title: s.p.labels(s.po.Head.Lang).ContentWarning, rest: textIn(raw, e.tag), sep: ':'}
		default:
			return doc.Continue
		}
		if w == nil {
			w = s.start(doc.LinesOf(n)[0].Start)
			if !whollyTagged(n) || !s.near() || e.named == "" {
				w.Scope = post.ScopeSection
			}
			w.Title, w.untitled = ph.title, e.states || e.named != ""
		}
		if ph.rest != "" {
			s.p.warningText(w, ph.rest)
		}
		return doc.Continue
	})
	if w != nil {
		e := s.evidenceOf(formBox, phrase{title: w.Title, sep: ':'}, w, "")
		s.judge(e, foundWarning{warning: w, blocks: []doc.Node{n}, stays: true})
	}
}

// whollyTagged reports whether a block is one element in a line, and nothing else.
func whollyTagged(n doc.Node) bool {
	first, ok := n.FirstChild().(*doc.RawHTML)
	if !ok {
		return false
	}
	for c := first.NextSibling(); c != nil; c = c.NextSibling() {
		if _, ok := c.(*doc.RawHTML); ok {
			return c.NextSibling() == nil
		}
	}
	return false
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
// "contentwarning" and "ContentWarning" are read as the phrase.
func spaced(name string) string {
	for _, first := range []string{"content", "trigger", "sensitive"} {
		if len(name) > len(first) && strings.EqualFold(name[:len(first)], first) {
			return first + " " + strings.TrimLeft(name[len(first):], "-_")
		}
	}
	return name
}
