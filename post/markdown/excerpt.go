package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
	"github.com/foreword-go/foreword/post/markdown/internal/repost"
)

const (
	// excerptLength is the approximate length of an excerpt, in characters,
	// if the author has not marked its end: three lines in a list of posts.
	excerptLength = 140
	// excerptSlack is how far from excerptLength the end of a sentence may
	// be, in characters.
	excerptSlack = 60
	// excerptMax is the largest length of an excerpt whose end the author
	// marked.
	excerptMax = 1000
)

// excerpt returns the beginning of the text of po: up to the mark that the
// author set, or else to the end of a sentence near excerptLength characters.
// It skips headings, code, pictures and, if more text follows, the line that
// names the source of a repost. It ends before the first content warning of a
// section.
func excerpt(po *work) string {
	stop := make(map[doc.Node]bool)
	for _, w := range po.warnings {
		for n := w.Block; n != nil && n != po.Root; n = n.Parent() {
			stop[n] = true
		}
	}
	end := excerptEnd(po.Root, stop)
	most := excerptMax
	if end == nil {
		most = excerptLength + excerptSlack
	}
	var text, origin []string
	length := 0
	for n := po.Root.FirstChild(); n != nil && n != end && !stop[n] && length <= most; n = n.NextSibling() {
		s := excerptText(n)
		switch {
		case s == "":
		case length == 0 && repost.OriginLine.MatchString(s) && utf8.RuneCountInString(s) < 2*excerptLength:
			origin = append(origin, s)
		default:
			text = append(text, s)
			length += utf8.RuneCountInString(s)
		}
	}
	marked := end != nil && length > 0
	if len(text) == 0 {
		text = origin
	}
	s := joinSentences(text)
	if marked {
		return excerptCut(s, excerptMax)
	}
	return excerptCut(s, excerptLength)
}

// excerptEnd returns the author's mark, or nil. A mark before all text is ignored.
func excerptEnd(root doc.Node, stop map[doc.Node]bool) doc.Node {
	said := false
	from := root.FirstChild() // of the blocks not looked at for text
	for n := from; n != nil && !stop[n]; n = n.NextSibling() {
		if n.Kind() != doc.KindExcerptMark {
			continue
		}
		for ; from != n && !said; from = from.NextSibling() {
			said = excerptText(from) != ""
		}
		if said {
			return n
		}
	}
	return nil
}

// excerptText returns the text that a block adds to an excerpt.
func excerptText(n doc.Node) string {
	switch n := n.(type) {
	case *doc.Heading, *doc.CodeBlock, *doc.HTMLBlock, *doc.ThematicBreak,
		*doc.Table, *doc.FootnoteList, *doc.MathBlock, *doc.Title, *doc.Tabs:
		return ""
	case *doc.Paragraph, *doc.TextBlock, *doc.DefinitionTerm:
		return excerptLine(n)
	}
	var parts []string
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if s := excerptText(c); s != "" {
			parts = append(parts, s)
		}
	}
	return joinSentences(parts)
}

// excerptLine does the same as [inlinePlain], but skips pictures and footnote
// marks.
func excerptLine(n doc.Node) string {
	var b strings.Builder
	for c := range doc.Shown(n) {
		switch c.(type) {
		case *doc.Image, *doc.FootnoteLink, *doc.FootnoteBacklink, *doc.TaskCheckBox:
			continue
		}
		if c.FirstChild() != nil && c.Kind() != doc.KindCodeSpan {
			b.WriteString(excerptLine(c))
			continue
		}
		b.WriteString(doc.NodeText(c))
	}
	return script.OneLine(b.String())
}

// joinSentences joins paragraphs to one line, with a space between them if
// their script uses spaces.
func joinSentences(parts []string) string {
	var b strings.Builder
	last := ' '
	for _, s := range parts {
		first, _ := utf8.DecodeRuneInString(s)
		if b.Len() > 0 && !script.IsJoined(last, first) {
			b.WriteByte(' ')
		}
		b.WriteString(s)
		last, _ = utf8.DecodeLastRuneInString(s)
	}
	return b.String()
}

// excerptCut returns s up to the last end of a sentence within about length
// characters. If no sentence ends there, it cuts between words and adds an
// ellipsis.
func excerptCut(s string, length int) string {
	rs := make([]rune, 0, length+excerptSlack/2+1) // what follows decides nothing
	for _, r := range s {
		if len(rs) == cap(rs) {
			break
		}
		rs = append(rs, r)
	}
	if len(rs) <= length {
		return s
	}
	high := min(len(rs), length+excerptSlack/2)
	for i := high; i > max(length-excerptSlack, 1); i-- {
		if endsSentence(rs, i) {
			return strings.TrimSpace(string(rs[:i]))
		}
	}
	i := min(length, len(rs))
	for i > length/2 && !script.IsUnspaced(rs[i-1]) && !unicode.IsSpace(rs[i]) {
		i--
	}
	if i == length/2 {
		i = length // one very long word
	}
	return strings.TrimRightFunc(string(rs[:i]), func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("，、；：,;:（(“「《", r)
	}) + "…"
}

// endsSentence reports whether a sentence ends before index i of rs.
func endsSentence(rs []rune, i int) bool {
	if i < len(rs) && strings.ContainsRune("”’」』）》)\"'。！？!?.…", rs[i]) {
		return false // a closing quote or bracket still follows
	}
	end := i - 1
	for end > 0 && strings.ContainsRune("”’」』）》)\"'", rs[end]) {
		end--
	}
	switch rs[end] {
	case '。', '！', '？', '…', '．':
		return true
	case '.', '!', '?':
		// In Latin script a space must follow, and the full stop must not
		// follow a single capital letter, which is an initial.
		if i < len(rs) && !unicode.IsSpace(rs[i]) && !script.IsUnspaced(rs[i]) {
			return false
		}
		return rs[end] != '.' || end < 2 || !unicode.IsUpper(rs[end-1]) || unicode.IsLetter(rs[end-2])
	}
	return false
}
