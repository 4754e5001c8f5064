package epub_test

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"log"
	"testing/fstest"

	"github.com/foreword-go/foreword/epub"
	"github.com/foreword-go/foreword/post"
)

// A program that called NewEpub, SetAuthor, AddSection and AddImage of go-epub fills a
// Book instead.
func ExampleBook() {
	pictures := fstest.MapFS{"pier.svg": {Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 2 1"><rect width="2" height="1"/></svg>`)}}
	book := &epub.Book{
		Title:   "Harbours", // NewEpub
		Lang:    "en",
		ID:      "urn:uuid:6ba7b810-9dad-41d1-80b4-00c04fd430c8",
		Authors: []post.Author{{Name: "Maren Holt"}}, // SetAuthor
		Chapters: []*epub.Chapter{{ // AddSection
			Title:    "The pier",
			HTML:     `<p>It is long.<br><img src="pier.svg" alt="A pier"></p>`, // AddImage
			Open:     func(ref string) (fs.File, error) { return pictures.Open(ref) },
			Warnings: []*post.Warning{{Title: "Content warning", Topics: []post.Topic{post.TopicOf("drowning")}}},
		}},
	}
	var out bytes.Buffer
	report, err := new(epub.Encoder).Encode(context.Background(), &out, book) // Write
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(report.Chapters, "article,", report.Warned, "with a warning,", len(report.Missing), "missing pictures")
	// Output: 1 article, 1 with a warning, 0 missing pictures
}
