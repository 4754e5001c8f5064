package post

import (
	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/post/internal/script"
)

// A Level says how strong a content warning is.
type Level int

// The levels, in order. A warning that states none is of LevelWarning, and so
// is one of the zero Level.
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

// A Scope says what a content warning is about.
type Scope int

const (
	// ScopePost is the whole post. The body that a [Renderer] writes leaves
	// such a warning out: it is the caller's to put first.
	ScopePost Scope = iota + 1
	// ScopeSection is the section the warning stands in. It stays there.
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

// A Warning is a content warning: what a reader must know before reading on.
type Warning struct {
	Level Level `json:"level"`
	// Title is as written, such as "内容预警", without an emoji mark or colon;
	// never empty.
	Title string `json:"title"`
	// Topics are what the warning warns of, in the order written, each once.
	Topics []Topic `json:"topics"`
	Scope  Scope   `json:"scope"`
	// ID is the id that the block of a warning has in the body that a [Renderer]
	// writes; "" for one that is not in the body.
	ID string `json:"id,omitempty"`
	// Sentence is the sentence that names the topics, as written, where it names
	// more than Topics holds; [Warning.Line] has it then. "" if it does not.
	Sentence string `json:"sentence,omitempty"`
	// Text is the body of the warning as plain text, paragraphs set apart by
	// a blank line; "" if it has only a title and topics.
	Text string `json:"text"`
	// HTML is the body of the warning as [Renderer.Warning] writes it with
	// the zero Renderer.
	HTML string   `json:"html"`
	Pos  Position `json:"pos"`
	// Body is what [Renderer.Warning] renders; nil means HTML.
	Body Body `json:"-"`
}

// Line returns the warning as one line of plain text, "内容预警：自残、自杀",
// the form that survives in summaries, lists and notifications. Without topics
// the text of the warning stands for them, and so does a Sentence that names more. Colon and comma are those of lang,
// a BCP 47 tag, where the title is in its script.
func (w *Warning) Line(lang string) string {
	words := label.For(lang)
	if own := script.Lang(w.Title); own != "" && script.Lang(words.ContentWarning) == "" || own == "" && script.Lang(words.ContentWarning) != "" {
		words = label.For(own)
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

// A Topic is one thing a content warning warns of.
type Topic struct {
	// Slug is the vocabulary's name, such as "self-harm"; "" if it has none.
	Slug string `json:"slug,omitempty"`
	// Label is as written, such as "自残"; never empty.
	Label string `json:"label"`
}
