// Package code highlights program code for books: keywords, comments,
// strings, the names of elements and keys, and added and removed lines of a
// diff. It distinguishes no more than that, because few books have colours.
// The classes are those of Pygments and chroma, so their stylesheets work.
//
// It reads each byte a fixed number of times and uses no clock. Highlighters
// with backtracking expressions cannot promise that: in many languages, sixty
// pairs of backslashes in an unclosed string keep one busy forever, and with
// a time limit the output would depend on the machine.
package code

import (
	"strings"
	"unicode/utf8"

	"github.com/foreword-go/foreword/internal/xhtml"
)

// The classes that Markup writes, in the short names of Pygments.
const (
	keyword  = "k"
	comment  = "c"
	quote    = "s"  // a string
	preamble = "cp" // such as a doctype
	tag      = "nt" // of an element, or a key
	heading  = "gh"
	added    = "gi"
	removed  = "gd"
	hunk     = "gu"
)

// Markup returns code as escaped text, with spans that have classes. It
// returns false if the language is not supported.
func Markup(lang, code string) (string, bool) {
	s, ok := languages()[strings.ToLower(lang)]
	if !ok {
		return "", false
	}
	var m writer
	m.Grow(len(code) + len(code)/4)
	switch s.kind {
	case elements:
		m.elements(code)
	case change:
		m.lines(code, changeClass)
	case prose:
		m.lines(code, headings())
	default:
		m.program(s, code)
	}
	return m.String(), true
}

// A writer writes spans.
type writer struct{ strings.Builder }

// put writes text in a span with a class, or without a span if class is "".
func (w *writer) put(class, text string) {
	if class == "" || strings.TrimSpace(text) == "" {
		w.WriteString(xhtml.Escape(text))
		return
	}
	w.WriteString(`<span class="` + class + `">` + xhtml.Escape(text) + "</span>")
}

// lines gives each line a class.
func (w *writer) lines(code string, class func(line string) string) {
	for line := range strings.Lines(code) {
		text := strings.TrimSuffix(line, "\n")
		w.put(class(text), text)
		w.put("", line[len(text):])
	}
}

func changeClass(line string) string {
	switch {
	case strings.HasPrefix(line, "+++ "), strings.HasPrefix(line, "--- "), strings.HasPrefix(line, "diff "), strings.HasPrefix(line, "index "):
		return heading
	case strings.HasPrefix(line, "@@"):
		return hunk
	case strings.HasPrefix(line, "+"):
		return added
	case strings.HasPrefix(line, "-"):
		return removed
	}
	return ""
}

// headings distinguishes headings of Markdown from comments in the code
// blocks inside it.
func headings() func(line string) string {
	fenced := false
	return func(line string) string {
		if strings.HasPrefix(line, "```") || strings.HasPrefix(line, "~~~") {
			fenced = !fenced
		}
		if level := len(line) - len(strings.TrimLeft(line, "#")); !fenced && level > 0 && level <= 6 && strings.HasPrefix(line[level:], " ") {
			return heading
		}
		return ""
	}
}

// until returns the length of s up to and including the first end in it, or
// of all of s if there is none.
func until(s, end string) int {
	if i := strings.Index(s, end); i >= 0 {
		return i + len(end)
	}
	return len(s)
}

// elements writes HTML or XML. Scripts and styles are highlighted in their
// own languages.
func (w *writer) elements(code string) {
	for code != "" {
		i := strings.IndexByte(code, '<')
		if i < 0 {
			w.put("", code)
			return
		}
		w.put("", code[:i])
		code = code[i:]
		n := 0
		switch {
		case strings.HasPrefix(code, "<!--"):
			n = until(code, "-->")
			w.put(comment, code[:n])
		case strings.HasPrefix(code, "<!"), strings.HasPrefix(code, "<?"):
			n = until(code, ">")
			w.put(preamble, code[:n])
		default:
			n = 1
			if strings.HasPrefix(code, "</") {
				n = 2
			}
			w.put("", code[:n])
			name := code[n : n+nameLen(code[n:])]
			w.put(tag, name)
			n += len(name)
			if inner := insides[strings.ToLower(name)]; inner != "" && code[1] != '/' {
				open := n + until(code[n:], ">")
				w.put("", code[n:open])
				n = open + len(code[open:])
				if i := strings.Index(code[open:], "</"+name); i >= 0 {
					n = open + i
				}
				w.program(languages()[inner], code[open:n])
			}
		}
		code = code[n:]
	}
}

