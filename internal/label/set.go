package label

import (
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
)

// A Set holds the labels of languages that a caller adds to those of this package, or
// changes. A nil Set has none. A Set is immutable.
type Set struct {
	tags    []string // in the order added
	labels  map[string]*Labels
	matcher language.Matcher // chooses an index in languages, and behind these in tags
}

// Of returns the set of a *post.Vocabulary. Package post sets it: packages feed, epub
// and markdown need the set, and no reader of the documentation does.
var Of func(vocabulary any) *Set

// For returns the labels of the language closest to lang, like the function [For].
func (s *Set) For(lang string) *Labels {
	if s == nil || lang == "" {
		return For(lang)
	}
	for tag := lang; tag != ""; tag = tag[:max(strings.LastIndexByte(tag, '-'), 0)] { // uk-Cyrl-UA, uk-Cyrl, uk
		if l := s.labels[tag]; l != nil {
			return l
		}
	}
	if l := usual()[lang]; l != nil {
		return l
	}
	parsed, err := language.Parse(lang)
	if err != nil {
		return &all[0]
	}
	_, i, confidence := s.matcher.Match(parsed)
	switch {
	case confidence == language.No:
		return &all[0]
	case i < len(languages):
		return &all[i]
	}
	return s.labels[s.tags[i-len(languages)]]
}

// With returns a set that also has labels in the language tag, a valid BCP 47 tag. The
// words are by their names; see [Labels.Words]. A word that is not given is the one that
// s has for the language.
func (s *Set) With(tag string, words map[string]string) (*Set, error) {
	own := *s.For(tag)
	own.Lang = tag
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(words)) {
		if err := own.set(name, words[name]); err != nil {
			errs = append(errs, err)
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	more := &Set{labels: make(map[string]*Labels)}
	if s != nil {
		more.tags = slices.Clone(s.tags)
		maps.Copy(more.labels, s.labels)
	}
	if more.labels[tag] == nil {
		more.tags = append(more.tags, tag)
	}
	more.labels[tag] = &own
	var tags []language.Tag
	for _, lang := range languages {
		tags = append(tags, language.MustParse(lang.tag))
	}
	for _, tag := range more.tags {
		tags = append(tags, language.Make(tag))
	}
	more.matcher = language.NewMatcher(tags)
	return more, nil
}

// The names of the words that are no field of [Labels].
const (
	dateWord   = "Date"   // how a day is written: the layout of [time.Time.Format]
	monthsWord = "Months" // the twelve months in it, set apart by "|"
)

// Words returns all words of the language by their names: those of the fields of l, and
// "Date" and "Months", which say how a day is written.
func (l *Labels) Words() map[string]string {
	words := map[string]string{dateWord: l.date.layout, monthsWord: strings.Join(l.months(), "|")}
	v := reflect.ValueOf(*l)
	for i := range v.NumField() {
		if f := v.Type().Field(i); f.IsExported() && f.Name != "Lang" {
			words[f.Name] = v.Field(i).String()
		}
	}
	return words
}

// set sets the word of a name. The word must be a text that can be written in XML, with
// the same arguments as the one that it replaces.
func (l *Labels) set(name, word string) error {
	if strings.TrimSpace(word) == "" || !utf8.ValidString(word) || strings.ContainsFunc(word, unicode.IsControl) {
		return fmt.Errorf("%s: %q is empty or not plain text on one line", name, word)
	}
	switch name {
	case dateWord:
		l.date.layout = word
		return nil
	case monthsWord:
		months := strings.Split(word, "|")
		if len(months) != len(l.months()) {
			return fmt.Errorf("%s: %q, want twelve names set apart by |", name, word)
		}
		l.date.months = months
		return nil
	}
	field := reflect.ValueOf(l).Elem().FieldByName(name)
	if !field.IsValid() || !field.CanSet() || name == "Lang" {
		return fmt.Errorf("no word has the name %q, want one of %s", name, strings.Join(slices.Sorted(maps.Keys(l.Words())), ", "))
	}
	if !sameArguments(word, field.String()) {
		return fmt.Errorf("%s: %q, want the same %%s and %%d as in %q", name, word, field.String())
	}
	field.SetString(word)
	return nil
}

// sameArguments reports whether two formats take the same arguments in the same order,
// of which "%s" and "%d" are all that there are.
func sameArguments(a, b string) bool {
	return slices.Equal(arguments(a), arguments(b))
}

func arguments(format string) (all []string) {
	for _, after := range strings.Split(format, "%")[1:] {
		all = append(all, after[:min(len(after), 1)])
	}
	return all
}
