package main

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// built runs a build of dir and returns the files of its output.
func built(t *testing.T, dir, out string, flags ...string) map[string]string {
	t.Helper()
	var log bytes.Buffer
	args := append([]string{"build", dir, "-o", out, "--now", "2026-01-31", "--offline"}, flags...)
	if code := run(context.Background(), args, strings.NewReader(""), &log, &log); code != exitDone {
		t.Fatalf("exit code %d:\n%s", code, log.String())
	}
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(out), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := os.ReadFile(filepath.Join(out, name))
		files[name] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// A site that is edited at random, between builds that keep posts.
type editedSite struct {
	t   *testing.T
	rnd *rand.Rand
	dir string
	n   int // posts written
}

func (s *editedSite) write(name, content string) {
	s.t.Helper()
	name = filepath.Join(s.dir, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
		s.t.Fatal(err)
	}
}

func (s *editedSite) config() {
	s.write(configName, fmt.Sprintf("title: Site\nurl: https://a.example/\nlang: en\nlocation: %s\npermalink: %s\ntopics: {moths: %s}\nfeeds: {tags: true}\nbooks:\n  - {file: a.epub, no_cover: true, group: year}\n",
		s.pick("UTC", "Asia/Tokyo"), s.pick("/:slug/", "/:year/:slug/"), s.pick("animal-abuse", "death")))
}

func (s *editedSite) pick(of ...string) string { return of[s.rnd.IntN(len(of))] }

// post writes one of the posts anew, or a further one.
func (s *editedSite) post(i int) {
	s.n = max(s.n, i+1)
	s.write(fmt.Sprintf("p%d.md", i), fmt.Sprintf("---\ntitle: Post %d %d\ndate: 202%d-05-0%d\ntags: [%s]\n%s---\n\n%s[next](p%d.md) ![pic](pic%d.png)[^1]\n\n```go\nfunc main() {}\n```\n\n%s\n\n[^1]: Note.\n",
		i, s.rnd.IntN(10), i%5, 1+s.rnd.IntN(9), s.pick("sea", "land", "sea, land"), s.pick("", "cw: moths\n", "original_author: Maren Holt\n", "draft: true\n"),
		s.pick("", "::: danger Content warning\nIt has moths in it.\n:::\n\n", "转载自 https://quiet.example/a\n\n"),
		s.rnd.IntN(s.n+1), s.rnd.IntN(3), s.pick("Some text.", "Other *text*.", "<b>raw</b> <img src=pic0.png>", "$x^2$")))
}

func (s *editedSite) edit() {
	switch s.rnd.IntN(8) {
	case 0:
		s.post(s.n)
	case 1:
		s.config()
	case 2:
		s.write(fmt.Sprintf("pic%d.png", s.rnd.IntN(3)), s.pick("\x89PNG\r\n\x1a\nnot whole", "GIF89a", "text"))
	case 3:
		os.Remove(filepath.Join(s.dir, fmt.Sprintf("p%d.md", 3+s.rnd.IntN(s.n))))
	default:
		s.post(s.rnd.IntN(s.n))
	}
}

// Whatever is edited, and whatever becomes of the cache, a build with it writes the same
// bytes as one without.
func TestCache(t *testing.T) {
	t.Setenv("SOURCE_DATE_EPOCH", "")
	for _, name := range []string{"HOME", "XDG_CACHE_HOME", "LocalAppData"} { // the secret is none of this user's
		t.Setenv(name, t.TempDir())
	}
	top := t.TempDir()
	site := &editedSite{t: t, rnd: rand.New(rand.NewPCG(7, 11)), dir: filepath.Join(top, "site")}
	site.config()
	for i := range 8 {
		site.post(i)
	}
	out := filepath.Join(top, "kept", "out")
	rounds := 16
	if testing.Short() {
		rounds = 4
	}
	for round := range rounds {
		want := built(t, site.dir, filepath.Join(top, "anew", "out"), "--no-cache")
		got := built(t, site.dir, out)
		if !maps.Equal(want, got) {
			t.Fatalf("round %d: %v differ", round, slices.DeleteFunc(slices.Sorted(maps.Keys(want)), func(name string) bool { return want[name] == got[name] }))
		}
		if _, err := os.Stat(filepath.Join(top, "anew", cacheDir)); err == nil {
			t.Fatal("--no-cache kept posts")
		}
		for range 1 + site.rnd.IntN(3) {
			site.edit()
		}
		if round%4 == 3 {
			site.damage(filepath.Join(top, "kept", cacheDir))
		}
	}
}

// damage changes a byte of each file of the cache, or cuts it off.
func (s *editedSite) damage(dir string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		s.t.Fatal(err)
	}
	files := 0
	for _, d := range entries {
		if d.Name() == ".gitignore" {
			continue
		}
		files++
		name := filepath.Join(dir, d.Name())
		src, err := os.ReadFile(name)
		if err != nil {
			s.t.Fatal(err)
		}
		if s.rnd.IntN(2) == 0 {
			src = src[:s.rnd.IntN(len(src))]
		} else {
			for range 20 {
				src[s.rnd.IntN(len(src))] ^= 0x55
			}
		}
		if err := os.WriteFile(name, src, 0o600); err != nil {
			s.t.Fatal(err)
		}
	}
	if files != 1 {
		s.t.Errorf("the cache has %d files, want 1: %v", files, entries)
	}
}
