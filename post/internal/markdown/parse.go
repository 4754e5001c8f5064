// Package markdown reads the Markdown of every engine into one tree of
// goldmark's nodes and its own.
package markdown

import (
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

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
	UnclosedContainer NoteKind = iota + 1
	DroppedShortcode
	DroppedComponent
	LiteralEmphasis
)

// A Document is parsed Markdown.
type Document struct {
	Root  ast.Node
	Notes []Note // in source order
	// Offsets are where nodes without lines of their own begin, in bytes of
	// the source: images, links and raw HTML.
	Offsets map[ast.Node]int
}

var thin = goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList), goldmark.WithParserOptions(parser.WithAttribute()))

// Parse reads src, UTF-8 with line feeds alone. The document refers to src: do
// not change it afterwards.
func Parse(src []byte) *Document {
	return &Document{Root: thin.Parser().Parse(text.NewReader(src)), Offsets: map[ast.Node]int{}}
}
