package warning

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/frontmatter"
	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
	"github.com/foreword-go/foreword/post/markdown/internal/phrases"
)

// title reads the title of the front matter.
func (s *headSearch) title() {
	w, verdict := s.p.titleWarning(s.h.Title)
	if verdict == none {
		return
	}
	pos, of := frontmatter.Pos{Line: 1, Column: 1}, "title"
	if e := s.f.Peek(of); e != nil {
		pos = e.Value.Pos
	}
	if verdict == stated {
		s.add(w, pos)
	} else if len(s.all) == 0 {
		s.f.Report(RulePossible, post.SeverityHint, of, pos, fmt.Errorf("%w: want a title such as %q if it is one of content", ErrPossible, "Title [CW: topic]"))
	}
}

// titleWarning returns the warning that a title states in a bracket or in a part of its
// own, or that the title is itself: a phrase over a list. The verdict is possible if the
// title has a phrase or a mark in such a place, but what follows does not decide.
func (p *Reader) titleWarning(title string) (*Notice, verdict) {
	w, says := p.titleOpening(title)
	for _, read := range []func(string) (*Notice, verdict){p.titlePart, p.titleInner} {
		if says == stated {
			return w, says
		}
		if part, verdict := read(title); verdict > says {
			w, says = part, verdict
		}
	}
	for rest := title; says != stated; {
		i := strings.IndexFunc(rest, func(r rune) bool { return strings.ContainsRune("【（([［〔", r) })
		if i < 0 {
			return w, says
		}
		full := !strings.ContainsAny(rest[i:i+1], "([")
		var inner string
		before := rest[:i]
		inner, rest = script.CutBracket(rest[i:])
		if abbreviates(inner, before) {
			continue // "Not Safe For Work (NSFW)"
		}
		if b, verdict := p.titleBracket(title, inner, full); verdict != none {
			w, says = b, verdict
		}
	}
	return w, says
}

// newNotice returns a warning of the whole post with a title.
func newNotice(title string) *Notice {
	return &Notice{Warning: post.Warning{Level: post.LevelWarning, Scope: post.ScopePost, Title: title}}
}

// titleOpening reads a title that opens with a phrase: over a list, alone, or over the
// topic before the rest of the title, "CW suicide: a story".
func (p *Reader) titleOpening(title string) (*Notice, verdict) {
	ph, ok := p.cutWarningPhrase(title)
	technical := func() bool { return phrases.Read().IsTechnical(title) }
	w := newNotice(ph.title)
	switch {
	case !ok:
		return p.titleNotice(title)
	case !ph.weak && ph.colon() && (p.isTopicList(ph.rest) || p.announced(ph.rest) && !isSubject(ph.title) && !technical()):
		p.warningText(w, ph.rest)
		return w, stated
	case ph.rest == "": // the heading of a warning that became the title
		return w, possibleIf(!ph.weak)
	}
	return p.titleTopic(w, ph, technical())
}

// titleTopic reads the text after a phrase as the topic before the rest of a title.
func (p *Reader) titleTopic(w *Notice, ph phrase, technical bool) (*Notice, verdict) {
	topic, _ := script.CutSentence(ph.rest)
	topic, more, split := strings.Cut(titleParts(topic)[0], ": ")
	known := p.isTopicList(topic)
	switch {
	case ph.weak && !isMark(ph.title) || asksFor.MatchString(topic) || isOther(topic) || technical && !known:
		return nil, none
	case known && (ph.colon() || isMark(ph.title) && (split && more != "" || topic == ph.rest)):
		p.warningText(w, topic)
		w.Title = ph.title
		return w, stated
	case ph.colon() && !ph.weak:
		return w, possible
	}
	return w, possibleIf(p.announced(topic) && (ph.colon() || split && topic == strings.ToLower(topic)))
}

