package markdown

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/site"
)

// checkSite checks the files of a site.
func checkSite(t *testing.T, files map[string]string) post.Problems {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	s, err := site.Find(fsys, ".")
	if err != nil || s == nil {
		t.Fatalf("site %v, %v", s, err)
	}
	x, err := s.Walk(fsys)
	if err != nil {
		t.Fatal(err)
	}
	c := Checker{Off: []post.Rule{RuleUndated, RuleNoTitle, RuleImageWithoutAlt, RuleDroppedShortcode}}
	p := &Parser{Site: s, Files: x}
	ps, err := c.Check(p.Dir(t.Context(), fsys))
	if err != nil {
		t.Fatal(err)
	}
	return ps
}

// The engine of a site decides where a reference leads.
func TestCheckOnSite(t *testing.T) {
	const head = "---\ntitle: Night\ndate: 2024-05-01\n---\n"
	for _, tt := range []struct {
		name  string
		files map[string]string
		want  string // lines, rules and severities
	}{
		{"lists", map[string]string{
			"hugo.toml": "", "content/posts/a.md": head + "[all](/tags/) [night](/tags/night/) [home](/)\n",
		}, ""},
		{"a file from the root", map[string]string{
			"hugo.toml": "", "static/here.png": "PNG", "content/posts/a.md": head + "![h](/here.png)\n\n![g](/gone.png)\n",
		}, "7 broken-image warning"},
		{"covers from the root", map[string]string{
			"_config.yml": "baseurl: /b\n", "img/here.png": "PNG",
			"_posts/2024-05-01-a.md": strings.Replace(head, "date:", "header-img: img/here.png\ndate:", 1),
			"_posts/2024-05-01-b.md": strings.Replace(head, "date:", "header-img: img/gone.png\ndate:", 1),
		}, "1 broken-image warning"},
		{"a cover beside the post", map[string]string{
			"hugo.toml": "", "content/posts/a/here.png": "PNG", "content/posts/a/index.md": strings.Replace(head, "date:", "cover: here.png\ndate:", 1),
		}, ""},
		{"the only file from the root", map[string]string{
			"hugo.toml": "", "content/posts/a.md": head + "![g](/gone.png)\n",
		}, "5 broken-image warning"},
		{"a part of a site", map[string]string{
			"_posts/2024-05-01-a.md": head + "![g](/img/one.png)\n",
		}, ""},
		{"a post that comes later", map[string]string{
			"hugo.toml": "", "content/posts/a.md": head + "[b](../bee/) [c]({{< relref \"b\" >}})\n\n[d](../gone/)\n", "content/posts/b.md": strings.Replace(head, "date:", "slug: bee\ndate:", 1),
		}, "7 broken-link warning"},
		{"beside a page elsewhere", map[string]string{
			"config.toml": "base_url = \"https://a.example\"\n", "content/one/pic.png": "PNG",
			"content/one/index.md": "+++\ntitle = \"One\"\npath = \"first\"\n+++\n![p](pic.png)\n",
			"content/two/index.md": "+++\ntitle = \"Two\"\npath = \"second\"\n+++\n![p](../first/pic.png) ![q](../first/gone.png)\n",
		}, "5 broken-image warning"},
		{"links of Zola", map[string]string{
			"config.toml":  "base_url = \"https://a.example\"\n",
			"content/a.md": "+++\ntitle = \"A\"\n+++\n[b](@/b.md#x)\n\n[c](@/c.md)\n",
			"content/b.md": "+++\ntitle = \"B\"\n+++\n## X\n",
		}, "6 broken-link warning"},
		{"places in posts", map[string]string{
			"_config.yml":            "title: T\n",
			"_posts/2024-05-01-a.md": head + "[b]({% post_url 2024-05-02-b %}#x) [c]({% post_url 2024-05-02-b %}#y) [d](/2024/05/01/b.html#z) [e](#e) [f](#top) [g](#comments)\n\n<a name=\"e\"></a>\n\n[b]({% post_url 2024-05-02-b %}#w) [h](#h)\n\n[b](/2024/05/01/b.html#w)\n",
			"_posts/2024-05-02-b.md": head + "## X\n\nText.\n{: #y}\n\n<span id=\"z\"></span>\n",
		}, "9 broken-link warning; 9 broken-link warning; 11 broken-link warning"},
		{"tags of Jekyll", map[string]string{
			"_config.yml":            "title: T\n",
			"_posts/2024-05-01-a.md": head + "[b]({% link _posts/2024-05-02-b.md %}) [c]({% post_url 2024-05-02-b %})\n\n[d]({% post_url 2024-05-03-gone %})\n",
			"_posts/2024-05-02-b.md": head,
		}, "7 broken-link warning"},
		{"filled in", map[string]string{
			"_config.yml": "title: T\n", "_posts/2024-05-01-a.md": head + "![p](${base}/x.png) ![q]({{ site.baseurl }}/gone.png)\n",
		}, "5 broken-image hint; 5 broken-image warning"},
		{"somebody", map[string]string{
			"hugo.toml": "", "content/posts/a.md": head + "[ana](@ana) [b](mailto:b@a.example) [c](//a.example/) [d](#top)\n",
		}, ""},
		{"pictures that Astro renames", map[string]string{
			"astro.config.mjs": "export default { site: \"https://a.example\" }\n", "src/content/blog/pic.png": "PNG", "public/img/p.png": "PNG",
			"src/content/blog/a.md": head + "![p](./pic.png)\n\n![q](/img/p.png)\n",
		}, "5 renamed-file hint"},
		{"pictures that VitePress renames", map[string]string{
			".vitepress/config.js": "export default {}\n", "posts/pic.png": "PNG", "public/p.png": "PNG",
			"posts/a.md": head + "![q](/p.png)\n\n![p](pic.png) [p](pic.png)\n",
		}, "7 renamed-file hint"},
		{"notes of a vault", map[string]string{
			".obsidian/app.json": "{}", "Files/pic.png": "PNG", "Notes/a.md": head + "![[pic.png]]\n\n![[gone.png]]\n",
		}, "7 broken-image warning"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, p := range checkSite(t, tt.files) {
				got = append(got, fmt.Sprintf("%d %s %s", p.Pos.Line, p.Rule, p.Severity))
				if !errors.Is(p, ErrTarget) && !errors.Is(p, ErrComputed) && !errors.Is(p, ErrRenamed) {
					t.Errorf("%v wraps none of the variables", p)
				}
			}
			if got := strings.Join(got, "; "); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// A message names a reference as its author wrote it.
func TestCheckNamesPathOfRef(t *testing.T) {
	ps := checkSite(t, map[string]string{"hugo.toml": "", "content/posts/a.md": "---\ntitle: Night\ndate: 2024-05-01\n---\n[a]({{< ref \"gone#x\" >}})\n"})
	if len(ps) != 1 || !strings.Contains(ps[0].Error(), `link "gone#x" has no target`) {
		t.Errorf("problems %v", ps)
	}
}
