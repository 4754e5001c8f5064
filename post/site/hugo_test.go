package site

import (
	"testing"
	"time"
)

func TestHugoAddress(t *testing.T) {
	files := map[string]string{"hugo.toml": "baseURL = 'https://dune.example/'\n", "content/posts/_index.md": "", "content/posts/trip/index.md": "", "content/posts/2024/_index.md": ""}
	langs := "defaultContentLanguage = 'en'\n[languages.en]\n[languages.fr]\n"
	post := Page{Path: "content/posts/Big Sand.md", Title: "Big Sand & More", Date: day(2024, 5, 6)}
	trip := Page{Path: "content/posts/trip/index.md", Title: "A Trip", Date: day(2024, 5, 6)}
	checkAddresses(t, files, "hugo.toml", []addressTest{
		{name: "default", page: post, want: "/posts/big-sand/"},
		{name: "characters that no path has", page: Page{Path: "content/posts/What? C++ & D.md"}, want: "/posts/what-c++--d/"},
		{name: "Chinese", page: Page{Path: "content/posts/沙丘.md"}, want: "/posts/%E6%B2%99%E4%B8%98/"},
		{name: "dots in a name", page: Page{Path: "content/posts/v1.2.md"}, want: "/posts/v1.2/"},
		{name: "bundle", page: trip, want: "/posts/trip/"},
		{name: "section", page: Page{Path: "content/posts/_index.md"}, want: "/posts/"},
		{name: "home", page: Page{Path: "content/_index.md"}, want: "/"},
		{name: "slug", page: Page{Path: "content/posts/a.md", Front: front{"slug": "The Sand"}}, want: "/posts/the-sand/"},
		{name: "slug of a bundle", page: Page{Path: "content/posts/trip/index.md", Front: front{"slug": "voyage"}}, want: "/posts/voyage/"},
		{name: "url", page: Page{Path: "content/posts/a.md", Front: front{"url": "/Old/Way"}}, want: "/Old/Way/"},
		{name: "url of a file", page: Page{Path: "content/posts/a.md", Front: front{"url": "/old/a.html"}}, want: "/old/a.html"},
		{name: "url with parts", page: Page{Path: "content/posts/a.md", Date: day(2024, 5, 6), Front: front{"url": "/:year/:contentbasename/"}}, want: "/2024/a/"},
		{name: "disablePathToLower", config: "disablePathToLower = true", page: post, want: "/posts/Big-Sand/"},
		{name: "removePathAccents", config: "removePathAccents = true", page: Page{Path: "content/posts/Été.md"}, want: "/posts/ete/"},
		{name: "uglyURLs", config: "uglyURLs = true", page: post, want: "/posts/big-sand.html"},
		{name: "uglyURLs of a section", config: "[uglyURLs]\nposts = true", page: post, want: "/posts/big-sand.html"},
		{name: "permalinks", config: "[permalinks]\nposts = '/:year/:month/:day/:slug/'", page: post, want: "/2024/05/06/big-sand-more/"},
		{name: "permalinks of another section", config: "[permalinks]\nnotes = '/:slug/'", page: post, want: "/posts/big-sand/"},
		{name: "permalinks.page", config: "[permalinks.page]\nposts = '/p/:contentbasename'", page: post, want: "/p/big-sand/"},
		{name: "permalinks.section", config: "[permalinks.section]\nposts = '/all'", page: Page{Path: "content/posts/_index.md"}, want: "/all/"},
		{name: "list of targets", config: "[[permalinks]]\npattern = '/x/:contentbasename'\n[permalinks.target]\nkind = 'page'\npath = '/{posts,posts/**}'", page: trip, want: "/x/trip/"},
		{name: "root section", config: "[permalinks]\n'/' = '/r/:filename/'", page: Page{Path: "content/about.md"}, want: "/r/about/"},
		{name: "sections", config: "[permalinks]\nposts = '/:sections/:slugorcontentbasename'", page: Page{Path: "content/posts/2024/sub/a.md"}, want: "/posts/2024/a/"},
		{name: "part of sections", config: "[permalinks]\nposts = '/:sections[1:]/:slugorfilename'", page: Page{Path: "content/posts/2024/a.md"}, want: "/2024/a/"},
		{name: "last section", config: "[permalinks]\nposts = '/:sections[last]/:filename'", page: Page{Path: "content/posts/2024/a.md"}, want: "/2024/a/"},
		{name: "names of days and months", config: "[permalinks]\nposts = '/:monthname/:weekdayname/:yearday/:title'", page: trip, want: "/may/monday/127/a-trip/"},
		{name: "Go layout is no part", config: "[permalinks]\nposts = '/:section/:filename'", page: trip, want: "/posts/trip/"},
		{name: "no date", config: "[permalinks]\nposts = '/:year/:filename'", page: Page{Path: "content/posts/a.md"}, want: "/1/a/"},
		{name: "date and slug of the file name", config: "[frontmatter]\ndate = [':filename', ':default']\n[permalinks]\nposts = '/:year/:slug'", page: Page{Path: "content/posts/2024-05-06-Sand.md"}, want: "/2024/sand/"},
		{name: "suffix of a language", config: langs, page: Page{Path: "content/posts/a.fr.md"}, want: "/fr/posts/a/"},
		{name: "suffix of the default language", config: langs, page: Page{Path: "content/posts/a.en.md"}, want: "/posts/a/"},
		{name: "bundle with a suffix", config: langs, page: Page{Path: "content/posts/trip/index.fr.md"}, want: "/fr/posts/trip/"},
		{name: "defaultContentLanguageInSubdir", config: "defaultContentLanguageInSubdir = true\n" + langs, page: Page{Path: "content/posts/a.md"}, want: "/en/posts/a/"},
		{name: "contentDir of a language", config: "[languages.fr]\ncontentDir = 'content/fr'\n[languages.en]\ncontentDir = 'content/en'", page: Page{Path: "content/fr/posts/a.md"}, want: "/fr/posts/a/"},
		{name: "url of a language", config: langs, page: Page{Path: "content/posts/a.fr.md", Front: front{"url": "about"}}, want: "/fr/about/"},
		{name: "rooted url of a language", config: langs, page: Page{Path: "content/posts/a.fr.md", Front: front{"url": "/about"}}, want: "/about/"},
		{name: "a host for each language", config: "[languages.en]\nbaseURL = 'https://en.dune.example/'\n[languages.fr]\nbaseURL = 'https://fr.dune.example/x/'", page: Page{Path: "content/posts/a.fr.md"}, want: "https://fr.dune.example/x/posts/a/"},
		{name: "mount", config: "[[module.mounts]]\nsource = 'docs'\ntarget = 'content/docs'", page: Page{Path: "docs/a.md"}, want: "/docs/a/"},
	})
}

