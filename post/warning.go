package post

import (
	"github.com/foreword-go/foreword/post/internal/script"
)

// A Level is the strength of a content warning.
type Level int

// The levels, weakest first. The zero Level, and that of a warning that does not state
// one, count as LevelWarning.
const (
	LevelNote Level = iota + 1
	LevelWarning
	LevelDanger
)

// String returns "note", "warning" or "danger".
func (l Level) String() string {
	if l < LevelNote || l > LevelDanger {
		return levelNames[LevelWarning]
	}
	return levelNames[l]
}

// MarshalText implements [encoding.TextMarshaler].
func (l Level) MarshalText() ([]byte, error) { return []byte(l.String()), nil }

// A Scope is the part of a post that a content warning is about.
type Scope int

const (
	// ScopePost is the whole post. A [Renderer] leaves such a warning out of the
	// body, because the caller writes it first. The zero Scope counts as ScopePost.
	ScopePost Scope = iota + 1
	// ScopeSection is the section that contains the warning. The warning stays
	// there in the body.
	ScopeSection
)

// String returns "post" or "section".
func (s Scope) String() string {
	if s < ScopePost || s > ScopeSection {
		return scopeNames[ScopePost]
	}
	return scopeNames[s]
}

// MarshalText implements [encoding.TextMarshaler].
func (s Scope) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// A Warning is a content warning: text that readers must see before they read on.
type Warning struct {
	Level Level `json:"level"`
	// Title is the title as written, such as "内容预警", without an emoji or colon.
	// It is never empty in a warning that was read from a post.
	Title string `json:"title"`
	// Topics are the topics in the order written, without duplicates.
	Topics []Topic `json:"topics"`
	Scope  Scope   `json:"scope"`
	// ID is the id of the warning's block in the body that a [Renderer] writes. It
	// is "" if the warning is not in the body.
	ID string `json:"id,omitempty"`
	// Sentence is the sentence that names the topics, as written, if it says more
	// than Topics do. [Warning.Line] then contains it in place of the topics.
	Sentence string `json:"sentence,omitempty"`
	// Text is the body of the warning as plain text, with a blank line between
	// paragraphs. It is "" if the warning has only a title and topics.
	Text string `json:"text"`
	// HTML is the body of the warning as the zero [Renderer] writes it.
	HTML string   `json:"html"`
	Pos  Position `json:"pos"`
	// Body is the body that [Renderer.Warning] renders. If nil, it renders HTML.
	Body Body `json:"-"`
}

// Line returns the warning as one line of plain text, such as "内容预警：自残、自杀":
// the form that survives in summaries, lists and notifications. The title is followed
// by the Sentence if there is one, else by the topics, else by the text. Colon and
// comma follow the usage of the language lang, a BCP 47 tag, if the title is in its
// script.
func (w *Warning) Line(lang string) string { return defaults.line(w, lang) }

func (v *Vocabulary) line(w *Warning, lang string) string {
	words := v.words().For(lang)
	if own := script.Lang(w.Title); own != "" && script.Lang(words.ContentWarning) == "" || own == "" && script.Lang(words.ContentWarning) != "" {
		words = v.words().For(own)
	}
	var items []string
	for _, t := range w.Topics {
		items = append(items, script.OneLine(t.Label))
	}
	if w.Sentence != "" {
		items = []string{script.OneLine(w.Sentence)}
	}
	if len(items) == 0 && w.Text != "" {
		items = append(items, script.OneLine(w.Text))
	}
	return words.Field(script.OneLine(w.Title), words.Join(items))
}

// A Topic is a subject that a content warning names.
type Topic struct {
	// Slug is the name of the topic in the vocabulary, such as "self-harm". It is ""
	// if the vocabulary does not have the topic.
	Slug string `json:"slug,omitempty"`
	// Label is the topic as written, such as "自残". It is never empty in a warning
	// that was read from a post.
	Label string `json:"label"`
}
