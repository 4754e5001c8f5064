package markdown

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/foreword-go/foreword/internal/xhtml"
	"github.com/foreword-go/foreword/post"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestRender compares what is read from and written for the posts of
// testdata/render with the files beside them.
func TestRender(t *testing.T) {
	files, err := filepath.Glob("testdata/render/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if len(a.Files) == 0 || a.Files[0].Name != "post.md" {
				t.Fatalf("%s: the first file is not post.md", file)
			}
			p, err := new(Parser).Parse("post.md", a.Files[0].Data)
			if err != nil {
				t.Fatal(err)
			}
			got := &txtar.Archive{Comment: a.Comment, Files: append(a.Files[:1:1],
				txtar.File{Name: "html", Data: lined(new(post.Renderer).Body(p))},
				txtar.File{Name: "asides", Data: lined((&post.Renderer{Asides: true, IDPrefix: "p1-"}).Body(p))},
				txtar.File{Name: "text", Data: lined(p.Text())},
				txtar.File{Name: "facts", Data: facts(p)},
			)}
			for _, f := range got.Files[1:3] {
				checkMarkup(t, string(f.Data))
			}
			out := txtar.Format(got)
			if *update {
				if err := os.WriteFile(file, out, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(txtar.Format(a)), string(out)); diff != "" {
				t.Errorf("%s (-want +got; -update rewrites it):\n%s", file, diff)
			}
		})
	}
}

func lined(s string) []byte { return append(bytes.TrimRight([]byte(s), "\n"), '\n') }

// facts lists what else was read from a body, one fact a line.
func facts(p *post.Post) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "title: %s\nlang: %s\nsummary: %s\nwords: %d, %s\n", p.Title, p.Lang, p.Summary, p.WordCount, p.ReadingTime)
	for _, h := range p.Headings {
		fmt.Fprintf(&b, "heading: %s %d #%s %s\n", h.Pos, h.Level, h.ID, h.Text)
	}
	for _, i := range p.Images {
		fmt.Fprintf(&b, "image: %s %s %q %q %dx%d\n", i.Pos, i.Src, i.Alt, i.Title, i.Width, i.Height)
	}
	for _, l := range p.Links {
		fmt.Fprintf(&b, "link: %s %s %q\n", l.Pos, l.URL, l.Text)
	}
	for _, f := range p.Footnotes {
		fmt.Fprintf(&b, "footnote: %s %d %q\n", f.Pos, f.Number, f.Text)
	}
	for _, w := range p.Warnings {
		fmt.Fprintf(&b, "warning: %s %s %s %q\n", w.Pos, w.Scope, w.Level, w.Text)
	}
	for _, problem := range p.Problems {
		fmt.Fprintf(&b, "problem: %s\n", problem)
	}
	return b.Bytes()
}

var active = regexp.MustCompile(`(?i)<(script|style|iframe|object|embed|form|input|button|meta|base|link|svg)\b|<[^>]*\s(on\w+|style|srcdoc|formaction)=|<[^>]*\s(href|src|poster|cite)="\s*(javascript:|vbscript:|file:|data:text)`)

// checkMarkup checks what holds for the markup of every post.
func checkMarkup(t *testing.T, markup string) {
	t.Helper()
	if err := xhtml.WellFormed([]byte("<div>" + markup + "</div>")); err != nil {
		t.Errorf("not well-formed: %v\n%s", err, markup)
	}
	if m := active.FindString(markup); m != "" {
		t.Errorf("active: %q\n%s", m, markup)
	}
	if clean := xhtml.Clean(markup, xhtml.Options{}); clean != markup {
		t.Errorf("cleaning changes it (-want +got):\n%s", cmp.Diff(markup, clean))
	}
}

