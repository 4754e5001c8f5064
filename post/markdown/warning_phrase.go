package markdown

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post/internal/lang"
	"github.com/foreword-go/foreword/post/internal/lexicon"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
)

// warningPhrases open a content warning, in any spelling [foldText] makes
// equal. They are what writers of each language put over one; a word that
// ordinary notices bear too, such as 警告 or "attention", is not among them.
var warningPhrases = [...]string{
	// Chinese.
	"内容预警", "内容警告", "内容警示", "内容预告警示", "敏感内容", "敏感内容预警", "敏感内容警告", "敏感内容提示", "敏感内容提醒",
	"敏感话题", "敏感话题预警", "敏感话题警告", "触发警告", "触发预警", "触发警示", "触发内容警告", "创伤触发警告", "创伤警告", "创伤预警",
	"阅读预警", "阅读警告", "观看预警", "观看警告", "避雷预警", "雷点预警", "血腥预警", "血腥警告", "不适内容", "不适内容预警", "不适内容警告",
	"成人内容", "成人内容警告", "成人内容预警", "限制级内容", "内容分级警告",
	"內容預警", "內容警告", "內容警示", "敏感內容", "敏感內容預警", "敏感內容警告", "敏感內容提示", "敏感話題", "敏感話題預警",
	"觸發警告", "觸發預警", "觸發警示", "創傷觸發警告", "創傷警告", "閱讀預警", "閱讀警告", "觀看預警", "觀看警告", "避雷預警", "雷點預警",
	"血腥預警", "血腥警告", "不適內容", "不適內容警告", "成人內容", "成人內容警告", "限制級內容",
	// English.
	"content warning", "content warnings", "content notice", "content notices", "content note", "content notes",
	"content advisory", "content advisories", "content and trigger warning", "content and trigger warnings",
	"content/trigger warning", "content/trigger warnings", "trigger/content warning", "trigger/content warnings",
	"content warning/trigger warning", "trigger warning", "trigger warnings", "trigger notice", "trigger note",
	"trigger and content warning", "trigger and content warnings", "reader advisory", "viewer advisory",
	"reader discretion", "reader discretion advised", "reader discretion is advised", "viewer discretion", "viewer discretion advised",
	"viewer discretion is advised", "sensitive content", "sensitive content warning", "sensitive content ahead", "sensitive material", "sensitive topic", "sensitive topics",
	"mature content", "mature content warning", "mature themes", "explicit content", "explicit content warning",
	"graphic content", "graphic content warning", "adult content", "adult content warning", "disturbing content", "disturbing content warning",
	"NSFW", "NSFW content", "NSFW warning", "not safe for work",
	// Japanese.
	"閲覧注意", "コンテンツ警告", "コンテンツ注意", "コンテンツに関する警告", "コンテンツに関する注意", "内容に関する警告", "内容に関する注意",
	"トリガー警告", "トリガーワーニング", "センシティブな内容", "センシティブな表現", "センシティブコンテンツ", "センシティブな内容を含みます",
	// Korean.
	"콘텐츠 경고", "콘텐츠경고", "콘텐츠 주의", "컨텐츠 경고", "내용 경고", "내용경고", "내용 주의", "트리거 경고", "트리거경고", "트리거 워닝", "트리거워닝",
	"열람 주의", "열람주의", "시청 주의", "예민한 내용", "예민한 주제", "민감한 내용", "민감한 콘텐츠", "민감한 주제",
	// French.
	"avertissement de contenu", "avertissements de contenu", "avertissement sur le contenu", "avertissement contenu", "contenu sensible",
	"contenus sensibles", "traumavertissement", "traumavertissements", "contenu explicite", "contenu choquant",
	// German.
	"Inhaltswarnung", "Inhaltswarnungen", "Inhaltshinweis", "Inhaltshinweise", "Triggerwarnung", "Triggerwarnungen", "Trigger-Warnung",
	"Contentwarnung", "Content-Warnung", "Content-Hinweis", "sensible Inhalte", "sensibler Inhalt",
	// Spanish and Portuguese.
	"advertencia de contenido", "advertencias de contenido", "advertencia sobre el contenido", "aviso de contenido", "avisos de contenido",
	"contenido sensible", "contenido explícito", "alerta de contenido", "aviso de conteúdo", "alerta de gatilho", "conteúdo sensível",
	// Italian, Dutch, Polish, Russian.
	"avviso di contenuto", "avvertenza sui contenuti", "contenuti sensibili", "inhoudswaarschuwing", "ostrzeżenie o treści",
	"предупреждение о содержании", "триггер-ворнинг", "предупреждение о контенте",
}

