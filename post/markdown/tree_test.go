package markdown_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
	"github.com/foreword-go/foreword/post/site"
)

func text(s string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(s)} }

func paths(t *testing.T, p *markdown.Parser, fsys fs.FS, patterns ...string) (all, bad []string) {
	t.Helper()
	for h, err := range p.Heads(t.Context(), fsys, patterns...) {
		if err != nil {
			bad = append(bad, strings.Split(err.Error(), ":")[0])
			continue
		}
		all = append(all, h.Path)
	}
	return all, bad
}

func TestHeadsSelects(t *testing.T) {
	fsys := fstest.MapFS{
		"a/b.md": text("x"), "a.md": text("x"), "a/c/d.mdx": text("x"), "a/c/e.txt": text("x"), "z.MARKDOWN": text("x"),
		".hidden/x.md": text("x"), "a/.draft.md": text("x"), "node_modules/y/README.md": text("x"), "a/node_modules/y.md": text("x"),
		"a-b/x.md": text("x"),
	}
	for _, tt := range []struct {
		patterns []string
		want     string
	}{
		{nil, "a-b/x.md a.md a/b.md a/c/d.mdx z.MARKDOWN"},
		{[]string{"*.md"}, "a.md"},
		{[]string{"**/*.md"}, "a-b/x.md a.md a/b.md"},
		{[]string{"a/**"}, "a/b.md a/c/d.mdx a/c/e.txt"},
		{[]string{"a/**/*.mdx", "a.md"}, "a.md a/c/d.mdx"},
		{[]string{"**/c/**/d.mdx"}, "a/c/d.mdx"},
		{[]string{"**/**/b.md"}, "a/b.md"},
		{[]string{"./a/b.md"}, "a/b.md"},
		{[]string{"b/**"}, ""},
		{[]string{"a/.draft.md"}, "a/.draft.md"},
		{[]string{"a/.*"}, "a/.draft.md"},
		{[]string{".hidden/*"}, ".hidden/x.md"},
		{[]string{"**/x.md"}, "a-b/x.md"},
		{[]string{"a*/x.md"}, "a-b/x.md"},
	} {
		got, bad := paths(t, new(markdown.Parser), fsys, tt.patterns...)
		if strings.Join(got, " ") != tt.want || bad != nil {
			t.Errorf("Heads(%q) = %q, %q, want %q", tt.patterns, got, bad, tt.want)
		}
	}
	_, err := post.Collect(new(markdown.Parser).Heads(t.Context(), fsys, "[a"))
	if !errors.Is(err, path.ErrBadPattern) {
		t.Errorf("Heads([a) error = %v, want ErrBadPattern", err)
	}
}

// Where a tree lies in its site says something of its posts, and positions name
// it, but no file beside the tree is reached.
func TestBase(t *testing.T) {
	fsys := fstest.MapFS{
		"a.md":        text("---\ntitle: A\ndate: 2024-05-01\nauthors: lin\n---\n![](one.png)\n"),
		"b/index.md":  text("---\ntitle: B\n---\n"),
		"bad.md":      text("---\ntitle: D\n"),
		"one.png":     text("PNG"),
		"authors.yml": text("lin: [\n"),
	}
	p := &markdown.Parser{Base: "fr/_drafts"}
	heads, err := post.Collect(p.Heads(t.Context(), fsys))
	if len(heads) != 2 || heads[0].Path != "fr/_drafts/a.md" || heads[0].Withheld != post.ReasonDraft || heads[0].URL != "/fr/a/" || heads[1].URL != "/fr/b/" {
		t.Errorf("Heads = %v", heads)
	}
	if err == nil || !strings.HasPrefix(err.Error(), "fr/_drafts/bad.md:1:1: ") {
		t.Errorf("Heads error = %v", err)
	}
	if f, err := heads[0].Open("one.png"); err != nil {
		t.Error(err)
	} else {
		f.Close()
	}
	if _, err := heads[0].Open("../../img.png"); !errors.Is(err, fs.ErrInvalid) {
		t.Errorf("Open beyond the tree = %v, want ErrInvalid", err)
	}
	ps, err := new(markdown.Checker).Check(new(markdown.Parser).Posts(t.Context(), heads))
	if err != nil || !slices.ContainsFunc(ps, func(p *post.Problem) bool { return strings.HasPrefix(p.Pos.File, "fr/_drafts/authors.yml") }) {
		t.Errorf("Check = %v, %v", ps, err)
	}
}

