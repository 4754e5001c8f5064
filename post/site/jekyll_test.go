package site

import (
	"errors"
	"strings"
	"testing"
	"time"
)

func TestJekyllAddress(t *testing.T) {
	post := func(name string) Page { return Page{Path: name} }
	checkAddresses(t, map[string]string{"_config.yml": "title: Tide\n", "_posts/x.md": ""}, "_config.yml", []addressTest{
		{name: "default", page: post("_posts/2021-02-03-two-tides.md"), want: "/2021/02/03/two-tides.html"},
		{name: "pretty", config: "permalink: pretty", page: post("_posts/2021-02-03-two.md"), want: "/2021/02/03/two/"},
		{name: "style with a colon", config: "permalink: :pretty", page: post("_posts/2021-02-03-two.md"), want: "/2021/02/03/two/"},
		{name: "ordinal", config: "permalink: ordinal", page: post("_posts/2021-02-03-two.md"), want: "/2021/034/two.html"},
		{name: "weekdate", config: "permalink: weekdate", page: post("_posts/2021-02-03-two.md"), want: "/2021/W05/Wed/two.html"},
		{name: "none", config: "permalink: none", page: post("_posts/2021-02-03-two.md"), want: "/two.html"},
		{name: "own pattern", config: "permalink: /:year/:i_month/:i_day/:slug", page: post("_posts/2021-02-03-Two.md"), want: "/2021/2/3/two"},
		{name: "the title keeps its case", config: "permalink: /:title/", page: post("_posts/2021-02-03-Two & More.md"), want: "/Two-&-More/"},
		{name: "underscore after a part", config: "permalink: /:year_:month/:title/", page: post("_posts/2021-02-03-two.md"), want: "/2021_02/two/"},
		{name: "characters beyond ASCII", config: "permalink: /:title/", page: post("_posts/2021-02-03-潮汐.md"), want: "/%E6%BD%AE%E6%B1%90/"},
		{name: "categories", page: Page{Path: "_posts/2021-02-03-two.md", Categories: [][]string{{"News"}, {"Sea Side"}}}, want: "/news/sea%20side/2021/02/03/two.html"},
		{name: "folders above", page: post("coast/_posts/2021-02-03-two.md"), want: "/coast/2021/02/03/two.html"},
		{name: "folders below are no categories", page: post("_posts/old/2021-02-03-two.md"), want: "/2021/02/03/two.html"},
		{name: "base path", config: "baseurl: /blog/", page: post("_posts/2021-02-03-two.md"), want: "/blog/2021/02/03/two.html"},
		{name: "slug", page: Page{Path: "_posts/2021-02-03-two.md", Front: front{"slug": "zwei"}}, want: "/2021/02/03/zwei.html"},
		{name: "permalink", page: Page{Path: "_posts/2021-02-03-two.md", Front: front{"permalink": "/x/:title/"}}, want: "/x/two/"},
		{name: "defaults", config: "defaults: [{scope: {path: '', type: posts}, values: {permalink: '/p/:title/'}}]", page: post("_posts/2021-02-03-two.md"), want: "/p/two/"},
		{name: "defaults of a longer path win", config: "defaults:\n- {scope: {path: _posts/old}, values: {permalink: '/o/:title/'}}\n- {scope: {path: _posts}, values: {permalink: '/p/:title/'}}", page: post("_posts/old/2021-02-03-two.md"), want: "/o/two/"},
		{name: "date of the front matter", config: "timezone: Asia/Shanghai", page: Page{Path: "_posts/2021-02-03-two.md", Date: time.Date(2021, 2, 4, 23, 30, 0, 0, time.UTC), Zoned: true}, want: "/2021/02/05/two.html"},
		{name: "a time without a zone is UTC", config: "timezone: Asia/Shanghai", page: Page{Path: "_posts/2021-02-03-two.md", Date: time.Date(2021, 2, 3, 20, 0, 0, 0, time.FixedZone("", 8*3600))}, want: "/2021/02/04/two.html"},
		{name: "page", page: post("about.md"), want: "/about.html"},
		{name: "page, pretty", config: "permalink: pretty", page: post("info/about.md"), want: "/info/about/"},
		{name: "index", page: post("info/index.md"), want: "/info/"},
		{name: "page with a permalink", page: Page{Path: "about.md", Front: front{"permalink": "/me/"}}, want: "/me/"},
		{name: "collection", config: "collections: {docs: {output: true}}", page: post("_docs/a/b.md"), want: "/docs/a/b.html"},
		{name: "collection with a pattern", config: "collections: {docs: {output: true, permalink: '/d/:path/'}}", page: post("_docs/a/b.md"), want: "/d/a/b/"},
		{name: "collection without output", config: "collections: {docs: {output: false}}", page: post("_docs/a.md"), err: ErrNoAddress},
		{name: "collections_dir", config: "collections_dir: all", page: post("all/_posts/2021-02-03-two.md"), want: "/2021/02/03/two.html"},
		{name: "a key twice: the last counts", config: "permalink: none\npermalink: /x/:title", page: post("_posts/2021-02-03-two.md"), want: "/x/two"},
		{name: "posts outside of collections_dir", config: "collections_dir: all", page: post("news/_posts/2021-02-03-two.md"), err: ErrNoAddress},
		{name: "include folder", page: post("_includes/x.md"), err: ErrNoAddress},
	})
}

