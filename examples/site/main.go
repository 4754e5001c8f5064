// Site writes all feeds of a site into a folder: one for the site, one for each tag,
// one for each author, and one without the posts that warn of a topic. It also writes
// feeds.html and feeds.opml, which list them.
//
//	go run ./examples/site examples/blog/posts public
package main

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"

	"github.com/foreword-go/foreword/feed"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: site POSTS OUT")
		os.Exit(2)
	}
	if err := run(context.Background(), os.Stdout, os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, log io.Writer, posts, out string) error {
	if err := os.MkdirAll(out, 0o777); err != nil {
		return err
	}
	root, err := os.OpenRoot(out)
	if err != nil {
		return err
	}
	defer root.Close()
	return build(ctx, log, os.DirFS(posts), feed.CreateIn(root))
}

// build writes a line to log for each feed, and for each post that could not be read.
func build(ctx context.Context, log io.Writer, posts fs.FS, create feed.CreateFunc) error {
	parser := markdown.Parser{Lang: "en"}
	heads, err := post.Collect(parser.Heads(ctx, posts))
	if err != nil {
		fmt.Fprintln(log, err) // the other posts have been read
	}
	set := feed.Set{
		Feed: feed.Feed{
			Title: "Paper lanterns", HomeURL: "https://lantern.example/", Lang: "en",
			Authors: []post.Author{{Name: "Lin Qiu"}},
		},
		Tags:    true,
		Authors: true,
		Groups: []feed.Group{{
			Of:   func(*post.Head) []string { return []string{"without-suicide"} },
			Keep: func(_ string, item *feed.Item) bool { return !item.HasTopic("suicide") },
		}},
	}
	feeds, err := set.Feeds(heads, parser.Posts)
	if err != nil {
		return err
	}
	reports, err := new(feed.Encoder).WriteFiles(ctx, create, feeds...)
	for i, report := range reports {
		fmt.Fprintf(log, "%s: %d items, %d with a warning\n", feeds[i].File(feed.FormatAtom), report.Items, report.Warned)
		for _, err := range report.Skipped {
			fmt.Fprintln(log, err)
		}
	}
	return err
}
