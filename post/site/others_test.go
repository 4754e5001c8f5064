package site

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestEleventy(t *testing.T) {
	files := map[string]string{
		"eleventy.config.js":              "export default function (cfg) {\n  cfg.addPassthroughCopy('src/img');\n  cfg.ignores.add('src/skip/**');\n  return { dir: { input: 'src' }, pathPrefix: '/jar/' };\n}\n",
		"src/_data/metadata.js":           "module.exports = {\n  title: 'Jar',\n  url: 'https://jar.example/',\n  language: 'en',\n  author: { name: 'Ada' },\n};\n",
		"src/posts/posts.json":            `{"tags": ["posts"], "permalink": "/p/{{ page.fileSlug }}/"}`,
		"src/notes/notes.11tydata.js":     "module.exports = { permalink: data => data.x };",
		"src/odd/lime.11tydata.json":      "{\n\t\"permalink\": \"/green/\"\n}",
		"src/posts.json":                  `{"permalink": "/not/for/the/folder/"}`,
		"src/fr/fr.json":                  `{"lang": "fr", "permalink": "/json/"}`,
		"src/fr/fr.11tydata.js":           "export default { permalink: '/{{ page.fileSlug | slugify }}/{% if lang %}{{ lang }}/{% else %}x/{% endif %}' }",
		".eleventyignore":                 "# none\nsrc/drafts/\n",
		"src/posts/2024-05-06-plum.md":    "",
		"src/img/a.png":                   "",
		"src/posts/deep/deep.11tydata.js": "export default { layout: 'x' }",
	}
	s := findIn(t, files, "src/posts")
	if s.Engine != Eleventy || s.Title != (Finding[string]{"Jar", "src/_data/metadata.js", 2}) || s.Home() != "https://jar.example/jar/" || s.Author.Value != "Ada" {
		t.Errorf("findings = %+v", s)
	}
	for _, test := range []struct {
		page Page
		want string
		err  error
	}{
		{Page{Path: "src/posts/2024-05-06-plum.md"}, "/jar/p/plum/", nil},
		{Page{Path: "src/posts/deep/plum.md"}, "/jar/p/plum/", nil},
		{Page{Path: "src/about.md"}, "/jar/about/", nil},
		{Page{Path: "src/a/index.md"}, "/jar/a/", nil},
		{Page{Path: "src/a/a.md"}, "/jar/a/", nil},
		{Page{Path: "src/2024-05-06-plum.md"}, "/jar/2024-05-06-plum/", nil},
		{Page{Path: "src/odd/lime.md"}, "/jar/green/", nil},
		{Page{Path: "src/notes/a.md"}, "", ErrComputed},
		{Page{Path: "src/x.md", Title: "It's a Plum & Jam", Front: front{"permalink": "/b/{{ title | slugify }}/"}}, "/jar/b/its-a-plum-and-jam/", nil},
		{Page{Path: "src/x.md", Date: day(2024, 5, 6), Front: front{"permalink": "{{ page.date | date: '%Y/%m' }}/{{ page.fileSlug }}.html"}}, "/jar/2024/05/x.html", nil},
		{Page{Path: "src/x.md", Front: front{"permalink": "y/index.html"}}, "/jar/y/", nil},
		{Page{Path: "src/x.md", Front: front{"permalink": "{% if a %}b{% endif %}"}}, "", ErrComputed},
		{Page{Path: "src/fr/plum.md"}, "/jar/plum/fr/", nil},
		{Page{Path: "src/x.md", Front: front{"permalink": "/{% if slug %}{{ slug }}{% else %}none{% endif %}/"}}, "/jar/none/", nil},
		{Page{Path: "src/x.md", Title: "Ä Plum & Jam! (2%)", Front: front{"permalink": "/{{ title | slug }}/"}}, "/jar/a-plum-and-jam!-(2percent)/", nil},
		{Page{Path: "src/x.md", Title: "Слива", Front: front{"permalink": "/{{ title | slug }}/"}}, "", ErrComputed},
		{Page{Path: "src/x.md", Front: front{"permalink": "/{{ a | myFilter }}/", "a": "b"}}, "", ErrComputed},
		{Page{Path: "src/x.md", Front: front{"permalink": "/{{ a }}/", "a": "b"}}, "/jar/b/", nil},
		{Page{Path: "src/x.md", Front: front{"permalink": false}}, "", ErrNoAddress},
		{Page{Path: "README.md"}, "", ErrNoAddress},
	} {
		got, err := s.Address(&test.page)
		if got != test.want || !errors.Is(err, test.err) {
			t.Errorf("Address(%s %v) = %q, %v, want %q, %v", test.page.Path, test.page.Front, got, err, test.want, test.err)
		}
	}
	checkKinds(t, s, []kindTest{
		{Page{Path: "src/posts/plum.md"}, KindPost},
		{Page{Path: "src/a/plum.md", Tags: []string{"post"}}, KindPost},
		{Page{Path: "src/a/plum.md", Date: day(2024, 5, 6)}, KindPost},
		{Page{Path: "src/a/2024-05-06-plum.md"}, KindPost},
		{Page{Path: "src/about.md"}, KindPage},
		{Page{Path: "src/blog/untagged.md"}, KindPost},
		{Page{Path: "src/_includes/a.md"}, KindExcluded},
		{Page{Path: "src/skip/a.md"}, KindExcluded},
		{Page{Path: "src/drafts/a.md"}, KindExcluded},
		{Page{Path: "src/a.md", Front: front{"permalink": false}}, KindExcluded},
		{Page{Path: "src/posts/plum.md", Front: front{"eleventyExcludeFromCollections": true}}, KindPage},
		{Page{Path: "_site/a.md"}, KindExcluded},
	})
	if l := s.Language(&Page{Path: "src/fr/plum.md"}); l == nil || l.Tag != "fr" {
		t.Errorf("language of a folder = %+v", l)
	}
	x, err := s.Walk(tree(files))
	if err != nil {
		t.Fatal(err)
	}
	checkRefs(t, x, []refTest{{"src/posts/2024-05-06-plum.md", "/img/a.png", "src/img/a.png"}, {"src/posts/2024-05-06-plum.md", "/jar/img/a.png", "src/img/a.png"}})
}

