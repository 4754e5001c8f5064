package filename

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestFor(t *testing.T) {
	for _, tt := range []struct{ word, want string }{
		{"转载", "转载"},
		{"Go", "Go"},
		{"node.js", "node.js"},
		{"two words", "two-words"},
		{"Code/Go", "Code-Go"},
		{"../../etc/passwd", "etc-passwd"},
		{"a\x00b\u202ec", "abc"},
		{"C#", "C"},
		{"C++", "C++"},
		{"~root", "root"},
		{"${a}; `b` [c](d)! 'e' = f@g", "a-b-c-d-e-f-g"},
		{"<script>alert(1)</script>", "script-alert-1-script"},
		{"夜·航（上）", "夜·航（上）"},
	} {
		var n Names
		if got := n.For(tt.word); got != tt.want {
			t.Errorf("For(%q) = %q, want %q", tt.word, got, tt.want)
		}
	}
}

// names are legal and differ, whatever the words.
func TestNamesDiffer(t *testing.T) {
	words := []string{
		"go", "Go", "GO", "go ", "go/", "é", "e\u0301", "", ".", "..", "/", "\x00",
		"con", "CON", "Con.txt", "lpt1", "com", "com10", "nul", "C#", "C", "c",
		strings.Repeat("长", 300), strings.Repeat("长", 301), "\xff", "\xfe",
	}
	var n Names
	taken := map[string]string{}
	for _, word := range words {
		name := n.For(word)
		switch {
		case name == "", name != filepath.Base(name), !filepath.IsLocal(name), len(name) > 200, !utf8.ValidString(name), reserved(key(name)):
			t.Errorf("For(%.20q) = %q, not a name", word, name)
		case taken[key(name)] != "":
			t.Errorf("For(%.20q) = %q, as for %.20q", word, name, taken[key(name)])
		}
		taken[key(name)] = word + "x"
	}
}

func TestSameWordsSameNames(t *testing.T) {
	var a, b Names
	for _, word := range []string{"Go", "go", "con", ""} {
		if x, y := a.For(word), b.For(word); x != y {
			t.Errorf("For(%q) = %q, then %q", word, x, y)
		}
	}
}
