package site_test

import (
	"fmt"
	"testing/fstest"
	"time"

	"github.com/foreword-go/foreword/post/site"
)

// hugoSite is a site with a pattern for the addresses of its posts.
var hugoSite = fstest.MapFS{
	"hugo.toml":             {Data: []byte("baseURL = 'https://a.example/b/'\n[permalinks]\nposts = '/:year/:slug/'\n")},
	"content/posts/tea.md":  {},
	"content/posts/rain.md": {},
	"static/cup.png":        {},
}

// The address and the kind of a file, by the configuration of its site.
func ExampleSite_Address() {
	s, err := site.Find(hugoSite, "content/posts")
	if err != nil {
		fmt.Println(err)
		return
	}
	page := &site.Page{Path: "content/posts/tea.md", Title: "Tea", Date: time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC)}
	address, err := s.Address(page)
	fmt.Println(address, err)
	fmt.Println(s.Home(), s.Kind(page).Kind)
	// Output:
	// /b/2024/tea/ <nil>
	// https://a.example/b/ post
}

// The files that references in a post lead to.
func ExampleIndex_Resolve() {
	s, err := site.Find(hugoSite, ".")
	if err != nil {
		fmt.Println(err)
		return
	}
	index, err := s.Walk(hugoSite)
	if err != nil {
		fmt.Println(err)
		return
	}
	index.Page("content/posts/tea.md", "/b/2024/tea/")
	for _, ref := range []string{"tea.md", "/cup.png", "https://b.example/", "lost.md"} {
		target := index.Resolve("content/posts/rain.md", ref)
		fmt.Printf("%s: %s %q %q\n", ref, target.Status, target.File, target.Address)
	}
	// Output:
	// tea.md: file "content/posts/tea.md" "/b/2024/tea/"
	// /cup.png: file "static/cup.png" ""
	// https://b.example/: elsewhere "" ""
	// lost.md: missing "" ""
}
