package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/foreword-go/foreword/examples/blog"
	"github.com/mmcdole/gofeed"
)

func TestGenerate(t *testing.T) {
	dir := t.TempDir()
	if err := generate(t.Context(), dir, blog.Posts); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"rss.xml", "atom.xml", "feed.json"} {
		f, err := os.Open(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		got, err := gofeed.NewParser().Parse(f)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if got.Title != "纸灯" || len(got.Items) == 0 {
			t.Errorf("%s: title %q with %d items, want 纸灯 with some", name, got.Title, len(got.Items))
		}
		for _, item := range got.Items {
			if item.Title == "明年的灯" {
				t.Errorf("%s: the draft is published", name)
			}
		}
	}
}
