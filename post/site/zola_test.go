package site

import "testing"

func TestZolaAddress(t *testing.T) {
	page := func(name string) Page { return Page{Path: name} }
	checkAddresses(t, map[string]string{"config.toml": "base_url = 'https://fern.example/wood/'\n", "content/_index.md": ""}, "config.toml", []addressTest{
		{name: "default", page: page("content/blog/A big Fern.md"), want: "/wood/blog/a-big-fern/"},
		{name: "folders are kept as written", page: page("content/My Blog/a.md"), want: "/wood/My%20Blog/a/"},
		{name: "Chinese is transliterated", page: page("content/blog/日本.md"), want: "/wood/blog/ri-ben/"},
		{name: "accents", page: page("content/blog/héhé.md"), want: "/wood/blog/hehe/"},
		{name: "date before the name", page: page("content/blog/2024-05-06-fern.md"), want: "/wood/blog/fern/"},
		{name: "date with an underscore", page: page("content/blog/2024-05-06_fern.md"), want: "/wood/blog/fern/"},
		{name: "date and time", page: page("content/blog/2024-05-06T10:20:30Z-fern.md"), want: "/wood/blog/fern/"},
		{name: "no month", page: page("content/blog/2024-13-06-fern.md"), want: "/wood/blog/2024-13-06-fern/"},
		{name: "paths_keep_dates", config: "[slugify]\npaths_keep_dates = true", page: page("content/blog/2024-05-06-fern.md"), want: "/wood/blog/2024-05-06-fern/"},
		{name: "slugify safe", config: "[slugify]\npaths = 'safe'", page: page("content/blog/A <big> 日本. .md"), want: "/wood/blog/A%20big%20%E6%97%A5%E6%9C%AC/"},
		{name: "slugify off", config: "[slugify]\npaths = 'off'", page: page("content/blog/A+B.md"), want: "/wood/blog/A+B/"},
		{name: "folder with an index", page: page("content/blog/2024-05-06-fern/index.md"), want: "/wood/blog/fern/"},
		{name: "slug", page: Page{Path: "content/blog/fern/index.md", Front: front{"slug": "Farn Kraut"}}, want: "/wood/blog/farn-kraut/"},
		{name: "path", page: Page{Path: "content/blog/fern/index.md", Front: front{"path": "other/Zwei"}}, want: "/wood/other/Zwei/"},
		{name: "section", page: page("content/blog/_index.md"), want: "/wood/blog/"},
		{name: "home", page: page("content/_index.md"), want: "/wood/"},
		{name: "top", page: page("content/about.md"), want: "/wood/about/"},
		{name: "language", config: "[languages.fr]", page: page("content/blog/fern.fr.md"), want: "/wood/fr/blog/fern/"},
		{name: "language of a folder", config: "[languages.fr]", page: page("content/blog/fern/index.fr.md"), want: "/wood/fr/blog/fern/"},
		{name: "section of a language", config: "[languages.fr]", page: page("content/blog/_index.fr.md"), want: "/wood/fr/blog/"},
		{name: "no such language", page: page("content/blog/fern.fr.md"), want: "/wood/blog/fern-fr/"},
		{name: "elsewhere", page: page("README.md"), err: ErrNoAddress},
	})
}

func TestZolaKind(t *testing.T) {
	s := findIn(t, map[string]string{"config.toml": "base_url = 'https://fern.example'\ntitle = 'Fern'\nignored_content = ['*/skip/*', '*.tmp.md']\n[extra]\nauthor = 'Ada'\n", "content/a.md": ""}, "content")
	if s.Engine != Zola || s.Author != (Finding[string]{"Ada", "config.toml", 5}) || s.Title.Line != 2 {
		t.Errorf("site = %s, author %+v, title %+v", s.Engine, s.Author, s.Title)
	}
	checkKinds(t, s, []kindTest{
		{Page{Path: "content/blog/a.md", Front: front{"template": "page.html"}}, KindPost},
		{Page{Path: "content/a.md", Date: day(2024, 1, 2)}, KindPost},
		{Page{Path: "content/2024-01-02-a.md"}, KindPost},
		{Page{Path: "content/about.md"}, KindPage},
		{Page{Path: "content/blog/_index.md"}, KindSection},
		{Page{Path: "content/blog/a.md", Front: front{"draft": true}}, KindDraft},
		{Page{Path: "content/blog/x.md", Front: front{"template": "tags/list.html"}}, KindPage},
		{Page{Path: "content/x.tmp.md", Date: day(2024, 1, 2)}, KindExcluded},
		{Page{Path: "themes/x/README.md"}, KindExcluded},
	})
}

func TestSettle(t *testing.T) {
	s := findIn(t, map[string]string{"config.toml": "base_url = 'https://fern.example'\n", "content/a.md": ""}, ".")
	kinds := func(pages ...Page) (all []Kind) {
		var vs []Verdict
		for _, p := range pages {
			vs = append(vs, s.Kind(&p))
		}
		Settle(vs)
		for _, v := range vs {
			all = append(all, v.Kind)
		}
		return all
	}
	if got := kinds(Page{Path: "content/blog/a.md", Date: day(2024, 1, 2)}, Page{Path: "content/pages/about.md"}); got[0] != KindPost || got[1] != KindPage {
		t.Errorf("an undated page beside a dated post: %v", got)
	}
	if got := kinds(Page{Path: "content/docs/a.md"}, Page{Path: "content/docs/b.md"}); got[0] != KindPost || got[1] != KindPost {
		t.Errorf("documentation without dates: %v", got)
	}
}

func TestZolaReferences(t *testing.T) {
	files := map[string]string{"config.toml": "base_url = 'https://fern.example'\n"}
	for _, name := range []string{"content/one/index.md", "content/one/pic.png", "content/two/index.md", "content/blog/2024-05-06-three.md", "static/sea.png", "content/my page.md"} {
		files[name] = ""
	}
	s := findIn(t, files, ".")
	x, err := s.Walk(tree(files))
	if err != nil {
		t.Fatal(err)
	}
	for name, front := range map[string]front{"content/one/index.md": {"path": "first"}, "content/two/index.md": {"path": "second"}, "content/blog/2024-05-06-three.md": nil} {
		at, err := s.Address(&Page{Path: name, Front: front})
		if err != nil {
			t.Fatal(err)
		}
		x.Page(name, at)
	}
	one, two, three := "content/one/index.md", "content/two/index.md", "content/blog/2024-05-06-three.md"
	checkRefs(t, x, []refTest{
		{two, "@/one/index.md#deep", one},
		{two, "@/my%20page.md", "content/my page.md"},
		{two, "@/none.md", ""},
		{one, "pic.png", "content/one/pic.png"},
		{two, "../first/pic.png", "content/one/pic.png"},
		{two, "/first/pic.png", "content/one/pic.png"},
		{two, "/sea.png", "static/sea.png"},
		{two, "https://fern.example/blog/three/", three},
		{three, "/first", one},
		{three, "../../second/", two},
	})
}
