package epub_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/foreword-go/foreword/epub"
	"github.com/foreword-go/foreword/post"
)

func article(html string) *epub.Book {
	return &epub.Book{Title: "B", Lang: "en", Chapters: []*epub.Chapter{{Title: "A", HTML: html}}}
}

// text is the body of the first article between its own tags.
func text(r *reading) string {
	_, s, _ := strings.Cut(r.page(1, 1), "<div class=\"text\">\n")
	return s[:strings.LastIndex(s, "</div>\n")]
}

func TestBody(t *testing.T) {
	long := func(letter, sign, alt string) string {
		return `<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="` + alt + `"><semantics><mrow><mstyle displaystyle="true"><mrow>` +
			strings.Repeat("<mi>"+letter+"</mi>", 19) + sign + `</mrow></mstyle></mrow><annotation encoding="application/x-tex">` + alt + `</annotation></semantics></math>`
	}
	for _, test := range []struct{ name, in, want string }{
		{"paragraph", `<p>a</p>`, `<p>a</p>`},
		{"script", `<p>a</p><script>alert(1)</script>`, `<p>a</p>`},
		{"handler", `<p onclick="x()" style="color:red">a</p>`, `<p>a</p>`},
		{"control character", "<p>a\x1bb</p>", `<p>ab</p>`},
		{"outline begins at two", `<h1>a</h1><h4>b</h4><h1>c</h1>`,
			`<h2 id="h-1">a</h2><h3 id="h-2">b</h3><h2 id="h-3">c</h2>`},
		{"outline skips no level", `<h2>a</h2><h6>b</h6><h3>c</h3>`,
			`<h2 id="h-1">a</h2><h3 id="h-2">b</h3><h3 id="h-3">c</h3>`},
		{"silent heading", `<h2> </h2><h3>a</h3>`, `<p> </p><h2 id="h-1">a</h2>`},
		{"folded", `<details><summary>a</summary><p>b</p></details>`,
			`<div class="details"><p class="summary">a</p><p>b</p></div>`},
		{"film", `<video src="https://a.example/v.mp4">none</video>`,
			`<span class="medium"><a href="https://a.example/v.mp4">https://a.example/v.mp4</a> none</span>`},
		{"mark beside a heading", `<h2 id="a">A <a href="#a" id="b">¶</a></h2><h2><a href="#a">&#8203;</a>B <a href="#a">C</a> <a href="#a" role="doc-noteref">1</a></h2>`,
			`<h2 id="x-a">A <span id="x-b"></span></h2><h2 id="h-2">B <a href="#x-a">C</a> <a href="#x-a">1</a></h2>`},
		{"link to nothing", `<p><a href="#x">a</a></p>`, `<p><span>a</span></p>`},
		{"link to a script", `<p><a href="java&#09;script:x()">a</a></p>`, `<p>a</p>`},
		{"link within", `<p id="中"><a href="#中">a</a></p>`, `<p id="x-n1"><a href="#x-n1">a</a></p>`},
		{"link out", `<p><a href="//a.example/b">a</a></p>`, `<p><a href="https://a.example/b">a</a></p>`},
		{"relative link out", `<p><a href="b.html">a</a></p>`, `<p><span>a</span></p>`},
		{"foreign words", `<p><span lang="fr">oui</span></p>`, `<p><span lang="fr" xml:lang="fr">oui</span></p>`},
		{"ruby", `<p><ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby></p>`, `<p><ruby>漢<rt>kan</rt></ruby></p>`},
		{"table", `<table><tr><td>a</td></tr></table>`,
			`<div class="table"><table><tbody><tr><td>a</td></tr></tbody></table></div>`},
		{"formula in TeX", `<p><code class="math display">a</code></p><p>of <code class="math">b</code></p>`,
			`<p class="equation"><math xmlns="http://www.w3.org/1998/Math/MathML" display="block" alttext="a"><semantics><mrow><mi>a</mi></mrow><annotation encoding="application/x-tex">a</annotation></semantics></math></p>` +
				`<p class="formulas">of <math xmlns="http://www.w3.org/1998/Math/MathML" alttext="b"><semantics><mrow><mi>b</mi></mrow><annotation encoding="application/x-tex">b</annotation></semantics></math></p>`},
		{"long formula in TeX", `<p><code class="math display">aaaaaaaaaaaaaaaaaaa = bbbbbbbbbbbbbbbbbbb</code></p>`,
			`<p class="formula pieces">` + long("a", `<mo form="infix">=</mo>`, "aaaaaaaaaaaaaaaaaaa =") + `<wbr />` + long("b", "", "bbbbbbbbbbbbbbbbbbb") + `</p>`},
		{"formula in TeX that is not known", `<p><code class="math display">\a</code></p><p>of <code class="math">\b</code></p>`,
			`<p class="formula"><code class="math">\a</code></p><p>of <code class="math">\b</code></p>`},
		{"task", `<ul><li>☑ a</li><li>b</li></ul>`, `<ul><li class="task">☑ a</li><li>b</li></ul>`},
		{"task in a paragraph", "<ul><li>\n<p>☐ a</p></li></ul>", "<ul><li class=\"task\">\n<p>☐ a</p></li></ul>"},
		{"formula", `<p><math><mi>x</mi><mo>=</mo><mn>1</mn></math> <math></math></p>`,
			`<p><math xmlns="http://www.w3.org/1998/Math/MathML" alttext="x=1"><mi>x</mi><mo>=</mo><mn>1</mn></math> </p>`},
		{"formulas alone", `<p><a href="https://a.example/"><code class="math">a</code> <code class="math">b</code></a> <a href="https://a.example/">a <code class="math">b</code></a></p>`,
			`<p class="formulas"><a href="https://a.example/" aria-label="a b"><math xmlns="http://www.w3.org/1998/Math/MathML" alttext="a"><semantics><mrow><mi>a</mi></mrow><annotation encoding="application/x-tex">a</annotation></semantics></math> <math xmlns="http://www.w3.org/1998/Math/MathML" alttext="b"><semantics><mrow><mi>b</mi></mrow><annotation encoding="application/x-tex">b</annotation></semantics></math></a> ` +
				`<a href="https://a.example/">a <math xmlns="http://www.w3.org/1998/Math/MathML" alttext="b"><semantics><mrow><mi>b</mi></mrow><annotation encoding="application/x-tex">b</annotation></semantics></math></a></p>`},
		{"options in a table", `<table><tr><td><code>--gray</code></td><td><code>--gray or not</code> <code>a</code></td></tr></table>`,
			`<div class="table"><table><tbody><tr><td class="short"><code>--gray</code></td><td><code>--gray or not</code> <code>a</code></td></tr></tbody></table></div>`},
		{"formulas in heads", `<table><tr><th><b><code class="math">a</code></b></th><th>of <code class="math">b</code></th></tr></table>`,
			`<div class="table"><table><tbody><tr><th><b><code class="math">a</code></b></th><th>of <math xmlns="http://www.w3.org/1998/Math/MathML" alttext="b"><semantics><mrow><mi>b</mi></mrow><annotation encoding="application/x-tex">b</annotation></semantics></math></th></tr></tbody></table></div>`},
		{"formula that says itself", `<p><math alttext="one"><mn>1</mn></math></p>`,
			`<p><math xmlns="http://www.w3.org/1998/Math/MathML" alttext="one"><mn>1</mn></math></p>`},
		{"missing picture", `<p><img src="https://a.example/b.png" alt="c"></p>`,
			`<p class="missing"><span class="alt">c</span><span class="note"> (Image not available)</span> <a href="https://a.example/b.png">Link to the image</a></p>`},
		{"missing pictures", "<p>a</p>\n<p><img src=\"b.png\" alt=\"b\"></p>\n<p id=\"c\"><img src=\"c.png\" alt=\"c\">\n<img src=\"d.png\" alt=\"d\"></p>\n<p>e</p>",
			"<p>a</p>\n<ul class=\"missing\"><li><span class=\"alt\">b</span><span class=\"note\"> (Image not available)</span></li>" +
				"<li><span class=\"alt\">c</span><span class=\"note\"> (Image not available)</span></li>" +
				"<li><span class=\"alt\">d</span><span class=\"note\"> (Image not available)</span></li></ul>\n<p>e</p>"},
		{"a place", `<h2><a name="n"></a>a</h2><p><a id="m">b</a></p>`,
			`<h2 id="h-1"><span id="x-n"></span>a</h2><p><span id="x-m">b</span></p>`},
		{"verse", `<p>a<br>b<br>c</p><p>a<br>b</p>`, `<p class="verse">a<br />b<br />c</p><p>a<br />b</p>`},
		{"long code", `<p><code>i++</code></p><p><code>some/path/to/longFileName.go</code></p>`,
			`<p><code>i++</code></p><p class="ragged"><code>some/<wbr />path/<wbr />to/<wbr />long<wbr />File<wbr />Name.go</code></p>`},
		{"long host", `<p><a href="https://` + strings.Repeat("a", 64) + `.example/">b</a></p>`, `<p><span>b</span></p>`},
		{"wide table", `<table><thead><tr><th></th><th>Participants</th><th>Retrospective</th><th>Improvements</th><th>Observations</th></tr></thead><tbody><tr><th>One</th><td>11/950</td><td></td><td><b>x</b></td><td>y</td></tr></tbody></table>`,
			`<div class="records"><ul class="record"><li class="name">One</li><li><b>Participants:</b> 11/950</li><li><b>Improvements:</b> <b>x</b></li><li><b>Observations:</b> y</li></ul></div>`},
		{"less wide table", `<table><tr><td>Participants</td><td>Retrospective</td><td>Observations</td><td>x</td></tr></table>`,
			`<div class="table small"><table><tbody><tr><td>Participants</td><td>Retrospective</td><td>Observations</td><td>x</td></tr></tbody></table></div>`},
		{"picture in a link", `<p>x <a href="https://a.example/"><img src="b.png" alt="c"></a></p>`,
			`<p>x <a href="https://a.example/"><span class="missing"><span class="alt">c</span><span class="note"> (Image not available)</span></span></a></p>`},
	} {
		t.Run(test.name, func(t *testing.T) {
			data, _ := encode(t, new(epub.Encoder), article(test.in))
			got := strings.TrimSpace(text(read(t, data)))
			if got != test.want {
				t.Errorf("%s\n got %s\nwant %s", test.in, got, test.want)
			}
		})
	}
}

