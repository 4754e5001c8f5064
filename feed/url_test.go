package feed

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/foreword-go/foreword/post"
)

func TestResolve(t *testing.T) {
	for _, tt := range []struct{ home, item, ref, want string }{
		{"https://a.example/", "/p/x/", "pic.png", "https://a.example/p/x/pic.png"},
		{"https://a.example/", "/p/x.html", "./pic.png", "https://a.example/p/pic.png"},
		{"https://a.example/", "/p/x/", "../y/?q=1#z", "https://a.example/p/y/?q=1#z"},
		{"https://a.example/", "/p/x/", "../../../../y", "https://a.example/y"},
		{"https://a.example/", "/p/x/", "/img/猫.png", "https://a.example/img/%E7%8C%AB.png"},
		{"https://a.example/blog/", "/p/x/", "/img/a.png", "https://a.example/blog/img/a.png"},
		{"https://a.example/blog/", "/p/x/", "/blog/img/a.png", "https://a.example/blog/img/a.png"},
		{"https://a.example/blog/", "/p/x/", "/blogging/", "https://a.example/blog/blogging/"},
		{"https://a.example/blog/", "/p/x/", "a.png", "https://a.example/blog/p/x/a.png"},
		{"https://a.example/index.html", "/p/", "a", "https://a.example/p/a"},
		{"https://a.example/", "/p/", "//cdn.example/a.js", "https://cdn.example/a.js"},
		{"https://a.example/", "/p/", "?q", "https://a.example/p/?q"},
		{"https://a.example/", "https://b.example/p", "q", "https://b.example/q"},
		{"https://a.example/", "/p/", "https://b.example", "https://b.example/"},
		{"https://a.example/", "/p/", "https://b.example/x//(1)~a@:;,'?q=1&r", "https://b.example/x//(1)~a@:;,'?q=1&r"},
		{"https://a.example/", "/p/", "https://b.example/x#", "https://b.example/x"},
		{"https://a.example/", "/p/", "https://b.example?q=/x", "https://b.example/?q=/x"},
		{"https://a.example/", "/p/", "https://例え.example/", "https://xn--r8jz45g.example/"},
		{"https://a.example/", "/p/", "mailto:a@b.example", "mailto:a@b.example"},
		{"https://a.example/", "/p/", "/a%2Fb/%zz", "https://a.example/a%2Fb/%25zz"},
		{"https://a.example/", "/p/", "java\tscript:alert(1)", ""},
		{"https://a.example/", "/p/", "data:text/html,x", ""},
		{"https://a.example/", "/p/", "", ""},
	} {
		home, err := absolute(tt.home)
		if err != nil {
			t.Fatal(err)
		}
		r := resolver{home, home}
		if got := r.at(tt.item).resolve(tt.ref); got != tt.want {
			t.Errorf("home %s, item %s: resolve(%q) = %q, want %q", tt.home, tt.item, tt.ref, got, tt.want)
		}
	}
}

// A picture in the text has no address that a reader could load instead.
func TestEmbeddedPicture(t *testing.T) {
	home, err := absolute("https://a.example/")
	if err != nil {
		t.Fatal(err)
	}
	r := resolver{home, home}
	for _, tt := range []struct{ in, want string }{
		{`<img src="data:image/png;base64,iVBORw0=" alt="a">`, `<img src="data:image/png;base64,iVBORw0=" alt="a" />`},
		{`<img src="data:image/svg+xml;base64,PHN2Zz4=" alt="a">`, `a`},
		{`<img src="b.png" alt="a">`, `<img src="https://a.example/b.png" alt="a" />`},
		{`<a href="data:image/png;base64,iVBORw0=">a</a>`, `a`},
	} {
		if got := r.clean(tt.in); got != tt.want {
			t.Errorf("clean(%s) = %s, want %s", tt.in, got, tt.want)
		}
	}
}

func TestLocalFragments(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{`<a href="#a">x</a>`, `<a href="https://a.example/p#a">x</a>`},
		{`<a class="b" href="#a">x</a> <a href="/y#a">`, `<a class="b" href="https://a.example/p#a">x</a> <a href="/y#a">`},
		{`<code> href="#a"</code>`, `<code> href="#a"</code>`},
		{`a < b href="#a"`, `a < b href="#a"`},
	} {
		if got := localFragments(tt.in, "https://a.example/p#old", nil); got != tt.want {
			t.Errorf("localFragments(%s) = %s, want %s", tt.in, got, tt.want)
		}
	}
}

// Headings and references to them have the ids of the page.
func TestAnchors(t *testing.T) {
	in := `<h2 id="_1-雨">1 id="_1-雨"</h2><a href="#_1-%E9%9B%A8">x</a><a href="#b">y</a>`
	want := `<h2 id="1-雨">1 id="_1-雨"</h2><a href="https://a.example/p#1-%E9%9B%A8">x</a><a href="https://a.example/p#b">y</a>`
	headings := []post.Heading{{ID: "_1-雨", Anchor: "1-雨"}, {ID: "b"}}
	if got := localFragments(in, "https://a.example/p", anchorsOf(headings, "")); got != want {
		t.Errorf("localFragments(%s) = %s, want %s", in, got, want)
	}
}

