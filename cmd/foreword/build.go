package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/foreword-go/foreword/epub"
	"github.com/foreword-go/foreword/epub/fetch"
	"github.com/foreword-go/foreword/feed"
	"github.com/foreword-go/foreword/post"
)

func newBuild(s *session) *cobra.Command {
	var out string
	var watch bool
	var only selection
	var listing listingFlags
	var fetcher fetch.Fetcher
	var noCache bool
	cmd := &cobra.Command{
		Use:   "build [DIR]",
		Short: "Make the feeds and books of foreword.yaml",
		Long: `Build makes the feeds and books that DIR/foreword.yaml describes. Without that file, it
makes three feeds and one book of all posts. It lists its books in a catalogue, opds.xml
and opds.json, for readers with OPDS. All keys, most with their defaults:

  title: My blog              # default: that of the site, or the name of the folder
  url: https://blog.example/  # default of this and the next five: that of the site
  author: Name of the blogger
  lang: zh-Hans               # of posts that state none
  location: Asia/Shanghai     # of dates without a time zone; without a site: UTC
  engine: hexo                # without a site: told from each post
  permalink: /:year/:slug/    # of addresses; without a site: /:path/
  posts: ["posts/**/*.md"]    # default: every .md, .markdown and .mdx file
  topics: {蜘蛛: animal-abuse}  # further labels of content warnings
  exclude: ["drafts/**"]      # files to leave out
  drafts: false               # also drafts,
  future: false               # posts whose date is still to come,
  expired: false              # posts that have expired,
  pages: false                # and pages that are not articles
  only:                       # only these posts; default: all. Also a key of
    reposts: true             # feeds and each book, and flags of all verbs
    warned: true              # those with a content warning
    tags: [转载]
    categories: [Code/Go]
    topics: [self-harm]       # of the content warnings
    by: [周以宁]
    years: [2025]
    since: 2025-03-01
    exclude: ["drafts/**"]
  feeds:
    formats: [rss, atom, json]  # [] for none
    limit: 20                   # newest posts in each; 0 for all
    warned_as: full             # of posts with a warning: full, summary, omit
    content: full               # of all others
    mark_titles: false          # the warning's title before the post's
    tags: false                 # also a feed for each tag
    categories: false           # … for each category
    sections: false             # … for each section, the first folder of a post
    authors: false              # … for each author, of a repost that of the original
    per: ""                     # language: … for each language
    only_warned: false          # … of the posts with a warning
    without_warned: false       # … of all others
    archives: false             # … of older posts (RFC 5005)
    warned_pictures: false      # thumbnails of posts with a warning, too
    verbatim_ids: false         # ids as posts have them, for a feed that moves here
    footer: ""                  # HTML below each post
    reply_to: ""                # mail address for answers, as a link below each post
    podcast:                    # a feed of the posts with a recording; default none
      image: https://blog.example/art.jpg  # square, 1400 to 3000 pixels
      categories: [Society & Culture/Documentary]  # of Apple's list
      title, description, author: ""  # default: those of the feeds
      owner: {name: "", email: ""}    # published, for directories
      explicit, serial, complete, block, locked: false
      guid, new_feed_url, funding_url, funding: ""
    description: ""
    rights: ""
    icon: ""
    hub: ""
  books:
    - file: book.epub
      title: My blog            # default: that of the site
      tags: []                  # posts with one of the tags,
      categories: []            # in one of the categories,
      authors: []               # by one of the authors, also of the original,
      years: []                 # published in one of the years,
      paths: []                 # in one of these files
      reposts: false            # only reposts
      only_warned: false        # only posts with a content warning
      group: none               # category, tag, author, original, warning or year
      sort: oldest              # newest, title, path or given
      images: embed             # embed, link or omit
      warnings: both            # each (article), page (before the contents) or both
      formulas: mathml          # mathml, or tex as they are written
      each: false               # every post a book of its own; file is a folder
      per: ""                   # language: a book for each, book.fr.epub and so on
      split: 500                # articles in a volume
      cover: ""                 # a picture in this folder or below, as are
      css: ""                   # a stylesheet to add, and
      font: ""                  # the font of a drawn cover; builtin for the one that is
                                # the same everywhere; default: a good one installed
      no_cover: false           # no cover
      quotes: ""                # of English text: curl or keep; default: as engine does
      for: ""                   # a kind of reader: kindle, kobo, apple or koreader
      toc_depth: 2
      max_image_px: 1600
      grayscale: false
      keep_webp: false
      vertical: false
      id: ""                    # a URI that stays the same when posts are added
      series, series_number, subtitle, publisher, description, rights: ""`,
		Example: `  foreword build
  foreword build blog -o public
  foreword build blog -o public --watch`,
		Args: optionalPath,
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			if watch {
				return s.rebuild(cmd.Context(), cmd, dir, out, func(s *session, ctx context.Context) error {
					return s.build(ctx, dir, out, &only, &listing, &fetcher, !noCache)
				})
			}
			if err := s.build(cmd.Context(), dir, out, &only, &listing, &fetcher, !noCache); err != nil {
				return err
			}
			s.summarize()
			return nil
		},
	}
	cmd.Flags().StringVarP(&out, "output", "o", "public", "`folder` to write to")
	cmd.Flags().BoolVar(&watch, "watch", false, "build again when a file changes, until Ctrl+C")
	cmd.Flags().BoolVar(&noCache, "no-cache", false, "read every post anew, and keep none for the next build")
	only.add(cmd.Flags())
	listing.add(cmd.Flags())
	addFetch(cmd.Flags(), &fetcher)
	return cmd
}

