package site

import "testing"

// The routes, the title and the articles of a site that keeps them in its
// code: helpers that routes import, and the feed of the site.
func TestAstroCode(t *testing.T) {
	s := findIn(t, map[string]string{
		"astro.config.ts":                   "import { base } from './src/config'\nconst { url } = base.site\nexport default defineConfig({ site: url, i18n: { defaultLocale: 'en', locales: ['en', 'ja'] } })\n",
		"src/content.config.ts":             "const cloth = defineCollection({ loader: glob({ base: './src/content', pattern: ['**/*.md', '!help/**'] }) })\nconst help = defineCollection({ loader: glob({ base: './src/content/help', pattern: '*.md' }) })\nexport const collections = { cloth, help }\n",
		"src/pages/[...lang]/[slug].astro":  "---\nimport { all } from '@/utils/cloth'\nconst list = (await all()).map((c) => ({ params: { slug: c.data.short || c.id } }))\n---\n<p>",
		"src/pages/[...lang]/rss.xml.ts":    "import rss from '@astrojs/rss'\nimport { all } from '~/utils/cloth'\nimport { HOUSE } from '@utils/names'\nexport const GET = async () => rss({ title: SITE.name, items: await all() })\n",
		"src/utils/cloth.ts":                "import { getCollection } from 'astro:content'\nexport const all = () => getCollection<'cloth'>('cloth')\n",
		"src/utils/names.ts":                "export const SITE = { name: 'Loom', description: 'Warp', author: 'Ida', url: 'https://loom.example' } as const\n",
		"src/content/linen/plain-weave.md":  "",
		"src/content/help/how.md":           "",
		"src/pages/tags/[...tag]/[n].astro": "",
	}, ".")
	if s.Title != (Finding[string]{"Loom", "src/utils/names.ts", 1}) || s.Author.Value != "Ida" || s.Home() != "https://loom.example/" || len(s.Unread) > 0 {
		t.Errorf("findings = %+v", s)
	}
	for _, test := range []struct {
		page Page
		want string
	}{
		{Page{Path: "src/content/linen/plain-weave.md"}, "/linen/plain-weave/"},
		{Page{Path: "src/content/linen/plain-weave.md", Front: front{"short": "pw", "lang": "en"}}, "/pw/"},
		{Page{Path: "src/content/linen/plain-weave.ja.md", Front: front{"short": "pw", "lang": "ja"}}, "/ja/pw/"},
	} {
		if got, err := s.Address(&test.page); got != test.want || err != nil {
			t.Errorf("Address(%v) = %q, %v, want %q", test.page, got, err, test.want)
		}
	}
	checkKinds(t, s, []kindTest{
		{Page{Path: "src/content/linen/plain-weave.md"}, KindPost},
		{Page{Path: "src/content/help/how.md"}, KindPage},
	})
}
