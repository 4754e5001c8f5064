package site

import (
	"path"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/foreword-go/foreword/internal/lazyregexp"
)

// generic implements the rules for a folder of posts without a configuration:
// the address is the path without the extension, without index and without
// folders such as _posts.
type generic struct{}

var genericDialect = &dialect{
	part: lazyregexp.New(`:[a-z_]+`),
	known: []string{
		"basename", "categories", "category", "contentbasename", "day", "filename", "hour", "i_day", "i_month", "lang", "long_day", "long_month",
		"minute", "month", "name", "output_ext", "path", "post_title", "second", "short_day", "short_month", "short_year", "slug", "tag",
		"timestamp", "title", "w_day", "w_year", "week", "y_day", "year",
	},
	expand: genericPart,
}

func genericPart(s *Site, e *env, name string) (string, bool) {
	if f, ok := dateParts[name]; ok {
		if e.date.IsZero() {
			return "", false
		}
		return f(e.date), true
	}
	p := e.page
	switch name {
	case "slug", "title", "name", "filename", "basename", "contentbasename", "post_title":
		if slug := lastPart(p.front("slug")); slug != "" {
			return slug, true
		}
		return genericName(e.rel), true
	case "path":
		at := genericPath(s, e.rel)
		if slug := lastPart(p.front("slug")); slug != "" {
			return path.Join(dirOf(at), slug), true
		}
		return at, true
	case "lang":
		return p.Lang, true
	case "category", "categories":
		if len(p.Categories) == 0 {
			return "", true
		}
		return strings.Join(p.Categories[0], "/"), true
	case "tag":
		if len(p.Tags) == 0 {
			return "", true
		}
		return p.Tags[0], true
	case "output_ext":
		return ".html", true
	}
	return "", false
}

// lastPart returns the last part of a path, "" if the path has no name such
// as ".".
func lastPart(s string) string {
	s = strings.Trim(s, "/")
	if s == "" {
		return ""
	}
	if s = path.Base(s); s == "." || s == ".." {
		return ""
	}
	return s
}

// datedName matches a name that begins with a date.
var datedName = lazyregexp.New(`^(\d{4})-(\d{1,2})-(\d{1,2})(?:[-_ ](.+))?$`)

// isIndex reports whether a file is the index of its folder.
func isIndex(name string) bool {
	switch strings.ToLower(stem(name)) {
	case "index", "_index", "readme":
		return true
	}
	return false
}

// genericName returns the name of a post without a date before it. The name
// of an index is that of its folder.
func genericName(rel string) string {
	name := stem(rel)
	if isIndex(rel) && dirOf(rel) != "" {
		name = path.Base(dirOf(rel))
	}
	if m := datedName.FindStringSubmatch(name); m != nil && m[4] != "" {
		return m[4]
	}
	return name
}

// genericPath returns the path of a post without the folders that only hold
// posts.
func genericPath(s *Site, rel string) string {
	rel = trimExt(rel)
	if isIndex(rel + ".md") {
		rel = dirOf(rel)
	}
	for _, f := range s.Content {
		root, _ := s.Rel(f.Value)
		if below, ok := under(rel, root); ok && root != "" && root != "." {
			return below
		}
	}
	parts := strings.Split(rel, "/")
	for i, part := range parts {
		if part == "_posts" || part == "_drafts" {
			parts = slices.Delete(parts, i, i+1)
			if i > 0 && parts[i-1] == "source" {
				parts = slices.Delete(parts, i-1, i)
			}
			break
		}
	}
	return strings.Join(parts, "/")
}

// genericDate returns the date in the front matter, or else the date in the
// file name.
func genericDate(s *Site, p *Page, rel string) time.Time {
	if !p.Date.IsZero() {
		return p.Date
	}
	name := stem(rel)
	if isIndex(rel) {
		name = path.Base(dirOf(rel))
	}
	if m := datedName.FindStringSubmatch(name); m != nil {
		return calendar(m[1], m[2], m[3], s.Location())
	}
	return time.Time{}
}

// calendar returns a date, or zero if there is no such day.
func calendar(year, month, day string, zone *time.Location) time.Time {
	y, _ := strconv.Atoi(year)
	m, _ := strconv.Atoi(month)
	d, _ := strconv.Atoi(day)
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, zone)
	if int(t.Month()) != m || t.Day() != d {
		return time.Time{}
	}
	return t
}

func (generic) address(s *Site, p *Page, rel string) (string, error) {
	for _, key := range []string{"permalink", "url", "path"} {
		if v := p.front(key); strings.HasPrefix(v, "/") && !strings.ContainsAny(v, ":{") {
			return v, nil
		}
	}
	if v := p.front("slug"); strings.HasPrefix(v, "/") {
		return v, nil
	}
	at, _ := genericPart(s, &env{page: p, rel: rel}, "path")
	return "/" + at + "/", nil
}

func (generic) kind(s *Site, p *Page, rel string) Verdict {
	if v := draftByFront(p, "draft", "published", "publish"); v.Kind != "" {
		return v
	}
	if !isMarkdown(rel) {
		return verdict(KindExcluded, "not Markdown")
	}
	for part := range strings.SplitSeq(strings.ToLower(dirOf(rel)), "/") {
		if part == "_drafts" || part == "drafts" {
			return verdict(KindDraft, "in a folder for drafts")
		}
	}
	if stem(rel) == "_index" {
		return verdict(KindSection, "the index of a section")
	}
	return verdict(KindPost, "a post in a folder")
}