// titleNotice reads a title that opens with a word of any notice, or with a sign that warns,
// over something grave: "Warning: suicide".
func (p *Reader) titleNotice(title string) (*Notice, verdict) {
	if ph, ok := p.cutNotice(title); ok && ph.colon() && isGrave(ph.rest) && (p.isTopicList(ph.rest) || advisoryBare.MatchString(ph.rest)) {
		w := newNotice(ph.title)
		p.warningText(w, ph.rest)
		return w, stated
	}
	if ph, ok := cutPhrase(phrases.Read().Notices, title); ok && ph.colon() && isGrave(ph.rest) && p.announced(ph.rest) {
		return newNotice(ph.title), possible // "Warning: suicide and fog"
	}
	rest := strings.TrimFunc(title, script.IsOrnament)
	last := rest[strings.LastIndexByte(rest, ' ')+1:] // "Night NSFW"
	may := strings.Contains(title, "🔞") || rest != title && isMarked(title) && isGrave(rest) && p.isTopicList(rest) || len(last) < len(rest) && isAdultMark(last) && !phrases.Read().IsTechnical(title)
	return newNotice(last), possibleIf(may)
}

// titleInner reads a phrase after other words of a title: "A story, CW: suicide".
func (p *Reader) titleInner(title string) (*Notice, verdict) {
	const most = 400 // bytes
	at := p.innerPhrase(title, most)
	if m := innerMark.FindStringSubmatchIndex(title); m != nil {
		at = m[2]
	}
	if at < 1 || len(title) > most {
		return nil, none
	}
	ph, ok := p.cutWarningPhrase(strings.TrimRight(title[at:], ">}])*_"))
	if !ok || ph.rest == "" || notStated.MatchString(title[:at]) {
		return nil, none
	}
	w := newNotice(ph.title)
	ph.rest = strings.TrimPrefix(ph.rest, "for ")
	known := p.isTopicList(ph.rest)
	switch {
	case known && (ph.colon() || !ph.weak || ph.sep == ' ' || isMark(ph.title) && (ph.sep == ' ' || ph.sep == '/')):
		p.warningText(w, ph.rest)
		w.Title = ph.title
		return w, stated
	case isOther(ph.rest) || phrases.Read().IsTechnical(title):
		return nil, none
	}
	return w, possibleIf(p.announced(ph.rest) && (ph.colon() || isMark(ph.title) && strings.ContainsAny(title[:at], ":：") && ph.rest == strings.ToLower(ph.rest)))
}

// innerMark matches a mark after other words.
var innerMark = pattern.Compile(`(?i)[\s,，.。:：;；<{*_]((?:cw|tw)(?:\s*/\s*(?:cw|tw))?\s*[:：/ ].*)$`)

// titleBracket reads inner, the text of a bracket in a title. Full is whether the bracket
// is one of ideographic scripts, which holds more marks than others.
func (p *Reader) titleBracket(title, inner string, full bool) (*Notice, verdict) {
	w := newNotice(strings.TrimSpace(inner))
	technical := phrases.Read().IsTechnical(title)
	if ph, ok := p.cutWarningPhrase(inner); ok {
		return p.bracketPhrase(ph, title, technical)
	}
	if i := strings.LastIndexAny(inner, "-–—,，/|"); i > 0 {
		_, size := utf8.DecodeRuneInString(inner[i:])
		if last := strings.TrimSpace(inner[i+size:]); strings.EqualFold(last, "NSFW") {
			w.Title = last // "(Director's cut, NSFW)"
			return w, stated
		}
	}
	if inner = strings.TrimSpace(inner); full && isAdultMark(inner) && (strings.EqualFold(inner, "NSFW") || !technical) { // [R18] may be a release
		w.Title = inner
		return w, stated
	}
	if topic, phrase, says := p.endsInPhrase(inner); says != none {
		w.Title = phrase
		p.warningText(w, topic)
		return w, says
	}
	if technical {
		return nil, none
	}
	if isRated(inner) || phrases.Read().Value(inner) == "bare" {
		return w, possibleIf(strings.Count(strings.ToLower(title), strings.ToLower(inner)) == 1) // no "graphic design (graphic)"
	}
	if ph, ok := cutPhrase(phrases.Read().Notices, inner); ok && ph.colon() && (p.isTopicList(ph.rest) || p.announced(ph.rest)) { // "[warning: drowning]"
		w.Title = ph.title
		p.warningText(w, ph.rest)
		return w, max(possible, verdictIf(isGrave(ph.rest)))
	}
	return p.bracketHolds(w, inner)
}

