// Package syntax reads the Markdown of every engine into one tree of
// goldmark's nodes and its own.
package syntax

import (
	"errors"
	"fmt"
	"sync"

	"github.com/foreword-go/foreword/post/markdown/internal/doc"
	"github.com/foreword-go/foreword/post/markdown/internal/phrases"

	"github.com/yuin/goldmark-emoji/definition"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Options say how a source is read. Zero fields have defaults.
type Options struct {
	// ExcerptSeparator is text that, alone on a line, ends the excerpt, as
	// Jekyll's excerpt_separator does. "" is none. The marks <!-- more --> and
	// <!-- truncate --> always do.
	ExcerptSeparator string
	// HardBreaks keeps the line breaks in a paragraph.
	HardBreaks bool
	// Output fills in the outputs of Liquid, also in code; nil if the engine has
	// none, or runs it after Markdown is read.
	Output Output
	// Vault is whether the source is a note of Obsidian, in which %% at the start of
	// a line opens a comment.
	Vault bool
	// WholeElements reads elements of HTML up to their end tag, also over blank
	// lines, as kramdown does.
	WholeElements bool
	// Refs keeps the shortcodes ref and relref of Hugo in the addresses of links, in
	// the form {{% ref `path` %}}, for a site to resolve. Else, only the path is kept.
	Refs bool
	// MDX reads { … } in the text as an expression.
	MDX bool
	// Phrases are the words that open a content warning; nil means
	// [phrases.Read].
	Phrases *phrases.Table
	// FenceCaptions reads the text after the language of a fence as a caption
	// with a link, as Hexo does.
	FenceCaptions bool
	// Extensions are further ones of the caller's; nil for none.
	Extensions *Extensions
}

// A Note is something in the source that its author would want to know of.
type Note struct {
	Kind   NoteKind
	Offset int    // in bytes of the source
	Text   string // the name of the container, shortcode or the like
}

// A NoteKind is the kind of a [Note].
type NoteKind int

// The kinds of notes.
const (
	// UnclosedContainer has no end of its own, and was read up to the end of the block
	// around it. Text is its name.
	UnclosedContainer NoteKind = iota + 1
	// DroppedShortcode is a shortcode, Liquid tag or the like that nothing
	// could be made of but the text in it. Text is its name.
	DroppedShortcode
	// DroppedComponent is the same of a Vue or JSX component or an import.
	DroppedComponent
	// LiteralEmphasis is ** that CommonMark's rules leave in the text. Text
	// is "**".
	LiteralEmphasis
	// UnusedFootnote is one that nothing refers to, or the second of its label:
	// it is left out. Text is its label.
	UnusedFootnote
)

// A Document is parsed Markdown.
type Document struct {
	Root *doc.Document
	// Source is the source, except for bytes that were rewritten in place. No
	// offset differs.
	Source string
	Notes  []Note // in source order
	// Kinds holds the kinds of the nodes below Root.
	Kinds doc.KindSet
	// IDs holds the ids that attributes give to blocks other than headings.
	IDs map[doc.Node]string
}

// A parsed is a document in the nodes of goldmark.
type parsed struct {
	Root   ast.Node
	Source []byte // the segments of the nodes refer to it
	Notes  []Note
	raw    []span // see [state.rawSpans]
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

// ErrCost is the error that every [LimitError] wraps.
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

// inlines are the parsers of inline markup, in the order in which they are tried.
func inlines() []util.PrioritizedValue {
	vs := []util.PrioritizedValue{
		util.Prioritized(codeSpanParser{parser.NewCodeSpanParser()}, 100),
		util.Prioritized(mathParser{}, 110),
		util.Prioritized(tagInlineParser{}, 120),
		util.Prioritized(wikilinkParser{}, 130),
		util.Prioritized(inlineFootnoteParser{}, 140),
		util.Prioritized(blockIDParser{}, 145),
		util.Prioritized(commentInlineParser{}, 147),
		util.Prioritized(cutParser{}, 150),
		util.Prioritized(footnoteParser{}, 160),
		util.Prioritized(spacedImageParser{}, 190),
		util.Prioritized(linkParser{parser.NewLinkParser()}, 200),
		util.Prioritized(parser.NewAutoLinkParser(), 300),
		util.Prioritized(parser.NewRawHTMLParser(), 400),
		util.Prioritized(emojiParser{definition.Github()}, 510),
		util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
	}
	for _, p := range emphasisParsers {
		vs = append(vs, util.Prioritized(p, 499))
	}
	return append(vs, util.Prioritized(newWordParser(extension.NewLinkifyParser(), vs), 999))
}

// blocks are the parsers of blocks, in the order in which they are tried.
func blocks() []util.PrioritizedValue {
	var vs []util.PrioritizedValue
	for _, p := range []struct {
		parser   parser.BlockParser
		priority int
	}{
		{hiddenParser{}, 90},
		{headingParser{parser.NewSetextHeadingParser()}, 100},
		{extension.NewDefinitionListParser(), 101},
		{extension.NewDefinitionDescriptionParser(), 102},
		{parser.NewThematicBreakParser(), 200},
		{depthGuard{parser.NewListParser()}, 300},
		{parser.NewListItemParser(), 400},
		{parser.NewCodeBlockParser(), 500},
		{colonParser{}, 510},
		{admonitionParser{}, 520},
		{contentTabParser{}, 521},
		{includeParser{}, 525},
		{tagParser{}, 530},
		{commentParser{}, 535},
		{mathBlockParser{}, 540},
		{tabParser{}, 550},
		{esmParser{}, 560},
		{headingParser{parser.NewATXHeadingParser()}, 600},
		{fencedBoxParser{}, 690},
		{parser.NewFencedCodeBlockParser(), 700},
		{quoteParser{parser.NewBlockquoteParser()}, 800},
		{htmlParser{parser.NewHTMLBlockParser()}, 900},
		{depthGuard{footnoteBlockParser{extension.NewFootnoteBlockParser()}}, 999},
		{parser.NewParagraphParser(), 1000},
	} {
		vs = append(vs, util.Prioritized(blockGuard{p.parser}, p.priority))
	}
	return vs
}

// full is the parser of documents. It holds no state of a document.
var full = sync.OnceValue(newFull)

func newFull() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(blocks()...),
		parser.WithInlineParsers(inlines()...),
		parser.WithParagraphTransformers(
			util.Prioritized(referenceParser{}, 0),
			util.Prioritized(guard{}, 100),
			util.Prioritized(extension.NewTableParagraphTransformer(), 200),
		),
		parser.WithASTTransformers(util.Prioritized(inlineFootnoteTransformer{}, 500)),
	)
}

