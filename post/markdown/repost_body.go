package markdown

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post/markdown/internal/doc"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
)

// Attribution stands at the head or foot of a post: within so many blocks of
// either end, and before a second heading or not among the references.
const (
	headBlocks = 8
	footBlocks = 5
	blockLines = 40
	// passageRunes is how much a quote or list may say before its attribution,
	// or in one line behind it. More makes it a passage from elsewhere, and
	// its source that of the passage alone.
	passageRunes = 80
	// inlineRunes is how long a text is whose source stands in brackets behind
	// it.
	inlineRunes = 30
)

// findRepost completes po.Repost with what the body says.
func (p *Parser) findRepost(po *work, lines *lines) {
	facts := po.hints
	var bylines []repostFact // paragraphs such as "By Ana Ruiz"
	run := 0                 // where the facts of neighbouring blocks of nothing but labels begin
	for i, n := range attributionBlocks(po.doc) {
		block := linesOf(n)
		if slices.ContainsFunc(block, func(l sourceLine) bool { return repostCard.MatchString(l.text) }) {
			run = len(facts)
			continue
		}
		var own, signed []repostFact
		said, other := 0, false // how long the text is that the block has besides, and whether it has any
		for i, l := range block {
			var next sourceLine
			if i+1 < len(block) {
				next = block[i+1]
			} else if par, ok := n.NextSibling().(*doc.Paragraph); ok && n.Kind() == doc.KindParagraph && l.labelled() {
				if lines := linesOf(par); len(lines) == 1 && len(lines[0].links) == 1 && lines[0].isLink(0) {
					next = lines[0] // "原文链接：", and the address as a paragraph of its own
				}
			}
			pos := lines.place(l.offset)
			stated := lineFacts(l, next, pos)
			if repostProse.MayAny(l.text) {
				prose, by := proseFacts(l, pos)
				if prose == nil {
					signed, by = append(signed, by...), nil // of the text, if another line says that it is one of elsewhere
				}
				stated = append(append(stated, prose...), by...)
				if whole := unwrap(l.raw, l.more); len(stated) == 0 && whole != "" {
					stated = allProse(readLine(whole, l.offset), pos)
				}
			}
			switch {
			case len(stated) > 0 || l.labelled():
			case len(own) == 0:
				said, other = said+l.runes(), true
			default:
				said, other = max(said, l.runes()), true
			}
			own = append(own, stated...)
		}
		if n.Kind() == doc.KindCodeBlock && (other && i >= openingBlocks || len(own) < 2 || own[0].pos != lines.place(block[0].offset)) {
			own = nil // a sample of one
		}
		switch {
		case slices.ContainsFunc(own, func(f repostFact) bool { return f.strong }):
			own = append(own, signed...)
		case len(block) == 1 && i < headBlocks && block[0].runes() <= 2*inlineRunes:
			bylines = append(bylines, signed...)
		}
		if i < openingBlocks && !other && len(block) > 0 && !followsImage(n) {
			settleSource(own)
		}
		settleNamed(own)
		opens := i < openingBlocks && len(own) > 0 && own[0].pos == lines.place(block[0].offset)
		if opens || said <= passageRunes || n.Kind() != doc.KindBlockquote && n.Kind() != doc.KindList {
			facts = append(facts, own...)
		}
		if other || len(own) == 0 {
			run = len(facts)
		}
		settleNamed(facts[run:])
	}
	if !slices.ContainsFunc(facts, func(f repostFact) bool { return f.part == partAuthor }) {
		for _, f := range bylines {
			if !slices.ContainsFunc(po.Authors, func(a post.Author) bool { return strings.Contains(f.value.text, a.Name) }) {
				facts = append(facts, f)
			}
		}
	}
	po.Repost = p.repostOf(&po.Head, facts)
}

// openingBlocks is within how many blocks of the beginning a line of its own
// such as "来源：[…](…)" is about the post. Further on, it is about a part.
const openingBlocks = 2

