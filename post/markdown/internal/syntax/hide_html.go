package syntax

import (
	"bytes"
	"strings"

	"github.com/foreword-go/foreword/internal/lazyregexp"
	"github.com/foreword-go/foreword/post/markdown/internal/doc"
)

// angle hides what begins with an angle bracket: comments that Markdown would
// break, hidden elements, and components that lock what is in them. It returns
// where that ends.
func (h *hider) angle(at int) int {
	if bytes.HasPrefix(h.src[at:], []byte("<!--")) {
		return h.htmlComment(at)
	}
	t, ok := readElement(h.src, at)
	if !ok || t.closing {
		return at
	}
	switch t.name {
	case "script", "style", "textarea", "xmp":
		if end, ok := h.elementClose(t.name, t.end); ok {
			return end
		}
		return t.end
	}
	locked := isLocked(t.name)
	// KaTeX writes each formula twice, once for eyes.
	twice := t.name == "span" && bytes.HasSuffix(bytes.TrimSpace(h.src[:at]), []byte("</math></span>")) && t.has("class", "katex-html")
	if !locked && !twice && !t.hides() {
		return at
	}
	if t.alone || voids[t.name] {
		return h.fill(at, t.end, locked && len(t.attrs) > 0)
	}
	end, ok := h.elementClose(t.name, t.end)
	switch para := paragraphEnd(h.src, t.end); {
	case endless[t.name] && (!ok || t.name == "p" && end > para):
		end = para
	case !ok && locked && (!locksRest(t.name) || 'a' <= h.src[at+1] && h.src[at+1] <= 'z'): // a placeholder: -p <password>
		return at
	case !ok:
		h.note(UnclosedContainer, at, t.name)
		end = len(h.src)
	}
	return h.fill(at, end, locked)
}

// htmlComment hides a comment over several lines that does not begin at the very
// start of one: of the others, Markdown finds the end.
func (h *hider) htmlComment(at int) int {
	end := h.commentEnd(at)
	if end < 0 {
		return at
	}
	before := h.src[bytes.LastIndexByte(h.src[:at], '\n')+1 : at]
	begins := len(before) < 256 && len(bytes.Trim(before, " \t>-*+.)0123456789")) == 0 // a block, which may end before the comment does
	if lines := bytes.IndexByte(h.src[at:end], '\n') >= 0; lines && len(before) > 0 && (begins || blankLine.Match(h.src[at:end])) {
		h.fill(at, end, false)
	}
	return end
}

// commentEnd returns where the comment at at ends, -1 if it does not.
func (h *hider) commentEnd(at int) int {
	if h.failed["-->"] {
		return -1
	}
	i := bytes.Index(h.src[at+2:], []byte("-->"))
	if i < 0 {
		h.fail("-->")
		return -1
	}
	return at + 2 + i + 3
}

var blankLine = lazyregexp.New(`\n[ \t>]*\n`)

// An htmlTag is a tag of HTML, Vue or JSX.
type htmlTag struct {
	name    string // in lower case
	end     int
	closing bool
	alone   bool // <x />
	attrs   []doc.Attribute
}

var voids = map[string]bool{
	"img": true, "br": true, "hr": true, "input": true, "source": true, "track": true, "wbr": true, "col": true, "embed": true, "area": true,
	"link": true, "meta": true,
}

// endless are elements that end, without an end tag, no later than the paragraph.
var endless = map[string]bool{
	"p": true, "li": true, "td": true, "th": true, "tr": true, "dd": true, "dt": true, "option": true,
	"span": true, "a": true, "b": true, "i": true, "em": true, "strong": true, "font": true, "small": true, "sub": true, "sup": true, "s": true,
	"u": true, "del": true, "ins": true, "code": true, "kbd": true, "abbr": true, "label": true, "mark": true, "q": true, "cite": true,
}

// hides reports whether the page does not show the element.
func (t *htmlTag) hides() bool {
	plain := true
	for _, a := range t.attrs {
		if hiddenAttribute(a.Key, a.Value) {
			return true
		}
		if strings.HasPrefix(a.Key, "#") || strings.HasPrefix(a.Key, "v-") || strings.HasPrefix(a.Key, ":") || a.Key == "slot" {
			plain = false
		}
	}
	return t.name == "template" && plain
}

// has reports whether an attribute of t has the value.
func (t *htmlTag) has(key, val string) bool {
	for _, a := range t.attrs {
		if a.Key == key && a.Value == val {
			return true
		}
	}
	return false
}