func TestJekyllUnknownPart(t *testing.T) {
	s, err := Find(tree(map[string]string{"_config.yml": "permalink: /:yaer/:title/", "_posts/a.md": ""}), ".")
	var part *PartError
	if !errors.As(err, &part) || part.Part != ":yaer" || !errors.Is(err, ErrUnknownPart) || !errors.Is(err, ErrConfig) {
		t.Fatalf("Find error = %v, want a PartError for :yaer", err)
	}
	if !strings.Contains(err.Error(), ":year") || !strings.Contains(err.Error(), "_config.yml") {
		t.Errorf("error %q names neither the file nor the known parts", err)
	}
	if s == nil || s.Engine != Jekyll {
		t.Errorf("Find returned %v, want the site beside its error", s)
	}
}

func TestJekyllKind(t *testing.T) {
	s := findIn(t, map[string]string{"_config.yml": "exclude: [drafty]\ncollections: {docs: {output: true}, notes: {}}\n", "_posts/a.md": ""}, ".")
	checkKinds(t, s, []kindTest{
		{Page{Path: "_posts/2021-02-03-two.md"}, KindPost},
		{Page{Path: "_posts/2021-02-03-two.md", Front: front{"layout": "page"}}, KindPost},
		{Page{Path: "_posts/undated.md"}, KindExcluded},
		{Page{Path: "_drafts/later.md"}, KindDraft},
		{Page{Path: "_posts/2021-02-03-two.md", Front: front{"published": false}}, KindDraft},
		{Page{Path: "about.md", Front: front{"layout": "page"}}, KindPage},
		{Page{Path: "404.md"}, KindPage},
		{Page{Path: "README.md", Bare: true}, KindExcluded},
		{Page{Path: "drafty/a.md"}, KindExcluded},
		{Page{Path: "vendor/bundle/x.md"}, KindExcluded},
		{Page{Path: "node_modules/x/readme.md"}, KindExcluded},
		{Page{Path: "_docs/a.md"}, KindPage},
		{Page{Path: "_notes/a.md"}, KindExcluded},
		{Page{Path: "_layouts/a.md"}, KindExcluded},
	})
}

func TestJekyllPublishesItsDrafts(t *testing.T) {
	s := findIn(t, map[string]string{"_config.yml": "show_drafts: true\n", "_posts/a.md": ""}, ".")
	checkKinds(t, s, []kindTest{
		{Page{Path: "_drafts/later.md"}, KindPost},
		{Page{Path: "_drafts/never.md", Front: front{"published": false}}, KindDraft},
	})
}

func TestJekyllLanguageOfDefaults(t *testing.T) {
	s := findIn(t, map[string]string{"_config.yml": "lang: en\ndefaults:\n- scope: {path: \"\", type: posts}\n  values: {lang: de}\n- scope: {path: _posts/zh}\n  values: {lang: zh_cn}\n", "_posts/a.md": ""}, ".")
	for name, want := range map[string]string{"_posts/2024-01-02-a.md": "de", "_posts/zh/2024-01-02-a.md": "zh-CN"} {
		if got := s.Language(&Page{Path: name}); got == nil || got.Tag != want {
			t.Errorf("Language(%s) = %+v, want %s", name, got, want)
		}
	}
	if got := s.Language(&Page{Path: "about.md"}); got != nil {
		t.Errorf("a page has %+v, want nothing but the language of the site", got)
	}
}

