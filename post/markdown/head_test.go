package markdown_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

// headTests are files with what their head says, a line for each field.
var headTests = []struct {
	name string
	path string
	in   string
	p    markdown.Parser
	want string
}{
	{
		name: "plain", path: "posts/rain.md",
		in: "---\ntitle: Rain\ndate: 2024-05-01\nupdated: 2024-05-02 10:20\nauthor: Ann\ntags: [a, b, a]\ncategories: [x, y]\n" +
			"description: Of  rain.\ncover: ./a.png\nlicense: CC BY 4.0\nlang: zh_CN\nweight: 5\n---\n",
		want: "title Rain\nslug rain\nurl /posts/rain/\nlang zh-CN\npublished 2024-05-01T00:00:00Z\nupdated 2024-05-02T10:20:00Z\nauthors Ann\n" +
			"summary Of rain.\ntags a|b\ncategories x|y\ncover ./a.png\nlicense CC BY 4.0\nparams map[weight:5]",
	},
	{
		name: "spellings", path: "a.md",
		in:   "---\nTITLE: Rain\npublishDate: 2024-05-01\nlast_updated: 2024-05-02\nAuthor: Ann\nTags: x\n---\n",
		want: "title Rain\nslug a\nurl /a/\npublished 2024-05-01T00:00:00Z\nupdated 2024-05-02T00:00:00Z\nauthors Ann\ntags x",
	},
	{
		name: "raw scalars", path: "a.md",
		in:   "---\ntitle: 007\ndescription: no\nid: 1e3\nversion: 1.10\nn: 5\nx: 1.5\nb: true\nnone:\nat: 2024-05-01\nlist: [1, {k: v}]\n---\n",
		want: "title 007\nid 1e3\nslug a\nurl /a/\nsummary no\nparams map[at:2024-05-01 00:00:00 +0000 UTC b:true list:[1 map[k:v]] n:5 none:<nil> version:1.10 x:1.5]",
	},
	{
		name: "location", path: "a.md", p: markdown.Parser{Location: time.FixedZone("", 8*3600)},
		in:   "+++\ntitle = 'Rain'\ndate = 2024-05-01T10:20:30\nupdated = 2024-05-01T10:20:30Z\n+++\n",
		want: "title Rain\nslug a\nurl /a/\npublished 2024-05-01T10:20:30+08:00\nupdated 2024-05-01T10:20:30Z",
	},
	{
		name: "published is a switch or a date", path: "a.md",
		in:   "---\npublished: false\ncreated: 2024-05-01\n---\n",
		want: "slug a\nurl /a/\npublished 2024-05-01T00:00:00Z\ndraft",
	},
	{name: "published is a date", path: "a.md", in: "---\npublished: 2024-05-01\n---\n", want: "slug a\nurl /a/\npublished 2024-05-01T00:00:00Z"},
	{name: "zero date", path: "a.md", in: "---\ndate: 0001-01-01T00:00:00Z\n---\n", want: "slug a\nurl /a/"},
	{name: "empty values", path: "a.md", in: "---\ntitle:\ndate: ''\ntags:\nauthor:\n---\n", want: "slug a\nurl /a/"},
	{name: "title in brackets", path: "a.md", in: "---\ntitle: [转载]\n---\n", want: "title [转载]\nslug a\nurl /a/"},
	{name: "draft and hidden", path: "_drafts/a.md", in: "---\nunlisted: true\n---\n", want: "slug a\nurl /a/\ndraft"},
	{name: "no page in eleventy", path: "a.md", in: "---\npermalink: false\n---\n", want: "slug a\nurl /a/\nhidden"},
	{name: "in no collection of eleventy", path: "a.md", in: "---\neleventyExcludeFromCollections: true\ntags: [posts, sea]\n---\n",
		want: "slug a\nurl /a/\ntags sea\nhidden"},
	{name: "no page in zola", path: "a.md", in: "+++\nrender = false\n+++\n", want: "slug a\nurl /a/\nhidden"},
	{name: "no article in vuepress", path: "a.md", in: "---\narticle: false\n---\n", want: "slug a\nurl /a/\nhidden"},
	{name: "not in the feed", path: "a.md", in: "---\nfeed: false\n---\n", want: "slug a\nurl /a/\nunfed"},
	{name: "a home page", path: "a.md", in: "---\nlayout: home\n---\n", want: "slug a\nurl /a/\npage\nparams map[layout:home]"},
	{name: "dates of astro themes", path: "a.md", in: "---\npubDatetime: 2024-05-01T08:00:00Z\nmodDatetime: 2024-05-02T08:00:00Z\n---\n",
		want: "slug a\nurl /a/\npublished 2024-05-01T08:00:00Z\nupdated 2024-05-02T08:00:00Z"},
	{name: "a slug in place of a dated name", path: "blog/2024-05-01-rain.md", in: "---\nslug: wet\n---\n",
		want: "slug wet\nurl /blog/wet/\npublished 2024-05-01T00:00:00Z"},
	{name: "a slug as in the dated name", path: "blog/2024-05-01-rain.md", in: "---\nslug: rain\n---\n",
		want: "slug rain\nurl /blog/rain/\npublished 2024-05-01T00:00:00Z"},
	{name: "an unread date, and one in the path", path: "2024-05-01-rain.md", in: "---\ndate: soon\n---\n",
		want: "slug rain\nurl /2024-05-01-rain/\npublished 2024-05-01T00:00:00Z"},
	{name: "behind a password", path: "a.md", in: "---\npassword: 0123\n---\n", want: "slug a\nurl /a/\nlocked\nparams map[password:0123]"},
	{name: "an empty password", path: "a.md", in: "---\npassword:\n---\n", want: "slug a\nurl /a/\nparams map[password:<nil>]"},
	{name: "hugo build", path: "a.md", in: "---\nbuild: {list: never}\n---\n", want: "slug a\nurl /a/\nhidden\nparams map[build:map[list:never]]"},

	// Tags and categories.
	{name: "a list that nobody closed", path: "a.md", in: "---\ntags: [one, 'two'\n---\n", want: "slug a\nurl /a/\ntags one|two"},
	{name: "tags between commas", path: "a.md", in: "---\ntags: one two, three、四\n---\n", want: "slug a\nurl /a/\ntags one two|three|四"},
	{name: "one tag", path: "a.md", in: "---\ntags: one two\n---\n", want: "slug a\nurl /a/\ntags one two"},
	{name: "jekyll", path: "_posts/2024-05-01-rain.md", in: "---\ntags: one two\ncategories: a b\n---\n",
		want: "slug rain\nurl /2024-05-01-rain/\npublished 2024-05-01T00:00:00Z\ntags one|two\ncategories a|b"},
	{name: "jekyll category", path: "a.md", p: markdown.Parser{Engine: markdown.Jekyll}, in: "---\ncategory: a b\ntags: one, two three\n---\n",
		want: "slug a\nurl /a/\ntags one|two three\ncategories a b"},
	{name: "hexo path", path: "source/_posts/rain.md", in: "---\ntitle: Rain\ncategories:\n  - Notes\n  - Weather\n---\n",
		want: "title Rain\nslug rain\nurl /rain/\ncategories Notes/Weather"},
	{name: "hexo paths", path: "a.md", in: "---\ncategories:\n  - [Notes, Weather]\n  - [Hills]\n  - Sea\n---\n",
		want: "slug a\nurl /a/\ncategories Notes/Weather|Hills|Sea"},
	{name: "hexo headless", path: "a.md", in: "title: Rain\ncategories:\n\t- Notes\n\t- Weather\n---\n",
		want: "title Rain\nslug a\nurl /a/\ncategories Notes/Weather"},
	{name: "hexo by option", path: "2024-05-01-a.md", p: markdown.Parser{Engine: markdown.Hexo}, in: "---\ncategories: [x, y]\n---\n",
		want: "slug 2024-05-01-a\nurl /2024-05-01-a/\npublished 2024-05-01T00:00:00Z\ncategories x/y"},
	{name: "zola", path: "content/2024-05-01-rain/index.md", in: "+++\ntitle = \"Rain\"\n[taxonomies]\ntags = [\"a\", \"b\"]\n[extra]\nx = 1\n+++\n",
		want: "title Rain\nslug rain\nurl /content/2024-05-01-rain/\npublished 2024-05-01T00:00:00Z\ntags a|b\nparams map[extra:map[x:1]]"},
	{name: "zola path", path: "content/rain.md", in: "+++\npath = \"2024/05/01/rain.html\"\nauthors = [\"Ann\", \"Bob\"]\naliases = [\"x\"]\n[extra]\n+++\n",
		want: "slug rain\nurl /2024/05/01/rain.html\npublished 2024-05-01T00:00:00Z\nauthors Ann|Bob\nparams map[aliases:[x] extra:map[]]"},
	{name: "obsidian", path: "Notes/Rain day.md", in: "---\ntags: [\"#weather\", c#]\naliases: [Wet]\npublish: false\ncreated: \"[[2024-05-01]]\"\n---\n",
		want: "slug Rain day\nurl /Notes/Rain%20day/\npublished 2024-05-01T00:00:00Z\ntags weather|c#\ndraft\nparams map[aliases:[Wet]]"},
	{name: "tag maps", path: "a.md", in: "---\ntags:\n  - label: Rain\n    permalink: /r\n  - 2024\n  -\n---\n", want: "slug a\nurl /a/\ntags Rain|2024"},

	// Authors.
	{name: "authors in a text", path: "a.md", in: "---\nauthors: Ann, Bob、Cid & Dan, Jr.\n---\n", want: "slug a\nurl /a/\nauthors Ann|Bob|Cid|Dan, Jr."},
	{name: "authors as maps", path: "a.md", in: "---\nauthors:\n  - name: Ann\n    url: https://a.example\n    email: ann@a.example\n  - bob\n---\n",
		want: "slug a\nurl /a/\nauthors Ann <https://a.example> ann@a.example|bob"},
	{name: "authors by key", path: "a.md", in: "---\nauthors:\n  ann: {title: Writer}\n  bob: {name: Bob}\n---\n", want: "slug a\nurl /a/\nauthors ann|Bob"},
	{name: "author with an address", path: "a.md", in: "---\nauthor: Ann <ann@a.example>\nauthor_url: https://a.example\n---\n",
		want: "slug a\nurl /a/\nauthors Ann <https://a.example> ann@a.example"},
	{name: "author as a link", path: "a.md", in: "---\nauthor: '[Ann](https://a.example)'\n---\n", want: "slug a\nurl /a/\nauthors Ann <https://a.example>"},
	{name: "authors as links, with where they work", path: "a.md", in: "---\nauthor: >-\n  [Ann](https://a.example) (Night Co), [Bo Li](https://b.example)\n  (Day Co)\n---\n", want: "slug a\nurl /a/\nauthors Ann <https://a.example>|Bo Li <https://b.example>"},
	{name: "authors with several places", path: "a.md", in: "---\nauthor: '[Ann](https://a.example) (Night Co, Tea Club), [Bo Li](https://b.example) and [Cid (Day & Co)](https://c.example)'\n---\n", want: "slug a\nurl /a/\nauthors Ann <https://a.example>|Bo Li <https://b.example>|Cid (Day & Co) <https://c.example>"},
	{name: "authors with handles, and a last one", path: "a.md", in: "---\nauthor: 'Ann ([@ann](https://a.example)), [Bo Li](https://b.example) and Cid Cole, and Dan, et al.'\n---\n", want: "slug a\nurl /a/\nauthors Ann <https://a.example>|Bo Li <https://b.example>|Cid Cole|Dan|et al."},
	{name: "author of a template", path: "a.md", in: "---\nauthor: '{{author}}'\ntranslator: '{{ translator }}'\n---\n", want: "slug a\nurl /a/\nparams map[author:{{author}} translator:{{ translator }}]"},
	{name: "authors in a bracket that is not closed", path: "a.md", in: "---\nauthor: 'Ann (Night Co, Bo Li'\n---\n", want: "slug a\nurl /a/\nauthors Ann (Night Co|Bo Li"},
	{name: "title in HTML", path: "a.md", in: "---\ntitle: '<cite>Rain</cite> &#8211; a <b class=\"x\">play</b> &amp; more&hellip;'\ndescription: <p>Don&#8217;t</p>\n---\n", want: "title Rain – a play & more…\nslug a\nurl /a/\nsummary Don’t"},
	{name: "title about HTML", path: "a.md", in: "---\ntitle: 'The <meter> and <b> elements, &lt; and List&lt;T&gt;, a < b'\n---\n", want: "title The <meter> and <b> elements, &lt; and List<T>, a < b\nslug a\nurl /a/"},
	{name: "title with half a tag", path: "a.md", in: "---\ntitle: 'a <em>b</em> <c'\n---\n", want: "title a b <c\nslug a\nurl /a/"},
	{name: "author by a key in Chinese", path: "a.md", in: "---\n作者: 王小明、李文\n---\n", want: "slug a\nurl /a/\nauthors 王小明|李文"},
	{name: "author by a key in German", path: "a.md", in: "---\nAutorin: Ann\n---\n", want: "slug a\nurl /a/\nauthors Ann"},
	{name: "author as a number", path: "a.md", in: "---\nauthor: 12\n---\n", want: "slug a\nurl /a/\nauthors 12"},

	// Covers and licences.
	{name: "cover in a map", path: "a.md", in: "---\ncover: {image: img/a.png, alt: A}\n---\n", want: "slug a\nurl /a/\ncover img/a.png\nparams map[cover:map[alt:A image:img/a.png]]"},
	{name: "cover in a list", path: "a.md", in: "---\nimages:\n  - /a.png\n  - /b.png\n---\n", want: "slug a\nurl /a/\ncover /a.png\nparams map[images:[/a.png /b.png]]"},
	{name: "no cover", path: "a.md", in: "---\ncover: false\nimage: '#fff'\n---\n", want: "slug a\nurl /a/\nparams map[cover:false image:#fff]"},
	// Recordings.
	{name: "audio", path: "a.md", in: "---\naudio: /ep/1.mp3\nduration: 1:02:03\n---\n", want: "slug a\nurl /a/\nenclosure /ep/1.mp3  0 1h2m3s"},
	{name: "enclosure in a map", path: "a.md", in: "---\nenclosure: {url: 'https://c.example/1?x', type: audio/mpeg, length: 1234, duration: '12:30'}\n---\n",
		want: "slug a\nurl /a/\nenclosure https://c.example/1?x audio/mpeg 1234 12m30s\nparams map[enclosure:map[duration:12:30 length:1234 type:audio/mpeg url:https://c.example/1?x]]"},
	{name: "enclosure of WordPress", path: "a.md", in: "---\nenclosure: |\n  https://c.example/1.mp3\n  99\n  audio/mpeg\n---\n", want: "slug a\nurl /a/\nenclosure https://c.example/1.mp3 audio/mpeg 99 0s"},
	{name: "podcast of Hugo", path: "a.md", in: "+++\npodcast_file = \"1.mp3\"\npodcast_duration = \"90\"\npodcast_bytes = \"5\"\naudio = \"1.mp3\"\n+++\n", want: "slug a\nurl /a/\nenclosure 1.mp3  5 1m30s"},
	{name: "no recording", path: "a.md", in: "---\naudio: true\nvideo: abc123\npodcast: Some show\nduration: 5:00\nenclosure: {url: a.zip, type: application/zip}\n---\n",
		want: "slug a\nurl /a/\nparams map[audio:true duration:5:00 enclosure:map[type:application/zip url:a.zip] podcast:Some show video:abc123]"},
	{name: "copyright is a switch", path: "a.md", in: "---\ncopyright: false\n---\n", want: "slug a\nurl /a/\nparams map[copyright:false]"},
	{name: "copyright in HTML", path: "a.md", in: "---\ncopyright: 'All of <a href=\"https://a.example\">us</a> &copy; 2024'\n---\n", want: "slug a\nurl /a/\nlicense All of us © 2024"},
	{name: "copyright in a map", path: "a.md", in: "---\ncopyright: {license: MIT}\n---\n", want: "slug a\nurl /a/\nlicense MIT\nparams map[copyright:map[license:MIT]]"},

	// Addresses.
	{name: "slug", path: "posts/a.md", in: "---\nslug: rain\n---\n", want: "slug rain\nurl /posts/rain/"},
	{name: "slug with slashes", path: "posts/a.md", in: "---\nslug: /notes/rain/\n---\n", want: "slug rain\nurl /notes/rain/"},
	{name: "permalink", path: "a.md", in: "---\npermalink: /notes/雨.html\n---\n", want: "slug 雨\nurl /notes/%E9%9B%A8.html"},
	{name: "a date of digits before the name", path: "tech/20240501 Spring rain.md", in: "Text.\n",
		want: "slug Spring rain\nurl /tech/20240501%20Spring%20rain/\npublished 2024-05-01T00:00:00Z"},
	{name: "permalink pattern", path: "_posts/2024-05-01-rain.md", in: "---\npermalink: /:year/:month/:title/\n---\n",
		want: "slug rain\nurl /2024/05/rain/\npublished 2024-05-01T00:00:00Z"},
	{name: "permalink with a host", path: "a.md", in: "---\npermalink: https://a.example/rain\n---\n", want: "slug rain\nurl https://a.example/rain"},
	{name: "permalink out of the root", path: "a.md", in: "---\npermalink: ../../x\n---\n", want: "slug x\nurl /x"},
	{name: "no host in a permalink", path: "a.md", in: "---\npermalink: http://\u202eb/\n---\n", want: "slug a\nurl /http:/%E2%80%AEb/"},
	{name: "no port in a permalink", path: "a.md", in: "---\npermalink: https://b.example:99999/c/\n---\n", want: "slug c\nurl /https:/b.example:99999/c/"},
	{name: "script in a permalink", path: "a.md", in: "---\npermalink: javascript:alert(1)\n---\n", want: "slug javascript(1)\nurl /javascript%281%29"},
	{name: "address elsewhere", path: "a.md", in: "---\nurl: https://b.example/x\n---\n", want: "slug a\nurl /a/\nparams map[url:https://b.example/x]"},
	{name: "template", path: "a.md", in: "---\npermalink: \"/{{ page.x }}/\"\n---\n", want: "slug a\nurl /a/\nparams map[permalink:/{{ page.x }}/]"},
	{name: "pattern", path: "posts/2024/a.md", p: markdown.Parser{Permalink: "/:lang/:year/:month/:day/:slug.html"}, in: "---\ndate: 2024-05-01\n---\n",
		want: "slug a\nurl /2024/05/01/a.html\npublished 2024-05-01T00:00:00Z"},
	{name: "pattern with a key", path: "a.md", p: markdown.Parser{Permalink: "p/:abbrlink"}, in: "---\nabbrlink: 5f3a\n---\n",
		want: "slug a\nurl /p/5f3a\nparams map[abbrlink:5f3a]"},
	{name: "index", path: "posts/rain/index.md", in: "x", want: "slug rain\nurl /posts/rain/"},
	{name: "section", path: "posts/_index.md", in: "x", want: "slug posts\nurl /posts/"},
	{name: "root index", path: "README.md", in: "x", want: "slug index\nurl /"},
	{name: "folders of a date", path: "blog/2024/05/01-rain/index.md", in: "x", want: "slug 01-rain\nurl /blog/2024/05/01-rain/\npublished 2024-05-01T00:00:00Z"},
	{name: "daily note", path: "2024-05-01.md", in: "x", want: "slug 2024-05-01\nurl /2024-05-01/\npublished 2024-05-01T00:00:00Z"},
	{name: "no day of the calendar", path: "2024-15-41-x.md", in: "x", want: "slug 2024-15-41-x\nurl /2024-15-41-x/"},

	// Languages.
	{name: "language of the name", path: "posts/rain.zh-cn.md", in: "x", want: "slug rain\nurl /zh-cn/posts/rain/\nlang zh-CN"},
	{name: "language of the index", path: "rain/index.ja.md", in: "x", want: "slug rain\nurl /ja/rain/\nlang ja"},
	{name: "own language of the name", path: "rain.en.md", p: markdown.Parser{Lang: "en"}, in: "x", want: "slug rain\nurl /rain/\nlang en"},
	{name: "no language of the name", path: "node.js.md", in: "x", want: "slug node.js\nurl /node.js/"},
	{name: "language of a folder", path: "docs/zh/rain.md", in: "x", want: "slug rain\nurl /docs/zh/rain/\nlang zh"},
	{name: "language of a folder of content", path: "site.example/content/pt-br/rain.md", in: "x", want: "slug rain\nurl /site.example/content/pt-br/rain/\nlang pt-BR"},
	{name: "no language of a folder", path: "notes/fr/rain.md", in: "x", want: "slug rain\nurl /notes/fr/rain/"},
	{name: "no language", path: "a.md", in: "---\nlanguage: Go\nlocale: zh_TW.UTF-8\n---\n", want: "slug a\nurl /a/\nlang zh-TW\nparams map[language:Go]"},
	{name: "country for a language", path: "a.md", in: "---\nlang: cn\n---\n", want: "slug a\nurl /a/\nlang zh-CN"},
}