func TestAstro(t *testing.T) {
	files := map[string]string{
		"astro.config.mjs":                  "import { defineConfig } from 'astro/config';\nexport default defineConfig({ site: 'https://loom.example', base: '/b' });\n",
		"src/consts.ts":                     "// Shared.\nexport const SITE_TITLE = 'Loom';\nexport const SITE_DESCRIPTION: string = 'Warp';\n",
		"src/content.config.ts":             "const log = defineCollection({ loader: glob({ base: './data/log', pattern: '**/*.md' }) });\nexport const collections = { log };\n",
		"src/pages/writing/[...slug].astro": "---\nconst posts = await getCollection('blog');\n---\n",
		"src/content/blog/a.md":             "",
		"data/log/b.md":                     "",
	}
	s := findIn(t, files, ".")
	if s.Title != (Finding[string]{"Loom", "src/consts.ts", 2}) || s.Home() != "https://loom.example/b/" {
		t.Errorf("findings = %+v", s)
	}
	for _, test := range []struct {
		page Page
		want string
	}{
		{Page{Path: "src/content/blog/Upper Case.md"}, "/b/writing/upper-case/"},
		{Page{Path: "src/content/blog/2024/v1.2 (new)/index.mdx"}, "/b/writing/2024/v12-new/"},
		{Page{Path: "src/content/blog/a.md", Front: front{"slug": "own/Slug"}}, "/b/writing/own/Slug/"},
		{Page{Path: "data/log/红 布.md"}, "/b/log/%E7%BA%A2-%E5%B8%83/"},
		{Page{Path: "src/pages/about.md"}, "/b/about/"},
		{Page{Path: "src/pages/x/index.md"}, "/b/x/"},
	} {
		got, err := s.Address(&test.page)
		if got != test.want || err != nil {
			t.Errorf("Address(%s) = %q, %v, want %q", test.page.Path, got, err, test.want)
		}
	}
	checkKinds(t, s, []kindTest{
		{Page{Path: "src/content/blog/a.md"}, KindPost},
		{Page{Path: "src/content/blog/_a.md"}, KindExcluded},
		{Page{Path: "data/log/_b.md"}, KindPost},
		{Page{Path: "src/content/blog/a.md", Front: front{"draft": true}}, KindDraft},
		{Page{Path: "src/content/authors/a.md"}, KindExcluded},
		{Page{Path: "src/pages/about.md"}, KindPage},
		{Page{Path: "src/pages/posts/a.md", Date: day(2024, 1, 1)}, KindPost},
	})
}

