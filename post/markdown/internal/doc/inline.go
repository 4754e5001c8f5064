package doc

import (
	"html"
	"strings"
)

// A Text is a run of text, as written.
type Text struct {
	links
	Value string
	// Raw is true if Value contains no escapes and entities.
	Raw  bool
	Soft bool // the line ends after it
	Hard bool // a line break that is kept
}

// Shown returns the text that a reader sees, with escapes and entities
// decoded.
func (t *Text) Shown() string {
	if t.Raw {
		return t.Value
	}
	return Unescape(t.Value)
}

// Emphasis holds inline nodes. Level 1 is emphasis, 2 is strong.
type Emphasis struct {
	links
	Level int
}

// A CodeSpan is code in a line.
type CodeSpan struct {
	links
	Code string
}

// A Link holds the inline nodes of its text.
type Link struct {
	links
	URL   string // as written, unescaped
	Title string
}

// An AutoLink is an address that is its own text.
type AutoLink struct {
	links
	URL   string
	Label string
}

// An Image is a picture. Its children are its alternative text.
type Image struct {
	links
	Src, Alt, Title string
	Width, Height   int // as hinted, in CSS pixels; 0 if not
	// Captioned is true if the title is shown as a caption, whatever Alt is.
	Captioned bool
}

// A RawHTML is a tag in a line.
type RawHTML struct {
	links
	HTML string
}

// Strikethrough holds inline nodes.
type Strikethrough struct{ links }

// A TaskCheckBox is the box of a list item.
type TaskCheckBox struct {
	links
	Checked bool
}

// A FootnoteLink refers to a footnote.
type FootnoteLink struct {
	links
	Index    int // the number of the footnote
	RefIndex int // which of the references to it this is, from 0
}

// A FootnoteBacklink leads back to a [FootnoteLink].
type FootnoteBacklink struct {
	links
	Index    int
	RefIndex int
}

// An Emoji is an emoji that was written as a short code.
type Emoji struct {
	links
	Value string
}

// Mark holds ==marked== text.
type Mark struct{ links }

// Math is a formula in a line.
type Math struct {
	links
	TeX     string
	Display bool // written with $$ or \[
}

// Ruby is text with its reading.
type Ruby struct {
	links
	Base, Reading string
}

// A Wikilink is [[target|label]] or, embedded, ![[target|label]].
type Wikilink struct {
	links
	Target string // as written: a note, a file or a heading of one
	Label  string // as written after the bar; "" if there is none
	Embed  bool
}

// A LockedText is a [Locked] part within a line of text.
type LockedText struct{ links }

// Other is an inline node of an unknown extension. Its children are kept.
type Other struct{ links }

func (*Text) Kind() Kind             { return KindText }
func (*Emphasis) Kind() Kind         { return KindEmphasis }
func (*CodeSpan) Kind() Kind         { return KindCodeSpan }
func (*Link) Kind() Kind             { return KindLink }
func (*AutoLink) Kind() Kind         { return KindAutoLink }
func (*Image) Kind() Kind            { return KindImage }
func (*RawHTML) Kind() Kind          { return KindRawHTML }
func (*Strikethrough) Kind() Kind    { return KindStrikethrough }
func (*TaskCheckBox) Kind() Kind     { return KindTaskCheckBox }
func (*FootnoteLink) Kind() Kind     { return KindFootnoteLink }
func (*FootnoteBacklink) Kind() Kind { return KindFootnoteBacklink }
func (*Emoji) Kind() Kind            { return KindEmoji }
func (*Mark) Kind() Kind             { return KindMark }
func (*Math) Kind() Kind             { return KindMath }
func (*Ruby) Kind() Kind             { return KindRuby }
func (*Wikilink) Kind() Kind         { return KindWikilink }
func (*LockedText) Kind() Kind       { return KindLockedText }
func (*Other) Kind() Kind            { return KindOther }

// Unescape decodes backslash escapes and entities (CommonMark 0.31.2,
// sections 2.4 and 2.5).
func Unescape(s string) string {
	if strings.IndexByte(s, '\\') < 0 && strings.IndexByte(s, '&') < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && i+1 < len(s) && isPunct(s[i+1]):
			i++
			b.WriteByte(s[i])
		case s[i] == '&':
			n := entityLen(s[i:])
			if n == 0 {
				b.WriteByte('&')
				continue
			}
			b.WriteString(html.UnescapeString(s[i : i+n]))
			i += n - 1
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// entityLen returns the length of the entity at the start of s, which begins with
// "&"; 0 if there is none.
func entityLen(s string) int {
	for i := 1; i < len(s) && i < 34; i++ {
		c := s[i]
		switch {
		case c == ';' && i > 1:
			return i + 1
		case c == '#' && i == 1, 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9':
		default:
			return 0
		}
	}
	return 0
}

func isPunct(c byte) bool {
	return '!' <= c && c <= '/' || ':' <= c && c <= '@' || '[' <= c && c <= '`' || '{' <= c && c <= '~'
}
