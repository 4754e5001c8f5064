package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/pflag"
	"golang.org/x/text/language"

	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/markdown"
	"github.com/foreword-go/foreword/post/site"
)

// marks holds names that occur in the root of a repository. A site is not
// searched for above such a folder.
var marks = []string{".git", ".hg", ".jj", ".svn"}

// siteRoot returns the highest folder in which the configuration of the site
// of dir may be: the root of the repository, or else the last folder on the way
// up before the user's home or the root of the file system.
func siteRoot(dir string) string {
	home, _ := os.UserHomeDir()
	if home != "" {
		home, _ = filepath.EvalSymlinks(home)
	}
	top := dir
	for at := dir; ; at = filepath.Dir(at) {
		if at == home {
			return top
		}
		for _, mark := range marks {
			if _, err := os.Lstat(filepath.Join(at, mark)); err == nil {
				return at
			}
		}
		if filepath.Dir(at) == at {
			return top // no site is in the root of the file system
		}
		top = at
	}
}

// A dirTree is what os.DirFS returns.
type dirTree interface {
	fs.StatFS
	fs.ReadFileFS
	fs.ReadDirFS
	fs.ReadLinkFS
}

// A listedTree reads the same folders only once while a site is searched for:
// each kind of site looks at the names in the folder of the posts, of which
// there may be thousands.
type listedTree struct {
	dirTree
	dirs map[string][]fs.DirEntry
}

// maxListed is the largest number of folders that a listedTree remembers.
const maxListed = 64

// ReadDir returns the entries of a folder, which the caller must not change.
func (t *listedTree) ReadDir(name string) ([]fs.DirEntry, error) {
	if entries, ok := t.dirs[name]; ok {
		return entries, nil
	}
	entries, err := t.dirTree.ReadDir(name)
	if err == nil && len(t.dirs) < maxListed {
		t.dirs[name] = entries
	}
	return entries, err
}

// findSite finds the site that a folder belongs to. It makes src the files of
// that site, and selects those below the folder. It returns false if there is
// no site; the folder is then treated as a site of its own.
func (s *session) findSite(src *source, dir string) (bool, error) {
	abs, err := filepath.Abs(dir)
	if err == nil {
		abs, err = filepath.EvalSymlinks(abs)
	}
	if err != nil {
		return false, err
	}
	top := siteRoot(abs)
	rel, err := filepath.Rel(top, abs)
	if err != nil {
		return false, err
	}
	files := &listedTree{dirTree: os.DirFS(top).(dirTree), dirs: make(map[string][]fs.DirEntry)}
	found, err := site.Find(files, filepath.ToSlash(rel))
	if err != nil {
		s.printLine("warning: " + err.Error() + ": the addresses of posts may be wrong")
	}
	if found == nil || found.Engine == "" {
		if src.file == "" { // the post alone is read, and is in none of them
			s.sitesBelow(files, filepath.ToSlash(rel), dir)
		}
		return false, nil
	}
	root := filepath.Join(top, filepath.FromSlash(found.Dir))
	if slices.ContainsFunc(found.Content, func(f site.Finding[string]) bool { _, in := found.Rel(f.Value); return !in && f.Value != found.Dir }) {
		root = top // the site has content outside its own folder
	}
	if below, err := filepath.Rel(root, abs); err != nil || strings.HasPrefix(below, "..") {
		root = abs // the site is below the named folder
		if below, err := filepath.Rel(abs, filepath.Join(top, filepath.FromSlash(found.Dir))); err != nil || strings.HasPrefix(below, "..") {
			return false, nil
		}
	}
	opened, err := os.OpenRoot(root)
	if err != nil {
		return false, unreadable(dir, err)
	}
	src.fsys = newTree(opened)
	at, err := filepath.Rel(root, abs)
	if err != nil {
		return false, err
	}
	at = filepath.ToSlash(at)
	if src.site, err = site.Find(src.fsys, at); err != nil && src.site == nil {
		return false, nil
	}
	if src.index, err = src.site.Walk(src.fsys); err != nil {
		return false, unreadable(dir, err)
	}
	up := "."
	if at != "." {
		up = strings.Repeat("../", strings.Count(at, "/")+1)
		src.dir, src.at = dir, at
	}
	src.prefix, src.base = filepath.Join(dir, filepath.FromSlash(up)), ""
	switch {
	case src.file != "":
		src.file = slashJoin(at, src.file)
		src.patterns = []string{literal(src.file)}
	case at != ".":
		src.below = at
		for _, ext := range []string{"md", "markdown", "mdx"} {
			src.patterns = append(src.patterns, literal(at)+"/**/*."+ext)
		}
	}
	return true, nil
}

