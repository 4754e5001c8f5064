package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/foreword-go/foreword/epub"
	"github.com/foreword-go/foreword/epub/fetch"
	"github.com/foreword-go/foreword/epub/fonts"
	"github.com/foreword-go/foreword/internal/filename"
	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/post"
)

func newEpub(s *session) *cobra.Command {
	var parser parserFlags
	var only selection
	var listing listingFlags
	job := bookJob{fetch: new(fetch.Fetcher)}
	cmd := &cobra.Command{
		Use:   "epub PATH... -o FILE.epub",
		Short: "Write an EPUB book",
		Long: `Epub writes one book of the given posts. Content warnings are on a page before the
contents, and at the start of each warned article. The authors of reposted articles
are authors of the book. Pictures are embedded, and fetched if they are on the web. A
picture that cannot be included becomes its alternative text and a link, and is
listed at the end of the run.`,
		Example: `  foreword epub posts/hello.md -o hello.epub
  foreword epub posts -o blog.epub --title "My blog" --group year
  foreword epub posts -o reposts.epub --reposts --images link
  foreword epub posts -o books/ --each
  foreword epub posts -o novel.epub --vertical --css my.css --max-image-px 1000 --grayscale`,
		Args: paths,
		RunE: func(cmd *cobra.Command, args []string) error {
			ctx := cmd.Context()
			p, err := parser.parser(flagFault)
			if err != nil {
				return err
			}
			if err := job.parse(flagFault); err != nil {
				return err
			}
			if s.listing, err = listing.listing(); err != nil {
				return err
			}
			p.SiteURL = job.meta.SiteURL
			job.curl(string(p.Engine))
			lib, err := s.library(ctx, p, args, &only)
			if err != nil {
				return err
			}
			job.meta.Lang = parser.lang
			several := len(lib.listed()) != 1
			job.adopt(lib.site(), several)
			if job.meta.Title == "" && several {
				job.meta.Title = defaultTitle(args, lib)
			}
			err = s.writeBooks(ctx, lib, &job)
			if errors.Is(err, epub.ErrValue) {
				return &usageError{err: err}
			}
			if err != nil {
				return err
			}
			if err := s.place(ctx); err != nil {
				return err
			}
			s.summarize()
			return nil
		},
	}
	flags := cmd.Flags()
	job.add(flags)
	addFetch(flags, job.fetch)
	only.add(flags)
	listing.add(flags)
	parser.add(flags)
	return cmd
}

// A bookJob holds a book to write and where to write it.
type bookJob struct {
	meta   epub.Book
	layout epub.Layout
	enc    epub.Encoder

	out     string
	each    bool // write a book for each post; out is then a folder
	volume  int  // number of articles in a volume
	author  string
	cssFile string
	font    string
	cover   string
	quotes  string // "curl", "keep" or ""
	reader  epub.Reader
	fetch   *fetch.Fetcher

	hinted bool // whether the hint about the unknown language was printed
}

// addFetch adds the flags for downloading pictures.
func addFetch(flags *pflag.FlagSet, f *fetch.Fetcher) {
	flags.BoolVar(&f.AllowPrivateHosts, "allow-private-hosts", false, "fetch pictures also from private and local addresses")
	flags.StringVar(&f.Cache, "cache", "", "`folder` to keep fetched pictures in")
	flags.BoolVar(&f.Offline, "offline", false, "fetch nothing; remote pictures come from --cache alone")
}

