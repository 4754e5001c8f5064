package syntax

import (
	"bytes"
	"strings"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// braces hides what begins with a brace: comments of Hugo, Liquid, Jinja, MDX,
// Handlebars and kramdown, and the content of tags that lock. It returns the end offset.
func (h *hider) braces(at int) int {
	rest := h.src[at:]
	switch {
	case bytes.HasPrefix(rest, []byte("{::")), bytes.HasPrefix(rest, []byte("{:/")):
		return h.kramdown(at)
	case at < h.raw:
		return at
	}
	for _, c := range braceComments {
		if bytes.HasPrefix(rest, []byte(c.open)) {
			return h.comment(at, len(c.open), c.end)
		}
	}
	if neverJSX.Match(rest[:min(len(rest), 32)]) {
		return h.comment(at, len("{false"), ")}")
	}
	t := h.tagAt(at)
	if t == nil || t.closing || t.kind == commentTag {
		return at
	}
	if t.kind == liquidTag && t.name == "if" && neverLiquid.Match(bytes.TrimSpace(h.src[t.args:t.argsEnd])) {
		return h.neverShown(t)
	}
	switch {
	case t.name == "raw" && t.kind == liquidTag:
		if end, ok := h.tagEnd(t); ok {
			h.raw = end
		}
		return t.end
	case t.name == "comment":
		if end, ok := h.tagEnd(t); ok {
			return h.fill(at, end, false)
		}
		return at
	}
	return h.locked(t)
}

// locked hides the part that t locks, and returns its end offset; the start of t if it
// locks nothing.
func (h *hider) locked(t *tag) int {
	maybe := maybeLocks[strings.ToLower(wordMarks.Replace(t.name))] && t.kind != outputTag && !t.alone
	switch {
	case !maybe && !isLocked(t.name), t.kind == outputTag && (t.args >= t.argsEnd || h.src[t.args] != '('):
		return t.start
	case t.alone || t.kind == outputTag:
		return h.fill(t.start, t.end, true)
	}
	end, ok := h.tagEnd(t)
	switch {
	case ok:
		return h.fill(t.start, end, true)
	case maybe:
		return t.start
	case locksRest(t.name):
		h.note(UnclosedContainer, t.start, t.name)
		return h.fill(t.start, len(h.src), true)
	}
	return h.fill(t.start, t.end, t.args < t.argsEnd)
}

// braceComments are the forms of a comment that begins with a brace.
var braceComments = []struct{ open, end string }{
	{"{{/*", "*/}}"}, {"{{- /*", "}}"}, {"{{!--", "--}}"}, {"{/*", "*/}"}, {"{# ", "#}"}, {"{#-", "#}"}, {"{#\n", "#}"},
}

// neverShown hides the branch of a condition that is never true on a published page,
// unless there is another branch.
func (h *hider) neverShown(t *tag) int {
	if end, ok := h.tagEnd(t); ok && !elseTag.Match(h.src[t.end:end]) {
		return h.fill(t.start, end, false)
	}
	return t.end
}

// comment hides a comment whose opener is of n bytes.
func (h *hider) comment(at, n int, closer string) int {
	if h.failed[closer] {
		return at
	}
	i := bytes.Index(h.src[at+n:], []byte(closer))
	if i < 0 {
		h.fail(closer)
		return at
	}
	end := at + n + i + len(closer)
	if excerptComment.Match(h.src[at:end]) {
		return end
	}
	return h.fill(at, end, false)
}

var (
	neverJSX = lazyregexp.New(`^\{\s*false\s*&&\s*\(`)
	// neverLiquid is a condition that the page of a site that is published never fulfils.
	neverLiquid = lazyregexp.New(`^(?:false|nil|(?:jekyll|hexo|eleventy)?\.?(?:environment|env) == ["'](?:dev|development|preview)["'])$`)
	elseTag     = lazyregexp.New(`\{%-?\s*(?:else|elsif|elif)\b`)
)

// kramdown hides an extension of kramdown: a comment with its text, of the others
// the tags alone.
func (h *hider) kramdown(at int) int {
	line := h.src[at:lineEnd(h.src, at)]
	n := bytes.IndexByte(line, '}') + 1
	switch {
	case n == 0:
		return at
	case !bytes.HasPrefix(line, []byte("{::comment")) || line[n-2] == '/':
		return h.fill(at, at+n, false)
	case h.failed["{::"]:
		return at
	}
	for from := at + n; ; {
		i := bytes.Index(h.src[from:], []byte("{:/"))
		if i < 0 {
			h.fail("{::")
			return at
		}
		from += i
		for _, closer := range []string{"{:/}", "{:/comment}"} {
			if bytes.HasPrefix(h.src[from:], []byte(closer)) {
				return h.fill(at, from+len(closer), false)
			}
		}
		from += 3
	}
}

// tagEnd returns the end offset of the element that t opens, closing tag included. If the
// tags of its name are not balanced, that is the end of the last closing tag.
func (h *hider) tagEnd(t *tag) (int, bool) {
	key := t.key()
	if h.failed[key] {
		return 0, false
	}
	find := &tagScanner{src: h.src}
	last := -1
	for at, depth := t.end, 1; at < len(h.src); {
		i := bytes.IndexByte(h.src[at:], '{')
		if i < 0 {
			break
		}
		at += i
		e := find.tagAt(at)
		if e == nil || e.kind != t.kind {
			at++
			continue
		}
		at = e.end
		switch {
		case e.closing && (e.name == "" && t.kind == liquidTag || strings.EqualFold(e.name, t.name)):
			if depth--; depth == 0 || t.name == "raw" || t.name == "comment" {
				return e.end, true
			}
			last = e.end
		case !e.closing && !e.alone && e.name == t.name:
			depth++
		}
	}
	if last < 0 {
		h.fail(key)
	}
	return last, last >= 0
}

// fenced hides the parts of a fenced block of code that a page does not show: the options
// of a cell, a cell that is not echoed, and an encrypted block. It returns the end offset
// of the block.
func (h *hider) fenced(at, end int, char byte, n int) int {
	stop := h.skipFence(end, char, n)
	info := string(bytes.TrimLeft(bytes.TrimSpace(h.src[at:end]), " \t>-*+`~"))
	word, _, _ := strings.Cut(info, " ")
	start := at + len(h.src[at:end]) - len(bytes.TrimLeft(h.src[at:end], " \t>"))
	switch {
	case isLocked(word):
		return h.fill(start, stop, true)
	case !strings.HasPrefix(info, "{") || strings.HasPrefix(info, "{{"):
		return stop
	}
	silent := strings.ReplaceAll(strings.ToLower(info), " ", "")
	hidden := strings.Contains(silent, "echo=false") || strings.Contains(silent, "include=false")
	options := end
	for options < stop {
		next := lineEnd(h.src, options)
		line := bytes.TrimLeft(h.src[options:next], " \t>")
		key, value, ok := cellOption(line)
		if !ok {
			break
		}
		hidden = hidden || (key == "echo" || key == "include") && value == "false"
		options = next
	}
	switch {
	case hidden:
		return h.fill(start, stop, false)
	case options > end:
		h.fill(end, options, false)
	}
	return stop
}

// cellOption reads an option of a cell of Quarto: #| echo: false.
func cellOption(line []byte) (key, value string, ok bool) {
	for _, mark := range []string{"#|", "//|", "--|", "%%|", "%|"} {
		if rest, ok := bytes.CutPrefix(line, []byte(mark)); ok {
			key, value, _ := strings.Cut(string(rest), ":")
			return strings.TrimSpace(key), strings.ToLower(strings.TrimSpace(value)), true
		}
	}
	return "", "", false
}
