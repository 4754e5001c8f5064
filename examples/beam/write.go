package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"

	"github.com/foreword-go/foreword/epub"
	"github.com/foreword-go/foreword/feed"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
	"github.com/foreword-go/foreword/post/site"
)

// problemsFile is the side output of a site. It is written even if it is empty, so that
// problems of an earlier run do not stay.
const problemsFile = "problems.txt"

// A write writes the feeds, the books and the problems of a site.
type write struct {
	Out string
	Due int64 // the time that posts are due at, in nanoseconds of Unix
}

func (w *write) ProcessElement(ctx context.Context, name string, sites func(*Site) bool, posts func(*Record) bool, problems func(*string) bool, written func(site string)) error {
	err := w.site(ctx, name, sites, posts, problems)
	if err == nil {
		written(name)
	}
	return err
}

// site writes one site.
func (w *write) site(ctx context.Context, name string, sites func(*Site) bool, posts func(*Record) bool, problems func(*string) bool) error {
	var at Site
	if !sites(&at) {
		return fmt.Errorf("%s: posts of no site", name)
	}
	out := strings.TrimSuffix(w.Out, "/") + "/" + name
	var faults []string
	for line := ""; problems(&line); {
		faults = append(faults, line)
	}
	fsys := newTree(ctx, at)
	conf, parser, err := siteParser(fsys)
	if err != nil {
		if fsys.err() != nil {
			return fsys.err()
		}
		faults = append(faults, name+"/"+err.Error())
		return create(ctx, out+"/"+problemsFile, report(faults))
	}
	lib := &library{parser: parser, tree: fsys, frozen: map[*post.Head][]byte{}}
	if err := lib.add(posts); err != nil {
		return err
	}
	listing := post.Listing{Now: time.Unix(0, w.Due)}
	set := conf.set(parser.Site, listing)
	err = errors.Join(lib.feeds(ctx, out, conf, set), lib.books(ctx, out, conf, set, listing))
	if fsys.err() != nil {
		return fsys.err()
	}
	var failed *writeError
	if errors.As(err, &failed) {
		return err // the runner tries again
	}
	if err != nil {
		for _, line := range lines(err) {
			faults = append(faults, name+"/"+configName+":1: "+line)
		}
	}
	return create(ctx, out+"/"+problemsFile, report(faults))
}

// report writes lines in order.
func report(faults []string) func(io.Writer) error {
	slices.Sort(faults)
	return func(w io.Writer) error {
		for _, line := range slices.Compact(faults) {
			if _, err := io.WriteString(w, line+"\n"); err != nil {
				return err
			}
		}
		return nil
	}
}

// A library holds the posts of a site, frozen: a few KB each, and their heads.
type library struct {
	parser *markdown.Parser
	tree   *tree
	heads  []*post.Head
	frozen map[*post.Head][]byte
}

// add takes the posts of a site, which come in any order.
func (l *library) add(posts func(*Record) bool) error {
	for r := (Record{}); posts(&r); r = (Record{}) {
		p, err := l.parser.Thaw(l.tree, r.Head)
		if err != nil {
			return err
		}
		l.heads = append(l.heads, &p.Head)
		l.frozen[&p.Head] = r.Post
	}
	slices.SortFunc(l.heads, func(a, b *post.Head) int { return strings.Compare(a.Path, b.Path) })
	if l.parser.Site == nil { // pages that are no articles, as in a folder without a generator
		none := site.None(".")
		for _, h := range l.heads {
			if v := none.Kind(&site.Page{Path: h.Path}); v.Kind == site.KindPage && h.Withheld == "" {
				h.Withheld, h.WithheldBy = post.ReasonPage, v.Reason
			}
		}
		return nil
	}
	for _, h := range l.heads {
		if h.Withheld != post.ReasonExcluded {
			l.parser.Files.Page(h.Path, h.URL)
		}
	}
	markdown.SettlePages(l.heads)
	return nil
}

