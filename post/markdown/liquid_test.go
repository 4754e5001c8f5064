package markdown

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/foreword-go/foreword/post"
)

func TestJekyllRunsLiquidFirst(t *testing.T) {
	config := "title: Lamps\nurl: https://lamps.example\nbaseurl: /log\nhost: https://pictures.example/lamps\nauthor:\n  name: Otto\n"
	for _, tt := range []struct{ name, front, body, want string }{
		{"a setting in text", "", "By {{ site.author.name }}, {{site.title | upcase}}.", "<p>By Otto, LAMPS.</p>"},
		{"a setting alone on a line", "", "{{ site.title }}", "<p>Lamps</p>"},
		{"a key of the post", "wick: flat", "A {{ page.wick }} wick of {{ page.title }}.", "<p>A flat wick of One.</p>"},
		{"a setting in code", "", "`{{ site.host }}/a`", "<p><code>https://pictures.example/lamps/a</code></p>"},
		{"what is not known leaves no braces in code", "", "    SIZE: {{ release.size }}", "<pre><code>SIZE: \n</code></pre>"},
		{"raw code", "", "```\n{% raw %}{{ page.title }}{% endraw %}\n```", "<pre><code>{{ page.title }}\n</code></pre>"},
		{"raw on lines of its own", "", "```\n{%- raw -%}\n{{ a }}\n{{ b }}\n{% endraw %}\nc\n```", "<pre><code>{{ a }}\n{{ b }}\nc\n</code></pre>"},
		{"raw in a code span", "", "`{% raw %}{{ a }}{% endraw %}` and `{% raw %}{% if %}{% endraw %}`", "<p><code>{{ a }}</code> and <code>{% if %}</code></p>"},
		{"raw around a fence", "", "{% raw %}\n```\n{{ a }}\n```\n{% endraw %}", "<pre><code>{{ a }}\n</code></pre>"},
		{"other braces in code", "", "`a{b}{c` and `${d}`", "<p><code>a{b}{c</code> and <code>${d}</code></p>"},
		{"a picture", "", "![far]({{ site.host }}/far.png)", `<p><img src="https://pictures.example/lamps/far.png" alt="far" /></p>`},
		{"a picture of HTML", "", "<p><img src=\"{{ site.host }}/far.png\"></p>", `<p><img src="https://pictures.example/lamps/far.png" alt="" /></p>`},
		{"a picture with the base path", "", "![near]({{ site.baseurl }}/near.png)", `<p><img src="/log/near.png" alt="near" /></p>`},
		{"an element over blank lines", "", "<div>\n  <p>*a*</p>\n\n    <p>b</p>\n\n</div>\n*c*", "<div>\n  <p>*a*</p>\n\n    <p>b</p>\n\n</div>\n<p><em>c</em></p>"},
		{"an element over blank lines in another", "", "<div>\n<div>\n\n</div>\n\n    <b>a</b>\n</div>", "<div>\n<div>\n\n</div>\n\n    <b>a</b>\n</div>"},
		{"an element without an end", "", "<div>\n\n*a*", "<div>\n<p><em>a</em></p>\n</div>"},
		{"an element without an end before others", "", "<div>\n\n    <p>a</p>\n\n*b*", "<div>\n\n    <p>a</p>\n<p><em>b</em></p>\n</div>"},
		{"an element with Markdown", "", "<div>\n<div markdown=\"1\">\n\n*a*\n\n</div>\n</div>", "<div>\n<div>\n<p><em>a</em></p>\n</div>\n</div>"},
		{"without Liquid", "render_with_liquid: false", "`{{ a }}`", "<p><code>{{ a }}</code></p>"},
	} {
		fsys := fstest.MapFS{
			"_config.yml":              {Data: []byte(config)},
			"near.png":                 {Data: []byte("x")},
			"_posts/2024-04-02-one.md": {Data: []byte("---\ntitle: One\n" + tt.front + "\n---\n" + tt.body + "\n")},
		}
		po := readAll(t, onSample(t, fsys), fsys)["_posts/2024-04-02-one.md"]
		if got := strings.TrimSpace(po.Body.Render(&post.Renderer{})); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestUnknownOutputInCodeIsNamed(t *testing.T) {
	fsys := fstest.MapFS{
		"_config.yml":              {Data: []byte("title: Lamps\n")},
		"_posts/2024-04-02-one.md": {Data: []byte("---\ntitle: One\n---\nText.\n\n    ${{ secrets.KEY }}\n")},
	}
	po := readAll(t, onSample(t, fsys), fsys)["_posts/2024-04-02-one.md"]
	for _, p := range po.Problems {
		if p.Rule == RuleDroppedShortcode && p.Pos.Line == 6 && strings.Contains(p.Err.Error(), "secrets.KEY") {
			return
		}
	}
	t.Errorf("problems %v, want the output on line 6", po.Problems)
}
