package syntax

import (
	"fmt"
	"strings"
	"testing"
)

// TestReferences reads definitions that differ in one thing, each used behind
// it. The spec's own examples have more.
func TestReferences(t *testing.T) {
	for _, c := range []struct{ src, use string }{
		{"[a]: /u 'two\nlines'", `<p><a href="/u" title="two` + "\n" + `lines">a</a></p>`},
		{"[a]: /u\n[b]: /v\n  (t)", `<p><a href="/u">a</a></p>`},
		{"[a]: /u\n'no' title", "<p>'no' title</p>\n" + `<p><a href="/u">a</a></p>`},
		{"[a]: /u\n'no' title [b]: /v\n[c]: /w", "<p>'no' title [b]: /v\n[c]: /w</p>\n" + `<p><a href="/u">a</a></p>`},
		{"[a]: <u v> (t)", `<p><a href="u%20v" title="t">a</a></p>`},
		{"[a]: /u(v)w", `<p><a href="/u(v)w">a</a></p>`},
		{`[a]: /u\)v`, `<p><a href="/u)v">a</a></p>`},
		{"[a]: /u)v", "<p>[a]: /u)v</p>\n<p>[a]</p>"},
		{"[a]: /u(v", "<p>[a]: /u(v</p>\n<p>[a]</p>"},
		{"[a]: <u\nv>", "<p>[a]: <u\nv></p>\n<p>[a]</p>"},
		{"[a]: /u 't' x", "<p>[a]: /u 't' x</p>\n<p>[a]</p>"},
		{"[a]:", "<p>[a]:</p>\n<p>[a]</p>"},
		{">\t[a]: /u", "<blockquote>\n</blockquote>\n" + `<p><a href="/u">a</a></p>`},
		{"   [ A ]:\n      /u\n   'T'", `<p><a href="/u" title="T">a</a></p>`},
		{"[a]: /u\n[a]: /v", `<p><a href="/u">a</a></p>`},
	} {
		if got := strings.TrimSpace(toHTML(t, c.src+"\n\n[a]\n")); got != c.use {
			t.Errorf("%q\n got %q\nwant %q", c.src, got, c.use)
		}
	}
}

// TestManyReferences reads more definitions in one paragraph than any post has.
func TestManyReferences(t *testing.T) {
	const n = 30_000
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "[a%d]: /b%d\n", i, i)
	}
	fmt.Fprintf(&b, "\n[a%d]\n", n-1)
	if got, want := toHTML(t, b.String()), fmt.Sprintf("<p><a href=\"/b%d\">a%d</a></p>\n", n-1, n-1); got != want {
		t.Errorf("got %.200q, want %q", got, want)
	}
}

// TestBarsInCode writes bars in the code of a table: as many as there may be
// cells, and in code that stands elsewhere.
func TestBarsInCode(t *testing.T) {
	for src, want := range map[string]string{
		"|a|b|\n|-|-|\n|`c\\|d\\|`|**`\\|e`**|": "<td><code>c|d|</code></td>\n<td><strong><code>|e</code></strong></td>",
		"`c\\|d`":                               `<code>c\|d</code>`,
	} {
		if got := toHTML(t, src); !strings.Contains(got, want) {
			t.Errorf("%q = %q, want %q in it", src, got, want)
		}
	}
	many := "|a|b|\n|-|-|\n" + strings.Repeat("|`c\\|d`|e|\n", 10_000)
	if n := strings.Count(toHTML(t, many), "<code>c|d</code>"); n != 10_000 {
		t.Errorf("%d cells have their code, want 10000", n)
	}
}
