package markdown

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/foreword-go/foreword/internal/lazyregexp"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/internal/lang"
	"github.com/foreword-go/foreword/post/markdown/internal/frontmatter"
)

// A place holds the facts that the path of a post states.
type place struct {
	// path is the path without extension, language suffix, a final index, and
	// the folders in which Jekyll and Hexo keep posts.
	path string
	slug string // last part of path, without a date at its start
	name string // last part of path
	// named reports whether the front matter states the slug.
	named bool

	year, month, day int // date in the path; 0 if it has none

	lang   string // a BCP 47 tag, or ""
	suffix string // the language as written in the file name, or ""
	draft  bool   // whether it is in a folder for drafts
	posts  bool   // whether it is in a _posts folder
	source bool   // whether that folder is below source, as in Hexo
	bundle bool   // whether it is the index file of a folder
}

var (
	// dated matches a name that begins with a date: Jekyll, Docusaurus, Zola,
	// Eleventy.
	dated = lazyregexp.New(`^(\d{4})-(\d{1,2})-(\d{1,2})(?:[-_ ](.+))?$`)
	// stamped matches a name that begins with a date of digits only:
	// "20240501 A title".
	stamped = lazyregexp.New(`^((?:19|20)\d{2})(\d{2})(\d{2})[-_ ](.+)$`)
	// datedDirs matches folders for the year, month and day.
	datedDirs = lazyregexp.New(`(?:^|/)(\d{4})/(\d{2})/(\d{2})(?:-[^/]*)?(?:/|$)`)
)

// postFolders matches folders that are not part of the addresses of the posts
// in them.
var postFolders = lazyregexp.New(`/(?:source/)?_(?:posts|drafts)/`)

// placeOf parses the path of a post.
func placeOf(name string) place {
	name = strings.Trim(path.Clean("/"+name), "/")
	stem := strings.TrimSuffix(name, path.Ext(name))
	pl := place{}
	if ext := path.Ext(stem); len(ext) > 1 && path.Base(stem) != ext {
		if tag, ok := langSegment(ext[1:]); ok {
			pl.lang, pl.suffix = tag, ext[1:]
			stem = strings.TrimSuffix(stem, ext)
		}
	}
	dirs := strings.Split(stem, "/")
	base := dirs[len(dirs)-1]
	dirs = dirs[:len(dirs)-1]
	for i, dir := range dirs {
		switch strings.ToLower(dir) {
		case "_drafts", "drafts":
			pl.draft = true
		case "_posts":
			pl.posts = true
			pl.source = pl.source || i > 0 && dirs[i-1] == "source"
		}
		if pl.lang == "" && langRoot(dirs[:i]) {
			if tag, ok := langSegment(dir); ok {
				pl.lang = tag
			}
		}
	}
	switch strings.ToLower(base) {
	case "index", "_index", "readme":
		pl.bundle = true
		if len(dirs) > 0 {
			base = dirs[len(dirs)-1]
			stem = path.Dir(stem)
		} else {
			base, stem = "index", ""
		}
	}
	pl.path, pl.name, pl.slug = stem, base, base
	if strings.Contains(stem, "_posts") || strings.Contains(stem, "_drafts") {
		pl.path = postFolders.ReplaceAllString("/"+stem, "/")
	}
	pl.path = strings.TrimPrefix(pl.path, "/")
	pl.findDate(stem, base)
	return pl
}

// findDate reads the date in a path without extension, whose last part is
// base, and sets the slug to the rest of base.
func (pl *place) findDate(stem, base string) {
	if base != "" && '0' <= base[0] && base[0] <= '9' {
		if m := dated.FindStringSubmatch(base); m != nil && pl.setDate(m[1:4]) {
			pl.slug = cmp.Or(m[4], pl.slug)
			return
		}
		if m := stamped.FindStringSubmatch(base); m != nil && pl.setDate(m[1:4]) {
			pl.slug = m[4]
			return
		}
	}
	if !mayDate(stem) {
		return
	}
	if m := datedDirs.FindStringSubmatch(stem); m != nil {
		pl.setDate(m[1:4])
	}
}

