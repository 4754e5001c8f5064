package warning

import (
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/foreword-go/foreword/post/internal/script"
	"github.com/foreword-go/foreword/post/markdown/internal/pattern"
)

// An element holds the name, classes and attributes of a tag: the first of a block of
// HTML, or one in a line.
type element struct {
	tag    string
	words  []string // its name and classes
	named  string   // the one of words that is a warning phrase
	mark   bool     // named is a mark such as cw
	strong bool     // its text begins in bold
	open   bool     // it is not whole, but only for want of ends
	// states is true if an attribute states a warning, such as content-warning="blood";
	// topics is its value.
	states bool
	topics string
	title  string // of the attributes that name an element, the one that opens with a phrase
	folds  bool   // readers see what is in it on demand
}

// isBox reports whether the element sets a notice apart from the text, by its class or
// role.
func (e *element) isBox() bool {
	return e.states || e.title != "" || e.named != "" || len(e.words) > 1 && (levelOf(e.words[1:]) != 0 || slices.ContainsFunc(e.words[1:], boxClass.MatchString))
}

var (
	boxClass  = pattern.Compile(`(?i)\b(?:callout|admonition|message|notice|alert|panel|card|box|hint|aside|note|infobox|tip)`)
	foldClass = pattern.Compile(`(?i)\b(?:spoilers?|collaps\w*|fold(?:ed|able|ing)?|accordion|toggle|blur(?:red)?|reveal)\b`)
)

// rootElement reads the element that raw is; whole is whether raw is nothing
// else.
func (p *Reader) rootElement(raw string) (root element, whole bool) {
	z := html.NewTokenizer(strings.NewReader(raw))
	var open []string
	text, ended := false, false
	for {
		switch z.Next() {
		case html.ErrorToken:
			root.open = !ended && len(open) > 0
			return root, ended
		case html.TextToken:
			if blank := strings.TrimSpace(string(z.Text())) == ""; !blank {
				if len(open) == 0 {
					return root, false
				}
				text = true
			}
		case html.SelfClosingTagToken, html.StartTagToken:
			name, more := z.TagName()
			tag := string(name)
			if ended {
				return root, false
			}
			if len(open) == 0 && root.tag == "" {
				root.tag, root.words = tag, []string{tag}
				root.read(p, z, more)
			}
			switch tag {
			case "img", "br", "hr", "input", "wbr", "meta", "link":
				continue
			case "b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "summary":
				root.strong = root.strong || !text
			}
			open = append(open, tag)
		case html.EndTagToken:
			name, _ := z.TagName()
			if len(open) == 0 || open[len(open)-1] != string(name) {
				return root, false
			}
			open = open[:len(open)-1]
			ended = len(open) == 0
		}
	}
}

// tagElement reads a tag in a line of text.
func (p *Reader) tagElement(raw string) (e element) {
	z := html.NewTokenizer(strings.NewReader(raw))
	if t := z.Next(); t == html.StartTagToken || t == html.SelfClosingTagToken {
		name, more := z.TagName()
		e.tag, e.words = string(name), []string{string(name)}
		e.read(p, z, more)
	}
	return e
}

// read reads the attributes of a tag.
func (e *element) read(p *Reader, z *html.Tokenizer, more bool) {
	e.folds = e.tag == "dialog"
	meta := metaElement{}
	for more {
		var k, v []byte
		k, v, more = z.TagAttr()
		key, value := string(k), strings.TrimSpace(string(v))
		switch {
		case e.tag == "meta":
			meta.read(key, value)
		case key == "id":
			if ph, ok := p.namedPhrase(value); ok && !ph.weak && strings.Contains(strings.ToLower(ph.title), "warning") {
				e.named = value
			}
		case key == "alt" && e.tag == "img":
			if ph, ok := p.cutWarningPhrase(value); ok && ph.colon() && p.announced(ph.rest) {
				e.title = value
			}
		default:
			e.attribute(p, key, value)
		}
	}
	if meta.name != "" && p.metaStates(meta) {
		if e.states = true; !strings.HasPrefix(meta.content, restricted) {
			e.topics = meta.content
		}
	}
	if name, mark := p.nameOf(e.words); name != "" {
		e.named, e.mark = name, mark
	}
}

// attribute reads an attribute that has one meaning on any element.
func (e *element) attribute(p *Reader, key, value string) {
	switch key {
	case "class", "role", "type", "kind", "variant":
		e.words = append(e.words, strings.Fields(value)...)
		e.folds = e.folds || key == "class" && foldClass.MatchString(value)
	case "title", "aria-label", "data-title", "data-summary", "data-label", "data-heading", "summary", "label", "heading", "data-spoiler":
		if ph, ok := p.cutWarningPhrase(value); ok && e.title == "" && (!ph.weak || ph.sep == ':' || ph.sep == '：' || strings.HasPrefix(ph.rest, "for ")) {
			e.title = value
		}
	default:
		if states, topics := p.attributeStates(key, value); states {
			e.states, e.topics = true, topics
		}
	}
}

