package warning

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
	"github.com/foreword-go/foreword/post/markdown/internal/phrases"
	"github.com/foreword-go/foreword/post/markdown/internal/wording"
)

// Many writers warn in a sentence of their own words and no warning phrase:
// "本文含有自杀描写，请谨慎阅读", "This post discusses suicide. Please take care."
// Words in running text are no warning, so such an advisory must be a short
// paragraph that speaks of the post itself from its first word, names what the
// vocabulary knows, and either advises the reader or stands behind a mark that
// does: a sign such as ⚠, a word that opens any notice, a container that warns.

// advisoryBytes is the largest size of an advisory, in bytes: longer text is an
// introduction.
const advisoryBytes = 900

// adviceBytes bounds a sentence of advice in front of one, in bytes.
const adviceBytes = 120

var (
	// advisoryLead matches the start of a sentence that says what the post is about.
	advisoryLead = pattern.CompileEach(`(?i)^(?:请注意[，,：:]?\s*|請注意[，,：:]?\s*|(?:please )?(?:note|be (?:aware|warned|advised))(?: that)?[,:]? )?`,
		`(?:(?:[本此这這该該](?:系列|篇|部|则|則)?(?:文章|博文|故事|小说|小說|回忆|回憶|日记|日記|作品|部分|内容|內容|文|篇|章|节|節|页|頁|帖|段)?|(?:以下|下面|正文)(?:的?(?:内容|內容|文字|文章|部分))?|下文|文中|文章|内容|內容)(?:中|里|裡|内|內)?(?:的?(?:部分|一些)?(?:内容|內容|文字|情节|情節|段落))?)`+
			`(?:可能|或许|或許|将会|將會|将|將|会|會|也|均|都|有|详细|詳細|直接)*(?:包含|包括|含有|含|涉及|提及|提到|描写|描寫|描述|讨论|討論|谈到|談到|谈及|談及|写到|寫到|存在|出现|出現|有)`,
		`(?:some |brief |a few )?(?:mentions?|discussions?|descriptions?|depictions?) of\b|(?:what follows|the following) (?:is about|discusses|describes|deals with|contains|mentions)\b|this is (?:a|an|my) (?:[\w-]+ )?`+wording.Noun+` about\b`,
		`(?:in (?:this|the following) [\w-]+,? )?I(?:['’]m| am|['’]ll be| will be|['’]m going to be| will| ?['’]ll)? (?:going to )?(?:writ(?:e|ing)|talk(?:ing)?|discuss(?:ing)?|speak(?:ing)?)\b(?: a (?:lot|bit|little))?(?: about| of)?\b`,
		`there(?:['’]s|\s(?:is|are|will be))\s(?:some\s)?(?:talk|mentions?|discussions?|descriptions?|depictions?)\sof\b`,
		`(?:(?:this|the following|my|our)(?: [\w-]+){1,3}|the (?:text|story|post|article|essay|chapter|piece|section)s? (?:below|ahead|that follows)) (?:(?:may|will|might|also|briefly|frankly) )*(?:contains?|discuss(?:es)?|mentions?|includes?|describes?|depicts?|deals? with|talks? about|covers|features|is about|g(?:ets?|oes) into|touches(?: on)?|refers to|references|focus(?:es)? on|explores|examines|address(?:es)?|details|recounts|concerns|involves|cent(?:er|re)s on)\b`,
		`(?:この|本|以下の?)(?:記事|文章|作品|ページ|エントリー?|ブログ|小説|話|内容|先)(?:の中)?(?:に|で|は)`,
		`(?:이|본) (?:글|게시글|게시물|포스트|문서|기사|소설|이야기)(?:에|은|는|에서)`,
		`(?:cet?|cette) (?:article|billet|texte|récit|nouvelle|page|chapitre) (?:parle|aborde|contient|évoque|traite|mentionne|décrit)`,
		`(?:(?:in )?diese[srm]? (?:text|beitrag|artikel|post|blogpost|kapitel|geschichte) (?:geht es|enthält|behandelt|thematisiert|beschreibt|erwähnt|handelt))`,
		`est[ea] (?:artículo|entrada|texto|post|relato|publicación|capítulo) (?:habla|contiene|trata|aborda|menciona|describe|incluye)`,
	)
	// advisoryBare is the same after a mark, where the sentence need not name the post.
	advisoryBare = pattern.Compile(`(?i)^(?:可能|将会|將會|将|將|会|會|有|内|內|详细|詳細)*(?:包含|包括|含有|含|涉及|提及|描写|描寫)|^(?:may )?(?:contains?|discusse?s?|mentions?|depicts?|describes?|discussions? of|mentions? of|depictions? of|descriptions? of)\b`)
	// advisoryCare is advice to a reader whom the post may hurt.
	advisoryCare = pattern.Compile(`(?i)不适|不適|心理准备|心理準備|慎入|慎读|慎讀|创伤|創傷|未成年|描写|描寫|情节|情節|画面|畫面|血腥|露骨|裸露|` +
		`discretion|be warned|fair warning|upset|triggering|trigger for|triggers for|distress|disturb|take care|look after yourself|skip (?:it|this)|hard for you|graphic|difficult to read|` +
		`苦手な|閲覧|不快|ご注意|注意してください|描写|表現|記述|주의|불편|묘사|` +
		`heurter|choquer|sensibles?|belastend|verstörend|aufwühlend|achtsam|delicad|herir|with care|be gentle with yourself|prenez soin|avec prudence|con cuidado|cuíd|pass(?:t)? auf (?:dich|euch)|mit vorsicht`)
	// advisoryCaution is advice that other texts have as well.
	advisoryCaution = pattern.Compile(`(?i)谨慎|謹慎|酌情|斟酌|停止阅读|停止閱讀|及时退出|précaution|precaución|cautela|vorsicht|caution|careful|please be (?:aware|warned|advised)|ご了承`)
)

