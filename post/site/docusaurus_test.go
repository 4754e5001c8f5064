package site

import (
	"testing"
	"time"
)

const docusaurusConfig = `
import type { Config } from '@docusaurus/types';
const host = 'https://bell.example';
const config: Config = {
  title: 'Bell', tagline: 'Of bronze', url: host, baseUrl: '/tower/',
  i18n: { defaultLocale: 'en', locales: ['en', 'zh-Hans'] },
  presets: [['classic', { docs: { routeBasePath: 'guide', exclude: ['**/old/**'] }, blog: { path: 'news', routeBasePath: '/' } } satisfies Preset.Options]],
  plugins: [['@docusaurus/plugin-content-blog', { id: 'log', path: 'log', routeBasePath: 'log' }]],
};
export default config;
`

func TestDocusaurusAddress(t *testing.T) {
	page := func(name string) Page { return Page{Path: name} }
	files := map[string]string{"docusaurus.config.ts": docusaurusConfig, "news/a.md": "", "docs/a.md": "", "versions.json": `["2.0", "1.0"]`}
	plain := map[string]string{"docusaurus.config.js": "module.exports = {url: 'https://bell.example', presets: [['classic', {}]]}", "blog/a.md": ""}
	checkAddresses(t, plain, "docusaurus.config.js", []addressTest{
		{name: "post", page: page("blog/2024-05-06-ring.md"), want: "/blog/2024/05/06/ring"},
		{name: "folder", page: page("blog/2024-05-06-ring/index.mdx"), want: "/blog/2024/05/06/ring"},
		{name: "folders of a date", page: page("blog/2024/05/06/ring.md"), want: "/blog/2024/05/06/ring"},
		{name: "folder before the date", page: page("blog/old/2024-05-06-ring.md"), want: "/blog/2024/05/06/old/ring"},
		{name: "no date", page: page("blog/deep/ring.md"), want: "/blog/deep/ring"},
		{name: "slug", page: Page{Path: "blog/2024-05-06-ring.md", Front: front{"slug": "peal"}}, want: "/blog/peal"},
		{name: "rooted slug", page: Page{Path: "blog/2024-05-06-ring.md", Front: front{"slug": "/a/peal"}}, want: "/blog/a/peal"},
		{name: "the date of the front matter is not in the address", page: Page{Path: "blog/ring.md", Date: day(2024, 5, 6)}, want: "/blog/ring"},
		{name: "document", page: page("docs/01-parts/02-wheel.md"), want: "/docs/parts/wheel"},
		{name: "a version is no number", page: page("docs/1.2-notes.md"), want: "/docs/1.2-notes"},
		{name: "index", page: page("docs/01-parts/README.md"), want: "/docs/parts/"},
		{name: "named as its folder", page: page("docs/parts/Parts.md"), want: "/docs/parts/"},
		{name: "id", page: Page{Path: "docs/parts/wheel.md", Front: front{"id": "round"}}, want: "/docs/parts/round"},
		{name: "relative slug", page: Page{Path: "docs/parts/wheel.md", Front: front{"slug": "../rim"}}, want: "/docs/rim"},
		{name: "rooted slug of a document", page: Page{Path: "docs/parts/wheel.md", Front: front{"slug": "/"}}, want: "/docs/"},
		{name: "page", page: page("src/pages/about.md"), want: "/about"},
		{name: "index page", page: page("src/pages/team/index.mdx"), want: "/team/"},
		{name: "elsewhere", page: page("README.md"), err: ErrNoAddress},
	})
	checkAddresses(t, files, "docusaurus.config.ts", []addressTest{
		{name: "blog at the root", page: page("news/2024-05-06-ring.md"), want: "/tower/2024/05/06/ring"},
		{name: "a second blog", page: page("log/ring.md"), want: "/tower/log/ring"},
		{name: "current version", page: page("docs/wheel.md"), want: "/tower/guide/next/wheel"},
		{name: "last version", page: page("versioned_docs/version-2.0/wheel.md"), want: "/tower/guide/wheel"},
		{name: "older version", page: page("versioned_docs/version-1.0/wheel.md"), want: "/tower/guide/1.0/wheel"},
		{name: "translation", page: page("i18n/zh-Hans/docusaurus-plugin-content-blog/2024-05-06-ring.md"), want: "/tower/zh-Hans/2024/05/06/ring"},
		{name: "translation of a document", page: page("i18n/zh-Hans/docusaurus-plugin-content-docs/current/wheel.md"), want: "/tower/zh-Hans/guide/next/wheel"},
		{name: "trailingSlash", config: "", page: page("news/ring.md"), want: "/tower/ring"},
	})
	for slash, want := range map[string]string{"true": "/blog/ring/", "false": "/blog/ring"} {
		s := findIn(t, map[string]string{"docusaurus.config.js": "module.exports = {trailingSlash: " + slash + ", presets: [['@docusaurus/preset-classic', {}]]}"}, ".")
		if got, err := s.Address(&Page{Path: "blog/ring.md"}); got != want || err != nil {
			t.Errorf("trailingSlash %s: %q, %v", slash, got, err)
		}
	}
}

