package warning

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/lang"
	"github.com/foreword-go/foreword/post/internal/lexicon"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
	"github.com/foreword-go/foreword/post/markdown/internal/phrases"
	"github.com/foreword-go/foreword/post/markdown/internal/wording"
)

// A phrase is the opening of a content warning.
type phrase struct {
	title string // as written, without marks before it or a colon after it
	rest  string // what follows the colon, trimmed; "" if nothing does
	// weak is a mark, or one set apart by a space alone: it
	// opens a warning only where a topic of the vocabulary follows.
	weak bool
	sep  rune // what sets the title apart: ':', '\n', ' ', 0 if nothing follows
	// isFor is true if "for" is between title and rest.
	isFor bool
}

// colon reports whether a colon sets the title apart.
func (p phrase) colon() bool { return p.sep == ':' || p.sep == '：' }

// cutWarningPhrase splits the text of a title or paragraph that opens with a
// warning phrase. The phrase must stand alone: what follows it is nothing, a
// colon or another sign, or a bracket, never more of the same word.
//
// A bracket around all of it is not part of the rest: "[Trigger warning: death]".
func (p *Reader) cutWarningPhrase(s string) (phrase, bool) {
	ph, ok := cutPhrase(p.words().Phrases, s)
	if r, _ := utf8.DecodeRuneInString(strings.TrimSpace(s)); ok && script.Brackets[r] != "" {
		if cut := strings.TrimRight(ph.rest, script.Brackets[r]); len(cut) < len(ph.rest) && !strings.ContainsRune(cut, r) {
			ph.rest = strings.TrimSpace(cut)
		}
	}
	return ph, ok
}

var (
	// beforeWord and beforeNoun match what some put in front of a phrase: an age, or a word
	// that opens any warning, with the sign after it; an article or the words of scope.
	beforeWord = pattern.Compile(`(?i)^(?:1[68]\+|r-?18\+?|18禁|nsfw|warning|avertissement|advertencia|warnung|note|disclaimer|caution|important|please note|heads[- ]up|attention|achtung|hinweis|aviso|注意|警告|提示|提醒|ご注意|주의)[\s!！,，:：—–|·/*-]+`)
	beforeNoun = pattern.Compile(`(?i)^(?:(?:(?:just|an?|some|the|my|our|one|another|first|quick|big|huge|strong|general|obligatory|usual|brief|short|little|important|major|minor|mild|massive|serious|small|additional|full|also),? ){1,4}|` +
		`(?:(?:全文|本文|本篇|本章|本节|本節|文章|正文)的?|(?:以下|下面|接下来|接下來)的?(?:[一二两兩三四五几幾]?[段节節章]|部分)?(?:文字)?的?|(?:この|次の)(?:記事|段落|節|章)の))`)
)

// wordsBefore returns what some put in front of a phrase: an age, a word that opens any
// warning, an interjection. "" if s does not begin with such words.
func wordsBefore(s string) string {
	rest := strings.TrimLeftFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	n := len(beforeWord.FindString(rest))
	if n == 0 {
		n = interjection(rest)
	}
	if n == 0 {
		n = len(beforeNoun.FindString(rest))
	}
	if n == 0 {
		return ""
	}
	return s[:len(s)-len(rest)+n]
}

// interjection returns the length of the interjection that s begins with, and the space
// after it: "Heads up! ". 0 if there is none.
func interjection(s string) int {
	const least, most = 2, 21 // letters
	n := 0
	for i, r := range s {
		switch {
		case n >= least && (r == '!' || r == '！'):
			rest := s[i+utf8.RuneLen(r):]
			return len(s) - len(strings.TrimLeft(rest, "\t\n\f\r "))
		case n == most || !unicode.IsLetter(r) && (n == 0 || r != '\'' && r != ' '):
			return 0
		}
		n++
	}
	return 0
}

// directive is one of reStructuredText: ".. content-warning:: blood".
var directive = pattern.Compile(`(?s)^\.\.\s+([\w-]+)::\s+(.*)`)

func (p *Reader) cutDirective(s string) (phrase, bool) {
	m := directive.Regexp().FindStringSubmatch(s)
	switch {
	case m == nil:
		return phrase{}, false
	case p.words().IsName(m[1]):
		return phrase{title: strings.ReplaceAll(m[1], "-", " "), rest: strings.TrimSpace(m[2]), sep: ':'}, true
	}
	return p.cutWarningPhrase(m[2])
}

