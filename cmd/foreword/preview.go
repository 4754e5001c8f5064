package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"net"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/foreword-go/foreword/cmd/foreword/internal/preview"
	"github.com/foreword-go/foreword/cmd/foreword/internal/treewatch"
	"github.com/foreword-go/foreword/epub"
	"github.com/foreword-go/foreword/epub/fetch"
	"github.com/foreword-go/foreword/feed"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

func newPreview(s *session) *cobra.Command {
	var port int
	var only selection
	cmd := &cobra.Command{
		Use:   "preview [DIR]",
		Short: "Show posts and books in a browser as readers show them",
		Long: `Preview shows the posts of DIR in a browser on this machine: each post as feed
readers show it (full text, sanitised, the summary, the first 100 characters, only the
title), and the books page by page. The content warnings, attribution and problems of
each post are beside it. The page reloads when a file changes.

The server listens only on 127.0.0.1, at an address that nobody can guess, and writes
no files. It fetches nothing from the network: pictures on other sites are named, not
loaded. Press Ctrl+C to stop it.`,
		Example: `  foreword preview
  foreword preview blog
  foreword preview blog --warned --since 2025
  foreword preview blog --port 8080`,
		Args: optionalPath,
		RunE: func(cmd *cobra.Command, args []string) error {
			dir := "."
			if len(args) > 0 {
				dir = args[0]
			}
			return s.preview(cmd.Context(), dir, port, &only)
		},
	}
	cmd.Flags().IntVar(&port, "port", 0, "`number` of the port to listen on (default: one that is free)")
	only.add(cmd.Flags())
	return cmd
}

// preview serves the preview of the selected posts of dir until ctx is done.
func (s *session) preview(ctx context.Context, dir string, port int, only *selection) error {
	if err := only.check(flagFault); err != nil {
		return err
	}
	if _, err := s.openOne(dir); err != nil {
		return err
	}
	l, err := net.Listen("tcp4", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		return fmt.Errorf("the preview cannot listen: %w", err)
	}
	defer l.Close()
	server := preview.New(func(ctx context.Context) (*preview.Site, error) { return s.previewSite(ctx, dir, only) })
	fmt.Fprintf(s.stdout, "The preview of %s is at\n\n  %s\n\n", printable(dir), server.URL(l))
	s.hint("press Ctrl+C to end it")
	go func() {
		if err := treewatch.Watch(ctx, dir, nil, nil, server.Reload); err != nil {
			s.note(fmt.Errorf("%w; load the page again to see changes", err))
		}
	}()
	return server.Serve(ctx, l)
}

// previewSite reads the selected posts of the site of dir once. Faults in single posts are part of
// the result; the error is about the whole site.
func (s *session) previewSite(ctx context.Context, dir string, only *selection) (*preview.Site, error) {
	own := &session{stdin: strings.NewReader(""), stdout: io.Discard, stderr: io.Discard, quiet: true}
	own.watch.fired = make(chan error, 1)
	v := &previewer{s: own, faults: make(map[*post.Head][]preview.Problem)}
	type outcome struct {
		site *preview.Site
		err  error
	}
	done := make(chan outcome, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				done <- outcome{err: fmt.Errorf("internal fault: %v", r)}
			}
		}()
		site, err := v.site(ctx, dir, only)
		done <- outcome{site, err}
	}()
	select {
	case o := <-done:
		return o.site, o.err
	case err := <-own.watch.fired:
		return nil, err
	}
}

// A previewer converts a site that was read once to the data that the preview
// shows.
type previewer struct {
	s      *session
	config *config
	lib    *library
	job    *feedJob
	title  string
	faults map[*post.Head][]preview.Problem
	unread []preview.Problem
}

