package epub

import (
	"slices"
	"testing"

	"github.com/foreword-go/foreword/internal/xhtml"
)

// TestCleanPictures: what is found in clean markup without a tree is what the tree
// of it has.
func TestCleanPictures(t *testing.T) {
	for _, written := range []string{
		`<p>no picture</p>`,
		`<p><img src="a.png" alt="A"/></p><p><img alt="b &lt;img src=&quot;no.png&quot; /&gt;" src="b.png?x=1&amp;y=2" width="3"></p>`,
		`<img src='c"d.png' alt="it's > all" title="<img src=e.png>">`,
		`<p>&lt;img src="f.png" /&gt;</p><figure><img src="data:image/png;base64,AA==" alt=""><figcaption>G</figcaption></figure>`,
		`<a href="h"><img alt="none"></a><code>&lt;img &quot;</code><img src="山.png">`,
	} {
		clean := xhtml.Clean(written, xhtml.Options{})
		var want []string
		for n := range tree(new(xhtml.Arena), clean, clean).Descendants() {
			if isElement(n, "img") {
				want = append(want, attribute(n, "src"))
			}
		}
		got, ok := cleanPictures(clean)
		if !ok || !slices.Equal(got, want) {
			t.Errorf("cleanPictures(%q) = %q, %t, want %q", clean, got, ok, want)
		}
	}
}
