package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/foreword-go/foreword/cmd/foreword/internal/kept"
	"github.com/foreword-go/foreword/feed"
	"github.com/foreword-go/foreword/internal/atomicfile"
	"github.com/foreword-go/foreword/post"
)

// exampleURL is the address used for a site without one, because feeds
// require an address.
const exampleURL = "https://example.org/"

func newFeed(s *session) *cobra.Command {
	var parser parserFlags
	var only selection
	var job feedJob
	var out string
	var listing listingFlags
	var limit int
	var formats []string
	cmd := &cobra.Command{
		Use:   "feed PATH...",
		Short: "Write RSS, Atom and JSON feeds",
		Long: `Feed writes rss.xml, atom.xml and feed.json with the newest of the given posts. The
content warning of a post comes first in its summary and its content, and the
original author of a repost is its author. Feed opens no network connection.`,
		Example: `  foreword feed posts -o public --title "My blog" --url https://blog.example/
  foreword feed posts --format rss -o -             RSS to standard output
  foreword feed posts --format atom -o all.xml --limit 0
  foreword feed posts -o public --tags --warned-as summary
  foreword feed posts -o public --tag 转载`,
		Args: paths,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			if err := job.parse(formats, limit, flagFault); err != nil {
				return err
			}
			if err := job.place(out); err != nil {
				return err
			}
			p, err := parser.parser(flagFault)
			if err != nil {
				return err
			}
			if s.listing, err = listing.listing(); err != nil {
				return err
			}
			p.SiteURL, s.byAuthor = job.set.Feed.HomeURL, job.set.Authors
			lib, err := s.library(ctx, p, args, &only)
			if err != nil {
				return err
			}
			job.set.Feed.Lang = parser.lang
			job.adopt(lib)
			if job.set.Feed.Title == "" {
				job.set.Feed.Title = defaultTitle(args, lib)
			}
			if job.set.Feed.HomeURL == "" {
				job.set.Feed.HomeURL = exampleURL
				s.hint("the links of this feed lead to " + exampleURL + ": add --url with the address of your site")
			}
			if err = s.writeFeeds(ctx, lib, &job); err == nil {
				err = s.place(ctx)
			}
			if err == nil || errors.Is(err, errReported) {
				s.summarize()
			}
			return err
		},
	}
	flags := cmd.Flags()
	flags.StringVarP(&out, "output", "o", "", "`folder` to write to; with one --format also a file such as rss.xml, or - for standard output (default: the current folder; with one --format standard output)")
	flags.StringSliceVar(&formats, "format", nil, "`formats` to write: rss, atom, json (default all)")
	offer(flags, "format", "rss", "atom", "json")
	flags.IntVar(&limit, "limit", 20, "`number` of the newest posts in each feed; 0 for all")
	job.add(flags)
	only.add(flags)
	listing.add(flags)
	parser.add(flags)
	return cmd
}

// A feedJob holds a set of feeds to write and where to write them.
type feedJob struct {
	set     feed.Set
	enc     feed.Encoder
	formats []feed.Format
	author  string
	footer  string // HTML below each post
	replyTo string // email address for replies
	dir     string
	file    string // the only file to write, instead of a folder; "-" for standard output
}

func (j *feedJob) add(flags *pflag.FlagSet) {
	flags.StringVar(&j.set.Feed.Title, "title", "", "`title` of the feed (default: that of the post or folder)")
	flags.StringVar(&j.set.Feed.Description, "description", "", "`text` that says what the feed is about")
	flags.StringVar(&j.set.Feed.HomeURL, "url", "", "`address` of the site")
	flags.StringVar(&j.author, "author", "", "`name` of the blogger")
	flags.StringVar(&j.set.Feed.Rights, "rights", "", "copyright and `licence` of the feed")
	flags.StringVar(&j.set.Feed.Icon, "icon", "", "`address` of a small square picture")
	flags.StringVar(&j.set.Feed.Hub, "hub", "", "`address` of a WebSub hub")
	wordFlag(flags, &j.enc.Warned, "warned-as", "`policy` for posts with a content warning: write them full, their summary, or omit both (default full)", "full", "summary", "omit")
	wordFlag(flags, &j.enc.Content, "content", "`policy` for posts without a content warning: full, summary or omit (default full)", "full", "summary", "omit")
	flags.BoolVar(&j.enc.MarkTitles, "mark-titles", false, "put the title of a content warning before that of its post")
	flags.BoolVar(&j.set.Tags, "tags", false, "also a feed for each tag")
	flags.BoolVar(&j.set.Categories, "categories", false, "also a feed for each category")
	flags.BoolVar(&j.set.Sections, "sections", false, "also a feed for each section, which is the first folder of a post")
	flags.BoolVar(&j.set.Authors, "authors", false, "also a feed for each author, of the original if the post is a repost")
	flags.BoolVar(&j.set.Archives, "archives", false, "also archives of older posts (RFC 5005)")
	flags.BoolVar(&j.set.Warned, "only-warned", false, "also a feed of the posts with a content warning")
	flags.BoolVar(&j.set.Unwarned, "without-warned", false, "also a feed of the posts without one")
	flags.BoolVar(&j.enc.WarnedPictures, "warned-pictures", false, "let posts with a content warning have a thumbnail, which readers show in lists")
	flags.BoolVar(&j.set.Feed.VerbatimIDs, "verbatim-ids", false, "write the ids of posts as they are, for a feed whose readers know them")
	flags.StringVar(&j.replyTo, "reply-to", "", "mail `address` for answers: a link below each post")
}

