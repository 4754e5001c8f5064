package epub_test

import (
	"strings"
	"testing"

	"github.com/foreword-go/foreword/epub"
)

// warnedInside is an article with warnings of these scopes that is split within
// its second section.
func warnedInside(warnings ...epub.Warning) *epub.Chapter {
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
	whole := epub.Warning{Level: "danger", Topics: []epub.Topic{{Label: "self-harm"}}, HTML: "<p>Take care.</p>"}
	section := epub.Warning{Title: "Content warning", Topics: []epub.Topic{{Label: "weather"}}, Section: true}
	lost := epub.Warning{Title: "Trigger warning", Topics: []epub.Topic{{Label: "rain"}}, Section: true}
	for _, test := range []struct {
		name     string
		warnings []epub.Warning
		contents string            // after the title in the contents
		links    map[string]string // of another article, by fragment
		later    map[int]string    // what later pages say; "" for nothing
	}{
		{"none", nil, "",
			map[string]string{"calm": "a0002.xhtml#x-calm", "deep": "a0002-2.xhtml#x-deep"},
			map[int]string{2: "", 3: ""}},
		{"of the whole", []epub.Warning{whole}, " (Content warning: self-harm)",
			map[string]string{"calm": "a0002.xhtml", "deep": "a0002.xhtml", "end": "a0002.xhtml"},
			map[int]string{2: `<a href="a0002.xhtml">Content warning: self-harm</a>`, 3: `<a href="a0002.xhtml">Content warning: self-harm</a>`}},
		{"of a section", []epub.Warning{section}, " (Content warning (Section): weather)",
			map[string]string{"calm": "a0002.xhtml#x-calm", "storm": "a0002.xhtml#x-storm", "after": "a0002.xhtml#s-1", "deep": "a0002.xhtml#s-1", "end": "a0002-3.xhtml#x-end"},
			map[int]string{2: `<a href="a0002.xhtml#s-1">Content warning (Section): weather</a>`, 3: ""}},
		{"of a section that is not found", []epub.Warning{lost}, " (Trigger warning (Section): rain)",
			map[string]string{"calm": "a0002.xhtml", "end": "a0002.xhtml"},
			map[int]string{2: `<a href="a0002.xhtml">Trigger warning (Section): rain</a>`, 3: `<a href="a0002.xhtml">Trigger warning (Section): rain</a>`}},
		{"of two sections", []epub.Warning{section, section}, " (Content warning (Section): weather)",
			map[string]string{"end": "a0002.xhtml"}, nil},
		{"of both", []epub.Warning{whole, section}, " (Content warning: self-harm · Content warning (Section): weather)",
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
	if nav := r.entries["EPUB/nav.xhtml"]; !strings.Contains(nav, `#x-storm">Storm<span class="caution"> (Content warning)</span></a>`) {
		t.Errorf("the heading of the section says nothing:\n%s", nav)
	}
}
