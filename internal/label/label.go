// Package label holds the words that feeds and books add to posts, in each language,
// with the punctuation of that language: a full-width colon in Chinese and Japanese, a
// no-break space before the colon in French.
package label

import (
	"fmt"
	"strings"
	"sync"
	"time"

	"golang.org/x/text/language"
)

// A dateForm is how a language writes a day.
type dateForm struct {
	layout string   // of [time.Time.Format]
	months []string // names that stand for the English ones in it; nil if it has none
}

// languages are the columns of [table]. English is the first: it is what [For] falls
// back to.
var languages = [...]struct {
	tag  string // BCP 47
	date dateForm
}{
	{"en", dateForm{layout: "2 January 2006"}},
	{"zh-Hans", dateForm{layout: "2006年1月2日"}},
	{"zh-Hant", dateForm{layout: "2006年1月2日"}},
	{"ja", dateForm{layout: "2006年1月2日"}},
	{"ko", dateForm{layout: "2006년 1월 2일"}},
	{"fr", dateForm{"2 January 2006", []string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"}}},
	{"de", dateForm{"2. January 2006", []string{"Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember"}}},
	{"es", dateForm{"2 de January de 2006", []string{"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre"}}},
}

// all has the labels of each of the languages.
var all = func() (all [len(languages)]Labels) {
	for i, lang := range languages {
		all[i].Lang, all[i].date = lang.tag, lang.date
		for j := range table {
			*table[j].field(&all[i]) = table[j].in(i)
		}
	}
	return all
}()

// For returns the labels of the language closest to lang, a BCP 47 tag. If lang is "" or
// no language is close, it returns English. The result is shared: do not change it.
func For(lang string) *Labels {
	if lang == "" {
		return &all[0]
	}
	if l := usual()[lang]; l != nil {
		return l
	}
	return match(lang)
}

// usual maps the tags of most posts to their labels. Matching a tag takes a microsecond
// and ten allocations, which adds up for each warning of each post.
var usual = sync.OnceValue(func() map[string]*Labels {
	tags := make(map[string]*Labels)
	for _, lang := range []string{
		"de", "de-DE", "en", "en-GB", "en-US", "es", "es-ES", "fr", "fr-FR", "ja", "ja-JP", "ko", "ko-KR",
		"zh", "zh-CN", "zh-Hans", "zh-Hans-CN", "zh-Hant", "zh-HK", "zh-TW",
	} {
		tags[lang] = match(lang)
	}
	return tags
})

func match(lang string) *Labels {
	tag, err := language.Parse(lang)
	if err != nil {
		return &all[0]
	}
	_, i, confidence := matcher().Match(tag)
	if confidence == language.No {
		return &all[0]
	}
	return &all[i]
}

// matcher chooses the index in all.
var matcher = sync.OnceValue(func() language.Matcher {
	tags := make([]language.Tag, len(languages))
	for i, lang := range languages {
		tags[i] = language.MustParse(lang.tag)
	}
	return language.NewMatcher(tags)
})

// Join joins items with the comma of the language.
func (l *Labels) Join(items []string) string { return strings.Join(items, l.Comma) }

// Field returns a name and its value, such as "Source: x". If the value is "", it
// returns the name.
func (l *Labels) Field(name, value string) string {
	if value == "" {
		return name
	}
	return name + l.Colon + value
}

// Quote returns the title of a work in quotation marks.
func (l *Labels) Quote(title string) string { return l.OpenQuote + title + l.CloseQuote }

// Paren returns a text followed by an aside in brackets.
func (l *Labels) Paren(s string) string { return l.OpenParen + s + l.CloseParen }

// Date returns the day of t in words, in the time zone of t; "" for the zero time.
func (l *Labels) Date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return strings.Replace(t.Format(l.date.layout), t.Month().String(), l.months()[t.Month()-1], 1)
}

// months returns the names of the months.
func (l *Labels) months() []string {
	if l.date.months != nil {
		return l.date.months
	}
	var names []string
	for m := time.January; m <= time.December; m++ {
		names = append(names, m.String())
	}
	return names
}

// People returns names as a list. Of many names, it returns the first few.
func (l *Labels) People(names []string) string {
	const most = 4
	if len(names) > most {
		return fmt.Sprintf(l.AndOthers, l.Join(names[:most]))
	}
	return l.Join(names)
}
