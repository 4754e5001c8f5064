package markdown

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
)

// A part is what a line of an attribution block states.
type part int

const (
	partURL         part = iota + 1 // where the original is; the text of its link is its title
	partFrom                        // where this post is taken from: the original, unless another place is said to be
	partSource                      // where the original is; the text is its publication
	partTitle                       // what the original is called
	partAuthor                      // who wrote the original
	partTranslator                  // who translated it
	partProofreader                 // who read the translation
	partEditor                      // who edited it
	partPublication                 // where the original appeared
	partFirst                       // where this version first appeared: the original, if it is no translation
	partLicense                     // the licence of the original
	partOther                       // something else, so that it is none of these
)

// ofPeople reports whether a part is persons.
func (p part) ofPeople() bool {
	switch p {
	case partAuthor, partTranslator, partProofreader, partEditor:
		return true
	}
	return false
}

// A repostLabel is the name before the colon in a line such as "原文链接：…".
type repostLabel struct {
	part part
	// strong labels make a post a repost. The others say more of one that is:
	// 作者 alone is how bloggers sign their own posts.
	strong bool
	// named labels name where a text is from. With a name and an author in
	// one block they make a repost, too.
	named bool
	// via labels do the same with a link.
	via bool
	// linked labels are strong with a link.
	linked bool
}

var repostLabels = sync.OnceValue(func() map[string]repostLabel {
	m := make(map[string]repostLabel)
	for _, g := range []struct {
		label repostLabel
		words string
	}{
		{repostLabel{part: partURL, strong: true}, "原文链接|原文地址|本文原文|本文原文链接|本文原文地址|本文英文原文链接|转载原文|英文链接|原文英文链接|英文原文链接|英文原文地址|英文地址|英文出处|原文標題及連結|原文网址|原文连接|原文出处|原文|英文原文|原文章|原文来源|原帖|原帖地址|原帖链接|微信原文|原链接|原始链接|原地址|原始出处|译自|翻译自|编译自|" +
			"原文連結|原文網址|原文鏈接|原文來源|原出處|譯自|翻譯自|" +
			"翻訳元|元記事|元の記事|原文リンク|原文url|" +
			"원문|원문 링크|원문 출처|원본|원본 링크|" +
			"original post|original article|original link|original url|original source|original text|original version|original|translated from|" +
			"article original|texte original|originalartikel|original-artikel|originaltext|artículo original|articulo original|texto original"},
		{repostLabel{part: partFrom, strong: true}, "转载地址|转载链接|转载来源|转载出处|转载自|转帖自|转贴自|搬运自|转载于|转自|本文转自|本文转载自|轉載自|轉載來源|轉載連結|轉自|本文轉載自|転載元|reposted from|reprinted from|republished from|cross-posted from|crossposted from"},
		{repostLabel{part: partAuthor, strong: true}, "原文作者|原作者|原著作者|原创作者|原作|原著|文章原作者|原文作者及链接|原文作者 |原帖作者|原著者|원작자|원저자|원문 작성자|original author|original authors|auteur original|originalautor|autor original"},
		{repostLabel{part: partTitle, strong: true}, "原文标题|原标题|英文原题|原题|原文標題|原標題|原題|원제|원문 제목|original title|titre original|originaltitel|título original"},
		{repostLabel{part: partTranslator, strong: true}, "译者|譯者|訳者|翻译者|翻譯者|翻訳者|옮긴이|번역자|translator|translators|translated by|traducteur|traductrice|traduit par|übersetzer|übersetzt von|traductor|traductora|traducido por"},
		{repostLabel{part: partTranslator}, "编译|編譯|编译者|翻译|翻譯|翻訳|译|譯|번역|translation|traduction|übersetzung|traducción"},
		{repostLabel{part: partProofreader}, "精细校对|审稿|审阅|审阅者|审读|校对|校对者|校對|校對者|审校|审校者|校者|審校|校正|校閲|교정|감수|proofreader|proofreaders|proofread by|reviewed by|revisor|reviser|revised by|relecture|korrektur|corrección"},
		{repostLabel{part: partEditor}, "定稿|编辑|责编|责任编辑|編輯|責編|編集|편집|editor|edited by"},
		{repostLabel{part: partAuthor}, "作者|文章作者|文|撰文|采写|文字|作者名|原创|作者 |著者|筆者|글쓴이|저자|author|authors|written by|auteur|autor|autora|verfasser"},
		{repostLabel{part: partFirst, strong: true}, "首发于|首发|本文首发于|首次发表于|首發於|首發"},
		{repostLabel{part: partPublication, strong: true}, "原载于|原载|原刊于|原載於|原載|初出|originally published|originally published at|originally published in|originally published on|first published|first published in|first published at|originally posted at|originally posted on|originally appeared in|originally appeared on"},
		{repostLabel{part: partSource, named: true}, "来源|文章来源|内容来源|出处|文章出处|來源|文章來源|出處|出典|引用元|출처"},
		{repostLabel{part: partSource, via: true}, "via"},
		{repostLabel{part: partSource}, "source|source url|quelle|fuente|来源链接|链接|公众号|微信公众号|来自"},
		{repostLabel{part: partFrom, linked: true}, "转载至|本文转载至|转载|轉載|転載"},
		{repostLabel{part: partLicense}, "许可|许可协议|授权协议|版权协议|协议|原文许可|授權條款|授權|ライセンス|라이선스|license|licence|lizenz|licencia"},
		{repostLabel{part: partTitle}, "标题|文章标题|標題|title"},
		{repostLabel{part: partOther}, "项目|project|译文出自|本文永久链接|译文链接|译文地址|本文链接|永久链接|本文作者|版权声明|版權聲明|著作权归|发布日期|发表日期|原文日期|原文时间|日期|时间|date|published|updated|tags|标签"},
	} {
		for w := range strings.SplitSeq(g.words, "|") {
			m[strings.TrimSpace(w)] = g.label
		}
	}
	return m
})

