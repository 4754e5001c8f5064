// Package vocabulary holds the topics of content warnings and their labels in eight
// languages, read from vocabulary.txt.
package vocabulary

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/foreword-go/foreword/post/internal/lexicon"
)

//go:embed vocabulary.txt
var vocabularyText string

// A Entry is a topic of the vocabulary.
type Entry struct {
	Slug   string
	Group  string
	ONIX   string // a code of ONIX code list 203
	Labels map[string][]string
}

// A Vocabulary is vocabulary.txt, read.
type Vocabulary struct {
	Entries []Entry
	bySlug  map[string]int   // index in entries
	Words   *lexicon.Lexicon // every label and slug
}

// Entry returns the entry for a slug.
func (v *Vocabulary) Entry(slug string) (Entry, bool) {
	i, ok := v.bySlug[slug]
	if !ok {
		return Entry{}, false
	}
	return v.Entries[i], true
}

// Read returns the vocabulary. It is read once.
var Read = sync.OnceValue(func() *Vocabulary {
	v := &Vocabulary{bySlug: make(map[string]int), Words: lexicon.New()}
	for line := range strings.Lines(vocabularyText) {
		line = strings.TrimRight(line, "\n")
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '\t':
			lang, labels, _ := strings.Cut(line[1:], "\t")
			t := &v.Entries[len(v.Entries)-1]
			t.Labels[lang] = strings.Split(labels, "|")
			for _, l := range t.Labels[lang] {
				v.Words.Add(l, t.Slug)
			}
		default:
			f := strings.Fields(line)
			v.bySlug[f[0]] = len(v.Entries)
			v.Entries = append(v.Entries, Entry{Slug: f[0], Group: f[1], ONIX: f[2], Labels: make(map[string][]string)})
			v.Words.Add(f[0], f[0])
		}
	}
	v.Words.Sort()
	return v
})
