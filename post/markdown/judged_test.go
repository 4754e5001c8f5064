package markdown

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/site"
)

// onSample returns a Parser for the site in fsys.
func onSample(t *testing.T, fsys fstest.MapFS) *Parser {
	t.Helper()
	s, err := site.Find(fsys, ".")
	if err != nil {
		t.Fatal(err)
	}
	x, err := s.Walk(fsys)
	if err != nil {
		t.Fatal(err)
	}
	return &Parser{Site: s, Files: x}
}

// readAll returns the posts of fsys by path.
func readAll(t *testing.T, p *Parser, fsys fstest.MapFS) map[string]*post.Post {
	t.Helper()
	var heads []*post.Head
	for h, err := range p.Heads(t.Context(), fsys) {
		if err != nil {
			t.Fatal(err)
		}
		heads = append(heads, h)
	}
	all := make(map[string]*post.Post)
	for po, err := range p.Posts(t.Context(), heads) {
		if err != nil {
			t.Fatal(err)
		}
		all[po.Path] = po
	}
	return all
}

func TestHexoPostLink(t *testing.T) {
	fsys := fstest.MapFS{
		"_config.yml":                {Data: []byte("title: Kites\nurl: https://kites.example\npermalink: :lang/:title.html\npermalink_defaults:\n  lang: en\npost_asset_folder: true\npretty_urls:\n  trailing_html: false\n")},
		"source/_posts/one.md":       {Data: []byte("---\ntitle: One\ndate: 2024-01-02\n---\n{% post_link two 'The other' %} {% post_link two %} {% post_link none 'Nothing' %}\n\n![A tail](tail.png)\n")},
		"source/_posts/two.md":       {Data: []byte("---\ntitle: Two\ndate: 2024-01-03\n---\nText.\n")},
		"source/_posts/one/tail.png": {Data: []byte("x")},
	}
	got := readAll(t, onSample(t, fsys), fsys)["source/_posts/one.md"].Body.Render(&post.Renderer{})
	want := `<p><a href="/en/two">The other</a> <a href="/en/two">two</a> Nothing</p>`
	if !strings.Contains(got, want) || !strings.Contains(got, `src="/en/one/tail.png"`) {
		t.Errorf("got %s, want %s and the picture beside the post", got, want)
	}
}

func TestObsidianTemplatesAreNotRead(t *testing.T) {
	fsys := fstest.MapFS{
		".obsidian/app.json":       {Data: []byte("{}")},
		".obsidian/templates.json": {Data: []byte(`{"folder": "Forms"}`)},
		"Forms/Note.md":            {Data: []byte("---\ndate: {{date}}\n---\n")},
		"Crow.md":                  {Data: []byte("Black.\n")},
	}
	if all := readAll(t, onSample(t, fsys), fsys); len(all) != 1 || all["Crow.md"] == nil {
		t.Errorf("read %d posts, want Crow.md alone", len(all))
	}
}

func TestJekyllDatesAndTitles(t *testing.T) {
	fsys := fstest.MapFS{
		"_config.yml":                         {Data: []byte("title: Lamps\nurl: https://lamps.example\ntimezone: America/New_York\n")},
		"_posts/2024-04-02-a.md":              {Data: []byte("---\ndate: 2024-04-02 23:30:00\n---\nText.\n")},
		"_posts/2024-04-02-b.md":              {Data: []byte("---\ndate: 2024-04-02\n---\nText.\n")},
		"_posts/2024-04-02-c.md":              {Data: []byte("---\ndate: 2024-04-02T23:30:00+08:00\n---\nText.\n")},
		"_posts/2024-04-02-oil_AND-wick x.md": {Data: []byte("---\ntags: [a]\n---\nText.\n")},
	}
	all := readAll(t, onSample(t, fsys), fsys)
	for name, want := range map[string]string{
		"_posts/2024-04-02-a.md": "2024-04-02T19:30:00-04:00",
		"_posts/2024-04-02-b.md": "2024-04-02T00:00:00-04:00",
		"_posts/2024-04-02-c.md": "2024-04-02T11:30:00-04:00",
	} {
		if got := all[name].Published.Format(time.RFC3339); got != want {
			t.Errorf("%s: date = %s, want %s", name, got, want)
		}
	}
	if got := all["_posts/2024-04-02-oil_AND-wick x.md"].Title; got != "Oil And Wick x" {
		t.Errorf("title = %q, want that of Jekyll", got)
	}
}

