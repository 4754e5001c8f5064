package repost

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/foreword-go/foreword/internal/lazyregexp"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/person"
	"github.com/foreword-go/foreword/post/markdown/internal/wording"
)

// isPersonal reports whether v names persons: by links, or in the form of
// names.
func isPersonal(v sourceLine) bool {
	if noPerson.MatchString(v.text) {
		return false
	}
	people := v.people("")
	if len(people) == 0 {
		return false
	}
	for _, a := range people {
		n := utf8.RuneCountInString(a.Name)
		if languageNames.MatchString(a.Name) {
			return false
		}
		if a.URL == "" && !person.HasLatinForm(a.Name) && (n < 2 || n > 4 || sentenceWords.MatchString(a.Name)) && person.KindOf(a.Name) != person.Person && !kanaName.MatchString(a.Name) {
			return false
		}
	}
	return true
}

// kanaName matches a Japanese name whose given name is in kana: 高橋みなみ.
var kanaName = lazyregexp.New(`^\p{Han}{2,3} ?(?:\p{Hiragana}{3,4}|\p{Katakana}{2,5})$`)

// isPerson reports whether v names persons where a sentence does not say so for certain:
// in Latin letters by given or family names, as "Le Filet" has the form of a name too.
func isPerson(v sourceLine) bool {
	return isPersonal(v) && !slices.ContainsFunc(v.people(""), func(a post.Author) bool {
		kind := person.KindOf(a.Name)
		return kind != person.Person && (kind != person.Unknown || person.IsLatin(a.Name))
	})
}

var whose = wording.List("whose")

// owner returns whose blog or article l is, by its name or by the text of its link:
// "Ana Ruiz's blog". It must be a person, or somebody who is addressed as one: "晨报的公众号"
// is a paper's.
func (l sourceLine) owner() (who sourceLine, ok bool) {
	text := l.owned()
	if !whose.May(text) {
		return sourceLine{}, false
	}
	re := whose.Regexp()
	m := re.FindStringSubmatch(text)
	if m == nil {
		return sourceLine{}, false
	}
	honoured := false
	for i, name := range re.SubexpNames() {
		switch {
		case name == "" || m[i] == "":
		case strings.HasSuffix(name, "honour"):
			honoured = true
		default:
			who = sourceLine{text: m[i]}
		}
	}
	if repostSelf.MatchString(who.text) || !isPersonal(who) {
		return sourceLine{}, false
	}
	return who, honoured || namesPersons(who)
}

// owned returns the words of l that may say whose it is: the text of its link, or the
// text before an address.
func (l sourceLine) owned() string {
	k, linked := l.web()
	if !linked {
		return person.Trim(l.text)
	}
	if text := person.Trim(l.text[k.from:k.to]); l.label(k) != "" || whose.MatchString(text) {
		return text
	}
	return person.Trim(strings.TrimRight(l.text[:k.from], ",，(（:： "))
}

// ownedSite returns the name of a site that is somebody's: "Ana Ruiz's blog", but not "Ana
// Ruiz's essay".
func (l sourceLine) ownedSite() string {
	if text := l.owned(); isSiteName(text) {
		return text
	}
	return ""
}
