package warning

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
	"github.com/foreword-go/foreword/post/markdown/internal/phrases"
)

// container reads n as a warning: its title opens with a phrase, its name is
// one, or it has no title of its own and its first paragraph opens with one. One that
// has no end is its title and first block; the rest goes back into the post.
func (s *warningSearch) container(n *doc.Container) bool {
	w := s.start(max(n.Offset(), 0))
	w.Level = cmpLevel(s.outerLevel(n), containerLevel(n))
	children := doc.Blocks(n)
	if !n.Closed && len(children) > 1 {
		children = children[:1]
	}
	found := foundWarning{warning: w, blocks: []doc.Node{n}}
	if inItem(n) {
		w.Scope = post.ScopeSection
	}
	if h := firstHeading(n, children); h != nil { // Quarto has the title as a heading
		if ph, ok := s.p.cutWarningPhrase(doc.InlineText(h)); ok {
			children = children[1:]
			return s.box(n, titled(ph), children, found)
		}
	}
	ph, ok := s.boxPhrase(n, children)
	if ok {
		found.named = n.TitleText == "" || ph.title != "" && !strings.Contains(n.TitleText, ph.title)
		return s.box(n, ph, children, found)
	}
	if len(children) == 0 || !isPlainTitle(n) || children[0].Kind() != doc.KindParagraph {
		return false
	}
	op, ok := s.openingOf(children[0], w.Level > post.LevelNote && n.Name != "details")
	if !ok {
		return false
	}
	s.fillOpened(w, op, children)
	found.opening = op
	e := s.openedEvidence(formBoxText, op, w, children[1:])
	e.trade = phrases.Read().IsTechnical(doc.BlockText(children))
	if !s.judge(e, found) {
		return false
	}
	s.giveBack(n, children)
	return true
}

// inItem reports whether n is inside an item of a list. Its warning is of that item alone.
func inItem(n doc.Node) bool {
	for n = n.Parent(); n != nil; n = n.Parent() {
		if n.Kind() == doc.KindListItem {
			return true
		}
	}
	return false
}

// firstHeading returns the heading that the text of n begins with, if n has no title.
func firstHeading(n *doc.Container, children []doc.Node) *doc.Heading {
	if n.TitleText != "" || len(children) == 0 {
		return nil
	}
	h, _ := children[0].(*doc.Heading)
	return h
}

// boxPhrase returns the phrase that the title of n opens with, that its name is, or
// that its title and text are together.
func (s *warningSearch) boxPhrase(n *doc.Container, children []doc.Node) (phrase, bool) {
	title := script.Visible(doc.Unescape(n.TitleText))
	if ph, ok := s.p.cutWarningPhrase(title); ok {
		return titled(ph), true
	}
	if ph, ok := s.p.cutPrefixedPhrase(title); ok {
		return titled(ph), true
	}
	if s.isNamed(n, title, children) {
		return titled(phrase{title: defaultWarningTitle(s.p, s.po.Head, n.Name), rest: title, sep: ':'}), true
	}
	if i := strings.IndexAny(title, "([（【"); n.Foldable && i > 0 { // "Click to read (CW: fog)"
		inner, _ := script.CutBracket(title[i:])
		if ph, ok := s.p.cutWarningPhrase(inner); ok && (ph.rest != "" && !isOther(ph.rest) || !ph.weak) {
			return titled(ph), true
		} else if topic := strings.TrimSpace(title[:i]); ok && isMark(ph.title) && s.p.isTopicList(topic) { // "Suicide (TW)"
			return phrase{title: ph.title, rest: topic, sep: ':', weak: true}, true
		} else if ok && isMark(ph.title) && !phrases.Read().IsTechnical(title+"\n"+doc.BlockText(children[:min(len(children), 1)])) {
			s.po.Problems = append(s.po.Problems, possibleProblem(ph.title, s.po.Places.At(max(n.Offset(), 0))))
		}
	}
	if ph, ok := s.graveBox(n, title, children); ok {
		return ph, true
	}
	if ph, ok := s.notice(n, children); ok {
		return ph, true
	}
	return s.endsInWarning(n, title, children)
}

