package markdown

import (
	"html"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
)

// A sourceLine is a line of text with its links. Markup is gone from text.
type sourceLine struct {
	text   string
	links  []sourceLink
	offset int // in the source; not used for a line of the front matter
	// raw is its Markdown and more the lines of the paragraph behind it; nil if
	// none is, or none is known.
	raw  string
	more []string
}

type sourceLink struct {
	from, to int // the text of the link in the line
	url      string
}

// lineLink matches [text](url), <a href="url">text</a>, <url> and a bare URL.
var lineLink = pattern.Compile(`!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?(?:\s+["'(][^"')]*["')])?\s*\)` +
	`|(?i:<a\s[^>]*?href\s*=\s*["']?([^"'\s>]+)["']?[^>]*>(.*?)</a>)` +
	`|<((?i:https?)://[^\s<>]+)>` +
	"|((?i:https?)://[^\\s<>\"'`（）()，。；、】」》\\[\\]]+(?:\\([^\\s()]*\\)[^\\s<>\"'`（）()，。；、】」》\\[\\]]*)*)")

var (
	lineTag    = pattern.Compile(`<[^<>]*>`)
	lineBullet = regexp.MustCompile(`^(?:[>\s]|[-*+•·]\s|\d+[.)、]\s|#+\s)+`)
)

// particle is what Korean writes behind an address without a space.
var particle = pattern.Compile(`[\w/&=-](?:을|를|에서|에|의|은|는|이|가|로|으로)(?:도|는)?$`)

// lineMarks are what sets text off.
var lineMarks = strings.NewReplacer("**", "", "__", "", "~~", "", "`", "", "*", "", `\`, "")

// underscores are those of emphasis, not those in a word.
var underscores = regexp.MustCompile(`(^|[\s(（])_+|_+($|[\s.,;:!?)），。：])`)

// maxLine bounds what is looked at of one line.
const maxLine = 2000

// readLine reads a line of Markdown or HTML.
func readLine(raw string, offset int) sourceLine {
	if len(raw) > maxLine {
		raw = strings.ToValidUTF8(raw[:maxLine], "")
	}
	l := sourceLine{offset: offset}
	var b strings.Builder
	plain := func(s string) {
		s = html.UnescapeString(lineTag.ReplaceAllString(s, ""))
		if strings.Contains(s, "\u00a0") {
			s = strings.ReplaceAll(s, "\u00a0", " ")
		}
		if strings.Contains(s, "_") {
			s = underscores.ReplaceAllString(s, "$1$2")
		}
		if strings.ContainsAny(s, "*_~`\\") {
			s = lineMarks.Replace(s)
		}
		b.WriteString(s)
	}
	if r, _ := utf8.DecodeRuneInString(raw); !unicode.IsLetter(r) { // as in most lines, that no bullet begins
		raw = lineBullet.ReplaceAllString(raw, "")
	}
	for {
		m := lineLink.FindStringSubmatchIndex(raw)
		if m == nil {
			plain(raw)
			break
		}
		group := func(i int) string {
			if m[2*i] < 0 {
				return ""
			}
			return raw[m[2*i]:m[2*i+1]]
		}
		plain(raw[:m[0]])
		if raw[m[0]] == '!' { // an image
			raw = raw[m[1]:]
			continue
		}
		text, ref := group(1), group(2)
		switch {
		case group(3) != "":
			text, ref = group(4), html.UnescapeString(group(3))
		case group(5) != "":
			text, ref = group(5), group(5)
		case group(6) != "":
			ref = strings.TrimRight(group(6), ".,;:!?*_~")
			if cut := particle.FindStringIndex(ref); cut != nil {
				ref = ref[:cut[0]+1]
			}
			m[1] = m[0] + len(ref)
			text = ref
		}
		from := b.Len()
		if m[6] < 0 && (group(5) != "" || group(6) != "") {
			b.WriteString(text) // as it stands: a * in an address is one
		} else {
			plain(text)
		}
		l.links = append(l.links, sourceLink{from, b.Len(), ref})
		raw = raw[m[1]:]
	}
	l.text = b.String()
	return l
}