// warningMarks are short for a phrase, and mean other things besides: CW is
// Morse, TW a country.
var warningMarks = [...]string{"CW", "TW", "CN", "CW/TW", "TW/CW", "TW & CW", "CW & TW", "CN/TW", "TW/CN", "CW/CN", "CW TW", "TW CW"}

// warningTails may follow a phrase in a title and still leave it one: 内容预警
// and 内容预警说明, but not 内容预警系统.
var warningTails = []string{"说明", "說明", "提示", "声明", "聲明", "如下", "一览", "一覧", "一覽", "です", "あり", "有り", "列表", "清单", "清單", "提醒", "注意", " 주의", " 경고", " 안내", " 포함"}

const (
	strongPhrase = "phrase"
	weakPhrase   = "mark"
)

var phraseLexicon = sync.OnceValue(func() *lexicon.Lexicon {
	x := lexicon.New()
	for _, s := range warningPhrases {
		x.Add(strings.ToLower(s), strongPhrase)
	}
	for _, s := range warningMarks {
		x.Add(strings.ToLower(s), weakPhrase)
	}
	x.Sort()
	return x
})

// A phrase is the opening of a content warning.
type phrase struct {
	title string // as written, without marks before it or a colon after it
	rest  string // what follows the colon, trimmed; "" if nothing does
	// weak is a phrase of warningMarks, or one set apart by a space alone: it
	// opens a warning only where a topic of the vocabulary follows.
	weak bool
	sep  rune // what sets the title apart: ':', '\n', ' ', 0 if nothing follows
}

// cutWarningPhrase splits the text of a title or paragraph that opens with a
// warning phrase. The phrase must stand alone: what follows it is nothing, a
// colon or another sign, or a bracket, never more of the same word.
//
// A bracket around all of it is not of what follows: "[Trigger warning: death]".
func cutWarningPhrase(s string) (phrase, bool) {
	p, ok := cutPhrase(phraseLexicon(), s)
	if r, _ := utf8.DecodeRuneInString(strings.TrimSpace(s)); ok && script.Brackets[r] != "" {
		if cut := strings.TrimRight(p.rest, script.Brackets[r]); len(cut) < len(p.rest) && !strings.ContainsRune(cut, r) {
			p.rest = strings.TrimSpace(cut)
		}
	}
	return p, ok
}

// beforePhrase is what some put in front of a phrase: an age, a word that opens
// any warning, an interjection.
var beforePhrase = pattern.Compile(`(?i)^[^\pL\pN]*(?:(?:1[68]\+|r-?18\+?|18禁|nsfw|warning|note|disclaimer|caution|important|please note|heads[- ]up|attention|achtung|hinweis|aviso|注意|警告|提示|提醒|ご注意|주의)[\s!！:：—–|·/*-]+|\pL[\pL' ]{1,20}[!！]\s*)`)

// comesWith is a post that says in a sentence that it has a warning.
var comesWith = pattern.Compile(`(?i)^(?:this|the following) (?:\w+ )?` + repostNoun + ` (?:comes with|has|carries|needs|deserves|gets) an? (?:big |huge |strong |general )?`)