func (j *bookJob) add(flags *pflag.FlagSet) {
	flags.StringVarP(&j.out, "output", "o", "", "`file` to write, - for standard output; with --each a folder")
	flags.StringVar(&j.meta.Title, "title", "", "`title` of the book (default: that of the post or folder)")
	flags.StringVar(&j.meta.Subtitle, "subtitle", "", "second `line` of the title")
	flags.StringVar(&j.author, "author", "", "`name` of the blogger: author of posts that name nobody, compiler of reposts")
	flags.StringVar(&j.meta.SiteURL, "url", "", "`address` of the site, for links to posts that are not in the book")
	flags.StringVar(&j.meta.ID, "id", "", "identifier of the book, a `URI` that stays the same when posts are added (default: of these posts)")
	flags.StringVar(&j.meta.Publisher, "publisher", "", "`name` of the publisher of the book")
	flags.StringVar(&j.meta.Description, "description", "", "`text` that says what the book is about")
	flags.StringVar(&j.meta.Rights, "rights", "", "copyright and `licence` of the book")
	flags.StringVar(&j.meta.Series.Name, "series", "", "`name` of the series the book is part of")
	flags.StringVar(&j.meta.Series.Number, "series-number", "", "its `number` in the series")
	wordFlag(flags, &j.layout.GroupBy, "group", "`parts` of the book: none, category, tag, author, original (author), warning (topic) or year (default none)", "none", "category", "tag", "author", "original", "warning", "year")
	wordFlag(flags, &j.layout.Sort, "sort", "`order` of articles: oldest, newest, title, path or given (default oldest)", "oldest", "newest", "title", "path", "given")
	flags.BoolVar(&j.each, "each", false, "make every post a book of its own")
	flags.IntVar(&j.volume, "split", 0, fmt.Sprintf("`number` of articles in a volume; more become several files (default %d)", epub.DefaultVolume))
	wordFlag(flags, &j.enc.Images, "images", "`treatment` of pictures: embed, link or omit (default embed)", "embed", "link", "omit")
	flags.IntVar(&j.enc.MaxImagePx, "max-image-px", 0, "longest side of a picture in `pixels` (default 1600); -1 for no bound")
	flags.BoolVar(&j.enc.Grayscale, "grayscale", false, "take the colour out of pictures, for e-ink")
	flags.BoolVar(&j.enc.KeepWebP, "keep-webp", false, "embed WebP as it is, which Kindle and Kobo do not show")
	wordFlag(flags, &j.reader, "for", "`reader` that the book is for, where they differ: kindle, kobo, apple or koreader (default all of them)", "kindle", "kobo", "apple", "koreader")
	wordFlag(flags, &j.enc.Formulas, "formulas", "`form` of formulas: mathml, or tex as they are written, for readers without MathML (default mathml)", "mathml", "tex")
	flags.StringVar(&j.quotes, "quotes", "", "typewriter quotes and dashes of English text: curl or keep (default: curl for posts of Hugo, Jekyll, Hexo and Astro, as named with --engine)")
	offer(flags, "quotes", quotesCurl, quotesKeep)
	flags.BoolVar(&j.enc.Vertical, "vertical", false, "set Chinese and Japanese in columns from right to left")
	flags.StringVar(&j.cssFile, "css", "", "`file` of a stylesheet to add, such as one of chroma that colours code")
	flags.StringVar(&j.font, "font", "", "`file` of an OpenType or TrueType font for a drawn cover, or builtin (default: a good one that is installed)")
	flags.StringVar(&j.cover, "cover", "", "`file` of a picture for the front (default: that of the only post, else drawn)")
	flags.BoolVar(&j.enc.NoCover, "no-cover", false, "leave out the cover")
	flags.IntVar(&j.enc.TOCDepth, "toc-depth", 0, "`levels` of headings in the contents (default 2); -1 for none")
	wordFlag(flags, &j.enc.WarningsAt, "warnings", "`place` of content warnings: each (article), page (before the contents) or both (default both)", "each", "page", "both")
}

// builtinFont is the name of the bitmap font of package epub in flags.
const builtinFont = "builtin"

// maxExtra is the largest size of a file named on the command line.
const maxExtra = 64 << 20

// parse checks the values of flags and of foreword.yaml, and reads the files
// that they name.
func (j *bookJob) parse(fault faultFunc) error {
	if j.out == "" {
		return usagef("", "no output file: add -o FILE.epub")
	}
	if j.each && j.out == "-" {
		return usagef("-o DIR", "--each writes many books, and standard output takes one")
	}
	if !j.each && isFolder(j.out) {
		return usagef("-o book.epub, or --each for a book of each post", "%s is a folder: name a file in it", j.out)
	}
	if ext := filepath.Ext(j.out); !j.each && j.out != "-" && !strings.EqualFold(ext, ".epub") {
		return fault("output", fmt.Errorf("a book is an EPUB file: want a name such as %s, not %s", strings.TrimSuffix(j.out, ext)+".epub", j.out))
	}
	if err := webAddress(j.meta.SiteURL); err != nil {
		return fault("url", err)
	}
	if err := identifier(j.meta.ID); err != nil {
		return fault("id", err)
	}
	if j.quotes != "" && j.quotes != quotesCurl && j.quotes != quotesKeep {
		return fault("quotes", fmt.Errorf("%w: %q (want curl or keep)", epub.ErrValue, j.quotes))
	}
	switch j.font {
	case "":
		j.enc.Fonts = new(fonts.Finder).Find
	case builtinFont:
		j.font = ""
	}
	for _, f := range []struct {
		flag, name string
		hint       string // if the file cannot be read
		set        func([]byte)
	}{
		{"css", j.cssFile, "css must be a file with a stylesheet", func(b []byte) { j.enc.CSS = string(b) }},
		{"font", j.font, "font must be a font file, or builtin", func(b []byte) { j.enc.Font = b }},
		{"cover", j.cover, "cover must be a picture file", func(b []byte) { j.meta.Cover = b }},
	} {
		if f.name == "" {
			continue
		}
		b, err := readExtra(f.name, maxExtra)
		var placed *placedError
		if errors.As(err, &placed) {
			placed.hint = f.hint
		}
		if err != nil {
			return fault(f.flag, err)
		}
		f.set(b)
	}
	if j.author != "" {
		j.layout.Site = []post.Author{{Name: j.author}}
	}
	return nil
}

