package syntax

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// read renders src and lists what its author is told, by line and column.
func read(t testing.TB, src string) string {
	t.Helper()
	out := toHTML(t, src)
	doc, err := parse([]byte(src), Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range doc.Notes {
		before := src[:n.Offset]
		kind := [...]string{UnclosedContainer: "unclosed", DroppedShortcode: "shortcode", DroppedComponent: "component", LiteralEmphasis: "literal", UnusedFootnote: "footnote"}[n.Kind]
		out += fmt.Sprintf("! %d:%d %s %s\n", strings.Count(before, "\n")+1, n.Offset-strings.LastIndexByte(before, '\n'), kind, n.Text)
	}
	return out
}

// TestGolden reads the sources of testdata. Each file of an archive named
// *.md is followed by what it is read as.
func TestGolden(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal("no golden files", err)
	}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]string{}
		var out txtar.Archive
		out.Comment = archive.Comment
		for _, f := range archive.Files {
			want[f.Name] = string(f.Data)
		}
		for _, f := range archive.Files {
			if filepath.Ext(f.Name) != ".md" {
				continue
			}
			key := strings.TrimSuffix(f.Name, ".md") + ".html"
			got := read(t, string(f.Data))
			out.Files = append(out.Files, f, txtar.File{Name: key, Data: []byte(got)})
			if !*update && got != want[key] {
				t.Errorf("%s: %s (-want +got; -update rewrites it):\n%s", name, f.Name, cmp.Diff(want[key], got))
			}
		}
		if *update {
			if b := txtar.Format(&out); !bytes.Equal(b, txtar.Format(archive)) {
				if err := os.WriteFile(name, b, 0o666); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
}
