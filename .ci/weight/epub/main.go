// Epub writes a book of one article.
package main

import (
	"context"
	"os"

	"github.com/foreword-go/foreword/epub"
)

func main() {
	b := &epub.Book{Title: "Notes", Chapters: []*epub.Chapter{{Title: "Rain", HTML: "<p>It rained.</p>"}}}
	if _, err := new(epub.Encoder).Encode(context.Background(), os.Stdout, b); err != nil {
		os.Exit(1)
	}
}
