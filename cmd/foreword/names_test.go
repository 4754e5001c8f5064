package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A name of a file or a title makes no line of its own, turns no text and gives
// no command to what reads the messages.
func TestNamesInMessages(t *testing.T) {
	t.Chdir(t.TempDir())
	dir := "::warning file=x::\n::error::y\u202e"
	if err := os.Mkdir(dir, 0o755); err != nil {
		t.Skip(err)
	}
	for name, src := range map[string]string{
		"a\n::set-output name=x::y\u202egnp.md": "---\ndate: \"\u202eyesterday\n\n  ::error::z\"\n---\n",
		"b.md":                                  "---\ntitle: \"##[error]\u202eB\"\ndate: 2024-01-02\n---\n![p](none\u202e.png)\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(src), 0o644); err != nil {
			t.Skip(err)
		}
	}
	for _, args := range [][]string{{"check", "."}, {"feed", ".", "-o", "out"}, {"epub", ".", "-o", "b.epub"}, {"show", dir}} {
		var out bytes.Buffer
		run(t.Context(), args, nil, &out, &out)
		for line := range strings.Lines(out.String()) {
			if strings.HasPrefix(strings.TrimSpace(line), "::") || strings.Contains(line, "##[") || strings.ContainsAny(line, "\u202e\u2066") {
				t.Errorf("foreword %q prints %q", args, line)
			}
		}
	}
}
