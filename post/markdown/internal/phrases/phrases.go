// Package phrases holds the words that begin a content warning, in the
// languages of phrases.txt, and the names derived from them: the front matter
// keys, shortcodes, elements and classes that state a warning.
package phrases

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/lexicon"
	"github.com/foreword-go/foreword/post/internal/vocabulary"
	"github.com/foreword-go/foreword/post/markdown/internal/frontmatter"
)

//go:embed phrases.txt
var text string

// The slugs that words have in the lexicons of a [Table].
const (
	Strong = "phrase"
	Weak   = "mark"
)

// A Table holds the contents of phrases.txt.
type Table struct {
	// Phrases has every phrase, as Strong, and every mark, as Weak.
	Phrases *lexicon.Lexicon
	// Within has the phrases that also count after other words of a sentence.
	Within *lexicon.Lexicon
	// Notices has the words that open warnings of every kind, as Weak.
	Notices *lexicon.Lexicon
	// Technical has words of trades in which those of a warning mean other things.
	Technical *lexicon.Lexicon
	// Tails may follow a phrase in a title.
	Tails []string

	keys   map[string]string // the kind of a key, by its folded form
	texts  map[string]string // the kind of a key over text of other things too, by its folded form
	langs  map[string]string // the language of a key that is a phrase
	names  map[string]bool   // by the name without marks between its words
	before [256][]string     // what a key may begin with besides, folded, by its first byte
	after  [256][]string     // what a key may end with besides, folded, by its last byte
	values map[string]string // "adult", "rated", "grave", "none" or "other", by the folded value
	begins *lexicon.Lexicon  // the keys of values; most texts do not begin like one
	fields map[string]string // the part of a warning, by the folded name
}

// Read returns the table of phrases.txt. It is read once.
var Read = sync.OnceValue(func() *Table { return newTable(nil) })

// Of returns the table of a vocabulary: that of phrases.txt, with the words of the
// languages that the vocabulary has besides.
func Of(v *post.Vocabulary) *Table {
	words := vocabulary.Of(v)
	if len(words.Languages) == 0 {
		return Read()
	}
	return words.Phrases(func() any { return newTable(words.Languages) }).(*Table)
}

// newTable returns the table of phrases.txt with the words of further languages.
func newTable(more []vocabulary.Language) *Table {
	t := &Table{
		Phrases: lexicon.New(), Within: lexicon.New(), Notices: lexicon.New(), Technical: lexicon.New(), begins: lexicon.New(),
		keys: make(map[string]string), texts: make(map[string]string), langs: make(map[string]string), names: make(map[string]bool), values: make(map[string]string), fields: make(map[string]string),
	}
	kind := ""
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\n")
		switch {
		case line == "" || line[0] == '#':
		case line[0] != '\t':
			kind = line
		default:
			lang, words, _ := strings.Cut(line[1:], "\t")
			for word := range strings.SplitSeq(words, "|") {
				t.add(kind, lang, word)
			}
		}
	}
	for _, l := range more {
		for _, word := range l.Phrases {
			t.add("phrase", l.Tag, word)
			t.add("within", l.Tag, word)
		}
		for _, word := range l.Keys {
			t.add("key", l.Tag, word)
		}
		for _, word := range l.None {
			t.add("none", l.Tag, word)
		}
	}
	t.Phrases.Sort()
	t.Within.Sort()
	t.Notices.Sort()
	t.Technical.Sort()
	return t
}

