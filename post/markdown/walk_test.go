package markdown

import (
	"path"
	"strings"
	"testing"

	"github.com/foreword-go/foreword/post/markdown/internal/files"
)

// Names without wildcards are found without matching, and are those that
// match.
func TestLiteralName(t *testing.T) {
	names := []string{"a.md", "b/a.md", "b/c/a.md", ".a.md", "b/.c/a.md", "a*.md", "[a].md", "a\\b.md", "b"}
	for pattern, literal := range map[string]bool{
		"a.md": true, "b/a.md": true, ".a.md": true, "b/.c/a.md": true, `a\*.md`: true, `\[a].md`: true, `a\\b.md`: true, `b/\a.md`: true,
		"*.md": false, "a?.md": false, "[a].md": false, "**/a.md": false, `\.a.md`: false, `b/\.c/a.md`: false,
	} {
		got, ok := literalName(pattern)
		if ok != literal {
			t.Errorf("literalName(%q) = %q, %v, want %v", pattern, got, ok, literal)
		}
		w := new(walker)
		w.addPattern(pattern)
		for _, name := range names {
			want := files.Match(strings.Split(pattern, "/"), strings.Split(name, "/"))
			if w.selects(name) != want {
				t.Errorf("%q selects %q: %v, want %v", pattern, name, !want, want)
			}
			if dir := path.Dir(name); want && dir != "." && !w.descends(dir) {
				t.Errorf("%q selects %q, but does not descend to %s", pattern, name, dir)
			}
		}
	}
}
