package markdown_test

import (
	"fmt"
	"log"
	"path"
	"strings"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

// The zero Renderer writes markup for feeds.
func ExampleRenderer() {
	p, err := new(markdown.Parser).Parse("ferry.md", []byte("# The ferry\n\nIt leaves at *six*.<br>Be early. [Map](javascript:open)\n"))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(p.Title)
	fmt.Print(new(post.Renderer).Body(p))
	// Output:
	// The ferry
	// <p>It leaves at <em>six</em>.<br />Be early. Map</p>
}

// Hooks move references to where they lead from the output.
func ExampleRenderer_hooks() {
	p, err := new(markdown.Parser).Parse("notes/ferry.md", []byte("![The pier](pier.jpg) and [fares](fares.md), see [below](#below).\n\n## Below\n"))
	if err != nil {
		log.Fatal(err)
	}
	r := &post.Renderer{
		IDPrefix: "ferry-",
		Link:     func(ref string) string { return "https://a.example/notes/" + strings.TrimSuffix(ref, ".md") },
		Image: func(img post.Image) (post.Image, bool) {
			img.Src = path.Join("images", img.Src)
			return img, true
		},
	}
	fmt.Print(r.Body(p))
	// Output:
	// <p><img src="images/pier.jpg" alt="The pier" /> and <a href="https://a.example/notes/fares">fares</a>, see <a href="#ferry-below">below</a>.</p>
	// <h2 id="ferry-below">Below</h2>
}

// Formulas and code are shown as code unless a hook does better.
func ExampleRenderer_highlight() {
	p, err := new(markdown.Parser).Parse("a.md", []byte("```go\nx := 1\n```\n"))
	if err != nil {
		log.Fatal(err)
	}
	r := &post.Renderer{Highlight: func(lang, code string) (string, bool) {
		return `<span class="n">x</span> := 1` + "\n", lang == "go"
	}}
	fmt.Print(r.Body(p))
	// Output:
	// <pre class="chroma"><code class="language-go"><span class="n">x</span> := 1
	// </code></pre>
}
