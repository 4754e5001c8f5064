package repost

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
	"github.com/foreword-go/foreword/post/markdown/internal/person"
)

// Attributions are at the head or foot of a post: within so many blocks of either end,
// before the second heading, or not among the references.
const (
	headBlocks = 8
	footBlocks = 5
	blockLines = 40
	// passageRunes is the longest text, in characters, that a quote or list may have
	// before its attribution or in one line after it. A longer one is a passage from
	// elsewhere, and the source is that of the passage.
	passageRunes = 80
	// inlineRunes is the length, in characters, from which a text is long enough that a
	// source in brackets after it belongs to that text.
	inlineRunes = 30
)

// A bodyFacts collects the facts of the attribution blocks of a body.
type bodyFacts struct {
	lines   *doc.Places
	facts   []Fact
	besides []Fact // the hints of the front matter
	bylines []Fact // paragraphs such as "By Ana Ruiz"
	run     int    // the index of the first fact of neighbouring blocks that hold only labels
	of      int    // the number of the block, from 1
}

// InBody completes h.Repost from the body. The hints are those that [InHead] returned for
// the same head, and home is the address of the site.
func InBody(h *post.Head, body doc.Body, hints []Fact, home string) {
	b := &bodyFacts{lines: body.Places, besides: hints, facts: slices.Clone(hints)}
	b.facts = append(b.facts, definedFacts(body.Source, body.Places)...)
	b.run = len(b.facts)
	for i, block := range attributionBlocks(body.Root) {
		b.of = i + 1
		b.block(block, i)
	}
	if !slices.ContainsFunc(b.facts, func(f Fact) bool { return f.part == partAuthor }) {
		for _, f := range b.bylines {
			if !slices.ContainsFunc(h.Authors, func(a post.Author) bool { return strings.Contains(f.value.text, a.Name) }) {
				b.facts = append(b.facts, f)
			}
		}
	}
	b.facts = append(b.facts, titleFacts(h, body)...)
	facts := withoutOwnAddress(b.facts, hints)
	h.Repost = repostOf(h, home, facts)
	settleAuthors(h, facts)
}

// titleFacts reads the mark of a title that is a heading of the body: "# [转] 夜航". Titles
// in the front matter are read by [InHead].
func titleFacts(h *post.Head, body doc.Body) []Fact {
	if h.Repost != nil || !isRepostTitle(h.Title) {
		return nil
	}
	pos := post.Position{File: h.Path, Line: 1}
	for n := body.Root.FirstChild(); n != nil; n = n.NextSibling() {
		if lines := doc.LinesOf(n); n.Kind() == doc.KindHeading && len(lines) > 0 {
			pos = body.Places.At(lines[0].Start)
			break
		}
	}
	return titleMark(h.Title, pos)
}

// withoutOwnAddress drops the place of first publication if it is the canonical address of
// the post: the author posted it there too.
func withoutOwnAddress(facts, hints []Fact) []Fact {
	return slices.DeleteFunc(facts, func(f Fact) bool {
		k, linked := f.value.web()
		return linked && (f.part == partPublication || f.part == partFirst) && slices.ContainsFunc(hints, func(h Fact) bool {
			own, ok := h.value.web()
			return h.address && ok && own.url == k.url
		})
	})
}

