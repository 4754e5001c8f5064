package feed_test

import (
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"testing"

	"github.com/foreword-go/foreword/feed"
)

// A document that is not complete leaves the older file as it was, and nothing beside it.
func TestCreateIn(t *testing.T) {
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	create := feed.CreateIn(root)
	f := &feed.Feed{
		Title: "Notes", HomeURL: "https://a.example/", Path: "tags/雨", Formats: []feed.Format{feed.FormatRSS},
		Items: feed.List(&feed.Item{URL: "/rain/", Title: "Rain"}),
	}
	if _, err := new(feed.Encoder).WriteFiles(t.Context(), create, f); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(dir, "tags", "雨", "rss.xml")
	whole, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}

	unread := errors.New("no disk")
	f.Items = feed.Seq(iter.Seq2[*feed.Item, error](func(yield func(*feed.Item, error) bool) { yield(nil, unread) }))
	reports, err := new(feed.Encoder).WriteFiles(t.Context(), create, f)
	if err != nil || len(reports) != 1 || len(reports[0].Skipped) != 1 {
		t.Fatalf("WriteFiles = %v, %v, want one report with an error", reports, err)
	}
	if got, err := os.ReadFile(name); err != nil || string(got) != string(whole) {
		t.Errorf("the older file is %q, %v", got, err)
	}
	files, err := os.ReadDir(filepath.Dir(name))
	if err != nil || len(files) != 1 {
		t.Errorf("the folder holds %v, %v, want the feed alone", files, err)
	}

	file, err := create("late.xml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(file, "<rss/>"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(dir, "late.xml")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a file has its name before it is complete: %v", err)
	}
	if err := file.Close(); err != nil {
		t.Fatal(err)
	}
	if err := file.Close(); !errors.Is(err, os.ErrClosed) {
		t.Errorf("a second Close = %v, want %v", err, os.ErrClosed)
	}
	if _, err := create("../out.xml"); err == nil {
		t.Error("a file outside of the folder was created")
	}
}
