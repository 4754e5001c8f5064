package syntax

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/util"
)

// toHTML renders what goldmark knows as goldmark does, and our nodes in the
// plainest way, so that tests can be read.
func toHTML(t testing.TB, src string) string {
	t.Helper()
	doc, err := parse([]byte(src), Options{})
	if err != nil {
		t.Fatal(err)
	}
	r := renderer.NewRenderer(renderer.WithNodeRenderers(
		util.Prioritized(html.NewRenderer(html.WithXHTML(), html.WithUnsafe()), 1000),
		util.Prioritized(extension.NewTableHTMLRenderer(extension.WithTableCellAlignMethod(extension.TableCellAlignAttribute)), 500),
		util.Prioritized(extension.NewStrikethroughHTMLRenderer(), 500),
		util.Prioritized(extension.NewTaskCheckBoxHTMLRenderer(html.WithXHTML()), 500),
		util.Prioritized(extension.NewFootnoteHTMLRenderer(), 500),
		util.Prioritized(extension.NewDefinitionListHTMLRenderer(), 500),
		util.Prioritized(plain{}, 100),
	))
	var b bytes.Buffer
	if err := r.Render(&b, doc.Source, doc.Root); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// plain renders the nodes of this package.
type plain struct{}

func (plain) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	element := func(kind ast.NodeKind, open, end func(ast.Node) string) {
		reg.Register(kind, func(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
			f := open
			if !entering {
				f = end
			}
			w.WriteString(f(n))
			return ast.WalkContinue, nil
		})
	}
	text := func(s string) func(ast.Node) string { return func(ast.Node) string { return s } }
	element(KindContainer, func(n ast.Node) string {
		c := n.(*Container)
		s := "<" + string(c.Dialect) + " " + c.Name
		for _, flag := range []struct {
			name string
			on   bool
		}{{" foldable", c.Foldable && !c.Open}, {" open", c.Open}, {" untitled", c.NoTitle}, {" unclosed", !c.Closed}} {
			if flag.on {
				s += flag.name
			}
		}
		for _, a := range c.Attrs {
			s += " " + a.Key + "=" + a.Value
		}
		return s + ">\n"
	}, text("</>\n"))
	element(KindTitle, text("<title>"), text("</title>\n"))
	element(KindTabs, text("<tabs>\n"), text("</tabs>\n"))
	element(KindTab, func(n ast.Node) string { return "<tab " + n.(*Tab).Label + ">\n" }, text("</tab>\n"))
	element(KindExcerptMark, text("<more>\n"), text(""))
	element(KindMathBlock, func(n ast.Node) string { return "<math>" + n.(*MathBlock).TeX }, text("</math>\n"))
	element(KindMath, func(n ast.Node) string {
		if m := n.(*Math); m.Display {
			return "<math display>" + m.TeX
		}
		return "<math>" + n.(*Math).TeX
	}, text("</math>"))
	element(KindMark, text("<mark>"), text("</mark>"))
	element(KindRuby, func(n ast.Node) string { return "<ruby>" + n.(*Ruby).Base + "<rt>" + n.(*Ruby).Reading }, text("</ruby>"))
	element(KindWikilink, func(n ast.Node) string {
		w := n.(*Wikilink)
		if w.Embed {
			return "<embed " + w.Target + "|" + w.Label
		}
		return "<wiki " + w.Target + "|" + w.Label
	}, text(">"))
}

// different are the examples of CommonMark's specification that are read
// otherwise, and why.
var different = map[int]string{
	163: "a component named as a container is one",
	590: "double brackets are a wikilink",
	608: "an address is a link, as GitHub's extension has it",
	611: "an address is a link, as GitHub's extension has it",
	612: "an address is a link, as GitHub's extension has it",
	617: "a custom element is dropped",
}

// TestCommonMark runs the examples of the specification, which goldmark
// carries among its tests.
func TestCommonMark(t *testing.T) {
	data := goldmarkFile(t, "_test/spec.json")
	var examples []struct {
		Markdown, HTML string
		Example        int
	}
	if err := json.Unmarshal(data, &examples); err != nil {
		t.Fatal(err)
	}
	if len(examples) < 600 {
		t.Fatalf("%d examples, want those of the specification", len(examples))
	}
	for _, e := range examples {
		got := toHTML(t, e.Markdown)
		switch why, listed := different[e.Example]; {
		case got != e.HTML && !listed:
			t.Errorf("example %d: %q\n got %q\nwant %q", e.Example, e.Markdown, got, e.HTML)
		case got == e.HTML && listed:
			t.Errorf("example %d passes, though listed as different: %s", e.Example, why)
		}
	}
}

// goldmarkFile reads a file that goldmark carries among its tests.
func goldmarkFile(t *testing.T, name string) []byte {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestGFM runs the examples of GitHub's specification for what it adds to
// CommonMark, with those that goldmark has added to them.
func TestGFM(t *testing.T) {
	const line, end = "//- - - - - - - - -//\n", "//= = = = = = = = = = = = = = = = = = = = = = = =//"
	for _, file := range []string{"table", "strikethrough", "tasklist", "linkify"} {
		n := 0
		for _, part := range strings.Split(string(goldmarkFile(t, "extension/_test/"+file+".txt")), end) {
			fields := strings.Split(part, line)
			if len(fields) != 3 {
				continue
			}
			n++
			name, _, _ := strings.Cut(strings.TrimSpace(fields[0]), ":")
			name = file + " " + strings.TrimSpace(name)
			if strings.Contains(fields[0], "enableEscape") {
				fields[1] = strings.ReplaceAll(fields[1], `\t`, "\t")
			}
			want, got := strings.TrimSpace(fields[2]), strings.TrimSpace(toHTML(t, strings.TrimSuffix(fields[1], "\n")))
			want = strings.ReplaceAll(want, `type="checkbox">`, `type="checkbox" />`) // as XHTML has it
			if got != want {
				t.Errorf("%s: %q\n got %q\nwant %q", name, fields[1], got, want)
			}
		}
		if n < 3 {
			t.Errorf("%s: %d examples, want those of the specification", file, n)
		}
	}
}
