package site

import (
	"errors"
	"testing"
)

// Of several sites in a repository, the one that package.json builds is read.
func TestBuiltFolder(t *testing.T) {
	for scripts, want := range map[string]string{
		`"build": "vuepress build tea --clean-cache"`:             "tea",
		`"docs:dev": "vuepress-vite build ./pages/tea/ && serve"`: "pages/tea",
		`"build": "vuepress build ../tea"`:                        "docs",
		`"build": "vuepress build --debug"`:                       "docs",
		`"build": "vuepress build cups"`:                          "docs",
	} {
		s := findIn(t, map[string]string{
			"package.json":                  `{"scripts": {` + scripts + `}}`,
			"docs/.vuepress/config.js":      "export default { title: 'Old' }\n",
			"tea/.vuepress/config.js":       "export default { title: 'Tea' }\n",
			"pages/tea/.vuepress/config.js": "export default { title: 'Leaf' }\n",
		}, ".")
		if s.Dir != want {
			t.Errorf("%s: the site is in %s, want %s", scripts, s.Dir, want)
		}
	}
}

func TestVitePressAddress(t *testing.T) {
	page := func(name string) Page { return Page{Path: name} }
	for _, test := range []struct {
		name, config string
		page         Page
		want         string
		err          error
	}{
		{"default", "", page("docs/guide/kite.md"), "/guide/kite.html", nil},
		{"index", "", page("docs/guide/index.md"), "/guide/", nil},
		{"home", "", page("docs/index.md"), "/", nil},
		{"readme is a name", "", page("docs/README.md"), "/README.html", nil},
		{"cleanUrls", "cleanUrls: true", page("docs/guide/kite.md"), "/guide/kite", nil},
		{"base", "base: '/k/'", page("docs/guide/kite.md"), "/k/guide/kite.html", nil},
		{"srcDir", "srcDir: './pages'", page("docs/pages/kite.md"), "/kite.html", nil},
		{"outside of srcDir", "srcDir: 'pages'", page("docs/kite.md"), "", ErrNoAddress},
		{"rewrite of a file", "rewrites: {'guide/kite.md': 'fly/index.md'}", page("docs/guide/kite.md"), "/fly/", nil},
		{"rewrite of a language", "rewrites: {'en/:rest*': ':rest*'}", page("docs/en/guide/kite.md"), "/guide/kite.html", nil},
		{"rewrite of its index", "rewrites: {'en/:rest*': ':rest*'}", page("docs/en/index.md"), "/", nil},
		{"rewrite with a name", "rewrites: {'packages/:pkg/src/:slug*': ':pkg/:slug*'}", page("docs/packages/a/src/b/c.md"), "/a/b/c.html", nil},
		{"rewrite with a pattern", "rewrites: {'posts/:year(\\\\d+)-:slug(.*)': 'p/:slug'}", page("docs/posts/2024-kite.md"), "/p/kite.html", nil},
		{"rewrite with groups without names", "rewrites: {'packages/:pkg/src/(.*)': ':pkg/(.*)'}", page("docs/packages/a/src/b/c.md"), "/a/b/c.html", nil},
		{"no rewrite", "rewrites: {'en/:rest*': ':rest*'}", page("docs/fr/kite.md"), "/fr/kite.html", nil},
		{"dynamic route", "", page("docs/[pkg].md"), "", ErrComputed},
	} {
		s := findIn(t, map[string]string{"docs/.vitepress/config.mts": "import { defineConfig } from 'vitepress'\nexport default defineConfig({" + test.config + "})\n", "docs/a.md": ""}, ".")
		if s.Engine != VitePress || s.Dir != "docs" {
			t.Fatalf("site = %s in %s", s.Engine, s.Dir)
		}
		got, err := s.Address(&test.page)
		if got != test.want || !errors.Is(err, test.err) {
			t.Errorf("%s: %q, %v, want %q, %v", test.name, got, err, test.want, test.err)
		}
	}
}