// parse checks the words and numbers in flags and foreword.yaml.
func (j *feedJob) parse(formats []string, limit int, fault faultFunc) error {
	for _, name := range formats {
		var f feed.Format
		if err := f.UnmarshalText([]byte(name)); err != nil {
			return fault("format", err)
		}
		if !slices.Contains(j.formats, f) {
			j.formats = append(j.formats, f)
		}
	}
	if len(formats) == 0 {
		j.formats = feed.Formats()
	}
	switch {
	case limit < 0:
		return fault("limit", fmt.Errorf("%d is not a number of posts: want 0 for all, or more", limit))
	case limit == 0:
		limit = feed.NoLimit
	}
	for _, a := range []struct{ name, url string }{
		{"url", j.set.Feed.HomeURL}, {"icon", j.set.Feed.Icon}, {"hub", j.set.Feed.Hub},
	} {
		if err := webAddress(a.url); err != nil {
			return fault(a.name, err)
		}
	}
	var err error
	if j.set.Feed.Footer, err = footer(j.footer, j.replyTo, j.set.Feed.Lang); err != nil {
		return fault("reply-to", err)
	}
	j.set.Limit = limit
	j.set.Feed.Formats = j.formats
	if j.author != "" {
		j.set.Feed.Authors = []post.Author{{Name: j.author}}
	}
	return nil
}

// place decides between a folder and a file. A single format is written to a
// file unless out is a folder.
func (j *feedJob) place(out string) error {
	j.dir = out
	if len(j.formats) > 1 {
		if out == "-" {
			return usagef("--format rss", "standard output takes one format, and %d are asked for", len(j.formats))
		}
		info, err := os.Stat(out)
		named := err != nil && slices.Contains([]string{".xml", ".json", ".rss", ".atom"}, strings.ToLower(filepath.Ext(out)))
		if named || err == nil && !info.IsDir() {
			return usagef("-o public for a folder; --format rss, atom or json for one file", "%s is the name of a file, and %d formats need a folder", out, len(j.formats))
		}
		return nil
	}
	info, err := os.Stat(out)
	if err != nil && filepath.Ext(out) == "" && out != "-" && out != "" {
		return nil // a folder to be made, because no feed file is called "public"
	}
	if out != "" && (err == nil && info.IsDir() || os.IsPathSeparator(out[len(out)-1])) {
		return nil
	}
	if several(&j.set) {
		return usagef("-o DIR/, with a slash at the end", "several feeds need a folder, and -o names a file")
	}
	j.file = out
	if out == "" {
		j.file = "-"
	}
	return nil
}

