package repost

import (
	"slices"
	"strings"

	"github.com/foreword-go/foreword/internal/lazyregexp"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
	"github.com/foreword-go/foreword/post/markdown/internal/wording"
)

// footNote matches the beginning of a note about the post itself.
var footNote = pattern.Compile(`(?i)^[\s(（]*(?:(?:this|the) (?:\w+ )?` + wording.Noun + ` |(?:originally|first|cross-?posted|re-?posted)\s|本文|此文|[这這]篇(?:文章|博文))`)

// An attributionBlock is a block that may hold an attribution.
type attributionBlock struct {
	node doc.Node
	// references is true if it is among the references of the text, and related if it is
	// among other links. There it takes stronger statements to be about the post.
	references, related bool
}

// attributionBlocks returns the blocks of the head and the foot of a body.
func attributionBlocks(root doc.Node) []attributionBlock {
	var all []attributionBlock
	var headings, since int
	head := true
	references, related := false, false
	var blocks []attributionBlock // the last of them
	add := func(n doc.Node) {
		if head && since <= headBlocks {
			all = append(all, attributionBlock{node: n})
			return
		}
		if len(blocks) == footBlocks {
			blocks = append(blocks[:0], blocks[1:]...)
		}
		blocks = append(blocks, attributionBlock{n, references, related})
	}
	for n := root.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *doc.Heading:
			text := doc.InlineText(n)
			if isAttribution(n) {
				since++
				add(n)
				continue
			}
			references, related = repostReferences.MatchString(text), repostRelated.MatchString(text)
			if headings > 0 || since > 0 {
				head = false
			}
			headings++
			if isSourceLabel(text) {
				references, related = false, false
				add(n)
			}
			continue
		case *doc.ThematicBreak:
			references, related = false, false // blocks after it are about the whole post again
			continue
		case *doc.LinkReferenceDefinition, *doc.ExcerptMark:
			continue
		}
		if doc.IsFootnote(n) {
			continue
		}
		since++
		add(n)
	}
	for i, b := range blocks {
		// A note about the post in the last paragraph does not belong to the references.
		last := i+1 == len(blocks) && b.node.Kind() == doc.KindParagraph && footNote.MatchString(doc.InlineText(b.node))
		if b.references && !last && !isSourceParagraph(b.node) || !last && !b.related && opensSection(b.node) {
			continue
		}
		all = append(all, b)
	}
	return all
}

// opensSection reports whether n is a label at the beginning of a section of text. It
// names the original of that section, which is only a part of the post.
func opensSection(n doc.Node) bool {
	next := n.NextSibling()
	if h, ok := n.PreviousSibling().(*doc.Heading); !ok || isSourceLabel(doc.InlineText(h)) || next == nil || n.Kind() != doc.KindParagraph {
		return false
	}
	if k := next.Kind(); k == doc.KindHeading || k == doc.KindThematicBreak {
		return false
	}
	if lines := linesOf(n); len(lines) != 1 || !lines[0].labelled() {
		return false
	}
	below := linesOf(next)
	return len(below) > 0 && !below[0].labelled() && loneLink(next).text == ""
}

// isAttribution reports whether a heading is itself a line of attribution:
// "##### 转载自：[晨报](https://a.example/x)".
func isAttribution(n *doc.Heading) bool {
	if source := doc.LinesOf(n); len(source) > 0 && !slices.ContainsFunc(source, func(l doc.Line) bool {
		return strings.Contains(l.Text, "[") || strings.Contains(l.Text, "<") || strings.Contains(l.Text, "://")
	}) {
		return false // as most: it has no link
	}
	lines := linesIn(n)
	if len(lines) != 1 || len(lines[0].links) == 0 {
		return false
	}
	l := lines[0]
	return l.labelled() && slices.ContainsFunc(lineFacts(l, sourceLine{}, post.Position{}), func(f Fact) bool { return isStrong(f) && f.linked() })
}

// isSourceLabel reports whether a heading is the label of the text below it:
// "原文链接".
func isSourceLabel(heading string) bool {
	l, ok := labelOf(strings.TrimRight(strings.TrimSpace(heading), "：: "))
	return ok && (l.part == partURL || l.part == partFrom || l.part == partSource)
}

// isSourceParagraph reports whether n is a paragraph whose first line is a label of the
// original with an address. Among references, such a paragraph is about the post.
func isSourceParagraph(n doc.Node) bool {
	if n.Kind() != doc.KindParagraph {
		return false
	}
	lines := linesOf(n)
	return len(lines) > 0 && slices.ContainsFunc(lineFacts(lines[0], loneLink(n.NextSibling()), post.Position{}), func(f Fact) bool {
		return isStrong(f) && f.part == partURL
	})
}

// definitionLines is the largest number of lines that are read for definitions.
const definitionLines = 20

// definition matches a line that states metadata as a link definition, which no reader
// sees: `[#]: author: "Ana Ruiz"`, `[//]: # (author: Ana Ruiz)`.
var definition = lazyregexp.New(`^\[(?:#|//|comment|meta)\]:\s*(?:(?:#|<>)\s*)?["'(]?\s*([\p{L}_-][\p{L}_ -]*?)\s*:\s*["'(]?(.*?(?:\\\))?)["')\s]*$`)