func (t *Table) add(kind, lang, word string) {
	switch kind {
	case "phrase":
		t.Phrases.Add(strings.ToLower(word), Strong)
		t.keys[frontmatter.Fold(word)] = kind
		if key := frontmatter.Fold(word); t.langs[key] == "" {
			t.langs[key] = lang
		}
		t.names[joined(word)] = true
	case "mark":
		t.Phrases.Add(strings.ToLower(word), Weak)
		if strings.Contains(word, "CN") {
			t.keys[frontmatter.Fold(word)] = "loose"
			break
		}
		t.keys[frontmatter.Fold(word)] = kind
		t.names[joined(word)] = true
	case "within":
		t.Within.Add(strings.ToLower(word), Strong)
	case "before":
		word = frontmatter.Fold(word)
		t.before[word[0]] = append(t.before[word[0]], word)
	case "after":
		word = frontmatter.Fold(word)
		last := word[len(word)-1]
		t.after[last] = append(t.after[last], word)
	case "key", "loose", "rating", "flag", "hint", "safe", "review":
		if t.keys[frontmatter.Fold(word)] == "" {
			t.keys[frontmatter.Fold(word)] = kind
		}
	case "prose", "heed", "tagged", "sort":
		t.texts[frontmatter.Fold(word)] = kind
	case "field":
		t.fields[frontmatter.Fold(word)] = lang
	case "off":
		t.fields[frontmatter.Fold(word)] = kind
	case "name":
		t.names[joined(word)] = true
	case "notice":
		t.Notices.Add(strings.ToLower(word), Weak)
	case "technical":
		t.Technical.Add(word, kind)
	case "tail":
		t.Tails = append(t.Tails, word)
	default:
		t.values[value(word)] = kind
		t.begins.Add(word, kind)
	}
}

// Key returns the kind of a front matter key: "phrase", "mark", "key",
// "loose", "flag", "hint", "safe", "rating" or "review"; "" if it does not
// state a warning. Additional words, as in has_content_warning and
// content_warning_text, are ignored.
func (t *Table) Key(key string) string {
	const longest = 48 // bytes
	folded := frontmatter.Fold(key)
	if kind := t.keys[folded]; kind != "" || len(folded) > longest || folded == "" {
		return kind
	}
	for _, word := range t.after[folded[len(folded)-1]] {
		if stem, ok := strings.CutSuffix(folded, word); ok && t.keys[stem] != "" && t.keys[stem] != "review" {
			return t.keys[stem]
		}
	}
	for _, word := range t.before[folded[0]] {
		if stem, ok := strings.CutPrefix(folded, word); ok && (t.keys[stem] != "mark" || word == "has") { // is_tw may be a country
			return t.keys[stem]
		}
	}
	return ""
}

// Text returns the kind of a front matter key whose value may hold a warning beside other
// things: "prose", "heed", "tagged" or "sort"; "" for any other key.
func (t *Table) Text(key string) string { return t.texts[frontmatter.Fold(key)] }

// Lang returns the language of a key that is a phrase, "" for any other key.
func (t *Table) Lang(key string) string { return t.langs[frontmatter.Fold(key)] }

// Field returns the part of a warning that a key states: "level", "title",
// "topics", "text" or "off"; "" for any other key.
func (t *Table) Field(key string) string { return t.fields[frontmatter.Fold(key)] }

// IsName reports whether a shortcode, element or class with this name states
// a content warning.
func (t *Table) IsName(name string) bool {
	const longest = 48 // bytes
	return len(name) <= longest && t.names[joined(name)]
}

// Value returns the kind of a value: "adult", "rated", "grave", "none" or
// "other"; "" for any other value.
func (t *Table) Value(s string) string {
	if !t.begins.MayStart(s) {
		return ""
	}
	return t.values[value(s)]
}

// IsTechnical reports whether text contains a technical term that shows that
// the words of a warning have another meaning in it.
func (t *Table) IsTechnical(text string) bool {
	f := lexicon.Fold(text)
	for i := range f.Lower {
		if _, ok := t.Technical.At(f, i); ok {
			return true
		}
	}
	return false
}

// joined returns a name without what sets its words apart.
func joined(name string) string {
	return strings.ReplaceAll(string(lexicon.Fold(name).Lower), " ", "")
}

// value returns s folded, without the full stop of a sentence.
func value(s string) string {
	return strings.TrimRight(string(lexicon.Fold(s).Lower), ".。 ")
}