// brokenFS fails to read some files.
type brokenFS struct{ fstest.MapFS }

func (b brokenFS) Open(name string) (fs.File, error) {
	if strings.Contains(name, "broken") {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return b.MapFS.Open(name)
}

func TestDirGoesOn(t *testing.T) {
	fsys := brokenFS{fstest.MapFS{
		"a.md":        text("---\ntitle: A\n---\n"),
		"broken.md":   text("x"),
		"broken/x.md": text("x"),
		"c.md":        text("---\ntitle: C\ndate: yesterday\n---\n"),
		"d.md":        text("---\ntitle: D\n"),
		"e.md":        text("\xff"),
		"f.md":        text(strings.Repeat("x", 101)),
		"g.md":        text("---\ntitle: G\n---\n"),
	}}
	p := &markdown.Parser{Limits: markdown.Limits{PostBytes: 100}}
	all, err := post.Collect(p.Dir(t.Context(), fsys))
	if len(all) != 2 || all[0].Title != "A" || all[1].Title != "G" {
		t.Errorf("Dir yields %d posts, want A and G", len(all))
	}
	for _, want := range []error{fs.ErrPermission, post.ErrDate, post.ErrFrontMatter, post.ErrEncoding, post.ErrLimit} {
		if !errors.Is(err, want) {
			t.Errorf("Dir error lacks %v:\n%v", want, err)
		}
	}
	if !strings.Contains(err.Error(), "c.md:3:7: date: ") || !strings.Contains(err.Error(), "d.md:1:1: ") || !strings.Contains(err.Error(), "e.md:1:1: ") {
		t.Errorf("errors without places:\n%v", err)
	}
}

func TestTreeLimits(t *testing.T) {
	fsys := fstest.MapFS{}
	for i := range 5 {
		fsys[fmt.Sprintf("%d.md", i)] = text("x")
	}
	fsys["a/b/c/d.md"] = text("x")
	got, bad := paths(t, &markdown.Parser{Limits: markdown.Limits{Posts: 3}}, fsys)
	if len(got) != 3 || !slices.Equal(bad, []string{"3.md"}) {
		t.Errorf("with 3 posts at most: %q, %q", got, bad)
	}
	got, bad = paths(t, &markdown.Parser{Limits: markdown.Limits{Depth: 2}}, fsys)
	if len(got) != 5 || !slices.Equal(bad, []string{"a/b/c"}) {
		t.Errorf("with folders 2 deep at most: %q, %q", got, bad)
	}
}

// TestFaultsHaveALine: editors jump to no file without one, also not to one that
// was not read.
func TestFaultsHaveALine(t *testing.T) {
	fsys := brokenFS{fstest.MapFS{
		"broken.md":    text("x"),
		"broken/a.md":  text("x"),
		"deep/er/a.md": text("x"),
		"large.md":     text(strings.Repeat("a", 100)),
	}}
	p := &markdown.Parser{Limits: markdown.Limits{PostBytes: 50, Depth: 1}}
	_, err := post.Collect(p.Dir(t.Context(), fsys))
	for _, name := range []string{"broken.md", "broken/a.md", "deep/er", "large.md"} {
		if err == nil || !strings.Contains("\n"+err.Error(), "\n"+name+":1: ") {
			t.Errorf("no line for %s in:\n%v", name, err)
		}
	}
}

func TestHeadsEnds(t *testing.T) {
	fsys := fstest.MapFS{}
	for i := range 2000 {
		fsys[fmt.Sprintf("%04d.md", i)] = text("---\ntitle: x\n---\n")
	}
	before := runtime.NumGoroutine()
	n := 0
	for range new(markdown.Parser).Heads(t.Context(), fsys) {
		if n++; n == 10 {
			break
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var last error
	n = 0
	for _, err := range new(markdown.Parser).Dir(ctx, fsys) {
		if n++; n == 10 {
			cancel()
		}
		last = err
	}
	if !errors.Is(last, context.Canceled) || n > 100 {
		t.Errorf("cancelled after 10 of 2000: %d yielded, the last error %v", n, last)
	}
	// The goroutines of the loops were waited for; the scheduler may need a
	// moment to take the last one off its list.
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Errorf("%d goroutines before, %d after", before, runtime.NumGoroutine())
}

func TestLinks(t *testing.T) {
	dir := t.TempDir()
	write := func(name, data string) {
		t.Helper()
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(data), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("outside/secret.md", "---\ntitle: Secret\n---\n")
	write("outside/secret.png", "secret")
	write("root/real/a.md", "---\ntitle: A\n---\n")
	write("root/real/a.png", "a")
	for link, target := range map[string]string{
		"inside.md":   "real/a.md",
		"again.md":    "inside.md",
		"outside.md":  "../outside/secret.md",
		"absolute.md": filepath.Join(dir, "outside", "secret.md"),
		"loop.md":     "loop.md",
		"folder":      "../outside",
		"real/up.png": "../../outside/secret.png",
	} {
		if err := os.Symlink(filepath.FromSlash(target), filepath.Join(dir, "root", filepath.FromSlash(link))); err != nil {
			t.Fatalf("this system makes no links: %v", err)
		}
	}
	root, err := os.OpenRoot(filepath.Join(dir, "root"))
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	for name, fsys := range map[string]fs.FS{"DirFS": os.DirFS(filepath.Join(dir, "root")), "Root": root.FS()} {
		got, bad := paths(t, new(markdown.Parser), fsys)
		if strings.Join(got, " ") != "again.md inside.md real/a.md" || strings.Join(bad, " ") != "absolute.md loop.md outside.md" {
			t.Errorf("%s: read %q, refused %q", name, got, bad)
		}
		heads, _ := post.Collect(new(markdown.Parser).Heads(t.Context(), fsys, "real/a.md"))
		for ref, want := range map[string]error{
			"a.png": nil, "/real/a.png": nil,
			"up.png": fs.ErrInvalid, "/folder/secret.png": fs.ErrInvalid, "../../outside/secret.png": fs.ErrInvalid,
			"%2e%2e/%2e%2e/outside/secret.png": fs.ErrInvalid, "none.png": fs.ErrNotExist, "../real": fs.ErrNotExist,
		} {
			f, err := heads[0].Open(ref)
			if !errors.Is(err, want) || (err == nil) != (want == nil) {
				t.Errorf("%s: Open(%q) error = %v, want %v", name, ref, err, want)
			}
			if err == nil {
				f.Close()
			}
		}
	}
}

func TestOpen(t *testing.T) {
	fsys := fstest.MapFS{
		"docs/guide/rain.md":              text("---\ntitle: Rain\n---\n"),
		"docs/guide/a b.png":              text("relative"),
		"docs/guide/rain/asset.png":       text("asset folder"),
		"docs/guide/100%.png":             text("percent"),
		"docs/.vuepress/public/logo.png":  text("public of the docs"),
		"static/img/x.png":                text("static"),
		"docs/guide/sub/y.png":            text("sub"),
		"assets/deep/z.png":               text("assets"),
		"docs/guide/what?.png":            text("question mark"),
		"docs/.vuepress/public/img/x.png": text("nearer, but later"),
	}
	heads, err := post.Collect(new(markdown.Parser).Heads(t.Context(), fsys))
	if err != nil || len(heads) != 1 {
		t.Fatal(heads, err)
	}
	for _, tt := range []struct {
		ref, want string
		err       error
	}{
		{"a b.png", "relative", nil},
		{"a%20b.png", "relative", nil},
		{"./a%20b.png?v=2#top", "relative", nil},
		{"asset.png", "asset folder", nil},
		{"100%.png", "percent", nil},
		{"what?.png", "question mark", nil},
		{"sub\\y.png", "sub", nil},
		{"/logo.png", "public of the docs", nil},
		{"/img/x.png", "static", nil},
		{"{{ site.baseurl }}/img/x.png", "static", nil},
		{"@site/static/img/x.png", "static", nil},
		{"deep/z.png", "assets", nil},
		{"../../static/img/x.png", "static", nil},
		{"../../../static/img/x.png", "", fs.ErrInvalid},
		{"/../static/img/x.png", "static", nil},
		{"https://a.example/x.png", "", fs.ErrInvalid},
		{"//a.example/x.png", "", fs.ErrInvalid},
		{"data:image/png;base64,xx", "", fs.ErrInvalid},
		{"none.png", "", fs.ErrNotExist},
		{"a\x00.png", "", fs.ErrInvalid},
		{"", "", fs.ErrInvalid},
		{"sub", "", fs.ErrNotExist},
	} {
		f, err := heads[0].Open(tt.ref)
		if tt.err != nil {
			if !errors.Is(err, tt.err) {
				t.Errorf("Open(%q) error = %v, want %v", tt.ref, err, tt.err)
			}
			continue
		}
		if err != nil {
			t.Errorf("Open(%q) error = %v", tt.ref, err)
			continue
		}
		b := make([]byte, 100)
		n, _ := f.Read(b)
		f.Close()
		if string(b[:n]) != tt.want {
			t.Errorf("Open(%q) = %q, want %q", tt.ref, b[:n], tt.want)
		}
	}
	parsed, err := new(markdown.Parser).ParseHead("a.md", []byte("x"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := parsed.Open("a.png"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("Open of a post parsed from bytes: %v", err)
	}
}

// A head is read from the beginning of the file, however long the body and
// wherever the front matter ends.
func TestHeadOfLongFiles(t *testing.T) {
	fsys := fstest.MapFS{}
	for n := range 40 {
		fsys[fmt.Sprintf("%02d.md", n)] = text("---\ntitle: T\nintro: |\n" + strings.Repeat("  雨雨雨雨雨雨雨雨\r\n", n*100) + "date: 2024-05-01\n---\n" + strings.Repeat("Body.\n", 3000))
	}
	fsys["98.md"] = text("---\n" + strings.Repeat("# Keep this line.\n", 500) + "title: T\ndate: 2024-05-01\n---\n")
	fsys["99.md"] = text("---\nintro: |\n" + strings.Repeat("  rain\n", 20_000) + "date: 2024-05-01\n---\n")
	heads, err := post.Collect(new(markdown.Parser).Heads(t.Context(), fsys))
	if !errors.Is(err, post.ErrLimit) || strings.Count(err.Error(), "\n") > 20 {
		t.Error(err)
	}
	for _, h := range heads {
		if h.Published.IsZero() || h.Title != "T" {
			t.Errorf("%s: %q of %v", h.Path, h.Title, h.Published)
		}
	}
}

// Index yields the fields that it names as Heads does, with the same errors, and
// its heads lead to the same posts with the same keys.
func TestIndex(t *testing.T) {
	fsys := fstest.MapFS{
		"_config.yml":               text("title: Nights\n"),
		"_posts/2024-05-01-rain.md": text("---\ntitle: Rain\nupdated: 2024-06-01\ntags: rain hills\ncategories: notes\nauthor: Ana\nexpires: 2030-01-01\n---\nIt rained.\n"),
		"_posts/2024-05-02-sea.md":  text("---\ntitle: 【转载】夜航\ncw: drowning\nauthor: Ben\noriginal_author: Cy\nlang: zh\npermalink: /sea/\nid: sea-1\n---\n夜。\n"),
		"_posts/2024-05-03-fog.md":  text("---\ntitle: Fog\npublished: false\nrss: false\nimage: /fog.png\naliases: [mist]\n---\n"),
		"_posts/2024-05-04-ice.md":  text("---\ntitle: \"TW: Ice\"\ntags: [a\n---\n"),
		"_posts/2024-05-05-air.md":  text("---\ntitle: Night (CW)\nslug: " + strings.Repeat("a", 9<<10) + "\n---\n"),
		"about.md":                  text("---\ntitle: About\n---\n"),
	}
	for _, engine := range []markdown.Engine{"", markdown.Jekyll, markdown.Obsidian} {
		p := &markdown.Parser{Engine: engine, Cache: new(markdown.Cache)}
		if engine != "" {
			p.Site = site.Default(engine, fsys, ".")
		}
		whole, want := post.Collect(p.Heads(t.Context(), fsys))
		brief, err := post.Collect(p.Index(t.Context(), fsys))
		if len(brief) != len(whole) || fmt.Sprint(err) != fmt.Sprint(want) {
			t.Fatalf("%s: Index yields %d heads and %v, want %d and %v", engine, len(brief), err, len(whole), want)
		}
		var posts [2][]*post.Post
		posts[0], _ = post.Collect(p.Posts(t.Context(), brief))
		posts[1], _ = post.Collect(p.Posts(t.Context(), whole))
		for i, h := range whole {
			same := post.Head{
				Path: h.Path, ID: h.ID, Slug: h.Slug, URL: h.URL, Title: h.Title, Lang: h.Lang, Published: h.Published, Updated: h.Updated,
				Tags: h.Tags, Categories: h.Categories, Due: h.Due, Expires: h.Expires, Withheld: h.Withheld, WithheldBy: h.WithheldBy,
				NoFeed: h.NoFeed, Params: brief[i].Params,
			}
			if !brief[i].Equal(&same) {
				t.Errorf("%s: Index yields %v, want %v", engine, brief[i], &same)
			}
			if !posts[0][i].Equal(posts[1][i]) {
				t.Errorf("%s: Posts yields %v, want %v", engine, posts[0][i], posts[1][i])
			}
			key, ok := p.Key(brief[i])
			if of, known := p.Key(h); key != of || !ok || !known {
				t.Errorf("%s: the key of %s is %x %v, want %x %v", engine, h.Path, key, ok, of, known)
			}
		}
	}
}

func BenchmarkHeads(b *testing.B) {
	p := new(markdown.Parser)
	for _, n := range []int{1000, 10_000} {
		fsys := fstest.MapFS{}
		size := 0
		body := strings.Repeat("Some text of the body.\n", 200)
		for i := range n {
			s := fmt.Sprintf("---\ntitle: \"Rain %d\"\ndate: 2024-05-01 10:20:30\ntags:\n  - rain\n  - hills\ncategories: [notes]\n---\n%s", i, body)
			fsys[fmt.Sprintf("%d/%d.md", i%100, i)] = text(s)
			size += len(s)
		}
		for name, heads := range map[string]iter.Seq2[*post.Head, error]{"": p.Heads(b.Context(), fsys), "/index": p.Index(b.Context(), fsys)} {
			b.Run(fmt.Sprint(n)+name, func(b *testing.B) {
				b.SetBytes(int64(size))
				b.ReportAllocs()
				for b.Loop() {
					for _, err := range heads {
						if err != nil {
							b.Fatal(err)
						}
					}
				}
			})
		}
	}
}

// A note is called what its file is, in a vault and below it, but not beside
// it, and not where a post shows another engine.
func TestVault(t *testing.T) {
	fsys := fstest.MapFS{
		"notes/.obsidian/app.json": text("{}"),
		"notes/Night flight.md":    text("Text.\n"),
		"notes/deep/Harbour.md":    text("---\ntags: [a]\n---\nText.\n"),
		"notes/deep/Named.md":      text("---\ntitle: Other\n---\nText.\n"),
		"notes/_posts/post.md":     text("Text.\n"),
		"garden/quartz.config.ts":  text(""),
		"garden/content/Pier.md":   text("Text.\n"),
		"beside.md":                text("Text.\n"),
	}
	p := new(markdown.Parser)
	want := map[string]string{"notes/Night flight.md": "Night flight", "notes/deep/Harbour.md": "Harbour", "notes/deep/Named.md": "Other", "garden/content/Pier.md": "Pier"}
	heads, err := post.Collect(p.Heads(t.Context(), fsys))
	if err != nil {
		t.Fatal(err)
	}
	for name, seq := range map[string]func(func(*post.Post, error) bool){"Dir": p.Dir(t.Context(), fsys), "Posts": p.Posts(t.Context(), heads)} {
		n := 0
		for po, err := range seq {
			if err != nil {
				t.Fatal(err)
			}
			if n++; po.Title != want[po.Path] {
				t.Errorf("%s: title of %s is %q, want %q", name, po.Path, po.Title, want[po.Path])
			}
		}
		if n != len(heads) || n != 6 {
			t.Errorf("%s: %d posts, want 6", name, n)
		}
	}
}

// Keys of authors are who the file beside or above the post says.
func TestAuthorsFile(t *testing.T) {
	fsys := fstest.MapFS{
		"blog/authors.yml": text("ana:\n  name: Ana Ruiz\n  url: https://a.example/\n  title: Pilot\nbo:\n  name: Bo Li\n"),
		"blog/2024/a.md":   text("---\nauthors: [ana, bo, Cy]\n---\nText.\n"),
		"blog/b.md":        text("---\nauthors: bo\n---\nText.\n"),
		"bad/authors.yml":  text("[\n"),
		"bad/c.md":         text("---\nauthor: ana\n---\nText.\n"),
	}
	p := new(markdown.Parser)
	want := map[string][]post.Author{
		"blog/2024/a.md": {{Name: "Ana Ruiz", URL: "https://a.example/"}, {Name: "Bo Li"}, {Name: "Cy"}}, "blog/b.md": {{Name: "Bo Li"}}, "bad/c.md": {{Name: "ana"}},
	}
	heads, err := post.Collect(p.Heads(t.Context(), fsys))
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range heads {
		if !slices.Equal(h.Authors, want[h.Path]) {
			t.Errorf("authors of the head of %s are %#v, want %#v", h.Path, h.Authors, want[h.Path])
		}
	}
	posts, err := post.Collect(p.Posts(t.Context(), heads))
	if err != nil || len(posts) != 3 {
		t.Fatal(len(posts), err)
	}
	for _, po := range posts {
		if !slices.Equal(po.Authors, want[po.Path]) {
			t.Errorf("authors of %s are %#v, want %#v", po.Path, po.Authors, want[po.Path])
		}
	}
}

// Templates of new posts are none; folders of their names elsewhere are posts.
func TestSkeletons(t *testing.T) {
	fsys := fstest.MapFS{
		"hexo/scaffolds/post.md":          text("---\ntitle: {{ title }}\ndate: {{ date }}\n---\n"),
		"hexo/source/_posts/a.md":         text("Text.\n"),
		"hugo/archetypes/default.md":      text("---\ndate: {{ .Date }}\n---\n"),
		"hugo/content/archetypes/hero.md": text("Text.\n"),
		"hugo/themes/x/archetypes/d.md":   text("---\ndate: {{ .Date }}\n---\n"),
		"hugo/themes/x/layouts/x.html":    text(""),
		"scaffolds/b.md":                  text("Text.\n"),
	}
	heads, err := post.Collect(new(markdown.Parser).Heads(t.Context(), fsys))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, h := range heads {
		got = append(got, h.Path)
	}
	if want := []string{"hexo/source/_posts/a.md", "hugo/content/archetypes/hero.md", "scaffolds/b.md"}; !slices.Equal(got, want) {
		t.Errorf("posts %v, want %v", got, want)
	}
}
