package xhtml

import (
	"fmt"
	"strings"
	"testing"
)

// article is markup of the kind that Clean writes for a post, about 16 KB.
var article = func() string {
	var b strings.Builder
	for i := range 12 {
		fmt.Fprintf(&b, "<h2 id=\"part-%d\">The %d. harbour &amp; its lights</h2>\n", i, i)
		for range 3 {
			b.WriteString("<p>渡船在雾里慢慢靠岸，灯塔每隔十二秒亮一次，岸上的人数着时间。<strong>没有人说话</strong>，只有缆绳和水声。</p>\n")
			b.WriteString("<p>Nets were drying on the wall, and a boy counted <em>every</em> float: <a href=\"https://harbour.example/floats?page=2&amp;sort=new\" title=\"Floats\">twelve</a> &lt; thirteen, said <code>count()</code>.</p>\n")
		}
		fmt.Fprintf(&b, "<figure><img src=\"https://harbour.example/img/%d.jpg\" alt=\"A pier\" width=\"640\" height=\"480\" /><figcaption>A pier</figcaption></figure>\n", i)
		b.WriteString("<ul>\n<li>salt</li>\n<li>tar</li>\n<li>rope</li>\n</ul>\n<pre><code class=\"language-go\">if n &lt; 12 &amp;&amp; open {\n\treturn &quot;late&quot;\n}\n</code></pre>\n")
	}
	return Clean(b.String(), Options{})
}()

func benchmarkArticle(b *testing.B, do func() error) {
	b.SetBytes(int64(len(article)))
	b.ReportAllocs()
	for b.Loop() {
		if err := do(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	benchmarkArticle(b, func() error { _, err := Read(article); return err })
}

func BenchmarkRender(b *testing.B) {
	root, err := Read(article)
	if err != nil {
		b.Fatal(err)
	}
	benchmarkArticle(b, func() error { Render(root); return nil })
}

func BenchmarkClean(b *testing.B) {
	benchmarkArticle(b, func() error { Clean(article, Options{}); return nil })
}

func BenchmarkWellFormed(b *testing.B) {
	doc := []byte("<body>" + article + "</body>")
	benchmarkArticle(b, func() error { return WellFormed(doc) })
}

func BenchmarkLegal(b *testing.B) {
	benchmarkArticle(b, func() error { Legal(article); return nil })
}

// A feed is CDATA, or markup of which each bracket is an entity.
func BenchmarkWellFormedFile(b *testing.B) {
	feed := "<rss><content><![CDATA[" + article + "]]></content>\n<content>" + Escape(article) + "</content></rss>\n"
	b.SetBytes(int64(len(feed)))
	b.ReportAllocs()
	for b.Loop() {
		if err := WellFormedFile(strings.NewReader(feed)); err != nil {
			b.Fatal(err)
		}
	}
}
