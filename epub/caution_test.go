package epub_test

import (
	"strings"
	"testing"

	"github.com/foreword-go/foreword/epub"
	"github.com/foreword-go/foreword/post"
)

// warnedInside is an article with warnings of these scopes that is split within
// its second section.
func warnedInside(warnings ...*post.Warning) *epub.Chapter {
	long := "<p>" + strings.Repeat("word ", 300) + "</p>"
	return &epub.Chapter{
		Title: "To", Path: "to.md", Warnings: warnings,
		HTML: `<h2 id="calm">Calm</h2><p><a href="#deep">past</a> <a href="#calm">back</a></p>` +
			`<h2 id="storm">Storm</h2><div class="container"><p><strong>⚠️ Content warning: weather</strong></p></div>` +
			`<p id="after"><a href="#deep">on</a></p>` + long + `<h3 id="deep">Deep</h3>` + long + `<h2 id="end">End</h2>` + long,
	}
}

// Who enters a warned article in its middle meets its warning there, or on the
// way: in the contents of every kind, on each later page, and behind each link.
func TestWarningsAreNotPassedBy(t *testing.T) {
	whole := &post.Warning{Level: post.LevelDanger, Topics: []post.Topic{{Label: "self-harm"}}, HTML: "<p>Take care.</p>"}
	section := &post.Warning{Title: "Content warning", Topics: []post.Topic{{Label: "weather"}}, Scope: post.ScopeSection}
	lost := &post.Warning{Title: "Trigger warning", Topics: []post.Topic{{Label: "rain"}}, Scope: post.ScopeSection}
	for _, test := range []struct {
		name     string
		warnings []*post.Warning
		contents string            // after the title in the contents
		links    map[string]string // of another article, by fragment
		later    map[int]string    // what later pages say; "" for nothing
	}{
		{"none", nil, "",
			map[string]string{"calm": "a0002.xhtml#x-calm", "deep": "a0002-2.xhtml#x-deep"},
			map[int]string{2: "", 3: ""}},
		{"of the whole", []*post.Warning{whole}, " (Content warning: self-harm)",
			map[string]string{"calm": "a0002.xhtml", "deep": "a0002.xhtml", "end": "a0002.xhtml"},
			map[int]string{2: `<a href="a0002.xhtml">Content warning: self-harm</a>`, 3: `<a href="a0002.xhtml">Content warning: self-harm</a>`}},
		{"of a section", []*post.Warning{section}, " (Content warning (Section): weather)",
			map[string]string{"calm": "a0002.xhtml#x-calm", "storm": "a0002.xhtml#x-storm", "after": "a0002.xhtml#s-1", "deep": "a0002.xhtml#s-1", "end": "a0002-3.xhtml#x-end"},
			map[int]string{2: `<a href="a0002.xhtml#s-1">Content warning (Section): weather</a>`, 3: ""}},
		{"of a section that is not found", []*post.Warning{lost}, " (Trigger warning (Section): rain)",
			map[string]string{"calm": "a0002.xhtml", "end": "a0002.xhtml"},
			map[int]string{2: `<a href="a0002.xhtml">Trigger warning (Section): rain</a>`, 3: `<a href="a0002.xhtml">Trigger warning (Section): rain</a>`}},
		{"of two sections", []*post.Warning{section, section}, " (Content warning (Section): weather)",
			map[string]string{"end": "a0002.xhtml"}, nil},
		{"of both", []*post.Warning{whole, section}, " (Content warning: self-harm · Content warning (Section): weather)",
			map[string]string{"storm": "a0002.xhtml", "deep": "a0002.xhtml"},
			map[int]string{2: `<a href="a0002.xhtml">Content warning: self-harm</a> · <a href="a0002.xhtml#s-1">Content warning (Section): weather</a>`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var refs strings.Builder
			for id := range test.links {
				refs.WriteString(`<p><a href="to.md#` + id + `">` + id + `</a></p>`)
			}
			data, _ := encode(t, &epub.Encoder{SplitBytes: 1500}, &epub.Book{Title: "B", Lang: "en", Chapters: []*epub.Chapter{
				{Title: "From", Path: "from.md", HTML: refs.String()}, warnedInside(test.warnings...),
			}})
			r := read(t, data)
			for id, want := range test.links {
				if page := r.page(1, 1); !strings.Contains(page, `<a href="`+want+`">`+id+`</a>`) {
					t.Errorf("#%s: want %s in\n%s", id, want, page)
				}
			}
			for n, want := range test.later {
				page := r.page(2, n)
				if before, _, ok := strings.Cut(page, "<h1"); !ok || want != "" && !strings.Contains(before, want) || want == "" && strings.Contains(before, "doc-notice") {
					t.Errorf("page %d: want %q in\n%.600s", n, want, page)
				}
			}
			nav := tags.ReplaceAllString(r.entries["EPUB/nav.xhtml"], "")
			ncx := tags.ReplaceAllString(r.entries["EPUB/toc.ncx"], "")
			for _, s := range []string{nav, ncx} {
				if !strings.Contains(s, "To"+test.contents+"\n") {
					t.Errorf("contents: no %q in\n%s", "To"+test.contents, s)
				}
			}
		})
	}

	data, _ := encode(t, new(epub.Encoder), &epub.Book{Title: "B", Lang: "en", Chapters: []*epub.Chapter{warnedInside(section)}})
	r := read(t, data)
	for _, want := range []string{`<a href="#s-1">past</a>`, `<a href="#x-calm">back</a>`, `<a href="#x-deep">on</a>`} {
		if page := r.page(1, 1); !strings.Contains(page, want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
	if want := `<p class="skip"><a href="#after-1">Skip this section</a></p>`; !strings.Contains(r.page(1, 1), want) {
		t.Errorf("no %s in\n%s", want, r.page(1, 1))
	}
	if nav := r.entries["EPUB/nav.xhtml"]; !strings.Contains(nav, `#x-storm">Storm<span class="caution"><span class="aside"> (</span>Content warning<span class="aside">)</span></span></a>`) {
		t.Errorf("the heading of the section says nothing:\n%s", nav)
	}
}

// Below the warning of a section there is a way past it: to the next heading of
// its level or above, wherever that is, or to the next article.
func TestSectionsAreSkipped(t *testing.T) {
	warning := &post.Warning{Title: "Content warning", Topics: []post.Topic{{Label: "weather"}}, Scope: post.ScopeSection}
	const notice = `<aside><p><strong>Content warning: weather</strong></p></aside>`
	long := "<p>" + strings.Repeat("word ", 300) + "</p>"
	for _, test := range []struct {
		name, html string
		warnings   int
		want       []string // on the page of each number, in turn: the link, and what comes after the section
	}{
		{"before a section beside it", `<h2>A</h2>` + notice + `<h3>B</h3><h2>C</h2>`, 1,
			[]string{`<a href="#after-1">Skip this section</a>`, `<span id="after-1"></span>C</h2>`}},
		{"before a section above it", `<h2>A</h2><h3>B</h3>` + notice + `<h4>C</h4><h2>D</h2>`, 1,
			[]string{`<a href="#after-1">Skip this section</a>`, `<span id="after-1"></span>D</h2>`}},
		{"on a later page", `<h2>A</h2>` + notice + long + long + long + `<h2>B</h2>` + long, 1,
			[]string{`<a href="a0001-2.xhtml#after-1">Skip this section</a>`}},
		{"the last one", `<h2>A</h2><h2>B</h2>` + notice, 1,
			[]string{`<a href="a0002.xhtml">Skip this section</a>`}},
		{"under no heading", `<p>a</p>` + notice + `<h2>A</h2>`, 1,
			[]string{`<a href="a0002.xhtml">Skip this article</a>`}},
		{"two in each other", `<h2>A</h2>` + notice + `<h3>B</h3>` + notice + `<h3>C</h3><h2>D</h2>`, 2,
			[]string{`<a href="#after-1">Skip this section</a>`, `<a href="#after-2">Skip this section</a>`, `<span id="after-2"></span>C</h3>`, `<span id="after-1"></span>D</h2>`}},
		{"two that end together", `<h2>A</h2>` + notice + notice + `<h2>B</h2>`, 2,
			[]string{`id="s-1"`, `<a href="#after-1">Skip this section</a></p><div`, `id="s-2"`, `</div><p class="skip"><a href="#after-1">Skip this section</a></p><h2`}},
		{"in a quote", `<h2>A</h2><blockquote><p><strong>Content warning: weather</strong></p><p>a</p></blockquote><h2>B</h2>`, 1,
			[]string{`</blockquote><p class="skip"><a href="#after-1">Skip this section</a></p>`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			var warnings []*post.Warning
			for range test.warnings {
				warnings = append(warnings, warning)
			}
			data, _ := encode(t, &epub.Encoder{SplitBytes: 4000}, &epub.Book{Title: "B", Lang: "en", Chapters: []*epub.Chapter{
				{Title: "A", Warnings: warnings, HTML: test.html}, {Title: "Next", HTML: "<p>a</p>"},
			}})
			page := read(t, data).page(1, 1)
			rest := page
			for _, want := range test.want {
				_, after, ok := strings.Cut(rest, want)
				if !ok {
					t.Errorf("no %s in\n%s", want, page)
				}
				rest = after
			}
		})
	}

	// A page inside the section says the way as well.
	data, _ := encode(t, &epub.Encoder{SplitBytes: 1000}, &epub.Book{Title: "B", Lang: "en", Chapters: []*epub.Chapter{
		{Title: "A", Warnings: []*post.Warning{warning}, HTML: `<h2>A</h2>` + notice + long + long + long + long + `<h2>B</h2><p>b</p>`},
	}})
	r := read(t, data)
	for n, want := range map[int]string{2: `<p class="skip"><a href="a0001-3.xhtml#after-1">Skip this section</a></p>`, 3: `<span id="after-1"></span>B</h2>`} {
		if page := r.page(1, n); !strings.Contains(page, want) {
			t.Errorf("page %d: no %s in\n%s", n, want, page)
		}
	}
}

// A warning of a section is found by the id of its block, whatever else reads like
// it and whatever kind of block it is.
func TestWarningsAreFoundByID(t *testing.T) {
	warning := func(id, topic string) *post.Warning {
		return &post.Warning{Title: "Content warning", Topics: []post.Topic{{Label: topic}}, Scope: post.ScopeSection, ID: id}
	}
	for _, test := range []struct {
		name, html string
		warnings   []*post.Warning
		want       string
	}{
		{"behind a decoy", `<h2>A</h2><p>Content warning: this phrase is on many pages.</p><h2>B</h2><p id="cw">Content warning: rain</p><p id="in">a</p>`,
			[]*post.Warning{warning("cw", "rain")}, "a0002.xhtml#x-cw"},
		{"in another order", `<h2>A</h2><p id="two">Content warning: fog</p><h2>B</h2><p id="one">Content warning: rain</p><p id="in">a</p>`,
			[]*post.Warning{warning("one", "rain"), warning("two", "fog")}, "a0002.xhtml#x-one"},
		{"a list", `<h2>A</h2><ul id="cw"><li>CW: rain</li></ul><p id="in">a</p>`, []*post.Warning{warning("cw", "rain")}, "a0002.xhtml#x-cw"},
		{"an item", `<h2>A</h2><ul><li>Length: two pages</li><li id="cw">CW: rain</li></ul><p id="in">a</p>`, []*post.Warning{warning("cw", "rain")}, "a0002.xhtml#x-cw"},
		{"a heading", `<h2>A</h2><h3 id="cw">CW: rain</h3><p id="in">a</p>`, []*post.Warning{warning("cw", "rain")}, "a0002.xhtml#x-cw"},
		{"a fold", `<h2>A</h2><details id="cw"><summary>Rain</summary><p>b</p></details><p id="in">a</p>`, []*post.Warning{warning("cw", "rain")}, "a0002.xhtml#x-cw"},
		{"an id that is nowhere", `<h2>A</h2><p>Content warning: rain</p><p id="in">a</p>`, []*post.Warning{warning("cw", "rain")}, "a0002.xhtml"},
	} {
		t.Run(test.name, func(t *testing.T) {
			data, _ := encode(t, new(epub.Encoder), &epub.Book{Title: "B", Lang: "en", Chapters: []*epub.Chapter{
				{Title: "From", Path: "from.md", HTML: `<p><a href="to.md#in">go</a></p>`},
				{Title: "To", Path: "to.md", Warnings: test.warnings, HTML: test.html},
			}})
			r := read(t, data)
			if page := r.page(1, 1); !strings.Contains(page, `<a href="`+test.want+`">go</a>`) {
				t.Errorf("want %s in\n%s", test.want, page)
			}
			if page := r.page(2, 1); test.want != "a0002.xhtml" && !strings.Contains(page, `<p class="skip">`) || strings.Contains(page, `</li><p class="skip">`) {
				t.Errorf("the way past it is missing or misplaced:\n%s", page)
			}
		})
	}
}
