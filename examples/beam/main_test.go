package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/memfs"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/passert"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/ptest"
)

func TestMain(m *testing.M) { ptest.Main(m) }

const due = "2026-01-31T12:00:00Z"

// run runs the pipeline, on Prism unless --runner says another.
func run(t testing.TB, in, out string, check func(beam.Scope, beam.PCollection)) {
	t.Helper()
	at, err := time.Parse(time.RFC3339, due)
	if err != nil {
		t.Fatal(err)
	}
	p, s := beam.NewPipelineWithRoot()
	problems := build(s, in, out, at)
	if check != nil {
		check(s, problems)
	}
	if err := ptest.Run(p); err != nil {
		t.Fatal(err)
	}
}

// files returns the files below a folder by their names, without those named.
func files(t *testing.T, dir string, except ...string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		for _, pattern := range except {
			if ok, _ := filepath.Match(pattern, d.Name()); ok {
				return nil
			}
		}
		content, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		all[filepath.ToSlash(rel)] = string(content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func same(t *testing.T, want, got map[string]string) {
	t.Helper()
	for name, content := range want {
		if other, ok := got[name]; !ok {
			t.Errorf("%s was not written", name)
		} else if other != content {
			t.Errorf("%s has %d bytes, other ones than those wanted, %d", name, len(other), len(content))
		}
	}
	for name := range got {
		if _, ok := want[name]; !ok {
			t.Errorf("%s was written, and should not", name)
		}
	}
}

// garden makes a site of n posts that link to each other, some with a warning and some of
// others.
func garden(t testing.TB, dir string, n int) {
	t.Helper()
	write := func(name, content string) {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("foreword.yaml", "title: Garden\nurl: https://garden.example/\nauthor: Ida\nlang: en\nfeeds:\n  tags: true\nbooks:\n  - file: garden.epub\n    font: builtin\n    group: year\n")
	day := time.Date(2001, 1, 1, 8, 0, 0, 0, time.UTC)
	for i := range n {
		extra := ""
		switch i % 3 {
		case 1:
			extra = "::: danger Content warning\nA plant dies.\n:::\n\n"
		case 2:
			extra = "> Originally by Maren Holt, https://quiet.example/" + fmt.Sprint(i) + "\n\n"
		}
		write(fmt.Sprintf("%d/p%04d.md", i%7, i), fmt.Sprintf("---\ntitle: Day %d\ndate: %s\ntags: [t%d]\n---\n\n%sA *plant* and [the next](../%d/p%04d.md).\n\n%s",
			i, day.AddDate(0, 0, i).Format(time.RFC3339), i%5, extra, (i+1)%7, i+1, strings.Repeat("It grows in the shade of the wall, slowly.\n\n", 40)))
	}
}

// What the pipeline writes is what foreword build writes, to the byte, and again what it
// writes a second time.
func TestSameAsBuild(t *testing.T) {
	command := filepath.Join(t.TempDir(), "foreword.exe")
	goBuild := exec.Command("go", "build", "-o", command, "./cmd/foreword")
	goBuild.Dir = "../.."
	if log, err := goBuild.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, log)
	}
	sites := t.TempDir()
	lantern := filepath.Join(sites, "lantern")
	if err := os.CopyFS(lantern, os.DirFS("../blog")); err != nil {
		t.Fatal(err)
	}
	name := filepath.Join(lantern, configName)
	conf, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	conf = []byte(strings.ReplaceAll(string(conf), "    file:", "    font: builtin\n    file:"))
	if err := os.WriteFile(name, conf, 0o666); err != nil {
		t.Fatal(err)
	}
	garden(t, filepath.Join(sites, "garden"), 3*shardPosts)

	out := t.TempDir()
	run(t, sites, out, nil)
	for _, site := range []string{"lantern", "garden"} {
		want := t.TempDir()
		build := exec.Command(command, "build", filepath.Join(sites, site), "-o", want, "--now", due, "--offline", "--no-cache")
		if log, err := build.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, log)
		}
		// The catalogue of a build, and its list of files, are the command's own.
		same(t, files(t, want, ".foreword.json", "opds.*", "*.cover.*"), files(t, filepath.Join(out, site), problemsFile))
	}
	before := files(t, out)
	run(t, sites, out, nil)
	same(t, before, files(t, out))
}

// A bad post is a problem with its file and line, of its own site alone, and keeps no
// other back. Sites and outputs may be on any file system of Beam.
func TestProblems(t *testing.T) {
	ctx := context.Background()
	for name, content := range map[string]string{
		"a/foreword.yaml": "title: A\nurl: https://a.example/\n",
		"a/posts/good.md": "# Good\n\nText.\n",
		"a/posts/bad.md":  "---\ntitle: Bad\ndate: soon\n---\n",
		"b/foreword.yaml": "title: B\nurl: https://b.example/\ntheme: dark\n",
		"b/good.md":       "# Good\n",
		"c/foreword.yaml": "title: C\nurl: https://c.example/\n",
		"c/one.md":        "# One\n",
	} {
		memfs.Write("memfs://in/"+name, []byte(content))
	}
	run(t, "memfs://in", "memfs://out", func(s beam.Scope, problems beam.PCollection) {
		lines := beam.DropKey(s, problems)
		passert.Equals(s, lines, `a/posts/bad.md:3:7: date: not a date: "soon", want a date such as 2006-01-02`)
	})
	out, err := filesystem.New(ctx, "memfs://out")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"a/problems.txt": "a/posts/bad.md:3:7: date: not a date",
		"a/rss.xml":      "<title>Good</title>",
		"b/problems.txt": "b/foreword.yaml:1: ",
		"c/feed.json":    `"One"`,
	} {
		got, err := filesystem.Read(ctx, out, "memfs://out/"+name)
		if err != nil || !strings.Contains(string(got), want) {
			t.Errorf("%s = %q, error %v, want it to have %q", name, got, err, want)
		}
	}
	if _, err := filesystem.Read(ctx, out, "memfs://out/b/rss.xml"); err == nil {
		t.Error("a site whose configuration is not understood was written")
	}
}