func TestVitePressFindings(t *testing.T) {
	files := map[string]string{
		".vitepress/config/index.ts": "import { fr } from './fr'\nexport default {\n  title: 'Kite',\n  sitemap: { hostname: 'https://kite.example' },\n  srcExclude: ['**/skip/**'],\n  locales: { root: { lang: 'en-GB', label: 'English' }, fr },\n  rewrites: id => id.replace('x', 'y'),\n}\n",
		".vitepress/config/fr.ts":    "export const fr = { lang: 'fr', title: 'Cerf' }\n",
		"posts/a.md":                 "",
	}
	s := findIn(t, files, "posts")
	if s.Title.Line != 3 || s.URL.Value != "https://kite.example" || s.Lang.Value != "en-GB" || len(s.Languages) != 2 || s.Languages[1].Folder != "fr" || s.Languages[1].Title != "Cerf" {
		t.Errorf("findings = %+v", s)
	}
	if len(s.Unread) != 1 || s.Unread[0].Key != "rewrites" || s.Unread[0].Line != 7 {
		t.Errorf("Unread = %+v, want the rewrites", s.Unread)
	}
	if l := s.Language(&Page{Path: "fr/posts/a.md"}); l == nil || l.Tag != "fr" {
		t.Errorf("Language = %+v", l)
	}
	if l := s.Language(&Page{Path: "posts/a.md"}); l == nil || l.Tag != "en-GB" {
		t.Errorf("Language = %+v", l)
	}
	checkKinds(t, s, []kindTest{
		{Page{Path: "posts/a.md"}, KindPost},
		{Page{Path: "index.md"}, KindPage},
		{Page{Path: "fr/index.md"}, KindPage},
		{Page{Path: "posts/index.md"}, KindSection},
		{Page{Path: "posts/a.md", Front: front{"layout": "home"}}, KindPage},
		{Page{Path: "posts/a.md", Front: front{"layout": false}}, KindPage},
		{Page{Path: "posts/a.md", Front: front{"layout": "doc"}}, KindPost},
		{Page{Path: "posts/skip/a.md"}, KindExcluded},
		{Page{Path: ".vitepress/theme/a.md"}, KindExcluded},
		{Page{Path: "README.md"}, KindPage},
	})
}

func TestVitePressReferences(t *testing.T) {
	files := map[string]string{"docs/.vitepress/config.js": "export default { base: '/k/', rewrites: {'en/:rest*': ':rest*'} }"}
	for _, name := range []string{"docs/en/guide/kite.md", "docs/en/guide/index.md", "docs/en/guide/a.png", "docs/public/b.png", "docs/fr/guide/kite.md"} {
		files[name] = ""
	}
	s := findIn(t, files, ".")
	x, err := s.Walk(tree(files))
	if err != nil {
		t.Fatal(err)
	}
	for name := range files {
		if at, err := s.Address(&Page{Path: name}); err == nil && isMarkdown(name) {
			x.Page(name, at)
		}
	}
	kite, index := "docs/en/guide/kite.md", "docs/en/guide/index.md"
	checkRefs(t, x, []refTest{
		{index, "./kite", kite},
		{index, "kite.md#tail", kite},
		{index, "/guide/kite.html", kite},
		{index, "/k/guide/kite", kite},
		{kite, "./", index},
		{kite, "./a.png", "docs/en/guide/a.png"},
		{kite, "/b.png", "docs/public/b.png"},
		{kite, "/k/b.png", "docs/public/b.png"},
		{kite, "@/fr/guide/kite.md", "docs/fr/guide/kite.md"},
		{kite, "/fr/guide/kite", "docs/fr/guide/kite.md"},
		{kite, "./none", ""},
	})
	if got := x.Resolve(index, "./kite"); got.Address != "/k/guide/kite.html" || got.Guess {
		t.Errorf("target = %+v", got)
	}
}