func TestNotes(t *testing.T) {
	data, _ := encode(t, new(epub.Encoder), article(`<p>a<sup><a href="#fn-1" id="fnref-1" role="doc-noteref">1</a></sup></p>`+
		`<section class="footnotes" role="doc-endnotes"><hr /><ol><li id="fn-1"><p>why <a href="#fnref-1" role="doc-backlink">↩︎</a></p></li></ol></section>`))
	page := read(t, data).page(1, 1)
	for _, want := range []string{
		`<a href="#x-fn-1" id="x-fnref-1" role="doc-noteref" epub:type="noteref" aria-label="Footnote 1">1</a>`,
		`<aside epub:type="footnote" role="doc-footnote" id="x-fn-1"><p><span class="number">1. </span>why <a href="#x-fnref-1" role="doc-backlink" epub:type="backlink" aria-label="Back to the text">←</a></p></aside>`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
}

// Raw HTML in a note may end its item of the list. The whole of it is the note all
// the same, and nothing of it stays behind.
func TestNoteInPieces(t *testing.T) {
	data, _ := encode(t, new(epub.Encoder), article(`<p>a<sup><a href="#fn-1" id="fnref-1" role="doc-noteref">1</a></sup></p>`+
		`<section class="footnotes" role="doc-endnotes"><hr /><ol><li id="fn-1">why <li>not <a href="#fnref-1" role="doc-backlink">↩</a></li></ol></section>`))
	page := read(t, data).page(1, 1)
	want := `<aside epub:type="footnote" role="doc-footnote" id="x-fn-1"><p><span class="number">1. </span></p>why not ` +
		`<a href="#x-fnref-1" role="doc-backlink" epub:type="backlink" aria-label="Back to the text">←</a></aside>`
	if !strings.Contains(page, want) || strings.Contains(page, "doc-endnotes") {
		t.Errorf("want no list, but %s in\n%s", want, page)
	}
}

// A long article is split before headings, its links and notes lead on.
func TestSplit(t *testing.T) {
	var b strings.Builder
	for i := range 6 {
		fmt.Fprintf(&b, `<h2 id="s%d">Part %d</h2><p><a href="#s0">first</a> <sup><a href="#fn-%d" id="fnref-%d" role="doc-noteref">%d</a></sup> %s</p>`, i, i, i, i, i, strings.Repeat("word ", 200))
	}
	b.WriteString(`<section role="doc-endnotes"><ol>`)
	for i := range 6 {
		fmt.Fprintf(&b, `<li id="fn-%d"><p>note %d</p></li>`, i, i)
	}
	b.WriteString(`</ol></section>`)
	data, report := encode(t, &epub.Encoder{SplitBytes: 2500}, article(b.String()))
	r := read(t, data)
	if report.Pages != 7 {
		t.Errorf("%d pages, want cover, title, three of the article, colophon and contents", report.Pages)
	}
	if second := r.page(1, 2); !strings.Contains(second, `href="a0001.xhtml#x-s0"`) || !strings.Contains(second, "note 2") || strings.Contains(second, "note 4") {
		t.Errorf("second page:\n%s", second)
	}
	if nav := r.entries["EPUB/nav.xhtml"]; !strings.Contains(nav, `href="xhtml/a0001-3.xhtml#x-s4"`) {
		t.Errorf("contents:\n%s", nav)
	}
	if data, _ := encode(t, &epub.Encoder{SplitBytes: -1}, article(b.String())); read(t, data).page(1, 2) != "" {
		t.Error("split against the order not to")
	}
}

// A later page stands under the headings it is a part of, whatever it begins
// with; footnotes have none.
func TestSplitInsideSections(t *testing.T) {
	long := "<p>" + strings.Repeat("word ", 300) + "</p>"
	for _, c := range []struct{ name, html, want string }{
		{"in a section", "<h2>A</h2><h3>B</h3>" + long + long + long + long, "<h1 id=\"title\">T (continued)</h1>\n<h2>A</h2>\n<h3>B</h3>\n</div>"},
		{"at a section inside", "<h2>A</h2><h3>B</h3>" + long + "<h3>C</h3>" + long, "<h1 id=\"title\">T (continued)</h1>\n<h2>A</h2>\n</div>"},
		{"at a section", "<h2>A</h2><h3>B</h3>" + long + "<h2>C</h2>" + long, "<h1 id=\"title\">T (continued)</h1>\n</div>"},
		{"before any", long + long + long + long + "<h2>A</h2>", "<h1 id=\"title\">T (continued)</h1>\n</div>"},
		{"a heading of a note", `<h2>A</h2><p><a href="#n" role="doc-noteref">1</a></p>` + long + long + long + `<section role="doc-endnotes"><ol><li id="n"><h4>N</h4></li></ol></section>`, "<h1 id=\"title\">T (continued)</h1>\n<h2>A</h2>\n</div>"},
	} {
		data, _ := encode(t, &epub.Encoder{SplitBytes: 1000}, &epub.Book{Lang: "en", Chapters: []*epub.Chapter{{Title: "T", HTML: c.html}}})
		if page := read(t, data).page(1, 2); !strings.Contains(page, c.want) {
			t.Errorf("%s: no %s in\n%.600s", c.name, c.want, page)
		}
	}
}

// Links between articles of one book lead to its pages, in every spelling.
func TestLinksBetweenArticles(t *testing.T) {
	to := &epub.Chapter{Title: "To", Path: "posts/to.md", URL: "/2024/to/", HTML: `<h2 id="h">x</h2>`}
	for _, test := range []struct{ ref, want string }{
		{"to.md", "a0002.xhtml"},
		{"./to", "a0002.xhtml"},
		{"../posts/to.md#h", "a0002.xhtml#x-h"},
		{"/2024/to", "a0002.xhtml"},
		{"https://www.site.example/2024/to/index.html#h", "a0002.xhtml#x-h"},
		{"https://site.example/2024/to/#gone", "a0002.xhtml"},
		{"https://site.example/2024/other/", "https://site.example/2024/other/"},
		{"other.md", "https://site.example/2024/from/other.md"},
		{"https://other.example/2024/to/", "https://other.example/2024/to/"},
	} {
		from := &epub.Chapter{Title: "From", Path: "posts/from.md", URL: "/2024/from/", HTML: `<p><a href="` + test.ref + `">x</a></p>`}
		data, _ := encode(t, new(epub.Encoder), &epub.Book{Title: "B", Lang: "en", SiteURL: "https://site.example/", Chapters: []*epub.Chapter{from, to}})
		if page := read(t, data).page(1, 1); !strings.Contains(page, `<a href="`+test.want+`">x</a>`) {
			t.Errorf("%s: want %s in\n%s", test.ref, test.want, page)
		}
	}
}

var tags = regexp.MustCompile(`<[^>]*>`)

// Wherever warnings stand, each is in the book, before the article and in the
// metadata.
func TestWarnings(t *testing.T) {
	book := &epub.Book{Title: "B", Lang: "en", Chapters: []*epub.Chapter{
		{Title: "Plain", HTML: "<p>calm</p>"},
		{Title: "Warned", HTML: "<p>storm</p>", Warnings: []*post.Warning{
			{Level: post.LevelDanger, Topics: []post.Topic{{Slug: "self-harm", Label: "self-harm"}}, HTML: "<p>Take care.</p>"},
			{Topics: []post.Topic{{Label: "weather"}}, Scope: post.ScopeSection},
		}},
		{Title: "After", HTML: "<p>calm</p>"},
	}}
	for _, at := range []epub.WarningsAt{"", epub.WarningsBoth, epub.WarningsEach, epub.WarningsPage} {
		data, report := encode(t, &epub.Encoder{WarningsAt: at}, book)
		r := read(t, data)
		if report.Warned != 1 {
			t.Errorf("%s: %d warned", at, report.Warned)
		}
		whole := ""
		for _, name := range r.spine {
			whole += tags.ReplaceAllString(r.entries[name], "")
		}
		care, storm := strings.Index(whole, "Take care."), strings.Index(whole, "storm")
		if care < 0 || care > storm {
			t.Errorf("%s: the text of the warning is at %d, the article at %d", at, care, storm)
		}
		page := r.page(2, 1)
		if !strings.Contains(page[:strings.Index(page, "<h1")], "Content warning: self-harm") {
			t.Errorf("%s: the article does not open with its warning", at)
		}
		if !strings.Contains(page, `<a href="a0003.xhtml">Skip this article</a>`) {
			t.Errorf("%s: no way past the article", at)
		}
		list, listed := r.entries["EPUB/xhtml/warnings.xhtml"]
		if listed == (at == epub.WarningsEach) {
			t.Errorf("%s: page of warnings: %v", at, listed)
		}
		if listed {
			for _, want := range []string{"Danger", "self-harm", "weather", `href="a0002.xhtml"`, `href="../nav.xhtml"`, `epub:type="notice" role="doc-notice"`} {
				if !strings.Contains(list, want) {
					t.Errorf("%s: page of warnings has no %s", at, want)
				}
			}
			if i, j := slices.Index(r.spine, "EPUB/xhtml/warnings.xhtml"), slices.Index(r.spine, "EPUB/nav.xhtml"); i < 0 || i > j {
				t.Errorf("%s: warnings at %d, contents at %d of the reading order", at, i, j)
			}
			if n := strings.Count(r.entries["EPUB/nav.xhtml"], "xhtml/warnings.xhtml"); n != 3 {
				t.Errorf("%s: %d links to the warnings, want one in the contents and two in the landmarks, as what they are and as where to begin", at, n)
			}
		}
		opening := regexp.MustCompile(`epub:type="bodymatter" href="([^"]*)"`).FindStringSubmatch(r.entries["EPUB/nav.xhtml"])
		if want := map[bool]string{true: "xhtml/warnings.xhtml", false: "xhtml/a0001.xhtml"}[listed]; len(opening) == 0 || opening[1] != want {
			t.Errorf("%s: a reader opens the book at %q, want %s", at, opening, want)
		}
		if subjects := r.meta["subject"]; !slices.Contains(subjects, "Content warning: self-harm") || !slices.Equal(r.meta["term"], []string{"09"}) {
			t.Errorf("%s: subjects %q, terms %q", at, subjects, r.meta["term"])
		}
	}
	data, _ := encode(t, new(epub.Encoder), article("<p>calm</p>"))
	if _, ok := read(t, data).entries["EPUB/xhtml/warnings.xhtml"]; ok {
		t.Error("a page of warnings without a warning")
	}
}

func TestPeople(t *testing.T) {
	data, _ := encode(t, new(epub.Encoder), &epub.Book{Lang: "en", FileAs: map[string]string{"Ann Oak": "Oak, Ann"}, Chapters: []*epub.Chapter{
		{Title: "A", Authors: []post.Author{{Name: "Ann Oak"}, {Name: "Bo", Role: "compiler"}}, Source: epub.Source{URL: "https://a.example/1", Publication: "The Paper"}, License: "https://l.example/by"},
		{Title: "B", Authors: []post.Author{{Name: "Cy", Role: "translator"}, {Name: "Bo"}, {Name: "Ann Oak"}, {Name: "\x1b\x01"}}},
	}})
	r := read(t, data)
	for key, want := range map[string][]string{
		"creator": {"Ann Oak", "Bo"}, "contributor": {"Cy"}, "role": {"aut", "com", "aut", "trl"},
		"file-as": {"Oak, Ann", "Bo", "Cy"}, "source": {"https://a.example/1"}, "rights": nil, "title": {"Untitled"},
	} {
		if got := r.meta[key]; !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", key, got, want)
		}
	}
	colophon := r.entries["EPUB/xhtml/colophon.xhtml"]
	for _, want := range []string{"The Paper", `href="https://a.example/1"`, `href="https://l.example/by"`, "Cy"} {
		if !strings.Contains(colophon, want) {
			t.Errorf("colophon: no %s", want)
		}
	}
}

