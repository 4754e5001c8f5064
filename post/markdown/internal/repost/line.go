package repost

import (
	"html"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/foreword-go/foreword/internal/lazyregexp"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
	"github.com/foreword-go/foreword/post/markdown/internal/person"
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
	lineBullet = lazyregexp.New(`^(?:[>\s]|[-*+•·]\s|\d+[.)、]\s|#+\s)+`)
)

// particle is what Korean writes behind an address without a space.
var particle = pattern.Compile(`[\w/&=-](?:을|를|에서|에|의|은|는|이|가|로|으로)(?:도|는)?$`)

// lineMarks are what sets text off.
var lineMarks = strings.NewReplacer("**", "", "__", "", "~~", "", "`", "", "*", "", `\`, "")

// underscores are those of emphasis, not those in a word.
var underscores = lazyregexp.New(`(^|[\s(（])_+|_+($|[\s.,;:!?)），。：])`)

// maxLine bounds what is looked at of one line.
const maxLine = 2000

// readLine reads a line of Markdown or HTML.
func readLine(raw string, offset int) sourceLine {
	if len(raw) > maxLine {
		raw = strings.ToValidUTF8(raw[:maxLine], "")
	}
	if r, _ := utf8.DecodeRuneInString(raw); !unicode.IsLetter(r) { // as in most lines, that no bullet begins
		raw = lineBullet.ReplaceAllString(raw, "")
	}
	r := lineReader{line: sourceLine{offset: offset}}
	for {
		m := lineLink.FindStringSubmatchIndex(raw)
		if m == nil {
			r.plain(raw)
			break
		}
		r.plain(raw[:m[0]])
		if raw[m[0]] == '!' { // an image
			raw = raw[m[1]:]
			continue
		}
		link := newLineMatch(raw, m)
		r.link(link)
		raw = link.rest
	}
	r.line.text = r.text.String()
	return r.line
}

// A lineReader collects the text and links of a line.
type lineReader struct {
	line sourceLine
	text strings.Builder
}

// plain adds s without its markup.
func (r *lineReader) plain(s string) {
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
	r.text.WriteString(s)
}

// link adds a link and its text.
func (r *lineReader) link(m lineMatch) {
	from := r.text.Len()
	if m.verbatim {
		r.text.WriteString(m.text) // as it stands: a * in an address is one
	} else {
		r.plain(m.text)
	}
	r.line.links = append(r.line.links, sourceLink{from, r.text.Len(), originalAddress(m.url)})
}

// A lineMatch is a link that [lineLink] found in a line.
type lineMatch struct {
	text, url string
	verbatim  bool   // text is the address itself
	rest      string // the line after the link
}

// newLineMatch reads a match of [lineLink] in raw, whose groups are at m.
func newLineMatch(raw string, m []int) lineMatch {
	group := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return raw[m[2*i]:m[2*i+1]]
	}
	const title, inline, href, label, angle, bare = 1, 2, 3, 4, 5, 6
	link := lineMatch{text: group(title), url: group(inline), rest: raw[m[1]:]}
	switch {
	case group(href) != "":
		link.text, link.url = group(label), html.UnescapeString(group(href))
	case group(angle) != "":
		link.text, link.url, link.verbatim = group(angle), group(angle), true
		if cut := cutAddress(link.url); cut != link.url {
			link.rest = link.url[len(cut):] + link.rest // "<https://a.example/x，晨报社>"
			link.text, link.url = cut, cut
		}
	case group(bare) != "":
		link.url = bareAddress(group(bare))
		link.text, link.verbatim = link.url, true
		link.rest = raw[m[0]+len(link.url):]
	}
	if link.url == "" && person.IsWebURL(link.text) {
		link.url = link.text // "[https://a.example/x]()"
	}
	return link
}

// bareAddress returns an address in text without the punctuation and the Korean particle
// after it.
func bareAddress(s string) string {
	s = strings.TrimRight(s, ".,;:!?*_~")
	if cut := particle.FindStringIndex(s); cut != nil {
		return s[:cut[0]+1]
	}
	return s
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
		for from < to && strings.IndexByte("([_- ", l.text[from]) >= 0 {
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
		if i < from || !strings.ContainsRune("，。；！!;,.", r) || l.inLink(i) {
			continue
		}
		if end := i + utf8.RuneLen(r); r == '.' && closingMarks(l.text[end:]) > 0 {
			cut(i) // "… was good.”_This post was …"
			from = end + closingMarks(l.text[end:])
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

// closingMarks returns the length of the marks at the start of s that end a quote or
// emphasis, with the spaces behind them.
func closingMarks(s string) int {
	rest := strings.TrimLeft(s, "”’»\"_)")
	if len(rest) == len(s) {
		return 0
	}
	return len(s) - len(strings.TrimLeft(rest, " "))
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
		if person.IsWebURL(k.url) {
			return k, true
		}
	}
	return sourceLink{}, false
}

// runes returns how long the text of l is, but for the addresses in it.
func (l sourceLine) runes() int {
	n := utf8.RuneCountInString(l.text)
	for _, k := range l.links {
		if s := l.text[k.from:k.to]; person.IsWebURL(s) {
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
	m := dashMark.FindStringIndex(l.text[k.to:])
	if m == nil {
		return sourceLine{}, false
	}
	by := l.slice(k.to+m[1], len(l.text))
	if loc := dateBehind.FindStringIndex(by.text); loc != nil {
		by = by.slice(0, loc[0])
	}
	if script.Lang(by.text) == "" || strings.HasPrefix(l.text[k.to+m[0]:k.to+m[1]], " -") {
		// In Latin letters, or behind a hyphen, many write the name of a site.
		people := by.people("")
		return by, len(people) > 0 && !slices.ContainsFunc(people, func(a post.Author) bool { return person.KindOf(a.Name) != person.Person })
	}
	return by, isPersonal(by) && !namesPlace.MatchString(by.text)
}

var (
	// dashMark is a dash between a link and who wrote what it leads to.
	dashMark = lazyregexp.New(`^(?:\s*[—–]+\s*| -{1,2} )`)
	// dateBehind is when they wrote it.
	dateBehind = lazyregexp.New(`[，,]?\s*\(?\d{4}(?:[-/.年]\d{1,2}.*)?$`)
)

// namesPlace ends the name of a paper or site.
var namesPlace = pattern.Compile(`[网網报報社刊台志誌]$|博客$|周刊$|新闻$|新聞$|维基|百科`)

var bylineMark = lazyregexp.New(`(?i)^[\s,)）]*\bby\s+`)

// label returns the text of a link, "" if it only repeats the address or says
// no more than "here", a date, or what a template writes there.
func (l sourceLine) label(k sourceLink) string {
	s := person.Trim(l.text[k.from:k.to])
	if person.IsWebURL(s) || person.IsDate(s) || strings.Contains(s, "{{") || repostLinkText.MatchString(s) || !strings.ContainsFunc(s, unicode.IsLetter) ||
		strings.HasPrefix(s, "我") || ownedPlace.MatchString(s) || describes.MatchString(s) || strings.Contains(k.url, s) && strings.ContainsAny(s, "./") {
		return ""
	}
	return s
}

// host returns the text of a link if that is the name of the host it leads to:
// "[a.example](https://a.example/x)".
func (l sourceLine) host(k sourceLink) string {
	s := person.Trim(l.text[k.from:k.to])
	u, err := url.Parse(k.url)
	if err != nil || !strings.Contains(s, ".") || siteHost(u) != strings.TrimPrefix(strings.ToLower(s), "www.") {
		return ""
	}
	return s
}

// ownedPlace is the text of a link to the place of somebody named before.
var ownedPlace = lazyregexp.New(`(?i)^(?:on |at |in )?(?:my|his|her|their|its) `)

// describes is in a link that says what it leads to: "a reply to a letter".
var describes = lazyregexp.New(`^(?:(?:an?|one of|part of|this|these) [a-z]|(?i:(?:originally|first|previously) (?:posted|published))\b)`)
