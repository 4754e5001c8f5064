package post

import (
	_ "embed"
	"iter"
	"slices"
	"strings"
	"sync"

	"github.com/foreword-go/foreword/internal/label"
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
func Topics() iter.Seq[TopicInfo] { return slices.Values(vocabulary().topics) }

// TopicFor returns the vocabulary's entry for a slug.
func TopicFor(slug string) (TopicInfo, bool) {
	v := vocabulary()
	i, ok := v.bySlug[slug]
	if !ok {
		return TopicInfo{}, false
	}
	return v.topics[i], true
}

//go:embed vocabulary.txt
var vocabularyText string

// A topicVocabulary is vocabulary.txt, read.
type topicVocabulary struct {
	topics []TopicInfo
	bySlug map[string]int // index in topics
	words  *lexicon       // every label and slug
}

var vocabulary = sync.OnceValue(func() *topicVocabulary {
	v := &topicVocabulary{bySlug: make(map[string]int), words: newLexicon()}
	for line := range strings.Lines(vocabularyText) {
		line = strings.TrimRight(line, "\n")
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '\t':
			lang, labels, _ := strings.Cut(line[1:], "\t")
			t := &v.topics[len(v.topics)-1]
			t.Labels[lang] = strings.Split(labels, "|")
			for _, l := range t.Labels[lang] {
				v.words.add(l, t.Slug)
			}
		default:
			f := strings.Fields(line)
			v.bySlug[f[0]] = len(v.topics)
			v.topics = append(v.topics, TopicInfo{Slug: f[0], Group: f[1], ONIX: f[2], Labels: make(map[string][]string)})
			v.words.add(f[0], f[0])
		}
	}
	v.words.sort()
	return v
})

// Topic returns the topic that text, as an author wrote it, names: the slug is
// of the longest label in it, in any of the languages, "" if there is none. The
// labels of p.Topics count before the vocabulary's, also where they are shorter:
// a caller adds them to decide. It is for warnings that are filled by hand.
func (p *Parser) Topic(text string) Topic {
	t := Topic{Label: text}
	folded := foldText(text)
	if len(p.Topics) > 0 {
		own := newLexicon()
		for l, slug := range p.Topics {
			own.add(l, slug)
		}
		own.sort()
		t.Slug = own.longest(folded)
	}
	if t.Slug == "" {
		t.Slug = vocabulary().words.longest(folded)
	}
	return t
}
