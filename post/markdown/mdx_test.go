package markdown

import (
	"strings"
	"testing"

	"github.com/foreword-go/foreword/post"
)

func TestMDX(t *testing.T) {
	for _, tt := range []struct{ name, in, want string }{
		{"a.mdx", "Text {1 + 1} and {props.name} end.", "<p>Text  and  end.</p>"},
		{"a.mdx", "A{' '}b {\"c\"} {2024}", "<p>A b c 2024</p>"},
		{"a.md", "Text {1 + 1} end.", "<p>Text {1 + 1} end.</p>"},
		{"a.mdx", "A {not closed *b*", "<p>A {not closed <em>b</em></p>"},
		{"a.mdx", "{[1, 2].map((x) => <li>{x}</li>)} end", "<p> end</p>"},
		{"a.mdx", "A <>fragment *b*</> c", "<p>A fragment <em>b</em> c</p>"},
		{"a.mdx", "<>\n\nA **b**\n\n</>\n\nc", "<p>A <strong>b</strong></p>\n<p>c</p>"},
		{"a.md", "Not equal is <> there", "<p>Not equal is &lt;&gt; there</p>"},
		{"a.mdx", "import {\n  A,\n\n  B\n} from './x'\n\nText", "<p>Text</p>"},
		{"a.mdx", "export const meta = {\n  a: \"}\",\n\n  b: [2],\n}\n\nText", "<p>Text</p>"},
		{"a.mdx", "export function A() {\n  return 1;\n\n}\n\nText", "<p>Text</p>"},
		{"a.mdx", "export const open = {\n  a: 1,\n\nText", "<p>Text</p>"},
	} {
		po, err := new(Parser).Parse(tt.name, []byte(tt.in+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimSpace(po.Body.Render(&post.Renderer{})); got != strings.TrimSpace(tt.want) {
			t.Errorf("%s: %q: got %s, want %s", tt.name, tt.in, got, tt.want)
		}
	}
}

// Braces that nothing closes are looked through once, not from each of them.
func TestOpenBracesAreCheap(t *testing.T) {
	for _, in := range []string{strings.Repeat("{ ", 50_000), strings.Repeat("{'", 50_000), strings.Repeat("<>", 30_000), "export const a = " + strings.Repeat("{", 60_000)} {
		if _, err := new(Parser).Parse("a.mdx", []byte("Text "+in)); err != nil {
			t.Log(err)
		}
	}
}