// graveBox reads a box that warns, and whose title or only text is something grave.
func (s *warningSearch) graveBox(n *doc.Container, title string, children []doc.Node) (phrase, bool) {
	if levelNamed(n.Name) < post.LevelWarning {
		return phrase{}, false
	}
	own := defaultWarningTitle(s.p, s.po.Head, "")
	if title != "" { // ::: warning suicide
		if !isGrave(title) {
			return phrase{}, false
		}
		ph, ok := s.p.cutNotice("Warning: " + title)
		ph.title = own
		return ph, ok
	}
	if len(children) != 1 {
		return phrase{}, false
	}
	text := doc.BlockText(children) // <Warning>suicide</Warning>
	return phrase{title: own}, isGrave(text) && s.p.isTopicList(text) && !s.p.words().Phrases.MayStart(text)
}

// isNamed reports whether the name of n, or an attribute that names its kind, states a
// warning. Jobs and buttons have triggers, too: these want a topic.
func (s *warningSearch) isNamed(n *doc.Container, title string, children []doc.Node) bool {
	switch name := strings.ToLower(n.Name); {
	case s.p.words().IsName(name):
		return true
	case name == "trigger" || name == "triggers":
		text := title
		if text == "" && len(children) == 1 {
			text = doc.BlockText(children)
		}
		if s.p.isTopicList(text) {
			return true
		}
		if s.p.announced(text) && !phrases.Read().IsTechnical(text) {
			s.po.Problems = append(s.po.Problems, possibleProblem(n.Name, s.po.Places.At(max(n.Offset(), 0))))
		}
		return false
	}
	for _, a := range n.Attrs {
		switch strings.TrimLeft(a.Key, ":") {
		case "type", "kind", "variant", "class", "theme", "style":
			if value := strings.TrimLeft(a.Value, "."); s.p.words().IsName(value) || s.p.words().IsName(value+" "+n.Name) && levelNamed(n.Name) != 0 {
				return true
			}
		}
	}
	return false
}

// titled reads the rest of a title, where a phrase is set apart by its place: "Content
// warning for blood (click to show)".
func titled(ph phrase) phrase {
	ph.rest = strings.TrimSpace(unfoldsTail.ReplaceAllString(ph.rest, ""))
	if of := script.TrimAnyPrefix(ph.rest, "for ", "of ", "about ", "pour ", "für ", "por ", "sobre "); ph.sep == ' ' && of != ph.rest {
		ph.rest, ph.sep, ph.weak = of, ':', false
	}
	if ph.rest == "" && ph.sep == ' ' {
		ph.sep, ph.weak = 0, false
	}
	return ph
}

// unfoldsTail matches the end of a title that says how to unfold the container.
var unfoldsTail = pattern.Compile(`(?i)\s*[-–—:：,，]?\s*[(（\[【]?\s*(?:(?:请|請)?(?:点击|點擊|单击|点此|點此)(?:此处|此處|这里|這裡)?(?:展开|展開|查看|显示|顯示)?|(?:click|tap|press)(?: here)?(?: to \w+)?(?: to \w+)?|クリックで?(?:展開|表示)?|cliquez (?:ici )?pour \pL+|(?:zum )?(?:auf|aus)klappen|haz clic(?: aquí)?(?: para \pL+)?|눌러서 ?(?:보기|펼치기))\s*[)）\]】]?\s*$`)

// box reads a container whose title or name is a phrase.
func (s *warningSearch) box(n *doc.Container, ph phrase, children []doc.Node, found foundWarning) bool {
	w := found.warning
	if s.hides(n, ph, children) {
		s.p.fill(w, ph, nil)
		found.stays = true
	} else {
		s.p.fill(w, ph, children)
	}
	e := s.evidenceOf(formBox, ph, w, "")
	e.mild = w.Level == post.LevelNote && !n.Foldable && !found.named
	if ph.weak {
		e.trade = e.trade || phrases.Read().IsTechnical(doc.BlockText(children[:min(len(children), 1)]))
	}
	if !s.judge(e, found) {
		return false
	}
	s.giveBack(n, children)
	return true
}

