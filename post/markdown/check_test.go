package markdown

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/foreword-go/foreword/post"
)

func checkTree(t *testing.T, c Checker, files map[string]string) post.Problems {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	ps, err := c.Check(new(Parser).Dir(t.Context(), fsys))
	if err != nil {
		t.Fatal(err)
	}
	return ps
}

func TestCheck(t *testing.T) {
	const ok = "---\ntitle: Night\ndate: 2024-05-01\n---\n"
	for _, tt := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{"nothing", map[string]string{"a.md": ok + "Text.\n"}, ""},
		{"undated", map[string]string{"a.md": "---\ntitle: Night\n---\nText.\n"}, "a.md:1:1 undated"},
		{"no title", map[string]string{"a.md": "---\ndate: 2024-05-01\n---\nText.\n"}, "a.md:1:1 no-title"},
		{"title of a heading", map[string]string{"a.md": "---\ndate: 2024-05-01\n---\n# Night\n\nText.\n"}, ""},
		{"no alt", map[string]string{"a.md": ok + "Text.\n\n![](https://a.example/x.png)\n"}, "a.md:7:1 image-without-alt"},
		{"diagrams", map[string]string{"a.md": ok + "```mermaid\na --> b\n```\n\n<pre class=\"mermaid\">\nc --> d\n</pre>\n\nIcon <svg><path d=\"M0 0\"/></svg> here.\n\n```dot\ngraph\n```\n"}, "a.md:5:1 undrawn-diagram\na.md:9:1 undrawn-diagram\na.md:13:6 dropped-component"},
		{"footnotes", map[string]string{"a.md": ok + "Text[^a].\n\n[^a]: A.\n\n[^b]: B.\n\n[^a]: C.\n"}, "a.md:9:1 unused-footnote\na.md:11:1 unused-footnote"},
		{"repost", map[string]string{"a.md": ok + "原作者：林间\n\n正文。\n"}, "a.md:5:1 repost-without-url"},
		{"topic", map[string]string{"a.md": "---\ntitle: Night\ndate: 2024-05-01\ncontent_warning: [death, spiders]\n---\nText.\n"}, "a.md:4:18 unknown-topic"},
		{"often", map[string]string{"a.md": ok + strings.Repeat("He spoke of suicide. ", 8)}, "a.md:1:1 unwarned-topics"},
		{"now and then", map[string]string{"a.md": ok + strings.Repeat("He spoke of suicide. ", 3)}, ""},
		{"in a long text", map[string]string{"a.md": ok + strings.Repeat(strings.Repeat("word ", 500)+"suicide. ", 7)}, ""},
		{"often and warned", map[string]string{"a.md": "---\ntitle: Night\ndate: 2024-05-01\ncw: suicide\n---\n" + strings.Repeat("He spoke of suicide. ", 8)}, ""},
		{"backlogs", map[string]string{"a.md": ok + strings.Repeat("Grooming and cutting. ", 20)}, ""},
		{"same id", map[string]string{
			"a.md": "---\ntitle: A\ndate: 2024-05-01\nid: n1\n---\nText.\n",
			"b.md": "---\ntitle: B\ndate: 2024-05-01\nid: n1\n---\nText.\n"}, "b.md:1:1 duplicate-id"},
		{"same address", map[string]string{
			"a.md": "---\ntitle: A\ndate: 2024-05-01\nurl: /n/\n---\nText.\n",
			"b.md": "---\ntitle: B\ndate: 2024-05-01\nurl: /n/\n---\nText.\n"}, "b.md:1:1 duplicate-slug"},
		{"links", map[string]string{
			"x/a.md": ok + "[b](b.md) [b](./b) [b](b.html#h) [b](/x/b/) [c](../c.md) [web](https://a.example/) [mail](mailto:a@a.example) [id](#night) [file](f.pdf)\n\n[gone](gone.md)\n",
			"x/b.md": strings.Replace(ok, "Night", "B", 1) + "Text.\n", "c.md": strings.Replace(ok, "Night", "C", 1) + "Text.\n", "x/f.pdf": "%PDF",
		}, "x/a.md:7:1 broken-link"},
		{"route of a post", map[string]string{
			"x/a.md": ok + "[b](../../n)\n",
			"x/b.md": "---\ntitle: B\ndate: 2024-05-01\nurl: /n/\n---\nText.\n"}, ""},
		{"pages of a generator", map[string]string{"a.md": ok + "[tags](/tags/night/) [raw]({{ site.url }}/x)\n"}, ""},
		{"a page by its name", map[string]string{"x/a.md": ok + "[b]({{< ref \"rain\" >}}) [c](snow)\n", "y/z/rain.md": ok}, "x/a.md:5:25 broken-link"},
		{"a folder", map[string]string{"x/a.md": ok + "[b](y/) [c](y) [d](z/)\n", "x/y/b.png": "PNG"}, "x/a.md:5:16 broken-link"},
		{"a page of a folder", map[string]string{"x/_index.md": "Text.\n", "y/README.md": "Text.\n", "z.md": "---\nhidden: true\n---\nText.\n"}, ""},
		{"a root above the tree", map[string]string{"x/a.md": ok + "![one](/img/one.png) [f](/f.pdf)\n"}, ""},
		{"a root in the tree", map[string]string{"x/a.md": ok + "![one](/img/one.png) [f](/f.pdf)\n", "static/f.pdf": "PDF"}, "x/a.md:5:1 broken-image"},
		{"violations", map[string]string{"a.md": ok + strings.Repeat("Una violación de la norma. ", 9)}, ""},
		{"pictures", map[string]string{"x/a.md": ok + "![one](one.png) ![two](two.png) ![web](https://a.example/x.png)\n", "x/one.png": "PNG"}, "x/a.md:5:17 broken-image"},
		{"a cover and recordings", map[string]string{
			"a.md":     strings.Replace(ok, "\n---\n", "\ncover: one.png\naudio: one.mp3\n---\n", 1) + "<video src=\"two.mp4\" poster=\"two.png\"></video>\n\n<p><audio><source src=\"three.mp3\"><source src=\"here.mp3\"></audio></p>\n",
			"here.mp3": "MP3"}, "a.md:1:1 broken-image\na.md:1:1 broken-link\na.md:7:1 broken-link\na.md:7:1 broken-image\na.md:9:1 broken-link"},
		{"a picture that a script loads", map[string]string{"a.md": ok + "<img src=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\" data-src=\"one.png\" alt=\"one\">\n"}, "a.md:5:1 broken-image"},
		{"unreadable among others", map[string]string{"a.md": "---\ntitle: Night\n", "b.md": ok + "![](https://a.example/x.png)\n"}, "a.md: bad-front-matter\nb.md:5:1 image-without-alt"},
	} {
		var got []string
		for _, p := range checkTree(t, Checker{}, tt.files) {
			if p.Severity == post.SeverityFatal {
				got = append(got, fmt.Sprintf("%s: %s", p.Pos.File, p.Rule))
				continue
			}
			got = append(got, fmt.Sprintf("%s %s", p.Pos, p.Rule))
		}
		if got := strings.Join(got, "\n"); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.name, got, tt.want)
		}
	}
}

