package doc

import "strings"

// A Line is a line of the source, as written, with its line feed.
type Line struct {
	Start int // its offset in the source
	Text  string
}

// Lines are the lines of a block that holds text.
type Lines []Line

// String returns the lines as one string.
func (l Lines) String() string {
	if len(l) == 1 {
		return l[0].Text
	}
	var b strings.Builder
	for _, line := range l {
		b.WriteString(line.Text)
	}
	return b.String()
}

// LinesOf returns the lines of a block that holds text; nil for a block that
// holds blocks.
func LinesOf(n Node) Lines {
	switch n := n.(type) {
	case *Paragraph:
		return n.Lines
	case *TextBlock:
		return n.Lines
	case *Heading:
		return n.Lines
	case *CodeBlock:
		return n.Lines
	case *HTMLBlock:
		return n.Lines
	case *TableCell:
		return n.Lines
	case *DefinitionTerm:
		return n.Lines
	case *Title:
		return n.Lines
	}
	return nil
}

// A Document is the root of a tree.
type Document struct{ links }

// A Paragraph holds inline nodes.
type Paragraph struct {
	links
	Lines Lines
}

// A TextBlock is the paragraph of a tight list item.
type TextBlock struct {
	links
	Lines Lines
}

// A Heading holds inline nodes.
type Heading struct {
	links
	Level int
	// ID is the id that the author wrote, and later the unique id of the
	// heading in the post.
	ID    string
	Lines Lines
}

// A Blockquote holds blocks.
type Blockquote struct{ links }

// A List holds list items.
type List struct {
	links
	Ordered bool
	Start   int // the number of the first item of an ordered list
	Tight   bool
}

// A ListItem holds blocks.
type ListItem struct{ links }

// A ThematicBreak is a rule between blocks.
type ThematicBreak struct{ links }

// A CodeBlock is a block of code, fenced or indented.
type CodeBlock struct {
	links
	Fenced bool
	Info   string // the language of a fenced block, as written
	Rest   string // the text after the language
	Lines  Lines
}

// An HTMLBlock is a block of raw HTML.
type HTMLBlock struct {
	links
	Lines   Lines
	Closure string // the last line, if it is stored separately
}

// A Table holds rows. A header, if there is one, is the first.
type Table struct{ links }

// A TableRow holds cells.
type TableRow struct {
	links
	Header bool
}

// A TableCell holds inline nodes.
type TableCell struct {
	links
	Align string // "left", "right", "center" or ""
	Lines Lines
}

// A DefinitionList holds terms and descriptions.
type DefinitionList struct{ links }

// A DefinitionTerm holds inline nodes.
type DefinitionTerm struct {
	links
	Lines Lines
}

// A DefinitionDescription holds blocks.
type DefinitionDescription struct{ links }

// A FootnoteList holds the footnotes, at the end of a document.
type FootnoteList struct{ links }

// A Footnote holds blocks.
type Footnote struct {
	links
	Index int // its number, from 1
}

// A LinkReferenceDefinition is "[name]: address", which is not shown.
type LinkReferenceDefinition struct{ links }

// A Dialect is the notation that a [Container] was written in.
type Dialect string

// The notations.
const (
	Colons     Dialect = ":::"     // ::: danger Title
	Callout    Dialect = "callout" // > [!WARNING] Title
	Admonition Dialect = "!!!"     // !!! danger "Title", ??? note
	Tag        Dialect = "{%"      // {% note danger %}, {{ admonition(type="danger") }}
	Shortcode  Dialect = "{{<"     // {{< notice warning "Title" >}}
	Details    Dialect = "details" // <details><summary>Title</summary>
	Component  Dialect = "<"       // <Aside type="danger" title="Title">
	Fence      Dialect = "```"     // ```{warning} Title, ```ad-warning
	Bracket    Dialect = "["       // [spoiler="Title"]
)

// An Attribute is one of {.class #id key=value}.
type Attribute struct{ Key, Value string }

// A Container is a block that is set apart from the text, in any notation: a
// container, callout, admonition, or shortcode with a body. If it has a
// title, its first child is a [Title].
type Container struct {
	links
	Dialect Dialect
	// Name is the kind in lower case, such as "danger", "tip" or "details";
	// it may be an unknown one. {% note danger %} and <Aside type="danger">
	// have the name "danger".
	Name string
	// TitleText is the title as plain text, "" if there is no title.
	TitleText string
	// Attrs holds the attributes in {…} after the opener, in the order
	// written.
	Attrs []Attribute
	// Foldable is true if the container can be folded: details, ???, [!x]-.
	Foldable bool
	// Open is true if a foldable container is unfolded at first.
	Open bool
	// NoTitle is true if the author asks for a container without a title.
	NoTitle bool
	// Closed is true if the end of the container was found. Otherwise it ends
	// with its parent.
	Closed bool
}

// A Title is the title of a [Container]. It holds inline nodes.
type Title struct {
	links
	Lines Lines
}

// Tabs are alternatives, such as the same code in several languages, or a single
// block of code with its title. Its children are each a [Tab].
type Tabs struct{ links }

// A Tab is one of [Tabs]. It holds blocks.
type Tab struct {
	links
	Label string // plain text
}

// An ExcerptMark marks the end of the excerpt: <!-- more --> and similar
// marks.
type ExcerptMark struct{ links }

// A MathBlock is a formula in a block of its own.
type MathBlock struct {
	links
	TeX string
}

// A Locked is the place of a part of the post that is protected by a
// password. [SayLocked] replaces it by text.
type Locked struct{ links }

func (*Locked) Kind() Kind                  { return KindLocked }
func (*Document) Kind() Kind                { return KindDocument }
func (*Paragraph) Kind() Kind               { return KindParagraph }
func (*TextBlock) Kind() Kind               { return KindTextBlock }
func (*Heading) Kind() Kind                 { return KindHeading }
func (*Blockquote) Kind() Kind              { return KindBlockquote }
func (*List) Kind() Kind                    { return KindList }
func (*ListItem) Kind() Kind                { return KindListItem }
func (*ThematicBreak) Kind() Kind           { return KindThematicBreak }
func (*CodeBlock) Kind() Kind               { return KindCodeBlock }
func (*HTMLBlock) Kind() Kind               { return KindHTMLBlock }
func (*Table) Kind() Kind                   { return KindTable }
func (*TableRow) Kind() Kind                { return KindTableRow }
func (*TableCell) Kind() Kind               { return KindTableCell }
func (*DefinitionList) Kind() Kind          { return KindDefinitionList }
func (*DefinitionTerm) Kind() Kind          { return KindDefinitionTerm }
func (*DefinitionDescription) Kind() Kind   { return KindDefinitionDescription }
func (*FootnoteList) Kind() Kind            { return KindFootnoteList }
func (*Footnote) Kind() Kind                { return KindFootnote }
func (*LinkReferenceDefinition) Kind() Kind { return KindLinkReferenceDefinition }
func (*Container) Kind() Kind               { return KindContainer }
func (*Title) Kind() Kind                   { return KindTitle }
func (*Tabs) Kind() Kind                    { return KindTabs }
func (*Tab) Kind() Kind                     { return KindTab }
func (*ExcerptMark) Kind() Kind             { return KindExcerptMark }
func (*MathBlock) Kind() Kind               { return KindMathBlock }
