package repost

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/foreword-go/foreword/internal/lazyregexp"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
	"github.com/foreword-go/foreword/post/markdown/internal/person"
)

// people reads names, with or without links, separated by commas, up to the end of the
// sentence. Text in brackets and descriptions are left out.
func (l sourceLine) people(role string) []post.Author {
	if l.links == nil && len(l.text) <= 60 && !strings.ContainsAny(l.text, "、,，;；/／|｜&＆()（）[]【】〔〕和与與及。:：@ \t\u3000") {
		name := person.Trim(l.text) // most are one word
		if !person.KindOf(name).IsWho() {
			return nil
		}
		return []post.Author{{Name: name, Role: role}}
	}
	l = l.names()
	r := peopleReader{role: role}
	at := 0
	for _, k := range l.links {
		before := strings.TrimSpace(l.text[at:k.from])
		if person.IsWebURL(l.text[k.from:k.to]) {
			// "Name https://…" or "Name (https://…)"
			n := len(r.all)
			name := strings.TrimRight(before, " (（:：")
			r.plain(name)
			if last := len(r.all) - 1; last >= n && r.all[last].URL == "" && person.IsWebURL(k.url) && strings.HasSuffix(name, r.all[last].Name) {
				r.all[last].URL = k.url
			}
		} else {
			r.plain(strings.Trim(before, "()（） "))
			r.link(l.text[k.from:k.to], k.url)
		}
		at = k.to
	}
	r.plain(strings.Trim(l.text[at:], "()（） "))
	return r.all
}