// slice returns the part of l between two offsets of its text, trimmed.
func (l sourceLine) slice(from, to int) sourceLine {
	for from < to {
		r, size := utf8.DecodeRuneInString(l.text[from:to])
		if !unicode.IsSpace(r) && !strings.ContainsRune("：:", r) {
			break
		}
		from += size
	}
	for from < to {
		r, size := utf8.DecodeLastRuneInString(l.text[from:to])
		if !unicode.IsSpace(r) && !strings.ContainsRune("，,；;。|｜、/（(【[.", r) {
			break
		}
		to -= size
	}
	s := sourceLine{text: l.text[from:to], offset: l.offset}
	for _, k := range l.links {
		if k.from < max(to, from+1) && (k.from >= from || k.to > from) {
			s.links = append(s.links, sourceLink{max(k.from-from, 0), min(k.to, to) - from, k.url})
		}
	}
	return s
}

// clauses splits l at the signs that end a clause, but not inside a link, and
// drops those about reposting this post.
func (l sourceLine) clauses() []sourceLine {
	var all []sourceLine
	from := 0
	cut := func(to int) {
		for from < to && strings.IndexByte("([_-", l.text[from]) >= 0 {
			from++
		}
		for _, mark := range []string{"（", "【", "——"} {
			if strings.HasPrefix(l.text[from:to], mark) {
				from += len(mark)
			}
		}
		if c := l.slice(from, to); c.text != "" && !repostTrap.MatchString(c.text) {
			all = append(all, c)
		}
	}
	for i, r := range l.text {
		if !strings.ContainsRune("，。；！!;", r) && !(r == ',' || r == '.') || l.inLink(i) {
			continue
		}
		if r == ',' && !betweenHan(l.text, i) || r == '.' && i+1 < len(l.text) && l.text[i+1] != ' ' {
			continue // 3.5, example.org, "A, B"
		}
		if r == '.' && i > 0 && 'A' <= l.text[i-1] && l.text[i-1] <= 'Z' && (i == 1 || l.text[i-2] == ' ' || l.text[i-2] >= utf8.RuneSelf) {
			continue // an initial
		}
		cut(i)
		from = i + utf8.RuneLen(r)
	}
	cut(len(l.text))
	return all
}

// betweenHan reports whether the sign at offset i of s, which has one byte, has
// Chinese on both sides.
func betweenHan(s string, i int) bool {
	before, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s[:i], " "))
	after, _ := utf8.DecodeRuneInString(strings.TrimLeft(s[i+1:], " "))
	isHan := func(r rune, marks string) bool { return unicode.Is(unicode.Han, r) || strings.ContainsRune(marks, r) }
	return isHan(before, "」』”》）】") && isHan(after, "「『“《（【")
}

func (l sourceLine) inLink(i int) bool {
	for _, k := range l.links {
		if k.from <= i && i < k.to {
			return true
		}
	}
	return false
}

// isLink reports whether nearly all of l is one link, whose text begins at i.
func (l sourceLine) isLink(i int) bool {
	return len(l.links) == 1 && l.links[0].from == i && strings.TrimSpace(l.text[:i]) == "" && strings.TrimSpace(l.text[l.links[0].to:]) == ""
}

// web returns the first link to a page of the web.
func (l sourceLine) web() (sourceLink, bool) {
	for _, k := range l.links {
		if isWebURL(k.url) {
			return k, true
		}
	}
	return sourceLink{}, false
}

// runes returns how long the text of l is, but for the addresses in it.
func (l sourceLine) runes() int {
	n := utf8.RuneCountInString(l.text)
	for _, k := range l.links {
		if s := l.text[k.from:k.to]; isWebURL(s) {
			n -= utf8.RuneCountInString(s)
		}
	}
	return n
}

