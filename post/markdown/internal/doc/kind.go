package doc

// A Kind is the kind of a [Node].
type Kind uint8

// The kinds of blocks, then those of inline nodes.
const (
	KindDocument Kind = iota + 1
	KindParagraph
	KindTextBlock
	KindHeading
	KindBlockquote
	KindList
	KindListItem
	KindThematicBreak
	KindCodeBlock
	KindHTMLBlock
	KindTable
	KindTableRow
	KindTableCell
	KindDefinitionList
	KindDefinitionTerm
	KindDefinitionDescription
	KindFootnoteList
	KindFootnote
	KindLinkReferenceDefinition
	KindContainer
	KindTitle
	KindTabs
	KindTab
	KindExcerptMark
	KindMathBlock
	KindLocked

	KindText
	KindEmphasis
	KindCodeSpan
	KindLink
	KindAutoLink
	KindImage
	KindRawHTML
	KindStrikethrough
	KindTaskCheckBox
	KindFootnoteLink
	KindFootnoteBacklink
	KindEmoji
	KindMark
	KindMath
	KindRuby
	KindWikilink
	KindLockedText
	KindOther
)

// A KindSet is a set of kinds.
type KindSet uint64

// Add adds a kind to the set.
func (s *KindSet) Add(k Kind) { *s |= 1 << k }

// Has reports whether the set contains any of the kinds.
func (s KindSet) Has(kinds ...Kind) bool {
	for _, k := range kinds {
		if s&(1<<k) != 0 {
			return true
		}
	}
	return false
}

// IsBlock reports whether n is a block.
func IsBlock(n Node) bool { return n.Kind() < KindText }

// IsFootnote reports whether n is a footnote or the list of them.
func IsFootnote(n Node) bool {
	k := n.Kind()
	return k == KindFootnote || k == KindFootnoteList
}
