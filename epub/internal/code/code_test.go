package code

import (
	"encoding/xml"
	"errors"
	"io"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/foreword-go/foreword/internal/xhtml"
)

var cases = []struct{ name, lang, code, want string }{
	{"keyword", "go", "if x { return }", `<span class="k">if</span> x { <span class="k">return</span> }`},
	{"comment ends with its line", "go", "x // if\nif", "x <span class=\"c\">// if</span>\n<span class=\"k\">if</span>"},
	{"comment of many lines", "c", "a /* if\n*/ if", "a <span class=\"c\">/* if\n*/</span> <span class=\"k\">if</span>"},
	{"comment without an end", "c", "/* a\nif", "<span class=\"c\">/* a\nif</span>"},
	{"no comment in a string", "js", `a("//", '\'//', ` + "`/*`)", `a(<span class="s">&quot;//&quot;</span>, <span class="s">'\'//'</span>, <span class="s">` + "`/*`</span>)"},
	{"a string that is not closed ends with its line", "python", "x = 'a\nif", "x = <span class=\"s\">'a</span>\n<span class=\"k\">if</span>"},
	{"a string of many lines", "python", "'''\nif'''if", "<span class=\"s\">'''\nif'''</span><span class=\"k\">if</span>"},
	{"part of a word", "go", "gopher ifs $if x.type", "gopher ifs $if x.type"},
	{"a letter of another script", "go", "é如if 如", "é如if 如"},
	{"lifetime", "rust", "fn a<'b>(x: &'b str)", `<span class="k">fn</span> a&lt;'b&gt;(x: &amp;'b str)`},
	{"number sign inside a word", "bash", "a#b ${#a} # if", `a#b ${#a} <span class="c"># if</span>`},
	{"capital letters", "sql", "SELECT a -- b", `<span class="k">SELECT</span> a <span class="c">-- b</span>`},
	{"keys", "yaml", "a: b # c\n- d e: f\nhttp://g\n", "<span class=\"nt\">a</span>: b <span class=\"c\"># c</span>\n- <span class=\"nt\">d e</span>: f\nhttp://g\n"},
	{"section and key", "toml", "[a]\nb = \"c\"", "<span class=\"k\">[a]</span>\n<span class=\"nt\">b</span> = <span class=\"s\">&quot;c&quot;</span>"},
	{"quoted key", "json", `{"a": "b", "c" : null}`, `{<span class="nt">&quot;a&quot;</span>: <span class="s">&quot;b&quot;</span>, <span class="nt">&quot;c&quot;</span> : <span class="k">null</span>}`},
	{"elements", "html", `<!doctype html><p class="a">b</p><!-- c -->`, `<span class="cp">&lt;!doctype html&gt;</span>&lt;<span class="nt">p</span> class=&quot;a&quot;&gt;b&lt;/<span class="nt">p</span>&gt;<span class="c">&lt;!-- c --&gt;</span>`},
	{"script", "html", `<script a>if</script>if`, `&lt;<span class="nt">script</span> a&gt;<span class="k">if</span>&lt;/<span class="nt">script</span>&gt;if`},
	{"half an element", "xml", `<`, `&lt;`},
	{"change", "diff", "@@ -1 @@\n-a\n+b\n c", "<span class=\"gu\">@@ -1 @@</span>\n<span class=\"gd\">-a</span>\n<span class=\"gi\">+b</span>\n c"},
	{"heading", "md", "# A\n```\n# b\n```\n#c", "<span class=\"gh\"># A</span>\n```\n# b\n```\n#c"},
	{"at-rule", "css", "@media a { b-if: c }", `<span class="k">@media</span> a { b-if: c }`},
	{"name in capitals", "Go", "if", `<span class="k">if</span>`},
}

func TestMarkup(t *testing.T) {
	for _, c := range cases {
		got, ok := Markup(c.lang, c.code)
		if !ok || got != c.want {
			t.Errorf("%s: Markup(%q, %q) = %v\n%s, want\n%s", c.name, c.lang, c.code, ok, got, c.want)
		}
	}
	for _, lang := range []string{"", "text", "mermaid"} {
		if got, ok := Markup(lang, "if"); ok {
			t.Errorf("%q: %q, want nothing", lang, got)
		}
	}
}

// text returns what a reader of markup reads.
func text(t *testing.T, markup string) string {
	t.Helper()
	var b strings.Builder
	d := xml.NewDecoder(strings.NewReader("<pre>" + markup + "</pre>"))
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return b.String()
		}
		if err != nil {
			t.Fatalf("not well-formed: %v\n%s", err, markup)
		}
		if chars, ok := token.(xml.CharData); ok {
			b.Write(chars)
		}
	}
}

func FuzzMarkup(f *testing.F) {
	for _, c := range cases {
		f.Add(c.lang, c.code)
	}
	names := slices.Sorted(maps.Keys(languages()))
	f.Fuzz(func(t *testing.T, lang, code string) {
		if _, ok := languages()[lang]; !ok && len(lang) > 0 {
			lang = names[int(lang[0])%len(names)]
		}
		// Text alone, without what XML makes another character of.
		code = strings.NewReplacer("\uFFFD", "", "\r", "").Replace(xhtml.Legal(code))
		markup, ok := Markup(lang, code)
		if ok && text(t, markup) != code {
			t.Errorf("%s: %q became %q", lang, code, markup)
		}
	})
}

// TestHostile runs what holds highlighters by expressions for seconds.
func TestHostile(t *testing.T) {
	for lang := range languages() {
		for _, s := range []string{`"`, `\"`, "'", "/*", "<", "<script>", "import a,", "[", "- ", "a:", "#", "\n", "--[["} {
			if _, ok := Markup(lang, strings.Repeat(s, 1<<10)); !ok {
				t.Errorf("%s: not known", lang)
			}
		}
	}
}

func BenchmarkMarkup(b *testing.B) {
	code := strings.Repeat("// A comment.\nfunc f(a int) string {\n\tif a > 0 { return \"a\" }\n}\n", 100)
	b.SetBytes(int64(len(code)))
	b.ReportAllocs()
	for b.Loop() {
		Markup("go", code)
	}
}