// comesWith is a post that says in a sentence that it has a warning.
var comesWith = pattern.Compile(`(?i)^(?:(?:(?:I|we) (?:should|must|want to|need to|have to|will|ought to) (?:\w+ )?(?:add|say|note|mention|warn(?: you)?|tell you)|(?:please )?note|be warned|be aware)(?: that)?:? )?(?:this|the following|the next|the rest of th(?:is|e))(?: (?:\w+ )?(?:one|section|part|scene|paragraph|` + wording.Noun + `)s?)? (?:comes with|has|carries|needs|deserves|gets) an? (?:big |huge |strong |general )?`)

// ofPartOnly is the subject of comesWith.
var ofPartOnly = pattern.Compile(`(?i)\b(?:this|the following|the next|the rest of th(?:is|e)) (?:\w+ )?(?:section|part|scene|paragraph|chapter|passage)s?\b`)

// cutPrefixedPhrase is [cutWarningPhrase] for a phrase after [wordsBefore], where it must
// have a colon, or after comesWith.
func (p *Reader) cutPrefixedPhrase(s string) (phrase, bool) {
	if strings.HasPrefix(s, ".. ") {
		return p.cutDirective(s)
	}
	if lead := comesWith.FindString(s); lead != "" {
		ph, ok := p.cutWarningPhrase(s[len(lead):])
		of, isFor := strings.CutPrefix(ph.rest, "for ")
		colon := ph.sep == ':' && ph.rest != "" && !ph.weak
		if ph.rest, ph.weak, ph.sep = of, false, ':'; ofPart.MatchString(lead) {
			ph.rest = strings.TrimSpace(ofPartOnly.FindString(lead)) + ": " + ph.rest // the scope
		}
		return ph, ok && (isFor || colon)
	}
	lead := wordsBefore(s)
	if lead == "" {
		return p.cutInnerPhrase(s)
	}
	ph, ok := p.cutWarningPhrase(s[len(lead):])
	if !ok {
		return p.cutInnerPhrase(s)
	}
	if of, isFor := strings.CutPrefix(ph.rest, "for "); ok && isFor && ph.sep == ' ' && len(ph.title) > len("CW") {
		ph.rest, ph.sep = of, ':' // "Big content warning for blood": with a topic alone
		return ph, true
	}
	if of, isFor := strings.CutPrefix(ph.rest, "for "); ok && isFor && ph.sep == ' ' {
		ph.rest, ph.weak, ph.isFor = of, true, true // "Big CW for blood"
		return ph, true
	}
	if strings.ContainsRune("(（", ph.sep) {
		ph.sep = ':' // "Avertissement : contenu sensible (brume)"
	}
	if ok = ok && !ph.weak && (ph.sep == ':' || ph.sep == '：') && ph.rest != ""; ok && ofPart.MatchString(lead) {
		ph.rest = strings.TrimFunc(lead, unicode.IsSpace) + "：" + ph.rest // the scope
	}
	return ph, ok
}

// cutInnerPhrase splits a sentence that has a phrase after a few other words, and before
// a colon or "for": "Here is your content warning: blood". The phrase is weak, as the words
// may be about anything.
func (p *Reader) cutInnerPhrase(s string) (phrase, bool) {
	const most = 64 // bytes before the phrase
	at := p.innerPhrase(s, 2*most)
	if at < 0 || at > most || strings.ContainsAny(s[:at], "\n`") || notStated.MatchString(s[:at]) {
		return phrase{}, false
	}
	ph, ok := p.cutWarningPhrase(s[at:])
	if of, isFor := strings.CutPrefix(ph.rest, "for "); ok && isFor && ph.sep == ' ' {
		ph.rest = of
	} else if !ok || !ph.colon() {
		return phrase{}, false
	}
	ph.weak, ph.isFor, ph.sep = true, true, ' '
	return ph, ph.rest != ""
}

