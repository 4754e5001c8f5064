package main

import (
	"context"
	"errors"

	"github.com/foreword-go/foreword/feed"
	"github.com/spf13/cobra"
)

func newBuild(s *session) *cobra.Command {
	var out string
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
  posts: ["posts/**"]         # default: every .md, .markdown and .mdx file
  topics: {蜘蛛: animal-abuse} # further labels of content warnings
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
      author: ""                # of the book; default: those of its posts
      tags: []                  # which posts: those with one of the tags,
      categories: []            # in one of the categories,
      authors: []               # by one of the authors, the original's too,
      years: []                 # of one of the years,
      paths: []                 # in one of these files
      group: ""                 # category, tag, author or year
      images: embed             # embed, link or omit`,
		Example: `  foreword build
  foreword build blog -o public`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			if err := s.build(cmd.Context(), dir, out); err != nil {
				return err
			}
			s.summarize()
			return nil
		},
	}
	cmd.Flags().StringVarP(&out, "output", "o", "public", "folder to write to")
	return cmd
}

// build makes everything that the foreword.yaml of dir asks for.
func (s *session) build(ctx context.Context, dir, out string) error {
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
	src, err := s.openOne(dir)
	if err != nil {
		return err
	}
	src.patterns = c.Posts
	lib, err := s.heads(ctx, p, []*source{src})
	if err != nil {
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
	return nil
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
