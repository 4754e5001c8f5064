package markdown_test

import (
	"strings"
	"testing"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

// What one engine or another shows for a notation of its own.
func TestDialects(t *testing.T) {
	for body, want := range map[string]string{
		"![a](b.png =300x200)":                                 `<p><img src="b.png" alt="a" width="300" height="200" /></p>`,
		"![a](b.png \"t\" =300x) c":                            `<p><img src="b.png" alt="a" title="t" width="300" /> c</p>`,
		"```math\na < b\n```":                                  `<p><code class="math">a &lt; b</code></p>`,
		`![a](b.png "A view")`:                                 `<figure><img src="b.png" alt="a" /><figcaption>A view</figcaption></figure>`,
		"![a](b.png \"A view\")\n\n*A view.*":                  `<p><img src="b.png" alt="a" title="A view" /></p>` + "\n" + `<p><em>A view.</em></p>`,
		"![a](b.png \"A view\")\n\nA viewer":                   `<figure><img src="b.png" alt="a" /><figcaption>A view</figcaption></figure>` + "\n" + `<p>A viewer</p>`,
		"![a](b.png \"A view\")\n\n<center>A view</center>":    `<p><img src="b.png" alt="a" title="A view" /></p>` + "\n" + `<div class="align-center">A view</div>`,
		`[![a](b.png "A view")](c.png)`:                        `<figure><a href="c.png"><img src="b.png" alt="a" /></a><figcaption>A view</figcaption></figure>`,
		`![a](b.png "CO{{< sub "2" >}} in {{< t "a b" >}} c")`: `<figure><img src="b.png" alt="a" /><figcaption>CO2 in a b c</figcaption></figure>`,
		`H{{< sub "2" >}}O {{< sub "a" "b" >}}`:                `<p>H2O </p>`,
		`![a](b.png "a")`:                                      `<p><img src="b.png" alt="a" title="a" /></p>`,
		`x ![a](b.png "A view")`:                               `<p>x <img src="b.png" alt="a" title="A view" /></p>`,
		`{{< figure src="b.png" caption="A **view** of [*it*](https://a.example/) & 2 * 3" >}}`:     `<figure><img src="b.png" alt="" /><figcaption>A <strong>view</strong> of <a href="https://a.example/"><em>it</em></a> &amp; 2 * 3</figcaption></figure>`,
		`{{< figure src="b.png" caption="[a <https://a.example/>](javascript:x)" >}}`:               `<figure><img src="b.png" alt="" /><figcaption>a <a href="https://a.example/">https://a.example/</a></figcaption></figure>`,
		`{{< figure src="b.png" caption="a <b onclick='x'>b</b><script>c</script> ![d](e.png)" >}}`: `<figure><img src="b.png" alt="" /><figcaption>a bc d</figcaption></figure>`,
		"![a](b.png '<img src=x onerror=y> _z_')":                                                   `<figure><img src="b.png" alt="a" /><figcaption> <em>z</em></figcaption></figure>`,
		`See {{< figure src="b.png" caption="A view" >}} here`:                                      `<p>See <img src="b.png" alt="" /> A view here</p>`,
		`{{< figure src="b.png" caption="A view" >}}`:                                               `<figure><img src="b.png" alt="" /><figcaption>A view</figcaption></figure>`,
		`{{< figure src="b.png" alt="a" caption="A view" >}}`:                                       `<figure><img src="b.png" alt="a" /><figcaption>A view</figcaption></figure>`,
		"{{< youtube w7Ft2ymGmfc >}}":                                                               `<p><a href="https://www.youtube.com/watch?v=w7Ft2ymGmfc">https://www.youtube.com/watch?v=w7Ft2ymGmfc</a></p>`,
		"{% vimeo 12345 %}":                                                                         `<p><a href="https://vimeo.com/12345">https://vimeo.com/12345</a></p>`,
		"{{< vimeo id=\"1\" title=\"A\" >}}":                                                        `<p><a href="https://vimeo.com/1">A</a></p>`,
		"@[bilibili](BV1xx411c7mD)":                                                                 `<p><a href="https://www.bilibili.com/video/BV1xx411c7mD">https://www.bilibili.com/video/BV1xx411c7mD</a></p>`,
		"{{< gist jane 0a1b2c >}}":                                                                  `<p><a href="https://gist.github.com/jane/0a1b2c">https://gist.github.com/jane/0a1b2c</a></p>`,
		"{{< tweet user=\"jane\" id=\"9\" >}}":                                                      `<p><a href="https://twitter.com/jane/status/9">https://twitter.com/jane/status/9</a></p>`,
		"{% audio /a.mp3 %}":                                                                        `<p><a href="/a.mp3">/a.mp3</a></p>`,
		`<YouTube id="abc" />`:                                                                      `<p><a href="https://www.youtube.com/watch?v=abc">https://www.youtube.com/watch?v=abc</a></p>`,
		`{{< youtube "javascript:x" >}}`:                                                            ``,
		"```js\na()\n// highlight-next-line\nb()\n```":                                              "<pre><code class=\"language-js\">a()\nb()\n</code></pre>",
	} {
		if got := strings.TrimSpace(readBody(t, body).Body.Render(&post.Renderer{})); got != want {
			t.Errorf("%q: %s\nwant %s", body, got, want)
		}
	}
}

// Hexo shows the text after the language of a fence as a caption.
func TestFenceCaptions(t *testing.T) {
	const code = "<pre><code class=\"language-yml\">a\n</code></pre>"
	for _, test := range []struct {
		engine   markdown.Engine
		in, want string
	}{
		{markdown.Hexo, "```yml _config.yml\na\n```", "<p><strong>_config.yml</strong></p>\n" + code},
		{markdown.Hexo, "```yml My file https://a.example/f source\na\n```", "<p><strong>My file</strong></p>\n<p><a href=\"https://a.example/f\">source</a></p>\n" + code},
		{markdown.Hexo, "```yml\na\n```", code},
		{markdown.Hexo, "```yml {1,2}\na\n```", code},
		{markdown.Hugo, "```yml _config.yml\na\n```", code},
	} {
		po, err := (&markdown.Parser{Engine: test.engine}).Parse("a.md", []byte(test.in+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimSpace(po.Body.Render(&post.Renderer{})); got != test.want {
			t.Errorf("%s: %q: got %s, want %s", test.engine, test.in, got, test.want)
		}
	}
}