func TestVertical(t *testing.T) {
	book := article("<p>a</p>")
	book.Lang = "ja"
	data, _ := encode(t, &epub.Encoder{Vertical: true}, book)
	r := read(t, data)
	if !strings.Contains(r.entries["EPUB/package.opf"], `page-progression-direction="rtl"`) || !strings.Contains(r.entries["EPUB/css/foreword.css"], "vertical-rl") {
		t.Error("not vertical")
	}
	for in, want := range map[string]string{
		"<p>十2月24日</p>":                  `<p>十<span class="upright">2</span>月<span class="upright">24</span>日</p>`,
		"<p>第 12 章</p>":                  `<p>第 <span class="upright">12</span> 章</p>`,
		"<p>2024年、3.5倍、A4、No. 12 of</p>": `<p>2024年、3.5倍、A4、No. 12 of</p>`,
		"<p><code>1</code>と<b>7</b></p>": `<p><code>1</code>と<b><span class="upright">7</span></b></p>`,
	} {
		book.Chapters[0].HTML = in
		data, _ := encode(t, &epub.Encoder{Vertical: true}, book)
		if got := strings.TrimSpace(text(read(t, data))); got != want {
			t.Errorf("got %s\nwant %s", got, want)
		}
	}
	data, _ = encode(t, &epub.Encoder{Vertical: true}, article("<p>a</p>"))
	if strings.Contains(read(t, data).entries["EPUB/css/foreword.css"], "vertical-rl") {
		t.Error("English in columns")
	}
}

