package xhtml

import (
	"math/rand/v2"
	"strings"
	"testing"
)

func TestPlain(t *testing.T) {
	for markup, want := range map[string]bool{
		"":      true,
		"Text.": true,
		"<p>内容 <strong>moths</strong> &amp; <em>“fog”</em></p>\n<p>A<br />B</p>\n": true,
		"<blockquote>\n<p>a</p>\n</blockquote>\n<hr />\n":                          true,
		"<ul>\n<li>a</li>\n<li><p>b</p></li>\n</ul>\n":                             true,
		`<p id="a">a</p>`:       false,
		"<p>a<p>b</p></p>":      false,
		"<em><p>a</p></em>":     false,
		"<p>a":                  false,
		"<li>a</li>":            false,
		"<ul>a</ul>":            false,
		"<p>a &quot; b</p>":     false,
		"<p>a > b</p>":          false,
		"<p>\x01</p>":           false,
		"<script>a</script>":    false,
		"<p>a</p><!-- a -->":    false,
		"<br>":                  false,
		"<p />":                 false,
		"<p>a</ p>":             false,
		"<strong><em></strong>": false,
	} {
		if got := isPlain(markup); got != want {
			t.Errorf("isPlain(%q) = %t, want %t", markup, got, want)
		}
	}
}

// Clean returns plain markup unchanged, also without the shortcut for it.
func TestPlainIsClean(t *testing.T) {
	parts := []string{
		"a", " ", "\n", "字", "&amp;", "&lt;", "&", ">", "\r", "\u00a0", "\ufeff", "\"", "<br />", "<hr />", "<br>",
		"<p>", "</p>", "<p>", "</p>", "<em>", "</em>", "<strong>", "</strong>", "<code>", "</code>", "<del>", "</del>",
		"<blockquote>", "</blockquote>", "<ul>", "</ul>", "<ol>\n", "</ol>", "<li>", "</li>\n",
	}
	rnd := rand.New(rand.NewPCG(3, 5))
	plain := 0
	for range 40_000 {
		var b strings.Builder
		var open []string
		for range 1 + rnd.IntN(8) {
			part := parts[rnd.IntN(len(parts))]
			if strings.HasPrefix(part, "</") && len(open) > 0 && rnd.IntN(8) > 0 {
				part, open = open[len(open)-1], open[:len(open)-1]
			} else if name, ok := strings.CutPrefix(strings.TrimSuffix(part, "\n"), "<"); ok && !strings.HasPrefix(name, "/") && !strings.HasSuffix(name, "/>") {
				open = append(open, "</"+name)
			}
			b.WriteString(part)
		}
		for len(open) > 0 {
			b.WriteString(open[len(open)-1])
			open = open[:len(open)-1]
		}
		markup := b.String()
		if !isPlain(markup) {
			continue
		}
		plain++
		if got := Render(Parse(markup, Options{})); got != markup {
			t.Fatalf("isPlain(%q), but Clean makes it %q", markup, got)
		}
	}
	if plain < 1000 {
		t.Errorf("%d fragments were plain, want more", plain)
	}
}
