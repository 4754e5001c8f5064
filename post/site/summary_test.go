package site

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func ExampleFind() {
	fsys := fstest.MapFS{
		"_config.yml":                   {Data: []byte("title: Tide\nurl: https://tide.example\nbaseurl: /log\n")},
		"_posts/2021-02-03-low-tide.md": {Data: []byte("---\ntitle: Low tide\n---\n")},
	}
	s, err := Find(fsys, "_posts")
	if err != nil {
		fmt.Println(err)
		return
	}
	page := Page{Path: "_posts/2021-02-03-low-tide.md", Title: "Low tide"}
	address, err := s.Address(&page)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(s.Engine, s.Title.Value, s.Title.File, s.Title.Line)
	fmt.Println(s.URL.Value + address)
	fmt.Println(s.Kind(&page).Kind)
	// Output:
	// jekyll Tide _config.yml 1
	// https://tide.example/log/2021/02/03/low-tide.html
	// post
}

func TestSummary(t *testing.T) {
	s := findIn(t, with(hexoFiles, "_config.yml", "title: Mound\nurl: https://mound.example\nlanguage: en\npermalink: :key/:title/\n"), ".")
	var lines []string
	for _, item := range s.Items() {
		lines = append(lines, fmt.Sprintf("%s=%s %s:%d", item.Key, item.Value, item.File, item.Line))
	}
	all := strings.Join(lines, "\n")
	for _, want := range []string{"engine=hexo :0", "title=Mound _config.yml:1", "url=https://mound.example/ _config.yml:2", "permalink=:key/:title/ _config.yml:4", "soft-breaks=true :0"} {
		if !strings.Contains(all, want) {
			t.Errorf("items lack %q:\n%s", want, all)
		}
	}
	if got := s.Missing(); !slices.Equal(got, []string{"author"}) {
		t.Errorf("Missing = %q", got)
	}
	if keys := s.Keys(); !slices.Contains(keys, "key") || !slices.IsSorted(keys) {
		t.Errorf("Keys = %q", keys)
	}
	if got := s.ContentGlobs(); !slices.Equal(got, []string{"source/_posts/**/*.{md,mdx,markdown}", "source/**/*.{md,mdx,markdown}"}) {
		t.Errorf("ContentGlobs = %q", got)
	}
	if b, err := json.Marshal(s); err != nil || !strings.Contains(string(b), `"title":{"value":"Mound","file":"_config.yml","line":1}`) {
		t.Errorf("JSON = %s, %v", b, err)
	}
}

func TestGlob(t *testing.T) {
	for _, test := range []struct {
		pattern, name string
		want          bool
	}{
		{"README.md", "README.md", true},
		{"README.md", "docs/README.md", true},
		{"docs", "docs/a.md", true},
		{"docs/", "docs/a/b.md", true},
		{"docs/*.md", "docs/a.md", true},
		{"docs/*.md", "docs/a/b.md", false},
		{"**/*.md", "a/b/c.md", true},
		{"**/*.md", "c.md", true},
		{"a/**/d.md", "a/b/c/d.md", true},
		{"a/**/d.md", "a/d.md", true},
		{"a/**/d.md", "b/d.md", false},
		{"*.{md,mdx}", "x.mdx", true},
		{"vendor/bundle", "vendor/other/a.md", false},
		{"[", "a", false},
		{"", "a", false},
		{strings.Repeat("**/a/", 30) + "b", strings.Repeat("a/", 60) + "c", false},
	} {
		if got := globMatch(test.pattern, test.name); got != test.want {
			t.Errorf("globMatch(%q, %q) = %v", test.pattern, test.name, got)
		}
	}
}

func BenchmarkAddress(b *testing.B) {
	for _, bench := range []struct {
		name, config, text string
		page               Page
	}{
		{"jekyll", "_config.yml", "permalink: pretty\ndefaults: [{scope: {path: ''}, values: {layout: x}}]", Page{Path: "_posts/2021-02-03-low-tide.md", Title: "Low tide"}},
		{"hexo", "_config.yml", "new_post_name: :title.md", Page{Path: "source/_posts/low-tide.md", Title: "Low tide", Date: day(2024, 5, 6)}},
		{"hugo", "hugo.toml", "[permalinks]\nposts = '/:year/:month/:slug/'", Page{Path: "content/posts/low-tide.md", Title: "Low tide", Date: day(2024, 5, 6)}},
		{"zola", "zola.toml", "base_url = 'https://a.example'", Page{Path: "content/posts/潮汐 low tide.md"}},
		{"vitepress", ".vitepress/config.ts", "export default {rewrites: {'en/:rest*': ':rest*'}}", Page{Path: "en/posts/low-tide.md"}},
	} {
		s, err := Find(fstest.MapFS{bench.config: {Data: []byte(bench.text)}}, ".")
		if err != nil {
			b.Fatal(err)
		}
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.Address(&bench.page); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func FuzzSite(f *testing.F) {
	f.Add("_config.yml", "permalink: /:year/:title/\ncollections: {a: {output: true}}", "_posts/2021-02-03-a.md", "{% post_url 2021-02-03-a %}")
	f.Add("hugo.toml", "[permalinks]\nposts = '/:sections[1:]/:slug'", "content/posts/a.md", "../b/#x")
	f.Add("docusaurus.config.js", docusaurusConfig, "blog/2024-05-06-a/index.md", "@site/static/a.png")
	f.Add(".vitepress/config.ts", "export default {rewrites: {'a/:b*': ':b*'}}", "a/b.md", "/a")
	f.Add("zola.toml", "base_url = 'x'", "content/a.md", "@/b.md")
	f.Add(".eleventy.js", "module.exports = c => ({dir: {input: 'src'}})", "src/a.md", "a.png")
	f.Add(".obsidian/app.json", "{}", "a.md", "[[b#c|d]]")
	f.Fuzz(func(t *testing.T, config, text, name, ref string) {
		fsys := fstest.MapFS{}
		for _, n := range []string{config, name} {
			if !validName(n) {
				t.Skip("not a name that a file system holds")
			}
		}
		fsys[config] = &fstest.MapFile{Data: []byte(text)}
		fsys[name] = &fstest.MapFile{}
		s, err := Find(fsys, ".")
		if err != nil && s == nil {
			return
		}
		page := Page{Path: name, Title: ref, Date: day(2024, 5, 6), Front: front{"slug": ref, "x": text}}
		_ = s.Kind(&page)
		at, err := s.Address(&page)
		if err == nil && (len(at) > 3*maxAddress || strings.ContainsAny(at, " \n\"<>") || !strings.HasPrefix(at, "/") && !strings.HasPrefix(at, "http")) {
			t.Errorf("address %q", at)
		}
		x, err := s.Walk(fsys)
		if err != nil {
			t.Fatal(err)
		}
		x.Page(name, at)
		if target := x.Resolve(name, ref); target.Status == StatusFile && !x.Has(target.File) {
			t.Errorf("Resolve(%q) = %+v", ref, target)
		}
		if _, err := json.Marshal(s); err != nil {
			t.Error(err)
		}
	})
}

// validName reports whether a name may stand in a tree of the test.
func validName(n string) bool {
	return n != "." && len(n) < 200 && fstest.MapFS{n: {}}[n] != nil && !strings.ContainsAny(n, "\x00\\") && !strings.Contains(n, "//") &&
		!strings.HasPrefix(n, "/") && !strings.HasSuffix(n, "/") && !slices.ContainsFunc(strings.Split(n, "/"), func(p string) bool { return p == "." || p == ".." || p == "" })
}