// build makes everything that the foreword.yaml of dir asks for. Faults in
// that file are reported before any post is read. If keep is true, posts that
// have not changed are not parsed again.
func (s *session) build(ctx context.Context, dir, out string, only *selection, listing *listingFlags, f *fetch.Fetcher, keep bool) error {
	c, err := readConfig(dir)
	if err != nil {
		return err
	}
	p, err := c.parser()
	if err != nil {
		return err
	}
	if s.listing, err = c.listing(listing); err != nil {
		return err
	}
	feeds, err := c.feedJob(out)
	if err != nil {
		return err
	}
	s.byAuthor = feeds != nil && feeds.set.Authors
	var books []*bookJob
	for i := range c.Books {
		job, err := c.bookJob(i, out, f)
		if err != nil {
			return err
		}
		books = append(books, job)
	}
	if err := c.distinct(feeds); err != nil {
		return err
	}

	src, err := s.openOne(dir)
	if err != nil {
		return err
	}
	src.narrow(c.Posts)
	lib, err := s.heads(ctx, p, []*source{src})
	if err != nil {
		return err
	}
	if err := lib.readable(); err != nil {
		return err
	}
	if err := cmp.Or(only.check(flagFault), s.choose(ctx, lib, only)); err != nil {
		return err
	}
	c.Only.Exclude = append(c.Only.Exclude, c.Exclude...)
	if err := s.choose(ctx, lib, &c.Only); err != nil {
		return c.fault("only", err)
	}
	s.tally.heads = len(lib.heads)
	s.reads(c.name, "the configuration")
	if err := s.openFolder(out, siteKey(out, dir)); err != nil {
		return err
	}
	done := func() {}
	if keep {
		done = s.openCache(out, siteKey(out, dir))
		p.Cache = s.kept.posts()
	}
	of := lib.site()
	title := c.Title
	if of != nil {
		title = cmp.Or(title, of.Title.Value)
	}
	title = cmp.Or(title, defaultTitle([]string{dir}, lib))
	if feeds != nil {
		feeds.set.Feed.Title = title
		feeds.adopt(lib)
		if feeds.set.Feed.HomeURL == "" {
			feeds.set.Feed.HomeURL = exampleURL
			s.hint("the links of the feeds lead to " + exampleURL + ": add url, the address of your site, to " + c.name + " (foreword help config)")
		}
		own := *lib
		if err := s.choose(ctx, &own, &c.Feeds.Only); err != nil {
			return c.fault("feeds.only", err)
		}
		s.writer = "feeds"
		err := s.writeFeeds(ctx, &own, feeds)
		var usage *usageError
		switch {
		case errors.Is(err, feed.ErrTitle):
			return c.fault("title", err)
		case errors.Is(err, feed.ErrPodcast):
			return c.fault("feeds.podcast", err)
		case errors.As(err, &usage):
			return c.fault("feeds", err)
		case err != nil:
			return err
		}
	}
	for i, job := range books {
		job.meta.Title = cmp.Or(job.meta.Title, title)
		job.adopt(of, true)
		if err := s.buildBook(ctx, lib, c, i, job); err != nil {
			return err
		}
	}
	if err := s.writeCatalog(ctx, c, out, title); err != nil {
		return err
	}
	if err := s.place(ctx); err != nil {
		return err
	}
	done()
	return nil
}

// buildBook writes the i-th book.
func (s *session) buildBook(ctx context.Context, lib *library, c *config, i int, job *bookJob) error {
	b, at := c.Books[i], fmt.Sprintf("books[%d]", i)
	chosen, err := s.among(ctx, lib, b.Paths)
	if err != nil {
		return err
	}
	own := *lib
	if err := own.filter(chosen, "paths"); err != nil {
		return c.fault(at, err)
	}
	if err := s.choose(ctx, &own, &selection{Tags: b.Tags, Categories: b.Categories, Years: b.Years}); err != nil {
		return c.fault(at, err)
	}
	if err := s.choose(ctx, &own, &b.Only); err != nil {
		return c.fault(at+".only", err)
	}
	s.writer = at
	if b.Per == perLanguage {
		err = s.writeBookPerLanguage(ctx, &own, job)
	} else {
		err = s.writeBooks(ctx, &own, job)
	}
	var usage *usageError
	switch {
	case errors.As(err, &usage):
		return c.fault(at+".file", err)
	case errors.Is(err, epub.ErrValue), errors.Is(err, epub.ErrEmpty):
		return c.fault(at, err)
	}
	return err
}

// among returns a function that reports whether the file of a head, which is
// in lib and of one source, matches one of the patterns. Without patterns all
// files match.
func (s *session) among(ctx context.Context, lib *library, patterns []string) (func(*post.Head) bool, error) {
	if len(patterns) == 0 || len(lib.heads) == 0 {
		return func(*post.Head) bool { return true }, nil
	}
	chosen := map[string]bool{}
	src := lib.source(lib.heads[0])
	for h, err := range lib.parser.Index(ctx, src.fsys, src.within(patterns)...) {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		if err == nil { // another error has been reported with all others
			chosen[h.Path] = true
		}
	}
	return func(h *post.Head) bool { return chosen[h.Path] }, nil
}