// curl decides whether typewriter quotes are replaced in posts of an engine.
// By default they are if the engine does so itself.
func (j *bookJob) curl(engine string) {
	switch j.quotes {
	case "":
		j.layout.Curl = slices.Contains([]string{"hugo", "jekyll", "hexo", "astro"}, engine)
	case quotesCurl:
		j.layout.Curl = true
	}
}

// The values of --quotes.
const (
	quotesCurl = "curl"
	quotesKeep = "keep"
)

// isFolder reports whether a name is that of a folder that exists or is to be
// made.
func isFolder(name string) bool {
	if name != "" && os.IsPathSeparator(name[len(name)-1]) {
		return true
	}
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// writeBooks writes the books of a job.
func (s *session) writeBooks(ctx context.Context, lib *library, j *bookJob) error {
	j.enc.Fetch = j.fetch.Fetch
	j.enc.For(j.reader)
	s.reads(j.cssFile, "--css")
	s.reads(j.font, "--font")
	s.reads(j.cover, "--cover")
	j.meta.Absent = lib.absent
	heads := lib.listed()
	defer forBook(len(heads))()
	s.tally.leaveOut(slices.DeleteFunc(slices.Clone(lib.heads), lib.isListed), s.listing)
	if len(heads) == 0 && len(lib.heads) > 0 {
		return fmt.Errorf("%w: %s found, and all are drafts or hidden", epub.ErrEmpty, count(len(lib.heads), "post", "posts"))
	}
	if j.each {
		if s.out == nil {
			if err := s.openFolder(j.out, ""); err != nil {
				return err
			}
		}
		return s.writeEach(ctx, lib, j, heads)
	}
	// Compressed chapters take a third of the memory, and each is
	// decompressed only while its pages are made.
	j.layout.Compact = true
	book, err := s.bookOf(ctx, lib, j, heads)
	if err != nil {
		return err
	}
	volumes := book.Volumes(j.volume)
	for i, v := range volumes {
		name := j.out
		if len(volumes) > 1 {
			ext := filepath.Ext(name)
			name = fmt.Sprintf("%s-%d%s", strings.TrimSuffix(name, ext), i+1, ext)
		}
		if err := s.writeBook(ctx, lib, j, v, name); err != nil {
			return err
		}
	}
	return nil
}

// writeEach writes a book for each post, named after the slug of the post.
func (s *session) writeEach(ctx context.Context, lib *library, j *bookJob, heads []*post.Head) error {
	var names filename.Names
	slug := ""
	posts := func(yield func(*post.Post, error) bool) {
		for p, err := range readable(lib.posts(ctx, heads)) {
			if p != nil {
				slug = p.Slug
			}
			if !yield(p, err) {
				return
			}
		}
	}
	for book, err := range epub.Each(j.meta, posts, j.layout) {
		if err != nil {
			return err
		}
		name := filepath.Join(j.out, names.For(slug)+".epub")
		if err := s.writeBook(ctx, lib, j, book, name); err != nil {
			return err
		}
	}
	return nil
}

// writeBook writes one book to a file.
func (s *session) writeBook(ctx context.Context, lib *library, j *bookJob, book *epub.Book, name string) error {
	articles := 0
	var langs label.Census
	unknown := false // whether the language of an article is unknown
	for c := range book.All() {
		articles++
		langs.Add(c.Lang)
		unknown = unknown || c.Lang == "" || strings.HasPrefix(c.Lang, "und")
	}
	if book.Lang == "" && langs.Lang() == "" && unknown && !j.hinted {
		j.hinted = true // print it only once for all books of a job
		s.hint("the language of some articles is unknown: add --lang, or lang in foreword.yaml, such as en")
	}
	encode := func(w io.Writer) error {
		limit := fetchLimit + time.Duration(articles)*workLimit
		s.watch.within(name, limit)
		defer s.watch.stop()
		enc := j.enc
		enc.Cache, enc.Release = s.kept.books(), true
		enc.Progress = func(done, total int) {
			if done == 1 {
				s.watch.bar.start(s, "pictures", total)
			}
			s.watch.bar.step()
			s.watch.alive(limit)
		}
		report, err := enc.Encode(ctx, w, book)
		s.watch.bar.hide()
		if j.cover != "" && errors.Is(err, epub.ErrImage) {
			return &placedError{pos: j.cover, err: epub.ErrImage, hint: "cover must be a picture file: PNG, JPEG, GIF or WebP"}
		}
		if err != nil {
			return err
		}
		s.noteMissing(lib, report.Missing)
		s.noteFonts(name, report.Fonts)
		s.noteSaved(name, report)
		return nil
	}
	var err error
	if name == "-" {
		if terminal(s.stdout) {
			return usagef("-o book.epub", "a terminal cannot show a book")
		}
		err = encode(s.stdout)
	} else {
		err = s.write(ctx, name, s.catalogued(name), encode)
	}
	return err
}

// catalogued returns a function that does the same as [results.wholeBook], and
// records the book with this name for the catalogue.
func (s *session) catalogued(name string) func(*os.File) error {
	return func(f *os.File) error {
		if err := s.kept.wholeBook(f); err != nil {
			return err
		}
		b, err := readBook(f)
		if err != nil {
			return err
		}
		b.name = name
		s.books = append(s.books, b)
		return nil
	}
}

// noteMissing reports the pictures that are missing from a book.
func (s *session) noteMissing(lib *library, missing []epub.Missing) {
	if len(missing) == 0 {
		return
	}
	display := lib.displays()
	for _, m := range missing {
		m.Pos = display(m.Pos)
		s.note(m)
	}
}

// noteFonts prints the installed fonts that were used for the cover of a
// book, because they may differ on another machine.
func (s *session) noteFonts(name string, files []string) {
	if i := slices.IndexFunc(files, filepath.IsAbs); i >= 0 && !s.quiet {
		for i, file := range files {
			files[i] = cmp.Or(filepath.Base(file), builtinFont)
		}
		s.printLine(fmt.Sprintf("%s: cover set in %s (--font pins one)", name, strings.Join(files, " and ")))
	}
}

// noteSaved prints how much smaller the pictures in a book are than their
// files, if the difference is large enough.
func (s *session) noteSaved(name string, r *epub.Report) {
	const worth, mega = 1 << 20, float64(1 << 20)
	if r.ImagesRead-r.ImagesWritten >= worth && !s.quiet {
		s.printLine(fmt.Sprintf("%s: pictures of %.1f MiB are %.1f MiB in the book", name, float64(r.ImagesRead)/mega, float64(r.ImagesWritten)/mega))
	}
}

// listed returns the heads of the posts that belong in a book: all except
// drafts and hidden posts that the user did not name.
func (lib *library) listed() []*post.Head {
	return slices.DeleteFunc(slices.Clone(lib.heads), func(h *post.Head) bool { return !lib.isListed(h) })
}

func (lib *library) isListed(h *post.Head) bool {
	return lib.s.listing.Published(h) || lib.source(h).file != ""
}

// displays returns a function that replaces the file in a "file:line:column" of a
// post by the name that the user would type. For a file alone it adds line 1.
func (lib *library) displays() func(pos string) string {
	names := make(map[string]string, len(lib.heads))
	for _, h := range lib.heads {
		if _, ok := names[h.Path]; !ok {
			names[h.Path] = lib.source(h).display(h.Path)
		}
	}
	return func(pos string) string {
		file, rest, found := strings.Cut(pos, ":")
		if !found {
			rest = "1"
		}
		if name, ok := names[file]; ok {
			return name + ":" + rest
		}
		return pos
	}
}
