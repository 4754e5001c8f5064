package warning

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/lexicon"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/internal/vocabulary"
	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
)

// Bounds on what is a topic and not a sentence, in characters and in number.
// The longest label of the vocabulary has 40 characters.
const (
	topicRunes = 48
	topicsMost = 64
	// Ideographs say more each, and a full-width comma sets clauses apart as
	// well as items.
	topicHan    = 14
	topicClause = 8
	// leadBytes is the most text before a list that is searched for topicLead, in bytes.
	leadBytes = 240
)

var (
	// topicLead matches the words of a sentence before its topics.
	topicLead = pattern.CompileEach(`(?i)^`,
		`(?:请注意[，,：:]?\s*)?(?:本|此|这)?(?:系列)?(?:文|篇|章|节|页|帖|故事|文章|内容|博文|篇文章|篇文|作品|作|书|片|视频|游戏)?(?:中|里|内)?(?:的?内容)?(?:可能|或许|将会|将|会|详细)*(?:包含|包括|含有|含|涉及|提及|提到|描写|描述|讨论|存在)(?:到|了|有关|关于|对|大量|详细|部分|一些|以下|如下|诸如|例如|如|可能)*[：:]?`,
		`(?:請注意[，,：:]?\s*)?(?:本|此|這)?(?:系列)?(?:文|篇|章|節|頁|帖|故事|文章|內容|篇文章|篇文|作品|作|書|片|影片|遊戲)?(?:中|裡|內)?(?:的?內容)?(?:可能|將會|將|會|詳細)*(?:包含|包括|含有|含|涉及|提及|提到|描寫|描述|討論|存在)(?:到|了|有關|關於|對|大量|詳細|部分|一些|以下|如下|諸如|例如|如|可能)*[：:]?`,
		`(?:please note(?: that)?,? )?(?:(?:this|the following|the|our) (?:\w+ )?(?:post|article|story|essay|piece|page|chapter|section|text|entry|work|content)|this|it)? ?(?:(?:may|will|might|also|briefly|frankly) )*(?:contains?|discuss(?:es)?|discussion of|discussions of|mentions?(?: of)?|includes?|including|describes?|depicts?|deals with|talks about|covers|features|is about|touches on|refers to|references(?: to)?) (?:(?:frank|graphic|detailed|brief|some|explicit|open) )*(?:(?:discussions?|mentions?|descriptions?|depictions?|portrayals?|themes?|scenes?|references?|accounts?|topics?|images?) (?:of|to|like|such as|including):? )?`,
		mayCause,
		`(?:for|of|about) `,
		`(?:mentions?|descriptions?|discussions?|depictions?) of `,
		`(?:cet?|cette) [\pL-]+ (?:parle|aborde|contient|évoque|traite|mentionne|décrit)(?: de la| de l['’]| des| du| de| les| le| la| l['’])? ?`,
		`(?:in )?diese[srm]? [\pL-]+ (?:geht es um|enthält|behandelt|thematisiert|beschreibt|erwähnt|handelt von) `,
		`est[ea] [\pL-]+ (?:habla|contiene|trata|aborda|menciona|describe|incluye)(?: de| sobre)?(?: la| el| los| las)? `,
		`(?:この|本)(?:記事|文章|作品|ページ|エントリ)(?:に|で)は、?`,
	)
	// listLead is a word and a colon before a list: "Contains: blood, fog".
	listLead = pattern.Compile(`(?i)^(?:this (?:post|story|chapter) )?(?:contains?|includes?|topics?|themes?|warnings?|triggers?|涉及|包含|含有|含|话题|主题|話題|主題|enthält|themen|contient|thèmes|contiene|temas|含む|포함)\s*[:：]\s*`)
	// topicAdvice is what bold text in a warning says besides topics.
	topicAdvice = pattern.Compile(`(?i)请|請|如有|不适|不適|谨慎|謹慎|酌情|慎入|阅读|閱讀|注意|警告|预警|預警|点击|點擊|展开|展開|求助|热线|熱線|帮助|幫助|跳过|跳過|` +
		`click|expand|please|read|caution|discretion|skip|warning|notice|if you|hotline|help|important|note|beware|advis|^(?:take care|be (?:gentle|careful|kind)|look after|stay safe|proceed)\b|` +
		`ご注意|주의|^(?:bitte|passt? auf|seid? |prenez|veuillez|soyez|lisez|merci de|por favor|cuíd|ten(?:ed|gan)? cuidado|con cuidado|léel)|^(?:it|so|you|which|and it) \w|[0-9]{3}`)
	// topicVerb is in a sentence and not in a topic.
	topicVerb = pattern.Compile(`(?i)^(?:I|we) \w+|\b(?:contains?|includes?|describes?|is|are|was|were)\b|^(?:this|these|the following)\s+\w+\s+\w+|^(?:the|these|some|all)\s.*\b(?:are|were)\b`)
	// topicAnd matches the conjunctions of [splitConjunctions].
	topicAnd = pattern.Compile(`(?i)\s*(?:以及|及其|和|与|與|及|或|と|や)\s*|\s+(?:and|or|und|oder|et|ou|y|o|e)\s+|\s*[&＆+]\s*`)
)