func TestVitePressIndexWithADate(t *testing.T) {
	s := findIn(t, map[string]string{".vitepress/config.ts": "export default {}", "posts/owl/index.md": ""}, ".")
	checkKinds(t, s, []kindTest{
		{Page{Path: "posts/owl/index.md", Date: day(2024, 5, 6)}, KindPost},
		{Page{Path: "posts/index.md"}, KindSection},
		{Page{Path: "index.md", Date: day(2024, 5, 6)}, KindPage},
	})
}

// An undated file that the site's own lists of posts leave out is a page.
func TestVitePressLists(t *testing.T) {
	files := map[string]string{
		"docs/.vitepress/config.ts":             "export default {}",
		"docs/.vitepress/theme/posts.data.ts":   "export default createContentLoader('posts/**/*.md', { transform: (all) => all.sort((a, b) => b.frontmatter.date - a.frontmatter.date) })\n",
		"docs/.vitepress/rss.mjs":               "const all = await createContentLoader(['news/*.md', \"!news/old.md\"]).load() // by date\n",
		"docs/.vitepress/cache/dep.js":          "createContentLoader('guide/*.md') // date",
		"docs/.vitepress/theme/members.data.ts": "export default createContentLoader('members/*.md')\n",
		"docs/posts/2024/kite.md":               "",
	}
	s := findIn(t, files, "docs")
	checkKinds(t, s, []kindTest{
		{Page{Path: "docs/posts/2024/kite.md"}, KindPost},
		{Page{Path: "docs/news/wind.md"}, KindPost},
		{Page{Path: "docs/guide/frame.md"}, KindPage},
		{Page{Path: "docs/members/ann.md"}, KindPage},
		{Page{Path: "docs/guide/line.md", Date: day(2024, 5, 6)}, KindPost},
	})
}

