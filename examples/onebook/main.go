// Onebook makes an EPUB book of one post, with the pictures beside it.
//
//	go run ./examples/onebook examples/blog/posts/night-corridor.md corridor.epub
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/foreword-go/foreword/epub"
	"github.com/foreword-go/foreword/post/markdown"
)

func main() {
	if len(os.Args) != 3 {
		fmt.Fprintln(os.Stderr, "usage: onebook POST BOOK")
		os.Exit(2)
	}
	dir, name := filepath.Split(os.Args[1])
	book, err := export(context.Background(), os.DirFS(filepath.Clean(dir)), name)
	if err == nil {
		err = os.WriteFile(os.Args[2], book, 0o666)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// export returns the book of a post of fsys.
func export(ctx context.Context, fsys fs.FS, name string) ([]byte, error) {
	var parser markdown.Parser
	book, err := epub.FromPosts(epub.Book{}, parser.Dir(ctx, fsys, name), epub.Layout{})
	if err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	var encoder epub.Encoder // without Fetch it opens no connection
	report, err := encoder.Encode(ctx, &buf, book)
	if err != nil {
		return nil, err
	}
	if len(report.Missing) > 0 {
		return nil, errors.New("missing: " + report.Missing[0].Error())
	}
	return buf.Bytes(), nil
}
