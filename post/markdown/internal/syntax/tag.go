package syntax

import (
	"bytes"
	"strings"

	"github.com/foreword-go/foreword/internal/lazyregexp"
	"github.com/foreword-go/foreword/post/markdown/internal/containers"
	"github.com/foreword-go/foreword/post/markdown/internal/phrases"
)

// A tagKind is the notation of a [tag].
type tagKind int

const (
	liquidTag    tagKind = iota + 1 // {% name … %}, {% endname %}
	outputTag                       // {{ name(…) }}
	shortcodeTag                    // {{< name … >}}, {{% name … %}}
	componentTag                    // <Name …>, </Name>, <x-name …/>
	detailsTag                      // <details …>, </details>
	commentTag                      // {/* … */}, {# … #}
	bracketTag                      // [spoiler="Title"], [/spoiler]
)

// A tag is markup of an engine rather than of Markdown.
type tag struct {
	kind       tagKind
	name       string // as written, without the "end" or "/" of a closing one
	start, end int    // in the source
	args       int    // where its arguments begin
	argsEnd    int
	closing    bool // it ends another
	alone      bool // it ends itself: <x />
	literal    bool // it is text after all: Vec<String>
	mate       *tag // the closing tag of an opening one, and the other way round
	words      *phrases.Table
}

// phrases returns the words that open a content warning.
func (t *tag) phrases() *phrases.Table {
	if t.words != nil {
		return t.words
	}
	return phrases.Read()
}

// tagBytes bounds one tag. Arguments with whole paragraphs in them exist.
const tagBytes = 8192

// verbatim tags hold what no engine reads as Markdown.
var verbatim = map[string]bool{
	"codeblock": true, "code": true, "highlight": true, "comment": true, "mermaid": true, "prism": true, "math": true, "katex": true, "mathjax": true,
}

// scanTags finds the tags of src outside of fenced code and code spans, in
// one pass. Engines read their tags before Markdown is, and so does this: a
// tag's end is known before its beginning is made a node.
func scanTags(src []byte, words *phrases.Table) map[int]*tag {
	if !bytes.Contains(src, []byte("{%")) && !bytes.Contains(src, []byte("{{")) && !bytes.Contains(src, []byte("{/*")) && !bytes.Contains(src, []byte("{# ")) &&
		!bytes.Contains(src, []byte("[/")) && !hasComponent(src) {
		return nil
	}
	s := &tagScanner{src: src, words: words, tags: make(map[int]*tag), open: make(map[string][]*tag), marks: "`{<\\"}
	if bytes.Contains(src, []byte("[/")) {
		s.marks += "["
	}
	s.scan()
	for _, t := range s.tags {
		t.words = words
	}
	return s.tags
}

// hasComponent reports whether src might have a component or details.
func hasComponent(src []byte) bool {
	for i := bytes.IndexByte(src, '<'); i >= 0 && i+1 < len(src); {
		c := src[i+1]
		if c == '/' && i+2 < len(src) {
			c = src[i+2]
		}
		if 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z' || c == '>' {
			return true
		}
		n := bytes.IndexByte(src[i+1:], '<')
		if n < 0 {
			return false
		}
		i += 1 + n
	}
	return false
}

type tagScanner struct {
	src   []byte
	words *phrases.Table
	tags  map[int]*tag
	open  map[string][]*tag // opening tags without a mate, by kind and name
	// unclosed is how far a component without an end was looked for.
	unclosed int
	// next closers, by delimiter: the search goes on from where it ended.
	closers [7]int
	calls   []*tag // opening tags that {% end %} may end
	raw     *tag
	marks   string // the bytes that a tag, or what hides one, begins with
}

func (s *tagScanner) scan() {
	for at := 0; at < len(s.src); {
		end := at + bytes.IndexByte(s.src[at:], '\n') + 1
		if end == at {
			end = len(s.src)
		}
		if c, n := fence(s.src[at:end], false); n > 0 {
			at = s.skipFence(end, c, n)
			continue
		}
		at = s.line(at, end)
	}
	for _, t := range s.tags {
		// <T> is as likely a type as a component: without an attribute or an
		// end it stays text.
		if t.kind == componentTag && t.mate == nil && !t.alone && (t.closing || t.args == t.argsEnd) {
			t.literal = true
		}
		t.literal = t.literal || t.kind == bracketTag && t.mate == nil
	}
}

// fence returns the character and length of a code fence at the start of
// line, behind the marks of quotes and lists. Only a bare fence ends one.
func fence(line []byte, bare bool) (byte, int) {
	line = bytes.TrimLeft(line, " \t>")
	if !bare && len(line) > 2 && (line[0] == '-' || line[0] == '*' || line[0] == '+') && line[1] == ' ' {
		line = bytes.TrimLeft(line[2:], " \t>")
	}
	if len(line) < 3 || line[0] != '`' && line[0] != '~' {
		return 0, 0
	}
	n := 0
	for n < len(line) && line[n] == line[0] {
		n++
	}
	rest := line[n:]
	if n < 3 || bare && len(bytes.TrimSpace(rest)) > 0 || line[0] == '`' && bytes.IndexByte(rest, '`') >= 0 {
		return 0, 0
	}
	return line[0], n
}