// repostLabel matches the labels where they may stand: at the start of a line
// or after a sign, with a colon or an equals sign behind them, or a stroke as
// newspapers have it: "文｜林间".
var repostLabelAt = sync.OnceValue(func() *regexp.Regexp {
	var words []string
	for w := range repostLabels() {
		words = append(words, strings.ReplaceAll(regexp.QuoteMeta(w), " ", `\s+`))
	}
	slices.SortFunc(words, func(a, b string) int {
		if len(a) != len(b) {
			return len(b) - len(a) // the longest first: Go takes the first that matches
		}
		return strings.Compare(a, b)
	})
	return regexp.MustCompile(`(?i)(?:^|[\s|｜，,；;、/（(【\[。·•])(` + strings.Join(words, "|") + `)\s*(?:[:：=＝|｜丨/／]|[】\]])\s*`)
})

// labelEnds are the last words of the labels, folded.
var labelEnds = sync.OnceValue(func() map[string]bool {
	ends := make(map[string]bool)
	for w := range repostLabels() {
		words := strings.Fields(w)
		ends[pattern.FoldString(words[len(words)-1])] = true
	}
	return ends
})

// mayHaveLabel reports whether repostLabelAt can match s: whether a word in
// front of a colon, equals sign, stroke or closing bracket is the last one of a label.
func mayHaveLabel(s string) bool {
	const longest = 64
	from, to, open := 0, 0, false // the last word
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		at, end := i, i+n
		i = end
		switch r {
		case '\t', '\n', '\f', '\r', ' ':
			open = false
			continue
		case '|', '｜', '丨', '/', '／':
			if to-from <= longest && labelEnds()[pattern.FoldString(s[from:to])] {
				return true
			}
			from, to, open = end, end, false
			continue
		case '，', ',', '；', ';', '、', '（', '(', '【', '[', '。', '·', '•':
			from, to, open = end, end, false
			continue
		case ':', '：', '=', '＝', ']', '】':
			if to-from <= longest && labelEnds()[pattern.FoldString(s[from:to])] {
				return true
			}
		}
		if !open {
			from, open = at, true
		}
		to = end
	}
	return false
}

