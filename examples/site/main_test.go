package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestBuild(t *testing.T) {
	out := filepath.Join(t.TempDir(), "public")
	var log strings.Builder
	if err := run(t.Context(), &log, "../blog/posts", out); err != nil {
		t.Fatal(err)
	}
	t.Log("\n" + log.String())
	for name, want := range map[string]string{
		"atom.xml":                     "<title>The Last Rehearsal</title>",
		"tags/music/rss.xml":           "<title>The Last Rehearsal</title>",
		"authors/Maren-Holt/feed.json": "The Last Rehearsal",
		"without-suicide/atom.xml":     "<title>The Last Rehearsal</title>",
		"feeds.html":                   "without-suicide/atom.xml",
		"authors/Lin-Qiu/atom.xml":     "<name>Lin Qiu</name>",
		"tags/\u8f6c\u8f7d/feed.json":  "Content warning",
	} {
		got, err := os.ReadFile(filepath.Join(out, filepath.FromSlash(name)))
		if err != nil {
			t.Error(err)
		} else if !strings.Contains(string(got), want) {
			t.Errorf("%s has no %q", name, want)
		}
	}
	for name, has := range map[string]bool{"atom.xml": true, "without-suicide/atom.xml": false} {
		got, err := os.ReadFile(filepath.Join(out, name))
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(got), `term="suicide"`) != has {
			t.Errorf("%s: a post that warns of suicide is in it: %v, want %v", name, !has, has)
		}
	}
}
