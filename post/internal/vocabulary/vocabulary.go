// Package vocabulary holds the topics of content warnings and their labels in eight
// languages, read from vocabulary.txt.
package vocabulary

import (
	_ "embed"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/foreword-go/foreword/post/internal/lexicon"
)

//go:embed vocabulary.txt
var vocabularyText string

// An Entry is a topic of the vocabulary.
type Entry struct {
	Slug   string              `json:"slug"`
	Group  string              `json:"group,omitempty"`
	ONIX   string              `json:"onix,omitempty"` // a code of ONIX code list 203
	Labels map[string][]string `json:"labels,omitempty"`
}

// A Language holds words that a caller adds to those of this package and of package
// phrases; see post.Language. The labels of topics are in the entries.
type Language struct {
	Tag                 string
	Phrases, Keys, None []string
	Words               map[string]string // of the interface
}

// A Vocabulary holds the contents of vocabulary.txt, and what callers add to it.
type Vocabulary struct {
	Entries   []Entry
	Languages []Language       // in the order added
	bySlug    map[string]int   // index in entries
	Words     *lexicon.Lexicon // every label and slug

	once    sync.Once
	phrases any
}

// Phrases returns the table of phrases for v: the result of make, which is called once.
// Package phrases, which imports this one, calls it.
func (v *Vocabulary) Phrases(make func() any) any {
	v.once.Do(func() { v.phrases = make() })
	return v.phrases
}

// Entry returns the entry for a slug.
func (v *Vocabulary) Entry(slug string) (Entry, bool) {
	i, ok := v.bySlug[slug]
	if !ok {
		return Entry{}, false
	}
	return v.Entries[i], true
}

// Of returns the table of a *post.Vocabulary. Package post sets it: package markdown
// needs the table, and no reader of the documentation does.
var Of func(v any) *Vocabulary

// New returns a vocabulary of entries.
func New(entries []Entry) *Vocabulary {
	v := &Vocabulary{Entries: entries, bySlug: make(map[string]int), Words: lexicon.New()}
	for i, e := range entries {
		v.bySlug[e.Slug] = i
		for _, lang := range slices.Sorted(maps.Keys(e.Labels)) {
			for _, l := range e.Labels[lang] {
				v.Words.Add(l, e.Slug)
			}
		}
		v.Words.Add(e.Slug, e.Slug)
	}
	v.Words.Sort()
	return v
}

// Read returns the vocabulary. It is read once.
var Read = sync.OnceValue(func() *Vocabulary {
	var entries []Entry
	for line := range strings.Lines(vocabularyText) {
		line = strings.TrimRight(line, "\n")
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '\t':
			lang, labels, _ := strings.Cut(line[1:], "\t")
			entries[len(entries)-1].Labels[lang] = strings.Split(labels, "|")
		default:
			f := strings.Fields(line)
			entries = append(entries, Entry{Slug: f[0], Group: f[1], ONIX: f[2], Labels: make(map[string][]string)})
		}
	}
	return New(entries)
})
