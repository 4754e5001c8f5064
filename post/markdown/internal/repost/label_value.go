package repost

import (
	"slices"
	"unicode/utf8"

	"github.com/foreword-go/foreword/internal/lazyregexp"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
	"github.com/foreword-go/foreword/post/markdown/internal/person"
)

// labelFact returns the fact that a label and its value state; false if the value is not of
// the kind that the label needs.
func labelFact(label repostLabel, value sourceLine, pos post.Position) (Fact, bool) {
	f := Fact{part: label.part, value: value, strength: label.strengthOf(value), opens: label.name, beside: label.beside, pos: pos}
	_, linked := value.web()
	text := person.Trim(value.text)
	strong := label.strength >= sure && !label.linked
	if k, ok := value.web(); ok && !label.part.ofPeople() && isOwnText(value.text[k.from:k.to]) {
		return f, false // "转载自：[我的回答](…)"
	}
	switch label.part {
	case partAuthor, partTranslator, partProofreader, partEditor:
		if label.part == partAuthor && ofPaper.MatchString(text) {
			f.strength = sure // "作者：晨报记者 林间"
		}
		// "原作者：未知" is of a repost, by nobody known.
		return f, len(value.people("")) > 0 || strong && repostNobody.MatchString(text)
	case partTitle, partLicense:
		// "Title: …" without a link may be that of this post.
		return f, (linked || strong || label.part == partLicense) && text != "" && utf8.RuneCountInString(text) <= 200
	}
	return f, fitsPlace(label.part, strong, value)
}

// strengthOf returns the strength of a label with this value.
func (label repostLabel) strengthOf(value sourceLine) strength {
	_, linked := value.web()
	text := person.Trim(value.text)
	named := shortName(text) && (!linked || !person.IsWebURL(text)) // a bare address beside a name is how bloggers sign
	switch {
	case label.linked && !linked, label.name && !named:
		return more
	case label.person && (!isPersonal(value) || linked && !namesPersons(value)):
		return more // "Translation: [English](…)"
	case label.name && label.part == partSource && !linked && namedAccount.MatchString(text):
		return sure // "来源：公众号「晨报」"
	}
	return label.strength
}

// fitsPlace reports whether a value is a place of the kind that a part needs.
func fitsPlace(p part, strong bool, value sourceLine) bool {
	_, linked := value.web()
	text := person.Trim(value.text)
	elsewhere := !repostSelf.MatchString(text)
	switch p {
	case partURL:
		return linked || bookTitle(value.text) != ""
	case partFrom:
		return linked || bookTitle(value.text) != "" || strong && shortName(text) && elsewhere
	case partSource:
		return (linked || shortName(text)) && elsewhere
	case partPublication, partFirst:
		return (linked || shortName(text)) && elsewhere && !person.IsDate(text)
	}
	return false
}

// ofThisText matches the Korean words in front of a label that make it one of the post.
var ofThisText = lazyregexp.New(`(?:글|기사|포스트|문서|번역)의$`)

// namesPersons reports whether all names in a value are certainly those of persons.
func namesPersons(v sourceLine) bool { return arePersons(v.people("")) }

// arePersons reports whether all names are certainly those of persons.
func arePersons(people []post.Author) bool {
	return !slices.ContainsFunc(people, func(a post.Author) bool { return person.KindOf(a.Name) != person.Person })
}

// pathBehind matches a path after a word, as opposed to a stroke after a label.
var pathBehind = lazyregexp.New(`^\s*/\S`)

// takenFrom matches the beginning of a sentence about the source of a post.
var takenFrom = pattern.Compile(`^(?:本文|文章)(?:转载|轉載|转|轉|摘|译|譯)(?:自|于|於)`)

// ofPaper matches a reporter with the name of a paper, which bloggers do not have.
var ofPaper = pattern.Compile(`^\p{Han}{2,8}(?:特约|特約|实习|見習|见习)?(?:记者|記者)\s*\p{Han}`)