func TestHugoConfigDir(t *testing.T) {
	s := findIn(t, map[string]string{
		"site/config/_default/hugo.yaml":      "title: Dune\nbaseURL: https://dune.example/log/\ntimeZone: Asia/Tokyo\n",
		"site/config/_default/languages.toml": "[de]\nlanguageCode = 'de-AT'\nweight = 1\n[en]\n",
		"site/config/_default/params.toml":    "description = 'Of sand'\nmainSections = ['posts']\n[author]\nname = 'Ada'\n",
		"site/config/_default/permalinks.yml": "posts: /p/:slug/\n",
		"site/config/production/hugo.toml":    "defaultContentLanguage = 'de'\n",
		"site/content/posts/a.md":             "",
	}, "site/content/posts")
	if s.Dir != "site" || s.Engine != Hugo || len(s.Files) != 5 {
		t.Fatalf("site = %s in %s, files %q", s.Engine, s.Dir, s.Files)
	}
	if s.Title.Value != "Dune" || s.Description.File != "site/config/_default/params.toml" || s.Author.Value != "Ada" || s.Home() != "https://dune.example/log/" || s.Lang.Value != "de-AT" {
		t.Errorf("findings = %+v", s)
	}
	got, err := s.Address(&Page{Path: "site/content/posts/a.md", Title: "Ä b"})
	if err != nil || got != "/log/p/%C3%A4-b/" {
		t.Errorf("Address = %q, %v", got, err)
	}
}

func TestHugoFilesOfLanguages(t *testing.T) {
	s := findIn(t, map[string]string{
		"config/_default/hugo.toml":         "defaultContentLanguage = 'en'\n",
		"config/_default/languages.en.toml": "title = 'Dune'\ncontentDir = 'content/en'\n",
		"config/_default/languages.fr.toml": "title = 'La dune'\ncontentDir = 'content/fr'\n",
		"content/fr/post/a.md":              "",
	}, ".")
	if s.Title.Value != "Dune" || len(s.Languages) != 2 || s.Languages[1].Title != "La dune" {
		t.Errorf("Title = %+v, Languages = %+v", s.Title, s.Languages)
	}
	if at, err := s.Address(&Page{Path: "content/fr/post/a.md"}); at != "/fr/post/a/" || err != nil {
		t.Errorf("Address = %q, %v", at, err)
	}
}

