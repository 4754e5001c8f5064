package containers

import (
	"strings"
	"testing"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/post"
)

// A name has one row, in the case that it is looked up in, and says something.
func TestTable(t *testing.T) {
	seen := make(map[string]bool)
	for _, n := range names {
		if seen[n.name] || n.name != strings.ToLower(strings.TrimSpace(n.name)) {
			t.Errorf("%q has two rows, or is not in lower case", n.name)
		}
		seen[n.name] = true
		if n.uses == 0 && n.level == 0 && n.title == nil {
			t.Errorf("%q means nothing", n.name)
		}
		if n.title != nil && n.uses&Callout == 0 {
			t.Errorf("%q has a title and is no callout", n.name)
		}
	}
}

func TestNamed(t *testing.T) {
	words := label.For("en")
	for _, tt := range []struct {
		name  string
		uses  Use
		level post.Level
		title string
	}{
		{"danger", Tag | Argument | Callout, post.LevelDanger, "Danger"},
		{"details", Tag | Folds | Callout, 0, "Details"},
		{"quote", Tag | Argument | Callout, 0, ""},
		{"tabs", Tag | Tabs, 0, ""},
		{"code-group-item", Tab, 0, ""},
		{"严重", 0, post.LevelDanger, ""},
		{"stage", 0, 0, ""},
	} {
		m := Named(tt.name)
		if m.uses != tt.uses || m.Level != tt.level || m.Title(words) != tt.title {
			t.Errorf("%s: uses %b, level %v, title %q, want %b, %v, %q", tt.name, m.uses, m.Level, m.Title(words), tt.uses, tt.level, tt.title)
		}
	}
}
