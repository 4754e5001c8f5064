package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/foreword-go/foreword/epub"
	"github.com/foreword-go/foreword/epub/fetch"
	"github.com/foreword-go/foreword/feed"
	"github.com/foreword-go/foreword/post"
	"github.com/spf13/cobra"
)

func newBuild(s *session) *cobra.Command {
	var out string
	var fetcher fetch.Fetcher
	cmd := &cobra.Command{
		Use:   "build [DIR]",
		Short: "Make everything that foreword.yaml asks for",
		Long: `Build makes the feeds and books that DIR/foreword.yaml asks for; without that file,
three feeds and one book of all posts. All keys, with the defaults of most:

  title: My blog              # default: the name of the folder
  url: https://blog.example/
  author: Who keeps it
  lang: zh-Hans               # of posts that do not say
  location: Asia/Shanghai     # of dates without a time zone; default UTC
  engine: hexo                # default: told from each post
  permalink: /:year/:slug/    # of posts that state no address; default /:path/
  posts: ["posts/**/*.md"]    # default: every .md, .markdown and .mdx file
  topics: {蜘蛛: animal-abuse}  # further labels of content warnings
  feeds:
    formats: [rss, atom, json]  # [] for none
    limit: 20                   # newest posts in each; 0 for all
    warned: full                # of posts with a warning: full, summary, omit
    content: full               # of all others
    mark_titles: false          # the warning's title before the post's
    tags: false                 # also a feed for each tag
    categories: false           # … for each category
    only_warned: false          # … of the posts with a warning
    without_warned: false       # … of all others
    archives: false             # … of older posts (RFC 5005)
    description: ""
    rights: ""
    icon: ""
    hub: ""
  books:
    - file: book.epub
      title: My blog            # default: that of the site
      tags: []                  # which posts: those with one of the tags,
      categories: []            # in one of the categories,
      authors: []               # by one of the authors, the original's too,
      years: []                 # of one of the years,
      paths: []                 # in one of these files
      group: none               # category, tag, author or year
      sort: oldest              # newest, title, path or given
      images: embed             # embed, link or omit
      warnings: both            # each (article), page (before the contents) or both
      each: false               # every post a book of its own; file is a folder
      split: 500                # articles in a volume
      css: ""                   # stylesheet to add, beside foreword.yaml
      toc_depth: 2
      max_image_px: 1600
      grayscale: false
      vertical: false
      id: ""                    # a URI that stays the same when posts are added
      subtitle, publisher, description, rights: ""`,
		Example: `  foreword build
  foreword build blog -o public`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			if err := s.build(cmd.Context(), dir, out, &fetcher); err != nil {
				return err
			}
			s.summarize()
			return nil
		},
	}
	cmd.Flags().StringVarP(&out, "output", "o", "public", "folder to write to")
	addFetch(cmd.Flags(), &fetcher)
	return cmd
}