// The text of an image is text: a picture in it is not shown, and so is none of
// the post. Its text stands where it was.
func TestImageInImage(t *testing.T) {
	p, err := new(Parser).Parse("a.md", []byte("![a ![b](b.png) *c ![d ![e](e.png)](d.png)*](a.png) ![f](f.png)\n"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, i := range p.Images {
		got = append(got, i.Src+" "+i.Alt)
	}
	if want := []string{"a.png a b c d e", "f.png f"}; !slices.Equal(got, want) {
		t.Errorf("images %q, want %q", got, want)
	}
	if markup := new(post.Renderer).Body(p); strings.Count(markup, "<img") != 2 || !strings.Contains(markup, `alt="a b c d e"`) {
		t.Errorf("rendered as %s", markup)
	}
}

// What is hard to render, and the seeds of the fuzz test.
var hardBodies = []string{
	"", "# a", "a\n===\n\nb", "# a\n\n# a\n\n## a {#b}\n",
	"[a](javascript:b) [c](java\\\tscript:d) <javascript:e> ![f](data:text/html,g)",
	"[a [b](c) ![d](e)](f) [![g](h)](i) [[j]]",
	"a[^1] b[^1] c[^2]\n\n[^1]: d\n\n    e\n[^2]: f[^1]\n\n# fn-1",
	"- [ ] a\n- [x] b\n  - c\n\n1) d\n2) e\n\n7. f",
	"| a | b |\n|:-:|--:|\n| c | `d\\|e` |\n| <b>f</b> | g |",
	"::: danger A *b* c\nd\n:::\n\n:::: tip\n::: details\ne\n:::\n::::\n\n> [!NOTE] f\n> g",
	"<div>\n\n**a**\n\n</div>\n\n<p>b<p>c\n\n<!-- d -->\n\n<script>e</script>",
	"a <b onclick=c>d *e</b> f* <br> <svg><a xlink:href=javascript:g>h</a></svg>",
	"```js{1} [a]\n\n<b>&\n```\n\n    c\n\n``` \x00\n\x1b\n```",
	"$a<b$ and $$\\frac{c}{d}$$\n\n$$\ne\n$$\n\n==f== {g|h} ^[i]",
	"&lt;a&gt; &#0; &#27; &amp;amp; \\& \\<b> &nosuch; \"c\" 'd'",
	"中文\n中文 English\n中文  \n換行",
	"<https://例え.example/あ> a@b.example www.c.example https://d.example/（e）",
	"Term\n: one\n: two\n\nOther\n: three",
	"***\n\n> > > a\n\n- - - b\n\n* * *",
	"<details><summary>a</summary>\n\nb\n\n</details>\n\n<iframe src=\"//c.example/\"></iframe>",
	"<ruby>漢<rt>kan</rt></ruby> <input type=checkbox checked> <img src=a.png width=3px>",
	"[a]: <javascript:b> \"c\"\n\n[a] [d][a] ![a]",
	"<a id=x></a>\n## x\n\n[a](#x) [b](#y) [c](#X)",
	"::: warning 内容预警\n自残\n:::\n\n## a\n\n<details><summary>内容预警</summary>\n\n自杀\n\n</details>",
}

func FuzzBody(f *testing.F) {
	for _, s := range hardBodies {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, body string) {
		if len(body) > 1<<13 {
			return
		}
		p, err := new(Parser).Parse("a.md", []byte(body))
		if err != nil {
			return
		}
		for _, asides := range []bool{false, true} {
			r := &post.Renderer{Asides: asides}
			markup := r.Body(p)
			checkMarkup(t, markup)
			if again := r.Body(p); again != markup {
				t.Errorf("rendered again it is another\n was %q\n  is %q", markup, again)
			}
		}
		for _, w := range p.Warnings {
			checkMarkup(t, w.HTML)
		}
		if s := p.Summary; strings.ContainsAny(s, "\n\r") {
			t.Errorf("summary %q is not one line", s)
		}
		_ = p.Text()
	})
}

func TestFigureKeepsItsCaption(t *testing.T) {
	po, err := new(Parser).Parse("a.md", []byte("![one](a.png)\n{{< figure src=\"b.png\" title=\"The hill\" caption=\"From the road\" alt=\"Hill\" >}}\nMore.\n"))
	if err != nil {
		t.Fatal(err)
	}
	got := po.Body.Render(&post.Renderer{})
	if !strings.Contains(got, "<figcaption>The hill — From the road</figcaption>") {
		t.Errorf("got %s, want title and caption below the second picture", got)
	}
}