// describe writes what a head says, without its path, warnings and repost.
func describe(h *post.Head) string {
	var lines []string
	add := func(name string, v string) {
		if v != "" {
			lines = append(lines, name+" "+v)
		}
	}
	stamp := func(t time.Time) string {
		if t.IsZero() {
			return ""
		}
		return t.Format(time.RFC3339Nano)
	}
	add("title", h.Title)
	add("id", h.ID)
	add("slug", h.Slug)
	add("url", h.URL)
	add("lang", h.Lang)
	add("published", stamp(h.Published))
	add("updated", stamp(h.Updated))
	var authors, categories []string
	for _, a := range h.Authors {
		s := a.Name
		if a.URL != "" {
			s += " <" + a.URL + ">"
		}
		if a.Email != "" {
			s += " " + a.Email
		}
		authors = append(authors, s)
	}
	for _, c := range h.Categories {
		categories = append(categories, c.String())
	}
	add("authors", strings.Join(authors, "|"))
	add("summary", h.Summary)
	add("tags", strings.Join(h.Tags, "|"))
	add("categories", strings.Join(categories, "|"))
	add("cover", h.Cover)
	for _, e := range h.Enclosures {
		add("enclosure", strings.TrimSpace(fmt.Sprintf("%s %s %d %v", e.URL, e.Type, e.Size, e.Duration)))
	}
	add("license", h.License)
	if h.Withheld != "" {
		lines = append(lines, string(h.Withheld))
	}
	if h.NoFeed {
		lines = append(lines, "unfed")
	}
	if len(h.Params) > 0 {
		add("params", fmt.Sprint(h.Params))
	}
	return strings.Join(lines, "\n")
}