// definedFacts reads the definitions at the beginning of a body. Their "url" is the address
// of this version and is skipped.
func definedFacts(source string, lines *doc.Places) []Fact {
	var facts []Fact
	offset, n := 0, 0
	for row := range strings.Lines(source) {
		if n++; n > definitionLines {
			break
		}
		var m []string
		if row[0] == '[' {
			m = definition.FindStringSubmatch(strings.TrimRight(row, "\r\n"))
		}
		if m == nil {
			if strings.TrimSpace(row) != "" {
				break
			}
			offset += len(row)
			continue
		}
		name, value := strings.ToLower(m[1]), readLine(m[2])
		label, ok := labelOf(name)
		switch name {
		case "subject":
			label, ok = repostLabel{part: partTitle}, true
		case "via":
			label, ok = repostLabel{part: partURL, strength: sure}, true
		case "url":
			ok = false
		}
		_, linked := value.web()
		if ok && label.part != partOther && strings.TrimSpace(value.text) != "" && (linked || label.part == partTitle || label.part.ofPeople() && len(value.people("")) > 0) {
			facts = append(facts, Fact{part: label.part, value: value, strength: label.strength, pos: lines.At(offset)})
		}
		offset += len(row)
	}
	return facts
}

// linesOf returns the lines of text in a block, not those of code.
func linesOf(n doc.Node) []sourceLine {
	var all []sourceLine
	doc.Walk(n, func(n doc.Node, entering bool) doc.Status {
		if !entering || !doc.IsBlock(n) {
			return doc.SkipChildren
		}
		if len(all) >= blockLines {
			return doc.Stop
		}
		switch n := n.(type) {
		case *doc.Paragraph, *doc.TextBlock:
			all = append(all, linesIn(n)...)
		case *doc.HTMLBlock:
			all = append(all, linesOfRaw(n.Lines)...)
		case *doc.CodeBlock:
			if isPlainText(n) {
				all = append(all, linesOfRaw(n.Lines)...)
			}
		case *doc.Title, *doc.Heading:
			// The title of a container is a label of its content, and a heading one of the
			// text below it.
			if lines := linesIn(n); len(lines) == 1 {
				l := lines[0]
				if n, ok := n.(*doc.Heading); !ok || !isAttribution(n) {
					l.text = strings.TrimRight(l.text, "：:") + "："
				}
				if l.labelled() {
					all = append(all, l)
				}
			}
		case *doc.Table:
			all = append(all, linesOfTable(n)...)
		case *doc.DefinitionList:
			all = append(all, linesOfTerms(n)...)
		default:
			return doc.Continue
		}
		return doc.SkipChildren
	})
	return all
}

// isPlainText reports whether a block of code is a short plain text: some sites put the
// head of a translation there.
func isPlainText(n *doc.CodeBlock) bool {
	const most = 12 // lines
	return n.Fenced && (n.Info == "" || plainCode.MatchString(n.Info)) && len(n.Lines) <= most && n.Parent().Kind() == doc.KindDocument
}

// plainCode matches the language of a fenced block that holds plain text.
var plainCode = pattern.Compile(`(?i)^(?:plain|text|txt|plaintext|md|markdown)$`)

// linesOfTable returns the labels and values of a table as lines: from rows of two cells,
// or from the header and the only row under it.
func linesOfTable(n doc.Node) []sourceLine {
	var rows [][]doc.Node
	for r := n.FirstChild(); r != nil && len(rows) < blockLines; r = r.NextSibling() {
		rows = append(rows, doc.Blocks(r))
	}
	var all []sourceLine
	add := func(label, value doc.Node) {
		l, v := linesIn(label), linesIn(value)
		if len(l) > 0 && len(v) > 0 && len(all) < blockLines {
			all = append(all, joinLines(": ", joinLines(" ", l...), joinLines(" ", v...)))
		}
	}
	switch {
	case len(rows) == 2 && isHeader(rows[0]):
		for i := range min(len(rows[0]), len(rows[1])) {
			if isHeader(rows[0][i : i+1]) {
				add(rows[0][i], rows[1][i])
			}
		}
	default:
		for _, cells := range rows {
			if len(cells) == 2 {
				add(cells[0], cells[1])
			}
		}
	}
	return all
}

// linesOfTerms returns the lines of a definition list: its terms as labels of the first
// line below each.
func linesOfTerms(n doc.Node) []sourceLine {
	var all []sourceLine
	for c := n.FirstChild(); c != nil && len(all) < blockLines; c = c.NextSibling() {
		next := c.NextSibling()
		if c.Kind() != doc.KindDefinitionTerm || next == nil || next.Kind() != doc.KindDefinitionDescription {
			continue
		}
		if term, lines := linesIn(c), linesOf(next); len(term) == 1 && len(lines) > 0 {
			all = append(all, joinLines(": ", term[0], lines[0]))
		}
	}
	return all
}

// isHeader reports whether the cells of a row are labels: "| 原作者 | 原文链接 |". Of
// several, one may be something else: "| Title | Author | Words |". A table with more
// columns of other things is a list, of which the title and the author are no source.
func isHeader(cells []doc.Node) bool {
	others := 0
	for _, n := range cells {
		if _, ok := labelOf(joinLines(" ", linesIn(n)...).text); !ok {
			others++
		}
	}
	return others == 0 || len(cells) > 2 && others == 1
}
