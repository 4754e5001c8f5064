package epub

import (
	"strings"
	"testing"

	"github.com/foreword-go/foreword/internal/xhtml"
)

func TestHangCode(t *testing.T) {
	const long = "the keeper of the lamp writes one line"
	for _, c := range []struct{ name, listing, want string }{
		{"short", "a := 1\n\nb := 2\n", ""},
		{"long", "if lit {\n    " + long + "\n\n\t\tx\n}\n",
			`<span class="ln">if lit {` + "\n" + `</span><span class="ln in4">    ` + long + "\n" + `</span><span class="ln">` + "\n" +
				`</span><span class="ln in8">` + "\t\tx\n" + `</span><span class="ln">}` + "\n</span>"},
		{"without a last break", long, `<span class="ln">` + long + "</span>"},
		{"an element over lines", `x <span class="c">/* ` + long + "\n" + `  b */</span> y` + "\n",
			`<span class="ln">x <span class="c">/* ` + long + "\n" + `</span></span><span class="ln"><span class="c">  b */</span> y` + "\n</span>"},
		{"wide characters", strings.Repeat("灯", 19), `<span class="ln">` + strings.Repeat("灯", 19) + "</span>"},
	} {
		t.Run(c.name, func(t *testing.T) {
			markup := "<blockquote><pre><code>" + c.listing + "</code></pre></blockquote>"
			root := xhtml.Parse(markup, xhtml.Options{})
			before := root.FirstChild.FirstChild.FirstChild
			text := textLen(before)
			plain := xhtml.Render(root)
			hangCode(root)
			got := xhtml.Render(root)
			want := "<blockquote><pre><code>" + c.want + "</code></pre></blockquote>"
			if c.want == "" {
				want = plain
			}
			if got != want {
				t.Errorf("hangCode():\n%s\nwant\n%s", got, want)
			}
			if textLen(root) != text {
				t.Errorf("%d bytes of text, had %d", textLen(root), text)
			}
		})
	}
}
