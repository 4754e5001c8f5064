package markdown_test

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
	"github.com/foreword-go/foreword/post/site"
)

// readSite reads the posts of a tree as the site there publishes them, by their
// paths.
func readSite(t *testing.T, files map[string]string) map[string]*post.Post {
	t.Helper()
	fsys := make(fstest.MapFS)
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	s, err := site.Find(fsys, ".")
	if err != nil {
		t.Fatal(err)
	}
	index, err := s.Walk(fsys)
	if err != nil {
		t.Fatal(err)
	}
	p := &markdown.Parser{Site: s, Files: index}
	heads, err := post.Collect(p.Heads(context.Background(), fsys))
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[string]*post.Post)
	for po, err := range p.Posts(context.Background(), heads) {
		if err != nil {
			t.Fatal(err)
		}
		all[po.Path] = po
	}
	return all
}

func TestSite(t *testing.T) {
	posts := readSite(t, map[string]string{
		"_config.yml":                 "title: Quay\nurl: https://quay.example\nbaseurl: /blog\npermalink: pretty\nplugins: [jekyll-feed]\n",
		"_posts/2024-05-01-tide.md":   "---\ntitle: Tide\n---\nSee [the net]({% post_url 2024-05-02-net %}) and [it](/assets/a.pdf).\n\n![chart]({{ site.baseurl }}/assets/chart.png)\n",
		"_posts/2024-05-02-net.md":    "---\ntitle: Net\n---\n## Knots\n",
		"assets/chart.png":            "png",
		"assets/a.pdf":                "pdf",
		"about.md":                    "---\ntitle: About\nlayout: page\n---\nWe.\n",
		"README.md":                   "# The source of the site\n",
		"_drafts/2024-05-03-later.md": "---\ntitle: Later\n---\nNot yet.\n",
	})
	tide := posts["_posts/2024-05-01-tide.md"]
	if want := "/blog/2024/05/01/tide/"; tide.URL != want {
		t.Errorf("address %q, want %q", tide.URL, want)
	}
	markup := new(post.Renderer).Body(tide)
	for _, want := range []string{`href="/blog/2024/05/02/net/"`, `src="/blog/assets/chart.png"`} {
		if !strings.Contains(markup, want) {
			t.Errorf("no %s in %s", want, markup)
		}
	}
	if f, err := tide.Open("{{ site.baseurl }}/assets/chart.png"); err != nil {
		t.Error(err)
	} else {
		f.Close()
	}
	for name, want := range map[string]post.Reason{
		"_posts/2024-05-01-tide.md": "", "about.md": post.ReasonPage, "_drafts/2024-05-03-later.md": post.ReasonDraft,
	} {
		if got := posts[name].Withheld; got != want {
			t.Errorf("%s: withheld %q, want %q", name, string(got), string(want))
		}
	}
	if p := posts["README.md"]; p != nil && p.Withheld == "" {
		t.Error("README.md is published as a post")
	}
}

// The date of a post is the one that the configuration prefers.
func TestSiteDate(t *testing.T) {
	po := readSite(t, map[string]string{
		"hugo.toml":                     "baseURL = 'https://a.example/'\n[frontmatter]\ndate = [':filename', ':default']\n",
		"content/posts/2024-01-02-a.md": "---\ntitle: A\ndate: 2023-04-05\n---\nText\n",
	})["content/posts/2024-01-02-a.md"]
	if got := po.Published.Format("2006-01-02"); got != "2024-01-02" {
		t.Errorf("published on %s, want the date in the name of the file", got)
	}
}

// Docusaurus reads all Markdown as MDX unless it is told otherwise.
func TestDocusaurusExpressions(t *testing.T) {
	const mdx, plain = "<p>A b  c</p>", "<p>A {'b'} {now} c</p>"
	for config, want := range map[string]string{
		"":                              mdx,
		"markdown: {format: 'mdx'},":    mdx,
		"markdown: {format: 'detect'},": plain,
	} {
		for front, want := range map[string]string{"": want, "mdx:\n  format: md\n": plain} {
			po := readSite(t, map[string]string{
				"docusaurus.config.js": "module.exports = {title: 'A', url: 'https://a.example', " + config + " presets: [['classic', {}]]}",
				"blog/2024-01-02-a.md": "---\n" + front + "title: A\n---\n\nA {'b'} {now} c\n",
			})["blog/2024-01-02-a.md"]
			if got := strings.TrimSpace(po.Body.Render(&post.Renderer{})); got != want {
				t.Errorf("%s, %q: %s, want %s", config, front, got, want)
			}
		}
	}
}

func TestSiteNotes(t *testing.T) {
	posts := readSite(t, map[string]string{
		".obsidian/app.json":   "{}",
		"Notes/Gull.md":        "A [[Tern]], [[Tern#Nest|its nest]], and [[Nobody]].\nA second line.\n\n![[nest.png]]\n",
		"Birds/Tern.md":        "## Nest\n\nOn the sand.\n",
		"Attachments/nest.png": "png",
	})
	gull := posts["Notes/Gull.md"]
	markup := new(post.Renderer).Body(gull)
	for _, want := range []string{`>Tern</a>`, `#Nest">its nest</a>`, "Nobody", "<br />", `src="/Attachments/nest.png"`} {
		if !strings.Contains(markup, want) {
			t.Errorf("no %s in %s", want, markup)
		}
	}
	if f, err := gull.Open("/Attachments/nest.png"); err != nil {
		t.Error(err)
	} else {
		f.Close()
	}
}

func TestHeadingIDs(t *testing.T) {
	const body = "## Day one\n\n## Day one\n\n## Day one!\n\n## 2 Nets & more\n"
	po, err := new(markdown.Parser).Parse("a.md", []byte(body))
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, h := range po.Headings {
		ids = append(ids, h.ID)
	}
	if got, want := strings.Join(ids, " "), "day-one day-one-1 day-one-2 _2-nets--more"; got != want {
		t.Errorf("ids %s, want %s", got, want)
	}
}