func TestVuePressAddress(t *testing.T) {
	page := func(name string) Page { return Page{Path: name} }
	two := "import { defineUserConfig } from 'vuepress'\nexport default defineUserConfig({ locales: { '/': { lang: 'en' }, '/zh/': { lang: 'zh-CN' } }, theme: hopeTheme({ hostname: 'https://tea.example' }), "
	one := "module.exports = { themeConfig: {}, "
	for _, test := range []struct {
		name, config string
		page         Page
		want         string
	}{
		{"default", two, page("src/posts/oolong.md"), "/posts/oolong.html"},
		{"readme", two, page("src/posts/README.md"), "/posts/"},
		{"home", two, page("src/README.md"), "/"},
		{"base", two + "base: '/b/', ", page("src/posts/oolong.md"), "/b/posts/oolong.html"},
		{"date is kept without a pattern", two, page("src/posts/2024-05-06-oolong.md"), "/posts/2024-05-06-oolong.html"},
		{"permalink", two, Page{Path: "src/a.md", Front: front{"permalink": "/x/y.html"}}, "/x/y.html"},
		{"permalinkPattern", two + "permalinkPattern: ':year/:month/:day/:slug.html', ", page("src/posts/2024-5-6-oolong.md"), "/2024/05/06/oolong.html"},
		{"pattern of a locale", two + "permalinkPattern: ':year/:slug/', ", Page{Path: "src/zh/oolong.md", Date: day(2024, 5, 6)}, "/zh/2024/oolong/"},
		{"pattern of a page", two, Page{Path: "src/oolong.md", Date: day(2024, 5, 6), Front: front{"permalinkPattern": ":year/:raw"}}, "/2024/oolong.html"},
		{"no pattern for a page", two + "permalinkPattern: ':year/:slug/', ", Page{Path: "src/oolong.md", Front: front{"permalinkPattern": nil}}, "/oolong.html"},
		{"no date", two + "permalinkPattern: ':year/:slug/', ", page("src/oolong.md"), "/0000/oolong/"},
		{"version 1", one + "permalink: '/:year/:i_month/:slug', ", page("src/2024-05-06-oolong.md"), "/2024/5/oolong/"},
		{"version 1 without a pattern", one, page("src/a/oolong.md"), "/a/oolong.html"},
		{"version 1 and a page with a pattern", one, Page{Path: "src/oolong.md", Date: day(2024, 5, 6), Front: front{"permalink": "/:year/:slug"}}, "/2024/oolong/"},
	} {
		end, ext := "})", ".ts"
		if test.config[0] == 'm' {
			end, ext = "}", ".js"
		}
		s := findIn(t, map[string]string{"src/.vuepress/config" + ext: test.config + end, "src/a.md": ""}, "src")
		got, err := s.Address(&test.page)
		if got != test.want || err != nil {
			t.Errorf("%s: %q, %v, want %q", test.name, got, err, test.want)
		}
	}
	s := findIn(t, map[string]string{"src/.vuepress/config.ts": two + "})", "src/a.md": "", "src/.vuepress/public/p.png": ""}, ".")
	if s.URL.Value != "https://tea.example" || s.Lang.Value != "en" || len(s.Languages) != 2 || s.Dir != "src" {
		t.Errorf("findings = %+v", s)
	}
	own := findIn(t, map[string]string{
		"src/.vuepress/config.ts": "import theme from './theme.js'\nexport default { locales: { '/': { title: 'Tea' } }, theme }",
		"src/.vuepress/theme.ts":  "export default hopeTheme({ hostname: 'https://tea.example', author: { name: 'Ada' } })",
	}, "src")
	if own.URL != (Finding[string]{"https://tea.example", "src/.vuepress/theme.ts", 1}) || own.Author.Value != "Ada" {
		t.Errorf("of a theme in a module of its own: %+v, %+v", own.URL, own.Author)
	}
	checkKinds(t, s, []kindTest{
		{Page{Path: "src/posts/a.md"}, KindPost},
		{Page{Path: "src/README.md"}, KindPage},
		{Page{Path: "src/zh/README.md"}, KindPage},
		{Page{Path: "src/posts/README.md"}, KindSection},
		{Page{Path: "src/a.md", Front: front{"home": true}}, KindPage},
		{Page{Path: "src/a.md", Front: front{"article": false}}, KindPage},
		{Page{Path: "src/.vuepress/a.md"}, KindExcluded},
	})
}

// An index with a date is an article in VuePress. With the theme Hope, a file
// needs no date to be one.
func TestVuePressArticles(t *testing.T) {
	files := map[string]string{"docs/.vuepress/config.js": "export default {}", "docs/README.md": ""}
	s := findIn(t, files, "docs")
	checkKinds(t, s, []kindTest{
		{Page{Path: "docs/oolong/README.md", Date: day(2024, 5, 6)}, KindPost},
		{Page{Path: "docs/oolong/README.md", Date: day(2024, 5, 6), Bare: true}, KindPage},
		{Page{Path: "docs/oolong/README.md"}, KindSection},
		{Page{Path: "docs/README.md", Date: day(2024, 5, 6)}, KindPage},
		{Page{Path: "docs/oolong/security.md", Date: day(2024, 5, 6)}, KindPost},
		{Page{Path: "docs/oolong/security.md"}, KindPage},
	})
	files = with(files, "docs/.vuepress/config.js", "import theme from './theme.js'\nexport default { theme }")
	hope := findIn(t, with(files, "docs/.vuepress/theme.ts", "import { hopeTheme } from 'vuepress-theme-hope'\nexport default hopeTheme({ blog: { intro: '/me.html' } })"), "docs")
	checkKinds(t, hope, []kindTest{{Page{Path: "docs/me.md"}, KindPage}})
	for _, test := range []struct {
		site *Site
		weak bool
	}{{s, true}, {hope, false}} {
		if v := test.site.Kind(&Page{Path: "docs/oolong.md"}); v.Kind != KindPost || v.Weak != test.weak {
			t.Errorf("%+v, want weak %t", v, test.weak)
		}
	}
}
