package site

import (
	"testing"
	"time"
)

// hexoFiles tell a site of Hexo from one of Jekyll.
var hexoFiles = map[string]string{"_config.yml": "title: Mound\n", "package.json": `{"dependencies": {"hexo": "^7"}}`, "source/_posts/a.md": ""}

func TestHexoAddress(t *testing.T) {
	at := time.Date(2024, 5, 6, 7, 8, 9, 0, time.UTC)
	post := Page{Path: "source/_posts/Big Ants.md", Title: "Big Ants!", Date: at}
	sub := Page{Path: "source/_posts/zoo/ants.md", Date: at}
	filed := Page{Path: "source/_posts/ants.md", Date: at, Categories: [][]string{{"Life Forms", "Ants"}}}
	checkAddresses(t, hexoFiles, "_config.yml", []addressTest{
		{name: "default", page: post, want: "/2024/05/06/Big%20Ants/"},
		{name: "a folder below _posts", page: sub, want: "/2024/05/06/zoo/ants/"},
		{name: "name", config: "permalink: :name.html", page: sub, want: "/ants.html"},
		{name: "post_title", config: "permalink: p/:post_title/", page: post, want: "/p/big-ants/"},
		{name: "time", config: "permalink: :i_month/:i_day/:hour:minute:second/", page: sub, want: "/5/6/070809/"},
		{name: "timestamp", config: "permalink: :timestamp/", page: sub, want: "/1714979289/"},
		{name: "hash", config: "permalink: :hash/", page: Page{Path: "source/_posts/ants.md", Date: at}, want: "/345d24a2f37f/"},
		{name: "category", config: "permalink: :category/:title/\ncategory_map: {Ants: emmets}", page: filed, want: "/Life-Forms/emmets/ants/"},
		{name: "category in lower case", config: "permalink: :category/:title/\nfilename_case: 1", page: filed, want: "/life-forms/ants/ants/"},
		{name: "default_category", config: "permalink: :category/:title/\ndefault_category: misc", page: sub, want: "/misc/zoo/ants/"},
		{name: "abbrlink", config: "permalink: p/:abbrlink.html", page: Page{Path: "source/_posts/a.md", Front: front{"abbrlink": "4a17b156"}}, want: "/p/4a17b156.html"},
		{name: "a number", config: "permalink: p/:abbrlink/", page: Page{Path: "source/_posts/a.md", Front: front{"abbrlink": uint64(77)}}, want: "/p/77/"},
		{name: "no abbrlink", config: "permalink: p/:abbrlink.html", page: post, err: ErrUnknownPart},
		{name: "permalink_defaults", config: "permalink: :lang/:title/\npermalink_defaults: {lang: en}", page: Page{Path: "source/_posts/a.md"}, want: "/en/a/"},
		{name: "new_post_name", config: "new_post_name: :year-:month-:day-:title.md", page: Page{Path: "source/_posts/2023-04-05-ants.md"}, want: "/2023/04/05/ants/"},
		{name: "language of new_post_name", config: "permalink: :lang/:title/\nnew_post_name: :lang/:title.md", page: Page{Path: "source/_posts/fr/ants.md"}, want: "/fr/ants/"},
		{name: "a name without the date of new_post_name", config: "permalink: :title/\nnew_post_name: :year-:month-:day-:title.md", page: Page{Path: "source/_posts/my_ants one.md"}, want: "/my-ants-one/"},
		{name: "permalink of the front matter", page: Page{Path: "source/_posts/a.md", Front: front{"permalink": "x/y"}}, want: "/x/y"},
		{name: "asset folders want a slash", config: "post_asset_folder: true", page: Page{Path: "source/_posts/a.md", Front: front{"permalink": "x/y"}}, want: "/x/y/"},
		{name: "root", config: "root: /log/", page: sub, want: "/log/2024/05/06/zoo/ants/"},
		{name: "a date with an offset is shown as in UTC", page: Page{Path: "source/_posts/a.md", Date: time.Date(2024, 5, 6, 1, 0, 0, 0, time.FixedZone("", 8*3600)), Zoned: true}, want: "/2024/05/05/a/"},
		{name: "no date", page: Page{Path: "source/_posts/a.md"}, err: ErrUnknownPart},
		{name: "page", page: Page{Path: "source/about/index.md"}, want: "/about/index.html"},
		{name: "pretty page", config: "pretty_urls: {trailing_index: false, trailing_html: false}", page: Page{Path: "source/about/index.md"}, want: "/about/"},
		{name: "pretty name", config: "pretty_urls: {trailing_html: false}", page: Page{Path: "source/about/me.md"}, want: "/about/me"},
		{name: "page with a permalink", page: Page{Path: "source/about.md", Front: front{"permalink": "who"}}, want: "/who.html"},
		{name: "source_dir", config: "source_dir: src", page: Page{Path: "src/_posts/a.md", Date: at}, want: "/2024/05/06/a/"},
	})
}

