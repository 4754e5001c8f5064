// Bytopic lists the posts of a folder that warn of a topic, with their warnings: a
// list of articles to read another day, or to avoid.
//
//	go run ./examples/bytopic examples/blog/posts suicide
package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: bytopic DIR TOPIC")
		os.Exit(2)
	}
	if err := list(context.Background(), os.Stdout, os.DirFS(os.Args[1]), os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// list writes a line for each warning of the topic, whose slug is one of
// [post.Topics]. Posts that cannot be read are an error at the end; the others
// are still listed.
func list(ctx context.Context, w io.Writer, fsys fs.FS, slug string) error {
	if _, ok := post.TopicFor(slug); !ok {
		return fmt.Errorf("no topic is named %q", slug)
	}
	var parser markdown.Parser
	posts, err := post.Collect(parser.Dir(ctx, fsys))
	for _, p := range posts {
		for _, warning := range p.Warnings {
			i := slices.IndexFunc(warning.Topics, func(t post.Topic) bool { return t.Slug == slug })
			if i >= 0 {
				fmt.Fprintf(w, "%s: %s (%s: %s)\n", p.Path, p.Title, warning.Title, warning.Topics[i].Label)
			}
		}
	}
	return err
}