// insides maps elements to the languages inside them.
var insides = map[string]string{"script": "js", "style": "css"}

// nameLen returns the length of the element name at the start of s.
func nameLen(s string) int {
	i := 0
	for i < len(s) && (s[i] >= 'a' && s[i] <= 'z' || s[i] >= 'A' && s[i] <= 'Z' || i > 0 && (s[i] >= '0' && s[i] <= '9' || strings.IndexByte("-_.:", s[i]) >= 0)) {
		i++
	}
	return i
}

// program writes code with comments, strings and words.
func (w *writer) program(s *syntax, code string) {
	fresh := true        // nothing but space since the line began
	before := byte('\n') // the byte before
	plain := 0           // where text begins that is not written yet
	for at := 0; at < len(code); {
		n, class := 0, tag
		if fresh && s.keys != "" {
			n = s.key(code[at:])
		}
		if n == 0 {
			n, class = s.token(code[at:], before, fresh)
		}
		if class != "" {
			w.put("", code[plain:at])
			w.put(class, code[at:at+n])
			plain = at + n
		}
		at += n
		before = code[at-1]
		fresh = before == '\n' || fresh && (before == ' ' || before == '\t' || before == '-' && s.keys == ":")
	}
	w.put("", code[plain:])
}

// token returns the length and the class of the token at the start of code.
func (s *syntax) token(code string, before byte, fresh bool) (n int, class string) {
	for _, b := range s.blocks {
		if strings.HasPrefix(code, b.open) {
			return len(b.open) + until(code[len(b.open):], b.end), comment
		}
	}
	for _, mark := range s.comments {
		if strings.HasPrefix(code, mark) && s.begins(mark, code, before, fresh) {
			return lineLen(code), comment
		}
	}
	for _, q := range s.strings {
		if strings.HasPrefix(code, q) {
			n := len(q) + quoted(code[len(q):], q)
			if s.keys == ":" && strings.HasPrefix(strings.TrimLeft(code[n:min(len(code), n+8)], " \t"), ":") {
				return n, tag
			}
			return n, quote
		}
	}
	if s.section && fresh && code[0] == '[' {
		return lineLen(code), keyword
	}
	n = s.wordLen(code)
	if n == 0 {
		_, n = utf8.DecodeRuneInString(code)
		return n, ""
	}
	word := code[:n]
	if s.fold {
		word = strings.ToLower(word)
	}
	if before != '.' && s.words[word] {
		return n, keyword
	}
	return n, ""
}

// begins reports whether mark begins a comment here: a number sign only after
// space, a letter or a quotation mark only at the start of a line.
func (s *syntax) begins(mark, code string, before byte, fresh bool) bool {
	switch c := mark[0]; {
	case mark == "#" && s.loose:
		return fresh || before == ' ' || before == '\t'
	case c == '"', c >= 'A' && c <= 'Z', mark == "::":
		return fresh
	}
	return true
}

func lineLen(s string) int {
	if i := strings.IndexByte(s, '\n'); i >= 0 {
		return i
	}
	return len(s)
}

// quoted returns the length of s up to the end of a string that q closes. A
// string in single quotes that is not closed ends with its line.
func quoted(s, q string) int {
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '\\' && q != "''":
			i++
		case strings.HasPrefix(s[i:], q):
			return i + len(q)
		case s[i] == '\n' && (q == `"` || q == "'"):
			return i
		}
	}
	return len(s)
}

// wordLen returns the length of the word at the start of code, 0 if there is
// none. A word that begins with a sign or digit is not a keyword.
func (s *syntax) wordLen(code string) int {
	i := 0
	for i < len(code) {
		c := code[i]
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c >= utf8.RuneSelf || c == '_' || c == '$'
		if !letter && strings.IndexByte(s.letters, c) < 0 {
			break
		}
		i++
	}
	return i
}

// key returns the length of the key at the start of a line, 0 if there is
// none.
func (s *syntax) key(code string) int {
	for i := 0; i < len(code); i++ {
		switch c := code[i]; {
		case strings.IndexByte(s.keys, c) >= 0:
			if c == ':' && i+1 < len(code) && code[i+1] != ' ' && code[i+1] != '\n' && code[i+1] != '\t' {
				return 0
			}
			return len(strings.TrimRight(code[:i], " \t"))
		case c == '\n', i > 120, strings.IndexByte(`#"'[]{},;`, c) >= 0, i == 0 && (c == ' ' || c == '\t' || c == '-'):
			return 0
		}
	}
	return 0
}