func (v *previewer) site(ctx context.Context, dir string, only *selection) (*preview.Site, error) {
	var err error
	if v.config, err = readConfig(dir); err != nil {
		return nil, err
	}
	parser, err := v.config.parser()
	if err != nil {
		return nil, err
	}
	if v.job, err = v.config.feedJob(dir); err != nil {
		return nil, err
	}
	if v.job == nil { // show the default feeds if the site asks for none
		v.job = &feedJob{formats: feed.Formats()}
		v.job.set.Limit = feed.NoLimit
		v.job.set.Feed.Formats = v.job.formats
	}
	if v.s.listing, err = v.config.listing(new(listingFlags)); err != nil {
		return nil, err
	}
	src, err := v.s.openOne(dir)
	if err != nil {
		return nil, err
	}
	src.narrow(v.config.Posts)
	v.s.report = func(src *source, err error) {
		for _, err := range flatten(err) {
			v.unread = append(v.unread, shownProblem(src.problem(err)))
		}
	}
	if v.lib, err = v.s.heads(ctx, parser, []*source{src}); err != nil {
		return nil, err
	}
	v.config.Only.Exclude = append(v.config.Only.Exclude, v.config.Exclude...)
	for _, sel := range []*selection{only, &v.config.Only} {
		if err := v.s.choose(ctx, v.lib, sel); err != nil {
			return nil, err
		}
	}
	v.title = v.config.Title
	if of := v.lib.site(); of != nil {
		v.title = cmp.Or(v.title, of.Title.Value)
	}
	v.title = cmp.Or(v.title, defaultTitle([]string{dir}, v.lib))
	v.job.adopt(v.lib)
	set := &v.job.set.Feed
	set.Title, set.HomeURL = v.title, cmp.Or(set.HomeURL, exampleURL)

	site := &preview.Site{Title: v.title, Limit: max(0, v.job.set.Limit)}
	if site.Posts, err = v.posts(ctx); err != nil {
		return nil, err
	}
	if site.Books, err = v.books(dir); err != nil {
		return nil, err
	}
	site.Problems = v.unread
	return site, nil
}

// posts reads all posts and returns the data shown for each, in the order of
// the feed.
func (v *previewer) posts(ctx context.Context) ([]preview.Post, error) {
	shown := make(map[string]preview.Post, len(v.lib.heads))
	heads := make(map[string]*post.Head, len(v.lib.heads))
	for _, h := range v.lib.heads {
		heads[h.Path] = h
	}
	read := func(yield func(*post.Post, error) bool) {
		for p, err := range readable(v.lib.posts(ctx, v.lib.heads)) {
			if err == nil {
				shown[p.Path] = v.post(heads[p.Path], p)
			}
			if !yield(p, err) {
				return
			}
		}
	}
	problems, err := new(markdown.Checker).Check(read)
	if err != nil {
		return nil, err
	}
	problems.Sort()
	for _, p := range problems {
		if q, ok := shown[p.Pos.File]; ok {
			q.Problems = append(q.Problems, shownProblem(v.lib.source(heads[p.Pos.File]).locate(p)))
			shown[p.Pos.File] = q
		}
	}
	var all []preview.Post
	order := feed.Listed(v.lib.heads, v.s.listing)
	for _, h := range v.lib.heads {
		if !v.s.listing.Published(h) {
			order = append(order, h)
		}
	}
	for _, h := range order {
		if p, ok := shown[h.Path]; ok {
			all = append(all, p)
			delete(shown, h.Path)
		}
	}
	return all, nil
}

// post returns the data shown for p, which was read from h.
func (v *previewer) post(h *post.Head, p *post.Post) preview.Post {
	refs, at := pictures(p), p.URL // not p itself, whose trees would stay in memory
	shown := preview.Post{
		Path:     v.lib.source(h).display(h.Path),
		Title:    p.Title,
		Address:  p.URL,
		Date:     p.Published,
		Tags:     p.Tags,
		Words:    p.WordCount,
		Withheld: v.s.listing.Reason(h).String(),
		Item:     func(ctx context.Context) ([]byte, error) { return v.item(ctx, h) },
		Open:     func(address string) (io.ReadCloser, error) { return v.open(at, h, refs, address) },
	}
	for _, a := range p.Authors {
		shown.Authors = append(shown.Authors, named(a))
	}
	for _, w := range p.Warnings {
		warning := preview.Warning{Level: w.Level.String(), Title: w.Title, Scope: w.Scope.String(), Text: w.Text}
		for _, t := range w.Topics {
			warning.Topics = append(warning.Topics, preview.Topic{Label: t.Label, Slug: t.Slug})
		}
		shown.Warnings = append(shown.Warnings, warning)
	}
	if r := p.Repost; r != nil {
		shown.Attribution = attribution(r)
	}
	return shown
}

// attribution returns the known facts about the original of a repost, one per line.
func attribution(r *post.Repost) []preview.Fact {
	var facts []preview.Fact
	add := func(name, value string) {
		if value != "" {
			facts = append(facts, preview.Fact{Name: name, Value: value})
		}
	}
	if len(r.Authors) == 0 {
		add("Author", "not stated by the post")
	}
	for _, a := range r.Authors {
		add("Author", named(a))
	}
	add("Title", r.Title)
	add("Appeared in", r.Publication)
	add("Original", cmp.Or(r.URL, "no address is stated"))
	for _, a := range r.Translators {
		add(cmp.Or(a.Role, "translator"), named(a))
	}
	add("Licence", r.License)
	return facts
}