// build makes everything that the foreword.yaml of dir asks for.
func (s *session) build(ctx context.Context, dir, out string, f *fetch.Fetcher) error {
	c, err := readConfig(dir)
	if err != nil {
		return err
	}
	flags := parserFlags{lang: c.Lang, location: c.Location, engine: c.Engine, permalink: c.Permalink}
	p, err := flags.parser(c.fault)
	if err != nil {
		return err
	}
	p.Topics = c.Topics
	if err := validPatterns(c.Posts); err != nil {
		return c.fault("posts", err)
	}
	var jobs []*bookJob
	for _, b := range c.Books { // before anything is written
		job, err := c.bookJob(b, out, f)
		if err != nil {
			return c.fault("books", err)
		}
		jobs = append(jobs, job)
	}
	src, err := s.openOne(dir)
	if err != nil {
		return err
	}
	src.patterns = c.Posts
	lib, err := s.heads(ctx, p, []*source{src})
	if err != nil {
		return err
	}
	if err := lib.readable(); err != nil {
		return err
	}
	if c.Title == "" {
		c.Title = defaultTitle([]string{dir}, lib)
	}
	if len(c.Feeds.Formats) > 0 {
		if err := s.buildFeeds(ctx, lib, c, out); err != nil {
			return err
		}
	}
	all := lib.heads
	for i, b := range c.Books {
		lib.heads = all
		if len(b.Paths) > 0 {
			if lib.heads, err = s.among(ctx, lib, src, b.Paths); err != nil {
				return err
			}
		}
		jobs[i].meta.Title = cmp.Or(b.Title, c.Title)
		err := s.writeBooks(ctx, lib, jobs[i])
		if err != nil && ctx.Err() == nil {
			return c.fault("books", fmt.Errorf("%s: %w", b.File, err))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// validPatterns returns an error about the first of the patterns that is none.
func validPatterns(patterns []string) error {
	for _, p := range patterns {
		if _, err := path.Match(p, ""); err != nil {
			return fmt.Errorf("pattern %q: %w", p, err)
		}
	}
	return nil
}

// among returns the heads of lib whose files match one of the patterns.
func (s *session) among(ctx context.Context, lib *library, src *source, patterns []string) ([]*post.Head, error) {
	chosen := map[string]bool{}
	for h, err := range lib.parser.Heads(ctx, src.fsys, patterns...) {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err == nil { // else it was reported with all others
			chosen[h.Path] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(lib.heads), func(h *post.Head) bool { return !chosen[h.Path] }), nil
}

// bookJob returns what it takes to write a book, without its title.
func (c *config) bookJob(b bookConfig, out string, f *fetch.Fetcher) (*bookJob, error) {
	if b.File == "" || !filepath.IsLocal(filepath.FromSlash(b.File)) || !b.Each && strings.HasSuffix(b.File, "/") {
		return nil, fmt.Errorf("a book has the file %q, want a name such as book.epub", b.File)
	}
	if err := validPatterns(b.Paths); err != nil {
		return nil, err
	}
	job := &bookJob{
		meta: epub.Book{
			ID: b.ID, Subtitle: b.Subtitle, Lang: c.Lang, SiteURL: c.URL,
			Publisher: b.Publisher, Description: b.Description, Rights: b.Rights,
		},
		layout: epub.Layout{
			Filter: post.Filter{
				Tags: b.Tags, Categories: b.Categories, Authors: b.Authors, Years: b.Years,
			},
			GroupBy: epub.Grouping(b.Group),
			Sort:    epub.Order(b.Sort),
		},
		enc: epub.Encoder{
			Images: epub.Images(b.Images), WarningsAt: epub.WarningsAt(b.Warnings),
			MaxImagePx: b.MaxImagePx, Grayscale: b.Grayscale, Vertical: b.Vertical, TOCDepth: b.TOCDepth,
		},
		out:    filepath.Join(out, filepath.FromSlash(b.File)),
		each:   b.Each,
		volume: b.Split,
		author: c.Author,
		fetch:  f,
	}
	if b.CSS != "" {
		// Whoever wrote foreword.yaml shall not put files of the machine into books.
		if err := inside(filepath.Dir(c.name), b.CSS); err != nil {
			return nil, fmt.Errorf("css: %w", err)
		}
		job.cssFile = filepath.Join(filepath.Dir(c.name), filepath.FromSlash(b.CSS))
	}
	return job, job.parse()
}

// inside returns an error unless name is a file below dir, also through links.
func inside(dir, name string) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	_, err = root.Stat(filepath.FromSlash(name))
	var fault *fs.PathError
	if errors.As(err, &fault) {
		err = fmt.Errorf("%s: %w", name, fault.Err)
	}
	return err
}

func (s *session) buildFeeds(ctx context.Context, lib *library, c *config, out string) error {
	f := c.Feeds
	job := feedJob{
		set: feed.Set{
			Feed: feed.Feed{
				Title: c.Title, Description: f.Description, HomeURL: c.URL, Lang: c.Lang,
				Rights: f.Rights, Icon: f.Icon, Hub: f.Hub,
			},
			Tags: f.Tags, Categories: f.Categories, Archives: f.Archives,
			Warned: f.OnlyWarned, Unwarned: f.WithoutWarned,
		},
		enc:    feed.Encoder{MarkTitles: f.MarkTitles},
		author: c.Author,
		dir:    out,
	}
	for _, p := range []struct {
		policy    *feed.Policy
		key, name string
	}{{&job.enc.Warned, "warned", f.Warned}, {&job.enc.Content, "content", f.Content}} {
		if err := p.policy.UnmarshalText([]byte(p.name)); err != nil {
			return c.fault("feeds."+p.key, err)
		}
	}
	if c.URL == "" {
		job.set.Feed.HomeURL = exampleURL
		s.hint("url in " + c.name + " says where the site is; the links of the feeds lead to " + exampleURL)
	}
	if err := job.parse(f.Formats, f.Limit); err != nil {
		return c.fault("feeds", err)
	}
	err := s.writeFeeds(ctx, lib, &job)
	switch {
	case errors.Is(err, feed.ErrURL):
		return c.fault("url", err)
	case errors.Is(err, feed.ErrLang):
		return c.fault("lang", err)
	}
	return err
}
