// Generate writes the feeds of posts that are embedded in a program, as a step
// of go generate:
//
//	//go:generate go run github.com/foreword-go/foreword/examples/generate DIR
package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/foreword-go/foreword/examples/blog"
	"github.com/foreword-go/foreword/feed"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: generate DIR")
		os.Exit(2)
	}
	if err := generate(context.Background(), os.Args[1], blog.Posts); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// generate writes a feed in each format to dir.
func generate(ctx context.Context, dir string, fsys fs.FS) error {
	parser := markdown.Parser{
		Location:  time.FixedZone("CST", 8*60*60),
		Permalink: "/:year/:slug/",
	}
	posts, err := post.Collect(parser.Dir(ctx, fsys))
	if err != nil {
		return err
	}
	site := feed.FromPosts(feed.Feed{
		Title:   "纸灯",
		HomeURL: "https://lantern.example/",
		Lang:    "zh-Hans",
		Authors: []post.Author{{Name: "林秋"}},
	}, posts)

	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	_, err = new(feed.Encoder).WriteFiles(ctx, feed.CreateIn(root), site)
	return err
}
