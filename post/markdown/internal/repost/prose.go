package repost

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
	"github.com/foreword-go/foreword/post/markdown/internal/person"
	"github.com/foreword-go/foreword/post/markdown/internal/wording"
)

// proseParts maps the groups of a sentence that name a place to the parts they state.
var proseParts = [...]struct {
	name string
	part part
}{{"of", partURL}, {"from", partFrom}, {"at", partPublication}, {"first", partFirst}, {"link", partURL}, {"whole", partURL}}

// A reading is a clause that a sentence matches.
type reading struct {
	line     sourceLine
	clause   sourceLine
	first    bool // whether the clause begins the line
	re       *regexp.Regexp
	groups   []int
	strength strength
	pos      post.Position
	facts    []Fact
	signed   []Fact // bylines, which name the author of the original if there is one
}

// proseFacts reads a line whose clauses state the source of the post. Signed holds its
// bylines, which name the author of the original if there is one.
func proseFacts(l sourceLine, pos post.Position) (facts, signed []Fact) {
	if !mayState(l) {
		return nil, nil
	}
	return likelyProse(l, pos)
}

// likelyProse is [proseFacts] for a line that may match a sentence.
func likelyProse(l sourceLine, pos post.Position) (facts, signed []Fact) {
	if rest, reposts, ok := l.withoutMark(); ok {
		facts, signed = proseFacts(rest, pos)
		return asMarked(facts, reposts), signed
	}
	whole := reading{line: l, clause: l.slice(0, len(l.text)), first: true, pos: pos}
	if whole.match(true) && whole.facts != nil {
		return whole.facts, whole.signed
	}
	for i, c := range l.clauses() {
		r := reading{line: l, clause: c, first: i == 0, pos: pos}
		r.match(false)
		signed = append(signed, r.signed...)
		facts = append(facts, r.facts...)
	}
	if facts == nil {
		return nil, signed
	}
	if k, ok := l.linkOfOriginal(); ok && isStrong(facts[0]) && !slices.ContainsFunc(facts, Fact.linked) {
		facts = append(facts, Fact{part: partURL, value: k, strength: sure, pos: pos})
	}
	return facts, signed
}

// match reads the first sentence that the clause matches and that states something: of
// those for whole lines, or of the others.
func (r *reading) match(whole bool) bool {
	for _, g := range sentenceGroups() {
		if g.whole != whole {
			continue
		}
		for j, re := range g.patterns.May(r.clause.text) {
			row := g.rows[j]
			groups := re.FindStringSubmatchIndex(r.clause.text)
			if groups == nil || row.unless != nil && row.unless.MatchString(r.line.text) {
				continue
			}
			r.re, r.groups, r.strength = re, groups, row.strength
			r.read()
			if whole && re.SubexpIndex("trname") >= 0 && !slices.ContainsFunc(r.facts, func(f Fact) bool { return f.part == partAuthor }) {
				r.facts = nil // "Esta es una traducción de …", which names no author
			}
			if r.facts != nil {
				return true
			}
		}
	}
	return false
}

// group returns what a named group of the sentence matches.
func (r *reading) group(name string) (sourceLine, bool) {
	i := r.re.SubexpIndex(name)
	if i < 0 || r.groups[2*i] < 0 {
		return sourceLine{}, false
	}
	return r.clause.slice(r.groups[2*i], r.groups[2*i+1]), true
}

func (r *reading) add(part part, v sourceLine) {
	r.facts = append(r.facts, Fact{part: part, value: v, strength: r.strength, pos: r.pos})
}

// read reads the groups of the sentence.
func (r *reading) read() {
	if _, ok := r.group("flag"); ok {
		r.add(partFlag, sourceLine{})
	}
	r.title()
	for _, g := range proseParts {
		if v, ok := r.group(g.name); ok {
			r.place(g.name, g.part, v)
		}
	}
	if k, ok := r.clause.web(); ok && publishedText.MatchString(r.clause.text[k.from:k.to]) {
		r.add(partURL, sourceLine{text: k.url, links: []sourceLink{{0, len(k.url), k.url}}}) // "was [originally published](…) in May"
	}
	if v, ok := r.group("from"); ok && r.facts == nil && statesRepost(r.clause, v) {
		r.add(partFlag, sourceLine{})
	}
	r.via()
	if v, ok := r.group("tr"); ok && len(v.links) > 0 {
		r.add(partTranslator, v)
	}
	if v, ok := r.group("trname"); ok && isPersonal(v) && (r.strength >= sure || len(v.links) > 0 || person.KindOf(v.text) == person.Person) {
		r.add(partTranslator, v)
	}
	r.authors()
	r.signature()
}