func TestDocusaurusDate(t *testing.T) {
	s := findIn(t, map[string]string{"docusaurus.config.ts": docusaurusConfig, "news/a.md": "", "docs/a.md": ""}, ".")
	for _, test := range []struct {
		page Page
		want time.Time
	}{
		{Page{Path: "news/2024/05-06.md"}, day(2024, 5, 6)},
		{Page{Path: "news/2024/05-06-ring/index.md"}, day(2024, 5, 6)},
		{Page{Path: "news/2024-05-06.md", Date: day(2023, 1, 2)}, day(2023, 1, 2)},
		{Page{Path: "news/2024/ring.md"}, time.Time{}},
		{Page{Path: "docs/2024/05-06.md"}, time.Time{}},
	} {
		if got := s.Date(&test.page); !got.Equal(test.want) {
			t.Errorf("Date(%s) = %s, want %s", test.page.Path, got, test.want)
		}
	}
}

func TestDocusaurusFindings(t *testing.T) {
	files := map[string]string{"site/docusaurus.config.ts": docusaurusConfig, "site/news/a.md": "", "site/docs/a.md": ""}
	s := findIn(t, files, "site/news")
	if s.Title.Value != "Bell" || s.Title.Line != 5 || s.Home() != "https://bell.example/tower/" || len(s.Languages) != 2 || s.Lang.Value != "en" {
		t.Errorf("findings = %+v", s)
	}
	if len(s.AuthorFiles) != 2 || s.AuthorFiles[0].Value != "site/news/authors.yml" {
		t.Errorf("AuthorFiles = %+v", s.AuthorFiles)
	}
	checkKinds(t, s, []kindTest{
		{Page{Path: "site/news/a.md"}, KindPost},
		{Page{Path: "site/news/_a.md"}, KindExcluded},
		{Page{Path: "site/news/a.md", Front: front{"draft": true}}, KindDraft},
		{Page{Path: "site/news/a.md", Front: front{"unlisted": true}}, KindPage},
		{Page{Path: "site/docs/a.md"}, KindPage},
		{Page{Path: "site/docs/old/a.md"}, KindExcluded},
		{Page{Path: "site/src/pages/a.md"}, KindPage},
		{Page{Path: "README.md"}, KindExcluded},
	})
	own := findIn(t, map[string]string{
		"docusaurus.config.ts": docusaurusConfig, "news/a.md": "", "docs/a.md": "",
		"i18n/en/docusaurus-plugin-content-blog/2024/a.md": "", "i18n/en/docusaurus-plugin-content-blog-log/b.md": "",
	}, ".")
	checkKinds(t, own, []kindTest{
		{Page{Path: "news/2024/a.md"}, KindExcluded}, {Page{Path: "i18n/en/docusaurus-plugin-content-blog/2024/a.md"}, KindPost},
		{Page{Path: "news/b.md"}, KindPost}, {Page{Path: "log/b.md"}, KindExcluded},
	})
	docs := findIn(t, map[string]string{"docusaurus.config.js": "module.exports = {presets: [['classic', {blog: false}]]}", "docs/a.md": ""}, ".")
	checkKinds(t, docs, []kindTest{{Page{Path: "docs/a.md"}, KindPost}})
	beside := findIn(t, map[string]string{"web/site/docusaurus.config.js": "module.exports = {presets: [['classic', {docs: {path: '../../docs', routeBasePath: '/'}, blog: false}]]}", "docs/a.md": "", "docs/b/c.md": ""}, "web/site")
	checkKinds(t, beside, []kindTest{{Page{Path: "docs/b/c.md"}, KindPost}, {Page{Path: "README.md"}, KindExcluded}})
	if at, err := beside.Address(&Page{Path: "docs/b/c.md"}); at != "/b/c" || err != nil {
		t.Errorf("a document outside of the site: %q, %v", at, err)
	}
	x := beside.NewIndex()
	x.Add("docs/a.md")
	checkRefs(t, x, []refTest{{"docs/b/c.md", "../a.md", "docs/a.md"}})
	// An address from the root is never the file with its name, which another version may publish.
	y := docs.NewIndex()
	y.Add("docs/wheel.md")
	y.Page("docs/wheel.md", "/docs/next/wheel")
	checkRefs(t, y, []refTest{{"docs/a.md", "/wheel", string(StatusRoute)}, {"docs/a.md", "/docs/next/wheel", "docs/wheel.md"}})
	computed := findIn(t, map[string]string{"docusaurus.config.js": "module.exports = {title: process.env.T,\nurl: f(), presets: [['classic', {blog: {routeBasePath: base}}]]}"}, ".")
	if len(computed.Unread) != 3 || computed.Unread[0] != (Unread{"title", "docusaurus.config.js", 1, "computed"}) || computed.Unread[1].Line != 2 {
		t.Errorf("Unread = %+v", computed.Unread)
	}
}
