package site

import "testing"

func TestGuess(t *testing.T) {
	for _, test := range []struct {
		name, dir string
		files     map[string]string
		engine    Engine
		at        string
	}{
		{"posts of Jekyll", "_posts", map[string]string{"_posts/2021-02-03-a.md": ""}, Jekyll, "."},
		{"posts without dates", "_posts", map[string]string{"_posts/a.md": ""}, "", "_posts"},
		{"posts of Hexo", "x/source/_posts", map[string]string{"x/source/_posts/a.md": ""}, Hexo, "x"},
		{"sections", ".", map[string]string{"content/posts/_index.md": "---\ntitle: P\n---\n", "content/posts/a.md": ""}, Hugo, "."},
		{"shortcodes", "content", map[string]string{"content/posts/a.md": "---\n---\n[b]({{< ref \"b.md\" >}})\n"}, Hugo, "."},
		{"Zola", "content", map[string]string{"content/a.md": "+++\npath = \"x\"\n+++\n"}, Zola, "."},
		{"links of Zola", ".", map[string]string{"content/a.md": "+++\n+++\n[b](@/b.md)\n"}, Zola, "."},
		{"a blog with authors", "blog", map[string]string{"blog/2024-05-01-a.mdx": "", "blog/authors.yml": ""}, Docusaurus, "."},
		{"collections", ".", map[string]string{"src/content/blog/a.md": ""}, Astro, "."},
		{"any folder", "content", map[string]string{"content/a.md": "# A\n"}, "", "content"},
		{"plain", ".", map[string]string{"a.md": "# A\n"}, "", "."},
	} {
		s := findIn(t, test.files, test.dir)
		if s.Engine != test.engine || s.Dir != test.at {
			t.Errorf("%s: %q in %s, want %q in %s", test.name, s.Engine, s.Dir, test.engine, test.at)
		}
	}
}

func TestDefault(t *testing.T) {
	for _, engine := range []Engine{Jekyll, Hexo, Hugo, Zola, Docusaurus, VitePress, VuePress, Astro, Eleventy, Obsidian, ""} {
		s := Default(engine, nil, ".")
		if s.Engine != engine || s.Permalink.Value == "" {
			t.Errorf("Default(%q) = %+v", engine, s)
		}
		page := Page{Path: "a.md"}
		_ = s.Kind(&page)
		_, _ = s.Address(&page)
		_ = s.NewIndex().Resolve("a.md", "b.md")
		if _, err := s.WithPermalink("/:year/:slug/"); err != nil && engine != VuePress {
			t.Errorf("%q: %v", engine, err)
		}
	}
}

func TestHostOfCNAME(t *testing.T) {
	s := findIn(t, map[string]string{"_config.yml": "title: T\n", "_posts/a.md": "", "CNAME": "Tide.example\n"}, ".")
	if s.URL != (Finding[string]{"https://tide.example", "CNAME", 1}) {
		t.Errorf("URL = %+v", s.URL)
	}
	s = findIn(t, map[string]string{"_config.yml": "url: https://other.example\n", "_posts/a.md": "", "CNAME": "tide.example\n"}, ".")
	if s.URL.Value != "https://other.example" {
		t.Errorf("URL = %+v", s.URL)
	}
	s = findIn(t, map[string]string{"docusaurus.config.js": "module.exports = {}", "static/CNAME": "bell.example"}, ".")
	if s.Home() != "https://bell.example/" {
		t.Errorf("Home = %q", s.Home())
	}
}

func TestVaultWithoutItsFolder(t *testing.T) {
	files := map[string]string{
		"Notes/a.md":           "![[rook.png]] [[b|the other]]\n",
		"Notes/b.md":           "---\npermalink: /own/\n---\n",
		"Attachments/rook.png": "x",
	}
	s := findIn(t, files, ".")
	if s.Engine != Obsidian {
		t.Fatalf("engine %q, want obsidian", s.Engine)
	}
	for _, tt := range []struct {
		page Page
		want string
	}{
		{Page{Path: "Notes/a.md"}, "/Notes/a/"},
		{Page{Path: "Notes/b.md", Front: front{"permalink": "/own/"}}, "/own/"},
	} {
		if got, err := s.Address(&tt.page); got != tt.want || err != nil {
			t.Errorf("Address(%s) = %q, %v, want %q", tt.page.Path, got, err, tt.want)
		}
	}
	x, err := s.Walk(tree(files))
	if err != nil {
		t.Fatal(err)
	}
	checkRefs(t, x, []refTest{
		{"Notes/a.md", "rook.png#icon", "Attachments/rook.png"},
		{"Notes/a.md", "[[b]]", "Notes/b.md"},
	})
	for _, text := range []string{"if [[ -f b ]]; then\n", "[[servers]]\n", "[[no note]] ![[none.png]]\n"} {
		if s := findIn(t, map[string]string{"a.md": text, "b.md": ""}, "."); s.Engine != "" {
			t.Errorf("%q: engine %q, want none", text, s.Engine)
		}
	}
}

// A configuration that was left behind when the site moved is not the site's.
func TestMovedSite(t *testing.T) {
	files := map[string]string{
		"config.toml": "baseURL = 'https://old.example/'\ntitle = 'Old'\ntheme = 'x'\n", "content/.vitepress/config.ts": "export default { title: 'New' }", "content/posts/a.md": "",
	}
	for _, dir := range []string{".", "content", "content/posts"} {
		if s := findIn(t, files, dir); s.Engine != VitePress || s.Title.Value != "New" || s.Dir != "content" {
			t.Errorf("the site of %s is %q of %s in %s", dir, s.Title.Value, s.Engine, s.Dir)
		}
	}
	files["layouts/single.html"] = ""
	if s := findIn(t, files, "."); s.Engine != Hugo {
		t.Errorf("with layouts, the site is of %s", s.Engine)
	}
}
