package frontmatter

import (
	"strings"
	"unicode/utf8"
)

// These bound the front matter that plainYAML reads, so that nothing of it is over a
// bound of YAML: what has more is for the library, which counts.
const (
	plainLines = maxBlank
	plainBytes = 8 << 10
)

// plain reads the block if it is YAML or TOML of the plainest kind.
func (s *splitter) plain(a *arena) (*Tree, bool) {
	if s.lang != "yaml" && s.lang != "toml" || s.bounds.Nesting <= 3 || len(s.content) > plainBytes {
		return nil, false
	}
	text := string(s.content)
	if text != "" && text[len(text)-1] != '\n' {
		text += "\n"
	}
	a.block.reset(text, s.line)
	if s.lang == "toml" {
		return plainTOML(&a.block, a)
	}
	return plainYAML(&a.block, a)
}

// plainYAML reads what the front matter of most posts is: lines of a key and a
// text, a date or a list of words, with nothing in them that has a meaning of
// its own to YAML. It is false for all else, which is for the library; for this
// the library gives the same tree, but takes thirty times as long.
//
// The tree is in memory of a, and is valid until a is used again.
func plainYAML(b *block, a *arena) (*Tree, bool) {
	n := len(b.starts)
	if n > plainLines || len(b.text) > plainBytes || strings.Count(b.text, "<<") > maxMerges || hasControl(b.text) {
		return nil, false
	}
	if b.lineText(n-1) == "" {
		n--
	}
	r := plainReader{block: b, lines: n, arena: a}
	a.reset(n)
	t := &a.tree
	for i := 0; i < n; {
		line := b.lineText(i)
		if line == "" && i > 0 {
			i++
			continue
		}
		colon := plainKey(line)
		if colon < 0 {
			return nil, false
		}
		key := line[:colon]
		if isReserved(key) || t.Get(key) != nil {
			return nil, false
		}
		text := strings.TrimLeft(line[colon+1:], " ")
		e := &a.entries[len(t.Entries)]
		e.Key, e.Pos = key, Pos{b.line + i, 1}
		t.Entries = append(t.Entries, e)
		if i++; text != "" {
			e.Value = r.value(text, Pos{b.line + i - 1, len(line) - len(text) + 1})
		} else {
			e.Value, i = r.list(i)
			if e.Value == nil && len(line) == len(key)+1 && (i == n || b.lineText(i) != "" && strings.IndexByte(" -", b.lineText(i)[0]) < 0) {
				e.Value = r.add(Value{Kind: Null, Pos: Pos{e.Pos.Line, len(line) + 1}})
			}
		}
		if e.Value == nil {
			return nil, false
		}
	}
	return t, len(t.Entries) > 0
}

// plainKey returns the offset of the colon behind the key that a line begins with; -1 if
// it does not begin with a key of ASCII letters, digits, hyphens and underscores.
func plainKey(line string) int {
	for i := range len(line) {
		switch c := line[i] | 0x20; {
		case 'a' <= c && c <= 'z':
		case i > 0 && ('0' <= line[i] && line[i] <= '9' || line[i] == '_' || line[i] == '-'):
		case i > 0 && line[i] == ':' && (i+1 == len(line) || line[i+1] == ' '):
			return i
		default:
			return -1
		}
	}
	return -1
}

// hasControl reports whether text has control characters other than line feeds.
func hasControl(text string) bool {
	for i := range len(text) {
		switch c := text[i]; {
		case c < ' ' && c != '\n', c == 0x7F, c == 0xC2 && i+1 < len(text) && text[i+1] < 0xA0:
			return true
		}
	}
	return false
}

// A plainReader reads the values of a block for [plainYAML].
type plainReader struct {
	*arena
	block *block
	lines int // of the block that are read
}

// list reads the items of a list in block style from line i on, and returns
// the line after them. It is nil if there are none.
func (r *plainReader) list(i int) (list *Value, after int) {
	b, indent, from := r.block, 0, len(r.items)
	for ; i < r.lines; i++ {
		line := b.lineText(i)
		at := len(line) - len(strings.TrimLeft(line, " "))
		text, ok := strings.CutPrefix(line[at:], "- ")
		if !ok && at == 0 {
			break
		}
		item := r.scalar(text, Pos{b.line + i, at + 3})
		if !ok || item == nil || list != nil && at != indent {
			return nil, i
		}
		if list == nil {
			list, indent = r.add(Value{Kind: List, Pos: Pos{b.line + i, at + 1}}), at
		}
		r.items = append(r.items, item)
		list.List = r.items[from:len(r.items):len(r.items)]
	}
	return list, i
}