// isAdvisory reports whether text is an advisory. Marked is whether it follows a mark.
func (p *Reader) isAdvisory(text string, marked bool) bool {
	if len(text) > advisoryBytes {
		return false
	}
	head := strings.ToValidUTF8(text[:min(len(text), leadBytes)], "")
	if unsafe.MatchString(head) {
		return !phrases.Read().IsTechnical(text)
	}
	marked = marked || noteThat.MatchString(head)
	if forbids.MatchString(text) {
		return !phrases.Read().IsTechnical(text)
	}
	if !advisoryLead.MatchString(head) && !((marked || describes.MatchString(head)) && advisoryBare.MatchString(head)) {
		if depicts.MatchString(text) && p.hasTopics(text) {
			return true
		}
		if marked && (discomfort.MatchString(head) || triggers.MatchString(text) && isGrave(text) || readingMay.MatchString(head) && len(p.topicsIn(text)) > 0 || p.hasTopics(text) || isGrave(text) && p.isTopicList(text) && !phrases.Read().IsTechnical(text)) {
			return true
		}
		// "This is a heavy one, be warned. It speaks of …": advice comes first.
		first, rest := script.CutSentence(head)
		if rest == "" || len(first) > adviceBytes || !advisoryLead.MatchString(rest) || !advisoryCare.MatchString(first) {
			return false
		}
	}
	return p.cares(text, head, marked)
}

// cares reports whether text, which says what the post is about, names a topic that
// readers may want to avoid, or advises them. Head is the start of text.
func (p *Reader) cares(text, head string, marked bool) bool {
	if unsuited.MatchString(text) {
		return true
	}
	if (isGrave(text) || graveRomance.MatchString(text)) && (marked || advisoryCaution.MatchString(text) || advisoryCare.MatchString(text) || offersHelp(text)) {
		return true
	}
	if advisoryCare.MatchString(text) && len(p.topicsIn(text)) > 0 || marked && offends.MatchString(text) {
		return true
	}
	return (marked || describes.MatchString(head) || advisoryCaution.MatchString(text)) && p.saysTopics(text)
}

// forbids is nothing but a sentence that tells some readers not to read on.
var forbids = pattern.Compile(`^[（(【]?[^，。！？\n]{0,14}(?:者|人群|的人|朋友|不适|不適|不好|脆弱|未成年人?|孕妇|孕婦|玻璃心|胆小|膽小)的?[^，。！？\n]{0,4}(?:慎入|慎点|慎點|慎看|慎读|慎讀|勿入|勿看|勿读|勿讀|勿点|谨慎阅读|謹慎閱讀|绕道|繞道|止步|[请請]勿(?:阅读|閱讀|观看|觀看|入内|入內|点开|點開))[。！!）)】]*$`)

