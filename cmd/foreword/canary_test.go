package main

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/rogpeppe/go-internal/txtar"
)

// nowhere is the command "nowhere REGEXP DIR": no name or content of a file below DIR,
// also in zip files, matches. "holds REGEXP DIR" is the opposite.
func nowhere(ts *testscript.TestScript, neg bool, args []string) { look(ts, args, false) }

func holds(ts *testscript.TestScript, neg bool, args []string) { look(ts, args, true) }

func look(ts *testscript.TestScript, args []string, want bool) {
	if len(args) != 2 {
		ts.Fatalf("usage: REGEXP DIR")
	}
	expr := regexp.MustCompile(args[0])
	found, files := "", 0
	note := func(name string, content []byte) {
		files++
		if expr.MatchString(name) || expr.Match(content) {
			found = name
		}
	}
	err := filepath.WalkDir(ts.MkAbs(args[1]), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		note(filepath.Base(name), content)
		return eachEntry(content, func(entry string, content []byte) { note(filepath.Base(name)+" "+entry, content) })
	})
	ts.Check(err)
	if files == 0 || (found != "") != want {
		ts.Fatalf("%s in %s: found in %q of %d files, want %t", args[0], args[1], found, files, want)
	}
}

// eachEntry calls do for the entries of content, if it is a zip file.
func eachEntry(content []byte, do func(name string, content []byte)) error {
	if !bytes.HasPrefix(content, []byte("PK")) {
		return nil
	}
	r, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return err
	}
	for _, f := range r.File {
		e, err := f.Open()
		if err != nil {
			return err
		}
		inner, err := io.ReadAll(e)
		if err != nil {
			return err
		}
		do(f.Name, inner)
	}
	return nil
}

// The preview shows no word of a hidden or locked part of a post that is published, in its
// own page, in the item of its feed or in a book.
func TestPreviewCanary(t *testing.T) {
	archive, err := txtar.ParseFile(filepath.Join("testdata", "canary.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range archive.Files {
		if name, ok := strings.CutPrefix(f.Name, "site/"); ok {
			if err := os.WriteFile(filepath.Join(dir, name), f.Data, 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
	s := &session{stderr: io.Discard}
	site, err := s.previewSite(t.Context(), dir, new(selection))
	if err != nil {
		t.Fatal(err)
	}
	shown := 0
	for _, p := range site.Posts {
		if p.Withheld != "" {
			continue // the author sees drafts
		}
		shown++
		item, err := p.Item(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		row, err := json.Marshal(map[string]any{"title": p.Title, "path": p.Path})
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(item, []byte("kumquat")) || bytes.Contains(row, []byte("kumquat")) {
			t.Errorf("%s: a hidden word is shown: %s %s", p.Path, row, item)
		}
	}
	if shown != 3 {
		t.Errorf("%d posts are shown, want 3", shown)
	}
	for _, b := range site.Books {
		var file bytes.Buffer
		if err := b.Write(t.Context(), &file); err != nil {
			t.Fatal(err)
		}
		err := eachEntry(file.Bytes(), func(name string, content []byte) {
			if bytes.Contains(content, []byte("kumquat")) || strings.Contains(name, "kumquat") {
				t.Errorf("%s: %s has a word of a post that is withheld", b.Name, name)
			}
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