// block reads the i-th block that may hold an attribution.
func (b *bodyFacts) block(ab attributionBlock, i int) {
	n := ab.node
	block := linesOf(n)
	if slices.ContainsFunc(block, func(l sourceLine) bool { return repostCard.MatchString(l.text) }) {
		b.run = len(b.facts)
		return
	}
	r := blockReader{b: b, node: n, block: block}
	for i := range block {
		r.line(i)
	}
	own := r.own
	first := len(own) > 0 && own[0].pos == b.lines.At(block[0].offset)
	switch {
	case n.Kind() == doc.KindCodeBlock && ((r.other || n.NextSibling() != nil) && i >= openingBlocks || len(own) < 2 || !first):
		own, first = nil, false // a code sample
	case ab.related:
		own = slices.DeleteFunc(own, func(f Fact) bool { return f.part == partSource && !isStrong(f) })
	}
	own = b.withSignatures(own, &r, i)
	if i < openingBlocks && !r.other && len(block) > 0 && !isOfNeighbour(n) {
		settleSource(own)
	}
	settle(own, b.besides)
	if i < openingBlocks && first || r.said <= passageRunes || !isPassage(n) {
		b.facts = append(b.facts, own...)
	}
	if r.other || len(own) == 0 {
		b.run = len(b.facts)
	}
	settle(b.facts[b.run:], b.besides)
}

// withSignatures adds the signatures of block i to its facts if these say that the post is
// from elsewhere. A short paragraph with only a signature is kept as a byline.
func (b *bodyFacts) withSignatures(own []Fact, r *blockReader, i int) []Fact {
	hints := asHints(r.signed)
	switch {
	case slices.ContainsFunc(own, isStrong):
		return append(own, r.signed...)
	case len(own) > 0 && evidence(own, hints) >= sure:
		return append(own, hints...) // "Written by Ana Ruiz. Translated by Bo Lind."
	case len(r.block) == 1 && i < headBlocks && r.block[0].runes() <= 2*inlineRunes:
		b.bylines = append(b.bylines, r.signed...)
	}
	return own
}

// asHints returns the signatures of a block as hints: on their own, they are those of the
// blogger.
func asHints(signed []Fact) []Fact {
	hints := slices.Clone(signed)
	for i := range hints {
		hints[i].strength = hint
	}
	return hints
}

// isPassage reports whether a block may be a passage from elsewhere.
func isPassage(n doc.Node) bool { return n.Kind() == doc.KindBlockquote || n.Kind() == doc.KindList }

// A blockReader reads the lines of a block.
type blockReader struct {
	b     *bodyFacts
	node  doc.Node
	block []sourceLine
	own   []Fact
	// signed holds the bylines of the block.
	signed []Fact
	said   int  // the number of characters of other text in the block
	other  bool // the block has other text
	sums   bool // the block sums up the post
}

// line reads line i.
func (r *blockReader) line(i int) {
	l := r.block[i]
	pos := r.b.lines.At(l.offset)
	stated := lineFacts(l, r.next(i), pos)
	if mayState(l) {
		prose, by := likelyProse(l, pos)
		if prose == nil {
			r.signed, by = append(r.signed, by...), nil // of the text, if another line says that it is one of elsewhere
		}
		stated = append(append(stated, prose...), asHints(by)...)
		if whole, ok := unwrap(r.block[i:]); len(stated) == 0 && ok {
			stated = allProse(whole, pos)
		}
	}
	for j := range stated {
		stated[j].block = r.b.of
	}
	r.sums = r.sums || i == 0 && repostSummary.MatchString(l.text)
	switch {
	case len(stated) > 0 || l.labelled():
	case r.sums: // "内容概览：…": of the post, and no passage from elsewhere
		r.other = true
	case len(r.own) == 0:
		r.said, r.other = r.said+l.runes(), true
	default:
		r.said, r.other = max(r.said, l.runes()), true
	}
	r.own = append(r.own, stated...)
}

// next returns the line below line i, which may be the value of its label. It may also be
// a paragraph of its own that holds only an address.
func (r *blockReader) next(i int) sourceLine {
	if i+1 < len(r.block) {
		return r.block[i+1]
	}
	if k := r.node.Kind(); k != doc.KindParagraph && k != doc.KindHeading || !r.block[i].labelled() {
		return sourceLine{}
	}
	return loneLink(r.node.NextSibling())
}

