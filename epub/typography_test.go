package epub_test

import (
	"strings"
	"testing"

	"github.com/foreword-go/foreword/epub"
)

// Text of articles in Chinese is set as print does.
func TestTypography(t *testing.T) {
	for _, test := range []struct{ name, in, want string }{
		{"spaces around emphasis", `<p>他说 <strong>不</strong>，<em>走</em> 了。</p>`, `<p>他说<strong>不</strong>，<em>走</em>了。</p>`},
		{"spaces around Latin words", `<p>用 <strong>Go</strong> 写 <a href="https://a.example/">文</a> A</p>`,
			`<p>用 <strong>Go</strong> 写<a href="https://a.example/">文</a> A</p>`},
		{"long word", `<p>这是 WebAssembly 的</p><p>这是 Python 的</p>`, `<p class="ragged">这是 WebAssembly 的</p><p>这是 Python 的</p>`},
		{"address", `<p><a href="https://a.example/b/c-d">https://a.example/b/c-def</a></p>`,
			`<p class="ragged"><a href="https://a.example/b/c-d">https://<wbr />a.example/<wbr />b/c-<wbr />def</a></p>`},
		{"empty lines", "<pre><code>a\n\nb\n \n\n</code></pre>", "<pre><code>a\n\nb\n</code></pre>"},
		{"name of a listing", `<p><b>a.go</b></p><pre><code>x</code></pre><p><b>b</b></p><p>c</p>`,
			`<p class="label"><b>a.go</b></p><pre><code>x</code></pre><p><b>b</b></p><p>c</p>`},
	} {
		t.Run(test.name, func(t *testing.T) {
			book := article(test.in)
			book.Lang = "zh"
			data, _ := encode(t, new(epub.Encoder), book)
			if got := strings.TrimSpace(text(read(t, data))); got != test.want {
				t.Errorf("%s\n got %s\nwant %s", test.in, got, test.want)
			}
		})
	}
}

// No line of a title ends in the short text between brackets.
func TestHeadline(t *testing.T) {
	for title, want := range map[string]string{
		"灯说明书（德国 A）":      `>灯说明书<span class="whole">（德国 A）</span></h1>`,
		"周刊（第 3 期）：灯 & 海": `>周刊<span class="whole">（第 3 期）</span>：灯 &amp; 海</h1>`,
		"灯（一二三四五六七八九十）":   `>灯（一二三四五六七八九十）</h1>`,
		"灯（":                  `>灯（</h1>`,
		"The lamp (part two)": `>The lamp <span class="whole">(part two)</span></h1>`,
	} {
		book := article("<p>a</p>")
		book.Chapters[0].Title = title
		data, _ := encode(t, new(epub.Encoder), book)
		if page := read(t, data).page(1, 1); !strings.Contains(page, want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
}
