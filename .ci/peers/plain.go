package main

import (
	"bytes"
	"cmp"
	"errors"
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
// alone, in the fewest lines: three full feeds in the folder out or a book in the file out,
// without warnings, reposts, checks of validity or cleaning.
func plain(work, dir, out string) error {
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
		err = book.Write(out)
	}
	if err != nil || work != "feeds" {
		return err
	}
	slices.SortStableFunc(feed.Items, func(a, b *feeds.Item) int { return b.Created.Compare(a.Created) })
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	return cmp.Or(
		create(filepath.Join(out, "rss.xml"), feed.WriteRss),
		create(filepath.Join(out, "atom.xml"), feed.WriteAtom),
		create(filepath.Join(out, "feed.json"), feed.WriteJSON),
	)
}

func create(name string, write func(io.Writer) error) error {
	f, err := os.Create(name)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
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
