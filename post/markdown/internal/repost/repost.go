// Package repost finds where a post is from: who wrote the original, its address, its
// title and its place of publication, as the front matter and the attribution blocks at
// the head and foot of the body state them.
//
// [InHead] reads the front matter, [InBody] completes it by the body. Readers make facts,
// each with its strength, and the facts add up (evidence.go); what words say is data of
// package wording.
package repost

import (
	"cmp"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/foreword-go/foreword/internal/lazyregexp"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/person"
	"github.com/foreword-go/foreword/post/markdown/internal/wording"
)

// applyFacts returns the repost that facts amount to, on top of r; nil if
// there is none and no fact is strong.
func applyFacts(r *post.Repost, title string, facts []Fact) *post.Repost {
	if r == nil {
		i := slices.IndexFunc(facts, isStrong)
		if i < 0 {
			return nil
		}
		r = &post.Repost{Pos: facts[i].pos}
	}
	facts = withoutBlogger(withoutStrayLicenses(facts))
	// Facts about the original come before the place that this text was taken
	// from, which may be another copy.
	translated := slices.ContainsFunc(facts, func(f Fact) bool { return f.part == partTranslator })
	for _, early := range []bool{true, false} {
		for _, f := range facts {
			later := f.part == partFrom || f.part == partSource || f.part == partFirst
			if later == early || f.part == partFirst && translated {
				continue
			}
			applyFact(r, f, title)
		}
	}
	if slices.ContainsFunc(r.Authors, func(a post.Author) bool { return a.Name == r.Title }) {
		r.Title = "" // "转载自[林间](…)": a link with the name of who wrote it
	}
	return r
}

// repostOf returns h.Repost completed by facts. Facts about the site itself, or about a
// page of its author elsewhere, are left out.
func repostOf(h *post.Head, home string, facts []Fact) *post.Repost {
	if len(facts) == 0 {
		return applyFacts(h.Repost, h.Title, nil)
	}
	facts = without(facts, func(f Fact) bool {
		if (f.beside || f.owner) && slices.ContainsFunc(h.Authors, func(a post.Author) bool { return strings.Contains(f.value.text, a.Name) }) {
			return true // the blogger of this site signs so
		}
		k, linked := f.value.web()
		if !linked || f.part.ofPeople() {
			return false
		}
		return sameHost(k.url, home) || isOwnAddress(k.url, h.Authors)
	})
	return applyFacts(h.Repost, h.Title, facts)
}

// sameHost reports whether two addresses are of one site.
func sameHost(a, b string) bool {
	u, err := url.Parse(a)
	if err != nil {
		return false
	}
	v, err := url.Parse(b)
	return err == nil && v.Host != "" && siteHost(u) == siteHost(v)
}

