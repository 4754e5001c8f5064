package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// The preview has all posts of a site, drafts last, each as its feed has it.
func TestPreviewSite(t *testing.T) {
	dir := filepath.Join("..", "..", "examples", "blog")
	s := &session{stderr: io.Discard}
	site, err := s.previewSite(t.Context(), dir, new(selection))
	if err != nil {
		t.Fatal(err)
	}
	if len(site.Posts) != 11 || site.Title != "纸灯" || len(site.Books) != 2 {
		t.Fatalf("the site is %q with %d posts and %d books", site.Title, len(site.Posts), len(site.Books))
	}
	if last := site.Posts[len(site.Posts)-1]; last.Withheld != "draft" {
		t.Errorf("the last post is %s, want the draft", last.Path)
	}
	found := 0
	for _, p := range site.Posts {
		doc, err := p.Item(t.Context())
		if err != nil {
			t.Errorf("%s: %v", p.Path, err)
			continue
		}
		var feed struct {
			Items []struct {
				Title string
				HTML  string `json:"content_html"`
			}
		}
		if err := json.Unmarshal(doc, &feed); err != nil || len(feed.Items) != 1 || feed.Items[0].Title != p.Title {
			t.Errorf("%s: the feed with it alone is %s (%v)", p.Path, doc, err)
			continue
		}
		if len(p.Warnings) > 0 && !strings.Contains(feed.Items[0].HTML, p.Warnings[0].Title) {
			t.Errorf("%s: its item lacks its warning", p.Path)
		}
		for _, m := range regexp.MustCompile(`src="([^"]+)"`).FindAllStringSubmatch(feed.Items[0].HTML, -1) {
			f, err := p.Open(m[1])
			if err != nil {
				t.Errorf("%s: %s: %v", p.Path, m[1], err)
				continue
			}
			f.Close()
			found++
		}
		if f, err := p.Open("https://lantern.example/foreword.yaml"); err == nil {
			f.Close()
			t.Errorf("%s opens a file that is not its picture", p.Path)
		}
	}
	if found == 0 {
		t.Error("no post has a picture")
	}
	for _, b := range site.Books {
		var file bytes.Buffer
		if err := b.Write(t.Context(), &file); err != nil {
			t.Errorf("%s: %v", b.Name, err)
		}
		if !bytes.HasPrefix(file.Bytes(), []byte("PK")) {
			t.Errorf("%s is no EPUB", b.Name)
		}
	}
}

// A post that cannot be read is among the problems of the site, and a config that
// cannot be read is the error.
func TestPreviewFaults(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("a.md", "# A\n\nText.\n")
	write("b.md", "---\ntitle: B\n")
	s := &session{stderr: io.Discard}
	site, err := s.previewSite(t.Context(), dir, new(selection))
	if err != nil {
		t.Fatal(err)
	}
	if len(site.Posts) != 1 || len(site.Problems) != 1 || !strings.HasPrefix(site.Problems[0].Place, filepath.Join(dir, "b.md")+":1") {
		t.Errorf("the site has posts %v and problems %v", site.Posts, site.Problems)
	}
	write("c.md", "# C\n\nContent warning: spiders\n\nText.\n")
	write("foreword.yaml", "exclude: [a.md]\n")
	if site, err = s.previewSite(t.Context(), dir, new(selection)); err != nil || len(site.Posts) != 1 || site.Posts[0].Title != "C" {
		t.Errorf("without a.md the site has posts %v, %v", site.Posts, err)
	}
	write("foreword.yaml", "")
	if site, err = s.previewSite(t.Context(), dir, &selection{Warned: true}); err != nil || len(site.Posts) != 1 || site.Posts[0].Title != "C" {
		t.Errorf("the warned posts are %v, %v", site.Posts, err)
	}
	write("foreword.yaml", "titel: A\n")
	if _, err := s.previewSite(t.Context(), dir, new(selection)); err == nil || !strings.Contains(err.Error(), `did you mean "title"?`) {
		t.Errorf("the error is %v, want one about foreword.yaml", err)
	}
}

// The verb prints the address, and ends when it is interrupted.
func TestPreviewVerb(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	r, w := io.Pipe()
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, []string{"preview", filepath.Join("..", "..", "examples", "blog")}, strings.NewReader(""), w, io.Discard)
		w.Close()
	}()
	buf := make([]byte, 4096)
	n, err := r.Read(buf)
	if err != nil || !regexp.MustCompile(`http://127\.0\.0\.1:\d+/[A-Z2-7]{26}/\n`).Match(buf[:n]) {
		t.Errorf("it prints %q (%v)", buf[:n], err)
	}
	cancel()
	select {
	case code := <-done:
		if code != exitDone {
			t.Errorf("the exit code is %d, want 0", code)
		}
	case <-time.After(10 * time.Second):
		t.Error("it does not end")
	}
}
