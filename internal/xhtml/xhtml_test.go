package xhtml

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

var cleanTests = []struct{ name, in, want string }{
	{"text", "a < b & c", "a &lt; b &amp; c"},
	{"entities", "&nbsp;&copy;&amp;lt;", "\u00a0©&amp;lt;"},
	{"controls", "a\x1bb\x00c\uFFFEd\xff", "abcd\uFFFD"},
	{"void", "a<br>b<hr><img src=x>", `a<br />b<hr /><img src="x" alt="" />`},
	{"unclosed", "<p>a<b>c", "<p>a<b>c</b></p>"},
	{"paragraphs", "<p>a<p>b", "<p>a</p><p>b</p>"},
	{"misnested", "<b>1<i>2</b>3</i>4", "<b>1<i>2</i></b><i>3</i>4"},
	{"block in inline", "<b>1<p>2</p>3</b>4", "<b>1</b><p><b>2</b></p><b>3</b>4"},
	{"block in link", `<a href="x"><h3>t</h3><p>u</p></a>v`, `<h3><a href="x">t</a></h3><p><a href="x">u</a></p>v`},
	{"block in paragraph", "<p>a<div>b</div>c</p>", "<p>a</p><div>b</div>c"},
	{"block in heading", "<h2>a<div>b</div>c</h2>", "<h2>abc</h2>"},
	{"phantom end", "<div><h2><div>a</div>b</h2>c</div>", "<div><h2>ab</h2>c</div>"},
	{"blocks in link", `<a href="x"><h3></h3>0<p>1`, `<h3></h3><a href="x">0</a><p><a href="x">1</a></p>`},
	{"nested links", `<a href="1">a<a href="2">b</a>c</a>`, `<a href="1">a</a><a href="2">b</a>c`},
	{"item alone", "<li>a<li>b</li>c", "<ul><li>a</li><li>b</li></ul>c"},
	{"text in list", "<ul>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"},
	{"list in list", "<ul><li>a<ul><li>b</ul><li>c</ul>", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"},
	{"terms", "<dl><dd>a<dt>b</dl>", "<dl><dt></dt><dd>a</dd><dt>b</dt><dd></dd></dl>"},
	{"table", "<table><tr><td>a<td>b<tr><th>c</table>", "<table><tbody><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></tbody></table>"},
	{"table text", "<table>a<tr><td>b</table>", "<table><tbody><tr><td>a</td></tr><tr><td>b</td></tr></tbody></table>"},
	{"table parts", "<table><tfoot><tr><td>f</tfoot><caption>c</caption><thead><tr><td>h</table>",
		"<table><tbody><tr><td>f</td></tr></tbody><tbody><tr><td>c</td></tr></tbody><tbody><tr><td>h</td></tr></tbody></table>"},
	{"cell alone", "<td>a</td>b", "ab"},
	{"table attributes", `<table><tr><td colspan=02 rowspan=x align=center valign=top bgcolor=red>a</table>`,
		`<table><tbody><tr><td colspan="2" class="align-center">a</td></tr></tbody></table>`},
	{"obsolete", `<center><font color=red>a</font><strike>b</strike><tt>c</tt><big>d</big></center>`,
		`<div class="align-center">a<s>b</s><code>c</code>d</div>`},
	{"sizes", `<img src=a width=100px height=50% alt="x  y">`, `<img src="a" width="100" alt="x y" />`},
	{"picture", `<picture><source srcset="a.webp 1x"><img src="b.png" alt="c"></picture>`, `<img src="b.png" alt="c" />`},
	{"lazy", `<img data-src="a.png" alt="b">`, `<img src="a.png" alt="b" />`},
	{"lazy after a placeholder", `<img src="data:image/gif;base64,AAAA" data-original="a.png" alt="b">`, `<img src="a.png" alt="b" />`},
	{"set before source", `<img srcset="s.png 1x, l.png 2x" src="a.png" alt="b">`, `<img src="a.png" alt="b" srcset="s.png, l.png 2x" />`},
	{"set alone", `<img srcset="s.png 480w, l.png 1200w,m.png 800w" alt="b">`, `<img src="l.png" alt="b" srcset="s.png 480w, l.png 1200w, m.png 800w" />`},
	{"set without descriptors", `<img srcset="s.png, l.png" alt="b">`, `<img src="s.png" alt="b" srcset="s.png" />`},
	{"set with sizes", `<img src="a.png" sizes="(max-width: 40em) calc(100vw - 2em),  50vw" srcset="a.png 300w 200h, b.png 600w">`,
		`<img src="a.png" sizes="(max-width: 40em) calc(100vw - 2em), 50vw" alt="" srcset="a.png 300w, b.png 600w" />`},
	{"unsafe set", `<img src="a.png" srcset="javascript:x 1x, b.png 2x, data:text/html,x 3x, java&#9;script:y 4x, file:///x 5x">`, `<img src="a.png" alt="" srcset="b.png 2x" />`},
	{"odd set", `<img src="a.png" srcset=" ,, b,c.png,d.png 2x, e.png 0x, f.png 1e9w, g.png -3w, h.png 2y, i.png x, j.png 1.50x, k.png 2x 3w, l.png future(a, b), m.png(n">`,
		`<img src="a.png" alt="" srcset="b,c.png,d.png 2x, j.png 1.5x, m.png(n" />`},
	{"set of data", `<img src="a.png" srcset="data:image/png;base64,AAAA 2x">`, `<img src="a.png" alt="" srcset="data:image/png;base64,AAAA 2x" />`},
	{"set of nothing", `<img src="a.png" srcset="javascript:x" sizes="50vw">`, `<img src="a.png" alt="" />`},
	{"unsafe sizes", `<img src="a.png" srcset="b.png 2w" sizes="url(javascript:x)">`, `<img src="a.png" alt="" srcset="b.png 2w" />`},
	{"sizes without set", `<img src="a.png" sizes="50vw">`, `<img src="a.png" alt="" />`},
	{"set of a placeholder", `<img src="data:image/gif;base64,AAAA" srcset="data:image/gif;base64,AAAA 1x" data-src="a.png" data-srcset="a.png 1x, b.png 2x">`,
		`<img src="a.png" alt="" srcset="a.png, b.png 2x" />`},
	{"placeholder in capitals", `<img src=" DATA:image/gif;base64,AAAA" srcset="a.png">`, `<img src="a.png" alt="" srcset="a.png" />`},
	{"set that is a placeholder", `<img srcset="blank.gif" data-src="a.png">`, `<img src="a.png" alt="" />`},
	{"unsafe picture", `<img src="javascript:x" alt="b">`, `b`},
	{"data picture", `<img src="data:image/png;base64,AAAA" alt="b">`, `<img src="data:image/png;base64,AAAA" alt="b" />`},
	{"script", "a<script>alert(1)</script>b<style>p{}</style>c", "abc"},
	{"handlers", `<p onclick="x" style="y">a</p>`, "<p>a</p>"},
	{"unsafe link", `<a href="java&#9;script:x">a</a>`, "a"},
	{"comment", "a<!-- more -->b<!-- <script> -->", "ab"},
	{"frame", `<iframe src="//player.example/1?a=b&c=d" onload="x">old</iframe>`, `<p><a href="//player.example/1?a=b&amp;c=d">player.example/1?a=b&amp;c=d</a></p>`},
	{"frame title", `<p>a<iframe src="https://a.example/" title="A  film"></iframe></p>`, `<p>a<a href="https://a.example/">A film</a></p>`},
	{"unsafe frame", `<iframe srcdoc="<script>" src="data:text/html,x"></iframe>a`, "a"},
	{"object", `<object data="a.swf"><p>old</p></object><embed src="https://a.example/v">`, `<p>old</p><p><a href="https://a.example/v">https://a.example/v</a></p>`},
	{"form", `<form action="x"><input name=a value=b><button>Go</button><textarea>t<b></textarea></form>`, `<div>Got&lt;b&gt;</div>`},
	{"tasks", `<ul><li><input type="checkbox" checked disabled> a</li><li><input type=checkbox> b</ul>`, `<ul><li>☑ a</li><li>☐ b</li></ul>`},
	{"video", `<video src="a.mp4" autoplay poster="p.png"><track src="t.vtt" kind="captions">no</video>`,
		`<video src="a.mp4" poster="p.png" controls="controls"><track src="t.vtt" kind="captions" />no</video>`},
	{"audio sources", `<audio><source src="a.ogg" type="audio/ogg"><source src="file:///x"></audio>`,
		`<audio controls="controls"><source src="a.ogg" type="audio/ogg" /></audio>`},
	{"video of nothing", `<video><source src="javascript:x"><p>fall back</p></video>`, `fall back`},
	{"details", "<details open><summary>s</summary>t</details>", `<details open="open"><summary>s</summary>t</details>`},
	{"details without summary", "<details>t<summary>s</summary></details>", `<div>t<p>s</p></div>`},
	{"figure", "<figure><img src=a alt=b><figcaption>c</figcaption></figure>", `<figure><img src="a" alt="b" /><figcaption>c</figcaption></figure>`},
	{"two captions", "<figure><figcaption>a</figcaption><figcaption>b</figcaption></figure>", `<figure><figcaption>a</figcaption><div>b</div></figure>`},
	{"ruby", "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>", "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>"},
	{"ruby of two", "<ruby>漢<rt>kan</rt>字<rt>ji</rt></ruby>", "<ruby>漢<rt>kan</rt>字<rt>ji</rt></ruby>"},
	{"ruby half open", "<ruby>漢<rp>(</rp><rt>kan</rt></ruby>", "<span>漢<span>(</span><span>kan</span></span>"},
	{"ruby of rest", "<ruby>漢<rt>kan</rt>字</ruby>", "<span>漢<span>kan</span>字</span>"},
	{"ruby of nothing", "<ruby>漢</ruby><rt>x</rt>", "<span>漢</span>x"},
	{"math", `<math display="block"><mfrac><mi>a</mi><mn>2</mn></mfrac><semantics><mi>x</mi><annotation encoding="application/x-tex">x</annotation></semantics></math>`,
		`<math xmlns="http://www.w3.org/1998/Math/MathML" display="block"><mfrac><mi>a</mi><mn>2</mn></mfrac><mi>x</mi></math>`},
	{"math script", `<math><mi xlink:href="javascript:x">a<script>b</script></mi>c</math>`, `<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>a</mi><mtext>c</mtext></math>`},
	{"math without text", `<math alttext=" "><mi>x</mi></math>`, `<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>`},
	{"math attributes", `<math display="x" alttext="a  b" lang="de"><mo stretchy="false" lspace="0.2em" onclick="x" fence="a;b" title="t">+</mo><mspace width="1em"/></math>`,
		`<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="a b"><mo stretchy="false" lspace="0.2em">+</mo><mspace width="1em"></mspace></math>`},
	{"math attributes of other elements", `<math><mi columnalign="left" lspace="0" mathvariant="bold">x</mi><mstyle displaystyle="true" linethickness="0"><mo form="prefix" minsize="2em" width="1em">(</mo></mstyle></math>`,
		`<math xmlns="http://www.w3.org/1998/Math/MathML"><mi mathvariant="bold">x</mi><mstyle displaystyle="true"><mo form="prefix" minsize="2em">(</mo></mstyle></math>`},
	{"math of parts missing", `<math><mfrac><mi>a</mi></mfrac><msubsup><mi>b</mi><mn>1</mn></msubsup><mtr><mtd><mi>c</mi></mtd></mtr></math>`,
		`<math xmlns="http://www.w3.org/1998/Math/MathML"><mrow><mi>a</mi></mrow><mrow><mi>b</mi><mn>1</mn></mrow><mrow><mrow><mi>c</mi></mrow></mrow></math>`},
	{"math table", `<math><mtable><mtr><mtd><mi>a</mi></mtd></mtr></mtable><mtable><mtr><mtd><mi>b</mi></mtd></mtr><mi>c</mi></mtable></math>`,
		`<math xmlns="http://www.w3.org/1998/Math/MathML"><mtable><mtr><mtd><mi>a</mi></mtd></mtr></mtable><mrow><mrow><mrow><mi>b</mi></mrow></mrow><mi>c</mi></mrow></math>`},
	{"table whole", `<table><caption>c</caption><colgroup><col span="2"><col></colgroup><thead><tr><th scope="COL">h</thead><tr><td>b</table>`,
		`<table><caption>c</caption><colgroup><col span="2" /><col /></colgroup><thead><tr><th scope="col">h</th></tr></thead><tbody><tr><td>b</td></tr></tbody></table>`},
	{"columns alone", `<table><col><tr><td>a<col></table>`, `<table><colgroup><col /></colgroup><tbody><tr><td>a</td></tr></tbody></table>`},
	{"tables in each other", `<table><tr><td><table><tr><td>a</td></tr></table></i></td><td>b</table>`,
		`<table><tbody><tr><td><table><tbody><tr><td>a</td></tr></tbody></table></td><td>b</td></tr></tbody></table>`},
	{"lists of numbers", `<ol start="3" type="a" reversed><li value="7">a</ol><ol start="x" type="disc"><li value="">b</ol>`,
		`<ol start="3" type="a" reversed="reversed"><li value="7">a</li></ol><ol><li>b</li></ol>`},
	{"sources out of order", `<video src="a.mp4"><source src="b.mp4" type="video/mp4; codecs=x"></video><audio>t<source src="c.mp3"></audio>`,
		`<video src="a.mp4" controls="controls"></video>t`},
	{"direction", `<bdo>a</bdo><bdo dir="rtl">b</bdo><bdo dir="auto">c</bdo>`, `a<bdo dir="rtl">b</bdo>c`},
	{"captions in between", `<figure>a<figcaption>b</figcaption>c</figure>`, `<figure>a<div>b</div>c</figure>`},
	{"page mark", `<p>a<span role="doc-pagebreak" id="p12" aria-label="Page 12" class="x"/>b</p>`,
		`<p>a<span id="p12" role="doc-pagebreak" aria-label="Page 12"></span>b</p>`},
	{"page mark of EPUB", `<p>a<a epub:type="pagebreak" name="p12" title="12"></a>b</p>`, `<p>a<span id="p12" role="doc-pagebreak" aria-label="12"></span>b</p>`},
	{"page mark named by its text", `<p>a<span role="doc-pagebreak" id="x">[xii]</span>b</p>`, `<p>a<span id="x" role="doc-pagebreak" aria-label="xii"></span>b</p>`},
	{"page mark named by its id", `a<span epub:type="pagebreak" id="page_7"></span>b`, `a<span id="page_7" role="doc-pagebreak" aria-label="7"></span>b`},
	{"page mark between paragraphs", `<p>a</p><hr role="doc-pagebreak" id="p3" title="3"><p>b</p>`, `<p>a</p><div id="p3" role="doc-pagebreak" aria-label="3"></div><p>b</p>`},
	{"page mark that is not closed", `<p>a <span role="doc-pagebreak" id="p3" title="3">b <em>c</em></p><p>d</p>`,
		`<p>a <span id="p3" role="doc-pagebreak" aria-label="3"></span>b <em>c</em></p><p>d</p>`},
	{"page mark split by a block", `<span role="doc-pagebreak" id="p3">3<div>b</div>c</span>d`, `<span id="p3" role="doc-pagebreak" aria-label="3"></span><div>b</div>cd`},
	{"no page mark", `<p>a<span role="doc-pagebreak" id="x">some words</span></p><hr role="doc-pagebreak"><a href="b" role="doc-pagebreak" title="1">c</a><span aria-label="9">d</span>`,
		`<p>a<span id="x">some words</span></p><hr /><a href="b" title="1">c</a><span>d</span>`},
	{"roles", `<a href="#n" role="doc-noteref">1</a><section role="doc-endnotes" class="footnotes x"><p role="alert">n</p></section>`,
		`<a href="#n" role="doc-noteref">1</a><section role="doc-endnotes" class="footnotes"><p>n</p></section>`},
	{"svg", `<svg onload="x"><style>a</style><text>t</text></svg>u`, "tu"},
	{"ids", `<p id="a">1</p><p id="a">2</p><a name="9 x">3</a><a href="#9 x">4</a>`, `<p id="a">1</p><p id="a-2">2</p><a id="_9-x">3</a><a href="#_9-x">4</a>`},
	{"lang", `<p lang="zh_CN">a</p><p lang="x y" dir="RTL">b</p>`, `<p lang="zh-CN">a</p><p dir="rtl">b</p>`},
	{"classes", `<p class="hero">a</p><aside class="container danger">b</aside><pre class="chroma x"><code class="language-c++ hljs"><span class="kd">c</span></code></pre>`,
		`<p>a</p><aside class="container danger">b</aside><pre class="chroma"><code class="language-c++"><span class="kd">c</span></code></pre>`},
	{"components", `<MyChart :data="x" /><Badge text="a">b</Badge>`, "b"},
	{"closed short", `<a id="x"/>b<div/>c`, `<a id="x"></a>b<div></div>c`},
	{"pre", "<pre>\n\n a\n</pre>", "<pre> a\n</pre>"},
	{"attributes twice", `<a href="a" href="javascript:b">c</a>`, `<a href="a">c</a>`},
	{"quotes", `<a href='a"b' title="x&quot;y">"c"</a>`, `<a href="a%22b" title="x&quot;y">"c"</a>`},
	{"plaintext", "a<plaintext><b>c", "a&lt;b&gt;c"},
	{"noscript", "a<noscript><img src=x></noscript>b", "ab"},
	{"doctype", "<!DOCTYPE html><html><head><title>t</title><meta http-equiv=refresh><base href=x><link href=y></head><body>a</body></html>", "a"},
}

func TestClean(t *testing.T) {
	for _, test := range cleanTests {
		t.Run(test.name, func(t *testing.T) {
			got := Clean(test.in, Options{})
			if got != test.want {
				t.Errorf("Clean(%q)\n got %s\nwant %s", test.in, got, test.want)
			}
			checkLaws(t, got)
		})
	}
}

var active = regexp.MustCompile(`(?i)<(script|style|iframe|object|embed|form|input|button|meta|base|link|svg)\b|<[^>]*\s(on\w+|style|srcdoc|formaction)=|<[^>]*\s(href|src|poster|cite)="\s*(javascript:|vbscript:|file:|data:text)`)

var sets = regexp.MustCompile(`<img[^>]* srcset="([^"]*)"`)

// checkLaws checks what holds for everything that Clean returns.
func checkLaws(t *testing.T, got string) {
	t.Helper()
	if err := WellFormed([]byte("<div>" + got + "</div>")); err != nil {
		t.Errorf("not well-formed: %v\n%s", err, got)
	}
	if m := active.FindString(got); m != "" {
		t.Errorf("active: %q\n%s", m, got)
	}
	for _, m := range sets.FindAllStringSubmatch(got, -1) {
		for c := range strings.SplitSeq(html.UnescapeString(m[1]), ", ") {
			ref, _, _ := strings.Cut(c, " ")
			if safe, ok := SafeImageURL(ref); !ok || safe != ref {
				t.Errorf("srcset with %q\n%s", ref, got)
			}
		}
	}
	if again := Clean(got, Options{}); again != got {
		t.Errorf("cleaning again changes it\n was %s\n  is %s", got, again)
	}
	if root, err := Read(got); err != nil {
		t.Errorf("Read: %v\n%s", err, got)
	} else if is := Render(root); is != got {
		t.Errorf("reading changes it\n was %s\n  is %s", got, is)
	}
	// An HTML parser sees the tree that was meant.
	nodes, err := html.ParseFragment(strings.NewReader(got), newElement("body"))
	if err != nil {
		t.Fatalf("ParseFragment: %v", err)
	}
	root := &html.Node{Type: html.DocumentNode}
	for _, n := range nodes {
		root.AppendChild(n)
	}
	own := Parse(got, Options{})
	sortAttributes(own)
	sortAttributes(root)
	if was, is := Render(own), Render(root); was != is {
		t.Errorf("HTML reads another tree\n was %s\n  is %s", was, is)
	}
}

// sortAttributes makes trees comparable: a parser may reorder attributes.
func sortAttributes(root *html.Node) {
	for n := range root.Descendants() {
		slices.SortFunc(n.Attr, func(a, b html.Attribute) int { return strings.Compare(a.Key, b.Key) })
	}
}

func FuzzClean(f *testing.F) {
	for _, test := range cleanTests {
		f.Add(test.in)
	}
	f.Fuzz(func(t *testing.T, in string) {
		if len(in) > 1<<14 {
			return
		}
		checkLaws(t, Clean(in, Options{}))
	})
}

func TestCleanHooks(t *testing.T) {
	o := Options{
		IDPrefix: "p1-",
		Link: func(ref string) string {
			if ref == "drop" {
				return ""
			}
			return "https://a.example/" + ref
		},
		Image: func(img Image) (Image, bool) {
			if img.Src == "gone.png" {
				return img, false
			}
			img.Src, img.Width = "img/"+img.Src, 5
			return img, true
		},
	}
	const in = `<a href="b">1</a><a href="drop">2</a><a href="#x">3</a><a href="#y">4</a><i id="x">5</i>` +
		`<img src="图.png" alt="a"><img src="gone.png" alt="g"><img src="a" srcset="b 1x, gone.png 2x, c 3x"><video src="v.mp4" poster="gone.png"></video><q cite="c">6</q>`
	const want = `<a href="https://a.example/b">1</a>2<a href="#p1-x">3</a><a href="https://a.example/#y">4</a><i id="p1-x">5</i>` +
		`<img src="img/%E5%9B%BE.png" alt="a" width="5" />g<img src="img/a" alt="" srcset="img/b, img/c 3x" width="5" /><video src="https://a.example/v.mp4" controls="controls"></video><q cite="https://a.example/c">6</q>`
	if got := Clean(in, o); got != want {
		t.Errorf("Clean with hooks\n got %s\nwant %s", got, want)
	}
}

// TestSrcsetBound: a srcset has no more pictures than pages need.
func TestSrcsetBound(t *testing.T) {
	var set []string
	for i := range 1000 {
		set = append(set, fmt.Sprintf("a.png %dw", i+1))
	}
	got := Clean(`<img src="a.png" srcset="`+strings.Join(set, ",")+`">`, Options{})
	if n := strings.Count(got, "w,") + 1; n != maxCandidates {
		t.Errorf("%d pictures in the srcset, want %d", n, maxCandidates)
	}
}

// Sizes of constructs that cost other parsers more than their length.
func BenchmarkCleanHostile(b *testing.B) {
	for _, c := range []string{"<b>", "<p>", "<div>", "<a href=x>", "</em>x", "<table>", "<b><p>", "<li>", "<td>", "<b id=x>", "<caption>", "<colgroup> </i>", "<i></b>", "<mfrac>", "<details> <summary>", "&lt;", `<img srcset="a,b 1x,c(">`} {
		for _, n := range []int{1000, 10000, 100000} {
			in := strings.Repeat(c, n)
			b.Run(fmt.Sprintf("%s/%d", c, n), func(b *testing.B) {
				b.SetBytes(int64(len(in)))
				b.ReportAllocs()
				for b.Loop() {
					Clean(in, Options{})
				}
			})
		}
	}
}