// sitesBelow names the sites below a folder that is not a site itself. They
// have different addresses, so the user must choose one.
func (s *session) sitesBelow(fsys fs.FS, at, dir string) {
	const named = 5
	all := site.Below(fsys, at)
	if len(all) == 0 {
		return
	}
	for i, name := range all {
		rel, err := filepath.Rel(filepath.FromSlash(at), filepath.FromSlash(name))
		if err != nil {
			return
		}
		all[i] = filepath.Join(dir, rel)
	}
	list := strings.Join(all[:min(len(all), named)], ", ")
	if n := len(all) - named; n > 0 {
		list += fmt.Sprintf(" and %d more", n)
	}
	s.printLine(fmt.Sprintf("warning: %s below this folder: the addresses of their posts are wrong here. Name one of them: %s", count(len(all), "site is", "sites are"), list))
}

// within converts patterns relative to the folder that the user named to
// patterns for the whole tree.
func (src *source) within(patterns []string) []string {
	if src.below == "" {
		return patterns
	}
	all := make([]string, len(patterns))
	for i, p := range patterns {
		all[i] = literal(src.below) + "/" + strings.TrimPrefix(p, "/")
	}
	return all
}

// narrow limits a source to the posts that the patterns select; without
// patterns it does nothing.
func (src *source) narrow(patterns []string) {
	if len(patterns) > 0 {
		src.patterns = src.within(patterns)
	}
}

func slashJoin(dir, name string) string {
	if dir == "." {
		return name
	}
	return dir + "/" + name
}

// onSite returns the parser for the posts of a source: p, with the settings
// of the site where the command line sets nothing.
func (src *source) onSite(p *markdown.Parser) (*markdown.Parser, error) {
	own := *p
	own.Base = src.base
	at := src.site
	if at == nil && p.Engine != "" {
		at = site.Default(p.Engine, src.fsys, ".")
		if src.base != "" || src.file != "" || src.stdin {
			at = nil // a single file does not show the folders of a site
		}
	}
	if p.Permalink != "" {
		of := at
		if of == nil {
			of = site.None(".")
		}
		with, err := of.WithPermalink(p.Permalink)
		if err != nil {
			return nil, err
		}
		if at != nil {
			at = with
		}
	}
	if at == nil {
		return &own, nil
	}
	own.Site, own.Files = at, src.index
	return &own, nil
}

// site returns the site that the posts belong to, the first if there are
// several; nil if none is known.
func (lib *library) site() *site.Site {
	for _, h := range lib.heads {
		if src := lib.source(h); src.site != nil {
			return src.site
		}
	}
	return nil
}

// home returns the address of a site, if it is valid for outputs; else "".
func home(s *site.Site) string {
	if webAddress(s.Home()) != nil {
		return ""
	}
	return s.Home()
}

// adopt takes from the site the settings that the command line does not set.
func (j *feedJob) adopt(lib *library) {
	f := &j.set.Feed
	defer func() { f.Lang = cmp.Or(f.Lang, statedLang(lib.heads)) }()
	s := lib.site()
	if s == nil {
		return
	}
	f.Title = cmp.Or(f.Title, s.Title.Value)
	f.Description = cmp.Or(f.Description, s.Description.Value)
	f.HomeURL = cmp.Or(f.HomeURL, home(s))
	if s.Lang.Found() {
		f.Lang = cmp.Or(f.Lang, mainLang(s, lib.heads))
	}
	if len(f.Authors) == 0 && s.Author.Value != "" {
		f.Authors = []post.Author{{Name: s.Author.Value}}
	}
}

