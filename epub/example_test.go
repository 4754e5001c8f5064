package epub_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"log"
	"slices"
	"testing/fstest"

	"github.com/foreword-go/foreword/epub"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

func ExampleFromPosts() {
	blog := fstest.MapFS{
		"tide.md": {Data: []byte("---\ntitle: Tide tables\nlang: en\ndate: 2024-05-01\ncontent_warning: drowning\n---\n\nThe water came back.\n")},
		"tea.md":  {Data: []byte("---\ntitle: Tea\nlang: en\ndate: 2023-02-11\n---\n\nA short note.\n")},
	}
	ctx := context.Background()
	book, err := epub.FromPosts(epub.Book{Title: "Two notes"}, new(markdown.Parser).Dir(ctx, blog), epub.Layout{})
	if err != nil {
		log.Fatal(err)
	}
	var out bytes.Buffer
	report, err := new(epub.Encoder).Encode(ctx, &out, book)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(report.Chapters, "articles,", report.Warned, "with a warning")
	for c := range book.All() {
		fmt.Println(c.Title)
	}
	// Output:
	// 2 articles, 1 with a warning
	// Tea
	// Tide tables
}

// The reposts among posts that were read, by their authors.
func ExampleFromPosts_some() {
	blog := fstest.MapFS{
		"mine.md":   {Data: []byte("---\ntitle: Mine\n---\n\nText.\n")},
		"theirs.md": {Data: []byte("---\ntitle: Theirs\noriginal_author: Maren Holt\n---\n\nText.\n")},
	}
	posts, err := post.Collect(new(markdown.Parser).Dir(context.Background(), blog))
	if err != nil {
		log.Print(err) // of those that cannot be read; the others are there
	}
	posts = slices.DeleteFunc(posts, func(p *post.Post) bool { return p.Repost == nil })
	book, err := epub.FromPosts(epub.Book{Title: "Reposts"}, post.List(posts...), epub.Layout{GroupBy: epub.GroupAuthor})
	if err != nil {
		log.Fatal(err)
	}
	for _, g := range book.Groups {
		fmt.Println(g.Title, len(g.Chapters))
	}
	// Output:
	// Maren Holt 1
}

// A book needs no Markdown and no files.
func ExampleEncoder_Encode() {
	book := &epub.Book{
		Title: "Lantern", Lang: "en",
		Authors: []post.Author{{Name: "A. Lin"}},
		FileAs:  map[string]string{"A. Lin": "Lin, A."},
		Chapters: []*epub.Chapter{{
			Title:    "The corridor",
			HTML:     "<p>It was dark.</p>",
			Warnings: []*post.Warning{{Level: post.LevelNote, Topics: []post.Topic{{Label: "darkness"}}}},
		}},
	}
	var out bytes.Buffer
	if _, err := new(epub.Encoder).Encode(context.Background(), &out, book); err != nil {
		log.Fatal(err)
	}
	r, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(r.File[0].Name)
	// Output: mimetype
}

// A site of many posts becomes volumes, which readers open as quickly as a book.
func ExampleBook_Volumes() {
	site := &epub.Book{Title: "Letters", Lang: "en"}
	for i := range 5 {
		site.Chapters = append(site.Chapters, &epub.Chapter{Title: fmt.Sprint("Letter ", i+1), HTML: "<p>Dear reader,</p>"})
	}
	for _, volume := range site.Volumes(2) {
		fmt.Println(volume.Series.Name, volume.Series.Number, "has", len(volume.Chapters))
	}
	// Output:
	// Letters 1 has 2
	// Letters 2 has 2
	// Letters 3 has 1
}

// Each post is a book of its own, with its own title and authors.
func ExampleEach() {
	blog := fstest.MapFS{
		"tea.md":  {Data: []byte("---\ntitle: Tea\nauthor: Ann Oak\n---\n\nA short note.\n")},
		"tide.md": {Data: []byte("---\ntitle: Tide tables\n---\n\nThe water came back.\n")},
	}
	ctx := context.Background()
	for book, err := range epub.Each(epub.Book{Publisher: "Quay"}, new(markdown.Parser).Dir(ctx, blog), epub.Layout{}) {
		if err != nil {
			log.Print(err) // of one post; the others are books all the same
			continue
		}
		var out bytes.Buffer
		if _, err := new(epub.Encoder).Encode(ctx, &out, book); err != nil {
			log.Fatal(err)
		}
		fmt.Println(book.Chapters[0].Title, "of", book.Publisher)
	}
	// Output:
	// Tea of Quay
	// Tide tables of Quay
}