// depicts is nothing but a sentence that ends in words by which a text is said to show
// something.
var depicts = pattern.Compile(`^[^。！？\n]{1,40}(?:(?:の描写|表現)(?:が|を)?(?:あり|有り|あります|含みます|含まれます)|묘사(?:가|를)? ?(?:있습니다|있음|포함되어 있습니다|포함합니다))[。.！!]?$`)

// noteThat asks a reader to note something of the post.
var noteThat = pattern.Compile(`(?i)^(?:please )?(?:note|be (?:aware|warned|advised)) that\b|^(?:请注意|請注意)`)

// unsafe is a sentence that says that the post is not safe for work.
var unsafe = pattern.Compile(`(?i)^(?:(?:this|the following) (?:[\w-]+ ){1,3}(?:(?:is|are|gets?) (?:(?:a (?:bit|little)|slightly|very|somewhat|quite|mildly|definitely) )*(?:NSFW|not safe for work)(?:[.,;!]|$| (?:and|but|so|in|for)\b)|(?:contains?|has|includes?) (?:some |mild )?NSFW (?:content|scenes?|language|images?|pictures?|themes?|material|text|parts?))|(?:本|此|这|這)(?:文|篇|章)?(?:的)?(?:内容|內容)?(?:有点|有點|略微|轻微|輕微|含|包含|是)? ?NSFW|(?:内容|內容)(?:有点|有點|略微|轻微|輕微|含有?|包含) ?NSFW)`)

// describes is a lead that says how a post shows its topics.
var describes = pattern.Compile(`(?i)\b(?:descriptions?|depictions?|portrayals?|scenes|discussions?|mentions?|references|themes|accounts?) of\b|\b(?:descriptions?|représentations?|scènes) (?:de|du|d['’])|\b(?:descripciones|representaciones|escenas) de\b|(?:beschreibung|schilderung|darstellung)en von\b|描写|描寫|描述|の描写|に関する記述`)

// saysTopics reports whether the first sentence of text says that the post is about
// topics of the vocabulary, and nothing else: "this post discusses racism".
func (p *Reader) saysTopics(text string) bool {
	first, _ := script.CutSentence(text)
	lead := leadOfTopics(first)
	rest := strings.TrimSpace(strings.TrimSuffix(first[len(lead):], findTail(first[len(lead):])))
	rest = rest[len(mentions.FindString(rest)):]
	list, _ := p.topicList(strings.TrimRight(rest, ".。!！"))
	return lead != "" && len(list) > 0 && !phrases.Read().IsTechnical(text) && !slices.ContainsFunc(list, func(t post.Topic) bool {
		return t.Slug == "" || isAmbiguous(t.Label) && !graveRomance.MatchString(text) || !p.isTopicList(t.Label) && !strings.Contains(t.Label, " of ")
	})
}

// offersHelp reports whether what follows the first sentence, which names something
// grave, says where a reader finds help. A text about a helpline names that first.
func offersHelp(text string) bool {
	first, rest := script.CutSentence(text)
	return advisoryHelp.MatchString(rest) && !advisoryHelp.MatchString(first) && isGrave(first)
}

// advisoryHelp matches the notes of newspapers that tell readers where to find help.
var advisoryHelp = pattern.Compile(`(?i)\bif you(?:['’]re| are)?,? (?:or (?:some|any)one|having|struggling|in crisis|affected|feeling|thinking)|crisis (?:line|text)|helpline|hotline|lifeline|\b988\b|samaritans|热线|熱線|危机干预|いのちの電話|相談窓口|상담|telefonseelsorge|numéro (?:vert|national)|teléfono de (?:la esperanza|ayuda)`)

// graveRomance matches topics that are grave in French and Spanish alone: in English a viol
// is an instrument.
var graveRomance = pattern.Compile(`(?i)^(?:cet?|cette|est[ea]) .*\b(?:viols?|violaci[óo]n(?:es)?)\b`)

// discomfort matches a sentence, after a mark, which says that the text may leave a
// reader unwell.
var discomfort = pattern.Compile(`^(?:以下|下面|本文|本篇|文中|下文|此文|这篇|這篇)?(?:的?(?:内容|內容|文字|图片|圖片|视频|影片|部分))?(?:可能|或许|或許|或)(?:会|會)?(?:引起|引发|引發|令|使|让|讓|造成)[^，。]{0,10}(?:不适|不適|反感)`)

// triggers matches words, after a mark, that say how a text may affect its reader.
var triggers = pattern.Compile(`(?i)\b(?:potentially|may be|might be|can be|is) (?:triggering|distressing|upsetting|disturbing)\b`)

