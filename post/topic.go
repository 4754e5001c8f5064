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
	// Group is the group of the taxonomy: discrimination, aggression, abuse,
	// pregnancy, medical, mental-health or sexual-content. Each group has a topic
	// for everything else in it, such as "other-aggression".
	Group string `json:"group,omitempty"`
	// ONIX is the closest code of ONIX code list 203, such as "09". If no code is
	// close, it is "02" (general).
	ONIX string `json:"onix,omitempty"`
	// Labels maps languages (zh-Hans, zh-Hant, en, ja, ko, fr, de, es) to labels,
	// preferred label first. The map is shared: do not change it.
	Labels map[string][]string `json:"labels,omitempty"`
}

// Label returns the preferred label in the language closest to lang, a BCP 47 tag. If
// lang is "" or has no labels, it returns the English label.
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

// Topics returns the topics of the vocabulary of this package, in a fixed order.
func Topics() iter.Seq[TopicInfo] { return defaults.Topics() }

// TopicFor returns the topic with the given slug in the vocabulary of this package,
// and whether there is one.
func TopicFor(slug string) (TopicInfo, bool) { return defaults.Topic(slug) }

// TopicOf returns the topic that an author's words name, for warnings that are filled
// in by hand. The label of the result is text. Its slug belongs to the longest label
// of this package's vocabulary, in any language, that text contains; it is "" if text
// contains none. See also [Vocabulary.TopicOf].
func TopicOf(text string) Topic { return defaults.TopicOf(text) }
