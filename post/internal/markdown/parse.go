// Package markdown reads the Markdown of every engine into one tree of
// goldmark's nodes and its own.
package markdown

import (
	"errors"
	"fmt"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/text"
)

// Options say how a source is read. Zero fields have defaults.
type Options struct {
	// ExcerptSeparator is text that, alone on a line, ends the excerpt, as
	// Jekyll's excerpt_separator does. "" is none. The marks <!-- more --> and
	// <!-- truncate --> always do.
	ExcerptSeparator string
}

// A Note is something in the source that its author would want to know of.
type Note struct {
	Kind   NoteKind
	Offset int    // in bytes of the source
	Text   string // what it is about: a container's or shortcode's name, …
}

// A NoteKind says what a [Note] is.
type NoteKind int

// The kinds of notes.
const (
	// UnclosedContainer has no end of its own and went on to that of what it
	// stands in. Text is its name.
	UnclosedContainer NoteKind = iota + 1
	// DroppedShortcode is a shortcode, Liquid tag or the like that nothing
	// could be made of but the text in it. Text is its name.
	DroppedShortcode
	// DroppedComponent is the same of a Vue or JSX component or an import.
	DroppedComponent
	// LiteralEmphasis is ** that CommonMark's rules leave in the text. Text
	// is "**".
	LiteralEmphasis
)

// A Document is parsed Markdown.
type Document struct {
	Root ast.Node
	// Source is what the segments of the nodes refer to: the source, but for
	// bytes that were rewritten in place. No offset differs.
	Source []byte
	Notes  []Note // in source order
}

// Offset returns where n begins, in bytes of the source, or -1 if that is not
// known, as of nodes made up.
func Offset(n ast.Node) int {
	if n.Type() == ast.TypeBlock {
		if l := n.Lines(); l != nil && l.Len() > 0 {
			if p := n.Pos(); p >= 0 {
				return min(p, l.At(0).Start)
			}
			return l.At(0).Start
		}
	}
	return n.Pos()
}

// ErrCost is what a [LimitError] is.
var ErrCost = errors.New("too costly to read")

// A LimitError is a source that would take too long to parse.
type LimitError struct {
	Construct string // what there is too much of: "nested containers", …
	Offset    int    // where it is, in bytes of the source
	Limit     int    // how much there may be
}

// Error names the construct and the bound.
func (e *LimitError) Error() string {
	return fmt.Sprintf("too many %s, want at most %d", e.Construct, e.Limit)
}

// Unwrap returns [ErrCost].
func (*LimitError) Unwrap() error { return ErrCost }

var thin = goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList))

// Parse reads src, UTF-8 with line feeds alone. The document refers to src: do
// not change it afterwards. An error is a [*LimitError]: the source was not
// read.
func Parse(src []byte, opts Options) (*Document, error) {
	return &Document{Root: thin.Parser().Parse(text.NewReader(src)), Source: src}, nil
}
