package post

import (
	"iter"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/post/internal/lexicon"
	"github.com/foreword-go/foreword/post/internal/vocabulary"
)

// A TopicInfo is an entry of the vocabulary of content warnings: 36 topics in
// 7 groups, after the Webis trigger warning taxonomy (Wiegmann et al.,
// "Trigger Warning Assignment as a Multi-Label Document Classification
// Problem", ACL 2023), with labels in eight languages of our own collection.
type TopicInfo struct {
	Slug string // "self-harm"
	// Group is the taxonomy's: discrimination, aggression, abuse, pregnancy,
	// medical, mental-health or sexual-content. Each has a slug of its own
	// for the rest of it: "other-aggression".
	Group string
	// ONIX is the code of ONIX code list 203 that stands nearest, such as
	// "09"; "02", general, where none does.
	ONIX string
	// Labels are by language (zh-Hans, zh-Hant, en, ja, ko, fr, de, es), the
	// preferred one first. They are shared: do not change them.
	Labels map[string][]string
}

// Label returns the preferred label in the language closest to lang, a BCP 47
// tag; in English for "" or a language without labels.
func (t TopicInfo) Label(lang string) string {
	if labels := t.Labels[label.For(lang).Lang]; len(labels) > 0 {
		return labels[0]
	}
	return t.Slug
}

// Topics yields the vocabulary in its fixed order.
func Topics() iter.Seq[TopicInfo] {
	return func(yield func(TopicInfo) bool) {
		for _, e := range vocabulary.Read().Entries {
			if !yield(TopicInfo(e)) {
				return
			}
		}
	}
}

// TopicFor returns the vocabulary's entry for a slug.
func TopicFor(slug string) (TopicInfo, bool) {
	e, ok := vocabulary.Read().Entry(slug)
	return TopicInfo(e), ok
}

// TopicOf returns the topic that text, as an author wrote it, names: its slug is
// that of the longest label of the vocabulary in text, in any language, or "" if
// it holds none. It is for warnings that are filled by hand.
func TopicOf(text string) Topic {
	return Topic{Label: text, Slug: vocabulary.Read().Words.Longest(lexicon.Fold(text))}
}