func TestStarlight(t *testing.T) {
	files := map[string]string{
		"docs/astro.config.mjs":          "import starlight from '@astrojs/starlight';\nexport default defineConfig({ site: 'https://star.example/', trailingSlash: 'always', integrations: [react(), starlight({ title: 'Star', locales: { root: { label: 'English', lang: 'en' }, 'zh-CN': { label: '简体中文' } } })] });\n",
		"docs/src/content/docs/index.md": "", "docs/src/content/docs/zh-CN/Guide A.md": "",
	}
	s := findIn(t, files, ".")
	if s.Dir != "docs" || s.Title.Value != "Star" || len(s.Languages) != 2 || s.Lang.Value != "en" {
		t.Errorf("findings = %+v", s)
	}
	for name, want := range map[string]string{"docs/src/content/docs/guides/Start Here.mdx": "/guides/start-here/", "docs/src/content/docs/index.md": "/", "docs/src/content/docs/zh-CN/Guide A.md": "/zh-cn/guide-a/"} {
		if got, err := s.Address(&Page{Path: name}); got != want || err != nil {
			t.Errorf("Address(%s) = %q, %v, want %q", name, got, err, want)
		}
	}
	x := s.NewIndex()
	x.Page("docs/src/content/docs/guides/a.md", "/guides/a/")
	checkRefs(t, x, []refTest{{"docs/src/content/docs/zh-CN/Guide A.md", "/zh-cn/guides/a/", "docs/src/content/docs/guides/a.md"}})
	checkKinds(t, s, []kindTest{
		{Page{Path: "docs/src/content/docs/index.md"}, KindPage},
		{Page{Path: "docs/src/content/docs/zh-CN/index.md"}, KindPage},
		{Page{Path: "docs/src/content/docs/guides/a.md"}, KindPost},
		{Page{Path: "docs/src/content/docs/a.md", Front: front{"template": "splash"}}, KindPage},
	})
}

