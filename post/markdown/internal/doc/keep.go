package doc

import (
	"reflect"

	"github.com/foreword-go/foreword/internal/wire"
)

// makers make an empty node of each kind.
var makers = [KindOther + 1]func() Node{
	KindDocument:                func() Node { return new(Document) },
	KindParagraph:               func() Node { return new(Paragraph) },
	KindTextBlock:               func() Node { return new(TextBlock) },
	KindHeading:                 func() Node { return new(Heading) },
	KindBlockquote:              func() Node { return new(Blockquote) },
	KindList:                    func() Node { return new(List) },
	KindListItem:                func() Node { return new(ListItem) },
	KindThematicBreak:           func() Node { return new(ThematicBreak) },
	KindCodeBlock:               func() Node { return new(CodeBlock) },
	KindHTMLBlock:               func() Node { return new(HTMLBlock) },
	KindTable:                   func() Node { return new(Table) },
	KindTableRow:                func() Node { return new(TableRow) },
	KindTableCell:               func() Node { return new(TableCell) },
	KindDefinitionList:          func() Node { return new(DefinitionList) },
	KindDefinitionTerm:          func() Node { return new(DefinitionTerm) },
	KindDefinitionDescription:   func() Node { return new(DefinitionDescription) },
	KindFootnoteList:            func() Node { return new(FootnoteList) },
	KindFootnote:                func() Node { return new(Footnote) },
	KindLinkReferenceDefinition: func() Node { return new(LinkReferenceDefinition) },
	KindContainer:               func() Node { return new(Container) },
	KindTitle:                   func() Node { return new(Title) },
	KindTabs:                    func() Node { return new(Tabs) },
	KindTab:                     func() Node { return new(Tab) },
	KindExcerptMark:             func() Node { return new(ExcerptMark) },
	KindMathBlock:               func() Node { return new(MathBlock) },
	KindLocked:                  func() Node { return new(Locked) },
	KindText:                    func() Node { return new(Text) },
	KindEmphasis:                func() Node { return new(Emphasis) },
	KindCodeSpan:                func() Node { return new(CodeSpan) },
	KindLink:                    func() Node { return new(Link) },
	KindAutoLink:                func() Node { return new(AutoLink) },
	KindImage:                   func() Node { return new(Image) },
	KindRawHTML:                 func() Node { return new(RawHTML) },
	KindStrikethrough:           func() Node { return new(Strikethrough) },
	KindTaskCheckBox:            func() Node { return new(TaskCheckBox) },
	KindFootnoteLink:            func() Node { return new(FootnoteLink) },
	KindFootnoteBacklink:        func() Node { return new(FootnoteBacklink) },
	KindEmoji:                   func() Node { return new(Emoji) },
	KindMark:                    func() Node { return new(Mark) },
	KindMath:                    func() Node { return new(Math) },
	KindRuby:                    func() Node { return new(Ruby) },
	KindWikilink:                func() Node { return new(Wikilink) },
	KindLockedText:              func() Node { return new(LockedText) },
	KindOther:                   func() Node { return new(Other) },
}

// end follows the last child of a node.
const end = 0

// AppendTree appends n and all nodes below it in the form that [ReadTree]
// reads: for each node its kind, its offset, its exported fields and its
// children. It calls visit for each node, in document order.
func AppendTree(b []byte, n Node, visit func(Node)) []byte {
	visit(n)
	b = append(b, byte(n.Kind()))
	b = wire.AppendInt(b, n.Offset())
	b = wire.AppendValue(b, reflect.ValueOf(n).Elem())
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		b = AppendTree(b, c, visit)
	}
	return append(b, end)
}

// ReadTree reads a tree from the start of src, and returns the rest of src.
// It calls visit for the nodes in the same order as [AppendTree].
func ReadTree(src string, visit func(Node)) (root Node, rest string, err error) {
	var at Node // the node whose children are read
	for {
		if src == "" {
			return nil, "", wire.ErrFormat
		}
		kind := src[0]
		src = src[1:]
		switch {
		case kind == end && at == nil, int(kind) >= len(makers):
			return nil, "", wire.ErrFormat
		case kind == end && at == root:
			return root, src, nil
		case kind == end:
			at = at.Parent()
			continue
		}
		n := makers[kind]()
		var offset int
		if offset, src, err = wire.ReadInt(src); err == nil {
			src, err = wire.ReadValue(src, reflect.ValueOf(n).Elem())
		}
		if err != nil {
			return nil, "", err
		}
		SetOffset(n, offset)
		visit(n)
		if at == nil {
			root = n
		} else {
			Append(at, n)
		}
		at = n
	}
}
