// Markdown prints the HTML of a post in Markdown.
package main

import (
	"os"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

func main() {
	p, err := new(markdown.Parser).Parse("rain.md", []byte("# Rain\n\nIt rained.\n"))
	if err != nil {
		os.Exit(1)
	}
	os.Stdout.WriteString(new(post.Renderer).Body(p))
}
