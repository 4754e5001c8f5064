package warning

import (
	"slices"
	"strings"
	"sync"

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
	r := topicReader{p: p, found: new(Notice), plain: true}
	for _, n := range blocks {
		r.block(n)
	}
	if !r.found.known() {
		if found := r.inProse(alone); found.known() || len(r.found.Topics) == 0 {
			r.found = found
		}
	}
	for _, par := range r.prose {
		if !r.plain {
			break
		}
		// Prose that was not taken for topics is not only them.
		list, plain := par.topics()
		r.plain = plain && len(list) > 0 && r.found.has(list)
	}
	return r.found.Topics, r.plain
}

// A topicReader collects the topics of a warning from its blocks.
type topicReader struct {
	p     *Reader
	found *Notice // the topics of the bold spans and list items
	plain bool    // no block has more than topics
	prose []topicProse
}

// A topicProse is a paragraph.
type topicProse struct {
	text string
	// topics returns the topics if it is read as a list, and whether it is nothing but them.
	// Most paragraphs behind topics in bold need not be read.
	topics func() ([]post.Topic, bool)
}

// block reads n, and the blocks in it.
func (r *topicReader) block(n doc.Node) {
	switch n.Kind() {
	case doc.KindListItem:
		item, rest := inlineBlocks(n)
		for _, par := range item {
			r.item(par)
		}
		for _, n := range rest {
			r.block(n)
		}
	case doc.KindParagraph, doc.KindTextBlock:
		text := doc.InlineText(n)
		if text == "" {
			return
		}
		r.bold(n)
		r.paragraph(text, !hasLink(n))
	case doc.KindHTMLBlock:
		raw := doc.LinesOf(n).String()
		if text := script.OneLine(doc.HTMLText(raw)); text != "" {
			r.paragraph(text, !strings.Contains(raw, "<a") && !strings.Contains(raw, "<img"))
		}
	case doc.KindList, doc.KindBlockquote, doc.KindContainer, doc.KindTabs, doc.KindTab:
		for _, c := range doc.Blocks(n) {
			r.block(c)
		}
	default:
		r.plain = false
	}
}

// bold reads the bold spans of par, and reports whether there are any.
func (r *topicReader) bold(par doc.Node) bool {
	spans := boldSpans(par)
	for _, s := range spans {
		r.found.addTopics(r.p.boldTopics(s)...)
	}
	return len(spans) > 0
}

// item reads a paragraph of a list item.
func (r *topicReader) item(par doc.Node) {
	text := doc.InlineText(par)
	bold := r.bold(par)
	list, plain := r.p.topicList(text)
	switch {
	case bold:
	case hasLink(par) && !r.p.isTopicList(text): // where help is: "All: [a list of helplines](…)"
	case len(list) > 0:
		r.found.addTopics(list...)
	default:
		r.found.addTopics(r.p.topicsIn(text)...)
	}
	r.plain = r.plain && plain && !hasLink(par) && r.found.has(list)
}

// paragraph keeps text for [topicReader.inProse]. Bare is whether it holds nothing but text.
func (r *topicReader) paragraph(text string, bare bool) {
	r.prose = append(r.prose, topicProse{text, sync.OnceValues(func() ([]post.Topic, bool) { return r.p.topicList(text) })})
	r.plain = r.plain && bare
}

// inProse returns the topics of the paragraphs: of those that are lists the items, of
// others the labels of the vocabulary in them.
func (r *topicReader) inProse(alone bool) *Notice {
	found := new(Notice)
	for _, par := range r.prose {
		list, plain := par.topics()
		unknown := plain && alone // topics, as nothing else names any
		if names(list) || unknown && (len(list) > 1 || len(r.prose) == 1 && r.p.announced(strings.TrimRight(par.text, ".。"))) {
			found.addTopics(list...)
		} else {
			found.addTopics(r.p.topicsIn(par.text)...)
		}
	}
	return found
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