// findLabel returns where the first label of s and its colon stand, nil if it
// has none.
func findLabel(s string) []int {
	if !mayHaveLabel(s) {
		return nil
	}
	return repostLabelAt().FindStringIndex(s)
}

// repostTrap is a clause about who may repost this post, and so never about
// where this post is from.
var repostTrap = pattern.Compile(`(?i)转载请|轉載請|请注明|請註明|請注明|须注明|須註明|需注明|注明出处|註明出處|注明来源|请保留|請保留|请附上|請附上|请联系|請聯繫|请标明|请标注|请告知|` +
	`未经|未經|禁止转载|禁止轉載|不得转载|不得轉載|谢绝转载|謝絕轉載|严禁转载|拒绝转载|如需转载|如需轉載|欢迎转载|歡迎轉載|可转载|转载时|转载须|转载需|转载授权|允许转载|随意转载|自由转载|版权归|版權歸|著作权归|版权所有|版權所有|` +
	`無断転載|転載禁止|転載可|転載不可|転載する(?:場合|際)|転載の際|무단\s*전재|무단\s*복제|전재\s*금지|` +
	`please (?:credit|cite|attribute|link)|do not (?:repost|copy|reproduce)|all rights reserved|without permission|when (?:reposting|reproducing)|if you (?:repost|copy|share)|no reposts?`)

// repostSelf is the blogger's own site named as the place of publication.
var repostSelf = pattern.Compile(`(?i)^(?:本站|本博客|本博|本网站|本網站|本部落格|我的博客|个人博客|個人部落格|本人博客|我的个人博客|我的網站|我的网站|个人网站|自己的博客|当前博客|(?:我|本人|笔者|筆者|自己)的?(?:个人|個人)?(?:微信)?(?:公众号|公眾號|公号|专栏|專欄|知乎|简书|掘金|CSDN|微博|语雀|Medium|newsletter)|本サイト|当ブログ|내 블로그|my (?:\w+ ){0,2}(?:blog|site|website|newsletter|medium|substack|page|column)|this (?:blog|site)|our (?:blog|site))`)

// repostOurs is how a blogger speaks of an account of their own.
var repostOurs = pattern.Compile(`欢迎关注|歡迎關注|关注我|關注我|扫码关注|敬请关注|follow me`)

// repostCard is a line of the card of a book, film or song, whose author and
// translator are its own.
var repostCard = pattern.Compile(`(?:^|[\s>|*·-])(?:书名|書名|出版社|出版年|出版时间|ISBN|页数|頁數|定价|豆瓣评分|豆瓣|导演|主演|片名|片长|曲名|专辑|歌手|作词|作曲)\s*[:：|｜]`)

// repostNobody is what is written where there is nothing to write.
var repostNobody = pattern.Compile(`(?i)^(?:佚名|匿名|未知|不详|不詳|无|無|略|网络|網路|网上|互联网|網際網路|网络转载|原创|原創|本站|本站原创|作者|译者|譯者|校对|校對|编辑|本人|自己|我|ネット|不明|인터넷|unknown|anonymous|n/?a|x{2,}|none|internet|web|me|original|true|false|null|tbd|-+|(?:作者|译者|校对者?|proofreader|translator) ?id|.*(?:机器|AI|GPT|谷歌|DeepL|有道|百度)翻译|机器|机翻|ChatGPT|DeepL|Google|本文已.*|.{0,6}授权)$`)

// repostLinkText is the text of a link that says nothing of where it leads.
var repostLinkText = pattern.Compile(`(?i)^(?:(?:原文)?已(?:被|经)?(?:删除?|刪除?|失效|屏蔽|404)|点击这里|点这里|点我|這裡|这里|这儿|链接|鏈接|連結|原文|原文链接|原文地址|英文原文|原链接|原帖|(?:原文|原帖|原)(?:链接|地址|出处|网址|连接|來源|来源)|点击(?:这里|此处|查看|阅读|原文)|(?:请)?点击此处|此处|此|这|此链接|在此|在这里|传送门|查看原文|阅读原文|地址|网址|来源|出处|(?:(?:design|google) )?(?:document|doc|gist|thread|comment|answer|draft|pdf|issue|pull request)|リンク|こちら|元記事|原文リンク|링크|여기|원문|link|links?|here|click here|this link|this (?:post|article)|(?:the )?original(?: (?:post|article|link|source))?|source|url|read (?:more|the original)|ici|hier|aquí)$`)