func TestHugoKind(t *testing.T) {
	files := map[string]string{"hugo.yaml": "ignoreFiles: ['\\.skip\\.md$']\nlanguages: {en: {}, ru: {disabled: true}}\n", "content/posts/trip/index.md": "", "content/posts/_index.md": ""}
	s := findIn(t, files, ".")
	dated := day(2024, 1, 1)
	checkKinds(t, s, []kindTest{
		{Page{Path: "content/posts/a.md", Date: dated}, KindPost},
		{Page{Path: "content/posts/a.md"}, KindPost},
		{Page{Path: "content/a.md", Date: dated}, KindPost},
		{Page{Path: "content/about.md"}, KindPage},
		{Page{Path: "content/about/index.md"}, KindPage},
		{Page{Path: "content/posts/trip/index.md", Date: dated}, KindPost},
		{Page{Path: "content/posts/trip/notes.md", Date: dated}, KindExcluded},
		{Page{Path: "content/posts/_index.md"}, KindSection},
		{Page{Path: "content/_index.md"}, KindSection},
		{Page{Path: "content/posts/a.md", Front: front{"draft": true}}, KindDraft},
		{Page{Path: "content/posts/a.md", Front: front{"headless": true}}, KindExcluded},
		{Page{Path: "content/posts/a.md", Front: front{"build": front{"render": "never"}}}, KindExcluded},
		{Page{Path: "content/posts/a.md", Front: front{"_build": front{"list": "never"}}}, KindPage},
		{Page{Path: "content/posts/a.skip.md"}, KindExcluded},
		{Page{Path: "content/posts/a.ru.md"}, KindExcluded},
		{Page{Path: "content/search.md", Date: dated, Front: front{"layout": "search"}}, KindPage},
		{Page{Path: "content/archives.md", Date: dated, Front: front{"layout": "archives"}}, KindPage},
		{Page{Path: "archetypes/default.md"}, KindExcluded},
		{Page{Path: "themes/x/exampleSite/content/posts/a.md"}, KindExcluded},
	})
	down := findIn(t, map[string]string{
		"hugo.toml": "", "content/posts/_index.md": "---\ntitle: P\n---\n",
		"content/_common/_index.md": "---\ncascade:\n  build:\n    render: never\n    list: never\n---\n",
		"content/later/_index.md":   "+++\n[cascade]\ndraft = true\n+++\n",
		"content/moved/_index.md":   "+++\n[[cascade]]\nurl = '/:sections[last]/:contentbasename'\n[cascade.target]\nkind = 'page'\n+++\n",
	}, ".")
	checkKinds(t, down, []kindTest{
		{Page{Path: "content/_common/x/a.md"}, KindExcluded},
		{Page{Path: "content/_common/a.md", Front: front{"build": front{"render": "always"}}}, KindPost},
		{Page{Path: "content/later/a.md"}, KindDraft},
		{Page{Path: "content/later/a.md", Front: front{"draft": false}}, KindPost},
		{Page{Path: "content/posts/a.md"}, KindPost},
	})
	if at, err := down.Address(&Page{Path: "content/moved/a.md"}); at != "/moved/a/" || err != nil {
		t.Errorf("url of a cascade: %q, %v", at, err)
	}
	main := findIn(t, map[string]string{"config.toml": "baseURL = 'x'\n[params]\nmainSections = ['log']\n", "content/log/a.md": ""}, ".")
	checkKinds(t, main, []kindTest{{Page{Path: "content/log/a.md"}, KindPost}, {Page{Path: "content/projects/a.md", Date: dated}, KindPage}})
}

