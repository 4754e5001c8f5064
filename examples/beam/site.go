package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"
	_ "time/tzdata" // workers may have no zones

	"github.com/goccy/go-yaml"

	"github.com/foreword-go/foreword/epub"
	"github.com/foreword-go/foreword/feed"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
	"github.com/foreword-go/foreword/post/site"
)

const configName = "foreword.yaml"

// A config holds the keys of foreword.yaml that this program knows. Any other key is an
// error of the site, which is then not written.
type config struct {
	Title     string   `yaml:"title"`
	URL       string   `yaml:"url"`
	Author    string   `yaml:"author"`
	Lang      string   `yaml:"lang"`
	Location  string   `yaml:"location"`
	Permalink string   `yaml:"permalink"`
	Posts     []string `yaml:"posts"`
	Feeds     struct {
		Limit      int         `yaml:"limit"`
		Warned     feed.Policy `yaml:"warned_as"`
		Content    feed.Policy `yaml:"content"`
		Tags       bool        `yaml:"tags"`
		Categories bool        `yaml:"categories"`
		Archives   bool        `yaml:"archives"`
	} `yaml:"feeds"`
	Books []bookConfig `yaml:"books"`
}

type bookConfig struct {
	Title string        `yaml:"title"`
	File  string        `yaml:"file"`
	Tags  []string      `yaml:"tags"`
	Group epub.Grouping `yaml:"group"`
	Sort  epub.Order    `yaml:"sort"`
	// Font can only be builtin, which is the default here, because workers do not have
	// the fonts of the author's machine.
	Font string `yaml:"font"`
}

// siteParser reads the configuration of a site, and returns the parser of its posts.
func siteParser(fsys fs.FS) (*config, *markdown.Parser, error) {
	src, err := fs.ReadFile(fsys, configName)
	if err != nil {
		return nil, nil, err
	}
	conf := new(config)
	conf.Feeds.Limit = 20
	if err := yaml.UnmarshalWithOptions(src, conf, yaml.Strict()); err != nil {
		return nil, nil, fmt.Errorf("%s:1: %w", configName, err)
	}
	parser := &markdown.Parser{Lang: conf.Lang, SiteURL: conf.URL, Permalink: conf.Permalink}
	if conf.Location != "" {
		if parser.Location, err = time.LoadLocation(conf.Location); err != nil {
			return nil, nil, fmt.Errorf("%s:1: location: %w", configName, err)
		}
	}
	for _, b := range conf.Books {
		if !fs.ValidPath(b.File) || path.Ext(b.File) != ".epub" || b.Font != "" && b.Font != "builtin" {
			return nil, nil, fmt.Errorf("%s:1: books: want a file such as book.epub, and the builtin font, not %q and %q", configName, b.File, b.Font)
		}
	}
	// The configuration of the site's generator, if there is one.
	if parser.Site, err = site.Find(fsys, "."); err != nil || parser.Site == nil || parser.Site.Engine == "" {
		parser.Site = nil
		return conf, parser, nil
	}
	if conf.Permalink != "" {
		if parser.Site, err = parser.Site.WithPermalink(conf.Permalink); err != nil {
			return nil, nil, fmt.Errorf("%s:1: permalink: %w", configName, err)
		}
	}
	parser.Files, err = parser.Site.Walk(fsys)
	return conf, parser, err
}

// of returns patterns that match the files that are posts of the site.
func (c *config) of(files []string) (patterns []string) {
	for _, name := range files {
		if len(c.Posts) == 0 || slices.ContainsFunc(c.Posts, func(p string) bool { return matches(strings.Split(p, "/"), strings.Split(name, "/")) }) {
			patterns = append(patterns, strings.NewReplacer(`\`, `\\`, `*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(name))
		}
	}
	if patterns == nil {
		patterns = []string{"/"} // no file: without a pattern, all would be meant
	}
	return patterns
}

// matches reports whether the parts of a name match the parts of a pattern, in which
// "**" matches any number of parts.
func matches(pattern, name []string) bool {
	if len(pattern) == 0 {
		return len(name) == 0
	}
	if pattern[0] == "**" {
		return matches(pattern[1:], name) || len(name) > 0 && matches(pattern, name[1:])
	}
	if len(name) == 0 {
		return false
	}
	ok, _ := path.Match(pattern[0], name[0])
	return ok && matches(pattern[1:], name[1:])
}

// set returns the feeds of the site.
func (c *config) set(s *site.Site, listing post.Listing) *feed.Set {
	set := &feed.Set{
		Feed:  feed.Feed{Title: c.Title, HomeURL: c.URL, Lang: c.Lang},
		Limit: cmp.Or(c.Feeds.Limit, feed.NoLimit),
		Tags:  c.Feeds.Tags, Categories: c.Feeds.Categories, Archives: c.Feeds.Archives,
		Listing: listing,
	}
	if c.Author != "" {
		set.Feed.Authors = []post.Author{{Name: c.Author}}
	}
	if s != nil {
		set.Feed.Title, set.Feed.HomeURL = cmp.Or(c.Title, s.Title.Value), cmp.Or(c.URL, s.Home())
	}
	return set
}

// book returns the metadata of a book, and how posts become it.
func (c *config) book(b *bookConfig, set *feed.Set) (epub.Book, epub.Layout) {
	meta := epub.Book{Title: cmp.Or(b.Title, set.Feed.Title), Lang: c.Lang, SiteURL: set.Feed.HomeURL}
	return meta, epub.Layout{GroupBy: b.Group, Sort: b.Sort, Site: set.Feed.Authors}
}

// lines returns the messages of errors that may be joined, a line each.
func lines(err error) []string {
	var problems post.Problems
	if errors.As(err, &problems) {
		err = problems
	}
	return strings.Split(err.Error(), "\n")
}