// innerPhrase returns the offset in s of the first phrase that also counts within a
// sentence, -1 if there is none that begins in the first most bytes.
func (p *Reader) innerPhrase(s string, most int) int {
	if len(s) > most {
		s = strings.ToValidUTF8(s[:most], "")
	}
	within := p.words().Within
	if !within.MayHold(s) {
		return -1
	}
	f := lexicon.Fold(s)
	for i := range f.Lower {
		if _, ok := within.At(f, i); ok && len(f.Src) == len(s) {
			return f.Start[i]
		}
	}
	return -1
}

// notStated is before a phrase that a text is about.
var notStated = pattern.Compile(`(?i)\b(?:no|not|without|never|if|when|every|each|any|adds?|added|supports?|plugin|field|feature|forms?|editor|site|app|toolbar|dialog|menu|platform|server|software|they|he|she|called|named|write|writing|use|using|removed?|example|like)\b|\bthe\s*$|说|說|没有|沒有|不需|如果|支持|添加|所谓`)

// scopeWords are of what part of a post a warning says it is, before its topics.
var scopeWords = pattern.Compile(`(?i)^(?:for |of |about |in )?(?:(?:the )?(?:rest of )?(?:the|this|these|next|following|upcoming)(?: \w+){0,3} (?:paragraphs?|sections?|chapters?|parts?|scenes?|passages?|series|posts?|articles?|stor(?:y|ies)|essays?)|(?:以下|下面|接下来|接下來|下文|本|此|这|這)的?(?:[一二两兩三四五几幾]?[段节節章]|部分|系列|篇|文)(?:文字|内容|內容)?的?|(?:この|次の)(?:段落|節|章|記事|シリーズ)の?|` + scopeElsewhere + `)\s*(?:[:：,，—–-]+|[)）\]】])\s*|^(?:以下|下面|接下来|接下來|本|此|这|這)的?(?:[一二两兩三四五几幾]?[段节節章]|部分|系列)\s+`)

// scopeElsewhere are the words of scope in German, French, Spanish and Korean.
const scopeElsewhere = `(?:für |pour |para |por |sobre )?(?:(?:diese[nrms]?|den|die|das) (?:nächsten? |folgenden? )?(?:\pL+ )?(?:Abschnitte?|Absätze|Absatz|Kapitel|Teil|Passagen?|Beitrag|Text|Serie|Artikel)|(?:cet?|cette|ces|les?|la) (?:\pL+ )?(?:sections?|paragraphes?|chapitres?|parties?|passages?|article|billet|texte|série)(?: suivante?s?)?|(?:est[aeo]s?|l[ao]s?|el) (?:\pL+ )?(?:secci[óo]n|secciones|párrafos?|capítulos?|partes?|pasajes?|artículo|entrada|texto|serie)(?: siguientes?)?|(?:다음|이|아래) ?(?:[한두세네] ?)?(?:단락|문단|절|장|부분|글|시리즈))`

// scopeAlone matches text that names a part of a post, and nothing else.
var scopeAlone = pattern.Compile(`(?i)^(?:for )?(?:(?:the )?(?:rest of )?(?:the|this|these|next|following|upcoming)(?: \w+){0,3} (?:paragraphs?|sections?|chapters?|parts?|scenes?|passages?|series|posts?|articles?|stor(?:y|ies)|essays?)|(?:以下|下面|接下来|接下來|下文|本|此|这|這)的?(?:[一二两兩三四五几幾]?[段节節章]|部分|系列|篇|文)(?:文字|内容|內容)?|(?:この|次の)(?:段落|節|章|記事|シリーズ)|` + scopeElsewhere + `)$`)

var (
	ofPart = pattern.Compile(`(?i)\b(?:paragraphs?|sections?|chapters?|parts?|scenes?|passages?|abschnitte?|absatz|absätze|kapitel|teil|paragraphes?|chapitres?|parties?|párrafos?|capítulos?|partes?|pasajes?)\b|secci[óo]n|[段节節章]|部分|段落|단락|문단|부분`)
	ofAll  = pattern.Compile(`(?i)\b(?:this|the (?:whole|entire)|all (?:of )?th(?:is|ese)|some of these|parts? of this) (?:\w+ )?(?:series|post|stor(?:y|ies)|article|essay|book)\b|\bin (?:some of )?these stories\b|全文|整篇|本系列|この(?:記事|シリーズ)|이 시리즈|cette série|diese[rs]? (?:Serie|Reihe)|esta serie`)
)