// giveBack moves the blocks of a container without an end, other than kept, out of the
// container to the place after it, and adds a problem. It does nothing if there is an end.
func (s *warningSearch) giveBack(n *doc.Container, kept []doc.Node) {
	if n.Closed {
		return
	}
	pos := s.po.Places.At(max(n.Offset(), 0))
	s.po.Problems = slices.DeleteFunc(s.po.Problems, func(p *post.Problem) bool { return p.Rule == RuleUnclosedContainer && p.Pos.Line == pos.Line })
	s.po.Problems = append(s.po.Problems, &post.Problem{
		Pos: pos, Rule: RuleUnclosed, Severity: post.SeverityWarning,
		Err: fmt.Errorf("content warning %q has no end: only its first paragraph counts as the warning", n.Name),
	})
	behind := n.NextSibling()
	for _, c := range doc.Blocks(n)[len(kept):] {
		doc.Remove(c)
		if behind == nil {
			doc.Append(n.Parent(), c)
		} else {
			doc.InsertBefore(n.Parent(), behind, c)
		}
	}
}

// containerRunes is the largest size of a warning that is a container, in characters:
// longer text, or text with a heading, is the content that the container warns of.
const containerRunes = 1500

func holdsText(children []doc.Node) bool {
	for _, n := range children {
		if n.Kind() == doc.KindHeading {
			return true
		}
	}
	return utf8.RuneCountInString(doc.BlockText(children)) > containerRunes
}

// hides reports whether the blocks in n, a warning by its title or name, are the warned
// content, and not the text of the warning. What folds, or was made to hide, hides
// its text; but not where the title names no topic and the text is a list of topics
// or an advisory.
func (s *warningSearch) hides(n *doc.Container, ph phrase, children []doc.Node) bool {
	if len(children) == 0 {
		return false
	}
	made := s.p.words().IsName(n.Name) && (n.Dialect == doc.Shortcode || n.Dialect == doc.Component || n.Dialect == doc.Tag || n.Dialect == doc.Bracket)
	if !n.Foldable && !made {
		return holdsText(children)
	}
	if topics, _ := s.p.topicList(ph.rest); len(topics) > 0 && !unfolds.MatchString(ph.rest) && !spoiler.MatchString(ph.rest) {
		return true
	}
	return holdsText(children) || !s.isOwnText(children)
}