func named(a post.Author) string {
	name := a.Name
	if a.Role != "" {
		name += " (" + a.Role + ")"
	}
	return name
}

func shownProblem(p *post.Problem) preview.Problem {
	text := p.Err.Error()
	if p.Key != "" {
		text = p.Key + ": " + text
	}
	return preview.Problem{Place: p.Pos.String(), Severity: p.Severity.String(), Text: text, Rule: string(p.Rule)}
}

// item returns a JSON Feed that contains only the post of h, in the same form
// as in the feeds of the site, so that its links lead to the other posts. A
// draft is shown as if it were published.
func (v *previewer) item(ctx context.Context, h *post.Head) ([]byte, error) {
	heads := slices.Clone(v.lib.heads)
	own := *h
	own.Withheld, own.NoFeed = "", false
	heads[slices.Index(heads, h)] = &own
	var fault error
	read := func(ctx context.Context, wanted []*post.Head) iter.Seq2[*post.Post, error] {
		return func(yield func(*post.Post, error) bool) {
			for _, other := range wanted {
				if other != &own {
					if !yield(nil, errReported) {
						return
					}
					continue
				}
				for p, err := range v.lib.parser.Posts(ctx, []*post.Head{h}) {
					if err != nil {
						fault = err
					}
					if !yield(p, err) {
						return
					}
				}
			}
		}
	}
	set := feed.Set{Feed: v.job.set.Feed, Limit: feed.NoLimit}
	feeds, err := set.Feeds(heads, read)
	if err != nil {
		return nil, err
	}
	feeds[0].Updated = h.Published // otherwise all items are read to find it
	var doc strings.Builder
	_, err = v.job.enc.Encode(ctx, feeds[0], feed.Output{Format: feed.FormatJSON, W: &doc})
	return []byte(doc.String()), cmp.Or(fault, err)
}

// pictures returns the references to pictures in a post.
func pictures(p *post.Post) []string {
	var all []string
	for _, img := range p.Images {
		all = append(all, img.Src)
	}
	return all
}

// open opens the picture at an address in the feed of a post: the file of the
// reference that leads to this address.
func (v *previewer) open(at string, h *post.Head, refs []string, address string) (io.ReadCloser, error) {
	home, err := url.Parse(v.job.set.Feed.HomeURL)
	if err != nil {
		return nil, err
	}
	base, err := home.Parse(at)
	if err != nil {
		return nil, err
	}
	for _, ref := range refs {
		if u, err := base.Parse(ref); err == nil && (u.String() == address || ref == address) && !isRemote(ref) {
			return h.Open(ref)
		}
	}
	return nil, errors.New("not a picture of the post")
}

func isRemote(ref string) bool {
	u, err := url.Parse(ref)
	return err != nil || u.Host != ""
}

// books returns the books that the site asks for. They are made when they are
// first shown, without using the network.
func (v *previewer) books(dir string) ([]preview.Book, error) {
	var all []preview.Book
	for i, b := range v.config.Books {
		job, err := v.config.bookJob(i, filepath.Join(dir, "public"), &fetch.Fetcher{Offline: true})
		if err != nil {
			return nil, err
		}
		job.meta.Title = cmp.Or(job.meta.Title, v.title)
		all = append(all, preview.Book{
			Name:  b.File,
			Title: job.meta.Title,
			Write: func(ctx context.Context, w io.Writer) error { return v.writeBook(ctx, i, job, w) },
		})
	}
	return all, nil
}

// writeBook writes the i-th book that the site asks for as one volume.
func (v *previewer) writeBook(ctx context.Context, i int, job *bookJob, w io.Writer) error {
	b := v.config.Books[i]
	chosen, err := v.s.among(ctx, v.lib, b.Paths)
	if err != nil {
		return err
	}
	own := *v.lib
	if err := own.filter(chosen, "paths"); err != nil {
		return err
	}
	if err := v.s.choose(ctx, &own, &selection{Tags: b.Tags, Categories: b.Categories, Years: b.Years}); err != nil {
		return err
	}
	posts := func(yield func(*post.Post, error) bool) {
		for p, err := range v.lib.parser.Posts(ctx, own.listed()) {
			if err == nil && !yield(p, err) { // another error is among the problems of the site
				return
			}
		}
	}
	if err := v.s.choose(ctx, &own, &b.Only); err != nil {
		return err
	}
	job.meta.Absent = v.lib.absent
	book, err := epub.FromPosts(job.meta, posts, job.layout)
	if err != nil {
		return err
	}
	job.enc.Fetch = job.fetch.Fetch
	_, err = job.enc.Encode(ctx, w, book)
	return err
}
