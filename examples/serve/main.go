// Serve serves the feeds of a folder of posts over HTTP, with ETag,
// Last-Modified and gzip, one for the site and one for each tag.
//
//	go run ./examples/serve examples/blog/posts
//	curl -i http://localhost:8080/rss.xml
package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"os/signal"
	"time"

	"github.com/foreword-go/foreword/feed"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: serve DIR")
		os.Exit(2)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if err := serve(ctx, "localhost:8080", os.DirFS(os.Args[1])); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// serve answers at addr until ctx is cancelled.
func serve(ctx context.Context, addr string, fsys fs.FS) error {
	handler, err := newHandler(ctx, fsys)
	if err != nil {
		return err
	}
	server := &http.Server{Addr: addr, Handler: handler, ReadHeaderTimeout: 5 * time.Second}
	go func() {
		<-ctx.Done()
		server.Close()
	}()
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

// newHandler reads the heads of the posts; their bodies are read when a feed
// is first asked for.
func newHandler(ctx context.Context, fsys fs.FS) (http.Handler, error) {
	var parser markdown.Parser
	heads, err := post.Collect(parser.Heads(ctx, fsys))
	if err != nil {
		return nil, err
	}
	set := feed.Set{
		Feed: feed.Feed{Title: "纸灯", HomeURL: "http://localhost:8080/", Lang: "zh-Hans"},
		Tags: true,
	}
	feeds, err := set.Feeds(heads, parser.Posts)
	if err != nil {
		return nil, err
	}
	return feed.NewHandler(nil, feeds...), nil
}
