package xhtml

import (
	"net/url"
	"strings"
	"testing"
)

var urlTests = []struct{ in, want string }{
	{"https://a.example/b?c=d#e", "https://a.example/b?c=d#e"},
	{" HTTP://A.example/ ", "http://A.example/"},
	{"//cdn.example/x.png", "//cdn.example/x.png"},
	{"mailto:a@b.example?subject=x y", "mailto:a@b.example?subject=x%20y"},
	{"a/图 1.png", "a/%E5%9B%BE%201.png"},
	{"./a.md#标题", "./a.md#%E6%A0%87%E9%A2%98"},
	{"#a#b", "#a%23b"},
	{"100%.png", "100%25.png"},
	{"a%20b", "a%20b"},
	{`img\a.png`, "img/a.png"},
	{"https://例え.example/道?q=é", "https://xn--r8jz45g.example/%E9%81%93?q=%C3%A9"},
	{"https://XN--r8jz45g.example/", "https://xn--r8jz45g.example/"},
	{"https://my_site.example:8080/", "https://my_site.example:8080/"},
	{"http://[2001:db8::1]/", "http://[2001:db8::1]/"},
	{"http://u:p@a.example/", "http://u:p@a.example/"},
	{"a[1].html", "a%5B1%5D.html"},
	{"图:1.png", "./%E5%9B%BE:1.png"},
	{"2020:01", "./2020:01"},
	{"?q=a:b", "?q=a:b"},
	{"/a:b", "/a:b"},
	{"ht\ntps://a.example/", "https://a.example/"},

	{"", ""},
	{"javascript:alert(1)", ""},
	{"JaVaScRiPt:alert(1)", ""},
	{"java\tscript:alert(1)", ""},
	{"java%09script:alert(1)", ""},
	{"java%2509script:alert(1)", ""},
	{"javascript%3Aalert(1)", ""},
	{"\x01javascript:x", ""},
	{"java\u200bscript:x", ""},
	{"\u00a0vbscript:x", ""},
	{"data:text/html,x", ""},
	{"file:///etc/passwd", ""},
	{"ftp://a.example/", ""},
	{"localhost:80", ""},
	{"http:", ""},
	{"http://", ""},
	{"http:a", ""},
	{"http://a b/", ""},
	{"http://a.example:x/", ""},
	{"http://a.example:99999/", ""},
	{"http://a.example:0/", ""},
	{"http://[::1]:65536/", ""},
	{"http://a.example，后面", ""},
	{"http://%zz/", ""},
	{"http://xn--a/", ""},
	{"http://[fe80::1%25eth0]/", ""},
	{"http://[v1.a]/", ""},
	{"https://b.XN--.example/", ""},
	{"https://a.xn--zz--zz.example/", ""},
	{"http://a\x15b%FF/", ""},
	{"mailto:", ""},
	{"mailto://a@b.example", "mailto:a@b.example"},
	{"mailto://<", "mailto:%3C"},
	{"mailto://", ""},
}

func TestSafeURL(t *testing.T) {
	for _, test := range urlTests {
		got, ok := SafeURL(test.in)
		if got != test.want && ok || ok != (test.want != "") {
			t.Errorf("SafeURL(%q) = %q, %v, want %q", test.in, got, ok, test.want)
		}
	}
}

func FuzzSafeURL(f *testing.F) {
	for _, test := range urlTests {
		f.Add(test.in)
	}
	f.Fuzz(func(t *testing.T, in string) {
		if mended, ok := mendURL(in); IsPlainWeb(in) && (!ok || mended != in) {
			t.Errorf("a plain address, %q, is mended to %q, %v", in, mended, ok)
		}
		got, ok := SafeURL(in)
		if !ok {
			return
		}
		if again, ok := SafeURL(got); !ok || again != got {
			t.Errorf("SafeURL(%q) = %q, and of that %q, %v", in, got, again, ok)
		}
		u, err := url.Parse(got)
		if err != nil {
			t.Fatalf("SafeURL(%q) = %q: %v", in, got, err)
		}
		switch u.Scheme {
		case "", "http", "https", "mailto":
		default:
			t.Errorf("SafeURL(%q) = %q has the scheme %q", in, got, u.Scheme)
		}
		if strings.IndexFunc(got, func(r rune) bool { return r <= ' ' || r >= 0x7F }) >= 0 {
			t.Errorf("SafeURL(%q) = %q is not ASCII", in, got)
		}
	})
}

func TestSafeImageURL(t *testing.T) {
	for in, want := range map[string]string{
		"a.png":                            "a.png",
		"DATA:image/PNG;base64,AAAA":       "data:image/png;base64,AAAA",
		"data:image/svg+xml;base64,AAAA":   "",
		"data:image/png;base64,<script>":   "",
		"data:text/html;base64,AAAA":       "",
		"data:image/png,AAAA":              "",
		"javascript:data:image/png;base64": "",
	} {
		if got, ok := SafeImageURL(in); ok != (want != "") || ok && got != want {
			t.Errorf("SafeImageURL(%q) = %q, %v, want %q", in, got, ok, want)
		}
	}
}

func TestID(t *testing.T) {
	for in, want := range map[string]string{
		"a": "a", "前言-1": "前言-1", "1a": "_1a", "a b:c": "a-b-c", "!?": "", "-a": "a", "": "", "𠀀": "", "a𠀀": "a-",
		strings.Repeat("长", 100): strings.Repeat("长", 66),
	} {
		got := ID(in)
		if got != want {
			t.Errorf("ID(%q) = %q, want %q", in, got, want)
		}
		if again := ID(got); again != got {
			t.Errorf("ID(%q) = %q, and of that %q", in, got, again)
		}
	}
}
