package warning

import (
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

// An opening is a warning phrase at the start of a paragraph.
type opening struct {
	phrase
	bold     bool       // the phrase stands in bold
	code     bool       // it stands in code
	alone    bool       // nothing but the phrase, behind a sign that warns
	notice   bool       // the phrase is a word of every notice, over an advisory
	scope    post.Scope // that its words state; 0 if none
	untitled bool       // there is no phrase: the title is ours
	faint    bool       // the words do not decide
	runs     []doc.Run
	from     int // where in the text of the paragraph rest begins; -1 if in no one place
}

// openingOf returns the phrase that par opens with: in bold, or plain with a
// colon or nothing else on its line; or, without one, that it is an advisory.
// Marked is whether par is the first thing in a block that warns.
func (s *warningSearch) openingOf(par doc.Node, marked bool) (opening, bool) {
	text, runs := doc.Flatten(par)
	ph, ok := s.p.cutWarningPhrase(text)
	if !ok {
		ph, ok = s.p.cutPrefixedPhrase(text)
	}
	var opened phrase
	if ok {
		opened = ph
		whole := ph.rest
		ph, scope := cutScope(ph)
		op := newOpening(par, ph, text, runs)
		if op.scope = scope; ph.rest != whole && op.from >= 0 {
			op.from = len(strings.TrimRightFunc(text, unicode.IsSpace)) - len(whole) // the words of scope stay in the text
		}
		if s.isOpening(&op, text) {
			return op, true
		}
	}
	if ph, ok = s.p.cutNotice(text); ok {
		op := newOpening(par, ph, text, runs)
		op.notice = true
		return op, true
	}
	if ph, says := s.p.cutTopicFirst(text); says != none && !forbids.MatchString(text) {
		return opening{phrase: ph, faint: says == possible, runs: runs, from: -1}, true
	}
	rest := strings.TrimFunc(text, script.IsOrnament)
	if r, _ := utf8.DecodeRuneInString(text); script.Brackets[r] != "" && !strings.ContainsRune(rest, r) {
		rest = strings.TrimRight(rest, script.Brackets[r])
	}
	if len(runs) == 0 || !s.p.isAdvisory(rest, marked || isMarked(text)) {
		title := s.p.mayWarn(opened, text, rest)
		return opening{phrase: phrase{title: title, rest: rest, sep: ':'}, faint: true, runs: runs, from: -1}, title != ""
	}
	title := defaultWarningTitle(s.p, s.po.Head, "")
	return opening{phrase: phrase{title: title, rest: rest, sep: ':'}, untitled: true, from: -1}, true
}

// mayWarn returns the words by which text may be a warning that nothing else decides, ""
// if it has none: a phrase before a dash and a sentence, "Content warning — this story …",
// or a sentence by which the post is about something grave. Opened is the phrase that text
// opens with, rest is text without its ornaments.
func (p *Reader) mayWarn(opened phrase, text, rest string) string {
	if opened.title != "" && !opened.weak && strings.ContainsRune("-–—―", opened.sep) && !isSubject(opened.title) && !asksFor.MatchString(opened.rest) && !phrases.Read().IsTechnical(text) {
		return opened.title
	}
	if first, more := script.CutSentence(rest); more == "" && isGrave(first) && !isAmbiguous(first) && advisoryLead.MatchString(first) && p.saysTopics(first) {
		return first
	}
	return ""
}

// cutTopicFirst splits text that names its topics before the word that warns of them:
// "Suicide warning", 自杀情节预警. The verdict is possible if the topics are in the
// vocabulary and not grave.
func (p *Reader) cutTopicFirst(text string) (phrase, verdict) {
	if len(text) > advisoryBytes {
		return phrase{}, none
	}
	line, rest := text, ""
	if i := strings.IndexAny(text, ":：.。!！\n"); i > 0 {
		line, rest = text[:i], strings.TrimLeftFunc(text[i:], func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(":：.。!！)）】]", r) })
	}
	around := func(r rune) bool { return script.IsOrnament(r) || strings.ContainsRune(")）】]」』", r) }
	topic, title, says := p.endsInPhrase(strings.TrimFunc(line, around))
	if says == none || !p.isTopicList(topic) || phrases.Read().IsTechnical(text) {
		return phrase{}, none
	}
	if rest = strings.TrimFunc(rest, around); rest != "" {
		stop := "。"
		if script.Lang(topic) == "" {
			stop = ". "
		}
		topic += stop + rest
	}
	return phrase{title: title, rest: topic, sep: ':'}, says
}

// emphasised reports whether all of par is one emphasis.
func emphasised(par doc.Node) bool {
	n := par.FirstChild()
	return n != nil && n.Kind() == doc.KindEmphasis && n.NextSibling() == nil
}