// title reads the title of the original.
func (r *reading) title() {
	if v, ok := r.group("title"); ok {
		if _, linked := v.web(); linked {
			r.add(partURL, v)
		} else if startsName(v.text) && utf8.RuneCountInString(v.text) <= 120 {
			r.add(partTitle, v)
		}
	}
	if v, ok := r.group("work"); ok {
		if _, linked := v.web(); linked {
			r.add(partURL, v)
		} else if startsName(v.text) && utf8.RuneCountInString(v.text) <= 60 {
			v.text = strings.Trim(v.text, "[]") // "[[Old Book]]", a note
			r.add(partTitle, v)
		}
	}
}

// place reads the place of the original, or the place that this post is from.
func (r *reading) place(name string, part part, v sourceLine) {
	k, linked := v.web()
	r.opening(v)
	switch {
	case name == "whole" && (!linked || k.from > 0):
		return // "以下は[…](…)の翻訳です" is of what follows
	case name == "link" && linked && !r.first && !aboutPost.MatchString(r.line.text):
		// "原文在…" is of what the line speaks of, unless the post is a repost.
		r.facts = append(r.facts, Fact{part: part, value: v, pos: r.pos})
		return
	case name == "link" && !linked:
		return
	case (part == partPublication || part == partFirst) && repostByMyself.MatchString(r.clause.text):
		return // "originally published at Medium by me"
	case linked && isOwnText(v.text[k.from:k.to]):
		return // "转载自[我在知乎上的回答](…)"
	}
	if m := quotedWork.FindStringSubmatchIndex(v.text); m != nil && name == "of" && !linked {
		r.add(partTitle, v.slice(m[2], m[3]))
		return
	}
	if who, ok := v.owner(); ok {
		r.add(partAuthor, who)
		r.facts[len(r.facts)-1].owner = true
		if linked {
			r.add(partURL, sourceLine{text: k.url, links: []sourceLink{{0, len(k.url), k.url}}})
		}
		if name := v.ownedSite(); name != "" {
			r.add(partPublication, sourceLine{text: name})
		}
		return
	}
	v, before := v.work()
	if before.text != "" {
		r.add(partAuthor, before)
	}
	switch _, linked := v.web(); {
	case before.text != "" && !linked:
		r.add(partTitle, v)
	case placeLike(v):
		r.add(part, v)
	}
}

// opening reads a link to the original at the start of the clause, in front of v:
// "[原文](…)刊登于…".
func (r *reading) opening(v sourceLine) {
	c := r.clause
	if k, ok := c.web(); ok && k.from == 0 && k.to < len(c.text)-len(v.text) && repostLinkText.MatchString(c.text[:k.to]) {
		r.add(partURL, c.slice(0, k.to))
	}
}

// isOwnText reports whether the text of a link says that the blogger wrote the page.
func isOwnText(s string) bool {
	s = person.Trim(s)
	loc := repostSelf.FindStringIndex(s)
	return loc != nil && loc[1] == len(s) // not "My site loads in two seconds"
}

// via reads the source of a text. It makes the post a repost if the sentence is about the
// post and the source is linked or in quotes.
func (r *reading) via() {
	v, ok := r.group("via")
	if !ok || !r.first && definesOther.MatchString(r.line.text) {
		return
	}
	k, linked := v.web()
	_, ours := r.group("ours")
	_, apart := r.line.linkOfOriginal()
	switch {
	case severalThings.MatchString(v.text):
	case !ours: // "来自晨报：[夜航](…)" is about the post where it opens it
		if linked && r.first && strings.TrimFunc(v.text[k.to:], isNoLetter) == "" {
			r.facts = append(r.facts, Fact{part: partSource, value: v, opens: true, pos: r.pos})
		}
	case linked,
		utf8.RuneCountInString(v.text) <= 60 && (strings.ContainsAny(v.text, "“「《\"") || namedAccount.MatchString(v.text)),
		apart && placeLike(v) && !sentenceWords.MatchString(v.text):
		r.add(partSource, v)
	}
}

// authors reads the authors of the original.
func (r *reading) authors() {
	for _, name := range []string{"by", "by2", "by3", "byname", "guest"} {
		v, ok := r.group(name)
		if !ok || name == "byname" && !isPerson(v) {
			continue
		}
		if loc := afterBy.FindStringIndex(v.text); loc != nil {
			v = v.slice(0, loc[0])
		}
		if len(v.people("")) > 0 {
			r.add(partAuthor, v)
			r.facts[len(r.facts)-1].guest = name == "guest"
		}
	}
}

// signature reads a byline such as "By Ana Ruiz, the editor".
func (r *reading) signature() {
	v, ok := r.group("who")
	if !ok {
		return
	}
	if i := strings.Index(v.text, ", "); i > 0 && !isPersonal(v) {
		v = v.slice(0, i)
	}
	if isPersonal(v) || strings.Contains(r.clause.text, "作者") && handle.MatchString(v.text) {
		r.signed = append(r.signed, Fact{part: partAuthor, value: v, pos: r.pos})
	}
}