// byline returns who wrote the page that l links to: "[A](…) by [B](…)", or
// "[夜航](…) —— 林间".
func (l sourceLine) byline() (sourceLine, bool) {
	k, ok := l.web()
	if !ok {
		return sourceLine{}, false
	}
	if m := bylineMark.FindStringIndex(l.text[k.to:]); m != nil {
		by := l.slice(k.to+m[1], len(l.text))
		return by, isPersonal(by)
	}
	if _, name, ok := strings.Cut(l.text[k.to:], "—"); ok && strings.HasPrefix(strings.TrimSpace(l.text[k.to:]), "—") {
		name = strings.TrimSpace(strings.TrimLeft(name, "—"))
		by := l.slice(len(l.text)-len(name), len(l.text))
		return by, script.Lang(name) != "" && isPersonal(by) && !namesPlace.MatchString(name)
	}
	return sourceLine{}, false
}

// namesPlace ends the name of a paper or site.
var namesPlace = pattern.Compile(`[网網报報社刊台志誌]$|博客$|周刊$|新闻$|新聞$|维基|百科`)

var bylineMark = regexp.MustCompile(`(?i)^[\s,)）]*\bby\s+`)

// label returns the text of a link, "" if it only repeats the address or says
// no more than "here", a date, or what a template writes there.
func (l sourceLine) label(k sourceLink) string {
	s := trimName(l.text[k.from:k.to])
	if isWebURL(s) || isDate(s) || strings.Contains(s, "{{") || repostLinkText.MatchString(s) || !strings.ContainsFunc(s, unicode.IsLetter) ||
		strings.HasPrefix(s, "我") || ownedPlace.MatchString(s) || describes.MatchString(s) || strings.Contains(k.url, s) && strings.ContainsAny(s, "./") {
		return ""
	}
	return s
}

// host returns the text of a link if that is the name of the host it leads to:
// "[a.example](https://a.example/x)".
func (l sourceLine) host(k sourceLink) string {
	s := trimName(l.text[k.from:k.to])
	u, err := url.Parse(k.url)
	if err != nil || !strings.Contains(s, ".") || siteHost(u) != strings.TrimPrefix(strings.ToLower(s), "www.") {
		return ""
	}
	return s
}

// ownedPlace is the text of a link to the place of somebody named before.
var ownedPlace = regexp.MustCompile(`(?i)^(?:on |at |in )?(?:my|his|her|their|its) `)

// describes is in a link that says what it leads to: "a reply to a letter".
var describes = regexp.MustCompile(`^(?:(?:an?|one of|part of|this|these) [a-z]|(?i:(?:originally|first|previously) (?:posted|published))\b)`)