// followsImage reports whether a block stands under a picture, or holds one.
func followsImage(n doc.Node) bool {
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

// settleSource makes a source that is linked evidence.
func settleSource(facts []repostFact) {
	for i, f := range facts {
		if k, linked := f.value.web(); linked && f.part == partSource && f.opens && !isSiteRoot(k.url) && !codeHost.MatchString(k.url) {
			facts[i].strong = true
		}
	}
}

// labelled reports whether l begins with a label, of whatever it states.
func (l sourceLine) labelled() bool {
	loc := findLabel(l.text)
	return loc != nil && loc[0] == 0
}

// settleNamed makes the place that a block names evidence where an author
// stands beside it: bloggers sign their posts, but not as from elsewhere.
func settleNamed(facts []repostFact) {
	if slices.ContainsFunc(facts, func(f repostFact) bool { return f.part == partAuthor }) {
		for i := range facts {
			facts[i].strong = facts[i].strong || facts[i].named
		}
	}
}

// lineFacts reads a line of labels and values: "原文作者：A，译者：B". A value
// that is missing is the next line.
func lineFacts(l, next sourceLine, pos post.Position) []repostFact {
	if m := wholeLink(l); m != nil {
		return []repostFact{{part: partURL, value: *m, strong: true, pos: pos}}
	}
	if f, ok := spacedFact(l, pos); ok {
		return []repostFact{f}
	}
	var facts []repostFact
	if !mayHaveLabel(l.text) {
		return nil
	}
	if strings.HasPrefix(l.text, "—") {
		return nil // who is quoted
	}
	matches := repostLabelAt().FindAllStringSubmatchIndex(l.text, 12)
	for i, m := range matches {
		if l.inLink(m[2]) && !l.isLink(m[2]) {
			continue
		}
		if bracket := strings.TrimRight(l.text[:m[2]], " "); len(facts) == 0 && (strings.HasSuffix(bracket, "（") || strings.HasSuffix(bracket, "(")) && utf8.RuneCountInString(bracket) > inlineRunes {
			continue // "…很长的一句话（转自：…）": of that alone
		}
		closed := strings.ContainsAny(l.text[m[3]:m[1]], "】]")
		stroke := !closed && !strings.ContainsAny(l.text[m[3]:m[1]], ":：=＝")
		if (m[2] > 0 || l.text[m[2]] < utf8.RuneSelf) && strings.ContainsAny(l.text[m[3]:m[1]], "=＝") {
			continue // of a formula, a command or an attribute
		}
		if repostTrap.MatchString(l.text[clauseStart(l.text, m[2]):m[3]]) {
			continue
		}
		if len(facts) == 0 && repostTrap.MatchString(l.text[sentenceStart(l.text, m[2]):m[2]]) {
			continue // "转载请注明出处，原文链接：…" is how to link to this post
		}
		if stroke && l.text[m[2]] < utf8.RuneSelf && pathBehind.MatchString(l.text[m[3]:]) {
			continue // "source /etc/profile", a command
		}
		label := repostLabels()[strings.ToLower(strings.Join(strings.Fields(l.text[m[2]:m[3]]), " "))]
		if m[2] > 0 && label.strong && !l.labelled() && (label.part == partTitle || label.part.ofPeople() && strings.HasSuffix(strings.TrimRight(l.text[:m[2]], " "), "/")) {
			continue // "Night Flight / 박하나 역 / 원제: …": of a book
		}
		if stroke && label.strong || !label.strong && (closed || strings.HasSuffix(l.text[:m[2]], "。")) {
			continue // "[译] 夜航", "夜航的封面。来源：…": of something else
		}
		if label.part == partSource && takenFrom.MatchString(l.text[m[1]:]) {
			continue // "来源：本文转自…", a sentence
		}
		end := len(l.text)
		if i+1 < len(matches) {
			end = matches[i+1][0]
		}
		if trap := repostTrap.FindStringIndex(l.text[m[1]:end]); trap != nil {
			end = max(m[1], clauseStart(l.text, m[1]+trap[0]))
		}
		value := l.slice(m[1], end)
		if value.text == "" && i+1 == len(matches) && next.text != "" && findLabel(next.text) == nil {
			value = next
		}
		if closed && label.strong && !shortName(trimName(value.text)) && (len(value.links) == 0 || value.links[0].from > 0) {
			continue // "[Original] …": the first of several reports
		}
		if f, ok := labelFact(label, value, pos); ok {
			facts = append(facts, f)
			if by, ok := value.byline(); ok && !label.part.ofPeople() {
				facts = append(facts, repostFact{part: partAuthor, value: by, pos: pos})
			}
		}
	}
	if len(facts) > 0 {
		facts = append(facts, l.originalLinks(pos)...)
	}
	return facts
}

// originalLinks returns the links of l that stand between signs and are
// nothing but called the original: "作者：林间，[原文链接](…)，译者：…".
func (l sourceLine) originalLinks(pos post.Position) []repostFact {
	var facts []repostFact
	for _, k := range l.links {
		before, after := strings.TrimSpace(l.text[:k.from]), strings.TrimSpace(l.text[k.to:])
		last, _ := utf8.DecodeLastRuneInString(before)
		first, _ := utf8.DecodeRuneInString(after)
		if isWebURL(k.url) && repostOriginalLink.MatchString(strings.TrimSpace(l.text[k.from:k.to])) &&
			strings.ContainsRune("，,；;。|｜、", last) && (after == "" || strings.ContainsRune("，,；;。.|｜、", first)) {
			facts = append(facts, repostFact{part: partURL, value: l.slice(k.from, k.to), strong: true, pos: pos})
		}
	}
	return facts
}

// spacedFact reads a label that has no colon, in front of links alone:
// "原文 [Night Flight](…)".
func spacedFact(l sourceLine, pos post.Position) (repostFact, bool) {
	k, ok := l.web()
	if !ok || k.from == 0 || l.text[k.from-1] != ' ' {
		return repostFact{}, false
	}
	label, ok := repostLabels()[strings.ToLower(strings.Join(strings.Fields(l.text[:k.from]), " "))]
	if !ok || label.part != partURL && label.part != partFrom && !label.part.ofPeople() {
		return repostFact{}, false
	}
	at := k.from
	for _, k := range l.links {
		if strings.ContainsFunc(l.text[at:max(at, k.from)], unicode.IsLetter) {
			return repostFact{}, false
		}
		at = max(at, k.to)
	}
	if strings.ContainsFunc(l.text[at:], unicode.IsLetter) {
		return repostFact{}, false
	}
	return labelFact(label, l.slice(k.from, len(l.text)), pos)
}

// labelFact returns what a label and its value state; false if the value is
// not of the kind the label wants.
func labelFact(label repostLabel, value sourceLine, pos post.Position) (repostFact, bool) {
	f := repostFact{part: label.part, value: value, strong: label.strong, pos: pos}
	_, linked := value.web()
	text := trimName(value.text)
	// A bare address beside a name is how bloggers sign.
	f.named = label.named && shortName(text) && (!linked || !isWebURL(text)) || label.via && linked
	f.strong = f.strong || label.linked && linked
	f.opens = label.named
	switch label.part {
	case partURL:
		return f, linked || bookTitle(value.text) != ""
	case partFrom:
		return f, linked || bookTitle(value.text) != "" || label.strong && shortName(text) && !repostSelf.MatchString(text)
	case partSource:
		return f, (linked || shortName(text)) && !repostSelf.MatchString(text)
	case partPublication, partFirst:
		return f, (linked || shortName(text)) && !repostSelf.MatchString(text) && !isDate(text)
	case partAuthor, partTranslator, partProofreader, partEditor:
		if label.part == partAuthor && ofPaper.MatchString(text) {
			f.strong = true // "作者：晨报记者 林间"
		}
		// "原作者：未知" is of a repost, by nobody known.
		return f, len(value.people("")) > 0 || label.strong && repostNobody.MatchString(text)
	case partTitle, partLicense:
		// "Title: …" without a link may be that of this post.
		return f, (linked || label.strong || label.part == partLicense) && text != "" && utf8.RuneCountInString(text) <= 200
	}
	return f, false
}

// pathBehind is a path behind a word, and not what a stroke sets apart.
var pathBehind = regexp.MustCompile(`^\s*/\S`)

// takenFrom begins a sentence about where a post is from.
var takenFrom = pattern.Compile(`^(?:本文|文章)(?:转载|轉載|转|轉|摘|译|譯)(?:自|于|於)`)

// ofPaper begins with who somebody reports for: bloggers do for none.
var ofPaper = pattern.Compile(`^\p{Han}{2,8}(?:特约|特約|实习|見習|见习)?(?:记者|記者)\s*\p{Han}`)

// wholeLink returns the line if it is nothing but a link to the original.
func wholeLink(l sourceLine) *sourceLine {
	k, ok := l.web()
	if !ok || len(l.links) != 1 || !repostOriginalLink.MatchString(strings.TrimSpace(l.text)) {
		return nil
	}
	return &sourceLine{text: l.text, links: []sourceLink{k}}
}

var repostOriginalLink = pattern.Compile(`(?i)^(?:[>（(\[【「]\s*)?(?:点击|點擊|查看|阅读|閱讀|英文)?(?:原文|原帖|元記事|원문)(?:链接|鏈接|連結|地址|网址|出处|リンク|링크)?(?:[】\])）」])?。?$|^(?:read the )?original (?:post|article|link|source)$`)
