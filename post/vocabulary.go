package post

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/post/internal/lang"
	"github.com/foreword-go/foreword/post/internal/lexicon"
	"github.com/foreword-go/foreword/post/internal/vocabulary"
)

// A Vocabulary holds the topics of content warnings with the labels that find them in
// the words of authors, the phrases that open a warning, and the words that feeds and
// books add to posts. The zero Vocabulary and a nil one contain the topics of [Topics]
// and eight languages; [Vocabulary.With] adds topics, and [Vocabulary.WithLanguages]
// adds languages. A Vocabulary is immutable and safe for concurrent use.
type Vocabulary struct {
	table  *vocabulary.Vocabulary // nil means the default
	labels *label.Set             // nil means the default
}

func init() {
	vocabulary.Of = func(v any) *vocabulary.Vocabulary { return v.(*Vocabulary).read() }
	label.Of = func(v any) *label.Set { return v.(*Vocabulary).words() }
}

func (v *Vocabulary) read() *vocabulary.Vocabulary {
	if v == nil || v.table == nil {
		return vocabulary.Read()
	}
	return v.table
}

// With returns a vocabulary with the topics and languages of v, and the given topics. If v has a topic
// with the same slug, the new labels are appended to its labels; they may be in further
// languages. A new topic comes last, and has the ONIX code "02" unless it states
// another. v is not changed.
//
// If a topic is not valid, With returns nil and an error that wraps [ErrValue] and
// lists all such topics: a slug may consist of lower-case letters, digits and hyphens,
// languages must be BCP 47 tags, and labels must not be empty.
func (v *Vocabulary) With(topics ...TopicInfo) (*Vocabulary, error) {
	var entries []vocabulary.Entry
	for _, e := range v.read().Entries {
		e.Labels = maps.Clone(e.Labels)
		entries = append(entries, e)
	}
	var errs []error
	for _, t := range topics {
		if err := t.check(); err != nil {
			errs = append(errs, fmt.Errorf("topic %q: %w", t.Slug, err))
			continue
		}
		i := slices.IndexFunc(entries, func(e vocabulary.Entry) bool { return e.Slug == t.Slug })
		if i < 0 {
			i = len(entries)
			entries = append(entries, vocabulary.Entry{Slug: t.Slug, ONIX: "02", Labels: make(map[string][]string)})
		}
		e := &entries[i]
		e.Group, e.ONIX = cmp.Or(t.Group, e.Group), cmp.Or(t.ONIX, e.ONIX)
		for tag, labels := range t.Labels {
			tag, _ = lang.Tag(tag)
			e.Labels[tag] = slices.Concat(e.Labels[tag], labels)
		}
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	larger := vocabulary.New(entries)
	larger.Languages = v.read().Languages
	return &Vocabulary{larger, v.words()}, nil
}

// check returns an error if the topic cannot be part of a vocabulary.
func (t TopicInfo) check() error {
	if t.Slug == "" || strings.ContainsFunc(t.Slug, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '-' }) {
		return fmt.Errorf("%w: slug %q, want lower-case letters, digits and hyphens", ErrValue, t.Slug)
	}
	for tag, labels := range t.Labels {
		if _, ok := lang.Tag(tag); !ok {
			return fmt.Errorf("%w: labels in %q, want a BCP 47 tag", ErrValue, tag)
		}
		if slices.ContainsFunc(labels, func(l string) bool { return strings.TrimSpace(l) == "" }) {
			return fmt.Errorf("%w: an empty label in %q", ErrValue, tag)
		}
	}
	return nil
}

// Topics returns the topics: first those of this package, in a fixed order, then those
// that were added.
func (v *Vocabulary) Topics() iter.Seq[TopicInfo] {
	return func(yield func(TopicInfo) bool) {
		for _, e := range v.read().Entries {
			if !yield(TopicInfo(e)) {
				return
			}
		}
	}
}

// Topic returns the topic with the given slug, and whether there is one.
func (v *Vocabulary) Topic(slug string) (TopicInfo, bool) {
	e, ok := v.read().Entry(slug)
	return TopicInfo(e), ok
}

// TopicOf returns the topic that an author's words name. The label of the result is
// text. Its slug belongs to the longest label of the vocabulary, in any language, that
// text contains; it is "" if text contains none.
func (v *Vocabulary) TopicOf(text string) Topic {
	return Topic{Label: text, Slug: v.read().Words.Longest(lexicon.Fold(text))}
}