// loneLink returns the line of a paragraph or list that consists of one link.
func loneLink(n doc.Node) sourceLine {
	if n != nil && (n.Kind() == doc.KindParagraph || n.Kind() == doc.KindList) {
		if lines := linesOf(n); len(lines) == 1 && len(lines[0].links) == 1 && lines[0].isLink(0) {
			return lines[0]
		}
	}
	return sourceLine{}
}

// openingBlocks is the number of blocks at the beginning of a post in which a line such as
// "来源：[…](…)" is about the post. Further on, it is about a part.
const openingBlocks = 2

// isOfNeighbour reports whether a source may belong to a picture in or above the block, or
// to a quote above it.
func isOfNeighbour(n doc.Node) bool {
	if p := n.PreviousSibling(); p != nil && p.Kind() == doc.KindBlockquote {
		return true
	}
	for _, n := range []doc.Node{n, n.PreviousSibling()} {
		found := false
		if n != nil {
			doc.Walk(n, func(n doc.Node, entering bool) doc.Status {
				if n.Kind() == doc.KindImage || n.Kind() == doc.KindHTMLBlock {
					found = true
					return doc.Stop
				}
				return doc.Continue
			})
		}
		if found {
			return true
		}
	}
	return false
}

// labelled reports whether l begins with a label of any kind.
func (l sourceLine) labelled() bool {
	if rest, _, ok := l.withoutMark(); ok {
		l = rest
	}
	_, ok := firstLabel(l.text)
	return ok
}

// lineFacts reads a line of labels and values: "原文作者：A，译者：B". If the last value is
// missing, the next line is used.
func lineFacts(l, next sourceLine, pos post.Position) []Fact {
	if rest, reposts, ok := l.withoutMark(); ok {
		return asMarked(lineFacts(rest, next, pos), reposts)
	}
	if m := wholeLink(l); m != nil {
		return []Fact{{part: partURL, value: *m, strength: sure, pos: pos}}
	}
	if f, ok := spacedFact(l, pos); ok {
		return []Fact{f}
	}
	if strings.HasPrefix(l.text, "—") { // the author of a quote
		return nil
	}
	var facts []Fact
	matches := labelsIn(l.text, 12)
	strokes := strokesIn(l.text, matches)
	for i, m := range matches {
		at := labelAt{line: l, start: m.start, end: m.end, value: m.value, strokes: strokes}
		if !at.counts(len(facts) == 0) {
			continue
		}
		label, _ := labelOf(l.text[at.start:at.end])
		if !at.isOfPost(label) {
			continue
		}
		end := len(l.text)
		if i+1 < len(matches) {
			end = matches[i+1].from
		}
		if trap := repostTrap.FindStringIndex(l.text[at.value:end]); trap != nil {
			end = max(at.value, clauseStart(l.text, at.value+trap[0]))
		}
		value := l.slice(at.value, end)
		if value.text == "" && i+1 == len(matches) && next.text != "" && !hasLabel(next.text) {
			value = next
		}
		if at.closed() && label.strength >= sure && !shortName(person.Trim(value.text)) && (len(value.links) == 0 || value.links[0].from > 0) {
			continue // "[Original] …": the first of several reports
		}
		if f, ok := labelFact(label, value, pos); ok {
			f.strength = at.weigh(f, facts)
			facts = append(facts, f)
			if by, ok := value.byline(); ok && !label.part.ofPeople() {
				facts = append(facts, Fact{part: partAuthor, value: by, pos: pos})
			}
		}
	}
	if len(facts) > 0 {
		facts = append(facts, l.originalLinks(pos)...)
	}
	return facts
}

// A labelAt is a label in a line.
type labelAt struct {
	line       sourceLine
	start, end int  // the label
	value      int  // where the value begins
	strokes    bool // the line is a row of labels with strokes after them
}

// sign is the sign between the label and its value.
func (a labelAt) sign() string { return a.line.text[a.end:a.value] }