// restricted begins the label of sites for adults (https://www.rtalabel.org).
const restricted = "RTA-5042"

// A metaElement is a meta element.
type metaElement struct{ name, content string }

// read reads an attribute of it.
func (m *metaElement) read(key, value string) {
	switch key {
	case "name", "property", "itemprop":
		m.name = value
	case "content":
		m.content = value
	}
}

// metaStates reports whether a meta element states a warning: by a name that is a phrase, or
// a rating of this page.
func (p *Reader) metaStates(m metaElement) bool {
	kind := p.words().Key(m.name)
	switch says := p.words().Value(m.content); {
	case kind == "phrase":
		return m.content != "" && says != "none"
	case kind == "rating" || kind == "review":
		return says == "adult" || says == "rated" || says == "grave" || strings.HasPrefix(m.content, restricted)
	}
	return false
}

// attributeStates reports whether an attribute states a content warning:
// content-warning="blood", data-cw="blood", data-nsfw.
func (p *Reader) attributeStates(key, value string) (ok bool, topics string) {
	name, data := strings.CutPrefix(key, "data-")
	kind := p.words().Key(name)
	says := p.words().Value(value)
	switch {
	case kind == "loose" && data && value != "":
		return p.isTopicList(value), value
	case value != "" && says == "none" || kind != "phrase" && kind != "mark" && kind != "key":
		return false, ""
	case kind != "phrase" && !data, kind == "mark" && (value == "" || isOther(value)): // tw="flex" is of a style sheet
		return false, ""
	case value == "" || strings.EqualFold(value, "true") || value == key || value == "1":
		return true, ""
	}
	return true, value
}

var (
	headBlocks = map[string]bool{
		"h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true, "p": true, "div": true, "legend": true, "dt": true, "th": true,
		"td": true, "header": true, "figcaption": true, "summary": true, "caption": true, "center": true,
	}
	headInline = map[string]bool{"b": true, "strong": true, "em": true, "i": true, "span": true, "font": true, "u": true, "label": true, "mark": true}
)

// headOf returns the phrase that an element of its own holds before all other text of
// raw, and what follows it. Block is whether the element is a block.
func (p *Reader) headOf(raw string) (head, rest string, block bool) {
	z := html.NewTokenizer(strings.NewReader(raw))
	h := headReader{p: p}
	for {
		switch z.Next() {
		case html.ErrorToken:
			if h.head != "" {
				rest = script.OneLine(h.text.String()[h.at:])
			}
			return h.head, rest, h.block
		case html.TextToken:
			if !h.hidden {
				h.text.Write(z.Text())
			}
		case html.StartTagToken:
			name, _ := z.TagName()
			h.start(string(name))
		case html.EndTagToken:
			name, _ := z.TagName()
			h.end(string(name))
		}
		if h.head == "" && h.text.Len() > headBytes {
			return "", "", false
		}
	}
}

// headBytes bounds the text before which the phrase of a warning has to be, in bytes.
const headBytes = 200

// A headReader looks in the elements of HTML for the one that holds a phrase.
type headReader struct {
	p      *Reader
	text   strings.Builder
	hidden bool // in a script or style sheet
	open   []openElement

	head  string // the phrase; "" if it was not found yet
	at    int    // where head ends in text
	block bool   // the element of head is a block
}

// An openElement is an element that has not ended yet.
type openElement struct {
	tag   string
	first bool // no text stands before it
}

// start reads a start tag.
func (h *headReader) start(tag string) {
	if tag == "script" || tag == "style" {
		h.hidden = true
	}
	if headBlocks[tag] || tag == "br" || tag == "dd" || tag == "li" || tag == "tr" {
		h.text.WriteByte(' ')
	}
	if tag != "br" && tag != "img" && tag != "hr" && len(h.open) < 64 {
		before := h.text.String()[:min(h.text.Len(), headBytes)]
		h.open = append(h.open, openElement{tag, strings.TrimSpace(before) == ""})
	}
}

// end reads an end tag, which also ends the open elements in its own.
func (h *headReader) end(tag string) {
	h.hidden = false
	for len(h.open) > 0 {
		last := h.open[len(h.open)-1]
		h.open = h.open[:len(h.open)-1]
		if last.tag == tag {
			h.ended(last)
			break
		}
	}
	if headBlocks[tag] || tag == "dd" || tag == "li" {
		h.text.WriteByte(' ')
	}
}

// ended takes the text of an element for the head if it is the phrase of a warning.
func (h *headReader) ended(e openElement) {
	text := h.text.String()
	if !e.first || len(text) > headBytes || !headBlocks[e.tag] && !headInline[e.tag] {
		return
	}
	if ph, ok := h.p.cutWarningPhrase(script.OneLine(text)); ok && ph.rest == "" {
		h.head, h.at, h.block = script.OneLine(text), len(text), headBlocks[e.tag]
	}
}