func TestCheckerOff(t *testing.T) {
	files := map[string]string{"a.md": "Text.\n", "b.md": "Text.\n"}
	want := []post.RuleCount{{Rule: RuleNoTitle, Count: 2}, {Rule: RuleUndated, Count: 2}}
	if got := checkTree(t, Checker{}, files).Counts(); !slices.Equal(got, want) {
		t.Errorf("Counts = %v, want %v", got, want)
	}
	want = []post.RuleCount{{Rule: RuleNoTitle, Count: 2}}
	if got := checkTree(t, Checker{Off: []post.Rule{RuleUndated}}, files).Counts(); !slices.Equal(got, want) {
		t.Errorf("Counts = %v, want %v", got, want)
	}
}

func TestCheckErrors(t *testing.T) {
	for _, p := range checkTree(t, Checker{}, map[string]string{"a.md": "[x](gone.md)\n"}) {
		known := errors.Is(p, ErrMissing) || errors.Is(p, ErrTarget)
		if !known || p.Severity == post.SeverityFatal {
			t.Errorf("%v (%v) wraps none of the Err variables", p, p.Severity)
		}
	}
	broken := func(yield func(*post.Post, error) bool) { yield(nil, fs.ErrPermission) }
	if _, err := new(Checker).Check(broken); !errors.Is(err, fs.ErrPermission) {
		t.Errorf("Check = %v, want the error of the sequence", err)
	}
}

