// Feed prints an RSS feed of one item.
package main

import (
	"context"
	"os"

	"github.com/foreword-go/foreword/feed"
)

func main() {
	f := &feed.Feed{Title: "Notes", HomeURL: "https://a.example/", Items: feed.List(&feed.Item{URL: "/rain/", Title: "Rain", HTML: "<p>It rained.</p>"})}
	if _, err := new(feed.Encoder).RSS(context.Background(), os.Stdout, f); err != nil {
		os.Exit(1)
	}
}