// writeFeeds writes the feeds of a job.
func (s *session) writeFeeds(ctx context.Context, lib *library, j *feedJob) error {
	defer forFeeds(len(lib.heads))()
	listing := s.listing
	listing.Feed = true
	j.set.Listing = listing
	j.set.Feed.Footer, _ = footer(j.footer, j.replyTo, j.set.Feed.Lang) // now that the language is known
	s.tally.leaveOut(lib.heads, listing)
	feeds, err := j.set.Feeds(lib.heads, lib.measured)
	if err != nil {
		return &usageError{err: err}
	}
	if j.file == "-" {
		_, err := s.encode(ctx, &j.enc, feeds[0], []feed.Output{{Format: j.formats[0], W: s.stdout}}, nil)
		return err
	}
	if j.file == "" && s.out == nil {
		if err := s.openFolder(j.dir, ""); err != nil {
			return err
		}
	}
	left := 0
	for _, f := range feeds {
		key, known := s.feedKey(lib, f, j)
		if known && s.reuse(lib, f, key) {
			continue
		}
		switch err := s.writeFeed(ctx, f, j, key); {
		case errors.Is(err, errReported):
			left++
		case err != nil:
			return err
		}
	}
	if left == len(feeds) {
		return errReported
	}
	if len(feeds) == 1 {
		return nil
	}
	title := j.set.Feed.Title
	err = s.write(ctx, filepath.Join(j.dir, "feeds.opml"), wellFormed, func(w io.Writer) error { return feed.OPML(w, title, feeds...) })
	if err != nil {
		return err
	}
	return s.write(ctx, filepath.Join(j.dir, "feeds.html"), nil, func(w io.Writer) error {
		return feed.Page(w, feeds...)
	})
}

// writeFeed writes one feed in all formats.
func (s *session) writeFeed(ctx context.Context, f *feed.Feed, j *feedJob, key kept.Key) error {
	var outs []feed.Output
	var files []*atomicfile.File
	for _, format := range j.formats {
		name := j.file
		if name == "" {
			name = filepath.Join(j.dir, filepath.FromSlash(f.File(format)))
		}
		file, err := s.create(name)
		if err != nil {
			return err
		}
		outs = append(outs, feed.Output{Format: format, W: file})
		files = append(files, file)
	}
	clean, err := s.encode(ctx, &j.enc, f, outs, files)
	if clean && err == nil {
		s.keepFiles(key, files)
	}
	return err
}

// encode writes a feed to its outputs and puts the files in place. If the
// feed should have posts and none of them can be read, it leaves the older
// files and returns errReported. clean is true if there was nothing to report.
func (s *session) encode(ctx context.Context, enc *feed.Encoder, f *feed.Feed, outs []feed.Output, files []*atomicfile.File) (clean bool, err error) {
	report, err := enc.Encode(ctx, f, outs...)
	if err != nil {
		return false, err
	}
	for _, err := range report.Skipped {
		if !errors.Is(err, errReported) {
			s.fault(nil, err)
		}
	}
	if report.Items == 0 && len(report.Skipped) > 0 {
		// None of its posts could be read, so the older feed is kept.
		for _, file := range files {
			file.Discard()
		}
		return false, errReported
	}
	clean = len(report.Skipped) == 0 && len(report.Problems) == 0 && report.Lang != ""
	for _, err := range report.Problems {
		s.note(err)
	}
	if report.Lang == "" && report.Items > 0 && f.Path == "" {
		s.hint("the feed has no language: add --lang, or lang in foreword.yaml, such as en")
	}
	// The files are synced and read back at the same time, because both take
	// long.
	errs := make([]error, len(files))
	var commits sync.WaitGroup
	for i, file := range files {
		check := verifier(outs[i].Format)
		if s.wrote(file) {
			check = nil
		}
		commits.Go(func() { errs[i] = s.commit(ctx, file, check) })
	}
	commits.Wait()
	return clean, cmp.Or(errs...)
}

// partFolders holds names of folders from which the name of a site cannot be
// derived.
var partFolders = []string{"docs", "src", "content", "source", "_posts", "posts"}

// defaultTitle returns a title for a site without one: the name of the only
// post that the user named, or else the host of the site, or else the name of
// the folder. If the folder has a common name such as docs or _posts, it is
// the name of the folder above.
func defaultTitle(paths []string, lib *library) string {
	if len(lib.heads) == 1 && lib.heads[0].Title != "" && lib.source(lib.heads[0]).file != "" {
		return lib.heads[0].Title
	}
	if len(paths) == 1 && paths[0] != "-" {
		if abs, err := filepath.Abs(paths[0]); err == nil {
			if of := lib.site(); of != nil && of.URL.Value != "" {
				if u, err := url.Parse(of.URL.Value); err == nil && u.Host != "" {
					return u.Host // readers know the site by its host
				}
			}
			for slices.Contains(partFolders, filepath.Base(abs)) && filepath.Dir(abs) != filepath.Dir(filepath.Dir(abs)) {
				abs = filepath.Dir(abs)
			}
			return strings.TrimSuffix(filepath.Base(abs), filepath.Ext(abs))
		}
	}
	return "Posts"
}
