// Package person classifies names: it tells whether a text in a field for
// people, a place or a title names a person, a team, a place of publication,
// an office, or nobody.
package person

import (
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/foreword-go/foreword/internal/lazyregexp"
	"github.com/foreword-go/foreword/post/markdown/internal/wording"
)

// A Kind is the kind of thing that a text names.
type Kind int

const (
	Unknown Kind = iota // a name of its own making, such as a handle, or anything else
	Person              // a person, by a given or family name: "Ana Ruiz", 周小川
	Team                // a body of people: 译社, "The Editors"
	Place               // a place of publication: 晨报, "Morning Blog"
	Title               // a text, in the marks of one: 《夜航》
	Office              // an office, a department or a position: "Director of Ports", 信息部
	Address             // a web or mail address
	Note                // a remark about a text: 并非完全直译
	Date                // a day
	Nobody              // a filler for a missing name: 佚名, "n/a"
)

// IsWho reports whether a text of this kind in a field for people names somebody.
func (k Kind) IsWho() bool {
	switch k {
	case Office, Address, Note, Date, Nobody, Title:
		return false
	}
	return true
}

// The lists of wording.txt.
var (
	nobody    = wording.List("nobody")
	sentence  = wording.List("sentence")
	note      = wording.List("note")
	office    = wording.List("office")
	team      = wording.List("team")
	place     = wording.List("place")
	given     = wording.Names("given")
	family    = wording.Names("family")
	surnames  = wording.Names("surname")
	mail      = lazyregexp.New(`^\S+@\S+\.\S+$`)
	bareHost  = lazyregexp.New(`(?i)^(?:www\.|https?:)\S+|^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net)/\S*$`)
	latinName = lazyregexp.New(`^(?:\p{Lu}[\pL.'’-]*|de|del|di|dos|van|von|der|la|da|al|bin)(?: (?:\p{Lu}[\pL.'’-]*|de|del|di|dos|van|von|der|la|da|al|bin|and|,|&)){0,8}$`)
	dateLike  = lazyregexp.New(`(?i)^(?:\d{4}\b|\d{4}年|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.? \d|\d{1,2}[./-]\d|\d{1,2} (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))`)
)

// noteRunes is the longest Han text, in characters, that is not a remark although it
// contains a word of sentences. Names of people are shorter; longer texts with such a word
// are phrases.
const noteRunes = 6

// KindOf returns the kind of s. It needs no context: the same text has the
// same kind in every field.
func KindOf(s string) Kind {
	if s = strings.TrimSpace(s); strings.HasPrefix(s, "《") && strings.HasSuffix(s, "》") {
		return Title
	}
	s = Trim(s)
	n := utf8.RuneCountInString(s)
	switch {
	case s == "" || nobody.MatchString(s):
		return Nobody
	case isAddress(s):
		return Address
	case IsDate(s):
		return Date
	case team.MatchString(s) && !hanOffice(s):
		return Team
	case office.MatchString(s):
		return Office
	case note.MatchString(s) && (!IsLatin(s) || strings.Contains(s, " ")), n > noteRunes && sentence.MatchString(s) && !IsLatin(s):
		return Note
	case isPerson(s):
		return Person
	case place.MatchString(s):
		return Place
	}
	return Unknown
}

// isAddress reports whether s is a web or mail address.
func isAddress(s string) bool {
	if strings.IndexByte(s, '.') < 0 && strings.IndexByte(s, ':') < 0 {
		return false
	}
	return IsWebURL(s) || mail.MatchString(s) || bareHost.MatchString(s)
}

// hanOffice reports whether s is a part of an office although it ends like a team:
// 信息部架构组, 研究室小组.
func hanOffice(s string) bool {
	return office.MatchString(s) && strings.ContainsAny(s, "部处科局厅系院所室") && !strings.HasSuffix(s, "编辑部") && !strings.HasSuffix(s, "編輯部")
}

// isPerson reports whether s is certainly the name of a person.
func isPerson(s string) bool {
	if IsLatin(s) {
		words := strings.Fields(s)
		if len(words) < 2 || len(words) > 4 || !latinName.MatchString(s) {
			return false
		}
		return given()[words[0]] && !place.MatchString(s) || family()[words[len(words)-1]] && isGivenLike(words[0])
	}
	return isHanPerson(s) || isHangulPerson(s)
}

// isGivenLike reports whether a word in front of a family name can be a given name: an
// initial or one word with a capital.
func isGivenLike(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) && (n == len(s) || s[n:] == "." || strings.ToLower(s[n:]) == s[n:])
}

// isHanPerson reports whether s has the form of a Chinese name: a family name and one
// or two characters.
func isHanPerson(s string) bool {
	rs := []rune(s)
	if len(rs) < 2 || len(rs) > 4 || strings.ContainsFunc(s, func(r rune) bool { return !unicode.Is(unicode.Han, r) }) {
		return false
	}
	if place.MatchString(s) || sentence.MatchString(s) {
		return false
	}
	return len(rs) >= 3 && surnames()[string(rs[:2])] || len(rs) < 4 && surnames()[string(rs[:1])]
}

// isHangulPerson reports whether s has the form of a Korean name: a family name and two
// syllables.
func isHangulPerson(s string) bool {
	rs := []rune(s)
	if len(rs) != 3 || strings.ContainsFunc(s, func(r rune) bool { return !unicode.Is(unicode.Hangul, r) }) {
		return false
	}
	return surnames()[string(rs[:1])]
}

// IsLatin reports whether s is written in Latin letters.
func IsLatin(s string) bool {
	letters := false
	for _, r := range s {
		if unicode.IsLetter(r) {
			if !unicode.Is(unicode.Latin, r) {
				return false
			}
			letters = true
		}
	}
	return letters
}

// HasLatinForm reports whether s consists of capitalised words, as names in Latin letters
// do. It is also true for "Night Flight".
func HasLatinForm(s string) bool { return latinName.MatchString(s) }

// IsDate reports whether s begins like a date.
func IsDate(s string) bool {
	// Nearly all arguments begin with another letter.
	return s != "" && strings.IndexByte("0123456789jfmasondJFMASOND\xc5", s[0]) >= 0 && dateLike.MatchString(s)
}

// IsWebURL reports whether s is an absolute http or https address.
func IsWebURL(s string) bool {
	if len(s) < 10 || len(s) > 2048 || s[0]|0x20 != 'h' || strings.ContainsAny(s, " \t\n") {
		return false
	}
	u, err := url.Parse(s)
	return err == nil && (strings.EqualFold(u.Scheme, "http") || strings.EqualFold(u.Scheme, "https")) && u.Host != ""
}

// afterName matches a text after a comma that belongs to the name before it.
var afterName = lazyregexp.New(`(?i)^(?:jr|sr|ph\.?d|m\.?d|m\.?a|b\.?a|m\.?sc|b\.?sc|esq|inc|ltd|llc|co|corp|gmbh|ii|iii|iv)\b\.?$`)

// IsAfterName reports whether s, after a comma, belongs to the name before it: "Jr.",
// "Inc.".
func IsAfterName(s string) bool { return afterName.MatchString(strings.TrimSpace(s)) }