// names returns the part of l that names people.
func (l sourceLine) names() sourceLine {
	if i := strings.Index(l.text, "。"); i > 0 {
		l = l.slice(0, i)
	}
	for _, re := range []*pattern.Pattern{otherLabel, ownWorks} {
		if loc := re.FindStringIndex(l.text); loc != nil {
			l = l.slice(0, loc[0])
		}
	}
	if m := nextSentence.FindStringSubmatchIndex(l.text); m != nil && !l.inLink(m[2]) {
		l = l.slice(0, m[2])
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
	return l
}

// maxPeople bounds the people of one line.
const maxPeople = 20

// A peopleReader reads the names of a line.
type peopleReader struct {
	role string
	all  []post.Author
	// office is true if the last text between commas was an office: the next one is its
	// organisation.
	office bool
}

// add adds a name with its address. After a comma, a team or place says where the
// person before it works: "林间，晨报".
func (r *peopleReader) add(name, ref, before string) {
	name = bareName(name)
	kind := person.KindOf(name)
	comma := strings.ContainsAny(before, ",，")
	if comma && len(r.all) > 0 && person.IsAfterName(name) {
		return // "Ana Ruiz, PhD"
	}
	if r.office && comma && kind != person.Person {
		return // "Ana Ruiz, Head of Nets, Port Board"
	}
	r.office = comma && kind == person.Office
	who := kind.IsWho() || kind == person.Note && ref != "" // with a page of their own: 再也不早起的猫
	if ref != "" && repostLinkText.MatchString(name) || !who || !isWord(name) || noName.MatchString(name) ||
		strings.Contains(name, "{{") || strings.ContainsAny(name, "：:") || utf8.RuneCountInString(name) > 60 || len(r.all) >= maxPeople {
		return
	}
	if n := len(r.all); n > 0 && comma && (kind == person.Team || kind == person.Place) && person.KindOf(r.all[n-1].Name) == person.Person {
		return
	}
	if !person.IsWebURL(ref) {
		ref = ""
	}
	r.all = append(r.all, post.Author{Name: name, URL: ref, Role: r.role})
}

// bareName returns a name without brackets, country and address around it.
func bareName(name string) string {
	name = person.Trim(name)
	if i := strings.IndexAny(name, "(（"); i > 0 {
		name = strings.TrimSpace(name[:i])
	}
	name = strings.TrimPrefix(nationality.ReplaceAllString(name, ""), "@")
	if i := addressIn(name); i > 0 {
		name = person.Trim(name[:i]) // "[林间 https://a.example](…)"
	}
	if loc := mailBehind.FindStringIndex(name); loc != nil {
		name = person.Trim(name[:loc[0]]) // "林间 lin@a.example"
	}
	if name == "et al" {
		return "et al." // its full stop is no end of a sentence
	}
	return name
}

// link adds the people that a link names. If there are several, none gets the address.
func (r *peopleReader) link(text, ref string) {
	names := namesInLink(latinAnd.ReplaceAllString(text, "$1、$2"))
	if len(names) < 2 {
		r.add(text, ref, "")
		return
	}
	for _, name := range names {
		r.add(name, "", "")
	}
}

// namesInLink splits the text of a link into names, without the team they are of behind
// a comma: "Ana Ruiz and Bo Lind, Port Team". It returns nil if not all are names of
// people: "Foo, Inc.", "Apps & Games Team".
func namesInLink(text string) []string {
	for {
		names := linkAnd.Split(text, -1)
		if !slices.ContainsFunc(names, func(s string) bool { return !isOneOfSeveral(s) }) {
			return names
		}
		i := strings.LastIndexAny(text, ",，")
		if i < 0 || person.KindOf(names[len(names)-1]) != person.Team {
			return nil
		}
		text = text[:i]
	}
}

// linkAnd matches the separators of names in the text of a link.
var linkAnd = lazyregexp.New(`\s*[、，;；]\s*(?:and\s+)?|\s*,\s*(?:and\s+)?|\s+(?:and|und|et|y|&|和|与)\s+`)

// isOneOfSeveral reports whether s is a name and not a part of a longer one.
func isOneOfSeveral(s string) bool {
	s = strings.TrimSpace(s)
	kind := person.KindOf(s)
	if s == "" || !kind.IsWho() || kind == person.Team || kind == person.Place || person.IsAfterName(s) {
		return false
	}
	return !strings.Contains(s, " ") && utf8.RuneCountInString(s) <= 24 || person.HasLatinForm(s) && utf8.RuneCountInString(s) <= 40
}

// plain adds the people that a text without links names.
func (r *peopleReader) plain(s string) {
	s = andOthers.ReplaceAllString(latinAnd.ReplaceAllString(s, "$1、$2"), "、et al.")
	at, before := 0, ""
	for _, loc := range append(peopleAnd.FindAllStringIndex(s, -1), []int{len(s), len(s)}) {
		for _, name := range hanNames(s[at:loc[0]]) {
			r.add(name, "", before)
		}
		at, before = loc[1], s[loc[0]:loc[1]]
	}
}

// isWord reports whether at least half of s is letters and digits. "ω＼))" is the rest of
// an emoticon.
func isWord(s string) bool {
	return 2*utf8.RuneCountInString(titleLetters(s)) >= utf8.RuneCountInString(s)
}

// addressIn returns where an address begins in s, -1 if it holds none.
func addressIn(s string) int {
	for at := 0; ; {
		i := strings.Index(s[at:], "://")
		if i < 0 {
			return -1
		}
		i += at
		for _, scheme := range []string{"https", "http"} {
			if from := i - len(scheme); from >= at && strings.EqualFold(s[from:i], scheme) {
				return from
			}
		}
		at = i + len("://")
	}
}

// mailBehind matches a mail address after a name.
var mailBehind = pattern.Compile(`\s+[^\s@]+@[^\s@]+\.[^\s@]+$`)

// atDate matches a date after a name: "Ana Ruiz @ June 21, 2024".
var atDate = pattern.Compile(`(?i)\s+@\s+\d|\s*@\s*(?:(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d)`)

// noName matches a word between names, a title after a link with the name, and a name with
// its part: "小川 译".
var noName = pattern.Compile(`(?i)^(?:the|and|und|et|y|with|on|of|at|大神|大佬|老师|老師|先生|女士|前辈|前輩|.*[\s\x{3000}](?:译|譯|訳|著|编|編|옮김|지음))$`)

// otherLabel matches the beginning of another label or statement.
var otherLabel = pattern.Compile(`[；;，,|｜\s]\s*\p{Han}{2,6}\s*[:：]|[，,；;]\s*(?:原文|本文|文章|转载|轉載|首发|首發|来自|來自|原载|原載)`)

// nextSentence matches the full stop after a name: "Ana Ruiz. Originally published on …".
var nextSentence = pattern.Compile(`\pL{3}(\.) \p{Lu}\p{Ll}+ \p{Ll}`)

// ownWorks matches the beginning of a list of other works.
var ownWorks = pattern.Compile(`[；;，,]\s*(?:著有|代表作|其?著作)`)

// whoTheyAre matches the sign before a description of a person: "林间 - 夜航社编辑".
var whoTheyAre = pattern.Compile(`\s(?:-{1,2}|–|—+|[·•])\s`)

// nationality matches the country of a writer: [法]林间, 【美】….
var nationality = pattern.Compile(`^[\[【〔]\s*\p{Han}{1,4}\s*[\]】〕]\s*`)

// withoutBrackets returns l without the text in round or angle brackets, unless it holds
// a link or begins the line.
func (l sourceLine) withoutBrackets() sourceLine {
	for range 20 {
		loc := nameBrackets.FindStringIndex(l.text)
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

var nameBrackets = pattern.Compile(`\s*(?:（[^（）]{0,60}）|\([^()]{0,60}\)|<[^<>]{0,60}>)`)

// hanNames splits "林间 周小川", names of two to four characters, and drops titles:
// "晨报记者 林间".
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
var latinAnd = pattern.Compile(`([\p{Latin}.])(?:和|与|與|及)(\p{Latin})`)

// andOthers matches the end of a list of names that is not complete, with a space of
// any kind: its "et" is no "and".
var andOthers = lazyregexp.New(`(?i)\s*[,，]?\s+et\s+al(?:\.|$|\b)`)

var peopleAnd = lazyregexp.New(`\s*[、,，;；/／|&＆]\s*|\s+(?:and|und|et|y)\s+|\s*(?:和|与|與|及)\s+|\s{2,}`)