// repostNoun is what a post calls itself.
const repostNoun = `(?:article|blog|blogpost|post|story|essay|piece|text|tutorial|entry|interview|content|page|guide|answer|chapter|newsletter|talk|column|report|series|review)s?`

// repostLead is what a note opens with.
const repostLead = `(?:[^，。：:\s]{0,6}(?:注|按|说明|說明|声明|聲明|提示|注意|公告|来源|來源|出处|出處)[：:]\s*)?`

// noteLead is the same in English.
const noteLead = `(?:(?:(?:the )?(?:editor|author|translator)(?:'?s|’s|s'|s’)? )?note: )?`

// repostProse are sentences that say where a post is from. The group "from" is
// where this post is taken from, "of" the original of a translation, "title" what
// it was called there, "by" its author, "at" where it appeared, "first" where this version did, "tr" who
// translated it, "via" where
// it is from, if in quotes or a link.
var repostProse = pattern.CompileAll(
	`^`+repostLead+`(?:本|此|这|這)(?:文|篇|文章|篇文章|篇博文)(?P<flag>(?:为|系|是|属于|屬於|為)(?:我|本人|笔者|从网[上络])?(?:转载|轉載|搬运))(?:的|来的|过来的|而来)?(?:的?(?:文章|文|内容|贴|帖))?$`,
	`^`+repostLead+`(?:本|此|这|這)(?:文|篇文章)(?P<flag>(?:为|系|是|為)[^，。：:]{2,80}?的(?:中文|汉语|简体中文)?(?:翻译|翻譯|译文|譯文|译本|译稿))$`,
	`^`+repostLead+`(?:本文的?|文章的?)?(?:英文)?原文(?:链接|連結|鏈接|地址|网址|全文)?\s*(?:可以|可|请|請)?\s*(?:点击|點擊|参见|參見|参考|參考|参阅|參閱|查看|戳|点|點|见|見|看|在|链接(?:为|是)|地址(?:为|是)|位于)\s*[：:]?\s*(?P<link>.+)$`,
	`^`+repostLead+`(?:原文)(?:最早|最初|首先)?(?:发表|發表|刊登|刊载|刊載|发布|發布|载|載|首发|首發|出自)(?:于|於|在)\s*[：:]?\s*(?P<at>.+)$`,
	`^(?:原文)?作者(?:是|为|為)?\s*(?P<who>[^，。：:]{2,40})$`,
	`^(?:本文|此文|这篇文章|這篇文章|译文)由\s*(?P<trname>[^，。]{2,40}?)\s*(?:联合|共同|合作|负责|策划|组织)?(?:翻译|翻譯|编译|編譯)(?:整理)?$`,
	`(?i)^(?:(?:posted|written|story|text|words) )?by:? (?P<who>.{2,80})$`,
	`^`+repostLead+`(?:本|这|這|此|该|該|以下|下面的?|上|上面的?|以上)?(?:篇|系列|专题|專題)?(?:文|文章|文字|内容|內容|博文|帖子|教程)?(?:章)?(?:的?(?:主要|大部分|全部)?(?:内容|內容|原文))?都?(?:由[^，。]{1,20})?(?:系|是|为|乃|均|皆|全文|部分|主要|原文|授权|經授權|经授权)*(?:(?:(?:转载|轉載|转|轉|搬运|搬運|转帖|转贴)自(?:于)?|(?:转载|轉載)(?:于|於))\s*[：:]?\s*(?P<from>.+)|(?:翻译|翻譯|编译|編譯|译|譯)(?:自|来自|來自)\s*[：:]?\s*(?P<of>.+))$`,
	`^`+repostLead+`(?:本文|此文|本篇|[这這]篇文章|下文|以下[内內]容)[^，。：:]{0,4}?(?:转摘|轉摘|摘录|摘錄|摘抄|摘|节选|節選|摘编|改编|改編)自\s*[：:]?\s*(?P<from>.+)$`,
	`^`+repostLead+`(?:本|这|這|此)?(?:篇)?(?:文|文章|博文|回答|专栏)?(?:最早|最初|最先|原文)?(?:首发|首發|首次发布|首次發布|首次发表|最早发布)(?:于|於|在)\s*[：:]?\s*(?P<first>.+)$`,
	`^`+repostLead+`(?:本|这|這|此)?(?:篇)?(?:文|文章|博文|回答|专栏)?(?:最早|最初|最先|原文)?(?:原载|原載|原刊|最初发表|最初发布|最早发表)(?:于|於|在)\s*[：:]?\s*(?P<at>.+)$`,
	`^`+repostLead+`(?:本文|此文|文章)?(?:经|經|已经|已获|已獲|获得?|獲得?)(?P<at>[^，。]{2,60}?)(?:的?许可|的?许诺|的?同意)?授权(?:我们|本站|本号)?(?:转载|发布|轉載)`,
	`^(?:原文|原文链接|原文地址|原文連結|英文原文)\s+(?P<of>https?://\S+)`,
	`^(?:(?P<ours>(?:本文|此文|文章|原文)(?:地址|链接)?)?(?:来自于?|來自於?|来源于|來源於|来源|选自|選自|出自|引自)|译文来自|譯文來自)\s*[：:]?\s*(?P<via>.+)$`,
	`^(?:译者|譯者|訳者)\s+(?P<tr>.+)$`,
	`^(?:本文|此文|这篇文章|這篇文章)由\s*(?P<tr>.{1,80}?)\s*(?:联合|共同|合作|负责|策划|组织)?(?:翻译|翻譯)$`,
	`^(?:本文|这篇文章|此文|原文|文章)?的?(?:原作者|原文作者|原著者)(?:是|为|為|：|:|\s)\s*(?P<by>.+)$`,
	`^(?:本文|這篇文章|此文|原文|文章)(?:由|為)\s*(?P<by>[^，。]{1,40}?)\s*(?:原创|原創|所作|撰写|撰寫|所著)[，,].*(?:转载|轉載)`,
	`^(?:版权声明[：:]\s*)?本文为\s*\S{0,12}博主\s*[「“"](?P<by>[^」”"]{1,40})[」”"]\s*的原创文章`,
	`(?i)^`+noteLead+`(?:this|the following|the) (?:\w+ ){0,2}?(?:article|post|story|essay|piece|text|tutorial|entry|interview|content|page|guide|blog post|answer|was|is) ?(?:was|is|has been|had been)? ?(?:also )?(?:originally|first|initially) (?:written|authored|created) by (?P<by>.+?)(?:,? (?:and|at|on|for|in) (?P<at>.+))?$`,
	`(?i)^(?:originally|first) (?:written|authored|created) by (?P<by>.+?)$`,
	`(?i)^`+noteLead+`(?:(?:this|the following|the) (?:\w+ )?`+repostNoun+` (?:was |is |has been )|(?:this|it) (?:was |is ))?(?:originally|first|initially) (?:published|posted|written|released)(?: here)? as (?P<title>.+?)(?: (?:at|on|in|by) (?P<at>.+))?$`,
	`(?i)^`+noteLead+`(?:(?:(?:this|the following|the|a version of this|an earlier version of this|the original version of this) (?:\w+ )?`+repostNoun+`|this|it) (?:by (?P<by>.{2,60}?) )?(?:was |is |has been |had been )?)?(?:(?:written|produced|authored) by (?P<by2>.{2,60}?) and )?(?:also )?(?:originally|first|initially|previously) (?:published|posted|appeared|ran|featured)(?: here)?(?: (?:by|at|on|in|to|over at))?:? (?P<at>.+?)(?: by (?P<by3>(?-i:\p{Lu}[\pL.'’-]+(?: \p{Lu}[\pL.'’-]+){1,3})))?$`,
	`(?i)^(?:(?:this|(?:this|the following|the) (?:\w+ )?`+repostNoun+`) (?:was|is|has been) )?(?:re-?posted|re-?printed|re-?published|cross-?posted|syndicated|adapted|excerpted|an? (?:[\w-]+ ){0,2}(?:cross-?|re-?)post)(?: here)?(?: with (?:the )?permission)? (?:from|of):? (?P<from>.+?)(?: by (?P<by>(?:the )?(?-i:[A-Z]).{1,60}?))?$`,
	`(?i)^(?:(?:this|below|the following|what follows|(?:this|the following) (?:\w+ )?`+repostNoun+`) (?:was|is|has been) )?(?:a |the )?(?:\w+ )?(?:translated|translation) (?:from|of) (?P<of>(?:the )?.+?)(?: by (?P<by>(?:the )?(?-i:[A-Z]).{1,60}?))?$`,
	`(?i)^(?:this is |the following is )?(?:a )?guest (?:post|article|blog post|column) (?:written )?by (?P<by>.+?)(?:,? (?:and |which was |that was )?(?:originally|first|previously) (?:published|posted)(?: (?:at|on|in))? (?P<at>.+?))?(?:,? and (?:re-?posted|re-?published|re-?printed)\b.*)?$`,
	`(?i)^(?:our|today\S{2}|this\sweek\S{2})\sguest (?:post|article|blog|author)\s(?:today\s)?(?:comes\sfrom|is\sfrom|is\s(?:written\s)?by|was\swritten\sby|is)\s(?P<by>.+)$`,
	`(?i)^(?:this (?:\w+ )?`+repostNoun+` (?:was|is|has been) )?translated by (?P<trname>.{2,60}?) from (?P<of>.+?)(?: by (?P<by>(?:the )?(?-i:[A-Z]).{1,60}?))?$`,
	`(?i)^`+noteLead+`(?:I|we) (?:originally|first|initially) (?:published|posted|wrote) this(?: \w+)?(?: (?:at|on|in|for|over at))?:? (?P<at>.+)$`,
	`(?i)^(?:.{0,120}?(?:,|;| (?:was|is|has been)) )?(?P<flag>(?:re-?posted|re-?published|re-?printed)(?: here)? with (?:the |kind )*permission)(?: (?:of|from|by) .{0,60})?$`,
	`(?i)^the original version of this (?:\w+ )?`+repostNoun+` (?:was|is) (?:published|posted) (?:at|on|in|by) (?P<at>.+)$`,
	`(?i)^original (?:article|post|story|text) by (?P<by>.{2,60}?)(?::\s*(?P<of>.+))?$`,
	`(?i)^cet article est une traduction d[e'’] ?(?P<of>.+?)(?: (?:par|de) (?P<by>(?:the )?(?-i:[A-Z]).{1,60}?))?$`,
	`(?i)^(?:dies|dieser (?:artikel|text|beitrag)) ist eine übersetzung (?:von|des artikels) (?P<of>.+?)(?: von (?P<by>(?:the )?(?-i:[A-Z]).{1,60}?))?$`,
	`(?i)^(?:este artículo|esta) es una traducción (?:de|del artículo) (?P<of>.+?)(?: (?:de|por) (?P<by>(?:the )?(?-i:[A-Z]).{1,60}?))?$`,
	`(?i)^(?:traducido de|tradotto da|übersetzt aus|traduit de l[’'][\pL]+(?: par (?P<trname>.{2,60}?) ?:)?) (?P<link>.+)$`,
	`(?i)^dieser (?:artikel|beitrag|text) erschien (?:zuerst|ursprünglich) (?:bei|auf|in|im) (?P<at>.+)$`,
	`^(?:この|本)(?:記事|文章|文書|エントリ|ページ)は、?\s*(?P<from>.+)\s*(?:から|より|を|の).{0,16}?(?:転載|翻訳|和訳|抄訳)(?:です|した|したもの|し)`,
	`^(?P<whole>.+?)\s*(?:[\[（(][^\[\]（）()]{0,20}[\]）)]\s*)?(?:の|を)\s*(?:日本語)?(?:翻訳|和訳|抄訳|全訳|邦訳)(?:記事|版)?(?:です|になります|したもの|しました)`,
	`^원문은\s*(?P<link>.+?)(?:에서|에)(?:\s*(?:볼|보실|확인|읽|있).*)?$`,
	`^(?:この|本)(?:記事|文章|エントリ|ページ)は、?\s*(?P<at>.+?)(?:に|で|にて)\s*(?:もともと|元々|最初に|初めに)\s*(?:投稿|公開|掲載|発表)(?:され)?た`,
	`^(?:이|본) (?:글|기사|포스트)(?:은|는)\s*(?P<from>.+?)(?:(?:에서|에|를|을)\s*(?:옮긴|옮겨|전재|번역|퍼온|가져온)|의\s*(?:한글|한국어|우리말)?\s*번역(?:본|글|문)?(?:입니다|이다|임))`,
	`^(?P<link>.+?)\s*(?:을|를|\s)\s*(?:번역|의역|편역|완역)한\s*(?:글|것|내용|포스트|문서)(?:입니다|이다|임|이며|으로)?`,
	`(?i)^(?:cet article (?:a été|est) )?(?:publié initialement|initialement publié|paru initialement|initialement paru)(?: (?:sur|dans|par))? (?P<at>.+)$`,
	`(?i)^(?:dieser (?:artikel|beitrag|text) (?:ist|wurde) )?(?:ursprünglich|zuerst) (?:erschienen |veröffentlicht )?(?:bei|auf|in|im) (?P<at>.+?)(?: erschienen| veröffentlicht)?$`,
	`(?i)^(?:der|dieser|das) (?:ursprüngliche|originale) (?:artikel|beitrag|text|post) (?:stammt von|findet sich (?:bei|auf|in)|ist (?:zu finden )?(?:bei|auf|unter)|erschien (?:zuerst )?(?:bei|auf|in|im)) (?P<link>.+)$`,
	`(?i)^(?:(?:este|el) artículo )?(?:fue |se )?(?:publicado|publicó) originalmente (?:en|por) (?P<at>.+)$`,
)