// bracketPhrase reads a bracket of a title that opens with a phrase.
func (p *Reader) bracketPhrase(ph phrase, title string, technical bool) (*Notice, verdict) {
	w := newNotice(ph.title)
	p.warningText(w, ph.rest)
	switch {
	case w.known():
		return w, stated
	case isOther(ph.rest) && ph.rest != "", ph.weak && technical:
		return nil, none
	case ph.weak && ph.rest == "" && isMark(ph.title) && isGrave(title): // "Suicide (TW)"
		w.addTopics(slices.DeleteFunc(p.topicsIn(title), func(t post.Topic) bool { return !isGrave(t.Label) })...)
		return w, stated
	case ph.weak && ph.sep == ' ' && !(isMark(ph.title) && p.announced(ph.rest) && ph.rest == strings.ToLower(ph.rest)): // "[TW Spiders]"
		return w, possible
	case w.Text != "", ph.weak && ph.rest == "": // "(content warning: a short history of them)", "[CW]"
		return w, possible
	}
	return w, stated
}

// bracketHolds reads a bracket of a title that says what the post contains: "contains
// suicide", "内含自杀".
func (p *Reader) bracketHolds(w *Notice, inner string) (*Notice, verdict) {
	inner = strings.TrimSuffix(strings.TrimSuffix(inner, "，慎入"), ",慎入")
	lead := bracketLead.FindString(inner)
	if lead == "" {
		bare := strings.TrimSuffix(inner, findTail(inner))
		if p.hasTopics(inner) {
			w.Title, w.untitled = p.labels(script.Lang(inner)).ContentWarning, true
			p.warningText(w, inner)
			return w, stated
		}
		return w, possibleIf(isGrave(bare) && !isAmbiguous(bare) && p.isTopicList(bare)) // "(suicide)"
	}
	rest := strings.TrimSpace(inner[len(lead):])
	topics := strings.TrimSuffix(rest, findTail(rest))
	w.Title, w.untitled = p.labels(script.Lang(inner)).ContentWarning, true
	w.addTopics(topicsOnly(p.topicList(topics))...)
	switch {
	case p.isTopicList(topics) && !isAmbiguous(topics):
		return w, stated
	case isOther(topics), partOfWork.MatchString(topics):
		return nil, none
	}
	return w, possibleIf(spoiler.MatchString(rest) || harmful.MatchString(rest) || holdsPlainly.MatchString(lead) && p.announced(topics))
}

func topicsOnly(topics []post.Topic, _ bool) []post.Topic { return topics }

var (
	bracketLead = pattern.Compile(`(?i)^(?:contains?|includes?|mentions?(?: of)?|discusse?s?|discussions? of|descriptions? of|depictions? of|features?|enthält|contient|contiene|mentionne|menciona)\s*:?\s+|^(?:内含|內含|含有|包含|涉及|提及|含|文中有|有)`)
	// partOfWork matches what a title says a text comes with.
	partOfWork = pattern.Compile(`(?i)\b(?:examples?|code|images?|pictures?|photos?|ads?|links?|sources?|videos?|downloads?|exercises?|solutions?|answers?|references?|bonus|maps?|recipes?|nuts)\b`)
	// holdsPlainly matches the words that are about contents and no parts of a work.
	holdsPlainly = pattern.Compile(`(?i)^(?:contains|discusses|mentions of)`)
)

// isMark reports whether the title of a phrase is a mark such as CW, and not one that has
// a meaning of its own.
func isMark(title string) bool {
	return len(title) <= len("CW/TW") && !strings.Contains(strings.ToUpper(title), "CN")
}

// titleParts splits a title at the signs between its parts, "Night | CW: suicide":
// at strokes and signs of attention with any space around them, at dashes and
// slashes between spaces, and at ——.
func titleParts(title string) []string {
	var parts []string
	from := 0
	for i := 0; i < len(title); {
		n := titleSign(title[i:])
		if n == 0 {
			i++
			continue
		}
		parts = append(parts, title[from:i])
		i += n
		from = i
	}
	return append(parts, title[from:])
}

