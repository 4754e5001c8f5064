package markdown

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"github.com/foreword-go/foreword/post/internal/lang"
	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
	"github.com/foreword-go/foreword/post/markdown/internal/syntax"
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// repostReferences is over what a text refers to.
var repostReferences = pattern.Compile(`(?i)参考|參考|引用|相关|相關|延伸|推荐|推薦|资料|資料|文献|文獻|链接|関連|references?|further|links|see also|resources|related|bibliography|footnotes`)

// footNote begins a note about the post itself.
var footNote = pattern.Compile(`(?i)^[\s(（]*(?:(?:this|the) (?:\w+ )?` + repostNoun + ` |(?:originally|first|cross-?posted|re-?posted)\s|本文|此文|[这這]篇(?:文章|博文))`)

// attributionBlocks returns the blocks of the head and the foot of a body.
func attributionBlocks(doc ast.Node, src []byte) []ast.Node {
	var all []ast.Node
	var headings, since int
	head := true
	references := false
	type block struct {
		node       ast.Node
		references bool
	}
	var blocks []block // the last of them
	for n := doc.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Heading:
			references = repostReferences.MatchString(inlineText(n, src))
			if headings++; headings > 1 || since > 0 {
				head = false
			}
			continue
		case *ast.ThematicBreak:
			references = false // what stands behind it is of the whole post again
			continue
		case *ast.LinkReferenceDefinition, *syntax.ExcerptMark:
			continue
		}
		if strings.HasPrefix(n.Kind().String(), "Footnote") {
			continue
		}
		since++
		if head && since <= headBlocks {
			all = append(all, n)
			continue
		}
		if len(blocks) == footBlocks {
			blocks = append(blocks[:0], blocks[1:]...)
		}
		blocks = append(blocks, block{n, references})
	}
	for i, b := range blocks {
		// What the last paragraph says of the post is not of the references.
		last := i+1 == len(blocks) && b.node.Kind() == ast.KindParagraph && footNote.MatchString(inlineText(b.node, src))
		if !b.references || last {
			all = append(all, b.node)
		}
	}
	return all
}

// linesOf returns the lines of text in a block, not those of code.
func linesOf(n ast.Node, src []byte) []sourceLine {
	var all []sourceLine
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if !entering || n.Type() == ast.TypeInline {
			return ast.WalkSkipChildren, nil
		}
		if len(all) >= blockLines {
			return ast.WalkStop, nil
		}
		switch n.Kind() {
		case ast.KindParagraph, ast.KindTextBlock, ast.KindHTMLBlock:
		case ast.KindFencedCodeBlock: // some put the head of a translation in one
			if lang := n.(*ast.FencedCodeBlock).Language(src); len(lang) > 0 && !plainCode.MatchString(string(lang)) || n.Lines().Len() > 12 || n.Parent().Kind() != ast.KindDocument {
				return ast.WalkSkipChildren, nil
			}
		case syntax.KindTitle:
			if n.Lines().Len() == 1 {
				seg := n.Lines().At(0)
				// The title of a container labels what is in it.
				if l := readLine(strings.TrimSpace(string(seg.Value(src)))+"：", seg.Start); l.labelled() {
					all = append(all, l)
				}
			}
			return ast.WalkSkipChildren, nil
		case extast.KindTable:
			all = append(all, linesOfTable(n, src)...)
			return ast.WalkSkipChildren, nil
		default:
			return ast.WalkContinue, nil
		}
		links := referenceLinks(n, src)
		rows := make([]string, min(n.Lines().Len(), blockLines))
		for i := range rows {
			seg := n.Lines().At(i)
			raw := strings.TrimSpace(string(seg.Value(src)))
			for _, r := range links {
				raw = strings.ReplaceAll(raw, r[0], r[1])
			}
			rows[i] = brTag.ReplaceAllString(raw, "\n")
		}
		for i, row := range rows {
			offset := n.Lines().At(i).Start
			for row != "" {
				part, rest, cut := strings.Cut(row, "\n")
				var more []string
				if !cut && n.Kind() != ast.KindFencedCodeBlock {
					more = rows[i+1:]
				}
				if strings.Count(part, "[") > strings.Count(part, "]") {
					if whole := unwrap(part, more); whole != "" {
						part, more = whole, nil // a link goes on in the next line
					}
				}
				l := readLine(part, offset)
				l.raw, l.more = part, more
				if strings.TrimSpace(l.text) != "" {
					all = append(all, l)
				}
				row = rest
			}
		}
		return ast.WalkSkipChildren, nil
	})
	return all
}

// plainCode is the language of a text that is no code.
var plainCode = pattern.Compile(`(?i)^(?:plain|text|txt|plaintext|md|markdown)$`)

// wrappedLines is over how many more lines a sentence may go on.
const wrappedLines = 3

// unwrap returns a line with those that its sentence goes on in, as editors
// wrap them; "" if it ends with the line.
func unwrap(line string, more []string) string {
	if last, _ := utf8.DecodeLastRuneInString(line); len(more) == 0 || strings.ContainsRune(".。!！?？:：;；", last) {
		return ""
	}
	for _, next := range more[:min(len(more), wrappedLines)] {
		last, _ := utf8.DecodeLastRuneInString(line)
		if first, _ := utf8.DecodeRuneInString(next); last < lang.FirstHan || first < lang.FirstHan {
			line += " "
		}
		line += next
		if strings.Contains(next, "\n") {
			break
		}
	}
	return line
}

// linesOfTable returns the labels and values of a table: rows of two cells, or
// the cells of its only row under its header.
func linesOfTable(n ast.Node, src []byte) []sourceLine {
	var rows [][]ast.Node
	for r := n.FirstChild(); r != nil && len(rows) < blockLines; r = r.NextSibling() {
		rows = append(rows, blockChildren(r))
	}
	var all []sourceLine
	add := func(label, value ast.Node) {
		if label.Lines().Len() == 0 || value.Lines().Len() == 0 {
			return
		}
		l, v := label.Lines().At(0), value.Lines().At(0)
		line := readLine(strings.TrimSpace(string(l.Value(src)))+": "+strings.TrimSpace(string(v.Value(src))), l.Start)
		if len(all) < blockLines {
			all = append(all, line)
		}
	}
	switch {
	case len(rows) == 2 && len(rows[0]) != 2:
		for i := range min(len(rows[0]), len(rows[1])) {
			add(rows[0][i], rows[1][i])
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

var (
	brTag         = pattern.Compile(`(?i)<br\s*/?>|</(?:p|li|div)>|\\$`)
	referenceLink = pattern.Compile(`\[([^\[\]]+)\]\[[^\[\]]*\]`)
)

// referenceLinks returns the links of n that are written [text][name], each
// with the same as [text](url).
func referenceLinks(n ast.Node, src []byte) [][2]string {
	lines := n.Lines().Value(src)
	if !bytes.Contains(lines, []byte("][")) {
		return nil
	}
	raw := string(lines)
	dest := make(map[string]string)
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if l, ok := n.(*ast.Link); ok && entering {
			dest[inlineText(l, src)] = string(l.Destination)
		}
		return ast.WalkContinue, nil
	})
	var all [][2]string
	for _, m := range referenceLink.Regexp().FindAllStringSubmatch(raw, blockLines) {
		if d := dest[strings.TrimSpace(m[1])]; d != "" {
			all = append(all, [2]string{m[0], "[" + m[1] + "](" + d + ")"})
		}
	}
	return all
}
