package syntax

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
)

// Whatever stands in a source, no offset differs once it is hidden, and it can be
// parsed.
func TestHideKeepsOffsets(t *testing.T) {
	parts := []string{
		"\n", "\n\n", "- ", "> ", "    ", "\t", "word ", "`", "```", "```{r}\n", "#| echo: false\n", "~~~", ":::", "::: encrypt", "::: {.hidden}", "::: note",
		"<div hidden>", "</div>", "<p style='display:none'", ">", "<span hidden>", "</span>", "<template>", "</template>", "<!--", "-->", "<Encrypt ", "/>",
		"</Encrypt>", "{%", "%}", "{% encrypt %}", "{% endencrypt %}", "{% raw %}", "{% endraw %}", "{{<", ">}}", "{{< password >}}", "{{< /password >}}",
		"{::comment}", "{:/}", "{:/comment}", "{/*", "*/}", "{# ", "#}", "%%", "[", "]", "[x]{hidden}", "[ppblock]", "[/ppblock]", "{: hidden}", "\\",
		"\x01", "\x02", "\x03", "é", "# ", "| a | b |\n|--|--|\n", "[^1]: ", "<script>", "{", "=", "'", "\"",
	}
	r := rand.New(rand.NewPCG(1, 2))
	for range 4000 {
		var b strings.Builder
		for range r.IntN(30) {
			b.WriteString(parts[r.IntN(len(parts))])
		}
		src := []byte(b.String())
		out, _ := hide(src, false)
		if len(out) != len(src) {
			t.Fatalf("hide(%q) has %d bytes, want %d", src, len(out), len(src))
		}
		for i, c := range src {
			if (c == '\n') != (out[i] == '\n') {
				t.Fatalf("hide(%q) = %q, line ends differ", src, out)
			}
		}
		if _, err := Parse(src, Options{}); err != nil {
			t.Fatalf("Parse(%q): %v", src, err)
		}
	}
}

// TestHideSizes hides in sources of a size at which what grows with its square takes
// minutes, more than a test has.
func TestHideSizes(t *testing.T) {
	if testing.Short() {
		t.Skip("the race detector, which the gate gives short tests to, is slow by itself")
	}
	for _, part := range []string{
		"<div hidden ", "<div hidden>", "<p hidden>", "<b>", "<template", "{% encrypt ", "{% private %}", "{% comment %}", "{::comment}", "{/* ", "%%\n",
		"::: x\n", "::: secret\n", "[ppblock]", "[a]{hidden", "]{hidden}", "`", "<!--", " <!--\n\n", "{: hidden}\n", "{{< lock >}}", "<Lock>", "<lock><lock>",
		"<span class=\"katex-html\">", "[", "<x ", "<x a='", "```{r}\n", "{% raw %}", "word\n",
	} {
		src := bytes.Repeat([]byte(part), 200_000/len(part))
		if out, _ := hide(src, false); len(out) != len(src) {
			t.Errorf("%q × %d: %d bytes, want %d", part, 200_000/len(part), len(out), len(src))
		}
	}
}