// newOpening returns the opening for a phrase at the start of text, the text of runs.
func newOpening(par doc.Node, ph phrase, text string, runs []doc.Run) opening {
	op := opening{phrase: ph, runs: runs, from: -1}
	if trimmed := strings.TrimRightFunc(text, unicode.IsSpace); strings.HasSuffix(trimmed, ph.rest) {
		op.from = len(trimmed) - len(ph.rest)
	}
	at := max(strings.Index(text, ph.title), 0)
	for _, r := range runs {
		if r.From <= at {
			op.bold = r.Bold || emphasised(par) && !isSubject(ph.title)
			op.code = r.Node.Kind() == doc.KindCodeSpan
		}
	}
	return op
}

// isOpening reports whether a phrase at the start of text is set apart from
// what follows it as the title of a warning is.
func (s *warningSearch) isOpening(op *opening, text string) bool {
	ph := &op.phrase
	announced := func() bool { return s.p.announced(ph.rest) }
	switch {
	case op.code:
		return false // "`CW: suicide` is how it is written"
	case op.bold && ph.sep != ' ' && ph.sep != ',':
	case strings.ContainsRune("】］〕", ph.sep): // "【閲覧注意】流血の描写"
		op.weak = isSubject(ph.title) || !announced()
		if !op.weak {
			ph.sep = ':'
		}
	case endsTitle(ph):
		op.alone = ph.rest == "" && (isMarked(text) || saysAll.MatchString(op.title))
	case op.bold && isShortTail(ph):
		op.weak = true // "**内容预警** 自杀、自残"
	case !op.weak && strings.ContainsRune("-–—―/／|｜·•!！~～(（[［【「", ph.sep) && announced(): // "Content warning — fog"
		ph.sep = ':'
	case op.weak && strings.ContainsRune("-–—", ph.sep) && announced(): // "CW – fog"
		op.isFor = true
		return true
	case strings.HasPrefix(ph.rest, "for "):
		op.weak, op.isFor = true, true
		if op.rest = op.rest[len("for "):]; op.from >= 0 {
			op.from += len("for ")
		}
	default:
		if listed, ok := s.isListed(op, text); !listed {
			return ok
		}
	}
	return op.bold || ph.sep == '\n' || ph.rest == "" || s.namesContent(ph)
}

// isListed reports whether a list of topics follows a phrase that only a space or the like
// sets apart. If not, ok is whether the phrase opens something else: text that may be a
// list, or a topic after a sign that warns.
func (s *warningSearch) isListed(op *opening, text string) (listed, ok bool) {
	ph := &op.phrase
	switch {
	case ph.isFor: // "Here is your content warning: fog"
		return false, (s.p.isTopicList(ph.rest) || script.Lang(ph.title) == "" && s.p.announced(ph.rest)) && !isOther(ph.rest)
	case s.p.isTopicList(ph.rest): // "CW suicide, death"
		return true, true
	case (isMark(ph.title) && (ph.sep == ' ' || ph.sep == '-') && ph.rest == strings.ToLower(ph.rest) || ph.sep == ',' && !isSubject(ph.title)) && s.p.announced(ph.rest): // "cw wasps", "Content warning, wasps"
		op.weak, op.isFor = true, true
		return false, true
	}
	return false, isMarked(text) && len(op.title) > len("TW") && s.p.namesTopics(ph.rest) // "※閲覧注意　流血表現あり"
}

// endsTitle reports whether a colon, a new line or nothing follows a phrase, or a full
// stop and nothing.
func endsTitle(ph *phrase) bool {
	switch ph.sep {
	case ':', '：', '\n', 0:
		return true
	case '.', '。':
		return ph.rest == ""
	}
	return false
}

// isShortTail reports whether what follows a phrase in an ideographic script is short
// and no sentence.
func isShortTail(ph *phrase) bool {
	return script.Lang(ph.title) != "" && utf8.RuneCountInString(ph.rest) <= topicRunes && !strings.ContainsAny(ph.rest, "。！？")
}

// namesContent reports whether the text after a phrase is the warned content: it does not ask
// the reader for something and, where warnings may be the subject of the text
// ("Trigger warnings: an introduction"), it names a content or the post.
func (s *warningSearch) namesContent(ph *phrase) bool {
	return !asksFor.MatchString(ph.rest) && (!isSubject(ph.title) || s.p.warnsOf(ph.rest) || s.p.announced(ph.rest) || speaksOfPost(ph.rest))
}

// saysAll is a phrase that is a sentence by itself.
var saysAll = pattern.Compile(`(?i)discretion|abstenir$|勿阅读$|含みます$`)

// isSubject reports whether title is a phrase that is written about as often as
// over a warning: 触发警告 also means that a compiler raises a warning.
func isSubject(title string) bool {
	for _, s := range []string{"触发", "觸發", "敏感", "nsfw", "sensitive", "adult", "explicit", "mature", "graphic"} {
		if len(title) >= len(s) && strings.EqualFold(title[:len(s)], s) {
			return true
		}
	}
	return false
}

