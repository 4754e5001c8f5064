package frontmatter

import "strings"

// plainTOML returns the same tree as decodeTOML for the TOML of most posts:
// lines of a bare key and a text in quotes, a list of such texts, a boolean, a
// number or a day, and tables of these. It returns false for everything else.
// The tree is in memory of a, and is valid until a is used again.
func plainTOML(b *block, a *arena) (*Tree, bool) {
	n := len(b.starts)
	if n > plainLines || len(b.text) > plainBytes || hasControl(b.text) {
		return nil, false
	}
	a.reset(n)
	r := plainReader{block: b, lines: n, arena: a}
	table := &a.tree
	for i := range n {
		line, pos := b.lineText(i), Pos{b.line + i, 1}
		if line == "" {
			continue
		}
		to, e := table, &a.entries[i]
		if name, ok := strings.CutPrefix(line, "["); ok {
			name, ok = strings.CutSuffix(name, "]")
			if pos.Column = 2; !ok {
				return nil, false
			}
			to, table = &a.tree, new(Tree)
			*e = Entry{Key: name, Pos: pos, Value: r.add(Value{Kind: Map, Map: table, Pos: pos})}
		} else {
			key, text, _ := strings.Cut(line, " = ")
			*e = Entry{Key: key, Pos: pos, Value: r.tomlValue(text, Pos{pos.Line, len(key) + len(" = ") + 1})}
		}
		if e.Value == nil || !isBareKey(e.Key) || to.Get(e.Key) != nil {
			return nil, false
		}
		to.Entries = append(to.Entries, e)
	}
	return &a.tree, len(a.tree.Entries) > 0
}

// isBareKey reports whether s is a key of TOML without quotes and dots.
func isBareKey(s string) bool {
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '_', c == '-':
		default:
			return false
		}
	}
	return s != ""
}

// tomlValue reads a value that fills the rest of its line, or returns nil.
func (r *plainReader) tomlValue(text string, pos Pos) *Value {
	switch {
	case text == "true" || text == "false":
		return r.add(Value{Kind: Bool, Raw: text, Pos: pos})
	case text != "" && isPlainInt(text):
		return r.add(Value{Kind: Int, Raw: text, Pos: pos})
	case isPlainDay(text):
		return r.add(Value{Kind: Time, Raw: text, Pos: pos})
	case strings.HasPrefix(text, "["):
		return r.flow(text, pos, (*plainReader).tomlString)
	}
	return r.tomlString(text, pos)
}

// tomlString reads a text in double quotes without escapes, or returns nil.
func (r *plainReader) tomlString(text string, pos Pos) *Value {
	if len(text) < 2 || text[0] != '"' || text[len(text)-1] != '"' {
		return nil
	}
	if text = text[1 : len(text)-1]; strings.ContainsAny(text, "\"\\") {
		return nil
	}
	return r.add(Value{Kind: String, Raw: text, Quoted: true, Pos: pos})
}

// isPlainDay reports whether text is a day that every month has, such as
// 2024-05-01.
func isPlainDay(text string) bool {
	if len(text) != len("2024-05-01") || text[4] != '-' || text[7] != '-' {
		return false
	}
	for i := range len(text) {
		if i != 4 && i != 7 && (text[i] < '0' || '9' < text[i]) {
			return false
		}
	}
	month, day := text[5:7], text[8:]
	return "01" <= month && month <= "12" && "01" <= day && day <= "28"
}
