package main

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/foreword-go/foreword/internal/label"
	"github.com/foreword-go/foreword/post"
	"github.com/foreword-go/foreword/post/site"
)

// perLanguage is a value of the key per: one output for each language.
const perLanguage = "language"

// per returns an error unless value is a known value of a key per.
func (c *config) per(key, value string) error {
	if value == "" || value == perLanguage {
		return nil
	}
	return c.fault(key, fmt.Errorf("%q is not known: want language", value))
}

// writeBookPerLanguage writes a book for each language of the posts, such as
// book.fr.epub for book.epub, or a single book if all posts have the same
// language. Posts that do not state their language are in the book of the
// site's language.
func (s *session) writeBookPerLanguage(ctx context.Context, lib *library, job *bookJob) error {
	of := lib.site()
	fallback := job.meta.Lang
	if of != nil {
		fallback = cmp.Or(fallback, of.Lang.Value)
	}
	lang := func(h *post.Head) string { return cmp.Or(h.Lang, fallback) }
	var all []string
	for _, h := range lib.listed() {
		if l := lang(h); !slices.Contains(all, l) {
			all = append(all, l)
		}
	}
	slices.Sort(all)
	if len(all) < 2 {
		return s.writeBooks(ctx, lib, job)
	}
	for _, l := range all {
		own, book := *lib, *job
		if err := own.filter(func(h *post.Head) bool { return lang(h) == l }, "language"); err != nil {
			return err
		}
		if book.meta.Lang = l; l != "" {
			ext := filepath.Ext(job.out)
			book.out = strings.TrimSuffix(job.out, ext) + "." + l + ext
		}
		if of != nil && book.meta.Title == of.Title.Value {
			book.meta.Title = titleIn(of, l)
		}
		if err := s.writeBooks(ctx, &own, &book); err != nil {
			return err
		}
	}
	return nil
}

// titleIn returns the title of a site in a language.
func titleIn(s *site.Site, lang string) string {
	for _, l := range s.Languages {
		if l.Tag == lang && l.Title != "" {
			return l.Title
		}
	}
	return s.Title.Value
}

// mainLang returns the language of a feed of all posts of a site: the only
// language of the site, or the first of several that one of the posts has.
// Items in other languages state theirs.
func mainLang(s *site.Site, heads []*post.Head) string {
	if lang := siteLang(s); lang != "" || len(s.Languages) < 2 {
		return lang
	}
	if slices.ContainsFunc(heads, func(h *post.Head) bool { return h.Withheld == "" && h.Lang == s.Lang.Value }) {
		return s.Lang.Value
	}
	return ""
}

// statedLang returns the language that more than half of the posts state by
// their metadata or folder, or "" if no language has that many. Posts that
// state none count: a few posts marked as English do not make a feed of
// Chinese posts English. The feed encoder sees only the first posts,
// which may all be in one folder.
func statedLang(heads []*post.Head) string {
	var langs label.Census
	for _, h := range heads {
		if h.Withheld == "" {
			langs.Add(h.Lang)
		}
	}
	return langs.Lang()
}
