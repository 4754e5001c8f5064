package main

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"strings"
	"testing"
)

func TestExport(t *testing.T) {
	book, err := export(t.Context(), os.DirFS("../blog/posts"), "night-corridor.md")
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for _, entry := range z.File {
		if !strings.HasSuffix(entry.Name, ".xhtml") {
			continue
		}
		r, err := entry.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&text, r); err != nil {
			t.Fatal(err)
		}
		r.Close()
	}
	for _, want := range []string{"夜班走廊的第三盏灯", "周以宁", "上弦的人"} {
		if !strings.Contains(text.String(), want) {
			t.Errorf("the book does not say %q", want)
		}
	}
}

func TestExportOfNoPost(t *testing.T) {
	if _, err := export(t.Context(), os.DirFS("../blog/posts"), "none.md"); err == nil {
		t.Error("export of a post that is not there succeeds")
	}
}
