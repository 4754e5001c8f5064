package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What would cost the decoder of YAML a minute and a gigabyte is refused with
// its line before it gets there.
func TestConfigBounds(t *testing.T) {
	for _, tt := range []struct {
		name, src, want string // want "" for no error
	}{
		{"as deep as it gets", "books: [{tags: [a, '[b]', \"{c}\"]}]\n", ""},
		{"many lists one after another", "posts:\n" + strings.Repeat("  - \"[ab]*.md\"\n", 1000), ""},
		{"lists", "title: a\nposts: " + strings.Repeat("[", 30_000), ":2: over a limit: "},
		{"closed lists", "posts: " + strings.Repeat("[", 30_000) + strings.Repeat("]", 30_000), ":1: over a limit: "},
		{"mappings", strings.Repeat("{a: ", 16_000), ":1: over a limit: "},
		{"lists over lines", strings.Repeat("[\n", 30_000), ":33: over a limit: "},
		{"compact lists", strings.Repeat("- ", 32_000), ":1: over a limit: "},
		{"compact mappings", strings.Repeat("? ", 32_000), ":1: over a limit: "},
		{"bytes", strings.Repeat("# a comment\n", 6_000), ":1: over a limit: "},
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, configName), []byte(tt.src), 0o644); err != nil {
			t.Fatal(err)
		}
		_, err := readConfig(dir)
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), configName+tt.want) {
			t.Errorf("%s: %v, want %q", tt.name, err, tt.want)
		}
	}
}
