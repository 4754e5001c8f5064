package post

import (
	"fmt"
	"net/url"
	"testing"
)

func TestIndex(t *testing.T) {
	site, err := url.Parse("https://blog.example/notes/")
	if err != nil {
		t.Fatal(err)
	}
	places := []Place{
		{"posts/night.md", "/2024/night/"},
		{"posts/harbour/index.md", "/2024/harbour.html"},
		{"posts/Lamp.md", "https://www.blog.example/lamp/"},
		{"about/README.md", "/about/"},
		{"posts/100%.md", "/full/"},
		{"lamp.md", "/posts/night/"},
	}
	for _, tt := range []struct{ name, ref, bare, sited string }{
		{"a file beside", "harbour/index.md", "harbour", "harbour"},
		{"a file beside, without its extension", "./harbour", "harbour", "harbour"},
		{"a file beside, with a query and a fragment", "harbour/index.md?a=b#c", "harbour", "harbour"},
		{"an address beside", "../harbour.html", "harbour", "harbour"},
		{"an address from the root", "/2024/harbour/", "harbour", "harbour"},
		{"an address with the path of the site", "/notes/2024/harbour.html", "", "harbour"},
		{"a path from the root", "/posts/Lamp.md", "Lamp", "Lamp"},
		{"a file from the root, where an address is the same", "/posts/night.md", "night", "night"},
		{"another host", "https://blog.example/lamp", "Lamp", "Lamp"},
		{"an address of the site", "https://blog.example/notes/about/", "", "about"},
		{"an address of nobody", "https://b.example/2024/harbour.html", "", ""},
		{"from the root, without its slash", "about", "about", "about"},
		{"in another case", "/About", "about", "about"},
		{"the name of a file elsewhere", "lamp", "Lamp", "Lamp"},
		{"a file in the root that is none", "/README.md", "", ""},
		{"what is no address", "100%.md", "100%", "100%"},
		{"into the post itself", "#c", "", ""},
		{"another scheme", "mailto:a@blog.example", "", ""},
		{"nothing of the tree", "gone/away.md", "", ""},
	} {
		for _, on := range []struct {
			site *url.URL
			want string
		}{{nil, tt.bare}, {site, tt.sited}} {
			x := &Index[string]{Site: on.site}
			for i, name := range []string{"night", "harbour", "Lamp", "about", "100%", "root"} {
				x.Add(places[i], name)
			}
			got, found := x.Find(places[0], tt.ref)
			if got != on.want || found != (on.want != "") {
				t.Errorf("%s, on site %v: %q leads to %q, want %q", tt.name, on.site, tt.ref, got, on.want)
			}
		}
	}
}

func TestIndexAt(t *testing.T) {
	var x Index[int]
	x.Add(Place{"a.md", "/a/"}, 1)
	x.Add(Place{"a.markdown", "/a/"}, 2)
	for want, target := range map[int]Target{
		1: {Found: true, Path: "a.md"},
		0: {Missing: true, Path: "a.md"},
	} {
		if got, _ := x.At(target); got != want {
			t.Errorf("%+v is post %d, want %d", target, got, want)
		}
	}
	if got, _ := x.At(Target{Found: true, Path: "elsewhere.md", Address: "/a/"}); got != 1 {
		t.Errorf("an address is of post %d, want 1", got)
	}
}

// The post that a link in another post leads to.
func ExampleIndex() {
	var index Index[string]
	index.Add(Place{Path: "posts/tea.md", URL: "/2024/tea/"}, "Tea")
	index.Add(Place{Path: "posts/rain.md", URL: "/2024/rain/"}, "Rain")
	from := Place{Path: "posts/rain.md", URL: "/2024/rain/"}
	for _, ref := range []string{"tea.md", "../tea/#leaves", "/2024/tea/", "/about/"} {
		title, found := index.Find(from, ref)
		fmt.Println(ref, title, found)
	}
	// Output:
	// tea.md Tea true
	// ../tea/#leaves Tea true
	// /2024/tea/ Tea true
	// /about/  false
}