// people reads names, each perhaps a link, set apart by commas, up to the end
// of the sentence. What is in brackets or says who they are is left out.
func (l sourceLine) people(role string) []post.Author {
	if l.links == nil && len(l.text) <= 60 && !strings.ContainsAny(l.text, "、,，;；/／|｜&＆()（）[]【】〔〕和与與及。:：@ \t\u3000") {
		name := trimName(l.text) // most are one word
		if name == "" || repostNobody.MatchString(name) || utf8.RuneCountInString(name) > 6 && sentenceWords.MatchString(name) {
			return nil
		}
		return []post.Author{{Name: name, Role: role}}
	}
	if i := strings.Index(l.text, "。"); i > 0 {
		l = l.slice(0, i)
	}
	for _, re := range []*regexp.Regexp{otherLabel, ownWorks} {
		if loc := re.FindStringIndex(l.text); loc != nil {
			l = l.slice(0, loc[0])
		}
	}
	if loc := whoTheyAre.FindStringIndex(l.text); loc != nil && loc[0] > 0 && !slices.ContainsFunc(l.links, func(k sourceLink) bool { return k.from > loc[0] }) {
		l = l.slice(0, loc[0])
	}
	l = l.withoutBrackets()
	if m := bylineMark.FindString(l.text); m != "" { // "By Ana Ruiz of Morning Paper"
		l = l.slice(len(m), len(l.text))
		if loc := afterBy.FindStringIndex(l.text); loc != nil {
			l = l.slice(0, loc[0])
		}
	}
	if loc := atDate.FindStringIndex(l.text); loc != nil {
		l = l.slice(0, loc[0])
	}
	var all []post.Author
	add := func(name, ref string) {
		name = trimName(name)
		if i := strings.IndexAny(name, "(（"); i > 0 {
			name = strings.TrimSpace(name[:i])
		}
		name = strings.TrimPrefix(nationality.ReplaceAllString(name, ""), "@")
		if isWebURL(name) || ref != "" && repostLinkText.MatchString(name) {
			name, ref = "", ""
		}
		if name == "" || noName.MatchString(name) || strings.Contains(name, "{{") || isDate(name) || strings.ContainsAny(name, "：:") || utf8.RuneCountInString(name) > 60 || repostNobody.MatchString(name) || len(all) >= 20 {
			return
		}
		if !isWebURL(ref) {
			ref = ""
		}
		all = append(all, post.Author{Name: name, URL: ref, Role: role})
	}
	plain := func(s string) {
		s = latinAnd.ReplaceAllString(s, "$1、$2")
		for _, name := range peopleAnd.Split(s, -1) {
			if utf8.RuneCountInString(name) > 6 && sentenceWords.MatchString(name) {
				continue // "译者：这里的……指的是……": a note
			}
			for _, name := range hanNames(name) {
				add(name, "")
			}
		}
	}
	at := 0
	for _, k := range l.links {
		before := strings.TrimSpace(l.text[at:k.from])
		if isWebURL(l.text[k.from:k.to]) {
			// "Name https://…" or "Name (https://…)"
			n := len(all)
			plain(strings.TrimRight(before, " (（:："))
			if len(all) > n && all[len(all)-1].URL == "" && isWebURL(k.url) {
				all[len(all)-1].URL = k.url
			}
		} else {
			plain(strings.Trim(before, "()（） "))
			add(l.text[k.from:k.to], k.url)
		}
		at = k.to
	}
	plain(strings.Trim(l.text[at:], "()（） "))
	return all
}

// atDate begins when somebody wrote: "Ana Ruiz @ June 21, 2024".
var atDate = regexp.MustCompile(`(?i)\s+@\s+\d|\s*@\s*(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d)`)

// noName is a word between names, or what somebody is called behind a link with the name.
var noName = regexp.MustCompile(`(?i)^(?:the|and|und|et|y|with|on|of|at|大神|大佬|老师|老師|先生|女士|前辈|前輩)$`)

// otherLabel begins what another label states, whichever it is.
var otherLabel = regexp.MustCompile(`[；;，,|｜\s]\s*\p{Han}{2,6}\s*[:：]`)

// ownWorks begins what else somebody wrote.
var ownWorks = regexp.MustCompile(`[；;，,]\s*(?:著有|代表作|其?著作)`)

// whoTheyAre begins what is said of somebody behind the name: "林间 - 夜航社编辑".
var whoTheyAre = regexp.MustCompile(`\s(?:-{1,2}|–|—+)\s`)

// nationality is where a writer is from: [法]林间, 【美】….
var nationality = regexp.MustCompile(`^[\[【〔]\s*\p{Han}{1,4}\s*[\]】〕]\s*`)

// withoutBrackets returns l without what is in round brackets, unless it holds
// a link or begins the line.
func (l sourceLine) withoutBrackets() sourceLine {
	for range 20 {
		loc := roundBrackets.FindStringIndex(l.text)
		for _, k := range l.links {
			if loc != nil && k.from < loc[1] && loc[0] < k.to {
				return l
			}
		}
		if loc == nil || loc[0] == 0 {
			return l
		}
		cut := sourceLine{text: l.text[:loc[0]] + l.text[loc[1]:], offset: l.offset}
		for _, k := range l.links {
			if k.from >= loc[1] {
				k.from, k.to = k.from-(loc[1]-loc[0]), k.to-(loc[1]-loc[0])
			}
			cut.links = append(cut.links, k)
		}
		l = cut
	}
	return l
}