// topicList reads text as a list of topics, set apart by commas or the like,
// with or without a sentence around it. Plain is whether the text was nothing
// but the list, so that nothing is lost when only the topics are kept. It
// returns nil if text is no list.
func (p *Reader) topicList(text string) (topics []post.Topic, plain bool) {
	text = strings.TrimSpace(text)
	text = text[len(listLead.FindString(text)):]
	if strings.Contains(text, "||") || unsafe.MatchString(text) {
		return nil, false // ||hidden text|| of chats, and "this is NSFW"
	}
	list, rest := script.CutSentence(text)
	if rest != "" && len(text) <= leadBytes {
		if topics := p.topicSentences(text); topics != nil {
			return topics, true
		}
	}
	lead := leadOfTopics(list)
	body := list[len(lead):]
	tail := findTail(body)
	body = strings.TrimSuffix(body, tail)
	items := splitTopics(body)
	if len(items) > topicsMost {
		return nil, false
	}
	r := topicItems{p: p, led: lead != "", han: topicHan}
	if strings.Contains(body, "，") && strings.HasSuffix(strings.TrimSpace(text), "。") {
		r.han = topicClause
	}
	for i, item := range items { // most prose is told by one clause
		items[i] = trimTopic(item)
		if r.tooLong(items[i]) && !topicAnd.May(item) {
			return nil, false
		}
	}
	for i, item := range items {
		if i > 0 {
			item = script.TrimAnyPrefix(item, "and ", "or ", "und ", "et ", "y ", "以及", "和", "及", "与")
		}
		if !r.add(item) {
			return nil, false
		}
	}
	isClause := func(t post.Topic) bool { // "flashing images and loud noises" is none
		return slices.ContainsFunc(splitConjunctions(t.Label), func(part string) bool { return strings.Count(part, " ") > 3 })
	}
	if !r.known && (r.led || strings.HasSuffix(strings.TrimSpace(text), ".") && slices.ContainsFunc(r.topics, isClause)) {
		return nil, false // a sentence, of who knows what
	}
	return r.topics, lead == "" && tail == "" && rest == "" && !r.advice
}

// leadOfTopics returns the words before the topics of a list.
func leadOfTopics(list string) string {
	head := strings.ToValidUTF8(list[:min(len(list), leadBytes)], "")
	lead := topicLead.FindPrefix(head)
	if own := advisoryLead.FindPrefix(head); len(own) > len(lead) {
		return own
	}
	return lead
}

// topicItems reads the items of a list of topics.
type topicItems struct {
	p   *Reader
	led bool // words stand before the list
	han int  // characters that an item in an ideographic script may have

	topics []post.Topic
	known  bool // the vocabulary knows one of topics
	advice bool // an item says more than a topic
}

// tooLong reports whether s reads as a clause and not as a topic.
func (r *topicItems) tooLong(s string) bool {
	n := utf8.RuneCountInString(s)
	return n > topicRunes || topicVerb.MatchString(s) || n > r.han && script.Lang(s) != "" && script.Lang(s) != "ko" || strings.Count(s, " ") > 6
}

// add reads an item, which may be several topics with "and" between them. It returns
// false if the item shows that the list is prose.
func (r *topicItems) add(item string) bool {
	written := item
	item = bareTopic(item, r.led)
	r.advice = r.advice || indexRound(written) >= 0 && indexRound(item) < 0 // it says more
	if notShown.MatchString(item) {
		r.advice = true
		return true
	}
	parts := r.p.splitAnd(item)
	if len(parts) == 1 && r.tooLong(written) {
		return false
	}
	for _, part := range parts {
		if part = bareTopic(part, r.led); part == "" {
			continue
		}
		if part != written && r.tooLong(part) {
			return false
		}
		t := r.p.Topic(part)
		if t.Slug == "" && topicAdvice.MatchString(part) {
			r.advice = true
			continue
		}
		r.known = r.known || t.Slug != ""
		r.topics = append(r.topics, t)
	}
	return true
}