// inlineOnly is the parser of text that was taken out of a paragraph.
var inlineOnly = sync.OnceValue(func() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(util.Prioritized(parser.NewParagraphParser(), 1000)),
		parser.WithInlineParsers(inlines()...),
	)
})

// Parse reads src, UTF-8 with line feeds alone. An error is a [*LimitError]: the
// source was not read, since it would take too long.
func Parse(src []byte, opts Options) (*Document, error) {
	d, err := parse(src, opts)
	if err != nil {
		return nil, err
	}
	c := converter{src: d.Source, text: string(d.Source), breaks: opts.HardBreaks, extensions: opts.Extensions, output: opts.Output, refs: opts.Refs}
	c.hidden = hasFillers(d.Source)
	if opts.Output != nil {
		c.liquid = &liquid{output: opts.Output, raw: d.raw}
	}
	made := &Document{Root: c.document(d.Root), Source: c.text, Notes: d.Notes}
	made.IDs, made.Kinds = c.ids, c.kinds
	if c.liquid != nil && len(c.liquid.notes) > 0 {
		made.Notes = sortNotes(append(made.Notes, c.liquid.notes...))
	}
	return made, c.err
}

func parse(src []byte, opts Options) (*parsed, error) {
	if opts.Phrases == nil {
		opts.Phrases = phrases.Read()
	}
	src, notes := hide(src, opts.Vault)
	s := &state{src: src, opts: opts, tags: scanTags(src, opts.Phrases), notes: notes, noMath: make(map[byte]int)}
	s.linkTags()
	s.checkFootnotes()
	if s.limit != nil {
		return nil, s.limit
	}
	pc := parser.NewContext()
	pc.Set(stateKey, s)
	root := opts.Extensions.parser().Parse(text.NewReader(s.src), parser.WithContext(pc))
	if s.limit != nil {
		return nil, s.limit
	}
	if s.finish(root); s.limit != nil {
		return nil, s.limit
	}
	return &parsed{Root: root, Source: s.src, Notes: sortNotes(s.notes), raw: s.rawSpans()}, nil
}