// skipFence returns where the line after the end of a code fence begins.
func (s *tagScanner) skipFence(at int, char byte, n int) int {
	for at < len(s.src) {
		end := at + bytes.IndexByte(s.src[at:], '\n') + 1
		if end == at {
			end = len(s.src)
		}
		if c, m := fence(s.src[at:end], true); c == char && m >= n {
			return end
		}
		at = end
	}
	return at
}

// line finds the tags that begin in src[at:end], and returns where to go on:
// after the last of them or at end.
func (s *tagScanner) line(at, end int) int {
	for at < end {
		i := bytes.IndexAny(s.src[at:end], s.marks)
		if i < 0 {
			return end
		}
		at += i
		switch s.src[at] {
		case '\\':
			at += 2
			continue
		case '`':
			at = s.skipCode(at)
			continue
		}
		t := s.tagAt(at)
		if t == nil {
			at++
			continue
		}
		at = s.add(t)
	}
	return at
}

// skipCode returns where the code span at at ends, or its backticks if it is
// none.
func (s *tagScanner) skipCode(at int) int {
	n := run(s.src[at:], '`')
	limit := min(len(s.src), at+n+2048)
	for i := at + n; i < limit; {
		j := bytes.IndexByte(s.src[i:limit], '`')
		if j < 0 || bytes.Contains(s.src[i:i+j], []byte("\n\n")) {
			break
		}
		i += j
		m := run(s.src[i:], '`')
		i += m
		if m == n {
			return i
		}
	}
	return at + n
}

// run returns the number of c at the start of b.
func run(b []byte, c byte) int {
	n := 0
	for n < len(b) && b[n] == c {
		n++
	}
	return n
}

// add records t, finds its mate, and returns where the next tag may begin.
func (s *tagScanner) add(t *tag) int {
	if s.raw != nil {
		if t.kind != liquidTag || !t.closing || t.name != s.raw.name {
			return t.start + 1
		}
		s.raw = nil
	}
	s.tags[t.start] = t
	switch {
	case t.alone || t.kind == outputTag || t.kind == commentTag:
		return t.end
	case t.closing && t.name == "":
		for n := len(s.calls); n > 0; n = len(s.calls) {
			o := s.calls[n-1]
			s.calls = s.calls[:n-1]
			if o.mate == nil {
				o.mate, t.mate, t.name = t, o, o.name
				break
			}
		}
	case t.closing:
		key := t.key()
		if open := s.open[key]; len(open) > 0 {
			o := open[len(open)-1]
			s.open[key] = open[:len(open)-1]
			o.mate, t.mate = t, o
		}
	default:
		s.open[t.key()] = append(s.open[t.key()], t)
		if t.kind == liquidTag && t.args < t.argsEnd && s.src[t.args] == '(' {
			s.calls = append(s.calls, t)
		}
		if t.kind == liquidTag && t.name == "raw" || verbatim[t.name] && (t.kind == liquidTag || t.kind == shortcodeTag) {
			if s.verbatimEnd(t) {
				return t.mate.end
			}
		}
	}
	return t.end
}

func (t *tag) key() string { return string(rune('0'+t.kind)) + t.name }

// verbatimEnd pairs a tag whose inside is not looked at. Raw text is found by
// its first end, as the engines do.
func (s *tagScanner) verbatimEnd(t *tag) bool {
	for at := t.end; at < len(s.src); {
		i := bytes.Index(s.src[at:], []byte("{%"))
		if t.kind == shortcodeTag {
			i = bytes.Index(s.src[at:], []byte("{{"))
		}
		if i < 0 {
			s.open[t.key()] = nil
			return false
		}
		at += i
		if e := s.tagAt(at); e != nil && e.kind == t.kind && e.closing && (e.name == t.name || e.name == "") {
			e.name = t.name
			t.mate, e.mate = e, t
			s.tags[e.start] = e
			open := s.open[t.key()]
			s.open[t.key()] = open[:max(len(open)-1, 0)]
			return true
		}
		at += 2
	}
	return false
}