// adopt does the same for a book. of reports whether the book contains the
// whole site, so that it may have the site's title.
func (j *bookJob) adopt(s *site.Site, of bool) {
	if s == nil {
		return
	}
	if of {
		j.meta.Title = cmp.Or(j.meta.Title, s.Title.Value)
	}
	j.meta.SiteURL = cmp.Or(j.meta.SiteURL, home(s))
	if len(j.layout.Site) == 0 && s.Author.Value != "" {
		j.layout.Site = []post.Author{{Name: s.Author.Value}}
	}
	j.curl(string(s.Engine))
}

// siteLang returns the language of a site that has only one, else "".
func siteLang(s *site.Site) string {
	if _, err := language.Parse(s.Lang.Value); len(s.Languages) > 1 || err != nil {
		return ""
	}
	return s.Lang.Value
}

// learn adds the addresses of all posts of a site to its index if only some
// of them are selected, because links may lead to the others.
func (s *session) learn(ctx context.Context, p *markdown.Parser, src *source) error {
	if src.index == nil || s.alone || src.below == "" && src.file == "" {
		return nil
	}
	for _, err := range p.Index(ctx, src.fsys) {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		_ = err // the post is not selected, or the error is reported when it is read
	}
	return nil
}

// settle withholds the files of a source that turn out not to be articles
// when all heads are known.
func (src *source) settle(heads []*post.Head) {
	if src.site != nil {
		markdown.SettlePages(heads)
		return
	}
	none := site.None(".")
	for _, h := range heads {
		if v := none.Kind(&site.Page{Path: h.Path}); v.Kind == site.KindPage && h.Withheld == "" && src.file == "" {
			h.Withheld, h.WithheldBy = post.ReasonPage, v.Reason
		}
	}
}

// listingFlags holds the flags that say which withheld posts are included,
// and what time it is.
type listingFlags struct {
	post.Listing `yaml:"-"`

	now string
}

func (l *listingFlags) add(fs *pflag.FlagSet) {
	fs.BoolVar(&l.Drafts, "drafts", false, "also drafts")
	fs.BoolVar(&l.Future, "future", false, "also posts whose date is still to come")
	fs.BoolVar(&l.Expired, "expired", false, "also posts that have expired")
	fs.BoolVar(&l.Pages, "pages", false, "also pages of the site that are not articles, such as about.md")
	fs.StringVar(&l.now, "now", "", "the `time` that posts are due at, such as 2026-01-31 or 2026-01-31T12:00:00Z (default: SOURCE_DATE_EPOCH, or the time of the run)")
}

// listing does the same, and also includes the posts that foreword.yaml
// includes.
func (c *config) listing(l *listingFlags) (post.Listing, error) {
	listing, err := l.listing()
	listing.Drafts = listing.Drafts || c.Drafts
	listing.Future = listing.Future || c.Future
	listing.Expired = listing.Expired || c.Expired
	listing.Pages = listing.Pages || c.Pages
	return listing, err
}

// errNow means that a time cannot be read.
var errNow = errors.New("want a time such as 2026-01-31T12:00:00Z")

// listing returns which posts are published.
func (l *listingFlags) listing() (post.Listing, error) {
	own := l.Listing
	switch epoch := os.Getenv("SOURCE_DATE_EPOCH"); {
	case l.now != "":
		for _, layout := range []string{time.RFC3339, "2006-01-02T15:04:05", "2006-01-02 15:04:05", time.DateOnly} {
			if t, err := time.Parse(layout, l.now); err == nil {
				own.Now = t
				return own, nil
			}
		}
		return own, flagFault("now", fmt.Errorf("%q: %w", l.now, errNow))
	case epoch != "":
		// https://reproducible-builds.org/specs/source-date-epoch/
		n, err := strconv.ParseInt(epoch, 10, 64)
		if err != nil {
			return own, &usageError{err: fmt.Errorf("SOURCE_DATE_EPOCH: %q is not a number of seconds", epoch)}
		}
		own.Now = time.Unix(n, 0).UTC()
	default:
		own.Now = time.Now()
	}
	return own, nil
}
