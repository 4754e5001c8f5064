package post

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/foreword-go/foreword/post/internal/lang"
	"github.com/foreword-go/foreword/post/internal/lexicon"
	"github.com/foreword-go/foreword/post/internal/vocabulary"
)

// A Vocabulary holds the topics of content warnings and their labels, by which they
// are found in what authors write. The zero Vocabulary, and a nil one, is that of
// [Topics]; [Vocabulary.With] makes a larger one. A Vocabulary does not change, and is
// safe for concurrent use.
type Vocabulary struct {
	table *vocabulary.Vocabulary // nil means the default
}

func init() {
	vocabulary.Of = func(v any) *vocabulary.Vocabulary { return v.(*Vocabulary).read() }
}

func (v *Vocabulary) read() *vocabulary.Vocabulary {
	if v == nil || v.table == nil {
		return vocabulary.Read()
	}
	return v.table
}

// With returns a vocabulary that has the topics too. A topic whose slug is there
// already gets the further labels, which may be in further languages: they come after
// the labels that it has in the same language. A new topic comes last, and has the
// ONIX code "02" unless it states another. v stays as it is.
//
// Each topic that cannot be added is an error that wraps [ErrValue]: its slug is not
// of lower-case letters, digits and hyphens, a language of its labels is not a BCP 47
// tag, or a label is empty. The vocabulary is nil then.
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
	return &Vocabulary{vocabulary.New(entries)}, nil
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

// Topics yields the topics: those of the package in their fixed order, and then those
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

// Topic returns the topic that has a slug.
func (v *Vocabulary) Topic(slug string) (TopicInfo, bool) {
	e, ok := v.read().Entry(slug)
	return TopicInfo(e), ok
}

// TopicOf returns the topic that text, as an author wrote it, names: its slug is
// that of the longest label of the vocabulary in text, in any language, or "" if it
// holds none.
func (v *Vocabulary) TopicOf(text string) Topic {
	return Topic{Label: text, Slug: v.read().Words.Longest(lexicon.Fold(text))}
}
