package epub_test

import (
	"strings"
	"testing"

	"github.com/foreword-go/foreword/epub"
)

func TestCurl(t *testing.T) {
	for in, want := range map[string]string{
		`<p>"It's," she said, "the 'old' one" ...</p>`:                   `<p>“It’s,” she said, “the ‘old’ one” …</p>`,
		`<p>pages 3--5 --- and the '90s -- well</p>`:                     `<p>pages 3–5 — and the ’90s – well</p>`,
		`<p>use --help, ---- and ....</p>`:                               `<p>use --help, ---- and ....</p>`,
		`<p>"<em>lamp</em>" and <em>"lamp"</em>'s <code>"x"</code>"</p>`: `<p>“<em>lamp</em>” and <em>“lamp”</em>’s <code>"x"</code>”</p>`,
		`<pre>"x" -- 'y'</pre>`:                                          `<pre>"x" -- 'y'</pre>`,
		`<p>(<a href="https://a.example/">"a"</a>)</p><p>"b"</p>`:        `<p>(<a href="https://a.example/">“a”</a>)</p><p>“b”</p>`,
		`<p lang="fr">l'air "x"</p>`:                                     `<p lang="fr" xml:lang="fr">l'air "x"</p>`,
	} {
		book := article(in)
		book.Chapters[0].Curl = true
		data, _ := encode(t, new(epub.Encoder), book)
		if got := strings.TrimSpace(text(read(t, data))); got != want {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
		book.Chapters[0].Lang = "zh"
		data, _ = encode(t, new(epub.Encoder), book)
		if got := text(read(t, data)); strings.ContainsAny(got, "“”‘’…–—") {
			t.Errorf("curled in Chinese: %s", got)
		}
	}
}