// cutScope takes the words of scope from before the topics of a phrase, and returns
// the scope that they, or a sentence, state; 0 if none.
func cutScope(ph phrase) (phrase, post.Scope) {
	if words := scopeWords.FindString(ph.rest); words != "" && len(words) < len(ph.rest) && ph.sep != '\n' {
		ph.rest, ph.sep, ph.weak = strings.TrimSpace(ph.rest[len(words):]), ':', false
		if ofPart.MatchString(words) {
			return ph, post.ScopeSection
		}
		return ph, post.ScopePost
	}
	first, _ := script.CutSentence(ph.rest)
	if ofAll.MatchString(first) {
		return ph, post.ScopePost
	}
	return ph, 0
}

// Opens reports whether a line of Markdown opens with the phrase of a warning.
func Opens(line []byte) bool {
	const most = 400 // bytes
	text := string(bytes.Map(unmark, bytes.TrimSpace(line[:min(len(line), most)])))
	_, ok := new(Reader).cutWarningPhrase(doc.Unescape(text))
	return ok
}

// marksBoth reports whether the sign at the start of after is also in before.
func marksBoth(before, after string) bool {
	r, _ := utf8.DecodeRuneInString(strings.TrimLeftFunc(after, unicode.IsSpace))
	return strings.ContainsRune(before, r) && (script.IsEmojiPart(r) || strings.ContainsRune("※★☆◆■▲!！*＊=", r))
}

// phraseTail matches words between an English phrase and its topics:
// "Content warning below: blood", "Content warnings for this story include blood".
var phraseTail = pattern.Compile(`(?i)^(?:(?:below|ahead|here|(?:apply|applies)(?: to (?:this|the|all) [\w ]{2,24})?|incoming)|before (?:we|you|I|reading|starting|continuing)[\w ]{0,24}|(?:for (?:this|the|my) (?:[\w-]+ )?` + wording.Noun + ` )?(?:are|is|includes?|included))\s*(?:[:：]|[,—–-]\s)\s*|^on (?:this|the) [\w-]+\s*[:：]\s*|^for (?:this|the|my) (?:[\w-]+ )?` + wording.Noun + ` (?:are|is|includes?):?\s+`)

// phraseEnd is all that follows a phrase which says where the content is: "NSFW below."
var phraseEnd = pattern.Compile(`(?i)^(?:below|ahead|inside|within|follows?|incoming)\s*[.!。…]*$`)

// cutPhrase is [cutWarningPhrase] for the phrases of a lexicon.
func cutPhrase(words *lexicon.Lexicon, s string) (phrase, bool) {
	if !words.MayStart(s) {
		return phrase{}, false
	}
	whole := script.Visible(s)
	s = strings.TrimLeftFunc(whole, func(r rune) bool { return script.IsOrnament(r) || r == '~' || r == '～' })
	if !mayBePhrase(words, s) {
		return phrase{}, false
	}
	f := lexicon.Fold(s)
	if len(f.Lower) == 0 {
		return phrase{}, false
	}
	l, ok := words.At(f, 0)
	if !ok {
		return phrase{}, false
	}
	cut := len(f.Src)
	if end := phraseLength(f, l); end < len(f.Lower) {
		cut = f.Start[end]
	}
	p := phrase{title: strings.TrimSpace(f.Src[f.Start[0]:cut]), weak: l.Slug == phrases.Weak}
	return p.cutRest(whole[:len(whole)-len(s)], f.Src[cut:])
}

// mayBePhrase reports whether s may begin with a phrase. It is called for every paragraph
// under a heading, so it decides most texts by the first characters, without folding the
// rest.
func mayBePhrase(words *lexicon.Lexicon, s string) bool {
	if r, _ := utf8.DecodeRuneInString(s); lang.FirstHan <= r && r <= lang.LastHan && words.Labels[r] == nil {
		return false // an ideograph is folded to itself
	}
	if !words.MayStart(s) {
		return false
	}
	const cluster, longest = 32, 256 // in bytes
	if len(s) > cluster && !words.Starts(lexicon.Fold(strings.ToValidUTF8(s[:cluster], ""))) {
		return false
	}
	if len(s) > longest {
		if head := lexicon.Fold(strings.ToValidUTF8(s[:longest], "")); len(head.Lower) > 0 {
			_, ok := words.At(head, 0)
			return ok
		}
	}
	return true
}