// strokesIn reports whether s is a row of labels with strokes after them, as in newspapers: "文/林间 译/小川 原文/https://a.example/x".
func strokesIn(s string, labels []labelMatch) bool {
	if len(labels) < 2 || labels[0].from > 0 {
		return false
	}
	for _, m := range labels {
		if sign := strings.TrimSpace(s[m.end:m.value]); !strings.ContainsAny(sign, "/／|｜丨") || len(strings.TrimSpace(s[m.value:])) == 0 {
			return false
		}
	}
	return true
}

// closed reports whether a bracket ends the label: "[译] …".
func (a labelAt) closed() bool { return strings.ContainsAny(a.sign(), "】]") }

// stroke reports whether a stroke ends the label, as in newspapers: "文｜林间".
func (a labelAt) stroke() bool { return !a.closed() && !strings.ContainsAny(a.sign(), ":：=＝") }

// isField reports whether the label names a field of a note: "source:: https://…", as
// clippers write them.
func (a labelAt) isField() bool {
	return a.start == 0 && strings.HasPrefix(a.line.text[a.end:], "::") && a.line.text[a.value:] != ":"
}

// isASCII reports whether the label begins with a Latin letter.
func (a labelAt) isASCII() bool { return a.line.text[a.start] < utf8.RuneSelf }

// counts reports whether the words are a label at all. First is true if no label precedes
// them in the line.
func (a labelAt) counts(first bool) bool {
	l := a.line
	before := strings.TrimRight(l.text[:a.start], " ")
	last, _ := utf8.DecodeLastRuneInString(before)
	switch {
	case l.inLink(a.start) && !l.isLink(a.start):
		return false
	case first && (last == '（' || last == '(') && utf8.RuneCountInString(before) > inlineRunes:
		return false // "…很长的一句话（转自：…）": of that alone
	case (a.start > 0 || a.isASCII()) && strings.ContainsAny(a.sign(), "=＝"):
		return false // of a formula, a command or an attribute
	case a.strokes:
		return true
	case a.isASCII() && unicode.Is(unicode.Latin, last):
		return false // "Cita original: …": another word that this one is a part of
	case unicode.Is(unicode.Hangul, last) && !ofThisText.MatchString(before):
		return false // "이미지 출처: …", of an image
	case repostTrap.MatchString(l.text[clauseStart(l.text, a.start):a.end]):
		return false
	case first && repostTrap.MatchString(l.text[sentenceStart(l.text, a.start):a.start]):
		return false // "转载请注明出处，原文链接：…" is how to link to this post
	case a.stroke() && a.isASCII() && pathBehind.MatchString(l.text[a.end:]):
		return false // "source /etc/profile", a command
	}
	return true
}

// asideRunes is the length, in characters, from which a text in front of a label is a
// statement that the label belongs to.
const asideRunes = 6

// isAside reports whether the label follows a statement about something else: in "这是一个
// 源自论坛的话题，原帖链接：…" the link is that of the thread.
func (a labelAt) isAside() bool {
	before := a.line.text[:a.start]
	return len(a.line.links) > 0 && a.line.links[0].from > a.start && utf8.RuneCountInString(before) >= asideRunes &&
		script.IsHan(firstRune(before)) && !a.line.labelled() && !aboutPost.MatchString(before)
}

// weigh returns how far a fact of the label goes behind the facts before it in the line.
func (a labelAt) weigh(f Fact, before []Fact) strength {
	switch {
	case f.part == partSource && a.isField():
		return max(f.strength, half)
	case a.isAside() && !isStrongBefore(before):
		return min(f.strength, half)
	}
	return f.strength
}

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func isStrongBefore(facts []Fact) bool { return slices.ContainsFunc(facts, isStrong) }