// tagAt reads the tag that begins at at, or returns nil.
func (s *tagScanner) tagAt(at int) *tag {
	rest := s.src[at:]
	switch {
	case bytes.HasPrefix(rest, []byte("{{/*")):
		return s.braced(commentTag, at, 4, 5, "*/}}")
	case bytes.HasPrefix(rest, []byte("{# ")):
		return s.braced(commentTag, at, 3, 6, "#}")
	case bytes.HasPrefix(rest, []byte("{{<")):
		return s.braced(shortcodeTag, at, 3, 0, ">}}")
	case bytes.HasPrefix(rest, []byte("{{%")):
		return s.braced(shortcodeTag, at, 3, 1, "%}}")
	case bytes.HasPrefix(rest, []byte("{%")):
		return s.braced(liquidTag, at, 2, 2, "%}")
	case bytes.HasPrefix(rest, []byte("{{")):
		return s.braced(outputTag, at, 2, 3, "}}")
	case bytes.HasPrefix(rest, []byte("{/*")):
		return s.braced(commentTag, at, 3, 4, "*/}")
	case rest[0] == '<':
		return s.element(at)
	case rest[0] == '[':
		return s.bracket(at)
	}
	return nil
}

// bracket reads a tag of BBCode that states a content warning by its name or title, or
// that ends one. No engine has tags of others, so these are text.
func (s *tagScanner) bracket(at int) *tag {
	const most = 200 // bytes
	line := s.src[at:min(lineEnd(s.src, at), at+most)]
	m := bracketForm.FindSubmatchIndex(line)
	if m == nil {
		return nil
	}
	t := &tag{kind: bracketTag, start: at, end: at + m[1], closing: line[1] == '/', args: at + m[4], argsEnd: at + m[5], words: s.words}
	t.name = strings.ToLower(string(line[m[2]:m[3]]))
	folds := containers.Named(t.name).Is(containers.Folds)
	switch {
	case !folds && !t.isWarning():
		return nil
	case t.closing || t.isWarning():
		return t
	}
	if !t.opensWarning(string(s.src[t.args:t.argsEnd])) {
		return nil
	}
	return t
}

var bracketForm = lazyregexp.New(`^\[/?([\pL_-]{2,24})(?:\s*=\s*|\s+)?["'“]?([^\]\n"”]*)["'”]?\]`)

// braced reads a tag between braces.
func (s *tagScanner) braced(kind tagKind, at, skip, which int, closer string) *tag {
	from := at + skip
	stop := s.closer(from, which, closer)
	if stop >= len(s.src) || stop-at > tagBytes {
		return nil
	}
	inner := s.src[from:stop]
	// The innermost opening counts, so that no byte is looked at twice.
	if i := bytes.IndexByte(inner, '{'); i >= 0 && i+1 < len(inner) && (inner[i+1] == '{' || inner[i+1] == '%') {
		return nil
	}
	if bytes.Contains(inner, []byte("\n\n")) {
		return nil
	}
	t := &tag{kind: kind, start: at, end: stop + len(closer), argsEnd: stop}
	if kind == commentTag {
		t.name, t.args = "comment", stop
		return t
	}
	t.args = s.braceName(t, from)
	if t.name == "" && kind != outputTag {
		return nil
	}
	if rest, ok := strings.CutPrefix(t.name, "end"); ok && kind == liquidTag && !t.closing {
		t.closing, t.name = true, rest
	}
	t.args = s.skipSpace(t.args, stop)
	for t.argsEnd > t.args && (isSpace(s.src[t.argsEnd-1]) || s.src[t.argsEnd-1] == '-') {
		t.argsEnd--
	}
	if kind == shortcodeTag && t.argsEnd > t.args && s.src[t.argsEnd-1] == '/' {
		t.alone = true
		t.argsEnd--
	}
	return t
}

// closer returns where the next closer after from begins, or the length of the source.
// The search starts after the last one found.
func (s *tagScanner) closer(from, which int, closer string) int {
	if s.closers[which] < from {
		i := bytes.Index(s.src[from:], []byte(closer))
		if i < 0 {
			i = len(s.src) - from
		}
		s.closers[which] = from + i
	}
	return s.closers[which]
}

// braceName reads the name in a tag between braces, whose content begins at from, and
// whether the tag closes another. It returns where the name ends.
func (s *tagScanner) braceName(t *tag, from int) int {
	i, stop := from, t.argsEnd
	for i < stop && (s.src[i] == '-' || s.src[i] == '~' || isSpace(s.src[i])) {
		i++
	}
	if t.kind != outputTag && i < stop && s.src[i] == '/' {
		t.closing = true
		i = s.skipSpace(i+1, stop)
	}
	j := i
	for j < stop && isTagName(s.src[j]) {
		j++
	}
	for j > i && s.src[j-1] == '-' { // of -%}
		j--
	}
	t.name = string(s.src[i:j])
	return j
}

// skipSpace returns where the space at i ends, at stop at the latest.
func (s *tagScanner) skipSpace(i, stop int) int {
	for i < stop && isSpace(s.src[i]) {
		i++
	}
	return i
}

func isTagName(c byte) bool {
	return c == '_' || c == '-' || c == '/' || c == '.' || c >= 0x80 ||
		'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9'
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' }
