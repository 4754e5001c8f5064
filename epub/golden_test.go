package epub_test

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/foreword-go/foreword/epub"
	"github.com/foreword-go/foreword/post/markdown"
	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestGolden makes a book of the posts in testdata/*.txtar and compares its
// entries, but for pictures and the stylesheet, with what stands after them
// under "want/".
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			blog := make(fstest.MapFS)
			want := make(map[string]string)
			var kept []txtar.File
			for _, f := range archive.Files {
				if name, ok := strings.CutPrefix(f.Name, "want/"); ok {
					want[name] = string(f.Data)
					continue
				}
				kept = append(kept, f)
				blog[f.Name] = &fstest.MapFile{Data: f.Data}
			}
			posts := new(markdown.Parser).Dir(context.Background(), blog)
			book, err := epub.FromPosts(epub.Book{Title: "Golden"}, posts, epub.Layout{GroupBy: epub.GroupCategory})
			if err != nil {
				t.Fatal(err)
			}
			data, _ := encode(t, new(epub.Encoder), book)
			r := read(t, data)
			got := make(map[string]string)
			for _, name := range r.names {
				if strings.HasPrefix(name, "EPUB/images/") || strings.HasPrefix(name, "EPUB/css/") || name == "mimetype" || strings.HasPrefix(name, "META-INF/") {
					continue
				}
				got[name] = r.entries[name]
				kept = append(kept, txtar.File{Name: "want/" + name, Data: []byte(r.entries[name])})
			}
			if *update {
				archive.Files = kept
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("entries (-want +got):\n%s", diff)
			}
		})
	}
}