// isOfPost reports whether the label is about the post and not about a part of it.
func (a labelAt) isOfPost(label repostLabel) bool {
	before := a.line.text[:a.start]
	strong := label.strength >= sure && !label.linked
	switch {
	case a.start > 0 && strong && !a.line.labelled() && (label.part == partTitle || label.part.ofPeople() && strings.HasSuffix(strings.TrimRight(before, " "), "/")):
		return false // "Night Flight / 박하나 역 / 원제: …": of a book
	case a.stroke() && strong && !a.strokes && !a.wholeLine(label), !strong && !a.wholeLine(label) && (a.closed() || strings.HasSuffix(strings.TrimRight(before, " （("), "。")):
		return false // "[译] 夜航", "夜航的封面。来源：…": of something else
	case label.part == partSource && takenFrom.MatchString(a.line.text[a.value:]):
		return false // "来源：本文转自…", a sentence
	}
	return true
}

// wholeLine reports whether the line is only the label and a value that cannot be anything
// else: "原文｜https://a.example/x", "【作者】周小川".
func (a labelAt) wholeLine(label repostLabel) bool {
	value := a.line.slice(a.value, len(a.line.text))
	switch {
	case a.start > len("【"):
		return false
	case label.part == partURL:
		return value.isLink(0)
	case label.part.ofPeople() && !a.isASCII():
		people := value.people("")
		return len(people) > 0 && arePersons(people)
	}
	return false
}

// originalLinks returns the links of l that are set off by signs and whose text is only
// "original": "作者：林间，[原文链接](…)，译者：…".
func (l sourceLine) originalLinks(pos post.Position) []Fact {
	var facts []Fact
	for _, k := range l.links {
		before, after := strings.TrimSpace(l.text[:k.from]), strings.TrimSpace(l.text[k.to:])
		last, _ := utf8.DecodeLastRuneInString(before)
		first, _ := utf8.DecodeRuneInString(after)
		if person.IsWebURL(k.url) && repostOriginalLink.MatchString(strings.TrimSpace(l.text[k.from:k.to])) &&
			strings.ContainsRune("，,；;。|｜、", last) && (after == "" || strings.ContainsRune("，,；;。.|｜、", first)) {
			facts = append(facts, Fact{part: partURL, value: l.slice(k.from, k.to), strength: sure, pos: pos})
		}
	}
	return facts
}

// spacedFact reads a label that has no colon, in front of links alone:
// "原文 [Night Flight](…)", "原文[Night Flight](…)", "via https://…".
func spacedFact(l sourceLine, pos post.Position) (Fact, bool) {
	k, ok := l.web()
	if !ok || k.from == 0 {
		return Fact{}, false
	}
	// An arrow or a hand may point to the link: "原文链接 → https://…".
	text := strings.TrimRight(l.text[:k.from], " →➜➡⇒👉☞»>-–—\uFE0F")
	last, _ := utf8.DecodeLastRuneInString(l.text[:k.from])
	label, ok := labelOf(text)
	if !ok || last != ' ' && !script.IsHan(last) && len(text) == k.from {
		return Fact{}, false
	}
	switch {
	case label.part == partURL, label.part == partFrom, label.part.ofPeople(), label.part == partSource && label.linked:
	default:
		return Fact{}, false
	}
	at := k.from
	for _, k := range l.links {
		if strings.ContainsFunc(l.text[at:max(at, k.from)], unicode.IsLetter) {
			return Fact{}, false
		}
		at = max(at, k.to)
	}
	if strings.ContainsFunc(l.text[at:], unicode.IsLetter) {
		return Fact{}, false
	}
	return labelFact(label, l.slice(k.from, len(l.text)), pos)
}

// wholeLink returns the link if the line consists of a link to the original.
func wholeLink(l sourceLine) *sourceLine {
	k, ok := l.web()
	if !ok || len(l.links) != 1 || !repostOriginalLink.MatchString(strings.TrimSpace(l.text)) {
		return nil
	}
	return &sourceLine{text: k.url, links: []sourceLink{{0, len(k.url), k.url}}}
}
