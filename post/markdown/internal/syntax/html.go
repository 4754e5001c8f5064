package syntax

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"

	"github.com/foreword-go/foreword/internal/lazyregexp"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
)

// An htmlParser is goldmark's parser with two rules of kramdown. In an element
// such as <div markdown="1">, which Python-Markdown also supports, only the tag
// is HTML. With [Options.WholeElements], other elements end at their end tag.
type htmlParser struct{ parser.BlockParser }

var markdownElement = lazyregexp.New(`^<[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?\smarkdown(?:\s*=\s*["']?(?:1|block|span|md|true)["']?)?(?:\s[^<>]*)?>`)

func (p htmlParser) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, seg := reader.PeekLine()
	tag := markdownElement.Find(line[max(pc.BlockOffset(), 0):])
	switch {
	case tag == nil:
		if end := stateOf(pc).wholeElement(seg.Start + pc.BlockOffset() - seg.Padding); end > 0 {
			n := ast.NewHTMLBlock(ast.HTMLBlockType6)
			n.SetPos(seg.Start)
			n.SetAttributeString("end", end)
			n.Lines().Append(seg)
			skipLine(reader)
			return n, parser.NoChildren
		}
		return p.BlockParser.Open(parent, reader, pc)
	case !blank(line[pc.BlockOffset()+len(tag):]):
		return nil, parser.NoChildren // in a line, Markdown goes on behind a tag anyway
	}
	n := ast.NewHTMLBlock(ast.HTMLBlockType7)
	n.SetPos(seg.Start)
	n.Lines().Append(seg)
	n.SetAttributeString("markdown", true)
	skipLine(reader)
	return n, parser.NoChildren
}

func (p htmlParser) Continue(node ast.Node, reader text.Reader, pc parser.Context) parser.State {
	if _, tag := node.AttributeString("markdown"); tag {
		return parser.Close
	}
	if end, ok := node.AttributeString("end"); ok {
		_, seg := reader.PeekLine()
		if seg.Start >= end.(int) {
			return parser.Close
		}
		node.Lines().Append(seg)
		skipLine(reader)
		return parser.Continue | parser.NoChildren
	}
	return p.BlockParser.Continue(node, reader, pc)
}

// wholeElements are the elements that kramdown reads up to their end tag as HTML,
// without those that [tagScanner] reads.
var wholeElements = map[string]bool{
	"address": true, "article": true, "aside": true, "audio": true, "blockquote": true, "center": true, "dl": true, "div": true, "fieldset": true,
	"figcaption": true, "figure": true, "footer": true, "form": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true,
	"header": true, "iframe": true, "main": true, "nav": true, "object": true, "ol": true, "p": true, "section": true, "table": true, "ul": true, "video": true,
}

// wholeElement returns where the line ends on which the element at at ends, if
// the element contains a blank line and is HTML up to its end tag:
//
//	<div>            kramdown: one block of HTML
//	                 CommonMark: HTML, code, HTML
//	    <p>text</p>
//	</div>
//
// It returns 0 for other elements. Those are read as CommonMark does, and so is an
// element that contains Markdown by its attribute, a container, or a paragraph
// that opens with the phrase of a content warning.
func (s *state) wholeElement(at int) int {
	if !s.opts.WholeElements || at < s.partElements {
		return 0
	}
	t, ok := readElement(s.src, at)
	if !ok || t.closing || t.alone || !wholeElements[t.name] {
		return 0
	}
	end := -1
	if s.unended < mostUnended {
		end = elementEnd(s.src, at)
	}
	if end < 0 {
		s.unended++
		end = tagsEnd(s.src, t.end)
	} else {
		end = lineEnd(s.src, end-1)
	}
	if !blankLine.Match(s.src[at:end]) {
		return 0
	}
	if s.hasMarkdown(at, end) {
		s.partElements = end // so that each byte is searched once
		return 0
	}
	return end
}

// mostUnended is the number of elements without an end tag after which none is
// searched for, as each search reads the rest of the source.
const mostUnended = 32

// elementEnd returns where the end tag of the element at at ends, or -1 if it has
// none. As in kramdown, an end tag that does not end the innermost element counts
// as text.
func elementEnd(src []byte, at int) int {
	var open []string
	for {
		i := bytes.IndexByte(src[at:], '<')
		if i < 0 || len(open) > maxOpen {
			return -1
		}
		at += i
		if bytes.HasPrefix(src[at:], []byte("<!--")) {
			if end := bytes.Index(src[at:], []byte("-->")); end >= 0 {
				at += end
				continue
			}
		}
		t, ok := readElement(src, at)
		if !ok {
			at++
			continue
		}
		at = t.end
		switch {
		case !t.closing && !t.alone && !voids[t.name]:
			open = append(open, t.name)
		case t.closing && open[len(open)-1] == t.name:
			if open = open[:len(open)-1]; len(open) == 0 {
				return at
			}
		}
	}
}

// maxOpen is the largest depth of nested elements.
const maxOpen = 100

// tagsEnd returns where the paragraphs that begin with a tag end: at a blank line
// before another paragraph, or with the source.
func tagsEnd(src []byte, at int) int {
	for at < len(src) {
		at = lineEnd(src, at)
		next := at
		for next < len(src) && blank(src[next:lineEnd(src, next)]) {
			next = lineEnd(src, next)
		}
		if next > at && !bytes.HasPrefix(bytes.TrimLeft(src[next:], " \t"), []byte("<")) {
			return at
		}
		at = next
	}
	return len(src)
}

var markdownInside = lazyregexp.New(`<[a-zA-Z][^<>]*\smarkdown\s*=`)

// hasMarkdown reports whether HTML contains what must be read as Markdown.
func (s *state) hasMarkdown(at, end int) bool {
	for i := at; i < end && len(s.tags) > 0; i++ {
		if t := s.tags[i]; t != nil && !t.literal && (t.mate != nil || t.kind == detailsTag || t.isWarning() || t.states(s.src)) {
			return true
		}
	}
	if markdownInside.Match(s.src[at:end]) {
		return true
	}
	words := &tag{words: s.opts.Phrases}
	for _, part := range blankLine.Split(string(s.src[at:end]), -1)[1:] {
		if text := strings.TrimLeft(doc.HTMLText(part), " \t\n>*_#"); words.opensWarning(text) {
			return true
		}
	}
	return false
}