// mayDate reports whether datedDirs may match a path: one of its folders is a
// number of four digits.
func mayDate(stem string) bool {
	digits := 0
	for i := range len(stem) {
		switch c := stem[i]; {
		case '0' <= c && c <= '9':
			digits++
		case c == '/' && digits == 4:
			return true
		case c == '/':
			digits = 0
		default:
			digits = 5 // no number, up to the next folder
		}
	}
	return false
}

// setDate sets the date if there is such a day.
func (pl *place) setDate(parts []string) bool {
	y, _ := strconv.Atoi(parts[0])
	m, _ := strconv.Atoi(parts[1])
	d, _ := strconv.Atoi(parts[2])
	if t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC); y < 1900 || y > 2200 || int(t.Month()) != m || t.Day() != d {
		return false
	}
	pl.year, pl.month, pl.day = y, m, d
	return true
}

// date returns the date in the path, or zero.
func (pl *place) date(loc *time.Location) time.Time {
	if pl.year == 0 {
		return time.Time{}
	}
	return time.Date(pl.year, time.Month(pl.month), pl.day, 0, 0, 0, 0, loc)
}

// langRoot reports whether a folder below dirs may be named after a language:
// it is at the root, or in a folder in which engines keep content.
func langRoot(dirs []string) bool {
	if len(dirs) > 0 && slices.Contains([]string{"content", "i18n", "locales", "translations"}, dirs[len(dirs)-1]) {
		return true
	}
	for _, dir := range dirs {
		switch dir {
		case "content", "docs", "doc", "src", "source", "_i18n", "posts", "_posts", "blog", "pages", "post", "website", "site":
		default:
			return false
		}
	}
	return true
}

// folderLanguages holds the languages whose two-letter codes, as a folder or
// suffix, hardly mean anything else. "it", "is", "go" and "ts" do, so they
// are not in the list.
var folderLanguages = []string{
	"zh", "en", "ja", "ko", "fr", "de", "es", "pt", "ru", "uk", "pl", "tr", "vi", "th", "ar", "fa", "he", "hi", "nl", "sv", "fi", "da",
	"hu", "ro", "cs", "el", "bg", "ca", "it", "id", "cn", "jp", "tw", "hk",
}

// langSegment returns the language that a part of a path names, if it names
// one.
func langSegment(s string) (string, bool) {
	if len(s) < 2 || len(s) > 10 || len(s) > 2 && s[2] != '-' && s[2] != '_' { // all primary tags have two letters
		return "", false
	}
	lower := strings.ToLower(strings.ReplaceAll(s, "_", "-"))
	primary, rest, more := strings.Cut(lower, "-")
	if !slices.Contains(folderLanguages, primary) || more && len(rest) != 2 && len(rest) != 4 && len(rest) != 7 && rest != "419" {
		return "", false
	}
	tag, ok := lang.Tag(s)
	return tag, ok
}

// lang returns the language in the front matter or the path. A value that is
// not a language is reported and left in the params, because validators
// reject wrong tags.
func (f *fields) lang(pl place) string {
	for _, key := range []string{"lang", "language", "locale"} {
		e := f.Peek(key)
		if e == nil || e.Value.Kind != frontmatter.String || strings.TrimSpace(e.Value.Raw) == "" {
			continue
		}
		if tag, ok := lang.Tag(e.Value.Raw); ok {
			f.Claim(e)
			f.statesLang = true
			return tag
		}
		if key == "lang" {
			f.Report(RuleBadFrontMatter, post.SeverityWarning, e.Key, e.Value.Pos,
				fmt.Errorf("%w: %.40q is not a language, want a BCP 47 tag such as zh-CN", post.ErrValue, e.Value.Raw))
		}
	}
	return pl.lang
}