// read is a [feed.ReadFunc].
func (l *library) read(ctx context.Context, heads []*post.Head) iter.Seq2[*post.Post, error] {
	return func(yield func(*post.Post, error) bool) {
		for _, h := range heads {
			if !yield(l.parser.Thaw(l.tree, l.frozen[h])) {
				return
			}
		}
	}
}

// feeds writes the feeds of the site.
func (l *library) feeds(ctx context.Context, out string, c *config, set *feed.Set) error {
	feeds, err := set.Feeds(l.heads, l.read)
	if err != nil {
		return err
	}
	enc := feed.Encoder{Warned: c.Feeds.Warned, Content: c.Feeds.Content}
	for _, f := range feeds {
		for _, format := range feed.Formats() {
			err := create(ctx, out+"/"+f.File(format), func(w io.Writer) error {
				_, err := enc.Encode(ctx, f, feed.Output{Format: format, W: w})
				return err
			})
			if err != nil {
				return err
			}
		}
	}
	if len(feeds) == 1 {
		return nil
	}
	return errors.Join(
		create(ctx, out+"/feeds.opml", func(w io.Writer) error { return feed.OPML(w, set.Feed.Title, feeds...) }),
		create(ctx, out+"/feeds.html", func(w io.Writer) error { return feed.Page(w, feeds...) }),
	)
}

// books writes the books of the site.
func (l *library) books(ctx context.Context, out string, c *config, set *feed.Set, listing post.Listing) error {
	for i := range c.Books {
		b := &c.Books[i]
		filter := post.Filter{Tags: b.Tags}
		heads := slices.DeleteFunc(slices.Clone(l.heads), func(h *post.Head) bool { return !listing.Published(h) || !filter.Match(h) })
		meta, layout := c.book(b, set)
		layout.Compact = len(heads) > epub.DefaultVolume
		book, err := epub.FromPosts(meta, l.read(ctx, heads), layout)
		if err != nil {
			return err
		}
		volumes := book.Volumes(0)
		for i, v := range volumes {
			name := b.File
			if len(volumes) > 1 {
				name = fmt.Sprintf("%s-%d.epub", strings.TrimSuffix(name, path.Ext(name)), i+1)
			}
			err := create(ctx, out+"/"+name, func(w io.Writer) error {
				_, err := new(epub.Encoder).Encode(ctx, w, v)
				return err
			})
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// A writeError is an error of the output file system.
type writeError struct{ err error }

func (e *writeError) Error() string { return e.err.Error() }
func (e *writeError) Unwrap() error { return e.err }

// create writes a file whole or not at all. Object stores put an object in place when
// it is closed. On a local disk a file is written beside its place and renamed; the
// name is the same each time, so that a run after one that was killed leaves none.
func create(ctx context.Context, name string, content func(io.Writer) error) error {
	files, err := filesystem.New(ctx, name)
	if err != nil {
		return &writeError{err}
	}
	defer files.Close()
	temp := name
	if !strings.Contains(name, "://") {
		temp = name + ".part"
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // of a writer that is not closed, an object store keeps nothing
	f, err := files.OpenWrite(ctx, temp)
	if err != nil {
		return &writeError{err}
	}
	w := &noting{w: f}
	if err := content(w); err != nil {
		if temp != name {
			f.Close() // elsewhere that would put it in place
		}
		if w.err != nil {
			return &writeError{w.err}
		}
		return err
	}
	if err := f.Close(); err != nil {
		return &writeError{err}
	}
	if temp == name {
		return nil
	}
	if err := filesystem.Rename(ctx, files, temp, name); err != nil {
		return &writeError{err}
	}
	return nil
}

// A noting stores the error of its writer.
type noting struct {
	w   io.Writer
	err error
}

func (n *noting) Write(p []byte) (int, error) {
	c, err := n.w.Write(p)
	if err != nil {
		n.err = err
	}
	return c, err
}