// allProse returns the facts and bylines of [proseFacts] together; nil if there are only
// bylines.
func allProse(l sourceLine, pos post.Position) []Fact {
	facts, signed := proseFacts(l, pos)
	if facts == nil {
		return nil
	}
	return append(facts, signed...)
}

func (f Fact) linked() bool {
	_, ok := f.value.web()
	return ok
}

// linkOfOriginal returns the only link of l if it is a clause of its own or its text is
// "original": "本文来自晨报，[夜航](…)".
func (l sourceLine) linkOfOriginal() (sourceLine, bool) {
	k, ok := l.web()
	if !ok || len(l.links) != 1 {
		return sourceLine{}, false
	}
	text := strings.TrimSpace(l.text[k.from:k.to])
	if before := strings.TrimSpace(l.text[:k.from]); repostOriginalLink.MatchString(text) || strings.EqualFold(text, "original") ||
		strings.TrimFunc(l.text[k.to:], isNoLetter) == "" && apartFromLink.MatchString(before) {
		return l.slice(k.from, k.to), true
	}
	return sourceLine{}, false
}

func isNoLetter(r rune) bool { return !unicode.IsLetter(r) }

// quotedWork matches a title in quotation marks.
var quotedWork = pattern.Compile(`^["“„«](.+)["”“»]$`)

// apartFromLink matches the end of the text before a link that is a clause of its own.
var apartFromLink = pattern.Compile(`[，,；;。：:（(]\s*(?:\p{Han}{0,4}原文(?:链接|地址)?|链接)?\s*[：:]?\s*$`)

// statesRepost reports whether clause c, which says that the post is from v, says plainly
// that the post is a repost: "这篇文章转载自一位朋友" names nobody and still is one.
func statesRepost(c, v sourceLine) bool {
	return statedRepost.MatchString(c.text) && !repostSelf.MatchString(v.text) && !isPartOfWord(v.text)
}

var statedRepost = pattern.Lazy(func() string {
	return wording.Expression(`^{lead}(?:本文|本篇|此文|[这這]篇文章|该文|該文)[^，。：:]{0,6}(?:转载|轉載)`)
})

// isPartOfWord reports whether s, behind 自 or 于, makes another word with it:
// 自动, 自己.
func isPartOfWord(s string) bool {
	for _, p := range []string{"动", "動", "由", "己", "身", "然", "带", "定义"} {
		if strings.HasPrefix(s, p) {
			return true
		}
	}
	return false
}

// work splits a value such as "A 发表在 B 上的文章 [C](…)" or "Aさんの[C](…)" into the work,
// which is its last link, and its author.
func (l sourceLine) work() (work, author sourceLine) {
	k, ok := l.web()
	if !ok {
		m := someonesWork.FindStringSubmatchIndex(l.text)
		if m == nil {
			m = someonesBook.FindStringSubmatchIndex(l.text)
		}
		if m != nil {
			if who := l.slice(m[2], m[3]); isPersonal(who) {
				return l.slice(m[4], m[5]), who
			}
		}
		return l, sourceLine{}
	}
	for _, later := range l.links {
		// [A](…) 的博客 [C](…): the page is what comes last, and that of a site is on it.
		if later.from > k.to && person.IsWebURL(later.url) && (betweenLinks.MatchString(l.text[k.to:later.from]) || isPageOf(later.url, k.url)) {
			k = later
		}
	}
	m := beforeWork.FindStringSubmatchIndex(l.text[:k.from])
	if m == nil {
		return l, sourceLine{}
	}
	who := l.slice(m[2], m[3])
	if seriesName.MatchString(who.text) {
		return l.slice(k.from, k.to), sourceLine{}
	}
	if !isPersonal(who) && len(who.links) == 0 || repostSelf.MatchString(who.text) {
		return l, sourceLine{}
	}
	if ofWhom.MatchString(l.text[m[3]:m[1]]) && !namesPersons(who) {
		return l, sourceLine{} // "晨报的文章[夜航](…)", of a paper
	}
	return l.slice(k.from, k.to), who
}

// definesOther matches the beginning of a line that describes something else: "译社是一个社区，
// 文章来自…" is about everything that it publishes.
var definesOther = pattern.Compile(`^[^，。]{1,40}?是一?[个個家款本群名]`)

// severalThings matches the beginning of a statement about several things: "来源都是…".
var severalThings = pattern.Compile(`^(?:都|均|全部|全都)`)

// aboutPost matches words in a line that is about the post itself.
var aboutPost = pattern.Compile(`本文|此文|下文|[这這]篇(?:文章|博文)|译|譯|转载|轉載`)