// repostTitle marks the title of a repost or translation.
var repostTitle = pattern.Compile(`(?i)^\s*(?:[\[【（(［〔「]\s*(?:转载|轉載|転載|转|轉|转贴|轉貼|转帖|轉帖|转发|搬运|搬運|译|譯|翻译|翻譯|译文|譯文|翻訳|和訳|번역|펌|전재|ZT|repost|reposted|reprint|translation|translated)\s*[\]】）)］〕」]` +
	`|(?:(?:经典|好文|精品|网络|網路|优秀)?(?:转载|轉載|転載)|转贴|转帖|轉帖|译文|譯文|译|譯|repost|reprint)\s*[:：|｜丨\-–—]+\s*\S|(?:翻译|翻譯)\s*[|｜丨]\s*\S)` +
	`|\S\s*[-–—|｜）)】\]]\s*(?:转载|轉載|転載)\s*$|[\[【（(［〔]\s*(?:转载|轉載|転載|转|轉|译|譯|翻译|翻譯|译文|譯文|翻訳|和訳|번역|펌|전재|repost|reprint)\s*[\]】）)］〕]\s*$`)

// titleAuthor is who wrote the original, in the title of a repost.
var titleAuthor = pattern.Compile(`[（(【\[]\s*(?:原)?作者\s*[:：]\s*([^（）()【】\[\]]{2,40}?)\s*[）)】\]]`)

// repostTag is a tag or category of reposts.
var repostTag = pattern.Compile(`(?i)^(?:(?:博文|博客|文章|好文|技术|優秀|优秀|经典|美文|学习|资料|新闻|精品|网络)?(?:转载|轉載|転載)(?:文章|博文|好文|分享|收藏|精选|整理|文)?|转贴|转帖|轉貼|搬运|reposts?|reposted|reprints?|reprinted|译|譯|译文|譯文|翻译文章|전재|펌)$`)

// repostType is a value of "type" and its kin that says a post is one.
var repostType = regexp.MustCompile(`(?i)^(?:reprint|reprinted|repost|reposted|reproduced|translation|translate|translated|crosspost|cross-post|转载|轉載|転載|翻译|翻譯|译文|非原创|搬运)$`)