// What leads out of the tree may lead somewhere: that is no fault.
func TestCheckBeyond(t *testing.T) {
	ps := checkTree(t, Checker{}, map[string]string{"x/a.md": "---\ntitle: A\ndate: 2024-05-01\n---\n![one](../../img/one.png) [b](../../../b.md) ![two](../two.png)\n"})
	if len(ps) != 3 || ps[0].Severity != post.SeverityHint || !errors.Is(ps[0], ErrBeyond) || !errors.Is(ps[1], ErrBeyond) || !errors.Is(ps[2], ErrTarget) || ps[2].Severity != post.SeverityWarning {
		t.Errorf("problems %v", ps)
	}
}

func TestProblemJSON(t *testing.T) {
	ps := checkTree(t, Checker{Off: []post.Rule{RuleUndated}}, map[string]string{"a.md": "Text.\n"})
	got, err := json.Marshal(ps)
	if err != nil {
		t.Fatal(err)
	}
	const want = `[{"file":"a.md","line":1,"column":1,"severity":"warning","rule":"no-title","message":"title missing: add it to the front matter or as a heading of level 1"}]`
	if string(got) != want {
		t.Errorf("JSON %s\nwant %s", got, want)
	}
}

// Rules has each constant of type Rule once.
func TestRules(t *testing.T) {
	f, err := parser.ParseFile(token.NewFileSet(), "check_rules.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, d := range f.Decls {
		if d, ok := d.(*ast.GenDecl); ok && d.Tok == token.CONST {
			for _, spec := range d.Specs {
				name, err := strconv.Unquote(spec.(*ast.ValueSpec).Values[0].(*ast.BasicLit).Value)
				if err != nil {
					t.Fatal(err)
				}
				want = append(want, name)
			}
		}
	}
	var got []string
	for r := range Rules() {
		got = append(got, string(r))
	}
	if len(want) == 0 || !slices.Equal(got, want) {
		t.Errorf("rules are %v, want %v", got, want)
	}
}

// A file of authors that says nothing is reported once, where it is at fault.
func TestCheckAuthorsFile(t *testing.T) {
	const src = "---\ntitle: A\ndate: 2024-05-01\nauthor: ana\n---\nText.\n"
	for _, tt := range []struct{ name, file, want string }{
		{"read", "ana:\n  name: Ana Ruiz\n", ""},
		{"fault", "ana:\n  name: Ana Ruiz\n bo: x\n", "blog/authors.yml:3:2 bad-front-matter warning"},
		{"fault behind a fence", "---\nana:\n  name: Ana Ruiz\n bo: x\n", "blog/authors.yml:4:2 bad-front-matter warning"},
		{"nobody", "- ana\n- bo\n", "blog/authors.yml:1:1 bad-front-matter warning"},
		{"too large", "ana:\n  name: " + strings.Repeat("a", 64<<10) + "\n", "blog/authors.yml:1:0 over-limit warning"},
	} {
		ps := checkTree(t, Checker{Off: []post.Rule{RuleDuplicateSlug}}, map[string]string{"blog/authors.yml": tt.file, "blog/a.md": src, "blog/c/b.md": src})
		var got []string
		for _, p := range ps {
			got = append(got, fmt.Sprintf("%s:%d:%d %s %s", p.Pos.File, p.Pos.Line, p.Pos.Column, p.Rule, p.Severity))
		}
		if strings.Join(got, "; ") != tt.want {
			t.Errorf("%s: %v, want %s", tt.name, got, tt.want)
		}
	}
}

// A link to a draft or a private post is reported, with what withholds it; one to a post that
// is in no list has a page to lead to.
func TestLinksToWithheld(t *testing.T) {
	fsys := fstest.MapFS{
		"a.md": {Data: []byte("---\ntitle: A\ndate: 2024-05-01\n---\n[one](b.md), [two](/c/) and [three](d.md).\n")},
		"b.md": {Data: []byte("---\ntitle: B\ndate: 2024-05-01\ndraft: true\n---\n[a](a.md)\n")},
		"c.md": {Data: []byte("---\ntitle: C\ndate: 2024-05-01\nprivate: true\n---\nText.\n")},
		"d.md": {Data: []byte("---\ntitle: D\ndate: 2024-05-01\nhidden: true\n---\nText.\n")},
	}
	problems, err := new(Checker).Check(new(Parser).Dir(t.Context(), fsys))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range problems {
		if errors.Is(p, ErrWithheld) {
			got = append(got, p.Error())
		}
	}
	want := []string{
		`a.md:5:1: link "b.md" points to a post that is not published (draft: true): feeds and books keep only its text`,
		`a.md:5:14: link "/c/" points to a post that is not published (private: true): feeds and books keep only its text`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
	if len(problems) != len(want) {
		t.Errorf("problems %v, want no other", problems)
	}
}