// warnsOf reports whether text, after a phrase that is not set apart, is what the phrase
// announces: topics, an advisory, or at least a topic that is
// rarely spoken of by the way.
func (p *Reader) warnsOf(text string) bool {
	list, plain := p.topicList(text)
	topics := plain && slices.ContainsFunc(list, func(t post.Topic) bool { return p.isTopicList(t.Label) })
	return topics || p.isAdvisory(text, true) || isGrave(text)
}

// saysNothing reports whether text, after a phrase, is a sentence that names nothing
// readers may want to avoid: "Content note: the file has
// moved".
func (p *Reader) saysNothing(text string) bool {
	if text == "" || speaksOfPost(text) || spoiler.MatchString(text) || advisoryCare.MatchString(text) || harmful.MatchString(text) {
		return false
	}
	list, _ := p.topicList(text)
	return len(list) == 0 || len(list) == 1 && utf8.RuneCountInString(list[0].Label) > topicRunes/2
}

// harmful matches words for harm that are no topics of the vocabulary.
var harmful = pattern.Compile(`(?i)harmful|offensive|hateful|hate\b|unsettling|unpleasant|shocking|toxic|slurs?\b|obscen|vulgar|explicit|adult|mature|minors|18\+|gross|trauma|grief|illegal|disgust|creepy|scary|phobia|` +
	`成人|露骨|冒犯|仇恨|恶心|噁心|恐惧|恐懼|恐怖|令人|刺激|引战|不雅|暗黑|黑暗|沉重|` +
	`anstößig|beunruhigend|verletzend|schockierend|hass\b|extremis|` +
	`offensant|choquant|haine|violent|perturbador|ofensiv|adulto|odio|不快|過激|刺激|불쾌|혐오|충격`)

// speaksOfPost reports whether text begins by saying what the post is about.
func speaksOfPost(text string) bool {
	return postSubject.MatchString(text) && (topicLead.FindPrefix(text) != "" || advisoryLead.MatchString(text) || postUses.MatchString(text))
}

var (
	postSubject = pattern.Compile(`(?i)^(?:this|the following|the) (?:[\w-]+ )?(?:post|article|story|essay|piece|page|chapter|section|text|entry|episode|video|talk|series)\b|^(?:本|此|这|這|下)(?:文|篇|章|集|系列|节|節|部分|段)|^(?:この|本)(?:記事|文章|作品|回|節|章)|^(?:이|본) (?:글|포스트|문서)|^(?:cet?|cette) [\pL-]+|^diese[srm]? [\pL-]+|^est[ea] [\pL-]+`)
	postUses    = pattern.Compile(`(?i)^(?:this|the following|the) (?:[\w-]+ )?\w+ (?:(?:also|will|may|might|can) )?(?:has|have|had|features?|mentions?|contains?|includes?|describes?|depicts?|refers?|touches|uses?|shows?|goes into|quotes?|deals?|talks?|speaks?|explores?|examines?|address(?:es)?|is about|is not for)\b`)
)

// namesTopics reports whether text is a list with topics of the vocabulary.
func (p *Reader) namesTopics(text string) bool {
	list, _ := p.topicList(text)
	return names(list)
}

// asksFor opens the title of an essay: "NSFW: how to tell nudity".
var asksFor = pattern.Compile(`(?i)^(?:how|why|what|when|where|who)\b|^(?:如何|怎么|怎樣|怎样|为什么|為什麼|什么是|什麼是)`)

// cut removes the phrase from its paragraph, so that it is not written twice
// where the title of the warning is written before its body. It leaves the
// paragraph alone if the rest is not one piece.
func (op opening) cut() {
	if op.from < 0 {
		return
	}
	for i, r := range op.runs {
		last := i+1 == len(op.runs)
		t, ok := r.Node.(*doc.Text)
		switch {
		case r.From >= op.from:
			return
		case ok && (last || op.runs[i+1].From > op.from):
			shown := script.Visible(t.Shown())
			t.Value, t.Raw = shown[min(op.from-r.From, len(shown)):], true
		default:
			detach(r.Node)
		}
	}
}

// detach takes an inline node out of its parent, and with it each inline
// parent that it leaves empty.
func detach(n doc.Node) {
	for !doc.IsBlock(n) {
		parent := n.Parent()
		doc.Remove(n)
		if parent.FirstChild() != nil {
			return
		}
		n = parent
	}
}

// offsetOf returns where a block begins in the source.
func offsetOf(n doc.Node) int {
	for ; n != nil && doc.IsBlock(n); n = n.FirstChild() {
		if l := doc.LinesOf(n); len(l) > 0 {
			return l[0].Start
		}
	}
	return 0
}

// lineStart returns the first offset of the line of offset that is not space.
func lineStart(src string, offset int) int {
	start := strings.LastIndexByte(src[:offset], '\n') + 1
	line := src[start:offset]
	return start + len(line) - len(strings.TrimLeft(line, " \t"))
}
