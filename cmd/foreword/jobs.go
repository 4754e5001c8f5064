package main

import (
	"cmp"
	"encoding"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/foreword-go/foreword/epub"
	"github.com/foreword-go/foreword/epub/fetch"
	"github.com/foreword-go/foreword/feed"
	"github.com/foreword-go/foreword/internal/spell"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
)

// parser returns a parser with the settings of the site.
func (c *config) parser() (*markdown.Parser, error) {
	flags := parserFlags{lang: c.Lang, location: c.Location, engine: c.Engine, permalink: c.Permalink}
	p, err := flags.parser(c.fault)
	if err != nil {
		return nil, err
	}
	if err := webAddress(c.URL); err != nil {
		return nil, c.fault("url", err)
	}
	if err := c.patterns("posts", c.Posts); err != nil {
		return nil, err
	}
	if err := c.selections(); err != nil {
		return nil, err
	}
	var slugs []string
	for t := range post.Topics() {
		slugs = append(slugs, t.Slug)
	}
	for _, label := range slices.Sorted(maps.Keys(c.Topics)) {
		slug := c.Topics[label]
		if slices.Contains(slugs, slug) {
			continue
		}
		want := "want a slug such as self-harm"
		if near := spell.Nearest(slug, slugs); near != "" {
			want = fmt.Sprintf("did you mean %q?", near)
		}
		return nil, c.fault("topics."+label, fmt.Errorf("unknown topic %q: %s", slug, want))
	}
	p.Topics, p.SiteURL = c.Topics, c.URL
	return p, nil
}

// selections returns an error for the first invalid value of a selection.
func (c *config) selections() error {
	check := func(at string, sel *selection) error {
		if err := c.patterns(at+".exclude", sel.Exclude); err != nil {
			return err
		}
		return sel.check(func(name string, err error) error { return c.fault(at+"."+name, err) })
	}
	if err := cmp.Or(check("only", &c.Only), check("feeds.only", &c.Feeds.Only)); err != nil {
		return err
	}
	for i := range c.Books {
		if err := check(fmt.Sprintf("books[%d].only", i), &c.Books[i].Only); err != nil {
			return err
		}
	}
	return nil
}

// patterns returns an error for the first invalid pattern.
func (c *config) patterns(key string, patterns []string) error {
	for i, p := range patterns {
		if _, err := path.Match(p, ""); err != nil {
			return c.fault(fmt.Sprintf("%s[%d]", key, i), fmt.Errorf("pattern %q: %w", p, err))
		}
	}
	return nil
}

// feedJob returns the feeds that the configuration asks for, before posts are
// read. It returns nil if it asks for none.
func (c *config) feedJob(out string) (*feedJob, error) {
	f := c.Feeds
	if len(f.Formats) == 0 {
		return nil, nil
	}
	job := &feedJob{
		set: feed.Set{
			Feed: feed.Feed{
				Description: f.Description, HomeURL: c.URL, Lang: c.Lang,
				Rights: f.Rights, Icon: f.Icon, Hub: f.Hub, VerbatimIDs: f.VerbatimIDs,
			},
			Tags: f.Tags, Categories: f.Categories, Sections: f.Sections, Authors: f.Authors, Archives: f.Archives, Languages: f.Per == perLanguage,
			Warned: f.OnlyWarned, Unwarned: f.WithoutWarned,
		},
		enc:    feed.Encoder{MarkTitles: f.MarkTitles, WarnedPictures: f.WarnedImages},
		author: c.Author,
		footer: f.Footer, replyTo: f.ReplyTo,
		dir: out,
	}
	if err := c.per("feeds.per", f.Per); err != nil {
		return nil, err
	}
	var err error
	if job.set.Podcast, err = f.Podcast.podcast(); err != nil {
		return nil, c.fault("feeds.podcast.categories", err)
	}
	err = c.words(map[string]word{
		"feeds.warned_as": {&job.enc.Warned, f.Warned},
		"feeds.content":   {&job.enc.Content, f.Content},
	})
	if err != nil {
		return nil, err
	}
	err = job.parse(f.Formats, f.Limit, func(name string, err error) error {
		switch name {
		case "format":
			name = "formats"
		case "reply-to":
			name = "reply_to"
		case "url":
			return c.fault(name, err)
		}
		return c.fault("feeds."+name, err)
	})
	return job, err
}

// A word is the value of a key that accepts a few words, and the variable
// that it sets.
type word struct {
	to   encoding.TextUnmarshaler
	text string
}

// words sets the variables for the words at paths of the file.
func (c *config) words(all map[string]word) error {
	for _, path := range slices.Sorted(maps.Keys(all)) {
		if err := all[path].to.UnmarshalText([]byte(all[path].text)); err != nil {
			return c.fault(path, err)
		}
	}
	return nil
}

