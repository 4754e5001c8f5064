package markdown_test

import (
	"strings"
	"testing"

	"github.com/foreword-go/foreword/post"
)

// What one engine or another shows for a notation of its own.
func TestDialects(t *testing.T) {
	for body, want := range map[string]string{
		"![a](b.png =300x200)":                                `<p><img src="b.png" alt="a" width="300" height="200" /></p>`,
		"![a](b.png \"t\" =300x) c":                           `<p><img src="b.png" alt="a" title="t" width="300" /> c</p>`,
		"```math\na < b\n```":                                 `<p><code class="math">a &lt; b</code></p>`,
		`![a](b.png "A view")`:                                `<figure><img src="b.png" alt="a" /><figcaption>A view</figcaption></figure>`,
		"![a](b.png \"A view\")\n\n*A view.*":                 `<p><img src="b.png" alt="a" title="A view" /></p>` + "\n" + `<p><em>A view.</em></p>`,
		"![a](b.png \"A view\")\n\nA viewer":                  `<figure><img src="b.png" alt="a" /><figcaption>A view</figcaption></figure>` + "\n" + `<p>A viewer</p>`,
		"![a](b.png \"A view\")\n\n<center>A view</center>":   `<p><img src="b.png" alt="a" title="A view" /></p>` + "\n" + `<div class="align-center">A view</div>`,
		`[![a](b.png "A view")](c.png)`:                       `<figure><a href="c.png"><img src="b.png" alt="a" /></a><figcaption>A view</figcaption></figure>`,
		`![a](b.png "a")`:                                     `<p><img src="b.png" alt="a" title="a" /></p>`,
		`x ![a](b.png "A view")`:                              `<p>x <img src="b.png" alt="a" title="A view" /></p>`,
		`{{< figure src="b.png" caption="A view" >}}`:         `<figure><img src="b.png" alt="" /><figcaption>A view</figcaption></figure>`,
		`{{< figure src="b.png" alt="a" caption="A view" >}}`: `<figure><img src="b.png" alt="a" /><figcaption>A view</figcaption></figure>`,
		"{{< youtube w7Ft2ymGmfc >}}":                         `<p><a href="https://www.youtube.com/watch?v=w7Ft2ymGmfc">https://www.youtube.com/watch?v=w7Ft2ymGmfc</a></p>`,
		"{% vimeo 12345 %}":                                   `<p><a href="https://vimeo.com/12345">https://vimeo.com/12345</a></p>`,
		"{{< vimeo id=\"1\" title=\"A\" >}}":                  `<p><a href="https://vimeo.com/1">A</a></p>`,
		"@[bilibili](BV1xx411c7mD)":                           `<p><a href="https://www.bilibili.com/video/BV1xx411c7mD">https://www.bilibili.com/video/BV1xx411c7mD</a></p>`,
		"{{< gist jane 0a1b2c >}}":                            `<p><a href="https://gist.github.com/jane/0a1b2c">https://gist.github.com/jane/0a1b2c</a></p>`,
		"{{< tweet user=\"jane\" id=\"9\" >}}":                `<p><a href="https://twitter.com/jane/status/9">https://twitter.com/jane/status/9</a></p>`,
		"{% audio /a.mp3 %}":                                  `<p><a href="/a.mp3">/a.mp3</a></p>`,
		`<YouTube id="abc" />`:                                `<p><a href="https://www.youtube.com/watch?v=abc">https://www.youtube.com/watch?v=abc</a></p>`,
		`{{< youtube "javascript:x" >}}`:                      ``,
		"```js\na()\n// highlight-next-line\nb()\n```":        "<pre><code class=\"language-js\">a()\nb()\n</code></pre>",
	} {
		if got := strings.TrimSpace(readBody(t, body).Body.Render(&post.Renderer{})); got != want {
			t.Errorf("%q: %s\nwant %s", body, got, want)
		}
	}
}