var (
	// beforeWork matches an author in front of the link to a work.
	beforeWork = pattern.Compile(`^(.{2,80}?)\s*(?:(?:所)?(?:发表|發表|撰写|撰寫|写|寫|著)(?:的|(?:在|于|於).{1,40}的)(?:文章|博文|论文)?|(?:さん|氏|様)の(?:ブログ記事|記事)?「?|\s*(?:님|씨)?의\s*(?:글|기사|포스트)?|\s*(?:님|씨)?(?:이|가)\s*(?:쓴|작성한|집필한)|的(?:个人)?(?:博客|部落格)(?:文章)?|的(?:文章|博文)?)\s*[：:]?\s*$`)
	// ofWhom matches words that may follow a person or anything else.
	ofWhom = pattern.Compile(`^\s*的(?:文章|博文)?\s*[：:]?\s*$`)
	// someonesWork matches an author and a work without a link.
	someonesWork = pattern.Compile(`^(.{2,40}?)(?:의\s|さんの|氏の)\s*(.{2,})$`)
	// someonesBook matches the same in Chinese, where the title must be in 《》.
	someonesBook = pattern.Compile(`^(.{2,40}?)\s*(?:老师|先生|女士)?的\s*(《[^《》]+》)$`)
	// betweenLinks matches the text between a linked author and a linked work.
	betweenLinks = pattern.Compile(`^\s*(?:(?:所)?(?:发表|發表|撰写|写|著)|的(?:个人)?(?:博客|部落格|文章)|系列|专栏|專欄|さんの|의|シリーズの|\s*시리즈의)`)
	// seriesName matches the name of a series.
	seriesName = pattern.Compile(`(?:系列|专栏|專欄|シリーズ|시리즈)$`)
	// noPerson matches machines and languages, which fields for translators may name.
	noPerson = pattern.Compile(`(?i)机器|自动|谷歌|google|deepl|百度|有道|\bAI\b|GPT|claude|gemini|模型|软件|插件|程序|英文|日文|中文|原文`)
)

// handle matches a user name.
var handle = pattern.Compile(`^@?[A-Za-z][\w.-]{2,24}$`)

// publishedText matches the text of a link that only says that there is an original.
var publishedText = pattern.Compile(`(?i)^(?:originally|first|previously) (?:published|posted|written|appeared)(?: (?:here|elsewhere))?$`)

// afterBy matches the words that end the name of an author.
var afterBy = pattern.Compile(` \(|: |, (?:[b-z]|a(?:[^n]|n[^d]))| of | (?:in|for|on|at|and (?:was|translated|published|first)) |[（，]`)

// placeLike reports whether v names a page or place: by a link, in quotes, or
// by a short name, and not the blogger's own site or a date.
func placeLike(v sourceLine) bool {
	text := strings.TrimSpace(v.text)
	if repostSelf.MatchString(text) {
		return false
	}
	if k, linked := v.web(); linked {
		return k.from <= 60 // bytes: a link further on is another matter
	}
	if strings.HasPrefix(text, "《") || strings.HasPrefix(text, "「") || strings.HasPrefix(text, "“") {
		return true
	}
	for _, p := range []string{"the ", "a ", "an ", "my "} {
		if strings.HasPrefix(text, p) {
			return false
		}
	}
	if isPartOfWord(text) || nobodyNamed.MatchString(text) || hasVerb.MatchString(text) {
		return false
	}
	return shortName(text) && !person.IsDate(text) && !strings.ContainsAny(text, "，。,;；") && startsName(text)
}

// nobodyNamed matches the beginning of words that name nobody: 一位朋友.
var nobodyNamed = pattern.Compile(`^(?:一[位个個篇]|某|别[人处]|別[人處]|他人|朋友|网友|網友|其他)`)

// hasVerb matches verbs, which names do not contain.
var hasVerb = pattern.Compile(`(?i)\b(?:is|are|was|were|will be|has been|have been)\b`)

// startsName reports whether s begins like a name: a capital, or a script
// without capitals.
func startsName(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return !('a' <= r && r <= 'z')
}

func shortName(s string) bool {
	n := utf8.RuneCountInString(s)
	return n > 0 && n <= 40 && !repostNobody.MatchString(s) && strings.Count(s, " ") <= 6
}

// sentenceStart returns where the sentence that holds offset at begins.
func sentenceStart(s string, at int) int {
	i := strings.LastIndexAny(s[:at], "。！？!")
	if i < 0 {
		return 0
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return i + size
}

// clauseStart returns where the clause that holds offset at begins.
func clauseStart(s string, at int) int {
	i := strings.LastIndexAny(s[:at], "，。；！!;")
	if i < 0 {
		return 0
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return i + size
}