// bareTopic returns an item without the article and the words of degree before it,
// and without the words behind it that say where it is. In a sentence the definite
// article goes as well: elsewhere "the end" may be all there is.
func bareTopic(item string, sentence bool) string {
	item = script.TrimAnyPrefix(item, "a ", "an ", "some ", "un ", "une ", "des ", "du ", "ein ", "eine ", "einen ", "einer ", "unos ", "unas ", "una ")
	if sentence {
		item = item[len(mentions.FindString(item)):]
		item = script.TrimAnyPrefix(item, "the ", "le ", "la ", "les ", "l’", "l'", "de ", "el ", "los ", "las ", "der ", "die ", "das ")
	}
	if at := scopeTail.FindStringIndex(item); at != nil && at[0] > 0 {
		item = item[:at[0]]
	}
	if i := indexRound(item); i > 0 { // "abuse (not graphic)"
		if inner, outer := script.CutBracket(item[i:]); outer == "" && (notShown.MatchString(inner) || notAtAll.MatchString(inner)) {
			item = item[:i]
		}
	}
	return strings.TrimSpace(item)
}

// scopeTail matches the words after a topic that say where in the post it is.
var scopeTail = pattern.Compile(`(?i)\s+(?:in|throughout|across) (?:(?:some|parts?|most|several|all|many) of )?(?:this|these|the|that) (?:\w+ )?(?:stor(?:y|ies)|posts?|articles?|essays?|pieces?|series|pages?|books?|chapters?|sections?|texts?|episodes?|paragraphs?)$|\s+(?:below|ahead|throughout|in what follows|at length|in (?:\w+ )?detail)$`)

// notAtAll matches the text of a bracket that says how something is shown.
var notAtAll = pattern.Compile(`(?i)^(?:(?:not|non|nothing|never) (?:graphic|explicit|detailed|shown|described)|(?:mostly |all )?off[- ]?(?:page|screen))$`)

// notShown says that something is not in the post: it is no topic of the warning.
var notShown = pattern.CompileEach(`(?i)`,
	`^(?:but|though|although|aber|mais|pero) (?:there (?:is|are) )?(?:no|not|without|nothing|kein\pL*|ohne|pas|sans|sin|no hay)\b`,
	`^(?:但|不过|不過)(?:并?没有|並?沒有|并?无|並?無|不含|不包含|不涉及)`,
	`^(?:but |though )?(?:there (?:is|are) )?(?:no|not|nothing|none of it|without|non-?)\b.*\b(?:graphic|detail|descri|depict|shown?|explicit|on[- ]?(?:page|screen))`,
	`^none (?:is|are|of (?:it|them) (?:is|are)) (?:shown|described|depicted)`,
	`^(?:但|不过|不過)?(?:并?没有|並?沒有|并?无|並?無|不含|未|不作|不做|不涉及|没有任何).*(?:描写|描寫|描述|细节|細節|画面|畫面|展示|刻画|刻畫)`,
	`^(?:但|不过|不過)?(?:并?没有|並?沒有|并?无|並?無|不含|未)(?:任何|具体|具體|详细|詳細|直接|露骨|明确|明確|正面)+$`,
	`^(?:sans|pas de) (?:\pL+ )?(?:description|détail|scène)`,
	`^ohne (?:\pL+ )?(?:beschreibung|detail|darstellung|schilderung)`,
	`^sin (?:\pL+ )?(?:descripci|detalle|escena)`,
	`(?:描写|表現)は(?:ありません|ない|なし)|(?:묘사|장면)(?:은|는)? ?없`,
)

// topicSentences reads a list set apart by full stops: "Violence. Murder". Each
// item must be in the vocabulary, or it is prose.
func (p *Reader) topicSentences(text string) []post.Topic {
	var topics []post.Topic
	for text != "" {
		var item string
		item, text = script.CutSentence(text)
		t := p.Topic(item)
		if t.Slug == "" || strings.Count(item, " ") > 1 || strings.ContainsFunc(item, isTopicSeparator) || findTail(item) != "" {
			return nil
		}
		topics = append(topics, t)
	}
	return topics
}

