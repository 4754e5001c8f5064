package post

import (
	"iter"
	"strings"

	"github.com/foreword-go/foreword/internal/label"
)

// A TopicInfo is an entry of the vocabulary of content warnings: 36 topics in
// 7 groups, after the Webis trigger warning taxonomy (Wiegmann et al.,
// "Trigger Warning Assignment as a Multi-Label Document Classification
// Problem", ACL 2023), with labels in eight languages of our own collection.
type TopicInfo struct {
	Slug string `json:"slug"` // "self-harm"
	// Group is the taxonomy's: discrimination, aggression, abuse, pregnancy,
	// medical, mental-health or sexual-content. Each has a slug of its own
	// for the rest of it: "other-aggression".
	Group string `json:"group,omitempty"`
	// ONIX is the code of ONIX code list 203 that stands nearest, such as
	// "09"; "02", general, where none does.
	ONIX string `json:"onix,omitempty"`
	// Labels are by language (zh-Hans, zh-Hant, en, ja, ko, fr, de, es), the
	// preferred one first. They are shared: do not change them.
	Labels map[string][]string `json:"labels,omitempty"`
}

// Label returns the preferred label in the language closest to lang, a BCP 47
// tag; in English for "" or a language without labels.
func (t TopicInfo) Label(lang string) string {
	for tag := lang; tag != ""; tag = tag[:max(strings.LastIndexByte(tag, '-'), 0)] { // zh-Hans-CN, zh-Hans, zh
		if labels := t.Labels[tag]; len(labels) > 0 {
			return labels[0]
		}
	}
	if labels := t.Labels[label.For(lang).Lang]; len(labels) > 0 {
		return labels[0]
	}
	return t.Slug
}

// defaults is the vocabulary of the package.
var defaults Vocabulary

// Topics yields the vocabulary of the package in its fixed order.
func Topics() iter.Seq[TopicInfo] { return defaults.Topics() }

// TopicFor returns the topic of the vocabulary of the package that has a slug.
func TopicFor(slug string) (TopicInfo, bool) { return defaults.Topic(slug) }

// TopicOf returns the topic that text, as an author wrote it, names: its slug is
// that of the longest label of the vocabulary of the package in text, in any
// language, or "" if it holds none. It is for warnings that are filled by hand; see
// also [Vocabulary.TopicOf].
func TopicOf(text string) Topic { return defaults.TopicOf(text) }
