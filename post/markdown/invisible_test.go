package markdown

import "testing"

func TestInvisibleProblems(t *testing.T) {
	for _, tt := range []struct {
		name, src    string
		line, column int // 0 for no problem
	}{
		{"a fence", "Text.\n\n::: war\u200bning\nText.\n:::\n", 3, 8},
		{"a key", "---\ntitle: A\nti\u200btles: b\n---\nText.\n", 3, 3},
		{"a phrase", "内容\u2060预警：雾\n\n正文。\n", 1, 7},
		{"an override", "Text \u202eabc\u202c.\n", 1, 6},
		{"in text", "A\u200bB and 雾\u200b气\n", 0, 0},
		{"in a value", "---\ntitle: A\u200bB\n---\nText.\n", 0, 0},
		{"text of an element", "<p>a\u200bb</p>\n", 0, 0},
		{"Hebrew", "::: tip שלום\u200f\nText.\n:::\n", 0, 0},
		{"Sinhala", "<p>ශ්\u200dරී</p>\n", 0, 0},
		{"an emoji", "::: tip 👩\u200d🚒\nText.\n:::\n", 0, 0},
		{"a byte order mark", "\ufeff::: tip\nText.\n:::\n", 0, 0},
	} {
		po, err := new(Parser).Parse("a.md", []byte(tt.src))
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		found := 0
		for _, p := range po.Problems {
			if p.Rule != RuleInvisible {
				continue
			}
			found++
			if p.Pos.Line != tt.line || p.Pos.Column != tt.column {
				t.Errorf("%s: %v, want line %d, column %d", tt.name, p, tt.line, tt.column)
			}
		}
		if (found > 0) != (tt.line > 0) {
			t.Errorf("%s: %d problems of invisible characters", tt.name, found)
		}
	}
}
