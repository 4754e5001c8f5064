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
		{"the id of a paragraph", "", "a\n{: #b .c}\n\n[d](#b)", "<p id=\"b\">a</p>\n<p><a href=\"#b\">d</a></p>"},
		{"an id before a list", "", "{:#b}\n* a", "<ul id=\"b\">\n<li>a</li>\n</ul>"},
		{"an id on its own", "", "a\n\n{: #b}\n\nc", "<p>a</p>\n<p>c</p>"},
		{"the ids of a list and of code", "", "* a\n{: #b}\n\n```\nc\n```\n{: #b}", "<ul id=\"b\">\n<li>a</li>\n</ul>\n<div id=\"b-2\"></div>\n<pre><code>c\n</code></pre>"},
		{"the id of emphasis", "", "*a*{: #b} c", "<p><em>a</em><span id=\"b\"></span> c</p>"},
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

func TestJekyllIncludes(t *testing.T) {
	files := fstest.MapFS{
		"_config.yml":                    {Data: []byte("title: Lamps\nbaseurl: /log\n")},
		"wick.png":                       {Data: []byte("x")},
		"_includes/figure.html":          {Data: []byte("<figure><img src=\"{{ include.src | relative_url }}\" alt=\"{{ include.alt | escape }}\">{% if include.caption %}<figcaption>{{ include.caption | markdownify }}</figcaption>{% else %}{% comment %}{% none %}{% endcomment %}{% endif %}</figure>\r\n")},
		"_includes/notes/wick.md":        {Data: []byte("Trim the *wick*.\n\n![wick](/wick.png)\n")},
		"_includes/twice.html":           {Data: []byte("{% include note.html text=include.text %}|{% include note.html text=include.none %}")},
		"_includes/note.html":            {Data: []byte("{% unless include.text == \"b\" %}<b>{{ include.text | default: \"none\" }}</b>{% endunless %}")},
		"_includes/loop.html":            {Data: []byte("{% for p in site.posts %}{{ p.title }}{% endfor %}")},
		"_includes/self.html":            {Data: []byte("x{% include self.html %}")},
		"_includes/content-warning.html": {Data: []byte("<p>{{ include.topics }}</p>")},
		"secret.html":                    {Data: []byte("secret")},
		"_posts/part.md":                 {Data: []byte("part")},
		"_posts/.env":                    {Data: []byte("secret")},
	}
	for _, tt := range []struct{ name, body, want string }{
		{"arguments", "{% include figure.html src=\"/wick.png\" alt='a \"b\"' caption=\"*c*\" %}", `<figure><img src="/log/wick.png" alt="a &quot;b&quot;" /><figcaption>*c*</figcaption></figure>`},
		{"a condition that does not hold", "{% include figure.html src='/wick.png' %}", `<figure><img src="/log/wick.png" alt="" /></figure>`},
		{"Markdown", "a\n\n{% include notes/wick.md %}\nb", "<p>a</p>\n<p>Trim the <em>wick</em>.</p>\n<p><img src=\"/log/wick.png\" alt=\"wick\" /></p>\n<p>b</p>"},
		{"Markdown in an element", "<div>\n  {% capture c %}{% include notes/wick.md %}{% endcapture %}\n  {{ c | markdownify }}\n</div>", "<div>\n  \n<p>Trim the <em>wick</em>.</p>\n<p><img src=\"/log/wick.png\" alt=\"wick\" /></p>\n</div>"},
		{"in a line", "See {% include note.html text=page.title %}.", "<p>See <b>One</b>.</p>"},
		{"of another include", "{% include twice.html text='a' %}", "<p><b>a</b>|<b>none</b></p>"},
		{"a comparison", "a{% include note.html text='b' %}", "<p>a</p>"},
		{"beside the post", "{% include_relative part.md %}", "<p>part</p>"},
		{"a file that does more", "a {% include loop.html %} b", "<p>a  b</p>"},
		{"a file that includes itself", "{% include self.html %}", "<p>xxxxxxxx</p>"},
		{"a file that is missing", "a {% include none.html %}b", "<p>a b</p>"},
		{"a file outside", "a {% include ../secret.html %}{% include_relative ../secret.html %}b", "<p>a b</p>"},
		{"a hidden file", "a {% include_relative .env %}{% include_relative ./.env %}b", "<p>a b</p>"},
		{"code", "`{% include note.html %}`", "<p><code>{% include note.html %}</code></p>"},
		{"raw", "{% raw %}{% include note.html %}{% endraw %}", "<p>{% include note.html %}</p>"},
	} {
		files["_posts/2024-04-02-one.md"] = &fstest.MapFile{Data: []byte("---\ntitle: One\n---\n" + tt.body + "\n")}
		po := readAll(t, onSample(t, files), files)["_posts/2024-04-02-one.md"]
		if got := strings.TrimSpace(po.Body.Render(&post.Renderer{})); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}

	// A tag that states a warning is read as before. Places are those of the file.
	files["_posts/2024-04-02-one.md"] = &fstest.MapFile{Data: []byte("---\ntitle: One\n---\n{% include content-warning.html topics='spiders' %}\n\nA {% include notes/wick.md %} b\n\n![far](far.png)\n")}
	po := readAll(t, onSample(t, files), files)["_posts/2024-04-02-one.md"]
	if len(po.Warnings) != 1 || len(po.Warnings[0].Topics) != 1 || po.Warnings[0].Topics[0].Label != "spiders" {
		t.Errorf("warnings %v, want one of spiders", po.Warnings)
	}
	var at []string
	for _, img := range po.Images {
		at = append(at, img.Pos.String())
	}
	if got := strings.Join(at, " "); got != "_posts/2024-04-02-one.md:6:3 _posts/2024-04-02-one.md:8:1" {
		t.Errorf("pictures at %s", got)
	}
}
