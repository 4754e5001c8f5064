package main

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/spf13/pflag"

	"github.com/foreword-go/foreword/epub"
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
		{"bytes", strings.Repeat("# a comment\n", 6_000), ": over a limit: "},
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

// configKeys returns the keys of foreword.yaml at all levels.
func configKeys() []string {
	var keys []string
	for _, path := range configPaths(reflect.TypeFor[config](), "") {
		keys = append(keys, path[strings.LastIndexByte(path, '.')+1:])
	}
	return keys
}

// Each flag of epub has a key in foreword.yaml.
func TestBookKeys(t *testing.T) {
	var job bookJob
	flags := pflag.NewFlagSet("epub", pflag.ContinueOnError)
	job.add(flags)
	keys := configKeys()
	flags.VisitAll(func(f *pflag.Flag) {
		key := strings.ReplaceAll(f.Name, "-", "_")
		if key == "output" {
			key = "file"
		}
		if !slices.Contains(keys, key) {
			t.Errorf("--%s has no key %s in foreword.yaml", f.Name, key)
		}
	})
}

// What foreword.yaml says of a book is asked for.
func TestBookJob(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		configName: `
lang: en
books:
  - {file: a.epub, title: T, series: S, series_number: "2", css: a.css, cover: a.png, font: a.ttf,
     keep_webp: true, grayscale: true, vertical: true, toc_depth: 3, max_image_px: 800, split: 9, authors: [A]}
`,
		"a.css": "p {}", "a.png": "png", "a.ttf": "ttf",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	c, err := readConfig(dir)
	if err != nil {
		t.Fatal(err)
	}
	job, err := c.bookJob(0, "out", nil)
	if err != nil {
		t.Fatal(err)
	}
	book := epub.Book{Title: "T", Lang: "en", Series: epub.Series{Name: "S", Number: "2"}, Cover: []byte("png")}
	enc := epub.Encoder{CSS: "p {}", Font: []byte("ttf"), KeepWebP: true, Grayscale: true, Vertical: true, TOCDepth: 3, MaxImagePx: 800}
	for _, diff := range []string{
		cmp.Diff(book, job.meta, cmpopts.IgnoreUnexported(epub.Book{})),
		cmp.Diff(enc, job.enc, cmpopts.IgnoreUnexported(epub.Encoder{})),
		cmp.Diff([]string{"A"}, job.layout.Filter.Authors),
		cmp.Diff(9, job.volume),
		cmp.Diff(filepath.Join("out", "a.epub"), job.out),
	} {
		if diff != "" {
			t.Error(diff)
		}
	}
}