var roundBrackets = regexp.MustCompile(`\s*(?:（[^（）]{0,60}）|\([^()]{0,60}\))`)

// sentenceWords are Chinese words of sentences and of what people do, rare in
// names.
var sentenceWords = regexp.MustCompile(`[我的了是]|文中|这里|来自|大学|学院|研究|教授|硕士|博士|工程师|就职|毕业|担任|从事|发表|感谢|授权|认为`)

// hanNames splits "林间 周小川", names of two to four characters, and drops
// what such names are called: "晨报记者 林间".
func hanNames(s string) []string {
	var names []string
	for _, w := range strings.Fields(s) {
		switch n := utf8.RuneCountInString(w); {
		case strings.HasSuffix(w, "记者") || strings.HasSuffix(w, "記者") || strings.HasSuffix(w, "实习生"):
		case n < 2 || n > 4 || strings.ContainsFunc(w, func(r rune) bool { return !unicode.Is(unicode.Han, r) }):
			return []string{s}
		default:
			names = append(names, w)
		}
	}
	return names
}

// latinAnd matches a Chinese "and" between names in Latin letters.
var latinAnd = regexp.MustCompile(`([\p{Latin}.])(?:和|与|與|及)(\p{Latin})`)

var peopleAnd = regexp.MustCompile(`\s*[、,，;；/／|&＆]\s*|\s+(?:and|und|et|y)\s+|\s*(?:和|与|與|及)\s+|\s{2,}`)

// nameMarks are the pairs of marks that stand around names and titles.
var nameMarks = map[rune]rune{'「': '」', '『': '』', '《': '》', '〈': '〉', '“': '”', '‘': '’', '"': '"', '\'': '\'', '[': ']', '【': '】'}

// trimName takes off what is around a name or title and not of it: marks too,
// if they enclose all of it or lack their other half.
func trimName(s string) string {
	for {
		s = strings.TrimFunc(s, func(r rune) bool {
			return unicode.IsSpace(r) || strings.ContainsRune("：:，,。.；;、|｜*_~", r) || script.IsEmojiPart(r)
		})
		first, n := utf8.DecodeRuneInString(s)
		last, m := utf8.DecodeLastRuneInString(s)
		end, opens := nameMarks[first]
		at := -1
		if opens {
			at = strings.IndexRune(s[n:], end)
		}
		switch {
		case opens && at < 0:
			s = s[n:]
		case opens && n+at+m == len(s):
			s = s[n : len(s)-m]
		case closesAlone(s[:len(s)-m], last), isCloser(first):
			if isCloser(first) {
				s = s[n:]
			} else {
				s = s[:len(s)-m]
			}
		default:
			return strings.Join(strings.Fields(s), " ")
		}
	}
}

// closesAlone reports whether r, behind s, is the second half of a pair of
// marks, or the first, without the other.
func closesAlone(s string, r rune) bool {
	for open, end := range nameMarks {
		if r == end && !strings.ContainsRune(s, open) || r == open && open != end {
			return true
		}
	}
	return false
}

func isCloser(r rune) bool {
	for open, end := range nameMarks {
		if r == end && open != end {
			return true
		}
	}
	return false
}

// isWebURL reports whether s is an absolute http or https address.
func isWebURL(s string) bool {
	if len(s) < 10 || len(s) > 2048 || strings.ContainsAny(s, " \t\n") {
		return false
	}
	u, err := url.Parse(s)
	return err == nil && (strings.EqualFold(u.Scheme, "http") || strings.EqualFold(u.Scheme, "https")) && u.Host != ""
}
