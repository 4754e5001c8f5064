package markdown

import (
	"slices"
	"strings"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/lexicon"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/syntax"
	"github.com/yuin/goldmark/ast"
)

// flatten returns the plain text of the inline nodes in n, lines set apart by
// a line feed, and the runs it was put together from.
func flatten(n ast.Node, src []byte) (string, []textRun) {
	var b strings.Builder
	var runs []textRun
	bold := 0
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if em, ok := n.(*ast.Emphasis); ok && em.Level == 2 {
			if entering {
				bold++
			} else {
				bold--
			}
		}
		if !entering {
			return ast.WalkContinue, nil
		}
		from := b.Len()
		switch n := n.(type) {
		case *ast.Text:
			b.Write(n.Segment.Value(src))
			if n.SoftLineBreak() || n.HardLineBreak() {
				b.WriteByte('\n')
			}
		case *ast.String:
			b.Write(n.Value)
		case *ast.AutoLink:
			b.Write(n.Label(src))
		case *syntax.Ruby:
			b.WriteString(n.Base)
		case *syntax.Math:
			b.WriteString(n.TeX)
		case *syntax.Wikilink:
			if n.Label != "" {
				b.WriteString(n.Label)
			} else {
				b.WriteString(n.Target)
			}
		default:
			return ast.WalkContinue, nil
		}
		runs = append(runs, textRun{n, from, bold > 0})
		return ast.WalkContinue, nil
	})
	return b.String(), runs
}

// inlineText is the plain text of the inline nodes in n.
func inlineText(n ast.Node, src []byte) string {
	s, _ := flatten(n, src)
	return strings.TrimSpace(s)
}

// blockText is the plain text of blocks, set apart by blank lines; the items
// of a list are a line each.
func blockText(blocks []ast.Node, src []byte) string {
	var all []string
	for _, n := range blocks {
		var s string
		switch n := n.(type) {
		case *ast.List:
			var items []string
			for it := n.FirstChild(); it != nil; it = it.NextSibling() {
				items = append(items, strings.ReplaceAll(blockText(blockChildren(it), src), "\n\n", "\n"))
			}
			s = strings.Join(items, "\n")
		case *ast.CodeBlock, *ast.FencedCodeBlock:
			s = string(n.Lines().Value(src))
		case *ast.HTMLBlock:
			s = rawText(linesText(n, src))
		default:
			if first := n.FirstChild(); first != nil && first.Type() == ast.TypeBlock {
				s = blockText(blockChildren(n), src)
			} else {
				s = inlineText(n, src)
			}
		}
		if s = strings.TrimSpace(s); s != "" {
			all = append(all, s)
		}
	}
	return strings.Join(all, "\n\n")
}

// topicsOf returns the topics that the body of a warning names: its bold
// spans and list items, else a comma list, else the labels of the vocabulary
// in its prose. Plain is whether the body is nothing but them. Alone is
// whether nothing else has named topics yet, so that a list of unknown ones is
// still taken for one.
func (p *Parser) topicsOf(blocks []ast.Node, src []byte, alone bool) (topics []post.Topic, plain bool) {
	w := new(notice)
	plain = true
	type paragraph struct {
		text  string
		list  []post.Topic // of it, read as a list
		plain bool
	}
	var prose []paragraph
	var walk func(n ast.Node)
	walk = func(n ast.Node) {
		switch n.Kind() {
		case ast.KindListItem:
			item, rest := inlineBlocks(n)
			for _, par := range item {
				text := inlineText(par, src)
				bold := boldSpans(par, src)
				for _, s := range bold {
					w.addTopics(p.boldTopics(s)...)
				}
				list, isPlain := p.topicList(text)
				switch {
				case len(bold) > 0:
				case hasLink(par) && !p.isTopicList(text): // where help is: "All: [a list of helplines](…)"
				case len(list) > 0:
					w.addTopics(list...)
				default:
					w.addTopics(p.topicsIn(text)...)
				}
				plain = plain && isPlain && !hasLink(par) && w.has(list)
			}
			for _, n := range rest {
				walk(n)
			}
		case ast.KindParagraph, ast.KindTextBlock:
			text := inlineText(n, src)
			if text == "" {
				return
			}
			for _, s := range boldSpans(n, src) {
				w.addTopics(p.boldTopics(s)...)
			}
			list, isPlain := p.topicList(text)
			prose = append(prose, paragraph{text, list, isPlain})
			plain = plain && isPlain && !hasLink(n)
		case ast.KindHTMLBlock:
			raw := linesText(n, src)
			if text := script.OneLine(rawText(raw)); text != "" {
				list, isPlain := p.topicList(text)
				prose = append(prose, paragraph{text, list, isPlain})
				plain = plain && isPlain && !strings.Contains(raw, "<a") && !strings.Contains(raw, "<img")
			}
		case ast.KindList, ast.KindBlockquote, syntax.KindContainer, syntax.KindTabs, syntax.KindTab:
			for _, c := range blockChildren(n) {
				walk(c)
			}
		default:
			plain = false
		}
	}
	for _, n := range blocks {
		walk(n)
	}
	if !w.known() {
		found := new(notice)
		for _, par := range prose {
			known := names(par.list)
			switch {
			case known || par.plain && alone && len(par.list) > 1:
				found.addTopics(par.list...)
			default:
				found.addTopics(p.topicsIn(par.text)...)
			}
		}
		if found.known() || len(w.Topics) == 0 {
			w = found
		}
	}
	// Prose that was not taken for topics is not only them.
	for _, par := range prose {
		plain = plain && len(par.list) > 0 && w.has(par.list)
	}
	return w.Topics, plain
}

// has reports whether all of topics are in w.
func (w *notice) has(topics []post.Topic) bool {
	for _, t := range topics {
		if !slices.ContainsFunc(w.Topics, sameLabel(t)) {
			return false
		}
	}
	return true
}

// sameLabel returns a function that reports whether a topic has the label of t,
// but for how it is written.
func sameLabel(t post.Topic) func(post.Topic) bool {
	var folded []rune
	return func(have post.Topic) bool {
		if have.Label == t.Label || have.Slug != t.Slug {
			return have.Label == t.Label
		}
		if folded == nil {
			folded = lexicon.Fold(t.Label).Lower
		}
		return slices.Equal(lexicon.Fold(have.Label).Lower, folded)
	}
}

// boldTopics reads a bold span of a warning.
func (p *Parser) boldTopics(s string) []post.Topic {
	list, _ := p.topicList(s)
	if len(list) == 0 {
		return p.topicsIn(s)
	}
	return list
}

// boldSpans returns the text of the bold spans in n.
func boldSpans(n ast.Node, src []byte) []string {
	var all []string
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if em, ok := n.(*ast.Emphasis); ok && entering && em.Level == 2 {
			if s := inlineText(em, src); s != "" {
				all = append(all, s)
			}
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return all
}

// inlineBlocks splits the children of a list item into those that hold text
// and those that hold further blocks.
func inlineBlocks(n ast.Node) (text, rest []ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c.Kind() {
		case ast.KindParagraph, ast.KindTextBlock:
			text = append(text, c)
		default:
			rest = append(rest, c)
		}
	}
	return text, rest
}

func hasLink(n ast.Node) bool {
	found := false
	_ = ast.Walk(n, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		switch n.Kind() {
		case ast.KindLink, ast.KindAutoLink, ast.KindImage:
			found = true
			return ast.WalkStop, nil
		}
		return ast.WalkContinue, nil
	})
	return found
}
