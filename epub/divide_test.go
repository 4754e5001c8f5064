package epub_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/foreword-go/foreword/epub"
)

// TestDivide wants several pages of a block that is larger than one, with all
// of its text in order.
func TestDivide(t *testing.T) {
	const limit = 2000
	rows := func(format string) string {
		var b strings.Builder
		for i := range 400 {
			fmt.Fprintf(&b, format, i)
		}
		return b.String()
	}
	for _, c := range []struct {
		name, html string
		want       []string // on the second page
	}{
		{"list", `<ul id="l">` + rows(`<li id="i%[1]d">item %[1]d, <a href="#l">up</a></li>`) + `</ul><p><a href="#i199">last</a></p>`, []string{"<ul>\n", `href="a0001.xhtml#x-l"`}},
		{"numbered list", `<ol start="5">` + rows(`<li>item no. %d</li>`) + `</ol>`, []string{`<ol start="`}},
		{"numbered list backwards", `<ol reversed>` + rows(`<li>item no. %d</li>`) + `</ol>`, []string{`reversed="reversed" start="`}},
		{"terms", `<dl>` + rows(`<dt>term %[1]d</dt><dd>what it is</dd>`) + `</dl>`, []string{"<dl>\n"}},
		{"table", `<table><caption>All</caption><thead><tr><th id="h">Head</th></tr></thead><tbody>` + rows(`<tr><td>cell %d</td></tr>`) + `</tbody></table>`, []string{`<div class="table"><table><thead><tr><th>Head</th></tr></thead><tbody><tr><td>`}},
		{"table of tall cells", `<table>` + strings.Repeat(`<tr><td rowspan="3">tall</td><td>a</td></tr><tr><td>b</td></tr><tr><td>c</td></tr>`, 120) + `</table>`, []string{`<table><tbody><tr><td rowspan="3">`}},
		{"code", `<pre><code class="language-go">` + rows("line no. %d of many\n") + `</code></pre>`, []string{`<pre><code class="language-go">line `}},
		{"quote", `<blockquote>` + rows(`<p>line no. %d</p>`) + `</blockquote>`, []string{`<blockquote><p>`}},
		{"whole article", `<div><h2 id="a">A</h2>` + rows(`<p>line no. %d</p>`) + `<h2>B</h2><table>` + rows(`<tr><td>cell %d</td></tr>`) + `</table></div>`, []string{`<div><p>`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			data, _ := encode(t, &epub.Encoder{SplitBytes: limit}, article(c.html))
			r := read(t, data)
			whole, _ := encode(t, &epub.Encoder{SplitBytes: -1}, article(c.html))
			want := words(body(read(t, whole).page(1, 1)))
			var got []string
			pages := 0
			for r.page(1, pages+1) != "" {
				pages++
				page := body(r.page(1, pages))
				if len(page) > 3*limit {
					t.Errorf("page %d has %d bytes", pages, len(page))
				}
				page = strings.ReplaceAll(page, "<thead><tr><th>Head</th></tr></thead>", "")
				got = append(got, words(page)...)
			}
			if pages < 2 || strings.Join(got, " ") != strings.Join(want, " ") {
				t.Errorf("%d pages with %d words, want %d:\n%.300s", pages, len(got), len(want), got)
			}
			for _, w := range c.want {
				if page := r.page(1, 2); !strings.Contains(page, strings.TrimSpace(w)) {
					t.Errorf("no %s in\n%.900s", w, page)
				}
			}
		})
	}
}

// TestDivideNumbers wants the items of a list to keep their numbers.
func TestDivideNumbers(t *testing.T) {
	for _, c := range []struct {
		attr        string
		first, step int
	}{{"", 1, 1}, {` start="7"`, 7, 1}, {" reversed", 300, -1}} {
		html := "<ol" + c.attr + ">"
		for i := range 300 {
			html += fmt.Sprintf("<li>no. %d</li>", c.first+i*c.step)
		}
		data, _ := encode(t, &epub.Encoder{SplitBytes: 1000}, article(html+"</ol>"))
		r := read(t, data)
		pages, lists := 0, 0
		for r.page(1, pages+1) != "" {
			pages++
			page := r.page(1, pages)
			for _, m := range regexp.MustCompile(`<ol[^>]*?(?: start="(\d+)")?><li>no. (\d+)`).FindAllStringSubmatch(page, -1) {
				if m[1] != m[2] && (m[1] != "" || m[2] != "1") {
					t.Errorf("%q: on page %d a list begins with %q where its item is no. %s", c.attr, pages, m[1], m[2])
				}
				lists++
			}
		}
		if pages < 3 || lists < pages {
			t.Errorf("%q: %d pages with %d lists", c.attr, pages, lists)
		}
	}
}

// body returns what an article has between its title and its notes.
func body(page string) string {
	_, page, _ = strings.Cut(page, `<div class="text">`)
	page, _, _ = strings.Cut(page, "</section>")
	return page
}

// words returns the text of markup, word by word.
func words(markup string) []string {
	return strings.Fields(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(markup, " "))
}