func TestReferencesAsTheEnginesRead(t *testing.T) {
	for _, tt := range []struct{ name, file, want string }{
		{"obsidian", "Crow.md", `<a href="#The_nest">The nest</a>`},
		{"hugo", "content/posts/a.fr.md", `href="/fr/posts/b/"`},
		{"vuepress", "docs/a.md", `href="/0000/00/x/2024-04-02-folder/"`},
	} {
		fsys := map[string]fstest.MapFS{
			"obsidian": {".obsidian/app.json": {Data: []byte("{}")}, "Crow.md": {Data: []byte("## The nest\n\n[[#The nest|The nest]]\n")}},
			"hugo": {
				"hugo.toml":             {Data: []byte("title = 'W'\ndefaultContentLanguage = 'en'\n[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n")},
				"content/posts/a.fr.md": {Data: []byte("---\ntitle: A\ndate: 2024-01-01\n---\n[b]({{< relref \"b.md\" >}})\n")},
				"content/posts/b.fr.md": {Data: []byte("---\ntitle: B\ndate: 2024-01-01\n---\nTexte.\n")},
				"content/posts/b.md":    {Data: []byte("---\ntitle: B\ndate: 2024-01-01\n---\nText.\n")},
			},
			"vuepress": {
				"docs/.vuepress/config.js":           {Data: []byte("export default { bundler: x(), permalinkPattern: '/:year/:month/:raw' }\n")},
				"docs/a.md":                          {Data: []byte("---\ntitle: A\ndate: 2024-01-01\n---\n[b](x/2024-04-02-folder/)\n")},
				"docs/x/2024-04-02-folder/README.md": {Data: []byte("# In a folder\n\nText.\n")},
			},
		}[tt.name]
		if got := readAll(t, onSample(t, fsys), fsys)[tt.file].Body.Render(&post.Renderer{}); !strings.Contains(got, tt.want) {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestQuartzTitles(t *testing.T) {
	fsys := fstest.MapFS{
		"quartz.config.ts":  {Data: []byte("export default { configuration: { pageTitle: 'Nests' } }\n")},
		"content/Crow.md":   {Data: []byte("# The nest\n\nText.\n")},
		"content/Jay.md":    {Data: []byte("# Jay\n\nText.\n")},
		"content/Rook 1.md": {Data: []byte("---\ntitle: Rooks\n---\n# A\n")},
	}
	all := readAll(t, onSample(t, fsys), fsys)
	for name, want := range map[string][2]string{
		"content/Crow.md": {"Crow", "The nest"}, "content/Jay.md": {"Jay", "<p>Text.</p>"}, "content/Rook 1.md": {"Rooks", "A</h1>"},
	} {
		if got := all[name].Body.Render(&post.Renderer{}); all[name].Title != want[0] || !strings.Contains(got, want[1]) {
			t.Errorf("%s: %q with %s, want %q with %s", name, all[name].Title, got, want[0], want[1])
		}
	}
}

func TestHugoRefs(t *testing.T) {
	const head = "---\ntitle: A\ndate: 2024-01-01\n---\n"
	fsys := fstest.MapFS{
		"hugo.toml":               {Data: []byte("title = 'W'\ndefaultContentLanguage = 'en'\n[languages.en]\nweight = 1\n[languages.fr]\nweight = 2\n")},
		"content/posts/a.md":      {Data: []byte("")},
		"content/notes/pike.md":   {Data: []byte(head + "Text.\n")},
		"content/notes/b c.md":    {Data: []byte(head + "Text.\n")},
		"content/posts/b.md":      {Data: []byte(head + "Text.\n")},
		"content/posts/b.fr.md":   {Data: []byte(head + "Texte.\n")},
		"content/notes/_index.md": {Data: []byte(head)},
	}
	for _, tt := range []struct{ body, want string }{
		{`[x]({{< ref "pike" >}})`, `<a href="/notes/pike/">x</a>`},
		{`[x]({{< ref "pike.md#teeth" >}})`, `<a href="/notes/pike/#teeth">x</a>`},
		{`[x]({{< ref "pike" >}}#teeth)`, `<a href="/notes/pike/#teeth">x</a>`},
		{`[x]({{< relref path="b" lang="fr" >}})`, `<a href="/fr/posts/b/">x</a>`},
		{`[x]({{< relref lang="fr" path="/posts/b.md" >}})`, `<a href="/fr/posts/b/">x</a>`},
		{`[x]({{% ref "notes/b c" %}})`, `<a href="/notes/b-c/">x</a>`},
		{`<a href="{{< ref "pike" >}}">x</a>`, `<a href="/notes/pike/">x</a>`},
		{"<p>\n<a href='{{% relref \"b\" %}}#y'>x</a>\n</p>", `<a href="/posts/b/#y">x</a>`},
		{`[x]({{< ref "none" >}})`, `<a href="none">x</a>`},
		{"## Y\n\n[x]({{< ref \"#y\" >}})", `<a href="#y">x</a>`},
		{"[x][1]\n\n[1]: {{< ref \"pike\" >}}", `<a href="/notes/pike/">x</a>`},
		{`[x](pike)`, `<a href="pike">x</a>`},
	} {
		fsys["content/posts/a.md"].Data = []byte(head + tt.body + "\n")
		if got := readAll(t, onSample(t, fsys), fsys)["content/posts/a.md"].Body.Render(&post.Renderer{}); !strings.Contains(got, tt.want) {
			t.Errorf("%s: got %s, want %s", tt.body, got, tt.want)
		}
	}
	po, err := new(Parser).Parse("a.md", []byte(`[x]({{< ref "pike" >}})`))
	if err != nil || len(po.Links) != 1 || po.Links[0].URL != "pike" {
		t.Errorf("without a site: %v, %v", po, err)
	}
}

func TestDraftsThatTheSitePublishes(t *testing.T) {
	for _, tt := range []struct {
		config string
		want   post.Reason
	}{{"buildDrafts: true\n", ""}, {"", post.ReasonDraft}} {
		fsys := fstest.MapFS{
			"hugo.yaml":          {Data: []byte("title: Dunes\n" + tt.config)},
			"content/posts/a.md": {Data: []byte("---\ntitle: A\ndate: 2024-01-02\ndraft: true\n---\nText.\n")},
		}
		for h, err := range onSample(t, fsys).Heads(t.Context(), fsys) {
			if err != nil || h.Withheld != tt.want {
				t.Errorf("with %q: withheld as %q, %v, want %q", tt.config, h.Withheld, err, tt.want)
			}
		}
	}
}

func TestLanguageAsTheSiteWritesIt(t *testing.T) {
	for _, tt := range []struct{ lang, text, want string }{
		{"zh-CN", "这里说的是风和雨，还有海。", "zh-CN"},
		{"zh-CN", "這裡說的是風和雨，還有海。", "zh-Hant"},
		{"zh-TW", "這裡說的是風和雨，還有海。", "zh-TW"},
		{"zh-CN", "中文", "zh-CN"},
		{"ja", "这里说的是风和雨，还有海。", "zh-Hans"},
		{"", "这里说的是风和雨，还有海。", "zh-Hans"},
	} {
		po, err := (&Parser{Lang: tt.lang}).Parse("a.md", []byte(tt.text))
		if err != nil || po.Lang != tt.want {
			t.Errorf("%s on a site in %q: %q, %v, want %q", tt.text, tt.lang, po.Lang, err, tt.want)
		}
	}
}