// isOwnText reports whether blocks that are folded away are a list of topics or an
// advisory.
func (s *warningSearch) isOwnText(children []doc.Node) bool {
	text := doc.BlockText(children)
	if s.p.isAdvisory(text, true) || speaksOfPost(text) {
		return true
	}
	for _, n := range children {
		switch n.Kind() {
		case doc.KindList:
			for item := n.FirstChild(); item != nil; item = item.NextSibling() {
				t := doc.BlockText(doc.Blocks(item))
				if utf8.RuneCountInString(t) > topicRunes || strings.ContainsAny(t, "。！？!?") {
					return false
				}
			}
		case doc.KindParagraph, doc.KindHTMLBlock:
			t := strings.TrimSpace(doc.BlockText([]doc.Node{n}))
			list, _ := s.p.topicList(t)
			sentence := len(list) == 1 && !names(list) && strings.HasSuffix(strings.TrimRight(t, "。"), ".") || beginsSentence.MatchString(t) || strings.ContainsAny(t, "。！？!?") && !names(list)
			if len(list) == 0 || sentence || strings.Count(t, "。") > 1 || strings.Count(t, ". ") > 0 && !s.p.isTopicList(t) {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// endsInWarning reads the title of a box that warns as a topic and the word: 恐高警告.
func (s *warningSearch) endsInWarning(n *doc.Container, title string, children []doc.Node) (phrase, bool) {
	const longest = 60 // bytes
	title = strings.TrimFunc(title, script.IsOrnament)
	if len(title) > longest || containerLevel(n) < post.LevelWarning || len(children) == 0 {
		return phrase{}, false
	}
	m := topicWarning.FindStringSubmatchIndex(title)
	if m == nil {
		return phrase{}, false
	}
	topic, body := strings.TrimSpace(title[m[2]:m[3]]), doc.BlockText(children[:1])
	if phrases.Read().IsTechnical(title+"\n"+body) || levelNamed(topic) != 0 {
		return phrase{}, false
	}
	if s.p.Topic(topic).Slug == "" && !postSubject.MatchString(body) {
		return phrase{}, false
	}
	return phrase{title: defaultWarningTitle(s.p, s.po.Head, ""), rest: topic, sep: ':'}, true
}

var topicWarning = pattern.Compile(`(?i)^(.{1,40}?)\s*(?:预警|警告|警示|預警|警報|注意|경고|주의|warnings?|-?warnung)$`)

// showTitle writes the title of a warning into a container that has none but
// its name, for where the container stays in the body.
func (s *warningSearch) showTitle(n *doc.Container, title string) {
	t, ok := n.FirstChild().(*doc.Title)
	if ok && t.FirstChild() != nil {
		doc.InsertBefore(t, t.FirstChild(), &doc.Text{Value: title + s.p.labels(s.po.Head.Lang).Colon})
		return
	}
	t = &doc.Title{}
	doc.Append(t, &doc.Text{Value: title})
	doc.InsertBefore(n, n.FirstChild(), t)
}

// notice reads the title of n as a word that opens any warning, over one of
// content.
func (s *warningSearch) notice(n *doc.Container, children []doc.Node) (phrase, bool) {
	ph, ok := cutPhrase(phrases.Read().Notices, n.TitleText)
	switch {
	case !ok || ph.sep == ' ':
		return phrase{}, false
	case ph.rest != "":
		return s.p.cutNotice(n.TitleText)
	case len(children) == 0:
		return phrase{}, false
	}
	_, ok = s.p.cutNotice(ph.title + ": " + doc.BlockText(children[:1]))
	ph.weak = false
	return ph, ok
}

// showLine writes what w says before a block of HTML that stays in the body.
func (s *warningSearch) showLine(n *doc.HTMLBlock, w *Notice) {
	bold := &doc.Emphasis{Level: 2}
	doc.Append(bold, &doc.Text{Value: w.Line(s.po.Head.Lang), Raw: true})
	par := &doc.Paragraph{}
	doc.Append(par, bold)
	doc.InsertBefore(n.Parent(), n, par)
}

// isPlainTitle reports whether the title of n says no more than its name.
func isPlainTitle(n *doc.Container) bool {
	t := strings.TrimFunc(n.TitleText, func(r rune) bool { return script.IsOrnament(r) || unicode.IsPunct(r) })
	return t == "" || strings.EqualFold(t, n.Name) || levelNamed(t) != 0
}

// containerLevel is that of the name, or of a class in the opener.
func containerLevel(n *doc.Container) post.Level {
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
	return cmpLevel(levelNamed(n.Name), post.LevelWarning)
}

// outerLevel is the level that a class of kramdown names, on the line after or before
// a block: {: .alert .alert-danger}; 0 if none does.
func (s *warningSearch) outerLevel(n doc.Node) post.Level {
	src := s.po.Source
	from := n.Offset()
	if from < 0 {
		from = offsetOf(n)
	}
	if from < 0 || from > len(src) {
		return 0
	}
	start := strings.LastIndexByte(src[:from], '\n') + 1
	above := strings.TrimRight(src[:start], "\n")
	above = above[strings.LastIndexByte(above, '\n')+1:]
	if start >= 2 && src[start-2] == '\n' {
		above = "" // a blank line is between
	}
	_, below, _ := strings.Cut(src[max(from, min(lastOffset(n), len(src))):], "\n")
	below, _, _ = strings.Cut(below, "\n")
	for _, line := range []string{below, above} {
		line = strings.TrimSpace(strings.TrimLeft(line, "> \t"))
		if classes, ok := strings.CutPrefix(line, "{:"); ok && strings.HasSuffix(classes, "}") {
			if l := levelOf(strings.FieldsFunc(classes, func(r rune) bool { return strings.ContainsRune(" .}#\t", r) })); l != 0 {
				return l
			}
		}
	}
	return 0
}

// lastOffset returns where the last line of text in n begins in the source.
func lastOffset(n doc.Node) int {
	last := 0
	doc.Walk(n, func(n doc.Node, entering bool) doc.Status {
		if l := doc.LinesOf(n); len(l) > 0 {
			last = max(last, l[len(l)-1].Start)
		}
		return doc.Continue
	})
	return last
}