func TestItemID(t *testing.T) {
	home, err := url.Parse("https://Blog.Example:8443/x/")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		id, url   string
		published time.Time
		want      string
	}{
		{"", "https://blog.example/雨/?a=1#b", day(2024, 5, 1), "tag:blog.example,2024-05-01:/%E9%9B%A8/?a=1#b"},
		{"", "https://Blog.Example:8443/a/", time.Date(2024, 5, 1, 23, 0, 0, 0, time.FixedZone("", 8*3600)), "tag:blog.example,2024-05-01:/a/"},
		{"", "https://blog.example/a/", time.Time{}, "https://blog.example/a/"},
		{"urn:x:1", "https://blog.example/a/", day(2024, 5, 1), "urn:x:1"},
		{"42", "https://blog.example/a/", day(2024, 5, 1), "https://Blog.Example:8443/x/#42"},
		{"雨 & 灯", "", time.Time{}, "https://Blog.Example:8443/x/#%E9%9B%A8%20&%20%E7%81%AF"},
		{"", "", day(2024, 5, 1), ""},
		{"javascript:alert(1)", "https://blog.example/a/", day(2024, 5, 1), "tag:blog.example,2024-05-01:/a/"},
		{"file:///srv/a", "https://blog.example/a/", time.Time{}, "https://blog.example/a/"},
		{"data:text/html,x", "", day(2024, 5, 1), "https://Blog.Example:8443/x/#data:text%2Fhtml%2Cx"},
		{"urn:x:<1>", "https://blog.example/a/", day(2024, 5, 1), "tag:blog.example,2024-05-01:/a/"},
		{"https://old.example/1", "https://blog.example/a/", day(2024, 5, 1), "https://old.example/1"},
	} {
		if got := (identifier{home: home}).id(tt.id, tt.url, tt.published); got != tt.want {
			t.Errorf("itemID(%q, %q, %v) = %q, want %q", tt.id, tt.url, tt.published, got, tt.want)
		}
	}
}

// The identifier of a post with a plain address is the same as if its address
// were resolved and parsed.
func TestTagOfPlainPath(t *testing.T) {
	for _, home := range []string{"https://Blog.Example:8443", "https://blog.example/x/", "https://blog.example/x/index.html", "http://[::1]/", "https://blog.example/雨/", "https://blog.example/a/../b/?q#f"} {
		d, err := newDocument(&Encoder{}, &Feed{HomeURL: home})
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{"/", "/a", "/a/", "/x", "/x/", "/x/a.html", "/xa/B_c-1.0/", "/a./b", "//a/", "/a//b", "/./a", "/a/../b", "/.a", "/雨/", "/a b", "/a?b", "/a#", "a", "", "/%61"} {
			url := ""
			if path != "" {
				url = d.refs.resolve(path)
			}
			want := d.ident.id("", url, day(2024, 5, 1))
			if got := d.id(&Item{URL: path}, day(2024, 5, 1)); got != want {
				t.Errorf("the identifier of %q on %s is %q, want %q", path, home, got, want)
			}
		}
	}
}

// TestUnsafeID: an identifier that a reader might run is in no format, and said
// to be wrong.
func TestUnsafeID(t *testing.T) {
	for _, id := range []string{"javascript:alert(1)", "JavaScript:x", "vbscript:x", "file:///srv/a", "data:text/html,x", "blob:x"} {
		f := &Feed{Title: "T", HomeURL: "https://a.example/", Items: List(&Item{ID: id, URL: "/p/", Title: "x", Published: day(2024, 5, 1)})}
		for _, format := range Formats() {
			var doc strings.Builder
			report, err := new(Encoder).Encode(context.Background(), f, Output{format, &doc})
			if err != nil || len(report.Problems) != 1 || !errors.Is(report.Problems[0], ErrID) {
				t.Errorf("%v of %q: %v, problems %v", format, id, err, report.Problems)
			}
			if got := read(t, doc.String()); len(got.Items) != 1 || got.Items[0].GUID != "tag:a.example,2024-05-01:/p/" {
				t.Errorf("%v of %q has the items %v", format, id, got.Items)
			}
		}
	}
}

// TestStamp: a time of a day alone moves within its second, by what the
// identifier says; any other is kept.
func TestStamp(t *testing.T) {
	a, b := stamp("a", day(2024, 5, 1), time.Time{}), stamp("b", day(2024, 5, 1), time.Time{})
	if a.Equal(b) || !a.Truncate(time.Second).Equal(day(2024, 5, 1)) || !b.Truncate(time.Second).Equal(day(2024, 5, 1)) {
		t.Errorf("stamps of one day are %v and %v", a, b)
	}
	if again := stamp("a", day(1999, 1, 1), day(2024, 5, 1)); !again.Equal(a) {
		t.Errorf("stamp = %v, want %v", again, a)
	}
	at := time.Date(2024, 5, 1, 8, 0, 0, 0, time.UTC)
	if got := stamp("a", day(2020, 1, 1), at); !got.Equal(at) {
		t.Errorf("stamp = %v, want %v", got, at)
	}
}

func TestWritable(t *testing.T) {
	for _, tt := range []struct {
		in   time.Time
		want string
	}{
		{time.Date(1969, 7, 20, 20, 17, 40, 0, time.UTC), "Sun, 20 Jul 1969 20:17:40 +0000"},
		{time.Date(1, 1, 1, 1, 0, 0, 0, time.UTC), "Mon, 01 Jan 0001 01:00:00 +0000"},
		{time.Date(2024, 2, 29, 1, 0, 0, 0, time.FixedZone("", 20700)), "Wed, 28 Feb 2024 19:15:00 +0000"},
		{time.Date(2024, 2, 29, 1, 0, 0, 0, time.FixedZone("", 19800)), "Thu, 29 Feb 2024 01:00:00 +0530"},
	} {
		got, ok := writable(tt.in)
		if !ok || rfc822(got) != tt.want {
			t.Errorf("writable(%v) = %v, %v, want %s", tt.in, rfc822(got), ok, tt.want)
		}
	}
	for _, year := range []int{-5, 10000, 1 << 30} {
		if got, ok := writable(time.Date(year, 1, 1, 0, 0, 0, 1, time.UTC)); ok {
			t.Errorf("writable takes the year %d as %v", year, got)
		}
	}
}
