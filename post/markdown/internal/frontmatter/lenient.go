package frontmatter

import (
	"errors"
	"strings"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// lenientKey is a key that a person meant to be one: a colon without the space
// after it, a full-width colon, or a wide space after the colon.
var lenientKey = lazyregexp.New(`^([A-Za-z][A-Za-z0-9_-]*)(?:：|:[\x{00A0}\x{3000}]|:([^\s:/\\]))`)

// lenientYAML reads YAML that the library refuses: entry by entry, each as
// YAML if it is, else as the text it plainly means.
type lenientYAML struct {
	yamlDecoder
	lines []string
	limit error // an entry over a bound
	stuck error // what means nothing plainly
}

// read reads the block. It returns false if some of it means nothing plainly.
func (l *lenientYAML) read() (*Tree, bool) {
	l.lines = strings.Split(l.block.text, "\n")
	if l.tabs() {
		text := strings.Join(l.lines, "\n")
		l.block = newBlock(text, l.block.line)
		if t, err := l.document(text, 0); err == nil {
			return t, true
		}
		l.anchors, l.nodes, l.notes = nil, 0, l.notes[:1]
	}
	return l.entries(0, len(l.lines), 1)
}

// tabs replaces tabs in indentation, which YAML forbids, by two spaces each,
// as Hexo does.
func (l *lenientYAML) tabs() bool {
	for i, line := range l.lines {
		indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
		n := strings.Count(indent, "\t")
		if n == 0 || len(indent) == len(line) {
			continue
		}
		if l.shift == nil {
			l.shift = make(map[int]int)
			l.note(Pos{l.block.line + i, 1 + strings.IndexByte(indent, '\t')}, ErrLenient, "a tab is read as two spaces, want spaces")
		}
		l.shift[i] = n
		l.lines[i] = strings.ReplaceAll(indent, "\t", "  ") + line[len(indent):]
	}
	return l.shift != nil
}

func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }

// skips reports whether a line is blank or a comment.
func skips(line string) bool {
	text := strings.TrimSpace(line)
	return text == "" || text[0] == '#'
}

// isItem reports whether a line is the beginning of a list item.
func isItem(line string) bool {
	text := strings.TrimLeft(line, " ")
	return strings.HasPrefix(text, "- ") || strings.TrimRight(text, " ") == "-"
}

// isKey reports whether a line begins an entry.
func isKey(line string) bool {
	text := strings.TrimLeft(line, " ")
	return !isItem(line) && (yamlKey.MatchString(text) || looseKey.MatchString(text) || lenientKey.MatchString(text))
}

// place returns where the byte of a line, from 0, is in the file.
func (l *lenientYAML) place(line, offset int) Pos {
	return Pos{l.block.line + line, max(1, offset+1-l.shift[line])}
}

func (l *lenientYAML) fail(line int, format string, args ...any) bool {
	if l.stuck == nil {
		l.stuck = fault(l.place(line, indentOf(l.lines[line])), ErrSyntax, format, args...)
	}
	return false
}

// entries reads lines from to to as a map in block style.
func (l *lenientYAML) entries(from, to, depth int) (*Tree, bool) {
	t := new(Tree)
	add := newAdder(t, &l.notes)
	for from < to && skips(l.lines[from]) {
		from++
	}
	if from == to {
		return t, true
	}
	if depth > l.bounds.Nesting {
		l.limit = fault(l.place(from, 0), ErrLimit, "nested more than %d deep", l.bounds.Nesting)
		return nil, false
	}
	indent := indentOf(l.lines[from])
	for at := from; at < to; {
		line := l.lines[at]
		switch {
		case skips(line):
			at++
			continue
		case indentOf(line) != indent || !isKey(line):
			return nil, l.fail(at, "%s is neither a key nor a value, want key: value", brief(strings.TrimSpace(line)))
		}
		end := at + 1
		for end < to && (skips(l.lines[end]) || indentOf(l.lines[end]) > indent || indentOf(l.lines[end]) == indent && !isKey(l.lines[end])) {
			end++
		}
		if !l.entry(add, at, end, depth) {
			return nil, false
		}
		at = end
	}
	return t, true
}

// try reads lines as YAML. On false, nothing has changed.
func (l *lenientYAML) try(from int, lines []string) (*Value, bool) {
	notes := len(l.notes)
	v, err := l.value(strings.Join(lines, "\n"), from)
	if err != nil {
		l.notes = l.notes[:notes]
		if errors.Is(err, ErrLimit) {
			l.limit = err
		}
		return nil, false
	}
	return v, true
}

// filled returns those of the lines from at to end that are not blank or comments.
func (l *lenientYAML) filled(at, end int) []int {
	var all []int
	for i := at; i < end; i++ {
		if !skips(l.lines[i]) {
			all = append(all, i)
		}
	}
	return all
}