func TestParseHead(t *testing.T) {
	for _, tt := range headTests {
		t.Run(tt.name, func(t *testing.T) {
			h, err := tt.p.ParseHead(tt.path, []byte(tt.in))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, describe(h)); diff != "" {
				t.Errorf("head of %q: -want +got\n%s", tt.in, diff)
			}
		})
	}
}

// The problems of a head, each at its mark ∑.
func TestHeadProblems(t *testing.T) {
	for _, tt := range []struct {
		in    string
		rule  post.Rule
		sev   post.Severity
		cause error
	}{
		{"---\ntitle: x\ndate: ∑yesterday\n---\n", "bad-date", post.SeverityFatal, post.ErrDate},
		{"---\ndate: ∑2024-02-30\n---\n", "bad-date", post.SeverityWarning, post.ErrDate},
		{"---\ndate: ∑{a: b}\n---\n", "bad-date", post.SeverityFatal, post.ErrDate},
		{"+++\npubDate = ∑'soon'\n+++\n", "bad-date", post.SeverityFatal, post.ErrDate},
		{"---\nupdated: ∑soon\n---\n", "bad-date", post.SeverityWarning, post.ErrDate},
		{"---\n∑titel: x\n---\n", "unknown-key", post.SeverityWarning, post.ErrKey},
		{"---\ntitle: x\n∑Catagories: y\n---\n", "unknown-key", post.SeverityWarning, post.ErrKey},
		{"---\ntitle: x\n∑title: y\n---\n", "duplicate-key", post.SeverityWarning, nil},
		{"---\ntitle: ∑[x] y\n---\n", "lenient-yaml", post.SeverityWarning, nil},
		{"---\ntitle: ∑[x]\n---\n", "lenient-yaml", post.SeverityWarning, post.ErrValue},
		{"---\ntitle: ∑#1 in the list\ntags: #[a]\n---\n", "lenient-yaml", post.SeverityWarning, post.ErrValue},
		{"---\ntitle: ∑{x: y}\n---\n", "bad-front-matter", post.SeverityWarning, post.ErrValue},
		{"---\nlang: ∑Chinglish\n---\n", "bad-front-matter", post.SeverityWarning, post.ErrValue},
		{"∑---\ntitle: x\n", "bad-front-matter", post.SeverityFatal, post.ErrFrontMatter},
		{"∑\xff", "not-utf8", post.SeverityFatal, post.ErrEncoding},
		{"---\npermalink: ∑/" + strings.Repeat("b", 9000), "over-limit", post.SeverityFatal, post.ErrLimit},
		{"---\nx: " + strings.Repeat("b", 9000) + "\npermalink: ∑" + strings.Repeat(":x/", 9000), "over-limit", post.SeverityFatal, post.ErrLimit},
		{"---\n∑tags: first" + numbered(201), "over-limit", post.SeverityFatal, post.ErrLimit},
		{"---\nx: " + strings.Repeat("[", 31) + "∑[[", "over-limit", post.SeverityFatal, post.ErrLimit},
	} {
		before, after, _ := strings.Cut(tt.in, "∑")
		if tt.rule == "over-limit" {
			after += "\n---\n"
		}
		want := fmt.Sprintf("posts/a.md:%d:%d", 1+strings.Count(before, "\n"), len(before)-strings.LastIndex(before, "\n"))
		po, err := new(markdown.Parser).Parse("posts/a.md", []byte(before+after))
		var problems post.Problems
		if tt.sev == post.SeverityFatal {
			if !errors.As(err, &problems) {
				t.Errorf("Parse(%.60q) error = %v, want Problems", before+after, err)
				continue
			}
		} else if err != nil {
			t.Errorf("Parse(%.60q) error = %v", before+after, err)
			continue
		} else {
			problems = po.Problems
		}
		found := false
		for _, p := range problems {
			if p.Rule == tt.rule {
				found = true
				if p.Pos.String() != want || p.Severity != tt.sev || tt.cause != nil && !errors.Is(p, tt.cause) {
					t.Errorf("Parse(%.60q): %v (%v), want %v at %s", before+after, p, p.Severity, tt.cause, want)
				}
			}
		}
		if !found {
			t.Errorf("Parse(%.60q): %v, want %s", before+after, problems, tt.rule)
		}
	}
}