// mayCause begins what reading a text may do.
const mayCause = `(?:阅读|閱讀|观看|觀看)[^，。]{0,12}可能(?:会|會)?(?:导致|導致|致使|引起|引发|引發|造成|令|使|让|讓)`

var readingMay = pattern.Compile(`^` + mayCause)

// unsuited matches words that say a content is not for everyone.
var unsuited = pattern.Compile(`(?i)\b(?:topics?|content|material|themes?|subjects?|images?|pictures?|language|scenes?|descriptions?) (?:that|which) (?:(?:is|are|may|might) )?not (?:be )?(?:suitable|appropriate) for (?:every(?:one|body)|all (?:readers|audiences|viewers|ages)|(?:some|sensitive|young(?:er)?) (?:readers|audiences|viewers|people)|children|kids|minors)\b`)

// offends says that a text may, whatever it is about.
var offends = pattern.Compile(`(?i)冒犯|反感|不雅|令人不适|令人不適|\boffensive|\bhateful|slurs?\b|\bobscen|\bvulgar|anstößig|offensant|ofensiv|不快な|불쾌`)

// hasTopics reports whether the first sentence of text is a list of topics, and the words
// of a language that puts "has" or "contains" after them: 流血の描写があります.
func (p *Reader) hasTopics(text string) bool {
	first, _ := script.CutSentence(text)
	first = strings.TrimSpace(first)
	tail := findTail(first)
	return tail != "" && script.Lang(first) != "" && p.isTopicList(strings.TrimSuffix(first, tail)) && !phrases.Read().IsTechnical(text)
}

// isTopicList reports whether text is nothing but topics of the vocabulary:
// each item is a label, or a label is the better half of it.
func (p *Reader) isTopicList(text string) bool {
	list, plain := p.topicList(text)
	for _, t := range list {
		named := 0
		for _, label := range p.topicsIn(t.Label) {
			named += len(label.Label)
		}
		plain = plain && 2*named >= len(t.Label)
	}
	return plain && len(list) > 0
}

// cutNotice splits text that opens with a word of every notice and is, after it,
// an advisory or a list of topics that no other notice is about.
func (p *Reader) cutNotice(text string) (phrase, bool) {
	ph, ok := cutPhrase(phrases.Read().Notices, text[len(beforeNotice.FindString(text)):])
	if !ok || ph.rest == "" || len(text) > advisoryBytes {
		return phrase{}, false
	}
	if of, ok := strings.CutPrefix(ph.rest, "for "); ok && ph.sep == ' ' && strings.Contains(strings.ToLower(ph.title), "warning") {
		ph.weak, ph.sep, ph.rest = false, ':', of
		return ph, p.isTopicList(strings.TrimRight(of, ".")) && !phrases.Read().IsTechnical(of)
	}
	if p.isAdvisory(ph.rest, true) {
		ph.weak, ph.sep = false, ':'
		return ph, true
	}
	bare := ph.rest[len(advisoryBare.FindString(ph.rest)):]
	bare = strings.TrimSpace(strings.TrimRight(strings.TrimSuffix(bare, findTail(bare)), ".。"))
	if list, plain := p.topicList(bare); plain && len(list) > 1 && isGrave(bare) && bare == strings.TrimRight(ph.rest, ".。") && !phrases.Read().IsTechnical(bare) {
		ph.weak, ph.sep = false, ':' // "Warning: fog, suicide"
		return ph, true
	}
	if list, _ := p.topicList(bare); !p.isTopicList(bare) || !isGrave(ph.rest) && !advisoryCare.MatchString(ph.rest) && (len(list) < 2 && bare == ph.rest || phrases.Read().IsTechnical(ph.rest)) {
		return phrase{}, false
	}
	ph.weak, ph.sep = false, ':'
	return ph, true
}

// beforeNotice matches the words before a word that opens any notice: "a quick".
var beforeNotice = pattern.Compile(`(?i)^(?:a|one|just a|some)(?: (?:quick|small|brief|little|short|gentle|serious|final))? (?:word of )?`)

// isMarked reports whether text begins with a sign that warns.
func isMarked(text string) bool {
	text = strings.TrimLeftFunc(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("*[（(【", r) })
	r, _ := utf8.DecodeRuneInString(text)
	return strings.ContainsRune("⚠❗❕‼⛔🚫🚨🔞※", r) && r != utf8.RuneError
}
