package syntax

import (
	"github.com/foreword-go/foreword/internal/lazyregexp"

	"bytes"

	"github.com/yuin/goldmark/ast"

	"github.com/foreword-go/foreword/post/markdown/internal/doc"
)

// The kinds of the nodes that this package adds to goldmark's.
var (
	KindContainer   = ast.NewNodeKind("Container")
	KindTitle       = ast.NewNodeKind("ContainerTitle")
	KindTabs        = ast.NewNodeKind("Tabs")
	KindTab         = ast.NewNodeKind("Tab")
	KindExcerptMark = ast.NewNodeKind("ExcerptMark")
	KindMathBlock   = ast.NewNodeKind("MathBlock")
	KindMath        = ast.NewNodeKind("Math")
	KindMark        = ast.NewNodeKind("Mark")
	KindRuby        = ast.NewNodeKind("Ruby")
	KindWikilink    = ast.NewNodeKind("Wikilink")
)

// A Container is a block set apart, in whichever dialect it was written:
// a container, callout, admonition or shortcode with a body.
type Container struct {
	ast.BaseBlock
	Dialect doc.Dialect
	// Name is as written in lower case: "danger", "tip", "details" or one
	// that nobody knows. Of {% note danger %}, {{< notice danger >}} and
	// <Aside type="danger"> it is "danger": the kind, if one is given.
	Name string
	// TitleText is the title as plain text, "" if there is none. The title
	// with its markup is the first child, a [Title].
	TitleText string
	// Attrs are those of {…} after the opener, in the order written.
	Attrs []doc.Attribute
	// Foldable is whether it can be folded away: details, ???, [!x]-.
	Foldable bool
	// Open is whether a foldable container is open at first.
	Open bool
	// NoTitle is whether the author asks for no title at all.
	NoTitle bool
	// Closed is whether its end was found, rather than that of its parent.
	Closed bool
	// Offset is where its opener begins, in bytes of the source.
	Offset int

	colons int  // of a fence
	tag    *tag // that opened it
	skip   int  // up to where its opener goes
	strip  int  // columns that each line is indented by
	html   bool // no blank line was seen yet: its content is HTML
	ended  bool // its end was at the end of a line of text

	fence   []byte             // of a box that is written as fenced code
	options *lazyregexp.Regexp // of the lines of options that it may begin with
}

// Kind implements [ast.Node].
func (*Container) Kind() ast.NodeKind { return KindContainer }

// Dump implements [ast.Node].
func (n *Container) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{
		"Dialect": string(n.Dialect), "Name": n.Name, "Title": n.TitleText,
	}, nil)
}

// A Title is the title of a [Container], its first child, of inline nodes.
type Title struct{ ast.BaseBlock }

// Kind implements [ast.Node].
func (*Title) Kind() ast.NodeKind { return KindTitle }

// Dump implements [ast.Node].
func (n *Title) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// Tabs are alternatives, such as the same code in several languages, or a
// single block of code with its title. Its children are each a [Tab].
type Tabs struct{ ast.BaseBlock }

// Kind implements [ast.Node].
func (*Tabs) Kind() ast.NodeKind { return KindTabs }

// Dump implements [ast.Node].
func (n *Tabs) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// A Tab is one of [Tabs].
type Tab struct {
	ast.BaseBlock
	Label string // plain text
}

// Kind implements [ast.Node].
func (*Tab) Kind() ast.NodeKind { return KindTab }

// Dump implements [ast.Node].
func (n *Tab) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{"Label": n.Label}, nil)
}

// An ExcerptMark ends the excerpt: <!-- more --> and its kin.
type ExcerptMark struct{ ast.BaseBlock }

// Kind implements [ast.Node].
func (*ExcerptMark) Kind() ast.NodeKind { return KindExcerptMark }

// Dump implements [ast.Node].
func (n *ExcerptMark) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// A MathBlock is a formula on lines of its own.
type MathBlock struct {
	ast.BaseBlock
	TeX string

	closer []byte
	tex    bytes.Buffer // the part read so far
	done   bool
}

// Kind implements [ast.Node].
func (*MathBlock) Kind() ast.NodeKind { return KindMathBlock }

// IsRaw implements [ast.Node]: nothing in it is Markdown.
func (*MathBlock) IsRaw() bool { return true }

// Dump implements [ast.Node].
func (n *MathBlock) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{"TeX": n.TeX}, nil)
}

// Math is a formula in a line.
type Math struct {
	ast.BaseInline
	TeX     string
	Display bool // written with $$ or \[
}

// Kind implements [ast.Node].
func (*Math) Kind() ast.NodeKind { return KindMath }

// Dump implements [ast.Node].
func (n *Math) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{"TeX": n.TeX}, nil)
}

// Mark is ==marked== text.
type Mark struct{ ast.BaseInline }

// Kind implements [ast.Node].
func (*Mark) Kind() ast.NodeKind { return KindMark }

// Dump implements [ast.Node].
func (n *Mark) Dump(source []byte, level int) { ast.DumpHelper(n, source, level, nil, nil) }

// Ruby is text with its reading.
type Ruby struct {
	ast.BaseInline
	Base, Reading string
}

// Kind implements [ast.Node].
func (*Ruby) Kind() ast.NodeKind { return KindRuby }

// Dump implements [ast.Node].
func (n *Ruby) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{"Base": n.Base, "Reading": n.Reading}, nil)
}

// A Wikilink is [[target|label]] or, embedded, ![[target|label]].
type Wikilink struct {
	ast.BaseInline
	Target string // as written: a note, a file or a heading of one
	Label  string // as written after the bar; "" if there is none
	Embed  bool
	Offset int // where it begins, in bytes of the source
}

// Kind implements [ast.Node].
func (*Wikilink) Kind() ast.NodeKind { return KindWikilink }

// Dump implements [ast.Node].
func (n *Wikilink) Dump(source []byte, level int) {
	ast.DumpHelper(n, source, level, map[string]string{"Target": n.Target, "Label": n.Label}, nil)
}
