package main

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/adrg/frontmatter"
	epub "github.com/go-shiori/go-epub"
	"github.com/gorilla/feeds"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"
)

// plain is what a program makes of posts with goldmark and gorilla/feeds or go-epub
// alone, in the fewest lines: three full feeds or a book, without warnings, reposts,
// checks of validity or cleaning.
func plain(work, dir string) error {
	md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote), goldmark.WithRendererOptions(html.WithXHTML()))
	feed := &feeds.Feed{Title: "Plain", Link: &feeds.Link{Href: "https://plain.example/"}}
	head := make([]byte, 4<<10)
	book, err := epub.NewEpub("Plain")
	if err != nil {
		return err
	}
	err = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(name) != ".md" {
			return err
		}
		if work == "head" {
			return readHead(name, head)
		}
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		item, err := convert(md, src)
		if err == nil && work == "feeds" {
			feed.Items = append(feed.Items, item)
		}
		if err == nil && work == "book" {
			_, err = book.AddSection(item.Content, item.Title, strings.TrimSuffix(filepath.Base(name), ".md")+".xhtml", "")
		}
		return err
	})
	if err == nil && work == "book" {
		_, err = book.WriteTo(io.Discard)
	}
	if err != nil || work != "feeds" {
		return err
	}
	slices.SortStableFunc(feed.Items, func(a, b *feeds.Item) int { return b.Created.Compare(a.Created) })
	for _, write := range []func(io.Writer) error{feed.WriteRss, feed.WriteAtom, feed.WriteJSON} {
		if err := write(io.Discard); err != nil {
			return err
		}
	}
	return nil
}

func readHead(name string, head []byte) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	if _, err := f.Read(head); err != io.EOF {
		return err
	}
	return nil
}

func convert(md goldmark.Markdown, src []byte) (*feeds.Item, error) {
	var meta struct {
		Title       string `yaml:"title"`
		Date        string `yaml:"date"`
		Description string `yaml:"description"`
	}
	body, err := frontmatter.Parse(bytes.NewReader(src), &meta)
	if err != nil {
		return nil, err
	}
	var content bytes.Buffer
	if err := md.Convert(body, &content); err != nil {
		return nil, err
	}
	date, _ := time.Parse(time.DateOnly, meta.Date)
	return &feeds.Item{
		Title: meta.Title, Link: &feeds.Link{Href: "https://plain.example/"}, Id: meta.Title, Created: date,
		Description: meta.Description, Content: content.String(),
	}, nil
}