// Keys of themes that look like misspellings are none.
func TestKnownStrangers(t *testing.T) {
	in := "---\ntitle: x\ndate: 2024-05-01\n"
	for _, key := range []string{
		"layout", "subtitle", "toc", "top", "sticky", "order", "icon", "weight", "keywords", "aliases", "bgImage", "sidebar", "outline", "translationKey",
		"data", "catalog", "header-style", "mathjax", "editLink", "lastUpdated", "prev", "next", "head", "hero", "features", "home", "type", "series",
		"abbrlink", "photos", "link", "password", "extra", "template", "sort_by", "tagline", "linkTitle", "stage", "star", "article", "footer", "swiper_index",
	} {
		in += key + ": false\n"
	}
	po, err := new(markdown.Parser).Parse("a.md", []byte(in+"---\n# x\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range po.Problems {
		if p.Rule == "unknown-key" {
			t.Error(p)
		}
	}
}

func FuzzParseHead(f *testing.F) {
	for _, tt := range headTests {
		f.Add(tt.path, []byte(tt.in))
	}
	f.Fuzz(func(t *testing.T, path string, src []byte) {
		h, err := new(markdown.Parser).ParseHead(path, src)
		if err != nil {
			var ps post.Problems
			if !errors.As(err, &ps) || len(ps) == 0 {
				t.Fatalf("ParseHead error %v is no Problems", err)
			}
			return
		}
		if h.Slug == "" || strings.Contains(h.Slug, "/") {
			t.Errorf("slug = %q", h.Slug)
		}
		if !strings.HasPrefix(h.URL, "/") && !strings.HasPrefix(h.URL, "http") {
			t.Errorf("url = %q", h.URL)
		}
		for _, date := range []time.Time{h.Published, h.Updated} {
			if _, err := date.MarshalJSON(); err != nil {
				t.Error(err)
			}
		}
	})
}

func ExampleParser_ParseHead() {
	src := `---
title: Rain in the hills
date: 2024-05-01
tags: [weather, hills]
weight: 3
---
It rained.
`
	h, err := new(markdown.Parser).ParseHead("posts/rain.md", []byte(src))
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(h.Title, h.Published.Format(time.DateOnly), h.Tags, h.URL, h.Params["weight"])
	// Output: Rain in the hills 2024-05-01 [weather hills] /posts/rain/ 3
}

func ExampleParser_ParseHead_badDate() {
	_, err := new(markdown.Parser).ParseHead("posts/rain.md", []byte("---\ntitle: Rain\ndate: yesterday\n---\n"))
	fmt.Println(err)
	fmt.Println(errors.Is(err, post.ErrDate))
	// Output:
	// posts/rain.md:3:7: date: not a date: "yesterday", want a date such as 2006-01-02
	// true
}

func BenchmarkParseHead(b *testing.B) {
	for name, front := range map[string]string{
		"plain":  "title: \"Rain in the hills\"\ndate: 2024-05-01 10:20:30\ntags:\n  - rain\n  - hills\ncategories: [notes, weather]\nauthor: A. Writer\ndescription: A day of rain, and what came of it.\n",
		"repost": "title: 转载 - 夜航\ntags: [转载, 河]\ncategories: [转载]\ndate: 2024-05-01\ndescription: 原作者：林间\n",
		"warned": "title: 夜航\ndate: 2024-05-01\ntags: [河]\ncontent_warning: [溺水, 死亡]\n",
		"nested": "title: >-\n  Rain in\n  the hills\ndate: 2024-05-01\nauthor:\n  name: A. Writer\n  url: https://a.example/\n",
	} {
		b.Run(name, func(b *testing.B) {
			src := []byte("---\n" + front + "---\n")
			b.SetBytes(int64(len(src)))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := new(markdown.Parser).ParseHead("posts/rain.md", src); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// Headings in HTML are headings, and one of level 1 is the title of what has none.
func TestHeadingsInHTML(t *testing.T) {
	const src = "<div align=\"center\">\n<h1>The <em>sea</em></h1>\n</div>\n\n## Night\n\n<ul><li>\n<h3 id=\"day\">Day</h3>\n</li></ul>\n\n<h2></h2>\n"
	po, err := new(markdown.Parser).Parse("a.md", []byte(src))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, h := range po.Headings {
		got = append(got, fmt.Sprintf("%d %s %s %d", h.Level, h.Text, h.ID, h.Pos.Line))
	}
	if diff := cmp.Diff([]string{"1 The sea  1", "2 Night night 5", "3 Day day 7"}, got); diff != "" || po.Title != "The sea" {
		t.Errorf("title %q, headings -want +got\n%s", po.Title, diff)
	}
}

// The tags of a note also stand in its text.
func TestNoteTags(t *testing.T) {
	const src = "---\ntags: [sea]\n---\n#sea #night_flight/far, a#b [c #d](e) `#f` #1 #第2章。\n\n- #g *#h*\n\n# Not one\n\n```\n#i\n```\n"
	for engine, want := range map[markdown.Engine][]string{markdown.Obsidian: {"sea", "night_flight/far", "第2章", "g"}, markdown.Hugo: {"sea"}} {
		p := markdown.Parser{Engine: engine}
		po, err := p.Parse("a.md", []byte(src))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, po.Tags); diff != "" {
			t.Errorf("tags for %q: -want +got\n%s", engine, diff)
		}
	}
}

// A remark and another word are no misspelt keys.
func TestKeysOfOthers(t *testing.T) {
	po, err := new(markdown.Parser).Parse("a.md", []byte("---\ntitle: x\n_comment: y\ncopyrighted: z\n---\n"))
	if err != nil || len(po.Problems) > 0 {
		t.Errorf("Parse = %v, %v, want no problem", po.Problems, err)
	}
}

// A note without a title or first heading is called what its file is.
func TestNoteTitle(t *testing.T) {
	for body, want := range map[string]string{"Text.\n": "Spring rain", "# Rain\n\nText.\n": "Rain"} {
		po, err := (&markdown.Parser{Engine: markdown.Obsidian}).Parse("notes/Spring rain.md", []byte(body))
		if err != nil {
			t.Fatal(err)
		}
		if po.Title != want {
			t.Errorf("title of %q = %q, want %q", body, po.Title, want)
		}
	}
}

// Where nothing else dates a post, its file name does, whatever the engine.
func TestFileNameDate(t *testing.T) {
	for _, tt := range []struct{ name, matter, want string }{
		{"source/_posts/2015-03-05-a.md", "title: A", "2015-03-05"},
		{"content/2015-03-05-a.md", "title: A\nlastmod: 2020-01-01", "2015-03-05"},
		{"source/_posts/2015-03-05-a.md", "date: 2016-01-01", "2016-01-01"},
		{"posts/2015-03-05-a.md", "date: git Last Modified", "2015-03-05"},
		{"posts/a.md", "date: Created", "0001-01-01"},
	} {
		h, err := new(markdown.Parser).ParseHead(tt.name, []byte("---\n"+tt.matter+"\n---\n"))
		if err != nil {
			t.Errorf("%s, %s: %v", tt.name, tt.matter, err)
			continue
		}
		if got := h.Published.Format("2006-01-02"); got != tt.want {
			t.Errorf("%s, %s: %s, want %s", tt.name, tt.matter, got, tt.want)
		}
	}
}

// numbered returns so many tags.
func numbered(n int) string {
	var b strings.Builder
	for i := range n - 1 {
		fmt.Fprintf(&b, ", t%d", i)
	}
	return b.String()
}
