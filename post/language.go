package post

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/post/internal/lang"
	"github.com/foreword-go/foreword/post/internal/vocabulary"
)

// A Language holds the words of a language: those that find content warnings in posts,
// and those that feeds and books add to posts. Eight languages are built in (zh-Hans,
// zh-Hant, en, ja, ko, fr, de, es); [Vocabulary.WithLanguages] adds others, and further
// words of these. A Language can be stored as JSON.
type Language struct {
	Tag string `json:"tag"` // a BCP 47 tag, such as "uk" or "pt-BR"
	// Phrases open a content warning, as a title or before a colon, such as
	// "попередження про вміст". Each is also a front matter key and the name of a
	// container that state one. Case does not matter.
	Phrases []string `json:"phrases,omitempty"`
	// Keys are further front matter keys that state a content warning. Case, hyphens
	// and underscores do not matter.
	Keys []string `json:"keys,omitempty"`
	// None are values of such a key that say that there is nothing to warn of, such as
	// "немає".
	None []string `json:"none,omitempty"`
	// Topics maps slugs of topics to labels, preferred label first. The vocabulary must
	// have the topics; [Vocabulary.With] adds topics.
	Topics map[string][]string `json:"topics,omitempty"`
	// Words are the words that feeds and books add to posts, by their names, such as
	// "Contents" or "RepostedFrom". [Vocabulary.Words] returns all names, with the words
	// of a known language to translate. A missing word is that of the closest known
	// language, or else English.
	Words map[string]string `json:"words,omitempty"`
}

// WithLanguages returns a vocabulary with the topics and languages of v and the words of
// the given languages. It is passed to the packages that read and write posts, as
// markdown.Parser.Vocabulary, feed.Feed.Vocabulary and epub.Book.Vocabulary. v is not
// changed.
//
// If a language is not valid, WithLanguages returns nil and an error that wraps
// [ErrValue] and lists everything that is wrong: a tag that is not BCP 47, an empty
// phrase or label, a slug that v does not have, an unknown name of a word, and a word
// without the %s or %d of the one that it translates.
func (v *Vocabulary) WithLanguages(languages ...Language) (*Vocabulary, error) {
	words := v.words()
	infos := make(map[string]map[string][]string) // labels by slug and language
	added := slices.Clone(v.read().Languages)
	var errs []error
	for _, l := range languages {
		tag, ok := lang.Tag(l.Tag)
		if !ok {
			errs = append(errs, fmt.Errorf("%w: language %q, want a BCP 47 tag", ErrValue, l.Tag))
			continue
		}
		for _, word := range slices.Concat(l.Phrases, l.Keys, l.None) {
			if strings.TrimSpace(word) == "" {
				errs = append(errs, fmt.Errorf("%w: language %s: an empty phrase, key or value", ErrValue, tag))
			}
		}
		more, err := words.With(tag, l.Words)
		if err != nil {
			errs = append(errs, fmt.Errorf("%w: language %s: %w", ErrValue, tag, err))
			continue
		}
		words = more
		added = append(added, vocabulary.Language{Tag: tag, Phrases: slices.Clone(l.Phrases), Keys: slices.Clone(l.Keys), None: slices.Clone(l.None), Words: maps.Clone(l.Words)})
		for _, slug := range slices.Sorted(maps.Keys(l.Topics)) {
			if _, ok := v.Topic(slug); !ok {
				errs = append(errs, fmt.Errorf("%w: language %s: no topic has the slug %q, add it by With", ErrValue, tag, slug))
				continue
			}
			if infos[slug] == nil {
				infos[slug] = make(map[string][]string)
			}
			infos[slug][tag] = slices.Concat(infos[slug][tag], l.Topics[slug])
		}
	}
	var topics []TopicInfo
	for _, slug := range slices.Sorted(maps.Keys(infos)) {
		topics = append(topics, TopicInfo{Slug: slug, Labels: infos[slug]})
	}
	larger, err := v.With(topics...)
	if err := errors.Join(append(errs, err)...); err != nil {
		return nil, err
	}
	larger.table.Languages, larger.labels = added, words
	return larger, nil
}

// Words returns the words that feeds and books add to posts, in the language closest to
// lang, a BCP 47 tag, or else in English: a new map of the names that [Language.Words]
// may have to the words. "%s" and "%d" in a word stand for a text and a number. "Date" is
// the form of a day as a layout for [time.Time.Format], and "Months" are the names of the
// twelve months for it, set apart by "|".
func (v *Vocabulary) Words(lang string) map[string]string { return v.words().For(lang).Words() }

// words returns the labels of the vocabulary by language.
func (v *Vocabulary) words() *label.Set {
	if v == nil {
		return nil
	}
	return v.labels
}