// topicsIn returns the labels of the vocabulary that text names, as written.
func (p *Reader) topicsIn(text string) []post.Topic {
	f := lexicon.Fold(text)
	var topics []post.Topic
	words := vocabulary.Of(p.Vocabulary).Words
	for i := 0; i < len(f.Lower) && len(topics) < topicsMost; {
		l, ok := words.At(f, i)
		if !ok || len(l.Text) == 1 {
			i++
			continue
		}
		end := i + len(l.Text)
		if l.Latin && end < len(f.Lower) && f.Lower[end] == 's' {
			end++ // the plural that a whole word may have
		}
		topics = append(topics, post.Topic{Slug: l.Slug, Label: f.Src[f.Start[i]:f.Start[end]]})
		i = end
	}
	return topics
}

// sentenceOf returns the sentence of w that names its topics, if it names more than
// w has; else "".
func (p *Reader) sentenceOf(w *Notice) string {
	const longest = 400 // bytes
	if w.Text == "" || len(w.Topics) == 0 {
		return ""
	}
	for rest := script.OneLine(w.Text); rest != "" && len(rest) <= advisoryBytes; {
		var sentence string
		whole := rest
		if sentence, rest = script.CutSentence(rest); !strings.Contains(sentence, w.Topics[0].Label) || len(sentence) > longest {
			continue
		}
		if list, _ := p.topicList(sentence); len(list) > 0 {
			if w.has(list) {
				return ""
			}
			return strings.TrimSpace(whole[:len(whole)-len(rest)])
		}
		for part := range strings.FieldsFuncSeq(sentence, isTopicSeparator) {
			part = strings.TrimSpace(part)
			held := slices.ContainsFunc(w.Topics, func(t post.Topic) bool { return strings.Contains(part, t.Label) })
			if !held && part != "" && !topicAdvice.MatchString(part) && !notShown.MatchString(part) {
				return strings.TrimSpace(whole[:len(whole)-len(rest)])
			}
		}
		return ""
	}
	return ""
}

// splitAnd splits an item at its conjunctions if each part is a topic of the
// vocabulary, or one is between ideographs: "suicide and self-harm" is two, "trial
// and error" is one, 震災と自殺 is two.
func (p *Reader) splitAnd(item string) []string {
	parts := splitConjunctions(item)
	if len(parts) < 2 {
		return parts
	}
	known, short := 0, true
	for _, part := range parts {
		if p.Topic(bareTopic(part, true)).Slug != "" {
			known++
		}
		short = short && part != "" && utf8.RuneCountInString(part) <= topicClause && !strings.ContainsFunc(part, func(r rune) bool { return r < utf8.RuneSelf })
	}
	if known == len(parts) || known > 0 && short {
		return parts
	}
	return []string{item}
}

// splitTopics splits a list at its separators, but not within brackets: "violence (knives,
// fire), fog" is two topics.
func splitTopics(list string) []string {
	depth := 0
	return strings.FieldsFunc(list, func(r rune) bool {
		switch {
		case r == '(' || r == '（':
			depth++
		case (r == ')' || r == '）') && depth > 0:
			depth--
		}
		return depth == 0 && isTopicSeparator(r)
	})
}

func isTopicSeparator(r rune) bool {
	switch r {
	case '、', '，', ',', ';', '；', '/', '／', '|', '｜', '·', '・', '•', '\n', '\t':
		return true
	}
	return false
}

// trimTopic removes marks and words around a topic.
func trimTopic(s string) string {
	s = strings.Trim(s, " \u3000\u00a0:：.。!！“”\"「」『』《》【】[]*_-–—~～")
	return strings.TrimSpace(strings.TrimSuffix(s, findTail(s)))
}

// addTopics appends the topics that are not there yet.
func (w *Notice) addTopics(topics ...post.Topic) {
	for _, t := range topics {
		if t.Label = script.Visible(t.Label); t.Label != "" && len(w.Topics) < topicsMost && !w.has([]post.Topic{t}) {
			w.Topics = append(w.Topics, t)
		}
	}
}

// Topic returns the topic that text, as an author wrote it, names: the slug is
// of the longest label in it, in any of the languages, "" if there is none. The
// labels of p.Topics count before the vocabulary's, also where they are shorter:
// a caller adds them to decide.
func (p *Reader) Topic(text string) post.Topic {
	t := post.Topic{Label: text}
	folded := lexicon.Fold(text)
	if len(p.Topics) > 0 {
		own := lexicon.New()
		for l, slug := range p.Topics {
			own.Add(l, slug)
		}
		own.Sort()
		t.Slug = own.Longest(folded)
	}
	if t.Slug == "" {
		t.Slug = vocabulary.Of(p.Vocabulary).Words.Longest(folded)
	}
	return t
}
