package frontmatter

import (
	"errors"
	"strings"

	"github.com/goccy/go-yaml/token"
)

// checkLines bounds what would take the scanner long.
func (d *yamlDecoder) checkLines(text string) error {
	merges, blank, line := 0, 0, d.first
	for l := range strings.Lines(text) {
		merges += strings.Count(l, "<<")
		if blank++; strings.Trim(l, " \t\n") != "" {
			blank = 0
		}
		switch {
		case merges > maxMerges:
			return d.tooMany(line, maxMerges, "merges (<<)")
		case blank > maxBlank:
			return d.tooMany(line, maxBlank, "blank lines in a row")
		case strings.Count(l, "\t") > maxTabs:
			return d.tooMany(line, maxTabs, "tabs in a line")
		}
		line++
	}
	return nil
}

// tooMany is about a line of the block, from 0.
func (d *yamlDecoder) tooMany(line, limit int, what string) error {
	return fault(d.block.at(d.block.starts[line]), ErrLimit, "more than %d %s", limit, what)
}

// check counts, on the flat list of tokens, the keys, and the maps and lists that
// are open at each: the parser is recursive, and quadratic in them.
func (d *yamlDecoder) check(tokens token.Tokens) error {
	var columns []int // of the open maps and lists in block style
	flow, keys := 0, 0
	for _, tk := range tokens {
		if tk.Type == token.MappingValueType {
			if keys++; keys > maxKeys {
				return fault(d.pos(tk), ErrLimit, "more than %d keys", maxKeys)
			}
		}
		switch tk.Type {
		case token.MappingStartType, token.SequenceStartType:
			flow++
		case token.MappingEndType, token.SequenceEndType:
			flow = max(0, flow-1)
		case token.SequenceEntryType, token.MappingKeyType, token.MappingValueType:
			column := tk.Position.Column
			if tk.Type == token.MappingValueType && tk.Prev != nil {
				column = tk.Prev.Position.Column
			}
			if flow > 0 {
				continue
			}
			for len(columns) > 0 && columns[len(columns)-1] >= column {
				columns = columns[:len(columns)-1]
			}
			columns = append(columns, column)
		}
		if flow+len(columns) > d.bounds.Nesting {
			return fault(d.pos(tk), ErrLimit, "nested more than %d deep", d.bounds.Nesting)
		}
	}
	return nil
}

// syntax gives an error of the library its place.
func (d *yamlDecoder) syntax(err error) error {
	var se interface {
		GetToken() *token.Token
		GetMessage() string
	}
	if errors.As(err, &se) && se.GetToken() != nil {
		return fault(d.pos(se.GetToken()), ErrSyntax, "%s", se.GetMessage())
	}
	return fault(d.block.at(d.block.starts[d.first]), ErrSyntax, "%v", err)
}

// badEscape reports whether a double-quoted scalar, as written, holds a
// backslash before what it cannot escape, as Windows paths do.
func badEscape(raw string) bool {
	for i := 0; i+1 < len(raw); i++ {
		if raw[i] != '\\' {
			continue
		}
		i++
		digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[raw[i]]
		if digits == 0 && !strings.ContainsRune("0abt\tnvfre \"/\\N_LP\n", rune(raw[i])) {
			return true
		}
		for range digits {
			i++
			if i >= len(raw) || !strings.ContainsRune("0123456789abcdefABCDEF", rune(raw[i])) {
				return true
			}
		}
	}
	return false
}