// phraseLength returns how many characters of f the phrase l takes at its start, with
// the plural or the tail that it may have.
func phraseLength(f lexicon.Folded, l lexicon.Label) int {
	end := len(l.Text)
	if l.Latin {
		if end < len(f.Lower) && f.Lower[end] == 's' {
			end++ // the plural that a whole word may have
		}
		return end
	}
	for _, tail := range phrases.Read().Tails {
		t := []rune(tail)
		if end+len(t) <= len(f.Lower) && string(f.Lower[end:end+len(t)]) == tail {
			return end + len(t)
		}
	}
	return end
}

// cutRest returns p with its separator and the text after that. Before and after are
// what stands on both sides of the phrase. It returns false if the text goes on as a
// sentence does, so that the phrase is no title.
func (p phrase) cutRest(before, after string) (phrase, bool) {
	trimmed := strings.TrimLeftFunc(after, func(r rune) bool { return unicode.IsSpace(r) || script.IsEmojiPart(r) })
	if trimmed == "" {
		return p, true
	}
	r, size := utf8.DecodeRuneInString(trimmed)
	p.sep = r
	if phraseEnd.MatchString(trimmed) && trimmed != after {
		p.sep = '.'
		return p, true
	}
	if lead := phraseTail.FindString(trimmed); lead != "" && trimmed != after {
		p.sep, p.rest = ':', strings.TrimSpace(trimmed[len(lead):])
		return p, true
	}
	switch {
	case strings.HasPrefix(trimmed, "//"): // "TW // fog", as people write on social networks
		p.sep, p.rest = ':', strings.TrimLeft(trimmed, "/ ")
	case strings.Contains(after[:len(after)-len(trimmed)], "\n"):
		p.sep, p.rest = '\n', strings.TrimSpace(trimmed)
	case strings.ContainsRune(".。…", r) && strings.Trim(trimmed, ".。… ") == "":
	case strings.ContainsRune(",，、", r): // "内容预警，点击查看"
		if p.rest = strings.TrimSpace(trimmed[size:]); unfolds.MatchString(p.rest) {
			p.rest = ""
		} else if !speaksOfPost(p.rest) {
			p.sep, p.weak = ',', true // "Content warning, blood"; but mostly prose
			break
		}
		p.sep = ':'
	case before != "" && marksBoth(before, after): // "※閲覧注意※ 血", "⚠️ TW ⚠️ 血"
		p.sep, p.rest = ':', strings.TrimSpace(strings.TrimLeftFunc(trimmed, script.IsOrnament))
	case strings.ContainsRune(":：|｜·•!！/～~>》】」』]）)〕-–—―", r):
		p.rest = strings.TrimSpace(strings.TrimLeftFunc(trimmed[size:], func(r rune) bool {
			return unicode.IsSpace(r) || script.IsEmojiPart(r) || strings.ContainsRune(":：!！-–—―·|…/／", r)
		}))
	case strings.ContainsRune("(（[［【「", r):
		p.rest = restInBrackets(trimmed)
	case trimmed != after:
		// "Content warning for suicide", "内容预警 自杀"; but "Content
		// warnings are a courtesy" has no topic and is prose.
		p.rest = strings.TrimSpace(trimmed)
		p.weak, p.sep = true, ' '
	default:
		return phrase{}, false
	}
	return p, true
}

// aside matches a word to the reader in a bracket after a phrase.
var aside = pattern.Compile(`(?i)^(?:please (?:read|note|heed)[\w ]*|(?:please )?read (?:this )?first|important|updated?|(?:may contain |no |mild |minor )?spoilers?|spoiler[- ]free|see below|full list|请(?:务必)?(?:先)?阅读|必读|必読|重要)[!.]*$`)

// restInBrackets returns the text in the brackets that s begins with, and the text
// after them.
func restInBrackets(s string) string {
	inner, outer := script.CutBracket(s)
	if aside.MatchString(inner) {
		inner = ""
	}
	if scopeAlone.MatchString(inner) && strings.IndexAny(outer, ":：") == 0 { // "Content warning (next part): blood"
		inner += ":"
	}
	return strings.TrimSpace(inner + " " + strings.TrimLeftFunc(outer, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune(":：!！", r)
	}))
}