func TestJekyllFindings(t *testing.T) {
	s := findIn(t, map[string]string{"_config.yml": "# comment\ntitle: Tide\ndescription: >\n  Of the\n  sea\nauthor:\n  name: Ada\nurl: https://tide.example\nbaseurl: /log\nlang: pt_br\ntimezone: Europe/Lisbon\nfuture: true\n", "_posts/a.md": ""}, "_posts")
	if got := s.Title; got != (Finding[string]{"Tide", "_config.yml", 2}) {
		t.Errorf("Title = %+v", got)
	}
	if s.Author.Value != "Ada" || s.Author.Line != 7 || s.Description.Value != "Of the sea" {
		t.Errorf("Author, Description = %+v, %+v", s.Author, s.Description)
	}
	if s.Home() != "https://tide.example/log/" || s.Lang.Value != "pt-BR" || s.Location().String() != "Europe/Lisbon" || !s.Future.Value {
		t.Errorf("Home, Lang, Location, Future = %q, %q, %v, %v", s.Home(), s.Lang.Value, s.Location(), s.Future)
	}
}

// The tag link names files of collections from collections_dir.
func TestJekyllCollectionsDir(t *testing.T) {
	files := map[string]string{"_config.yml": "collections_dir: all\ncollections: {soups: {output: true}}\n", "all/_posts/2021-02-03-two.md": "", "all/_soups/pea.md": ""}
	x, err := findIn(t, files, ".").Walk(tree(files))
	if err != nil {
		t.Fatal(err)
	}
	from := "all/_posts/2021-02-03-two.md"
	checkRefs(t, x, []refTest{
		{from, "{% link _soups/pea.md %}", "all/_soups/pea.md"},
		{from, "_soups/pea.md", "all/_soups/pea.md"},
		{from, "{% post_url 2021-02-03-two %}", from},
	})
}

func TestJekyllReferences(t *testing.T) {
	files := map[string]string{
		"_config.yml": "baseurl: /log\nurl: https://tide.example\nimages: /assets/img\n", "_posts/2021-02-03-two.md": "", "_posts/old/2020-01-01-one.md": "",
		"assets/img/a.png": "", "about.md": "", "_posts/beside.png": "",
	}
	s := findIn(t, files, ".")
	x, err := s.Walk(tree(files))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"_posts/2021-02-03-two.md", "about.md"} {
		at, err := s.Address(&Page{Path: name})
		if err != nil {
			t.Fatal(err)
		}
		x.Page(name, at)
	}
	from := "_posts/old/2020-01-01-one.md"
	checkRefs(t, x, []refTest{
		{from, "{% link _posts/2021-02-03-two.md %}", "_posts/2021-02-03-two.md"},
		{from, "{% post_url 2021-02-03-two %}#x", "_posts/2021-02-03-two.md"},
		{from, "{{ site.baseurl }}{% post_url 2021-02-03-two %}", "_posts/2021-02-03-two.md"},
		{from, "{% post_url old/2020-01-01-one %}", "_posts/old/2020-01-01-one.md"},
		{from, "{% post_url 2021-02-04-none %}", ""},
		{from, `{{ "/assets/img/a.png" | relative_url }}`, "assets/img/a.png"},
		{from, "{{ site.url }}{{ site.baseurl }}/assets/img/a.png", "assets/img/a.png"},
		{from, "{{ site.images }}/a.png", "assets/img/a.png"},
		{from, "/log/assets/img/a.png", "assets/img/a.png"},
		{from, "/log/2021/02/03/two.html", "_posts/2021-02-03-two.md"},
		{from, "/log/about", "about.md"},
		{from, "https://tide.example/log/about.html", "about.md"},
		{from, "../2021-02-03-two.md", "_posts/2021-02-03-two.md"},
		{from, "https://other.example/", "elsewhere"},
		{from, "mailto:a@b.example", "elsewhere"},
		{from, "#here", "same"},
		{from, "{{ page.picture }}", "computed"},
		{from, "/log/none.png", ""},
		{from, "/log/tags/", "route"},
		{from, "https://tide.example/another-project/", "elsewhere"},
	})
	if got := x.Resolve("_posts/2021-02-03-two.md", "beside.png"); got.File != "_posts/beside.png" || !got.Guess {
		t.Errorf("a picture beside a post = %+v, want a guess: Jekyll does not publish it", got)
	}
	if got := x.Resolve(from, "{% post_url 2021-02-03-two %}#x"); got.Fragment != "x" || got.Address != "/log/2021/02/03/two.html" {
		t.Errorf("target = %+v", got)
	}
}