// What the configuration says for one language, folder or file only.
func TestHugoInParts(t *testing.T) {
	s := findIn(t, map[string]string{
		"hugo.toml": `baseURL = "https://dune.example/"
[permalinks]
posts = "/p/:slugorcontentbasename/"
[frontmatter]
date = [":filename", "written", ":default"]
[languages.en]
weight = 1
[languages.fr]
weight = 2
[languages.fr.permalinks.page]
posts = "/f/:slug/"
[[module.mounts]]
source = "content"
target = "content"
[[module.mounts]]
source = "log"
target = "content/log"
excludeFiles = "skip/*"
[[module.mounts]]
source = "diary"
target = "content/diary"
files = ["! private/**", "**.md"]
[[cascade]]
build = {list = "never"}
[cascade.target]
path = "/posts/mute/**"
[[cascade]]
draft = true
[cascade.target]
path = "/posts/*"
lang = "fr"
[[cascade]]
draft = true
[cascade.target]
environment = "staging"
`,
		"content/posts/_index.md": "---\ncascade:\n- target: {path: /posts/gone/**}\n  draft: true\n---\n", "log/a.md": "", "diary/a.md": "",
	}, ".")
	at := func(name string, f front) Page { return Page{Path: name, Title: "T", Date: day(2024, 5, 6), Front: f} }
	checkKinds(t, s, []kindTest{
		{at("content/posts/a.md", nil), KindPost},
		{at("content/posts/a.fr.md", nil), KindDraft},
		{at("content/posts/gone/a.md", nil), KindDraft},
		{at("content/posts/gone/a.md", front{"draft": false}), KindPost},
		{at("content/posts/mute/a.md", nil), KindPage},
		{at("content/posts/b.md", front{"build": map[string]any{"render": "link"}}), KindExcluded},
		{at("log/a.md", nil), KindPost},
		{at("log/skip/a.md", nil), KindExcluded},
		{at("diary/a.md", nil), KindPost},
		{at("diary/private/a.md", nil), KindExcluded},
	})
	for _, test := range []struct {
		page    Page
		address string
		date    time.Time
	}{
		{at("content/posts/a.md", nil), "/p/a/", day(2024, 5, 6)},
		{at("content/posts/a.fr.md", nil), "/fr/f/t/", day(2024, 5, 6)},
		{at("content/posts/2023-01-02-a.md", nil), "/p/a/", day(2023, 1, 2)},
		{at("content/posts/a.md", front{"written": day(2022, 2, 3)}), "/p/a/", day(2022, 2, 3)},
		{at("content/posts/In C#.md", nil), "/p/in-c/", day(2024, 5, 6)},
	} {
		if got, err := s.Address(&test.page); got != test.address || err != nil {
			t.Errorf("Address(%s) = %q, %v, want %q", test.page.Path, got, err, test.address)
		}
		if got := s.Date(&test.page); !got.Equal(test.date) {
			t.Errorf("Date(%s) = %v, want %v", test.page.Path, got, test.date)
		}
	}
}

func TestHugoReferences(t *testing.T) {
	files := map[string]string{"hugo.toml": "baseURL = 'https://dune.example/log/'\n"}
	for _, name := range []string{"content/posts/a.md", "content/posts/b.md", "content/posts/trip/index.md", "content/posts/trip/boat.png", "content/about/index.md", "static/img/sea.png", "assets/x.png", "content/posts/_index.md"} {
		files[name] = ""
	}
	s := findIn(t, files, ".")
	x, err := s.Walk(tree(files))
	if err != nil {
		t.Fatal(err)
	}
	x.Page("content/posts/b.md", "/log/posts/bee/")
	x.Page("content/posts/trip/index.md", "/log/posts/trip/")
	x.Page("content/posts/a.md", "/log/posts/a/")
	x.Page("content/about/index.md", "/log/about/")
	a, trip := "content/posts/a.md", "content/posts/trip/index.md"
	checkRefs(t, x, []refTest{
		{a, `{{< ref "b.md#x" >}}`, "content/posts/b.md"},
		{a, `{{< relref "/posts/b" >}}`, "content/posts/b.md"},
		{a, `{{% ref path="b" %}}`, "content/posts/b.md"},
		{trip, `{{< ref "/about" >}}`, "content/about/index.md"},
		{trip, `{{< ref "b" >}}`, "content/posts/b.md"},
		{a, `{{< ref "trip" >}}`, trip},
		{a, `{{< ref "/posts" >}}`, "content/posts/_index.md"},
		{a, `{{< ref "nowhere" >}}`, ""},
		{trip, "boat.png", "content/posts/trip/boat.png"},
		{trip, "../bee/", "content/posts/b.md"},
		{trip, "/img/sea.png", "static/img/sea.png"},
		{trip, "/log/img/sea.png", "static/img/sea.png"},
		{trip, "x.png", "assets/x.png"},
		{a, "/log/posts/trip/boat.png", "content/posts/trip/boat.png"},
		{a, "../trip/boat.png", "content/posts/trip/boat.png"},
	})
	if got := x.Resolve(a, `{{< ref "b.md#x" >}}`); got.Fragment != "x" || got.Address != "/log/posts/bee/" {
		t.Errorf("target = %+v", got)
	}
}

