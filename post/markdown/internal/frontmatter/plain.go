package frontmatter

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// These bound the front matter that plainYAML reads, so that nothing of it is over a
// bound of YAML: what has more is for the library, which counts.
const (
	plainLines = maxBlank
	plainBytes = 8 << 10
)

var (
	plainKey = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_-]*:(?: |$)`)
	plainInt = regexp.MustCompile(`^(?:0|[1-9][0-9]{0,15})$`)
)

// plainYAML reads what the front matter of most posts is: lines of a key and a
// text, a date or a list of words, with nothing in them that has a meaning of
// its own to YAML. It is false for all else, which is for the library; for this
// the library gives the same tree, but takes several times as long.
func plainYAML(b *block) (*Tree, bool) {
	n := len(b.starts)
	if n > plainLines || len(b.text) > plainBytes || strings.Count(b.text, "<<") > maxMerges {
		return nil, false
	}
	if b.lineText(n-1) == "" {
		n--
	}
	t := &Tree{Entries: make([]*Entry, 0, n)}
	for i := 0; i < n; {
		line := b.lineText(i)
		if line == "" && i > 0 {
			i++
			continue
		}
		if !plainKey.MatchString(line) || strings.ContainsFunc(line, unicode.IsControl) {
			return nil, false
		}
		key, text, _ := strings.Cut(line, ":")
		if isReserved(key) || t.Get(key) != nil {
			return nil, false
		}
		text = strings.TrimLeft(text, " ")
		e := &Entry{Key: key, Pos: Pos{b.line + i, 1}}
		t.Entries = append(t.Entries, e)
		if i++; text != "" {
			e.Value = plainValue(text, Pos{b.line + i - 1, len(line) - len(text) + 1})
		} else {
			e.Value, i = plainList(b, i, n)
			if e.Value == nil && len(line) == len(key)+1 && (i == n || b.lineText(i) != "" && strings.IndexByte(" -", b.lineText(i)[0]) < 0) {
				e.Value = &Value{Kind: Null, Pos: Pos{e.Pos.Line, len(line) + 1}}
			}
		}
		if e.Value == nil {
			return nil, false
		}
	}
	return t, len(t.Entries) > 0
}

// plainList reads the items of a list in block style from line i on, and returns
// the line after them. It is nil if there are none.
func plainList(b *block, i, n int) (list *Value, after int) {
	indent := 0
	for ; i < n; i++ {
		line := b.lineText(i)
		at := len(line) - len(strings.TrimLeft(line, " "))
		text, ok := strings.CutPrefix(line[at:], "- ")
		if !ok && at == 0 {
			break
		}
		item := plainScalar(text, Pos{b.line + i, at + 3})
		if !ok || item == nil || list != nil && at != indent || strings.ContainsFunc(line, unicode.IsControl) {
			return nil, i
		}
		if list == nil {
			list, indent = &Value{Kind: List, Pos: Pos{b.line + i, at + 1}}, at
		}
		list.List = append(list.List, item)
	}
	return list, i
}

// plainValue reads a scalar or a list in flow style.
func plainValue(text string, pos Pos) *Value {
	inner, ok := strings.CutPrefix(text, "[")
	if !ok {
		return plainScalar(text, pos)
	}
	if inner, ok = strings.CutSuffix(inner, "]"); !ok {
		return nil
	}
	list := &Value{Kind: List, Pos: pos}
	at := pos.Column + 1
	for part := range strings.SplitSeq(inner, ",") {
		if inner == "" {
			break
		}
		text := strings.TrimLeft(part, " ")
		item := plainScalar(text, Pos{pos.Line, at + len(part) - len(text)})
		if item == nil || strings.ContainsAny(text, "[]{}:#") || !item.Quoted && strings.ContainsAny(text, "\"'") {
			return nil
		}
		list.List = append(list.List, item)
		at += len(part) + 1
	}
	return list
}

// plainScalar reads a text that fills the rest of its line, or is nil.
func plainScalar(text string, pos Pos) *Value {
	v := &Value{Kind: String, Raw: text, Pos: pos}
	if text == "" || text[len(text)-1] == ' ' {
		return nil
	}
	switch c := text[0]; {
	case c == '"' || c == '\'':
		v.Quoted, v.Raw = true, text[1:max(len(text)-1, 1)]
		if len(text) < 2 || text[len(text)-1] != c || strings.IndexByte(v.Raw, c) >= 0 || strings.ContainsAny(v.Raw, "\\\t") {
			return nil
		}
		return v
	case '0' <= c && c <= '9':
		switch {
		case timestamp.MatchString(text):
			v.Kind = Time
		case plainInt.MatchString(text):
			v.Kind = Int
		case !strings.Contains(text, " ") || !isPlain(text): // YAML has many kinds of numbers
			return nil
		}
		return v
	case text == "true" || text == "false":
		v.Kind = Bool
		return v
	case c >= utf8.RuneSelf, 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', c == '/', c == '(', c == '<' && text[len(text)-1] != '<':
		if isPlain(text) {
			return v
		}
	}
	return nil
}

// isPlain reports whether there is nothing in text, which is a scalar in block
// style, that has a meaning to YAML.
func isPlain(text string) bool {
	return !isReserved(text) && !strings.Contains(text, ": ") && !strings.Contains(text, " #") && !strings.HasSuffix(text, ":") && !strings.Contains(text, "\t")
}

// isReserved reports whether YAML, of any version, takes text for something
// else.
func isReserved(text string) bool {
	switch strings.ToLower(text) {
	case "null", "true", "false", "yes", "no", "on", "off", "y", "n":
		return true
	}
	return false
}