// readElement reads the tag at at.
func readElement(src []byte, at int) (t htmlTag, ok bool) {
	i := at + 1
	if i < len(src) && src[i] == '/' {
		t.closing = true
		i++
	}
	j := i
	for j < len(src) && j-i < 64 && (isWord(src[j]) || src[j] == '_' || src[j] == '-' || src[j] == '.') {
		j++
	}
	if j == i || src[i] >= '0' && src[i] <= '9' {
		return t, false
	}
	t.name = strings.ToLower(string(src[i:j]))
	limit := min(len(src), at+tagBytes)
	for i = j; i < limit; {
		switch c := src[i]; {
		case isSpace(c):
			i++
		case c == '>':
			t.end = i + 1
			return t, true
		case c == '/':
			t.alone = i+1 < limit && src[i+1] == '>'
			i++
		case c == '<':
			return t, false
		case len(t.attrs) >= argsMost:
			return t, false
		default:
			if i == j { // <name>: has no space before its attributes
				return t, false
			}
			var a doc.Attribute
			a, i = readAttribute(src[:limit], i)
			t.attrs = append(t.attrs, a)
		}
	}
	return t, false
}

// readAttribute reads the attribute at i and returns where it ends.
func readAttribute(src []byte, i int) (a doc.Attribute, end int) {
	j := i
	if src[j] == '{' { // {...props}
		_, end, _ = value(src, j, len(src))
		return doc.Attribute{Key: "{"}, max(end, i+1)
	}
	for j < len(src) && !isSpace(src[j]) && strings.IndexByte("=>/", src[j]) < 0 {
		j++
	}
	if j == i {
		return a, i + 1
	}
	a.Key = strings.ToLower(string(src[i:j]))
	k := j
	for k < len(src) && isSpace(src[k]) {
		k++
	}
	if k >= len(src) || src[k] != '=' {
		return a, j
	}
	for k++; k < len(src) && isSpace(src[k]); k++ {
	}
	if k >= len(src) {
		return a, k
	}
	switch c := src[k]; c {
	case '"', '\'':
		n := bytes.IndexByte(src[k+1:], c)
		if n < 0 {
			return a, len(src)
		}
		a.Value = string(src[k+1 : k+1+n])
		return a, k + n + 2
	case '{':
		from, to, _ := value(src, k, len(src))
		a.Value = string(src[from:to])
		return a, to
	}
	for j = k; j < len(src) && !isSpace(src[j]) && src[j] != '>'; j++ {
	}
	a.Value = string(src[k:j])
	return a, j
}

// elementClose returns where the element of the name that is open at at ends, its
// end tag included. Tags in code do not count.
func (h *hider) elementClose(name string, at int) (int, bool) {
	if h.failed["<"+name] {
		return 0, false
	}
	raw := name == "script" || name == "style" || name == "textarea" || name == "xmp"
	last := -1
	for depth := 1; at < len(h.src); {
		i := bytes.IndexAny(h.src[at:], "<`~")
		if i < 0 {
			break
		}
		at += i
		if c := h.src[at]; c != '<' {
			start := bytes.LastIndexByte(h.src[:at], '\n') + 1
			if raw {
				at++
			} else if f, n := fence(h.src[start:lineEnd(h.src, at)], false); n > 0 && blank(bytes.Trim(h.src[start:at], ">-*+ \t")) {
				at = h.skipFence(lineEnd(h.src, at), f, n)
			} else if c == '`' {
				at = h.skipCode(at)
			} else {
				at++
			}
			continue
		}
		if !raw && bytes.HasPrefix(h.src[at:], []byte("<!--")) {
			if end := h.commentEnd(at); end >= 0 {
				at = end
				continue
			}
		}
		t, ok := readElement(h.src, at)
		if !ok || t.name != name || raw && !t.closing {
			at++
			continue
		}
		at = t.end
		switch {
		case t.closing:
			if depth--; depth == 0 {
				return at, true
			}
			last = at
		case !t.alone:
			depth++
		}
	}
	if last < 0 {
		h.fail("<" + name)
	}
	return last, last >= 0
}

// paragraphEnd returns where the paragraph of at ends: at a blank line or with the
// source.
func paragraphEnd(src []byte, at int) int {
	for at < len(src) {
		end := lineEnd(src, at)
		if end >= len(src) || blank(src[end:lineEnd(src, end)]) {
			return end - min(1, end-at)
		}
		at = end
	}
	return len(src)
}