func TestHugoLinkHook(t *testing.T) {
	langs := "[languages.en]\ncontentDir = 'content/en'\n[languages.fr]\ncontentDir = 'content/fr'\n"
	for _, tt := range []struct{ name, config, want string }{
		{"several languages", langs, "content/en/about.md"},
		{"one language", "contentDir = 'content/en'\n", ""},
		{"always", "contentDir = 'content/en'\n[markup.goldmark.renderHooks.link]\nuseEmbedded = 'always'\n", "content/en/about.md"},
		{"never", langs + "[markup.goldmark.renderHooks.link]\nuseEmbedded = 'never'\n", ""},
	} {
		files := map[string]string{"hugo.toml": tt.config, "content/en/posts/a.md": "", "content/en/about.md": ""}
		s := findIn(t, files, ".")
		x, err := s.Walk(tree(files))
		if err != nil {
			t.Fatal(err)
		}
		if got := x.Resolve("content/en/posts/a.md", "../../../about/"); got.File != tt.want {
			t.Errorf("%s: a link beyond the content leads to %q, want %q", tt.name, got.File, tt.want)
		}
	}
}

func TestNamesOfRepositoryFilesInSections(t *testing.T) {
	s := findIn(t, map[string]string{"hugo.toml": "", "content/about/security.md": ""}, ".")
	dated := func(name string) Page { return Page{Path: name, Date: day(2024, 5, 6)} }
	checkKinds(t, s, []kindTest{
		{dated("content/about/security.md"), KindPost},
		{dated("content/templates/404.md"), KindPost},
		{dated("content/404.md"), KindPage},
		{dated("content/license.md"), KindPage},
		{dated("content/about/README.md"), KindPage},
	})
}

func TestHugoFoldersOfNoLanguage(t *testing.T) {
	langs := "[languages.en]\ncontentDir = 'content/en'\n[languages.fr]\ncontentDir = 'content/fr'\n"
	off := "[languages.hr]\ncontentDir = 'content/hr'\ndisabled = true\n"
	for _, tt := range []struct {
		config, name string
		want         Kind
	}{
		{langs, "content/fr/posts/a.md", KindPost},
		{langs, "content/hr/posts/a.md", KindExcluded},
		{langs + off, "content/hr/posts/a.md", KindExcluded},
		{"[languages.en]\n[languages.fr]\ncontentDir = 'content/fr'\n", "content/posts/a.md", KindPost},
		{"[[module.mounts]]\nsource = 'docs'\ntarget = 'content/docs'\n", "content/posts/a.md", KindExcluded},
		{"[[module.mounts]]\nsource = 'docs'\ntarget = 'content/docs'\n[[module.mounts]]\nsource = 'content'\ntarget = 'content'\n", "content/posts/a.md", KindPost},
		{"[[module.mounts]]\nsource = 'files'\ntarget = 'static'\n", "content/posts/a.md", KindPost},
	} {
		s := findIn(t, map[string]string{"hugo.toml": tt.config, tt.name: ""}, ".")
		if got := s.Kind(&Page{Path: tt.name, Date: day(2024, 5, 6)}); got.Kind != tt.want {
			t.Errorf("%s with %q: %s (%s), want %s", tt.name, tt.config, got.Kind, got.Reason, tt.want)
		}
	}
}

func TestHugoLanguageInAFileOfItsOwn(t *testing.T) {
	s := findIn(t, map[string]string{
		"config/_default/hugo.toml":         "title = 'Dune'\n",
		"config/_default/languages.en.toml": "contentDir = 'content/en'\nlocale = 'en-US'\n",
		"config/_default/languages.fr.toml": "contentDir = 'content/fr'\n",
	}, ".")
	if want := (Finding[string]{"en-US", "config/_default/languages.en.toml", 1}); s.Lang != want {
		t.Errorf("Lang = %+v, want %+v", s.Lang, want)
	}
}

func TestHugoHeadingID(t *testing.T) {
	for text, want := range map[string]string{
		"⚙️ Oil & *wick*": "-oil--wick",
		"Oil -- and wick": "oil--and-wick",
		"Oil-and-wick_1":  "oil-and-wick_1",
		"灯の油":             "灯の油",
		"Oil\u00a0lamp":   "oillamp",
		"!?":              "heading",
	} {
		if got := HeadingHugo.ID(text); got != want {
			t.Errorf("the id of %q is %q, want %q", text, got, want)
		}
	}
}
