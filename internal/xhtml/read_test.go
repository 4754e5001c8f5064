package xhtml

import (
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// What Clean would not have written is not read.
func TestReadRefuses(t *testing.T) {
	for _, in := range []string{
		"<p>a", "a</p>", "<p>a</em></p>", "<p>a</p ></p>", "<p>a</p", "</>", "</", "<", "< p>a</p>", "<p", "<p ", `<a href="x`, `<a href="x"`,
		"a & b", "&copy;", "&#60;", "&#x6F6E;", `<p title="&#34;">a</p>`, "a > b", `<p title="a<b">c</p>`, `<p ="a">b</p>`, "<P>a</P>", "a\x00", "a\rb", "a\xff", "a\uFFFE",
		"<script>a</script>", "<unknown>a</unknown>", "<svg></svg>", "<!-- a -->", "<?a?>", "<!DOCTYPE html>", "<![CDATA[a]]>",
		`<p onclick="a">b</p>`, `<p style="a">b</p>`, `<p href="a">b</p>`, `<a href='b'>c</a>`, `<a href=b>c</a>`, `<a href>c</a>`,
		`<a href="b" href="c">d</a>`, `<a  href="b">d</a>`, `<a href="b"id="c">d</a>`, `<a href = "b">d</a>`,
		"<br>", "<br/>", "<br></br>", "<p />", `<img src="a" alt="b">`, "<p>a<br /b</p>",
		strings.Repeat("<b>", maxDepth+1) + strings.Repeat("</b>", maxDepth+1),
	} {
		if root, err := Read(in); err == nil {
			t.Errorf("Read(%.40q) = %q, want an error", in, Render(root))
		}
	}
}

// Nodes of one tree share memory; what is done to one must not show in another.
func TestReadIsTheCallers(t *testing.T) {
	root, err := Read(`<p id="a">1</p><p id="b">2</p>`)
	if err != nil {
		t.Fatal(err)
	}
	first := root.FirstChild
	first.Attr = append(first.Attr, html.Attribute{Key: "lang", Val: "en"})
	root.AppendChild(Element("hr"))
	const want = `<p id="a" lang="en">1</p><p id="b">2</p><hr />`
	if got := Render(root); got != want {
		t.Errorf("after a change\n got %s\nwant %s", got, want)
	}
}

// TestArena: nothing of earlier trees shows in a later one.
func TestArena(t *testing.T) {
	var arena Arena
	for range 2 {
		for _, test := range cleanTests {
			first, err := arena.Read(`<p id="a" title="b">1<br /></p><p>2</p>`)
			if err != nil {
				t.Fatal(err)
			}
			root, err := arena.Read(test.want)
			if err != nil {
				t.Fatalf("Read(%q): %v", test.want, err)
			}
			if got := Render(root); got != test.want {
				t.Errorf("Read(%q) = %q", test.want, got)
			}
			for _, n := range []*html.Node{root, first} {
				for d := range n.Descendants() {
					d.Data, d.Namespace, d.Attr = "x", "x", append(d.Attr, html.Attribute{Namespace: "x", Key: "x", Val: "x"})
				}
				n.AppendChild(Element("hr"))
			}
			arena.Reset()
		}
	}
}

// What is read is what is written again, whatever it is.
func FuzzRead(f *testing.F) {
	for _, test := range cleanTests {
		f.Add(test.want)
	}
	f.Fuzz(func(t *testing.T, in string) {
		root, err := Read(in)
		if err != nil {
			return
		}
		out := Render(root)
		again, err := Read(out)
		if err != nil {
			t.Fatalf("Read(%q), written from %q: %v", out, in, err)
		}
		if is := Render(again); is != out {
			t.Errorf("read again\n was %s\n  is %s", out, is)
		}
		if err := WellFormed([]byte("<div>" + out + "</div>")); err != nil {
			t.Errorf("%v: %s", err, out)
		}
	})
}