// What is wrong is reported all at once, and nothing is written.
func TestFaults(t *testing.T) {
	for _, test := range []struct {
		name string
		e    epub.Encoder
		b    *epub.Book
		want error
	}{
		{"no articles", epub.Encoder{}, &epub.Book{}, epub.ErrEmpty},
		{"language", epub.Encoder{}, &epub.Book{Lang: "not a tag", Chapters: []*epub.Chapter{{}}}, epub.ErrLang},
		{"language of an article", epub.Encoder{}, &epub.Book{Chapters: []*epub.Chapter{{Lang: "-"}}}, epub.ErrLang},
		{"role", epub.Encoder{}, &epub.Book{Chapters: []*epub.Chapter{{Authors: []post.Author{{Name: "Ann", Role: "trl"}}}}}, epub.ErrValue},
		{"role in the book", epub.Encoder{}, &epub.Book{Authors: []post.Author{{Name: "Ann", Role: "cook"}}, Chapters: []*epub.Chapter{{}}}, epub.ErrValue},
		{"images", epub.Encoder{Images: "some"}, article(""), epub.ErrValue},
		{"place of warnings", epub.Encoder{WarningsAt: "nowhere"}, article(""), epub.ErrValue},
		{"stylesheet", epub.Encoder{CSS: "p { background: URL(x) }"}, article(""), epub.ErrValue},
		{"hidden in a stylesheet", epub.Encoder{CSS: `@im\port "x";`}, article(""), epub.ErrValue},
	} {
		var out bytes.Buffer
		if _, err := test.e.Encode(context.Background(), &out, test.b); !errors.Is(err, test.want) || out.Len() > 0 {
			t.Errorf("%s: error %v and %d bytes, want %v and none", test.name, err, out.Len(), test.want)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := new(epub.Encoder).Encode(ctx, io.Discard, article("")); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// Books made at the same time do not touch each other, and each is the same
// bytes every time.
func TestConcurrent(t *testing.T) {
	e := epub.WithCover(new(epub.Encoder), dot)
	book := func(i int) *epub.Book {
		b := &epub.Book{Title: fmt.Sprint("Book ", i), Lang: "en"}
		for j := range 5 {
			b.Chapters = append(b.Chapters, &epub.Chapter{Title: fmt.Sprint(i, j), HTML: strings.Repeat("<p>words</p>", i+1)})
		}
		return b
	}
	var want [32][]byte
	for i := range want {
		want[i], _ = encode(t, e, book(i))
	}
	var wg sync.WaitGroup
	for i := range want {
		wg.Go(func() {
			var out bytes.Buffer
			if _, err := e.Encode(context.Background(), &out, book(i)); err != nil || !bytes.Equal(out.Bytes(), want[i]) {
				t.Errorf("book %d: other bytes, error %v", i, err)
			}
		})
	}
	wg.Wait()
}

func FuzzEncode(f *testing.F) {
	f.Add("A", "<p>a</p>", "/a/", "en")
	f.Add("", "<h1>a<h6>b<a href=#x>c<a id=x>", "b.md", "zh")
	f.Add("\x00]]>", "<details><table><td><audio src=x><img src=//h/p>", "http://[", "ar")
	f.Add("t", `<section role="doc-endnotes"><ol><li id=a><li id=a><p><a role="doc-noteref" href="#a">1`, "a", "ja")
	f.Add("CW", "<p>CW 12</p><h2>1<h3>2<blockquote>CW<h3 id=b>3<aside><p>CW</aside><a href=#b>4<h2>!", "", "ja")
	f.Fuzz(func(t *testing.T, title, html, ref, lang string) {
		b := &epub.Book{Title: title, Lang: lang, SiteURL: ref, Chapters: []*epub.Chapter{
			{Title: title, HTML: html, Path: ref, Warnings: []*post.Warning{
				{Title: title, HTML: html, Topics: []post.Topic{{Label: ref}}}, {Title: title, Scope: post.ScopeSection}, {Title: title, Scope: post.ScopeSection},
			}},
			{Title: ref, URL: ref, HTML: `<p><a href="` + path.Clean(ref) + `">x</a></p>`, Tags: []string{title}, Source: epub.Source{URL: ref}},
		}}
		e := epub.WithCover(&epub.Encoder{SplitBytes: 300, Vertical: true}, dot)
		var out, again bytes.Buffer
		if _, err := e.Encode(context.Background(), &out, b); err != nil {
			if errors.Is(err, epub.ErrLang) {
				return
			}
			t.Fatal(err)
		}
		read(t, out.Bytes())
		if _, err := e.Encode(context.Background(), &again, b); err != nil || !bytes.Equal(out.Bytes(), again.Bytes()) {
			t.Fatalf("the second time other bytes, error %v", err)
		}
	})
}

func BenchmarkEncode(b *testing.B) {
	for _, n := range []int{1, 200} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			book := &epub.Book{Title: "B", Lang: "en"}
			size := 0
			for i := range n {
				c := &epub.Chapter{Title: fmt.Sprint(i), HTML: strings.Repeat("<h2>Part</h2><p>Some <strong>words</strong> of an article.</p>\n", 200)}
				book.Chapters = append(book.Chapters, c)
				size += len(c.HTML)
			}
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				if _, err := epub.WithCover(new(epub.Encoder), dot).Encode(context.Background(), io.Discard, book); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func TestForeignPassages(t *testing.T) {
	for _, c := range []struct{ name, lang, html, want string }{
		{"Korean in Chinese", "zh-Hans", `<p>오늘은 비가 온다</p>`, `<p lang="ko" xml:lang="ko">오늘은`},
		{"Japanese in Chinese", "zh-Hans", `<blockquote><p>雨が降っていますから</p></blockquote>`, `<p lang="ja" xml:lang="ja">雨が`},
		{"an item of a list", "en", `<ul><li>雨が降っていますから</li></ul>`, `<li lang="ja" xml:lang="ja">雨が`},
		{"a name in katakana", "zh-Hans", `<ul><li>日文名称：ホノボノシオミズ</li></ul>`, `<li>日文名称`},
		{"a kana for show", "zh-Hans", `<p>美味の店在街角，招牌上写着の字</p>`, `<p>美味の店`},
		{"Latin letters tell no language", "zh-Hans", `<p>It rains today</p>`, `<p>It rains`},
		{"its own language", "ja", `<p>雨が降っていますから</p>`, `<p>雨が`},
		{"the author says", "zh-Hans", `<div lang="ain"><p>カムイノミをします</p></div>`, `<p>カムイ`},
	} {
		data, _ := encode(t, new(epub.Encoder), &epub.Book{Lang: c.lang, Chapters: []*epub.Chapter{{HTML: c.html}}})
		if page := read(t, data).page(1, 1); !strings.Contains(page, c.want) {
			t.Errorf("%s: no %s in\n%s", c.name, c.want, page)
		}
	}
}

func TestLanguageOfMostChapters(t *testing.T) {
	in := func(langs ...string) *epub.Book {
		b := new(epub.Book)
		for _, lang := range langs {
			b.Chapters = append(b.Chapters, &epub.Chapter{Title: "A", Lang: lang, HTML: "<p>a</p>"})
		}
		return b
	}
	for _, c := range []struct {
		book *epub.Book
		want string
	}{
		{in("en", "zh-Hans", "", "zh-Hans"), "zh-Hans"},
		{in("ja", "en"), "ja"},
		{in("", "", "ko"), "ko"},
		{in("", ""), "en"},
	} {
		data, _ := encode(t, new(epub.Encoder), c.book)
		r := read(t, data)
		if got := r.meta["language"]; len(got) == 0 || got[0] != c.want || slices.Contains(got, "und") {
			t.Errorf("language is %q, want %q first and none undetermined", got, c.want)
		}
		if page := r.page(1, 1); c.book.Chapters[0].Lang == "" && c.want == "en" && !strings.Contains(page, `lang="und"`) {
			t.Errorf("an article is called English that does not say so:\n%.300s", page)
		}
	}
}

func TestLinksHaveNames(t *testing.T) {
	for _, c := range []struct{ name, html, want string }{
		{"nothing", `<p>a <a href="https://harbour.example/b"></a></p>`, `<a href="https://harbour.example/b">https://harbour.example/b</a>`},
		{"a title", `<p>a <a href="https://harbour.example/b" title="The bay"></a></p>`, `>The bay</a>`},
		{"the mark beside a heading", `<h2 id="b">B<a href="#b"></a></h2>`, `>B</h2>`},
		{"words", `<p><a href="https://harbour.example/b">bay</a></p>`, `<a href="https://harbour.example/b">bay</a>`},
	} {
		data, _ := encode(t, new(epub.Encoder), &epub.Book{Lang: "en", Chapters: []*epub.Chapter{{HTML: c.html}}})
		if page := read(t, data).page(1, 1); !strings.Contains(page, c.want) {
			t.Errorf("%s: no %s in\n%s", c.name, c.want, page)
		}
	}
}

func TestSourcesOfQuotes(t *testing.T) {
	for _, c := range []struct{ name, html, want string }{
		{"on the web", `<blockquote cite="https://harbour.example/b"><p>a</p></blockquote>`, `<blockquote cite="https://harbour.example/b">`},
		{"on the web, without encryption", `<blockquote cite="http://harbour.example/b"><p>a</p></blockquote>`, `<blockquote><p>`},
		{"by mail", `<p><q cite="mailto:ann@harbour.example">a</q></p>`, `<q>a</q>`},
		{"here", `<p id="b"><ins cite="#b">a</ins></p>`, `<ins cite="#x-b">`},
	} {
		data, _ := encode(t, new(epub.Encoder), &epub.Book{Lang: "en", Chapters: []*epub.Chapter{{HTML: c.html}}})
		if page := read(t, data).page(1, 1); !strings.Contains(page, c.want) {
			t.Errorf("%s: no %s in\n%s", c.name, c.want, page)
		}
	}
}

func TestMetadataOfOneArticle(t *testing.T) {
	day := time.Date(2024, 5, 1, 23, 0, 0, 0, time.FixedZone("", 8*3600))
	one := &epub.Chapter{Title: "Tide", License: "CC BY 4.0", Published: day, HTML: "<p>a</p>", Warnings: []*post.Warning{{Topics: []post.Topic{{Label: "storm"}}}}}
	two := &epub.Chapter{Title: "Tea", License: "CC0", Published: day, HTML: "<p><ruby>茶<rt>cha</rt></ruby> <code class=\"math\">\\x^2</code></p>"}
	for _, c := range []struct {
		name string
		book epub.Book
		want map[string][]string
	}{
		{"alone", epub.Book{Lang: "en", Chapters: []*epub.Chapter{one}}, map[string][]string{
			"date": {"2024-05-01"}, "rights": {"CC BY 4.0"}, "description": {"Content warnings: storm"},
		}},
		{"beside one with another licence", epub.Book{Lang: "en", Description: "Two.", Chapters: []*epub.Chapter{one, two}}, map[string][]string{
			"date": nil, "rights": nil, "description": {"Content warnings: storm — Two."},
		}},
		{"without a warning", epub.Book{Lang: "en", Description: "Tea.", Chapters: []*epub.Chapter{two}}, map[string][]string{
			"description":                 {"Tea."},
			"schema:accessibilityFeature": {"tableOfContents", "structuralNavigation", "readingOrder", "displayTransformability", "latex", "rubyAnnotations"},
		}},
	} {
		data, _ := encode(t, new(epub.Encoder), &c.book)
		meta := read(t, data).meta
		for key, want := range c.want {
			if !slices.Equal(meta[key], want) {
				t.Errorf("%s: %s is %q, want %q", c.name, key, meta[key], want)
			}
		}
	}
}