func TestObsidian(t *testing.T) {
	files := map[string]string{".obsidian/app.json": `{"userIgnoreFilters": ["Private/"], "attachmentFolderPath": "Files", "strictLineBreaks": true}`, ".obsidian/templates.json": `{"folder": "Shapes"}`,
		".obsidian/plugins/templater-obsidian/data.json": `{"templates_folder": "Extra/Moulds"}`}
	for _, name := range []string{"Notes/n.md", "Notes/Other.md", "Deep/er/Nest.md", "Deep/er/nest.png", "Files/pic one.png", "Top/pic.png", "Notes/pic.png"} {
		files[name] = ""
	}
	s := findIn(t, files, "Notes")
	if s.Engine != Obsidian || s.Dir != "." || s.SoftBreaks.Value || !s.SoftBreaks.Found() {
		t.Errorf("site = %s in %s, SoftBreaks %+v", s.Engine, s.Dir, s.SoftBreaks)
	}
	checkKinds(t, s, []kindTest{
		{Page{Path: "Notes/n.md"}, KindPost},
		{Page{Path: "Private/n.md"}, KindExcluded},
		{Page{Path: "Shapes/n.md"}, KindExcluded},
		{Page{Path: "Extra/Moulds/n.md"}, KindExcluded},
		{Page{Path: "Extra/n.md"}, KindPost},
		{Page{Path: "Notes/n.md", Front: front{"publish": false}}, KindDraft},
		{Page{Path: "Notes/n.md", Front: front{"excalidraw-plugin": "parsed"}}, KindExcluded},
	})
	for _, test := range []struct {
		page Page
		want string
	}{
		{Page{Path: "Notes/A + b.md"}, "/Notes/A+%2B+b"},
		{Page{Path: "Notes/n.md", Front: front{"permalink": "own"}}, "/own"},
	} {
		if got, err := s.Address(&test.page); got != test.want || err != nil {
			t.Errorf("Address(%s) = %q, %v, want %q", test.page.Path, got, err, test.want)
		}
	}
	x, err := s.Walk(tree(files))
	if err != nil {
		t.Fatal(err)
	}
	n := "Notes/n.md"
	checkRefs(t, x, []refTest{
		{n, "[[Other]]", "Notes/Other.md"},
		{n, "[[nest|the nest]]", "Deep/er/Nest.md"},
		{n, "[[Nest#Twigs|twigs]]", "Deep/er/Nest.md"},
		{n, "[[er/Nest]]", "Deep/er/Nest.md"},
		{n, "[[#Here]]", "same"},
		{n, "![[nest.png|100]]", "Deep/er/nest.png"},
		{n, "![[nest.png#icon]]", "Deep/er/nest.png"},
		{n, "![[pic.png]]", "Notes/pic.png"},
		{"Top/t.md", "![[pic.png]]", "Top/pic.png"},
		{n, "![[pic one.png]]", "Files/pic one.png"},
		{n, "Deep/er/Nest.md", "Deep/er/Nest.md"},
		{n, "../Deep/er/Nest.md#x", "Deep/er/Nest.md"},
		{n, "pic%20one.png", "Files/pic one.png"},
		{n, "[[2023-03-24]]", ""},
	})
}

func TestQuartz(t *testing.T) {
	s := findIn(t, map[string]string{"quartz.config.ts": "const config: QuartzConfig = {\n configuration: { pageTitle: 'Garden', baseUrl: 'garden.example/g', locale: 'en-US', ignorePatterns: ['private'] },\n plugins: {} }\nexport default config\n", "content/a.md": ""}, "content")
	if s.Title.Value != "Garden" || s.Home() != "https://garden.example/g/" || s.Lang.Value != "en-US" {
		t.Errorf("findings = %+v", s)
	}
	for name, want := range map[string]string{"content/My notes/Salt & sand.md": "/g/My-notes/Salt--and--sand", "content/index.md": "/g/", "content/x/index.md": "/g/x/"} {
		if got, err := s.Address(&Page{Path: name}); got != want || err != nil {
			t.Errorf("Address(%s) = %q, %v, want %q", name, got, err, want)
		}
	}
}

func TestQuartzReferences(t *testing.T) {
	files := map[string]string{"quartz.config.ts": "export default { configuration: { baseUrl: 'garden.example' }, plugins: { filters: [Plugin.ExplicitPublish(), Own()] } }\n"}
	for _, name := range []string{"content/a.md", "content/Salt & sand.md", "content/pics/a b.png"} {
		files[name] = ""
	}
	s := findIn(t, files, "content")
	x, err := s.Walk(tree(files))
	if err != nil {
		t.Fatal(err)
	}
	x.Page("content/Salt & sand.md", "/Salt--and--sand")
	for _, ref := range []string{"[[Salt & sand#The Dune]]", "Salt%20&%20sand.md#The%20Dune", "[[Salt & sand#the-dune]]"} {
		if got := x.Resolve("content/a.md", ref); got.Address != "/Salt--and--sand" || got.Fragment != "the-dune" {
			t.Errorf("Resolve(%s) = %+v", ref, got)
		}
	}
	if got := x.Published("content/pics/a b.png"); got != "/pics/a-b.png" {
		t.Errorf("the picture is published at %s", got)
	}
	for front, want := range map[string]Kind{"true": KindPost, "false": KindDraft, "": KindDraft} {
		if got := s.Kind(&Page{Path: "content/a.md", Front: map[string]any{"publish": front}}).Kind; got != want {
			t.Errorf("publish %q: %s, want %s", front, got, want)
		}
	}
	if len(s.Unread) != 1 || s.Unread[0].Key != "plugins.filters" {
		t.Errorf("not read: %v", s.Unread)
	}
}

