package repost

import (
	"iter"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
	"github.com/foreword-go/foreword/post/markdown/internal/person"
)

// A sourceLine is a line of text as a reader sees it, with its links.
type sourceLine struct {
	text   string
	links  []sourceLink
	offset int  // in the source; not used for a line of the front matter
	wraps  bool // the paragraph goes on in the next line
}

type sourceLink struct {
	from, to int // the text of the link in the line
	url      string
}

// slice returns the part of l between two offsets of its text, trimmed.
func (l sourceLine) slice(from, to int) sourceLine {
	from, to = l.trim(from, to)
	s := sourceLine{text: l.text[from:to], offset: l.offset}
	for _, k := range l.links {
		if k.from < max(to, from+1) && (k.from >= from || k.to > from) {
			s.links = append(s.links, sourceLink{max(k.from-from, 0), min(k.to, to) - from, k.url})
		}
	}
	return s
}

// trim returns the offsets of a part of l without the space and the signs around it.
func (l sourceLine) trim(from, to int) (int, int) {
	for from < to {
		r, size := utf8.DecodeRuneInString(l.text[from:to])
		if !unicode.IsSpace(r) && !strings.ContainsRune("：:", r) {
			break
		}
		from += size
	}
	for from < to {
		r, size := utf8.DecodeLastRuneInString(l.text[from:to])
		if !unicode.IsSpace(r) && !strings.ContainsRune("，,；;。|｜、/（(【[.·•", r) {
			break
		}
		to -= size
	}
	return from, to
}

// clauses splits l at the signs that end a clause, but not inside a link. Clauses about
// reposting this post are dropped.
func (l sourceLine) clauses() []sourceLine {
	var all []sourceLine
	for from, to := range l.bounds() {
		if c := l.slice(from, to); !repostTrap.MatchString(c.text) {
			all = append(all, c)
		}
	}
	return all
}

// bounds returns the offsets of the clauses of l, also of those about reposting it.
func (l sourceLine) bounds() iter.Seq2[int, int] {
	return func(yield func(from, to int) bool) {
		from := 0
		cut := func(to int) bool {
			for from < to && strings.IndexByte("([_- ", l.text[from]) >= 0 {
				from++
			}
			for _, mark := range []string{"（", "【", "——", "—", "– "} {
				if strings.HasPrefix(l.text[from:to], mark) {
					from += len(mark)
				}
			}
			start, end := l.trim(from, to)
			return start == end || yield(start, end)
		}
		for i, r := range l.text {
			if i < from || !endsClause(r) || l.inLink(i) {
				continue
			}
			next := i + utf8.RuneLen(r)
			if r == '.' && closingMarks(l.text[next:]) > 0 { // "… was good.”_This post was …"
				next += closingMarks(l.text[next:])
			} else if !l.cutsAt(i, r) {
				continue
			}
			if !cut(i) {
				return
			}
			from = next
		}
		cut(len(l.text))
	}
}

// endsClause reports whether r may end a clause.
func endsClause(r rune) bool {
	switch r {
	case '，', '。', '；', '！', '!', ';', ',', '.':
		return true
	}
	return false
}

// cutsAt reports whether the sign r at offset i of l ends a clause.
func (l sourceLine) cutsAt(i int, r rune) bool {
	switch {
	case r == ',' && !betweenHan(l.text, i), r == '.' && i+1 < len(l.text) && l.text[i+1] != ' ':
		return false // 3.5, example.org, "A, B"
	case r == '.' && i > 0 && 'A' <= l.text[i-1] && l.text[i-1] <= 'Z' && (i == 1 || l.text[i-2] == ' ' || l.text[i-2] >= utf8.RuneSelf):
		return false // an initial
	}
	return true
}

// closingMarks returns the length of the marks at the start of s that end a quote or
// emphasis, with the spaces after them.
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

// runes returns the number of characters of l, without the addresses in it.
func (l sourceLine) runes() int {
	n := utf8.RuneCountInString(l.text)
	for _, k := range l.links {
		if s := l.text[k.from:k.to]; person.IsWebURL(s) {
			n -= utf8.RuneCountInString(s)
		}
	}
	return n
}

// byline returns the author of the page that l links to: "[A](…) by [B](…)", or
// "[夜航](…) —— 林间".
func (l sourceLine) byline() (sourceLine, bool) {
	k, ok := l.web()
	if !ok {
		return sourceLine{}, false
	}
	if m := bylineBehind.FindStringIndex(l.text[k.to:]); m != nil {
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
	// dashMark matches a dash between a link and the author of the page.
	dashMark = pattern.Compile(`^(?:\s*[—–]+\s*| -{1,2} )`)
	// dateBehind matches a date after the author.
	dateBehind = pattern.Compile(`[，,]?\s*\(?\d{4}(?:[-/.年]\d{1,2}.*)?$`)
)

// namesPlace matches the end of the name of a paper or site.
var namesPlace = pattern.Compile(`[网網报報社刊台志誌]$|博客$|周刊$|新闻$|新聞$|维基|百科`)

var (
	bylineMark = pattern.Compile(`(?i)^[\s,)）]*\bby\s+`)
	// bylineBehind matches the same after the link to a work, also in other languages.
	bylineBehind = pattern.Compile(`(?i)^[\s,)）]*\b(?:by|par|von|por|de)\s+`)
)

// label returns the text of a link; "" if it only repeats the address, is a word such as
// "here", a date, or part of a template.
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

// ownedPlace matches the text of a link to a place of somebody named before: "on her blog".
var ownedPlace = pattern.Compile(`(?i)^(?:on |at |in )?(?:my|his|her|their|its) `)

// describes matches a description of the page that a link leads to: "a reply to a letter".
var describes = pattern.Compile(`^(?:(?:an?|one of|part of|this|these) [a-z]|(?i:(?:originally|first|previously) (?:posted|published))\b)`)