// cutPrefixedPhrase is [cutWarningPhrase] for a phrase behind beforePhrase,
// where it must have a colon, or behind comesWith.
func cutPrefixedPhrase(s string) (phrase, bool) {
	if lead := comesWith.FindString(s); lead != "" {
		ph, ok := cutWarningPhrase(s[len(lead):])
		of, isFor := strings.CutPrefix(ph.rest, "for ")
		ph.rest, ph.weak, ph.sep = of, false, ':'
		return ph, ok && isFor
	}
	lead := beforePhrase.FindString(s)
	if lead == "" {
		return phrase{}, false
	}
	ph, ok := cutWarningPhrase(s[len(lead):])
	return ph, ok && !ph.weak && (ph.sep == ':' || ph.sep == '：') && ph.rest != ""
}

// cutPhrase is [cutWarningPhrase] for the phrases of a lexicon.
func cutPhrase(phrases *lexicon.Lexicon, s string) (phrase, bool) {
	s = strings.TrimLeftFunc(s, script.IsOrnament)
	// Most text is told from a phrase by its first character or words, without
	// folding all of it: every paragraph under a heading comes by here.
	if r, _ := utf8.DecodeRuneInString(s); lang.FirstHan <= r && r <= lang.LastHan && phrases.Labels[r] == nil {
		return phrase{}, false // an ideograph is folded to itself
	}
	const cluster, longest = 32, 256 // in bytes
	if len(s) > cluster && !phrases.Starts(lexicon.Fold(strings.ToValidUTF8(s[:cluster], ""))) {
		return phrase{}, false
	}
	if len(s) > longest {
		if head := lexicon.Fold(strings.ToValidUTF8(s[:longest], "")); len(head.Lower) > 0 {
			if _, ok := phrases.At(head, 0); !ok {
				return phrase{}, false
			}
		}
	}
	f := lexicon.Fold(s)
	if len(f.Lower) == 0 {
		return phrase{}, false
	}
	l, ok := phrases.At(f, 0)
	if !ok {
		return phrase{}, false
	}
	end := len(l.Text)
	if !l.Latin {
		for _, tail := range warningTails {
			t := []rune(tail)
			if end+len(t) <= len(f.Lower) && string(f.Lower[end:end+len(t)]) == tail {
				end += len(t)
				break
			}
		}
	} else if end < len(f.Lower) && f.Lower[end] == 's' {
		end++ // the plural that a whole word may have
	}
	cut := len(f.Src)
	if end < len(f.Lower) {
		cut = f.Start[end]
	}
	p := phrase{title: strings.TrimSpace(f.Src[f.Start[0]:cut]), weak: l.Slug == weakPhrase}
	after := f.Src[cut:]
	trimmed := strings.TrimLeftFunc(after, func(r rune) bool { return unicode.IsSpace(r) || script.IsEmojiPart(r) })
	if trimmed == "" {
		return p, true
	}
	r, size := utf8.DecodeRuneInString(trimmed)
	p.sep = r
	switch {
	case strings.Contains(after[:len(after)-len(trimmed)], "\n"):
		p.sep, p.rest = '\n', strings.TrimSpace(trimmed)
	case strings.ContainsRune(".。…", r) && strings.Trim(trimmed, ".。… ") == "":
	case strings.ContainsRune(":：|｜·•!！/～~>》】」』]）)〕-–—―", r):
		p.rest = strings.TrimSpace(strings.TrimLeftFunc(trimmed[size:], func(r rune) bool {
			return unicode.IsSpace(r) || script.IsEmojiPart(r) || strings.ContainsRune(":：!！-–—―·|…", r)
		}))
	case strings.ContainsRune("(（[［【「", r):
		inner, outer := script.CutBracket(trimmed)
		p.rest = strings.TrimSpace(inner + " " + strings.TrimLeftFunc(outer, func(r rune) bool {
			return unicode.IsSpace(r) || strings.ContainsRune(":：!！", r)
		}))
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