// bookJob returns the i-th book that the configuration asks for.
func (c *config) bookJob(i int, out string, f *fetch.Fetcher) (*bookJob, error) {
	b, at := c.Books[i], fmt.Sprintf("books[%d]", i)
	name := filepath.Join(out, filepath.FromSlash(b.File))
	if b.File == "" || !filepath.IsLocal(filepath.FromSlash(b.File)) || !b.Each && (strings.HasSuffix(b.File, "/") || isFolder(name)) {
		return nil, c.fault(at+".file", fmt.Errorf("%q is not a file below the output folder: want a name such as book.epub", b.File))
	}
	if err := c.per(at+".per", b.Per); err != nil {
		return nil, err
	}
	if b.Per != "" && b.Each {
		return nil, c.fault(at+".per", errors.New("each makes every post a book of its own: leave one of the two out"))
	}
	job := &bookJob{
		meta: epub.Book{
			Title: b.Title, ID: b.ID, Subtitle: b.Subtitle, Lang: c.Lang, SiteURL: c.URL,
			Publisher: b.Publisher, Description: b.Description, Rights: b.Rights,
			Series: epub.Series{Name: b.Series, Number: b.SeriesNo},
		},
		layout: epub.Layout{Filter: post.Filter{Authors: b.Authors}, Reposts: b.Reposts, Warned: b.OnlyWarned},
		enc: epub.Encoder{
			MaxImagePx: b.MaxImagePx, Grayscale: b.Grayscale, KeepWebP: b.KeepWebP, Vertical: b.Vertical, TOCDepth: b.TOCDepth,
			NoCover: b.NoCover,
		},
		out:    name,
		each:   b.Each,
		volume: b.Split,
		author: c.Author,
		fetch:  f,
		quotes: b.Quotes,
	}
	job.curl(c.Engine)
	err := c.words(map[string]word{
		at + ".group": {&job.layout.GroupBy, b.Group}, at + ".sort": {&job.layout.Sort, b.Sort},
		at + ".images": {&job.enc.Images, b.Images}, at + ".warnings": {&job.enc.WarningsAt, b.Warnings},
		at + ".formulas": {&job.enc.Formulas, b.Formulas}, at + ".for": {&job.reader, b.For},
	})
	if err != nil {
		return nil, err
	}
	if err := c.patterns(at+".paths", b.Paths); err != nil {
		return nil, err
	}
	for _, f := range []struct {
		key, name string
		to        *string
	}{{"css", b.CSS, &job.cssFile}, {"font", b.Font, &job.font}, {"cover", b.Cover, &job.cover}} {
		if f.name == "" {
			continue
		}
		if f.key == "font" && f.name == builtinFont {
			job.font = builtinFont
			continue
		}
		// The author of a foreword.yaml must not be able to put other files
		// of this machine into books.
		if err := inside(filepath.Dir(c.name), f.name); err != nil {
			return nil, c.fault(at+"."+f.key, err)
		}
		*f.to = filepath.Join(filepath.Dir(c.name), filepath.FromSlash(f.name))
	}
	err = job.parse(func(name string, err error) error {
		switch name {
		case "url":
			return c.fault(name, err)
		case "output":
			name = "file"
		}
		return c.fault(at+"."+name, err)
	})
	return job, err
}

// inside returns an error unless name is a file below dir, after following
// links.
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

// distinct returns an error, with both places, if two outputs have the same
// name, as far as names are known before posts are read.
func (c *config) distinct(feeds *feedJob) error {
	taken := map[string]string{fold(manifestName): "the list of the outputs"}
	if feeds != nil {
		for _, name := range feeds.names() {
			taken[fold(name)] = "a feed"
		}
	}
	for i, b := range c.Books {
		if b.Each {
			continue
		}
		at := fmt.Sprintf("books[%d].file", i)
		key := fold(path.Clean(filepath.ToSlash(b.File)))
		if before, ok := taken[key]; ok {
			return c.fault(at, fmt.Errorf("%q is also the name of %s", b.File, before))
		}
		line, column := c.place(at)
		taken[key] = fmt.Sprintf("%s in line %d:%d", at, line, column)
	}
	return nil
}

// names returns the names of the files of the site's feed, and of the files
// that list feeds.
func (j *feedJob) names() []string {
	var names []string
	for _, format := range j.formats {
		names = append(names, new(feed.Feed).File(format))
	}
	if several(&j.set) {
		names = append(names, "feeds.opml", "feeds.html")
	}
	return names
}

// identifier returns an error unless s is "" or an identifier that readers
// may show as a link.
func identifier(s string) error {
	scheme, rest, _ := strings.Cut(s, ":")
	known := slices.Contains([]string{"http", "https", "tag", "urn"}, strings.ToLower(scheme))
	if s != "" && (!known || rest == "" || !visible(s)) {
		return fmt.Errorf("%q is not an http, https, tag or urn URI such as urn:isbn:9780000000002", s)
	}
	return nil
}

// visible reports whether all characters of an address are visible.
func visible(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || !unicode.IsGraphic(r) })
}
