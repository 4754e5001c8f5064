package syntax

import (
	"bytes"
	"strings"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// The bytes that replace text that is not shown. The replacement has the length of the
// text, so that no offset changes. The body of a post has no such bytes of its own.
const (
	hiddenByte = 0x01 // of a part that begins a line
	lockedByte = 0x02 // the first byte of a locked part
	insideByte = 0x03 // of a part that begins after other text
)

const fillers = "\x01\x02\x03"

// hasFillers reports whether some of src is hidden. Looking for one byte at a time is
// many times as fast as looking for any of three.
func hasFillers(src []byte) bool {
	return bytes.IndexByte(src, hiddenByte) >= 0 || bytes.IndexByte(src, lockedByte) >= 0 || bytes.IndexByte(src, insideByte) >= 0
}

// A hider blanks the text that a page does not show: parts that a password locks,
// comments of every engine, and hidden elements. It runs before anything else is read, so
// that nothing made from the source can contain a word of them.
type hider struct {
	tagScanner
	out    []byte // a copy of the source, once there is something to blank
	notes  []Note
	done   int             // up to where the last part went that was blanked
	lists  bool            // a deep indent belongs to a list or the like
	code   bool            // the line is of an indented block of code
	raw    int             // up to where engines read no tags
	vault  bool            // the source is a note of Obsidian
	failed map[string]bool // names whose end was looked for in vain
}

// hide returns src without what the page does not show. Vault is whether it is a note of
// Obsidian.
func hide(src []byte, vault bool) ([]byte, []Note) {
	h := &hider{tagScanner: tagScanner{src: src}, vault: vault}
	if hasFillers(src) {
		h.out = bytes.Map(func(r rune) rune {
			if r > 0 && r <= insideByte {
				return ' '
			}
			return r
		}, src)
		if len(h.out) != len(src) {
			h.out = nil // not UTF-8, and so no post
			return src, nil
		}
		h.src = h.out
	}
	h.hideAll()
	if h.out == nil {
		return src, nil
	}
	return h.out, h.notes
}

func (h *hider) hideAll() {
	afterBlank := true
	for at := 0; at < len(h.src); {
		end := lineEnd(h.src, at)
		line := h.src[at:end]
		if c, n := fence(line, false); n > 0 {
			at = h.fenced(at, end, c, n)
			afterBlank = false
			continue
		}
		if blank(line) {
			afterBlank, at = true, end
			continue
		}
		h.indent(line, afterBlank)
		afterBlank = false
		if !h.code {
			if next := h.block(at, end); next > at {
				at = next
				continue
			}
		}
		for at < end {
			if at = h.inLine(at, end); at > end {
				end = lineEnd(h.src, at)
			}
		}
	}
}

// lineEnd returns where the line after that of at begins.
func lineEnd(src []byte, at int) int {
	if at >= len(src) {
		return len(src)
	}
	if i := bytes.IndexByte(src[at:], '\n'); i >= 0 {
		return at + i + 1
	}
	return len(src)
}

// holder is a line whose content is indented: of a list, a definition, a
// footnote, an admonition or a tab.
var holder = lazyregexp.New(`^(?:[-*+]|\d{1,9}[.)]|:|\[\^[^\]]+\]:|!!!|\?\?\?\+?|===)\s`)

// holds reports whether line matches holder: most begin with none of its characters.
func holds(line []byte) bool {
	if len(line) == 0 || (line[0] < '0' || line[0] > '9') && strings.IndexByte("-*+:[!?=", line[0]) < 0 {
		return false
	}
	return holder.Match(line)
}

// indent tells whether line is of an indented block of code.
func (h *hider) indent(line []byte, afterBlank bool) {
	rest := bytes.TrimLeft(line, " ")
	deep := len(line)-len(rest) >= 4 || rest[0] == '\t'
	switch {
	case deep:
		h.code = !h.lists && (afterBlank || h.code)
		return
	case holds(rest):
		h.lists = true
	case afterBlank && len(rest) == len(line):
		h.lists = false
	}
	h.code = false
}

// block hides what begins the line at[:end], and returns where to go on; at if
// there is nothing to hide.
func (h *hider) block(at, end int) int {
	line := bytes.TrimLeft(h.src[at:end], " \t>")
	start := end - len(line)
	switch {
	case bytes.HasPrefix(line, []byte(":::")):
		if locked, hidden := colonsHide(line); locked || hidden {
			stop, closed := h.colonsEnd(end)
			if !closed {
				h.note(UnclosedContainer, start, string(bytes.Trim(line, ": \t\n")))
			}
			return h.fill(start, stop, locked)
		}
	case bytes.HasPrefix(line, []byte("{:")) && blockAttributes(line) > 0:
		if attrs, n := attributes(line); n > 0 && attributesHide(attrs) {
			from := at
			for from > h.done { // up to the beginning of the block
				i := bytes.LastIndexByte(h.src[:from-1], '\n') + 1
				if blank(h.src[i:from]) {
					break
				}
				from = i
			}
			return h.fill(from, end, false)
		}
	case bytes.HasPrefix(line, []byte("%%")) && (len(line) < 3 || line[2] != '%'):
		sure := h.vault || len(bytes.TrimSpace(line)) == 2
		if stop := h.percentEnd(start+2, end, sure); stop > end {
			h.note(DroppedShortcode, start, "%%")
			return h.fill(start, stop, false)
		}
		if sure && h.failed["%%"] && !bytes.Contains(line[2:], []byte("%%")) { // the last of an odd number
			h.note(UnclosedContainer, start, "%%")
			return h.fill(start, len(h.src), false)
		}
	}
	return at
}

// percentEnd returns where a comment of Obsidian over several lines ends: at the next
// %%, after which the line goes on as text. If it is not sure that the source is for
// Obsidian, the %% must end its line. It is -1 if there is none.
//
// A comment that begins a line and has no end goes to the end of the note: Obsidian
// honours it (https://github.com/jackyzha0/quartz/pull/2278), as the syntax tree of
// its editor shows (https://github.com/obsidianmd/obsidian-help/issues/1132).
func (h *hider) percentEnd(at, end int, sure bool) int {
	if bytes.Contains(h.src[at:end], []byte("%%")) || h.failed["%%"] {
		return -1
	}
	for at < len(h.src) {
		i := bytes.Index(h.src[at:], []byte("%%"))
		if i < 0 {
			break
		}
		at += i + 2
		if sure || blank(h.src[at:lineEnd(h.src, at)]) {
			return at
		}
	}
	h.fail("%%")
	return -1
}

func (h *hider) fail(name string) {
	if h.failed == nil {
		h.failed = make(map[string]bool)
	}
	h.failed[name] = true
}

func (h *hider) note(kind NoteKind, offset int, text string) {
	h.notes = append(h.notes, Note{kind, offset, text})
}

// mayHide has the bytes at which hidden text in a line may begin, or which
// protect it.
var mayHide = [256]bool{'`': true, '{': true, '<': true, '\\': true, '[': true, ']': true}

// inLine hides the first part that begins in src[at:end], and returns where to go
// on: end if there is none.
func (h *hider) inLine(at, end int) int {
	for at < end && !mayHide[h.src[at]] {
		at++
	}
	if at == end {
		return end
	}
	next := at
	switch h.src[at] {
	case '\\':
		return at + 2
	case '`':
		if !h.code {
			return h.skipCode(at)
		}
	case '{':
		next = h.braces(at)
	case '<':
		if !h.code {
			next = h.angle(at)
		}
	case '[':
		if !h.code {
			next = h.bracket(at)
		}
	case ']':
		if !h.code {
			next = h.span(at)
		}
	}
	return max(next, at+1)
}

// fill blanks the text between from and to, and returns to. Marks of quotes and
// indents that a line has as the first one does are kept.
func (h *hider) fill(from, to int, locked bool) int {
	if h.out == nil {
		h.out = bytes.Clone(h.src)
	}
	to = min(to, len(h.src))
	defer func() { h.done = max(h.done, to) }()
	start := min(h.done, from)
	start += bytes.LastIndexByte(h.src[start:from], '\n') + 1
	width, filler := from-start, byte(hiddenByte)
	if start == h.done && start > 0 && h.src[start-1] != '\n' { // another part ends here
		width, filler = 0, insideByte
	} else if len(bytes.Trim(h.src[start:from], " \t>"+fillers)) > 0 && !holds(bytes.TrimLeft(h.src[start:from], " \t>")) {
		filler = insideByte
	}
	for i := from; i < to; i++ {
		if h.src[i] == '\n' {
			for n := 0; n < width && i+1 < to && bytes.IndexByte([]byte(" \t>"), h.src[i+1]) >= 0; n++ {
				i++
			}
			continue
		}
		h.out[i] = filler
	}
	if locked && from < to {
		h.out[from] = lockedByte
	}
	return to
}

// bracket hides what [name] … [/name] locks, and returns where it ends.
func (h *hider) bracket(at int) int {
	if at > 0 && (h.src[at-1] == '[' || h.src[at-1] == '!') {
		return at
	}
	j := at + 1
	for j < len(h.src) && j-at < 40 && isTagName(h.src[j]) {
		j++
	}
	name := string(h.src[at+1 : j])
	if j >= len(h.src) || h.src[j] != ']' && h.src[j] != ' ' || !isLocked(name) && !bracketLocks[strings.ToLower(name)] || h.failed["["+name] {
		return at
	}
	closer := []byte("[/" + strings.ToLower(name) + "]")
	i := indexFold(h.src[j:], closer)
	if i < 0 {
		h.fail("[" + name)
		return at
	}
	return h.fill(at, j+i+len(closer), true)
}

// indexFold is [bytes.Index] in any case of ASCII letters; of what begins with "[/".
func indexFold(b, lower []byte) int {
	for at := 0; ; {
		i := bytes.Index(b[at:], lower[:2])
		if i < 0 || at+i+len(lower) > len(b) {
			return -1
		}
		at += i
		if bytes.EqualFold(b[at:at+len(lower)], lower) {
			return at
		}
		at += 2
	}
}

// spanBytes bounds the text before an attribute list that hides it.
const spanBytes = 4096

// span hides [text]{…} whose attributes say so, and returns where it ends.
func (h *hider) span(at int) int {
	if at+1 >= len(h.src) || h.src[at+1] != '{' {
		return at
	}
	attrs, n := attributes(h.src[at+1 : lineEnd(h.src, at)])
	if n == 0 || !attributesHide(attrs) {
		return at
	}
	depth := 0
	for i := at; i >= max(0, at-spanBytes); i-- {
		switch h.src[i] {
		case ']':
			depth++
		case '[':
			if depth--; depth == 0 {
				return h.fill(i, at+1+n, false)
			}
		}
	}
	return at
}
