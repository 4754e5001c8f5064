package epub_test

import (
	"regexp"
	"strings"
	"testing"

	"github.com/foreword-go/foreword/epub"
	"github.com/foreword-go/foreword/post"
)

// Marks of printed pages become the list of pages of the navigation document
// and of the NCX, wherever they are.
func TestPageMarks(t *testing.T) {
	long := "<p>" + strings.Repeat("word ", 400) + "</p>"
	book := &epub.Book{Title: "B", Lang: "en", PageSource: "urn:isbn:9780000000002", Chapters: []*epub.Chapter{
		{Title: "One", HTML: `<p>Fore<span epub:type="pagebreak" id="pi" title="i"/>word.</p>` + long +
			`<hr role="doc-pagebreak" id="p1" aria-label="Page 1."><h2>Part</h2>` + long + `<p>on <span role="doc-pagebreak">2</span> and</p>` +
			`<div role="doc-pagebreak" id="p3"></div><ul><li>x</li></ul>`},
		{Title: "Two", HTML: `<p>a<span role="doc-pagebreak" id="p1" aria-label="第 1 页"></span></p>`},
		{Title: "Three", Warnings: []*post.Warning{{HTML: `<p><a id="p7" role="doc-pagebreak"></a>Rain.</p>`}}, HTML: `<p>a<span role="doc-pagebreak" id="p8"></span></p>`},
		warnedInside(&post.Warning{Title: "Content warning", Topics: []post.Topic{{Label: "weather"}}, Scope: post.ScopeSection}),
	}}
	calm, deep := `<span role="doc-pagebreak" title="20"></span>`, `<span role="doc-pagebreak" title="21"></span>`
	four := book.Chapters[3]
	four.HTML = strings.NewReplacer("past</a>", "past</a>"+calm, ">Deep", ">"+deep+"Deep").Replace(four.HTML)
	data, _ := encode(t, &epub.Encoder{SplitBytes: 1500, NoCover: true}, book)
	r := read(t, data)

	_, nav, _ := strings.Cut(r.entries["EPUB/nav.xhtml"], `<nav epub:type="page-list" role="doc-pagelist" aria-labelledby="pages" hidden="hidden">`)
	nav, _, _ = strings.Cut(nav, "</nav>")
	want := []string{
		`a0001.xhtml#x-pi i`, `a0001-2.xhtml#x-p1 1`, `a0001-2.xhtml#page 2`, `a0001-2.xhtml#x-p3 3`, `a0002.xhtml#x-p1 1`,
		`a0003.xhtml#x-p8 8 (Content warning)`, `a0004.xhtml#page 20`, `a0004-2.xhtml#page-1 21 (Content warning)`,
	}
	var got []string
	for _, m := range regexp.MustCompile(`<a href="xhtml/([^"]*)">([^<]*)</a>`).FindAllStringSubmatch(nav, -1) {
		got = append(got, m[1]+" "+m[2])
		file, id, _ := strings.Cut(m[1], "#")
		if n := strings.Count(r.entries["EPUB/xhtml/"+file], ` id="`+id+`"`); n != 1 {
			t.Errorf("%s has the id %d times", m[1], n)
		}
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("list of pages:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	for name, wanted := range map[string][]string{
		"EPUB/toc.ncx": {`content="8"`, `name="dtb:maxPageNumber" content="20"`, `<pageTarget type="front"><navLabel><text>i</text></navLabel><content src="xhtml/a0001.xhtml#x-pi" />`,
			`<pageTarget type="normal"><navLabel><text>1</text></navLabel>`, `<pageTarget type="special"><navLabel><text>8 (Content warning)</text>`},
		"EPUB/package.opf":         {`"schema:accessibilityFeature">pageBreakMarkers<`, `"schema:accessibilityFeature">pageNavigation<`, `"pageBreakSource">urn:isbn:9780000000002<`},
		"EPUB/xhtml/a0001-2.xhtml": {`<h2 id="h-1"><span id="x-p1" role="doc-pagebreak" aria-label="Page 1." epub:type="pagebreak"></span>Part</h2>`},
		"EPUB/xhtml/a0003.xhtml":   {`<p><span id="x-w1-p7"></span>Rain.</p>`},
	} {
		for _, w := range wanted {
			if !strings.Contains(r.entries[name], w) {
				t.Errorf("%s lacks %s:\n%s", name, w, r.entries[name])
			}
		}
	}

	data, _ = encode(t, new(epub.Encoder), article("<p>a</p>"))
	for name, entry := range read(t, data).entries {
		if strings.Contains(entry, "page-list") || strings.Contains(entry, "pageList") || strings.Contains(entry, "pageBreak") {
			t.Errorf("%s of a book without page marks mentions pages", name)
		}
	}
}