// entry reads the entry in lines at to end.
func (l *lenientYAML) entry(add *adder, at, end, depth int) bool {
	line := l.lines[at]
	if v, ok := l.try(at, l.lines[at:end]); ok && v.Kind == Map {
		for _, e := range v.Map.Entries {
			add.entry(e.Key, e.Pos, e.Value)
		}
		return true
	}
	if l.limit != nil {
		return false
	}
	indent := indentOf(line)
	text := line[indent:]
	key, skip := cutKey(text)
	if skip == 0 {
		return l.fail(at, "%s is not a key, want key: value", brief(text))
	}
	rest := strings.TrimLeft(text[skip:], " \t\u00a0\u3000")
	pos := l.place(at, len(line)-len(rest))
	rest = strings.TrimRight(rest, " \t")
	keyPos := l.place(at, indent)
	if rest != "" && rest[0] == '#' {
		rest = ""
	}
	follow := l.filled(at+1, end)
	switch {
	case len(follow) == 0 && rest != "" && !yamlKey.MatchString(text) && !looseKey.MatchString(text):
		l.note(keyPos, ErrLenient, "%s is read as a key, want a colon and a space after it", key)
		add.entry(key, keyPos, &Value{Kind: String, Quoted: true, Raw: unquote(uncomment(rest)), Pos: pos})
	case len(follow) == 0:
		add.entry(key, keyPos, l.scalar(rest, pos))
	case rest != "":
		for _, i := range follow {
			if indentOf(l.lines[i]) <= indent || isItem(l.lines[i]) {
				return l.fail(i, "%s cannot follow the value of %s", brief(strings.TrimSpace(l.lines[i])), key)
			}
			rest += " " + strings.TrimSpace(l.lines[i])
		}
		add.entry(key, keyPos, l.scalar(rest, pos))
	case isItem(l.lines[follow[0]]):
		v := &Value{Kind: List, Pos: l.place(follow[0], indentOf(l.lines[follow[0]]))}
		if !l.items(v, follow[0], end, depth+1) {
			return false
		}
		add.entry(key, keyPos, v)
	case indentOf(l.lines[follow[0]]) > indent:
		t, ok := l.entries(follow[0], end, depth+1)
		if !ok {
			return false
		}
		add.entry(key, keyPos, &Value{Kind: Map, Map: t, Pos: l.place(follow[0], indentOf(l.lines[follow[0]]))})
	default:
		return l.fail(follow[0], "%s is neither a key nor a value, want key: value", brief(strings.TrimSpace(l.lines[follow[0]])))
	}
	return true
}

// items reads lines from to to as a list in block style.
func (l *lenientYAML) items(v *Value, from, to, depth int) bool {
	indent := indentOf(l.lines[from])
	for at := from; at < to; {
		if skips(l.lines[at]) {
			at++
			continue
		}
		if indentOf(l.lines[at]) != indent || !isItem(l.lines[at]) {
			return l.fail(at, "%s is no item of the list, want - at column %d", brief(strings.TrimSpace(l.lines[at])), indent+1)
		}
		end := at + 1
		for end < to && (skips(l.lines[end]) || indentOf(l.lines[end]) > indent) {
			end++
		}
		// The dash becomes a space, so that columns stay.
		dashed := l.lines[at]
		l.lines[at] = dashed[:indent] + " " + dashed[indent+1:]
		item, ok := l.item(at, end, depth)
		l.lines[at] = dashed
		if !ok {
			return false
		}
		v.List = append(v.List, item)
		at = end
	}
	return true
}

func (l *lenientYAML) item(at, end, depth int) (*Value, bool) {
	if v, ok := l.try(at, l.lines[at:end]); ok {
		return v, true
	}
	if l.limit != nil {
		return nil, false
	}
	single := true
	for i := at + 1; i < end; i++ {
		single = single && skips(l.lines[i])
	}
	line := l.lines[at]
	pos := l.place(at, indentOf(line))
	if text := strings.TrimSpace(line); single && (!yamlKey.MatchString(text) || strings.Count(text, ": ") > 1) {
		return l.scalar(text, pos), true
	}
	t, ok := l.entries(at, end, depth)
	return &Value{Kind: Map, Map: t, Pos: pos}, ok
}

// cutKey splits the key off an entry. It returns the key and the length of
// what stands before the value, or 0.
func cutKey(text string) (key string, n int) {
	if m := lenientKey.FindStringSubmatchIndex(text); m != nil && !yamlKey.MatchString(text) {
		n = m[1]
		if m[4] >= 0 {
			n = m[4]
		}
		return text[m[2]:m[3]], n
	}
	for i := 0; i < len(text); i++ {
		if text[i] == ':' && (i+1 == len(text) || text[i+1] == ' ' || text[i+1] == '\t') {
			return unquote(strings.TrimSpace(text[:i])), i + 1
		}
	}
	return "", 0
}

// scalar reads text, which the library refused, as what it plainly means: a
// list if it is one between brackets, else text.
func (l *lenientYAML) scalar(text string, pos Pos) *Value {
	text = uncomment(text)
	if text == "" {
		return &Value{Kind: Null, Pos: pos}
	}
	l.note(pos, ErrLenient, "%s is read as plain text, want it in quotes", brief(text))
	if n := len(text); n > 2 && text[0] == '[' && text[n-1] == ']' && !strings.ContainsAny(text[1:n-1], "[]{}") {
		v := &Value{Kind: List, Pos: pos}
		offset := 1
		for item := range strings.SplitSeq(text[1:n-1], ",") {
			lead := len(item) - len(strings.TrimLeft(item, " "))
			if s := unquote(strings.TrimSpace(item)); s != "" {
				at := Pos{pos.Line, pos.Column + offset + lead}
				if at.Column > len(l.block.lineText(pos.Line-l.block.line)) {
					at = pos // of a list over several lines, which text has in one
				}
				v.List = append(v.List, &Value{Kind: String, Raw: s, Quoted: true, Pos: at})
			}
			offset += len(item) + 1
		}
		return v
	}
	return &Value{Kind: String, Raw: unquote(text), Quoted: true, Pos: pos}
}

// unquote takes one pair of quotes away.
func unquote(text string) string {
	if n := len(text); n >= 2 && (text[0] == '"' || text[0] == '\'') && text[n-1] == text[0] {
		return text[1 : n-1]
	}
	return text
}

// uncomment takes a comment away from the end of a plain scalar.
func uncomment(text string) string {
	for i := 1; i < len(text); i++ {
		if text[i] == '#' && (text[i-1] == ' ' || text[i-1] == '\t') {
			text = text[:i]
			break
		}
	}
	return strings.TrimSpace(text)
}