func TestHexoIsToldFromJekyll(t *testing.T) {
	for _, tt := range []struct {
		config string
		more   string
		want   Engine
	}{
		{"title: T\n", "source/_posts/a.md", Hexo},
		{"title: T\nsource: source\n", "source/_posts/a.md", Jekyll},
		{"title: T\n", "_posts/2024-01-02-a.md", Jekyll},
		{"title: T\n", "docs/a.md", Jekyll},
	} {
		if s := findIn(t, map[string]string{"_config.yml": tt.config, tt.more: ""}, "."); s.Engine != tt.want {
			t.Errorf("%q with %s: %s, want %s", tt.config, tt.more, s.Engine, tt.want)
		}
	}
}

func TestHexoKind(t *testing.T) {
	s := findIn(t, with(hexoFiles, "_config.yml", "skip_render: ['raw/*']\n"), "source/_posts")
	if s.Engine != Hexo || s.Dir != "." {
		t.Fatalf("site = %s in %s", s.Engine, s.Dir)
	}
	if !s.SoftBreaks.Value {
		t.Error("SoftBreaks = false")
	}
	checkKinds(t, s, []kindTest{
		{Page{Path: "source/_posts/a.md"}, KindPost},
		{Page{Path: "source/_posts/x/a.md", Front: front{"layout": "page"}}, KindPost},
		{Page{Path: "source/_posts/a.md", Front: front{"published": false}}, KindDraft},
		{Page{Path: "source/_posts/_a.md"}, KindExcluded},
		{Page{Path: "source/_drafts/a.md"}, KindDraft},
		{Page{Path: "source/about/index.md"}, KindPage},
		{Page{Path: "source/_data/a.md"}, KindExcluded},
		{Page{Path: "source/raw/a.md"}, KindExcluded},
		{Page{Path: "scaffolds/post.md"}, KindExcluded},
		{Page{Path: "themes/dune/README.md"}, KindExcluded},
	})
}

func TestHexoLanguagesAndBreaks(t *testing.T) {
	s := findIn(t, with(hexoFiles, "_config.yml", "language: [zh-cn, en]\nmarked: {breaks: false}\nurl: http://mound.example/log\n"), ".")
	if len(s.Languages) != 2 || s.Lang.Value != "zh-CN" || s.SoftBreaks.Value || s.SoftBreaks.Line != 2 {
		t.Errorf("Languages, Lang, SoftBreaks = %+v, %+v, %+v", s.Languages, s.Lang, s.SoftBreaks)
	}
	if s.Home() != "http://mound.example/log/" {
		t.Errorf("Home = %q", s.Home())
	}
}

func TestHexoReferences(t *testing.T) {
	files := with(hexoFiles, "_config.yml", "post_asset_folder: true\nnew_post_name: :year-:month-:day-:title.md\n")
	for _, name := range []string{"source/_posts/2024-05-06-ants.md", "source/_posts/2024-05-06-ants/hill.png", "source/_posts/zoo/bees.md", "source/images/a.png", "source/about/index.md"} {
		files[name] = ""
	}
	s := findIn(t, files, ".")
	x, err := s.Walk(tree(files))
	if err != nil {
		t.Fatal(err)
	}
	x.Page("source/_posts/2024-05-06-ants.md", "/2024/05/06/ants/")
	x.Page("source/_posts/zoo/bees.md", "/2024/05/07/bees/")
	ants, bees := "source/_posts/2024-05-06-ants.md", "source/_posts/zoo/bees.md"
	checkRefs(t, x, []refTest{
		{ants, "hill.png", "source/_posts/2024-05-06-ants/hill.png"},
		{ants, "{% asset_img hill.png A hill %}", "source/_posts/2024-05-06-ants/hill.png"},
		{ants, "{% asset_img wide hill.png 300 200 'A hill' %}", "source/_posts/2024-05-06-ants/hill.png"},
		{ants, "{% asset_path hill.png %}", "source/_posts/2024-05-06-ants/hill.png"},
		{ants, "{% post_link zoo/bees %}", bees},
		{ants, "{% post_link zoo/bees 'The bees' %}", bees},
		{bees, "{% post_link ants %}", ants},
		{bees, "/images/a.png", "source/images/a.png"},
		{bees, "/2024/05/06/ants/", ants},
		{bees, "/2024/05/06/ants/hill.png", "source/_posts/2024-05-06-ants/hill.png"},
		{bees, "../../06/ants/hill.png", "source/_posts/2024-05-06-ants/hill.png"},
		{bees, "{% post_link wasps %}", ""},
		{bees, "![](/images/a.png =300x200)", ""},
		{bees, "/images/a.png =300x200", "source/images/a.png"},
	})
}