func siteHost(u *url.URL) string { return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.") }

// without returns the facts for which drop is false: the same slice if that is all of
// them, else a copy.
func without(facts []Fact, drop func(Fact) bool) []Fact {
	if !slices.ContainsFunc(facts, drop) {
		return facts
	}
	return slices.DeleteFunc(slices.Clone(facts), drop)
}

// withoutStrayLicenses drops a licence if its block states nothing else about the
// original: "许可协议：MIT" in a list of programs is the licence of one of them.
func withoutStrayLicenses(facts []Fact) []Fact {
	return without(facts, func(f Fact) bool {
		return f.part == partLicense && f.pos.Line > 0 && !slices.ContainsFunc(facts, func(o Fact) bool {
			return o.part != partLicense && o.part != partOther && o.block == f.block
		})
	})
}

// withoutBlogger drops the author of "this text" unless a block beside it says that the
// text is from elsewhere: themes sign the blogger's own posts with this label.
func withoutBlogger(facts []Fact) []Fact {
	return without(facts, func(f Fact) bool {
		return f.beside && !slices.ContainsFunc(facts, func(o Fact) bool {
			return isStrong(o) && o.block > 0 && max(o.block-f.block, f.block-o.block) <= 1
		})
	})
}

// applyFact adds one fact to r. The title is that of the post.
func applyFact(r *post.Repost, f Fact, title string) {
	switch f.part {
	case partURL, partFrom, partSource, partPublication, partFirst:
		applyPlace(r, f, title)
	case partTitle:
		k, linked := f.value.web()
		if linked && r.URL == "" {
			r.URL = k.url
		}
		setTitle(r, cmp.Or(bookTitle(f.value.text), f.name()), title)
	case partAuthor:
		r.Authors = addPeople(r.Authors, f.value.people("")...)
	case partTranslator, partProofreader, partEditor:
		r.Translators = addPeople(r.Translators, f.value.people(partNames[f.part])...)
	case partLicense:
		if r.License == "" {
			r.License = strings.TrimSpace(f.value.text)
		}
	}
}

// name returns the name that the value gives the original or its place, "" if none.
func (f Fact) name() string {
	text := person.Trim(f.value.text)
	if k, linked := f.value.web(); linked {
		name := f.value.label(k)
		if _, ok := (sourceLine{text: name}).owner(); ok && !isSiteName(name) {
			return "" // "Ana Ruiz's essay"
		}
		return name
	} else if !repostNobody.MatchString(text) && utf8.RuneCountInString(text) <= 60 {
		return text
	}
	return ""
}

// applyPlace adds the address of the original. The name beside the address is its title,
// its place of publication or its author.
func applyPlace(r *post.Repost, f Fact, title string) {
	k, linked := f.value.web()
	name, quoted, place := f.name(), bookTitle(f.value.text), ""
	if linked {
		if r.URL == "" {
			r.URL = k.url
		}
		place = placeBefore(f.value.text[:k.from])
	}
	if linked && name == "" && f.part != partURL {
		place = cmp.Or(place, f.value.host(k))
	}
	if who := f.value.nameBefore(k); who != "" && len(r.Authors) == 0 {
		r.Authors, place = addPeople(r.Authors, post.Author{Name: who}), ""
	}
	switch {
	case place != "":
		if name != "" { // "微信公众号「晨报」：[夜航](…)", not "[a.example](https://a.example/x)"
			setTitle(r, name, title)
		}
		setPublication(r, place)
	case linked && sameTitle(name, title):
		setPublication(r, siteOf(name, title))
	case quoted != "" && !linked && (f.part == partFirst || f.part == partPublication || periodical.MatchString(f.value.text)):
		setPublication(r, quoted)
	case quoted != "":
		setTitle(r, quoted, title)
		if f.part != partURL && f.part != partFrom {
			setPublication(r, strings.Replace(name, "《"+quoted+"》", "", 1))
		}
	case linked && isNamedPlace(f.value, k, name):
		setPublication(r, name)
	case person.KindOf(name) == person.Person: // "英文原文：[Ana Ruiz](…)"
		r.Authors = addPeople(r.Authors, post.Author{Name: name})
	case linked && isTitleOf(f.part, k, name):
		setTitle(r, name, title)
	default:
		setPublication(r, name)
	}
}

// nameBefore returns the person who stands before a link: "Ana Ruiz, https://a.example/x",
// "Ana Ruiz: [Night Flight](…)"; "" if nobody does.
func (l sourceLine) nameBefore(k sourceLink) string {
	who := person.Trim(strings.TrimRight(l.text[:k.from], " (（"))
	if !person.IsWebURL(l.text[k.from:k.to]) && placeBefore(l.text[:k.from]) == "" || person.KindOf(who) != person.Person {
		return ""
	}
	return who
}

// isNamedPlace reports whether the text of a link is the name of a place, judged by the
// host of the link and by the words around it.
func isNamedPlace(value sourceLine, k sourceLink, name string) bool {
	return hostNames(k.url, name) || namesKind(value.text[:k.from]) || placeAfter.MatchString(value.text[k.to:])
}

// isTitleOf reports whether the name of a link is the title of the page it leads to.
func isTitleOf(p part, k sourceLink, name string) bool {
	return !isSiteRoot(k.url) && !isSiteName(name) && (p == partURL || p == partFrom || isHeadline(name))
}

func setTitle(r *post.Repost, s, title string) {
	if s = person.Trim(s); r.Title == "" && s != "" && !sameTitle(s, title) && !theThing.MatchString(s) {
		r.Title = s
	}
}

// theThing matches a description instead of a title: "the official notice".
var theThing = lazyregexp.New(`^the (?:[a-z]|\pL+ (?:original|article|post|version|text)$)`)

func setPublication(r *post.Repost, s string) {
	if i := strings.IndexAny(s, "（("); i > 0 && accountID.MatchString(s[i:]) {
		s = s[:i]
	}
	s, _, _ = strings.Cut(s, "[") // a link that the parser did not accept
	s = person.Trim(s)
	for _, p := range placeKinds {
		if cut, ok := strings.CutPrefix(s, p); ok && person.Trim(cut) != "" {
			s = person.Trim(cut)
		}
	}
	if noPlace.MatchString(s) || repostType.MatchString(s) || strings.Contains(s, "{{") { // of a template
		return
	}
	if m := siteUser.FindStringSubmatch(s); m != nil {
		s = m[1]
		if name := person.Trim(m[2]); name != "" {
			r.Authors = addPeople(r.Authors, post.Author{Name: name})
		}
	}
	if r.Publication == "" && !person.IsWebURL(s) && !strings.ContainsAny(s, "<>") {
		r.Publication = s
	}
}

// periodical matches the name of a journal in 《》: 《数学文化》2021年第2期.
var periodical = lazyregexp.New(`》\s*(?:杂志|雜誌|期刊|周刊|週刊|月刊|报|報|学报|[（(]?(?:19|20)\d\d|第?\d+[卷期]|第[一二三四五六七八九十]+[卷期])`)

// siteUser matches a site and one of its users: 知乎用户林间.
var siteUser = lazyregexp.New(`^(\p{Han}{2,4}|[A-Za-z]{2,12})\s*(?:用户|用戶|网友|網友|博主|答主|up主|UP主)\s*(.{0,40})$`)

// placeKinds are words for kinds of places, which are cut off in front of a name.
var placeKinds = []string{"我的", "本人的", "本人", "笔者的", "作者的", "微信公众号", "微信公眾號", "微信公众平台", "微信公号", "微信号", "公众号", "公眾號", "公号", "微信", "订阅号", "my ", "the ", "网站"}

// namesKind reports whether s ends with the kind of the place named after it:
// "公众号 [晨报](…)".
func namesKind(s string) bool {
	s = strings.TrimRight(s, " 「『“\"《[")
	return strings.HasSuffix(s, "公众号") || strings.HasSuffix(s, "公眾號") || strings.HasSuffix(s, "公号") || strings.HasSuffix(s, "订阅号")
}

// noPlace matches a kind of place or text instead of a name: "blog", 原文链接.
var noPlace = lazyregexp.New(`^(?:(?:英文)?原文(?:链接|地址)?|书|書|文章|帖子|笔记|博客|网站|公众号|回答|blog|site|website|post|book)$`)

// placeAfter matches a kind of place after a name: "[Morning](…) blog".
var placeAfter = lazyregexp.New(`(?i)^\s*(?:(?:tech|engineering|company|developer) )?(?:blog|site|website|magazine|newsletter|journal|网站|網站|博客|公众号|公眾號|论坛|論壇|杂志|雜誌)`)

// accountID matches the id of an account after its name: （ID：chenbao）.
var accountID = lazyregexp.New(`(?i)^[（(]\s*(?:ID|微信号?|微信ID|公众号|公眾號|微信公众号|wechat)\b?\s*(?:ID)?\s*[:：]`)

// placeBefore returns the place named in front of a link, in quotation marks or before
// a colon or comma; "" if there is none.
func placeBefore(s string) string {
	s = strings.TrimSpace(s)
	r, size := utf8.DecodeLastRuneInString(s)
	if size == 0 || !strings.ContainsRune("：:，,」』”\"）)】", r) || utf8.RuneCountInString(s) > 40 {
		return ""
	}
	s = person.Trim(s)
	if slices.Contains(placeKinds, s) || repostNobody.MatchString(s) {
		return ""
	}
	return s
}

// isHeadline reports whether s is more likely the title of an article than the name of a
// place. A word in Latin letters counts as three characters: a title has over 20, or over
// 10 with punctuation.
func isHeadline(s string) bool {
	n := 0
	for _, w := range strings.Fields(s) {
		if r, _ := utf8.DecodeRuneInString(w); r < unicode.MaxLatin1 {
			n += 3 // a word
		} else {
			n += utf8.RuneCountInString(w)
		}
	}
	return n > 20 || n > 10 && strings.ContainsAny(s, "：，？！｜|“「")
}

// sameTitle reports whether s is the title of the post, ignoring punctuation and the name
// of a site before or after it.
func sameTitle(s, title string) bool {
	if titleLetters(s) == titleLetters(title) || siteOf(s, title) != "" {
		return true
	}
	s, title = titleLetters(s), titleLetters(title)
	return len(title) >= 12 && strings.HasPrefix(s, title)
}

// siteOf returns the name of a site that s adds to the title, set off by a sign:
// "夜航 - 晨报", "晨报-夜航".
func siteOf(s, title string) string {
	const sites = 30 // characters
	title = strings.TrimSpace(title)
	s = strings.TrimSpace(s)
	var site string
	if rest, ok := strings.CutPrefix(s, title); ok {
		site = strings.TrimLeft(rest, " ")
	} else if rest, ok := strings.CutSuffix(s, title); ok {
		site = strings.TrimRight(rest, " ")
	}
	name := strings.Trim(site, " -–—|｜_·»«")
	if title == "" || name == "" || len(name) == len(site) || utf8.RuneCountInString(name) > sites {
		return ""
	}
	return name
}

func titleLetters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// hostNames reports whether the host of ref contains name, ignoring punctuation.
func hostNames(ref, name string) bool {
	u, err := url.Parse(ref)
	name = titleLetters(name)
	return err == nil && len(name) >= 4 && strings.Contains(titleLetters(u.Hostname()), name)
}

// addPeople adds the people of more that are not in have, and adds addresses to those
// that are. Names that consist of control characters are skipped.
func addPeople(have []post.Author, more ...post.Author) []post.Author {
	for _, a := range more {
		if a.Name = script.OneLine(a.Name); a.Name == "" {
			continue
		}
		i := slices.IndexFunc(have, func(h post.Author) bool { return strings.EqualFold(h.Name, a.Name) && h.Role == a.Role })
		switch {
		case i < 0:
			have = append(have, a)
		case have[i].URL == "":
			have = slices.Clone(have)
			have[i].URL = a.URL
		}
	}
	return have
}

// bookTitle returns the text between 《 and 》, the marks of a title.
func bookTitle(s string) string {
	_, s, ok := strings.Cut(s, "《")
	if !ok {
		return ""
	}
	s, _, ok = strings.Cut(s, "》")
	if !ok || utf8.RuneCountInString(s) > 120 {
		return ""
	}
	return strings.TrimSpace(s)
}

// isSiteRoot reports whether ref is the root of a site and not a page of it.
func isSiteRoot(ref string) bool {
	u, err := url.Parse(ref)
	return err == nil && strings.Trim(u.Path, "/") == "" && u.RawQuery == "" && u.Fragment == ""
}

// isPageOf reports whether site is the root of a site and page is another page of it.
func isPageOf(page, site string) bool {
	p, err := url.Parse(page)
	s, err2 := url.Parse(site)
	return err == nil && err2 == nil && isSiteRoot(site) && !isSiteRoot(page) && siteHost(p) == siteHost(s)
}

var siteEnd = wording.List("site")

// isSiteName reports whether the text of a link names a place rather than an article.
func isSiteName(s string) bool {
	return utf8.RuneCountInString(s) <= 24 && siteEnd.MatchString(s)
}