// titleSign returns the length of the sign between parts that s begins with, or 0.
func titleSign(s string) int {
	const space, dashes = "\t\n\f\r ", "-–—―/"
	switch c := s[0]; { // most bytes of a title begin no sign
	case c >= utf8.RuneSelf && c != 0xE2 && c != 0xEF, c < utf8.RuneSelf && c != '|' && strings.IndexByte(space, c) < 0:
		return 0
	}
	sign := strings.TrimLeft(s, space)
	r, n := utf8.DecodeRuneInString(sign)
	if strings.ContainsRune("|｜⚠‼❗※", r) {
		return len(s) - len(strings.TrimLeft(strings.TrimPrefix(sign[n:], "\uFE0F"), space))
	}
	if rest := strings.TrimLeft(sign, dashes); len(sign) < len(s) && len(rest) < len(sign) {
		if after := strings.TrimLeft(rest, space); len(after) < len(rest) {
			return len(s) - len(after)
		}
	}
	if strings.HasPrefix(s, "——") {
		return len("——")
	}
	return 0
}

// titlePart returns the warning that a part of a title of several is.
func (p *Reader) titlePart(title string) (possibly *Notice, says verdict) {
	const most = 400 // bytes
	if len(title) > most {
		return nil, none
	}
	parts := titleParts(title)
	if len(parts) == 1 {
		return nil, none
	}
	for i, part := range parts {
		if ph, ok := p.cutWarningPhrase(part); ok && ph.rest == "" && i+1 < len(parts) && titleSlashes.MatchString(title) { // "TW // suicide: Night"
			topic, _, _ := strings.Cut(parts[i+1], ":")
			part = ph.title + ": " + topic
		}
		if w, verdict := p.onePart(part, title); verdict >= max(says, possible) {
			possibly, says = w, verdict
		}
		if says == stated {
			break
		}
	}
	return possibly, says
}

// onePart reads one of the parts of a title.
func (p *Reader) onePart(part, title string) (*Notice, verdict) {
	ph, ok := p.cutWarningPhrase(part)
	switch {
	case ok && ph.rest == "":
		return barePart(ph, title)
	case !ok && (phrases.Read().Value(part) == "bare" && script.Lang(part) != "" || strings.ContainsRune(title, '⚠') && isGrave(part) && p.isTopicList(part)): // "⚠️自杀⚠️ 冬天"
		return newNotice(strings.TrimSpace(part)), possible
	case !ok || !ph.colon() && ph.sep != ' ':
		return nil, none
	}
	w := newNotice(ph.title)
	topics, plain := p.topicList(ph.rest)
	w.addTopics(topics...)
	switch {
	case isOther(ph.rest) || phrases.Read().IsTechnical(title) && !w.known():
		return nil, none
	case plain && w.known(), plain && ph.colon() && p.announced(ph.rest) && !ph.weak:
		return w, stated
	}
	return w, possibleIf(p.announced(ph.rest) || ph.colon())
}

// barePart reads a phrase or mark that is a part of a title: "A story - trigger warning".
func barePart(ph phrase, title string) (*Notice, verdict) {
	switch {
	case phrases.Read().IsTechnical(title), strings.EqualFold(ph.title, "CN"), slices.ContainsFunc(titleParts(title), asksFor.MatchString):
		return nil, none
	case strings.EqualFold(ph.title, "NSFW"):
		return newNotice(ph.title), stated
	}
	return newNotice(ph.title), possible
}

var titleSlashes = pattern.Compile(`\S\s*//\s*\S`)

// isAdultMark reports whether s is a mark that says all there is to say.
func isAdultMark(s string) bool { return phrases.Read().Value(s) == "adult" }

// abbreviates reports whether s is the initials of the last words of text.
func abbreviates(s, text string) bool {
	words := strings.Fields(text)
	if n := len(words) - len(s); n > 0 {
		words = words[n:]
	}
	initials := ""
	for _, w := range words {
		initials += w[:1]
	}
	return s != "" && strings.EqualFold(s, initials)
}