// value reads a scalar or a list in flow style.
func (r *plainReader) value(text string, pos Pos) *Value {
	if strings.HasPrefix(text, "[") {
		return r.flow(text, pos, (*plainReader).flowScalar)
	}
	return r.scalar(text, pos)
}

// flowScalar reads an item of a list in flow style, or returns nil.
func (r *plainReader) flowScalar(text string, pos Pos) *Value {
	v := r.scalar(text, pos)
	if v == nil || strings.ContainsAny(text, "[]{}:#") || !v.Quoted && strings.ContainsAny(text, "\"'") {
		return nil
	}
	return v
}

// flow reads a list in brackets that fills the rest of its line, each item of it
// with read. It returns nil if read does.
func (r *plainReader) flow(text string, pos Pos, read func(*plainReader, string, Pos) *Value) *Value {
	inner, ok := strings.CutSuffix(text[len("["):], "]")
	if !ok {
		return nil
	}
	list := r.add(Value{Kind: List, Pos: pos})
	if inner == "" {
		return list
	}
	from, at := len(r.items), pos.Column+1
	for part := range strings.SplitSeq(inner, ",") {
		text := strings.TrimLeft(part, " ")
		item := read(r, text, Pos{pos.Line, at + len(part) - len(text)})
		if item == nil {
			return nil
		}
		r.items = append(r.items, item)
		at += len(part) + 1
	}
	list.List = r.items[from:len(r.items):len(r.items)]
	return list
}

// scalar reads a text that fills the rest of its line, or is nil.
func (r *plainReader) scalar(text string, pos Pos) *Value {
	if text == "" || text[len(text)-1] == ' ' {
		return nil
	}
	v := Value{Kind: String, Raw: text, Pos: pos}
	switch c := text[0]; {
	case c == '"' || c == '\'':
		v.Quoted, v.Raw = true, text[1:max(len(text)-1, 1)]
		if len(text) < 2 || text[len(text)-1] != c || strings.IndexByte(v.Raw, c) >= 0 || strings.IndexByte(v.Raw, '\\') >= 0 {
			return nil
		}
	case '0' <= c && c <= '9':
		switch {
		case isTimestamp(text):
			v.Kind = Time
		case isPlainInt(text):
			v.Kind = Int
		case !startsWord(text) || !isPlain(text): // YAML has many kinds of numbers
			return nil
		}
	case text == "true" || text == "false":
		v.Kind = Bool
	case c >= utf8.RuneSelf, 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', c == '/', c == '(', c == '<' && text[len(text)-1] != '<':
		if !isPlain(text) {
			return nil
		}
	default:
		return nil
	}
	return r.add(v)
}

// isPlainInt reports whether text is an integer without a sign or a leading zero, of at
// most 16 digits.
func isPlainInt(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || '9' < text[i] {
			return false
		}
	}
	return len(text) == 1 || len(text) <= 16 && text[0] != '0'
}

// startsWord reports whether text, which begins with a digit, is no number of any kind:
// "7 days", "2024-in-review".
func startsWord(text string) bool {
	if strings.IndexByte(text, ' ') >= 0 {
		return true
	}
	for i := range len(text) {
		if c := text[i] | 0x20; 'g' <= c && c <= 'z' && c != 'o' && c != 't' && c != 'x' && c != 'z' {
			return true // in no number or date, of whatever base
		}
	}
	return false
}

// isTimestamp reports whether [timestamp] matches text, of which it reads the common
// forms without it.
func isTimestamp(text string) bool {
	if len(text) < len("2006-1-2") || text[4] != '-' {
		return false
	}
	const form = "0000-00-00 00:00:00"
	common := len(text) == len("0000-00-00") || len(text) == len("0000-00-00 00:00") || len(text) == len(form)
	for i := 0; common && i < len(text); i++ {
		if form[i] == '0' {
			common = '0' <= text[i] && text[i] <= '9'
		} else {
			common = text[i] == form[i]
		}
	}
	return common || timestamp.MatchString(text)
}

// isPlain reports whether there is nothing in text, which is a scalar in block
// style, that has a meaning to YAML.
func isPlain(text string) bool {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case ':':
			if i+1 == len(text) || text[i+1] == ' ' {
				return false
			}
		case '#':
			if text[i-1] == ' ' {
				return false
			}
		}
	}
	return !isReserved(text)
}

// isReserved reports whether YAML, of any version, takes text for something
// else.
func isReserved(text string) bool {
	if len(text) > len("false") {
		return false
	}
	switch strings.ToLower(text) {
	case "null", "true", "false", "yes", "no", "on", "off", "y", "n":
		return true
	}
	return false
}
