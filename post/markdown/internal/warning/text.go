package warning

import (
	"slices"
	"strings"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/lexicon"
	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
)

// topicsOf returns the topics that the body of a warning names: its bold
// spans and list items, else a comma list, else the labels of the vocabulary
// in its prose. Plain is whether the body is nothing but them. Alone is
// whether nothing else has named topics yet, so that a list of unknown ones is
// still taken for one.
func (p *Reader) topicsOf(blocks []doc.Node, alone bool) (topics []post.Topic, plain bool) {
	w := new(Notice)
	plain = true
	type paragraph struct {
		text  string
		list  []post.Topic // of it, read as a list
		plain bool
	}
	var prose []paragraph
	var walk func(n doc.Node)
	walk = func(n doc.Node) {
		switch n.Kind() {
		case doc.KindListItem:
			item, rest := inlineBlocks(n)
			for _, par := range item {
				text := doc.InlineText(par)
				bold := boldSpans(par)
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
		case doc.KindParagraph, doc.KindTextBlock:
			text := doc.InlineText(n)
			if text == "" {
				return
			}
			for _, s := range boldSpans(n) {
				w.addTopics(p.boldTopics(s)...)
			}
			list, isPlain := p.topicList(text)
			prose = append(prose, paragraph{text, list, isPlain})
			plain = plain && isPlain && !hasLink(n)
		case doc.KindHTMLBlock:
			raw := doc.LinesOf(n).String()
			if text := script.OneLine(doc.HTMLText(raw)); text != "" {
				list, isPlain := p.topicList(text)
				prose = append(prose, paragraph{text, list, isPlain})
				plain = plain && isPlain && !strings.Contains(raw, "<a") && !strings.Contains(raw, "<img")
			}
		case doc.KindList, doc.KindBlockquote, doc.KindContainer, doc.KindTabs, doc.KindTab:
			for _, c := range doc.Blocks(n) {
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
		found := new(Notice)
		for _, par := range prose {
			known := names(par.list)
			switch {
			case known || par.plain && alone && (len(par.list) > 1 || len(prose) == 1 && p.announced(strings.TrimRight(par.text, ".。"))):
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
func (w *Notice) has(topics []post.Topic) bool {
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
func (p *Reader) boldTopics(s string) []post.Topic {
	list, _ := p.topicList(s)
	if len(list) == 0 {
		return p.topicsIn(s)
	}
	return list
}

// boldSpans returns the text of the bold spans in n.
func boldSpans(n doc.Node) []string {
	var all []string
	doc.Walk(n, func(n doc.Node, entering bool) doc.Status {
		if em, ok := n.(*doc.Emphasis); ok && entering && em.Level == 2 {
			if s := doc.InlineText(em); s != "" {
				all = append(all, s)
			}
			return doc.SkipChildren
		}
		return doc.Continue
	})
	return all
}

// inlineBlocks splits the children of a list item into those that hold text
// and those that hold further blocks.
func inlineBlocks(n doc.Node) (text, rest []doc.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c.Kind() {
		case doc.KindParagraph, doc.KindTextBlock:
			text = append(text, c)
		default:
			rest = append(rest, c)
		}
	}
	return text, rest
}

func hasLink(n doc.Node) bool {
	found := false
	doc.Walk(n, func(n doc.Node, entering bool) doc.Status {
		switch n.Kind() {
		case doc.KindLink, doc.KindAutoLink, doc.KindImage:
			found = true
			return doc.Stop
		}
		return doc.Continue
	})
	return found
}
