package repost

import (
	"strings"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
	"github.com/foreword-go/foreword/post/markdown/internal/wording"
)

// lineMark matches a mark in brackets at the start of a line: "【转载】原文链接：…". The
// first group is a mark that says that the post is a repost.
var lineMark = pattern.Lazy(func() string {
	return `(?i)^` + titleOpen + `\s*(?:(` + wording.Alternatives("mark") + `)|` + wording.Alternatives("notice") + `)\s*` + titleClose + `\s*[:：]?\s*`
})

// markOpens are the brackets that a mark begins with.
const markOpens = "[【（(［〔「『〖《〈{｛⟦⟨〚<＜"

// withoutMark returns l without the mark in brackets at its start, such as 【转载】. It
// returns false if l has no such mark, or no text after it. Reposts reports whether the
// mark states a repost.
func (l sourceLine) withoutMark() (rest sourceLine, reposts, ok bool) {
	if r, _ := utf8.DecodeRuneInString(l.text); !strings.ContainsRune(markOpens, r) {
		return l, false, false
	}
	m := lineMark.FindStringSubmatchIndex(l.text)
	if m == nil || len(l.links) > 0 && l.links[0].from < m[1] {
		return l, false, false
	}
	rest = l.slice(m[1], len(l.text))
	rest.wraps = l.wraps
	if isPersonal(rest) && namesPersons(rest) {
		return l, false, false // "[译] 周小川", a label
	}
	return rest, m[2] >= 0, rest.text != ""
}

// asMarked returns the facts of a line behind a mark. One that says that the post is a
// repost makes every source sure: "【转载】来源：…".
func asMarked(facts []Fact, reposts bool) []Fact {
	for i, f := range facts {
		if reposts && !f.part.ofPeople() && f.part != partLicense && f.part != partOther {
			facts[i].strength = sure
		}
	}
	return facts
}