func TestNoSite(t *testing.T) {
	s := findIn(t, map[string]string{"posts/a.md": ""}, "posts")
	if s.Engine != "" || s.Dir != "posts" {
		t.Errorf("site = %q in %s", s.Engine, s.Dir)
	}
	for name, want := range map[string]string{"posts/a.md": "/a/", "posts/b/index.md": "/b/", "posts/_posts/c.md": "/c/", "posts/README.md": "/"} {
		if got, err := s.Address(&Page{Path: name}); got != want || err != nil {
			t.Errorf("Address(%s) = %q, %v, want %q", name, got, err, want)
		}
	}
}

func TestWithPermalink(t *testing.T) {
	none := findIn(t, map[string]string{"a.md": ""}, ".")
	page := Page{Path: "2024-05-06-a.md", Date: time.Date(2024, 5, 6, 0, 0, 0, 0, time.UTC), Front: front{"abbrlink": "x1", "key": "k"}, Categories: [][]string{{"One", "Two"}}}
	for pattern, want := range map[string]string{
		"/:year/:month/:day/:title/":    "/2024/05/06/a/",
		":year/:month/:day/:title.html": "/2024/05/06/a.html",
		"pretty":                        "/One/Two/2024/05/06/a/",
		"/:categories/:year/:slug/":     "/One/Two/2024/a/",
		"/:year/:month/:slug":           "/2024/05/a",
		"/:abbrlink/":                   "/x1/",
		"/:contentbasename/":            "/a/",
		"https://other.example/:slug":   "https://other.example/a",
	} {
		s, err := none.WithPermalink(pattern)
		if err != nil {
			t.Errorf("WithPermalink(%q): %v", pattern, err)
			continue
		}
		if got, err := s.Address(&page); got != want || err != nil {
			t.Errorf("%s: %q, %v, want %q", pattern, got, err, want)
		}
	}
	for _, pattern := range []string{"/:yaer/:title/", "/:key/", "/:titel"} {
		_, err := none.WithPermalink(pattern)
		var part *PartError
		if !errors.As(err, &part) || !strings.Contains(err.Error(), ":year") {
			t.Errorf("WithPermalink(%q) error = %v, want one that lists the parts", pattern, err)
		}
	}
	if s, err := none.WithPermalink("/:key/", "key"); err != nil {
		t.Error(err)
	} else if got, _ := s.Address(&page); got != "/k/" {
		t.Errorf("a key of the front matter: %q", got)
	}
	dune := findIn(t, map[string]string{"hugo.toml": "baseURL = 'https://d.example/b/'", "content/posts/a.md": ""}, ".")
	s, err := dune.WithPermalink("/:section/:year/:contentbasename/:i_month/")
	if err != nil {
		t.Fatal(err)
	}
	if got, err := s.Address(&Page{Path: "content/posts/Big A.md", Date: page.Date}); got != "/b/posts/2024/big-a/5/" || err != nil {
		t.Errorf("a pattern of Hugo with a part of Hexo: %q, %v", got, err)
	}
	if got, _ := dune.Address(&Page{Path: "content/posts/Big A.md"}); got != "/b/posts/big-a/" {
		t.Errorf("the site itself was changed: %q", got)
	}
}

func TestObsidianAlias(t *testing.T) {
	files := map[string]string{".obsidian/app.json": "{}", "Crow.md": "", "Deep/Rook.md": "", "Jay.md": ""}
	x, err := findIn(t, files, ".").Walk(tree(files))
	if err != nil {
		t.Fatal(err)
	}
	x.Alias("Deep/Rook.md", "The black one", "Jay")
	x.Alias("Crow.md", " the Black one", "")
	checkRefs(t, x, []refTest{
		{"Jay.md", "[[The black one]]", "Crow.md"},
		{"Jay.md", "[[the black one#Wing|it]]", "Crow.md"},
		{"Crow.md", "[[Jay]]", "Jay.md"},
		{"Crow.md", "The black one", ""},
	})
}
