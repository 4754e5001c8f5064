// Html makes a feed and a book from articles that are HTML already: rows of a
// database, the export of a read-later service, or the output of another
// Markdown library. Here they come from a JSON file.
//
//	go run ./examples/html articles.json
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"time"

	"github.com/foreword-go/foreword/epub"
	"github.com/foreword-go/foreword/feed"
	"github.com/foreword-go/foreword/post"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: html FILE.json")
		os.Exit(2)
	}
	if err := run(context.Background(), os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, name string) error {
	in, err := os.Open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	posts, err := read(in)
	if err != nil {
		return err
	}
	atom, err := os.Create("atom.xml")
	if err != nil {
		return err
	}
	defer atom.Close()
	if err := writeFeed(ctx, atom, posts); err != nil {
		return err
	}
	book, err := os.Create("articles.epub")
	if err != nil {
		return err
	}
	defer book.Close()
	return writeBook(ctx, book, posts)
}

// An article is a row of the source.
type article struct {
	Title, Path, HTML string
	Published         time.Time
	Warning           []string // what a reader must know first
	Author, Original  string   // of an article that is from elsewhere
}

// read makes posts of articles: the model is filled by hand, and the body is the
// HTML unchanged. It need not be trusted.
func read(r io.Reader) ([]*post.Post, error) {
	var articles []article
	if err := json.NewDecoder(r).Decode(&articles); err != nil {
		return nil, err
	}
	var posts []*post.Post
	for _, a := range articles {
		p := &post.Post{Head: post.Head{Title: a.Title, Path: a.Path, URL: a.Path, Lang: "en", Published: a.Published}}
		if len(a.Warning) > 0 {
			w := &post.Warning{Title: "Content warning", Scope: post.ScopePost}
			for _, topic := range a.Warning {
				w.Topics = append(w.Topics, post.TopicOf(topic))
			}
			p.Warnings = append(p.Warnings, w)
		}
		if a.Original != "" {
			p.Repost = &post.Repost{Authors: []post.Author{{Name: a.Author}}, URL: a.Original}
		}
		p.SetBody(post.HTMLBody(a.HTML))
		posts = append(posts, p)
	}
	return posts, nil
}

func writeFeed(ctx context.Context, w io.Writer, posts []*post.Post) error {
	f := feed.FromPosts(feed.Feed{Title: "Articles", HomeURL: "https://articles.example/"}, posts)
	_, err := new(feed.Encoder).Atom(ctx, w, f)
	return err
}

func writeBook(ctx context.Context, w io.Writer, posts []*post.Post) error {
	book, err := epub.FromPosts(epub.Book{Title: "Articles", SiteURL: "https://articles.example/"}, post.List(posts...), epub.Layout{})
	if err != nil {
		return err
	}
	_, err = new(epub.Encoder).Encode(ctx, w, book)
	return err
}
